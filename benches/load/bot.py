"""A minimal bot on discord.py and RapidFuzz: whoever mentions it gets the answer of the phrasing that is most alike.

    DISCORD_TOKEN=... DISCORD_API_BASE=http://... python bot.py TOPICS_FOLDER

Both libraries are set up as their guides do; only the REST calls go to DISCORD_API_BASE, and the gateway's address
comes from there, too. discord.py's limiter is on: it keeps the limits that Discord tells in headers.
"""
import asyncio
import json
import logging
import os
import signal
import sys
from pathlib import Path

import discord
from rapidfuzz import fuzz, process, utils

# From 0 to 100; below it the reply is that there is no answer.
THRESHOLD = 70
DONT_KNOW = "I don't know."

texts, answers = [], []
for path in sorted(Path(sys.argv[1]).glob("*.json")):
    for entry in json.loads(path.read_text("utf-8"))["entries"]:
        for lang, questions in entry["questions"].items():
            for question in questions:
                texts.append(utils.default_process(question))
                answers.append(entry["answer"][lang])

base = os.environ["DISCORD_API_BASE"]
discord.http.Route.BASE = f"{base}/api/v10"

intents = discord.Intents.none()
intents.guilds = True
intents.guild_messages = True


# The sharded client is the one that asks where the gateway is; with one shard it is otherwise the same.
class Bot(discord.AutoShardedClient):
    async def on_message(self, message):
        if message.author.bot or self.user not in message.mentions:
            return
        question = utils.default_process(message.content.replace(self.user.mention, " "))
        best = process.extractOne(question, texts, scorer=fuzz.token_set_ratio, processor=None, score_cutoff=THRESHOLD)
        await message.reply(answers[best[2]][:2000] if best else DONT_KNOW)


async def main():
    async with Bot(intents=intents) as bot:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(bot.close()))
        await bot.start(os.environ["DISCORD_TOKEN"])


discord.utils.setup_logging(level=logging.ERROR)
asyncio.run(main())

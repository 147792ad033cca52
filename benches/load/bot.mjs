// A minimal bot on discord.js and Fuse.js: whoever mentions it gets the answer of the phrasing that is most alike.
//
//     PEER_MODULES=FOLDER DISCORD_TOKEN=... DISCORD_API_BASE=http://... node bot.mjs TOPICS_FOLDER
//
// Both libraries are set up as their guides do, with three exceptions. The REST calls go to DISCORD_API_BASE; the
// gateway's address comes from there, too. The limit of 50 requests a second, which discord.js keeps by itself, is off,
// because it would be measured instead of the bot; the limits that Discord tells in headers are on. The place in the
// phrasing does not count, as questions rarely begin like the phrasing.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// Installed elsewhere, not beside this file.
const require = createRequire(process.env.PEER_MODULES + "/");
const { Client, Events, GatewayIntentBits } = require("discord.js");
const Fuse = require("fuse.js");

// Fuse.js' score is 0 for the same text and 1 for nothing alike; its own threshold of 0.6 lets almost anything through.
const THRESHOLD = 0.4;
const DONT_KNOW = "I don't know.";

const phrasings = [];
const folder = process.argv[2];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  for (const entry of JSON.parse(readFileSync(join(folder, file), "utf8")).entries) {
    for (const [lang, texts] of Object.entries(entry.questions)) {
      for (const text of texts) phrasings.push({ text, answer: entry.answer[lang] });
    }
  }
}
const fuse = new Fuse(phrasings, { keys: ["text"], ignoreLocation: true, threshold: THRESHOLD });

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: process.env.DISCORD_API_BASE + "/api", globalRequestsPerSecond: Infinity },
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot || !message.mentions.users.has(client.user.id)) return;
  const question = message.content.replaceAll(`<@${client.user.id}>`, " ").trim();
  const [best] = fuse.search(question, { limit: 1 });
  try {
    await message.reply(best?.item.answer.slice(0, 2000) ?? DONT_KNOW);
  } catch (error) {
    console.error("reply not sent:", error);
  }
});

process.on("SIGTERM", async () => {
  await client.destroy();
  process.exit(0);
});

await client.login(process.env.DISCORD_TOKEN);

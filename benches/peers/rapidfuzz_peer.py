"""RapidFuzz: the phrasing with the best token_set_ratio names the entry.

    rapidfuzz_peer.py KB.jsonl        questions as JSON lines in, {"id", "score"} out
"""
import json
import sys

from rapidfuzz import fuzz, process, utils

texts, ids = [], []
for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    for question in entry["questions"]:
        texts.append(utils.default_process(question))
        ids.append(entry["id"])

for line in sys.stdin:
    asked = utils.default_process(json.loads(line)["q"])
    best = process.extractOne(asked, texts, scorer=fuzz.token_set_ratio, processor=None)
    print(json.dumps({"id": ids[best[2]] if best else None, "score": best[1] if best else 0}), flush=True)

// Fuse.js: the phrasing with the best score names the entry.
//
//     fuse_peer.mjs KB.jsonl        questions as JSON lines in, {"id", "score"} out
//
// The place in the phrasing does not count, and no phrasing is cut off: the weakest match is still a candidate.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

// Installed beside the other peers, not beside this file.
const Fuse = createRequire(process.env.PEER_MODULES + "/")("fuse.js");

const phrasings = [];
for (const line of readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean)) {
  const entry = JSON.parse(line);
  for (const text of entry.questions) phrasings.push({ text, id: entry.id });
}
const fuse = new Fuse(phrasings, { keys: ["text"], includeScore: true, ignoreLocation: true, threshold: 1 });

for await (const line of createInterface({ input: process.stdin })) {
  const [best] = fuse.search(JSON.parse(line).q, { limit: 1 });
  process.stdout.write(JSON.stringify({ id: best?.item.id ?? null, score: best ? 1 - best.score : 0 }) + "\n");
}

#!/usr/bin/env python3
"""Asks every peer the questions of every set and prints one table in Markdown.

Peers are programs of one form: JSON lines with "q" in, JSON lines with "id" and "score" out, one for one. They are
started, asked and watched from outside, all in the same way. benches/peers/run calls this with all that it needs.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Questions that are written before replies are read: fewer bytes than a pipe holds.
AT_ONCE = 50
# Peers that need so long that they are asked a sample.
SLOW = {"Fuse.js": 300}
# The share of the questions out of scope that a threshold may let through.
LET_THROUGH = 0.05


def read(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


class Process:
    """A running peer."""

    def __init__(self, command, environment):
        # Settings of whoever runs this are not the peers'; several threads would hide what a question costs.
        own = {name: value for name, value in os.environ.items() if not name.startswith("ATTACHE_")}
        own |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RUST_LOG": "off"} | environment
        self.begun = time.perf_counter()
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own, cwd=HERE, text=True, encoding="utf-8"
        )

    def ask(self, rows):
        lines = "".join(json.dumps({"q": row["q"], "lang": row["lang"]}, ensure_ascii=False) + "\n" for row in rows)
        self.child.stdin.write(lines)
        self.child.stdin.flush()
        replies = [self.child.stdout.readline() for _ in rows]
        if not replies[-1]:
            sys.exit(f"a peer ended early: {' '.join(map(str, self.child.args))}")
        return [json.loads(reply) for reply in replies]

    def computed(self):
        """Seconds that all its threads have computed, to a hundredth: what others do on the machine does not count."""
        try:
            # The name of the program is in parentheses and may hold spaces.
            fields = Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return time.perf_counter() - self.begun
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def thread(self):
        """Seconds that its first thread has computed, to the microsecond."""
        try:
            return int(Path(f"/proc/{self.child.pid}/schedstat").read_text().split()[0]) / 1e9
        except OSError:
            return time.perf_counter()

    def peak(self):
        """The most memory it has had, in MiB, where the system is Linux."""
        try:
            status = Path(f"/proc/{self.child.pid}/status").read_text()
        except OSError:
            return None
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def end(self):
        self.child.stdin.close()
        self.child.wait()


def run(command, environment, tests):
    """Replies to each list of questions, and what they cost."""
    first = next(iter(tests.values()))[:1]
    process = Process(command, environment)
    process.ask(first)
    start = process.computed()
    replies, costs = {}, []
    for name, rows in tests.items():
        replies[name] = []
        for at in range(0, len(rows), AT_ONCE):
            part = rows[at:at + AT_ONCE]
            before = process.thread()
            replies[name] += process.ask(part)
            costs.append((process.thread() - before) / len(part) * 1e6)
    peak = process.peak()
    process.end()
    return replies, {"start": start, "us": statistics.median(costs), "peak": peak}


def quality(rows, replies):
    """Best entry right, AUROC, and right at the threshold: shares, the last two only with questions out of scope."""
    inside = [(reply["score"] or 0.0, reply["id"] == row["id"]) for row, reply in zip(rows, replies) if row["id"]]
    outside = sorted((reply["score"] or 0.0 for row, reply in zip(rows, replies) if not row["id"]), reverse=True)
    right = sum(is_right for _, is_right in inside) / len(inside)
    if not outside:
        return right, None, None
    wins = sum((score > other) + (score == other) / 2 for score, _ in inside for other in outside)
    threshold = outside[int(len(outside) * LET_THROUGH)]
    answered = sum(is_right and score > threshold for score, is_right in inside) / len(inside)
    return right, wins / len(inside) / len(outside), answered


def sampled(rows, most):
    """At most so many of the rows, evenly spread; 0 is all."""
    if not most or len(rows) <= most:
        return rows
    return [rows[number * len(rows) // most] for number in range(most)]


def percent(values):
    texts = ["–" if value is None else f"{value * 100:.1f}" for value in values]
    return "–" if set(texts) == {"–"} else " / ".join(texts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", required=True, type=Path)
    parser.add_argument("--attache", required=True)
    parser.add_argument("--tantivy", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--modules", required=True)
    parser.add_argument("--whole", help="a knowledge folder with more than phrasings, for one more row a set")
    parser.add_argument("--sample", type=int, help="questions of each file for Fuse.js and RapidFuzz; 0 is all")
    parser.add_argument("--peers", default="", help="only those whose names begin so, separated by commas")
    arguments = parser.parse_args()
    slow = SLOW if arguments.sample is None else dict.fromkeys(["Fuse.js", "RapidFuzz"], arguments.sample)

    print("| questions | peer | best entry right, % | AUROC, % | right with 5 % of the out of scope answered, % "
          "| µs a question | to Attaché's | start, s | peak, MiB |")
    print("| --- | --- | --: | --: | --: | --: | --: | --: | --: |", flush=True)
    for folder in sorted(path for path in arguments.sets.iterdir() if path.is_dir()):
        kb = folder / "kb.jsonl"
        tests = {name: read(folder / f"{name}.jsonl") for name in ("test", "test.typo") if (folder / f"{name}.jsonl").is_file()}
        attache = [arguments.attache, "--knowledge", folder / "knowledge", "batch"]
        peers = [
            ("Attaché", attache, {}),
            ("Attaché, whole base", [arguments.attache, "--knowledge", arguments.whole, "batch"], {}),
            ("tantivy BM25", [arguments.tantivy, kb], {}),
            ("RapidFuzz token_set_ratio", [arguments.python, "rapidfuzz_peer.py", kb], {}),
            ("Fuse.js", ["node", "fuse_peer.mjs", kb], {"PEER_MODULES": arguments.modules}),
            ("scikit-learn TF-IDF, logistic", [arguments.python, "logistic_peer.py", kb], {}),
        ]
        own = None
        for name, command, environment in peers:
            is_whole = name == "Attaché, whole base"
            if is_whole and not arguments.whole or not name.startswith(tuple(arguments.peers.split(","))):
                continue
            print(f"{folder.name}: {name} ...", file=sys.stderr, flush=True)
            most = next((most for slow_name, most in slow.items() if name.startswith(slow_name)), 0)
            asked = {test: sampled(rows, most) for test, rows in tests.items()}
            replies, cost = run(command, environment, asked)
            if is_whole:
                names = json.loads((folder / "names.json").read_text("utf-8"))
                for reply in (reply for test in replies.values() for reply in test):
                    reply["id"] = names.get(reply["id"])
            right, auroc, answered = zip(*(quality(rows, replies[test]) for test, rows in asked.items()))
            if name == "Attaché":
                own = cost["us"]
            if asked != tests:
                name += f" ({sum(map(len, asked.values())):,} of {sum(map(len, tests.values())):,} questions)"
            ratio = f"× {cost['us'] / own:.2g}" if own and cost["us"] / own < 10 else f"× {cost['us'] / own:,.0f}" if own else "–"
            peak = "?" if cost["peak"] is None else f"{cost['peak']:,.0f}"
            print(f"| {folder.name} | {name} | {percent(right)} | {percent(auroc)} | {percent(answered)} "
                  f"| {cost['us']:,.0f} | {ratio} | {cost['start']:.2f} | {peak} |", flush=True)


if __name__ == "__main__":
    main()

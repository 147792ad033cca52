#!/usr/bin/env python3
"""Lays out question sets so that every peer gets the same.

    prepare.py shipped REPOSITORY OUT            the shipped base and tests/quality, a set a language
    prepare.py folder FOLDER KB OUT              each sub-folder of FOLDER that has KB.jsonl

A set is a folder with kb.jsonl (id, lang, questions), test.jsonl and test.typo.jsonl (q, lang, id or null), and
knowledge/, the same as a knowledge folder. Labels become e0, e1 ...: a label says what its entry is about, and only
one of the peers would read it.
"""
import json
import sys
from pathlib import Path

# A knowledge file may have 1 MiB; a topic ends well before.
TOPIC_BYTES = 700_000


def read(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def write(path, rows):
    Path(path).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def distinct(questions):
    """The questions without repetitions and empty ones, in their order."""
    seen = {}
    for question in questions:
        if question.strip():
            seen.setdefault(question.strip().casefold(), question.strip())
    return list(seen.values())


def write_set(out, entries, tests):
    out.mkdir(parents=True, exist_ok=True)
    names = {}
    merged = {}
    for entry in entries:
        name = names.setdefault(entry["id"], f"e{len(names)}")
        row = merged.setdefault(name, {"id": name, "lang": entry["lang"], "questions": []})
        row["questions"] = distinct(row["questions"] + entry["questions"])
    write(out / "kb.jsonl", merged.values())
    write_knowledge(out / "knowledge", merged.values())
    for name, rows in tests.items():
        labelled = [{"q": row["q"], "lang": row["lang"], "id": names.get(row["id"]) if row["id"] else None} for row in rows]
        unknown = sum(1 for row, label in zip(rows, labelled) if row["id"] and not label["id"])
        if unknown:
            sys.exit(f"{out.name}: {unknown} questions of {name} name an entry that the knowledge base lacks")
        write(out / f"{name}.jsonl", labelled)
    # Where each name came from, for the peer that has the whole shipped base.
    (out / "names.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")


def write_knowledge(out, rows):
    """A knowledge folder that says no more than the phrasings: the answers are one character."""
    (out / "topics").mkdir(parents=True, exist_ok=True)
    for old in (out / "topics").iterdir():
        old.unlink()
    source = {"id": "set", "title": "A question set", "publisher": "Nobody", "language": "en"}
    (out / "sources.json").write_text(json.dumps({"sources": [source]}), "utf-8")
    topics, size = [[]], 0
    for row in rows:
        lang = row["lang"]
        entry = {"id": row["id"], "questions": {lang: row["questions"]}, "answer": {lang: "."}, "sources": ["set"], "as_of": "2020-01-01"}
        length = len(json.dumps(entry, ensure_ascii=False).encode())
        if size + length > TOPIC_BYTES:
            topics.append([])
            size = 0
        size += length
        topics[-1].append(entry)
    for number, entries in enumerate(topics):
        name = f"t{number}"
        lang = next(iter(entries[0]["answer"]))
        topic = {"command": name, "title": {lang: name}, "description": {lang: name}, "entries": entries}
        (out / "topics" / f"{name}.json").write_text(json.dumps(topic, ensure_ascii=False), "utf-8")


def shipped(repository, out):
    repository = Path(repository)
    questions = read(repository / "tests/quality/questions.jsonl")
    topics = [json.loads(path.read_text("utf-8")) for path in sorted((repository / "knowledge/topics").glob("*.json"))]
    for lang in ("en", "it", "ko"):
        entries = [
            {"id": entry["id"], "lang": lang, "questions": entry["questions"].get(lang, [])}
            for topic in topics for entry in topic["entries"]
        ]
        asked = [question for question in questions if question["lang"] == lang]
        # Questions that are out of scope are the same in both: none of them was mistyped on purpose.
        tests = {
            "test": [question for question in asked if question["style"] != "typo"],
            "test.typo": [question for question in asked if question["style"] == "typo" or question["id"] is None],
        }
        write_set(Path(out) / f"shipped-{lang}", entries, tests)


def folder(folder, kb, out):
    found = False
    for inside in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        if not (inside / f"{kb}.jsonl").is_file():
            print(f"{inside.name} has no {kb}.jsonl: left out", file=sys.stderr)
            continue
        tests = {name: read(inside / f"{name}.jsonl") for name in ("test", "test.typo") if (inside / f"{name}.jsonl").is_file()}
        if "test" not in tests:
            print(f"{inside.name} has no test.jsonl: left out", file=sys.stderr)
            continue
        write_set(Path(out) / f"{inside.name}-{kb}", read(inside / f"{kb}.jsonl"), tests)
        found = True
    if not found:
        sys.exit(f"no folder in {folder} has {kb}.jsonl and test.jsonl")


if __name__ == "__main__":
    {"shipped": shipped, "folder": folder}[sys.argv[1]](*sys.argv[2:])

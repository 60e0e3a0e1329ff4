"""Pairs of words that official documents use, counted: what tells "kiểm điểm" from "kiếm điểm" where a reader was not sure."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

from ingest.ocr.spelling import bare

Pair = tuple[str, str]

FILE = Path(__file__).with_name("pairs.txt")
"""Written by `python -m corpora.pairs`."""
OFTEN, _RARE = 3, 20
"""A pair that stands so often is a set term; others with its letters are so many times rarer."""


def folded(word: str) -> str:
    """A word as it is counted: small letters, "ủy" for "uỷ"."""
    return unicodedata.normalize("NFC", word.lower()).replace("uỷ", "ủy")


def is_used(first: str, second: str) -> bool:
    """Whether the two words may stand side by side, in a document or in the dictionary: ("kiểm", "điểm") may, ("kiếm", "điểm") not."""
    return (folded(first), folded(second)) in _counts()


def likely(first: str, second: str) -> Pair | None:
    """The pair with the letters of these two that documents use, hardly any other: ("kiểm", "điểm") for ("Kiếm", "điểm")."""
    ranked = sorted(_forms().get((bare(first), bare(second)), []), key=lambda form: -_counts()[form])
    best, others = (_counts()[ranked[0]], sum(_counts()[form] for form in ranked[1:])) if ranked else (0, 0)
    return ranked[0] if best >= OFTEN and best >= _RARE * others else None


@cache
def _counts() -> Counter[Pair]:
    rows = (line.split() for line in FILE.read_text(encoding="utf-8").splitlines())
    return Counter({(first, second): int(count) for first, second, count in rows})


@cache
def _forms() -> dict[Pair, list[Pair]]:
    forms: defaultdict[Pair, list[Pair]] = defaultdict(list)
    for pair in _counts():
        forms[bare(pair[0]), bare(pair[1])].append(pair)
    return forms

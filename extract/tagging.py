"""Words and their parts of speech, where a closed list does not say enough: underthesea's, loaded when first asked for.

The tagger rewrites what it reads (tone marks, spaces); here every word stands at its place in the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from extract.language import fold

VERB, NOUNS = "V", frozenset({"N", "Nc", "Np", "Nu", "Ny", "Nb"})


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]` is one word of one or more syllables: "giải ngân" with the tag "V"."""

    start: int
    end: int
    tag: str


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a sentence or clause; none where the tagger's words do not stand in the text.

    words("Công đoàn tổ chức hội thao") → (0, 9, "N"), (10, 17, "V"), (18, 26, "N")
    """
    found: list[Word] = []
    position = 0
    for word, tag in tagged(text):
        place = _place(text, word, position)
        if place is None:
            return ()
        found.append(Word(*place, tag))
        position = place[1]
    return tuple(found)


def tagged(text: str) -> list[tuple[str, str]]:
    """As underthesea's `pos_tag`, in a third of the time: "Công đoàn tổ chức" → [("Công đoàn", "N"), ("tổ chức", "V")].

    Its model is asked with the same features; the library works each out by itself, word by word.
    """
    from underthesea import word_tokenize
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    predictor = CRFPOSTagPredictor.Instance()
    named = word_tokenize(text)
    return list(zip(named, predictor.model.tag(_features(named, tuple(predictor.transformer.template))), strict=True))


def _features(named: Sequence[str], templates: tuple[str, ...]) -> list[list[str]]:
    """What each template says of each word: "T[-1,0]" of (các, xã) → "T[-1,0]=BOS", "T[-1,0]=các xã"."""
    runs: dict[tuple[str, int], list[str]] = {}
    columns = []
    for template in templates:
        first, length, told = _parsed(template)
        if (told, length) not in runs:
            runs[told, length] = _runs([_TOLD[told](word) for word in named], length)
        column = ["BOS"] * -first + runs[told, length][max(0, first) :] + ["EOS"] * len(named)
        columns.append([f"{template}={value}" for value in column[: len(named)]])
    return [list(row) for row in zip(*columns, strict=True)]


def _runs(values: list[str], length: int) -> list[str]:
    """Every so many that follow each other: (các, xã, phường), 2 → "các xã", "xã phường"."""
    return values if length == 1 else [" ".join(values[start : start + length]) for start in range(len(values) - length + 1)]


@cache
def _parsed(template: str) -> tuple[int, int, str]:
    """At which word a template begins to look, at how many, and what it tells of them: "T[-2].lower" → (-2, 1, ".lower")."""
    parts = _TEMPLATE.fullmatch(template)
    if parts is None:
        raise ValueError(template)
    first = int(parts["first"])
    return first, int(parts["last"] or first) - first + 1, parts["told"]


_TEMPLATE: Final = re.compile(r"T\[(?P<first>-?\d+)(?:,(?P<last>-?\d+))?\](?P<told>.*)")
_TOLD: Final[dict[str, Callable[[str], str]]] = {
    "": str,
    ".lower": str.lower,
    ".istitle": lambda word: str(bool(word) and all(syllable[:1].istitle() for syllable in word.split(" "))),
    "[1]": lambda _: "X",
}
"""The word itself; in small letters; whether each syllable has a capital; its tag, which is not known yet."""


def _place(text: str, word: str, position: int) -> tuple[int, int] | None:
    """Where the word stands next in the text, spaces aside."""
    letters = [letter for letter in fold(word) if not letter.isspace()]
    folded = fold(text)
    while position < len(text) and text[position].isspace():
        position += 1
    start = position
    for letter in letters:
        while position < len(text) and text[position].isspace():
            position += 1
        if position >= len(text) or not _same(folded[position], letter):
            return None
        position += 1
    return start, position


def _same(a: str, b: str) -> bool:
    return a == b or {a, b} <= set("iy") or not (a.isalnum() and b.isalnum())

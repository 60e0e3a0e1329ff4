"""Slips of the reading of a scan mended in the draft's own words, by the closed list of slips.toml: "Đây mạnh" → "Đẩy mạnh"."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files


@cache
def slips() -> tuple[tuple[re.Pattern[str], str, tuple[tuple[str, str], ...]], ...]:
    data = tomllib.loads(files("generate").joinpath("slips.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(entry["pattern"]), entry["replace"], tuple((e[0], e[1]) for e in entry["examples"])) for entry in data["slip"])


_AMONG_SMALL = re.compile(r"(?<=[^\W\d_] )[^\W\d_]{2,}(?= |[.,;:]|$)")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LONE_QUOTE = re.compile(r"(?<![\w'’])['‘’](?=[a-zà-ỹ])(?![^'‘’]*['’])")


def _torn_capitals(word: re.Match[str]) -> str:
    """A word in capitals with a tone among small ones is no abbreviation: "bình đẳng GIỚI" → "bình đẳng giới"."""
    toned = word[0].isupper() and _TONES & set(unicodedata.normalize("NFD", word[0]))
    alone = word.string[word.start() - 2].islower() and not word.string[word.end() + 1 : word.end() + 3].isupper()
    return word[0].lower() if toned and alone else word[0]


@lru_cache(maxsize=4_000)
def without_slips(text: str) -> str:
    text = _LONE_QUOTE.sub("", _AMONG_SMALL.sub(_torn_capitals, text))
    for pattern, replacement, _ in slips():
        text = pattern.sub(replacement, text)
    return text

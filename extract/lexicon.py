"""Words of the domain, read from `lexicon/*.toml`.

Each entry has `examples`; a test holds that every entry is found in each of its examples and that nothing stands without one.
`alternation` turns a list of words into a pattern for folded text, longest first, whole syllables only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.language import fold, folded_pattern


@dataclass(frozen=True, slots=True)
class Entry:
    """One group of words with one meaning: Entry("least", ("ít nhất", "tối thiểu"), ("ít nhất 01 đảng viên", …), {})."""

    name: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    attributes: dict[str, Any]


@cache
def entries(table: str) -> tuple[Entry, ...]:
    """All entries of `lexicon/<table>.toml`, in file order."""
    text = files("extract").joinpath(f"lexicon/{table}.toml").read_text(encoding="utf-8")
    return tuple(_entry(name, value) for name, value in tomllib.loads(text).items())


def entry(table: str, name: str) -> Entry:
    return next(e for e in entries(table) if e.name == name)


def _entry(name: str, value: dict[str, Any]) -> Entry:
    rest = {key: item for key, item in value.items() if key not in {"words", "examples"}}
    return Entry(name, tuple(value["words"]), tuple(value["examples"]), rest)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A turn of phrase of `patterns.toml`: what it finds and what it must not find are in its examples."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def phrases(table: str = "patterns", pieces: tuple[tuple[str, str], ...] = ()) -> dict[str, Phrase]:
    """The turns of phrase of `lexicon/<table>.toml`; `pieces` fill the braces in their patterns."""
    text = files("extract").joinpath(f"lexicon/{table}.toml").read_text(encoding="utf-8")
    return {
        name: Phrase(name, _compiled(value["pattern"], dict(pieces)), tuple(value["examples"]), tuple(value["not"]))
        for name, value in tomllib.loads(text).items()
    }


def phrase(name: str) -> re.Pattern[str]:
    """The compiled pattern of `[name]` in `patterns.toml`, for folded text."""
    return phrases()[name].pattern


def _compiled(pattern: str, pieces: dict[str, str]) -> re.Pattern[str]:
    """Plain brackets group without keeping, a space is any white space, `{name}` is the piece of that name."""
    grouped = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern).replace(" ", r"\s+")
    filled = re.sub(r"\{([a-z]+\d?)\}", lambda match: pieces[match[1]], grouped)
    return folded_pattern(filled)


def alternation(words: Iterable[str]) -> str:
    """A non-capturing group of the words, folded; a space in a word stands for any run of spaces or none beside a dash."""
    folded = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(_flexible(word) for word in folded) + ")"


def _flexible(word: str) -> str:
    parts = [re.escape(part) for part in re.split(r"\s+", word)]
    return r"\s+".join(parts).replace(r"\s+\-\s+", r"\s*-\s*")


@cache
def pattern(table: str, *names: str) -> re.Pattern[str]:
    """Whole words of the named entries (all of the table without names), for folded text; `not` passes over what only begins so."""
    chosen = [e for e in entries(table) if not names or e.name in names]
    longer = [word for e in chosen for word in e.attributes.get("not", ())]
    passed = rf"(?!{whole(alternation(longer))})" if longer else ""
    return re.compile(passed + whole(alternation(word for e in chosen for word in e.words)))


@cache
def verbs(*names: str) -> re.Pattern[str]:
    """The verbs of the named groups, passing over what only looks like one: "chi" in "chi bộ", "cấp" in "cấp ủy"."""
    nouns = alternation(entry("verbs", "not_verbs").words)
    words = alternation(word for name in names for word in entry("verbs", name).words)
    return re.compile(rf"(?<![^\W_])(?!{nouns}(?![^\W_])){words}(?![^\W_])")


def whole(body: str) -> str:
    """The pattern between letters of other words: "xã" is not found in "xãy"."""
    return rf"(?<![^\W_]){body}(?![^\W_])"

"""What the reform of 2025 ended, merged or renamed, by reform.toml: "Sở Giao thông vận tải" is "Sở Xây dựng" from 01/3/2025."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Change:
    """A body of old with the name that took its place; None where nobody did by name."""

    pattern: re.Pattern[str]
    new: str | None
    since: dt.date
    examples: tuple[tuple[str, str], ...]


@cache
def changes() -> tuple[Change, ...]:
    """Every change, in the order in which they are applied."""
    data = tomllib.loads(files("generate").joinpath("reform.toml").read_text(encoding="utf-8"))
    return tuple(
        Change(re.compile(entry["pattern"]), entry.get("new"), entry["since"], tuple((old, new) for old, new in entry["examples"]))
        for entry in data["body"]
    )


def brought_up_to_date(text: str, day: dt.date, kind: str | None) -> str:
    """The words with today's names: "phối hợp với Sở Giao thông vận tải" → "phối hợp với Sở Xây dựng"."""
    for change in changes():
        if change.new is not None and day >= change.since and (kind or "{kind}" not in change.new):
            text = change.pattern.sub(change.new.format(kind=kind), text)
    return text


def outdated(text: str, day: dt.date, kind: str | None) -> Iterator[tuple[str, str | None]]:
    """Bodies in the words that are no more on that day, each with what the draft says instead."""
    for change in changes():
        for match in change.pattern.finditer(text) if day >= change.since else ():
            known = change.new is not None and (kind or "{kind}" not in change.new)
            yield match[0], change.new.format(kind=kind) if change.new is not None and known else None

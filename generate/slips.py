"""Slips of the reading of a scan mended in the draft's own words, by the closed list of slips.toml: "Đây mạnh" → "Đẩy mạnh"."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files


@cache
def slips() -> tuple[tuple[re.Pattern[str], str, tuple[tuple[str, str], ...]], ...]:
    data = tomllib.loads(files("generate").joinpath("slips.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(entry["pattern"]), entry["replace"], tuple((e[0], e[1]) for e in entry["examples"])) for entry in data["slip"])


@lru_cache(maxsize=4_000)
def without_slips(text: str) -> str:
    for pattern, replacement, _ in slips():
        text = pattern.sub(replacement, text)
    return text

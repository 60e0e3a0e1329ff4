"""To whom words are given: the class of body that they begin with, by the patterns of addressees.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from generate.rewriting import COMMITTEES
from generate.voice import Superior
from generate.wording import house_form


@cache
def _classes() -> tuple[tuple[str, str], ...]:
    data = tomllib.loads(files("generate").joinpath("addressees.toml").read_text(encoding="utf-8"))
    return tuple((entry["class"], entry["pattern"]) for entry in data["addressee"])


@cache
def _patterns(committee: str | None, word: str | None) -> tuple[tuple[str, re.Pattern[str]], ...]:
    filled = []
    for name, pattern in _classes():
        pattern = pattern.replace("{COMMITTEES}", COMMITTEES)
        pattern = pattern.replace("{C}", f"(?i:{re.escape(committee or chr(0xE1FF))})").replace(
            "{L}", f"(?i:{re.escape(word or chr(0xE1FF))})"
        )
        filled.append((name, re.compile(rf"(?:(?:Giao|Đề nghị|Yêu cầu|Đối với) )?(?:{pattern})")))
    return tuple(filled)


def addressed(words: str, superior: Superior) -> str | None:
    """The class of body that the words begin with: "Ban Tổ chức Huyện ủy tổng hợp …" → "organisation"."""
    text = house_form(words)
    return next((name for name, pattern in _patterns(superior.committee, superior.word) if pattern.match(text)), None)

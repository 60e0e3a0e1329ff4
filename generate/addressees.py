"""To whom words are given: the class of body that they begin with, by the patterns of addressees.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from generate.rewriting import COMMITTEES
from generate.voice import Superior
from generate.wording import VERBS, house_form

_NOTHING = "\ue1ff"
_ORDER = "(?:(?:Giao(?: cho)?|Đề nghị|Yêu cầu|Đối với) )?"
_HEAD_OF = "(?:(?:[Cc]ác )?(?:đồng chí )?(?:Giám đốc|Thủ trưởng|Chánh|Cục trưởng|Chủ nhiệm|Tổng Giám đốc) (?:các )?)?"
"""Who leads the body is asked in its stead: "Giám đốc Sở Y tế"."""


@cache
def _classes() -> tuple[tuple[str, str], ...]:
    data = tomllib.loads(files("generate").joinpath("addressees.toml").read_text(encoding="utf-8"))
    return tuple((entry["class"], entry["pattern"]) for entry in data["addressee"])


@cache
def _patterns(committee: str | None, word: str | None, *, above_cells: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    slots = {
        "{COMMITTEES}": COMMITTEES,
        "{C}": f"(?i:{_either_way(committee)})",
        "{L}": f"(?i:{re.escape(word or _NOTHING)})",
        "{S}": _NOTHING if committee or word else "",
        "{D}": "(?:Ban Thường vụ |Thường trực )?Đảng ủy" if above_cells else _NOTHING,
    }
    filled = []
    for name, pattern in _classes():
        for slot, words in slots.items():
            pattern = pattern.replace(slot, words)
        filled.append((name, re.compile(rf"{_ORDER}{_HEAD_OF}(?:{pattern})")))
    return tuple(filled)


def _either_way(committee: str | None) -> str:
    """A commune's committee also without its area: "Đảng ủy xã" is "Đảng ủy" too."""
    if committee and (match := re.fullmatch(r"(Đảng ủy)( \w+)", committee)):
        return f"{match[1]}(?:{match[2]})?"
    return re.escape(committee or _NOTHING)


def addressed(words: str, superior: Superior) -> str | None:
    """The class of body that the words begin with: "Ban Tổ chức Huyện ủy tổng hợp …" → "organisation"."""
    said = re.sub(r"^(?:đề nghị|yêu cầu|giao) (?=(?:các )?[A-ZĐ])", lambda order: order[0].capitalize(), house_form(words))
    return class_of(said, superior.committee, superior.word, above_cells=superior.level == "commune")


@lru_cache(maxsize=20_000)
def class_of(text: str, committee: str | None, word: str | None, *, above_cells: bool) -> str | None:
    patterns = _patterns(committee, word, above_cells=above_cells)
    return next((name for name, pattern in patterns if pattern.match(text)), None)


_SUBJECT = re.compile(rf"^(?:Giao |Đề nghị |Yêu cầu )?.{{3,110}}?(?:(?<= )|(?<=, ))(?=(?:{VERBS})\b)")


def without_subject(words: str, addressee: str | None, superior: Superior) -> str:
    """What has to be done, without who: "Giao Ban Tổ chức Huyện ủy hướng dẫn …" → "hướng dẫn …"."""
    text = house_form(words)
    named = re.match(rf"{_ORDER}{re.escape(house_form(addressee))}[,:]? (?=\w)", text) if addressee else None
    if named:
        return text[named.end() :]
    subject = _SUBJECT.match(text)
    return text[subject.end() :] if subject and addressed(text, superior) else text

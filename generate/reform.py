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
    text = _written_out(text)
    for change in changes():
        if change.new is not None and day >= change.since and (kind or "{kind}" not in change.new):
            text = change.pattern.sub(change.new.format(kind=kind), text)
    return _TWICE.sub(r"\1", text)


_OLD_BRANCH = (
    "Giao thông vận tải|Kế hoạch và Đầu tư|Tài nguyên và Môi trường|Nông nghiệp và Phát triển nông thôn|Nông nghiệp và PTNT"
    r"|Thông tin và Truyền thông|Lao động\s*[-–,]?\s*Thương binh và Xã hội"
)
_BRANCH = (
    f"(?:{_OLD_BRANCH}|Nông nghiệp và Môi trường|Giáo dục và Đào tạo|Khoa học và Công nghệ|Văn hóa, Thể thao và Du lịch"
    "|Văn hóa và Thể thao|Tài chính|Xây dựng|Công Thương|Y tế|Nội vụ|Tư pháp|Du lịch|Ngoại vụ)"
)
_BRANCHES = re.compile(rf"(?:[Cc]ác )?[Ss]ở:? ({_BRANCH}(?:(?:,| và|;) {_BRANCH})+)")
_TWICE = re.compile(rf"\b(Sở {_BRANCH})(?:(?:,| và) \1)+")


def _written_out(text: str) -> str:
    """ "các Sở: Giao thông vận tải, Tài chính" → "Sở Giao thông vận tải, Sở Tài chính", so that each name is found."""

    def each(match: re.Match[str]) -> str:
        if not re.search(_OLD_BRANCH, match[1]):
            return match[0]
        return re.sub(_BRANCH, lambda name: f"Sở {name[0]}", match[1])

    return _BRANCHES.sub(each, text)


def outdated(text: str, day: dt.date, kind: str | None) -> Iterator[tuple[str, str | None]]:
    """Bodies in the words that are no more on that day, each with what the draft says instead."""
    text = _written_out(text)
    for change in changes():
        for match in change.pattern.finditer(text) if day >= change.since else ():
            known = change.new is not None and (kind or "{kind}" not in change.new)
            yield match[0], change.new.format(kind=kind) if change.new is not None and known else None

"""Bodies of the unit's own place that a directive of the state puts to work: who does it, who helps, whose profession it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from generate.plan import Item
from generate.wording import capital

_BODY = r"(?:[Cc]ông an|[Tt]rạm [A-ZĐYy]|[Bb]an [Cc]hỉ huy|(?:Trung tâm|Hội|Đoàn|Phòng|Trường) [A-ZĐ])[^,;.:]{0,40}?"
_SCHOOLS = r"(?:các )?(?:[Nn]hà trường|[Tt]rường (?:mầm non|học|tiểu học|trung học[^,;.]{0,20}))"
_HELPED_BY = re.compile(r"[Pp]hối hợp (?:chặt chẽ )?(?:với|cùng) ([^;.:]{3,160})")


def led_by(text: str, kind: str) -> str | None:
    """The body that a task begins with: "Trạm Y tế xã phối hợp với … lập danh sách" → "Trạm Y tế xã"."""
    match = re.match(rf"({_BODY} {kind}) (?=[a-zà-ỹ])", text)
    return match[1] if match else None


def helpers_in(text: str, kind: str) -> list[str]:
    """Those that a task is done together with: "… phối hợp với trường mầm non và Công an xã" → ["Trường mầm non", "Công an xã"]."""
    found = []
    for named in _HELPED_BY.findall(text):
        for part in re.split(r",? và |, ", named):
            match = re.match(
                rf"{_BODY} {kind}(?=$| [a-zà-ỹ])|Trạm Y tế(?=$)|{_SCHOOLS}(?=$| (?:và|lập|rà|tổ|tuyên|xây|thực)\b)", part.strip()
            )
            if match:
                found.append(_named_in_full(match[0], kind))
    return list(dict.fromkeys(found))


def _named_in_full(said: str, kind: str) -> str:
    if said.endswith("nhà trường"):
        return "Các nhà trường"
    return f"Trạm Y tế {kind}" if said == "Trạm Y tế" else capital(said)


def helpers(tasks: list[Item], kind: str) -> list[str]:
    return list(dict.fromkeys(name for item in tasks for line in item.lines for name in helpers_in(line.text, kind)))


Profession = tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[str, str], ...]]


@cache
def professions() -> tuple[Profession, ...]:
    """Whose, which work, and the examples of each profession."""
    rows = tomllib.loads(files("generate").joinpath("professions.toml").read_text(encoding="utf-8"))["profession"]
    return tuple((re.compile(row["body"]), re.compile(row["work"]), tuple((e[0], e[1]) for e in row["examples"])) for row in rows)


def of_the_profession(bodies: tuple[str, ...], work: str) -> str | None:
    """Which of the bodies does such work: (("Trạm Y tế xã",), "Tổ chức tiêm vét") → "Trạm Y tế xã"."""
    found = (body for body in bodies for who, what, _ in professions() if who.search(body) and what.search(work.lower()))
    return next(found, None)

"""The rule books of presentation (thể thức): one TOML file each, chosen by the day and the issuer.

`choose(dt.date(2026, 6, 1))` is `party-2026` (Hướng dẫn 05-HD/VPTW), `choose(dt.date(2022, 2, 11))` is `party-2018`
(Hướng dẫn 36-HD/VPTW), `choose(None, party=False)` is `state-2020` (Nghị định 30/2020/NĐ-CP). Each value says where it
comes from and how sure it is; templates are built from it and drafts are held against it.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Regime = Literal["party", "state"]
Sure = Literal["text", "agreed", "single", "predecessor", "seen", "unconfirmed"]
Align = Literal["left", "center", "right", "both"]
Severity = Literal["E", "W", "I"]

BLANK_PLACE = r"\s{2,}|\s*(?:\[…+\]|…+|\.{3,})\s*"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is accepted (`low` to `high`) and what a template is built with (`use`)."""

    low: float
    high: float
    use: float

    def __contains__(self, value: float) -> bool:
        return self.low <= round(value, 2) <= self.high

    def in_words(self, shown: Callable[[float], str]) -> str:
        """ "20", or of a range "20 – 25"; half a unit of tolerance on each side is not said."""
        low, high = (round(value) for value in (self.low + 0.5, self.high - 0.5))
        return shown(self.use) if high <= low else f"{shown(low)} – {shown(high)}"


@dataclass(frozen=True, slots=True)
class Page:
    """A4 and its margins in millimetres."""

    width_mm: Measure
    height_mm: Measure
    top_mm: Measure
    bottom_mm: Measure
    left_mm: Measure
    right_mm: Measure
    header_mm: Measure
    source: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Font:
    name: str
    source: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Component:
    """A component of the page and its Word style: sizes and spaces in points, the first-line indent in millimetres.

    `line` is exact in points for the party, a multiple of single spacing for the state; `rule_length` is the length of
    the line drawn under the words; `gap` the space that has to stand between two paragraphs.
    """

    style: str
    size: Measure
    source: str
    sure: Sure
    align: Align
    text: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    before: float = 0
    after: float = 0
    line: Measure | None = None
    first_indent_mm: Measure | None = None
    gap: Measure | None = None
    rule_length: Measure | None = None
    keep_next: bool = False
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    regex: re.Pattern[str]
    takes: tuple[str, ...]
    refuses: tuple[str, ...]
    source: str
    sure: Sure
    but_not: re.Pattern[str] | None = None
    capitals: bool = False

    def fits(self, text: str) -> bool:
        if self.capitals and text != text.upper():
            return False
        return bool(self.regex.search(text)) and not (self.but_not and self.but_not.search(text))


@dataclass(frozen=True, slots=True)
class RecipientMarks:
    """How a line of "Nơi nhận" ends: "- Các chi bộ trực thuộc;" … "- Lưu Văn phòng Đảng ủy."."""

    mark: str
    accepted: tuple[str, ...]
    last: str
    source: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class GroundMarks:
    """How a line "Căn cứ …" looks: with a dash or without, upright or italic, its end and the end of the last one."""

    dash: bool
    italic: bool
    mark: tuple[str, ...]
    last: tuple[str, ...]
    source: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Signing:
    """T/M goes before a collective ("BAN THƯỜNG VỤ"), K/T before a head's post ("TRƯỞNG BAN")."""

    collectives: tuple[str, ...]
    posts: tuple[str, ...]
    party_posts: tuple[str, ...]
    source: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Rule:
    severity: Severity
    message: str
    remedy: str
    source: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class RuleBook:
    name: str
    title: str
    regime: Regime
    valid_from: dt.date
    page: Page
    font: Font
    components: Mapping[str, Component]
    recipients: RecipientMarks
    signing: Signing
    kinds: Mapping[str, str]
    patterns: Mapping[str, Pattern]
    rules: Mapping[str, Rule]
    grounds: GroundMarks
    issuers: Mapping[str, str]
    """What an issuer's code begins with: "ĐẢNG ỦY" → "ĐU"."""
    superiors: Mapping[str, tuple[str, ...]]
    """How the body above is written, by the line at the top left: "ĐẢNG BỘ HUYỆN" → "Huyện ủy", "HU"."""
    abbreviations: Mapping[str, str]
    other_mottos: tuple[str, ...]
    """What stands at the top right of those who have a form of their own: "ĐOÀN TNCS HỒ CHÍ MINH"."""
    end_marks: tuple[str, ...]
    valid_until: dt.date | None = None
    templates: Mapping[str, str] = field(default_factory=dict)
    """The Word file of each kind of paper: "KH" → "ke-hoach-dang.docx"."""
    dropped_rules: tuple[str, ...] = field(default_factory=tuple)

    def kind_name(self, code: str) -> str | None:
        """The kind that a code stands for: "KH" → "Kế hoạch"."""
        return next((name.capitalize() for name, known in self.kinds.items() if known == code), None)


def choose(date: dt.date | None, *, party: bool = True) -> RuleBook:
    """The rule book in force on `date` (None: today) for a party or a state body."""
    day = date or dt.date.today()
    if not party:
        return load("state-2020")
    newest = load("party-2026")
    return newest if day >= newest.valid_from else load("party-2018")


@cache
def load(name: str) -> RuleBook:
    """The rule book of that name: `load("party-2026")`; `KeyError` where there is none."""
    return _rule_book(_data(name))


def names() -> tuple[str, ...]:
    shelf = files("generate").joinpath("rulebooks")
    return tuple(sorted(book.name.removesuffix(".toml") for book in shelf.iterdir() if book.name.endswith(".toml")))


def _data(name: str) -> dict[str, Any]:
    if name not in names():
        raise KeyError(name)
    data = tomllib.loads(files("generate").joinpath("rulebooks", f"{name}.toml").read_text(encoding="utf-8"))
    base = data.pop("based_on", None)
    if base is None:
        return data
    inherited = _data(base)
    for key in ("valid_until", "dropped_rules"):
        inherited.pop(key, None)
    return _laid_over(inherited, data)


def _laid_over(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in top.items():
        whole = not (isinstance(value, dict) and isinstance(base.get(key), dict)) or "use" in value
        merged[key] = value if whole else _laid_over(base[key], value)
    return merged


def _rule_book(data: dict[str, Any]) -> RuleBook:
    kinds = data["kinds"]
    dropped = tuple(data.get("dropped_rules", ()))
    return RuleBook(
        name=data["name"],
        title=data["title"],
        regime=data["regime"],
        valid_from=data["valid_from"],
        valid_until=data.get("valid_until"),
        templates=data["templates"],
        page=Page(**_measured(data["page"])),
        font=Font(**data["font"]),
        components={name: Component(**_measured(values)) for name, values in data["components"].items()},
        recipients=RecipientMarks(**_frozen(data["recipients"])),
        signing=Signing(**_frozen(data["signing"])),
        kinds=kinds,
        patterns={name: _pattern(values, kinds) for name, values in data["patterns"].items()},
        rules={name: Rule(**values) for name, values in data["rules"].items() if name not in dropped},
        dropped_rules=dropped,
        grounds=GroundMarks(**_frozen(data["grounds"])),
        issuers=data["issuers"],
        superiors=_frozen(data["superiors"]),
        abbreviations={short: full for short, full in data["abbreviations"].items() if short not in data["usual_abbreviations"]},
        other_mottos=tuple(data["other_mottos"]),
        end_marks=tuple(data["end_marks"]),
    )


def _frozen(values: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def _measured(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _measure(value) if isinstance(value, dict) else value for key, value in values.items()}


def _measure(values: dict[str, float]) -> Measure:
    use = values["use"]
    return Measure(values.get("low", use), values.get("high", use), use)


def _pattern(values: dict[str, Any], kinds: Mapping[str, str]) -> Pattern:
    codes = "|".join(sorted(set(kinds.values()), key=lambda code: (-len(code), code)))
    excluded = values.get("but_not")
    return Pattern(
        regex=re.compile(values["regex"].format(blank=BLANK_PLACE, kinds=codes)),
        takes=tuple(values["takes"]),
        refuses=tuple(values["refuses"]),
        source=values["source"],
        sure=values["sure"],
        but_not=re.compile(excluded) if excluded else None,
        capitals=values.get("capitals", False),
    )

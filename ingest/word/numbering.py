"""Automatic numbers, counted as Word counts them: "I. ", "1.2. ", "a) ", "- "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.text import decode, symbol
from ingest.word.package import W, is_on, number, value
from ingest.word.styles import Form, Shape, Styles, shape

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_DASHES = "-‐‑‒–—−"
_KEPT_BULLETS = "+*•►▪"
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list, with its overrides laid over it."""

    format: str
    text: str
    start: int
    restart: int | None
    decimal_only: bool
    style: str | None
    font: str | None
    paragraph: etree._Element | None


@dataclass(frozen=True)
class Label:
    """An automatic number at its paragraph: its text ("1.2."), and the paragraph's shape with the list's indents."""

    text: str
    shape: Shape


class Numbering:
    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        elements = [] if root is None else list(root)
        self._abstract = {value(e, "abstractNumId") or "": e for e in elements if e.tag == W + "abstractNum"}
        self._lists = {value(e, "numId") or "": e for e in elements if e.tag == W + "num"}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, form: Shape, style: str | None, own: etree._Element | None) -> Label | None:
        """The next number for a paragraph of this shape; None where it has none. Counts on, so ask once a paragraph, in order."""
        if form.numbering is None:
            return None
        named, level_number = form.numbering
        levels = self._levels_of(named)
        if level_number is None:
            level_number = next((n for n, level in levels.items() if level.style is not None and level.style == style), 0)
        level = levels.get(level_number)
        if level is None:
            return None
        counters = self._count(named, level_number, levels)
        with_indents = shape(own, shape(level.paragraph, form))
        return Label(_printed(level, counters, levels), with_indents)

    def _levels_of(self, named: str) -> dict[int, Level]:
        if named not in self._levels:
            element = self._lists.get(named)
            levels = {} if element is None else self._defined(element, frozenset())
            self._levels[named] = {n: _level(e, self._styles) for n, e in levels.items()}
        return self._levels[named]

    def _defined(self, element: etree._Element, seen: frozenset[str]) -> dict[int, etree._Element]:
        found: dict[int, etree._Element] = {}
        abstract = self._abstract.get(self._abstract_id(element))
        if abstract is not None:
            link = value(abstract.find(W + "numStyleLink"))
            linked = None if link is None or link in seen else self._lists.get(self._styles.numbering_of(link) or "")
            if link is not None and linked is not None:
                found |= self._defined(linked, seen | {link})
            found |= {number(value(e, "ilvl")) or 0: e for e in abstract.iterfind(W + "lvl")}
        overrides = ((number(value(o, "ilvl")) or 0, o.find(W + "lvl")) for o in element.iterfind(W + "lvlOverride"))
        return found | {n: own for n, own in overrides if own is not None}

    def _abstract_id(self, element: etree._Element) -> str:
        return value(element.find(W + "abstractNumId")) or ""

    def _count(self, named: str, current: int, levels: dict[int, Level]) -> list[int | None]:
        counters = self._counters.setdefault(self._abstract_id(self._lists[named]), [None] * 9)
        if (override := self._start_override(named, current)) is not None:
            counters[current] = override
        elif (before := counters[current]) is not None:
            counters[current] = before + 1
        else:
            counters[current] = levels[current].start
        for deeper in range(current + 1, 9):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or current < restart:
                counters[deeper] = None
        return [levels[n].start if count is None and n < current and n in levels else count for n, count in enumerate(counters)]

    def _start_override(self, named: str, current: int) -> int | None:
        if (named, current) in self._restarted:
            return None
        self._restarted.add((named, current))
        for override in self._lists[named].iterfind(W + "lvlOverride"):
            if number(value(override, "ilvl")) == current:
                return number(value(override.find(W + "startOverride")))
        return None


def _level(element: etree._Element, styles: Styles) -> Level:
    return Level(
        format=value(element.find(W + "numFmt")) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        start=number(value(element.find(W + "start"))) or 0,
        restart=number(value(element.find(W + "lvlRestart"))),
        decimal_only=is_on(element.find(W + "isLgl")),
        style=value(element.find(W + "pStyle")),
        font=styles.form(element.find(W + "rPr"), Form()).font,
        paragraph=element.find(W + "pPr"),
    )


def _printed(level: Level, counters: list[int | None], levels: dict[int, Level]) -> str:
    if level.format == "bullet":
        return bullet(level.text)

    def count(found: re.Match[str]) -> str:
        n = int(found[1]) - 1
        counted = counters[n]
        if counted is None:
            return ""
        chosen = levels[n].format if n in levels else "decimal"
        return printed_number(counted, "decimal" if level.decimal_only else chosen)

    return _PLACEHOLDER.sub(count, decode(level.text, level.font)).strip()


def bullet(text: str) -> str:
    """A list sign as plain text: any dash is "-", "+" and "*" are themselves, dots and pictures are "•"."""
    sign = "".join(symbol(c) for c in text).strip()
    if not sign:
        return ""
    if sign[0] in _DASHES:
        return "-"
    return sign if sign[0] in _KEPT_BULLETS else "•"


def printed_number(count: int, form: str) -> str:
    """A number in a form of Word's: (4, "upperRoman") is "IV", (28, "lowerLetter") "bb", (3, "decimalZero") "03"."""
    if not 0 < count < 4000:
        return "" if form == "none" else str(count)
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{count:02d}"
        case "upperRoman":
            return _roman(count).upper()
        case "lowerRoman":
            return _roman(count)
        case "upperLetter":
            return _letters(count).upper()
        case "lowerLetter":
            return _letters(count)
        case _:
            return str(count)


def _roman(count: int) -> str:
    printed = ""
    for amount, letters in _ROMAN:
        while count >= amount:
            printed += letters
            count -= amount
    return printed


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)

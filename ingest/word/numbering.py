"""Automatic numbers, counted as Word counts them: "I. ", "1.2. ", "a) ", "- "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.text import decode, normal, symbol
from ingest.word.package import MC, W, is_on, number, value
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
_CHICAGO = "*†‡§"
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list, with its overrides laid over it; `format` is Word's name, or a pattern such as "001, 002, 003, ..."."""

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
        self._counters: dict[etree._Element, list[int | None]] = {}
        self._used: set[tuple[str, int]] = set()

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
            levels = {} if element is None else self._defined(element)
            starts = {} if element is None else _start_overrides(element)
            self._levels[named] = {n: _level(e, starts.get(n), self._styles) for n, e in levels.items()}
        return self._levels[named]

    def _defined(self, element: etree._Element) -> dict[int, etree._Element]:
        found: dict[int, etree._Element] = {}
        for abstract in self._abstracts(element):
            found |= {number(value(e, "ilvl")) or 0: e for e in abstract.iterfind(W + "lvl")}
        overrides = ((number(value(o, "ilvl")) or 0, o.find(W + "lvl")) for o in element.iterfind(W + "lvlOverride"))
        return found | {n: own for n, own in overrides if own is not None}

    def _abstracts(self, element: etree._Element) -> list[etree._Element]:
        """What a list is made after: the definition of the numbering style that it follows, if any, then its own."""
        chain: list[etree._Element] = []
        while (abstract := self._abstract.get(value(element.find(W + "abstractNumId")) or "")) is not None and abstract not in chain:
            chain.append(abstract)
            followed = self._lists.get(self._styles.numbering_of(value(abstract.find(W + "numStyleLink")) or "") or "")
            if followed is None:
                break
            element = followed
        return chain[::-1]

    def _count(self, named: str, current: int, levels: dict[int, Level]) -> list[int | None]:
        element = self._lists[named]
        base = next(iter(self._abstracts(element)), element)
        counters = self._counters.setdefault(base, [None] * 9)
        begins_anew, before = self._begins_anew(named, current), counters[current]
        counters[current] = levels[current].start if begins_anew or before is None else before + 1
        for deeper in range(current + 1, 9):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or current < restart:
                counters[deeper] = None
        return [levels[n].start if count is None and n < current and n in levels else count for n, count in enumerate(counters)]

    def _begins_anew(self, named: str, current: int) -> bool:
        """A list with a start of its own begins with it where it is first used, though another list counted the same level before."""
        first_use = (named, current) not in self._used
        self._used.add((named, current))
        return first_use and current in _start_overrides(self._lists[named])


def _start_overrides(element: etree._Element) -> dict[int, int]:
    starts = ((number(value(o, "ilvl")), number(value(o.find(W + "startOverride")))) for o in element.iterfind(W + "lvlOverride"))
    return {level: start for level, start in starts if level is not None and start is not None}


def _level(element: etree._Element, start: int | None, styles: Styles) -> Level:
    return Level(
        format=_format(element),
        text=value(element.find(W + "lvlText")) or "",
        start=(number(value(element.find(W + "start"))) or 0) if start is None else start,
        restart=number(value(element.find(W + "lvlRestart"))),
        decimal_only=is_on(element.find(W + "isLgl")),
        style=value(element.find(W + "pStyle")),
        font=styles.form(element.find(W + "rPr"), Form()).font,
        paragraph=element.find(W + "pPr"),
    )


def _format(level: etree._Element) -> str:
    chosen = level.find(W + "numFmt")
    if chosen is None:
        chosen = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    named = value(chosen) or "decimal"
    return value(chosen, "format") or "decimal" if named == "custom" else named


def _printed(level: Level, counters: list[int | None], levels: dict[int, Level]) -> str:
    if level.format == "bullet":
        return bullet(decode(level.text, level.font), level.font)

    def count(found: re.Match[str]) -> str:
        n = int(found[1]) - 1
        counted = counters[n]
        chosen = levels[n].format if n in levels else "decimal"
        if counted is None or chosen == "bullet":
            return ""
        return printed_number(counted, "decimal" if level.decimal_only else chosen)

    return _PLACEHOLDER.sub(count, decode(level.text, level.font)).strip()


def bullet(text: str, font: str | None = None) -> str:
    """A list sign as plain text: any dash is "-", "+" and "*" are themselves, dots and pictures are "•", words stay words."""
    sign = normal("".join(symbol(c, font) for c in text))
    if not sign or len(sign) > 1:
        return sign
    if sign in _DASHES:
        return "-"
    return sign if sign in _KEPT_BULLETS else "•"


def printed_number(count: int, form: str) -> str:
    """A number in a form of Word's: (4, "upperRoman") is "IV", (28, "lowerLetter") "bb", (3, "001, 002, 003, ...") "003"."""
    if form == "none":
        return ""
    if form[:1].isdecimal():
        return str(count).zfill(len(form.partition(",")[0].strip()))
    if not 0 < count < 4000:
        return str(count)
    match form:
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
        case "chicago":
            return _CHICAGO[(count - 1) % 4] * ((count - 1) // 4 + 1)
        case "numberInDash":
            return f"- {count} -"
        case "decimalEnclosedCircle" if count <= 20:
            return chr(ord("①") + count - 1)
        case "decimalEnclosedParen":
            return f"({count})"
        case "decimalEnclosedFullstop":
            return f"{count}."
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

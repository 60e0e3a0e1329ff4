"""Holds a DOCX against the rules of presentation: one small function a rule, its words and measures in the rule book.

A function yields where a rule is broken and what was found there; the rule book has severity, message and remedy, and a
rule that it does not have is not checked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.directive import Finding
from generate.lint import appendix, body, foot, form, head, order, title, wording
from generate.lint.faults import Fault
from generate.lint.mending import mend
from generate.lint.sheet import HEAD_LINES, LONG, divided, taken_apart, text_of
from generate.presentation import Presentation, read
from generate.rulebook import RuleBook, Severity, choose, load
from generate.unit import Unit

CHECKS = (*form.CHECKS, *head.CHECKS, *title.CHECKS, *body.CHECKS, *order.CHECKS, *wording.CHECKS, *foot.CHECKS, *appendix.CHECKS)
FIGURES = frozenset(("sum-mismatch", "sum-row-mismatch", "grand-total-mismatch", "percent-mismatch", "target-differs-from-table"))
SEVERITIES: dict[str, Severity] = {"error": "E", "warning": "W", "info": "I"}
ATTACHED_CHECKS = (*form.CHECKS, *wording.CHECKS, *appendix.CHECKS)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is not kept: `place` and `message` in Vietnamese, `remedy` what to do in Word."""

    rule: str
    severity: Severity
    place: str
    message: str
    remedy: str


def lint(source: Path | bytes, rulebook: RuleBook | None = None, units: tuple[Unit, ...] = ()) -> tuple[Breach, ...]:
    """Every breach, part by part of the document; without a rule book the document's own head and date choose one.

    A party's paper that prints no day is held against what the books of both times ask, in the older one's words. With
    `units` the issuer has to be one of theirs.
    """
    look = read(source)
    return held_against(look, (rulebook,) if rulebook else fitting(look), units)


def held_against(look: Presentation, books: tuple[RuleBook, ...], units: tuple[Unit, ...] = ()) -> tuple[Breach, ...]:
    """The breaches of the first book; of several books only those that all of them have."""
    first, *others = books
    found = _breaches(look, first, units)
    for other in others:
        shared = {(_name(breach), breach.place) for breach in _breaches(look, other, units)}
        found = tuple(breach for breach in found if (_name(breach), breach.place) in shared)
    return found


def _name(breach: Breach) -> str:
    """The rule's name in the newest book of the party."""
    return {"R03": "R02"}.get(breach.rule, breach.rule)


def added_up(breaches: tuple[Breach, ...], findings: Iterable[Finding], book: RuleBook) -> tuple[Breach, ...]:
    """The breaches with what was found when the document's figures were read: sums, and the text against its tables."""
    wrong = [found for found in findings if found.code in FIGURES]
    rule = book.rules.get("A04")
    if rule is None or not wrong:
        return breaches
    told = (Breach("A04", SEVERITIES[found.severity], _place_of(found), found.message, rule.remedy) for found in wrong)
    return (*(breach for breach in breaches if breach.rule != "A04"), *told)


def _place_of(found: Finding) -> str:
    return f"“{found.anchor.quote[:40]}”" if found.anchor and found.anchor.quote else "số liệu"


def mended(source: Path | bytes, units: tuple[Unit, ...] = ()) -> tuple[bytes, tuple[Breach, ...], tuple[Breach, ...]]:
    """A new DOCX with what is mechanical mended, the breaches of the old one and those that are left; raises `NotWord`."""
    look = read(source)
    books = fitting(look)
    content = mend(source, books, printed_date(look))
    return content, held_against(look, books, units), held_against(read(content), books, units)


def _breaches(look: Presentation, rules: RuleBook, units: tuple[Unit, ...]) -> tuple[Breach, ...]:
    sheet = taken_apart(look, rules, printed_date(look), units)
    checks = form.CHECKS if form.unreadable(look) else ATTACHED_CHECKS if sheet.attached else CHECKS
    return tuple(_breach(rules, rule, fault) for rule, check in checks if rule in rules.rules for fault in check(sheet))


def _breach(rules: RuleBook, rule: str, fault: Fault) -> Breach:
    entry, (place, values) = rules.rules[rule], fault
    return Breach(rule, entry.severity, place, entry.message.format(**values), entry.remedy.format_map(_Known(values)))


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def fitting(look: Presentation) -> tuple[RuleBook, ...]:
    """The book in force on the printed day; of a draft today's; of a party's paper without a day the last two."""
    lines = [text_of(part) for paragraph in look.paragraphs[:HEAD_LINES] for part in divided(paragraph)]
    party, date = _of_the_party(look, lines), printed_date(look)
    draft = any(re.match(r"(?i)\(?dự thảo\b", line) for line in lines)
    if party and date is None and not draft:
        return load("party-2018"), load("party-2026")
    return (choose(date, party=party),)


def _of_the_party(look: Presentation, lines: list[str]) -> bool:
    """By the line at the top right; without it by the number, the star and the sign before the signatory."""
    if any("ĐẢNG CỘNG SẢN VIỆT NAM" in line for line in lines):
        return True
    if any(re.search(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA", line.upper()) for line in lines):
        return False
    if any(line == "*" or re.match(r"Số\s*\S*\s*-\s*[A-ZĐ]\w*/", line) for line in lines):
        return True
    signed = [text_of(part) for paragraph in look.paragraphs[-80:] for part in divided(paragraph)]
    state = [line for line in lines if re.match(r"(?i)(?:\(.*kèm theo .*)?số\s*:?\s*\S*/[A-ZĐ]\w*-", line)]
    state += [line for line in signed if re.match(r"(?:TM|KT|TL|TUQ)\. [A-ZĐÀ-Ỹ]", line)]
    return not state


def printed_date(look: Presentation) -> dt.date | None:
    """The day in the head; where only the year stands, its last day; where that is still to come, today."""
    for paragraph in look.paragraphs[:HEAD_LINES]:
        match = re.search(r"ngày\s+(.+?)\s+tháng\s+(.+?)\s+năm\s+([12]\d{3})", text_of(paragraph))
        if match and len(text_of(paragraph)) <= LONG:
            return _day(match[1], match[2], int(match[3]))
    return None


def _day(day: str, month: str, year: int) -> dt.date:
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return min(dt.date(year, 12, 31), dt.date.today())

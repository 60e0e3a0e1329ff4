"""Holds a DOCX against the rules of presentation: one small function a rule, its words and measures in the rule book.

A function yields where a rule is broken and what was found there; the rule book has severity, message and remedy, and a
rule that it does not have is not checked.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate.lint import appendix, body, foot, form, head, title
from generate.lint.faults import Fault
from generate.lint.sheet import taken_apart, text_of
from generate.presentation import Presentation, read
from generate.rulebook import RuleBook, Severity, choose

CHECKS = (*form.CHECKS, *head.CHECKS, *title.CHECKS, *body.CHECKS, *foot.CHECKS, *appendix.CHECKS)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is not kept: `place` and `message` in Vietnamese, `remedy` what to do in Word."""

    rule: str
    severity: Severity
    place: str
    message: str
    remedy: str


def lint(source: Path | bytes, rulebook: RuleBook | None = None) -> tuple[Breach, ...]:
    """Every breach in document order of the rules; without a rule book the document's own date and head choose one."""
    look = read(source)
    rules = rulebook or _fitting(look)
    sheet = taken_apart(look, rules)
    return tuple(_breach(rules, rule, fault) for rule, check in CHECKS if rule in rules.rules for fault in check(sheet))


def _breach(rules: RuleBook, rule: str, fault: Fault) -> Breach:
    entry, (place, values) = rules.rules[rule], fault
    return Breach(rule, entry.severity, place, entry.message.format(**values), entry.remedy.format_map(_Known(values)))


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _fitting(look: Presentation) -> RuleBook:
    text = "\n".join(text_of(paragraph) for paragraph in look.paragraphs[:30]).upper()
    party = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA" not in text and "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA" not in text
    return choose(printed_date(look), party=party)


def printed_date(look: Presentation) -> dt.date | None:
    """The day in the head; where only the year stands, its last day; where that is still to come, today."""
    for paragraph in look.paragraphs[:30]:
        match = re.search(r"ngày\s+(.+?)\s+tháng\s+(.+?)\s+năm\s+([12]\d{3})", text_of(paragraph))
        if match:
            return _day(match[1], match[2], int(match[3]))
    return None


def _day(day: str, month: str, year: int) -> dt.date:
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return min(dt.date(year, 12, 31), dt.date.today())

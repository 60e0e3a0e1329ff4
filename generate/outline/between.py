"""What the directive orders of the level between its issuer and the unit: the district's plan, and how often the district reports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.directive import Deadline, Provision
from generate.numbers import value_of
from generate.outline.drafting import Drafting
from generate.phrases import blank, say
from generate.plan import Number, Piece, Pieces
from generate.signs import sign
from generate.wording import house_form

_OWN_PLAN = re.compile(r"(?i)(?:ban hành|xây dựng)[^;.]{0,40} (?:kế hoạch|chương trình)\b")
_MONTHLY = re.compile(r"FREQ=MONTHLY;BYMONTHDAY=(\d+)")
EVERY_MONTH = "hằng tháng"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """ "Hằng tháng, trước ngày [………]": how often the unit reports to the level above it."""

    words: str
    deadline: Deadline
    day: Piece


def _of_the_districts(drafting: Drafting, provision: Provision) -> bool:
    heading = next((section.title or "" for section in drafting.directive.sections if section.id == provision.section), "")
    return any(sign("district").search(house_form(words)) for words in (provision.addressee or "", heading))


def plan_of_the_level_between(drafting: Drafting) -> Pieces:
    """ "; Kế hoạch số [………] ngày [………] của Ủy ban nhân dân huyện", where the directive orders that plan; else nothing."""
    body = drafting.superior.between(drafting.unit)
    if not body:
        return ()
    ordered = (p for p in drafting.directive.provisions if _OWN_PLAN.search(house_form(p.anchor.quote)) and _of_the_districts(drafting, p))
    if next(ordered, None) is None:
        return ()
    return say("grounds.between", number=blank("between.number"), day=blank("between.day"), body=body)


def reporting_rhythm(drafting: Drafting) -> Rhythm | None:
    """The district reports every month until a day: so does the unit, `lead_days` before it, or on a day left blank."""
    if not drafting.superior.between(drafting.unit):
        return None
    for deadline in drafting.directive.deadlines:
        rule = _MONTHLY.fullmatch(deadline.rrule or "")
        source = next((p for p in drafting.directive.provisions if p.anchor.block == deadline.anchor.block), None)
        if not rule or source is None or not re.search(r"(?i)báo cáo", deadline.anchor.quote) or not _of_the_districts(drafting, source):
            continue
        return Rhythm(EVERY_MONTH, deadline, _day(drafting, deadline, int(rule[1])))
    return None


def _day(drafting: Drafting, deadline: Deadline, last: int) -> Piece:
    day = last - (drafting.unit.lead_days or last)
    if day < 1:
        return blank("between.report.day")
    text = f"{day:02d}"
    return Number(text, value_of(text), "deadline.own", "computed", deadline.anchor, (f"deadline.{deadline.id}", "profile.lead_days"))

"""Head, title and grounds: who plans, what it is called, what it rests on."""

from __future__ import annotations

import re

from generate import citation
from generate.numbers import numbered
from generate.outline.between import plan_of_the_level_between
from generate.outline.drafting import Drafting
from generate.phrases import blank, joined, phrase, say
from generate.plan import Head, Line, Number, Piece
from generate.unit import bare_name
from generate.wording import capital, house_form

LONG_SUBJECT = 20
"""Words of a subject from which on the plan is not named by it again."""


def head(drafting: Drafting) -> Head:
    superior: Piece = blank("superior")
    if drafting.unit.superior:
        superior = drafting.unit.superior.upper()
    elif drafting.superior.whole_name:
        superior = (
            drafting.superior.whole_name if drafting.superior.party else drafting.superior.full or drafting.superior.whole_name
        ).upper()
    code = drafting.code()
    place: Piece = _place(drafting) or blank("place")
    year: Piece = Number(str(drafting.date.year), drafting.date.year, "date.year", "profile") if drafting.date else blank("year")
    return Head(
        superior=superior,
        issuer=drafting.voice.full.upper(),
        number=joined(["Số ", blank("number"), "-KH/", code] if drafting.voice.party else ["Số: ", blank("number"), "/KH-", code]),
        place_and_date=joined([place, ", ngày ", blank("day"), " tháng ", blank("month"), " năm ", year]),
    )


def _place(drafting: Drafting) -> str | None:
    if drafting.unit.place:
        return drafting.unit.place
    if drafting.unit.is_commune:
        return bare_name(drafting.unit.name)
    return None


def title(drafting: Drafting) -> tuple[str, ...]:
    """The lines under the kind; of the state's papers the first begins with a large letter, of the party's with a small one."""
    first, *rest = _title(drafting)
    return (first if drafting.voice.party else capital(first), *rest)


def _title(drafting: Drafting) -> tuple[str, ...]:
    if _form_a(drafting):
        return (citation.subject_of(drafting.directive),)
    lead = phrase("title.implementing")
    named = citation.for_title(drafting.directive)
    if not drafting.superior.short:
        lead = lead.replace(" của {superior}", "")
    first = lead.format(directive=named, superior=f"{drafting.superior.office}{drafting.superior.short}")
    return first, citation.about_in_title(drafting.directive)


def _form_a(drafting: Drafting) -> bool:
    """The subject unchanged: a plan for a period, and a quota above nought or no quota table at all."""
    if drafting.directive.kind != "KH" or not drafting.directive.period or not drafting.directive.subject:
        return False
    return (not drafting.directive.allocations or not drafting.zero) and not _names_the_superior(drafting)


def _names_the_superior(drafting: Drafting) -> bool:
    """ "chuyển đổi số xã Hòa Thuận năm 2026" is the title of the whole commune; an anniversary is everybody's."""
    subject, word = house_form(drafting.directive.subject or ""), drafting.superior.word
    return bool(word and re.search(rf"\b{word} (?!hội)[A-ZĐ]", subject)) and not re.search(r"thành lập|kỷ niệm|truyền thống", subject)


def grounds(drafting: Drafting) -> tuple[Line, ...]:
    """What the plan rests on and that it is drawn up; one sentence where the directive is the only ground (form of 2018)."""
    new = drafting.style == "2026"
    form_a = _form_a(drafting)
    full = (*citation.in_full(drafting.directive, drafting.superior, drafting.style), *plan_of_the_level_between(drafting))
    subject = numbered(citation.subject_of(drafting.directive), None, drafting.directive)
    if not drafting.unit.congress and not new:
        name = "grounds.alone_plan" if form_a and not _is_long(drafting) else "grounds.alone"
        return (Line(say(name, directive=full, issuer=drafting.issuer(), subject=subject), phrase=name),)
    lines = []
    if drafting.unit.congress:
        congress = numbered(house_form(drafting.unit.congress), None, drafting.directive, profile=True)
        lines.append(Line(say("grounds.directive_2026" if new else "grounds.directive", directive=full), phrase="grounds.directive"))
        lines.append(Line(say("grounds.congress_2026" if new else "grounds.congress", congress=congress), phrase="grounds.congress"))
    else:
        lines.append(Line(say("grounds.alone_2026", directive=full), phrase="grounds.directive"))
    name = "grounds.plan" if form_a and not _is_long(drafting) else "grounds.implementing"
    return (*lines, Line(say(name, issuer=drafting.issuer(), subject=subject), phrase=name))


def _is_long(drafting: Drafting) -> bool:
    """The subject stands in the title and in the ground; a long one is not said a third time."""
    return len(citation.subject_of(drafting.directive).split()) > LONG_SUBJECT

"""Part IV: who does what, one item a body of the unit."""

from __future__ import annotations

import re
from dataclasses import replace

from generate.addressees import addressed
from generate.fates import Duty
from generate.numbers import numbered
from generate.outline.body import Body
from generate.outline.drafting import Drafting, small_first, span
from generate.outline.lower import lower_lines
from generate.outline.organs import front_line, office_line, organ_lines, own_words, verb_phrase
from generate.outline.tasks import renumbered
from generate.phrases import capitalised, joined, phrase, say
from generate.plan import Item, Line, Pieces
from generate.signs import sign
from generate.wording import capital, ended, house_form, small


def organisation(bodies: list[Body]) -> list[Item]:
    """The bodies as numbered items."""
    if all(len(body.lines) == 1 and not body.lines[0].text.startswith("Đối với") for body in bodies):
        return renumbered([Item("", None, (_run_in(body),)) for body in bodies])
    items = []
    for body in bodies:
        lines = tuple(replace(line, pieces=capitalised(line.pieces), bullet="-" if len(body.lines) > 1 else "") for line in body.lines)
        heading = body.name if isinstance(body.name, str) else None
        if heading is None:
            items.append(Item("", None, tuple(_run_in(Body(body.name, [line])) for line in body.lines)))
        else:
            items.append(Item("", capital(heading), lines))
    return renumbered(items)


def bodies_of(drafting: Drafting, tasks: list[Item]) -> list[Body]:
    """Who of the unit has something to do, in the order of the plan; `tasks` is part III."""
    if drafting.voice.cell:
        return _cell_bodies(drafting)
    lead, lower = Body(drafting.voice.lead), Body(capital(drafting.voice.below))
    office = Body(drafting.unit.organs.get("office") or drafting.unit.organs.get("organisation") or drafting.voice.lead)
    organs: dict[str, Body] = {str(office.name): office} if office.name != drafting.voice.lead else {}
    fronts: dict[str, Body] = {}
    government = Body(drafting.unit.organs.get("government") or "")
    named = named_bodies(drafting)
    lead.lines.extend(_lead_lines(drafting))
    lower.lines.extend(lower_lines(drafting))
    collected = office_line(drafting, office)
    if collected:
        (office if office.name != drafting.voice.lead else lead).lines.append(collected)
    organ_lines(drafting, organs, tasks)
    for group in drafting.sentences("front"):
        line, name = front_line(drafting, group), drafting.front_name(group)
        (fronts.setdefault(name, Body(_asked(drafting, name))) if name else lead).lines.append(line)
    for group in drafting.sentences("government"):
        texts = [own_words(verb_phrase(drafting, duty.passage.text, duty.passage.provision.addressee), duty) for duty in group]
        place = span([duty.passage for duty in group])
        text = ended("; ".join([texts[0], *(small(text) for text in texts[1:])]))
        government.lines.append(Line(numbered(text, place, drafting.directive), "", group[0].passage.provision.id, place))
    merged = [lead, lower, *organs.values(), government, *named, *fronts.values()]
    return [body for body in merged if body.lines]


def _cell_bodies(drafting: Drafting) -> list[Body]:
    lead, union, members = Body(drafting.voice.lead), Body(drafting.unit.organs.get("union") or ""), Body(capital(drafting.voice.below))
    spread = next((duty for duty in drafting.duties if duty.fate in ("spread", "lower-plan")), None)
    if spread:
        anchor = spread.passage.anchor
        lead.lines.append(
            Line(
                say("organisation.spread_cell", directive=drafting.again()),
                "",
                spread.passage.provision.id,
                anchor,
                phrase="organisation.spread_cell",
            )
        )
    lead.lines.extend(_lead_lines(drafting))
    union.lines.extend(front_line(drafting, group) for group in drafting.sentences("front"))
    if any(re.search(r"đảng viên (?:có kinh nghiệm|được phân công|chính thức)", duty.passage.text) for duty in drafting.duties):
        helping = any(sign("helping").search(duty.passage.text) for duty in drafting.duties)
        duty_words = phrase("organisation.helping" if helping else "organisation.given")
        members.lines.append(Line(say("organisation.cell_members", duty=duty_words), phrase="organisation.cell_members"))
    if drafting.superior.short and any(duty.fate in ("organ", "difficulty", "report-up") for duty in drafting.duties):
        source = next(duty for duty in drafting.duties if duty.fate in ("organ", "difficulty", "report-up"))
        pieces = say("organisation.cell_reports", superior=drafting.superior.short, channel=drafting.channel())
        lead.lines.append(Line(pieces, "", source.passage.provision.id, source.passage.anchor, phrase="organisation.cell_reports"))
    return [body for body in (lead, union, members) if body.lines]


def named_bodies(drafting: Drafting) -> list[Body]:
    """Bodies of the unit's own place that only the directive names: "Trạm Y tế xã bố trí …" under its own item."""
    named: dict[str, Body] = {}
    for group in _own_organising(drafting):
        if addressee := _foreign_subject(drafting, group):
            line = drafting.sentence(group)
            first = line.pieces[0]
            rest = first[len(addressee) :].lstrip(" ,:") if isinstance(first, str) and first.startswith(addressee) else first
            pieces = (capital(rest), *line.pieces[1:]) if isinstance(rest, str) else line.pieces
            named.setdefault(addressee, Body(addressee)).lines.append(replace(line, pieces=pieces))
    return list(named.values())


def _own_organising(drafting: Drafting) -> list[list[Duty]]:
    return [group for group in drafting.sentences("own") if group[0].passage.role == "organisation"]


def _foreign_subject(drafting: Drafting, group: list[Duty]) -> str | None:
    """The body that the sentence begins with, where it is no committee and no person that a class knows."""
    provision = group[0].passage.provision
    addressee = drafting.rewriter.rewrite(provision.addressee or "")
    text = house_form(group[0].passage.text)
    said = house_form(provision.addressee or "")
    if not said or addressed(said, drafting.superior):
        return None
    heading = next((section.title or "" for section in drafting.directive.sections if section.id == provision.section), "")
    if provision.inherited and house_form(heading).rstrip(" .:") == said:
        return capital(addressee)
    if provision.inherited or not text.startswith(said):
        return None
    return capital(addressee) if drafting.rewriter.rewrite(group[0].passage.text).startswith(addressee) else None


def _lead_lines(drafting: Drafting) -> list[Line]:
    lines = []
    own = [group for group in _own_organising(drafting) if not _foreign_subject(drafting, group)]
    for group in [*own, *drafting.sentences("members")]:
        lines.append(_without_subject(drafting, drafting.sentence(group)))
    if "office" not in drafting.unit.organs or drafting.voice.cell:
        lines.extend(_without_subject(drafting, drafting.sentence(group)) for group in drafting.sentences("report-up"))
    return lines


def _without_subject(drafting: Drafting, line: Line) -> Line:
    """Part IV names the body once: "Đảng ủy phân công …" under the item "Đảng ủy" begins with the verb."""
    first = line.pieces[0]
    names = [drafting.voice.lead, drafting.voice.me, drafting.unit.organs.get("government") or "\ue1ff"]
    for name in names:
        if isinstance(first, str) and first.startswith(name + " "):
            return replace(line, pieces=(first[len(name) + 1 :], *line.pieces[1:]))
    return line


def _asked(drafting: Drafting, name: str | None) -> str:
    return phrase("organisation.ask").format(body=name) if drafting.unit.ask_organisations else name or ""


def _run_in(body: Body) -> Line:
    """ "4." + "Văn phòng Đảng ủy" + "Theo dõi …" → "Văn phòng Đảng ủy theo dõi …"."""
    line = body.lines[0]
    name: Pieces = (capital(body.name), " ") if isinstance(body.name, str) else (body.name, " ")
    return replace(line, pieces=joined([*name, *small_first(line.pieces)]), bullet="")

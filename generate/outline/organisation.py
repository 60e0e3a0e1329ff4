"""Part IV: who does what, one item a body of the unit."""

from __future__ import annotations

import re
from dataclasses import replace

from generate.addressees import addressed
from generate.fates import Duty
from generate.outline.body import Body
from generate.outline.drafting import Drafting, small_first
from generate.outline.joints import set_together
from generate.outline.lower import lower_lines
from generate.outline.mirrored import mirrored_line
from generate.outline.organs import front_line, office_lines, organ_lines
from generate.outline.tasks import renumbered
from generate.phrases import capitalised, joined, phrase, say
from generate.plan import Item, Line, Pieces
from generate.signs import says, sign
from generate.wording import capital, house_form

_IN_CHARGE = re.compile(
    r"^.*?phụ trách [^,;]{2,60}?(?:, (?:các )?(?:đồng chí )?[^,;]*?phụ trách [^,;]{2,40}?)*,? "
    r"(?=(?:trực tiếp|dành|chịu|dự|theo dõi|chỉ đạo|thường xuyên|giúp|có trách nhiệm|kiểm tra|đôn đốc|phải|tăng cường|phát huy"
    r"|tập trung|chủ động|nêu cao|nắm)\b)"
)


def organisation(drafting: Drafting, bodies: list[Body]) -> list[Item]:
    """The bodies as numbered items."""
    if all(len(body.lines) == 1 and _runs_in(body) for body in bodies):
        return renumbered([Item("", None, (_run_in(body),)) for body in bodies])
    items = []
    for body in bodies:
        told = set_together(drafting, [replace(line, pieces=capitalised(line.pieces)) for line in body.lines])
        lines = tuple(replace(line, bullet="-") if len(told) > 1 and not line.bullet else line for line in told)
        heading = body.name if isinstance(body.name, str) else None
        if not heading:
            items.append(Item("", None, tuple(_run_in(Body(body.name, [line])) for line in body.lines)))
        else:
            items.append(Item("", capital(heading), lines))
    return renumbered(items)


def _names_below(drafting: Drafting) -> tuple[str, str]:
    return drafting.voice.below.lower(), drafting.voice.below_bare.lower()


def bodies_of(drafting: Drafting, tasks: list[Item], part: str) -> list[Body]:
    """Who of the unit has something to do, in the order of the plan; `tasks` are those of the plan's part "III"."""
    if drafting.voice.cell:
        return _cell_bodies(drafting)
    lead, lower = Body(drafting.voice.lead), Body(capital(drafting.voice.below))
    office = Body(drafting.collector() or drafting.voice.lead)
    organs: dict[str, Body] = {str(office.name): office} if office.name != drafting.voice.lead else {}
    fronts: dict[str, Body] = {}
    government = Body(drafting.unit.organs.get("government") or "")
    named = [body for body in named_bodies(drafting) if str(body.name).lower() not in _names_below(drafting)]
    own = [body for body in named_bodies(drafting) if str(body.name).lower() in _names_below(drafting)]
    lead.lines.extend(_lead_lines(drafting))
    lower.lines.extend([*lower_lines(drafting), *(line for body in own for line in body.lines)])
    (office if office.name != drafting.voice.lead else lead).lines.extend(office_lines(drafting, office))
    organ_lines(drafting, organs, tasks, part)
    for group in drafting.sentences("front"):
        line, name = front_line(drafting, group), drafting.front_name(group)
        (fronts.setdefault(name, Body(_asked(drafting, name))) if name else lead).lines.append(line)
    for group in drafting.sentences("government"):
        government.lines.append(mirrored_line(drafting, group))
    things = Body("", [line for line in lead.lines if says("thing", line.text)])
    lead.lines = [line for line in lead.lines if line not in things.lines]
    merged = [lead, *_persons(drafting), lower, *organs.values(), government, *named, *_one_inside_another(list(fronts.values())), things]
    return [body for body in merged if body.lines]


def _one_inside_another(bodies: list[Body]) -> list[Body]:
    """ "Hội Nông dân xã" beside "Mặt trận Tổ quốc, Hội Nông dân xã": one item."""
    kept: list[Body] = []
    for body in sorted(bodies, key=lambda body: -len(str(body.name))):
        wider = next((other for other in kept if str(other.name).lower().endswith(f" {str(body.name).lower()}")), None)
        if wider is None:
            kept.append(body)
        else:
            wider.lines.extend(body.lines)
    return [body for body in bodies if body in kept]


def _persons(drafting: Drafting) -> list[Body]:
    """Members of the committee in charge of lower units, after those of the superior's: "dành thời gian giúp chi bộ …"."""
    lines, heads = [], []
    for group in drafting.sentences("persons"):
        line = drafting.sentence(group)
        first = line.pieces[0]
        if says("own-heads-among-persons", house_form(group[0].passage.text)):
            heads.append(replace(line, pieces=(capital(_HEADS.sub("", str(first))), *line.pieces[1:]), phrase="organisation.heads"))
            continue
        rest = _IN_CHARGE.sub("", first) if isinstance(first, str) else first
        if rest != first and isinstance(rest, str):
            rest = rest.replace(drafting.superior.short or "\ue1ff", drafting.voice.issuer)
            rest = re.sub(r"(?<=trước )Ban Thường vụ(?! [A-ZĐ])", drafting.voice.issuer, rest)
            rest = re.sub(rf"\bcủa {drafting.voice.kind}\b", f"của {drafting.voice.one_below} được phân công", rest)
            lines.append(replace(line, pieces=(capital(rest), *line.pieces[1:]), phrase="organisation.persons"))
    name = phrase("organisation.persons").format(member=drafting.voice.member, lower_one=drafting.voice.one_below)
    asked = phrase("organisation.heads").format(self=drafting.voice.me, member=drafting.voice.member)
    return [Body(said, told) for said, told in ((asked, heads), (name, lines)) if told]


_HEADS = re.compile(
    r"^.*?[Bb]í thư .*? (?=(?:phát huy|nêu cao|tăng cường|trực tiếp|chịu trách nhiệm|có trách nhiệm|tập trung|chỉ đạo|thường xuyên)\b)"
)
"""Whom the directive names together: members of its own committee, secretaries of those below, heads of offices."""


def _cell_bodies(drafting: Drafting) -> list[Body]:
    lead, union, members = Body(drafting.voice.lead), Body(drafting.front_name() or ""), Body(capital(drafting.voice.below))
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
        name = "organisation.cell_members" if helping else "organisation.cell_members_any"
        members.lines.append(Line(say(name, duty=phrase("organisation.helping")), phrase=name))
    reported = any(says("own-report", line.text) and str(drafting.above) in line.text for line in lead.lines)
    if drafting.above and not reported and any(duty.fate in ("organ", "difficulty", "report-up") for duty in drafting.duties):
        source = next(duty for duty in drafting.duties if duty.fate in ("organ", "difficulty", "report-up"))
        pieces = say("organisation.cell_reports", superior=drafting.above, channel=drafting.channel())
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


_OF_ITS_OWN = re.compile(r"Đối với\b|Trường hợp\b|(?:Kết thúc|Sau khi|Trước khi|Khi|Trong khi) [^,;.]*,? (?:các|mỗi|từng) ")


def _says_who(body: Body) -> bool:
    """The line names the body behind a word on time: "Kết thúc đợt, Trung tâm Y tế báo cáo …"."""
    return bool(re.match(rf"[^,;.]{{3,80}}, {re.escape(str(body.name))} ", body.lines[0].text))


def _runs_in(body: Body) -> bool:
    """The line is what the body does: not a case, not a sentence with a time or subject of its own before its verb."""
    return _says_who(body) or not _OF_ITS_OWN.match(body.lines[0].text)


def _run_in(body: Body) -> Line:
    """ "4." + "Văn phòng Đảng ủy" + "Theo dõi …" → "Văn phòng Đảng ủy theo dõi …"."""
    line = body.lines[0]
    if not body.name or _says_who(body):
        return replace(line, bullet="")
    name: Pieces = (capital(body.name), " ") if isinstance(body.name, str) else (body.name, " ")
    return replace(line, pieces=joined([*name, *small_first(line.pieces)]), bullet="")

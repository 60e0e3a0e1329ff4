"""The closing paragraph, the recipients and who signs."""

from __future__ import annotations

import re

from generate.fates import Duty
from generate.outline.appendix import said_as
from generate.outline.body import Body
from generate.outline.drafting import Drafting
from generate.outline.organisation import named_bodies
from generate.outline.place import helpers
from generate.phrases import blank, phrase, say
from generate.plan import Appendix, Foot, Item, Line, Piece
from generate.wording import capital, house_form, small


def closing(drafting: Drafting, tasked: Appendix | None, *, second: bool) -> tuple[Line, ...]:
    """Where the tasks are listed, then whom to ask in difficulties; `second`: the table of tasks is the second appendix."""
    return (*_task_table_line(drafting, tasked, second=second), *_difficulties(drafting))


def _task_table_line(drafting: Drafting, tasked: Appendix | None, *, second: bool) -> tuple[Line, ...]:
    if tasked is None:
        return ()
    appendix = said_as(drafting, "said_tasks", 2 if second else None)
    return (Line(say("closing.task_table", appendix=appendix), phrase="closing.task_table"),)


_ADVISED = re.compile(
    r"(?:kịp thời )?(?:phản ánh|báo cáo)(?: về| cho| với)? (?:Ban|Văn phòng|Thường trực) [^;.]{3,60} để xin ý kiến [^;.]+"
)
"""Whom the directive has asked where something is unclear: "phản ánh về Ban Tổ chức Huyện ủy để xin ý kiến …"."""


def _difficulties(drafting: Drafting) -> tuple[Line, ...]:
    source = next((duty for duty in drafting.duties if duty.fate == "difficulty"), None)
    if drafting.voice.cell:
        name = "closing.upwards_cell"
    else:
        upwards = drafting.through or (source and drafting.voice.party)
        name = "closing.upwards_lower_channel" if upwards and drafting.above else "closing.upwards_lower"
    organ = _asked_in_difficulties(drafting, source) if source and name == "closing.upwards_lower" else None
    if name == "closing.upwards_lower" and source and drafting.superior.between(drafting.unit):
        name = "closing.upwards_lower_channel"
    elif organ:
        name = "closing.upwards_lower_organ"
    front = drafting.front_with_duties()
    if front and not drafting.voice.party:
        name = name.replace("upwards_lower", "upwards_front")
    if drafting.voice.cell and not drafting.above:
        return ()
    asked = _ADVISED.search(house_form(source.passage.text)) if source and name == "closing.upwards_lower_channel" else None
    pieces = say(
        "closing.upwards_lower_asked" if asked else name,
        lower=drafting.voice.below_bare + (f", {front}" if front and drafting.voice.party else ""),
        front=front or "",
        organ=organ or "",
        self=drafting.voice.issuer,
        office=drafting.office(),
        superior=drafting.above or "",
        channel=drafting.channel(),
        asked=asked[0].rstrip(" .;/") if asked else "",
    )
    anchor = source.passage.anchor if source else None
    return (Line(pieces, "", source.passage.provision.id if source else None, anchor, phrase=name),)


_ASKED = re.compile(
    r"(?:phản ánh|báo cáo|liên hệ|trao đổi|gửi)(?: ngay| kịp thời| bằng văn bản)*(?: về| qua| với| cho| đến)? "
    r"((?:Sở|Cục|Ban|Thuế|Phòng|Văn phòng|Công an|Bộ|Chi cục|Công đoàn) [^,;.()]{2,60}?)(?=,? để\b| xem xét|[,;.(/]|$)"
)


def _asked_in_difficulties(drafting: Drafting, source: Duty) -> str | None:
    """Where the directive wants difficulties told: "phản ánh về Thuế tỉnh"."""
    said = _ASKED.search(drafting.rewriter.rewrite(source.passage.text))
    return said[1] if said and not drafting.voice.party else None


def foot(drafting: Drafting, bodies: list[Body], tasks: list[Item]) -> Foot:
    signatory = drafting.unit.signatory
    authority = "BAN THƯỜNG VỤ" if drafting.voice.issuer.startswith("Ban Thường vụ") else drafting.voice.me.upper()
    return Foot(
        recipients=tuple(dict.fromkeys(_recipients(drafting, bodies, tasks))),
        authority=signatory.authority or (f"T/M {authority}" if drafting.voice.party else _state_authority(drafting)),
        position=signatory.position or blank("signatory.position"),
        name=signatory.name or blank("signatory.name"),
    )


def _state_authority(drafting: Drafting) -> Piece:
    """ "TM. ỦY BAN NHÂN DÂN"; of another authority nobody said who signs."""
    return "TM. ỦY BAN NHÂN DÂN" if drafting.voice.full.startswith("Ủy ban nhân dân") else blank("signatory.position")


def _recipients(drafting: Drafting, bodies: list[Body], tasks: list[Item]) -> list[str]:
    report = phrase("recipients.report_2026" if drafting.style == "2026" else "recipients.report")
    above = drafting.superior.joint if drafting.superior.joint and drafting.above == drafting.superior.short else (drafting.above,)
    upwards = [body for body in (*above, *(re.split(r",\s*", drafting.through) if drafting.through else ())) if body]
    names = [report.format(body=capital(body)) for body in upwards]
    names.append(phrase("recipients.members" if drafting.voice.party else "recipients.members_state").format(member=drafting.voice.member))
    for body in _bodies_named(drafting, bodies, tasks):
        names.append(capital(body))
    names.append(capital(drafting.below_alone))
    names.extend(line for line in drafting.unit.recipients if not line.startswith("Lưu"))
    keep = drafting.unit.organs.get("office") if not drafting.voice.cell else "Chi bộ"
    if keep is None and re.match(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy\b", drafting.voice.me):
        keep = phrase("recipients.office_above").format(committee=drafting.voice.me)
    own = next((line for line in drafting.unit.recipients if line.startswith("Lưu")), None)
    kept = phrase("recipients.keep").format(place=keep or drafting.voice.me) if drafting.voice.party else phrase("recipients.keep_state")
    return [*names, own or kept]


def _only_the_directive_names(drafting: Drafting, bodies: list[Body], organising: str) -> list[str]:
    """Bodies of the unit's own place that part IV has work for, though the profile is silent: "Trung tâm Chính trị quận"."""
    if not drafting.voice.kind or drafting.voice.cell:
        return []
    others = [str(body.name) for body in bodies if str(body.name) != capital(drafting.voice.below)]
    items = [name for name in others if re.match(r"(?:Ban Chỉ huy|Công an|Trạm Y tế) ", name)]
    centre = re.search(rf"Trung tâm (?:[Cc]hính trị|[Bb]ồi dưỡng chính trị) {drafting.voice.kind}\b", organising)
    held = list(drafting.unit.organs.values())
    return [name for name in [*items, *([centre[0]] if centre else [])] if not any(own in name for own in held)]


def _bodies_named(drafting: Drafting, bodies: list[Body], tasks: list[Item]) -> list[str]:
    named = [
        drafting.unit.organs.get(organ)
        for organ in (
            "organisation",
            "inspection",
            "propaganda",
            "training",
            "government",
            "front",
            "organisations",
            "union",
            "youth",
            "police",
            "military",
        )
    ]
    drawn = " ".join(str(body.name) for body in bodies) + " ".join(line.text for item in tasks for line in item.lines)
    organising = " ".join(line.text for body in bodies for line in body.lines)
    government = drafting.unit.organs.get("government") if drafting.voice.party else None
    found = [name for name in named if name and (name in drawn or (name == government and name in organising))]
    front = drafting.unit.organs.get("front")
    found += [front] if front and front not in found and not drafting.voice.cell and re.search(r"Mặt trận", drawn) else []
    found += _only_the_directive_names(drafting, bodies, organising)
    found += (
        []
        if drafting.voice.cell
        else [
            str(body.name)
            for body in named_bodies(drafting)
            if str(body.name).lower() not in (drafting.voice.below.lower(), drafting.voice.below_bare.lower())
        ]
    )
    if drafting.voice.kind and not drafting.voice.party:
        known = {name.lower() for name in found}
        found += [name for name in (*drafting.leaders, *helpers(tasks, drafting.voice.kind)) if name.lower() not in known]
    return [name for name in found if not any(re.search(rf"(?:,| và) {re.escape(small(name))}$", other) for other in found)]

"""The superior's organs mirrored: what the unit's own office, organs and organisations take over."""

from __future__ import annotations

import re
from dataclasses import replace

from generate.fates import Duty
from generate.findings import finding
from generate.numbers import numbered
from generate.outline.between import reporting_rhythm
from generate.outline.body import Body
from generate.outline.drafting import Drafting, small_first
from generate.outline.lower import lower_proposals, yearly_plan_day
from generate.outline.mirrored import DIRECTED, mirrored_line
from generate.phrases import blank, joined, say
from generate.plan import Item, Line, Number, Piece, Pieces
from generate.signs import says, sign
from generate.unit import Organ
from generate.wording import capital, ended, house_form, small


def office_lines(drafting: Drafting, office: Body) -> list[Line]:
    """Collecting and reporting; where the unit's own report is asked apart, each in a line of its own."""
    line = office_line(drafting, office)
    collecting = next((duty for duty in drafting.duties if _collects(duty)), None)
    if line is None or line.phrase != "organisation.advise" or collecting is None:
        return [line] if line else []
    name = "organisation.collect"
    return [Line(say(name), "", collecting.passage.provision.id, collecting.passage.anchor, phrase=name), line]


def office_line(drafting: Drafting, office: Body) -> Line | None:
    """Collecting and reporting, mirrored from the superior's own organ or asked of the unit itself."""
    source = next((duty for duty in drafting.duties if _collects(duty)), None) or next(
        (d for d in drafting.duties if d.fate in ("report-up", "difficulty")), None
    )
    if source is None and drafting.is_code and drafting.above and office.name != drafting.voice.lead:
        pieces = say("organisation.office", self=drafting.voice.issuer, superior=drafting.above, channel=drafting.channel())
        return Line(pieces, phrase="organisation.office")
    if source is None and drafting.above and not drafting.voice.party and office.name == drafting.unit.organs.get("office"):
        return Line(_collecting_and_reporting(drafting), phrase="organisation.office")
    if source is None or not drafting.above:
        return None
    own = next((duty for duty in drafting.duties if duty.fate == "report-up"), None)
    if own is not None and office.name != drafting.voice.lead:
        text = small(drafting.rewriter.rewrite(own.passage.text))
        text = re.sub(rf"^{drafting.voice.lead} ", "", capital(text))
        text = re.sub(rf",? {drafting.voice.lead} (?=báo cáo|gửi|tổng hợp)", " ", text, count=1)
        pieces = say(
            "organisation.advise", self=drafting.voice.issuer, duty=numbered(ended(small(text)), own.passage.anchor, drafting.directive)
        )
        return Line(pieces, "", own.passage.provision.id, own.passage.anchor, phrase="organisation.advise")
    if own is not None and drafting.voice.party:
        return _assigned_to_a_blank(
            drafting, source, say("organisation.collect_for", self=drafting.voice.issuer), "organisation.collect_for"
        )
    collects = yearly_plan_day(drafting) is not None or bool(lower_proposals(drafting))
    if collects and office.name != drafting.voice.lead:
        upwards = say("organisation.and_reports", superior=drafting.above, channel=drafting.channel())
        pieces = say(
            "organisation.office_collects", lower=drafting.voice.below_bare, self=drafting.voice.me, directive=drafting.again(),
            reports=upwards if _reports_up(source) else "",
        )  # fmt: skip
        return Line(pieces, "", source.passage.provision.id, source.passage.anchor, phrase="organisation.office_collects")
    if drafting.voice.party and _reports_of_its_own(drafting):
        pieces = say("organisation.collect_for_own", self=drafting.voice.issuer)
        if office.name == drafting.voice.lead:
            return _assigned_to_a_blank(drafting, source, pieces, "organisation.collect_for_own")
        return Line(pieces, "", source.passage.provision.id, source.passage.anchor, phrase="organisation.collect_for_own")
    pieces = say("organisation.collect") if own is not None and not drafting.voice.party else _collecting_and_reporting(drafting)
    if office.name == drafting.voice.lead:
        return _assigned_to_a_blank(drafting, source, pieces, "organisation.office")
    return Line(pieces, "", source.passage.provision.id, source.passage.anchor, phrase="organisation.office")


def _collecting_and_reporting(drafting: Drafting) -> Pieces:
    said: dict[str, Piece | Pieces] = {"self": drafting.voice.issuer, "superior": drafting.above or "", "channel": drafting.channel()}
    rhythm = reporting_rhythm(drafting)
    return say("organisation.office_rhythm", **said, rhythm=rhythm.words, day=rhythm.day) if rhythm else say("organisation.office", **said)


def _assigned_to_a_blank(drafting: Drafting, source: Duty, duty: Pieces, name: str) -> Line:
    """ "Phân công [………] theo dõi, đôn đốc …", where nobody said which body of the unit collects."""
    pieces = say("organisation.assign", self="", body=blank("organ.office"), duty=small_first(duty))
    pieces = tuple(piece.lstrip() if place == 0 and isinstance(piece, str) else piece for place, piece in enumerate(pieces))
    drafting.findings.append(finding("organ-unknown", organ="cơ quan tổng hợp (organs.office)"))
    return Line(pieces, "", source.passage.provision.id, source.passage.anchor, phrase=name)


def _reports_of_its_own(drafting: Drafting) -> bool:
    """The directive says when the unit reports; the plan says it in part III or IV: "Định kỳ 6 tháng, năm báo cáo kết quả về …"."""
    own = (duty for duty in drafting.duties if duty.fate == "own" and duty.passage.role in ("tasks", "organisation"))
    said = (drafting.rewriter.rewrite(duty.passage.text) for duty in own)
    return any(says("own-report", text) and bool(drafting.above) and str(drafting.above) in text for text in said)


def _reports_up(source: Duty) -> bool:
    return bool(re.search(r"báo cáo", source.passage.text))


def organ_lines(drafting: Drafting, organs: dict[str, Body], tasks: list[Item], part: str) -> None:
    helped = _helping_office(drafting)
    for duty in drafting.duties:
        if duty.fate != "organ" or duty.organ is None:
            continue
        if duty.organ == "advisory":
            _advisory(drafting, duty, organs, tasks, part)
        elif not _collects(duty) and (name := _counterparts(drafting, duty)):
            organs.setdefault(name, Body(name)).lines.append(_organ_line(drafting, duty))
    if helped is not None:
        office = drafting.unit.organs["office"]
        organs.setdefault(office, Body(office)).lines.append(helped)
    centre = drafting.unit.organs.get("training")
    if centre and centre not in organs and (line := training_line(drafting)):
        organs[centre] = Body(centre, [line])


def _helping_office(drafting: Drafting) -> Line | None:
    """ "Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Văn phòng Tỉnh ủy …": the unit's office helps the organ that collects."""
    office, collector = drafting.unit.organs.get("office"), drafting.collector()
    if not office or not collector or office == collector:
        return None
    asked = (duty for duty in drafting.duties if _collects(duty) and duty.organ != "office")
    duty = next((d for d in asked if re.search(r"[Pp]hối hợp (?:với|cùng) [^;]*Văn phòng", d.passage.text)), None)
    if duty is None:
        return None
    name = "organisation.helping_office"
    return Line(say(name, organ=collector), "", duty.passage.provision.id, duty.passage.anchor, phrase=name)


def training_line(drafting: Drafting) -> Line | None:
    """The unit opens classes on the Party and has a centre of its own: the centre takes part."""
    duty = next((d for d in drafting.duties if d.fate in ("own", "each") and sign("class-on-the-party").search(d.passage.text)), None)
    collector = drafting.collector()
    if duty is None or collector is None:
        return None
    name = "organisation.training"
    return Line(say(name, organ=collector), "", duty.passage.provision.id, duty.passage.anchor, phrase=name)


def _counterparts(drafting: Drafting, duty: Duty) -> str:
    """The unit's own bodies for an organ's duty; police and army named together share an item."""
    asked: list[Organ] = [duty.organ]  # type: ignore[list-item]
    who = house_form(duty.passage.provision.addressee or duty.passage.text).lower()
    if duty.organ in ("police", "military"):
        asked = [organ for organ, word in (("police", "công an"), ("military", "quân sự")) if word in who]  # type: ignore[misc]
    held = ", ".join(name for organ in asked if (name := drafting.unit.counterpart(organ)))
    return held or _named_by_the_directive(drafting, duty)


def _named_by_the_directive(drafting: Drafting, duty: Duty) -> str:
    """ "Chỉ đạo Ban chỉ huy quân sự các phường …" names the ward's own: "Ban Chỉ huy Quân sự phường"."""
    named = DIRECTED.match(house_form(duty.passage.text)) if drafting.voice.kind else None
    return f"{_IN_LETTERS[named[1].lower()]} {drafting.voice.kind}" if named else ""


_IN_LETTERS = {"ban chỉ huy quân sự": "Ban Chỉ huy Quân sự", "công an": "Công an", "trạm y tế": "Trạm Y tế"}


def _advisory(drafting: Drafting, duty: Duty, organs: dict[str, Body], tasks: list[Item], part: str) -> None:
    """The superior's organs watch together; here each does its part: one checks, one teaches, the office collects."""
    place, provision = duty.passage.anchor, duty.passage.provision.id
    if not re.search(r"kiểm tra|giám sát|theo dõi|đôn đốc", duty.passage.text):
        return
    if (name := drafting.unit.organs.get("propaganda")) and (number := _teaching_item(tasks)):
        reference = Number(str(number), number, "plan.reference", "computed")
        pieces = say("organisation.teaching", self=drafting.voice.me, part=part, number=reference)
        organs.setdefault(name, Body(name)).lines.append(Line(pieces, "", provision, place, phrase="organisation.teaching"))
    if (name := drafting.unit.organs.get("inspection")) and re.search(r"kiểm tra|giám sát", duty.passage.text):
        pieces = say("organisation.inspection", self=drafting.voice.me, directive=drafting.again())
        organs.setdefault(name, Body(name)).lines.append(Line(pieces, "", provision, place, phrase="organisation.inspection"))


def _teaching_item(tasks: list[Item]) -> int | None:
    """The block of part III on political education, by its number."""
    items = enumerate(tasks, 1)
    return next((number for number, item in items if item.heading and sign("teaching").search(item.heading)), None)


def _organ_line(drafting: Drafting, duty: Duty) -> Line:
    """The superior's organ's duty as the unit's own organ has it; the inspection advises."""
    line = mirrored_line(drafting, [duty])
    above = house_form(duty.passage.provision.addressee or "")
    if drafting.voice.party and above and says("guides-a-procedure", line.text):
        what = re.sub(r"^Hướng dẫn (?:(?:việc|về) )?(?:thực hiện )?", "", line.text).rstrip(" .;")
        pieces = say("organisation.guided", self=drafting.voice.issuer, what=numbered(what, line.anchor, drafting.directive), organ=above)
        return replace(line, pieces=pieces)
    leads = re.match(r"(?:Tăng cường )?[Ll]ãnh đạo\b", line.text)
    if (duty.organ == "inspection" or leads) and not line.text.startswith("Tham mưu"):
        return replace(line, pieces=joined(["Tham mưu ", *small_first(line.pieces)]))
    return line


def front_line(drafting: Drafting, group: list[Duty]) -> Line:
    """The organisations' duty; where the profile names none, the committee assigns it to a blank."""
    line = mirrored_line(drafting, group, front=True)
    if drafting.front_name(group):
        return line
    if drafting.voice.party and drafting.voice.kind:
        asked = " ".join(house_form(duty.passage.provision.addressee or duty.passage.text) for duty in group)
        name = "organisation.lead_front" if re.search(r"Mặt trận|MTTQ", asked) else "organisation.lead_organisations"
        drafting.findings.append(finding("organ-unknown", organ="Mặt trận và các tổ chức chính trị - xã hội (organs.front)"))
        return replace(line, pieces=joined([*say(name, kind=drafting.voice.kind), " ", *small_first(line.pieces)]))
    pieces = say("organisation.assign", self="", body=blank("organ.front"), duty=small_first(line.pieces))
    return replace(line, pieces=(str(pieces[0]).lstrip(), *pieces[1:]))


def _collects(duty: Duty) -> bool:
    return (
        duty.fate == "organ"
        and bool(re.search(r"tổng hợp|báo cáo|theo dõi|đôn đốc", duty.passage.text))
        and duty.organ in ("office", "organisation", "advisory")
    )

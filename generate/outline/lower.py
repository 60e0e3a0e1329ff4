"""What the unit's own lower units have to do and by when."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from extract.directive import Anchor, Deadline
from generate.fates import Duty
from generate.findings import finding
from generate.numbers import date_text, numbered, value_of
from generate.outline.between import reporting_rhythm
from generate.outline.drafting import Drafting
from generate.phrases import blank, say
from generate.plan import Line, Number, Piece, Pieces
from generate.signs import sign
from generate.wording import capital, house_form, small


def lower_lines(drafting: Drafting) -> list[Line]:
    lines = []
    spread = next((duty for duty in drafting.duties if duty.fate == "spread"), None)
    if spread:
        name = "organisation.spread_lower" if drafting.voice.party else "organisation.spread_state"
        pieces = say(name, directive=drafting.again())
        lines.append(Line(pieces, "", spread.passage.provision.id, spread.passage.anchor, phrase=name))
    elif drafting.is_code and drafting.voice.party:
        lines.append(Line(say("organisation.spread_lower", directive=drafting.again()), phrase="organisation.spread_lower"))
    plan = _lower_plan(drafting)
    if plan:
        lines.append(plan)
    lines.extend(_of_the_cells(drafting, drafting.sentence(group), group[0]) for group in drafting.sentences("lower"))
    lines.extend(lower_proposals(drafting))
    report = _lower_report(drafting) if drafting.voice.party else None
    if report:
        lines.append(report)
    if drafting.row and drafting.row.by_quarter and not drafting.zero:
        pieces = say("organisation.report_quarterly", self=drafting.voice.issuer, office=drafting.office(), day=_quarter_day(drafting))
        lines.append(Line(pieces, phrase="organisation.report_quarterly"))
    return lines


def _lower_plan(drafting: Drafting) -> Line | None:
    order = next((duty for duty in drafting.duties if duty.fate == "lower-plan"), None)
    yearly = yearly_plan_day(drafting)
    own = "chi bộ" if drafting.voice.one_below == "chi bộ" else "đơn vị"
    if yearly:
        day, duty = yearly
        named = re.search(r"[Kk]ế hoạch( [^,;.()]{3,40}?) của ", house_form(duty.passage.text))
        about = numbered(named[1], duty.passage.anchor, drafting.directive) if named else ""
        pieces = say(
            "organisation.plan_lower_yearly", about=about, lower_own=own, self=drafting.voice.issuer, office=drafting.office(), day=day
        )
        return Line(pieces, "", duty.passage.provision.id, duty.passage.anchor, phrase="organisation.plan_lower_yearly")
    if (
        drafting.voice.party
        and order is None
        and not any(re.search(r"kế hoạch[^;]*(?:cấp|đơn vị) mình", duty.passage.text) for duty in drafting.duties if duty.fate == "own")
    ):
        return None
    name = "organisation.plan_lower" if drafting.row and drafting.row.value else "organisation.plan_lower_no_quota"
    if not drafting.voice.party:
        rhythm = reporting_rhythm(drafting)
        said: dict[str, Piece | Pieces] = {
            "self": drafting.voice.issuer, "office": drafting.office(), "day": _day_of_the_report(drafting) or blank("lower.plan.day")
        }  # fmt: skip
        name = "organisation.plan_lower_state_rhythm" if rhythm else "organisation.plan_lower_state"
        pieces = say(name, rhythm=rhythm.words if rhythm else "", **said)
        anchor = order.passage.anchor if order else None
        return Line(pieces, "", order.passage.provision.id if order else None, anchor, phrase="organisation.plan_lower_state")
    wanted = own + _as_the_directive_wants(order)
    pieces = say(
        name, lower_own=numbered(wanted, order.passage.anchor if order else None, drafting.directive),
        self=drafting.voice.issuer, office=drafting.office(), day=blank("lower.plan.day"),
    )  # fmt: skip
    return Line(pieces, "", order.passage.provision.id if order else None, order.passage.anchor if order else None, phrase=name)


_QUALITY = re.compile(r"[Kk]ế hoạch[^;.]*?,? (bảo đảm (?!chỉ tiêu)[^;.]{10,260})")


def _as_the_directive_wants(order: Duty | None) -> str:
    """ "… và các tổ chức cơ sở đảng xây dựng kế hoạch bảo đảm chặt chẽ, khoa học": the lower plans have to be so too."""
    text = house_form(order.passage.text) if order else ""
    quality = _QUALITY.search(text)
    if quality is None or not re.search(r"cơ sở đảng|chi bộ", text[: quality.start()]):
        return ""
    return f", {quality[1].rstrip(' .,;')}"


def yearly_plan_day(drafting: Drafting) -> tuple[Piece, Duty] | None:
    """The lower units' yearly day: the superior's "trước ngày 25/01 hằng năm" less lead_days, blank without them."""
    for deadline in drafting.directive.deadlines:
        rule = re.fullmatch(r"FREQ=YEARLY;BYMONTH=(\d+);BYMONTHDAY=(\d+)", deadline.rrule or "")
        if not rule:
            continue
        day_said = re.compile(rf"\b0?{rule[2]}/0?{rule[1]}\b")
        own = (d for d in drafting.duties if d.fate == "own" and day_said.search(d.passage.text))
        duty = next((d for d in own if _orders_plan(d, deadline.anchor)), None)
        if duty is None:
            continue
        if drafting.unit.lead_days is None:
            return blank("lower.plan.day"), duty
        day = dt.date(2001, int(rule[1]), int(rule[2])) - dt.timedelta(drafting.unit.lead_days)
        text = f"{day.day:02d}/{day.month:02d}" if day.month <= 2 or day.month >= 10 else f"{day.day:02d}/{day.month}"
        return Number(
            text, value_of(text), "deadline.lower.plan", "computed", deadline.anchor, (f"deadline.{deadline.id}", "profile.lead_days")
        ), duty
    return None


def lower_proposals(drafting: Drafting) -> list[Line]:
    """The committee reviews, its cells propose in time: "Định kỳ hằng tháng, đề nghị Đảng ủy bổ sung …"."""
    lines = []
    for duty in drafting.duties:
        match = sign("review").match(drafting.rewriter.rewrite(duty.passage.text)) if duty.fate == "own" else None
        if match:
            what = numbered(match[2].rstrip(" .,"), duty.passage.anchor, drafting.directive)
            pieces = say("organisation.propose", rhythm=match[1], self=drafting.voice.me, what=what, day=blank("lower.report.day"))
            lines.append(Line(pieces, "", duty.passage.provision.id, duty.passage.anchor, phrase="organisation.propose"))
    return lines


def _day_of_the_report(drafting: Drafting) -> Piece | None:
    """The day before the unit's own single report; None where it owes none."""
    for duty in drafting.duties:
        due = _single_day(drafting, duty) if duty.fate == "report-up" else None
        if due is not None:
            return _own_day(drafting, *due)
    return None


def _lower_report(drafting: Drafting) -> Line | None:
    """The lower units report in time for the unit's own single report: the superior's day less lead_days."""
    duty = next((duty for duty in drafting.duties if duty.fate == "report-up" and _single_day(drafting, duty)), None)
    day = _day_of_the_report(drafting)
    if duty is None or day is None:
        return None
    pieces = say("organisation.report_once", self=drafting.voice.issuer, office=drafting.office(), day=day)
    return Line(pieces, "", duty.passage.provision.id, duty.passage.anchor, phrase="organisation.report_once")


def _single_day(drafting: Drafting, duty: Duty) -> tuple[Deadline, dt.date] | None:
    place = duty.passage.anchor
    for deadline in drafting.directive.deadlines:
        same = deadline.anchor.block == place.block and deadline.anchor.start < place.end and place.start < deadline.anchor.end
        if same and deadline.due and not deadline.rrule:
            return deadline, dt.date.fromisoformat(deadline.due)
    return None


def _own_day(drafting: Drafting, deadline: Deadline, last: dt.date) -> Piece:
    """Own day before the superior's: never on a weekend, blank where nobody said how long before or no time is left."""
    if drafting.unit.lead_days is None:
        return blank("lower.report.day")
    day = last - dt.timedelta(drafting.unit.lead_days)
    day -= dt.timedelta(max(0, day.weekday() - 4))
    if day < (drafting.date or dt.date.today()) + dt.timedelta(3):
        drafting.findings.append(finding("deadline-too-short", deadline.anchor, day=date_text(last.isoformat())))
        return blank("lower.report.day")
    text = date_text(day.isoformat())
    operands = (f"deadline.{deadline.id}", "profile.lead_days")
    return Number(text, value_of(text), "deadline.lower.report", "computed", deadline.anchor, operands)


def _quarter_day(drafting: Drafting) -> Piece:
    for duty in drafting.duties:
        match = re.search(r"trước ngày (\d{1,2}) (?:của )?tháng cuối (?:của )?quý", duty.passage.text)
        if match and duty.fate != "excluded" and drafting.unit.lead_days is not None:
            day = int(match[1]) - drafting.unit.lead_days
            if day >= 1:
                return Number(
                    f"{day:02d}", day, "deadline.lower.report", "computed", duty.passage.anchor, ("deadline", "profile.lead_days")
                )
            drafting.findings.append(finding("deadline-too-short", duty.passage.anchor, day=match[1]))
    return blank("lower.report.day")


def _orders_plan(duty: Duty, place: Anchor) -> bool:
    """A plan of the unit's own is due there: "Kế hoạch … gửi về … trước ngày 25/01 hằng năm"."""
    mine = duty.passage.anchor
    overlaps = mine.block == place.block and mine.start < place.end and place.start < mine.end
    return overlaps and bool(re.search(r"kế hoạch[^;]*(?:gửi|xây dựng)|(?:gửi|xây dựng)[^;]*kế hoạch", duty.passage.text.lower()))


_ALL_CELLS = re.compile(r"^Đối với (?:các )?chi bộ(?: trực thuộc)?[,:]\s*")
_SOME_CELLS = re.compile(r"^Đối với ((?:các )?[Cc]hi bộ [^,:;]{2,60})[,:]\s*(?:thì |cần |phải )*(?=[a-zà-ỹđ])")


_CELLS_OF_A_PLACE = re.compile(
    r"(?:Trong|Ở|Tại) (?:các )?((?:trường|doanh nghiệp|công ty|cơ quan|thôn|khu phố|tổ dân phố|ấp)\b ?[^,;.]{0,40}), (?=[a-zà-ỹđ])"
)
"""Behind "Đối với các chi bộ trường học, …": "Trong các trường Trung học phổ thông, có kế hoạch …"."""


def _of_their_own_organisations(drafting: Drafting, text: str, duty: Duty) -> str:
    """What the base leads are its own organisations: not "các tổ chức chính trị - xã hội quận", where the directive says no level."""
    named = "((?:tổ chức|đoàn thể) (?:đoàn thể )?(?:chính trị - xã hội|nhân dân))"
    said = house_form(duty.passage.text)
    if drafting.voice.kind is None or re.search(rf"{named} {drafting.superior.word}\b", said):
        return text
    if drafting.voice.one_below == "chi bộ":
        return re.sub(rf"các {named} {drafting.voice.kind}\b", "các chi đoàn, chi hội", text)
    return re.sub(rf"{named} {drafting.voice.kind}\b", r"\1 ở cơ sở", text)


def _of_the_cells(drafting: Drafting, line: Line, duty: Duty) -> Line:
    """Under the item of the lower units the verb begins; some of them alone are named: "Các chi bộ thôn đưa đoàn viên …"."""
    first = line.pieces[0]
    if not isinstance(first, str):
        return line
    bare = _of_their_own_organisations(drafting, _ALL_CELLS.sub("", first), duty)
    bare = re.sub(rf"^{drafting.voice.lead} (?=[a-zà-ỹđ])", "", bare).replace(f"; {drafting.voice.below_bare} ", "; ")
    bare = re.sub(r"; (?:Chi bộ|chi bộ) (?=phân công|rà soát|lập|xét|cử)", "; ", bare)
    bare = _SOME_CELLS.sub(lambda some: f"{some[1].lower()} ", bare)
    whole = house_form(duty.passage.provision.anchor.quote)
    some = _SOME_CELLS.match(whole)
    if some and not whole.startswith(house_form(duty.passage.text)) and not re.match(r"(?:Trong|Ở|Tại|Khi|Hằng|Định kỳ) ", bare):
        bare = f"{some[1].lower()} {small(bare)}"
    elif some and (place := _CELLS_OF_A_PLACE.match(bare)):
        bare = f"chi bộ các {place[1]} {bare[place.end() :]}"
    return replace(line, pieces=(capital(bare), *line.pieces[1:]))

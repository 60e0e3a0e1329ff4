"""The other papers by which a unit carries a directive out, each from the same plan: letter, programme, report, decision.

`as_paper(plan, "CV", directive, unit)`: a công văn that passes the duties on; "CTr" the plan as a programme of action; "BC" the
frame of the report on its results; "QĐ" the decision that gives the unit's quota to its lower units. Only what the plan has
is taken over, with its sources; what nobody said is a blank, and where nothing is to be decided `NothingToDecide` says so.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from extract.directive import Directive
from generate import citation
from generate.errors import DraftError
from generate.numbers import numbered
from generate.phrases import blank as plan_blank
from generate.phrases import fill, phrase
from generate.plan import Appendix, AppendixRow, Blank, Head, Item, Line, Number, Obligation, Paper, Part, Piece, Plan
from generate.unit import Unit
from generate.voice import Superior, Voice, state_side, superior_of, voice_of
from generate.wording import capital, house_form

SLUGS = {"CV": "cong-van", "CTr": "chuong-trinh", "BC": "bao-cao", "QĐ": "quyet-dinh"}
ROMAN = ("I", "II", "III", "IV", "V")
GIVING = re.compile(r"^(?:về )?(?:việc )?(?:giao|phân bổ|phân giao) (?:các )?chỉ tiêu ", re.IGNORECASE)
OWN_PLAN = re.compile(r"\bKế hoạch này\b")
Pieces = tuple[Piece, ...]


class NothingToDecide(DraftError):
    """A decision on a quota for a unit that has none to give, or nobody to give it to."""

    code = "nothing-to-decide"


@cache
def _catalogue() -> dict[str, Any]:
    return tomllib.loads(files("templates").joinpath("papers.toml").read_text(encoding="utf-8"))


def _blank(field: str) -> Blank:
    return Blank(field, _catalogue()["blanks"][field])


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the papers need besides the plan: who speaks to whom about what."""

    plan: Plan
    paper: Paper
    directive: Directive
    unit: Unit
    superior: Superior
    voice: Voice
    style: citation.Style

    def words(self, name: str) -> Any:
        return _catalogue()[self.paper][name]

    def say(self, name: str, **values: Piece | Pieces) -> Pieces:
        return fill(self.words(name), **values)

    def in_full(self) -> Pieces:
        return citation.in_full(self.directive, self.superior, self.style)

    def again(self) -> Pieces:
        return citation.again(self.directive, self.style)

    def subject(self) -> str:
        """What the quota is of: "kết nạp đảng viên năm 2022", also where the directive's own subject is "giao chỉ tiêu kết nạp …"."""
        return citation.to_nobody(GIVING.sub("", house_form(self.directive.subject or "")))

    def above(self) -> str | None:
        """To whom the unit reports: the issuer, or the body between it and the unit."""
        return self.superior.reports_to(self.unit)

    def issuer(self) -> Pieces:
        return numbered(self.voice.issuer_full, None, self.directive, profile=True)


def as_paper(plan: Plan, paper: Paper, directive: Directive, unit: Unit, date: dt.date | None = None) -> Plan:
    """The plan as that kind of paper; "KH" is the plan itself. Raises `NothingToDecide`."""
    if paper == "KH":
        return _unnumbered_where_alone(plan)
    superior = superior_of(directive, unit)
    side = unit if superior.party else state_side(unit)
    style: citation.Style = "2026" if plan.rulebook == "party-2026" else "2018"
    desk = _Desk(plan, paper, directive, side, superior, voice_of(side, superior, date), style)
    make: dict[str, Callable[[_Desk], Plan]] = {"CV": _letter, "CTr": _programme, "BC": _report, "QĐ": _decision}
    made = _speaking_of_itself(make[paper](desk), desk)
    if paper == "CTr":
        made = replace(made, findings=tuple(found for found in made.findings if found.code != "kind-asked"))
    else:
        made = replace(made, task_table=None, closing=tuple(line for line in made.closing if line.phrase != "closing.task_table"))
    made = replace(_unnumbered_where_alone(made), code=paper, slug=f"{plan.slug}-{SLUGS[paper]}", head=_head(desk))
    return replace(made, obligations=tuple(_placed_anew(duty, made, desk) for duty in plan.obligations))


# What all of them share


def _head(desk: _Desk) -> Head:
    """The number in the paper's own form: "Số […]-CTr/ĐU", of a letter of the state "Số: […]/UBND"."""
    head = desk.plan.head
    old = "KH-" if not desk.voice.party else "-KH/"
    new = (f"{desk.paper}-" if desk.paper != "CV" else "") if not desk.voice.party else f"-{desk.paper}/"
    number = tuple(piece.replace(old, new) if isinstance(piece, str) else piece for piece in head.number)
    return replace(head, number=number)


def _speaking_of_itself(plan: Plan, desk: _Desk) -> Plan:
    """ "Kế hoạch này" of a set phrase becomes "Công văn này"; in a report of results the plan is meant."""
    if desk.paper == "BC":
        return plan

    def line(text: Line) -> Line:
        pieces = tuple(OWN_PLAN.sub(desk.words("own"), piece) if isinstance(piece, str) else piece for piece in text.pieces)
        return replace(text, pieces=pieces)

    appendix = replace(plan.appendix, caption=_caption(plan.appendix, desk)) if plan.appendix else None
    table = replace(plan.task_table, caption=_caption(plan.task_table, desk)) if plan.task_table else None
    return replace(_with_each_line(plan, line), appendix=appendix, task_table=table)


def _with_each_line(plan: Plan, change: Callable[[Line], Line]) -> Plan:
    """Parts and closing, each line changed."""
    parts = tuple(
        replace(
            part,
            lines=tuple(map(change, part.lines)),
            items=tuple(replace(item, lines=tuple(map(change, item.lines))) for item in part.items),
        )
        for part in plan.parts
    )
    return replace(plan, parts=parts, closing=tuple(map(change, plan.closing)))


def _unnumbered_where_alone(plan: Plan) -> Plan:
    """One appendix alone has no number: "Phụ lục 1" becomes "Phụ lục", in its heading and wherever the text names it."""
    if len(plan.appendices()) != 1:
        return plan
    (only,) = plan.appendices()
    name = re.sub(r" \d+$", "", only.heading)
    if name == only.heading:
        return plan
    bare = replace(only, heading=name)

    def line(said: Line) -> Line:
        kept: list[Piece] = []
        for piece in said.pieces:
            before = kept[-1] if kept else None
            if isinstance(piece, Number) and piece.field == "plan.reference" and isinstance(before, str) and before.endswith(f"{name} "):
                kept[-1] = before.rstrip()
            else:
                kept.append(piece)
        return replace(said, pieces=tuple(kept))

    return replace(_with_each_line(plan, line), appendix=bare if plan.appendix else None, task_table=bare if plan.task_table else None)


def _caption(appendix: Appendix, desk: _Desk) -> Pieces:
    """ "(kèm theo Quyết định số […]-QĐ/ĐU, ngày […] của Đảng ủy xã …)"."""
    name = {"CV": "Công văn", "CTr": "Chương trình hành động", "BC": "Báo cáo", "QĐ": "Quyết định"}[desk.paper]
    old, new = ("-KH/", f"-{desk.paper}/") if desk.voice.party else ("/KH-", "/" if desk.paper == "CV" else f"/{desk.paper}-")
    return tuple(
        piece.replace("kèm theo Kế hoạch", f"kèm theo {name}").replace(old, new) if isinstance(piece, str) else piece
        for piece in appendix.caption
    )


def _placed_anew(duty: Obligation, made: Plan, desk: _Desk) -> Obligation:
    if duty.status not in ("covered", "mirrored"):
        return duty
    there = tuple(dict.fromkeys(place for place, line in made.places() if line.provision == duty.provision))
    if there:
        return replace(duty, covered_by=there)
    if desk.paper in ("CV", "BC"):
        return replace(duty, covered_by=(desk.words("whole_covers"),))
    if desk.paper == "QĐ":
        return replace(duty, status="excluded", covered_by=(), reason=desk.words("only_quota"))
    return duty


def _title(desk: _Desk) -> tuple[str, ...]:
    named = citation.for_title(desk.directive)
    short = desk.superior.short
    first = (
        desk.words("title_of").format(directive=named, superior=f"{desk.superior.office}{short}")
        if short
        else desk.words("title").format(directive=named)
    )
    return first if desk.voice.party else capital(first), citation.about_in_title(desk.directive)


def _upwards(desk: _Desk) -> list[str]:
    return [name for name in desk.plan.foot.recipients if name.endswith("báo cáo)")]


def _kept(desk: _Desk) -> str:
    return desk.plan.foot.recipients[-1]


def _quota_part(plan: Plan) -> Part | None:
    titles = {phrase("parts.quota"), phrase("parts.goals")}
    return next((part for part in plan.parts if part.title in titles), None)


def _part(plan: Plan, name: str) -> Part | None:
    return next((part for part in plan.parts if part.title == phrase(f"parts.{name}")), None)


# Công văn triển khai


def _letter(desk: _Desk) -> Plan:
    plan, voice = desk.plan, desk.voice
    items = [Item("", None, (Line(desk.say("whole", directive=desk.again()), phrase="whole"),))]
    quota = _quota_part(plan)
    if quota:
        items.append(Item("", desk.words("quota"), tuple(replace(line, bullet="-") for item in quota.items for line in item.lines)))
    organisation = _part(plan, "organisation")
    items += organisation.items if organisation else ()
    opening = "ground_cell" if voice.cell else "ground_party" if voice.party else "ground"
    ground = Line(desk.say(opening, directive=desk.in_full(), issuer=desk.issuer(), lower=voice.below), phrase="ground")
    subject = desk.words("subject" if voice.party else "subject_state").format(directive=citation.for_title(desk.directive))
    leaders = [capital(voice.member)] if not voice.party else []
    addressees = [name for name in plan.foot.recipients[:-1] if name not in (*_upwards(desk), *leaders)]
    addressees = [desk.words("members")] if voice.cell else addressees
    return replace(
        plan,
        kind="",
        title=(subject,),
        grounds=(ground,),
        parts=(Part("", "", tuple(replace(item, label=f"{place}.") for place, item in enumerate(items, 1))),),
        foot=replace(plan.foot, recipients=(desk.words("as_above"), *_upwards(desk), *leaders, _kept(desk))),
        addressees=tuple(addressees),
    )


# Chương trình hành động


def _programme(desk: _Desk) -> Plan:
    *first, last = desk.plan.grounds
    if first:
        ground = Line(desk.say("ground", issuer=desk.issuer()), phrase="ground")
    else:
        ground = replace(last, pieces=desk.say("alone", directive=desk.in_full(), issuer=desk.issuer()))
    return replace(desk.plan, kind=desk.words("kind"), title=_title(desk), grounds=(*first, ground))


# Báo cáo kết quả


def _report(desk: _Desk) -> Plan:
    plan = desk.plan
    drawn = [
        (desk.words("leading"), _blank_items(desk, "leading_lines")),
        (desk.words("results"), _results(desk)),
        (desk.words("judged"), _blank_items(desk, "judged_lines")),
        (desk.words("ahead"), _blank_items(desk, "ahead_lines")),
        (desk.words("asked"), _blank_items(desk, "asked_lines")),
    ]
    short = desk.above()
    attached = desk.words("attached") if plan.appendix else ""
    closing = (
        desk.say("closing", directive=desk.again(), attached=attached, issuer=desk.voice.issuer, superior=short)
        if short
        else desk.say("closing_alone", directive=desk.again(), issuer=desk.issuer(), attached=attached)
    )
    return replace(
        plan,
        kind=desk.words("kind"),
        title=_title(desk),
        grounds=(Line(desk.say("ground", directive=desk.in_full(), issuer=desk.issuer()), phrase="ground"),),
        parts=tuple(
            Part(f"{ROMAN[place]}{'-' if desk.voice.party else '.'}", title, tuple(items)) for place, (title, items) in enumerate(drawn)
        ),
        closing=(Line(closing, phrase="closing"),),
        foot=replace(plan.foot, recipients=(*_upwards(desk), _kept(desk))),
        appendix=_result_table(plan.appendix, desk) if plan.appendix else None,
        addressees=(short,) if short and not desk.voice.party else (),
    )


def _blank_items(desk: _Desk, name: str) -> list[Item]:
    lines = [Line(fill(text, blank=_blank("report.text"))) for text in desk.words(name)]
    if len(lines) == 1:
        return [Item("1.", None, tuple(lines))]
    return [Item(f"{place}.", None, (line,)) for place, line in enumerate(lines, 1)]


def _results(desk: _Desk) -> list[Item]:
    """Each figure that was asked, with its result left open; then each group of tasks, which its comment lists, left open."""
    items = []
    quota, tasks = _quota_part(desk.plan), _part(desk.plan, "tasks")
    if quota:
        asked = [line for item in quota.items for line in item.lines if line.phrase not in APPENDIX_PHRASES]
        lines = []
        for line in asked:
            figure = any(isinstance(piece, Number) for piece in line.pieces)
            lines.append(replace(line, pieces=desk.say("assigned" if figure else "asked_for", text=_small(line.pieces)), bullet="-"))
            lines.append(_open_result(desk, "reached") if figure else Line(desk.say("done", blank=_blank("report.text")), "+"))
        items.append(Item("1.", desk.words("quota"), tuple(lines)))
    by_heading: dict[str, list[str]] = {}
    for item in tasks.items if tasks else ():
        by_heading.setdefault(item.heading or desk.words("tasks"), []).extend(f"- {line.text}" for line in item.lines)
    for heading, duties in by_heading.items():
        said = desk.words("duties").format(duties="\n".join(duties))
        done = Line(desk.say("done", blank=_blank("report.text")), "-", comment=said)
        items.append(Item(f"{len(items) + 1}.", heading, (done,)))
    return items


def _open_result(desk: _Desk, name: str) -> Line:
    """ "Kết quả thực hiện: […]; đạt […]% chỉ tiêu."."""
    return Line(desk.say(name, result=_blank("report.result"), percent=_blank("report.percent")), "+")


APPENDIX_PHRASES = {"quota.appendix", "quota.appendix_zero", "quota.appendix_zero_plain"}


def _small(pieces: Pieces) -> Pieces:
    first = pieces[0] if pieces else ""
    return (first[:1].lower() + first[1:], *pieces[1:]) if isinstance(first, str) and not first.startswith("Đảng") else pieces


def _result_table(appendix: Appendix, desk: _Desk) -> Appendix:
    """Each lower unit with what it was given and a blank for what it reached."""
    columns = (appendix.columns[0], appendix.columns[1], (desk.words("assigned_column"), None), (desk.words("reached_column"), None))
    rows = tuple(AppendixRow((*row.cells[:3], _blank("report.result")), row.total) for row in appendix.rows)
    return replace(
        appendix,
        heading=desk.words("appendix_heading") if desk.style == "2018" else appendix.heading,
        title=desk.words("appendix_title").format(subject=desk.subject()),
        caption=_caption(appendix, desk),
        columns=columns,
        rows=rows,
    )


# Quyết định giao chỉ tiêu


def _decision(desk: _Desk) -> Plan:
    plan, voice = desk.plan, desk.voice
    if voice.cell:
        raise NothingToDecide(desk.words("nobody").format(unit=desk.unit.name))
    quota = [number for number in plan.numbers() if number.field == "quota.total"]
    if not any(number.value for number in quota):
        raise NothingToDecide(desk.words("no_quota").format(unit=desk.unit.name))
    below = voice.below
    office = f" (qua {desk.unit.organs['office']})" if "office" in desk.unit.organs else ""
    second = desk.say("second", lower=capital(below), issuer=voice.issuer, office=office, day=plan_blank("lower.report.day"))
    offices = f"{desk.unit.organs['office']}, " if "office" in desk.unit.organs else ""
    third = desk.say("third", offices=offices, lower=below if offices else capital(below))
    articles = (
        (_first_article(desk, quota[0]), "first"),
        (Line(second, phrase="second"), "second"),
        (Line(third, phrase="third"), "third"),
    )
    items = [Item(f"Điều {place}.", None, (line,)) for place, (line, _) in enumerate(articles, 1)]
    items[-1] = replace(items[-1], lines=(*items[-1].lines, Line((desk.words("force"),), phrase="force")))
    deciding = desk.words("deciding" if voice.party else "deciding_state").format(issuer=voice.issuer_full.upper())
    subject = desk.words("title" if voice.party else "title_state").format(subject=desk.subject())
    grounds = plan.grounds[:-1] or (_sole_ground(desk),)
    return replace(
        plan,
        kind=desk.words("kind"),
        title=(subject,),
        grounds=grounds,
        deciding=deciding,
        parts=(Part("", "", tuple(items)),),
        closing=(),
        foot=replace(plan.foot, recipients=(desk.words("as_article").format(number=len(articles)), *_upwards(desk), _kept(desk))),
    )


def _first_article(desk: _Desk, quota: Number) -> Line:
    subject, lower = desk.subject(), desk.voice.below
    appendix = desk.plan.appendix
    if appendix is None:
        return Line(desk.say("first_blank", subject=subject, lower=lower, blank=_blank("decision.shares")), phrase="first")
    total = next(cell for cell in appendix.rows[-1].cells if isinstance(cell, Number))
    counted = appendix.unit_of_measure
    pieces = desk.say("first", subject=subject, lower=lower, total=replace(total, text=quota.text), counted=counted)
    return Line(pieces, anchor=quota.anchor, phrase="first")


def _sole_ground(desk: _Desk) -> Line:
    name = "grounds.directive_2026" if desk.style == "2026" and desk.voice.party else "grounds.directive"
    return Line(fill(phrase(name), directive=desk.in_full()), phrase=name)

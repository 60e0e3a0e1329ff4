"""What a person has to know before the draft is used: gaps, sums that do not agree, days that are over."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from generate.findings import finding
from generate.numbers import date_text, plain
from generate.outline.drafting import Drafting, within
from generate.outline.targets import tells_of
from generate.phrases import blank
from generate.plan import AppendixRow, Line, Number, Piece, Plan
from generate.quota import Row, columns_left
from generate.reform import outdated
from generate.signs import says, sign
from generate.voice import DISTRICTS, TWO_TIER, organisation_of
from generate.wording import house_form


def note_shared_figures(drafting: Drafting) -> None:
    """A count asked of a whole class at once may be the class's total, not each unit's."""
    for duty in drafting.duties:
        target = duty.target
        if duty.fate not in ("own", "each") or target is None or target.each or target.unit == "%" or target.body:
            continue
        addressee = duty.passage.provision.addressee
        if not addressee or re.match(r"(?i)(?:chủ tịch )?(?:ủy ban nhân dân |đảng ủy |ban thường vụ )*các ", addressee):
            drafting.findings.append(finding("figure-shared", target.anchor, text=duty.passage.text))


def note_past_days(drafting: Drafting, plan: Plan) -> None:
    """Days of the superior's that the plan repeats although they are over on the day of drafting."""
    for deadline in drafting.directive.deadlines:
        if drafting.date is None or not deadline.due or deadline.rrule or dt.date.fromisoformat(deadline.due) >= drafting.date:
            continue
        place = deadline.anchor
        if any(isinstance(piece, Number) and piece.anchor and within(piece.anchor, place) and "/" in piece.text for piece in plan.pieces()):
            drafting.findings.append(finding("deadline-passed", place, day=date_text(deadline.due)))


def days_over_as_blanks(drafting: Drafting, plan: Plan) -> Plan:
    """The superior's last days that are over when the plan is drawn up are blanks: a plan cannot ask for them any more."""
    if drafting.date is None:
        return plan
    over = [
        deadline.anchor
        for deadline in drafting.directive.deadlines
        if deadline.type == "by" and deadline.due and not deadline.rrule and dt.date.fromisoformat(deadline.due) < drafting.date
    ]

    def open_again(piece: Piece) -> Piece:
        if not isinstance(piece, Number) or piece.anchor is None or "/" not in piece.text or not piece.field.startswith("deadline."):
            return piece
        return blank("deadline.passed") if any(within(piece.anchor, place) for place in over) else piece

    def line(old: Line) -> Line:
        return replace(old, pieces=tuple(open_again(piece) for piece in old.pieces))

    def row(old: AppendixRow) -> AppendixRow:
        return replace(old, cells=tuple(tuple(map(open_again, cell)) if isinstance(cell, tuple) else cell for cell in old.cells))

    parts = tuple(
        replace(part, items=tuple(replace(item, lines=tuple(map(line, item.lines))) for item in part.items)) for part in plan.parts
    )
    table = replace(plan.task_table, rows=tuple(map(row, plan.task_table.rows))) if plan.task_table else None
    return replace(plan, parts=parts, task_table=table)


def note_gaps(drafting: Drafting) -> None:
    if organisation_of(drafting.superior):
        drafting.findings.append(finding("organisation-draft", issuer=drafting.superior.full, unit=drafting.voice.full))
    elif not drafting.superior.party:
        drafting.findings.append(finding("state-draft", unit=drafting.voice.full))
    if not drafting.superior.word or drafting.superior.word == drafting.voice.kind:
        drafting.findings.append(finding("superior-unclear", issuer=drafting.superior.full or "?"))
    if not drafting.directive.issued_on:
        drafting.findings.append(finding("issued-on-missing"))
    if not drafting.directive.number:
        drafting.findings.append(finding("number-missing"))
    if not (drafting.unit.organs or drafting.unit.committee):
        drafting.findings.append(finding("profile-silent"))
    if drafting.unit.lower and drafting.rows and drafting.row is None:
        drafting.findings.append(finding("quota-unclear", measures=", ".join(row.measure for row in drafting.rows)))
    if drafting.zero:
        total = drafting.the_row().total
        drafting.findings.append(finding("quota-zero", total.anchor if total else None))
    if drafting.rows and all(row.value is None and all(part.value is None for part in row.parts) for row in drafting.rows):
        drafting.findings.append(finding("quota-missing"))
    for row in drafting.rows:
        amount = row.total or (row.parts[0] if row.parts else None)
        if amount and amount.value and sign("money-column").search(row.measure) and "(" not in row.measure and not _in_money(drafting, row):
            drafting.findings.append(
                finding("column-unit-missing", amount.anchor, measure=house_form(row.measure), value=plain(amount.value))
            )
    for left in columns_left(drafting.directive, drafting.unit):
        shown = next((plain(part.value) for part in (left.total, *left.parts) if part and part.value is not None), "…")
        place = left.total.anchor if left.total else None
        drafting.findings.append(finding("column-left", place, measure=house_form(left.measure), value=shown))
    for row in drafting.rows:
        values = [part.value for part in row.parts]
        if row.by_period and row.total and row.value is not None and None not in values and sum(v or 0 for v in values) != row.value:
            drafting.findings.append(
                finding("quota-sum", row.total.anchor, total=plain(row.value), parts=plain(sum(v or 0 for v in values)))
            )


def _in_money(drafting: Drafting, row: Row) -> bool:
    told = drafting.total_target
    return row is drafting.row and told is not None and tells_of(drafting, told[0], row)


def note_reform(drafting: Drafting) -> None:
    """Bodies that the reform of 2025 ended: what the draft says in their place, and which duties of the district it took over."""
    if drafting.superior.word in DISTRICTS and drafting.day >= TWO_TIER:
        drafting.findings.append(finding("abolished-superior", superior=drafting.superior.full or ""))
        return
    told: set[str] = set()
    for duty in drafting.duties:
        if duty.fate == "excluded":
            continue
        text = house_form(duty.passage.text)
        if drafting.takes_over and sign("district").search(house_form(duty.passage.provision.addressee or "")):
            drafting.findings.append(finding("duty-taken-over", duty.passage.anchor, text=duty.passage.text))
        for old, new in outdated(text, drafting.day, drafting.voice.kind):
            if old not in told:
                told.add(old)
                code = "abolished-body" if new else "abolished-body-left"
                drafting.findings.append(finding(code, duty.passage.anchor, old=old, new=new, text=duty.passage.text))


def note_kind_asked(drafting: Drafting) -> None:
    """The directive asks the unit for a programme of action, not for a plan."""
    asked = (duty for duty in drafting.duties if duty.fate != "excluded" and duty.passage.role == "organisation")
    for duty in asked:
        if says("asks-a-programme", duty.passage.text):
            drafting.findings.append(finding("kind-asked", duty.passage.anchor, text=duty.passage.text))
            return

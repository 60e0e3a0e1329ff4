"""Assignments and deadlines that stand in a table: "TT | Nội dung | Chủ trì | Phối hợp | Thời hạn", "Chỉ tiêu | … | Cơ quan chủ trì"."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.directive import Assignment, AssignmentRole, Deadline
from extract.grammar.times import Time, month, times
from extract.language import fold
from extract.tables import PrintedTable, TableText, TaskRow, owned_rows, task_rows


def read_duty_tables(
    tables: tuple[PrintedTable, ...], deadlines: tuple[Deadline, ...], assignments: tuple[Assignment, ...], year: int | None = None
) -> tuple[tuple[Deadline, ...], tuple[Assignment, ...]]:
    """The deadlines and assignments of the text with those of the duty tables behind them, numbered on.

    In a table of targets or units who follows or answers for one has that as a duty. A day or month without a year ("Trước 31/3",
    "Tháng 8") is of the document's `year`.
    """
    dated, assigned = list(deadlines), list(assignments)
    for table in tables:
        for row in (*task_rows(table), *owned_rows(table)):
            of_row = [replace(deadline, id=f"d{len(dated) + n}") for n, deadline in enumerate(_deadlines(row, year), 1)]
            dated.extend(of_row)
            ids = tuple(deadline.id for deadline in of_row)
            assigned.extend(replace(a, id=f"a{len(assigned) + n}", deadlines=ids) for n, a in enumerate(_assignments(row), 1))
    return tuple(dated), tuple(assigned)


def _deadlines(row: TaskRow, year: int | None) -> list[Deadline]:
    if row.deadline is None:
        return []
    cell, task = row.deadline, row.task.text if row.task else None
    owners = [*row.lead, *row.implement]
    body = "; ".join(owner.text for owner in owners) or None
    return [
        Deadline("", time.type or "within", time.begin, time.due, time.rrule, task, body, None, None, cell.anchor)
        for time in _binding(cell, year, ends=row.deadline_ends)
    ]


def _binding(cell: TableText, year: int | None, *, ends: bool) -> list[Time]:
    """In the column of times a bare day is a last day and a year a window: "30/9/2022", "Năm 2026", "Tháng 8".

    Where the head asks when the work is done ("Thời gian hoàn thành", `ends`), a bare "6/2025" or "2025" is its last day.
    """
    if _OPEN_ENDED.search(fold(cell.text)):
        return []
    found = []
    for time in (
        _times_a_span(cell.text)
        or _listed_months(cell.text, year)
        or _span(cell.text, year)
        or times(cell.text, year)
        or _of_year(cell.text, year)
    ):
        if time.kind == "day" and not time.cued:
            time = replace(time, type="by")
        if time.kind == "period" and time.due:
            time = replace(time, type="within")
        if ends and time.type == "within" and _BARE.fullmatch(cell.text.strip()):
            time = replace(time, type="by", begin=None)
        if time.type:
            found.append(time)
    return found


_BARE = re.compile(r"(?:\d{1,2}\s*/\s*)?20\d\d[.;]?")


_OPEN_ENDED = re.compile(r"(?<!\w)(?:(?:những|các)\s+năm\s+(?:tiếp\s+theo|sau)|trở\s+đi)(?!\w)")
_MONTHS = re.compile(
    r"(?:trong\s+|vào\s+)?(?:các\s+)?tháng\s+(?P<months>\d{1,2}(?:\s*(?:[,;]|và)\s*(?:tháng\s+)?\d{1,2})+)\s*(?:[/,]?\s*(?:năm\s+)?(?P<year>20\d\d))?"
)
_SPAN = re.compile(r"\d{1,2}(?:\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?)?\s*-\s*\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?")


_TIMES_A_SPAN = re.compile(r"(?P<times>0?1|một|0?2|hai)\s+lần\s*(?:/|mỗi|trong|một)\s*(?:0?1\s+|một\s+)?(?P<span>năm|quý|tháng|tuần)")
_RULES_OF_SPANS = {
    ("năm", 1): "FREQ=YEARLY",
    ("năm", 2): "FREQ=MONTHLY;INTERVAL=6",
    ("quý", 1): "FREQ=MONTHLY;INTERVAL=3",
    ("tháng", 1): "FREQ=MONTHLY",
    ("tuần", 1): "FREQ=WEEKLY",
}


def _times_a_span(text: str) -> tuple[Time, ...]:
    """"02 lần/năm", "01 lần/quý": a rhythm."""
    told = _TIMES_A_SPAN.fullmatch(fold(text).strip(" .;").replace("quí", "quý"))
    rule = _RULES_OF_SPANS.get((told["span"], 2 if told["times"] in ("2", "02", "hai") else 1)) if told else None
    return (Time(0, len(text), "rhythm", "every", rrule=rule),) if rule else ()


def _listed_months(text: str, year: int | None) -> tuple[Time, ...]:
    """"Tháng 3, 6, 9, 12", "Tháng 6; tháng 12": a window each."""
    listed = _MONTHS.fullmatch(fold(text).strip(" .;"))
    in_year = int(listed["year"]) if listed and listed["year"] else year
    if not listed or in_year is None:
        return ()
    numbers = [int(number) for number in re.findall(r"\d+", listed["months"])]
    return tuple(Time(0, len(text), "window", "within", *month(number, in_year)) for number in numbers if 1 <= number <= 12)


def _span(text: str, year: int | None) -> tuple[Time, ...]:
    """"05 - 09/3/2019", "01/4 - 25/4": from the first day to the last."""
    bare = fold(text).strip(" .;")
    return times(f"từ ngày {bare}", year) if _SPAN.fullmatch(bare) else ()


def _of_year(text: str, year: int | None) -> tuple[Time, ...]:
    """The cell says no more than the day, month or quarter: "31/3", "Tháng 8", "Quý II - III"."""
    if "lần" in fold(text):
        return ()
    for cue in ("trong ", "trong tháng ", "trong năm ", "trước ngày ", "từ "):
        found = times(cue + fold(text).strip(" .;"), year)
        if found:
            return found
    return ()


def _assignments(row: TaskRow) -> list[Assignment]:
    task = row.task.text if row.task else None
    roles: tuple[tuple[AssignmentRole, tuple[TableText, ...]], ...] = (
        ("lead", row.lead),
        ("implement", row.implement),
        ("coordinate", row.coordinate),
    )
    named = [(role, owner) for role, owners in roles for owner in owners if _NAME.search(owner.text)]
    return [Assignment("", owner.text, role, task, (), None, owner.anchor) for role, owner in named]


_NAME = re.compile(r"[^\W\d_]{2}")
"""A body has letters: "(1)" under a head of a form only counts the columns."""

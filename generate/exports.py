"""The files that people take away: CSV, calendar, workbook and printed summary of one directive.

`export(directive)` gives them all as name → bytes; nothing is written here.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from extract.directive import Anchor, Directive, Period, TableFacts, to_json
from generate.calendar import deadlines_ics
from generate.labels import is_plain_number
from generate.summary import summary_html
from generate.workbook import workbook_xlsx

Value = str | float | bool | None

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def export(directive: Directive, today: dt.date) -> dict[str, bytes]:
    """Every file of the contract, by its name inside the directive's folder; `today` starts rhythms that no date starts."""
    return {
        "directive.json": to_json(directive).encode(),
        "targets.csv": targets_csv(directive),
        "deadlines.csv": deadlines_csv(directive),
        "deadlines.ics": deadlines_ics(directive, today),
        "assignments.csv": assignments_csv(directive),
        **tables_csv(directive),
        "allocations.csv": allocations_csv(directive),
        "workbook.xlsx": workbook_xlsx(directive),
        "summary.html": summary_html(directive),
    }


def targets_csv(directive: Directive) -> bytes:
    head = ["id", "status", "action", "low", "high", "strict", "unit", "of", "each", "body", *_PERIOD, *_PLACE]
    rows = (
        [t.id, t.status, t.action, t.low, t.high, t.strict, t.unit, t.of, t.each, t.body] + _period(t.period) + _place(t.section, t.anchor)
        for t in directive.targets
    )
    return csv_bytes(head, rows)


def deadlines_csv(directive: Directive) -> bytes:
    head = ["id", "type", "start", "due", "rrule", "task", "body", "report_to", *_PLACE]
    return csv_bytes(
        head,
        ([d.id, d.type, d.start, d.due, d.rrule, d.task, d.body, d.report_to, *_place(d.section, d.anchor)] for d in directive.deadlines),
    )


def assignments_csv(directive: Directive) -> bytes:
    head = ["id", "body", "role", "task", "deadlines", *_PLACE]
    return csv_bytes(
        head,
        ([a.id, a.body, a.role, a.task, " ".join(a.deadlines), *_place(a.section, a.anchor)] for a in directive.assignments),
    )


def allocations_csv(directive: Directive) -> bytes:
    """Tidy: unit, group, measure, part, value; one number a row."""
    return csv_bytes(
        ["unit", "group", "measure", "part", "value"],
        ([a.unit, a.group, a.measure, a.part, a.value] for a in directive.allocations),
    )


def tables_csv(directive: Directive) -> dict[str, bytes]:
    """ "tables/1.csv" …: each table as printed, one header row."""
    return {table.csv: table_csv(table) for table in directive.tables}


def table_csv(table: TableFacts) -> bytes:
    return csv_bytes(table.columns, (row.cells for row in table.rows))


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with BOM, comma, RFC 4180: a double click in Excel shows Vietnamese, and no cell is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(name) for name in head])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return guarded(value)
        case _:
            return str(int(value)) if float(value).is_integer() else repr(value)


def guarded(text: str) -> str:
    """Text that a spreadsheet would run ("=1+2", "- Chi bộ 1") behind an apostrophe; a figure ("-5") stays a figure."""
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) and not is_plain_number(text) else text


_PERIOD = ["period_start", "period_end", "period_text"]
_PLACE = ["section", "page", "quote"]


def _period(period: Period | None) -> list[Value]:
    return [period.start, period.end, period.text] if period else [None, None, None]


def _place(section: str | None, anchor: Anchor) -> list[Value]:
    return [section, anchor.page, anchor.quote]

"""One Excel workbook with every list of a directive, a sheet each, ready to filter and print."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extract.directive import Anchor, Directive, TableFacts
from generate.labels import label, section_paths, shown_amount, shown_date, shown_period, shown_rhythm, shown_title

Value = str | float | None

PLACE = ("section", "page", "quote")
WIDEST = 60
CELL_LIMIT = 32767


@dataclass(frozen=True)
class Sheet:
    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    strong_rows: frozenset[int] = field(default_factory=frozenset)


def workbook_xlsx(directive: Directive) -> bytes:
    return book_xlsx(sheets(directive), shown_title(directive), directive.subject)


def book_xlsx(pages: Sequence[Sheet], title: str, subject: str | None = None) -> bytes:
    """Text is always text and a figure a figure: nothing that a document says is run as a formula or a link."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": title, "subject": subject or ""})
    wrapped = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9C3B8"}
    styles = {
        "head": book.add_format({**wrapped, "bold": True, "bg_color": "#9F1D20", "font_color": "#FFFFFF"}),
        "cell": book.add_format(wrapped),
        "strong": book.add_format({**wrapped, "bold": True, "bg_color": "#F6EFE0"}),
    }
    for sheet in pages:
        _write(book.add_worksheet(sheet.name), sheet, styles)
    book.close()
    return buffer.getvalue()


def sheets(directive: Directive) -> list[Sheet]:
    sections = section_paths(directive)

    def place(section: str | None, anchor: Anchor) -> list[Value]:
        return [sections.get(section or "", ""), anchor.page, anchor.quote]

    return [
        Sheet(label("sheet", "header"), _heads("field", "content"), header_rows(directive)),
        Sheet(
            label("sheet", "targets"),
            _heads("id", "status", "action", "amount", "low", "high", "unit", "body", "period", *PLACE),
            [
                [t.id, label("status", t.status), t.action, shown_amount(t), t.low, t.high, t.unit, t.body, shown_period(t.period)]
                + place(t.section, t.anchor)
                for t in directive.targets
            ],
        ),
        Sheet(
            label("sheet", "deadlines"),
            _heads("id", "type", "start", "due", "rhythm", "task", "body", "report_to", *PLACE),
            [
                [d.id, label("deadline", d.type), shown_date(d.start), shown_date(d.due), shown_rhythm(d.rrule)]
                + [d.task, d.body, d.report_to, *place(d.section, d.anchor)]
                for d in directive.deadlines
            ],
        ),
        Sheet(
            label("sheet", "assignments"),
            _heads("id", "body", "role", "task", "deadlines", *PLACE),
            [
                [a.id, a.body, label("role", a.role), a.task, ", ".join(a.deadlines), *place(a.section, a.anchor)]
                for a in directive.assignments
            ],
        ),
        *(_table_sheet(number, table) for number, table in enumerate(directive.tables, 1)),
        Sheet(
            label("sheet", "allocations"),
            _heads("allocated_unit", "group", "measure", "part", "value", "page"),
            [[a.unit, a.group, a.measure, a.part, a.value, a.anchor.page] for a in directive.allocations],
        ),
        Sheet(
            label("sheet", "findings"),
            _heads("severity", "message", "page", "quote"),
            [
                [label("severity", f.severity), f.message, f.anchor.page if f.anchor else None, f.anchor.quote if f.anchor else None]
                for f in directive.findings
            ],
        ),
    ]


def header_rows(directive: Directive) -> list[tuple[str, str]]:
    """(field, content) as the first sheet and the summary's head show them; what the document does not say is empty."""
    signature = directive.signature
    shown = {
        "kind": label("kind", directive.kind),
        "number": directive.number,
        "issued_on": shown_date(directive.issued_on),
        "place": directive.place,
        "issuer": directive.issuer,
        "superior": directive.superior,
        "level": label("level", directive.level),
        "subject": directive.subject,
        "period": shown_period(directive.period),
        "signature": ", ".join(part for part in (signature.authority, signature.position, signature.name) if part),
        "recipients": "; ".join(directive.recipients),
        "source": directive.source.file,
    }
    if directive.source.pages:
        shown["pages"] = str(directive.source.pages)
    return [(label("header", name), text or "") for name, text in shown.items()]


def _table_sheet(number: int, table: TableFacts) -> Sheet:
    rows = [[_figure(cell) for cell in row.cells] for row in table.rows]
    strong = frozenset(place for place, row in enumerate(table.rows) if row.kind != "unit")
    return Sheet(f"{label('sheet', 'table')} {number}", table.columns, rows, strong)


def _figure(text: str) -> Value:
    """A cell that is a plain whole number becomes one; "05", "1.800" and "12,5" stay as printed."""
    return int(text) if re.fullmatch(r"0|-?[1-9]\d{0,14}", text) else text


def _heads(*columns: str) -> list[str]:
    return [label("column", name) for name in columns]


def _write(worksheet: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> None:
    for column, name in enumerate(sheet.head):
        worksheet.write_string(0, column, name, styles["head"])
        worksheet.set_column(column, column, _width(sheet, column))
    for number, row in enumerate(sheet.rows):
        style = styles["strong" if number in sheet.strong_rows else "cell"]
        for column, value in enumerate(row):
            if value is None or value == "":
                worksheet.write_blank(number + 1, column, None, style)
            elif isinstance(value, str):
                worksheet.write_string(number + 1, column, _fitting(value), style)
            else:
                worksheet.write_number(number + 1, column, value, style)
    worksheet.freeze_panes(1, 0)
    if sheet.rows and sheet.head:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.head) - 1)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)


def _fitting(text: str) -> str:
    """Excel holds 32,767 characters a cell; longer text ends visibly in an ellipsis (the CSV has it whole)."""
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def _width(sheet: Sheet, column: int) -> float:
    longest = max((len(str(row[column])) for row in sheet.rows if column < len(row) and row[column] is not None), default=0)
    return min(max(longest + 2, min(len(sheet.head[column]) + 2, 18), 6), WIDEST)

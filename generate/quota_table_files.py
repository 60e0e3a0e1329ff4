"""A quota table as it is handed over: CSV, workbook with the working, and the appendix in Word with the note that explains it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.resources import as_file, files

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table, _Row
from docxtpl import DocxTemplate

from generate.exports import Value, csv_bytes
from generate.labels import shown_number
from generate.quota_table import QuotaTable, catalogue, note
from generate.rulebook import choose
from generate.workbook import Sheet, book_xlsx

APPENDIX_STYLES = {"heading": "Tên phụ lục", "title": "Tiêu đề phụ lục", "table": "Biểu phụ lục", "part": "Phần", "text": "Nội dung"}
WORKING = ("unit", "weight", "minimum", "maximum", "quota", "whole", "rest", "value", "reason")
ORDINAL, NUMBER, REASON, NAMES = 360_000, 640_000, 1_400_000, 1_400_000
"""Widths in EMU (360,000 a centimetre): of the ordinal, a number, a reason, and what names get at least."""
CELL_STYLES = {"head": "Ô đầu bảng", "words": "Ô chữ", "number": "Ô số", "total": "Ô cộng"}


def hand_over(table: QuotaTable, title: str | None = None) -> dict[str, bytes]:
    """Every file by its name: phan-bo.csv, phan-bo.xlsx, phan-bo.docx; `title` is the table's ("Giao chỉ tiêu kết nạp đảng viên")."""
    shown = title or catalogue()["document"]["title"]
    return {
        "phan-bo.csv": csv_bytes(head(table), [*rows(table), total_row(table)]),
        "phan-bo.xlsx": book_xlsx(_sheets(table), shown),
        "phan-bo.docx": _appendix(table, shown),
    }


def head(table: QuotaTable) -> list[str]:
    words = catalogue()["column"]
    return [words["number"], words["unit"], words["total"], *(name for name, _ in table.periods)]


def rows(table: QuotaTable) -> list[list[Value]]:
    return [[number, row.unit.name, row.value, *row.parts] for number, row in enumerate(table.rows, 1)]


def total_row(table: QuotaTable) -> list[Value]:
    return [None, catalogue()["column"]["sum"], sum(row.value for row in table.rows), *(number for _, number in table.periods)]


def working(table: QuotaTable) -> list[list[Value]]:
    """How each unit came to its share: name, weight, bounds, exact share, its whole part and rest, share, why."""
    reasons = catalogue()["reason"]
    found: list[list[Value]] = []
    for row in table.rows:
        unit, quota = row.unit, row.quota
        exact: list[Value] = (
            [None] * 3
            if unit.fixed is not None
            else [round(float(row.due), 2), None, None]
            if quota is None
            else [round(float(quota), 2), int(quota), round(float(quota - int(quota)), 2)]
        )
        bounds: list[Value] = [unit.minimum or None, unit.maximum] if unit.fixed is None else [unit.fixed, unit.fixed]
        found.append([unit.name, unit.weight, *bounds, *exact, row.value, reasons[row.reason]])
    return found


def _without_halves(cells: Sequence[Value]) -> list[Value]:
    """Whole part and rest left out: the exact share shows them, and a page has room for so many columns only."""
    return [cell for cell, name in zip(cells, WORKING, strict=True) if name not in ("whole", "rest")]


def _working_head() -> list[str]:
    return [catalogue()["column"][name] for name in WORKING]


def _sheets(table: QuotaTable) -> list[Sheet]:
    names = catalogue()["sheet"]
    said: list[list[Value]] = [[line] for line in note(table)]
    return [
        Sheet(names["table"], head(table), [*rows(table), total_row(table)], frozenset([len(table.rows)])),
        Sheet(names["working"], _working_head(), working(table)),
        Sheet(names["note"], [catalogue()["document"]["note"]], said),
    ]


def _appendix(table: QuotaTable, title: str) -> bytes:
    """The table, the note and the working in the styles of the plans' own template."""
    words = catalogue()["document"]
    document = _empty_document()
    for style, text in (("heading", words["heading"]), ("title", title)):
        document.add_paragraph(text, style=APPENDIX_STYLES[style])
    numbers = len(head(table)) - 2
    shared = _Printed(document, [ORDINAL, None, *[NUMBER] * numbers])
    shared.add(head(table), ["head"] * (numbers + 2))
    for cells in rows(table):
        shared.add(cells, ["number", "words", *["number"] * numbers])
    shared.add(total_row(table), ["total"] * (numbers + 2))
    document.add_paragraph(words["note"], style=APPENDIX_STYLES["part"])
    for number, line in enumerate(note(table), 1):
        document.add_paragraph(f"{number}. {line}", style=APPENDIX_STYLES["text"])
    document.add_paragraph(words["working"], style=APPENDIX_STYLES["part"])
    reckoned = _Printed(document, [None, *[NUMBER] * 5, REASON])
    reckoned.add(_without_halves(_working_head()), ["head"] * 7)
    for cells in working(table):
        reckoned.add(_without_halves(cells), ["words", *["number"] * 5, "words"])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _empty_document() -> Document:
    """The template of the party's rule book in force, without its text: sheet, styles and page numbers stay."""
    template = choose(None, party=True).templates["KH"]
    with as_file(files("templates").joinpath(template)) as path:
        document: Document = DocxTemplate(path).get_docx()
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return document


class _Printed:
    """A table of the appendix, filled row by row; the first row is repeated on every page."""

    def __init__(self, document: Document, widths: list[int | None]) -> None:
        section = document.sections[0]
        room = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
        taken = sum(width for width in widths if width is not None)
        scale = min(1.0, (room - NAMES) / taken)
        named = room - int(taken * scale)
        self._widths = [named if width is None else int(width * scale) for width in widths]
        self._table: Table = document.add_table(rows=0, cols=len(widths), style=APPENDIX_STYLES["table"])
        self._table.autofit = False
        for column, width in zip(self._table.columns, self._widths, strict=True):
            column.width = Emu(width)

    def add(self, cells: Sequence[Value], styles: Sequence[str]) -> None:
        row: _Row = self._table.add_row()  # type: ignore[no-untyped-call]
        for cell, value, style, width in zip(row.cells, cells, styles, self._widths, strict=True):
            cell.width = Emu(width)
            cell.paragraphs[0].text = _shown(value)
            cell.paragraphs[0].style = CELL_STYLES[style]
        if len(self._table.rows) == 1:
            properties = row._tr.get_or_add_trPr()
            properties.append(properties.makeelement(qn("w:tblHeader")))


def _shown(value: Value) -> str:
    return "" if value is None else value if isinstance(value, str) else shown_number(value)

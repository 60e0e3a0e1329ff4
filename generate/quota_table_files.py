"""A quota table as it is handed over: CSV, workbook with the working, and the appendix in Word with the note that explains it."""

from __future__ import annotations

import io
from importlib.resources import as_file, files

from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell, _Row
from docxtpl import DocxTemplate

from generate.exports import Value, csv_bytes
from generate.labels import shown_number
from generate.quota_table import QuotaTable, catalogue, note
from generate.rulebook import choose
from generate.workbook import Sheet, book_xlsx

APPENDIX_STYLES = {"heading": "Tên phụ lục", "title": "Tiêu đề phụ lục", "table": "Biểu phụ lục", "part": "Phần", "text": "Nội dung"}
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


def _sheets(table: QuotaTable) -> list[Sheet]:
    words = catalogue()
    columns = ("unit", "weight", "minimum", "maximum", "quota", "whole", "rest", "value", "reason")
    method: list[list[Value]] = []
    for row in table.rows:
        unit, quota = row.unit, row.quota
        exact: list[Value] = [None] * 3 if quota is None else [round(float(quota), 4), int(quota), round(float(quota - int(quota)), 4)]
        bounds: list[Value] = [unit.minimum, unit.maximum] if unit.fixed is None else [unit.fixed, unit.fixed]
        method.append([unit.name, unit.weight, *bounds, *exact, row.value, words["reason"][row.reason]])
    method += [[line] for line in note(table)]
    return [
        Sheet(words["sheet"]["table"], head(table), [*rows(table), total_row(table)], frozenset([len(table.rows)])),
        Sheet(words["sheet"]["method"], [words["column"][name] for name in columns], method),
    ]


def _appendix(table: QuotaTable, title: str) -> bytes:
    """The table and the note in the styles of the plans' own template."""
    words = catalogue()["document"]
    document = _empty_document()
    for style, text in (("heading", words["heading"]), ("title", title)):
        document.add_paragraph(text, style=APPENDIX_STYLES[style])
    _fill(document.add_table(rows=0, cols=len(head(table)), style=APPENDIX_STYLES["table"]), table)
    document.add_paragraph(words["note"], style=APPENDIX_STYLES["part"])
    for number, line in enumerate(note(table), 1):
        document.add_paragraph(f"{number}. {line}", style=APPENDIX_STYLES["text"])
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


def _fill(shown: Table, table: QuotaTable) -> None:
    _add_row(shown, head(table), ["head"] * len(head(table)))
    _repeat_as_head(shown)
    for cells in rows(table):
        _add_row(shown, cells, ["number", "words"] + ["number"] * (len(cells) - 2))
    _add_row(shown, total_row(table), ["total"] * len(head(table)))
    widths = _widths(len(head(table)))
    for row in shown.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _add_row(shown: Table, cells: list[str] | list[Value], styles: list[str]) -> None:
    row: _Row = shown.add_row()  # type: ignore[no-untyped-call]
    for cell, value, style in zip(row.cells, cells, styles, strict=True):
        _set(cell, "" if value is None else value if isinstance(value, str) else shown_number(value), CELL_STYLES[style])


def _set(cell: _Cell, text: str, style: str) -> None:
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style


def _repeat_as_head(shown: Table) -> None:
    properties = shown.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader")))


def _widths(columns: int) -> list[int]:
    """Names get what the ordinal (1 cm) and the numbers (1,8 cm each) leave of 16 cm."""
    centimetre = 360_000
    numbers = columns - 2
    width = min(18 * centimetre // 10, 9 * centimetre // max(numbers, 1))
    return [centimetre, 15 * centimetre - numbers * width, *[width] * numbers]

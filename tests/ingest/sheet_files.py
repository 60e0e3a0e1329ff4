"""Small workbooks built for the reader's tests: cells as Excel would have saved them, formulas with their results."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest import spreadsheet
from ingest.document import Document, Source


def xlsx(*fill: Callable[[Worksheet], object], names: tuple[str, ...] = ()) -> bytes:
    """A workbook with one sheet for each of the functions that fill them."""
    workbook = Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    for number, filler in enumerate(fill):
        filler(workbook.create_sheet(names[number] if names else f"Sheet{number + 1}"))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_sheet(data: bytes, xml: str) -> bytes:
    """The workbook with its first sheet's XML replaced, for what no library writes."""
    return with_part(data, "xl/worksheets/sheet1.xml", xml)


def with_part(data: bytes, part: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, content)
    return stream.getvalue()


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def read(data: bytes) -> Document:
    return spreadsheet.read(data, Source("biểu.xlsx", "0" * 64, "xlsx"))


def raw_sheet(rows: str, before: str = "", after: str = "") -> Document:
    """A workbook read whose only sheet holds this XML."""
    return read(with_sheet(xlsx(lambda sheet: sheet.append(["x"])), sheet_xml(rows, before, after)))

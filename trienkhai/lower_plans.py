"""The plans and lists that lower units send in: read, each in a process of its own, into facts and text."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

import openpyxl

import extract
import ingest
from extract.directive import from_json, to_json
from generate.planned import LowerPlan
from ingest.document import Paragraph
from ingest.isolation import Progress, work_apart


def lower_plan(path: Path, progress: Progress | None = None) -> LowerPlan:
    """One plan or list, read in a process of its own; a CSV is read as the sheet that it is."""
    if path.suffix.lower() == ".csv" and (sheet := _sheet_of(path)) is not None:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, f"{path.stem}.xlsx")
            place.write_bytes(sheet)
            return _read(place, path.name, progress)
    return _read(path, path.name, progress)


def _read(path: Path, name: str, progress: Progress | None) -> LowerPlan:
    found = json.loads(work_apart("trienkhai.lower_plans:plan_of_file", path, progress=progress))
    return LowerPlan(name, from_json(found["facts"]), tuple(found["paragraphs"]))


def plan_of_file(path: Path, progress: Progress | None = None) -> str:
    """JSON with the facts of the file's first document and the file's text, a paragraph or a cell of a table each."""
    document = ingest.read(path, progress=progress)
    texts = [
        text
        for block in document.blocks
        for text in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
        if text.strip()
    ]
    return json.dumps({"facts": to_json(extract.extract_each(document)[0]), "paragraphs": texts})


def _sheet_of(path: Path) -> bytes | None:
    """The CSV as a workbook; None where it is no UTF-8 text or does not exist, and then the reader says so."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    head = text.partition("\n")[0]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count)):
        sheet.append(
            [int(cell) if cell.isdigit() and len(cell) < 12 else openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row]
        )
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()

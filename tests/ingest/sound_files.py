"""Sound files of ours in every format, to be broken: the corpus as DOCX, and its first pages as PDF, XLSX, HTML, TXT and RTF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from pathlib import Path

import docx
import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from corpora.build import build
from tests.ingest import pdf_files
from tests.ingest.pdf_files import Sheet

Rows = Sequence[Sequence[str]]


def sound_files(folder: Path) -> list[Path]:
    """Writes them into `folder`; the formats mixed, always in the same order."""
    for number, path in enumerate(build(folder)):
        document = docx.Document(str(path))
        lines = [p.text for p in document.paragraphs if p.text.strip()][:30]
        rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows][:30]
        path.with_suffix(".pdf").write_bytes(_pdf(lines, rows))
        suffix, data = _FURTHER[number % len(_FURTHER)](lines, rows)
        path.with_suffix(suffix).write_bytes(data)
    suffixes = {".docx", ".pdf", ".xlsx", ".html", ".txt", ".rtf"}
    return sorted(path for path in folder.iterdir() if path.suffix in suffixes)


def _pdf(lines: Sequence[str], rows: Rows) -> bytes:
    text, table = Sheet(), Sheet()
    top = 60.0
    for line in lines[:12]:
        top = text.paragraph(top, line[:300])
    shown = [[cell[:12].replace("\n", " ") for cell in row[:4]] for row in rows[:20]]
    table.grid([85.0, 200.0, 310.0, 420.0, 540.0], [80.0 + 20 * n for n in range(len(shown) + 1)], shown)
    return pdf_files.build(text, table)


def _xlsx(lines: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [lines[:1], *rows, ["Cộng", "=SUM(B2:B9)"]]:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    sheet.merge_cells("A1:D1")
    stream = io.BytesIO()
    book.save(stream)
    return ".xlsx", stream.getvalue()


def _html(lines: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    text = "".join(f"<p style='text-align:center'><b>{escape(line)}</b></p>" for line in lines)
    table = "".join("<tr>" + "".join(f"<td rowspan=1 colspan=1>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return ".html", f"<html><meta charset=utf-8><body>{text}<table border=1>{table}</table></body></html>".encode()


def _txt(lines: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    return ".txt", "\n".join([*lines, *(" | ".join(row) for row in rows)]).encode()


def _rtf(lines: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    def shown(text: str) -> str:
        return "".join(letter if letter.isascii() and letter.isalnum() else f"\\u{ord(letter)}?" for letter in text)

    table = "".join(
        "\\trowd"
        + "".join(f"\\cellx{1500 * n}" for n in range(1, len(row) + 1))
        + "".join(f" {shown(cell)}\\cell" for cell in row)
        + "\\row\n"
        for row in rows
    )
    text = "".join(f"{{\\b {shown(line)}}}\\par\n" for line in lines)
    return ".rtf", f"{{\\rtf1\\ansi\\uc1 {text}{table}\\pard}}".encode("ascii")


_FURTHER = (_xlsx, _html, _txt, _xlsx, _rtf)

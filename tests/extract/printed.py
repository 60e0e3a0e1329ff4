"""Tables by hand: rows of strings, "<" continues the cell at the left, "^" the cell above."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Cell, Document, Paragraph, Source, Table


def table(rows: Sequence[Sequence[str]], *, index: int = 0, header_rows: int = 0, bold_rows: Sequence[int] = ()) -> Table:
    """`table([["TT", "Quý", "<"], ["^", "I", "II"]])`: a head of two levels."""
    cells = [
        Cell(r, c, text, _span_down(rows, r, c), _span_right(row, c), bold=r in bold_rows)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in {"<", "^"}
    ]
    return Table(index, len(rows[0]), len(rows), tuple(cells), header_rows=header_rows)


def document(*blocks: str | Table | Sequence[Sequence[str]]) -> Document:
    """Paragraphs and tables in order; text between stars is a bold, centred line."""
    made = [_block(block, index) for index, block in enumerate(blocks)]
    return Document(Source("mau.docx", "0" * 64, "docx"), tuple(made))


def _block(block: str | Table | Sequence[Sequence[str]], index: int) -> Paragraph | Table:
    if isinstance(block, Table):
        return Table(index, block.width, block.height, block.cells, block.header_rows)
    if isinstance(block, str):
        return Paragraph(index, block.strip("*"), alignment="center" if block.startswith("*") else "justify")
    return table(block, index=index)


def _span_right(row: Sequence[str], column: int) -> int:
    end = column + 1
    while end < len(row) and row[end] == "<":
        end += 1
    return end - column


def _span_down(rows: Sequence[Sequence[str]], row: int, column: int) -> int:
    end = row + 1
    while end < len(rows) and rows[end][column] == "^":
        end += 1
    return end - row

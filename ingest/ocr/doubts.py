"""Numbers in the text that a person should hold against the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.document import Block, Note, Paragraph, Table

_NUMBER = re.compile(r"[\d@#$%&§£⁄]")
"""Figures, and the signs that figures written by hand are taken for: "Số: đ@/CT-UBND"."""
_AROUND = 24
"""Letters shown on either side of a doubtful number."""


def doubts(blocks: Iterable[Block]) -> Iterator[Note]:
    """A note for each doubtful number in a paragraph: "kết nạp 18? đảng viên", and for each in a cell of a table."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield from _in_cells(block)
            continue
        for start, end in block.unsure:
            text = block.text[start:end]
            if _NUMBER.search(text):
                context = block.text[max(start - _AROUND, 0) : end + _AROUND]
                yield Note("number-unsure", block.index, block.page, {"text": text, "context": context}, start, end)


def _in_cells(table: Table) -> Iterator[Note]:
    for cell in table.cells:
        if cell.unsure and re.search(r"\d", cell.text):
            row = " | ".join(other.text for other in table.cells if other.row == cell.row and other.text)
            start = table.start_of(cell.row, cell.column)
            yield Note("number-unsure", table.index, cell.page, {"text": cell.text, "context": row[:80]}, start, start + len(cell.text))

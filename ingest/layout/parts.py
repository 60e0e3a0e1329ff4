"""What tables are made of: the part on each page, its rows and cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Box
from ingest.pdf_page import Word
from ingest.rulings import Grid


@dataclass(frozen=True, slots=True)
class Part:
    """The piece of a table that stands on one page."""

    page: int
    grid: Grid
    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        return self.grid.box


@dataclass(frozen=True, slots=True)
class PartCell:
    """A cell of one part, merged over `row_span` rows and `column_span` columns."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    bold: bool
    page: int
    box: Box
    confidence: float | None = None
    unsure: bool = False

    @property
    def form(self) -> tuple[int, int, str]:
        return self.column, self.column_span, re.sub(r"\s", "", self.text).casefold()


Row = list[PartCell]

"""A page cut into lines and parts of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.layout.lines import Line, lines_of, without_words
from ingest.layout.measure import Margins
from ingest.layout.parts import Part
from ingest.layout.unruled import unruled_tables
from ingest.pdf_page import Page, Ruling
from ingest.rulings import Grid, grids

_STAMP = re.compile(
    r"(?:Được )?[Kk]ý (?:số )?bởi\s?:?|(?:Người ký|Ký ngày|Ngày ký|Thời gian ký|Giờ ký)\s?:|Signature (?:Not Verified|Valid)|"
    r"Digitally signed|Signed by\s?:"
)
"""How a line of a digital signature's picture begins: "Ký bởi: Văn phòng", "Thời gian ký: 05/03/2026"."""
_STAMP_DETAIL = re.compile(r"(?:Cơ quan|Tổ chức|Chức vụ|Email|Date|Reason|Location)\s?:|\d{1,2}[./]\d{1,2}[./]\d{4},? \d{1,2}:\d{2}")
"""How its further lines begin; they count only close to such a line."""
_STAMP_TIME = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4},? \d{1,2}:\d{2}:\d{2}(?:\s?[+-]\d{2}:?\d{2})?")
_SMALL = 10.0
"""Stamps are printed in letters no larger than this."""


@dataclass(slots=True)
class Sheet:
    """A page on its way to blocks."""

    number: int
    width: float
    height: float
    lines: list[Line]
    parts: list[Part]
    separators: list[Ruling]
    area: Margins
    furniture: list[str] = field(default_factory=list)
    has_text: bool = True
    scanned: bool = False
    conceals: bool = False
    footnotes: list[Line] = field(default_factory=list)
    body_size: float = 12.0
    loose_dashes: bool = False

    def texts(self) -> Iterator[str]:
        """The text of the lines and of the tables."""
        yield from (line.text for line in self.lines)
        yield from self.part_texts()

    def part_texts(self) -> Iterator[str]:
        for part in self.parts:
            yield " ".join(word.text for word in part.words)


def sheet_of(page: Page) -> Sheet:
    found = [grid for grid in grids(page.rulings) if _may_be_table(grid, page)]
    inside = [tuple(w for w in page.words if grid.holds(*w.centre)) for grid in found]
    parts = [Part(page.number, grid, words) for grid, words in zip(found, inside, strict=True) if words]
    taken = {id(word) for part in parts for word in part.words}
    free = lines_of([word for word in page.words if id(word) not in taken], page.number)
    lines, stamps = _without_stamps([without_words(line, page.width) for line in free])
    unruled, lines = unruled_tables(lines)
    parts += unruled
    return Sheet(
        page.number, page.width, page.height, lines, parts,
        separators=[r for r in page.rulings if r.level and 30 < r.length < 0.5 * page.width],
        area=Margins(0, page.width),
        furniture=[*(line.text for line in stamps), *page.aside],
        has_text=bool(parts) or any(c.isalpha() for line in lines for c in line.text),
        scanned=page.images > 0 and sum(word.hidden for word in page.words) > 0.5 * len(page.words),
        conceals=bool(page.concealed),
    )  # fmt: skip


def _without_stamps(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines, and those of the pictures of digital signatures, which are no text of the document."""
    marked = [line for line in lines if _STAMP.match(line.text) or _STAMP_TIME.fullmatch(line.text)]
    stamps = [
        line
        for line in lines
        if line in marked or (_STAMP_DETAIL.match(line.text) and any(abs(line.top - other.top) < 60 for other in marked))
    ]
    while further := [line for line in lines if line not in stamps and any(_goes_with(line, stamp) for stamp in stamps)]:
        stamps += further
    return [line for line in lines if line not in stamps], stamps


def _goes_with(line: Line, stamp: Line) -> bool:
    """A small line directly above or below one of a stamp: what its lines run over to, the signer's name without a word before it."""
    near = 0 < abs(line.baseline - stamp.baseline) < 1.8 * stamp.size and abs(line.x0 - stamp.x0) < 12
    return near and max(line.size, stamp.size) <= _SMALL and abs(line.size - stamp.size) <= 1.5


def _may_be_table(grid: Grid, page: Page) -> bool:
    width, height = len(grid.xs) - 1, len(grid.ys) - 1
    if not grid.ruled:
        words = [w for w in page.words if grid.holds(*w.centre)]
        return height >= 2 and len(words) >= 4 and grid.xs[-1] - grid.xs[0] > 0.3 * page.width
    return width >= 2 and height >= 1

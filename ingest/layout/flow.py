"""From sheets to blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Block, Paragraph
from ingest.layout.columns import Column, column_paragraphs, columns, passages
from ingest.layout.footnotes import Held, Notes, take_footnotes
from ingest.layout.lines import Line
from ingest.layout.measure import Margins
from ingest.layout.paragraphs import Gathered, continues, gather, paragraph
from ingest.layout.parts import Part
from ingest.layout.sheets import Sheet
from ingest.layout.tables import Gathering, piece_of

_DRAWN = re.compile(r"[_–—=-]{3,}")
"""A line drawn with letters, as under a head."""
_DEEP = 0.85
"""Share of a page's height at which its text may be cut."""


Item = Line | list[Column] | Part


def _items(sheet: Sheet) -> list[Item]:
    """What stands on a page from top to bottom."""
    items: list[Item] = []
    rest = list(sheet.lines)
    for part in [*sorted(sheet.parts, key=lambda p: p.box[1]), None]:
        above = [line for line in rest if part is None or (line.top + line.bottom) / 2 < part.box[1] + 2]
        rest = [line for line in rest if line not in above]
        items.extend(_side_by_side(above, sheet.area, heads=not items))
        if part is not None:
            items.append(part)
    return items


def _side_by_side(lines: Sequence[Line], area: Margins, *, heads: bool) -> Iterator[Item]:
    position = 0
    head: list[Column] = []
    for passage in passages(lines, area):
        goes_on = bool(head) and passage.start == position
        if head and not goes_on:
            yield head
            head = []
        yield from lines[position : passage.start]
        parted = columns(lines[passage.start : passage.end], passage.gutter, area, heads=heads and (goes_on or not passage.start))
        position = passage.end
        if goes_on and _as_many(head, parted):
            head = [replace(above, lines=[*above.lines, *below.lines]) for above, below in zip(head, parted, strict=True)]
        elif heads and not passage.start and len(parted) == _TWO and not any(column.prose for column in parted):
            head = parted
        else:
            yield from (column for column in (head, parted) if column)
            head = []
    if head:
        yield head
    yield from lines[position:]


_TWO = 2


def _as_many(head: Sequence[Column], below: Sequence[Column]) -> bool:
    """A page's head goes on below a line that reaches over its gutter: "BAN CHẤP HÀNH HỘI NÔNG DÂN HUYỆN" beside "Độc lập"."""
    return len(head) == len(below) and not any(column.prose for column in below)


def _go_on(above: Sequence[Column], item: Sequence[Column], height: float) -> bool:
    """Columns at a page's head that go on with those that reach the end of the page before, as where a page end cuts the foot."""
    if not above or len(above) != len(item):
        return False
    reached = max(line.bottom for column in above for line in column.lines) > _DEEP * height
    return reached and all(abs(a.edge - b.edge) < 80 for a, b in zip(above, item, strict=True))


@dataclass(slots=True)
class Flow:
    """Blocks being built: the open paragraph, columns or table, and the footnotes that wait for their block."""

    blocks: list[Block | Held] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    table: Gathering | None = None
    drawn: list[str] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    area: Margins = field(default_factory=lambda: Margins(0, 0))
    first_area: Margins = field(default_factory=lambda: Margins(0, 0))
    loose: bool = False
    height: float = 0.0
    """Of the page before."""

    def take(self, sheet: Sheet) -> None:
        """The next page, cut and measured."""
        self.loose = sheet.loose_dashes
        take_footnotes(sheet, running=bool(self.notes.open))
        first = len(self.blocks)
        for number, item in enumerate(_items(sheet)):
            self._take(item, sheet.area, first_on_page=number == 0)
        self.height = sheet.height
        self.notes.turn_page(sheet, self.blocks, first, self._open_since(sheet.number))

    def _take(self, item: Item, area: Margins, *, first_on_page: bool) -> None:
        if isinstance(item, Line) and _DRAWN.fullmatch(item.text):
            self.close()
            self.drawn.append(item.text)
        elif isinstance(item, Line):
            if not (self.lines and continues(self.lines, item, area, self.area)):
                self.close()
                self.first_area = area
            self.lines.append(item)
        elif isinstance(item, Part):
            piece = piece_of(item, loose=self.loose)
            if self.table is None or not (first_on_page and self.table.goes_on(piece, item.words)):
                self.close()
                self.table = Gathering(self.loose)
            self.table.take(piece)
        elif all(column.prose for column in item):
            for column in item:
                for line in column.lines:
                    self._take(line, column.prose or area, first_on_page=False)
            return
        elif first_on_page and _go_on(self.columns, item, self.height):
            for column, further in zip(self.columns, item, strict=True):
                column.lines.extend(further.lines)
        else:
            self.close()
            self.columns = item
        self.area = area

    def _open_since(self, page: int) -> int:
        if self.lines:
            return self.lines[0].page
        if self.columns:
            return min(line.page for column in self.columns for line in column.lines)
        return self.table.pieces[0].page if self.table is not None else page + 1

    def close(self) -> None:
        """Ends the open paragraph, columns or table."""
        if self.lines:
            self._add(gather(self.lines, area=self.first_area, loose=self.loose), indent=self.lines[0].x0 - self.first_area.left)
            self.lines = []
        columns, self.columns = self.columns, []
        for column in columns:
            for group in column_paragraphs(column.lines, column.edge):
                self._add(gather(group, column=column.number, loose=self.loose))
        if self.table is not None:
            self.blocks.append(self.table.table())
            self.table = None
            self.notes.after(self.blocks)

    def finished(self) -> Iterator[Block]:
        """All blocks, each with its index; the first of a page after the first is marked as such."""
        self.close()
        self.notes.close(self.blocks)
        return _numbered(block.sealed() if isinstance(block, Held) else block for block in self.blocks)

    def _add(self, gathered: Gathered, indent: float | None = None) -> None:
        if _DRAWN.fullmatch(gathered.text):
            self.drawn.append(gathered.text)
            return
        self.blocks.append(paragraph(gathered, indent=indent))
        self.notes.after(self.blocks)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    seen = 1
    for index, block in enumerate(blocks):
        page = block.page or seen
        if isinstance(block, Paragraph):
            yield replace(block, index=index, new_page=page > seen and block.role == "body")
        else:
            yield replace(block, index=index)
        seen = max(seen, page)

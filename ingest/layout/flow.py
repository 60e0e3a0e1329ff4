"""From sheets to blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Block, Paragraph
from ingest.layout.columns import column_paragraphs, columns, passages
from ingest.layout.footnotes import MARKS, footnote, footnote_mark
from ingest.layout.lines import Line
from ingest.layout.measure import Margins
from ingest.layout.paragraphs import Gathered, continues, gather, paragraph
from ingest.layout.parts import Part
from ingest.layout.sheets import Sheet
from ingest.layout.tables import goes_on, table

_DRAWN = re.compile(r"[_–—=-]{3,}")
"""A line drawn with letters, as under a head."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Text that stands side by side."""

    left: list[Line]
    right: list[Line]
    gutter: float

    @property
    def lines(self) -> list[Line]:
        return [*self.left, *self.right]


Item = Line | Columns | Part


def _items(sheet: Sheet) -> list[Item]:
    """What stands on a page from top to bottom."""
    items: list[Item] = []
    rest = list(sheet.lines)
    for part in [*sorted(sheet.parts, key=lambda p: p.box[1]), None]:
        above = [line for line in rest if part is None or (line.top + line.bottom) / 2 < part.box[1] + 2]
        rest = [line for line in rest if line not in above]
        items.extend(_side_by_side(above, sheet.area))
        if part is not None:
            items.append(part)
    return items


def _side_by_side(lines: Sequence[Line], area: Margins) -> Iterator[Item]:
    position = 0
    for passage in passages(lines, area):
        yield from lines[position : passage.start]
        yield Columns(*columns(lines[passage.start : passage.end], passage.gutter), passage.gutter)
        position = passage.end
    yield from lines[position:]


@dataclass(slots=True)
class Flow:
    """Blocks being built: the open paragraph or table, and the footnotes that wait for it."""

    loose: bool
    blocks: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    footnotes: dict[str, Gathered] = field(default_factory=dict)
    area: Margins = field(default_factory=lambda: Margins(0, 0))
    first_area: Margins = field(default_factory=lambda: Margins(0, 0))

    def take(self, item: Item, area: Margins, *, first_on_page: bool) -> None:
        if isinstance(item, Line) and _DRAWN.fullmatch(item.text):
            self.close()
            self.drawn.append(item.text)
        elif isinstance(item, Line):
            if not (self.lines and continues(self.lines, item, area, self.area)):
                self.close()
                self.first_area = area
            self.lines.append(item)
        elif isinstance(item, Part):
            if not (self.parts and first_on_page and goes_on(self.parts, item)):
                self.close()
            self.parts.append(item)
        else:
            self.close()
            for number, (lines, edge) in enumerate(((item.left, item.gutter), (item.right, area.right))):
                for group in column_paragraphs(lines, edge):
                    self.add(gather(group, column=number, loose=self.loose))
        self.area = area

    def close(self) -> None:
        if self.lines:
            self.add(gather(self.lines, area=self.first_area, loose=self.loose), indent=self.lines[0].x0 - self.first_area.left)
            self.lines = []
        if self.parts:
            self.blocks.append(table(self.parts, len(self.blocks), loose=self.loose))
            self.parts = []

    def add(self, gathered: Gathered, indent: float | None = None) -> None:
        if _DRAWN.fullmatch(gathered.text):
            self.drawn.append(gathered.text)
            return
        self.blocks.append(paragraph(gathered, indent=indent))
        for mark in MARKS.findall(gathered.text):
            note = self.footnotes.pop(mark, None)
            if note is not None:
                self.blocks.append(footnote(note, mark))

    def leftover(self) -> None:
        for mark, note in self.footnotes.items():
            self.blocks.append(footnote(note, mark))
        self.footnotes = {}


def flow_of(sheets: Sequence[Sheet], *, loose: bool) -> Flow:
    flow = Flow(loose)
    last_mark = ""
    for sheet in sheets:
        for number, item in enumerate(_items(sheet)):
            flow.take(item, sheet.area, first_on_page=number == 0)
        last_mark = _keep_footnotes(flow, sheet, last_mark)
    flow.close()
    flow.leftover()
    return flow


def _keep_footnotes(flow: Flow, sheet: Sheet, last_mark: str) -> str:
    """The page's footnotes wait for the paragraph with their mark; the page's paragraphs that are closed already get theirs."""
    groups: list[tuple[str, list[Line]]] = []
    for line in sheet.footnotes:
        mark = footnote_mark(line)
        if mark or not groups:
            groups.append((mark or last_mark, [line]))
        else:
            groups[-1][1].append(line)
    for mark, lines in groups:
        gathered = gather(lines, loose=flow.loose)
        if mark in flow.footnotes and not footnote_mark(lines[0]):
            gathered = gather([*flow.footnotes[mark].lines, *lines], loose=flow.loose)
        flow.footnotes[mark] = gathered
    _settle(flow)
    return groups[-1][0] if groups else last_mark


def _settle(flow: Flow) -> None:
    """Footnotes whose mark stands in a paragraph that is closed already go directly after it."""
    for mark in list(flow.footnotes):
        for position in range(len(flow.blocks) - 1, max(len(flow.blocks) - 80, -1), -1):
            block = flow.blocks[position]
            if isinstance(block, Paragraph) and block.role == "body" and mark in MARKS.findall(block.text):
                after = position + 1
                while after < len(flow.blocks) and flow.blocks[after].role == "footnote":
                    after += 1
                flow.blocks.insert(after, footnote(flow.footnotes.pop(mark), mark))
                break


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with their index; the first of a page after the first is marked as such."""
    seen = 1
    for index, block in enumerate(blocks):
        page = block.page or seen
        if isinstance(block, Paragraph):
            yield replace(block, index=index, new_page=page > seen and block.role == "body")
        else:
            yield replace(block, index=index)
        seen = max(seen, page)

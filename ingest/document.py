"""What a reader found in a file: the one type that `ingest` hands on.

A `Document` is the text of a file in reading order, each piece with the place it stands at. It knows
paragraphs, columns and tables; it knows nothing of directives.

Guarantees that every reader keeps, so that later rooms need not look again:

* all text is Unicode NFC, without soft hyphens, zero-width or control characters; one kind of space
  (no-break spaces, tabs and line breaks inside a paragraph are one space), none at either end, never two in a row;
* an automatic number is part of the text as Word shows it ("I- ", "1. ", "a) ", "- "), followed by one space;
* a footnote mark is a superscript digit at its place in the text ("đảng viên¹."), and the footnote itself is a
  block with role "footnote" directly after the block that carries its mark;
* what stands side by side (the head with issuer left and "ĐẢNG CỘNG SẢN VIỆT NAM" right, "Nơi nhận" beside the
  signature) comes as paragraphs, the left column whole before the right one, with `column` 0 and 1 (2, where three sign);
  a table is a `Table` only where it carries data;
* a table that runs over pages is one `Table`; heads repeated on later pages are dropped, a row cut by a page end is glued;
* page numbers and running heads are not in `blocks` but in `furniture`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's top left."""

Alignment = Literal["left", "center", "right", "justify"]
Role = Literal["body", "footnote"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph's text in one form: `start` inclusive, `end` exclusive, size in points."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, e.g. "1. Sở Nội vụ chủ trì, phối hợp với các huyện …".

    `label_end` is where an automatic number ends in `text` (0 without one; a number typed by hand is plain text).
    `pages` holds every page that the paragraph touches, from 1; empty where the format has none. `boxes` has one box a page.
    `first_line_indent` is the paragraph's own first-line indent in points where it is known.
    """

    index: int
    text: str
    role: Role = "body"
    column: int | None = None
    label_end: int = 0
    alignment: Alignment | None = None
    spans: tuple[Span, ...] = ()
    pages: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()
    first_line_indent: float | None = None
    new_page: bool = False
    mark: str | None = None
    """Of a footnote: its mark in the text, "¹"."""
    confidence: float | None = None
    """Of a paragraph recognised on a picture: the mean confidence of its words, 0 to 1."""
    unsure: tuple[tuple[int, int], ...] = ()
    """Stretches of `text` (start, end) that a person should hold against the picture."""

    @property
    def page(self) -> int | None:
        return self.pages[0] if self.pages else None

    @property
    def bbox(self) -> Box | None:
        return self.boxes[0] if self.boxes else None

    @property
    def is_bold(self) -> bool:
        """Every letter is bold."""
        return bool(self.spans) and self._share("bold") > 0.98

    @property
    def is_italic(self) -> bool:
        return bool(self.spans) and self._share("italic") > 0.98

    def bold_prefix(self) -> int:
        """Length of the bold start of the text: 33 for "**1. Văn phòng, Tuyên giáo Đảng ủy:** Có trách nhiệm …"."""
        end = 0
        for span in self.spans:
            if span.start > end or not span.bold:
                break
            end = span.end
        return end

    def _share(self, attribute: str) -> float:
        inked = sum(s.end - s.start for s in self.spans)
        chosen = sum(s.end - s.start for s in self.spans if getattr(s, attribute))
        return chosen / inked if inked else 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its top left place, with its spans.

    Lines that are paragraphs of their own inside the cell are parted by a line break, lines that are only wrapped are joined.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    page: int | None = None
    bbox: Box | None = None
    confidence: float | None = None
    """Of a cell recognised on a picture: 0 to 1."""
    unsure: bool = False
    """Recognised on a picture and to be held against it by a person: two readings of a number differ, or the confidence is low."""


@dataclass(frozen=True)
class Table:
    """A table as printed, merged over its pages: `width` columns, each cell at its place in the grid.

    `header_rows` counts the head's rows where the file says so (Word's repeated header, a head printed again on the
    next page); 0 where nothing says so, and then `extract` decides. `row_pages[r]` is the page on which row r begins.
    `proof` counts rows on the pages against rows here: `{"read": 66, "repeated_heads": 2, "glued": 1}` with 63 rows kept.
    """

    index: int
    width: int
    height: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    pages: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()
    row_pages: tuple[int | None, ...] = ()
    proof: dict[str, int] = field(default_factory=dict)

    role: Role = "body"
    column: int | None = None

    @cached_property
    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """`grid[row][column]`: the cell that covers the place (the same object at every place of a merged cell), or None."""
        rows: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.height)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.width)):
                    rows[row][column] = cell
        return tuple(tuple(row) for row in rows)

    @cached_property
    def _layout(self) -> tuple[str, dict[tuple[int, int], int]]:
        lines: list[str] = []
        starts: dict[tuple[int, int], int] = {}
        position = 0
        for row in range(self.height):
            parts: list[str] = []
            for column in range(self.width):
                cell = self.grid[row][column]
                printed = cell.text if cell and (cell.row, cell.column) == (row, column) else ""
                starts[row, column] = position
                parts.append(printed)
                position += len(printed) + 1
            lines.append("\t".join(parts))
        return "\n".join(lines), starts

    @property
    def text(self) -> str:
        """The block's text, to which anchors count: cells parted by tabs, rows by line breaks, a merged cell printed once."""
        return self._layout[0]

    def start_of(self, row: int, column: int) -> int:
        """Offset in `text` at which the cell that covers this place begins."""
        cell = self.grid[row][column]
        return self._layout[1][(cell.row, cell.column) if cell else (row, column)]

    @property
    def page(self) -> int | None:
        return self.pages[0] if self.pages else None

    @property
    def bbox(self) -> Box | None:
        return self.boxes[0] if self.boxes else None


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader wants a person to know: `code` is looked up in the catalogue, `values` fill its message."""

    code: str
    block: int | None = None
    page: int | None = None
    values: dict[str, str] = field(default_factory=dict)
    start: int | None = None
    end: int | None = None
    """Where in the block's text it stands (offsets, end exclusive), where it concerns a stretch of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file itself: name without folders, SHA-256 of its bytes, format by content, number of pages where it has any."""

    file: str
    sha256: str
    format: str
    pages: int | None = None
    ocr: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: `blocks[i].index == i`, in reading order."""

    source: Source
    blocks: tuple[Block, ...]
    furniture: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    page_sizes: tuple[tuple[float, float], ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

"""PDF with a text layer, read in the order in which a person reads it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.document import Block, Document, Note, Paragraph, Role, Source
from ingest.errors import DamagedFile, NoPages, NoText, PasswordProtected
from ingest.layout import (
    Gathered,
    Line,
    Margins,
    column_paragraphs,
    columns,
    continues,
    gather,
    lines_of,
    margins,
    passages,
    without_words,
    writes_loose_dashes,
)
from ingest.pdf_page import Page, Ruling, read_page
from ingest.pdf_tables import Part, goes_on, table
from ingest.rulings import Grid, grids

_PAGE_NUMBER = re.compile(r"(?:trang|page)?\s?[-–]?\s?(?!(?:19|20)\d\d\b)\d{1,4}(?:\s?/\s?\d{1,4})?\s?[-–]?", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:Được )?[Kk]ý (?:số )?bởi\s?:?|(?:Người ký|Ký ngày|Ngày ký|Thời gian ký|Giờ ký)\s?:|Signature (?:Not Verified|Valid)|"
    r"Digitally signed|Signed by\s?:"
)
"""How a line of a digital signature's picture begins: "Ký bởi: Văn phòng", "Thời gian ký: 05/03/2026"."""
_STAMP_DETAIL = re.compile(r"(?:Cơ quan|Tổ chức|Chức vụ|Email|Date|Reason|Location)\s?:|\d{1,2}[./]\d{1,2}[./]\d{4},? \d{1,2}:\d{2}")
"""How its further lines begin; they count only close to such a line."""
_DRAWN = re.compile(r"[_–—=-]{3,}")
"""A line drawn with letters, as under a head."""
_FOOTNOTE_MARK = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\*{1,3}(?=\s))\s?")
_PLAIN_MARK = re.compile(r"(\d{1,2})[.)]?\s|\[(\d{1,2})\]\s?|\((\d{1,2})\)\s?")
_MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=\w)\*+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EDGE = 0.12
"""Share of a page's height at its top and bottom in which page numbers and running heads stand."""


@dataclass(slots=True)
class _Sheet:
    """A page on its way to blocks."""

    number: int
    width: float
    height: float
    lines: list[Line]
    parts: list[Part]
    separators: list[Ruling]
    area: Margins
    has_text: bool = True
    scanned: bool = False
    footnotes: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Text that stands side by side."""

    left: list[Line]
    right: list[Line]
    gutter: float

    @property
    def lines(self) -> list[Line]:
        return [*self.left, *self.right]


def read(data: bytes, source: Source) -> Document:
    """Reads a PDF. Raises `PasswordProtected`, `DamagedFile`, `NoPages`, or `NoText` where no page has text."""
    document = _open(data, source)
    try:
        count = len(document)
        if not count:
            raise NoPages(Path(source.file))
        sheets, sizes, furniture = _sheets(document, count)
    finally:
        document.close()
    if not any(sheet.has_text for sheet in sheets):
        raise NoText(Path(source.file), pages=count)
    furniture += _take_furniture(sheets)
    _measure(sheets)
    _take_footnotes(sheets)
    flow = _flow(sheets, loose=writes_loose_dashes(_texts(sheets)))
    furniture += dict.fromkeys(flow.drawn)
    return Document(
        replace(source, pages=count), tuple(_number(flow.blocks)), tuple(furniture), tuple(_notes(data, sheets)), page_sizes=tuple(sizes)
    )  # fmt: skip


# --- the file ------------------------------------------------------------------------------------------------------------


def _open(data: bytes, source: Source) -> pdfium.PdfDocument:
    path = Path(source.file)
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise PasswordProtected(path) from error
        if re.search(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b", data) and b"/Type /Page " not in data:
            raise NoPages(path) from error
        raise DamagedFile(path, detail="không đọc được cấu trúc PDF") from error


def _notes(data: bytes, sheets: Sequence[_Sheet]) -> Iterator[Note]:
    if _was_mended(data):
        yield Note("repaired-pdf")
    for sheet in sheets:
        if not sheet.has_text:
            yield Note("page-without-text", page=sheet.number, values={"page": str(sheet.number)})
        elif sheet.scanned:
            yield Note("ocr-layer", page=sheet.number, values={"page": str(sheet.number)})


def _was_mended(data: bytes) -> bool:
    """Whether the file's own index does not lead to its objects, so that the reader had to search for them."""
    tail = data[-2048:]
    starts = re.findall(rb"startxref\s+(\d+)", tail)
    if not starts:
        return True
    head = max(data.find(b"%PDF-", 0, 1024), 0)
    place = int(starts[-1])
    return not any(re.match(rb"\s*(xref|\d+\s+\d+\s+obj)", data[at : at + 40]) for at in (place, place + head))


# --- pages ---------------------------------------------------------------------------------------------------------------


def _sheets(document: pdfium.PdfDocument, count: int) -> tuple[list[_Sheet], list[tuple[float, float]], list[str]]:
    sheets: list[_Sheet] = []
    sizes: list[tuple[float, float]] = []
    stamps: list[str] = []
    for index in range(count):
        page = read_page(document, index)
        sizes.append((page.width, page.height))
        sheet = _sheet(page)
        stamps += _take_stamps(sheet)
        sheet.has_text = bool(sheet.parts) or any(c.isalpha() for line in sheet.lines for c in line.text)
        sheets.append(sheet)
    return sheets, sizes, stamps


def _sheet(page: Page) -> _Sheet:
    found = [grid for grid in grids(page.rulings) if _may_be_table(grid, page)]
    inside = [tuple(w for w in page.words if grid.holds(*w.centre)) for grid in found]
    parts = [Part(page.number, grid, words) for grid, words in zip(found, inside, strict=True) if words]
    taken = {id(word) for part in parts for word in part.words}
    free = lines_of([word for word in page.words if id(word) not in taken], page.number)
    lines = [without_words(line, page.width) for line in free]
    separators = [r for r in page.rulings if r.level and 30 < r.length < 0.5 * page.width]
    hidden = sum(word.hidden for word in page.words)
    scanned = page.images > 0 and hidden > 0.5 * len(page.words)
    return _Sheet(page.number, page.width, page.height, lines, parts, separators, Margins(0, page.width), scanned=scanned)


def _take_stamps(sheet: _Sheet) -> list[str]:
    """The text of digital signatures' pictures is no text of the document."""
    marked = [line for line in sheet.lines if _STAMP.match(line.text)]
    taken = [
        line
        for line in sheet.lines
        if line in marked or (_STAMP_DETAIL.match(line.text) and any(abs(line.top - other.top) < 60 for other in marked))
    ]
    sheet.lines = [line for line in sheet.lines if line not in taken]
    return [line.text for line in taken]


def _may_be_table(grid: Grid, page: Page) -> bool:
    width, height = len(grid.xs) - 1, len(grid.ys) - 1
    if not grid.ruled:
        words = [w for w in page.words if grid.holds(*w.centre)]
        return height >= 2 and len(words) >= 4 and grid.xs[-1] - grid.xs[0] > 0.3 * page.width
    return width >= 2 and height >= 1


def _take_furniture(sheets: Sequence[_Sheet]) -> list[str]:
    """Page numbers, and what stands at the same place on at least three pages, leave the lines."""
    repeated = _running(sheets)
    taken: list[str] = []
    for sheet in sheets:
        kept: list[Line] = []
        for number, line in enumerate(sheet.lines):
            edge = line.bottom < _EDGE * sheet.height or line.top > (1 - _EDGE) * sheet.height
            outer = number in (0, 1, len(sheet.lines) - 1, len(sheet.lines) - 2)
            alone = number in (0, len(sheet.lines) - 1) and _PAGE_NUMBER.fullmatch(line.text)
            if edge and (alone or (outer and _place(line) in repeated)):
                taken.append(line.text)
            else:
                kept.append(line)
        sheet.lines = kept
    return list(dict.fromkeys(taken))


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.baseline / 4)


def _running(sheets: Sequence[_Sheet]) -> set[tuple[str, int]]:
    places = Counter(
        place for sheet in sheets for place in {_place(line) for line in (*sheet.lines[:2], *sheet.lines[-2:]) if line.text}
    )  # fmt: skip
    needed = max(3, 0.4 * len(sheets))
    return {place for place, times in places.items() if times >= needed}


def _measure(sheets: Sequence[_Sheet]) -> None:
    by_width: dict[int, Margins] = {}
    for width in {round(sheet.width) for sheet in sheets}:
        lines = [line for sheet in sheets if round(sheet.width) == width for line in sheet.lines]
        by_width[width] = _with_tables(margins(lines, width), lines, [s for s in sheets if round(s.width) == width])
    for sheet in sheets:
        common = by_width[round(sheet.width)]
        own = margins(sheet.lines, sheet.width, common)
        sheet.area = replace(own, block_style=common.block_style, pitch=own.pitch)


def _with_tables(area: Margins, lines: Sequence[Line], sheets: Sequence[_Sheet]) -> Margins:
    """Pages that hold little but tables are as wide as these."""
    boxes = [part.box for sheet in sheets for part in sheet.parts]
    if not boxes or sum(line.width > 0.45 * sheets[0].width for line in lines) >= 5:
        return area
    return replace(area, left=min([area.left, *(b[0] for b in boxes)]), right=max([area.right, *(b[2] for b in boxes)]))


def _body_size(sheets: Sequence[_Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _take_footnotes(sheets: Sequence[_Sheet]) -> None:
    body = _body_size(sheets)
    running = False
    for sheet in sheets:
        start = _footnote_start(sheet, body, running=running)
        running = start < len(sheet.lines)
        sheet.footnotes = sheet.lines[start:]
        sheet.lines = sheet.lines[:start]


def _footnote_start(sheet: _Sheet, body: float, *, running: bool) -> int:
    """The first line of the footnotes: small lines down to the page's end that begin with a mark.

    Under a short ruling they may begin with a plain number, and without any where a footnote runs over from the page before.
    """
    lines = sheet.lines
    start = len(lines)
    while start and lines[start - 1].size <= 0.93 * body and lines[start - 1].x0 < sheet.area.left + 60:
        start -= 1
    for index in range(start, len(lines)):
        ruled = any(_parts_footnotes(r, lines, index, sheet.area) for r in sheet.separators)
        marked = _FOOTNOTE_MARK.match(lines[index].text) or (ruled and _PLAIN_MARK.match(lines[index].text))
        if marked or (ruled and running):
            return index
    return len(lines)


def _parts_footnotes(ruling: Ruling, lines: Sequence[Line], index: int, area: Margins) -> bool:
    """Whether a short line stands over line `index` at the left, and is not the underline of the line above."""
    if not -3 < lines[index].top - ruling.top < 16 or abs(ruling.x0 - area.left) > 12:
        return False
    above = lines[index - 1] if index else None
    return above is None or not (ruling.top - above.baseline < 0.3 * above.size and ruling.x1 < above.x1 + 3)


def _texts(sheets: Sequence[_Sheet]) -> Iterator[str]:
    for sheet in sheets:
        yield from (line.text for line in sheet.lines)
        for part in sheet.parts:
            yield " ".join(word.text for word in part.words)


# --- blocks --------------------------------------------------------------------------------------------------------------

_Item = Line | _Columns | Part


def _items(sheet: _Sheet) -> list[_Item]:
    """What stands on a page from top to bottom."""
    items: list[_Item] = []
    rest = list(sheet.lines)
    for part in [*sorted(sheet.parts, key=lambda p: p.box[1]), None]:
        above = [line for line in rest if part is None or (line.top + line.bottom) / 2 < part.box[1] + 2]
        rest = [line for line in rest if line not in above]
        items.extend(_side_by_side(above, sheet.area))
        if part is not None:
            items.append(part)
    return items


def _side_by_side(lines: Sequence[Line], area: Margins) -> Iterator[_Item]:
    position = 0
    for passage in passages(lines, area):
        yield from lines[position : passage.start]
        yield _Columns(*columns(lines[passage.start : passage.end], passage.gutter), passage.gutter)
        position = passage.end
    yield from lines[position:]


@dataclass(slots=True)
class _Flow:
    """Blocks being built: the open paragraph or table, and the footnotes that wait for it."""

    loose: bool
    blocks: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    footnotes: dict[str, Gathered] = field(default_factory=dict)
    area: Margins = field(default_factory=lambda: Margins(0, 0))
    first_area: Margins = field(default_factory=lambda: Margins(0, 0))

    def take(self, item: _Item, area: Margins, *, first_on_page: bool) -> None:
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
        self.blocks.append(_paragraph(gathered, indent=indent))
        for mark in _MARKS.findall(gathered.text):
            note = self.footnotes.pop(mark, None)
            if note is not None:
                self.blocks.append(_footnote(note, mark))

    def leftover(self) -> None:
        for mark, note in self.footnotes.items():
            self.blocks.append(_footnote(note, mark))
        self.footnotes = {}


def _flow(sheets: Sequence[_Sheet], *, loose: bool) -> _Flow:
    flow = _Flow(loose)
    last_mark = ""
    for sheet in sheets:
        for number, item in enumerate(_items(sheet)):
            flow.take(item, sheet.area, first_on_page=number == 0)
        last_mark = _keep_footnotes(flow, sheet, last_mark)
    flow.close()
    flow.leftover()
    return flow


def _keep_footnotes(flow: _Flow, sheet: _Sheet, last_mark: str) -> str:
    """The page's footnotes wait for the paragraph with their mark; the page's paragraphs that are closed already get theirs."""
    groups: list[tuple[str, list[Line]]] = []
    for line in sheet.footnotes:
        mark = _footnote_mark(line)
        if mark or not groups:
            groups.append((mark or last_mark, [line]))
        else:
            groups[-1][1].append(line)
    for mark, lines in groups:
        gathered = gather(lines, loose=flow.loose)
        if mark in flow.footnotes and not _footnote_mark(lines[0]):
            gathered = gather([*flow.footnotes[mark].lines, *lines], loose=flow.loose)
        flow.footnotes[mark] = gathered
    _settle(flow)
    return groups[-1][0] if groups else last_mark


def _settle(flow: _Flow) -> None:
    """Footnotes whose mark stands in a paragraph that is closed already go directly after it."""
    for mark in list(flow.footnotes):
        for position in range(len(flow.blocks) - 1, max(len(flow.blocks) - 80, -1), -1):
            block = flow.blocks[position]
            if isinstance(block, Paragraph) and block.role == "body" and mark in _MARKS.findall(block.text):
                after = position + 1
                while after < len(flow.blocks) and flow.blocks[after].role == "footnote":
                    after += 1
                flow.blocks.insert(after, _footnote(flow.footnotes.pop(mark), mark))
                break


def _footnote_mark(line: Line) -> str | None:
    found = _FOOTNOTE_MARK.match(line.text)
    if found:
        return found[1]
    plain = _PLAIN_MARK.match(line.text)
    return next(group for group in plain.groups() if group).translate(_SUPERSCRIPTS) if plain else None


def _footnote(gathered: Gathered, mark: str) -> Paragraph:
    paragraph = _paragraph(gathered, role="footnote")
    found = _FOOTNOTE_MARK.match(paragraph.text) or _PLAIN_MARK.match(paragraph.text)
    cut = found.end() if found else 0
    cut += len(paragraph.text[cut:]) - len(paragraph.text[cut:].lstrip())
    spans = tuple(replace(s, start=max(s.start - cut, 0), end=s.end - cut) for s in paragraph.spans if s.end > cut)
    return replace(paragraph, text=paragraph.text[cut:], spans=spans, mark=mark)


def _paragraph(gathered: Gathered, *, role: Role = "body", indent: float | None = None) -> Paragraph:
    return Paragraph(
        0, gathered.text, role, gathered.column, alignment=gathered.alignment, spans=gathered.spans,
        pages=tuple(gathered.boxes), boxes=tuple(gathered.boxes.values()),
        first_line_indent=round(indent, 1) if indent is not None and indent > 1 else None,
    )  # fmt: skip


def _number(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with their index; the first of a page after the first is marked as such."""
    seen = 1
    for index, block in enumerate(blocks):
        page = block.page or seen
        if isinstance(block, Paragraph):
            yield replace(block, index=index, new_page=page > seen and block.role == "body")
        else:
            yield replace(block, index=index)
        seen = max(seen, page)

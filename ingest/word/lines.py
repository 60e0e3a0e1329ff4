"""Lines of a Word file on their way to being paragraphs, and what stands side by side in them by tab stops or frames."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Alignment, Cell, Paragraph, Role, Span, Table
from ingest.text import (
    DROPPED,
    VNI_BASES,
    VNI_MARKS,
    decode,
    is_normal,
    is_unicode_vietnamese,
    legacy_encoding,
    normal,
    symbol,
)
from ingest.word.styles import Form, Shape, Stop

TWIPS = 20
"""Twentieths of a point, Word's unit of length, in a point."""
_DEFAULT_STOP = 720
_PAGE_BODY = 9072
_RIGHT_FROM = 0.36
_LONGEST_PART = 90
_WIDEST_LINE = 1.6
"""Of the text's width on an upright page: what a line on a page laid across may take."""
_LONGEST_WAITING = 60
_MOST_WAITING = 3
_TYPED_LABEL = re.compile(r"(?:\d+(?:[.)]\d*)*[.)/]?|[IVXLC]+[.)/-]*|[A-Za-zđĐ][.)/]|\(?\d+\)|[-–—+*•]+)", re.ASCII)
_LIST_SIGN = re.compile(r"[-–—+*•]")
_STOP_ALIGNMENTS: dict[str, Alignment] = {"center": "center", "right": "right", "end": "right"}
_WIDE_GAP = re.compile(r"\t|[ \u00a0]{6,}")
_GAPS = re.compile(rf"({_WIDE_GAP.pattern})")
_BREAK = re.compile(r"\n")
_EMPTY_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")
_RULE = re.compile(r"[-_–—=~\s]{3,}")


@dataclass(frozen=True, slots=True)
class Chunk:
    r"""Text of one form; a tab is "\t", a manual line break "\n"."""

    text: str
    form: Form


@dataclass(frozen=True, slots=True)
class Frame:
    """A text frame (`w:framePr`): whether it stands right of the text beside it, and whether text stands beside it at all."""

    is_right: bool
    has_neighbour: bool


@dataclass(slots=True)
class Line:
    """A paragraph as it stands in the file. `footnotes` follow it in the document."""

    chunks: list[Chunk]
    shape: Shape
    label: str = ""
    role: Role = "body"
    mark: str | None = None
    column: int | None = None
    new_page: bool = False
    frame: Frame | None = None
    flow: int = 0
    """How many column breaks stand before it in its section."""
    is_box: bool = False
    footnotes: list[Line] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "".join(chunk.text for chunk in self.chunks)

    @property
    def is_blank(self) -> bool:
        return not self.label and not normal(self.raw)

    @property
    def is_rule(self) -> bool:
        """A line drawn by typing ("_______" under a name), which says nothing."""
        is_set_apart = self.column is not None or self.is_box or self.shape.alignment == "center"
        return is_set_apart and not self.label and bool(_RULE.fullmatch(self.raw))

    @property
    def size(self) -> float:
        return next((chunk.form.size for chunk in self.chunks if chunk.form.size and chunk.text.strip()), 14.0)


@dataclass(slots=True)
class Grid:
    """A data table, its cells finished; `footnotes` follow it in the document."""

    cells: tuple[Cell, ...]
    width: int
    height: int
    header_rows: int
    footnotes: list[Line] = field(default_factory=list)
    column: int | None = None


Item = Line | Grid


def paragraph(line: Line, index: int) -> Paragraph:
    """The finished paragraph: label and text in normal form, with its spans."""
    chunks = [replace_tabs(chunk) for chunk in unicode_chunks(line.chunks)]
    text, forms = _joined([chunk for chunk in chunks if chunk.text])
    label = normal(line.label)
    if label:
        lead = f"{label} " if text else label
        first = forms[0] if forms else Form()
        text, forms = lead + text, [first] * len(lead) + forms
    indent = line.shape.first_line / TWIPS
    if not indent and line.raw.startswith("\t"):
        indent = (line.shape.stops[0].position if line.shape.stops else _DEFAULT_STOP) / TWIPS
    return Paragraph(
        index=index,
        text=text,
        role=line.role,
        column=line.column,
        label_end=len(label),
        alignment=line.shape.alignment,
        spans=tuple(_spans(text, forms)),
        first_line_indent=indent,
        new_page=line.new_page,
        mark=line.mark,
    )


def table(grid: Grid, index: int) -> Table:
    return Table(
        index=index,
        width=grid.width,
        height=grid.height,
        cells=grid.cells,
        header_rows=grid.header_rows,
        row_pages=(None,) * grid.height,
        column=grid.column,
    )


def plain(line: Line) -> str:
    """The line's text alone, as in a table cell."""
    return paragraph(line, 0).text


def replace_tabs(chunk: Chunk) -> Chunk:
    return chunk if "\t" not in chunk.text and "\n" not in chunk.text else replace(chunk, text=re.sub(r"[\t\n]", " ", chunk.text))


def unicode_chunks(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with runs in old Vietnamese fonts decoded, and letters shown as capitals written so."""
    if not any(legacy_encoding(chunk.form.font) or chunk.form.capitals for chunk in chunks):
        return list(chunks)
    legacy = [chunk.text for chunk in chunks if legacy_encoding(chunk.form.font)]
    among_unicode = any(is_unicode_vietnamese(text) for text in legacy)
    decoded = (replace(c, text=decode(c.text, c.form.font, among_unicode=among_unicode)) for c in _whole_letters(chunks))
    return [replace(c, text=c.text.upper()) if c.form.capitals else c for c in decoded]


def _whole_letters(chunks: Iterable[Chunk]) -> list[Chunk]:
    """A VNI mark at the start of a run belongs to the letter that ends the run before."""
    whole: list[Chunk] = []
    for chunk in chunks:
        before = whole[-1] if whole else None
        is_split = (
            before is not None
            and legacy_encoding(chunk.form.font) == legacy_encoding(before.form.font) == "vni"
            and chunk.text[:1] in VNI_MARKS
            and before.text[-1:].lower() in VNI_BASES
        )
        if before is not None and is_split:
            whole[-1] = replace(before, text=before.text + chunk.text[0])
            chunk = replace(chunk, text=chunk.text[1:])
        whole.append(chunk)
    return whole


def _joined(chunks: Sequence[Chunk]) -> tuple[str, list[Form]]:
    text = "".join(chunk.text for chunk in chunks)
    forms = [chunk.form for chunk in chunks for _ in chunk.text]
    return (text, forms) if is_normal(text) else _normalised(text, forms)


def _normalised(text: str, forms: list[Form]) -> tuple[str, list[Form]]:
    """`normal` letter by letter, each letter keeping its form."""
    letters: list[str] = []
    kept: list[Form] = []
    for letter, form in zip(text, forms, strict=True):
        letter = symbol(letter)
        if not letter or DROPPED.match(letter):
            continue
        if letter.isspace() or letter in "\x1c\x1d\x1e\x1f":
            if letters and letters[-1] != " ":
                letters.append(" ")
                kept.append(form)
        elif unicodedata.combining(letter) and letters and letters[-1] != " ":
            letters[-1] += letter
        else:
            letters.append(letter)
            kept.append(form)
    if letters and letters[-1] == " ":
        letters.pop()
        kept.pop()
    composed = [unicodedata.normalize("NFC", letter) for letter in letters]
    return "".join(composed), [form for letter, form in zip(composed, kept, strict=True) for _ in letter]


def _spans(text: str, forms: list[Form]) -> Iterator[Span]:
    looks = [(f.bold, f.italic, f.underline, f.size) for f in forms]
    for position in range(len(text) - 2, -1, -1):
        if text[position] == " ":
            looks[position] = looks[position + 1]
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or looks[end] != looks[start]:
            yield Span(start, end, *looks[start])
            start = end


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a line between tabs: its chunks, where it stands and where it ends as shares of the page's width."""

    chunks: list[Chunk]
    position: float
    end: float
    alignment: Alignment

    @property
    def text(self) -> str:
        return normal("".join(chunk.text for chunk in self.chunks))

    @property
    def is_right(self) -> bool:
        return self.position >= _RIGHT_FROM


_Row = tuple[Line, list[_Part]]
"""A line of a passage with its pieces."""


def side_by_side(items: Iterable[Item]) -> list[Item]:
    """The items with what stands side by side brought into order: the left column whole, then the right one.

    A manual line break begins a new paragraph in a column ("THỦ TƯỚNG" over "CHÍNH PHỦ") and where it leaves a line empty.
    """
    whole = [piece for item in items for piece in (_at_tabbed_breaks(item) if isinstance(item, Line) else [item])]
    arranged = _tabbed(_framed(whole))
    return [piece for item in arranged for piece in (_at_breaks(item) if isinstance(item, Line) else [item])]


def _at_tabbed_breaks(line: Line) -> list[Line]:
    if "\n" not in line.raw or not _WIDE_GAP.search(line.raw):
        return [line]
    pieces = _split(line, _BREAK)
    return pieces if any(_is_paired(_parts(piece)) for piece in pieces) else [line]


def _at_breaks(line: Line) -> list[Line]:
    return _split(line, _BREAK if line.column is not None or line.is_box else _EMPTY_LINE)


def _split(line: Line, separator: re.Pattern[str]) -> list[Line]:
    """The line cut at each place in its text that the pattern finds; the label stays with the first piece that has text."""
    cuts = [found.span() for found in separator.finditer(line.raw)]
    if not cuts:
        return [line]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line.raw)]
    pieces = [chunks for start, end in zip(starts, ends, strict=True) if (chunks := _slice(line.chunks, start, end))]
    last = len(pieces) - 1
    return [
        replace(
            line,
            chunks=chunks,
            label=line.label if n == 0 else "",
            new_page=line.new_page and n == 0,
            footnotes=line.footnotes if n == last else [],
        )
        for n, chunks in enumerate(pieces)
    ] or [line]


def _slice(chunks: Sequence[Chunk], start: int, end: int) -> list[Chunk]:
    """The part of the chunks between two places in their text; nothing where that is blank."""
    cut: list[Chunk] = []
    position = 0
    for chunk in chunks:
        text = chunk.text[max(start - position, 0) : max(end - position, 0)]
        position += len(chunk.text)
        if text:
            cut.append(replace(chunk, text=text))
    return cut if normal("".join(chunk.text for chunk in cut)) else []


def _framed(items: list[Item]) -> Iterator[Item]:
    position = 0
    while position < len(items):
        frame = _frame_of(items[position])
        if frame is None:
            yield items[position]
            position += 1
            continue
        end = position
        while end < len(items) and _frame_of(items[end]) == frame:
            end += 1
        framed = [item for item in items[position:end] if isinstance(item, Line)]
        beside = _beside(items[end:], len(framed)) if frame.has_neighbour else []
        if not any(not line.is_blank for line in beside):
            yield from framed
            position = end
            continue
        for line in framed:
            line.column = int(frame.is_right)
        for line in beside:
            line.column = int(not frame.is_right)
        yield from [*beside, *framed] if frame.is_right else [*framed, *beside]
        position = end + len(beside)


def _frame_of(item: Item) -> Frame | None:
    return item.frame if isinstance(item, Line) else None


def _beside(following: Sequence[Item], height: int) -> list[Line]:
    """The lines that stand beside a frame of so many lines: short ones, up to its foot, the next page or a table."""
    beside: list[Line] = []
    for item in following:
        if not isinstance(item, Line) or item.new_page or item.frame or item.column is not None or len(item.raw) > _LONGEST_PART:
            break
        if len(beside) > height and not item.is_blank and item.shape != beside[0].shape:
            break
        beside.append(item)
    while beside and beside[-1].is_blank:
        beside.pop()
    return beside


def _tabbed(items: Iterable[Item]) -> Iterator[Item]:
    passage: list[_Row] = []
    waiting: list[_Row] = []
    for item in items:
        parts = _parts(item) if isinstance(item, Line) and item.column is None else []
        if isinstance(item, Line) and parts and _belongs(item, parts, passage):
            passage += [row for row in waiting if row[1]]
            passage.append((item, parts))
            waiting = []
        elif isinstance(item, Line) and passage and _may_wait(item, parts, waiting):
            waiting.append((item, parts))
        else:
            yield from _in_columns(passage)
            yield from (line for line, _ in waiting)
            passage, waiting = [], []
            if isinstance(item, Line) and parts and _opens(item, parts):
                passage.append((item, parts))
            else:
                yield item
    yield from _in_columns(passage)
    yield from (line for line, _ in waiting)


def _may_wait(line: Line, parts: list[_Part], waiting: list[_Row]) -> bool:
    """A blank line, or one of a few short ones that may turn out to stand on the left between lines of the passage."""
    if line.new_page or line.column is not None:
        return False
    if line.is_blank:
        return True
    is_plain = len(parts) == 1 and len(parts[0].text) <= _LONGEST_WAITING and line.shape.alignment != "center"
    return is_plain and sum(bool(pieces) for _, pieces in waiting) < _MOST_WAITING


def _opens(line: Line, parts: list[_Part]) -> bool:
    return _is_paired(parts) or (line.raw.startswith("\t") and bool(line.shape.stops) and _is_short(parts))


def _belongs(line: Line, parts: list[_Part], passage: list[_Row]) -> bool:
    """The line goes on with the passage: paired itself, at the same tab stops, a list item on the left, or text far right."""
    if not passage or line.new_page or not _is_short(parts):
        return False
    if _is_paired(parts):
        return True
    if line.shape.stops and any(line.shape.stops == other.shape.stops for other, _ in passage):
        return True
    if not any(_is_paired(other) for _, other in passage) or line.shape.alignment == "center":
        return False
    return parts[0].is_right or bool(_LIST_SIGN.match(line.label or parts[0].text))


def _is_paired(parts: list[_Part]) -> bool:
    if len(parts) < 2 or not _is_short(parts) or not parts[-1].is_right or parts[0].is_right or parts[-1].end > _WIDEST_LINE:
        return False
    return not _TYPED_LABEL.fullmatch(parts[0].text) and any(c.isalpha() for c in parts[-1].text)


def _is_short(parts: list[_Part]) -> bool:
    return all(len(part.text) <= _LONGEST_PART for part in parts)


def _in_columns(passage: list[_Row]) -> Iterator[Line]:
    if not any(_is_paired(parts) for _, parts in passage):
        yield from (line for line, _ in passage)
        return
    new_page = passage[0][0].new_page
    for column in (0, 1):
        for line, parts in passage:
            chosen = [part for part in parts if part.is_right == bool(column)]
            if not chosen:
                continue
            chunks = [chunk for part in chosen for chunk in part.chunks]
            is_first = chosen[0] is parts[0]
            yield replace(
                line,
                chunks=chunks,
                shape=replace(line.shape, alignment=chosen[0].alignment, first_line=0),
                label=line.label if is_first else "",
                footnotes=line.footnotes if chosen[-1] is parts[-1] else [],
                column=column,
                new_page=new_page,
            )
            new_page = False


def _parts(line: Line) -> list[_Part]:
    """The pieces of a line between tabs or wide gaps, with where Word sets them; one piece for a line that has none."""
    em = line.size * TWIPS
    cursor = float(line.shape.left + line.shape.first_line)
    parts: list[_Part] = []
    for lead, chunks in _pieces(line.chunks):
        text = "".join(chunk.text for chunk in chunks)
        width = _ems(text) * em
        alignment = "left"
        for gap in lead:
            stop = _next_stop(line.shape.stops, cursor) if gap == "\t" else Stop(int(cursor + _ems(gap) * em))
            cursor, alignment = float(stop.position), stop.alignment
        start = cursor - {"center": width / 2, "right": width, "end": width}.get(alignment, 0)
        cursor = start + width
        if not normal(text):
            continue
        if not parts and not lead and line.shape.alignment == "right":
            start = _PAGE_BODY - width
        anchor = start + (width / 2 if alignment == "center" else 0)
        aligned = _STOP_ALIGNMENTS.get(alignment) or ("left" if lead else line.shape.alignment)
        parts.append(_Part(chunks, anchor / _PAGE_BODY, cursor / _PAGE_BODY, aligned))
    return parts


def _ems(text: str) -> float:
    """The rough width of a text in a Roman face, in ems."""
    return sum(0.25 if c in " \u00a0" else 0.68 if c.isupper() else 0.46 for c in text)


def _next_stop(stops: tuple[Stop, ...], cursor: float) -> Stop:
    own = next((stop for stop in stops if stop.position > cursor), None)
    return own or Stop(int(cursor // _DEFAULT_STOP + 1) * _DEFAULT_STOP)


def _pieces(chunks: Sequence[Chunk]) -> Iterator[tuple[list[str], list[Chunk]]]:
    r"""What stands between tabs and wide gaps, each with the gaps before it: ["\t"], [chunk, chunk]."""
    lead: list[str] = []
    piece: list[Chunk] = []
    for chunk in chunks:
        for text in re.split(_GAPS, chunk.text):
            if _WIDE_GAP.fullmatch(text):
                if piece:
                    yield lead, piece
                    lead, piece = [], []
                lead.append(text)
            elif text:
                piece.append(replace(chunk, text=text))
    if piece:
        yield lead, piece

"""What stands side by side in a Word file without a table: by tab stops, wide gaps or text frames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Alignment
from ingest.text import normal
from ingest.word.lines import DEFAULT_STOP, TWIPS, Chunk, Frame, Item, Line, at_breaks, split
from ingest.word.styles import Stop

_PAGE_BODY = 9072
"""Width of the text on an upright page, in twentieths of a point."""
_RIGHT_FROM = 0.36
"""As a share of that width: where the right column begins."""
_WIDEST_LINE = 1.6
"""What a line may take, on a page laid across."""
_OVERLAP = 20
"""Points by which the frames of two boxes side by side may overlap."""
_LONGEST_PART = 90
_LONGEST_WAITING = 60
_MOST_WAITING = 3
_TYPED_LABEL = re.compile(r"(?:\d+(?:[.)]\d*)*[.)/]?|[IVXLC]+[.)/-]*|[A-Za-zđĐ][.)/]|\(?\d+\)|[-–—+*•]+)", re.ASCII)
_POINT = re.compile(r"(?:\d+(?:\.\d+)*[.)/]|[IVXLC]+[.)/-]|[A-Za-zđĐ][.)/])\s+\S")
_LIST_SIGN = re.compile(r"[-–—+*•]")
_STOP_ALIGNMENTS: dict[str, Alignment] = {"center": "center", "right": "right", "end": "right"}
_WIDE_GAP = re.compile(r"\t|[ \u00a0]{6,}")
_GAPS = re.compile(rf"({_WIDE_GAP.pattern})")
_EMPTY_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")


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

    A manual line break begins a new paragraph in a column ("THỦ TƯỚNG" over "CHÍNH PHỦ"), where it leaves a line empty, and
    where the look of a centred text changes with it.
    """
    whole = [piece for item in items for piece in (_at_tabbed_breaks(item) if isinstance(item, Line) else [item])]
    arranged = _tabbed(_framed(list(_boxed(whole))))
    return [piece for item in arranged for piece in (_paragraphs(item) if isinstance(item, Line) else [item])]


def _at_tabbed_breaks(line: Line) -> list[Line]:
    if "\n" not in line.raw or not _WIDE_GAP.search(line.raw):
        return [line]
    pieces = at_breaks(line)
    return pieces if any(_is_paired(_parts(piece)) for piece in pieces) else [line]


def _paragraphs(line: Line) -> list[Line]:
    if line.column is not None or line.box is not None:
        return at_breaks(line)
    pieces = split(line, _EMPTY_LINE)
    return [part for piece in pieces for part in _by_look(piece)] if line.shape.alignment == "center" else pieces


def _by_look(line: Line) -> list[Line]:
    """A centred line cut at the breaks where its look changes: the bold title, then "(kèm theo Kế hoạch …)" in italics."""
    joined: list[Line] = []
    for piece in at_breaks(line):
        if joined and _look(joined[-1], -1) == _look(piece, 0):
            before = joined[-1]
            gap = Chunk("\n", before.chunks[-1].form)
            joined[-1] = replace(before, chunks=[*before.chunks, gap, *piece.chunks], footnotes=before.footnotes + piece.footnotes)
        else:
            joined.append(piece)
    return joined


def _look(line: Line, position: int) -> tuple[bool, bool]:
    """Bold and italic of the line's first or last text."""
    form = [chunk.form for chunk in line.chunks if chunk.text.strip()][position]
    return form.bold, form.italic


def _boxed(items: list[Item]) -> Iterator[Item]:
    """Two boxes at paragraphs that follow each other without a text between, one right of the other: two columns."""
    waiting: list[Line] = []
    for item in items:
        if isinstance(item, Line) and item.column is None and not item.new_page and (item.box or (waiting and item.is_blank)):
            waiting.append(item)
        else:
            yield from _beside_each_other(waiting)
            waiting = []
            yield item
    yield from _beside_each_other(waiting)


def _beside_each_other(lines: list[Line]) -> list[Line]:
    places = list(dict.fromkeys(line.box for line in lines if line.box))
    if len(places) != 2:
        return lines
    left, right = sorted(places, key=lambda place: place.left or 0.0)
    if left.left is None or right.left is None or left.right > right.left + _OVERLAP:
        return lines
    columns = [[line for line in lines if line.box == place] for place in (left, right)]
    return [replace(line, column=number) for number, column in enumerate(columns) for line in column]


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
    is_point = _TYPED_LABEL.fullmatch(parts[0].text) or _POINT.match(parts[0].text)
    return not is_point and any(c.isalpha() for c in parts[-1].text)


def _is_short(parts: list[_Part]) -> bool:
    return all(len(part.text) <= _LONGEST_PART for part in parts)


def _is_passage(rows: list[_Row]) -> bool:
    """More than one line, or one that names a body or an office in capitals: "Tổng cộng:    220 đảng viên" is one text."""
    paired = [parts for _, parts in rows if _is_paired(parts)]
    return bool(paired) and (len(rows) > 1 or any(part.text.isupper() and " " in part.text for part in paired[0]))


def _in_columns(passage: list[_Row]) -> Iterator[Line]:
    if not _is_passage(passage):
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
    return own or Stop(int(cursor // DEFAULT_STOP + 1) * DEFAULT_STOP)


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

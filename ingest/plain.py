"""The reader of plain text and Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path, PurePath

from ingest import markdown
from ingest.document import Alignment, Block, Cell, Document, Note, Paragraph, Source, Table
from ingest.encoding import decoded
from ingest.errors import EmptyFile
from ingest.layout_table import Field, in_columns
from ingest.runs import Run, begins_item, numbered, paragraph, wraps
from ingest.text import normal
from ingest.text_tables import read_drawn, read_tabbed

_TAB = 8
_PAGE_NUMBER = re.compile(r"[\s\-–—_.]*(?:(?:trang|page)\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[\s\-–—_.]*", re.IGNORECASE)
_RULE = re.compile(r"[\s\-_=*~.–—─═+|]{3,}")
_GAP = re.compile(r"\s{3,}")
_TYPED_LABEL = re.compile(r"(?:\d+(?:[.)]\d*)*[.)/]?|[IVXLC]+[.)/-]*|[A-Za-zđĐ][.)/]|\(?\d+\)|[-–—+*•]+)", re.ASCII)
_SENTENCE_END = (".", ";", ":", "!", "?")
_NARROWEST, _WIDEST = 40, 130
_RIGHT_FROM = 15
_LONGEST_PART = 90
_MOST_WAITING = 3


_TableReader = Callable[[Sequence[str], int], tuple[int, Table | None]]


@dataclass(frozen=True)
class _Line:
    """A line as it stands in the file, tabs kept in `raw`; `text` has them as spaces. `page` counts from 1."""

    raw: str
    page: int

    @cached_property
    def text(self) -> str:
        return self.raw.expandtabs(_TAB).rstrip()

    @cached_property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @cached_property
    def is_blank(self) -> bool:
        return not normal(self.raw)

    @property
    def is_rule(self) -> bool:
        return bool(_RULE.fullmatch(self.raw))


def read(data: bytes, source: Source) -> Document:
    """A text file, plain or Markdown, in whatever encoding Vietnamese offices use, as a `Document`.

    Lines that are only wrapped at a width are joined, a head in two columns of spaces is read column by column, tables drawn
    with "|" or "+---" or typed with tabs are tables. Raises EmptyFile where there is nothing but space.
    """
    found = decoded(data)
    text = unicodedata.normalize("NFC", found.text)
    notes = [Note("encoding-guessed", values={"encoding": found.encoding})] if found.guessed else []
    if markdown.is_markdown(text, PurePath(source.file).suffix):
        blocks, furniture = markdown.read(text, Path(source.file))
    else:
        lines, furniture, pages = _lines(text)
        width = _wrapped_at([line.text for line in lines])
        blocks = list(_blocks(lines, width))
        if pages > 1:
            source = replace(source, pages=pages)
    placed = numbered(blocks)
    if not placed:
        raise EmptyFile(Path(source.file))
    return Document(source=source, blocks=placed, furniture=tuple(furniture), notes=tuple(notes))


def _lines(text: str) -> tuple[list[_Line], list[str], int]:
    """The lines, the page numbers among them, and how many pages form feeds make."""
    pages = text.rstrip().split("\f")
    lines: list[_Line] = []
    furniture: list[str] = []
    for number, page in enumerate(pages, 1):
        of_page = [_Line(raw, number) for raw in page.split("\n")]
        filled = [line for line in of_page if not line.is_blank]
        edges = (*filled[:1], *filled[-1:]) if len(pages) > 1 and len(filled) > 1 else ()
        dropped = {id(line): normal(line.raw) for line in edges if _PAGE_NUMBER.fullmatch(line.raw)}
        furniture += dropped.values()
        lines += [line for line in of_page if id(line) not in dropped]
    if len(pages) == 1:
        counted = page_numbers([line.raw for line in lines])
        furniture = [normal(lines[n].raw) for n in counted]
        lines = [line for n, line in enumerate(lines) if n not in counted]
    return lines, furniture, len(pages)


def page_numbers(lines: Sequence[str]) -> list[int]:
    """Which lines are page numbers: each alone between blank lines, counting up one by one."""
    alone = [
        n
        for n, line in enumerate(lines)
        if _PAGE_NUMBER.fullmatch(line) and not "".join(lines[max(n - 1, 0) : n]).strip() and not "".join(lines[n + 1 : n + 2]).strip()
    ]
    counts = [int(found[1]) for n in alone if (found := _PAGE_NUMBER.fullmatch(lines[n]))]
    return alone if len(alone) > 1 and all(after == before + 1 for before, after in pairwise(counts)) else []


def _wrapped_at(lines: Sequence[str]) -> int | None:
    """The width at which the file is evidently wrapped; None where each line is a paragraph."""
    lengths = sorted(len(line) for line in lines if line.strip())
    if len(lengths) < 4:
        return None
    width = lengths[-1]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    cut = [
        before
        for before, after in pairwise(lines)
        if after.strip()
        and len(before) + 1 + len(after.split()[0]) > width
        and not before.endswith(_SENTENCE_END)
        and not _GAP.search(before.strip())
    ]
    return width if len(cut) >= 3 and len(cut) * 8 >= len(lengths) else None


def _blocks(lines: Sequence[_Line], width: int | None) -> Iterator[Block]:
    place = 0
    gathered: list[_Line] = []
    raw = [line.raw for line in lines]
    none_before: dict[_TableReader, int] = {read_drawn: 0, read_tabbed: 0}
    while place < len(lines):
        end, blocks = _table_at(lines, raw, place, none_before)
        if not blocks:
            end, blocks = _columns_at(lines, place)
        if blocks:
            yield from _paragraphs(gathered, width)
            yield from blocks
            gathered, place = [], end
            continue
        gathered.append(lines[place])
        place += 1
    yield from _paragraphs(gathered, width)


def _table_at(lines: Sequence[_Line], raw: Sequence[str], place: int, none_before: dict[_TableReader, int]) -> tuple[int, list[Block]]:
    """A table that begins at this line, and where the text goes on behind it; `none_before` is up to where each reader found none."""
    for reader in none_before:
        if place < none_before[reader]:
            continue
        end, table = reader(raw, place)
        none_before[reader] = end
        if table is not None:
            pages = tuple(sorted({line.page for line in lines[place:end]}))
            return end, [replace(table, pages=pages) if lines[-1].page > 1 else table]
    return place, []


# Text in lines ---------------------------------------------------------------------------------------------------------


def _paragraphs(lines: Sequence[_Line], width: int | None) -> Iterator[Paragraph]:
    group: list[_Line] = []
    parted = False
    for line in lines:
        if line.is_blank or line.is_rule:
            parted = True
            continue
        over_page = bool(group) and group[-1].page != line.page
        if group and ((parted and not over_page) or not _goes_on(group, line, width)):
            yield _paragraph(group, width, many_pages=lines[-1].page > 1)
            group = []
        group.append(line)
        parted = False
    if group:
        yield _paragraph(group, width, many_pages=lines[-1].page > 1)


def _goes_on(group: Sequence[_Line], line: _Line, width: int | None) -> bool:
    """The line is the rest of the paragraph: its first word did not fit on the line before."""
    before, text = group[-1].text, line.text.strip()
    if begins_item(text):
        return False
    if width is None:
        return text[0].islower() and wraps(before.strip(), text)
    hangs = begins_item(group[0].text.strip()) or len(group) > 1
    if line.indent > group[-1].indent + 1 and not (hangs and line.indent <= group[0].indent + _TAB):
        return False
    return len(before) + 1 + len(text.split()[0]) > width or (text[0].islower() and wraps(before.strip(), text))


def _paragraph(lines: Sequence[_Line], width: int | None, *, many_pages: bool) -> Paragraph:
    text = ""
    for line in lines:
        piece = line.text.strip()
        is_range = text.endswith("-") and text[-2:-1].isdecimal() and piece[0].isdecimal()
        text += piece if not text or is_range else f" {piece}"
    alignments = {_alignment(line, width) for line in lines}
    read = paragraph([Run(text)], alignment=alignments.pop() if len(alignments) == 1 else None)
    return replace(read, pages=tuple(dict.fromkeys(line.page for line in lines)) if many_pages else ())


def _alignment(line: _Line, width: int | None) -> Alignment | None:
    if width is None or line.indent < _TAB:
        return None
    return "center" if abs(line.indent + len(line.text) - width) <= _TAB + 4 else None


# Side by side ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    text: str


def _parts(line: _Line) -> list[_Part]:
    """The pieces of a line between wide gaps, each with where it starts."""
    text = line.text
    pieces: list[_Part] = []
    start = line.indent
    for gap in _GAP.finditer(text, line.indent):
        pieces.append(_Part(start, text[start : gap.start()]))
        start = gap.end()
    return [part for part in (*pieces, _Part(start, text[start:])) if part.text.strip() and not _RULE.fullmatch(part.text)]


def _is_paired(parts: Sequence[_Part]) -> bool:
    if len(parts) != 2 or parts[1].start < _RIGHT_FROM or any(len(part.text) > _LONGEST_PART for part in parts):
        return False
    return not _TYPED_LABEL.fullmatch(parts[0].text) and any(c.isalpha() for c in parts[1].text)


def _columns_at(lines: Sequence[_Line], place: int) -> tuple[int, list[Block]]:
    """Text in two columns of spaces that begins at this line: the head, "Nơi nhận" beside the signature."""
    if not _is_paired(_parts(lines[place])):
        return place, []
    rows: list[list[_Part]] = []
    waiting: list[list[_Part]] = []
    right = _WIDEST
    end = place
    for n in range(place, len(lines)):
        parts = _parts(lines[n])
        if _is_paired(parts) or (
            len(parts) == 1 and parts[0].start >= max(right - _TAB, _RIGHT_FROM) and len(parts[0].text) < _LONGEST_PART
        ):
            rows += [*waiting, parts]
            waiting, end = [], n + 1
            right = min(right, parts[-1].start)
        elif sum(map(bool, waiting)) < _MOST_WAITING and len(waiting) < 2 * _MOST_WAITING and _may_stand_left(parts, right):
            waiting.append(parts)
        else:
            break
    paired = [row for row in rows if len(row) == 2]
    if len(paired) < 2 and not any(row[0].text.isupper() and " " in row[0].text for row in paired):
        return place, []
    fields = [
        Field(Cell(n, int(part.start >= right - _TAB or (len(row) == 2 and part is row[1])), part.text), (paragraph([Run(part.text)]),))
        for n, row in enumerate(rows)
        for part in row
    ]
    return end, list(in_columns(fields))


def _stands_right(parts: Sequence[_Part], right: int) -> bool:
    return len(parts) == 1 and parts[0].start >= max(right - _TAB, _RIGHT_FROM) and len(parts[0].text) < _LONGEST_PART


def _may_stand_left(parts: Sequence[_Part], right: int) -> bool:
    return len(parts) <= 1 and all(part.start + len(part.text) <= right for part in parts)

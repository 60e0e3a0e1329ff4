"""Lines of a Word file on their way to being paragraphs: their pieces of text, and the finished block."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from ingest.document import Cell, Paragraph, Role, Span, Table
from ingest.text import (
    DROPPED,
    VNI_BASES,
    VNI_MARKS,
    Encoding,
    decode,
    is_normal,
    is_unicode_vietnamese,
    legacy_encoding,
    normal,
    symbol,
)
from ingest.word.styles import Form, Shape

TWIPS = 20
"""Twentieths of a point, Word's unit of length, in a point."""
DEFAULT_STOP = 720
_BREAK = re.compile(r"\n")
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


@dataclass(frozen=True, slots=True)
class BoxPlace:
    """The text box that a line stands in: its number in the file and its edges in points, None where they are not known."""

    number: int
    left: float | None
    right: float


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
    box: BoxPlace | None = None
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
        is_set_apart = self.column is not None or self.box is not None or self.shape.alignment == "center"
        return is_set_apart and not self.label and bool(_RULE.fullmatch(self.raw))

    def go_on_from(self, before: Line) -> None:
        """Take in the paragraph before, whose end does not show."""
        self.chunks = before.chunks + self.chunks
        self.footnotes = before.footnotes + self.footnotes
        self.label = before.label or self.label
        self.new_page = before.new_page or self.new_page

    def drop_start(self, text: str) -> None:
        """Leave out what the line begins with, if it begins so."""
        for position, chunk in enumerate(self.chunks):
            if chunk.text.strip():
                if chunk.text.lstrip().startswith(text):
                    self.chunks[position] = replace(chunk, text=chunk.text.lstrip().removeprefix(text))
                return

    @property
    def size(self) -> float:
        return next((chunk.form.size for chunk in self.chunks if chunk.form.size and chunk.text.strip()), 14.0)


@dataclass(slots=True)
class Grid:
    """A data table, its cells finished; `footnotes` follow it in the document. `columns` are the widths of its columns."""

    cells: tuple[Cell, ...]
    width: int
    height: int
    header_rows: int
    columns: tuple[int, ...] = ()
    proof: dict[str, int] = field(default_factory=dict)
    footnotes: list[Line] = field(default_factory=list)
    column: int | None = None


Item = Line | Grid


def paragraph(line: Line, index: int) -> Paragraph:
    """The finished paragraph: label and text in normal form, with its spans."""
    chunks = [_without_tabs(chunk) for chunk in line.chunks]
    text, forms = _joined([chunk for chunk in chunks if chunk.text])
    label = normal(line.label)
    if label:
        lead = f"{label} " if text else label
        first = forms[0] if forms else Form()
        text, forms = lead + text, [first] * len(lead) + forms
    indent = line.shape.first_line / TWIPS
    if not indent and line.raw.startswith("\t"):
        indent = (line.shape.stops[0].position if line.shape.stops else DEFAULT_STOP) / TWIPS
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
        proof=grid.proof,
        column=grid.column,
    )


def plain(line: Line) -> str:
    """The line's text alone, as in a table cell."""
    return paragraph(line, 0).text


def _without_tabs(chunk: Chunk) -> Chunk:
    return chunk if "\t" not in chunk.text and "\n" not in chunk.text else replace(chunk, text=re.sub(r"[\t\n]", " ", chunk.text))


def in_unicode(chunks: Sequence[Chunk], unicode: Collection[Encoding] = ()) -> list[Chunk]:
    """The chunks with runs in old Vietnamese fonts decoded, and letters shown as capitals written so.

    `unicode` names the encodings under whose fonts the file as a whole holds Unicode.
    """
    if not any(legacy_encoding(chunk.form.font) or chunk.form.capitals for chunk in chunks):
        return list(chunks)
    legacy = [chunk for chunk in chunks if legacy_encoding(chunk.form.font)]
    around = any(is_unicode_vietnamese(chunk.text) for chunk in legacy)
    decoded = (
        replace(c, text=decode(c.text, c.form.font, among_unicode=around or legacy_encoding(c.form.font) in unicode))
        for c in _whole_letters(chunks)
    )
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
        letter = symbol(letter, form.font)
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


def split(line: Line, separator: re.Pattern[str]) -> list[Line]:
    """The line cut at each place in its text that the pattern finds; the label stays with the first piece that has text."""
    cuts = [found.span() for found in separator.finditer(line.raw)]
    if not cuts:
        return [line]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line.raw)]
    offsets = list(accumulate((len(chunk.text) for chunk in line.chunks), initial=0))
    places = zip(starts, ends, strict=True)
    pieces = [chunks for start, end in places if (chunks := _slice(line.chunks, offsets, start, end))]
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


def at_breaks(line: Line) -> list[Line]:
    """The line cut at its manual line breaks."""
    return split(line, _BREAK)


def _slice(chunks: Sequence[Chunk], offsets: Sequence[int], start: int, end: int) -> list[Chunk]:
    """The part of the chunks between two places in their text; nothing where that is blank. `offsets` says where each begins."""
    cut: list[Chunk] = []
    for position in range(bisect_right(offsets, start) - 1, len(chunks)):
        if offsets[position] >= end:
            break
        text = chunks[position].text[max(start - offsets[position], 0) : end - offsets[position]]
        if text:
            cut.append(replace(chunks[position], text=text))
    return cut if normal("".join(chunk.text for chunk in cut)) else []

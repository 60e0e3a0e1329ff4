"""From lines to paragraphs: what goes on with what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Alignment, Box, Paragraph, Role, Span
from ingest.layout.lines import Line
from ingest.layout.measure import Margins

_DASH_END = re.compile(r"\w-$")


@dataclass(slots=True)
class Gathered:
    """A paragraph being gathered out of lines."""

    lines: list[Line]
    column: int | None = None
    alignment: Alignment | None = None
    text: str = ""
    spans: tuple[Span, ...] = ()
    boxes: dict[int, Box] = field(default_factory=dict)
    unsure: tuple[tuple[int, int], ...] = ()

    @property
    def confidence(self) -> float | None:
        """The mean of its lines' confidence, each counted by its letters."""
        known = [(line.confidence, len(line.text)) for line in self.lines if line.confidence is not None]
        return round(sum(c * n for c, n in known) / sum(n for _, n in known), 3) if known else None


def is_centred(line: Line, area: Margins) -> bool:
    inset = min(line.x0 - area.left, area.right - line.x1)
    return inset > 12 and abs(line.middle - area.middle) < max(4.0, 0.012 * (area.right - area.left))


def continues(gathered: Sequence[Line], b: Line, area: Margins, area_before: Margins) -> bool:
    """Whether line `b` goes on with the paragraph gathered so far.

    A line that still had room for the next line's first word ends its paragraph; an indented line, a label
    ("1.", "a)", "-"), a wider gap, another size or another alignment begin a new one.
    """
    a = gathered[-1]
    over_page = a.page != b.page or b.baseline < a.baseline  # or to the head of the next column
    if abs(a.size - b.size) > 0.8:
        return False
    pitch = (b.baseline - a.baseline) / b.size
    if not over_page and not 0 < pitch <= area.pitch + 0.22 and not (0 < pitch < area.pitch * 1.7 and _runs_on(a, b, area_before)):
        return False
    full = _is_full(a, b, area_before)
    if is_centred(b, area) and not (len(gathered) > 1 and abs(b.x0 - gathered[-1].x0) < 2 and not is_centred(a, area_before)):
        near_middle = abs(a.middle - area_before.middle) < 6
        return near_middle and not over_page and _title_goes_on(a, b, area_before)
    if not full:
        return (_broken_heading(gathered, b) and not over_page) or _ragged(gathered, b, area, area_before)
    return _goes_on(gathered, b, area)


def _ragged(gathered: Sequence[Line], b: Line, area: Margins, area_before: Margins) -> bool:
    """Text without an even right edge: an unfinished long line, and a next one at the left edge that begins with a small letter."""
    a = gathered[-1]
    unfinished = not a.ends and a.text[-1:] not in ",-" and b.starts_small and not b.has_label
    long = a.x1 - area_before.left > 0.75 * (area_before.right - area_before.left)
    return unfinished and long and abs(b.x0 - area.left) < 4


def _runs_on(a: Line, b: Line, area: Margins) -> bool:
    return area.right - a.x1 < 4 and not a.ends and b.starts_small


def _is_full(a: Line, b: Line, area: Margins) -> bool:
    return area.right - a.x1 < b.first_width + a.space


def _title_goes_on(a: Line, b: Line, area: Margins) -> bool:
    """A title over two lines: the first was full, or the second begins with a small letter in the same form."""
    if a.bold != b.bold or a.ends or b.has_label:
        return False
    same_form = a.spans[-1].italic == b.spans[0].italic and abs(a.size - b.size) < 0.6
    return _fills(a, b, area) or (same_form and b.text[:1].islower() and not a.text.isupper())


def _fills(a: Line, b: Line, area: Margins) -> bool:
    """A centred line that had no room left for the next line's first word."""
    return area.right - area.left - a.width < b.first_width + a.space + 2


def _broken_heading(gathered: Sequence[Line], b: Line) -> bool:
    """A heading with a line break set by hand: "II- ĐỐI TƯỢNG," over "CHỈ TIÊU" at the same indent."""
    a = gathered[-1]
    same_form = a.bold and b.bold and abs(a.x0 - b.x0) < 2 and a.page == b.page
    return same_form and gathered[0].has_label and not b.has_label and not a.ends and a.text.isupper() and b.text.isupper()


def _goes_on(gathered: Sequence[Line], b: Line, area: Margins) -> bool:
    a = gathered[-1]
    indent = b.x0 - area.left
    label = b.has_label and not _split_range(a, b)
    if label and (indent > 6 or a.ends or (area.block_style and a.text[-1:] == ",")):
        return False
    if all(line.bold for line in gathered) and not b.spans[0].bold and not b.starts_small and a.ends:
        return False
    if indent > 8:
        return _goes_on_indented(gathered, b)
    if a.page != b.page and a.ends and area.block_style and not b.starts_small:
        return False
    return not (area.block_style and a.ends and not b.starts_small and (b.baseline - a.baseline) / b.size > area.pitch + 0.1)


def _goes_on_indented(gathered: Sequence[Line], b: Line) -> bool:
    a = gathered[-1]
    if len(gathered) > 1:
        return abs(b.x0 - a.x0) <= 3 or (not a.ends and b.starts_small)
    if a.has_label and b.x0 > a.x0 + 3:
        return any(abs(b.x0 - x) <= 5 for x in a.hang) or not a.ends
    if abs(b.x0 - a.x0) <= 2:
        return not a.ends
    return not a.ends and b.starts_small


def _split_range(a: Line, b: Line) -> bool:
    """A range cut at the line's end: "nhiệm kỳ 2020" over "– 2025"."""
    return bool(re.match(r"[-–] ?\d", b.text)) and a.text[-1:].isdigit()


def gather(lines: Sequence[Line], *, column: int | None = None, area: Margins | None = None, loose: bool = False) -> Gathered:
    """Lines joined into one text. A hyphen that ends a line joins without a space: "CT-" + "XH"; see `joins_tight` for `loose`."""
    gathered = Gathered(list(lines), column)
    pieces: list[str] = []
    spans: list[Span] = []
    unsure: list[tuple[int, int]] = []
    position = 0
    for before, one in zip([None, *lines[:-1]], lines, strict=True):
        if before is not None and not joins_tight(before, one, loose=loose):
            pieces.append(" ")
            position += 1
        pieces.append(one.text)
        for span in one.spans:
            moved = replace(span, start=span.start + position, end=span.end + position)
            if spans and (spans[-1].bold, spans[-1].italic, spans[-1].size) == (moved.bold, moved.italic, moved.size):
                spans[-1] = replace(spans[-1], end=moved.end)
            else:
                spans.append(moved)
        unsure += [(start + position, end + position) for start, end in one.unsure]
        position += len(one.text)
        gathered.boxes[one.page] = around([*([gathered.boxes[one.page]] if one.page in gathered.boxes else []), one.box])
    gathered.text = "".join(pieces)
    gathered.spans = tuple(spans)
    gathered.unsure = tuple(unsure)
    gathered.alignment = _alignment(lines, area) if area else None
    return gathered


def joins_tight(a: Line, b: Line, *, loose: bool) -> bool:
    """A line that ends in a hyphen inside a word goes on without a space, unless a space was typed after it.

    Who writes "chính trị- xã hội" all through a document (`loose`) wrote it so at the line's end, too; never in codes ("04-" + "KH/HU").
    """
    if not _DASH_END.search(a.text) or a.space_after or not b.text[:1].isalnum():
        return False
    last = a.text.rsplit(" ", 1)[-1]
    return not (loose and b.text[0].isalpha() and last[:-1].isalpha())


_LOOSE_DASH = re.compile(r"[^\W\d]{2,}- [^\W\d]")
_TIGHT_DASH = re.compile(r"[^\W\d]-[^\W\d]")
_ROMAN = re.compile(r"[IVXLC]+- ")


@dataclass(slots=True)
class Dashes:
    """How a document's hyphens stand, counted as it is read: like those of "chính trị- xã hội" (`loose`) or of "CT-XH"."""

    apart: int = 0
    tight: int = 0

    def take(self, texts: Iterable[str]) -> None:
        for text in texts:
            if "-" in text:
                self.tight += len(_TIGHT_DASH.findall(text))
                self.apart += len(_LOOSE_DASH.findall(_ROMAN.sub("", text)))

    @property
    def loose(self) -> bool:
        return self.apart >= 2 and self.apart > self.tight


def around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _alignment(lines: Sequence[Line], area: Margins) -> Alignment:
    if all(is_centred(one, area) or (len(lines) > 1 and abs(one.middle - area.middle) < 6) for one in lines):
        return "center"
    if len(lines) > 1 and all(area.right - one.x1 < 3 for one in lines[:-1]):
        return "justify"
    if len(lines) == 1 and area.right - lines[0].x1 < 3 and lines[0].x0 - area.left > 60:
        return "right"
    return "left"


def paragraph(gathered: Gathered, *, role: Role = "body", indent: float | None = None) -> Paragraph:
    return Paragraph(
        0, gathered.text, role, gathered.column, alignment=gathered.alignment, spans=gathered.spans,
        pages=tuple(gathered.boxes), boxes=tuple(gathered.boxes.values()),
        first_line_indent=round(indent, 1) if indent is not None and indent > 1 else None,
        confidence=gathered.confidence, unsure=gathered.unsure,
    )  # fmt: skip

"""From words on pages to lines, and from lines to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.document import Alignment, Box, Span
from ingest.pdf_page import Word
from ingest.text import superscript

GLUE = 0.14
"""Share of the letter size below which a gap is no space."""

END_MARKS = tuple(".;:!?…")
LABEL = re.compile(
    r"(?:[-–—+*•▪➢✓o●○■□]|(?:\d{1,2}\.){1,4}\d{0,2}|\d{1,2}[-/)]|[IVXLC]{1,5}[.\-)–]|[A-ZĐ][.)]|[a-zđ]{1,2}\)|\([a-zđ\d]{1,2}\)|"
    r"(?:Điều|Chương|Mục|Phần)\s+[\dIVXLC]+[.:]?)(?=\s|$)|[-+*•]\s?(?=[A-ZĐÀ-Ỹ])"
)
_MARK = re.compile(r"[\[(]?(\d{1,3}|\*{1,3}|[ivx]{1,4})[\])]?")
_DASH_END = re.compile(r"\w-$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right.

    `space` is its narrowest space, `hang` where its second and third word begin, `space_after` whether a space was typed at its end.
    """

    page: int
    words: tuple[Word, ...]
    text: str
    spans: tuple[Span, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    first_width: float
    bold: bool
    space: float
    hang: tuple[float, ...]
    space_after: bool

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def has_label(self) -> bool:
        return bool(LABEL.match(self.text))

    @property
    def ends(self) -> bool:
        return self.text.rstrip("”\")»' ").endswith(END_MARKS)

    @property
    def starts_small(self) -> bool:
        return self.text.lstrip("“\"(«'")[:1].islower()


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page begins and ends, and how far apart the lines of one paragraph stand, in letter sizes."""

    left: float
    right: float
    pitch: float = 1.3
    block_style: bool = False
    size: float = 14.0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Gathered:
    """A paragraph being gathered out of lines."""

    lines: list[Line]
    column: int | None = None
    alignment: Alignment | None = None
    text: str = ""
    spans: tuple[Span, ...] = ()
    boxes: dict[int, Box] = field(default_factory=dict)


# --- lines ---------------------------------------------------------------------------------------------------------------


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The lines of a page (or of a part of it) from top to bottom; a small raised figure is a superscript of its line."""
    lowered = _lowered(list(words))
    rows: list[list[Word]] = []
    base = 0.0
    for word in sorted(lowered, key=lambda w: w.baseline):
        if rows and word.baseline - base <= 0.3 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            base = word.baseline
    return [line(_once(sorted(row, key=lambda w: w.x0)), page) for row in rows]


def _lowered(words: list[Word]) -> list[Word]:
    """Raised small figures brought down to their line's baseline and written as superscripts: "viên" + "1" is "viên¹"."""
    lowered = list(words)
    for index, word in enumerate(words):
        before = lowered[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        host = before if before is not None and _raised_after(word, before) else None
        if host is None and after is not None and _raised_before(word, after):
            host = after
        if host is None:
            continue
        mark = _MARK.fullmatch(word.text)
        text = superscript(mark[1]) if mark else superscript(word.text) if word.text.isdigit() else word.text
        lowered[index] = replace(word, text=text, baseline=host.baseline, raised=True)
    return lowered


def _raised_after(word: Word, host: Word) -> bool:
    if host.raised:
        return word.size < host.size * 1.05 and abs(word.top - host.top) < 1 and -1 < word.x0 - host.x1 < word.size * 0.3
    rise = host.baseline - word.baseline
    return word.size <= 0.85 * host.size and 0.12 * host.size < rise < 0.75 * host.size and -0.35 < (word.x0 - host.x1) / host.size < 0.5


def _raised_before(word: Word, host: Word) -> bool:
    rise = host.baseline - word.baseline
    near = -0.35 < (host.x0 - word.x1) / host.size < 0.7
    return word.size <= 0.85 * host.size and 0.12 * host.size < rise < 0.75 * host.size and near and bool(_MARK.fullmatch(word.text))


def _once(row: list[Word]) -> list[Word]:
    """Without the second print of a word that is drawn twice to look bold."""
    kept: list[Word] = []
    for word in row:
        twin = next((k for k in kept[-3:] if k.text == word.text and abs(k.x0 - word.x0) < 0.3 * word.size), None)
        if twin is None:
            kept.append(word)
        elif not twin.bold:
            kept[kept.index(twin)] = replace(twin, bold=True)
    return kept


def line(words: Sequence[Word], page: int) -> Line:
    pieces: list[str] = []
    spans: list[Span] = []
    position = 0
    before: Word | None = None
    for word in words:
        if before is not None and not touches(before, word):
            pieces.append(" ")
            position += 1
        pieces.append(word.text)
        _extend(spans, position, word)
        position += len(word.text)
        before = word
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    plain = [word for word in words if not word.raised] or list(words)
    return Line(
        page, tuple(words), "".join(pieces), tuple(spans),
        words[0].x0, min(w.top for w in plain), max(w.x1 for w in words), max(w.bottom for w in plain),
        plain[0].baseline, sizes.most_common(1)[0][0], _first_width(words), all(w.bold for w in words if w.text.strip("-–*•+")),
        _space(words), tuple(word.x0 for word in words[1:3]), words[-1].space_after,
    )  # fmt: skip


def touches(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    if word.raised and gap < 0.35 * before.size and not before.space_after:
        return True
    return word.glued and not before.space_after and gap < GLUE * max(word.size, before.size)


def _extend(spans: list[Span], position: int, word: Word) -> None:
    end = position + len(word.text)
    if (spans and (spans[-1].bold, spans[-1].italic, spans[-1].size) == (word.bold, word.italic, word.size)) or (spans and word.raised):
        spans[-1] = replace(spans[-1], end=end)
    else:
        spans.append(Span(position, end, bold=word.bold, italic=word.italic, size=word.size))


def _first_width(words: Sequence[Word]) -> float:
    end = words[0].x1
    for before, word in pairwise(words):
        if not touches(before, word):
            break
        end = word.x1
    return end - words[0].x0


def _space(words: Sequence[Word]) -> float:
    size = words[0].size
    gaps = [b.x0 - a.x1 for a, b in pairwise(words) if not touches(a, b)]
    return min(max(min(gaps, default=0.22 * size), 0.18 * size), 0.6 * size)


def without_words(one: Line, width: float) -> Line:
    """A line that fills the page without a wide gap needs its single words no more: it can be no part of two columns."""
    even = all(b.x0 - a.x1 < 0.5 * one.size for a, b in pairwise(one.words))
    return replace(one, words=()) if even and one.width > 0.62 * width else one


# --- the page's measure --------------------------------------------------------------------------------------------------


def margins(lines: Sequence[Line], width: float, fallback: Margins | None = None) -> Margins:
    """The text area of a page, from the lines that fill it."""
    wide = [line for line in lines if line.width > 0.45 * width]
    if len(wide) < 5 and fallback is not None:
        return fallback
    measured = wide or list(lines)
    if not measured:
        return fallback or Margins(0.12 * width, 0.93 * width)
    left = _common([line.x0 for line in measured], lowest=True)
    right = _right_edge([line.x1 for line in measured])
    pitches = Counter(
        round((b.baseline - a.baseline) / b.size, 2)
        for a, b in pairwise(lines)
        if b.baseline > a.baseline and abs(a.size - b.size) < 0.6 and right - a.x1 < 6 and abs(b.x0 - left) < 6
    )
    pitch = _usual_pitch(pitches) or (fallback.pitch if fallback else 1.35)
    after_short = [b for a, b in pairwise(lines) if right - a.x1 > 30 and abs(a.x0 - left) < 50]
    indented = sum(1 for b in after_short if b.x0 - left > 8)
    return Margins(left, right, pitch, block_style=len(after_short) >= 3 and indented < 0.3 * len(after_short), size=_usual_size(measured))


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _right_edge(ends: Sequence[float]) -> float:
    """The edge at which most lines end; where they end unevenly, the furthest that any line reaches."""
    common = _common(ends, lowest=False)
    even = sum(abs(end - common) <= 2 for end in ends)
    return common if even >= 0.35 * len(ends) else max(ends)


def _common(values: Sequence[float], *, lowest: bool) -> float:
    needed = max(2, 0.12 * len(values))
    for value in sorted(values, reverse=not lowest):
        near = [v for v in values if abs(v - value) <= 2]
        if len(near) >= needed:
            return sum(near) / len(near)
    return min(values) if lowest else max(values)


def _usual_pitch(pitches: Counter[float]) -> float | None:
    clusters = {pitch: sum(n for other, n in pitches.items() if abs(other - pitch) <= 0.04) for pitch in pitches}
    return max(clusters, key=lambda pitch: (clusters[pitch], -pitch)) if clusters else None


# --- paragraphs ----------------------------------------------------------------------------------------------------------


def is_centred(line: Line, area: Margins) -> bool:
    inset = min(line.x0 - area.left, area.right - line.x1)
    return inset > 12 and abs(line.middle - area.middle) < max(4.0, 0.012 * (area.right - area.left))


def continues(gathered: Sequence[Line], b: Line, area: Margins, area_before: Margins) -> bool:
    """Whether line `b` goes on with the paragraph gathered so far.

    A line that still had room for the next line's first word ends its paragraph; an indented line, a label
    ("1.", "a)", "-"), a wider gap, another size or another alignment begin a new one.
    """
    a = gathered[-1]
    over_page = a.page != b.page
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
        position += len(one.text)
        gathered.boxes[one.page] = around([*([gathered.boxes[one.page]] if one.page in gathered.boxes else []), one.box])
    gathered.text = "".join(pieces)
    gathered.spans = tuple(spans)
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


def writes_loose_dashes(texts: Iterable[str]) -> bool:
    """Whether a document's hyphens stand like those of "chính trị- xã hội" rather than "CT-XH"."""
    loose = tight = 0
    for text in texts:
        if "-" in text:
            tight += len(_TIGHT_DASH.findall(text))
            loose += len(_LOOSE_DASH.findall(_ROMAN.sub("", text)))
    return loose >= 2 and loose > tight


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


# --- side by side --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines `start` to `end` (exclusive) of a page that stand in two columns parted at `gutter`."""

    start: int
    end: int
    gutter: float


def passages(lines: Sequence[Line], area: Margins) -> list[Passage]:
    """Where text stands side by side: the head with the issuer left and "ĐẢNG CỘNG SẢN VIỆT NAM" right, "Nơi nhận" beside the signature."""
    found: list[Passage] = []
    index = 0
    while index < len(lines):
        gap = _seed(lines, index, area)
        if gap is None:
            index += 1
            continue
        first = found[-1].end if found else 0
        start, end, gutter = _grown(lines, index, gap, area, first)
        found.append(Passage(start, end, gutter))
        index = max(end, index + 1)
    return found


_BLANK_FOLLOWS = frozenset({"ngày", "tháng", "năm", "số", "số:"})
"""Words after which a wide gap is a blank to be filled in by hand: "ngày      tháng 3 năm 2026"."""


def _seed(lines: Sequence[Line], index: int, area: Margins) -> tuple[float, float] | None:
    line = lines[index]
    wide = [(a.x1, b.x0) for a, b in pairwise(line.words) if b.x0 - a.x1 > 1.6 * line.size and a.text.casefold() not in _BLANK_FOLLOWS]
    if len(wide) == 1 and not LABEL.fullmatch(_text_before(line, wide[0][0])) and _near_middle(wide[0], area):
        return wide[0]
    if index + 1 < len(lines):
        other = lines[index + 1]
        left, right = (line, other) if line.x0 < other.x0 else (other, line)
        overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
        if right.x0 - left.x1 > line.size and overlap > 0.35 * min(left.size, right.size) and _near_middle((left.x1, right.x0), area):
            return left.x1, right.x0
    return None


def _near_middle(gap: tuple[float, float], area: Margins) -> bool:
    width = area.right - area.left
    return gap[1] > area.left + 0.25 * width and gap[0] < area.left + 0.75 * width


def _text_before(line: Line, x: float) -> str:
    return " ".join(word.text for word in line.words if word.x1 <= x + 0.1)


def _grown(lines: Sequence[Line], seed: int, gap: tuple[float, float], area: Margins, first: int) -> tuple[int, int, float]:
    low, high = gap
    end = seed
    while end < len(lines):
        narrowed = _fits_gutter(lines[end], low, high, area, seeded=end == seed)
        if narrowed is None or (end > seed and _leaves(lines, seed, end, narrowed, area)):
            break
        low, high = narrowed
        end += 1
    end = max(end, seed + 1)
    start = seed
    while start > first:
        narrowed = _fits_gutter(lines[start - 1], low, high, area, seeded=False)
        if narrowed is None or not _belongs_above(lines[start - 1], lines[start:end], narrowed, area):
            break
        low, high = narrowed
        start -= 1
    return start, end, (low + high) / 2


def _fits_gutter(line: Line, low: float, high: float, area: Margins, *, seeded: bool) -> tuple[float, float] | None:
    """The gutter narrowed to where this line has no ink; None where the line runs across it."""
    best: tuple[float, float] | None = None
    gaps = ((a.x1, b.x0) for a, b in pairwise(line.words))
    edges = [(area.left - 200, line.x0), *gaps, (line.x1, area.right + 200)]
    for left, right in edges:
        a, b = max(low, left), min(high, right)
        inner = left != area.left - 200 and right != area.right + 200
        room = 0.55 * line.size if inner and not seeded else 2.0
        if b - a >= room and (best is None or b - a > best[1] - best[0]):
            best = (a, b)
    return best


def _leaves(lines: Sequence[Line], seed: int, index: int, gutter: tuple[float, float], area: Margins) -> bool:
    """Whether a line below stands on its own: centred on the page, or of the text that follows."""
    line, middle = lines[index], sum(gutter) / 2
    above = lines[seed:index]
    left = [w for one in above for w in one.words if w.middle < middle]
    right = [w for one in above for w in one.words if w.middle >= middle]
    if line.x0 < middle < line.x1:
        return False
    gap = line.top - max(one.bottom for one in above)
    if line.x0 >= middle:
        centre = (min(w.x0 for w in right) + max(w.x1 for w in right)) / 2 if right else line.middle
        off_centre = abs(line.middle - centre) > 12
        return off_centre and (is_centred(line, area) or bool(right and line.x0 < min(w.x0 for w in right) - 15))
    if gap > 2.2 * line.size:
        return True
    usual = min(w.x0 for w in left) if left else line.x0
    widest = max(w.x1 for w in left) if left else line.x1
    centred = bool(left) and abs(line.middle - (usual + widest) / 2) < 10
    return not centred and line.x0 - usual > 14


def _belongs_above(line: Line, below: Sequence[Line], gutter: tuple[float, float], area: Margins) -> bool:
    middle = sum(gutter) / 2
    gap = below[0].top - line.bottom
    if gap > 1.6 * line.size:
        return False
    if line.x0 < middle < line.x1:
        return True
    side = [w for one in below for w in one.words if (w.middle < middle) == (line.middle < middle)]
    if not side:
        return False
    centre = (min(w.x0 for w in side) + max(w.x1 for w in side)) / 2
    centred = abs(line.middle - centre) < 10 and line.x0 - area.left > 4
    if line.middle >= middle:
        return centred or line.x0 >= gutter[1] - 2
    small_item = line.size < 0.95 * area.size and abs(line.x0 - min(w.x0 for w in side)) < 12
    heads_items = line.text.endswith(":") and bool(re.match(r"[-–+*•]", below[0].text)) and abs(line.x0 - below[0].x0) < 12
    return small_item or heads_items or (centred and not line.ends)


def columns(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    """The lines of a passage parted at the gutter."""
    words = [word for one in lines for word in one.words]
    page = lines[0].page
    left = [word for word in words if word.middle < gutter]
    right = [word for word in words if word.middle >= gutter]
    return _again(left, page), _again(right, page)


def _again(words: Sequence[Word], page: int) -> list[Line]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.baseline):
        if rows and word.baseline - rows[-1][0].baseline <= 0.3 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [line(sorted(row, key=lambda w: w.x0), page) for row in rows]


def column_paragraphs(lines: Sequence[Line], edge: float) -> list[list[Line]]:
    """Each printed line is a paragraph, but an item "- …" that runs over to a line without a dash is one."""
    found: list[list[Line]] = []
    for one in lines:
        if found and _item_runs_over(found[-1], one, edge):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _item_runs_over(gathered: Sequence[Line], b: Line, edge: float) -> bool:
    a = gathered[-1]
    if not re.match(r"[-–+*•]", gathered[0].text) or b.has_label or abs(a.size - b.size) > 0.8:
        return False
    near = 0 < b.baseline - a.baseline < 1.7 * b.size and abs(b.x0 - gathered[0].x0) < 30
    had_no_room = edge - a.x1 < b.first_width + 0.3 * b.size
    return near and not a.text.endswith((";", ".")) and (had_no_room or b.starts_small or b.text.startswith("("))

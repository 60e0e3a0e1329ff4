"""Text that stands side by side: the head of two columns, "Nơi nhận" beside the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.layout.lines import LABEL, Line, line
from ingest.layout.measure import Margins
from ingest.layout.paragraphs import is_centred
from ingest.pdf_page import Word


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
    wide = _wide_gaps(line)
    if len(wide) > 1 and (line.text.isupper() or _repeated(wide, lines[index + 1 : index + 4])):
        return max((gap for gap in wide if _near_middle(gap, area)), key=lambda gap: gap[1] - gap[0], default=None)
    if len(wide) == 1 and not LABEL.fullmatch(_text_before(line, wide[0][0])) and _near_middle(wide[0], area):
        return wide[0]
    if index + 1 < len(lines):
        other = lines[index + 1]
        left, right = (line, other) if line.x0 < other.x0 else (other, line)
        overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
        if right.x0 - left.x1 > line.size and overlap > 0.35 * min(left.size, right.size) and _near_middle((left.x1, right.x0), area):
            return left.x1, right.x0
    return None


def _wide_gaps(line: Line) -> list[tuple[float, float]]:
    return [(a.x1, b.x0) for a, b in pairwise(line.words) if b.x0 - a.x1 > 1.6 * line.size and a.text.casefold() not in _BLANK_FOLLOWS]


def _repeated(gaps: Sequence[tuple[float, float]], below: Sequence[Line]) -> bool:
    """Whether one of the next lines is parted at the same places, like the offices and names of three who sign."""
    others = [_wide_gaps(line) for line in below]
    return any(
        len(other) == len(gaps) and all(max(a[0], b[0]) < min(a[1], b[1]) for a, b in zip(gaps, other, strict=True)) for other in others
    )


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
        room = 0.55 * line.size if inner and not seeded and right - left < 1.6 * line.size else 2.0
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


@dataclass(frozen=True, slots=True)
class Column:
    """One of the columns of a passage, its lines as far as `edge`; `prose` is its text area where it is running text, as in a newspaper."""

    number: int
    lines: list[Line]
    edge: float
    prose: Margins | None = None


def columns(lines: Sequence[Line], gutter: float, area: Margins, *, heads: bool = False) -> list[Column]:
    """The columns of a passage from left to right: two, or as many as these fall into again, as where three sign.

    Where it `heads` the page, two bodies on the left are both of column 0.
    """
    words = [word for one in lines for word in one.words]
    page = lines[0].page
    halves = [[w for w in words if w.middle < gutter], [w for w in words if w.middle >= gutter]]
    found: list[Column] = []
    for number, (half, edge) in enumerate(zip(halves, (gutter, area.right), strict=True)):
        inner = _inner_gutter(_again(half, page))
        parts = (
            [(half, edge)]
            if inner is None
            else [([w for w in half if w.middle < inner], inner), ([w for w in half if w.middle >= inner], edge)]
        )
        for part, right in parts:
            own = _again(part, page)
            found.append(Column(number if heads else len(found), own, right, _prose(own, area)))
    return found


def _inner_gutter(lines: Sequence[Line]) -> float | None:
    """Where a column falls into two: two of its lines have a wide gap there, or one between names in capitals, and none runs across."""
    parted = [gap for line in lines for gap in _wide_gaps(line)]
    if len(parted) < 2 and not any(_wide_gaps(line) and line.text.isupper() for line in lines):
        return None
    low, high = max(gap[0] for gap in parted), min(gap[1] for gap in parted)
    middle = (low + high) / 2
    crossed = any(line.x0 < middle < line.x1 and not _wide_gaps(line) for line in lines)
    return middle if low < high and not crossed else None


def _prose(lines: Sequence[Line], area: Margins) -> Margins | None:
    """The text area of a column of running text: long lines that begin and end at the same places."""
    if len(lines) < 5:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    full = sum(line.x1 > right - 0.15 * (right - left) and line.x0 < left + 30 and len(line.text) > 20 for line in lines)
    return replace(area, left=left, right=right) if full >= 0.6 * len(lines) else None


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

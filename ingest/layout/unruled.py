"""Tables that nobody ruled: columns told by the gaps that all their rows share, rows by their numbers.

        TT   Đơn vị            Quý I   Quý II
        1    Chi bộ thôn Đông      2        1
        2    Chi bộ trường học     1        0

Text that merely stands side by side (the two-column head and foot, signers, newspaper columns) has no column of figures and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.layout.lines import Line
from ingest.layout.parts import Part
from ingest.pdf_page import Ruling, Word
from ingest.rulings import Grid

Gap = tuple[float, float]

_FIGURE = re.compile(r"[-–+(]?\d[\d.,/ ]*\)?\s?%?|[-–]|x", re.IGNORECASE)
_TIMES = re.compile(r"\d{1,2}(?:[hg:]\d{0,2}|[/.]\d{1,2})(?:\s?[-–]\s?\d{1,2}(?:[hg:]\d{0,2}|[/.]\d{1,2}))?")
_NUMBERING = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,6}|[A-ZĐa-zđ])[.)]?")
_WIDE = 0.9
"""Share of the letter size above which a gap parts columns in a single line."""
_FREE = 0.5
"""Share of the letter size that must stay free between columns over all rows."""
_NEAR = 3.2
"""Lines further apart than this, in letter sizes, are of no one table."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words without a wide gap between them."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.fullmatch(self.text) or _TIMES.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line as runs."""

    line: Line
    runs: tuple[_Run, ...]

    def gaps(self) -> list[Gap]:
        if not self.runs:
            return []
        return [(-1e6, self.runs[0].x0), *((a.x1, b.x0) for a, b in pairwise(self.runs)), (self.runs[-1].x1, 1e6)]


def unruled_tables(lines: Sequence[Line]) -> tuple[list[Part], list[Line]]:
    """The tables without any ruling among the lines of a page, and the lines that remain."""
    rows = [_Row(line, tuple(_runs(line))) for line in lines]
    parts: list[Part] = []
    kept: list[Line] = []
    since = index = 0
    while index < len(rows):
        found = _body(rows, index) if len(rows[index].runs) >= 2 else None
        if found is None:
            kept.append(lines[index])
            index += 1
            continue
        start, end, gaps = found
        start -= _head(rows[since:start], rows[start], gaps)
        kept = kept[: len(kept) - max(index - start, 0)] + list(lines[index:start])
        parts.append(_part(rows[start:end], gaps))
        since = index = end
    return parts, kept


def _runs(line: Line) -> Iterator[_Run]:
    if not line.words:
        return
    run = [line.words[0]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > _WIDE * line.size:
            yield _Run(tuple(run))
            run = []
        run.append(word)
    yield _Run(tuple(run))


# --- the body ------------------------------------------------------------------------------------------------------------


def _body(rows: Sequence[_Row], index: int) -> tuple[int, int, list[Gap]] | None:
    """Start, end and gaps of the rows that make a table from about `index` on, those of most columns; None where none do."""
    found = [body for start in range(index, min(index + 4, len(rows))) if (body := _grown(rows, start)) is not None]
    return max(found, key=lambda body: (len(body[2]), -body[0]), default=None)


def _grown(rows: Sequence[_Row], start: int) -> tuple[int, int, list[Gap]] | None:
    """The rows from `start` on that share its gaps."""
    gaps = rows[start].gaps()[1:-1]
    end = start + 1
    while gaps and end < len(rows) and _near(rows[end - 1].line, rows[end].line):
        narrowed = _shared(gaps, rows[end])
        if len(narrowed) == len(gaps) or (len(narrowed) >= 2 and len(rows[end].runs) > 2):
            gaps = narrowed
        elif not (_is_group(rows[end]) and end + 1 < len(rows) and len(_shared(gaps, rows[end + 1])) == len(gaps)):
            break
        end += 1
    while end > start + 1 and len(rows[end - 1].runs) == 1 and not _wraps(rows[end - 1], rows[max(start, end - 3) : end - 1], gaps):
        end -= 1
    return (start, end, gaps) if gaps and _is_table(rows[start:end], gaps) else None


def _near(a: Line, b: Line) -> bool:
    return 0 < b.baseline - a.baseline < _NEAR * max(a.size, b.size) and abs(a.size - b.size) < 2.5


def _shared(gaps: Sequence[Gap], row: _Row) -> list[Gap]:
    """What a row leaves free of the gaps."""
    found: list[Gap] = []
    for left, right in gaps if row.runs else ():
        free = [(max(left, a), min(right, b)) for a, b in row.gaps()]
        widest = max(free, key=lambda gap: gap[1] - gap[0])
        if widest[1] - widest[0] >= _FREE * row.line.size:
            found.append(widest)
    return found


def _is_group(row: _Row) -> bool:
    """ "I. KHỐI NÔNG THÔN": a heading inside the table that runs across its columns."""
    text = row.line.text
    return len(row.runs) <= 2 and len(text) < 80 and (row.line.bold or text.isupper()) and not row.line.ends


def _wraps(row: _Row, above: Sequence[_Row], gaps: Sequence[Gap]) -> bool:
    """A last line that goes on with a cell of the rows above and not with the page's text."""
    over = any(abs(run.x0 - row.runs[0].x0) < 3 for one in above for run in one.runs)
    return over and row.line.x0 > gaps[0][0] and row.line.baseline - above[-1].line.baseline < 1.6 * row.line.size


def _is_table(body: Sequence[_Row], gaps: Sequence[Gap]) -> bool:
    """At least three rows with figures at the same places: in most rows of a column that is not the numbering's."""
    columns = len(gaps) + 1
    full = [row for row in body if len(row.runs) >= max(2, columns - 1)]
    if len(full) < (3 if columns > 2 else 4):
        return False
    cells = [[run for row in body for run in row.runs if _column(gaps, run.middle) == column] for column in range(columns)]
    counted = [sum(run.is_figure for run in runs) >= max(3, 0.6 * len(runs)) for runs in cells]
    lettered = any(sum(any(map(str.isalpha, run.text)) for run in runs) > 0.5 * len(full) for runs in cells)
    if columns == 2:
        return counted[1] and not counted[0] and lettered
    numbered = len(cells[0]) >= 3 and all(_NUMBERING.fullmatch(run.text) or _TIMES.fullmatch(run.text) for run in cells[0])
    return lettered and (any(counted[1:]) or (numbered and all(len(runs) >= 0.6 * len(full) for runs in cells)))


def _column(gaps: Sequence[Gap], x: float) -> int:
    return sum(x > (left + right) / 2 for left, right in gaps)


# --- the head ------------------------------------------------------------------------------------------------------------


def _head(above: Sequence[_Row], first: _Row, gaps: Sequence[Gap]) -> int:
    """How many lines over the body are its head: side by side like the columns, though they may stand closer."""
    count = 0
    nearest = first
    while count < min(len(above), 5):
        row = above[-1 - count]
        if not row.runs or not _near(row.line, nearest.line) or not _heads(row, gaps, inside=count > 0):
            break
        nearest = row
        count += 1
    while count and len(above[-count].runs) == 1 and not _spans_some(above[-count], gaps):
        count -= 1
    return count


def _heads(row: _Row, gaps: Sequence[Gap], *, inside: bool) -> bool:
    placed = [_column(gaps, run.middle) for run in row.runs]
    if len(placed) != len(set(placed)):
        return False
    return len(row.runs) >= 2 or (_spans_some(row, gaps) and (inside or len(gaps) > 1))


def _spans_some(row: _Row, gaps: Sequence[Gap]) -> bool:
    """A single text over some of the columns, not over all, nor from the first on."""
    crossed = sum(row.line.x0 < left and row.line.x1 > right for left, right in gaps)
    return crossed < len(gaps) - 1 and _column(gaps, row.line.x0) > 0


# --- the grid ------------------------------------------------------------------------------------------------------------


def _part(table: Sequence[_Row], gaps: Sequence[Gap]) -> Part:
    words = tuple(word for row in table for word in row.line.words)
    head = _head_height(table, gaps)
    xs = (min(w.x0 for w in words) - 2, *(_edge(gap, table[:head]) for gap in gaps), max(w.x1 for w in words) + 2)
    groups = [*_head_rows(table[:head], gaps), *_body_rows(table[head:], gaps)]
    tops = [min(row.line.top for row in group) for group in groups]
    bottoms = [max(row.line.bottom for row in group) for group in groups]
    ys = (tops[0] - 1, *((bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)), bottoms[-1] + 1)
    level = tuple(Ruling(xs[0], y, xs[-1], y) for y in ys)
    upright = [Ruling(x, ys[0], x, ys[-1]) for x in (xs[0], xs[-1])]
    for (top, bottom), group in zip(pairwise(ys), groups, strict=True):
        uncrossed = [x for x in xs[1:-1] if not any(_runs_across(row, x) for row in group)]
        upright += [Ruling(x, top, x, bottom) for x in uncrossed]
    return Part(table[0].line.page, Grid(xs, ys, level, tuple(upright), drawn=False), words)


def _head_height(table: Sequence[_Row], gaps: Sequence[Gap]) -> int:
    """How many lines stand over the first row with a figure, a numbering or a heading of its own."""
    counted = _counted(table, gaps) - {0}
    for count, row in enumerate(table):
        figures = any(run.is_figure and _column(gaps, run.middle) in counted for run in row.runs)
        numbering = _NUMBERING.fullmatch(row.runs[0].text) and not _column(gaps, row.runs[0].middle)
        if figures or numbering or (_is_group(row) and _columns_over(row.runs[-1], gaps) > 1 and count):
            beside = sum(row.line.baseline - one.line.baseline < 0.9 * row.line.size for one in table[:count])
            return count - beside
    return 0


def _runs_across(row: _Row, x: float) -> bool:
    return any(run.x0 < x - 3 and run.x1 > x + 3 for run in row.runs)


def _edge(gap: Gap, head: Sequence[_Row]) -> float:
    """Where in a gap the columns part: half way between their texts, the head's among them."""
    left, right = gap
    middle = (left + right) / 2
    runs = [run for row in head for run in row.runs if not (run.x0 < left and run.x1 > right)]
    left = max([left, *(run.x1 for run in runs if run.middle < middle and run.x1 < right)])
    right = min([right, *(run.x0 for run in runs if run.middle > middle and run.x0 > left)])
    return (left + right) / 2


def _head_rows(head: Sequence[_Row], gaps: Sequence[Gap]) -> list[list[_Row]]:
    """The head's lines: one row, parted under a text that stands over several columns, and before the rest of a row that a page end cut."""
    groups: list[list[_Row]] = []
    spaces = [b.line.baseline - a.line.baseline for a, b in pairwise(head)]
    for number, row in enumerate(head):
        spanning = groups and any(_columns_over(run, gaps) > 1 for one in groups[-1] for run in one.runs)
        set_off = groups and len(row.runs) == 1 and (row.line.bold != groups[-1][0].line.bold or spaces[number - 1] > min(spaces) + 1.5)
        if not groups or spanning or set_off:
            groups.append([])
        groups[-1].append(row)
    return groups


def _columns_over(run: _Run, gaps: Sequence[Gap]) -> int:
    return 1 + sum(run.x0 < left and run.x1 > right for left, right in gaps)


def _body_rows(body: Sequence[_Row], gaps: Sequence[Gap]) -> list[list[_Row]]:
    """Each line with figures, a numbering or a heading is a row; between two of them the rows part where lines stand furthest apart."""
    counted = _counted(body, gaps)
    anchors = [n for n, row in enumerate(body) if _is_group(row) or any(_column(gaps, run.middle) in counted for run in row.runs)]
    starts = [0, *(_parting(body, a, b) for a, b in pairwise(anchors)), len(body)]
    return [list(body[start:end]) for start, end in pairwise(starts)]


def _parting(body: Sequence[_Row], a: int, b: int) -> int:
    """The first line of the row of `b`: the last of those between with the widest space above."""
    spaces = {n: body[n].line.baseline - body[n - 1].line.baseline for n in range(a + 1, b + 1)}
    widest = max(spaces.values())
    return max(n for n, space in spaces.items() if space > widest - 0.5)


def _counted(rows: Sequence[_Row], gaps: Sequence[Gap]) -> set[int]:
    """The columns of figures and of numberings."""
    cells: list[list[_Run]] = [[] for _ in range(len(gaps) + 1)]
    for row in rows:
        for run in row.runs:
            cells[_column(gaps, run.middle)].append(run)
    return {c for c, runs in enumerate(cells) if sum(r.is_figure or bool(_NUMBERING.fullmatch(r.text)) for r in runs) > 0.5 * len(runs)}

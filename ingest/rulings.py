"""From drawn lines to the grids of tables: pure geometry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Box
from ingest.pdf_page import Ruling

SNAP = 2.5
"""Lines closer than this are one line."""

REACH = 3.5
"""Lines whose ends come this close to each other meet."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of one table part: `xs` and `ys` are the edges of columns and rows.

    Without upright lines `xs` holds only both ends, and the columns must come from the text.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]
    drawn: bool = True
    """False where nobody drew the lines and they stand for gaps in the text: `xs` is then only about right."""

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def ruled(self) -> bool:
        return bool(self.upright)

    def holds(self, x: float, y: float) -> bool:
        x0, top, x1, bottom = self.box
        return x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1

    def parted_below(self, row: int, left: float, right: float) -> bool:
        """Whether a line runs under `row` all along the middle of [left, right]."""
        middle, y = (left + right) / 2, self.ys[row + 1]
        return any(abs(line.top - y) <= SNAP and line.x0 - 1 <= middle <= line.x1 + 1 for line in self.level)

    def parted_right(self, column: int, top: float, bottom: float) -> bool:
        middle, x = (top + bottom) / 2, self.xs[column + 1]
        return any(abs(line.x0 - x) <= SNAP and line.top - 1 <= middle <= line.bottom + 1 for line in self.upright)


def grids(rulings: Sequence[Ruling]) -> list[Grid]:
    """The grids on a page, from the top: lines that cross or meet are one grid; level lines of one width over each other are one, too."""
    if len(rulings) < 3:
        return []
    level = _merged([r for r in rulings if r.level])
    upright = [_turned(r) for r in _merged([_turned(r) for r in rulings if not r.level])]
    found: list[Grid] = []
    loose: list[Ruling] = []
    for levels, uprights in _connected(level, upright):
        if len(levels) >= 2 and len(uprights) >= 2:
            found.append(_ruled(levels, uprights))
        else:
            loose.extend(levels)
    free = [line for line in loose if not any(grid.holds((line.x0 + line.x1) / 2, line.top) for grid in found)]
    found.extend(_open_grids(free))
    return sorted(found, key=lambda grid: grid.ys[0])


def _turned(line: Ruling) -> Ruling:
    return Ruling(line.top, line.x0, line.bottom, line.x1)


def _merged(lines: Iterable[Ruling]) -> list[Ruling]:
    """Level pieces at one height that touch are one line."""
    merged: list[Ruling] = []
    for line in sorted(lines, key=lambda r: (r.top, r.x0)):
        touched = _touched(merged, line)
        if touched is None:
            merged.append(line)
        else:
            other = merged[touched]
            merged[touched] = Ruling(min(line.x0, other.x0), other.top, max(line.x1, other.x1), other.bottom)
    return merged


def _touched(merged: Sequence[Ruling], line: Ruling) -> int | None:
    """The latest of the lines at about one height that the line continues."""
    for index in range(len(merged) - 1, -1, -1):
        if merged[index].top < line.top - SNAP:
            return None
        if _continues(merged[index], line):
            return index
    return None


def _continues(line: Ruling, other: Ruling) -> bool:
    return abs(line.top - other.top) <= SNAP and line.x0 <= other.x1 + REACH and other.x0 <= line.x1 + REACH


def _connected(level: Sequence[Ruling], upright: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    groups: list[tuple[list[Ruling], list[Ruling]]] = [([line], []) for line in level]
    for line in upright:
        touched = [group for group in groups if any(_meet(other, line) for other in group[0])]
        joined: tuple[list[Ruling], list[Ruling]] = ([], [line])
        for group in touched:
            joined[0].extend(group[0])
            joined[1].extend(group[1])
        groups = [group for group in groups if group not in touched] + [joined]
    return groups


def _meet(level: Ruling, upright: Ruling) -> bool:
    across = level.x0 - REACH <= upright.x0 <= level.x1 + REACH
    return across and upright.top - REACH <= level.top <= upright.bottom + REACH


def _ruled(level: Sequence[Ruling], upright: Sequence[Ruling]) -> Grid:
    xs = _snapped([line.x0 for line in upright] + [min(r.x0 for r in level), max(r.x1 for r in level)])
    ys = _snapped([line.top for line in level] + [min(r.top for r in upright), max(r.bottom for r in upright)])
    return Grid(xs, ys, tuple(level), tuple(upright))


def _snapped(values: Iterable[float]) -> tuple[float, ...]:
    kept: list[list[float]] = []
    for value in sorted(values):
        if kept and value - kept[-1][0] <= SNAP + 0.5:
            kept[-1].append(value)
        else:
            kept.append([value])
    return tuple(sum(group) / len(group) for group in kept)


def _open_grids(lines: Sequence[Ruling]) -> list[Grid]:
    """Tables with level lines only: at least three lines of one width; shorter lines between them part the head's levels."""
    found: list[Grid] = []
    rest = sorted((line for line in lines if line.length > 60), key=lambda r: -r.length)
    shorter = list(lines)
    while rest:
        widest = rest[0]
        same = sorted((r for r in rest if abs(r.x0 - widest.x0) <= REACH and abs(r.x1 - widest.x1) <= REACH), key=lambda r: r.top)
        rest = [r for r in rest if r not in same]
        if len(same) < 3:
            continue
        x0, x1, top, bottom = widest.x0, widest.x1, same[0].top, same[-1].top
        inner = [r for r in shorter if r not in same and x0 - REACH <= r.x0 and r.x1 <= x1 + REACH and top < r.top < bottom]
        rest = [r for r in rest if r not in inner]
        found.append(Grid((x0, x1), _snapped(r.top for r in same), (*same, *inner), ()))
    return found


def place(edges: Sequence[float], value: float) -> int:
    """The column (or row) between `edges` in which a value lies, the outer ones for what lies outside."""
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)

"""Tables in plain text: drawn with "|" and "+---", or typed with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from ingest.document import Cell, Table
from ingest.layout_table import compacted
from ingest.runs import begins_item, goes_on
from ingest.text import normal

_BAR = re.compile(r"[|│┃║]|(?<=[-─═=])[+┼╬├┤╠╣](?=[-─═=\s]|$)|(?:^|(?<=\s))[+┼╬├╠](?=[-─═=])")
_RULE = re.compile(r"[\s|│┃║+\-=_:─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]+")
_NUMERIC = re.compile(r"[\d.,%\s+-]*\d[\d.,%\s+-]*")
_FEWEST_ROWS = 2

Row = list[tuple[int, int, str]]
"""Cells of a line: where each begins and ends in it, and its text."""


def read_drawn(lines: Sequence[str], start: int = 0) -> tuple[int, Table | None]:
    """The table drawn from a line on, and the line behind it; None, and the line up to which there is none."""
    end = start
    while end < len(lines) and _is_drawn(lines[end]):
        end += 1
    groups = list(_groups(lines[start:end]))
    rows = [row for group in groups for row in group]
    if len(rows) < _FEWEST_ROWS or max(map(len, rows)) < 2:
        return end, None
    edges = sorted({edge for row in rows for begin, end, _ in row for edge in (begin, end)})
    if len(edges) - 1 > max(map(len, rows)):
        edges = []
    cells: list[Cell] = []
    ends: list[int] = []
    count = 0
    for n, group in enumerate(groups):
        is_row = len(groups) > 2 or (n == 0 and len(groups) == 2)
        for lines_of_row in _by_bars(group, edges) if is_row else [[line] for line in group]:
            if not is_row and _is_rest(lines_of_row[0], cells, count - 1, edges):
                cells = _glued(cells, lines_of_row[0], count - 1, edges)
            else:
                cells += _cells(lines_of_row, count, edges)
                count += 1
        ends.append(count)
    return end, _table(cells, header_rows=ends[0] if len(groups) > 1 else 0)


def _by_bars(group: Sequence[Row], edges: Sequence[int]) -> list[list[Row]]:
    """The lines of a row; a head of two levels changes its bars from one to the next."""
    return [list(lines) for _, lines in groupby(group, key=lambda line: [end for _, end, _ in line] if edges else None)]


def read_tabbed(lines: Sequence[str], start: int = 0) -> tuple[int, Table | None]:
    """The table typed with tabs from a line on: rows of three and more cells, or of two with figures."""
    rows: list[list[str]] = []
    for line in islice(lines, start, None) if "\t" in lines[start] else ():
        parts = [normal(part) for part in line.rstrip("\n").split("\t")]
        if len(parts) < 2 or not any(parts) or (rows and abs(len(parts) - len(rows[0])) > max(len(rows[0]) - 2, 0)):
            break
        rows.append(parts)
    width = max(map(len, rows), default=0)
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    figures = sum(bool(_NUMERIC.fullmatch(part)) for row in rows for part in row if part)
    indented = sum(not row[0] for row in rows) * 2 > len(rows)
    is_table = len(filled) >= _FEWEST_ROWS and not indented and (width > 2 or (len(rows) > 2 and figures >= len(rows) - 1))
    mostly_narrow = width > 2 and sum(sum(map(bool, row)) > 2 for row in rows) * 2 < len(rows)
    if not is_table or mostly_narrow:
        return start + len(rows), None
    cells = [Cell(n, column, part) for n, row in enumerate(rows) for column, part in enumerate(row) if part]
    return start + len(rows), _table(cells)


def _is_drawn(line: str) -> bool:
    stripped = line.strip()
    if len(stripped) > 2 and _RULE.fullmatch(stripped):
        return stripped[0] in "+|│┃║┌└├╔╚╠" or "+" in stripped
    return len(_BAR.findall(stripped)) > 1


def _groups(lines: Sequence[str]) -> Iterator[list[Row]]:
    """The lines between rules, each parted at its bars."""
    group: list[Row] = []
    for line in lines:
        if _RULE.fullmatch(line.strip()) and not _is_blank_row(line):
            if group:
                yield group
            group = []
        else:
            group.append(_row(line))
    if group:
        yield group


def _is_blank_row(line: str) -> bool:
    """ "|    |     |" is a row of empty cells, no rule."""
    return not re.search(r"[-=_─━═]", line)


def _row(line: str) -> Row:
    """The cells between the bars; text before the first bar and behind the last one are cells, too."""
    bars = [found.start() for found in _BAR.finditer(line)]
    begin = len(line) - len(line.lstrip())
    ends = bars if bars and bars[0] > begin else bars[1:]
    begins = [begin - 1, *bars] if bars and bars[0] > begin else bars
    cells = [(start, end, line[start + 1 : end]) for start, end in zip(begins, ends, strict=False)]
    last = bars[-1] if bars else begin - 1
    if line[last + 1 :].strip():
        cells.append((last, max(len(line.rstrip()), last + 1), line[last + 1 :]))
    return [(start, end, "" if _RULE.fullmatch(text) else normal(text)) for start, end, text in cells]


def _cells(lines: Sequence[Row], row: int, edges: Sequence[int]) -> Iterator[Cell]:
    """The cells of one row that takes these lines, each at the columns between its bars."""
    texts: dict[tuple[int, int], list[str]] = {}
    for line in lines:
        for n, (begin, end, text) in enumerate(line):
            place = (edges.index(begin), edges.index(end)) if edges else (n, n + 1)
            texts.setdefault(place, []).append(text)
    for (first, last), of_cell in texts.items():
        if text := _wrapped(of_cell):
            yield Cell(row, first, text, column_span=last - first)


def _wrapped(lines: Sequence[str]) -> str:
    """The lines of a cell as narrow as its column: joined, but for those that begin an item of a list."""
    text = ""
    for line in filter(None, lines):
        text += line if not text else f"\n{line}" if begins_item(line) or text.endswith((";", ".")) else f" {line}"
    return text


def _is_rest(line: Row, cells: Sequence[Cell], row: int, edges: Sequence[int]) -> bool:
    """The line only carries on cells of the row above: nothing in front, and each text goes on."""
    above = {cell.column: cell.text for cell in cells if cell.row == row}
    places = [(edges.index(begin) if edges else n, text) for n, (begin, _, text) in enumerate(line) if text]
    return bool(places) and 0 in above and places[0][0] > 0 and all(n in above and goes_on(above[n], text) for n, text in places)


def _glued(cells: list[Cell], line: Row, row: int, edges: Sequence[int]) -> list[Cell]:
    rest = {edges.index(begin) if edges else n: text for n, (begin, _, text) in enumerate(line) if text}
    return [
        Cell(cell.row, cell.column, f"{cell.text} {rest[cell.column]}", cell.row_span, cell.column_span)
        if cell.row == row and cell.column in rest
        else cell
        for cell in cells
    ]


def _table(cells: Sequence[Cell], header_rows: int = 0) -> Table | None:
    if not cells:
        return None
    placed, width, height = compacted(cells)
    head = header_rows if header_rows < height else 0
    return Table(0, width, height, tuple(placed), head, row_pages=(None,) * height)

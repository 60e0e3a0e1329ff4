"""Tables of a Word file: their grid with merged cells, their borders, and whether they carry data or only lay out text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.guard import hold, limits
from ingest.word.package import W, is_on, number, value
from ingest.word.styles import Styles, borders

_WIDEST_LAYOUT = 4
_TALLEST_LAYOUT = 8
_ORDINAL = re.compile(r"\d{1,3}[.)]?|[IVXLC]+[.)]?|[a-zđ][.)]")
_NUMERIC = re.compile(r"[\d.,%/()\s+-]*\d[\d.,%/()\s+-]*")
_SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True)
class TableCell:
    """A cell's place and span in the grid, and the element that holds its content."""

    row: int
    column: int
    row_span: int
    column_span: int
    element: etree._Element


@dataclass(frozen=True)
class WordTable:
    cells: tuple[TableCell, ...]
    width: int
    height: int
    header_rows: int
    columns: tuple[int, ...]
    """Widths as the file gives them."""
    upright: int
    level: int
    """How many upright and level border lines are to be seen."""

    def is_layout(self, texts: Sequence[str]) -> bool:
        """The table only sets text side by side (the head, "Nơi nhận" beside the signature): few cells, no upright line, no figures."""
        if len(self.cells) == 1:
            return True
        filled = [text for text in texts if text]
        columns = len({cell.column for cell, text in zip(self.cells, texts, strict=True) if text})
        if self._is_list(texts) or self.upright or self.header_rows or columns > _WIDEST_LAYOUT or self.height > _TALLEST_LAYOUT:
            return False
        if self.height == 1:
            return True
        first = [text for cell, text in zip(self.cells, texts, strict=True) if cell.column == 0 and text]
        ordinals = sum(bool(_ORDINAL.fullmatch(text)) for text in first)
        numeric = sum(bool(_NUMERIC.fullmatch(text)) for text in filled)
        return self.level * 4 <= len(self.cells) and ordinals < 2 and numeric * 4 <= len(filled)

    def _is_list(self, texts: Sequence[str]) -> bool:
        """Row for row something is told of one thing ("Đồng chí A | Bí thư | Trưởng ban"): three full rows, no capitals on top."""
        filled = Counter(cell.row for cell, text in zip(self.cells, texts, strict=True) if text)
        top = [text for cell, text in zip(self.cells, texts, strict=True) if cell.row == 0]
        return sum(count >= max(self.width, 2) for count in filled.values()) >= 3 and not any(_has_capital_line(text) for text in top)


def _has_capital_line(text: str) -> bool:
    return any(" " in line and line.isupper() for line in text.split("\n"))


def read_table(element: etree._Element, styles: Styles) -> WordTable:
    rows = [row for row in table_rows(element) if row.find(f"{W}trPr/{W}del") is None and not _is_hidden(row)]
    cells: list[TableCell] = []
    open_merges: dict[int, int] = {}
    for row_number, row in enumerate(rows):
        column = number(value(row.find(f"{W}trPr/{W}gridBefore"))) or 0
        seen: set[int] = set()
        for cell in row_cells(row):
            properties = cell.find(W + "tcPr")
            span = _span(properties)
            merge = properties.find(W + "vMerge") if properties is not None else None
            seen.add(column)
            if merge is not None and value(merge) != "restart" and column in open_merges:
                above = cells[open_merges[column]]
                cells[open_merges[column]] = TableCell(
                    above.row, above.column, row_number - above.row + 1, above.column_span, above.element
                )
            elif _continues_left(properties) and cells and cells[-1].row == row_number:
                left = cells[-1]
                cells[-1] = TableCell(left.row, left.column, left.row_span, left.column_span + span, left.element)
            else:
                cells.append(TableCell(row_number, column, 1, span, cell))
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(cells) - 1
            column += span
        open_merges = {start: index for start, index in open_merges.items() if start in seen}
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    hold(width * len(rows), limits().table_places, "ô trong một bảng")
    upright, level = _visible_borders(element, rows, styles)
    columns = tuple(number(value(column, "w")) or 0 for column in element.iterfind(f"{W}tblGrid/{W}gridCol"))
    return WordTable(tuple(cells), width, len(rows), _header_rows(rows), columns, upright, level)


def table_rows(element: etree._Element) -> Iterator[etree._Element]:
    return _inside(element, "tr")


def row_cells(element: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in _inside(element, "tc") if cell.find(f"{W}tcPr/{W}cellDel") is None)


def hides_rows(element: etree._Element) -> bool:
    """Some row is hidden, and it holds text."""
    return any(_is_hidden(row) and any((text.text or "").strip() for text in row.iter(W + "t")) for row in table_rows(element))


def _is_hidden(row: etree._Element) -> bool:
    if not is_on(row.find(f"{W}trPr/{W}hidden")):
        return False
    return all(is_on(run.find(f"{W}rPr/{W}vanish")) for run in row.iter(W + "r") if run.find(W + "t") is not None)


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those in content controls and tracked insertions."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from _inside(child, name)


def _span(properties: etree._Element | None) -> int:
    span = number(value(properties.find(W + "gridSpan"))) if properties is not None else None
    return min(max(span or 1, 1), 200)


def _continues_left(properties: etree._Element | None) -> bool:
    merge = properties.find(W + "hMerge") if properties is not None else None
    return merge is not None and value(merge) != "restart"


def _header_rows(rows: Sequence[etree._Element]) -> int:
    count = 0
    for row in rows:
        if not is_on(row.find(f"{W}trPr/{W}tblHeader")):
            break
        count += 1
    return count


def _visible_borders(element: etree._Element, rows: Sequence[etree._Element], styles: Styles) -> tuple[int, int]:
    whole = styles.table_borders(element.find(W + "tblPr"))
    upright = level = 0
    for row_number, row in enumerate(rows):
        of_row = whole | borders(row.find(f"{W}tblPrEx/{W}tblBorders"))
        row_of_cells = list(row_cells(row))
        for position, cell in enumerate(row_of_cells):
            own = borders(cell.find(f"{W}tcPr/{W}tcBorders"))
            inherited = {
                "top": of_row.get("top" if row_number == 0 else "insideH", False),
                "bottom": of_row.get("bottom" if row_number == len(rows) - 1 else "insideH", False),
                "left": of_row.get("left" if position == 0 else "insideV", False),
                "right": of_row.get("right" if position == len(row_of_cells) - 1 else "insideV", False),
            }
            seen = [side for side in _SIDES if own.get(side, inherited[side])]
            upright += ("left" in seen) + ("right" in seen)
            level += ("top" in seen) + ("bottom" in seen)
    return upright, level

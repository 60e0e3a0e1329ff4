"""The head of a printed table: which rows it takes up, which places of the grid make one column, the levels over each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.language import fold, key
from extract.table_words import YEAR, cell_number, exactly, one_line, ordinal_rank
from ingest.document import Cell, Table

_COLUMN_NUMBER = re.compile(r"\(?([a-dđ]|\d{1,2})\)?\s*(?:=.*)?")


@dataclass(frozen=True, slots=True)
class Head:
    first: int
    end: int
    numbering: int | None = None


def find_head(table: Table) -> Head:
    first = _title_rows(table)
    if first >= table.height or (not table.header_rows and _is_data(table, first)):
        return Head(first, first)
    end = max(first + 1, table.header_rows)
    while True:
        end = _closed_under_merges(table, first, end)
        if end >= table.height:
            return Head(first, min(end, table.height))
        if is_column_numbers(table, end):
            return Head(first, end + 1, end)
        if not _continues_head(table, first, end):
            numbering = end - 1 if end - 1 > first and is_column_numbers(table, end - 1) else None
            return Head(first, end, numbering)
        end += 1


def _title_rows(table: Table) -> int:
    """Rows above the head that hold one text, and blank ones: a caption that stands inside the table."""
    row = 0
    while row + 1 < table.height and _is_caption_row(table, row):
        row += 1
    has_head = row and len(printed_texts(table, row)) > 1 and not _is_data(table, row)
    return row if has_head else 0


def _is_caption_row(table: Table, row: int) -> bool:
    texts = printed_texts(table, row)
    front = table.grid[row][0]
    if not texts:
        return True
    wide = front is not None and front.row == row and front.column_span * 2 > table.width > 2
    return wide or (len(texts) == 1 and table.width > 2 and not any(cell.row < row for cell in table.grid[row] if cell and cell.text))


def printed_texts(table: Table, row: int) -> list[str]:
    """What begins on this row, each merged cell once."""
    return [one_line(cell.text) for cell in cells_begun(table, row, range(table.width))]


def cells_begun(table: Table, row: int, places: Iterable[int]) -> list[Cell]:
    return [cell for place in places if (cell := table.grid[row][place]) and cell.text and (cell.row, cell.column) == (row, place)]


def _is_data(table: Table, row: int) -> bool:
    """The row has an ordinal in front, or numbers where a head has words: "1 | Biên Hòa | 12"."""
    texts = printed_texts(table, row)
    if not texts or is_column_numbers(table, row):
        return False
    return ordinal_rank(texts[0]) is not None or any(cell_number(text) is not None and not YEAR.fullmatch(text) for text in texts[1:])


def _closed_under_merges(table: Table, first: int, end: int) -> int:
    """The head down to where its merged cells end; a cell merged over everything below is no head."""
    reach = [cell.row + cell.row_span for row in range(first, min(end, table.height)) for cell in table.grid[row] if cell]
    longest = max([end, *(bottom for bottom in reach if bottom < table.height)])
    return longest if longest == end else _closed_under_merges(table, first, longest)


def is_column_numbers(table: Table, row: int) -> bool:
    """"A | B | 1 | 2 | 3 = 1 + 2" or "(1) | (2) | (3)": the row that numbers the columns."""
    matches = [_COLUMN_NUMBER.fullmatch(fold(text)) for text in printed_texts(table, row)]
    if len(matches) < 3 or not all(matches):
        return False
    marks = [match[1] for match in matches if match]
    letters = [mark for mark in marks if not mark.isdigit()]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    in_order = marks[: len(letters)] == letters == ["a", "b", "c", "d"][: len(letters)]
    return in_order and numbers == list(range(1, len(numbers) + 1))


def _continues_head(table: Table, first: int, row: int) -> bool:
    """The row divides a head cell above it: "Quý I | Quý II" under "Chia ra theo quý"."""
    texts = printed_texts(table, row)
    if not texts or not all(cell_number(text) is None or YEAR.fullmatch(text) for text in texts) or ordinal_rank(texts[0]) is not None:
        return False
    above = table.grid[row - 1]
    here = table.grid[row]
    front = here[0]
    if front and front.text and front.row == row:
        return False
    filled = [place for place, cell in enumerate(here) if cell and cell.text and cell.row == row]
    divided = [cell for place in filled if (cell := above[place]) and cell.text and cell.column_span > 1]
    unmerged = [place for place in filled if not (cell := above[place]) or not cell.text]
    headed_left = any(cells_begun(table, line, range(filled[0])) for line in range(first, row)) if filled else False
    return bool(divided) or (len(unmerged) > 1 and headed_left)


def grid_columns(table: Table, head: Head) -> tuple[tuple[int, ...], ...]:
    """Places of the grid that make one printed column: uneven ruling leaves places in which nothing of its own begins."""
    columns: list[tuple[int, ...]] = []
    for place in range(table.width):
        if columns and _belongs_left(table, head, columns[-1], place):
            columns[-1] = (*columns[-1], place)
        else:
            columns.append((place,))
    return tuple(columns)


def _belongs_left(table: Table, head: Head, left: tuple[int, ...], place: int) -> bool:
    for row in range(table.height):
        here = table.grid[row][place]
        beside = table.grid[row][left[0]]
        in_head = head.first <= row < head.end
        if in_head and (here is None or here is not beside):
            return False
        others = [cell for other in left if (cell := table.grid[row][other]) and cell.text]
        if here and here.text and any(cell is not here for cell in others):
            return False
    return head.end > head.first


def levels_over(table: Table, head: Head, place: int) -> tuple[str, ...]:
    """The head's texts over a place of the grid from top to bottom, merged ones once: ("Chia ra theo quý", "Quý I")."""
    rows = [row for row in range(head.first, head.end) if row != head.numbering]
    levels: list[str] = []
    for row in rows:
        text = _head_text(table, rows, row, place)
        if text and (not levels or key(levels[-1]) != key(text)):
            levels.append(text)
    return tuple(levels)


def number_over(table: Table, head: Head, place: int) -> str | None:
    """What the row of column numbers says over a place of the grid: "3=4+5"."""
    cell = table.grid[head.numbering][place] if head.numbering is not None else None
    return one_line(cell.text) if cell and cell.text else None


def _whole_words(text: str) -> str:
    """A head cell on one line; an abbreviation that a narrow column broke is whole again: "ST T" → "STT"."""
    line = one_line(text)
    joined = line.replace(" ", "")
    return joined if key(joined) in exactly("ordinal") else line


def _head_text(table: Table, rows: Sequence[int], row: int, place: int) -> str:
    cell = table.grid[row][place]
    if cell and cell.text:
        return _whole_words(cell.text)
    below = [other for other in rows if other > row]
    if not below or not _begins_below(table, below, place):
        return ""
    for left in range(place - 1, -1, -1):
        if not _begins_below(table, below, left):
            return ""
        cell = table.grid[row][left]
        if cell and cell.text:
            return _whole_words(cell.text)
    return ""


def _begins_below(table: Table, rows: Sequence[int], place: int) -> bool:
    return any((cell := table.grid[row][place]) and cell.text and cell.row == row for row in rows)

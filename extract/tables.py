"""Printed tables: head, kinds of rows, meaning of columns, role.

A table comes from `ingest` as a grid of cells. Here it becomes what a clerk sees: columns with a name each, rows that are a
unit's, a group's heading, a subtotal or a total. Words stand in `lexicon/tables.toml`, how they combine stands here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from typing import Literal

from extract.anchors import cell_anchor
from extract.directive import Anchor, RowKind, TableFacts, TableRole, TableRow
from extract.language import fold, key
from extract.lexicon import alternation, entry, pattern, whole
from ingest.document import Block, Cell, Document, Paragraph, Table

Meaning = Literal[
    "ordinal", "name", "measure", "unit_of_measure", "note", "identifier",
    "task", "lead", "coordinate", "implement", "deadline", "product", "text",
]  # fmt: skip

_NUMBER = re.compile(
    r"[+-]?(?:(?P<dots>\d{1,3}(?:\.\d{3})+(?:,\d+)?)|(?P<commas>\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+)"
    r"|(?P<spaces>\d{1,3}(?: \d{3})+(?:,\d+)?)|(?P<plain>\d+(?:[.,]\d+)?))"
    r"(?P<rest>\s*%|\s+[^\W\d_][^\d]*)?"
)
_MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*]+$|\(\*+\)$")
_DASHES = {"-", "–", "—", "−", "…", "..", "...", "x", "X", "/"}
_COLUMN_NUMBER = re.compile(r"\(?([a-dđ]|\d{1,2})\)?\s*(?:=.*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\b\d{1,2}\s*(?:h|g|giờ|:)\s*\d{0,2}\b")
_LABELLED = re.compile(r"([IVXLC]+|[A-HĐ]|\d+(?:\.\d+)*)\s*[.)\-/]\s+\S")
_FORMULA = re.compile(r"\(?([\divxlcabđ]+(?:\s*\+\s*[\divxlcabđ]+)+)\)?")
_NUMBERED_SUM = re.compile(r"\(\s*(?:\d+|[ivx]+|[a-h])\s*\)")
_SPLIT = re.compile(r"[;\n]")
_LEAD_IN = re.compile(r"[-–+*•\s]*")
_TRAIL = re.compile(r"[\s.,;]*$")


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column: its head's levels from top to bottom ("Chia ra theo quý", "Quý I"), and what stands below.

    `grid` are the places of the file's grid that it takes up, `number` is what the row of column numbers says of it
    ("3=4+5"), `rate` marks numbers that do not add up (%, averages).
    """

    levels: tuple[str, ...]
    meaning: Meaning
    grid: tuple[int, ...]
    number: str | None = None
    rate: bool = False

    @property
    def name(self) -> str:
        return " / ".join(self.levels)

    @property
    def last_level(self) -> str:
        return self.levels[-1] if self.levels else ""


@dataclass(frozen=True)
class PrintedTable:
    """A table with what its print means. Row and column count as in `facts.rows` and `facts.columns`.

    `grid_rows[row]` is the row of `block` on which a row of facts stands; `groups[row]` the heading that governs it;
    `labels[row]` the column in which a row's name stands, None where it has none. `units_across` where the units stand in
    the head and the rows are what is asked of them ("Chỉ tiêu | ĐVT | Xã Mai | Xã Lan").
    """

    facts: TableFacts
    block: Table
    first_row: int
    columns: tuple[Column, ...]
    grid_rows: tuple[int, ...]
    groups: tuple[str | None, ...]
    labels: tuple[int | None, ...]
    ordinals: tuple[str, ...]
    units_across: bool = False

    def anchor(self, row: int, column: int) -> Anchor:
        """The place of a data cell: of the cell that covers it, where cells are merged."""
        grid_column = self._printed_at(row, column)
        place = cell_anchor(self.block, self.grid_rows[row], grid_column, table_id=self.facts.id, data_row=row)
        page = self.page_of(row) if place.page is None else place.page
        return replace(place, column=column, page=page)

    def page_of(self, row: int) -> int | None:
        pages = self.block.row_pages
        return pages[self.grid_rows[row]] if len(pages) > self.grid_rows[row] else self.block.page

    def text(self, row: int, column: int) -> str:
        """What holds at this place, also where a cell merged over rows covers it."""
        cell = self.cell(row, column)
        return _one_line(cell.text) if cell else ""

    def cell(self, row: int, column: int) -> Cell | None:
        return self.block.grid[self.grid_rows[row]][self._printed_at(row, column)]

    def is_shared(self, row: int, column: int) -> bool:
        """The cell is merged over the rows of several units: one number for them together."""
        cell, name_column = self.cell(row, column), self.name_column(column)
        if cell is None or cell.row_span < 2 or name_column is None:
            return False
        covered = [other for other, line in enumerate(self.grid_rows) if cell.row <= line < cell.row + cell.row_span]
        return len({id(self.cell(other, name_column)) for other in covered}) > 1

    def label(self, row: int) -> str:
        """The row's name: of a unit "Biên Hòa", of a sum "Tổng cộng"."""
        column = self.labels[row]
        return "" if column is None else self.text(row, column)

    def value(self, row: int, column: int) -> float | None:
        number = self.numbers[row][column]
        return None if number is None or math.isnan(number) else number

    @cached_property
    def numbers(self) -> tuple[tuple[float | None, ...], ...]:
        """Every data cell as a number: None where nothing is printed, NaN where what is printed is none."""
        return tuple(tuple(None if is_empty(text) else _number_or_nan(text) for text in row.cells) for row in self.facts.rows)

    @cached_property
    def decimals(self) -> tuple[int, ...]:
        """For each column how many decimals its numbers are printed with."""
        texts = [[row.cells[column] for row in self.facts.rows] for column in range(len(self.columns))]
        return tuple(max((_decimals(text) for text in column), default=0) for column in texts)

    def column_of(self, meaning: Meaning) -> int | None:
        return next((i for i, column in enumerate(self.columns) if column.meaning == meaning), None)

    @property
    def folded(self) -> bool:
        """Two halves of one list stand side by side: "TT | Đơn vị | Số | TT | Đơn vị | Số"."""
        return sum(column.meaning == "name" for column in self.columns) > 1

    def name_column(self, column: int) -> int | None:
        """The column of names to which a number belongs: the nearest at its left."""
        names = [i for i, other in enumerate(self.columns) if other.meaning == "name"]
        return max((i for i in names if i < column), default=names[0] if names else None)

    @cached_property
    def measures(self) -> tuple[int, ...]:
        return tuple(i for i, column in enumerate(self.columns) if column.meaning == "measure")

    def rows_of(self, *kinds: RowKind) -> tuple[int, ...]:
        return tuple(i for i, row in enumerate(self.facts.rows) if row.kind in kinds)

    def _printed_at(self, row: int, column: int) -> int:
        line = self.block.grid[self.grid_rows[row]]
        places = self.columns[column].grid
        return next((place for place in places if (cell := line[place]) and cell.text), places[0])


@dataclass(frozen=True, slots=True)
class TableText:
    """A stretch of a cell with its place: one of the bodies in "Sở Nội vụ; Sở Y tế"."""

    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a duty table, the cells by meaning. `implement` are owners whom the head does not call "chủ trì"."""

    row: int
    section: str | None
    task: TableText | None
    lead: tuple[TableText, ...]
    coordinate: tuple[TableText, ...]
    implement: tuple[TableText, ...]
    deadline: TableText | None
    product: TableText | None


def read_tables(document: Document) -> tuple[PrintedTable, ...]:
    """Every table of the document, numbered "b1", "b2" … in its order."""
    return tuple(_read(table, number, document) for number, table in enumerate(document.tables, 1))


def task_rows(table: PrintedTable) -> Iterator[TaskRow]:
    """The duties of a table "TT | Nội dung | Cơ quan chủ trì | Phối hợp | Thời hạn": one row each, headings left out."""
    if table.facts.role != "tasks":
        return
    for row in table.rows_of("unit"):
        cells = {meaning: _whole_cell(table, row, meaning) for meaning in ("task", "deadline", "product")}
        owners = {meaning: _owners(table, row, meaning) for meaning in ("lead", "coordinate", "implement")}
        if any(cells.values()) or any(owners.values()):
            yield TaskRow(
                row, table.groups[row], cells["task"], owners["lead"], owners["coordinate"], owners["implement"],
                cells["deadline"], cells["product"],
            )  # fmt: skip


def cell_number(text: str) -> float | None:
    """The number that a cell holds: "1.804" → 1804, "82,5 %" → 82.5, "05" → 5, "05 đảng viên" → 5; None for anything else."""
    bare = _MARKS.sub("", text.strip()).strip().replace("−", "-")
    match = _NUMBER.fullmatch(bare)
    if not match:
        return None
    sign = -1 if bare.startswith("-") else 1
    if number := match["dots"] or match["spaces"]:
        return sign * float(number.replace(".", "").replace(" ", "").replace(",", "."))
    if number := match["commas"]:
        return sign * float(number.replace(",", ""))
    return sign * float(match["plain"].replace(",", "."))


def _number_or_nan(text: str) -> float:
    number = cell_number(text)
    return math.nan if number is None else number


def _decimals(text: str) -> int:
    match = re.search(r"(?:,(\d+)|(?<=\d)\.(\d{1,2}))\s*%?$", text) if cell_number(text) is not None else None
    return len(match[1] or match[2]) if match else 0


def is_empty(text: str) -> bool:
    """Nothing, or a dash that stands for nothing."""
    return not text.strip() or text.strip() in _DASHES


# Reading one table ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    first: int
    end: int
    numbering: int | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A data row: what is printed in each column, and whether its only cell is merged over the others or bold."""

    number: int
    cells: tuple[str, ...]
    merged: bool
    bold: bool


def _read(table: Table, number: int, document: Document) -> PrintedTable:
    head = _head(table)
    grid_columns = _grid_columns(table, head)
    lines = _lines(table, head, grid_columns)
    columns = tuple(_column(table, head, places) for places in grid_columns)
    columns = _with_meanings(columns, lines)
    resumed = _is_summed_below(table, document)
    ordinals = tuple(_ordinal(line, columns) for line in lines)
    labels = tuple(_label_column(line, columns) for line in lines)
    kinds = _kinds(lines, columns, ordinals, labels, resumed=resumed)
    role = _role(columns, lines, kinds, labels)
    across = role != "tasks" and _has_units_across(columns, lines, kinds, labels)
    facts = TableFacts(
        id=f"b{number}",
        title=_title(table, head, document),
        pages=table.pages,
        csv=f"tables/{number}.csv",
        role="quota" if across else role,
        columns=tuple(column.name for column in columns),
        rows=tuple(TableRow(kind, line.cells) for kind, line in zip(kinds, lines, strict=True)),
    )
    grid_rows = tuple(line.number for line in lines)
    return PrintedTable(facts, table, head.end, columns, grid_rows, _groups(lines, kinds, labels), labels, ordinals, across)


# Head -----------------------------------------------------------------------------------------------------------------


def _head(table: Table) -> _Head:
    first = _title_rows(table)
    if first >= table.height or (not table.header_rows and _is_data(table, first)):
        return _Head(first, first)
    end = max(first + 1, table.header_rows)
    while True:
        end = _closed_under_merges(table, first, end)
        if end >= table.height:
            return _Head(first, min(end, table.height))
        if _is_column_numbers(table, end):
            return _Head(first, end + 1, end)
        if not _continues_head(table, first, end):
            numbering = end - 1 if end - 1 > first and _is_column_numbers(table, end - 1) else None
            return _Head(first, end, numbering)
        end += 1


def _title_rows(table: Table) -> int:
    """Rows above the head that hold one text, and blank ones: a caption that stands inside the table."""
    row = 0
    while row + 1 < table.height and _is_caption_row(table, row):
        row += 1
    has_head = row and len(_texts(table, row)) > 1 and not _is_data(table, row)
    return row if has_head else 0


def _is_caption_row(table: Table, row: int) -> bool:
    texts = _texts(table, row)
    front = table.grid[row][0]
    if not texts:
        return True
    wide = front is not None and front.row == row and front.column_span * 2 > table.width > 2
    return wide or (len(texts) == 1 and table.width > 2 and not any(cell.row < row for cell in table.grid[row] if cell and cell.text))


def _texts(table: Table, row: int) -> list[str]:
    """What begins on this row, each merged cell once."""
    return [_one_line(cell.text) for cell in _begun(table, row, range(table.width))]


def _begun(table: Table, row: int, places: Iterable[int]) -> list[Cell]:
    return [cell for place in places if (cell := table.grid[row][place]) and cell.text and (cell.row, cell.column) == (row, place)]


def _is_data(table: Table, row: int) -> bool:
    """The row has an ordinal in front, or numbers where a head has words: "1 | Biên Hòa | 12"."""
    texts = _texts(table, row)
    if not texts or _is_column_numbers(table, row):
        return False
    return ordinal_rank(texts[0]) is not None or any(cell_number(text) is not None and not _YEAR.fullmatch(text) for text in texts[1:])


def _closed_under_merges(table: Table, first: int, end: int) -> int:
    """The head down to where its merged cells end; a cell merged over everything below is no head."""
    reach = [cell.row + cell.row_span for row in range(first, min(end, table.height)) for cell in table.grid[row] if cell]
    longest = max([end, *(bottom for bottom in reach if bottom < table.height)])
    return longest if longest == end else _closed_under_merges(table, first, longest)


def _is_column_numbers(table: Table, row: int) -> bool:
    """"A | B | 1 | 2 | 3 = 1 + 2" or "(1) | (2) | (3)": the row that numbers the columns."""
    matches = [_COLUMN_NUMBER.fullmatch(fold(text)) for text in _texts(table, row)]
    if len(matches) < 3 or not all(matches):
        return False
    marks = [match[1] for match in matches if match]
    letters = [mark for mark in marks if not mark.isdigit()]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    in_order = marks[: len(letters)] == letters == ["a", "b", "c", "d"][: len(letters)]
    return in_order and numbers == list(range(1, len(numbers) + 1))


def _continues_head(table: Table, first: int, row: int) -> bool:
    """The row divides a head cell above it: "Quý I | Quý II" under "Chia ra theo quý"."""
    texts = _texts(table, row)
    if not texts or not all(cell_number(text) is None or _YEAR.fullmatch(text) for text in texts) or ordinal_rank(texts[0]) is not None:
        return False
    above = table.grid[row - 1]
    here = table.grid[row]
    front = here[0]
    if front and front.text and front.row == row:
        return False
    filled = [place for place, cell in enumerate(here) if cell and cell.text and cell.row == row]
    divided = [cell for place in filled if (cell := above[place]) and cell.text and cell.column_span > 1]
    unmerged = [place for place in filled if not (cell := above[place]) or not cell.text]
    headed_left = any(_begun(table, line, range(filled[0])) for line in range(first, row)) if filled else False
    return bool(divided) or (len(unmerged) > 1 and headed_left)


# Columns --------------------------------------------------------------------------------------------------------------


def _grid_columns(table: Table, head: _Head) -> tuple[tuple[int, ...], ...]:
    """Places of the grid that make one printed column: uneven ruling leaves places in which nothing of its own begins."""
    columns: list[tuple[int, ...]] = []
    for place in range(table.width):
        if columns and _belongs_left(table, head, columns[-1], place):
            columns[-1] = (*columns[-1], place)
        else:
            columns.append((place,))
    return tuple(columns)


def _belongs_left(table: Table, head: _Head, left: tuple[int, ...], place: int) -> bool:
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


def _column(table: Table, head: _Head, places: tuple[int, ...]) -> Column:
    rows = [row for row in range(head.first, head.end) if row != head.numbering]
    levels: list[str] = []
    for row in rows:
        text = _head_text(table, rows, row, places[0])
        if text and (not levels or key(levels[-1]) != key(text)):
            levels.append(text)
    number = None
    if head.numbering is not None:
        cell = table.grid[head.numbering][places[0]]
        number = _one_line(cell.text) if cell and cell.text else None
    return Column(tuple(levels), "text", places, number)


def _head_text(table: Table, rows: Sequence[int], row: int, place: int) -> str:
    cell = table.grid[row][place]
    if cell and cell.text:
        return _one_line(cell.text)
    below = [other for other in rows if other > row]
    if not below or not _begins_below(table, below, place):
        return ""
    for left in range(place - 1, -1, -1):
        if not _begins_below(table, below, left):
            return ""
        cell = table.grid[row][left]
        if cell and cell.text:
            return _one_line(cell.text)
    return ""


def _begins_below(table: Table, rows: Sequence[int], place: int) -> bool:
    return any((cell := table.grid[row][place]) and cell.text and cell.row == row for row in rows)


def _with_meanings(columns: tuple[Column, ...], lines: Sequence[_Line]) -> tuple[Column, ...]:
    named = [_by_head(column, _below(lines, i)) for i, column in enumerate(columns)]
    name = next((i for i, column in enumerate(named) if column.meaning == "text" and _is_wordy(_below(lines, i))), None)
    if name is None:
        return tuple(named)
    twins = {i for i, column in enumerate(named) if column.levels and column.levels == named[name].levels and column.meaning == "text"}
    return tuple(replace(column, meaning="name") if i in twins | {name} else column for i, column in enumerate(named))


def _below(lines: Sequence[_Line], column: int) -> list[str]:
    return [line.cells[column] for line in lines if not is_empty(line.cells[column])]


def _by_head(column: Column, below: Sequence[str]) -> Column:
    head = fold(column.name)
    if key(column.name) in _exact("ordinal") or (not column.levels and below and all(ordinal_rank(text) is not None for text in below)):
        return replace(column, meaning="ordinal")
    plain: tuple[Meaning, ...] = ("note", "unit_of_measure", "identifier")
    for meaning in plain:
        if _says(meaning, head):
            return replace(column, meaning=meaning)
    if _is_numeric(below):
        return replace(column, meaning="measure", rate=_says("rate", head) or any("%" in text for text in below))
    duties: tuple[Meaning, ...] = ("lead", "coordinate", "deadline", "product", "task", "implement")
    for meaning in duties:
        if _says(meaning, head):
            return replace(column, meaning=meaning)
    return column


def _is_numeric(texts: Sequence[str]) -> bool:
    """Most of what stands in the column is a number that counts, not a year."""
    counting = [text for text in texts if cell_number(text) is not None and not _YEAR.fullmatch(text)]
    return len(counting) * 2 > len(texts)


def _is_wordy(texts: Sequence[str]) -> bool:
    return any(cell_number(text) is None for text in texts)


def _says(name: str, folded: str) -> bool:
    return bool(pattern("tables", name).search(folded))


@cache
def _exact(name: str) -> frozenset[str]:
    return frozenset(key(word) for word in entry("tables", name).words)


@cache
def _opening(name: str) -> re.Pattern[str]:
    return re.compile(r"[\s(\"'*-]*" + whole(alternation(entry("tables", name).words)))


def divides(head: str) -> Literal["division", "selection"] | None:
    """Whether a head only says how another column is divided: "Chia ra theo quý" wholly, "Trong đó" maybe in part."""
    words = key(head)
    if words in _exact("selection"):
        return "selection"
    match = _opening("division").match(words)
    if match and (words in _exact("division") or re.match(r"\s*(?:$|theo|các|ra|từng|như|quí|năm|thành)", words[match.end() :])):
        return "division"
    return None


def says_sum(head: str) -> bool:
    """The head calls the column a sum: "Tổng số", "Cộng"."""
    return bool(_opening("sum").match(fold(head)))


# Rows -----------------------------------------------------------------------------------------------------------------


def _lines(table: Table, head: _Head, columns: Sequence[tuple[int, ...]]) -> tuple[_Line, ...]:
    heads = {_fingerprint(table, row) for row in range(head.first, head.end)}
    lines = []
    for row in range(head.end, table.height):
        print_ = _fingerprint(table, row)
        if print_ and not (print_ in heads and print_.count("|") > 1):
            lines.append(_line(table, row, columns))
    return tuple(lines)


def _fingerprint(table: Table, row: int) -> str:
    return "|".join(key(text) for text in _texts(table, row))


def _line(table: Table, row: int, columns: Sequence[tuple[int, ...]]) -> _Line:
    begun = _begun(table, row, range(table.width))
    texts = tuple(_printed(table, row, places) for places in columns)
    merged = len(begun) == 1 and begun[0].column_span * 2 > table.width
    return _Line(row, texts, merged, bool(begun) and all(cell.bold for cell in begun))


def _printed(table: Table, row: int, places: tuple[int, ...]) -> str:
    return " ".join(_one_line(cell.text) for cell in _begun(table, row, places))


_RANKS = (
    re.compile(r"[A-HĐ]"), re.compile(r"[IVXL]+"), re.compile(r"\d+"), re.compile(r"\d+\.\d+"), re.compile(r"\d+(?:\.\d+){2,}"),
    re.compile(r"[a-zđ]"), re.compile(r"[-–+*•]"),
)  # fmt: skip
_UPPER, _ROMAN, _ARABIC, _DASH = 0, 1, 2, 6


def ordinal_rank(ordinal: str) -> int | None:
    """How deep a row's number stands: "A" 0, "I" 1, "1" 2, "1.1" 3, "1.1.1" 4, "a" 5, "-" 6."""
    bare = ordinal.strip().strip("()").rstrip(".)/:-").strip() or ordinal.strip()
    matching = [rank for rank, form in enumerate(_RANKS) if form.fullmatch(bare)]
    return matching[0] if matching else None


def _ordinal(line: _Line, columns: Sequence[Column]) -> str:
    """The row's number: from the TT column, else from the name's beginning ("I. Khối xã")."""
    front = next((i for i, column in enumerate(columns) if column.meaning == "ordinal"), None)
    if front is not None and ordinal_rank(line.cells[front]) is not None:
        return line.cells[front].strip().rstrip(".)")
    label = next((text for text in line.cells if text), "")
    match = _LABELLED.match(label)
    return match[1] if match else ""


def _label_column(line: _Line, columns: Sequence[Column]) -> int | None:
    worded = [i for i, text in enumerate(line.cells) if text and cell_number(text) is None and not is_empty(text)]
    named = [i for i in worded if columns[i].meaning in {"name", "task"}]
    in_front = [i for i in worded if columns[i].meaning == "ordinal" and ordinal_rank(line.cells[i]) is None]
    numbered_names = [i for i, column in enumerate(columns) if column.meaning == "name" and line.cells[i]]
    return next(iter([*in_front, *named, *numbered_names, *(i for i in worded if columns[i].meaning == "text")]), None)


def _kinds(
    lines: Sequence[_Line], columns: Sequence[Column], ordinals: Sequence[str], labels: Sequence[int | None], *, resumed: bool
) -> tuple[RowKind, ...]:
    names = [line.cells[label] if label is not None else "" for line, label in zip(lines, labels, strict=True)]
    kinds: list[RowKind] = ["unit"] * len(lines)
    sums = [names_sum(name) for name in names]
    listed = any(column.meaning in {"unit_of_measure", "task", "lead"} for column in columns)
    for i in range(len(lines)):
        if sums[i] and not (listed and ordinals[i]):
            kinds[i] = "subtotal"
        elif _is_group(i, lines, columns, ordinals, labels):
            kinds[i] = "group"
        elif _opening("share").match(fold(names[i])) or (ordinals[i] and ordinal_rank(ordinals[i]) == _DASH):
            kinds[i] = "unit" if listed else "subtotal"
    for i in (i for i, kind in enumerate(kinds) if kind == "subtotal" and sums[i]):
        if _covers_all(i, kinds, names, resumed=resumed):
            kinds[i] = "total"
    return tuple(kinds)


@cache
def _sum_label() -> re.Pattern[str]:
    word, after = alternation(entry("tables", "sum").words), whole(alternation(entry("tables", "summed").words))
    everything = alternation(entry("tables", "everything").words)
    number = r"(?:[ivx]+|[a-h]|\d+)\s*[.)]\s*"
    return re.compile(rf"(?:{number})?(?:{whole(word)}\s*(?:[:.]?$|[:.]?\s*\(|{after}|\d)|{everything}\s*(?:$|[(:]))")


def names_sum(label: str) -> bool:
    """The row calls itself a sum: "Cộng", "TỔNG CỘNG (2)", "Toàn huyện"; "Tổng công ty Điện lực" is a unit."""
    return bool(_sum_label().match(fold(label).strip()))


def sums_one_part(label: str) -> bool:
    """The sum names its part: "Cộng khối xã", "TỔNG CỘNG (2)"."""
    folded = fold(label)
    return bool(_NUMBERED_SUM.search(folded)) or _says("summed_part", folded)


def summed_marks(label: str) -> tuple[str, ...]:
    """What a sum says it adds: "Tổng cộng (I+II)" → ("i", "ii")."""
    match = _FORMULA.search(fold(label))
    return tuple(re.split(r"\s*\+\s*", match[1])) if match else ()


def _covers_all(row: int, kinds: Sequence[RowKind], names: Sequence[str], *, resumed: bool) -> bool:
    """Nothing stands after it, or nothing before it, and no other sum takes it up."""
    if sums_one_part(names[row]):
        return False
    units_after = "unit" in kinds[row:]
    units_before = "unit" in kinds[:row]
    if units_after and units_before:
        return False
    twin = any(kind in {"subtotal", "total"} and key(name) == key(names[row]) for kind, name in zip(kinds[:row], names[:row], strict=True))
    plain = key(names[row]) == "cộng"
    return not twin and not (plain and resumed) and not (units_before and any(k == "subtotal" for k in kinds[row + 1 :]))


def _is_group(i: int, lines: Sequence[_Line], columns: Sequence[Column], ordinals: Sequence[str], labels: Sequence[int | None]) -> bool:
    line, label = lines[i], labels[i]
    if label is None:
        return False
    others = [i for i in range(len(columns)) if i != label and columns[i].meaning != "ordinal"]
    rest = [line.cells[i] for i in others if not is_empty(line.cells[i])]
    rank = ordinal_rank(ordinals[i]) if ordinals[i] else None
    if rank is not None and _next_is_deeper(i, ordinals, rank):
        return not rest or not _has_words(line, columns, label)
    if columns[label].meaning == "ordinal" and not rest:
        return True
    others_numbered = sum(bool(ordinal) for ordinal in ordinals) * 2 > len(ordinals)
    if rest:
        named = _opening("group").match(fold(line.cells[label])) is not None
        return others_numbered and not ordinals[i] and named and not _has_words(line, columns, label)
    if line.merged or (rank is not None and rank <= _ROMAN and any((ordinal_rank(o) or 0) > rank for o in ordinals if o)):
        return len(lines) > 1
    if rank is not None or line.cells[label][:1].islower():
        return False
    return others_numbered or _stands_out(i, lines, label)


def _next_is_deeper(i: int, ordinals: Sequence[str], rank: int) -> bool:
    following = next((ordinal for ordinal in ordinals[i + 1 : i + 3] if ordinal), "")
    below = ordinal_rank(following) if following else None
    return below is not None and rank < below < _DASH


def _has_words(line: _Line, columns: Sequence[Column], label: int) -> bool:
    """An owner, or words in a column of no known meaning: the row says more than a heading."""
    quiet = {"ordinal", "name", "note", "unit_of_measure", "task", "measure", "deadline", "product"}
    told = [text for i, text in enumerate(line.cells) if i != label and columns[i].meaning not in quiet]
    return any(not is_empty(text) and cell_number(text) is None for text in told)


def _stands_out(i: int, lines: Sequence[_Line], label: int) -> bool:
    """Bold or in capitals where most rows are not."""
    bold = sum(line.bold for line in lines) * 2 < len(lines)
    capitals = sum(_is_capital(line.cells[label]) for line in lines) * 2 < len(lines)
    return (bold and lines[i].bold) or (capitals and _is_capital(lines[i].cells[label]))


def _is_capital(text: str) -> bool:
    return text.isupper() and len(text) > 3


def _groups(lines: Sequence[_Line], kinds: Sequence[RowKind], labels: Sequence[int | None]) -> tuple[str | None, ...]:
    groups: list[str | None] = []
    current: str | None = None
    for i, (line, kind, label) in enumerate(zip(lines, kinds, labels, strict=True)):
        if kind == "group":
            current = line.cells[label] if label is not None else None
        groups.append(None if kind in {"group", "total"} else current)
        closes = kind in {"subtotal", "total"} and label is not None and names_sum(line.cells[label])
        if closes and i and kinds[i - 1] != "group":
            current = None
    return tuple(groups)


# Role -----------------------------------------------------------------------------------------------------------------


def _role(columns: Sequence[Column], lines: Sequence[_Line], kinds: Sequence[RowKind], labels: Sequence[int | None]) -> TableRole:
    meanings = {column.meaning for column in columns}
    if "task" in meanings and meanings & {"lead", "coordinate", "implement"} and not _is_agenda(columns, lines):
        return "tasks"
    counted = {"measure", "name"} <= meanings and not meanings & {"unit_of_measure", "task"}
    return "quota" if counted and _names_units(columns, lines, kinds, labels) else "other"


def _is_agenda(columns: Sequence[Column], lines: Sequence[_Line]) -> bool:
    """Clock slots where a duty table has days: "07h30 - 08h00 | Đón tiếp đại biểu"."""
    times = [text for i, column in enumerate(columns) if column.meaning == "deadline" for text in _below(lines, i)]
    return bool(times) and sum(bool(_CLOCK.search(fold(text))) for text in times) * 2 > len(times)


def _names_units(columns: Sequence[Column], lines: Sequence[_Line], kinds: Sequence[RowKind], labels: Sequence[int | None]) -> bool:
    head = fold(next((column.name for column in columns if column.meaning == "name"), ""))
    names = [line.cells[label] for line, kind, label in zip(lines, kinds, labels, strict=True) if kind == "unit" and label is not None]
    if not names or _says("person", head):
        return False
    if _says("unit", head) and not _says("indicator", head):
        return True
    if _says("indicator", head):
        return False
    return sum(bool(_opening("unit").match(fold(name))) for name in names) * 2 > len(names)


def _has_units_across(
    columns: Sequence[Column], lines: Sequence[_Line], kinds: Sequence[RowKind], labels: Sequence[int | None]
) -> bool:
    """"Chỉ tiêu | ĐVT | Tổng số | Xã Mai | Xã Lan": two columns or more are named for units, and the rows are not."""
    named = [column for column in columns if column.meaning == "measure" and names_unit(column.last_level)]
    if len(named) < 2 or not any(column.meaning in {"name", "task"} for column in columns):
        return False
    head = fold(next(column.name for column in columns if column.meaning in {"name", "task"}))
    indicators = _says("indicator", head) or any(column.meaning == "unit_of_measure" for column in columns)
    return indicators and not _names_units(columns, lines, kinds, labels)


def names_unit(head: str) -> bool:
    """The head is a unit's own name: "Xã Mai", "Phường 3", not "Xã" nor "Khối xã, phường"."""
    match = _opening("unit").match(fold(head))
    following = head[match.end() :] if match else ""
    return following[:1].isspace() and (following.lstrip()[:1].isupper() or following.lstrip()[:1].isdigit())


# Title ----------------------------------------------------------------------------------------------------------------


def _title(table: Table, head: _Head, document: Document) -> str | None:
    above = [paragraph.text for paragraph in _caption(table, document)]
    inside = [text for row in range(head.first) for text in _texts(table, row)]
    labels = [text for text in (*above, *inside) if _is_caption_label(text)]
    return " ".join(_substantial(inside) or _substantial(above) or labels) or None


def _substantial(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if not (_is_caption_label(text) or _is_beside_title(text))]


def _caption(table: Table, document: Document) -> list[Paragraph]:
    """The lines of the caption above a table, from its first ("PHỤ LỤC I", "Giao chỉ tiêu …") on."""
    near: list[Paragraph] = []
    for block in reversed(document.blocks[max(0, table.index - 8) : table.index]):
        if not isinstance(block, Paragraph) or not _may_be_caption(block, table):
            break
        near.insert(0, block)
        if _is_caption_label(block.text) or block.new_page or _is_numbered_heading(block):
            break
    if near and _is_numbered_heading(near[0]):
        return near if all(_is_line_of_caption(block) for block in near) else []
    openings = [i for i, block in enumerate(near) if _is_caption_label(block.text) or _opens_caption(block, near[i + 1 :])]
    if openings:
        return near[openings[0] :]
    return [block for block in near[-2:] if _is_headline(block) and not _is_person(block.text)]


def _may_be_caption(block: Block, table: Table) -> bool:
    if not isinstance(block, Paragraph) or block.role == "footnote" or block.column is not None:
        return False
    if block.pages and table.pages and block.pages[-1] != table.pages[0]:
        return False
    return _is_beside_title(block.text) or len(block.text) <= 250


def _opens_caption(block: Paragraph, following: Sequence[Paragraph]) -> bool:
    opens = bool(_opening("caption_opening").match(fold(block.text)))
    return opens and not block.text.rstrip().endswith((".", ":", ";")) and all(_is_line_of_caption(other) for other in following)


def _is_line_of_caption(block: Paragraph) -> bool:
    return _is_beside_title(block.text) or _is_headline(block) or not block.text.rstrip().endswith((".", ":", ";"))


def _is_headline(block: Paragraph) -> bool:
    return (block.alignment == "center" or block.is_bold or block.text.isupper()) and not block.text.rstrip().endswith((":", ";"))


def _is_numbered_heading(block: Paragraph) -> bool:
    """"II. CHỈ TIÊU GIAO CÁC ĐƠN VỊ" right above the table is its title too."""
    return bool(_LABELLED.match(block.text)) and _is_headline(block)


def _is_person(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() and word[1:].islower() for word in words)


@cache
def _label_line() -> re.Pattern[str]:
    words = alternation(entry("tables", "caption_label").words)
    return re.compile(rf"{words}(?:\s*(?:số)?\s*[:.]?\s*(?:[ivx]+|\d+|[a-h])(?:[.\-/]?[\da-z]+)*)?\s*[.:]?")


def _is_caption_label(text: str) -> bool:
    return bool(_label_line().fullmatch(fold(text).strip()))


def _is_beside_title(text: str) -> bool:
    """"(Kèm theo Kế hoạch số …)", "Đơn vị tính: đảng viên", a rule of dashes: stands by a title and is none."""
    folded = fold(text)
    if not re.search(r"[^\W\d_]", folded):
        return True
    if _opening("attached").match(folded):
        return True
    return bool(_opening("measured_in").match(folded)) and ":" in folded


def _is_summed_below(table: Table, document: Document) -> bool:
    """A sentence under the tables adds them up: "Tổng cộng: 220 đảng viên."."""
    return any(grand_total(block.text) is not None for block in document.blocks[table.index + 1 :] if isinstance(block, Paragraph))


def grand_total(text: str) -> float | None:
    """The number of a sentence that sums tables: "Tổng cộng: 220 đảng viên." → 220."""
    match = _sum_sentence().match(fold(text))
    return cell_number(text[match.end() :].strip().rstrip(".")) if match else None


@cache
def _sum_sentence() -> re.Pattern[str]:
    return re.compile(whole(alternation(entry("tables", "sum").words)) + r"[^:\d]{0,60}:\s*")


# Duty tables ----------------------------------------------------------------------------------------------------------


def _whole_cell(table: PrintedTable, row: int, meaning: Meaning) -> TableText | None:
    column = table.column_of(meaning)
    if column is None:
        return None
    text = table.text(row, column)
    return None if is_empty(text) else TableText(text, table.anchor(row, column))


def _owners(table: PrintedTable, row: int, meaning: Meaning) -> tuple[TableText, ...]:
    found: list[TableText] = []
    for column in (i for i, c in enumerate(table.columns) if c.meaning == meaning):
        place = table.anchor(row, column)
        if not is_empty(place.quote):
            found += _parts(place)
    return tuple(found)


def _parts(place: Anchor) -> list[TableText]:
    """The owners in one cell, each with its own place: parted by ";" or on lines of their own."""
    bounds = [-1, *(match.start() for match in _SPLIT.finditer(place.quote)), len(place.quote)]
    parts = []
    for before, after in pairwise(bounds):
        raw = place.quote[before + 1 : after]
        start = before + 1 + len(_LEAD_IN.match(raw)[0])  # type: ignore[index]
        end = before + 1 + len(_TRAIL.sub("", raw))
        if start < end:
            quote = place.quote[start:end]
            parts.append(TableText(quote, replace(place, start=place.start + start, end=place.start + end, quote=quote)))
    return parts


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

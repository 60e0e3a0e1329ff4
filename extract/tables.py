"""Printed tables: head, kinds of rows, meaning of columns, role.

A table comes from `ingest` as a grid of cells. Here it becomes what a clerk sees: columns with a name each, rows that are a
unit's, a group's heading, a subtotal or a total. Words stand in `lexicon/tables.toml`, how they combine stands here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from extract.anchors import cell_anchor
from extract.captions import title_of
from extract.directive import Anchor, RowKind, TableFacts, TableRole, TableRow
from extract.grammar.bodies import head_at
from extract.language import fold, key
from extract.lexicon import phrase
from extract.table_heads import Head, cells_begun, find_head, grid_columns, levels_over, number_over, printed_texts
from extract.table_words import (
    DASH,
    LABELLED,
    ROMAN,
    YEAR,
    cell_number,
    decimals_of,
    exactly,
    grand_total,
    is_empty,
    names_sum,
    names_unit,
    number_or_nan,
    one_line,
    opening,
    ordinal_rank,
    says,
    sums_one_part,
)
from ingest.document import Cell, Document, Paragraph, Table

Meaning = Literal[
    "ordinal", "name", "measure", "unit_of_measure", "note", "identifier",
    "task", "lead", "coordinate", "implement", "deadline", "product", "text",
]  # fmt: skip

_CLOCK = re.compile(r"\b\d{1,2}\s*(?:h|g|giờ|:)\s*\d{0,2}\b")
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
        return one_line(cell.text) if cell else ""

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
        return tuple(tuple(None if is_empty(text) else number_or_nan(text) for text in row.cells) for row in self.facts.rows)

    @cached_property
    def decimals(self) -> tuple[int, ...]:
        """For each column how many decimals its numbers are printed with."""
        texts = [[row.cells[column] for row in self.facts.rows] for column in range(len(self.columns))]
        return tuple(max((decimals_of(text) for text in column), default=0) for column in texts)

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
    """One row of a duty table, the cells by meaning. `implement` are owners whom the head does not call "chủ trì".

    `deadline_ends` where the head of the times asks for the end: "Thời gian hoàn thành".
    """

    row: int
    section: str | None
    task: TableText | None
    lead: tuple[TableText, ...]
    coordinate: tuple[TableText, ...]
    implement: tuple[TableText, ...]
    deadline: TableText | None
    product: TableText | None
    deadline_ends: bool = False


def read_tables(document: Document) -> tuple[PrintedTable, ...]:
    """Every table of the document, numbered "b1", "b2" … in its order."""
    return tuple(_read(table, number, document) for number, table in enumerate(document.tables, 1))


def task_rows(table: PrintedTable) -> Iterator[TaskRow]:
    """The duties of a table "TT | Nội dung | Cơ quan chủ trì | Phối hợp | Thời hạn": one row each, headings left out."""
    if table.facts.role != "tasks":
        return
    for row in table.rows_of("unit"):
        cells = {meaning: _whole_cell(table, row, meaning) for meaning in ("task", "deadline", "product")}
        owners = {meaning: _owners(table, row, meaning) for meaning in _OWNERS}
        if any(cells.values()) or any(owners.values()):
            yield TaskRow(
                row, table.groups[row], cells["task"], owners["lead"], owners["coordinate"], owners["implement"],
                cells["deadline"], cells["product"], _asks_for_end(table),
            )  # fmt: skip


def owned_rows(table: PrintedTable) -> Iterator[TaskRow]:
    """The rows of a table of targets, units or objects with those who answer for them and when it is to be done.

    "TT | Chỉ tiêu | ĐVT | Kế hoạch | Cơ quan chủ trì", "TT | Đối tượng huấn luyện | Quân số | Hoàn thành trước".
    """
    name = table.column_of("name")
    if table.facts.role == "tasks" or name is None or _has_clock_times(table):
        return
    meanings = [meaning for meaning in _OWNERS if _is_owners_column(table, meaning)]
    for row in table.rows_of("unit"):
        owners = {meaning: _owners(table, row, meaning) if meaning in meanings else () for meaning in _OWNERS}
        times = _whole_cell(table, row, "deadline")
        if times or any(owners.values()):
            task = _whole_cell(table, row, "name")
            yield TaskRow(
                row, table.groups[row], task, owners["lead"], owners["coordinate"], owners["implement"], times, None, _asks_for_end(table)
            )


_OWNERS: tuple[Meaning, ...] = ("lead", "coordinate", "implement")


def _asks_for_end(table: PrintedTable) -> bool:
    times = table.column_of("deadline")
    return times is not None and bool(phrase("asks_for_end").search(fold(table.columns[times].name)))


def _has_clock_times(table: PrintedTable) -> bool:
    """An agenda: "07h30 - 08h00 | Đón tiếp đại biểu"."""
    column = table.column_of("deadline")
    texts = [table.text(row, column) for row in table.rows_of("unit")] if column is not None else []
    return sum(bool(_CLOCK.search(fold(text))) for text in texts) * 2 > len(texts)


def _is_owners_column(table: PrintedTable, meaning: Meaning) -> bool:
    """Who answers for the rows stands in it; "Trách nhiệm" or "Thực hiện" may head other texts, too."""
    columns = _columns_of_owners(table, meaning)
    return bool(columns) and (meaning != "implement" or all(_names_bodies(table, column) for column in columns))


def _columns_of_owners(table: PrintedTable, meaning: Meaning) -> list[int]:
    """By their heads; where none has such a head, those of which the cells name bodies beside a task or a time: "Người chuẩn bị"."""
    by_head = [i for i, column in enumerate(table.columns) if column.meaning == meaning]
    headed = any(column.meaning in {"lead", "implement"} for column in table.columns)
    if by_head or headed or meaning != "implement" or not (table.column_of("task") or table.column_of("deadline")):
        return by_head
    free = {"text", "name"} if table.column_of("task") is not None else {"text"}
    return [i for i, column in enumerate(table.columns) if column.meaning in free and _names_bodies(table, i)][:1]


def _names_bodies(table: PrintedTable, column: int) -> bool:
    texts = [text for row in table.rows_of("unit") if not is_empty(text := table.text(row, column))]
    return sum(head_at(text.lstrip("-+ "), 0) is not None for text in texts) * 2 > len(texts)


# Reading one table ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A data row: what is printed in each column, and whether its only cell is merged over the others or bold."""

    number: int
    cells: tuple[str, ...]
    merged: bool
    bold: bool


def _read(table: Table, number: int, document: Document) -> PrintedTable:
    head = find_head(table)
    places_of_columns = grid_columns(table, head)
    lines = _lines(table, head, places_of_columns)
    printed = ((levels_over(table, head, places[0]), places, number_over(table, head, places[0])) for places in places_of_columns)
    columns = tuple(Column(levels, "text", places, number) for levels, places, number in printed)
    columns = _with_meanings(columns, lines)
    resumed = _is_summed_below(table, document)
    ordinals = tuple(_ordinal(line, columns) for line in lines)
    labels = tuple(_label_column(line, columns) for line in lines)
    kinds = _kinds(lines, columns, ordinals, labels, resumed=resumed)
    role = _role(columns, lines, kinds, labels)
    across = role != "tasks" and _has_units_across(columns, lines, kinds, labels)
    facts = TableFacts(
        id=f"b{number}",
        title=title_of(table, [text for row in range(head.first) for text in printed_texts(table, row)], document),
        pages=table.pages,
        csv=f"tables/{number}.csv",
        role="quota" if across else role,
        columns=tuple(column.name for column in columns),
        rows=tuple(TableRow(kind, line.cells) for kind, line in zip(kinds, lines, strict=True)),
    )
    grid_rows = tuple(line.number for line in lines)
    return PrintedTable(facts, table, head.end, columns, grid_rows, _groups(lines, kinds, labels), labels, ordinals, across)


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
    if key(column.name) in exactly("ordinal") or (not column.levels and below and all(ordinal_rank(text) is not None for text in below)):
        return replace(column, meaning="ordinal")
    plain: tuple[Meaning, ...] = ("note", "unit_of_measure", "identifier")
    for meaning in plain:
        if says(meaning, head):
            return replace(column, meaning=meaning)
    if _is_numeric(below):
        return replace(column, meaning="measure", rate=says("rate", head) or any("%" in text for text in below))
    duties: tuple[Meaning, ...] = ("lead", "coordinate", "deadline", "product", "task", "implement")
    for meaning in duties:
        if says(meaning, head):
            return replace(column, meaning=meaning)
    return column


def _is_numeric(texts: Sequence[str]) -> bool:
    """Most of what stands in the column is a number that counts, not a year."""
    counting = [text for text in texts if cell_number(text) is not None and not YEAR.fullmatch(text)]
    return len(counting) * 2 > len(texts)


def _is_wordy(texts: Sequence[str]) -> bool:
    return any(cell_number(text) is None for text in texts)


# Rows -----------------------------------------------------------------------------------------------------------------


def _lines(table: Table, head: Head, columns: Sequence[tuple[int, ...]]) -> tuple[_Line, ...]:
    heads = {_fingerprint(table, row) for row in range(head.first, head.end)}
    lines = []
    for row in range(head.end, table.height):
        print_ = _fingerprint(table, row)
        if print_ and not (print_ in heads and print_.count("|") > 1):
            lines.append(_line(table, row, columns))
    return tuple(lines)


def _fingerprint(table: Table, row: int) -> str:
    return "|".join(key(text) for text in printed_texts(table, row))


def _line(table: Table, row: int, columns: Sequence[tuple[int, ...]]) -> _Line:
    begun = cells_begun(table, row, range(table.width))
    texts = tuple(_printed(table, row, places) for places in columns)
    merged = len(begun) == 1 and begun[0].column_span * 2 > table.width
    return _Line(row, texts, merged, bool(begun) and all(cell.bold for cell in begun))


def _printed(table: Table, row: int, places: tuple[int, ...]) -> str:
    return " ".join(one_line(cell.text) for cell in cells_begun(table, row, places))




def _ordinal(line: _Line, columns: Sequence[Column]) -> str:
    """The row's number: from the TT column, else from the name's beginning ("I. Khối xã")."""
    front = next((i for i, column in enumerate(columns) if column.meaning == "ordinal"), None)
    if front is not None and ordinal_rank(line.cells[front]) is not None:
        return line.cells[front].strip().rstrip(".)")
    label = next((text for text in line.cells if text), "")
    match = LABELLED.match(label)
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
        elif opening("share").match(fold(names[i])) or (ordinals[i] and ordinal_rank(ordinals[i]) == DASH):
            kinds[i] = "unit" if listed else "subtotal"
    for i in (i for i, kind in enumerate(kinds) if kind == "subtotal" and sums[i]):
        if _covers_all(i, kinds, names, resumed=resumed):
            kinds[i] = "total"
    return tuple(kinds)


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
        named = opening("group").match(fold(line.cells[label])) is not None
        return others_numbered and not ordinals[i] and named and not _has_words(line, columns, label)
    if line.merged or (rank is not None and rank <= ROMAN and any((ordinal_rank(o) or 0) > rank for o in ordinals if o)):
        return len(lines) > 1
    if rank is not None or line.cells[label][:1].islower():
        return False
    return others_numbered or _stands_out(i, lines, label)


def _next_is_deeper(i: int, ordinals: Sequence[str], rank: int) -> bool:
    following = next((ordinal for ordinal in ordinals[i + 1 : i + 3] if ordinal), "")
    below = ordinal_rank(following) if following else None
    return below is not None and rank < below < DASH


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
    if not names or says("person", head):
        return False
    if says("unit", head) and not says("indicator", head):
        return True
    if says("indicator", head):
        return False
    return sum(bool(opening("unit").match(fold(name))) for name in names) * 2 > len(names)


def _has_units_across(
    columns: Sequence[Column], lines: Sequence[_Line], kinds: Sequence[RowKind], labels: Sequence[int | None]
) -> bool:
    """"Chỉ tiêu | ĐVT | Tổng số | Xã Mai | Xã Lan": two columns or more are named for units, and the rows are not."""
    named = [column for column in columns if column.meaning == "measure" and names_unit(column.last_level)]
    if len(named) < 2 or not any(column.meaning in {"name", "task"} for column in columns):
        return False
    head = fold(next(column.name for column in columns if column.meaning in {"name", "task"}))
    indicators = says("indicator", head) or any(column.meaning == "unit_of_measure" for column in columns)
    return indicators and not _names_units(columns, lines, kinds, labels)


def _is_summed_below(table: Table, document: Document) -> bool:
    """A sentence under the tables adds them up: "Tổng cộng: 220 đảng viên."."""
    return any(grand_total(block.text) is not None for block in document.blocks[table.index + 1 :] if isinstance(block, Paragraph))


# Duty tables ----------------------------------------------------------------------------------------------------------


def _whole_cell(table: PrintedTable, row: int, meaning: Meaning) -> TableText | None:
    column = table.column_of(meaning)
    if column is None:
        return None
    text = table.text(row, column)
    return None if is_empty(text) else TableText(text, table.anchor(row, column))


def _owners(table: PrintedTable, row: int, meaning: Meaning) -> tuple[TableText, ...]:
    found: list[TableText] = []
    for column in _columns_of_owners(table, meaning):
        found += _parts(table.anchor(_meant_row(table, row, column), column))
    return tuple(found)


def _meant_row(table: PrintedTable, row: int, column: int) -> int:
    """The row whose cell this one repeats: "Như trên", "nt", "Như mục 3"; else the row itself."""
    same = _SAME_AS.fullmatch(fold(table.text(row, column)).strip(" .-"))
    if not same:
        return row
    if same["ordinal"]:
        return next((other for other in range(row) if table.ordinals[other].strip(" .") == same["ordinal"]), row)
    return _meant_row(table, row - 1, column) if row else row


_SAME_AS = re.compile(r"như\s+trên|n/?t|(?:như|tương\s+tự)\s+(?:mục|dòng|số|tt|stt|ý)\s+(?P<ordinal>[\w.]+)|[\"]")


def _parts(place: Anchor) -> list[TableText]:
    """The owners in one cell, each with its own place: parted by ";" or on lines of their own; none in an empty one."""
    if is_empty(place.quote):
        return []
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



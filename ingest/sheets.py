"""The sheets of an XLSX file: every visible cell that shows something, as Excel shows it.

A sheet is read in one pass and only what shows something is kept: a million formatted empty rows, a dimension that
promises the whole grid, or 6,000 formulas cost what they hold. Formulas are never computed: their saved results are read.
"""

from __future__ import annotations

import io
import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from lxml import etree

from ingest.document import Alignment
from ingest.errors import DamagedFile, HostileFile, TooLarge
from ingest.guard import Archive, parse_xml
from ingest.number_formats import builtin_format, shown_number, shown_text
from ingest.runs import cell_text
from ingest.text import decode, is_unicode_vietnamese, legacy_encoding, normal, superscript

MOST_CELLS = 1_000_000
_MOST_COVERED = 20_000_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ROWS = re.compile(r"\$(\d+):\$(\d+)$")
_LINE_END = re.compile(r"[\r\n\v]+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ALIGNMENTS: dict[str, Alignment] = {"center": "center", "centerContinuous": "center", "right": "right", "left": "left"}
_RELATION_ID = re.compile(r"\{[^}]*relationships\}id$")

Rectangle = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows: `text` in normal form, its lines parted by line breaks. Rows and columns that are hidden do not count.

    A merged cell covers all up to `row_end` and `column_end`. `number` says that the text is one (or a date), `ruled` that a
    line is drawn at its left or right.
    """

    row: int
    column: int
    text: str
    row_end: int
    column_end: int
    number: bool = False
    bold: bool = False
    ruled: bool = False
    alignment: Alignment | None = None


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: its cells row by row, the last row of its head if the file says so, and what was left out."""

    name: str
    cells: tuple[SheetCell, ...]
    head_end: int | None
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    without_value: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    """Text in boxes that lie over the sheet."""


@dataclass(frozen=True, slots=True)
class _Style:
    format: str = "General"
    bold: bool = False
    font: str | None = None
    ruled: bool = False
    alignment: Alignment | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of a cell in one font; None is the cell's own."""

    text: str
    font: str | None = None
    raised: bool = False


@dataclass(slots=True)
class _Raw:
    """A cell as it stands in the file, and what of the sheet was found beside it."""

    row: int
    column: int
    style: int
    kind: str
    value: str
    pieces: tuple[_Piece, ...] = ()


@dataclass(slots=True)
class _Grid:
    cells: list[_Raw] = field(default_factory=list)
    merges: list[Rectangle] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    without_value: list[str] = field(default_factory=list)
    head_end: int | None = None
    frozen: int | None = None
    hides_zeros: bool = False


class Workbook:
    """An XLSX file. Raises DamagedFile, HostileFile, TooLarge or PasswordProtected."""

    def __init__(self, data: bytes, name: str) -> None:
        self.path = Path(name)
        self._archive = Archive(data, name)
        target = next((t for kind, t in self._relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
        self._part = target
        self._root = self._parsed(target)
        if self._root is None:
            raise DamagedFile(self.path, detail="xl/workbook.xml")
        properties = next(self._root.iterfind("{*}workbookPr"), None)
        self._since_1904 = properties is not None and _is_on(properties.get("date1904"))

    @property
    def has_macros(self) -> bool:
        return any(name.endswith("vbaProject.bin") for name in self._archive.names)

    @property
    def hidden_sheets(self) -> tuple[str, ...]:
        """Names of the sheets that Excel does not show."""
        return tuple(element.get("name", "") for element in self._sheet_elements if not _is_shown(element))

    def sheets(self) -> Iterator[Sheet]:
        for position, element in enumerate(self._sheet_elements):
            relation = next((value for key, value in element.attrib.items() if _RELATION_ID.search(str(key))), "")
            kind, part = self._relations(self._part).get(str(relation), ("", ""))
            if _is_shown(element) and kind == "worksheet" and part in self._archive.names:
                yield self._sheet(element.get("name", ""), part, self._printed_heads.get(position))

    @cached_property
    def _sheet_elements(self) -> list[etree._Element]:
        assert self._root is not None
        return list(self._root.iterfind("{*}sheets/{*}sheet"))

    @cached_property
    def _printed_heads(self) -> dict[int, int]:
        """By sheet the last of the rows that are printed again on each page."""
        assert self._root is not None
        found: dict[int, int] = {}
        for element in self._root.iterfind("{*}definedNames/{*}definedName"):
            rows = _ROWS.search(element.text or "")
            if element.get("name") == "_xlnm.Print_Titles" and rows and (element.get("localSheetId") or "").isdecimal():
                found[int(element.get("localSheetId") or 0)] = int(rows[2])
        return found

    def _sheet(self, name: str, part: str, head_end: int | None) -> Sheet:
        grid = self._grid(part)
        rows, columns = _Hidden((row, row) for row in grid.hidden_rows), _Hidden(grid.hidden_columns)
        self._refuse_endless(grid)
        merged = _Merged(grid, rows, columns)
        visible = [raw for raw in grid.cells if merged.shows(raw)]
        left_out = [raw for raw in grid.cells if (raw.row in rows or raw.column in columns) and not merged.shows(raw)]
        among_unicode = any(is_unicode_vietnamese(p.text) for raw in visible for p in raw.pieces if legacy_encoding(self._font(raw, p)))
        cells = [self._shown(raw, grid, merged, among_unicode=among_unicode) for raw in visible]
        head_end = head_end or self._table_head(part) or grid.head_end or grid.frozen
        return Sheet(
            name=name,
            cells=tuple(sorted((cell for cell in cells if cell.text), key=lambda cell: (cell.row, cell.column))),
            head_end=None if head_end is None else rows.shown(head_end + 1) - 1,
            hidden_rows=tuple(sorted({raw.row for raw in left_out if raw.row in rows})),
            hidden_columns=tuple(sorted({raw.column for raw in left_out if raw.column in columns})),
            without_value=tuple(grid.without_value),
            errors=tuple(f"{reference(raw.row, raw.column)} {raw.value}" for raw in visible if raw.kind == "e"),
            drawn=tuple(filter(None, map(normal, self._drawn(part)))),
        )

    def _shown(self, raw: _Raw, grid: _Grid, merged: _Merged, *, among_unicode: bool) -> SheetCell:
        style = self._style_of(raw)
        number = None if raw.kind in ("s", "str", "inlineStr", "b", "e", "d") else _number(raw.value)
        if number is not None:
            text = "" if grid.hides_zeros and number == 0 else shown_number(number, style.format, since_1904=self._since_1904)
        elif raw.kind == "b":
            text = "TRUE" if raw.value == "1" else "FALSE"
        elif raw.kind == "d":
            text = "/".join(reversed(raw.value[:10].split("-")))
        else:
            pieces = raw.pieces or (_Piece(raw.value),)
            decoded = ((decode(p.text, self._font(raw, p), among_unicode=among_unicode), p.raised) for p in pieces)
            text = shown_text("".join(superscript(t) if raised and t.strip().isdecimal() else t for t, raised in decoded), style.format)
        row, column, row_end, column_end = merged.place(raw)
        return SheetCell(
            row,
            column,
            cell_text(_LINE_END.split(text)),
            row_end,
            column_end,
            number=number is not None or raw.kind == "d",
            bold=style.bold,
            ruled=style.ruled,
            alignment=style.alignment,
        )

    def _refuse_endless(self, grid: _Grid) -> None:
        """Merged ranges that lie over each other without end: Excel makes none."""
        work = sum(min((bottom - top + 1) * (right - left + 1), len(grid.cells)) for top, left, bottom, right in grid.merges)
        if work > _MOST_COVERED:
            raise HostileFile(self.path, detail=f"{len(grid.merges)} vùng ô gộp chồng lên nhau")

    def _style_of(self, raw: _Raw) -> _Style:
        return self._styles[raw.style] if raw.style < len(self._styles) else _Style()

    def _font(self, raw: _Raw, piece: _Piece) -> str | None:
        return piece.font or self._style_of(raw).font

    def _grid(self, part: str) -> _Grid:
        data = self._archive.read(part)
        if b"<!ENTITY" in data or b"<!DOCTYPE" in data[:4096]:
            raise HostileFile(self.path, detail=f"thực thể XML trong {part}")
        grid = _Grid()
        reader = _Reader(grid, self._strings, self.path)
        tags = ("{*}c", "{*}row", "{*}mergeCell", "{*}col", "{*}autoFilter", "{*}pane", "{*}sheetView")
        try:
            for _, element in etree.iterparse(
                io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            ):
                reader.take(element)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise HostileFile(self.path, detail=f"XML lồng quá sâu trong {part}") from error
            raise DamagedFile(self.path, detail=part) from error
        return grid

    def _table_head(self, part: str) -> int | None:
        """The head's row of a table that Excel itself knows as one; of several the first."""
        heads: list[int] = []
        for kind, target in self._relations(part).values():
            root = self._parsed(target) if kind == "table" else None
            area = rectangle(root.get("ref", "")) if root is not None and root.get("headerRowCount", "1") == "1" else None
            heads += [area[0]] if area else []
        return min(heads, default=None)

    def _drawn(self, part: str) -> Iterator[str]:
        for kind, target in self._relations(part).values():
            root = self._parsed(target) if kind == "drawing" else None
            for paragraph in () if root is None else root.iterfind(".//{*}txBody/{*}p"):
                yield "".join(element.text or "" for element in paragraph.iterfind(".//{*}t"))

    @cached_property
    def _strings(self) -> tuple[tuple[_Piece, ...], ...]:
        target = next((t for kind, t in self._relations(self._part).values() if kind == "sharedStrings"), "")
        root = self._parsed(target)
        return () if root is None else tuple(_pieces(item) for item in root.iterfind("{*}si"))

    @cached_property
    def _styles(self) -> tuple[_Style, ...]:
        target = next((t for kind, t in self._relations(self._part).values() if kind == "styles"), "")
        root = self._parsed(target)
        if root is None:
            return ()
        own = {element.get("numFmtId"): element.get("formatCode") or "General" for element in root.iterfind("{*}numFmts/{*}numFmt")}
        fonts = [(_is_bold(font), _font_name(font)) for font in root.iterfind("{*}fonts/{*}font")]
        ruled = [_is_ruled(border) for border in root.iterfind("{*}borders/{*}border")]
        return tuple(_style(element, own, fonts, ruled) for element in root.iterfind("{*}cellXfs/{*}xf"))

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """By id the kind ("worksheet") and the target of each relation of a part; those that point outside are left out."""
        folder, name = posixpath.split(part)
        root = self._parsed(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for element in () if root is None else root.iterfind("{*}Relationship"):
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or "")).lstrip("/")
                found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target)
        return found

    def _parsed(self, part: str) -> etree._Element | None:
        return parse_xml(self._archive.read(part), self.path, part) if part in self._archive.names else None


class _Reader:
    """Takes the elements of a sheet as they end, and lets go of each row when it is done with it."""

    def __init__(self, grid: _Grid, strings: Sequence[tuple[_Piece, ...]], path: Path) -> None:
        self._grid = grid
        self._strings = strings
        self._path = path
        self._row = 1
        self._column = 0

    def take(self, element: etree._Element) -> None:
        match element.tag.rpartition("}")[2]:
            case "c":
                self._take_cell(element)
            case "row":
                self._end_row(element)
            case "mergeCell" if area := rectangle(element.get("ref", "")):
                self._grid.merges.append(area)
            case "col" if _is_on(element.get("hidden")) or _number(element.get("width") or "1") == 0:
                self._grid.hidden_columns.append((_count(element.get("min")), _count(element.get("max"))))
            case "autoFilter" if area := rectangle(element.get("ref", "")):
                self._grid.head_end = area[0]
            case "pane" if element.get("state") in ("frozen", "frozenSplit"):
                self._grid.frozen = int(_number(element.get("ySplit") or "0") or 0) or None
            case "sheetView":
                self._grid.hides_zeros = element.get("showZeros") in ("0", "false")
            case _:
                pass

    def _take_cell(self, element: etree._Element) -> None:
        place = _place(element.get("r") or "")
        parent = element.getparent()
        in_row = _count(parent.get("r")) if parent is not None else 0
        row, self._column = place or (in_row or self._row, self._column + 1)
        if not len(element):
            return
        kind = element.get("t", "n")
        value = element.find("{*}v")
        printed = "" if value is None else value.text or ""
        style = _count(element.get("s"))
        if element.find("{*}f") is not None and not printed and (value is None or kind != "str"):
            self._grid.without_value.append(reference(row, self._column))
        pieces: tuple[_Piece, ...] = ()
        if kind == "s":
            place_of_string = _count(printed)
            if not printed.strip().isdecimal() or place_of_string >= len(self._strings):
                raise DamagedFile(self._path, detail=f"ô {reference(row, self._column)}")
            pieces, printed = self._strings[place_of_string], ""
        elif kind == "inlineStr":
            inline = element.find("{*}is")
            pieces, printed = () if inline is None else _pieces(inline), ""
        elif kind == "str":
            pieces, printed = (_Piece(_unescaped(printed)),), ""
        if printed or pieces:
            self._grid.cells.append(_Raw(row, self._column, style, kind, printed, pieces))
        if len(self._grid.cells) > MOST_CELLS:
            raise TooLarge(self._path, limit=f"{MOST_CELLS} ô", found=f"hơn {MOST_CELLS} ô")

    def _end_row(self, element: etree._Element) -> None:
        row = _count(element.get("r")) or self._row
        if _is_on(element.get("hidden")) or _number(element.get("ht") or "1") == 0:
            self._grid.hidden_rows.add(row)
        self._row, self._column = row + 1, 0
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


class _Hidden:
    """Rows or columns that are not shown, as ranges with both ends."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if self._ranges and start <= self._ranges[-1][1] + 1:
                self._ranges[-1] = (self._ranges[-1][0], max(end, self._ranges[-1][1]))
            else:
                self._ranges.append((start, end))
        self._starts = [start for start, _ in self._ranges]
        self._before = list(accumulate((end - start + 1 for start, end in self._ranges), initial=0))

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._starts, number)
        return place > 0 and number <= self._ranges[place - 1][1]

    def shown(self, number: int) -> int:
        """The number as counted without what is hidden; of a hidden one that of the next one shown."""
        place = bisect_right(self._starts, number - 1)
        passed = self._before[place]
        if place and self._ranges[place - 1][1] >= number:
            passed -= self._ranges[place - 1][1] - number + 1
        return number - passed


class _Merged:
    """Merged ranges of a sheet: only the first cell of each shows something, as long as a part of the range is shown."""

    def __init__(self, grid: _Grid, rows: _Hidden, columns: _Hidden) -> None:
        self._rows, self._columns = rows, columns
        self._areas = {area[:2]: area for area in grid.merges if area[:2] != area[2:]}
        self._last_row = max((raw.row for raw in grid.cells), default=0)
        self._last_column = max((raw.column for raw in grid.cells), default=0)
        filled = {(raw.row, raw.column) for raw in grid.cells}
        self._covered: set[tuple[int, int]] = set()
        for top, left, bottom, right in self._areas.values():
            self._covered |= _inside((top, left, bottom, right), filled) - {(top, left)}

    def shows(self, raw: _Raw) -> bool:
        if (raw.row, raw.column) in self._covered:
            return False
        top, left, bottom, right = self.place(raw)
        return bottom >= top and right >= left

    def place(self, raw: _Raw) -> Rectangle:
        """Where the cell is shown; a merged range ends with the cells that the sheet really has."""
        _, _, bottom, right = self._areas.get((raw.row, raw.column), (0, 0, raw.row, raw.column))
        bottom, right = min(bottom, max(self._last_row, raw.row)), min(right, max(self._last_column, raw.column))
        shown_row, shown_column = self._rows.shown, self._columns.shown
        return shown_row(raw.row), shown_column(raw.column), shown_row(bottom + 1) - 1, shown_column(right + 1) - 1


def _inside(area: Rectangle, filled: Set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the places that lie in an area, counted by whichever is fewer."""
    top, left, bottom, right = area
    if (bottom - top + 1) * (right - left + 1) > len(filled):
        return {(row, column) for row, column in filled if top <= row <= bottom and left <= column <= right}
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1) if (row, column) in filled}


def reference(row: int, column: int) -> str:
    """(5, 28) is "AB5"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def rectangle(area: str) -> Rectangle | None:
    """ "B2:D5" is (2, 2, 5, 4); None for what is none."""
    first, _, last = area.partition(":")
    start, end = _place(first), _place(last or first)
    return (*start, *end) if start and end and start[0] <= end[0] and start[1] <= end[1] else None


def _place(text: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(text)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _pieces(item: etree._Element) -> tuple[_Piece, ...]:
    """The text of a string, run by run; how it is read aloud (`rPh`) is left out."""
    pieces: list[_Piece] = []
    for child in item:
        name = etree.QName(child).localname
        if name == "t":
            pieces.append(_Piece(_unescaped(child.text or "")))
        elif name == "r":
            properties = child.find("{*}rPr")
            font = _font_name(properties) if properties is not None else None
            raised = properties is not None and any(e.get("val") == "superscript" for e in properties.iterfind("{*}vertAlign"))
            pieces.append(_Piece(_unescaped("".join(t.text or "" for t in child.iterfind("{*}t"))), font, raised))
    return tuple(piece for piece in pieces if piece.text)


def _unescaped(text: str) -> str:
    """ "_x000D_" is a line end; a lone half of a letter is nothing."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: "" if 0xD800 <= int(found[1], 16) <= 0xDFFF else chr(int(found[1], 16)), text)


def _is_ruled(border: etree._Element) -> bool:
    sides = (side for name in ("left", "right", "start", "end") for side in border.iterfind(f"{{*}}{name}"))
    return any(side.get("style", "none") != "none" for side in sides)


def _style(element: etree._Element, own: dict[str | None, str], fonts: Sequence[tuple[bool, str | None]], ruled: Sequence[bool]) -> _Style:
    number, font, border = element.get("numFmtId"), _count(element.get("fontId")), _count(element.get("borderId"))
    bold, name = fonts[font] if font < len(fonts) else (False, None)
    alignment = element.find("{*}alignment")
    aligned = None if alignment is None else _ALIGNMENTS.get(alignment.get("horizontal") or "")
    return _Style(own.get(number) or builtin_format(_count(number)), bold, name, border < len(ruled) and ruled[border], aligned)


def _is_bold(font: etree._Element) -> bool:
    bold = font.find("{*}b")
    return bold is not None and _is_on(bold.get("val") or "1")


def _font_name(font: etree._Element) -> str | None:
    name = next((e for e in font if etree.QName(e).localname in ("name", "rFont")), None)
    return None if name is None else name.get("val")


def _is_shown(sheet: etree._Element) -> bool:
    return sheet.get("state", "visible") == "visible"


def _is_on(text: str | None) -> bool:
    return text in ("1", "true", "on")


def _count(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 10 else 0


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e300 else None

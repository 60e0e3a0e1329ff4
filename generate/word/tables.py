"""The tables of the appendices: which columns are of words, how wide each is, which heads run over two levels."""

from __future__ import annotations

import re

from lxml import etree

from generate.plan import Appendix
from generate.word.markup import Element, element, w

APPENDIX_TABLE_STYLE = "BieuPhuLuc"
ORDINAL_WIDTH, NUMBER_WIDTH, WIDE_WIDTH, NAME_WIDTH = 620, 1060, 1450, 2600
"""Twips of the appendix's columns: TT, "Quý III", "Tổng số đảng viên kết nạp", and what names get at least."""
LONG_HEAD = 12
LONG_LIST = 25
"""A row with more paragraphs than these may run over a page."""


def heads_of(appendix: Appendix) -> list[tuple[str, int]]:
    """The first level of the head with how many columns each spans: ("Chia ra theo quý", 4)."""
    heads: list[tuple[str, int]] = []
    for index, (head, sub) in enumerate(appendix.columns):
        before = appendix.columns[index - 1] if index else None
        if before and sub is not None and before[1] is not None and before[0] == head:
            heads[-1] = (head, heads[-1][1] + 1)
        else:
            heads.append((head, 1))
    return heads


def wordy_columns(appendix: Appendix) -> set[int]:
    """The columns of names, set to the left: words in a row that is no total."""
    return {
        index
        for row in appendix.rows
        if not row.total
        for index, cell in enumerate(row.cells)
        if isinstance(cell, tuple) or (isinstance(cell, str) and re.search(r"[^\W\d_]{2}", cell))
    }


def let_long_rows_break(root: Element) -> None:
    for row in root.iter(w("tr")):
        if any(len(cell.findall(w("p"))) > LONG_LIST for cell in row.iter(w("tc"))):
            for whole in row.findall(f"{w('trPr')}/{w('cantSplit')}"):
                whole.getparent().remove(whole)


def finish_appendices(root: Element, appendices: tuple[Appendix, ...]) -> None:
    """Column widths and, under a two-level head, the cells that run over both levels."""
    styled = [(table, table.find(f"{w('tblPr')}/{w('tblStyle')}")) for table in root.iter(w("tbl"))]
    tables = [table for table, style in styled if style is not None and style.get(w("val")) == APPENDIX_TABLE_STYLE]
    for table, appendix in zip(tables, appendices, strict=False):
        _set_widths(table, _widths(root, appendix))
        _merge_down(table, appendix)


def _widths(root: Element, appendix: Appendix) -> list[int]:
    """Twips of each column: numbers get the room that their head needs, names share the rest."""
    total = _text_width(root)
    if appendix.widths:
        return [total * share // sum(appendix.widths) for share in appendix.widths]
    wordy = wordy_columns(appendix)
    wanted = [0 if index in wordy else _wanted_width(index, *column) for index, column in enumerate(appendix.columns)]
    room = total - NAME_WIDTH * len(wordy)
    scale = min(1.0, room / sum(wanted)) if sum(wanted) > 0 and wordy else total / max(sum(wanted), 1)
    widths = [int(width * scale) for width in wanted]
    rest = total - sum(widths)
    return [rest // len(wordy) if index in wordy else width for index, width in enumerate(widths)]


def _wanted_width(index: int, head: str, sub: str | None) -> int:
    if index == 0:
        return ORDINAL_WIDTH
    return WIDE_WIDTH if sub is None and len(head) > LONG_HEAD else NUMBER_WIDTH


def _text_width(root: Element) -> int:
    section = root.find(f"{w('body')}/{w('sectPr')}")
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    return int(size.get(w("w"))) - int(margins.get(w("left"))) - int(margins.get(w("right")))


def _set_widths(table: Element, widths: list[int]) -> None:
    grid = table.find(w("tblGrid"))
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, w("gridCol")).set(w("w"), str(width))
    for row in table.iter(w("tr")):
        column = 0
        for cell in row.iter(w("tc")):
            column += _set_cell_width(cell.find(w("tcPr")), widths[column:])


def _set_cell_width(properties: Element, widths: list[int]) -> int:
    """How many columns the cell covers."""
    span = properties.find(w("gridSpan"))
    covered = int(span.get(w("val"))) if span is not None else 1
    for old in properties.findall(w("tcW")):
        properties.remove(old)
    properties.insert(0, element("tcW", w=str(sum(widths[:covered])), type="dxa"))
    if span is not None and covered == 1:
        properties.remove(span)
    return covered


def _merge_down(table: Element, appendix: Appendix) -> None:
    if not any(sub for _, sub in appendix.columns):
        return
    first, second = table.findall(w("tr"))[:2]
    below = second.findall(w("tc"))
    column = 0
    for cell, (_, span) in zip(first.findall(w("tc")), heads_of(appendix), strict=True):
        if span == 1 and appendix.columns[column][1] is None:
            _merge(cell, "restart")
            _merge(below[column], None)
        column += span


def _merge(cell: Element, value: str | None) -> None:
    merge = etree.Element(w("vMerge"))
    if value:
        merge.set(w("val"), value)
    properties = cell.find(w("tcPr"))
    before = [child for child in properties if child.tag in {w("tcW"), w("gridSpan")}]
    properties.insert(len(before), merge)

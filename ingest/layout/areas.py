"""The text area of each page: what the pages of one width have in common, and the page's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.lines import Line
from ingest.layout.measure import Margins, margins
from ingest.layout.sheets import Sheet


def measure(sheets: Sequence[Sheet]) -> None:
    by_width: dict[int, Margins] = {}
    for width in {round(sheet.width) for sheet in sheets}:
        lines = [line for sheet in sheets if round(sheet.width) == width for line in sheet.lines]
        by_width[width] = _with_tables(margins(lines, width), lines, [s for s in sheets if round(s.width) == width])
    for sheet in sheets:
        common = by_width[round(sheet.width)]
        own = margins(sheet.lines, sheet.width, common)
        sheet.area = replace(own, block_style=common.block_style, pitch=own.pitch)


def _with_tables(area: Margins, lines: Sequence[Line], sheets: Sequence[Sheet]) -> Margins:
    """Pages that hold little but tables are as wide as these."""
    boxes = [part.box for sheet in sheets for part in sheet.parts]
    if not boxes or sum(line.width > 0.45 * sheets[0].width for line in lines) >= 5:
        return area
    return replace(area, left=min([area.left, *(b[0] for b in boxes)]), right=max([area.right, *(b[2] for b in boxes)]))

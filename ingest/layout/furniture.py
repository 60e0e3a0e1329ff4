"""Page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.layout.lines import Line
from ingest.layout.sheets import Sheet

_PAGE_NUMBER = re.compile(r"(?:trang|page)?\s?[-–]?\s?(?!(?:19|20)\d\d\b)\d{1,4}(?:\s?/\s?\d{1,4})?\s?[-–]?", re.IGNORECASE)
_EDGE = 0.12
"""Share of a page's height at its top and bottom in which page numbers and running heads stand."""


def take_furniture(sheets: Sequence[Sheet]) -> list[str]:
    """Page numbers, and what stands at the same place on at least three pages, leave the lines."""
    repeated = _running(sheets)
    taken: list[str] = []
    for sheet in sheets:
        kept: list[Line] = []
        for number, line in enumerate(sheet.lines):
            edge = line.bottom < _EDGE * sheet.height or line.top > (1 - _EDGE) * sheet.height
            outer = number in (0, 1, len(sheet.lines) - 1, len(sheet.lines) - 2)
            alone = number in (0, len(sheet.lines) - 1) and _PAGE_NUMBER.fullmatch(line.text)
            if edge and (alone or (outer and _place(line) in repeated)):
                taken.append(line.text)
            else:
                kept.append(line)
        sheet.lines = kept
    return list(dict.fromkeys(taken))


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.baseline / 4)


def _running(sheets: Sequence[Sheet]) -> set[tuple[str, int]]:
    places = Counter(
        place for sheet in sheets for place in {_place(line) for line in (*sheet.lines[:2], *sheet.lines[-2:]) if line.text}
    )  # fmt: skip
    needed = max(3, 0.4 * len(sheets))
    return {place for place, times in places.items() if times >= needed}

"""Page numbers and running heads, which leave the lines of a page."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence

from ingest.layout.lines import Line
from ingest.layout.sheets import Sheet

AROUND = 16
"""How many pages before and after a page are held against it."""

_PAGE_NUMBER = re.compile(
    r"(?:trang|page|tr\.)?\s?[-–—|/(]?\s?(?!(?:19|20)\d\d\b)\d{1,4}(?:\s?(?:/|of|trên)\s?\d{1,4})?\s?[-–—|/)]?",
    re.IGNORECASE,
)
_EDGE = 0.12
"""Share of a page's height at its top and bottom in which page numbers and running heads stand."""
_DEEP = 4
"""A running head or foot has no more lines than this."""

Place = tuple[str, int]
"""A line's text with "#" for its figures, and where it stands."""


def without_furniture(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheets, page numbers and what stands at the same place of many pages moved from `lines` to `furniture`."""
    window: deque[tuple[int, frozenset[Place], frozenset[Place]]] = deque()
    waiting: deque[Sheet] = deque()
    for sheet in sheets:
        waiting.append(sheet)
        window.append((sheet.number, *_places(sheet)))
        if len(waiting) > AROUND:
            yield _cleared(waiting.popleft(), window)
        if len(window) > 2 * AROUND + 1:
            window.popleft()
    while waiting:
        yield _cleared(waiting.popleft(), window)


def _places(sheet: Sheet) -> tuple[frozenset[Place], frozenset[Place]]:
    """The places of the outer lines, and those that hold the page's own number."""
    outer = [line for line in {id(line): line for line in (*sheet.lines[:_DEEP], *sheet.lines[-_DEEP:])}.values() if _at_edge(line, sheet)]
    counting = frozenset(_place(line) for line in outer if str(sheet.number) in re.findall(r"\d+", line.text))
    return frozenset(map(_place, outer)), counting


def _cleared(sheet: Sheet, window: Iterable[tuple[int, frozenset[Place], frozenset[Place]]]) -> Sheet:
    times: Counter[Place] = Counter()
    counting: Counter[Place] = Counter()
    for _, places, numbered in window:
        times.update(places)
        counting.update(numbered)
    needed = max(3, 0.4 * len(list(window)))
    running = {place for place, n in times.items() if n >= needed or (n >= 2 and counting[place] == n)}
    head = _peeled(sheet.lines, sheet, running)
    foot = _peeled(sheet.lines[: head - 1 if head else None : -1], sheet, running)
    end = len(sheet.lines) - foot
    taken = [*sheet.lines[:head], *sheet.lines[end:]]
    sheet.lines = sheet.lines[head:end]
    sheet.furniture += [line.text for line in taken]
    return sheet


def _peeled(lines: Sequence[Line], sheet: Sheet, running: set[Place]) -> int:
    """How many of the lines, from the page's edge inwards, are furniture."""
    count = numbers = 0
    for index, line in enumerate(lines[:_DEEP]):
        inner = lines[index + 1] if index + 1 < len(lines) else None
        is_number = not numbers and bool(_PAGE_NUMBER.fullmatch(line.text)) and (inner is None or _apart(line, inner))
        if not _at_edge(line, sheet) or not (is_number or _place(line) in running):
            break
        numbers = numbers or is_number * (index + 1)
        count = index + 1
    while count > numbers and count < len(lines) and _runs_on(lines[count - 1], lines[count]):
        count -= 1
    return count


def _runs_on(line: Line, inner: Line) -> bool:
    """The line stands as close to the text as the text's own lines: it is the text's, however often pages begin with it."""
    return abs(line.size - inner.size) < 0.3 and abs(line.baseline - inner.baseline) < 1.6 * line.size


def _apart(number: Line, inner: Line) -> bool:
    """Not the last word of a sentence, alone on its line: "… trước ngày" over "15"."""
    return abs(number.x0 - inner.x0) > 3 or abs(number.baseline - inner.baseline) > 2 * inner.size


def _at_edge(line: Line, sheet: Sheet) -> bool:
    return line.bottom < _EDGE * sheet.height or line.top > (1 - _EDGE) * sheet.height


def _place(line: Line) -> Place:
    return re.sub(r"\d+", "#", line.text), round(line.baseline / 4)

"""The measure of each page: what the pages around it of the same width have in common, and its own."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Box
from ingest.layout.furniture import AROUND
from ingest.layout.lines import Line
from ingest.layout.measure import Margins, margins
from ingest.layout.paragraphs import Dashes
from ingest.layout.sheets import Sheet

_STALE = 8
"""The common measure is taken anew when so many pages have come."""


@dataclass(slots=True)
class _Width:
    """The latest pages of one width."""

    lines: deque[Sequence[Line]] = field(default_factory=lambda: deque(maxlen=2 * AROUND))
    boxes: deque[Sequence[Box]] = field(default_factory=lambda: deque(maxlen=2 * AROUND))
    area: Margins | None = None
    new: int = 0

    def take(self, sheet: Sheet) -> None:
        self.lines.append(sheet.lines)
        self.boxes.append([part.box for part in sheet.parts])
        self.new += 1

    def common(self, width: float) -> Margins:
        if self.area is None or self.new >= _STALE:
            lines = [line for page in self.lines for line in page]
            self.area = _with_tables(margins(lines, width), lines, [box for page in self.boxes for box in page], width)
            self.new = 0
        return self.area


def measured(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheets with their text area, the document's usual letter size and its way with hyphens, as far as the pages ahead show them."""
    waiting: deque[Sheet] = deque()
    widths: dict[int, _Width] = {}
    sizes: Counter[float] = Counter()
    dashes = Dashes()
    for sheet in sheets:
        waiting.append(sheet)
        widths.setdefault(round(sheet.width), _Width()).take(sheet)
        for line in sheet.lines:
            sizes[line.size] += len(line.text)
        dashes.take(sheet.texts())
        if len(waiting) > AROUND:
            yield _measured(waiting.popleft(), widths, sizes, dashes)
    while waiting:
        yield _measured(waiting.popleft(), widths, sizes, dashes)


def _measured(sheet: Sheet, widths: dict[int, _Width], sizes: Counter[float], dashes: Dashes) -> Sheet:
    common = widths[round(sheet.width)].common(round(sheet.width))
    own = margins(sheet.lines, sheet.width, common)
    sheet.area = replace(own, block_style=common.block_style, pitch=own.pitch)
    sheet.body_size = sizes.most_common(1)[0][0] if sizes else 12.0
    sheet.loose_dashes = dashes.loose
    return sheet


def _with_tables(area: Margins, lines: Sequence[Line], boxes: Sequence[Box], width: float) -> Margins:
    """Pages that hold little but tables are as wide as these."""
    if not boxes or sum(line.width > 0.45 * width for line in lines) >= 5:
        return area
    return replace(area, left=min([area.left, *(b[0] for b in boxes)]), right=max([area.right, *(b[2] for b in boxes)]))

"""Where the text of a page begins and ends, and how its lines are set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.layout.lines import Line


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page begins and ends, and how far apart the lines of one paragraph stand, in letter sizes."""

    left: float
    right: float
    pitch: float = 1.3
    block_style: bool = False
    size: float = 14.0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def margins(lines: Sequence[Line], width: float, fallback: Margins | None = None) -> Margins:
    """The text area of a page, from the lines that fill it."""
    wide = [line for line in lines if line.width > 0.45 * width]
    if len(wide) < 5 and fallback is not None:
        return fallback
    measured = wide or list(lines)
    if not measured:
        return fallback or Margins(0.12 * width, 0.93 * width)
    left = _common([line.x0 for line in measured], lowest=True)
    right = _right_edge([line.x1 for line in measured])
    pitches = Counter(
        round((b.baseline - a.baseline) / b.size, 2)
        for a, b in pairwise(lines)
        if b.baseline > a.baseline and abs(a.size - b.size) < 0.6 and right - a.x1 < 6 and abs(b.x0 - left) < 6
    )
    pitch = _usual_pitch(pitches) or (fallback.pitch if fallback else 1.35)
    after_short = [b for a, b in pairwise(lines) if right - a.x1 > 30 and abs(a.x0 - left) < 50]
    indented = sum(1 for b in after_short if b.x0 - left > 8)
    return Margins(left, right, pitch, block_style=len(after_short) >= 3 and indented < 0.3 * len(after_short), size=_usual_size(measured))


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _right_edge(ends: Sequence[float]) -> float:
    """The edge at which most lines end; where they end unevenly, the furthest that any line reaches."""
    common = _common(ends, lowest=False)
    even = sum(abs(end - common) <= 2 for end in ends)
    return common if even >= 0.35 * len(ends) else max(ends)


def _common(values: Sequence[float], *, lowest: bool) -> float:
    needed = max(2, 0.12 * len(values))
    for value in sorted(values, reverse=not lowest):
        near = [v for v in values if abs(v - value) <= 2]
        if len(near) >= needed:
            return sum(near) / len(near)
    return min(values) if lowest else max(values)


def _usual_pitch(pitches: Counter[float]) -> float | None:
    clusters = {pitch: sum(n for other, n in pitches.items() if abs(other - pitch) <= 0.04) for pitch in pitches}
    return max(clusters, key=lambda pitch: (clusters[pitch], -pitch)) if clusters else None

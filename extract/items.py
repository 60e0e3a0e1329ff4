"""Items under a line that names bodies or sets conditions: "a) Sở Tư pháp:" and the dashes under it, "Điều kiện:" and its points.

Markers nest in the order in which they first appear, as labels of sections do: "a)" over "-" over "+", or "-" over "*". Text without a
marker right behind such a line belongs to it as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.grammar.bodies import Bodies, bodies_at, is_bodies
from extract.language import fold
from extract.lexicon import phrase, verbs
from ingest.document import Paragraph

_MARKERS = {
    "deep": re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}\.?\)?\s+"),
    "letter": re.compile(r"[a-zđ](?:\)\s*|\.\s+)"),
    "bracket": re.compile(r"\([a-zđ\d]{1,2}\)\s*"),
    "dash": re.compile(r"[-–—]\s*"),
    "plus": re.compile(r"\+\s*"),
    "star": re.compile(r"\*\s*"),
    "dot": re.compile(r"[•●▪\uf0b7o]\s*"),
}
_ANNOUNCING_LONGEST = 260


@dataclass(frozen=True, slots=True)
class Line:
    """A line over items: `named` the bodies that it names for them, if any."""

    paragraph: Paragraph
    named: Bodies | None


@dataclass(slots=True)
class Items:
    """The lines that the next paragraph may stand under, outermost first: a stack of (marker, line)."""

    open_lines: list[tuple[str, Line | None]] = field(default_factory=list)

    def above(self, paragraph: Paragraph, text_start: int | None) -> list[Line]:
        """The lines above the paragraph, innermost first; it becomes the line above what follows.

        `text_start` is where the text of a numbered paragraph begins, None for any other.
        """
        found = marker(paragraph.text) if text_start is None else None
        if text_start is not None:
            self.open_lines = [("number", _line(paragraph, text_start))]
            return []
        if found is None:
            return self._above_bare(paragraph)
        name, start = found
        self.open_lines = self._closed_to(name)
        above = [line for _, line in reversed(self.open_lines) if line]
        self.open_lines.append((name, _line(paragraph, start)))
        return above

    def _above_bare(self, paragraph: Paragraph) -> list[Line]:
        """Text without a marker: under the line right before it, or a line of its own."""
        own = _line(paragraph, 0)
        above = [line for _, line in reversed(self.open_lines) if line] if self._stands_right_behind(paragraph) else []
        if not above or own:
            self.open_lines = [("bare", own)]
            return []
        return above

    def _stands_right_behind(self, paragraph: Paragraph) -> bool:
        last = self.open_lines[-1][1] if self.open_lines else None
        return last is not None and last.paragraph.index == paragraph.index - 1

    def _closed_to(self, name: str) -> list[tuple[str, Line | None]]:
        names = [other for other, _ in self.open_lines]
        return self.open_lines[: names.index(name)] if name in names else self.open_lines


def marker(text: str) -> tuple[str, int] | None:
    """The marker that opens an item and where its text begins: ("letter", 3) of "a) Sở Tư pháp:"."""
    for name, sign in _MARKERS.items():
        match = sign.match(text)
        if match:
            return name, match.end()
    return None


def _line(paragraph: Paragraph, start: int) -> Line | None:
    """"Giao Sở Y tế:", "2. Chủ tịch Ủy ban nhân dân các xã tập trung chỉ đạo:", "a) Sở Tư pháp"."""
    text = paragraph.text
    opens = text.rstrip().endswith(":")
    if len(text) > _ANNOUNCING_LONGEST or not (opens or is_bodies(text[start:])):
        return None
    giving = verbs("giving").match(fold(text), start)
    concerning = phrase("concerning").match(fold(text)[start:])
    named_at = giving.end() + 1 if giving else start + (concerning.end() if concerning else 0)
    return Line(paragraph, bodies_at(text, named_at))

"""A page as a reader sees it, printed or recognised on a picture: words with their place and form, and the ruling lines.

Everything is in points from the top left of the page as displayed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between them, in one form. `glued`: no space parts it from the word before on its line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    glued: bool = False
    raised: bool = False
    space_after: bool = False
    hidden: bool = False
    confidence: float | None = None
    """Of a word recognised on a picture: 0 to 1."""
    unsure: bool = False
    """Recognised on a picture and to be held against it by a person."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top

    @property
    def length(self) -> float:
        return max(self.x1 - self.x0, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on page `number` (from 1)."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    images: int = 0
    unknown: int = 0
    """Letters of which the file does not say what they are."""
    aside: tuple[str, ...] = ()
    """What is no part of the running text: a watermark across the page, what stands outside the page."""
    concealed: tuple[str, ...] = ()
    """What nobody sees: text under a box drawn over it, white on white."""

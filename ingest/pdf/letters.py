"""From the letters of a page to its words."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from ingest.pdf.drawings import Drawings
from ingest.pdf.fonts import decoded
from ingest.pdf.styles import Style, Styles
from ingest.pdf.view import View
from ingest.pdf_page import Word
from ingest.text import normal, symbol


@dataclass(slots=True)
class _Open:
    """A word being gathered: `address` is that of its first letter's text object, `last` where its last letter began."""

    style: Style
    baseline: float
    x0: float
    top: float
    x1: float
    bottom: float
    glued: bool
    letters: list[str]
    address: int
    last: float
    space: bool = False
    space_after: bool = False
    twice: bool = False
    text: str = ""

    def takes_turned(self, style: Style, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Takes a further letter of upright-running text, also of its next line; then the word is all of that text with its spaces."""
        size = style.size
        if not (style.turned and style is self.style):
            return False
        if x0 > self.x1 + size or x1 < self.x0 - size or top > self.bottom + 1.5 * size or bottom < self.top - 1.5 * size:
            return False
        if self.space:
            self.letters.append(" ")
        self.space = False
        self.x0, self.top, self.x1, self.bottom = min(x0, self.x0), min(top, self.top), max(x1, self.x1), max(bottom, self.bottom)
        self.baseline = self.bottom
        return True

    def end_before(self, x: float) -> None:
        """A space begins at `x`: so far reaches the last letter at most, however wide its font's letters are said to be."""
        if self.last < x < self.x1:
            self.x1 = x

    def close(self, *, space_after: bool) -> _Open:
        self.space_after = space_after
        self.text = "".join(self.letters)
        if any("\ud800" <= letter <= "\udfff" for letter in self.letters):
            self.text = self.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return self

    def word(self, text: str) -> Word:
        style = self.style
        return Word(
            text, self.x0, self.top, self.x1, self.bottom, self.baseline, style.size, style.bold or self.twice, style.italic,
            glued=self.glued, space_after=self.space_after, hidden=style.hidden,
        )  # fmt: skip


@dataclass(slots=True)
class Lettering:
    """The words of a page, and what is not among them: see `Page.aside`, `Page.concealed` and `Page.unknown`."""

    words: list[Word] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    concealed: list[str] = field(default_factory=list)
    unknown: int = 0


def lettering(text_page: Any, view: View, drawn: Drawings) -> Lettering:
    opened, unknown = _opened(text_page, view)
    found = Lettering(unknown=unknown)
    across = ""
    for one, text in zip(opened, decoded([(one.text, one.style.font) for one in opened]), strict=True):
        shown = normal(text)
        if not shown:
            continue
        x, y = (one.x0 + one.x1) / 2, (one.top + one.bottom) / 2
        if one.style.oblique:
            across += shown + " " * one.space_after
        elif not (0 <= x <= view.width and 0 <= y <= view.height):
            found.aside.append(shown)
        elif _is_concealed(one, x, y, drawn):
            found.concealed.append(shown)
        else:
            found.words.append(one.word(shown))
    if across:
        found.aside.append(normal(across))
    return found


def _is_concealed(one: _Open, x: float, y: float, drawn: Drawings) -> bool:
    clip = drawn.clips.get(one.address)
    if clip is not None and not (clip[0] - 2 <= x <= clip[2] + 2 and clip[1] - 2 <= y <= clip[3] + 2):
        return True
    if not drawn.fills:
        return one.style.white and not drawn.images
    order = drawn.order.get(one.address, drawn.count + 1)
    if any(fill.order > order and fill.covers(x, y) for fill in drawn.fills):
        return True
    under = [fill.dark for fill in drawn.fills if fill.order < order and fill.covers(x, y)]
    return one.style.white and not drawn.images and not (under and under[-1])


_BLANK = frozenset(" \t\r\n\x0b\x0c\x00\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def _opened(text_page: Any, view: View) -> tuple[list[_Open], int]:
    words: list[_Open] = []
    unknown = 0
    styles = Styles(text_page, view.turns)
    box = raw.FS_RECTF()
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    opened: _Open | None = None
    address = 0  # of the text object of the letter before
    touching = False  # no space since the letter before
    for index in range(raw.FPDFText_CountChars(text_page)):
        letter = chr(raw.FPDFText_GetUnicode(text_page, index))
        if letter in _BLANK:
            real = letter not in "\r\n\x00" and raw.FPDFText_IsGenerated(text_page, index) != 1
            unknown += letter == "\x00"
            if opened is not None and opened.style.turned:
                opened.space = True
            elif opened is not None and (real or letter in "\r\n "):
                if letter not in "\r\n":
                    raw.FPDFText_GetCharOrigin(text_page, index, origin_x, origin_y)
                    opened.end_before(view.point(origin_x.value, origin_y.value)[0])
                words.append(opened.close(space_after=real))
                opened = None
            touching = touching and not real
            continue
        if letter in _INVISIBLE:
            continue
        if letter in "\x02\ufffe":
            letter = "-"
        style = styles.at(index)
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetCharOrigin(text_page, index, origin_x, origin_y)
        x0, top, x1, bottom = view.box(box.left, box.bottom, box.right, box.top)
        baseline = view.point(origin_x.value, origin_y.value)[1]
        known = symbol(letter)
        if not known or letter < " " or letter == "\ufffd":
            unknown += 1
        letter = _LIGATURES.get(known, known)
        if opened is not None and unicodedata.combining(letter[:1] or " "):
            opened.letters.append(letter)
            opened.x1 = max(opened.x1, x1)
            continue
        if opened is not None and opened.takes_turned(style, x0, top, x1, bottom):
            opened.letters.append(letter)
            continue
        if opened is not None:
            reach = 0.14 * style.size
            if style is opened.style and abs(baseline - opened.baseline) < 0.5:
                if styles.address != address and opened.letters[-1] == letter and abs(x0 - opened.last) < 0.2 * (x1 - x0):
                    opened.twice = True
                    continue
                overlaps = styles.address == address or opened.x1 - x0 < 2 * reach + 1
                if opened.last <= x0 < opened.x1 + reach and overlaps:
                    opened.letters.append(letter)
                    opened.last, address = x0, styles.address
                    opened.x1, opened.top, opened.bottom = max(x1, opened.x1), min(top, opened.top), max(bottom, opened.bottom)
                    continue
            words.append(opened.close(space_after=False))
            touching = abs(x0 - opened.x1) < reach + 1
        opened = _Open(style, baseline, x0, top, x1, bottom, touching, [letter], styles.address, x0)
        touching, address = True, styles.address
    if opened is not None:
        words.append(opened.close(space_after=False))
    return words, unknown

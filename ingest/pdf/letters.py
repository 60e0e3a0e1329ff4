"""From the letters of a page to its words."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from ingest.pdf.styles import Style, Styles
from ingest.pdf.view import View
from ingest.pdf_page import Word
from ingest.text import normal, symbol


@dataclass(slots=True)
class _Open:
    """A word being gathered."""

    style: Style
    baseline: float
    x0: float
    top: float
    x1: float
    bottom: float
    glued: bool
    letters: list[str] = field(default_factory=list)
    space: bool = False

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

    def word(self, *, space_after: bool) -> Word:
        text = "".join(self.letters)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        style = self.style
        text = normal(text)
        return Word(
            text, self.x0, self.top, self.x1, self.bottom, self.baseline, style.size, style.bold, style.italic,
            glued=self.glued, space_after=space_after, hidden=style.hidden,
        )  # fmt: skip


_BLANK = frozenset(" \t\r\n\x0b\x0c\x00\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def words_of(text_page: Any, view: View) -> list[Word]:
    words: list[Word] = []
    styles = Styles(text_page, view.turns)
    box = raw.FS_RECTF()
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    opened: _Open | None = None
    touching = False  # no space since the letter before
    for index in range(raw.FPDFText_CountChars(text_page)):
        letter = chr(raw.FPDFText_GetUnicode(text_page, index))
        if letter in _BLANK:
            real = letter not in "\r\n\x00" and raw.FPDFText_IsGenerated(text_page, index) != 1
            if opened is not None and opened.style.turned:
                opened.space = True
            elif opened is not None and (real or letter in "\r\n "):
                words.append(opened.word(space_after=real))
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
        letter = symbol(letter)
        if opened is not None and unicodedata.combining(letter):
            opened.letters.append(letter)
            opened.x1 = max(opened.x1, x1)
            continue
        if opened is not None and opened.takes_turned(style, x0, top, x1, bottom):
            opened.letters.append(letter)
            continue
        if opened is not None:
            gap = x0 - opened.x1
            reach = 0.14 * style.size
            same_line = abs(baseline - opened.baseline) < 0.5
            if style is opened.style and same_line and -2 * reach - 1 < gap < reach:
                opened.letters.append(letter)
                opened.x1, opened.top, opened.bottom = max(x1, opened.x1), min(top, opened.top), max(bottom, opened.bottom)
                continue
            words.append(opened.word(space_after=False))
            touching = abs(gap) < reach + 1
        opened = _Open(style, baseline, x0, top, x1, bottom, touching, [letter])
        touching = True
    if opened is not None:
        words.append(opened.word(space_after=False))
    return [word for word in words if word.text]

"""One page of a PDF as a reader sees it: words with their place and form, and the ruling lines.

Everything is in points from the top left of the page as displayed, `/Rotate` and crop box already applied.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.document import Box
from ingest.text import normal, symbol

THIN = 3.0
"""A filled box no thicker than this is a drawn line."""


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


@dataclass(frozen=True, slots=True)
class _View:
    """From the page's own coordinates to the displayed ones."""

    x0: float
    y0: float
    x1: float
    y1: float
    turns: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.x0, self.y1 - y
        if self.turns == 1:
            return y - self.y0, x - self.x0
        if self.turns == 2:
            return self.x1 - x, y - self.y0
        return self.y1 - y, self.x1 - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    italic: bool
    hidden: bool
    turned: bool = False


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Reads one page and closes it again."""
    page = document[index]
    try:
        view = _view(page)
        text_page = page.get_textpage()
        try:
            words = _words(text_page.raw, view)
        finally:
            text_page.close()
        rulings, images = _drawings(page, view)
        width, height = page.get_size()
        return Page(index + 1, width, height, tuple(words), tuple(rulings), images)
    finally:
        page.close()


def _view(page: pdfium.PdfPage) -> _View:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    return _View(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(page.raw))


# --- words ---------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A word being gathered."""

    style: _Style
    baseline: float
    x0: float
    top: float
    x1: float
    bottom: float
    glued: bool
    letters: list[str] = field(default_factory=list)
    space: bool = False

    def takes_turned(self, style: _Style, x0: float, top: float, x1: float, bottom: float) -> bool:
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


def _words(text_page: Any, view: _View) -> list[Word]:
    words: list[Word] = []
    styles = _Styles(text_page, view.turns)
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


_BOLD = re.compile(r"bold|black|heavy|semibd|,b|-bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|-it\b|boldital", re.IGNORECASE)
_FORCE_BOLD, _FLAG_ITALIC = 1 << 18, 1 << 6
_STROKED, _INVISIBLE_MODE = (1, 2), 3


class _Styles:
    """The form of each letter, asked once for each text object and once for each font."""

    def __init__(self, text_page: Any, turns: int) -> None:
        self.text_page = text_page
        self.turns = turns
        self.by_object: dict[int, _Style] = {}
        self.by_form: dict[_Style, _Style] = {}
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.plain = _Style(12.0, bold=False, italic=False, hidden=False)
        self.last: tuple[int, _Style] = (0, self.plain)

    def at(self, index: int) -> _Style:
        thing = raw.FPDFText_GetTextObject(self.text_page, index)
        if not thing:
            return self.last[1]
        address = ctypes.addressof(thing.contents)
        if address == self.last[0]:
            return self.last[1]
        style = self.by_object.get(address)
        if style is None:
            style = self._ask(thing, index)
            style = self.by_object[address] = self.by_form.setdefault(style, style)
        self.last = (address, style)
        return style

    def _ask(self, thing: Any, index: int) -> _Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.text_page, index, matrix)
        scale = (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
        size = round(raw.FPDFText_GetFontSize(self.text_page, index) * scale, 1)
        bold, italic = self._font(raw.FPDFTextObj_GetFont(thing))
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        slanted = abs(matrix.c) > 0.15 * abs(matrix.d) and abs(matrix.b) < 0.01
        turned = (abs(matrix.b) > abs(matrix.a)) != bool(self.turns % 2)
        return _Style(size, bold or mode in _STROKED, italic or slanted, mode == _INVISIBLE_MODE, turned)

    def _font(self, font: Any) -> tuple[bool, bool]:
        if not font:
            return False, False
        address = ctypes.addressof(font.contents)
        if address not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace").split("+")[-1]
            flags = raw.FPDFFont_GetFlags(font)
            heavy = raw.FPDFFont_GetWeight(font) >= 600
            self.fonts[address] = (
                bool(_BOLD.search(name)) or heavy or bool(flags > 0 and flags & _FORCE_BOLD),
                bool(_ITALIC.search(name)) or bool(flags > 0 and flags & _FLAG_ITALIC),
            )
        return self.fonts[address]


# --- drawn lines ---------------------------------------------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _drawings(page: pdfium.PdfPage, view: _View) -> tuple[list[Ruling], int]:
    rulings: list[Ruling] = []
    images = 0
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        images += _draw(raw.FPDFPage_GetObject(page.raw, index), _IDENTITY, view, rulings, depth=0)
    return rulings, images


def _draw(thing: Any, outer: Matrix, view: _View, rulings: list[Ruling], *, depth: int) -> int:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        return 1
    if kind == raw.FPDF_PAGEOBJ_PATH:
        rulings.extend(_path_rulings(thing, outer, view))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 6:
        inner = _times(_matrix(thing), outer)
        count = raw.FPDFFormObj_CountObjects(thing)
        return sum(_draw(raw.FPDFFormObj_GetObject(thing, i), inner, view, rulings, depth=depth + 1) for i in range(max(count, 0)))
    return 0


def _matrix(thing: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _path_rulings(path: Any, outer: Matrix, view: _View) -> list[Ruling]:
    """The lines of a path: each stroked edge that is level or upright, and each filled box that is as thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value and not fill.value:
        return []
    found: list[Ruling] = []
    for outline in _outlines(path, outer, view):
        xs, ys = [p[0] for p in outline], [p[1] for p in outline]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            if max(box[2] - box[0], box[3] - box[1]) > THIN:
                found.append(_centred(box))
        elif stroke.value:
            edges = pairwise(outline)
            boxes = [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in edges]
            found.extend(_centred(edge) for edge in boxes if min(edge[2] - edge[0], edge[3] - edge[1]) < 1 < _long_side(edge))
    return found


def _long_side(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def _centred(box: Box) -> Ruling:
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Ruling(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Ruling(middle, top, middle, bottom)


def _outlines(path: Any, outer: Matrix, view: _View) -> list[list[tuple[float, float]]]:
    a, b, c, d, e, f = _times(_matrix(path), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    outlines: list[list[tuple[float, float]]] = []
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = view.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        outlines[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment) and outlines[-1][0] != point:
            outlines[-1].append(outlines[-1][0])
    return [outline for outline in outlines if len(outline) > 1]

"""The form of letters: size, bold, italic."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

from ingest.pdf.drawings import colour_of, is_white


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    bold: bool
    italic: bool
    hidden: bool
    turned: bool = False
    oblique: bool = False
    """Runs neither level nor upright, like a watermark."""
    white: bool = False
    font: str = ""


_BOLD = re.compile(r"bold|black|heavy|semibd|,b|-bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|-it\b|boldital", re.IGNORECASE)
_FORCE_BOLD, _FLAG_ITALIC = 1 << 18, 1 << 6
_STROKED, _INVISIBLE_MODE = (1, 2), 3


class Styles:
    """The form of each letter, asked once for each text object and once for each font."""

    def __init__(self, text_page: Any, turns: int) -> None:
        self.text_page = text_page
        self.turns = turns
        self.by_object: dict[int, Style] = {}
        self.by_form: dict[Style, Style] = {}
        self.fonts: dict[int, tuple[bool, bool, str]] = {}
        self.address = 0
        self.plain = Style(12.0, bold=False, italic=False, hidden=False)
        self.last: tuple[int, Style] = (0, self.plain)

    def at(self, index: int) -> Style:
        thing = raw.FPDFText_GetTextObject(self.text_page, index)
        if not thing:
            return self.last[1]
        address = ctypes.addressof(thing.contents)
        self.address = address
        if address == self.last[0]:
            return self.last[1]
        style = self.by_object.get(address)
        if style is None:
            style = self._ask(thing, index)
            style = self.by_object[address] = self.by_form.setdefault(style, style)
        self.last = (address, style)
        return style

    def _ask(self, thing: Any, index: int) -> Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.text_page, index, matrix)
        scale = (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
        size = round(raw.FPDFText_GetFontSize(self.text_page, index) * scale, 1)
        bold, italic, font = self._font(raw.FPDFTextObj_GetFont(thing))
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        slanted = abs(matrix.c) > 0.15 * abs(matrix.d) and abs(matrix.b) < 0.01
        turned = (abs(matrix.b) > abs(matrix.a)) != bool(self.turns % 2)
        straight = min(abs(matrix.b), abs(matrix.a)) < 0.12 * max(abs(matrix.b), abs(matrix.a), 1e-6)
        white = is_white(colour_of(thing)) and mode not in _STROKED
        hidden = mode == _INVISIBLE_MODE
        return Style(size, bold or mode in _STROKED, italic or slanted, hidden, turned, not straight, white and not hidden, font)

    def _font(self, font: Any) -> tuple[bool, bool, str]:
        if not font:
            return False, False, ""
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
                name,
            )
        return self.fonts[address]

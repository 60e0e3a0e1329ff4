"""The pages of a PDF as pictures, at the resolution that their scan has."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.ocr.picture import Pixels

FINE, COARSE = 300.0, 200.0
"""Pixels an inch between which pages are read: finer ones are not read better, coarser ones are enlarged."""
MOST_PIXELS = 30_000_000
_THUMBNAIL = 40.0


@dataclass(frozen=True, slots=True)
class Scans:
    """What is drawn on the pages of an open PDF. Only for the thread that opened it."""

    document: pdfium.PdfDocument

    def is_covered(self, index: int) -> bool:
        """Whether pictures cover most of a page: a logo or a scanned signature does not."""
        page = self.document[index]
        try:
            width, height = page.get_size()
            return bool(sum(area for _, area in _images(page)) > 0.5 * width * height)
        finally:
            page.close()

    def is_blank(self, index: int) -> bool:
        """Whether nothing is drawn on a page but what a scanner leaves."""
        if not self._has_objects(index):
            return True
        pixels, _ = self._rendered(index, _THUMBNAIL)
        grey = pixels.min(axis=2)
        inner = grey[len(grey) // 20 : -len(grey) // 20 or None, grey.shape[1] // 20 : -grey.shape[1] // 20 or None]
        return not inner.size or bool((inner < float(np.median(inner)) - 40).sum() < 4)

    def _has_objects(self, index: int) -> bool:
        page = self.document[index]
        try:
            return bool(raw.FPDFPage_CountObjects(page.raw))
        finally:
            page.close()

    def picture(self, index: int) -> tuple[Pixels, float]:
        """A page upright as displayed, rows by columns by 3 of red, green, blue; and its pixels a point."""
        page = self.document[index]
        try:
            dpi = max((dpi for dpi, _ in _images(page)), default=COARSE)
        finally:
            page.close()
        return self._rendered(index, COARSE if dpi >= COARSE else FINE)

    def _rendered(self, index: int, dpi: float) -> tuple[Pixels, float]:
        page = self.document[index]
        try:
            width, height = page.get_size()
            scale = min(dpi / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            return np.ascontiguousarray(bitmap.to_numpy()[:, :, :3]), scale
        finally:
            page.close()


def _images(page: pdfium.PdfPage) -> Iterator[tuple[float, float]]:
    """Resolution in dots an inch and area in square points of each picture on a page."""
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        wide, high = _pixels(image)
        left, bottom, right, top = image.get_bounds()
        across, along = abs(right - left), abs(top - bottom)
        if across > 1 and along > 1:
            yield 72 * (max(wide, high) / max(across, along)), across * along


def _pixels(image: Any) -> tuple[int, int]:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(image, wide, high)
    return wide.value, high.value

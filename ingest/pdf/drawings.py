"""The drawn lines of a page, and how many pictures it has."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.document import Box
from ingest.pdf.view import View
from ingest.pdf_page import Ruling

THIN = 3.0
"""A filled box no thicker than this is a drawn line."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Fill:
    """A box filled with one opaque colour, the `order`-th thing drawn on the page."""

    order: int
    box: Box
    dark: bool

    def covers(self, x: float, y: float) -> bool:
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


@dataclass(slots=True)
class Drawings:
    """What is drawn on a page besides its text; of each text object (by address) when it was drawn (`order`) and what shows (`clips`)."""

    rulings: list[Ruling] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: int = 0
    order: dict[int, int] = field(default_factory=dict)
    clips: dict[int, Box] = field(default_factory=dict)
    count: int = 0


def drawings(page: pdfium.PdfPage, view: View) -> Drawings:
    drawn = Drawings()
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        _draw(raw.FPDFPage_GetObject(page.raw, index), _IDENTITY, view, drawn, depth=0)
    return drawn


def _draw(thing: Any, outer: Matrix, view: View, drawn: Drawings, *, depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(thing)
    drawn.count += 1
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        address = ctypes.addressof(thing.contents)
        drawn.order[address] = drawn.count
        if depth == 0 and (clip := _clip(thing, view)) is not None:
            drawn.clips[address] = clip
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        drawn.images += 1
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        _draw_path(thing, outer, view, drawn)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 6:
        inner = _times(_matrix(thing), outer)
        for index in range(max(raw.FPDFFormObj_CountObjects(thing), 0)):
            _draw(raw.FPDFFormObj_GetObject(thing, index), inner, view, drawn, depth=depth + 1)


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


def _clip(thing: Any, view: View) -> Box | None:
    """The box to which a thing of the page itself is cut."""
    clip = raw.FPDFPageObj_GetClipPath(thing)
    x, y = ctypes.c_float(), ctypes.c_float()
    cut: Box | None = None
    for index in range(max(raw.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        points: list[tuple[float, float]] = []
        for number in range(max(raw.FPDFClipPath_CountPathSegments(clip, index), 0)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, index, number), x, y)
            points.append(view.point(x.value, y.value))
        if points:
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            cut = box if cut is None else (max(cut[0], box[0]), max(cut[1], box[1]), min(cut[2], box[2]), min(cut[3], box[3]))
    return cut


def _draw_path(path: Any, outer: Matrix, view: View, drawn: Drawings) -> None:
    """The lines of a path: each stroked edge that is level or upright, and each filled box that is as thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value and not fill.value:
        return
    for outline in _outlines(path, outer, view):
        xs, ys = [p[0] for p in outline], [p[1] for p in outline]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            if max(box[2] - box[0], box[3] - box[1]) > THIN:
                drawn.rulings.append(_centred(box))
            continue
        if stroke.value:
            edges = pairwise(outline)
            boxes = [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in edges]
            drawn.rulings.extend(_centred(edge) for edge in boxes if min(edge[2] - edge[0], edge[3] - edge[1]) < 1 < _long_side(edge))
        if fill.value and all(x in (box[0], box[2]) and y in (box[1], box[3]) for x, y in outline):
            colour = colour_of(path)
            if colour[3] == 255 and not raw.FPDFPageObj_HasTransparency(path):
                drawn.fills.append(Fill(drawn.count, box, dark=not is_white(colour)))


Colour = tuple[int, int, int, int]


def colour_of(thing: Any) -> Colour:
    """Red, green, blue and opacity, 0 to 255, with which a thing is filled."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(thing, *parts):
        return 0, 0, 0, 255
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


def is_white(colour: Colour) -> bool:
    return min(colour[:3]) >= 250 or colour[3] == 0


def _long_side(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def _centred(box: Box) -> Ruling:
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Ruling(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Ruling(middle, top, middle, bottom)


def _outlines(path: Any, outer: Matrix, view: View) -> list[list[tuple[float, float]]]:
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

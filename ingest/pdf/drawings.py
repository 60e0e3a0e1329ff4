"""The drawn lines of a page, and how many pictures it has."""

from __future__ import annotations

import ctypes
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


def drawings(page: pdfium.PdfPage, view: View) -> tuple[list[Ruling], int]:
    rulings: list[Ruling] = []
    images = 0
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        images += _draw(raw.FPDFPage_GetObject(page.raw, index), _IDENTITY, view, rulings, depth=0)
    return rulings, images


def _draw(thing: Any, outer: Matrix, view: View, rulings: list[Ruling], *, depth: int) -> int:
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


def _path_rulings(path: Any, outer: Matrix, view: View) -> list[Ruling]:
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

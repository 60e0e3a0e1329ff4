"""Figures written by hand into a printed head are read where that can be done for sure, and always told."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.ocr.handwriting import with_handwriting
from ingest.ocr.picture import Picture
from ingest.pdf_page import Word

SCALE, SIZE, BASE = 200 / 72, 13.0, 150.0

STROKES: dict[str, list[list[tuple[float, float]]]] = {
    "0": [[(5 + 4 * np.cos(a), 7 + 7 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 20)]],
    "1": [[(1, 6), (5, 0), (5, 14)]],
    "2": [[(1, 3), (3, 0), (7, 0), (9, 3), (8, 6), (1, 14), (10, 14)]],
    "7": [[(0, 0), (9, 0), (4, 14)]],
    "#": [[(0, 4), (12, 4)], [(0, 9), (12, 9)], [(3, 0), (3, 14)], [(9, 0), (9, 14)]],
}
"""Our own strokes, in points from a figure's top left."""


def word(text: str, x0: float, *, wide: float, unsure: bool = False) -> Word:
    return Word(
        text, x0, BASE - 9, x0 + wide, BASE, BASE, SIZE, bold=False, italic=False, confidence=0.5 if unsure else 0.95, unsure=unsure
    )


def page(figures: str, at: float) -> Picture:
    pixels = np.full((round(842 * SCALE), round(595 * SCALE)), 255, np.uint8)
    for number, figure in enumerate(figures):
        for points in STROKES[figure]:
            drawn = [((at + 13 * number + x) * SCALE, (BASE - 13 + y) * SCALE) for x, y in points]
            cv2.polylines(pixels, [np.round(drawn).astype(np.int32)], isClosed=False, color=0, thickness=4, lineType=cv2.LINE_AA)
    return Picture(pixels, SCALE)


@pytest.mark.parametrize(
    ("figures", "meant"),
    [("10", "Số: 10/CT-UBND"), ("07", "Số: 07/CT-UBND"), ("271", "Số: 271/CT-UBND"), ("#1", "Số: @ /CT-UBND"), ("", "Số: @ /CT-UBND")],
)
def test_a_number_by_hand_is_read_or_left(figures: str, meant: str) -> None:
    words = [word("Số:", 90, wide=20), word("@", 115, wide=40, unsure=True), word("/CT-UBND", 160, wide=55)]
    read, notes = with_handwriting(words, page(figures, 114), 1)
    assert " ".join(one.text for one in read) == meant
    assert [(note.code, note.values["text"]) for note in notes] == ([("number-by-hand", figures)] if "@" not in meant else [])


@pytest.mark.parametrize(("figures", "meant"), [("20", "ngày 20 tháng"), ("72", "ngày @ tháng")])
def test_a_day_is_one_that_there_is(figures: str, meant: str) -> None:
    words = [word("ngày", 300, wide=25), word("@", 328, wide=25, unsure=True), word("tháng", 358, wide=30), word("3", 392, wide=6)]
    read, _ = with_handwriting(words, page(figures, 328), 1)
    assert " ".join(one.text for one in read[:3]) == meant


def test_what_is_printed_and_read_surely_stays() -> None:
    words = [word("Số:", 90, wide=20), word("44", 115, wide=14), word("/CT-UBND", 160, wide=55)]
    assert with_handwriting(words, page("10", 114), 1) == (words, [])

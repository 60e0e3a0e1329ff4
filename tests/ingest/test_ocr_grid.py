"""Ruling lines on pictures: every table's, and nothing that only looks like one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from ingest.ocr.grid import rulings_of, wipe_lines
from ingest.ocr.picture import Picture, Pixels
from ingest.ocr.preparation import prepare
from ingest.rulings import Grid, grids

SCALE = 200 / 72
COLUMNS, ROWS = (80, 120, 300, 400, 500), (100, 140, 165, 190, 215)
"""Edges of the table that the tests draw, in points."""


def sheet() -> Pixels:
    return np.full((round(500 * SCALE), round(595 * SCALE)), 255, np.uint8)


def at(*points: float) -> tuple[int, ...]:
    return tuple(round(point * SCALE) for point in points)


def line(page: Pixels, x0: float, y0: float, x1: float, y1: float, *, grey: int = 60, thick: int = 2) -> None:
    cv2.line(page, at(x0, y0), at(x1, y1), grey, thick)


def write(page: Pixels, x: float, y: float, text: str) -> None:
    cv2.putText(page, text, at(x, y), cv2.FONT_HERSHEY_COMPLEX, 1.0, 0, 2, cv2.LINE_AA)


def table(*, grey: int = 60, thick: int = 2) -> Pixels:
    page = sheet()
    for x in COLUMNS:
        line(page, x, ROWS[0], x, ROWS[-1], grey=grey, thick=thick)
    for y in ROWS:
        line(page, COLUMNS[0], y, COLUMNS[-1], y, grey=grey, thick=thick)
    for number, y in enumerate(ROWS[:-1]):
        write(page, 92, y + 18, str(number + 1))
        write(page, 126, y + 18, "Dang bo xa Lam")
        write(page, 340, y + 18, "12")
    return page


def found(page: Pixels) -> list[Grid]:
    return grids(rulings_of(Picture(page, SCALE)))


def shape(grid: Grid) -> tuple[int, int]:
    return len(grid.xs) - 1, len(grid.ys) - 1


def broken(page: Pixels) -> Pixels:
    for x in range(0, page.shape[1], 90):
        page[:, x : x + 6] = 255
    for y in range(0, page.shape[0], 80):
        page[y : y + 5] = 255
    return page


def turned(page: Pixels) -> Pixels:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 0.15, 1)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,)), np.uint8)


def noisy(page: Pixels) -> Pixels:
    grain = np.random.default_rng(3).normal(0, 14, page.shape)
    return np.clip(cv2.GaussianBlur(page, (0, 0), 0.8) * 0.9 + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("drawn well", table),
        ("thin and pale", lambda: table(grey=150, thick=1)),
        ("broken", lambda: broken(table())),
        ("not quite level", lambda: turned(table())),
        ("noisy", lambda: noisy(table())),
        ("black and white", lambda: np.where(noisy(table()) > 130, 255, 0).astype(np.uint8)),
    ],
)
def test_a_ruled_table_is_found_whole(name: str, page: Callable[[], Pixels]) -> None:
    [grid] = found(page())
    assert shape(grid) == (4, 4), name
    assert grid.xs == pytest.approx(COLUMNS, abs=1.5)
    assert grid.ys == pytest.approx(ROWS, abs=1.5)


def test_a_merged_cell_has_no_side() -> None:
    page = table()
    page[round(141 * SCALE) : round(164 * SCALE), round(118 * SCALE) : round(122 * SCALE)] = 255
    [grid] = found(page)
    assert shape(grid) == (4, 4)
    assert not grid.parted_right(0, 140, 165)
    assert grid.parted_right(0, 165, 190)


def test_level_lines_alone_make_a_table_without_columns() -> None:
    page = sheet()
    for y in ROWS:
        line(page, 80, y, 500, y)
    [grid] = found(page)
    assert not grid.ruled
    assert grid.ys == pytest.approx(ROWS, abs=1.5)


def test_dotted_lines_part_rows() -> None:
    page = table()
    row = round(165 * SCALE)
    page[row - 3 : row + 4, round(81.5 * SCALE) : round(498.5 * SCALE)] = 255
    for x in COLUMNS:
        line(page, x, 160, x, 170)
    for dot in np.arange(82, 499, 4.0):
        cv2.circle(page, at(dot, 165), 1, 0, -1)
    [grid] = found(page)
    assert shape(grid) == (4, 4)


def prose() -> Pixels:
    page = sheet()
    for y in range(60, 460, 20):
        write(page, 70, y, "TTEE hien thuc nhiem vu HHIILL trong nam")
    return page


def underlined() -> Pixels:
    page = prose()
    line(page, 250, 64, 420, 64)
    return page


def sealed() -> Pixels:
    page = prose()
    cv2.circle(page, at(300, 250), 150, 40, 6)
    cv2.circle(page, at(300, 250), 130, 40, 3)
    return page


def framed() -> Pixels:
    page = prose()
    cv2.rectangle(page, at(20, 20), at(575, 480), 0, 3)
    return page


def fill_in() -> Pixels:
    page = sheet()
    for y in range(100, 300, 20):
        for x in np.arange(80, 500, 4.0):
            cv2.circle(page, at(x, y), 1, 0, -1)
    return page


@pytest.mark.parametrize("page", [prose, underlined, sealed, framed, fill_in])
def test_no_table_is_invented(page: Callable[[], Pixels]) -> None:
    assert [shape(grid) for grid in found(page()) if len(grid.xs) > 2 or len(grid.ys) > 2] == []


def test_the_line_under_a_heading_is_a_ruling() -> None:
    assert any(ruling.level and ruling.length == pytest.approx(170, abs=4) for ruling in rulings_of(Picture(underlined(), SCALE)))


def test_a_line_under_words_in_a_cell_parts_no_row() -> None:
    page = table()
    line(page, 130, 160, 250, 160)
    [grid] = found(page)
    assert shape(grid) == (4, 4)


def test_lines_are_wiped_and_letters_stay() -> None:
    page = table()
    bare = wipe_lines(page, SCALE, rulings_of(Picture(page, SCALE)))
    assert (bare[round(141 * SCALE) : round(164 * SCALE), round(400 * SCALE) - 3 : round(400 * SCALE) + 4] > 200).all()
    words = slice(round(145 * SCALE), round(162 * SCALE)), slice(round(124 * SCALE), round(296 * SCALE))
    assert (bare[words] < 128).sum() == pytest.approx((page[words] < 128).sum(), rel=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "pages"),
    [
        ("CV1945_SYT_8tr.pdf", {1: [], 2: [(4, 2), (2, 2), (9, 7)], 3: [(10, 5), (10, 7)], 4: [(4, 10), (7, 20)], 8: [(6, 7)]}),
        ("KH2119_kiem_tra_duoc_2017.pdf", {1: [], 2: [(4, 5)], 3: [], 4: [], 5: []}),
        ("KH359_SYT.pdf", {1: [], 2: [], 3: [], 4: []}),
        ("2191_CT-CS.pdf", {1: [], 2: [], 3: [], 4: []}),
    ],
)
def test_real_scans_have_their_tables_and_no_others(shared: Path, file: str, pages: dict[int, list[tuple[int, int]]]) -> None:
    document = pdfium.PdfDocument(shared / "real" / file)
    for number, shapes in pages.items():
        grey = np.asarray(document[number - 1].render(scale=SCALE).to_pil().convert("L"), np.uint8)
        assert [shape(grid) for grid in grids(rulings_of(prepare(grey, SCALE)))] == shapes, number

"""Lines of clean print that the first look at a page passed over come in at the second; what is no writing does not."""

from __future__ import annotations

from dataclasses import replace

import cv2
import docx
import numpy as np
import pytest
from docx.shared import Pt

from ingest.ocr import tesseract
from ingest.ocr.missed import missed_words
from ingest.ocr.picture import Picture
from ingest.ocr.preparation import prepare
from ingest.ocr.tesseract import Found
from tests.ingest.scan_files import office, page, printed_by_office
from tests.ingest.test_ocr import needs_tesseract

pytestmark = [needs_tesseract, pytest.mark.slow, pytest.mark.skipif(not office(), reason="máy không có LibreOffice")]

LINES = ["Nguyễn Thị Thu Hà", "KHÓ KHĂN, VƯỚNG MẮC:", "- Các chi bộ trực thuộc,", "Phó Giám đốc Sở", "Số điện thoại: 0203 555 118"]
BLANKS = "Ngày ...... tháng ...... năm ......\nGiám đốc"
SIDE_BY_SIDE = "Nơi nhận: Huyện ủy\t\t\t\tTrần Quốc Bảo"
TWO = "Đảng ủy xã triển khai kế hoạch\n\n\n\n\nLê Hoài Phương"
CUT = "\t\t\tMinh Khải"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture]:
    """Each text on a page of its own, as a picture."""
    texts = [*LINES, BLANKS, SIDE_BY_SIDE, TWO, CUT]
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(14)
    for text in texts:
        document.add_paragraph(text).paragraph_format.page_break_before = True
    pdf = printed_by_office(document, tmp_path_factory.mktemp("lines"))
    return {text: prepare(page(pdf, number), 200 / 72) for number, text in enumerate(texts)}


def texts_of(picture: Picture, found: list[Found] | None = None) -> list[str]:
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in missed_words(picture, found or []):
        lines.setdefault(word.line, []).append(word.text)
    return [" ".join(words) for words in lines.values()]


@pytest.mark.parametrize("text", LINES)
def test_a_line_that_nobody_saw(pages: dict[str, Picture], text: str) -> None:
    assert texts_of(pages[text]) == [text]


def test_blanks_to_be_filled_in_by_hand_stay_beside_their_words(pages: dict[str, Picture]) -> None:
    date, name = texts_of(pages[BLANKS])
    assert [word for word in date.replace(".", " ").split() if word.isalpha()] == ["Ngày", "tháng", "năm"] and "..." in date
    assert name == "Giám đốc"


def test_lines_side_by_side_are_two_lines(pages: dict[str, Picture]) -> None:
    assert sorted(texts_of(pages[SIDE_BY_SIDE])) == SIDE_BY_SIDE.split("\t\t\t\t")


def test_what_was_found_is_not_found_again(pages: dict[str, Picture]) -> None:
    seen = tesseract.words(pages[TWO].pixels, 200, seconds=60)
    first = [word for word in seen if word.line[:2] == seen[0].line[:2]]
    assert len(first) == 7 and texts_of(pages[TWO], first) == ["Lê Hoài Phương"]
    assert texts_of(pages[TWO], seen) == []


def test_strokes_of_a_pen_and_pieces_of_a_seal_are_no_words() -> None:
    pixels = np.full((2338, 1654), 255, np.uint8)
    random = np.random.default_rng(5)
    for start in ((300, 900), (600, 1200), (900, 700)):
        steps = np.cumsum(random.normal(0, 9, (40, 2)) + (6, 0), axis=0) + start
        cv2.polylines(pixels, [steps.astype(np.int32)], False, 0, 3, cv2.LINE_AA)
    for angle in range(0, 360, 15):
        x, y = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        cv2.line(pixels, (round(800 + 70 * x), round(1500 + 70 * y)), (round(800 + 90 * x), round(1500 + 90 * y)), 0, 3)
    assert texts_of(Picture(pixels, 200 / 72)) == []


def test_a_name_beside_ink_that_nobody_can_read_is_doubtful_at_that_end(pages: dict[str, Picture]) -> None:
    picture = pages[CUT]
    whole = missed_words(picture, [])
    first, pixels = whole[0], picture.pixels.copy()
    points = [(first.x0 - 60 + 3 * step, (first.top + first.bottom) // 2 + round(14 * np.sin(2.1 * step))) for step in range(14)]
    cv2.polylines(pixels, [np.array(points, np.int32)], False, 0, 2)
    words = [word for word in missed_words(replace(picture, pixels=pixels), []) if word.text.isalpha()]
    assert [word.text for word in whole] == [word.text for word in words[-2:]] == ["Minh", "Khải"]
    assert words[0].confidence < 0.6 < min(word.confidence for word in (*whole, words[-1]))


def test_an_empty_page_has_nothing_that_was_missed() -> None:
    assert missed_words(Picture(np.full((800, 600), 255, np.uint8), 200 / 72), []) == []

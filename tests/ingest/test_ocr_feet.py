"""Who signs, under a seal: what two readings show together, held against the posts and family names that there are."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.ocr.feet import Line, signed, with_signature
from ingest.ocr.picture import Picture
from ingest.pdf_page import Word
from tests.ingest.test_ocr import needs_tesseract


def lines(*texts: str) -> list[Line]:
    """Lines centred under each other, 16 points apart."""
    return [line(text, 500 + 16 * number) for number, text in enumerate(texts)]


def line(text: str, top: float) -> Line:
    words, x = text.split(), 420 - 3.5 * len(text)
    starts = [x + 7 * text.index(word) for word in words]
    return Line(tuple(words), tuple((start, top, start + 7 * len(word), top + 12) for start, word in zip(starts, words, strict=True)))


@pytest.mark.parametrize(
    ("first", "again", "meant"),
    [
        (
            ["VT-GIÁM ĐÓC", "Nguyễn Văn An"],
            ["VT;GIÁM ĐÓC", "/ GIÁM ĐỐC", "Nguyễn Văn An"],
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn An"],
        ),
        (["hạm Văn An"], ["{T. CHỦ TỊCH", "PEQCHỦ TỊCH", "Phạm Văn An"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Văn An"]),
        (["KT. TRƯỞNG BAN", "PID h ƯỞNG BAN", "Lê Văn An"], [], ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Lê Văn An"]),
        (["rần n Ngọc An"], ["NGỦ TỊCH", "“Trân Ngọc An"], ["CHỦ TỊCH", "Trần Ngọc An"]),
        (["Văn An"], ["à Văn Án"], ["Hà Văn An"]),
        (["Văn An"], ["xế Văn An"], []),
        (["CHỦ TỊCH", "Trần Văn An"], [], ["Trần Văn An"]),
        (["Các đơn vị"], ["UBND TỈNH", "SỞ Y TẾ"], []),
        (["BÍ THƯ"], [], []),
    ],
)
def test_post_and_name_are_those_that_there_are(first: list[str], again: list[str], meant: list[str]) -> None:
    assert [text for text, _ in signed(lines(*first), [lines(*again)])] == meant


@needs_tesseract
def test_the_end_of_a_recipient_beside_the_name_stays() -> None:
    texts = [
        ("Nơi", 90, 500),
        ("nhận:", 115, 500),
        ("Ban", 200, 560),
        ("XH,", 270, 560),
        ("Lê", 380, 560),
        ("Văn", 400, 560),
        ("An", 425, 560),
    ]
    words = [
        Word(text, x, base - 9, x + 6 * len(text), base, base, 13.0, bold=False, italic=False, confidence=0.95) for text, x, base in texts
    ]
    blank = Picture(np.full((842, 595), 255, np.uint8), 1.0)
    assert " ".join(word.text for word in with_signature(words, blank, 2, seconds=20)[0]) == "Nơi nhận: Ban XH, Lê Văn An"

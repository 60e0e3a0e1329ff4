"""Who signs, under a seal: what two readings show together, held against the posts and family names that there are."""

from __future__ import annotations

import pytest

from ingest.ocr.feet import Line, signed


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

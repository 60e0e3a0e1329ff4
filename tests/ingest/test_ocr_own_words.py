"""A word read faintly is what the document itself reads between the same neighbours; what stands surely stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.document import Paragraph, Span
from ingest.ocr.own_words import with_own_words

BODY = (
    "Thực hiện chính sách thuế TNDN, cơ quan thuế hướng dẫn kê khai thuế TNDN.",
    "Thuế TNDN nộp theo quý; thuế TNDN được quyết toán theo năm; hồ sơ thuế TNDN và biểu thuế TNDN kèm theo.",
    "Tháng hành động phòng, chống bạo lực; công tác phòng, chống bạo lực; kế hoạch phòng, chống bạo lực.",
    "Ngành Răng Hàm Mặt báo cáo; bác sĩ Răng Hàm Mặt; khoa Răng Hàm Mặt.",
    "Doanh nghiệp thuê đất.",
)


def paragraphs(*texts: str, confidence: float | None = 0.9) -> list[Paragraph]:
    return [
        Paragraph(number, text, pages=(1,), confidence=confidence, spans=(Span(0, len(text)),), unsure=((len(text) - 1, len(text)),))
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("text", "right", "faint"),
    [
        ("về chính sách thuê TNDN", "về chính sách thuế TNDN", {"thuê": 0.9}),
        ("về chính sách thuê TNIDN", "về chính sách thuế TNDN", {"thuê": 0.9, "TNIDN": 0.6}),
        ("VÌ PHÒNG, CHÔNG BẠO LỰC", "VÌ PHÒNG, CHỐNG BẠO LỰC", {"CHÔNG": 0.92}),
        ("V/v hoạt động ngành lăng Hàm Mặt", "V/v hoạt động ngành răng Hàm Mặt", {"lăng": 0.65}),
        ("về chính sách thuê đất", "về chính sách thuê đất", {"thuê": 0.9}),
        ("về chính sách thuê TNDN", "về chính sách thuê TNDN", {}),
        ("V/v hoạt động ngành lăng Hàm Mặt", "V/v hoạt động ngành lăng Hàm Mặt", {"lăng": 0.9}),
        ("về chính sách thuế TNCN", "về chính sách thuế TNCN", {"TNCN": 0.6}),
    ],
)
def test_a_faint_word_is_what_the_document_says_elsewhere(text: str, right: str, faint: dict[str, float]) -> None:
    blocks, notes = with_own_words(paragraphs(text, *BODY), {1: faint})
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [right, *BODY]
    first = blocks[0]
    assert isinstance(first, Paragraph)
    assert first.spans == (Span(0, len(right)),)
    assert first.unsure == ((len(right) - 1, len(right)),)
    changed = [(a, b) for a, b in zip(text.replace(",", "").split(), right.replace(",", "").split(), strict=True) if a != b]
    assert sorted((note.values["read"], note.values["text"]) for note in notes) == sorted(changed)


def test_a_word_that_stands_elsewhere_as_it_is_stays() -> None:
    texts = ("quản lý về dược", "quản lý về được", "quản lý về được", "quản lý về được", "ngành dược")
    first, *rest = paragraphs(*texts)
    blocks, notes = with_own_words([replace(first, pages=(2,)), *rest], {1: {}, 2: {"dược": 0.9}})
    assert not notes
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == list(texts)


def test_what_is_printed_as_text_stays() -> None:
    text = "về chính sách thuê TNDN"
    assert with_own_words(paragraphs(text, *BODY, confidence=None), {1: {"thuê": 0.5}})[1] == []

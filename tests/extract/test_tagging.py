"""Parts of speech: the same as underthesea gives, each word at its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.tagging import VERB, tagged, words

CLAUSES = [
    "Công an huyện trấn áp tội phạm, tuần tra ban đêm",
    "các đảng ủy trực thuộc Thành ủy",
    "Sở Y tế; Bảo hiểm xã hội tỉnh (qua Văn phòng)",
    "Đến hết ngày 30/6/2026 đạt trên 92,5%",
    "UBND",
    "",
]


@pytest.mark.parametrize("clause", CLAUSES)
def test_the_tags_are_those_of_the_library(clause: str) -> None:
    from underthesea import pos_tag

    assert tagged(clause) == pos_tag(clause)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(" ".join(CLAUSES).split()), max_size=12).map(" ".join))
def test_the_tags_are_those_of_the_library_for_any_words(text: str) -> None:
    from underthesea import pos_tag

    assert tagged(text) == pos_tag(text)


def test_every_word_stands_at_its_place() -> None:
    text = "Công đoàn tổ chức hội thao"
    assert [(text[word.start : word.end], word.tag == VERB) for word in words(text)] == [
        ("Công đoàn", False),
        ("tổ chức", True),
        ("hội thao", False),
    ]

"""Who acts within a sentence, not only at its head; who is only spoken of does not."""

from __future__ import annotations

import pytest

from extract.learned import BIAS
from extract.roles import acting, decided
from tests.extract.written import passages

Row = tuple[str, str]
"""name, role"""


def rows(line: str) -> list[Row]:
    return [(name, subject.role) for passage in passages(line) for subject in acting(passage) for name in subject.names]


WITHIN: list[tuple[str, list[Row]]] = [
    ("Xã nào để cháy rừng thì Chủ tịch Ủy ban nhân dân xã kiểm điểm.", [("Chủ tịch Ủy ban nhân dân xã", "implement")]),
    ("Đảng viên có hoàn cảnh khó khăn thì chi bộ xem xét miễn đảng phí.", [("chi bộ", "implement")]),
    (
        "Sở Y tế chủ trì, phối hợp với Sở Tài chính phân bổ kinh phí.",
        [("Sở Y tế", "lead"), ("Sở Tài chính", "coordinate")],
    ),
]


@pytest.mark.parametrize(("line", "expected"), WITHIN)
def test_who_acts(line: str, expected: list[Row]) -> None:
    assert set(expected) <= set(rows(line))


SPOKEN_OF = [
    "Tăng cường vai trò của các chi bộ trong công tác dân vận.",
    "Khuyến khích các doanh nghiệp đầu tư vào vùng khó khăn.",
    "Xây dựng cơ chế liên kết giữa các trường đại học và doanh nghiệp.",
]


@pytest.mark.parametrize("line", SPOKEN_OF)
def test_who_is_only_spoken_of(line: str) -> None:
    assert rows(line) == []


def test_what_the_rules_do_not_see_acts_only_where_a_clause_may_begin() -> None:
    learned = {BIAS: (0.7, 2.8, 0.0, 0.0)}
    assert decided(["may act True"], "none", learned) == "implement"
    assert decided(["may act False"], "none", learned) == "none"
    assert decided([], "lead", learned) == "implement"


def test_the_same_bodies_act_once_in_a_passage() -> None:
    line = "Các chi bộ rà soát danh sách; các chi bộ gửi kết quả về Đảng ủy."
    assert rows(line) == [("Các chi bộ", "implement")]

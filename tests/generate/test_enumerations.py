from __future__ import annotations

import pytest

from generate.enumerations import mark_of
from generate.plan import Line, Plan
from tests.generate.orders import Order


@pytest.mark.parametrize(
    ("quote", "mark"),
    [
        ("- Đơn xin vào Đảng.", "dash"),
        ("+ Lý lịch.", "plus"),
        ("a) Hồ sơ", "letter"),
        ("1. Hồ sơ", "number"),
        ("2.1. Hồ sơ", "deep"),
        ("Hồ sơ", ""),
    ],
)
def test_a_paragraph_is_known_by_its_mark(quote: str, mark: str) -> None:
    assert mark_of(quote) == mark


def lines(plan: Plan) -> list[Line]:
    return [line for part in plan.parts if part.title == "NHIỆM VỤ, GIẢI PHÁP" for item in part.items for line in item.lines]


def test_a_list_stands_under_what_opens_it() -> None:
    order = (
        Order().say("Thường xuyên rà soát trang thiết bị, chú trọng:").say("- Máy tính của bộ phận một cửa;").say("- Đường truyền ở thôn.")
    )
    drawn = [(line.bullet, line.text) for line in lines(order.say("Mở lớp tập huấn.").plan())]
    assert [text for _, text in drawn][:3] == [
        "Thường xuyên rà soát trang thiết bị, chú trọng:", "Máy tính của bộ phận một cửa;", "Đường truyền ở thôn.",
    ]  # fmt: skip
    assert drawn[1][0] == drawn[2][0] != drawn[0][0]


def test_an_opener_without_its_list_is_no_line() -> None:
    order = Order().say("Hồ sơ gồm có:").say("Mở lớp tập huấn cho cán bộ thôn.")
    assert [line.text for line in lines(order.plan())] == ["Mở lớp tập huấn cho cán bộ thôn."]


def test_what_refers_back_stays_behind_its_sentence() -> None:
    order = Order().say("Rà soát danh sách từng thôn. Trên cơ sở đó, xây dựng kế hoạch mở lớp.").say("Kiểm tra kết quả hằng quý.")
    assert "Rà soát danh sách từng thôn. Trên cơ sở đó, xây dựng kế hoạch mở lớp." in [line.text for line in lines(order.plan())]

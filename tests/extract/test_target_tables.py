"""Targets drawn from tables "Chỉ tiêu | Đơn vị tính | Kế hoạch": bounds, unit, owner, period; what was reached is a result."""

from __future__ import annotations

import pytest

from tests.extract.written import Line, directive

Row = tuple[str, float | None, float | None, bool, str | None, str | None]
"""status, low, high, strict, unit, period"""


def rows(*lines: Line) -> list[Row]:
    return [(t.status, t.low, t.high, t.strict, t.unit, t.period.text if t.period else None) for t in directive(*lines).targets]


HEAD = ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2023", "Kế hoạch năm 2024", "Cơ quan theo dõi"]

TABLES: list[tuple[list[list[str]], list[Row]]] = [
    (
        [
            HEAD,
            ["1", "Tỷ lệ hộ dùng nước sạch", "%", "81,5", "85", "Phòng Kinh tế"],
            ["2", "Số lao động có việc làm mới", "Người", "900", "1.050", "Phòng Nội vụ"],
            ["3", "Sản lượng chè búp", "Tấn", "400", "-", "Phòng Kinh tế"],
        ],
        [
            ("result", 81.5, 81.5, False, "%", "năm 2023"),
            ("target", 85, 85, False, "%", "năm 2024"),
            ("result", 900, 900, False, "Người", "năm 2023"),
            ("target", 1050, 1050, False, "Người", "năm 2024"),
            ("result", 400, 400, False, "Tấn", "năm 2023"),
        ],
    ),
    (
        [
            ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi"],
            ["I", "Đến năm 2030", "", "", ""],
            ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "≥ 90", "Văn phòng"],
            ["2", "Xếp hạng cải cách hành chính", "Thứ bậc", "Đạt mức khá", "Sở Nội vụ"],
            ["II", "Đến năm 2045", "", "", ""],
            ["1", "Số doanh nghiệp công nghệ", "Doanh nghiệp", "> 40", "Sở Khoa học và Công nghệ"],
        ],
        [("target", 90, None, False, "%", "Đến năm 2030"), ("target", 40, None, True, "Doanh nghiệp", "Đến năm 2045")],
    ),
    (
        [["TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2022", "Ước thực hiện năm 2023"], ["1", "Tỷ lệ hộ nghèo", "%", "3,1", "2,4"]],
        [],
    ),
]


@pytest.mark.parametrize(("table", "expected"), TABLES)
def test_a_table_of_targets(table: list[list[str]], expected: list[Row]) -> None:
    assert rows("**1. Chỉ tiêu**", table) == expected


def test_a_target_of_a_table_names_measure_owner_and_place() -> None:
    found = directive("**1. Chỉ tiêu**", TABLES[0][0])
    first = found.targets[1]
    assert (first.action, first.body) == ("tỷ lệ hộ dùng nước sạch", "Phòng Kinh tế")
    assert (first.anchor.table, first.anchor.row, first.anchor.column, first.anchor.quote) == ("b1", 0, 4, "85")
    assert found.tables[0].role == "other"

"""Every paragraph with what it does: asks, aims, judges, measures or reports, and whom it addresses."""

from __future__ import annotations

import pytest

from extract.directive import Provision
from extract.provisions import read_provisions
from tests.extract.written import passages

Row = tuple[str, str | None, bool]
"""kind, addressee, inherited"""


def provisions(*lines: str) -> tuple[Provision, ...]:
    return read_provisions(passages(*lines))


def rows(*lines: str) -> list[Row]:
    return [(p.kind, p.addressee, p.inherited) for p in provisions(*lines)]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("**1. Mục đích**", "- Nâng cao chất lượng đội ngũ đảng viên."), "purpose"),
        (("**2. Yêu cầu**", "- Đúng tiêu chuẩn, không chạy theo số lượng."), "demand"),
        (("**I. TÌNH HÌNH**", "- Các xã đã kết nạp 12 đảng viên."), "assessment"),
        (("**I. TÌNH HÌNH**", "**1. Hạn chế**", "- Chi bộ chưa chủ động."), "assessment"),
        (("**III. NHIỆM VỤ**", "- Các chi bộ rà soát danh sách."), "duty"),
        (("**III. NHIỆM VỤ**", "- Tăng cường công tác tuyên truyền."), "duty"),
        (("**III. NHIỆM VỤ**", "- Việc kết nạp đảng viên là một trong những tiêu chí xếp loại cuối năm."), "criterion"),
        (("Căn cứ Chương trình công tác năm 2024;", "**1. Mục đích**"), "other"),
        (("Đảng ủy xây dựng Kế hoạch như sau:", "**1. Mục đích**"), "other"),
    ],
)
def test_kinds(lines: tuple[str, ...], kind: str) -> None:
    (found,) = provisions(*lines)
    assert found.kind == kind


def test_the_introduction_may_look_back() -> None:
    found = provisions("Trong những năm qua, các chi bộ đã cố gắng.", "**1. Nhiệm vụ**", "- Các chi bộ rà soát nguồn.")
    assert [p.kind for p in found] == ["assessment", "duty"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("**1. Nhiệm vụ**", "- Các chi bộ rà soát nguồn."), [("duty", "Các chi bộ", False)]),
        (("**1. Nhiệm vụ**", "- Rà soát nguồn kết nạp."), [("duty", None, False)]),
        (("**1. Ban Tổ chức**", "- Tổng hợp kết quả."), [("duty", "Ban Tổ chức", True)]),
        (
            ("**1. Nhiệm vụ**", "- Các chi bộ rà soát nguồn.", "- Lập danh sách theo dõi."),
            [("duty", "Các chi bộ", False), ("duty", "Các chi bộ", True)],
        ),
        (
            ("**1. Nhiệm vụ**", "- Các chi bộ rà soát nguồn.", "**2. Kinh phí**", "- Bảo đảm theo quy định."),
            [("duty", "Các chi bộ", False), ("duty", None, False)],
        ),
        (("**1. Nhiệm vụ**", "- Phối hợp với Hội Phụ nữ tuyên truyền."), [("duty", None, False)]),
    ],
)
def test_addressees(lines: tuple[str, ...], expected: list[Row]) -> None:
    assert rows(*lines) == expected


def test_every_paragraph_of_text_is_one_and_headings_are_none() -> None:
    found = provisions(
        "**I. MỤC TIÊU**",
        "- Kết nạp 20 đảng viên.",
        "**II. NHIỆM VỤ**",
        "1. Giao Văn phòng theo dõi.",
        "2. Mở lớp bồi dưỡng.",
        "¹ Số liệu năm trước.",
    )
    assert [(p.id, p.section, p.anchor.quote) for p in found] == [
        ("p1", "s1", "Kết nạp 20 đảng viên."),
        ("p2", "s3", "Giao Văn phòng theo dõi."),
        ("p3", "s4", "Mở lớp bồi dưỡng."),
    ]


def test_a_run_in_heading_is_not_part_of_its_provision() -> None:
    (found,) = provisions("**3. Trung tâm Chính trị huyện:** Mở 02 lớp bồi dưỡng.")
    assert (found.addressee, found.inherited, found.anchor.quote) == ("Trung tâm Chính trị huyện", True, "Mở 02 lớp bồi dưỡng.")

"""What the running text alone gives away: bodies that ended, days gone by, a pool or registrations short of the target."""

from __future__ import annotations

import pytest

from extract import extract
from extract.directive import Directive
from tests.extract.written import FOOT, document

_NEW = {"abolished-body", "deadline-before-issue", "pool-below-target", "registered-below-target"}


def _paper(day: str, *lines: str) -> Directive:
    head = ("< TỈNH ỦY HẢI LÂM", "< Số 12-CT/TU", f"> Hải Lâm, ngày {day}", "^ **CHỈ THỊ**", "^ **về công tác phát triển đảng viên**")
    return extract(document(*head, "Ban Thường vụ Tỉnh ủy yêu cầu:", *lines, *FOOT))


TOLD: list[tuple[str, tuple[str, ...], list[str]]] = [
    # bodies that ended, from the day on which they did
    ("12 tháng 11 năm 2025", ("1. Sở Giao thông vận tải rà soát các cầu yếu.",), ["abolished-body"]),
    ("12 tháng 11 năm 2025", ("1. Các huyện ủy chỉ đạo các chi bộ.", "2. Huyện ủy báo cáo kết quả."), ["abolished-body"]),
    ("12 tháng 11 năm 2024", ("1. Sở Giao thông vận tải rà soát các cầu yếu.",), []),
    ("12 tháng 11 năm 2025", ("1. Sở Xây dựng rà soát các cầu yếu.",), []),
    # last days that nobody can keep
    ("12 tháng 02 năm 2025", ("1. Các đảng ủy gửi kế hoạch trước ngày 15/3/2024.",), ["deadline-before-issue"]),
    ("12 tháng 02 năm 2025", ("1. Các đảng ủy gửi kế hoạch trước ngày 15/3/2025.",), []),
    ("06 tháng 9 năm 2024", ("1. Quỹ vì người nghèo đến ngày 31/8/2024 còn dư 1,8 tỷ đồng.",), []),
    # a pool or registrations that fall short
    (
        "12 tháng 02 năm 2025",
        ("I. TÌNH HÌNH", "Tổng nguồn được xác định là 67.", "II. CHỈ TIÊU", "Phấn đấu kết nạp 85 đảng viên."),
        ["pool-below-target"],
    ),
    ("12 tháng 02 năm 2025", ("I. TÌNH HÌNH", "Tổng nguồn là 97.", "II. CHỈ TIÊU", "Phấn đấu kết nạp 85 đảng viên."), []),
    (
        "12 tháng 02 năm 2025",
        ("I. TÌNH HÌNH", "Theo Nghị quyết, chỉ tiêu là 85 đảng viên, tuy nhiên các cơ sở chỉ đăng ký kết nạp 71 đảng viên."),
        ["registered-below-target"],
    ),
]


@pytest.mark.parametrize(("day", "lines", "codes"), TOLD)
def test_what_the_text_gives_away(day: str, lines: tuple[str, ...], codes: list[str]) -> None:
    assert [found.code for found in _paper(day, *lines).findings if found.code in _NEW] == codes


def test_the_place_of_what_is_told() -> None:
    facts = _paper("12 tháng 02 năm 2025", "1. Các đảng ủy gửi kế hoạch trước ngày 15/3/2024.")
    (found,) = (one for one in facts.findings if one.code == "deadline-before-issue")
    assert found.anchor is not None
    assert found.anchor.quote == "trước ngày 15/3/2024"
    assert "15/03/2024" in found.message
    assert "12/02/2025" in found.message

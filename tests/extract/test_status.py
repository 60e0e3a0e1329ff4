"""The status of a figure: rules and what was learned, weighed against each other."""

from __future__ import annotations

import pytest

from extract.directive import Status
from extract.grammar.quantities import quantities
from extract.learned import BIAS, shares, weights
from extract.status import STATUSES, status_of, weighed
from extract.status_features import features
from tests.extract.written import passages

FIGURES: list[tuple[tuple[str, ...], Status]] = [
    (("Phấn đấu kết nạp 50 đảng viên.",), "target"),
    (("I. ĐÁNH GIÁ TÌNH HÌNH", "Năm qua toàn huyện đã kết nạp 57 đảng viên."), "result"),
    (("Tổng cộng: 120 hội viên.",), "target"),
    (("II. KẾT QUẢ NĂM 2023", "Tổng cộng: 120 hội viên."), "result"),
    (("Theo Nghị quyết Đại hội, chỉ tiêu là 60 đảng viên.",), "cited"),
    (("Hộ nuôi trâu bò dưới 10 con tự tiêm phòng.",), "condition"),
    (("Hồ sơ chậm trên 03 ngày phải gửi thư xin lỗi.",), "condition"),
    (("Tỷ lệ sử dụng dịch vụ công của doanh nghiệp đạt trên 80%.",), "target"),
    (("1. Tiêu chuẩn, điều kiện", "- Có từ 12 tháng công tác trở lên."), "condition"),
    (("II. MỤC TIÊU", "- 31/31 tuyến phố được kẻ vạch."), "target"),
]


@pytest.mark.parametrize(("lines", "status"), FIGURES)
def test_status_of_a_figure(lines: tuple[str, ...], status: Status) -> None:
    passage = passages(*lines)[-1]
    assert status_of(passage, quantities(passage.text)[0]) == status


def test_features_hide_the_figure_itself() -> None:
    passage = passages("Kết nạp 50 đảng viên.")[-1]
    names = features(passage, quantities(passage.text)[0])
    assert {"last kết nạp", "bounds exact", "unit đảng viên"} <= names
    assert not any("50" in name for name in names)


def test_every_status_has_a_share_and_all_shares_make_one() -> None:
    found = shares(weights("status"), frozenset({"looks back True"}))
    assert len(found) == len(STATUSES)
    assert all(share > 0 for share in found)
    assert sum(found) == pytest.approx(1)


@pytest.mark.parametrize("by_rules", STATUSES)
def test_the_rules_decide_where_nothing_was_learned(by_rules: Status) -> None:
    assert weighed((), by_rules, {BIAS: (0.0, 0.0, 0.0, 0.0)}) == by_rules

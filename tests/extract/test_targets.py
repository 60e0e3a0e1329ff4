"""Figures that count, limit or measure the work, with status, verb, body, share and period."""

from __future__ import annotations

import pytest

from extract.directive import Target
from extract.targets import read_targets
from tests.extract.written import directive, passages

Row = tuple[str, float | None, float | None, str | None]
"""status, low, high, unit"""


def targets(*lines: str) -> tuple[Target, ...]:
    return read_targets(passages(*lines))


def rows(*lines: str) -> list[Row]:
    return [(t.status, t.low, t.high, t.unit) for t in targets(*lines)]


STATUSES: list[tuple[str, list[Row]]] = [
    # asked for here
    ("Phấn đấu năm 2024 kết nạp 60 đảng viên mới.", [("target", 60, 60, "đảng viên mới")]),
    ("Đảng bộ huyện kết nạp 200 đảng viên mới trở lên.", [("target", 200, None, "đảng viên mới")]),
    ("100% chi bộ sinh hoạt chuyên đề mỗi quý một lần.", [("target", 100, 100, "%")]),
    ("Mỗi chi bộ giới thiệu ít nhất 02 quần chúng ưu tú.", [("target", 2, None, "quần chúng ưu tú")]),
    ("Giảm tỷ lệ hộ nghèo còn dưới 2%.", [("target", None, 2, "%")]),
    ("Giao Huyện đoàn giới thiệu 120 đoàn viên ưu tú.", [("target", 120, 120, "đoàn viên ưu tú")]),
    ("Mở tối thiểu 03 lớp bồi dưỡng.", [("target", 3, None, "lớp bồi dưỡng")]),
    ("Không để xảy ra quá 05 vụ cháy rừng trong mùa khô.", [("target", None, 5, "vụ cháy rừng")]),
    ("Phấn đấu đạt 95% hồ sơ trực tuyến, trong đó 60% thanh toán trực tuyến.", [("target", 95, 95, "%"), ("target", 60, 60, "%")]),
    ("Trồng 5.000 cây xanh; xóa 15 căn nhà tạm.", [("target", 5000, 5000, "cây xanh"), ("target", 15, 15, "căn nhà tạm")]),
    ("Thu ngân sách đạt từ 120 tỷ đồng trở lên.", [("target", 120, None, "tỷ đồng")]),
    ("Vận động mỗi hộ trồng ít nhất 03 cây.", [("target", 3, None, "cây")]),
    ("Thời gian giải quyết mỗi hồ sơ không quá 45 ngày.", [("target", None, 45, "ngày")]),
    ("Mỗi huyện, thị xã, thành phố ra quân ít nhất 02 đợt.", [("target", 2, None, "đợt")]),
    ("Luân chuyển, tăng cường 18 giáo viên cho các xã vùng cao.", [("target", 18, 18, "giáo viên")]),
    ("Tập huấn kỹ năng cho 240 công chức; giám sát đối với 05 chi bộ.", [("target", 240, 240, "công chức"), ("target", 5, 5, "chi bộ")]),
    ("Hỗ trợ không quá 40 triệu đồng/hộ/năm.", [("target", None, 40, "triệu đồng/hộ/năm")]),
    ("Cung cấp 60 bình chữa cháy; nhân rộng 03 mô hình.", [("target", 60, 60, "bình chữa cháy"), ("target", 3, 3, "mô hình")]),
    ("Biểu dương ít nhất 12 đoàn viên, hội viên tiêu biểu.", [("target", 12, None, "đoàn viên, hội viên tiêu biểu")]),
    # reached already
    (
        "Năm 2023 đã xử lý 31 vụ vi phạm. Trong số này, có 04 xã tỷ lệ tái phạm trên 10%.",
        [("result", 31, 31, "vụ vi phạm"), ("result", 4, 4, "xã"), ("result", 10, None, "%")],
    ),
    ("Công tác giao thông được giữ vững, số vụ giảm 12% so với cùng kỳ.", [("result", 12, 12, "%")]),
    ("Trong quý I/2024 tổ chức 02 lớp cho 120 học viên.", [("target", 2, 2, "lớp"), ("target", 120, 120, "học viên")]),
    ("Kinh phí: 120 triệu đồng, từ ngân sách huyện.", [("target", 120, 120, "triệu đồng")]),
    ("Phấn đấu thu nhập bình quân đầu người 75 triệu đồng/người/năm.", [("target", 75, 75, "triệu đồng/người/năm")]),
    ("Số lượng: 02 lớp; số học viên: 60 người.", [("target", 2, 2, "lớp"), ("target", 60, 60, "người")]),
    ("Đến nay, toàn huyện đã kết nạp 57 đảng viên.", [("result", 57, 57, "đảng viên")]),
    ("Hồ sơ trực tuyến mới đạt 31%.", [("result", 31, 31, "%")]),
    ("Năm 2023 kết nạp được 79 đảng viên, đạt 96,4% kế hoạch.", [("result", 79, 79, "đảng viên"), ("result", 96.4, 96.4, "%")]),
    ("Hiện nay, toàn huyện chỉ có 27/39 cơ sở đảng kết nạp được đảng viên.", [("result", 27, 27, "cơ sở đảng")]),
    ("Toàn tỉnh để xảy ra 37 vụ cháy, thiệt hại 61,5 ha rừng.", [("result", 37, 37, "vụ cháy"), ("result", 61.5, 61.5, "ha")]),
    ("Tỷ lệ khám chữa bệnh tăng 3% so với cùng kỳ.", [("result", 3, 3, "%")]),
    ("Không để quá 3/27 thôn thiếu nước sinh hoạt.", [("target", None, 3, "thôn")]),
    ("Đã thu hồi 5,4 ha của 36 hộ.", [("result", 5.4, 5.4, "ha"), ("result", 36, 36, "hộ")]),
    ("Kinh phí đã cấp đủ, nhưng 09 trường không có nhân viên y tế.", [("result", 9, 9, "trường")]),
    (
        "Đợt mưa lũ vừa qua làm 03 nhà sập; 1.180 ha lúa, 460 con lợn bị cuốn trôi.",
        [("result", 3, 3, "nhà"), ("result", 1180, 1180, "ha"), ("result", 460, 460, "con lợn")],
    ),
    ("Đến nay, 11 hộ tại bản Khe Sậy chưa nhận tiền.", [("result", 11, 11, "hộ")]),
    # another's
    ("Toàn Đảng bộ có 45 chi bộ với 1.230 đảng viên.", [("result", 45, 45, "chi bộ"), ("result", 1230, 1230, "đảng viên")]),
    (
        "Năm 2023 đã giải ngân 40 tỷ đồng, đạt 80% kế hoạch (50 tỷ đồng).",
        [
            ("result", 40, 40, "tỷ đồng"),
            ("result", 80, 80, "%"),
            ("cited", 50, 50, "tỷ đồng"),
        ],
    ),
    (
        "Nghị quyết Đại hội huyện đề ra xây dựng 08 trường, đến nay mới có 03 trường.",
        [
            ("cited", 8, 8, "trường"),
            ("result", 3, 3, "trường"),
        ],
    ),
    (
        "Theo Kế hoạch số 7-KH/HU, xã được giao 12 đảng viên; Đảng ủy phấn đấu kết nạp 15 đảng viên.",
        [
            ("cited", 12, 12, "đảng viên"),
            ("target", 15, 15, "đảng viên"),
        ],
    ),
    ("Theo Nghị quyết nhiệm vụ năm 2023, chỉ tiêu là 1.500 đảng viên.", [("cited", 1500, 1500, "đảng viên")]),
    ("Theo Chương trình số 12-CTr/TU ngày 02/3/2021, phấn đấu đạt 3% mỗi năm.", [("cited", 3, 3, "%")]),
    # thresholds
    ("Doanh nghiệp có từ 50 lao động trở lên phải thành lập tổ chức công đoàn.", [("condition", 50, None, "lao động")]),
    ("Đối với chi bộ có trên 30 đảng viên thì thành lập chi ủy.", [("condition", 30, None, "đảng viên")]),
    ("Người đứng đầu chịu trách nhiệm nếu tỷ lệ giải ngân của đơn vị dưới 60%.", [("condition", None, 60, "%")]),
    ("Trạm y tế nào để xảy ra từ 02 sự cố trở lên thì không xét thi đua.", [("condition", 2, None, "sự cố")]),
    ("Công khai danh sách đơn vị nợ bảo hiểm từ 200 triệu đồng trở lên.", [("condition", 200, None, "triệu đồng")]),
    ("Thu hồi vốn của các dự án giải ngân dưới 30%.", [("condition", None, 30, "%")]),
    ("Những xã có dưới 50 hộ nghèo được xét hỗ trợ trước.", [("condition", None, 50, "hộ nghèo")]),
    ("Hộ có từ 04 nhân khẩu trở lên được hỗ trợ 30 triệu đồng.", [("condition", 4, None, "nhân khẩu"), ("target", 30, 30, "triệu đồng")]),
    ("Những nơi đề ra kế hoạch trồng trên 100 ha rừng thì huyện xem xét.", [("condition", 100, None, "ha")]),
    # several in one sentence
    (
        "100% doanh nghiệp có từ 200 lao động trở lên có tổ chức công đoàn.",
        [("target", 100, 100, "%"), ("condition", 200, None, "lao động")],
    ),
    ("Đã có 12 xã đạt chuẩn, phấn đấu năm 2024 có thêm 03 xã.", [("result", 12, 12, "xã"), ("target", 3, 3, "xã")]),
    (
        "Năm 2023 toàn huyện kết nạp được 79 đảng viên; năm 2024 phấn đấu kết nạp 90 đảng viên.",
        [("result", 79, 79, "đảng viên"), ("target", 90, 90, "đảng viên")],
    ),
    ("Hiện có 3.200 hội viên, trong đó 45% là nữ.", [("result", 3200, 3200, "hội viên"), ("result", 45, 45, "%")]),
    ("Bố trí mỗi xã 02 cán bộ chuyên trách.", [("target", 2, 2, "cán bộ chuyên trách")]),
    (
        "Tổ chức 01 đợt cao điểm (từ ngày 01/5/2024 đến ngày 30/5/2024), 100% xã tham gia.",
        [("target", 1, 1, "đợt cao điểm"), ("target", 100, 100, "%")],
    ),
    ("Phấn đấu giảm 1,5% hộ nghèo, đến cuối năm 2025 còn dưới 3%.", [("target", 1.5, 1.5, "%"), ("target", None, 3, "%")]),
    (
        "Giao chỉ tiêu cho Chi bộ thôn Đông 03 đảng viên, Chi bộ thôn Đoài 02 đảng viên.",
        [("target", 3, 3, "đảng viên"), ("target", 2, 2, "đảng viên")],
    ),
    ("Chỉ tiêu: 15 đảng viên.", [("target", 15, 15, "đảng viên")]),
    ("Không để quá 3% số đơn vị chậm báo cáo.", [("target", None, 3, "%")]),
]

NOTHING = [
    "Kỷ niệm 20 năm thành lập huyện.",
    "Căn cứ Kế hoạch số 45-KH/HU ngày 12/02/2024.",
    "Chi bộ Khu phố 2, Phường 12 rà soát.",
    "Các chi bộ báo cáo trước ngày 15/11/2024.",
    "Học sinh lớp 12 đủ 18 tuổi.",
    "Thực hiện mô hình chính quyền 2 cấp.",
    "Đại hội lần thứ 14 thông qua.",
    "Nâng cao chất lượng sinh hoạt chi bộ.",
    "Phấn đấu đạt và vượt chỉ tiêu được giao.",
    "Hội nghị lần thứ 3 của 39 cơ sở đảng.",
]


@pytest.mark.parametrize(("text", "expected"), STATUSES)
def test_status_and_bounds(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_counts_no_work(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("heading", "text", "status"),
    [
        ("**I. TÌNH HÌNH**", "Các chi bộ kết nạp 12 đảng viên.", "result"),
        ("**1. Kết quả**", "- Mở 3 lớp với 120 học viên.", "result"),
        ("**I. TÌNH HÌNH**", "Các xã đăng ký kết nạp 141 đảng viên.", "cited"),
        ("**II. MỤC TIÊU**", "- Mở 3 lớp với 120 học viên.", "target"),
        ("**III. NHIỆM VỤ**", "- Mở 3 lớp bồi dưỡng.", "target"),
    ],
)
def test_what_a_section_is_about_decides(heading: str, text: str, status: str) -> None:
    assert {t.status for t in targets(heading, text)} == {status}


def test_a_footnote_cites_and_its_mark_is_no_part_of_the_unit() -> None:
    found = targets("**1. Chỉ tiêu**", "- Phấn đấu kết nạp 20 đảng viên¹.", "¹ Theo Kế hoạch số 3-KH/HU, chỉ tiêu là 18 đảng viên.")
    assert [(t.status, t.low, t.unit) for t in found] == [("target", 20, "đảng viên"), ("cited", 18, "đảng viên")]


def test_every_mention_counts() -> None:
    assert [t.id for t in targets("Phấn đấu kết nạp 20 đảng viên.", "Giao các xã kết nạp 20 đảng viên.")] == ["t1", "t2"]


def test_a_strict_bound_says_so() -> None:
    (found,) = targets("Phấn đấu kết nạp trên 100 đảng viên.")
    assert (found.low, found.high, found.strict) == (100, None, True)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Phấn đấu kết nạp 60 đảng viên.", "action", "kết nạp"),
        ("Mở 03 lớp bồi dưỡng.", "action", "mở"),
        ("Tổ chức 6 cuộc kiểm tra.", "action", "tổ chức"),
        ("Đảng bộ huyện kết nạp 60 đảng viên.", "body", "Đảng bộ huyện"),
        ("Các xã, thị trấn trồng 3.000 cây.", "body", "Các xã, thị trấn"),
        ("Phấn đấu kết nạp 60 đảng viên.", "body", None),
        ("Mỗi chi bộ kết nạp 01 đảng viên.", "each", "Mỗi chi bộ"),
        ("Mỗi chi bộ kết nạp 01 đảng viên.", "body", None),
        ("Mỗi đồng chí cấp ủy viên phụ trách 01 chi bộ.", "each", "Mỗi đồng chí cấp ủy viên"),
        ("Bình quân mỗi xã mở 2 lớp.", "each", "Bình quân mỗi xã"),
        ("Kết nạp 60 đảng viên.", "each", None),
        ("50% ấp, khu vực kết nạp được đảng viên.", "of", "ấp, khu vực"),
        ("27/39 cơ sở đảng đạt chuẩn.", "of", "39 cơ sở đảng"),
        ("Kết nạp 60 đảng viên.", "of", None),
        ("Năm 2024 kết nạp 60 đảng viên.", "period", "Năm 2024"),
        ("Kết nạp 60 đảng viên trong quý I/2024.", "period", "quý I/2024"),
        ("Nhiệm kỳ 2020 - 2025, kết nạp 600 đảng viên.", "period", "Nhiệm kỳ 2020 - 2025"),
        ("Kết nạp 60 đảng viên.", "period", None),
    ],
)
def test_what_else_the_sentence_says(text: str, field: str, value: str | None) -> None:
    (found,) = targets(text)
    read = getattr(found, field)
    assert (read.text if field == "period" and read else read) == value


def test_the_anchor_covers_who_and_how_much() -> None:
    (found,) = targets("Năm 2024, Đảng bộ huyện kết nạp ít nhất 60 đảng viên mới; các xã rà soát nguồn.")
    assert found.anchor.quote == "Đảng bộ huyện kết nạp ít nhất 60 đảng viên mới"


def test_the_section_is_named() -> None:
    (found,) = targets("**1. Mục đích**", "- Nâng cao chất lượng.", "**2. Chỉ tiêu**", "- Kết nạp 60 đảng viên.")
    assert found.section == "s2"


def test_figures_of_years_to_come_are_targets() -> None:
    found = directive("I. MỤC TIÊU", "Đến năm 2025, có 80% thôn đạt chuẩn; năm 2030 đạt 100%.").targets
    assert [(t.status, t.low) for t in found] == [("target", 80), ("target", 100)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Toàn phường có 8.940 hộ với 36.200 nhân khẩu tạm trú.", [8940, 36200]),
        ("Toàn quận đã kê khai 1.306 người; 12 trường hợp chưa kê khai.", [1306, 12]),
        ("Căn cứ Quyết định số 9/QĐ-UBND ngày 05/01/2024 của UBND tỉnh giao cho huyện 118 thanh niên.", [118]),
        ("Sáp nhập 3 xã, với diện tích 54 km2, dân số 31.206 người.", []),
    ],
)
def test_which_figures_count(text: str, found: list[float]) -> None:
    assert [target.low for target in targets(text)] == found

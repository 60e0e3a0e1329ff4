"""How much of what: bounds, ranges, shares and ratios are read; names, dates, ages and numbers of documents are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.numbers import value
from extract.grammar.quantities import quantities

Row = tuple[float | None, float | None, bool, str | None, str | None]
"""low, high, strict, unit, of"""


def rows(text: str) -> list[Row]:
    return [(q.low, q.high, q.strict, q.unit, q.of) for q in quantities(text)]


COUNTED: list[tuple[str, list[Row]]] = [
    # where a name's word is a verb or a measure
    ("nâng cấp 7,4 km đường liên thôn", [(7.4, 7.4, False, "km", None)]),
    ("trợ cấp 5 triệu đồng cho mỗi hộ", [(5, 5, False, "triệu đồng", None)]),
    ("cung cấp 300 suất ăn", [(300, 300, False, "suất ăn", None)]),
    ("xây dựng đường 12 km", [(12, 12, False, "km", None)]),
    ("mức 5 triệu đồng", [(5, 5, False, "triệu đồng", None)]),
    ("bán kính 3km", [(3, 3, False, "km", None)]),
    ("diện tích 40ha", [(40, 40, False, "ha", None)]),
    # what qualifies the unit
    ("lập 06 khu vực bỏ phiếu", [(6, 6, False, "khu vực bỏ phiếu", None)]),
    ("118/140 nhà trọ đã lắp đặt", [(118, 118, False, "nhà trọ", "140 nhà trọ")]),
    ("tăng 12% so với năm trước", [(12, 12, False, "%", "năm trước")]),
    ("tăng ít nhất 10% so với cùng kỳ", [(10, None, False, "%", "cùng kỳ")]),
    ("vượt trên 10% so với kế hoạch", [(10, None, True, "%", "kế hoạch")]),
    ("giảm còn 1% trở xuống", [(None, 1, False, "%", None)]),
    # exact
    ("kết nạp 57 đảng viên", [(57, 57, False, "đảng viên", None)]),
    ("kết nạp 05 đảng viên mới trong quý", [(5, 5, False, "đảng viên mới", None)]),
    ("giới thiệu 60 quần chúng ưu tú", [(60, 60, False, "quần chúng ưu tú", None)]),
    ("mở 03 lớp bồi dưỡng nhận thức về Đảng", [(3, 3, False, "lớp bồi dưỡng nhận thức về Đảng", None)]),
    ("mở thêm 24 điểm thu lưu động", [(24, 24, False, "điểm thu lưu động", None)]),
    ("05 cơ quan nộp trễ sang năm sau", [(5, 5, False, "cơ quan", None)]),
    ("tặng quà 120 tân binh", [(120, 120, False, "tân binh", None)]),
    ("dư nợ 118 tỷ 400 triệu đồng", [(118.4, 118.4, False, "tỷ đồng", None)]),
    ("mỗi hội viên đóng góp 10.000đ", [(10000, 10000, False, "đ", None)]),
    ("tuần tra tối thiểu 04 lần/tháng", [(4, None, False, "lần/tháng", None)]),
    ("phường Lộc Đình 34 hộ, xã Kim Trì 27 hộ", [(34, 34, False, "hộ", None), (27, 27, False, "hộ", None)]),
    ("bố trí 1,86 tỷ đồng, tỉnh phân bổ 3,5 tỷ đồng", [(1.86, 1.86, False, "tỷ đồng", None), (3.5, 3.5, False, "tỷ đồng", None)]),
    ("cho trên 450 lượt hội viên, đoàn viên", [(450, None, True, "lượt hội viên, đoàn viên", None)]),
    ("Tối thiểu có 5 doanh nghiệp công nghệ số", [(5, None, False, "doanh nghiệp công nghệ số", None)]),
    ("thuộc nhóm 3 nước dẫn đầu khu vực", [(3, 3, False, "nước", None)]),
    ("76 đ/c được cử đi học", [(76, 76, False, "đ/c", None)]),
    ("tổ chức 6 cuộc kiểm tra", [(6, 6, False, "cuộc kiểm tra", None)]),
    ("trồng 5.000 cây xanh", [(5000, 5000, False, "cây xanh", None)]),
    ("tiếp nhận 450 đơn vị máu", [(450, 450, False, "đơn vị máu", None)]),
    ("xóa 15 căn nhà tạm", [(15, 15, False, "căn nhà tạm", None)]),
    ("đăng 12 tin, bài về gương điển hình", [(12, 12, False, "tin, bài", None)]),
    ("sửa chữa 1,2 km kênh mương", [(1.2, 1.2, False, "km", None)]),
    ("cải tạo 61,5 ha vườn tạp", [(61.5, 61.5, False, "ha", None)]),
    ("xảy ra 37 vụ cháy", [(37, 37, False, "vụ cháy", None)]),
    ("mở 05 lớp xóa mù chữ", [(5, 5, False, "lớp xóa mù chữ", None)]),
    ("nhận đỡ đầu 41 em", [(41, 41, False, "em", None)]),
    ("đạt 19 tiêu chí", [(19, 19, False, "tiêu chí", None)]),
    # money
    ("thu ngân sách 125 tỷ đồng", [(125, 125, False, "tỷ đồng", None)]),
    ("hỗ trợ mỗi hộ 2,5 triệu đồng", [(2.5, 2.5, False, "triệu đồng", None)]),
    ("thu nhập bình quân 75 triệu đồng/người/năm", [(75, 75, False, "triệu đồng/người/năm", None)]),
    ("quyên góp 1.000.000 đồng", [(1_000_000, 1_000_000, False, "đồng", None)]),
    ("chi không quá 900 triệu đồng", [(None, 900, False, "triệu đồng", None)]),
    ("huy động tối thiểu 3,5 tỷ đồng", [(3.5, None, False, "tỷ đồng", None)]),
    # percent
    ("đạt 96,4% kế hoạch", [(96.4, 96.4, False, "%", "kế hoạch")]),
    ("100% chi bộ tổ chức sinh hoạt chuyên đề", [(100, 100, False, "%", "chi bộ tổ chức sinh hoạt chuyên đề")]),
    ("100% hồ sơ được giải quyết đúng hạn", [(100, 100, False, "%", "hồ sơ")]),
    ("từ 90% trở lên", [(90, None, False, "%", None)]),
    ("đạt 30 phần trăm", [(30, 30, False, "%", None)]),
    ("giảm còn không quá 3% hộ nghèo", [(None, 3, False, "%", "hộ nghèo")]),
    ("cử tri đi bầu đạt trên 98%", [(98, None, True, "%", None)]),
    ("tỷ lệ hộ nghèo dưới 2%", [(None, 2, True, "%", None)]),
    ("vượt 12% dự toán", [(12, None, True, "%", "dự toán")]),
    ("giảm ít nhất 30% thời gian giải quyết", [(30, None, False, "%", "thời gian giải quyết")]),
    ("Đến năm 2030 có 80% thôn", [(80, 80, False, "%", "thôn")]),
    ("phấn đấu đạt 8,5%/năm", [(8.5, 8.5, False, "%", None)]),
    ("tăng 3,2 điểm % so với cùng kỳ", [(3.2, 3.2, False, "điểm %", None)]),
    # ranges
    ("kết nạp từ 1.800 đến 2.000 đảng viên", [(1800, 2000, False, "đảng viên", None)]),
    ("phát triển 3 - 5 mô hình", [(3, 5, False, "mô hình", None)]),
    ("tăng từ 3 - 4%", [(3, 4, False, "%", None)]),
    ("tăng 3% đến 4%", [(3, 4, False, "%", None)]),
    ("trồng 200–300 cây", [(200, 300, False, "cây", None)]),
    ("họp 2-3 lần", [(2, 3, False, "lần", None)]),
    # bounds
    ("kết nạp ít nhất 01 đảng viên", [(1, None, False, "đảng viên", None)]),
    ("tối thiểu 95% hộ gia đình", [(95, None, False, "%", "hộ gia đình")]),
    ("không dưới 30 lớp", [(30, None, False, "lớp", None)]),
    ("từ 15 đảng viên trở lên", [(15, None, False, "đảng viên", None)]),
    ("kết nạp 200 đảng viên mới trở lên", [(200, None, False, "đảng viên mới", None)]),
    ("tối đa 05 thủ tục", [(None, 5, False, "thủ tục", None)]),
    ("không vượt quá 2%", [(None, 2, False, "%", None)]),
    ("có trên 100 lao động", [(100, None, True, "lao động", None)]),
    ("hơn 2.000 lượt người", [(2000, None, True, "lượt người", None)]),
    ("chưa đến 40% số xã", [(None, 40, True, "%", "số xã")]),
    ("không để thiệt hại quá 40 ha", [(None, 40, False, "ha", None)]),
    ("không quá 45 ngày", [(None, 45, False, "ngày", None)]),
    ("ít nhất là 02 mô hình", [(2, None, False, "mô hình", None)]),
    ("không thấp hơn 85%", [(85, None, False, "%", None)]),
    ("dưới 50 hộ", [(None, 50, True, "hộ", None)]),
    ("trên 5.000 dân", [(5000, None, True, "dân", None)]),
    ("diện tích từ 100 ha trở lên", [(100, None, False, "ha", None)]),
    ("hợp đồng từ 3 tháng đến dưới 12 tháng", [(3, 12, True, "tháng", None)]),
    ("vắng mặt từ 3 tháng đến dưới 1 năm", [(3, 12, True, "tháng", None)]),
    ("đi học từ 6 tháng đến 2 năm", [(6, 24, False, "tháng", None)]),
    ("chỉ xét lại phải sau 48 tháng", [(48, None, True, "tháng", None)]),
    ("không đơn vị nào dưới 70%", [(70, None, False, "%", None)]),
    ("không để thôn nào có trên 5% hộ nghèo", [(None, 5, False, "%", "hộ nghèo")]),
    ("không đủ 3 đảng viên chính thức", [(None, 3, True, "đảng viên chính thức", None)]),
    ("đã đạt chuẩn từ 03 năm trở lên", [(3, None, False, "năm", None)]),
    ("phấn đấu 95% đoàn viên xếp loại khá trở lên", [(95, 95, False, "%", "đoàn viên xếp loại khá")]),
    # ratios
    ("hoàn thành 14/14 chỉ tiêu", [(14, 14, False, "chỉ tiêu", "14 chỉ tiêu")]),
    ("có 27/39 cơ sở đảng", [(27, 27, False, "cơ sở đảng", "39 cơ sở đảng")]),
    ("17/19 xã, thị trấn đạt chuẩn", [(17, 17, False, "xã, thị trấn", "19 xã, thị trấn")]),
    # words for numbers
    ("ít nhất một đảng viên", [(1, None, False, "đảng viên", None)]),
    ("tối thiểu ba lớp", [(3, None, False, "lớp", None)]),
    ("không quá năm thủ tục", [(None, 5, False, "thủ tục", None)]),
    ("mỗi tổ dân phố có một tổ công nghệ số cộng đồng", [(1, 1, False, "tổ công nghệ số cộng đồng", None)]),
    ("từ ba đến năm hộ nhận khoán", [(3, 5, False, "hộ", None)]),
    ("có từ hai người trở lên", [(2, None, False, "người", None)]),
    ("ít nhất hai mươi lăm hộ", [(25, None, False, "hộ", None)]),
    ("từ ba trăm đến bốn nghìn cử tri", [(300, 4000, False, "cử tri", None)]),
    ("chưa đủ ba trăm cử tri", [(None, 300, True, "cử tri", None)]),
    ("không quá mười lăm thành viên", [(None, 15, False, "thành viên", None)]),
    ("kéo dài trên hai năm", [(2, None, True, "năm", None)]),
    ("không được quá một năm", [(None, 1, False, "năm", None)]),
    ("thực hiện hai nhiệm vụ", []),
    # a number said twice
    ("từ sáu (06) tháng trở lên", [(6, None, False, "tháng", None)]),
    ("cử 02 (hai) cán bộ tham gia", [(2, 2, False, "cán bộ", None)]),
    ("ít nhất ba (03) hộ", [(3, None, False, "hộ", None)]),
    # fractions
    ("ít nhất 2/3 số ủy viên", [(0.6667, None, False, None, "số ủy viên")]),
    ("ít nhất 1/3 tổng số đại biểu", [(0.3333, None, False, None, "tổng số đại biểu")]),
    ("giảm 1/3 chỉ tiêu", [(0.3333, 0.3333, False, None, "chỉ tiêu")]),
    ("trên một nửa số thành viên đồng ý", [(0.5, None, True, None, "số thành viên đồng ý")]),
    ("được quá nửa số phiếu", [(0.5, None, True, None, "số phiếu")]),
    ("hai phần ba số hội viên trở lên tán thành", [(0.6667, None, False, None, "số hội viên")]),
    ("không quá một phần ba tổng số cấp ủy viên", [(None, 0.3333, False, None, "tổng số cấp ủy viên")]),
    ("tối thiểu ba phần tư số hộ", [(0.75, None, False, None, "số hộ")]),
    ("2/3 xã đạt chuẩn", [(2, 2, False, "xã", "3 xã")]),
    # with no noun behind it a figure counts what the one before it does
    (
        "cấp xã 210 hộ, cấp huyện 34, cấp tỉnh 5.",
        [(210, 210, False, "hộ", None), (34, 34, False, "hộ", None), (5, 5, False, "hộ", None)],
    ),
    ("tuyển 39 y sĩ so với nhu cầu là 48, còn thiếu", [(39, 39, False, "y sĩ", None), (48, 48, False, "y sĩ", None)]),
    ("khối xã 03 bằng khen", [(3, 3, False, "bằng khen", None)]),
    ("mỗi đội 07 thí sinh", [(7, 7, False, "thí sinh", None)]),
    ("kiểm điểm 05 cá nhân", [(5, 5, False, "cá nhân", None)]),
    ("không báo cáo 02 quý liền", [(2, 2, False, "quý", None)]),
    ("lũy kế đến 30/6 tối thiểu 50%", [(50, None, False, "%", None)]),
    ("cấp 09 mã số vùng trồng", [(9, 9, False, "mã số vùng trồng", None)]),
    ("đạt từ 70 điểm đến dưới 90 điểm", [(70, 90, True, "điểm", None)]),
    ('khánh thành 12 "Mái ấm biên cương"', [(12, 12, False, '"Mái ấm biên cương"', None)]),
    ("phiếu tín nhiệm thấp từ 2/3 trở lên", [(0.6667, None, False, None, None)]),
    # how long a thing lasts
    ("niêm yết 15 ngày tại trụ sở", [(15, 15, False, "ngày", None)]),
    ("mỗi đợt 03 ngày", [(3, 3, False, "ngày", None)]),
    ("nợ kéo dài 26 tháng", [(26, 26, False, "tháng", None)]),
    ("công tác ít nhất 12 tháng kinh nghiệm", [(12, None, False, "tháng", None)]),
    # a name's word that is a verb's end
    ("đã xếp hạng 94 di tích", [(94, 94, False, "di tích", None)]),
    ("chống xuống cấp 52 phòng học", [(52, 52, False, "phòng học", None)]),
    ("ở mức 113,5 bé trai/100 bé gái", [(113.5, 113.5, False, "bé trai/100 bé gái", None)]),
    # further bounds
    ("cách nhà dân không nhỏ hơn 20 m", [(20, None, False, "m", None)]),
    ("chiều rộng không lớn hơn 3 m", [(None, 3, False, "m", None)]),
    ("mỗi tổ ít nhất phải có 03 người", [(3, None, False, "người", None)]),
    ("chưa đầy 30 hộ", [(None, 30, True, "hộ", None)]),
    ("nhiều hơn 1.730 hộ so với phương án", [(1730, 1730, False, "hộ", None)]),
    ("một số đơn vị", []),
    # several
    ("kết nạp 30 đoàn viên và 12 hội viên", [(30, 30, False, "đoàn viên", None), (12, 12, False, "hội viên", None)]),
    ("ít nhất 06 tổ chức đảng và 15 đảng viên", [(6, None, False, "tổ chức đảng", None), (15, None, False, "đảng viên", None)]),
    ("mở 3 lớp, 120 học viên", [(3, 3, False, "lớp", None), (120, 120, False, "học viên", None)]),
    ("kết nạp 10 đảng viên (trong đó có 04 nữ)", [(10, 10, False, "đảng viên", None), (4, 4, False, "nữ", None)]),
    (
        "100% doanh nghiệp có từ 200 lao động trở lên có tổ chức công đoàn",
        [(100, 100, False, "%", "doanh nghiệp"), (200, None, False, "lao động", None)],
    ),
    ("25 thủ tục hành chính, 30 dịch vụ công", [(25, 25, False, "thủ tục hành chính", None), (30, 30, False, "dịch vụ công", None)]),
    # a unit named before the figure
    ("tổng nguồn được xác định là 670.", [(670, 670, False, "nguồn", None)]),
    # names that look like units
    ("giải quyết dứt điểm 93 đơn", [(93, 93, False, "đơn", None)]),
    ("họp đủ 12 kỳ", [(12, 12, False, "kỳ", None)]),
    ("mỗi tổ 02 - 03 người", [(2, 3, False, "người", None)]),
    ("ủng hộ ít nhất một ngày lương", [(1, None, False, "ngày lương", None)]),
    ("tối thiểu 40m²", [(40, None, False, "m2", None)]),
    ("không quá 2,5%³; rác thải", [(None, 2.5, False, "%", None)]),
    ("mỗi chi đoàn đăng ký một phần việc", [(1, 1, False, "phần việc", None)]),
    # a list that one figure counts
    ("thu hút ít nhất 3 tổ chức, doanh nghiệp", [(3, None, False, "tổ chức, doanh nghiệp", None)]),
    ("tổ có 05 người, khu phố nào đông thì lập hai tổ", [(5, 5, False, "người", None)]),
    ("mỗi chi bộ 01 mô hình", [(1, 1, False, "mô hình", None)]),
    ("hằng năm 3 lớp", [(3, 3, False, "lớp", None)]),
    ("tổng số 15 hộ", [(15, 15, False, "hộ", None)]),
]

NOTHING = [
    "nội dung 4 mục III",
    "trên 20 năm đổi mới",
    "góp một nửa mức nói trên",
    "hai phần ba số hộ",
    "nửa đầu năm",
    "trực 24/24 giờ",
    "từ một xã nghèo",
    "từ năm 2020 đến năm 2025",
    "ít nhất 02 năm một lần",
    "Đảng bộ Quận 3",
    "Ủy ban nhân dân Phường 12",
    "chi bộ Khu phố 2",
    "Tổ dân phố 9",
    "học sinh lớp 12",
    "khối 10",
    "khóa 13",
    "Điều 5, khoản 2",
    "Điều 12 Điều lệ",
    "Phụ lục 1",
    "Biểu 3",
    "Mẫu 2",
    "thứ 7",
    "đại hội lần thứ 14",
    "Trung ương 4",
    "năm 2024",
    "quý 3",
    "tháng 7",
    "ngày 15",
    "tuần 2",
    "đợt 1",
    "kỷ niệm 20 năm thành lập",
    "trong 05 ngày",
    "trong vòng 03 ngày làm việc",
    "24 giờ",
    "đủ 18 tuổi",
    "từ 18 tuổi đến 30 tuổi",
    "chính quyền 2 cấp",
    "Quốc lộ 1",
    "Đề án 06",
    "Kế hoạch số 45-KH/HU",
    "Quyết định số 118/QĐ-UBND",
    "Nghị định số 75/2023/NĐ-CP",
    "Công văn 512-CV/TU",
    "Nghị quyết 21-NQ/TW",
    "Chi cục 2",
    "Công ty 28",
    "35 tuổi",
    "số 1 đường Lê Lợi",
    "Bí thư chi bộ 4",
    "đạt và vượt chỉ tiêu",
    "Trung đoàn 88",
    "dự án 2",
    "hai là, đổi mới",
    "năm học mới",
    "một trong những tiêu chí",
    "bản A4",
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_quantities(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_names_dates_ages_and_numbers_of_documents_count_nothing(text: str) -> None:
    assert rows(text) == []


def test_places_that_are_taken_are_passed_over() -> None:
    text = "theo Kế hoạch 12, kết nạp 5 đảng viên"
    assert [q.low for q in quantities("kết nạp 5 đảng viên, mở 2 lớp", taken=[(8, 9)])] == [2]
    assert [q.low for q in quantities(text)] == [5]


def test_the_place_covers_bound_figure_and_unit() -> None:
    text = "Mỗi xã kết nạp ít nhất 05 đảng viên mới."
    (found,) = quantities(text)
    assert text[found.start : found.end] == "ít nhất 05 đảng viên mới"
    assert text[slice(*found.number)] == "05"


@pytest.mark.parametrize(("text", "explicit"), [("ít nhất 3 lớp", True), ("3 lớp", False), ("3% hộ", True), ("27/39 xã", True)])
def test_a_bound_a_share_or_a_ratio_measures_without_a_verb(text: str, explicit: bool) -> None:
    assert [q.explicit for q in quantities(text)] == [explicit]


def printed(whole: int, decimals: str) -> str:
    """1234567, "5" → "1.234.567,5"."""
    return f"{whole:,}".replace(",", ".") + (f",{decimals}" if decimals else "")


NUMBERS = st.tuples(st.integers(0, 10**9), st.from_regex(r"\A(?:[0-9]{1,3})?\Z"))


@given(NUMBERS)
def test_a_printed_number_is_read_back(number: tuple[int, str]) -> None:
    whole, decimals = number
    assert value(printed(whole, decimals)) == float(f"{whole}.{decimals or 0}")


@given(NUMBERS)
def test_a_printed_number_is_found_in_a_sentence(number: tuple[int, str]) -> None:
    whole, decimals = number
    text = f"Toàn xã huy động {printed(whole, decimals)} triệu đồng để làm đường."
    amount = float(f"{whole}.{decimals or 0}")
    assert rows(text) == [(amount, amount, False, "triệu đồng", None)]


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_range_is_read_with_both_ends(low: int, high: int) -> None:
    assert rows(f"kết nạp từ {low} đến {high} đảng viên") == [(low, high, False, "đảng viên", None)]

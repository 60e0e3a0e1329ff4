"""Cited documents: numbers of both sides, dates, issuers and titles, one inside another, and those without a number."""

from __future__ import annotations

import pytest

from extract.grammar.references import citations, identity, kind_of_number, normal_number, parse_number
from extract.references import read_references
from tests.extract.written import paragraphs

Row = tuple[str | None, str | None, str | None, str | None, str | None]
"""number, kind, issued_on, issuer, title"""

CITED: list[tuple[str, list[Row]]] = [
    # party
    (
        "Căn cứ Kế hoạch số 85-KH/TU ngày 12/4/2018 của Ban Thường vụ Tỉnh ủy về phát triển đảng viên;",
        [("85-KH/TU", "KH", "2018-04-12", "Ban Thường vụ Tỉnh ủy", "phát triển đảng viên")],
    ),
    ("Hướng dẫn số 14-HD/BTCTU ngày 08 tháng 8 năm 2024", [("14-HD/BTCTU", "HD", "2024-08-08", None, None)]),
    (
        "Nghị quyết số 21-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương Đảng khóa XIII",
        [("21-NQ/TW", "NQ", "2022-06-16", "Ban Chấp hành Trung ương Đảng khóa XIII", None)],
    ),
    ("Ngày 05/9/2016, Bộ trưởng Bộ Y tế ban hành Chỉ thị số 11/CT-BYT về mùa bão", [("11/CT-BYT", "CT", "2016-09-05", None, "mùa bão")]),
    ("ngày 24/8/2016 Ủy ban nhân dân tỉnh có Văn bản số 417/UBND-VX", [("417/UBND-VX", None, "2016-08-24", None, None)]),
    ("Ngày 05/9/2016 tổ chức họp; Sở có Báo cáo số 12/BC-SYT", [("12/BC-SYT", "BC", None, None, None)]),
    ("theo Quy định số 09-QĐ/TU", [("09-QĐ/TU", "QĐ", None, None, None)]),
    ("Quy định 24-QyĐ/TW", [("24-QyĐ/TW", "QĐ", None, None, None)]),
    ("Chương trình hành động số 09-CTr/HU", [("09-CTr/HU", "CTr", None, None, None)]),
    ("Chương trình hành động số 12-CTHĐ/TU ngày 02/3/2021", [("12-CTHĐ/TU", "CTr", "2021-03-02", None, None)]),
    ("Công văn số 512-CV/TU ngày 03/02/2024 của Tỉnh ủy", [("512-CV/TU", "CV", "2024-02-03", "Tỉnh ủy", None)]),
    ("Kết luận số 31-KL/TU (ngày 20/4/2023)", [("31-KL/TU", "KL", "2023-04-20", None, None)]),
    ("Thông tri số 05-TT/TU", [("05-TT/TU", "TT", None, None, None)]),
    ("Chỉ thị số 03-CT/TWĐTN-BTC", [("03-CT/TWĐTN-BTC", "CT", None, None, None)]),
    # state
    ("Quyết định số 118/QĐ-UBND ngày 02/3/2024", [("118/QĐ-UBND", "QĐ", "2024-03-02", None, None)]),
    (
        "Nghị định số 75/2023/NĐ-CP ngày 19/10/2023 của Chính phủ quy định về công tác văn thư",
        [("75/2023/NĐ-CP", "NĐ", "2023-10-19", "Chính phủ", "quy định về công tác văn thư")],
    ),
    ("Thông tư số 12/2022/TT-BYT", [("12/2022/TT-BYT", "TT", None, None, None)]),
    ("Công văn số 1290/SYT-NVY ngày 15/5/2023 của Sở Y tế", [("1290/SYT-NVY", "CV", "2023-05-15", "Sở Y tế", None)]),
    ("Tờ trình số 64/TTr-SNV", [("64/TTr-SNV", "TTr", None, None, None)]),
    ("Công điện số 06/CĐ-UBND ngày 09/9/2024", [("06/CĐ-UBND", "CĐ", "2024-09-09", None, None)]),
    ("Nghị quyết số 15/2021/NQ-HĐND", [("15/2021/NQ-HĐND", "NQ", None, None, None)]),
    ("Thông tư liên tịch số 02/2015/TTLT-BNV-BTC", [("02/2015/TTLT-BNV-BTC", "TT", None, None, None)]),
    # named ones, and a number still blank
    ("Luật Tổ chức HĐND và UBND ngày 26/11/2003;", [(None, None, "2003-11-26", None, "Luật Tổ chức HĐND và UBND")]),
    ("Luật Bảo vệ và phát triển rừng ngày 03 tháng 12 năm 2004;", [(None, None, "2004-12-03", None, "Luật Bảo vệ và phát triển rừng")]),
    ("theo Luật Đất đai và chịu trách nhiệm", [(None, None, None, None, "Luật Đất đai")]),
    ("thực hiện Quy chế bầu cử trong Đảng", [(None, None, None, None, "Quy chế bầu cử trong Đảng")]),
    # lost signs and spaces
    ("Nghị quyết số 66/NQHĐND", [("66/NQHĐND", "NQ", None, None, None)]),
    ("Kế hoạch số 44 -KH/ĐU ngày 05/9/2026", [("44-KH/ĐU", "KH", "2026-09-05", None, None)]),
    ("Kế hoạch số: 44-KH/ ĐU", [("44-KH/ĐU", "KH", None, None, None)]),
    ("kế hoạch số 08-KH/ĐU", [("08-KH/ĐU", "KH", None, None, None)]),
    # titles in quotes, verbs without "về"
    (
        "Đề án số 03-ĐA/TU “Nâng cao chất lượng chi bộ giai đoạn 2021 - 2025”",
        [("03-ĐA/TU", "ĐA", None, None, "Nâng cao chất lượng chi bộ giai đoạn 2021 - 2025")],
    ),
    (
        "Kế hoạch số 20-KH/HU ngày 01/02/2022 của Huyện ủy triển khai công tác kiểm tra.",
        [("20-KH/HU", "KH", "2022-02-01", "Huyện ủy", "triển khai công tác kiểm tra")],
    ),
    # several in one sentence, one inside another
    (
        "Căn cứ Quyết định số 12-QĐ/TU ngày 01/3/2022 và Quyết định số 15-QĐ/TU ngày 02/4/2022 của Tỉnh ủy",
        [("12-QĐ/TU", "QĐ", "2022-03-01", None, None), ("15-QĐ/TU", "QĐ", "2022-04-02", "Tỉnh ủy", None)],
    ),
    ("Kế hoạch số 12-KH/TU, Kế hoạch số 15-KH/TU", [("12-KH/TU", "KH", None, None, None), ("15-KH/TU", "KH", None, None, None)]),
    # without a number
    (
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX, nhiệm kỳ 2020 - 2025",
        [
            (
                None,
                "NQ",
                None,
                "Đại hội đại biểu Đảng bộ tỉnh lần thứ XX",
                "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX, nhiệm kỳ 2020 - 2025",
            )
        ],
    ),
    (
        "Nghị quyết Đại hội lần thứ XIV của Đảng",
        [(None, "NQ", None, "Đại hội lần thứ XIV của Đảng", "Nghị quyết Đại hội lần thứ XIV của Đảng")],
    ),
    ("thi hành Điều lệ Đảng", [(None, None, None, None, "Điều lệ Đảng")]),
    ("Nghị quyết nhiệm vụ năm 2023", [(None, "NQ", None, None, "Nghị quyết nhiệm vụ năm 2023")]),
    # laws
    ("theo quy định của Luật Phòng cháy, chữa cháy.", [(None, None, None, None, "Luật Phòng cháy, chữa cháy")]),
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
        [(None, None, "2025-06-16", None, "Luật Tổ chức chính quyền địa phương")],
    ),
    (
        "xử lý theo Luật Giao thông đường bộ, Luật Đường sắt và các quy định khác",
        [
            (None, None, None, None, "Luật Giao thông đường bộ"),
            (None, None, None, None, "Luật Đường sắt"),
        ],
    ),
    (
        "căn cứ Luật Thực hành tiết kiệm, chống lãng phí để ban hành quy chế",
        [(None, None, None, None, "Luật Thực hành tiết kiệm, chống lãng phí")],
    ),
    ("theo điều 38 Luật hôn nhân và gia đình", [(None, None, None, None, "Luật hôn nhân và gia đình")]),
    (
        "thi hành Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn năm 2007;",
        [
            (None, None, None, None, "Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn năm 2007"),
        ],
    ),
    ("theo quy định của Bộ luật Lao động gắn với thực tế", [(None, None, None, None, "Bộ luật Lao động")]),
    ("Luật Lưu trữ số 33/2024/QH15 có hiệu lực", [("33/2024/QH15", None, None, None, "Luật Lưu trữ")]),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đấu thầu ngày 03/02/2019;",
        [
            (None, None, "2019-02-03", None, "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đấu thầu"),
        ],
    ),
    # named papers behind words that cite
    (
        "Căn cứ Chương trình kiểm tra, giám sát toàn khóa của Đảng ủy xã;",
        [
            (None, "CTr", None, "Đảng ủy xã", "Chương trình kiểm tra, giám sát toàn khóa của Đảng ủy xã"),
        ],
    ),
    (
        "thực hiện tốt Chiến lược phát triển chăn nuôi giai đoạn 2021 - 2030, tầm nhìn đến năm 2045.",
        [
            (None, None, None, None, "Chiến lược phát triển chăn nuôi giai đoạn 2021 - 2030, tầm nhìn đến năm 2045"),
        ],
    ),
    (
        "Theo Biên bản thẩm định hồ sơ ngày 14/3/2019 của Hội đồng nghĩa vụ quân sự huyện, có 12 trường hợp",
        [
            (
                None,
                "BB",
                "2019-03-14",
                "Hội đồng nghĩa vụ quân sự huyện",
                "Biên bản thẩm định hồ sơ ngày 14/3/2019 của Hội đồng nghĩa vụ quân sự huyện",
            ),
        ],
    ),
    ("triển khai Đề án “Mỗi chi hội một mô hình kinh tế”", [(None, "ĐA", None, None, "Đề án “Mỗi chi hội một mô hình kinh tế”")]),
    (
        "quán triệt Kết luận của Ban Thường vụ Tỉnh ủy về sắp xếp thôn, tổ dân phố.",
        [
            (None, "KL", None, "Ban Thường vụ Tỉnh ủy", "Kết luận của Ban Thường vụ Tỉnh ủy về sắp xếp thôn, tổ dân phố"),
        ],
    ),
    (
        "việc chấp hành Quy chế phối hợp quản lý khu neo đậu tàu thuyền;",
        [(None, "QC", None, None, "Quy chế phối hợp quản lý khu neo đậu tàu thuyền")],
    ),
    (
        "Thực hiện Nghị quyết Đại hội XIII của Đảng, các chi bộ",
        [(None, "NQ", None, "Đại hội XIII của Đảng", "Nghị quyết Đại hội XIII của Đảng")],
    ),
    (
        "Thực hiện Nghị quyết Hội nghị lần thứ chín Ban Chấp hành Trung ương Đảng khóa XII",
        [
            (
                None,
                "NQ",
                None,
                "Hội nghị lần thứ chín Ban Chấp hành Trung ương Đảng khóa XII",
                "Nghị quyết Hội nghị lần thứ chín Ban Chấp hành Trung ương Đảng khóa XII",
            ),
        ],
    ),
    ("theo Điều lệ Hội Cựu chiến binh Việt Nam", [(None, None, None, None, "Điều lệ Hội Cựu chiến binh Việt Nam")]),
    (
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
        [(None, None, None, None, "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam")],
    ),
    # a date behind the issuer, numbers that share a code, signs that a scan lost
    (
        "Quyết định số 88/QĐ-UBND của UBND huyện ngày 12/3/2020 về việc giao chỉ tiêu;",
        [
            ("88/QĐ-UBND", "QĐ", "2020-03-12", "UBND huyện", "giao chỉ tiêu"),
        ],
    ),
    ("Thông báo số 61/TB-UBND ban hành ngày 07 tháng 10năm 2012", [("61/TB-UBND", "TB", "2012-10-07", None, None)]),
    (
        "sơ kết Nghị quyết số 31, 32-NQ/TW và số 35-NQ/TW",
        [
            ("31-NQ/TW", "NQ", None, None, None),
            ("32-NQ/TW", "NQ", None, None, None),
            ("35-NQ/TW", "NQ", None, None, None),
        ],
    ),
    ("Quyết định số 240QĐ-SNV ngày 02/3/2017;", [("240/QĐ-SNV", "QĐ", "2017-03-02", None, None)]),
    ("Hướng dẫn số 09HD/BTCTU ngày 02/3/2017", [("09-HD/BTCTU", "HD", "2017-03-02", None, None)]),
    ("Quyết định số 240/QÐ–SNV", [("240/QĐ-SNV", "QĐ", None, None, None)]),
    ("tại văn bản 771/STNMT-QLĐĐ", [("771/STNMT-QLĐĐ", None, None, None, None)]),
    ("Căn cứ Luật Đất đai năm 2024;", [(None, None, None, None, "Luật Đất đai năm 2024")]),
]

NO_CITATIONS = [
    "27/39 cơ sở đảng",
    "Kế hoạch này có hiệu lực từ ngày ký",
    "Sở Tư pháp xây dựng dự án Luật Hộ tịch (sửa đổi)",
    "Ban Thường vụ ban hành Kế hoạch tuyên truyền năm 2025 như sau:",
    "tuân thủ Hiến pháp và pháp luật",
    "xây dựng và triển khai Đề án phát triển du lịch sinh thái giai đoạn 2026 - 2030",
    "tổng hợp kết quả thực hiện Chỉ thị về Huyện ủy chậm nhất ngày 05/4/2026",
    "mời luật sư của Đoàn Luật sư tỉnh",
    "xây dựng kế hoạch cụ thể",
    "15 - 20 đảng viên",
    "số 15 đường Lê Lợi",
    "điện thoại 0203/3826/456",
    "ngày 15/11/2025",
    "Quận 3, Phường 12",
    "",
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_citations(text: str, expected: list[Row]) -> None:
    assert [(c.number, c.kind, c.issued_on, c.issuer, c.title) for c in citations(text)] == expected


@pytest.mark.parametrize("text", NO_CITATIONS)
def test_no_citations(text: str) -> None:
    assert citations(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số 44 -KH/ĐU", "44-KH/ĐU"),
        ("Số: 118 / QĐ-UBND", "118/QĐ-UBND"),
        ("Số 15/2010/QĐ-UBND", "15/2010/QĐ-UBND"),
        ("Số 202/2025/QH15", "202/2025/QH15"),
        ("Số 07a-CT/TU", "07a-CT/TU"),
        ("Số …-KH/ĐU", None),
        ("Số:     /KH-UBND", None),
        ("", None),
    ],
)
def test_parse_number(text: str, number: str | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(("number", "normal"), [("44 -KH/ ĐU", "44-KH/ĐU"), ("12-KH/TU.", "12-KH/TU"), ("118/QĐ-UBND", "118/QĐ-UBND")])
def test_normal_number(number: str, normal: str) -> None:
    assert normal_number(number) == normal


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("15/2010/QĐ-UBND", "QĐ"),
        ("44-KH/ĐU", "KH"),
        ("24-QyĐ/TW", "QĐ"),
        ("12-CTHĐ/TU", "CTr"),
        ("1290/SYT-NVY", None),
        ("512-CV/TU", "CV"),
    ],
)
def test_the_code_in_a_number_names_the_kind(number: str, kind: str | None) -> None:
    assert kind_of_number(number) == kind


def test_two_wordings_of_one_congress_are_one_document() -> None:
    (one,) = citations("Nghị quyết Đại hội đại biểu Đảng bộ huyện lần thứ XXIV, nhiệm kỳ 2020 - 2025")
    (other,) = citations("Nghị quyết Đại hội Đảng bộ huyện lần thứ XXIV")
    assert identity(one) == identity(other)


def test_a_citation_covers_what_it_reads() -> None:
    text = "Thực hiện Kế hoạch số 85-KH/TU ngày 12/4/2018 của Tỉnh ủy về phát triển đảng viên; các xã rà soát."
    (found,) = citations(text)
    assert text[found.start : found.end] == "Kế hoạch số 85-KH/TU ngày 12/4/2018 của Tỉnh ủy về phát triển đảng viên"


def test_a_document_is_listed_once_with_the_fullest_of_its_mentions() -> None:
    found = read_references(
        paragraphs(
            "Căn cứ Kế hoạch số 85-KH/TU của Tỉnh ủy;",
            "Kế hoạch số 85-KH/TU ngày 12/4/2018 của Ban Thường vụ Tỉnh ủy về phát triển đảng viên.",
        ),
        None,
    )
    assert [(r.number, r.issued_on, r.issuer, r.title, r.anchor.block) for r in found] == [
        ("85-KH/TU", "2018-04-12", "Ban Thường vụ Tỉnh ủy", "phát triển đảng viên", 0)
    ]


def test_the_document_itself_is_no_reference() -> None:
    assert read_references(paragraphs("(Kèm theo Kế hoạch số 12-KH/ĐU ngày 05/5/2025)"), "12-KH/ĐU") == ()


def test_a_named_document_inside_the_title_of_another_is_no_reference_of_its_own() -> None:
    found = read_references(
        paragraphs("Kế hoạch số 9-KH/HU ngày 05/5/2021 của Huyện ủy về thực hiện Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX;"), None
    )
    assert [r.number for r in found] == ["9-KH/HU"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Căn cứ Luật Nhà ở số 27/2023/QH15;", "theo Luật Nhà ở"), [("27/2023/QH15", "Luật Nhà ở")]),
        (("theo Luật Nhà ở;", "Luật Nhà ở năm 2023 quy định"), [(None, "Luật Nhà ở năm 2023")]),
        (("theo Luật Nhà ở năm 2014;", "Luật Nhà ở năm 2023 quy định"), [(None, "Luật Nhà ở năm 2014"), (None, "Luật Nhà ở năm 2023")]),
        (
            ("Đề án số 06-ĐA/HU của Huyện ủy “Mỗi xã một vườn mẫu”;", "thực hiện Đề án “Mỗi xã một vườn mẫu”."),
            [("06-ĐA/HU", None)],
        ),
        (("Thực hiện Chương trình giám sát năm 2021 của Huyện ủy (Chương trình số 02-CTr/HU ngày 08/01/2021);",), [("02-CTr/HU", None)]),
    ],
)
def test_a_name_goes_to_the_document_that_a_number_or_a_year_names(
    texts: tuple[str, ...], expected: list[tuple[str | None, str | None]]
) -> None:
    found = read_references(paragraphs(*texts), None)
    assert [(r.number, r.title if r.number is None or is_named_law(r.title) else None) for r in found] == expected


def is_named_law(title: str | None) -> bool:
    return bool(title) and str(title).startswith("Luật")


def test_a_plan_that_speaks_of_its_own_kind_speaks_of_itself() -> None:
    told = paragraphs("Văn phòng theo dõi việc thực hiện Kế hoạch kiểm tra năm 2025 của Đảng ủy.")
    assert read_references(told, None, own_kind="KH") == ()
    assert len(read_references(told, None, own_kind="CT")) == 1


def test_a_number_still_blank_is_none() -> None:
    (found,) = citations("tại Nghị quyết số      /NQ-CP ngày 01 tháng 01 năm 2025 của Chính phủ")
    assert (found.number, found.kind, found.issued_on, found.issuer) == (None, "NQ", "2025-01-01", "Chính phủ")

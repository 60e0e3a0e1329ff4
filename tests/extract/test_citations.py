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
    ("Căn cứ Luật Đất đai năm 2024;", [(None, None, None, None, "Luật Đất đai")]),
]

NO_CITATIONS = [
    "27/39 cơ sở đảng",
    "Kế hoạch này có hiệu lực từ ngày ký",
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


def test_a_number_still_blank_is_none() -> None:
    (found,) = citations("tại Nghị quyết số      /NQ-CP ngày 01 tháng 01 năm 2025 của Chính phủ")
    assert (found.number, found.kind, found.issued_on, found.issuer) == (None, "NQ", "2025-01-01", "Chính phủ")

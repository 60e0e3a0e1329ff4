"""Head, title and foot of documents of many layouts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extract import extract
from extract.header import read_header
from extract.issuer import running_case
from extract.parts import split_parts
from tests.extract.written import FOOT, HEAD, Line, document

TEXT = ("Căn cứ Chương trình làm việc năm 2024;", "**1. Mục đích**", "- Nâng cao chất lượng đội ngũ đảng viên.")

PARTY = (*HEAD, *TEXT, *FOOT)

PARTY_ONE_COLUMN = (
    "^ ĐẢNG BỘ HUYỆN TÂN KHÊ",
    "^ ĐẢNG ỦY XÃ HÒA LẠC",
    "^ ĐẢNG CỘNG SẢN VIỆT NAM",
    "Số 12 - NQ/ĐU",
    "Hòa Lạc, ngày 05 tháng 01 năm 2020",
    "^ **NGHỊ QUYẾT**",
    "^ **về nhiệm vụ năm 2020**",
    *TEXT,
    "**Nơi nhận:**",
    "- Các chi bộ;",
    "- Lưu.",
    "T/M ĐẢNG ỦY",
    "BÍ THƯ",
    "Vi Văn Thắng",
)

STATE = (
    "< ỦY BAN NHÂN DÂN",
    "< HUYỆN TÂN KHÊ",
    "< Số: 25/KH-UBND",
    "> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "> Độc lập - Tự do - Hạnh phúc",
    "> Tân Khê, ngày 20 tháng 3 năm 2019",
    "^ **KẾ HOẠCH**",
    "^ **Trồng rừng năm 2019**",
    *TEXT,
    "< Nơi nhận:",
    "< - UBND tỉnh;",
    "< - Các xã, thị trấn;",
    "< - Lưu: VT.",
    "> TM. ỦY BAN NHÂN DÂN",
    "> KT. CHỦ TỊCH",
    "> PHÓ CHỦ TỊCH",
    "> Hà Minh Đức",
)

DISPATCH = (
    "< UBND TỈNH HẢI LÂM",
    "< SỞ Y TẾ",
    "< Số: 1290/SYT-NVY",
    "< V/v tăng cường phòng, chống",
    "< bệnh sởi",
    "> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "> Hải Lâm, ngày 15 tháng 5 năm 2023",
    "^ Kính gửi:",
    "- Trung tâm Y tế các huyện, thành phố;",
    "- Các bệnh viện trong tỉnh.",
    "Sở Y tế đề nghị các đơn vị thực hiện các nội dung sau:",
    "1. Rà soát trẻ chưa tiêm đủ mũi.",
    "< Nơi nhận:",
    "< - Như trên;",
    "< - Lưu: VT, NVY.",
    "> GIÁM ĐỐC",
    "> Mai Thu Hằng",
)

DECISION = (
    "< ỦY BAN NHÂN DÂN",
    "< XÃ HÒA LẠC",
    "< Số: 118/QĐ-UBND",
    "> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "> Hòa Lạc, ngày 02 tháng 9 năm 2025",
    "^ **QUYẾT ĐỊNH**",
    "^ **Về việc thành lập Tổ công nghệ số cộng đồng**",
    "^ **CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HÒA LẠC**",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Thành lập 12 tổ.",
    "< Nơi nhận:",
    "< - Như Điều 1;",
    "> CHỦ TỊCH",
    "> Lương Thế Hùng",
)

CELL = (
    "< ĐẢNG BỘ XÃ HÒA LẠC",
    "< CHI BỘ THÔN ĐÔNG",
    "< Số 03-KH/CB",
    "> ĐẢNG CỘNG SẢN VIỆT NAM",
    "> Hòa Lạc, ngày 10 tháng 01 năm 2026",
    "^ **KẾ HOẠCH**",
    "^ **phát triển đảng viên năm 2026**",
    *TEXT,
    "< Nơi nhận:",
    "< - Đảng ủy xã,",
    "< - Lưu chi bộ.",
    "> T/M CHI BỘ",
    "> BÍ THƯ",
    "> Bàn Văn Ton",
)

CENTRAL = (
    "< BAN CHẤP HÀNH TRUNG ƯƠNG",
    "< BAN TỔ CHỨC",
    "< Số 06-HD/BTCTW",
    "> ĐẢNG CỘNG SẢN VIỆT NAM",
    "> Hà Nội, ngày 09 tháng 6 năm 2022",
    "^ **HƯỚNG DẪN**",
    "^ **về thí điểm sinh hoạt chi bộ trực tuyến**",
    *TEXT,
    "< Nơi nhận:",
    "< - Các tỉnh ủy, thành ủy,",
    "> K/T TRƯỞNG BAN",
    "> PHÓ TRƯỞNG BAN",
    "> Đỗ Quang Khải",
)

EXPECTED: list[tuple[str, tuple[Line, ...], dict[str, Any]]] = [
    (
        "party in two columns",
        PARTY,
        {
            "kind": "KH",
            "number": "45-KH/HU",
            "issued_on": "2024-02-12",
            "place": "Tân Khê",
            "issuer": "Huyện ủy Tân Khê",
            "superior": "Đảng bộ tỉnh Hải Lâm",
            "level": "district",
            "subject": "thực hiện công tác xây dựng Đảng năm 2024",
            "period": ("2024-01-01", "2024-12-31", "năm 2024"),
            "signature": ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lò Thị Nga"),
            "recipients": ("Thường trực Tỉnh ủy", "Lưu Văn phòng"),
        },
    ),
    (
        "party in one column",
        PARTY_ONE_COLUMN,
        {
            "kind": "NQ",
            "number": "12-NQ/ĐU",
            "issued_on": "2020-01-05",
            "place": "Hòa Lạc",
            "issuer": "Đảng ủy xã Hòa Lạc",
            "superior": "Đảng bộ huyện Tân Khê",
            "level": "commune",
            "subject": "nhiệm vụ năm 2020",
            "signature": ("T/M ĐẢNG ỦY", "BÍ THƯ", "Vi Văn Thắng"),
            "recipients": ("Các chi bộ", "Lưu"),
        },
    ),
    (
        "state in two columns",
        STATE,
        {
            "kind": "KH",
            "number": "25/KH-UBND",
            "issued_on": "2019-03-20",
            "place": "Tân Khê",
            "issuer": "Ủy ban nhân dân huyện Tân Khê",
            "superior": None,
            "level": "district",
            "subject": "Trồng rừng năm 2019",
            "period": ("2019-01-01", "2019-12-31", "năm 2019"),
            "signature": ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hà Minh Đức"),
            "recipients": ("UBND tỉnh", "Các xã, thị trấn", "Lưu: VT"),
        },
    ),
    (
        "công văn with V/v and Kính gửi",
        DISPATCH,
        {
            "kind": "CV",
            "number": "1290/SYT-NVY",
            "issued_on": "2023-05-15",
            "issuer": "Sở Y tế",
            "superior": "UBND tỉnh Hải Lâm",
            "level": "province",
            "subject": "tăng cường phòng, chống bệnh sởi",
            "period": None,
            "signature": (None, "GIÁM ĐỐC", "Mai Thu Hằng"),
            "recipients": ("Như trên", "Lưu: VT, NVY"),
        },
    ),
    (
        "decision with the authority under its subject",
        DECISION,
        {
            "kind": "QĐ",
            "number": "118/QĐ-UBND",
            "issuer": "Ủy ban nhân dân xã Hòa Lạc",
            "level": "commune",
            "subject": "thành lập Tổ công nghệ số cộng đồng",
            "signature": (None, "CHỦ TỊCH", "Lương Thế Hùng"),
            "recipients": ("Như Điều 1",),
        },
    ),
    (
        "cell",
        CELL,
        {
            "kind": "KH",
            "number": "03-KH/CB",
            "issuer": "Chi bộ thôn Đông",
            "superior": "Đảng bộ xã Hòa Lạc",
            "level": "cell",
            "signature": ("T/M CHI BỘ", "BÍ THƯ", "Bàn Văn Ton"),
        },
    ),
    (
        "central organ",
        CENTRAL,
        {
            "kind": "HD",
            "number": "06-HD/BTCTW",
            "superior": "Ban Chấp hành Trung ương",
            "issuer": "Ban Tổ chức",
            "level": "central",
            "subject": "thí điểm sinh hoạt chi bộ trực tuyến",
            "signature": ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Đỗ Quang Khải"),
        },
    ),
]
ROWS = [pytest.param(lines, field, value, id=f"{name}-{field}") for name, lines, fields in EXPECTED for field, value in fields.items()]


def plain(value: Any) -> Any:
    """Periods and signatures as tuples."""
    names = {"Period": ("start", "end", "text"), "Signature": ("authority", "position", "name")}.get(type(value).__name__)
    return tuple(getattr(value, name) for name in names) if names else value


def field_of(lines: tuple[Line, ...], field: str) -> Any:
    written = document(*lines)
    return plain(getattr(read_header(written, split_parts(written)), field))


@pytest.mark.parametrize(("lines", "field", "value"), ROWS)
def test_header(lines: tuple[Line, ...], field: str, value: Any) -> None:
    assert field_of(lines, field) == value


def replaced(lines: tuple[Line, ...], old: str, new: str) -> tuple[Line, ...]:
    assert any(old in line for line in lines)
    return tuple(line.replace(old, new) if isinstance(line, str) else line for line in lines)


def test_a_blank_number_is_none_and_a_finding() -> None:
    facts = extract(document(*replaced(PARTY, "Số 45-KH/HU", "Số        -KH/HU")))
    assert facts.number is None
    assert "number-missing" in [finding.code for finding in facts.findings]


def test_a_blank_day_is_no_date_and_a_finding() -> None:
    facts = extract(document(*replaced(PARTY, "ngày 12 tháng 02", "ngày … tháng 02")))
    assert (facts.issued_on, facts.place) == (None, "Tân Khê")
    assert "issued-on-missing" in [finding.code for finding in facts.findings]


def test_a_lost_head_is_made_good_from_the_caption_and_said() -> None:
    facts = extract(
        document(
            "^ **KẾ HOẠCH**",
            "^ **thực hiện công tác xây dựng Đảng năm 2024**",
            *TEXT,
            *FOOT,
            "~ ^ **Biểu giao chỉ tiêu**",
            "^ (Kèm theo Kế hoạch số 45-KH/HU ngày 12/02/2024 của Ban Thường vụ Huyện ủy)",
        )
    )
    assert (facts.number, facts.issued_on) == ("45-KH/HU", "2024-02-12")
    assert "number-from-caption" in [finding.code for finding in facts.findings]


def test_a_complete_head_gives_no_finding_about_it() -> None:
    codes = {finding.code for finding in extract(document(*PARTY)).findings}
    assert codes & {"number-missing", "issued-on-missing", "issuer-missing", "number-from-caption"} == set()


def test_the_text_names_the_issuer_before_the_head() -> None:
    lines = (*HEAD, "Ban Thường vụ Huyện ủy ban hành Kế hoạch thực hiện công tác xây dựng Đảng như sau:", *TEXT, *FOOT)
    assert field_of(lines, "issuer") == "Ban Thường vụ Huyện ủy"


def test_the_title_names_the_issuer_before_the_head() -> None:
    lines = replaced((*HEAD, *TEXT, *FOOT), "thực hiện công tác", "của Ban Thường vụ Huyện ủy về công tác")
    assert field_of(lines, "issuer") == "Ban Thường vụ Huyện ủy"


def test_an_organ_is_named_with_its_committee_where_the_text_does() -> None:
    lines = replaced(replaced((*HEAD, *TEXT, *FOOT), "ĐẢNG BỘ TỈNH HẢI LÂM", "TỈNH ỦY HẢI LÂM"), "HUYỆN ỦY TÂN KHÊ", "BAN TỔ CHỨC")
    assert field_of((*lines[:-8], "Báo cáo gửi về Ban Tổ chức Tỉnh ủy.", *lines[-8:]), "issuer") == "Ban Tổ chức Tỉnh ủy"


def test_an_office_holder_does_not_issue() -> None:
    lines = replaced(DECISION, "Căn cứ Luật Tổ chức", "Chủ tịch Ủy ban nhân dân xã yêu cầu các thôn thực hiện như sau: Luật Tổ chức")
    assert field_of(lines, "issuer") == "Ủy ban nhân dân xã Hòa Lạc"


def test_two_bodies_issue_a_joint_plan() -> None:
    lines = (
        "< PHÒNG VĂN HÓA VÀ THÔNG TIN",
        "< PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "< Số 25/KHLT-PVHTT-PGDĐT",
        "> Tân Khê, ngày 05 tháng 9 năm 2018",
        "^ **KẾ HOẠCH LIÊN TỊCH**",
        "^ **phối hợp công tác năm học 2018 - 2019**",
        *TEXT,
        "< KT. TRƯỞNG PHÒNG",
        "< PHÓ TRƯỞNG PHÒNG",
        "< Sầm Thị Hoa",
        "> TRƯỞNG PHÒNG",
        "> Đinh Công Lý",
    )
    assert field_of(lines, "issuer") == "Phòng Văn hóa và Thông tin và Phòng Giáo dục và Đào tạo"
    assert field_of(lines, "superior") is None
    assert field_of(lines, "signature") == ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Sầm Thị Hoa")


def test_the_parts_follow_one_another_and_lose_nothing() -> None:
    written = document(*PARTY, "~ ^ **DANH SÁCH**", "^ (Kèm theo Kế hoạch số 45-KH/HU)")
    parts = split_parts(written)
    every = [*parts.head, *parts.title, *parts.main, *parts.foot, *parts.appendix]
    assert every == list(written.paragraphs)
    assert [p.text for p in parts.main] == [
        "Căn cứ Chương trình làm việc năm 2024;",
        "1. Mục đích",
        "- Nâng cao chất lượng đội ngũ đảng viên.",
    ]
    assert [p.text for p in parts.appendix] == ["DANH SÁCH", "(Kèm theo Kế hoạch số 45-KH/HU)"]


@pytest.mark.parametrize(
    ("printed", "running"),
    [
        ("ỦY BAN NHÂN DÂN HUYỆN YÊN LẬP", "Ủy ban nhân dân huyện Yên Lập"),
        ("ĐẢNG BỘ TỈNH HẢI LÂM", "Đảng bộ tỉnh Hải Lâm"),
        ("HUYỆN ỦY TÂN KHÊ", "Huyện ủy Tân Khê"),
        ("BAN THƯỜNG VỤ", "Ban Thường vụ"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "Phòng Giáo dục và Đào tạo"),
        ("CHI BỘ KHU PHỐ 2", "Chi bộ khu phố 2"),
        ("THỊ ỦY CẨM HÀ", "Thị ủy Cẩm Hà"),
        ("ĐẢNG ỦY PHƯỜNG ĐÔNG LINH", "Đảng ủy phường Đông Linh"),
        ("TRƯỜNG THPT VĨNH LẠC", "Trường THPT Vĩnh Lạc"),
        ("ĐOÀN TNCS HỒ CHÍ MINH", "Đoàn TNCS Hồ Chí Minh"),
        ("UBND XÃ HOÀ LẠC", "UBND xã Hoà Lạc"),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Sở Nông nghiệp và Môi trường"),
        ("ĐẢNG ỦY ĐẶC KHU HẢI VÂN", "Đảng ủy đặc khu Hải Vân"),
        ("CHÍNH PHỦ", "Chính phủ"),
        ("HUYỆN ĐOÀN TÂN KHÊ", "Huyện đoàn Tân Khê"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Chấp hành Trung ương"),
    ],
)
def test_running_case(printed: str, running: str) -> None:
    assert running_case(printed) == running


@pytest.mark.parametrize(
    ("superior", "issuer", "number", "level"),
    [
        ("BỘ TÀI CHÍNH", "CỤC THUẾ", "812/CT-CS", "central"),
        ("TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH AN KỲ", "812/CT-KK", "province"),
        ("ĐẢNG BỘ TỈNH HẢI LÂM", "HUYỆN ỦY TÂN KHÊ", "45-KH/HU", "district"),
        ("ĐẢNG BỘ TỈNH HẢI LÂM", "THÀNH ỦY CỬA TRẦM", "45-KH/TU", "district"),
        ("ĐẢNG BỘ TỈNH HẢI LÂM", "THỊ ỦY CẨM HÀ", "45-KH/TU", "district"),
        ("ĐẢNG BỘ THÀNH PHỐ LONG HƯNG", "QUẬN ỦY HÀ KHÊ", "45-KH/QU", "district"),
        ("ĐẢNG BỘ HUYỆN TÂN KHÊ", "ĐẢNG ỦY THỊ TRẤN PHÚ HẠ", "45-KH/ĐU", "commune"),
        ("ĐẢNG BỘ TỈNH HẢI LÂM", "ĐẢNG ỦY XÃ HÒA LẠC", "45-KH/ĐU", "commune"),
        ("ĐẢNG BỘ TỈNH HẢI LÂM", "ĐẢNG ỦY ĐẶC KHU HẢI VÂN", "45-KH/ĐU", "commune"),
        ("ĐẢNG BỘ THÀNH PHỐ LONG HƯNG", "ĐẢNG ỦY PHƯỜNG ĐÔNG LINH", "45-KH/ĐU", "commune"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "TỈNH ỦY HẢI LÂM", "45-KH/TU", "province"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "THÀNH ỦY LONG HƯNG", "45-KH/TU", "province"),
        ("ĐẢNG BỘ XÃ HÒA LẠC", "CHI BỘ TRƯỜNG THCS", "45-KH/CB", "cell"),
        ("TỈNH ỦY HẢI LÂM", "BAN TỔ CHỨC", "45-HD/BTCTU", "province"),
        ("HUYỆN ỦY TÂN KHÊ", "BAN TUYÊN GIÁO", "45-HD/BTGHU", "district"),
        ("ĐẢNG ỦY XÃ HÒA LẠC", "ỦY BAN KIỂM TRA", "45-KH/UBKTĐU", "commune"),
        ("TỈNH ỦY HẢI LÂM", "VĂN PHÒNG", "45-HD/VPTU", "province"),
        ("ĐẢNG BỘ TỈNH HẢI LÂM", "ĐẢNG ỦY QUÂN SỰ TỈNH", "45-KH/ĐUQS", "province"),
        ("ĐẢNG BỘ KHỐI DOANH NGHIỆP", "BAN CHẤP HÀNH ĐẢNG BỘ CÔNG TY HÒA LẠC", "45-KH/ĐU", "commune"),
    ],
)
def test_level(superior: str, issuer: str, number: str, level: str) -> None:
    lines = replaced(replaced(replaced(PARTY, "ĐẢNG BỘ TỈNH HẢI LÂM", superior), "HUYỆN ỦY TÂN KHÊ", issuer), "45-KH/HU", number)
    assert field_of(tuple(line for line in lines if "Tỉnh ủy" not in line), "level") == level


@pytest.mark.parametrize(
    ("subject", "period"),
    [
        ("về kết nạp đảng viên năm 2022", ("2022-01-01", "2022-12-31", "năm 2022")),
        ("phát triển kinh tế tư nhân giai đoạn 2025 - 2030", ("2025-01-01", "2030-12-31", "giai đoạn 2025 - 2030")),
        ("về nhiệm vụ 6 tháng cuối năm 2023", ("2023-07-01", "2023-12-31", "6 tháng cuối năm 2023")),
        ("về công tác kiểm tra quý I/2024", ("2024-01-01", "2024-03-31", "quý I/2024")),
        ("về việc tăng cường phòng cháy", None),
    ],
)
def test_the_subject_names_the_period(subject: str, period: tuple[str, str, str] | None) -> None:
    lines = replaced(PARTY, "thực hiện công tác xây dựng Đảng năm 2024", subject)
    assert field_of(lines, "period") == period


@pytest.mark.parametrize(
    ("printed", "subject"),
    [
        ("về phát triển đảng viên", "phát triển đảng viên"),
        ("Về việc tổ chức hội thi", "tổ chức hội thi"),
        ("V/v: trồng cây đầu xuân", "trồng cây đầu xuân"),
        ("tăng cường phòng cháy", "tăng cường phòng cháy"),
        ("Vệ sinh môi trường", "Vệ sinh môi trường"),
    ],
)
def test_the_subject_stands_without_its_opening(printed: str, subject: str) -> None:
    assert field_of(replaced(PARTY, "thực hiện công tác xây dựng Đảng năm 2024", printed), "subject") == subject


RECIPIENTS = ("< Nơi nhận:", "< - Như trên;", "< - Lưu.")


@pytest.mark.parametrize(
    ("foot", "signature"),
    [
        (("> TM. BAN THƯỜNG VỤ", "> BÍ THƯ", "> Y Thông"), ("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "Y Thông")),
        (("> TM. BAN THƯỜNG VỤ", "> BÍ THƯ", "> (Đã ký)", "> Bùi Thị Hoa"), ("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "Bùi Thị Hoa")),
        (("> TM. BAN CHỈ ĐẠO", "> TRƯỞNG BAN", "> CHỦ TỊCH UBND XÃ", "> Bùi Thị Hoa"), ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Bùi Thị Hoa")),
        (
            ("> TL. CHỦ TỊCH", "> KT. CHÁNH VĂN PHÒNG", "> PHÓ CHÁNH VĂN PHÒNG", "> Bùi Thị Hoa"),
            ("TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Bùi Thị Hoa"),
        ),
        (
            ("> T/M BAN THƯỜNG VỤ", "> PHÓ BÍ THƯ THƯỜNG TRỰC", "> Bùi Thị Hoa"),
            ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Bùi Thị Hoa"),
        ),
        (("> HIỆU TRƯỞNG", "> Bùi Thị Hoa"), (None, "HIỆU TRƯỞNG", "Bùi Thị Hoa")),
    ],
)
def test_signatures(foot: tuple[str, ...], signature: tuple[str | None, str, str]) -> None:
    assert field_of((*HEAD, *TEXT, *RECIPIENTS, *foot), "signature") == signature


def test_the_signature_may_stand_before_the_recipients() -> None:
    lines = (*HEAD, *TEXT, "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Bùi Thị Hoa", "Nơi nhận:", "- Như trên;", "- Lưu.")
    assert field_of(lines, "signature") == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Bùi Thị Hoa")
    assert field_of(lines, "recipients") == ("Như trên", "Lưu")


@pytest.mark.parametrize(
    ("foot", "recipients"),
    [
        (
            ("< Nơi nhận:", "< - Như trên,", "< - Các đồng chí Ủy viên", "< Ban Thường vụ,", "< - Lưu."),
            ("Như trên", "Các đồng chí Ủy viên Ban Thường vụ", "Lưu"),
        ),
        (("< Nơi nhận:", "< + Tỉnh ủy (b/c);", "< • Các xã;"), ("Tỉnh ủy (b/c)", "Các xã")),
        (("< **Nơi nhận**", "< - Như trên."), ("Như trên",)),
        ((), ()),
    ],
)
def test_recipients(foot: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    assert field_of((*HEAD, *TEXT, *foot, "> CHỦ TỊCH", "> Bùi Thị Hoa"), "recipients") == recipients


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 45-KH/HU", "45-KH/HU"),
        ("Số:45-KH/HU", "45-KH/HU"),
        ("Số 45 - KH / HU", "45-KH/HU"),
        ("Số 45-KH/HU*", "45-KH/HU"),
        ("Số: 45/2024/QĐ-UBND", "45/2024/QĐ-UBND"),
        ("Số 45a-KH/HU", "45a-KH/HU"),
        ("Số: …/KH-UBND", None),
    ],
)
def test_numbers(printed: str, number: str | None) -> None:
    assert field_of(replaced(PARTY, "Số 45-KH/HU", printed), "number") == number


@pytest.mark.parametrize(
    ("printed", "place", "issued_on"),
    [
        ("Tân Khê, ngày 12 tháng 2 năm 2024", "Tân Khê", "2024-02-12"),
        ("TP. Hải Lâm, Ngày 01 tháng 10 năm 2024", "TP. Hải Lâm", "2024-10-01"),
        ("Tân Khê, ngày    tháng 02 năm 2024", "Tân Khê", None),
        ("Tân Khê, ngày 31 tháng 02 năm 2024", "Tân Khê", None),
    ],
)
def test_place_and_date(printed: str, place: str, issued_on: str | None) -> None:
    lines = replaced(PARTY, "Tân Khê, ngày 12 tháng 02 năm 2024", printed)
    assert (field_of(lines, "place"), field_of(lines, "issued_on")) == (place, issued_on)


def titled(*lines: str) -> tuple[Line, ...]:
    return (*PARTY[: PARTY.index("^ **KẾ HOẠCH**")], *lines, *TEXT, *FOOT)


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("KẾ HOẠCH", "KH"),
        ("CHỈ THỊ", "CT"),
        ("NGHỊ QUYẾT", "NQ"),
        ("QUYẾT ĐỊNH", "QĐ"),
        ("QUY ĐỊNH", "QĐ"),
        ("QUY CHẾ", "QC"),
        ("THÔNG BÁO", "TB"),
        ("THÔNG TRI", "TT"),
        ("HƯỚNG DẪN", "HD"),
        ("CHƯƠNG TRÌNH", "CTr"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "CTr"),
        ("ĐỀ ÁN", "ĐA"),
        ("PHƯƠNG ÁN", "PA"),
        ("BÁO CÁO", "BC"),
        ("TỜ TRÌNH", "TTr"),
        ("KẾT LUẬN", "KL"),
        ("CÔNG ĐIỆN", "CĐ"),
        ("KẾ HOẠCH PHỐI HỢP", "KH"),
    ],
)
def test_kinds(printed: str, kind: str) -> None:
    lines = titled(f"^ **{printed}**", "^ **thực hiện Nghị quyết số 5-NQ/TU**")
    assert (field_of(lines, "kind"), field_of(lines, "subject")) == (kind, "thực hiện Nghị quyết số 5-NQ/TU")


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        (
            ("^ **KẾ HOẠCH**", "^ **Phát triển đảng viên**", "^ **giai đoạn 2025 - 2030**", "^ -----"),
            "Phát triển đảng viên giai đoạn 2025 - 2030",
        ),
        (("^ **KẾ HOẠCH**", "^ **Phát triển đảng viên (lần 2)**"), "Phát triển đảng viên (lần 2)"),
        (("^ **KẾ HOẠCH Phát triển đảng viên năm 2025**",), "Phát triển đảng viên năm 2025"),
    ],
)
def test_the_subject_may_run_over_lines(title: tuple[str, ...], subject: str) -> None:
    assert field_of(titled(*title), "subject") == subject


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Căn cứ Chương trình công tác, Đảng ủy xã Hòa Lạc xây dựng Kế hoạch phát triển đảng viên như sau:", "Đảng ủy xã Hòa Lạc"),
        (
            "Thực hiện Kế hoạch số 3-KH/TU, Ban Thường vụ Huyện ủy yêu cầu các cấp ủy thực hiện tốt các nội dung sau:",
            "Ban Thường vụ Huyện ủy",
        ),
        ("Ủy ban nhân dân huyện ban hành Kế hoạch trồng rừng năm 2024 với các nội dung sau:", "Ủy ban nhân dân huyện"),
        ("Để thực hiện tốt nhiệm vụ, Ban Chấp hành Đảng bộ xã ban hành Nghị quyết năm 2024 như sau:", "Ban Chấp hành Đảng bộ xã"),
        ("Sở Y tế đề nghị các đơn vị triển khai một số nội dung như sau:", "Sở Y tế"),
        ("Sau khi xem xét, Ban Thường vụ Đảng ủy kết luận như sau:", "Ban Thường vụ Đảng ủy"),
        ("Sau khi nghe báo cáo, Ban Thường vụ Huyện ủy thảo luận và kết luận như sau:", "Ban Thường vụ Huyện ủy"),
        ("Để đạt mục tiêu đó, Ban Thường vụ Huyện ủy chỉ thị:", "Ban Thường vụ Huyện ủy"),
        ("BAN THƯỜNG VỤ HUYỆN ỦY QUYẾT ĐỊNH", "Ban Thường vụ Huyện ủy"),
        ("Ban Tổ chức Huyện ủy hướng dẫn thực hiện một số nội dung như sau:", "Ban Tổ chức Huyện ủy"),
        ("Văn phòng Huyện ủy thông báo kết luận của Bí thư Huyện ủy như sau:", "Văn phòng Huyện ủy"),
        # an office holder, and who only did something, issue nothing
        ("Chủ tịch Ủy ban nhân dân huyện yêu cầu các xã thực hiện như sau:", "Huyện ủy Tân Khê"),
        (
            "Để bảo vệ quyền lợi của tổ chức, cá nhân và hộ gia đình, Chủ tịch Ủy ban nhân dân huyện yêu cầu các xã thực hiện như sau:",
            "Huyện ủy Tân Khê",
        ),
        ("Ban Thường vụ Tỉnh ủy đã ban hành Kế hoạch phát triển đảng viên.", "Huyện ủy Tân Khê"),
    ],
)
def test_the_sentence_that_issues_names_the_issuer(sentence: str, issuer: str) -> None:
    assert field_of((*HEAD, sentence, *TEXT[1:], *FOOT), "issuer") == issuer


def test_a_number_that_was_not_read_for_certain_is_none() -> None:
    read = document(*STATE)
    doubtful = replace(read, blocks=tuple(replace(b, unsure=((4, 6),)) if b.text == "Số: 25/KH-UBND" else b for b in read.paragraphs))
    found = extract(doubtful)
    assert (extract(read).number, found.number, found.kind) == ("25/KH-UBND", None, "KH")
    assert "number-missing" in [finding.code for finding in found.findings]


ANNEX = (
    "^ PHỤ LỤC II",
    "^ **DANH MỤC CÁC CHỈ TIÊU CỤ THỂ**",
    "^ (Kèm theo Nghị quyết số 14/NQ-HĐND ngày 09/12/2025 của Hội đồng nhân dân tỉnh)",
)
"""An annex sent as a file of its own."""

PRESENTED = (
    "Toàn văn Chỉ thị số 08-CT/TU",
    "Thay mặt Ban Thường vụ Tỉnh ủy, đồng chí Phó Bí thư Thường trực Tỉnh ủy Lò Văn Sinh vừa ký ban hành Chỉ thị số 08-CT/TU "
    "(ngày 12/3/2026) của Ban Thường vụ Tỉnh ủy về tăng cường quản lý khai thác cát, sỏi.",
    "Trang thông tin trân trọng giới thiệu:",
    *TEXT,
)
"""A paper as a web page gives it."""


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (ANNEX, "kind", "PL"),
        (ANNEX, "number", "14/NQ-HĐND"),
        (ANNEX, "issued_on", "2025-12-09"),
        (ANNEX, "issuer", "Hội đồng nhân dân tỉnh"),
        (ANNEX, "level", "province"),
        (ANNEX, "subject", "DANH MỤC CÁC CHỈ TIÊU CỤ THỂ"),
        ((ANNEX[0], *TEXT), "kind", None),
        (PRESENTED, "kind", "CT"),
        (PRESENTED, "number", "08-CT/TU"),
        (PRESENTED, "issued_on", "2026-03-12"),
        (PRESENTED, "issuer", "Ban Thường vụ Tỉnh ủy"),
        (PRESENTED, "subject", "tăng cường quản lý khai thác cát, sỏi"),
        (PRESENTED, "signature.authority", "Thay mặt Ban Thường vụ Tỉnh ủy"),
        (PRESENTED, "signature.position", "PHÓ BÍ THƯ THƯỜNG TRỰC TỈNH ỦY"),
        (PRESENTED, "signature.name", "Lò Văn Sinh"),
        (("Nghị quyết số 31-NQ/TU", *TEXT), "number", "31-NQ/TU"),
    ],
)
def test_papers_without_a_head(lines: tuple[Line, ...], field: str, value: Any) -> None:
    paper = document(*lines)
    header = read_header(paper, split_parts(paper))
    signed = field.removeprefix("signature.")
    assert getattr(header if signed == field else header.signature, signed) == value

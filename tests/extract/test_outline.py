"""Sections: labels of all styles, titles, run-in headings, nesting, and what they are about."""

from __future__ import annotations

import pytest

from extract.outline import read_heading, read_outline, topic_of
from tests.extract.written import paragraphs

HEADINGS: list[tuple[str, str, str | None]] = [
    ("**I- MỤC TIÊU**", "I-", "MỤC TIÊU"),
    ("**II. NHIỆM VỤ, GIẢI PHÁP**", "II.", "NHIỆM VỤ, GIẢI PHÁP"),
    ("**IV/ TỔ CHỨC THỰC HIỆN**", "IV/", "TỔ CHỨC THỰC HIỆN"),
    ("**III: KINH PHÍ**", "III:", "KINH PHÍ"),
    ("**1. Mục đích**", "1.", "Mục đích"),
    ("**1- Yêu cầu**", "1-", "Yêu cầu"),
    ("**2) Chỉ tiêu**", "2)", "Chỉ tiêu"),
    ("**2/ Thời gian**", "2/", "Thời gian"),
    ("**1.1. Công tác tư tưởng**", "1.1.", "Công tác tư tưởng"),
    ("**3.1- Ban Tổ chức**", "3.1-", "Ban Tổ chức"),
    ("**Phần thứ nhất**", "Phần thứ nhất", None),
    ("**Phần II. Phương hướng**", "Phần II.", "Phương hướng"),
    ("**Chương II. Tổ chức bộ máy**", "Chương II.", "Tổ chức bộ máy"),
    ("**Điều 5. Hiệu lực thi hành**", "Điều 5.", "Hiệu lực thi hành"),
    # running text has no title
    ("1. Các chi bộ rà soát danh sách quần chúng ưu tú; lập kế hoạch bồi dưỡng từng người.", "1.", None),
    ("2. Giao Văn phòng theo dõi, đôn đốc.", "2.", None),
    ("1.2. Tiếp tục nâng cao chất lượng sinh hoạt; đổi mới nội dung.", "1.2.", None),
    ("Điều 1. Thành lập Tổ công nghệ số cộng đồng các thôn, gồm 12 tổ.", "Điều 1.", None),
    # run-in headings
    ("**3. Trung tâm Chính trị huyện:** Mở 02 lớp bồi dưỡng.", "3.", "Trung tâm Chính trị huyện"),
    ("4. Ủy ban nhân dân các xã: bố trí kinh phí.", "4.", "Ủy ban nhân dân các xã"),
    ("**5. Về công tác tuyên truyền.** Các chi bộ tổ chức học tập.", "5.", "Về công tác tuyên truyền"),
    # what a line goes back to is part of its title
    ("3. Điều 7: Về miễn sinh hoạt", "3.", "Điều 7: Về miễn sinh hoạt"),
    ("3.2. (Khoản 2): Quyền chất vấn", "3.2.", "(Khoản 2): Quyền chất vấn"),
    # a body as heading
    ("2. Các chi bộ trực thuộc:", "2.", "Các chi bộ trực thuộc"),
    ("3. Ban Tổ chức Huyện ủy", "3.", "Ban Tổ chức Huyện ủy"),
]

NO_HEADINGS = [
    "1.2.1. Rà soát danh sách",
    "**4.3.2. Kinh phí**",
    "1. Ông Trần Văn Bình, Phó Giám đốc - Trưởng ban;",
    "2. ThS.BS. Lê Thị Hòa, Trưởng khoa - Thành viên;",
    "- Nâng cao chất lượng",
    "a) Các chi bộ",
    "+ Mở lớp",
    "* Riêng chi bộ trường học",
    "15/11/2025 là hạn cuối",
    "1.800 hộ nghèo được hỗ trợ",
    "25 chi bộ đã hoàn thành",
    "Ivy là tên riêng",
    "Mục tiêu chung",
    "",
]


@pytest.mark.parametrize(("line", "label", "title"), HEADINGS)
def test_headings(line: str, label: str, title: str | None) -> None:
    (paragraph,) = paragraphs(line)
    heading = read_heading(paragraph)
    assert heading is not None
    assert (heading.label, heading.title) == (label, title)


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_no_headings(line: str) -> None:
    (paragraph,) = paragraphs(line)
    assert read_heading(paragraph) is None


def shape(*lines: str) -> list[tuple[str, int, str | None]]:
    """Label, level and the parent's label of each section."""
    sections = read_outline(paragraphs(*lines)).sections
    labels = {section.id: section.label for section in sections}
    return [(s.label, s.level, labels[s.parent] if s.parent else None) for s in sections]


def test_a_line_over_its_own_parts_is_a_title() -> None:
    outline = read_outline(paragraphs("6.1. Cấp và đổi thẻ.", "6.1.1. Chi bộ lập danh sách.", "6.2. Chi bộ quản lý thẻ."))
    assert [(s.label, s.title) for s in outline.sections] == [("6.1.", "Cấp và đổi thẻ"), ("6.2.", None)]


def test_roman_number_and_decimal_nest() -> None:
    assert shape(
        "**I- MỤC TIÊU**",
        "**1. Chung**",
        "**1.1. Về số lượng**",
        "**1.2. Về chất lượng**",
        "**2. Cụ thể**",
        "**II- NHIỆM VỤ**",
        "**1. Tư tưởng**",
    ) == [
        ("I-", 1, None),
        ("1.", 2, "I-"),
        ("1.1.", 3, "1."),
        ("1.2.", 3, "1."),
        ("2.", 2, "I-"),
        ("II-", 1, None),
        ("1.", 2, "II-"),
    ]


def test_numbers_alone_are_the_first_level() -> None:
    assert shape("**1. Mục đích**", "- Nâng cao chất lượng.", "**2. Yêu cầu**", "2.1. Làm đúng quy định.") == [
        ("1.", 1, None),
        ("2.", 1, None),
        ("2.1.", 2, "2."),
    ]


def test_parts_hold_romans_and_chapters_hold_articles() -> None:
    assert shape("**Phần thứ nhất**", "**I. TÌNH HÌNH**", "**Phần thứ hai**", "**I. MỤC TIÊU**") == [
        ("Phần thứ nhất", 1, None),
        ("I.", 2, "Phần thứ nhất"),
        ("Phần thứ hai", 1, None),
        ("I.", 2, "Phần thứ hai"),
    ]
    assert shape(
        "**Chương I. Quy định chung**", "**Điều 1. Phạm vi**", "1. Văn bản này quy định về trồng rừng.", "**Điều 2. Đối tượng**"
    ) == [
        ("Chương I.", 1, None),
        ("Điều 1.", 2, "Chương I."),
        ("1.", 3, "Điều 1."),
        ("Điều 2.", 2, "Chương I."),
    ]


def test_a_deeper_number_directly_under_a_roman_is_its_child() -> None:
    assert shape("**III. TỔ CHỨC**", "3.1- Giao Văn phòng theo dõi.", "3.2- Giao Ban Tổ chức tổng hợp.") == [
        ("III.", 1, None),
        ("3.1-", 2, "III."),
        ("3.2-", 2, "III."),
    ]


def test_ids_count_in_order_and_every_block_knows_its_section() -> None:
    outline = read_outline(paragraphs("Lời mở đầu.", "**1. Mục đích**", "- Nâng cao chất lượng.", "**2. Yêu cầu**", "- Đúng quy định."))
    assert [section.id for section in outline.sections] == ["s1", "s2"]
    assert outline.section_of == {1: "s1", 2: "s1", 3: "s2", 4: "s2"}
    assert outline.section(0) is None


def test_a_section_knows_what_it_stands_in() -> None:
    outline = read_outline(paragraphs("**I. MỤC TIÊU**", "**1. Cụ thể**", "- Kết nạp 20 đảng viên."))
    assert [section.label for section in outline.ancestors(outline.section(2))] == ["1.", "I."]


def test_the_anchor_covers_label_and_title() -> None:
    (section,) = read_outline(paragraphs("**3. Trung tâm Chính trị huyện:** Mở 02 lớp.")).sections
    assert section.anchor.quote == "3. Trung tâm Chính trị huyện"


def test_a_footnote_opens_no_section() -> None:
    assert read_outline(paragraphs("¹ 1. Theo số liệu năm trước.")).sections == ()


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Đánh giá tình hình", "assessment"),
        ("KẾT QUẢ THỰC HIỆN NĂM 2023", "assessment"),
        ("Nguyên nhân của hạn chế", "assessment"),
        ("ĐÁNH GIÁ CHUNG", "assessment"),
        ("Tuy nhiên, vẫn còn không ít khó khăn, hạn chế", "assessment"),
        ("Những tồn tại, vướng mắc", "assessment"),
        ("Về kết quả thanh tra", "assessment"),
        ("KHÁI QUÁT CHUNG", "assessment"),
        ("Công tác cán bộ thời gian qua", "assessment"),
        ("Khắc phục tồn tại, hạn chế", None),
        ("Tháo gỡ khó khăn, vướng mắc", None),
        ("Mục đích", "purpose"),
        ("Quan điểm chỉ đạo", "purpose"),
        ("Yêu cầu", "demand"),
        ("Mục tiêu cụ thể", "aims"),
        ("CHỈ TIÊU", "aims"),
        ("Mục đích, yêu cầu", None),
        ("Nhiệm vụ và giải pháp", None),
        ("Tổ chức thực hiện", None),
    ],
)
def test_topics(title: str, topic: str | None) -> None:
    assert topic_of(title) == topic


def test_the_nearest_titled_section_gives_the_topic() -> None:
    outline = read_outline(
        paragraphs("**I. TÌNH HÌNH**", "1. Các xã đã kết nạp 12 đảng viên; còn 3 thôn chưa có.", "- Chi bộ chưa chủ động.")
    )
    assert outline.topic(2) == "assessment"


def test_a_parts_title_stands_below_its_label() -> None:
    lines = ("^ **Chương I**", "^ **QUY ĐỊNH CHUNG**", "Điều 1. Phạm vi", "Phần thứ hai", "Các chi bộ rà soát danh sách.")
    sections = read_outline(paragraphs(*lines)).sections
    assert [(section.label, section.title) for section in sections] == [
        ("Chương I", "QUY ĐỊNH CHUNG"),
        ("Điều 1.", "Phạm vi"),
        ("Phần thứ hai", None),
    ]

"""A file that holds several documents: where the next one begins, and what belongs to which."""

from __future__ import annotations

import pytest

from extract import extract, extract_each
from extract.documents import documents_in
from tests.extract.written import FOOT, HEAD, Line, document

LONG = "Các cơ quan, đơn vị theo chức năng, nhiệm vụ của mình tổ chức thực hiện nghiêm túc các nội dung nêu tại văn bản này"
TEXT = (f"{LONG}.", "**1. Mục đích**", "- Nâng cao chất lượng công tác cải cách hành chính.")

LETTER = (
    "< UBND HUYỆN TÂN KHÊ",
    "< PHÒNG NỘI VỤ",
    "< Số: 118/PNV",
    "< V/v triển khai Kế hoạch cải cách hành chính năm 2024",
    "> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "> Độc lập - Tự do - Hạnh phúc",
    "> Tân Khê, ngày 06 tháng 3 năm 2024",
    "^ Kính gửi: Ủy ban nhân dân các xã, thị trấn.",
    f"{LONG}; báo cáo kết quả về Phòng Nội vụ trước ngày 20/3/2024.",
    "< Nơi nhận:",
    "< - Như trên;",
    "< - Lưu: VT.",
    "> TRƯỞNG PHÒNG",
    "> Vi Thị Lan",
)
STATE_PLAN = (
    "~ < ỦY BAN NHÂN DÂN",
    "< HUYỆN TÂN KHÊ",
    "< Số: 25/KH-UBND",
    "> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "> Độc lập - Tự do - Hạnh phúc",
    "> Tân Khê, ngày 01 tháng 3 năm 2024",
    "^ **KẾ HOẠCH**",
    "^ **Cải cách hành chính năm 2024**",
    *TEXT,
    "Phòng Tài chính - Kế hoạch chủ trì thẩm định dự toán kinh phí, hoàn thành trước ngày 15/4/2024.",
    "< Nơi nhận:",
    "< - UBND tỉnh;",
    "< - Lưu: VT.",
    "> TM. ỦY BAN NHÂN DÂN",
    "> CHỦ TỊCH",
    "> Hà Minh Đức",
)
DECISION = (
    "< ỦY BAN NHÂN DÂN",
    "< HUYỆN TÂN KHÊ",
    "< Số: 77/QĐ-UBND",
    "> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "> Độc lập - Tự do - Hạnh phúc",
    "> Tân Khê, ngày 09 tháng 5 năm 2023",
    "^ **QUYẾT ĐỊNH**",
    "^ **Ban hành Quy chế tiếp công dân**",
    "^ **QUYẾT ĐỊNH:**",
    f"Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân. {LONG}.",
    "< Nơi nhận:",
    "< - Như Điều 3;",
    "< - Lưu: VT.",
    "> TM. ỦY BAN NHÂN DÂN",
    "> CHỦ TỊCH",
    "> Hà Minh Đức",
)
RULES = (
    "^ **QUY CHẾ**",
    "^ **Tiếp công dân**",
    "^ (Ban hành kèm theo Quyết định số 77/QĐ-UBND",
    "^ ngày 09 tháng 5 năm 2023 của Ủy ban nhân dân huyện Tân Khê)",
    "**Điều 1. Trách nhiệm**",
    f"Thanh tra huyện chủ trì niêm yết lịch tiếp công dân. {LONG}.",
    *(f"Điều {n}. {LONG}." for n in range(2, 6)),
)
PARTY_PLAN = (*HEAD, *TEXT, *FOOT)
FORM = (
    "~ ^ **MẪU BÁO CÁO**",
    "^ (Kèm theo Kế hoạch số 45-KH/HU ngày 12/02/2024 của Huyện ủy Tân Khê)",
    "^ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "^ Độc lập - Tự do - Hạnh phúc",
    "^ …, ngày … tháng … năm …",
    "^ **BÁO CÁO**",
    f"Kết quả thực hiện trong quý: {LONG}.",
)
LIST = (
    "~ ^ **DANH SÁCH CÁC CHI BỘ**",
    "^ (Kèm theo Kế hoạch số 45-KH/HU ngày 12/02/2024 của Huyện ủy Tân Khê)",
    [["TT", "Chi bộ", "Chỉ tiêu"], ["1", "Thôn Nà Lăng", "2"]],
)
CAPITAL_PLAN = (
    "~ ^ **KẾ HOẠCH VỐN ĐẦU TƯ NĂM 2024**",
    "^ (Kèm theo Kế hoạch số 45-KH/HU ngày 12/02/2024 của Huyện ủy Tân Khê)",
    [["TT", "Dự án", "Vốn"], ["1", "Đường Nà Lăng", "250"]],
)


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (PARTY_PLAN, ["45-KH/HU"]),
        ((*LETTER, *STATE_PLAN), ["118/PNV", "25/KH-UBND"]),
        ((*LETTER, STATE_PLAN[0].removeprefix("~ "), *STATE_PLAN[1:]), ["118/PNV", "25/KH-UBND"]),
        ((*LETTER, *PARTY_PLAN, *STATE_PLAN), ["118/PNV", "45-KH/HU", "25/KH-UBND"]),
        ((*DECISION, f"~ {RULES[0]}", *RULES[1:]), ["77/QĐ-UBND", "77/QĐ-UBND"]),
        ((*DECISION, "~ < ỦY BAN NHÂN DÂN", "< HUYỆN TÂN KHÊ", *DECISION[3:5], *RULES), ["77/QĐ-UBND", "77/QĐ-UBND"]),
        ((*PARTY_PLAN, *FORM), ["45-KH/HU"]),
        ((*PARTY_PLAN, *LIST), ["45-KH/HU"]),
        ((*PARTY_PLAN, *CAPITAL_PLAN), ["45-KH/HU"]),
        ((*HEAD, *TEXT, "ĐẢNG CỘNG SẢN VIỆT NAM quang vinh muôn năm là khẩu hiệu tại hội trường.", *FOOT), ["45-KH/HU"]),
    ],
)
def test_each_document_is_found_with_its_number(lines: tuple[Line, ...], numbers: list[str]) -> None:
    assert [directive.number for directive in extract_each(document(*lines))] == numbers


def test_every_block_belongs_to_one_document() -> None:
    whole = document(*LETTER, *PARTY_PLAN, *STATE_PLAN, *LIST)
    covered = [n for one in documents_in(whole) for n in range(one.start, one.end)]
    assert covered == [block.index for block in whole.blocks]


def test_what_a_decision_issues_is_part_of_it_and_stands_alone_too() -> None:
    decision, rules = extract_each(document(*DECISION, f"~ {RULES[0]}", *RULES[1:]))
    assert (rules.kind, rules.subject, rules.issued_on) == ("QC", "Tiếp công dân", "2023-05-09")
    assert "Thanh tra huyện" in [a.body for a in rules.assignments]
    assert rules.assignments[0].body in [a.body for a in decision.assignments]
    assert len({section.id for section in decision.sections}) == len(decision.sections)
    assert {a.section for a in decision.assignments if a.section} <= {section.id for section in decision.sections}


def test_a_letter_does_not_take_over_the_duties_of_the_plan_behind_it() -> None:
    letter, plan = extract_each(document(*LETTER, *STATE_PLAN))
    assert [deadline.due for deadline in letter.deadlines] == ["2024-03-20"]
    assert [deadline.due for deadline in plan.deadlines] == ["2024-04-15"]


def test_a_plan_with_its_own_number_is_no_part_of_the_letter_that_forwards_it() -> None:
    caption = "^ (Kèm theo Công văn số 118/PNV ngày 06/3/2024 của Phòng Nội vụ)"
    title = STATE_PLAN.index("^ **Cải cách hành chính năm 2024**") + 1
    letter, plan = extract_each(document(*LETTER, *STATE_PLAN[:title], caption, *STATE_PLAN[title:]))
    assert plan.number == "25/KH-UBND"
    assert [deadline.due for deadline in letter.deadlines] == ["2024-03-20"]


def test_the_first_says_that_others_follow() -> None:
    whole = document(*LETTER, *STATE_PLAN)
    messages = [found.message for found in extract(whole).findings if found.code == "several-documents"]
    assert len(messages) == 1
    assert "25/KH-UBND" in messages[0]
    assert not [found for found in extract_each(whole)[1].findings if found.code == "several-documents"]


def test_anchors_count_the_blocks_of_the_file() -> None:
    whole = document(*LETTER, *STATE_PLAN)
    for directive in extract_each(whole):
        places = [fact.anchor for fact in directive.deadlines]
        places += [duty.anchor for duty in directive.assignments] + [section.anchor for section in directive.sections]
        for place in places:
            assert whole.blocks[place.block].text[place.start : place.end] == place.quote

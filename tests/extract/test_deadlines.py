"""When something is to be done, by whom and to whom it is reported; days of the past and of cited papers bind nobody."""

from __future__ import annotations

import pytest

from extract.deadlines import read_deadlines
from extract.directive import Deadline
from tests.extract.written import directive, passages

Row = tuple[str, str | None, str | None, str | None]
"""type, start, due, rrule"""


def deadlines(*lines: str) -> tuple[Deadline, ...]:
    return read_deadlines(passages(*lines), "2024-02-12")


def rows(*lines: str) -> list[Row]:
    return [(d.type, d.start, d.due, d.rrule) for d in deadlines(*lines)]


def every(rule: str) -> Row:
    return ("every", None, None, f"FREQ={rule}")


AFTER: Row = ("after", None, None, None)

BINDING: list[tuple[str, list[Row]]] = [
    # after an event, or so long after it
    ("Sau khi có quyết định của cấp ủy, chi bộ tổ chức phát thẻ.", [AFTER]),
    ("Chủ rừng phát hiện cháy phải báo kiểm lâm trong 24 giờ.", [AFTER]),
    ("Hồ sơ sơ sài phải làm lại trong 05 ngày.", [AFTER]),
    ("Ban Thường vụ kết luận sau khi nghe báo cáo của các xã.", []),
    ("Chỉ thực hiện sau khi Ban Thường vụ có ý kiến.", []),
    ("Sở gửi dự thảo cho các phòng trước ít nhất 04 ngày làm việc.", [AFTER]),
    ("Trong 05 ngày tới, các hộ phải tháo dỡ lều quán.", [AFTER]),
    ("Trưởng trạm có mặt tại hiện trường trong vòng 40 phút.", [AFTER]),
    ("Sửa chữa xong trước khi bước vào năm học mới.", [AFTER]),
    ("Hoàn thành trước thời điểm diễn ra lễ hội.", [AFTER]),
    ("Cấp 60% kinh phí ngay sau khi có hợp đồng, 40% còn lại chuyển trong vòng 15 ngày kể từ ngày nghiệm thu.", [AFTER, AFTER]),
    ("Kết thúc hội thi, các đội gửi báo cáo về Tỉnh đoàn trước ngày 05/6/2024.", [("by", None, "2024-06-05", None)]),
    ("Quyết định này có hiệu lực sau 10 ngày, kể từ ngày ký.", []),
    # reports of half years have their days every year, of this year only where they say so
    (
        "Định kỳ 6 tháng báo cáo kết quả về Sở Nội vụ trước ngày 12 tháng 6 và trước ngày 05 tháng 12.",
        [every("YEARLY;BYMONTH=6;BYMONTHDAY=12"), every("YEARLY;BYMONTH=12;BYMONTHDAY=5")],
    ),
    (
        "Định kỳ 6 tháng (trước ngày 12/6), một năm (trước ngày 05/12) các xã báo cáo.",
        [
            every("YEARLY;BYMONTH=6;BYMONTHDAY=12"),
            every("YEARLY;BYMONTH=12;BYMONTHDAY=5"),
        ],
    ),
    ("Tuyên dương gia đình hiếu học vào dịp 28/6 hằng năm.", [every("YEARLY;BYMONTH=6;BYMONTHDAY=28")]),
    ("Quỹ chuyển tiền vào ngày làm việc cuối cùng của tháng.", [every("MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")]),
    ("Mỗi tháng đối chiếu công nợ với ngân hàng một lần, vào ngày 27.", [every("MONTHLY;BYMONTHDAY=27")]),
    ("Duy trì giao ban 01 lần/tháng.", [every("MONTHLY")]),
    ("Kho mở cửa từ 7 giờ đến 21 giờ hằng ngày.", []),
    # labels, last days of periods, what only explains
    ("Hạn nộp hồ sơ: 15/8/2024.", [("by", None, "2024-08-15", None)]),
    ("Đến cuối tháng 9/2024 hoàn thành số hóa sổ hộ tịch.", [("by", None, "2024-09-30", None)]),
    ("Đến hết năm 2024 hoàn thành việc bàn giao hồ sơ.", [("by", None, "2024-12-31", None)]),
    ("Từ nay đến hết năm 2024, các xã vận động tháo dỡ.", [("within", "2024-02-12", "2024-12-31", None)]),
    ("Các xã nộp kinh phí quý III/2024 trước ngày 25/9/2024.", [("by", None, "2024-09-25", None)]),
    ("Thứ Tư hằng tuần (từ tháng 3/2024 đến tháng 6/2024) các tổ báo cáo.", [every("WEEKLY;BYDAY=WE")]),
    ("Đơn vị nào đến ngày 30/6/2024 thu dưới 45% thì giải trình.", []),
    ("Hộ còn nợ tại thời điểm 30/6/2024 bị nhắc nhở.", []),
    ("Gửi báo cáo trước ngày 22/1 1/2024.", [("by", None, "2024-11-22", None)]),
    # rhythms in lists, once in every period, days of the month after
    ("Các xã báo cáo hằng tháng, quý, 6 tháng.", [every("MONTHLY"), every("MONTHLY;INTERVAL=3"), every("MONTHLY;INTERVAL=6")]),
    ("Sở Kế hoạch định kỳ 03 tháng/1lần báo cáo.", [every("MONTHLY;INTERVAL=3")]),
    ("Chi bộ sinh hoạt thường kỳ mỗi tháng một lần.", [every("MONTHLY")]),
    ("Các trường gửi báo cáo trước ngày 05 của tháng sau.", [every("MONTHLY;BYMONTHDAY=5")]),
    ("Các xã gửi số liệu trước ngày 10 của tháng đầu quý sau.", [every("YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10")]),
    # by
    ("Các chi bộ gửi kế hoạch về Đảng ủy trước ngày 15/3/2024.", [("by", None, "2024-03-15", None)]),
    ("Gửi hồ sơ chậm nhất 17 giờ ngày 30/3/2024.", [("by", None, "2024-03-30", None)]),
    ("Hoàn thành việc lắp đặt xong trước 30/6/2024.", [("by", None, "2024-06-30", None)]),
    (
        "Các xã hoàn thành trước 30/6/2024; các trường báo cáo trước 31/7/2024.",
        [("by", None, "2024-06-30", None), ("by", None, "2024-07-31", None)],
    ),
    # on
    ("Tổ chức lễ kết nạp vào dịp 19/5/2024.", [("on", None, "2024-05-19", None)]),
    ("Khai giảng vào ngày 05/9/2024.", [("on", None, "2024-09-05", None)]),
    # within
    ("Thời gian thực hiện từ nay đến ngày 30/11/2024.", [("within", "2024-02-12", "2024-11-30", None)]),
    ("Công khai danh sách từ ngày 01/7/2024 đến ngày 15/7/2024.", [("within", "2024-07-01", "2024-07-15", None)]),
    ("Tổ chức 02 lớp trong quý II/2024.", [("within", "2024-04-01", "2024-06-30", None)]),
    # every
    ("Các đảng ủy báo cáo kết quả trước ngày 25/01 hằng năm.", [every("YEARLY;BYMONTH=1;BYMONTHDAY=25")]),
    (
        "Các xã nộp danh sách trước ngày 15/6 và 15/12 hằng năm.",
        [every("YEARLY;BYMONTH=6;BYMONTHDAY=15"), every("YEARLY;BYMONTH=12;BYMONTHDAY=15")],
    ),
    ("Gửi báo cáo trước ngày 20 hằng tháng.", [every("MONTHLY;BYMONTHDAY=20")]),
    ("Hằng quý, cấp ủy kiểm điểm trách nhiệm đảng viên được phân công.", [every("MONTHLY;INTERVAL=3")]),
    ("Định kỳ hằng quý, 6 tháng, các xã báo cáo kết quả.", [every("MONTHLY;INTERVAL=3"), every("MONTHLY;INTERVAL=6")]),
    ("Các chi bộ họp mỗi tháng một lần.", [every("MONTHLY")]),
    ("Giao ban vào chiều thứ Sáu hằng tuần.", [every("WEEKLY;BYDAY=FR")]),
    ("Hằng năm xây dựng kế hoạch kết nạp đảng viên.", [every("YEARLY")]),
    ("Hằng năm, Phòng Nội vụ rà soát danh sách.", [every("YEARLY")]),
    # after
    ("Sau khi kết thúc đợt cao điểm, các đơn vị tổng kết và báo cáo.", [("after", None, None, None)]),
    ("Báo cáo ngay sau khi phát hiện ổ dịch.", [("after", None, None, None)]),
    ("Chậm nhất 05 ngày sau khi bế mạc đại hội, gửi hồ sơ về Ban Tổ chức.", [("after", None, None, None)]),
]

NOT_BINDING = [
    "Hội nghị ngày 10/01/2023 đã thống nhất chủ trương.",
    "Căn cứ Luật Đất đai ngày 18/01/2024;",
    "Kế hoạch số 45-KH/HU ngày 12/5/2024 của Huyện ủy đã nêu.",
    "Số liệu tính đến ngày 31/12/2023.",
    "Trước ngày 15/11/2023, các xã phải báo cáo.",
    "Thường xuyên kiểm tra, kịp thời chấn chỉnh.",
    "Định kỳ kiểm tra việc thực hiện.",
    "Đầu năm xây dựng chương trình, cuối năm tổng kết phong trào.",
    "Phấn đấu trong năm 2024 kết nạp 20 đảng viên.",
    "Đánh giá, xếp loại đảng viên hằng năm đúng quy định.",
    "Hoàn thành chỉ tiêu hằng năm.",
    "Chào mừng kỷ niệm 20 năm thành lập huyện (01/01/2004 - 01/01/2024).",
    "Ngày bầu cử là ngày 15/3/2026.",
    "Trước ngày 31/02/2025, các xã báo cáo.",
    "Duy trì chế độ sinh hoạt chi bộ định kỳ.",
    "Thực hiện trong cả nhiệm kỳ.",
]


@pytest.mark.parametrize(("text", "expected"), BINDING)
def test_deadlines(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("text", NOT_BINDING)
def test_no_deadlines(text: str) -> None:
    assert rows(text) == []


def test_a_section_that_looks_back_gives_none() -> None:
    assert rows("**I. TÌNH HÌNH**", "Các xã báo cáo trước ngày 15/11/2024.") == []


def test_a_footnote_gives_none() -> None:
    assert rows("¹ Các xã báo cáo trước ngày 15/11/2024.") == []


@pytest.mark.parametrize(
    ("text", "task", "body", "report_to"),
    [
        (
            "Các chi bộ gửi kế hoạch về Đảng ủy (qua Văn phòng) trước ngày 15/3/2024.",
            "gửi kế hoạch về Đảng ủy (qua Văn phòng)",
            "Các chi bộ",
            "Đảng ủy",
        ),
        (
            "Ban Tổ chức Huyện ủy tổng hợp kết quả, báo cáo Ban Thường vụ Huyện ủy trước ngày 30/11/2024.",
            "tổng hợp kết quả, báo cáo Ban Thường vụ Huyện ủy",
            "Ban Tổ chức Huyện ủy",
            "Ban Thường vụ Huyện ủy",
        ),
        ("Gửi báo cáo trước ngày 20 hằng tháng.", "gửi báo cáo", None, None),
        ("Hằng quý, cấp ủy kiểm điểm trách nhiệm đảng viên.", "kiểm điểm trách nhiệm đảng viên", "cấp ủy", None),
        ("Hằng năm, Phòng Nội vụ rà soát danh sách.", "rà soát danh sách", "Phòng Nội vụ", None),
        ("Hoàn thành trong quý II/2024.", "hoàn thành", None, None),
        ("Công khai danh sách từ ngày 01/7/2024 đến ngày 15/7/2024.", "công khai danh sách", None, None),
        ("Các chi bộ họp mỗi tháng một lần.", "họp một lần", "Các chi bộ", None),
        ("Sau khi kết thúc đợt cao điểm, các đơn vị báo cáo.", None, "các đơn vị", None),
    ],
)
def test_who_does_what_and_reports_to_whom(text: str, task: str | None, body: str | None, report_to: str | None) -> None:
    (found,) = deadlines(text)
    assert (found.body, found.report_to) == (body, report_to)
    if task:
        assert found.task == task


def test_the_heading_names_who_keeps_it() -> None:
    (found,) = deadlines("**1. Ban Tổ chức Huyện ủy**", "- Tổng hợp kết quả trước ngày 30/11/2024.")
    assert (found.body, found.section) == ("Ban Tổ chức Huyện ủy", "s1")


def test_several_are_numbered_in_order() -> None:
    found = deadlines("Các xã báo cáo trước ngày 15/6/2024.", "Các trường báo cáo trước ngày 20/6/2024.")
    assert [(d.id, d.due) for d in found] == [("d1", "2024-06-15"), ("d2", "2024-06-20")]


def test_an_assignment_knows_its_deadlines() -> None:
    facts = directive("Các xã báo cáo kết quả trước ngày 15/6/2024.", "Các trường rà soát danh sách.")
    assert [(a.body, a.deadlines) for a in facts.assignments] == [("Các xã", ("d1",)), ("Các trường", ())]


def test_without_a_date_of_issue_a_window_from_now_has_no_start() -> None:
    (found,) = read_deadlines(passages("Thực hiện từ nay đến ngày 30/11/2024."), None)
    assert (found.start, found.due) == (None, "2024-11-30")


DUTIES = [
    ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"],
    ["1", "Rà soát quỹ đất", "Phòng Kinh tế", "Công an xã; Hội Nông dân", "30/9/2024"],
    ["2", "Báo cáo tiến độ", "Văn phòng", "", "Hằng tháng"],
    ["3", "Mở lớp tập huấn", "Trung tâm Chính trị", "Các thôn", "Quý III/2024"],
]


def test_a_duty_table_gives_deadlines_and_assignments() -> None:
    facts = directive("**1. Tổ chức thực hiện**", "Phân công nhiệm vụ như sau:", DUTIES)
    assert [(d.type, d.due, d.rrule) for d in facts.deadlines] == [
        ("by", "2024-09-30", None),
        ("every", None, "FREQ=MONTHLY"),
        ("within", "2024-09-30", None),
    ]
    assert [(a.body, a.role) for a in facts.assignments if a.anchor.table] == [
        ("Phòng Kinh tế", "lead"),
        ("Công an xã", "coordinate"),
        ("Hội Nông dân", "coordinate"),
        ("Văn phòng", "lead"),
        ("Trung tâm Chính trị", "lead"),
        ("Các thôn", "coordinate"),
    ]
    assert [a.deadlines for a in facts.assignments if a.body == "Phòng Kinh tế"] == [("d1",)]


def test_a_table_of_units_gives_its_last_days_and_owners() -> None:
    rows = [
        ["TT", "Địa bàn", "Số hộ", "Hoàn thành bàn giao", "Đơn vị giúp đỡ"],
        ["1", "Xã Hòa Lạc", "48", "30/4/2024", "Công an huyện"],
        ["2", "Xã Tân Lập", "61", "31/5/2024", "Sở Xây dựng; Điện lực huyện"],
    ]
    facts = directive("**1. Tổ chức thực hiện**", "Giao chỉ tiêu như sau:", rows)
    assert [(d.type, d.due, d.task) for d in facts.deadlines] == [("by", "2024-04-30", "Xã Hòa Lạc"), ("by", "2024-05-31", "Xã Tân Lập")]
    given = [(a.body, a.role, a.task) for a in facts.assignments if a.anchor.table]
    assert given == [
        ("Công an huyện", "implement", "Xã Hòa Lạc"),
        ("Sở Xây dựng", "implement", "Xã Tân Lập"),
        ("Điện lực huyện", "implement", "Xã Tân Lập"),
    ]


def test_months_in_a_cell_are_a_window_each_and_bodies_need_no_head() -> None:
    rows = [
        ["Thời gian", "Nội dung công việc", "Người chuẩn bị", "Phối hợp"],
        ["Tháng 3, 9", "Khảo sát hài lòng", "Bí thư chi bộ", "Chi đoàn"],
        ["01/4 - 25/4", "Ra quân", "Chi hội Phụ nữ", "Như trên"],
    ]
    facts = directive("**1. Tổ chức thực hiện**", "Phân công như sau:", rows)
    assert [(d.type, d.start, d.due) for d in facts.deadlines] == [
        ("within", "2024-03-01", "2024-03-31"),
        ("within", "2024-09-01", "2024-09-30"),
        ("within", "2024-04-01", "2024-04-25"),
    ]
    assert [(a.body, a.role) for a in facts.assignments if a.anchor.table] == [
        ("Bí thư chi bộ", "implement"),
        ("Chi đoàn", "coordinate"),
        ("Chi hội Phụ nữ", "implement"),
        ("Chi đoàn", "coordinate"),
    ]

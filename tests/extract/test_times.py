"""Days, windows, rhythms, events and periods as they are written; a day that no calendar has is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.times import ahead_of_plan, day, month, period_of, quarter, times

Row = tuple[str, str | None, str | None, str | None, str | None]
"""kind, type, begin, due, rrule"""


def rows(text: str) -> list[Row]:
    return [(t.kind, t.type, t.begin, t.due, t.rrule) for t in times(text)]


def by(due: str) -> list[Row]:
    return [("day", "by", None, due, None)]


def on(due: str) -> list[Row]:
    return [("day", "on", None, due, None)]


def within(begin: str | None, due: str) -> list[Row]:
    return [("window", "within", begin, due, None)]


def every(rule: str) -> Row:
    return ("rhythm", "every", None, None, f"FREQ={rule}")


def period(begin: str | None, due: str | None) -> list[Row]:
    return [("period", None, begin, due, None)]


OF_2024: list[tuple[str, list[Row]]] = [
    ("trước ngày 20/6 và ngày 20/12", [*by("2024-06-20"), *by("2024-12-20")]),
    ("vào dịp 26/3 và 02/9", [*on("2024-03-26"), *on("2024-09-02")]),
    ("vào tuần đầu tháng 12", within("2024-12-01", "2024-12-07")),
    ("sơ kết vào quý I năm sau", within("2025-01-01", "2025-03-31")),
    ("trước ngày 31/6", []),
    ("vào dịp 26/3 năm sau", on("2025-03-26")),
    ("trong hai ngày 20 và 21 tháng 9", within("2024-09-20", "2024-09-21")),
    ("vào các tháng 6 và 12", [*within("2024-06-01", "2024-06-30"), *within("2024-12-01", "2024-12-31")]),
    ("riêng các hộ vắng chủ cho phép đến 30/4", by("2024-04-30")),
    ("rà soát danh mục, ngày 15 tháng 8 trình Chủ tịch", on("2024-08-15")),
    ("lấy mẫu; tháng 5 và tháng 11 báo cáo kết quả", [*within("2024-05-01", "2024-05-31"), *within("2024-11-01", "2024-11-30")]),
    ("đợt một đến 15/5, đợt hai đến 20/8", [*by("2024-05-15"), *by("2024-08-20")]),
    ("6 tháng và năm báo cáo (gửi trước ngày 15/6 và 15/12)", [*by("2024-06-15"), *by("2024-12-15")]),
    ("định kỳ 6 tháng (trước ngày 15/6), cả năm (trước ngày 15/12)", [*by("2024-06-15"), *by("2024-12-15")]),
    ("xong trước lễ khai giảng (04/9)", by("2024-09-04")),
]


@pytest.mark.parametrize(("text", "expected"), OF_2024)
def test_times_without_a_year_are_of_the_documents(text: str, expected: list[Row]) -> None:
    assert [(t.kind, t.type, t.begin, t.due, t.rrule) for t in times(text, 2024)] == expected


AFTER: Row = ("event", "after", None, None, None)

TIMES: list[tuple[str, list[Row]]] = [
    # weeks, several days, halves, events with a limit
    ("xong trong tuần thứ hai của tháng 5/2023", within("2023-05-08", "2023-05-14")),
    ("vào tuần cuối tháng 02 năm 2024", within("2024-02-23", "2024-02-29")),
    ("vào các ngày 05, 15 và 25 hàng tháng", [every("MONTHLY;BYMONTHDAY=5,15,25")]),
    ("hằng tháng cập nhật số liệu, ngày 20 gửi", [every("MONTHLY"), every("MONTHLY;BYMONTHDAY=20")]),
    ("hoàn thành trong 6 tháng cuối năm 2024", within("2024-07-01", "2024-12-31")),
    ("thẩm tra trong vòng 05 ngày làm việc", [AFTER]),
    ("sau khi kết thúc hội thi, chậm nhất 07 ngày", [AFTER]),
    ("Kết thúc đợt ra quân, các tổ báo cáo", [AFTER]),
    ("Kết thúc chiến dịch, các tổ báo cáo", [AFTER]),
    ("gửi báo cáo trong ngày.", [AFTER]),
    ("trong 15 ngày trình cấp ủy bổ sung", [AFTER]),
    ("xong trước khai giảng", [AFTER]),
    ("hoàn thành trước khi tổ chức đại hội điểm", [AFTER]),
    # no later than
    ("trước 16 giờ 30 phút ngày 14/11/2025", by("2025-11-14")),
    ("xong trước tiết Thanh minh (04/4/2017)", by("2017-04-04")),
    ("trước ngày 15/11/2025", by("2025-11-15")),
    ("hoàn thành trước 30/6/2024", by("2024-06-30")),
    ("chậm nhất là ngày 5-7-2026", by("2026-07-05")),
    ("chậm nhất 17 giờ ngày 30/3/2026", by("2026-03-30")),
    ("trước 16h30 ngày 30/3/2026", by("2026-03-30")),
    ("gửi trước ngày 05 tháng 7 năm 2026", by("2026-07-05")),
    ("đến hết ngày 31.12.2023", by("2023-12-31")),
    ("hạn cuối ngày 01/9/2020", by("2020-09-01")),
    ("không muộn hơn ngày 18/10/2023", by("2023-10-18")),
    ("xong trước ngày 29/02/2024", by("2024-02-29")),
    ("trước tháng 6/2025", by("2025-05-31")),
    ("hết tháng 02/2024", by("2024-02-29")),
    ("chậm nhất trong tháng 9 năm 2025", by("2025-09-30")),
    ("hết quý III/2026", by("2026-09-30")),
    ("trước quý II năm 2025", by("2025-03-31")),
    # on a day
    ("thực hiện đến 31/12/2025", by("2025-12-31")),
    ("vào dịp 19/5/2024", on("2024-05-19")),
    ("khai mạc vào ngày 18/6/2026", on("2026-06-18")),
    ("chào mừng kỷ niệm ngày 03/02/2025", on("2025-02-03")),
    ("ngày 04/8/2025", on("2025-08-04")),
    ("ngày 16 tháng 3 năm 2021", on("2021-03-16")),
    ("vào 8 giờ 00 ngày 20/5/2025", on("2025-05-20")),
    ("08h00', thứ Hai, ngày 12/5/2025", on("2025-05-12")),
    # windows
    ("từ nay đến ngày 31/12/2023", within(None, "2023-12-31")),
    ("từ nay cho đến hết ngày 30/6/2026", within(None, "2026-06-30")),
    ("từ ngày 01/7/2025 đến ngày 15/8/2025", within("2025-07-01", "2025-08-15")),
    ("từ 01/7/2025 - 15/8/2025", within("2025-07-01", "2025-08-15")),
    ("từ ngày 01/7 đến hết ngày 15/8/2025", within("2025-07-01", "2025-08-15")),
    ("từ ngày 05 đến ngày 20/9/2025", within("2025-09-05", "2025-09-20")),
    ("từ tháng 3 đến tháng 9/2026", within("2026-03-01", "2026-09-30")),
    ("từ tháng 11/2025 đến hết tháng 02/2026", within("2025-11-01", "2026-02-28")),
    ("từ ngày 14 đến ngày 16/8/2026", within("2026-08-14", "2026-08-16")),
    ("từ tháng 3/2025 đến tháng 5/2025", within("2025-03-01", "2025-05-31")),
    ("trong quý I/2024", within("2024-01-01", "2024-03-31")),
    ("trong quý 4 năm 2025", within("2025-10-01", "2025-12-31")),
    ("trong tháng 02/2025", within("2025-02-01", "2025-02-28")),
    ("tháng 9 năm 2025", within("2025-09-01", "2025-09-30")),
    ("từ nay đến hết tháng 3/2026", within(None, "2026-03-31")),
    ("trong tháng 11 và tháng 12/2025", within("2025-11-01", "2025-12-31")),
    ("vào các ngày 02, 03 và 04/02/2024", within("2024-02-02", "2024-02-04")),
    # rhythms
    ("vào thứ Hai, thứ Năm hằng tuần", [every("WEEKLY;BYDAY=MO,TH")]),
    ("sáng Chủ nhật hằng tuần", [every("WEEKLY;BYDAY=SU")]),
    ("1 giờ một lần", [every("HOURLY")]),
    ("nửa năm kiểm điểm một lần", [every("MONTHLY;INTERVAL=6")]),
    ("hằng quý báo cáo trước ngày 20 tháng cuối quý", [every("YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")]),
    ("hằng tháng gửi trước ngày 20; báo cáo trước ngày 25.", [every("MONTHLY;BYMONTHDAY=20"), every("MONTHLY;BYMONTHDAY=25")]),
    ("mỗi tháng 02 lần vào ngày 05 và 20", [every("MONTHLY;BYMONTHDAY=5,20")]),
    ("từ quý I/2025 đến quý III/2025", within("2025-01-01", "2025-09-30")),
    ("từ quý I đến quý III/2025", within("2025-01-01", "2025-09-30")),
    ("quý III, IV/2025", within("2025-07-01", "2025-12-31")),
    ("hằng tháng (trước ngày 20)", [every("MONTHLY;BYMONTHDAY=20")]),
    ("ngày 20 của tháng cuối mỗi quý", [every("YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")]),
    (
        "trước ngày 15/6 (báo cáo 6 tháng) và trước ngày 15/12 (báo cáo năm) hằng năm",
        [every("YEARLY;BYMONTH=6;BYMONTHDAY=15"), every("YEARLY;BYMONTH=12;BYMONTHDAY=15")],
    ),
    ("trước ngày 25/01 hằng năm", [every("YEARLY;BYMONTH=1;BYMONTHDAY=25")]),
    ("trước ngày 10/12 hàng năm", [every("YEARLY;BYMONTH=12;BYMONTHDAY=10")]),
    ("trước ngày 15/6 và 15/12 hằng năm", [every("YEARLY;BYMONTH=6;BYMONTHDAY=15"), every("YEARLY;BYMONTH=12;BYMONTHDAY=15")]),
    (
        "trước ngày 20/3, 20/6, 20/9, 20/12 hằng năm",
        [every(f"YEARLY;BYMONTH={number};BYMONTHDAY=20") for number in (3, 6, 9, 12)],
    ),
    ("trước ngày 10 tháng 12 hằng năm", [every("YEARLY;BYMONTH=12;BYMONTHDAY=10")]),
    ("mỗi năm hai lần vào tháng 6 và tháng 11", [every("YEARLY;BYMONTH=6,11")]),
    ("trước ngày 20 hằng tháng", [every("MONTHLY;BYMONTHDAY=20")]),
    ("vào ngày 15 hàng tháng", [every("MONTHLY;BYMONTHDAY=15")]),
    ("ngày 25 mỗi tháng", [every("MONTHLY;BYMONTHDAY=25")]),
    ("trước ngày 20 của tháng cuối quý", [every("YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")]),
    ("chiều thứ Sáu hằng tuần", [every("WEEKLY;BYDAY=FR")]),
    ("mỗi tuần báo cáo một lần, vào thứ Hai", [every("WEEKLY;BYDAY=MO")]),
    ("hằng tháng báo cáo", [every("MONTHLY")]),
    ("định kỳ hằng quý", [every("MONTHLY;INTERVAL=3")]),
    ("ba tháng một lần", [every("MONTHLY;INTERVAL=3")]),
    ("hằng quý, 6 tháng sơ kết", [every("MONTHLY;INTERVAL=3"), every("MONTHLY;INTERVAL=6")]),
    ("định kỳ 6 tháng báo cáo", [every("MONTHLY;INTERVAL=6")]),
    ("định kỳ 6 tháng, một năm báo cáo", [every("MONTHLY;INTERVAL=6"), every("YEARLY")]),
    (
        "hàng tháng, hàng quý, 6 tháng và hàng năm",
        [every("MONTHLY"), every("MONTHLY;INTERVAL=3"), every("MONTHLY;INTERVAL=6"), every("YEARLY")],
    ),
    ("hằng năm tổng kết", [every("YEARLY")]),
    ("giao ban hằng tuần", [every("WEEKLY")]),
    ("trực hằng ngày", [every("DAILY")]),
    # events
    ("sau khi kết thúc đợt kiểm tra", [AFTER]),
    ("ngay sau khi phát hiện ổ dịch", [AFTER]),
    ("chậm nhất 05 ngày sau khi bế mạc đại hội", [AFTER]),
    ("trong thời hạn 10 ngày làm việc, kể từ ngày nhận hồ sơ", [AFTER]),
    # periods of figures
    ("năm 2024", period("2024-01-01", "2024-12-31")),
    ("trong năm 2025", period("2025-01-01", "2025-12-31")),
    ("năm học 2018 - 2019", period("2018-01-01", "2019-12-31")),
    ("nhiệm kỳ 2020 - 2025", period("2020-01-01", "2025-12-31")),
    ("giai đoạn 2021-2025", period("2021-01-01", "2025-12-31")),
    ("đến năm 2030", period(None, "2030-12-31")),
    ("6 tháng đầu năm 2021", period("2021-01-01", "2021-06-30")),
    ("06 tháng cuối năm 2021", period("2021-07-01", "2021-12-31")),
    ("6 tháng đầu năm", period(None, None)),
    ("trong cả nhiệm kỳ", period(None, None)),
    # several
    ("trước ngày 15/6/2026 và ngày 20/6/2026", [*by("2026-06-15"), *by("2026-06-20")]),
    ("năm 2024 và quý I/2025", [*period("2024-01-01", "2024-12-31"), *within("2025-01-01", "2025-03-31")]),
]

NO_TIMES = [
    "từ ngày 01/7/2025 đến ngày 31/6/2025",
    "trước ngày 31/02/2025",
    "ngày 30/02/2024",
    "trước ngày 29/02/2023",
    "trước ngày 31/4/2026",
    "ngày 32/01/2025",
    "ngày 10/13/2025",
    "ngày 00/5/2025",
    "27/39 cơ sở đảng",
    "số 15/2010/QĐ-UBND",
    "kỷ niệm 20 năm thành lập",
    "thường xuyên, kịp thời",
    "trong 05 ngày",
    "quý III",
    "thứ Sáu",
    "hai năm liền",
    "",
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_times(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("16 tháng 3 năm 2021", "2021-03-16"),
        ("09/4/2019", "2019-04-09"),
        ("1-1-2026", "2026-01-01"),
        ("ngày 05.07.2020", "2020-07-05"),
        ("31/11/2020", None),
        ("tháng 3 năm 2021", None),
        ("", None),
    ],
)
def test_day(text: str, iso: str | None) -> None:
    assert day(text) == iso


DATES = st.dates(dt.date(1945, 1, 1), dt.date(2099, 12, 31))


@given(DATES, st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.day:02}/{0.month:02}/{0.year}", "{0.day} tháng {0.month} năm {0.year}"]))
def test_every_day_is_read_back(date: dt.date, form: str) -> None:
    assert rows(f"Các chi bộ báo cáo trước ngày {form.format(date)}.") == by(date.isoformat())


@given(st.integers(1, 4), st.integers(2000, 2050))
def test_quarters_follow_each_other(number: int, year: int) -> None:
    begin, due = map(dt.date.fromisoformat, quarter(number, year))
    following = quarter(1, year + 1) if number == 4 else quarter(number + 1, year)
    assert (begin.day, (begin.month - 1) % 3) == (1, 0)
    assert due + dt.timedelta(1) == dt.date.fromisoformat(following[0])


@given(st.integers(1, 12), st.integers(2000, 2050))
def test_months_end_on_their_last_day(number: int, year: int) -> None:
    begin, due = map(dt.date.fromisoformat, month(number, year))
    assert (begin.day, begin.month, due.month) == (1, number, number)
    assert (due + dt.timedelta(1)).day == 1


def test_a_time_knows_its_place() -> None:
    text = "Các xã báo cáo trước ngày 25/01 hằng năm."
    (found,) = times(text)
    assert text[found.start : found.end] == "trước ngày 25/01 hằng năm"
    assert found.cued


def test_a_period_keeps_the_words() -> None:
    text = "Nhiệm kỳ 2020 - 2025 kết nạp 1.600 đảng viên"
    (found,) = times(text)
    assert (period_of(found, text).start, period_of(found, text).text) == ("2020-01-01", "Nhiệm kỳ 2020 - 2025")


OF_ITS_YEAR: list[tuple[str, list[Row]]] = [
    ("đến 31/12 giải quyết được 80% hồ sơ", by("2025-12-31")),
    ("đến hết ngày 20/11 hoàn thành", by("2025-11-20")),
    ("tiêm chủng từ 15/4 đến 15/6 tại các xã", within("2025-04-15", "2025-06-15")),
    ("tổ chức từ ngày 10/11 đến ngày 18/11", within("2025-11-10", "2025-11-18")),
    ("hoàn thành trong quý II và quý III", within("2025-04-01", "2025-09-30")),
    ("hoàn thành trong tháng 9 hằng năm", [every("YEARLY;BYMONTH=9")]),
    ("tính đến 31/12 còn 5 hồ sơ", []),
    ("đến 3/4 số hộ có nước sạch", []),
]


@pytest.mark.parametrize(("text", "expected"), OF_ITS_YEAR)
def test_a_time_without_a_year_takes_the_one_of_the_document(text: str, expected: list[Row]) -> None:
    assert [(t.kind, t.type, t.begin, t.due, t.rrule) for t in times(text, 2025)] == expected


@pytest.mark.parametrize(
    ("issued_on", "due"),
    [("2023-10-28", "2023-12-05"), ("2023-12-01", "2024-12-05"), ("2023-08-01", "2024-12-05"), (None, "2024-12-05")],
)
def test_a_day_soon_after_the_papers_own_is_of_its_year(issued_on: str | None, due: str) -> None:
    (found,) = times("xong trước ngày 05/12", 2024)
    assert ahead_of_plan(found, issued_on).due == due


def test_a_day_with_its_year_stays() -> None:
    (found,) = times("xong trước ngày 05/12/2024", 2024)
    assert ahead_of_plan(found, "2023-10-28") == found

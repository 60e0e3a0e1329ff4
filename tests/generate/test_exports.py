"""The files people take away, read back with the programs that they will be opened with."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from extract.directive import (
    Allocation,
    Anchor,
    Assignment,
    Deadline,
    Directive,
    Finding,
    Period,
    Reference,
    Section,
    Source,
    TableFacts,
    TableRow,
    Target,
    from_json,
)
from generate.calendar import deadlines_ics, first_occurrence
from generate.exports import csv_bytes, export, guarded
from generate.labels import is_plain_number, section_paths, shown_amount, shown_number, shown_rhythm
from generate.summary import shared_tasks, summary_html

TODAY = dt.date(2026, 3, 5)


def at(quote: str, page: int | None = 2) -> Anchor:
    return Anchor(page, 7, 0, len(quote), None, quote)


def deadline(name: str, kind: str, **values: Any) -> Deadline:
    return Deadline(
        **{
            "id": name, "type": kind, "start": None, "due": None, "rrule": None, "task": "gửi báo cáo", "body": "Chi bộ thôn Đông",
            "report_to": "Đảng ủy xã", "section": "s2", "anchor": at("gửi báo cáo về Đảng ủy xã"), **values,
        }
    )  # fmt: skip


def target(**values: Any) -> Target:
    return Target(
        **{
            "id": "t1", "status": "target", "action": "kết nạp", "low": None, "high": None, "strict": False, "unit": "đảng viên",
            "of": None,            "each": None, "body": None, "period": None, "section": None, "anchor": at("kết nạp đảng viên"), **values,
        }
    )  # fmt: skip


DIRECTIVE = Directive(
    source=Source("=1+2 kế hoạch.docx", "c0ffee" * 10 + "abcd", "docx", 3, ocr=False, confidence=None),
    kind="KH",
    number="12-KH/ĐU",
    issued_on="2026-02-10",
    issuer="Đảng ủy xã Hồng Lĩnh",
    subject="trồng cây <đầu năm> & chăm sóc",
    period=Period("2026-01-01", "2026-12-31", "năm 2026"),
    references=(Reference("5-KH/TU", "KH", "2026-01-04", "Tỉnh ủy", "trồng cây", at("Kế hoạch số 5-KH/TU")),),
    sections=(Section("s1", "II-", "NHIỆM VỤ", 1, None, at("II- NHIỆM VỤ")), Section("s2", "1.", "Báo cáo", 2, "s1", at("1. Báo cáo"))),
    targets=(target(low=1800, high=2000, unit="cây", section="s2"), target(id="t2", low=90, unit="%", of="hộ", strict=True)),
    deadlines=(
        deadline("d1", "by", due="2026-06-30"),
        deadline("d2", "within", start="2026-03-01", due="2026-03-15"),
        deadline("d3", "every", rrule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25"),
        deadline("d4", "every", rrule="FREQ=MONTHLY"),
        deadline("d5", "after"),
        deadline("d6", "every"),
    ),
    assignments=(Assignment("a1", "- Chi bộ thôn Đông", "lead", "trồng cây", ("d1", "d2"), "s2", at("Chi bộ thôn Đông chủ trì")),),
    tables=(
        TableFacts(
            "b1",
            "Giao chỉ tiêu",
            (2, 3),
            "tables/1.csv",
            "quota",
            ("TT", "Đơn vị", "Tổng", "Chia ra / Quý I"),
            (
                TableRow("group", ("KHỐI THÔN", "", "", "")),
                TableRow("unit", ("01", '=HYPERLINK("x")', "5", "-")),
                TableRow("total", ("Cộng", "", "1.005", "-3")),
            ),
        ),
    ),
    allocations=(
        Allocation('Thôn Đông, "mới"', "KHỐI THÔN", "Tổng", None, 5.0, at("5")),
        Allocation("@Thôn Tây", None, "Tổng", "Quý I", None, at("-")),
    ),
    findings=(
        Finding("warning", "sum-mismatch", "Cột Tổng in 1.005, cộng lại là 5.", at("1.005", 3)),
        Finding("info", "x", "Không có chỗ."),
    ),
)


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.replace("\r\n", "").count("\n") == 0
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_file_of_the_contract_is_there() -> None:
    files = export(DIRECTIVE, TODAY)
    assert set(files) == {
        "directive.json", "targets.csv", "deadlines.csv", "deadlines.ics", "assignments.csv", "tables/1.csv", "allocations.csv",
        "workbook.xlsx", "summary.html",
    }  # fmt: skip
    assert from_json(files["directive.json"].decode()) == DIRECTIVE
    assert export(DIRECTIVE, TODAY)["deadlines.ics"] == files["deadlines.ics"]


def test_lists_hold_each_fact_with_its_place() -> None:
    files = export(DIRECTIVE, TODAY)
    targets = [dict(zip(rows(files["targets.csv"])[0], row, strict=True)) for row in rows(files["targets.csv"])[1:]]
    assert [(t["low"], t["high"], t["strict"], t["unit"], t["page"], t["section"]) for t in targets] == [
        ("1800", "2000", "false", "cây", "2", "s2"),
        ("90", "", "true", "%", "2", ""),
    ]
    assert rows(files["deadlines.csv"])[3][:5] == ["d3", "every", "", "", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25"]
    assert rows(files["assignments.csv"])[1] == [
        "a1",
        "'- Chi bộ thôn Đông",
        "lead",
        "trồng cây",
        "d1 d2",
        "s2",
        "2",
        "Chi bộ thôn Đông chủ trì",
    ]
    assert rows(files["allocations.csv"]) == [
        ["unit", "group", "measure", "part", "value"],
        ['Thôn Đông, "mới"', "KHỐI THÔN", "Tổng", "", "5"],
        ["'@Thôn Tây", "", "Tổng", "Quý I", ""],
    ]


def test_a_table_is_as_printed_and_runs_nothing() -> None:
    assert rows(export(DIRECTIVE, TODAY)["tables/1.csv"]) == [
        ["TT", "Đơn vị", "Tổng", "Chia ra / Quý I"],
        ["KHỐI THÔN", "", "", ""],
        ["01", '\'=HYPERLINK("x")', "5", "'-"],
        ["Cộng", "", "1.005", "-3"],
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+2", "'=1+2"),
        ("+84 255", "'+84 255"),
        ("- Chi bộ 1", "'- Chi bộ 1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-", "'-"),
        ("-5", "-5"),
        ("+5", "+5"),
        ("-1.234,5", "-1.234,5"),
        ("-5+cmd|'/c calc'!A0", "'-5+cmd|'/c calc'!A0"),
        ("Đảng bộ", "Đảng bộ"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_guarded(text: str, written: str) -> None:
    assert guarded(text) == written


def test_quoting_survives_commas_quotes_and_line_breaks() -> None:
    head, *body = rows(csv_bytes(["a", "b"], [["x, y", 'nói "được"'], ["dòng 1\ndòng 2".replace("\n", "\r\n"), -2.5]]))
    assert head == ["a", "b"]
    assert body == [["x, y", 'nói "được"'], ["dòng 1\r\ndòng 2", "-2.5"]]


def events(directive: Directive, today: dt.date = TODAY) -> dict[str, Any]:
    calendar = Calendar.from_ical(deadlines_ics(directive, today))
    return {str(event["UID"]).split("-")[-1].split("@")[0]: event for event in calendar.walk("VEVENT")}


def test_calendar_holds_days_windows_and_rhythms_and_leaves_out_what_has_no_day() -> None:
    found = events(DIRECTIVE)
    assert set(found) == {"d1", "d2", "d3", "d4"}
    spans = {name: (event.decoded("DTSTART"), event.decoded("DTEND")) for name, event in found.items()}
    assert spans["d1"] == (dt.date(2026, 6, 30), dt.date(2026, 7, 1))
    assert spans["d2"] == (dt.date(2026, 3, 1), dt.date(2026, 3, 16))
    assert spans["d3"] == (dt.date(2027, 1, 25), dt.date(2027, 1, 26))
    assert found["d3"]["RRULE"].to_ical() == b"FREQ=YEARLY;BYMONTHDAY=25;BYMONTH=1"
    assert spans["d4"][0] == dt.date(2026, 3, 1)
    assert found["d1"]["SUMMARY"] == "gửi báo cáo (12-KH/ĐU)"
    for told in ("Chi bộ thôn Đông", "Đảng ủy xã", "gửi báo cáo về Đảng ủy xã", "Trang 2"):
        assert told in found["d1"]["DESCRIPTION"]


def test_calendar_of_a_file_without_pages_names_the_file() -> None:
    unpaged = replace(DIRECTIVE, deadlines=(deadline("d1", "on", due="2026-06-30", anchor=at("ngày 30/6", page=None)),))
    assert events(unpaged)["d1"]["DESCRIPTION"].endswith("Trong =1+2 kế hoạch.docx")


def test_calendar_says_where_it_chose_the_day_itself() -> None:
    undated = replace(DIRECTIVE, issued_on=None)
    dated, unknown = events(DIRECTIVE), events(undated)
    assert "không nêu ngày" in dated["d4"]["DESCRIPTION"]
    assert "không nêu ngày" not in dated["d3"]["DESCRIPTION"]
    assert "ngày xử lý (05/03/2026)" in unknown["d3"]["DESCRIPTION"]
    assert unknown["d3"].decoded("DTSTART") == dt.date(2027, 1, 25)


def test_rhythm_with_an_end_stops_there() -> None:
    ending = replace(
        DIRECTIVE, deadlines=(deadline("d1", "every", rrule="FREQ=MONTHLY;BYMONTHDAY=15", start="2026-03-01", due="2026-12-31"),)
    )
    event = events(ending)["d1"]
    assert event.decoded("DTSTART") == dt.date(2026, 3, 15)
    assert event["RRULE"]["UNTIL"] == [dt.date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("rrule", "base", "first"),
    [
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25", "2026-01-25", "2026-01-25"),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25", "2026-01-26", "2027-01-25"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-02-03", "2026-02-28"),
        ("FREQ=MONTHLY;INTERVAL=3", "2026-01-31", "2026-02-01"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31", "2026-01-01", "2026-01-31"),
        ("FREQ=YEARLY", "2026-12-31", "2027-01-01"),
        ("FREQ=WEEKLY;BYDAY=FR", "2026-03-05", "2026-03-06"),
        ("FREQ=DAILY", "2026-03-05", "2026-03-05"),
    ],
)
def test_a_rhythm_starts_with_its_first_day_from_the_base_on(rrule: str, base: str, first: str) -> None:
    assert first_occurrence(rrule, dt.date.fromisoformat(base)) == dt.date.fromisoformat(first)


def test_workbook_has_a_sheet_for_each_list_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(DIRECTIVE, TODAY)["workbook.xlsx"]))
    assert book.sheetnames == ["Văn bản", "Chỉ tiêu", "Thời hạn", "Phân công", "Bảng 1", "Phân bổ", "Cần xem lại"]
    table = [[cell.value for cell in row] for row in book["Bảng 1"].iter_rows()]
    assert table[2] == ["01", '=HYPERLINK("x")', 5, "-"]
    assert table[3] == ["Cộng", None, "1.005", -3]
    assert [cell.data_type for row in book["Bảng 1"].iter_rows() for cell in row].count("f") == 0
    assert book["Chỉ tiêu"]["D2"].value == "từ 1.800 đến 2.000 cây"
    assert book["Chỉ tiêu"].freeze_panes == "A2"
    assert book["Văn bản"]["B13"].value == "=1+2 kế hoạch.docx"
    assert [row[1].value for row in book["Cần xem lại"].iter_rows(min_row=2)] == ["Cột Tổng in 1.005, cộng lại là 5.", "Không có chỗ."]


class Page(HTMLParser):
    """The page's text, and every address that it would fetch or follow."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action", "srcset"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_summary_shows_everything_and_needs_nothing_from_elsewhere() -> None:
    html = summary_html(DIRECTIVE).decode()
    page = Page(html)
    text = " ".join(" ".join(page.words).split())
    assert all(address.startswith("#") for address in page.addresses)
    assert not page.tags & {"script", "img", "link", "iframe", "object"}
    assert "url(" not in html
    for shown in (
        "Kế hoạch số 12-KH/ĐU", "trồng cây <đầu năm> & chăm sóc", "từ 1.800 đến 2.000 cây", "trên 90% hộ", "30/06/2026",
        "01/03/2026 – 15/03/2026",
        "hằng năm, ngày 25/01", "hằng tháng", "chủ trì", "Cột Tổng in 1.005, cộng lại là 5.", "(trang 3)", "Mục II.1, trang 2", "5-KH/TU",
        "=1+2 kế hoạch.docx", "Không thấy trong văn bản",
    ):  # fmt: skip
        assert shown in text


def test_what_weighs_most_stands_first_and_repaired_words_of_a_scan_last() -> None:
    repaired = Finding("info", "ocr-repaired", "Trang 1: chữ đọc từ ảnh “TÈ” đã sửa thành “TẾ”.")
    found = (repaired, Finding("info", "x", "Ghi chú."), Finding("warning", "y", "Số chưa chắc."), Finding("error", "z", "Thiếu bảng."))
    text = " ".join(Page(summary_html(replace(DIRECTIVE, findings=found)).decode()).words)
    places = [text.index(word) for word in ("Thiếu bảng.", "Số chưa chắc.", "Ghi chú.", "“TÈ”")]
    assert places == sorted(places)


def test_bodies_of_one_passage_share_a_row() -> None:
    first = DIRECTIVE.assignments[0]
    assignments = (first, replace(first, id="a2", body="Chi bộ thôn Tây"), replace(first, id="a3", role="coordinate"))
    shared = shared_tasks(replace(DIRECTIVE, assignments=assignments))
    assert [task.bodies for task in shared] == [("- Chi bộ thôn Đông", "Chi bộ thôn Tây"), ("- Chi bộ thôn Đông",)]


def test_summary_of_a_document_that_says_nothing() -> None:
    empty = Directive(source=Source("trống.docx", "0" * 64, "docx", None, ocr=False, confidence=None))
    text = " ".join(Page(summary_html(empty).decode()).words)
    for shown in ("trống.docx", "Không thấy thời hạn.", "Không có bảng."):
        assert shown in text
    assert json.loads(export(empty, TODAY)["directive.json"])["issued_on"] is None
    assert events(empty) == {}


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"low": 200, "high": 200}, "200 đảng viên"),
        ({"low": 1800, "high": 2000}, "từ 1.800 đến 2.000 đảng viên"),
        ({"low": 2}, "ít nhất 2 đảng viên"),
        ({"low": 100, "strict": True}, "trên 100 đảng viên"),
        ({"high": 5, "unit": "%"}, "không quá 5%"),
        ({"high": 5, "strict": True}, "dưới 5 đảng viên"),
        ({"low": 82.5, "high": 82.5, "unit": "%", "of": "ấp, khu vực"}, "82,5% ấp, khu vực"),
        ({"low": 1, "high": 1, "each": "mỗi chi bộ"}, "1 đảng viên (mỗi chi bộ)"),
        ({"low": 3, "high": 3, "unit": None}, "3"),
        ({"low": 0.6667, "unit": None, "of": "số ủy viên"}, "ít nhất 2/3 số ủy viên"),
        ({"low": 0.5, "strict": True, "unit": None, "of": "số hộ"}, "trên 1/2 số hộ"),
        ({"low": 0.68, "high": 0.68, "unit": None, "of": "tổng số"}, "0,68 tổng số"),
        ({}, ""),
    ],
)
def test_amounts_read_like_the_document(values: dict[str, Any], shown: str) -> None:
    assert shown_amount(target(**values)) == shown


@pytest.mark.parametrize(
    ("rrule", "shown"),
    [
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25", "hằng năm, ngày 25/01"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", "hằng năm, ngày 15/06, 15/12"),
        ("FREQ=MONTHLY", "hằng tháng"),
        ("FREQ=MONTHLY;INTERVAL=3", "3 tháng một lần"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "hằng tháng, ngày 20"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "hằng tháng, ngày cuối tháng"),
        ("FREQ=YEARLY;BYMONTH=11", "hằng năm, tháng 11"),
        ("FREQ=WEEKLY;BYDAY=FR", "hằng tuần"),
        (None, ""),
    ],
)
def test_rhythms_in_words(rrule: str | None, shown: str) -> None:
    assert shown_rhythm(rrule) == shown


@pytest.mark.parametrize(("value", "shown"), [(5, "5"), (1800, "1.800"), (12.5, "12,5"), (1234567.25, "1.234.567,25"), (0, "0")])
def test_numbers_the_vietnamese_way(value: float, shown: str) -> None:
    assert shown_number(value) == shown


@pytest.mark.parametrize(
    ("text", "plain"), [("5", True), ("-5", True), ("1.800", True), ("12,5", True), ("1-2", False), ("- 5", False), ("", False)]
)
def test_what_counts_as_a_figure(text: str, plain: bool) -> None:
    assert is_plain_number(text) is plain


def test_section_paths_do_not_say_a_number_twice() -> None:
    sections = (
        Section("s1", "II-", None, 1, None, at("")),
        Section("s2", "1.", None, 2, "s1", at("")),
        Section("s3", "1.1.", None, 3, "s2", at("")),
        Section("s4", "a)", None, 4, "s3", at("")),
    )
    assert section_paths(replace(DIRECTIVE, sections=sections)) == {"s1": "II", "s2": "II.1", "s3": "II.1.1", "s4": "II.1.1.a"}

"""Lines of a PDF to paragraphs: what belongs together stays together, what is parted stays parted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document
from ingest.layout.lines import line
from ingest.layout.paragraphs import Dashes, joins_tight
from ingest.pdf_page import Word
from tests.ingest.pdf_files import INDENT, LEFT, PITCH, RIGHT, Sheet, read, width

FIRST = (
    "Thực hiện Chương trình công tác năm, Ban Thường vụ Đảng ủy xây dựng kế hoạch bồi dưỡng quần chúng ưu tú, "
    "phấn đấu trong năm mở ít nhất hai lớp cho những người được các chi bộ giới thiệu."
)
SECOND = "Các chi bộ trực thuộc căn cứ kế hoạch này lập danh sách, gửi về Văn phòng Đảng ủy trước ngày 15 tháng 3 để tổng hợp, báo cáo."


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def word(text: str, x0: float = 0.0, **form: bool) -> Word:
    return Word(text, x0, 0, x0 + width(text), 14, 12, 14, bold=False, italic=False, **form)


def test_wrapped_lines_are_one_paragraph_and_an_indent_begins_the_next() -> None:
    sheet = Sheet()
    end = sheet.paragraph(70, FIRST)
    sheet.paragraph(end, SECOND)
    assert texts(read(sheet)) == [FIRST, SECOND]


def test_a_paragraph_runs_over_the_page_and_keeps_both_places() -> None:
    lines = Sheet()
    lines.paragraph(70, FIRST + " " + SECOND)
    first = Sheet(pieces=[(t, x, y + 600, s, f) for t, x, y, s, f in lines.pieces[:3]])
    second = Sheet(pieces=[(t, x, y - 40, s, f) for t, x, y, s, f in lines.pieces[3:]])
    document = read(first, second)
    assert texts(document) == [FIRST + " " + SECOND]
    assert document.paragraphs[0].pages == (1, 2)
    assert len(document.paragraphs[0].boxes) == 2


@pytest.mark.parametrize("label", ["1.", "1.2.", "II-", "a)", "-", "+", "*"])
def test_a_label_begins_a_paragraph_even_after_a_full_line(label: str) -> None:
    filled = "Chi bộ lập danh sách gửi " + "x" * 100
    line_width = int((RIGHT - LEFT - INDENT) / 7)
    sheet = Sheet().text(LEFT + INDENT, 100, filled[: line_width - 1] + ";")
    sheet.text(LEFT + INDENT, 118, f"{label} Văn phòng theo dõi, báo cáo.")
    sheet.paragraph(200, FIRST)
    assert texts(read(sheet))[1] == f"{label} Văn phòng theo dõi, báo cáo."


def test_a_range_cut_at_the_line_end_is_no_list_item() -> None:
    text = "Căn cứ Nghị quyết của Đảng bộ phường nhiệm kỳ 2030 – 2035, Đảng ủy xây dựng kế hoạch như sau:"
    head, tail = text.split(" – ")
    sheet = Sheet()
    sheet.paragraph(70, FIRST)
    sheet.text(RIGHT - width(head), 250, head).text(LEFT, 250 + PITCH, f"– {tail}")
    assert text in texts(read(sheet))


def test_the_head_stands_side_by_side() -> None:
    sheet = Sheet()
    for baseline, left, right in (
        (70, "ĐẢNG BỘ TỈNH X", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (88, "ĐẢNG ỦY XÃ Y", ""),
        (106, "*", "Y, ngày 05 tháng 3 năm 2026"),
        (124, "Số 12-KH/ĐU", ""),
    ):
        sheet.centred(baseline, left, middle=160)
        if right:
            sheet.centred(baseline, right, 13, middle=430)
    sheet.centred(170, "KẾ HOẠCH")
    sheet.centred(188, "bồi dưỡng quần chúng ưu tú")
    sheet.paragraph(210, FIRST + " " + SECOND)
    document = read(sheet)
    assert [(p.column, p.text) for p in document.paragraphs] == [
        (0, "ĐẢNG BỘ TỈNH X"),
        (0, "ĐẢNG ỦY XÃ Y"),
        (0, "*"),
        (0, "Số 12-KH/ĐU"),
        (1, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (1, "Y, ngày 05 tháng 3 năm 2026"),
        (None, "KẾ HOẠCH"),
        (None, "bồi dưỡng quần chúng ưu tú"),
        (None, FIRST + " " + SECOND),
    ]
    assert document.paragraphs[6].alignment == "center"


def test_the_foot_stands_side_by_side_and_an_item_that_runs_over_is_one() -> None:
    sheet = Sheet()
    end = sheet.paragraph(70, FIRST)
    sheet.text(LEFT, end + 30, "Nơi nhận:", 12).centred(end + 30, "T/M BAN THƯỜNG VỤ", middle=430)
    items = ["- Huyện ủy (để báo cáo),", "- Các chi bộ trực thuộc Đảng ủy và", "các đoàn thể,", "- Lưu Văn phòng."]
    for number, item in enumerate(items):
        sheet.text(LEFT, end + 46 + 14 * number, item, 11)
    sheet.centred(end + 48, "BÍ THƯ", middle=430).centred(end + 120, "Trần Văn A", middle=430)
    read_back = [(p.column, p.text) for p in read(sheet).paragraphs[1:]]
    assert read_back == [
        (0, "Nơi nhận:"),
        (0, "- Huyện ủy (để báo cáo),"),
        (0, "- Các chi bộ trực thuộc Đảng ủy và các đoàn thể,"),
        (0, "- Lưu Văn phòng."),
        (1, "T/M BAN THƯỜNG VỤ"),
        (1, "BÍ THƯ"),
        (1, "Trần Văn A"),
    ]


def test_a_blank_left_for_the_day_is_no_gutter() -> None:
    sheet = Sheet()
    end = sheet.paragraph(70, FIRST)
    sheet.text(200, end + 30, "Hợp Tiến, ngày").text(340, end + 30, "tháng 3 năm 2026")
    assert [(p.column, p.text) for p in read(sheet).paragraphs][1:] == [(None, "Hợp Tiến, ngày tháng 3 năm 2026")]


@pytest.mark.parametrize(
    ("before", "after", "loose", "tight"),
    [
        ("khối CT-", "XH phường", False, True),
        ("nhiệm kỳ 2030-", "2035", False, True),
        ("Kế hoạch 04-", "KH/HU", True, True),
        ("tổ chức chính trị-", "xã hội", True, False),
        ("tổ chức chính trị-", "xã hội", False, True),
        ("nhiệm kỳ 2030 -", "2035", False, False),
    ],
)
def test_a_hyphen_at_the_line_end(before: str, after: str, loose: bool, tight: bool) -> None:
    a, b = line([word(before)], 1), line([word(after)], 1)
    assert joins_tight(a, b, loose=loose) is tight


@pytest.mark.parametrize(
    ("lines", "loose"),
    [
        (["các tổ chức chính trị- xã hội", "phát triển kinh tế- xã hội"], True),
        (["I- Mục đích", "II- Nhiệm vụ", "III- Tổ chức"], False),
        (["khối CT-XH", "chính trị- xã hội", "TP-HCM"], False),
    ],
)
def test_the_habit_of_hyphens(lines: list[str], loose: bool) -> None:
    dashes = Dashes()
    dashes.take(lines)
    assert dashes.loose is loose


def test_a_raised_figure_is_a_footnote_mark_and_its_footnote_follows_the_joined_paragraph() -> None:
    lines = Sheet()
    lines.paragraph(70, FIRST + " " + SECOND)
    first = Sheet(pieces=[(t, x, y + 560, s, f) for t, x, y, s, f in lines.pieces[:3]])
    last = first.pieces[1]
    first.pieces.insert(2, ("1", last[1] + width(last[0]), last[2] - 5, 8, "R"))
    first.rule(LEFT, 700, LEFT + 140, 700)
    first.text(LEFT, 710, "1", 6).text(LEFT + 6, 714, "Công văn số 12-CV/ĐU ngày 03/02/2026.", 10)
    second = Sheet(pieces=[(t, x, y - 40, s, f) for t, x, y, s, f in lines.pieces[3:]])
    body, footnote = read(first, second).paragraphs
    assert body.text.replace("¹", "") == FIRST + " " + SECOND
    assert "¹" in body.text
    assert (footnote.role, footnote.mark, footnote.text) == ("footnote", "¹", "Công văn số 12-CV/ĐU ngày 03/02/2026.")


def test_page_numbers_and_running_heads_are_furniture() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet().centred(40, str(number), font="R").text(LEFT, 60, f"Văn bản nội bộ, trang {number}")
        sheet.paragraph(100, FIRST)
        sheets.append(sheet)
    document = read(*sheets)
    assert texts(document) == [FIRST] * 4
    assert {"1", "4", "Văn bản nội bộ, trang 2"} <= set(document.furniture)


SYLLABLES = st.lists(st.sampled_from(["đảng", "viên", "chi", "bộ", "xây", "dựng", "kế", "hoạch", "phường", "tổ"]), min_size=3, max_size=60)


@given(st.lists(SYLLABLES, min_size=1, max_size=6))
def test_whatever_the_length_each_paragraph_comes_back(paragraphs: list[list[str]]) -> None:
    written = [" ".join(syllables).capitalize() + "." for syllables in paragraphs]
    sheet = Sheet(height=4000)
    end = sheet.paragraph(70, FIRST)
    for text in written:
        end = sheet.paragraph(end, text)
    document = read(sheet)
    assert texts(document) == [FIRST, *written]
    for paragraph in document.paragraphs:
        assert all(a.end <= b.start for a, b in pairwise(paragraph.spans))
        assert paragraph.spans[-1].end == len(paragraph.text)


def beside(sheet: Sheet, top: float, middles: list[float], *columns: list[str], size: float = 12) -> Sheet:
    for middle, lines in zip(middles, columns, strict=True):
        for number, text in enumerate(lines):
            if text:
                sheet.centred(top + 18 * number, text, size, middle=middle)
    return sheet


SIGNERS = (
    ["SỞ Y TẾ", "GIÁM ĐỐC", "", "", "Trần Văn A"],
    ["SỞ NỘI VỤ", "GIÁM ĐỐC", "", "", "Lê Thị B"],
    ["UBND XÃ C", "CHỦ TỊCH", "", "", "Vũ Văn D"],
)


@pytest.mark.parametrize(("signers", "middles"), [(SIGNERS[:2], [170, 430]), (SIGNERS, [150, 310, 470])])
def test_each_who_signs_has_a_column(signers: tuple[list[str], ...], middles: list[float]) -> None:
    sheet = Sheet()
    end = sheet.paragraph(60, FIRST)
    document = read(beside(sheet, end + 40, list(middles), *signers))
    expected = [(number, text) for number, column in enumerate(signers) for text in column if text]
    assert [(p.column, p.text) for p in document.paragraphs[1:]] == expected


def test_two_bodies_in_one_head() -> None:
    national = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    sheet = beside(Sheet(), 70, [110, 215, 430], ["SỞ Y TẾ"], ["CÔNG ĐOÀN NGÀNH"], national, size=9)
    sheet.centred(150, "KẾ HOẠCH LIÊN TỊCH")
    sheet.paragraph(180, FIRST + " " + SECOND)
    expected = [(0, "SỞ Y TẾ"), (0, "CÔNG ĐOÀN NGÀNH"), *((1, text) for text in national)]
    assert [(p.column, p.text) for p in read(sheet).paragraphs[:4]] == expected


@pytest.mark.parametrize("count", [2])
def test_newspaper_columns_are_read_one_after_the_other(count: int) -> None:
    text = " ".join([FIRST, SECOND] * 2)
    lines: list[str] = [""]
    for syllable in text.split():
        if width(f"{lines[-1]} {syllable}", 11) > 215:
            lines.append("")
        lines[-1] = f"{lines[-1]} {syllable}".strip()
    sheet = Sheet().centred(80, "BẢN TIN NỘI BỘ")
    half = -(-len(lines) // count)
    for number, piece in enumerate(lines):
        sheet.text(LEFT + 240 * (number // half), 110 + 14 * (number % half), piece, 11)
    title, body = read(sheet).paragraphs
    assert (title.text, body.text, body.column) == ("BẢN TIN NỘI BỘ", text, None)


def test_a_foot_cut_by_the_page_end_is_read_column_by_column() -> None:
    first, second = Sheet(), Sheet()
    first.paragraph(500, FIRST)
    first.text(LEFT, 780, "Nơi nhận:", 12).centred(780, "T/M CHI BỘ", middle=430)
    second.text(LEFT, 70, "- Đảng ủy xã,", 11).text(LEFT, 84, "- Lưu chi bộ.", 11)
    second.centred(70, "BÍ THƯ", middle=430).centred(140, "Trần Văn A", middle=430)
    expected = [(0, "Nơi nhận:"), (0, "- Đảng ủy xã,"), (0, "- Lưu chi bộ."), (1, "T/M CHI BỘ"), (1, "BÍ THƯ"), (1, "Trần Văn A")]
    assert [(p.column, p.text) for p in read(first, second).paragraphs[1:]] == expected


def test_the_head_of_the_next_document_does_not_go_on_with_the_foot() -> None:
    first, second = Sheet(), Sheet()
    end = first.paragraph(70, FIRST)
    first.text(LEFT, end + 30, "Nơi nhận:", 12).centred(end + 30, "BÍ THƯ", middle=430)
    second.centred(70, "ĐẢNG ỦY XÃ Y", middle=160).centred(70, "ĐẢNG CỘNG SẢN VIỆT NAM", 13, middle=430)
    second.paragraph(120, SECOND)
    found = [(p.column, p.text) for p in read(first, second).paragraphs[1:-1]]
    assert found == [(0, "Nơi nhận:"), (1, "BÍ THƯ"), (0, "ĐẢNG ỦY XÃ Y"), (1, "ĐẢNG CỘNG SẢN VIỆT NAM")]

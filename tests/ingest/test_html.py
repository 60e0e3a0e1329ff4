"""Documents saved as web pages: what a browser shows, and what is no document."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

import ingest
from ingest import html
from ingest.document import Document, Paragraph, Source, Table
from ingest.errors import EmptyFile, HostileFile, InputError, UnknownFormat
from ingest.recognition import recognise

WORD = "<html><head><meta name=ProgId content=Word.Document></head><body>{}</body></html>"


def read(body: str | bytes) -> Document:
    data = body if isinstance(body, bytes) else WORD.format(body).encode()
    return html.read(data, Source("kế hoạch.doc", "0" * 64, "html"))


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def rows(table: Table) -> list[list[str]]:
    return [row.split("\t") for row in table.text.split("\n")]


def test_blocks_are_paragraphs_and_white_space_is_one_space() -> None:
    document = read("<p>Kế  hoạch\n năm&nbsp;2026</p><div>I. Mục tiêu<p>1. Kết nạp</p>sau</div><h2>II. Giải pháp</h2>")
    assert lines(document) == ["Kế hoạch năm 2026", "I. Mục tiêu", "1. Kết nạp", "sau", "II. Giải pháp"]


def test_looks_by_tag_style_and_sheet() -> None:
    body = """<style>p.giua, p.khac {text-align: center; font-weight: bold} @media print {p {display: none}}</style>
    <p class=giua>KẾ HOẠCH</p><p align=right><i>Bến Đá, ngày 5</i></p><p><b>1. Văn phòng:</b> lập danh sách</p>
    <p style="font-style:italic;font-size:14pt">nghiêng</p><p><span style="text-transform:uppercase">hoa</span></p>"""
    first, second, third, fourth, fifth = read(body).paragraphs
    assert (first.alignment, first.is_bold) == ("center", True)
    assert (second.alignment, second.is_italic) == ("right", True)
    assert third.text[: third.bold_prefix()].strip() == "1. Văn phòng:"
    assert (fourth.is_italic, fourth.spans[0].size) == (True, 14.0)
    assert fifth.text == "HOA"


def test_line_breaks() -> None:
    body = "<p>- Như trên;<br>- Lưu VP.</p><p>Đảng ủy xã Bến Đá yêu cầu các chi bộ<br>trực thuộc thực hiện</p><p>Một<br><br>Hai</p>"
    assert lines(read(body)) == ["- Như trên;", "- Lưu VP.", "Đảng ủy xã Bến Đá yêu cầu các chi bộ trực thuộc thực hiện", "Một", "Hai"]


def test_lists_show_their_numbers() -> None:
    body = "<ol type=I start=2><li>Mục tiêu<ol type=a><li>một<li value=4>bốn</ol><li><p>Giải pháp</p><p>tiếp</p></ol><ul><li>chấm</ul>"
    document = read(body)
    assert lines(document) == ["II. Mục tiêu", "a. một", "d. bốn", "III. Giải pháp", "tiếp", "• chấm"]
    assert [paragraph.label_end for paragraph in document.paragraphs] == [3, 2, 2, 4, 0, 1]


def test_words_own_lists() -> None:
    label = "<span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
    item = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>{}<![endif]>Kết nạp</p>"
    numbered, sign = label.format("1."), f"<span style='font-family:Symbol'>{label.format('·')}</span>"
    document = read(item.format(numbered) + item.format(sign) + "<!--[if gte mso 9]><p>ẩn</p><![endif]-->")
    assert lines(document) == ["1. Kết nạp", "• Kết nạp"]
    assert [paragraph.label_end for paragraph in document.paragraphs] == [2, 1]


WORD_NOTE = """<p>Kết nạp 5 đảng viên<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> mới.</p><p>Sau.</p>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>
<a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1">[1]</a> Số giao đầu năm.</p></div></div>"""
WRITER_NOTE = """<p>Kết nạp 5 đảng viên<a name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> mới.</p><p>Sau.</p>
<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Số giao đầu năm.</p></div>"""
LIST_NOTE = """<p>Kết nạp 5 đảng viên<a href="#fn1" id="fnref1"><sup>1</sup></a> mới.</p><p>Sau.</p>
<section><ol><li id="fn1"><p>Số giao đầu năm. <a href="#fnref1">↩</a></p></li></ol></section>"""


@pytest.mark.parametrize("body", [WORD_NOTE, WRITER_NOTE, LIST_NOTE])
def test_footnotes_stand_behind_their_mark(body: str) -> None:
    document = read(body)
    assert [(paragraph.role, paragraph.text, paragraph.mark) for paragraph in document.paragraphs] == [
        ("body", "Kết nạp 5 đảng viên¹ mới.", None),
        ("footnote", "Số giao đầu năm.", "¹"),
        ("body", "Sau.", None),
    ]


def test_raised_numbers_and_entities() -> None:
    assert lines(read("<p>5 m<sup>2</sup> &lt; 6 &amp; k&#7871;t</p>")) == ["5 m² < 6 & kết"]


def test_a_table_with_merged_cells() -> None:
    body = """<table border=1><caption>Biểu giao</caption>
    <tr><th rowspan=2>TT<th rowspan=2>Đơn vị<th colspan=2>Chia ra</tr><tr><th>Quý<br>I<th>Quý II</tr>
    <tr><td>1<td>Chi bộ A<td>2<td><p>3</p><p>nữ</p></tr><tr><td colspan=9>Ghi chú</table>"""
    document = read(body)
    (table,) = document.tables
    assert lines(document) == ["Biểu giao"]
    assert (table.width, table.height, table.header_rows) == (4, 4, 2)
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells][:3] == [
        ("TT", 0, 0, 2, 1), ("Đơn vị", 0, 1, 2, 1), ("Chia ra", 0, 2, 1, 2),
    ]  # fmt: skip
    assert [cell.text for cell in table.cells if cell.row == 2] == ["1", "Chi bộ A", "2", "3\nnữ"]
    assert table.cells[-1].column_span == 4
    assert table.cells[0].bold


HEAD = """<table {}><tr><td>ĐẢNG BỘ HUYỆN THANH HẢI<br>ĐẢNG ỦY XÃ BẾN ĐÁ<td><b>ĐẢNG CỘNG SẢN VIỆT NAM</b></tr>
<tr><td>Số 12-KH/ĐU<td>Bến Đá, ngày 5 tháng 2 năm 2026</table>"""


def test_a_table_without_lines_that_sets_the_head_is_two_columns() -> None:
    document = read(HEAD.format("border=0"))
    assert [(paragraph.column, paragraph.text) for paragraph in document.paragraphs] == [
        (0, "ĐẢNG BỘ HUYỆN THANH HẢI"),
        (0, "ĐẢNG ỦY XÃ BẾN ĐÁ"),
        (0, "Số 12-KH/ĐU"),
        (1, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (1, "Bến Đá, ngày 5 tháng 2 năm 2026"),
    ]
    assert read(HEAD.format("border=1")).tables


def test_a_table_around_the_page_gives_way_to_the_one_inside() -> None:
    inner = "<table border=1><tr><td>1<td>A<td>5</tr><tr><td>2<td>B<td>6</tr></table>"
    document = read(f"<table><tr><td><p>Kế hoạch</p>{inner}</td></tr></table>")
    assert lines(document) == ["Kế hoạch"]
    assert rows(document.tables[0]) == [["1", "A", "5"], ["2", "B", "6"]]


def test_what_is_hidden_deleted_or_beside_the_text() -> None:
    body = """<p>Giữ <span style="display:none">ẩn</span><del>bỏ</del><ins>thêm</ins></p><nav>Trang chủ</nav>
    <script>alert(1)</script><div style="mso-element:header">Đầu trang</div>"""
    document = read(body)
    assert lines(document) == ["Giữ thêm"]
    assert document.furniture == ("Trang chủ", "Đầu trang")
    assert [note.code for note in document.notes] == ["hidden-text", "tracked-changes"]


def test_old_fonts() -> None:
    assert lines(read("<p><font face='.VnTime'>K\u00d5 ho\u00b9ch</font></p><p style='font-family:\".VnTimeH\"'>k\u00d5</p>")) == [
        "Kế hoạch",
        "KẾ",
    ]


@pytest.mark.parametrize(
    "data",
    [
        WORD.format("<p>Kế hoạch năm</p>").encode("utf-8-sig"),
        WORD.format("<p>Kế hoạch năm</p>").encode("utf-16"),
        b"<html><meta name=Generator content='Microsoft Word'><meta charset=windows-1258><p>K\xea\xec hoa\xf2ch n\xe3m</p></html>",
        b"<html><meta name=Generator content='Microsoft Word'><meta charset=windows-1252><p>K\xd5 ho\xb9ch n\xa8m</p></html>",
    ],
)
def test_encodings(data: bytes) -> None:
    assert lines(read(data))[0].startswith("Kế ho")


def message(page: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    part = b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + base64.encodebytes(page)
    return head + part + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"


def test_a_page_in_one_file() -> None:
    data = message(WORD.format("<p>Kế hoạch</p>").encode())
    assert recognise(data, "a.mht") == recognise(b"From: <Saved by Blink>\r\nSubject: x\r\n" + data, "a.mht") == "html"
    assert lines(read(data)) == ["Kế hoạch"]


LOGIN = "<html><body><h1>Đăng nhập</h1><p>" + "Mời nhập tài khoản để tiếp tục. " * 20 + "</p><input type=password></body></html>"
LINKS = "<html><body><ul>" + "<li><a href=x>Trang chủ của cổng thông tin</a>" * 30 + "</ul></body></html>"
EXPIRED = "<!DOCTYPE html><html><title>Hết hạn</title><body><h1>Phiên làm việc đã hết hạn</h1></body></html>"


@pytest.mark.parametrize("page", [LOGIN, LINKS, EXPIRED, "<html></html>"])
def test_a_page_that_is_no_document(page: str) -> None:
    with pytest.raises(UnknownFormat):
        read(page.encode())


def test_a_page_of_text_is_one() -> None:
    assert (
        len(lines(read(("<html><body>" + "<p>Ban Chấp hành Đảng bộ xã ban hành kế hoạch năm.</p>" * 9 + "</body></html>").encode()))) == 9
    )


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("<!DOCTYPE html [<!ENTITY a 'b'>]><html><p>&a;</p></html>", HostileFile),
        ("<html>" + "<div>" * 5000 + "sâu" + "</div>" * 5000 + "</html>", HostileFile),
        (WORD.format(""), EmptyFile),
        (WORD.format("<table>" + "<tr><td rowspan=65534 colspan=1000>x</td></tr>" * 5000 + "</table>"), InputError),
    ],
)
def test_hostile_and_empty_pages(page: str, error: type[InputError]) -> None:
    with pytest.raises(error):
        read(page.encode())


def test_nested_tables_deep_but_allowed() -> None:
    document = read("<table><tr><td>" * 60 + "đáy" + "</td></tr></table>" * 60)
    assert lines(document) == ["đáy"]


def test_html_named_doc(shared: Path) -> None:
    document = ingest.read(shared / "real" / "KH_tap_huan_HTML_as_doc.doc")
    (table,) = document.tables
    assert (table.width, table.height) == (3, 14)
    assert not document.notes


def test_the_login_page_of_the_samples(shared: Path) -> None:
    with pytest.raises(UnknownFormat):
        ingest.read(shared / "samples" / "bad" / "web-page.pdf")

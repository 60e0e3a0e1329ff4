"""The DOCX reader gives what a careful reader sees in Word, in the order in which a person reads it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import ingest
from ingest.document import Document, Paragraph, Table
from ingest.word.numbering import bullet, printed_number
from tests.ingest.word_files import BORDERS, LEVEL_BORDERS, cell, columns, only, p, read, row, run, tbl, texts

BOLD = "<w:b/>"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"


def spans(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[span.start : span.end] for span in paragraph.spans]


def first_table(document: Document) -> Table:
    return document.tables[0]


# --- text of a paragraph ---


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("Số 1") + run("2-KH") + run("/ĐU"), "Số 12-KH/ĐU"),
        ("<w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>tuyên truyền</w:t></w:r>", "KẾ HOẠCH tuyên truyền"),
        ("<w:r><w:t>08</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t></w:r>", "08-NQ/TW"),
        ('<w:r><w:t>chuyển</w:t><w:softHyphen/><w:t xml:space="preserve"> đổi</w:t></w:r>', "chuyển đổi"),
        ("<w:r><w:tab/><w:t>Thụt đầu dòng</w:t></w:r>", "Thụt đầu dòng"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t xml:space="preserve"> 90%</w:t></w:r>', "≥ 90%"),
        (run(unicodedata.normalize("NFD", "Đảng ủy phường")), "Đảng ủy phường"),
        (run("Đa") + run("\u0309ng"), "Đảng"),
        ("<w:hyperlink>" + run("cổng dịch vụ") + "</w:hyperlink>", "cổng dịch vụ"),
        ("<w:smartTag>" + run("Hà Nội") + "</w:smartTag>", "Hà Nội"),
        ("<w:sdt><w:sdtContent>" + run("ô điền") + "</w:sdtContent></w:sdt>", "ô điền"),
        ('<w:fldSimple w:instr=" REF muc ">' + run("mục 2") + "</w:fldSimple>", "mục 2"),
        (run("trang ") + '<w:fldSimple w:instr=" PAGE ">' + run("7") + "</w:fldSimple>", "trang"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
        (run("m") + run("2", '<w:vertAlign w:val="superscript"/>'), "m²"),
        (run("viết hoa", "<w:caps/>"), "VIẾT HOA"),
    ],
)
def test_text(content: str, expected: str) -> None:
    assert only(read(p(content))).text == expected


def test_a_field_gives_its_result_alone() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = "<w:r><w:instrText> HYPERLINK nơi nào </w:instrText></w:r>"
    body = p(run("Xem ") + mark.format("begin") + instruction + mark.format("separate") + run("phụ lục") + mark.format("end") + run("."))
    assert only(read(body)).text == "Xem phụ lục."


def test_tracked_changes_read_as_accepted_and_noted() -> None:
    document = read(p(run("Kết nạp ") + f"<w:del>{run('180')}</w:del><w:ins>{run('200')}</w:ins>" + run(" đảng viên")))
    assert only(document).text == "Kết nạp 200 đảng viên"
    assert [note.code for note in document.notes] == ["tracked-changes"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    assert texts(read(p("Rà soát ", "<w:rPr><w:del/></w:rPr>") + p("nguồn"))) == ["Rà soát nguồn"]


def test_hidden_text_is_left_out_and_noted() -> None:
    document = read(p(run("Công khai") + run(" bí mật", "<w:vanish/>")))
    assert only(document).text == "Công khai"
    assert [note.code for note in document.notes] == ["hidden-text"]


def test_blocks_in_content_controls_are_read_through() -> None:
    assert texts(read(f"<w:sdt><w:sdtContent>{p('một')}{p('hai')}</w:sdtContent></w:sdt>{p('ba')}")) == ["một", "hai", "ba"]


@pytest.mark.parametrize(
    ("body", "new_pages"),
    [
        (p(PAGE_BREAK + run("B")), {"B"}),
        (p(run("A") + PAGE_BREAK) + p("B"), {"B"}),
        (p(run("A") + PAGE_BREAK + run("B")), {"B"}),
        (p("A") + p("B", "<w:pageBreakBefore/>"), {"B"}),
        (p("A", "<w:sectPr/>") + p("") + p("B"), {"B"}),
        (p("A", "<w:sectPr/>") + p("B") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>', set()),
        (p("A") + p(PAGE_BREAK) + p("") + p("B"), {"B"}),
    ],
)
def test_page_breaks_mark_the_next_paragraph(body: str, new_pages: set[str]) -> None:
    assert {paragraph.text for paragraph in read(body).paragraphs if paragraph.new_page} == new_pages


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:pict><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"),
    ],
)
def test_deep_nesting_is_read(opening: str, closing: str) -> None:
    assert texts(read(opening * 40 + p("trong cùng") + closing * 40)) == ["trong cùng"]


# --- look ---

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="MucNho"><w:basedOn w:val="Muc"/><w:pPr><w:ind w:firstLine="567"/></w:pPr>
  <w:rPr><w:i/><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Nghieng"><w:rPr><w:i/></w:rPr></w:style>
"""


def test_look_comes_through_the_styles() -> None:
    paragraph = only(read(p("Mục tiêu", '<w:pStyle w:val="MucNho"/>'), {"styles": STYLES}))
    (span,) = paragraph.spans
    assert (span.bold, span.italic, span.size) == (True, True, 13.0)
    assert (paragraph.alignment, paragraph.first_line_indent) == ("justify", 28.35)
    assert paragraph.is_bold


def test_a_run_has_the_last_word_on_its_look() -> None:
    content = run("1. Văn phòng:") + run(" soạn thảo", '<w:b w:val="0"/><w:rStyle w:val="Nghieng"/><w:u w:val="single"/>')
    paragraph = only(read(p(content, '<w:pStyle w:val="Muc"/>'), {"styles": STYLES}))
    assert spans(paragraph) == ["1. Văn phòng:", " soạn thảo"]
    assert paragraph.bold_prefix() == len("1. Văn phòng:")
    assert paragraph.spans[1].italic
    assert paragraph.spans[1].underline


def test_spans_cover_the_text_after_repair() -> None:
    content = run("  Đa\u0309ng\u00a0", BOLD) + run(" \u200b bô\u0323 ") + run("cơ sở", "<w:i/>")
    paragraph = only(read(p(content)))
    assert paragraph.text == "Đảng bộ cơ sở"
    assert spans(paragraph) == ["Đảng", " bộ", " cơ sở"]


# --- automatic numbers ---


def level(number: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "upperRoman", "%1-")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + "</w:abstractNum>"
    + f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "–")}{level(1, "bullet", "+")}</w:abstractNum>'
    + '<w:abstractNum w:abstractNumId="2">'
    + level(0, "upperRoman", "%1", '<w:pStyle w:val="Muc"/>')
    + level(1, "decimal", "%1.%2", '<w:isLgl/><w:pStyle w:val="MucNho"/>')
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="0"/>'
    + '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, depth: int, named: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{named}"/></w:numPr>')


def test_levels_count_on_and_deeper_ones_begin_again() -> None:
    depths = [0, 1, 1, 2, 2, 3, 3, 1, 2, 0, 1]
    document = read("".join(numbered("x", depth) for depth in depths), {"numbering": NUMBERING})
    assert [text.removesuffix(" x") for text in texts(document)] == [
        "I-", "1.", "2.", "2.1.", "2.2.", "a)", "b)", "3.", "3.1.", "II-", "1.",
    ]  # fmt: skip


def test_the_label_is_part_of_the_text_and_looks_like_it() -> None:
    paragraph = only(read(numbered(run("Mục đích", BOLD), 0), {"numbering": NUMBERING}))
    assert paragraph.text == "I- Mục đích"
    assert paragraph.text[: paragraph.label_end] == "I-"
    assert paragraph.is_bold


def test_a_start_override_holds_once() -> None:
    document = read("".join(numbered("x", 1, named) for named in (1, 4, 4, 1)), {"numbering": NUMBERING})
    assert texts(document) == ["1. x", "5. x", "6. x", "7. x"]


def test_numbers_come_through_the_style_and_can_be_switched_off() -> None:
    styles = STYLES
    for style in ("Muc", "MucNho"):
        styles = styles.replace(f'w:styleId="{style}">', f'w:styleId="{style}"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
    off = '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("A", '<w:pStyle w:val="Muc"/>') + p("B", '<w:pStyle w:val="MucNho"/>') + p("C", off) + p("D", '<w:pStyle w:val="Muc"/>')
    assert texts(read(body, {"styles": styles, "numbering": NUMBERING})) == ["I A", "1.1 B", "C", "II D"]


def test_list_signs() -> None:
    assert texts(read(numbered("a", 0, 2) + numbered("b", 1, 2), {"numbering": NUMBERING})) == ["- a", "+ b"]


@pytest.mark.parametrize(("sign", "shown"), [("-", "-"), ("−", "-"), ("+", "+"), ("*", "*"), ("\uf0b7", "•"), ("o", "•"), ("", "")])
def test_bullet(sign: str, shown: str) -> None:
    assert bullet(sign) == shown


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (4, "upperRoman", "IV"), (1999, "lowerRoman", "mcmxcix"), (28, "lowerLetter", "bb"), (3, "upperLetter", "C"),
        (7, "decimalZero", "07"), (0, "decimal", "0"), (5, "none", ""), (10**12, "upperRoman", str(10**12)),
    ],
)  # fmt: skip
def test_printed_number(count: int, form: str, printed: str) -> None:
    assert printed_number(count, form) == printed


# --- notes ---

FOOTNOTES = (
    f'<w:footnote w:id="-1" w:type="separator">{p("")}</w:footnote>'
    f'<w:footnote w:id="4">{p("<w:r><w:footnoteRef/></w:r>" + run(" Theo báo cáo năm trước."))}</w:footnote>'
    f'<w:footnote w:id="9">{p("Số liệu tạm tính.")}</w:footnote>'
)


def test_footnotes_follow_the_paragraph_that_carries_their_mark() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p(run("kết nạp 12 đảng viên") + mark.format(9) + run(", vượt kế hoạch") + mark.format(4) + run(".")) + p("Sau đó")
    document = read(body, {"footnotes": FOOTNOTES})
    assert [(b.role, b.text) for b in document.paragraphs] == [
        ("body", "kết nạp 12 đảng viên¹, vượt kế hoạch²."),
        ("footnote", "Số liệu tạm tính."),
        ("footnote", "Theo báo cáo năm trước."),
        ("body", "Sau đó"),
    ]
    assert [b.mark for b in document.paragraphs] == [None, "¹", "²", None]


def test_running_heads_are_furniture() -> None:
    head = p("Đảng ủy xã") + p('<w:fldSimple w:instr="PAGE">' + run("2") + "</w:fldSimple>")
    document = read(p("Nội dung"), {"header1": head})
    assert texts(document) == ["Nội dung"]
    assert document.furniture == ("Đảng ủy xã",)


# --- side by side ---

HEAD = [
    (0, "HUYỆN ỦY X"),
    (0, "*"),
    (0, "Số 05-KH/HU"),
    (1, "ĐẢNG CỘNG SẢN VIỆT NAM"),
    (1, "X, ngày 02 tháng 3 năm 2024"),
    (None, "KẾ HOẠCH"),
]
TITLE = p("KẾ HOẠCH", '<w:jc w:val="center"/>')
STOPS = '<w:tabs><w:tab w:val="center" w:pos="1900"/><w:tab w:val="center" w:pos="6600"/></w:tabs>'


def box(content: str, left: int, *, vml: bool = False) -> str:
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    if vml:
        style = f"position:absolute;margin-left:{left // 12700}pt;margin-top:0;width:180pt;height:90pt"
        return f'<w:pict><v:shape style="{style}"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="2286000" cy="1143000"/>'
        f"<a:graphic><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing>"
    )


def twin(content: str, left: int) -> str:
    choice = f'<mc:Choice Requires="wps">{box(content, left)}</mc:Choice>'
    return f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{box(content, left, vml=True)}</mc:Fallback></mc:AlternateContent></w:r>"


LEFT = p("HUYỆN ỦY X") + p("*") + p("Số 05-KH/HU")
RIGHT = p("ĐẢNG CỘNG SẢN VIỆT NAM") + p("") + p("X, ngày 02 tháng 3 năm 2024")
HEADS = {
    "table": tbl(row(cell(LEFT), cell(RIGHT)), borders=""),
    "table in rows": tbl(
        row("HUYỆN ỦY X", "ĐẢNG CỘNG SẢN VIỆT NAM"), row("*", ""), row("Số 05-KH/HU", "X, ngày 02 tháng 3 năm 2024"), borders=""
    ),
    "tab stops": p(TAB + run("HUYỆN ỦY X") + TAB + run("ĐẢNG CỘNG SẢN VIỆT NAM"), STOPS)
    + p(TAB + run("*"), STOPS)
    + p(TAB + run("Số 05-KH/HU") + TAB + run("X, ngày 02 tháng 3 năm 2024"), STOPS),
    "default tabs": p(run("HUYỆN ỦY X") + TAB * 4 + run("ĐẢNG CỘNG SẢN VIỆT NAM"))
    + p(TAB + run("*") + TAB * 5)
    + p(run("Số 05-KH/HU") + TAB * 4 + run("X, ngày 02 tháng 3 năm 2024")),
    "spaces": p("HUYỆN ỦY X" + " " * 50 + "ĐẢNG CỘNG SẢN VIỆT NAM")
    + p("      *" + " " * 50)
    + p("Số 05-KH/HU" + " " * 48 + "X, ngày 02 tháng 3 năm 2024"),
    "boxes with twins": p(twin(RIGHT, 3000000) + twin(LEFT, 0)),
    "boxes at two paragraphs": p(twin(LEFT, 0)) + p("") + p(twin(RIGHT, 3000000)),
    "boxes at two paragraphs, right first": p(twin(RIGHT, 3000000)) + p(twin(LEFT, 0)),
    "old boxes": p(f"<w:r>{box(LEFT, 0, vml=True)}</w:r><w:r>{box(RIGHT, 3000000, vml=True)}</w:r>"),
}


@pytest.mark.parametrize("way", HEADS)
def test_every_way_of_setting_a_head_reads_the_same(way: str) -> None:
    assert columns(read(HEADS[way] + p("") + TITLE)) == HEAD


FOOT = [
    (0, "Nơi nhận:"),
    (0, "- Huyện ủy (b/c),"),
    (0, "- Các chi bộ,"),
    (0, "- Lưu VP."),
    (1, "T/M ĐẢNG ỦY"),
    (1, "BÍ THƯ"),
    (1, "Trần Văn Mẫu"),
]
RIGHT_STOP = '<w:tabs><w:tab w:val="center" w:pos="6800"/></w:tabs>'
FRAME = '<w:framePr w:w="4500" w:wrap="around" w:hAnchor="margin" w:xAlign="left"/>'
CENTERED = '<w:jc w:val="center"/>'
FOOTS = {
    "tab stops": p(run("Nơi nhận:") + TAB + run("T/M ĐẢNG ỦY"), RIGHT_STOP)
    + p(run("- Huyện ủy (b/c),") + TAB + run("BÍ THƯ"), RIGHT_STOP)
    + p("- Các chi bộ,")
    + p("- Lưu VP.")
    + p("")
    + p(TAB + run("Trần Văn Mẫu"), RIGHT_STOP),
    "default tabs": p(run("Nơi nhận:") + TAB * 6 + run("T/M ĐẢNG ỦY"))
    + p(run("- Huyện ủy (b/c),") + TAB * 6 + run("BÍ THƯ"))
    + p("- Các chi bộ,")
    + p("- Lưu VP.")
    + p(TAB * 8 + run("Trần Văn Mẫu")),
    "frame": "".join(p(text, FRAME) for column, text in FOOT if column == 0)
    + "".join(p(text, CENTERED) + p("", CENTERED) for column, text in FOOT if column == 1),
    "two columns": p("Hết.", "<w:sectPr/>")
    + "".join(p(text) for column, text in FOOT if column == 0)
    + p('<w:r><w:br w:type="column"/></w:r>' + run("T/M ĐẢNG ỦY"))
    + p("BÍ THƯ")
    + p("Trần Văn Mẫu")
    + '<w:sectPr><w:type w:val="continuous"/><w:cols w:num="2"/></w:sectPr>',
}


@pytest.mark.parametrize("way", FOOTS)
def test_every_way_of_setting_a_foot_reads_the_same(way: str) -> None:
    assert [pair for pair in columns(read(FOOTS[way])) if pair[1] != "Hết."] == FOOT


BROKEN = "<w:r><w:t>SỞ Y TẾ</w:t><w:br/><w:t>TRUNG TÂM A</w:t><w:br/><w:t>______</w:t></w:r>"


def test_a_line_break_in_a_column_begins_a_new_line_and_a_typed_rule_is_no_text() -> None:
    document = read(tbl(row(cell(p(BROKEN)), "CỘNG HÒA XÃ HỘI"), borders=""))
    assert columns(document) == [(0, "SỞ Y TẾ"), (0, "TRUNG TÂM A"), (1, "CỘNG HÒA XÃ HỘI")]


def test_an_empty_line_within_a_paragraph_ends_it() -> None:
    content = "<w:r><w:t>TM. ỦY BAN</w:t><w:br/><w:t>CHỦ TỊCH</w:t><w:br/><w:br/><w:br/><w:t>Lê Văn Mẫu</w:t></w:r>"
    assert texts(read(p(content, CENTERED))) == ["TM. ỦY BAN CHỦ TỊCH", "Lê Văn Mẫu"]


def test_line_breaks_with_tabs_are_lines_of_two_columns() -> None:
    content = f"{run('Nơi nhận:')}{TAB}{run('TM. ỦY BAN')}<w:r><w:br/></w:r>{run('- Lưu: VT.')}{TAB}{run('CHỦ TỊCH')}"
    assert columns(read(p(content, RIGHT_STOP))) == [(0, "Nơi nhận:"), (0, "- Lưu: VT."), (1, "TM. ỦY BAN"), (1, "CHỦ TỊCH")]


@pytest.mark.parametrize(
    "content",
    [
        run("Sửa đổi một số điều của quy chế làm việc ban hành kèm theo quyết định")
        + TAB * 2
        + run("ngày 13 tháng 11 năm 2017 của ban chỉ đạo " * 2),
        run("Tổng cộng:") + TAB * 6 + run("220 đảng viên"),
        run("1.") + TAB + run("Ban Tổ chức chủ trì, phối hợp với các đơn vị"),
        run("I-") + TAB * 6 + run("MỤC TIÊU"),
        run("a)") + TAB + run("Rà soát nguồn"),
        run("-") + TAB + run("Tuyên truyền"),
        TAB + run("Căn cứ chương trình công tác năm"),
        run("Mục tiêu") + TAB * 9 + run("3"),
        run("Ban Tuyên giáo" + TAB * 0) + TAB + run("hướng dẫn " * 20),
    ],
)
def test_a_tab_in_running_text_is_a_space(content: str) -> None:
    (pair,) = columns(read(p(content), {"styles": STYLES}))
    assert pair[0] is None


def test_a_single_text_box_stands_before_its_anchor_once() -> None:
    assert columns(read(p(twin(p("Dự thảo"), 0) + run("Thân bài")))) == [(None, "Dự thảo"), (None, "Thân bài")]


# --- tables ---


def test_merged_cells_stand_once() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = first_table(
        read(
            tbl(
                row(cell("TT", down), cell("Tên", down), cell("Chia ra", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
                row(cell("", on), cell("", on), "Quý I", "Quý II", properties="<w:tblHeader/>"),
                row("1", "Chi bộ A", "2", "3"),
            )
        )
    )
    assert (table.width, table.height, table.header_rows) == (4, 3, 2)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells[:5]] == [
        (0, 0, 2, 1, "TT"), (0, 1, 2, 1, "Tên"), (0, 2, 1, 2, "Chia ra"), (1, 2, 1, 1, "Quý I"), (1, 3, 1, 1, "Quý II"),
    ]  # fmt: skip
    assert table.grid[1][0] is table.grid[0][0]


def test_numbers_paragraphs_and_look_in_cells() -> None:
    body = tbl(
        row(cell(numbered("", 1)), cell(p(run("Rà soát", BOLD)) + p(run("đảng viên", BOLD))), "5"),
        row(cell(numbered("", 1)), cell(p(run("Tuyên ", BOLD) + run("truyền"))), "7"),
    )
    table = first_table(read(body, {"numbering": NUMBERING}))
    assert [c.text for c in table.cells] == ["1.", "Rà soát\nđảng viên", "5", "2.", "Tuyên truyền", "7"]
    assert [c.bold for c in table.cells] == [False, True, False, False, False, False]


def test_lines_between_rows_alone_make_a_data_table() -> None:
    rows = [row("Đơn vị", "Chỉ tiêu"), row("Chi bộ A", "3"), row("Chi bộ B", "4")]
    assert len(read(tbl(*rows, borders=LEVEL_BORDERS)).tables) == 1


def test_a_table_without_lines_is_data_when_it_counts_or_lists() -> None:
    counted = [row("1", "Chi bộ A", "x"), row("2", "Chi bộ B", "y"), row("3", "Chi bộ C", "z")]
    listed = [
        row("Đồng chí A", "Bí thư", "Trưởng ban"),
        row("Đồng chí B", "Phó bí thư", "Phó ban"),
        row("Đồng chí C", "Ủy viên", "Ủy viên"),
    ]
    assert len(read(tbl(*counted, borders="")).tables) == 1
    assert len(read(tbl(*listed, borders="")).tables) == 1


def test_a_frame_round_one_text_is_no_table() -> None:
    assert columns(read(tbl(row("Tài liệu lưu hành nội bộ")))) == [(None, "Tài liệu lưu hành nội bộ")]


def test_a_table_in_a_cell_is_flattened_and_noted() -> None:
    inner = tbl(row("a", "1"), row("b", "2"))
    document = read(tbl(row(cell(p("Chia ra:") + inner + p("")), "3"), row("x", "4")))
    assert first_table(document).cells[0].text == "Chia ra:\na 1\nb 2"
    assert [note.code for note in document.notes] == ["nested-table"]


HEAD_ROW = row("TT", "Đơn vị", "Chỉ tiêu")


def test_a_table_cut_at_a_page_is_one_again_without_its_second_head() -> None:
    document = read(tbl(HEAD_ROW, row("1", "A", "5")) + p(PAGE_BREAK) + tbl(HEAD_ROW, row("2", "B", "7")) + p(""))
    (table,) = document.tables
    assert [c.text for c in table.cells] == ["TT", "Đơn vị", "Chỉ tiêu", "1", "A", "5", "2", "B", "7"]
    assert (table.height, table.proof) == (3, {"read": 4, "repeated_heads": 1, "glued": 0})


def test_tables_of_the_same_columns_that_nothing_parts_are_one() -> None:
    grid = "<w:tblGrid>" + '<w:gridCol w:w="1000"/>' * 3 + "</w:tblGrid>"
    one, other = tbl(HEAD_ROW, row("1", "A", "5"), borders=BORDERS), tbl(row("2", "B", "7"))
    one, other = (table.replace("</w:tblPr>", "</w:tblPr>" + grid) for table in (one, other))
    assert [table.height for table in read(one + other).tables] == [3]
    assert [table.height for table in read(one + p("Biểu 2") + other).tables] == [2, 1]
    assert [table.height for table in read(one + p("") + other).tables] == [2, 1]


def test_deleted_rows_are_gone() -> None:
    document = read(tbl(row("1", "A"), row("2", "B", properties="<w:del/>"), row("3", "C")))
    assert [c.text for c in first_table(document).cells] == ["1", "A", "3", "C"]


# --- old Vietnamese fonts ---


def in_font(text: str, font: str) -> str:
    return run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (in_font("h\u00adíng dÉn", ".VnTime"), "hướng dẫn"),
        ('<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>h</w:t><w:softHyphen/><w:t>íng</w:t></w:r>', "hướng"),
        (in_font("ñ", ".VnTimeH") + in_font("y ban", ".VnTime"), "Ủy ban"),
        (in_font("keá ho", "VNI-Times") + in_font("aïch", "VNI-Times"), "kế hoạch"),
        (in_font("ho", "VNI-Times") + in_font("a", "VNI-Times") + in_font("ïch", "VNI-Times"), "hoạch"),
        (in_font("Kế hoạch", ".VnTime") + in_font(" có", ".VnTime"), "Kế hoạch có"),
    ],
)
def test_old_fonts_are_decoded_by_name(content: str, expected: str) -> None:
    assert only(read(p(content))).text == expected


# --- real files ---


def sample(shared: Path, name: str) -> Document:
    return ingest.read(shared / "samples" / f"{name}.docx")


@pytest.mark.parametrize("variant", ["header-tabs", "header-textbox"])
def test_three_ways_of_one_head_read_alike(shared: Path, variant: str) -> None:
    assert columns(sample(shared, f"pho-hoa-44-kh-du.{variant}")) == columns(sample(shared, "pho-hoa-44-kh-du"))


def test_a_file_in_an_old_font_reads_like_its_unicode_twin(shared: Path) -> None:
    assert columns(sample(shared, "luc-ngan-72-kh-hu.legacy-tcvn3")) == columns(sample(shared, "luc-ngan-72-kh-hu"))


@pytest.mark.parametrize("folder", ["samples", "real"])
def test_real_files_keep_the_promises_of_a_document(shared: Path, folder: str) -> None:
    paths = sorted((shared / folder).glob("*.docx"))
    assert paths
    for path in paths:
        document = ingest.read(path)
        assert [block.index for block in document.blocks] == list(range(len(document.blocks)))
        for block in document.blocks:
            lines = block.text.split("\n") if isinstance(block, Table) else [block.text]
            assert all(unicodedata.is_normalized("NFC", line) for line in lines)
            assert not set(block.text) & {"\u00a0", "\u00ad", "\u200b", "\ufeff"}
            if isinstance(block, Paragraph):
                assert block.text == " ".join(block.text.split())
                assert "".join(spans(block)) == block.text

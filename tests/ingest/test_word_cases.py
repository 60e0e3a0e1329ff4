"""What a Word file may hold beside plain paragraphs, each once, in its place, or left out with a note."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.errors import NoText
from tests.ingest.word_files import BORDERS, cell, columns, only, p, read, row, run, tbl, texts


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


def field(instruction: str, result: str | None = None, settings: str = "") -> str:
    """A field in parts, as Word writes it."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{settings}</w:fldChar></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


# --- fields ---


def tick(inner: str) -> str:
    return f"<w:ffData><w:checkBox>{inner}</w:checkBox></w:ffData>"


CHOICES = '<w:listEntry w:val="Đảng ủy"/><w:listEntry w:val="Chi bộ"/>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("theo ") + field("REF muc \\h", "mục II") + run("."), "theo mục II."),
        (run("ngày ") + field('DATE \\@ "dd/MM"', "05/3"), "ngày 05/3"),
        (run("trang ") + field("PAGE", "7") + run("/") + field(" NUMPAGES ", "9"), "trang /"),
        (field("FORMTEXT", "Nguyễn Văn Mẫu", "<w:ffData><w:textInput/></w:ffData>"), "Nguyễn Văn Mẫu"),
        (field("FORMCHECKBOX", None, tick("<w:checked/>")) + run(" có"), "☒ có"),
        (field("FORMCHECKBOX", None, tick('<w:default w:val="1"/><w:checked w:val="0"/>')) + run(" không"), "☐ không"),
        (field("FORMCHECKBOX", None, tick('<w:default w:val="1"/>')) + run(" có"), "☒ có"),
        (field("FORMDROPDOWN", None, f'<w:ffData><w:ddList><w:result w:val="1"/>{CHOICES}</w:ddList></w:ffData>'), "Chi bộ"),
        (field("FORMDROPDOWN", None, f"<w:ffData><w:ddList>{CHOICES}</w:ddList></w:ffData>"), "Đảng ủy"),
        (run("tỷ lệ ") + field("SYMBOL 179 \\f &quot;Symbol&quot; \\s 12") + run(" 90%"), "tỷ lệ ≥ 90%"),
        (run("Mục lục") + field('XE "chỉ tiêu"'), "Mục lục"),
        (field("IF " + "x = y", None).replace("</w:instrText></w:r>", "</w:instrText></w:r>" + run("ẩn trong lệnh")) + run("hiện"), "hiện"),
        (run("Xem ") + "<w:hyperlink>" + field("HYPERLINK x", "phụ lục") + "</w:hyperlink>", "Xem phụ lục"),
    ],
)
def test_a_field_shows_what_word_shows(content: str, expected: str) -> None:
    assert only(read(p(content))).text == expected


# --- signs ---


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run(" Có"), "☑ Có"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + run(" Không"), "□ Không"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', "α"),
        (run("\uf0fe xong", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "☑ xong"),
        (run("21\u2011NQ/TW"), "21-NQ/TW"),
        ("<w:r><w:t>trái</w:t><w:ptab/><w:t>phải</w:t><w:cr/><w:t>dưới</w:t></w:r>", "trái phải dưới"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>han</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>", "漢"),
        ("<w:r><w:t>a</w:t></w:r><w14:mới/><w:r><w14:gì>b</w14:gì><w:t>c</w:t></w:r>", "ac"),
        (run("mục") + '<w:r><w:commentReference w:id="0"/></w:r>', "mục"),
    ],
)
def test_signs(content: str, expected: str) -> None:
    assert only(read(p(content), {"comments": f'<w:comment w:id="0">{p("ý kiến riêng")}</w:comment>'})).text == expected


def m(name: str, inner: str, properties: str = "") -> str:
    return f"<m:{name}>{properties}{inner}</m:{name}>"


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        (m("f", m("num", term("1")) + m("den", term("2"))), "1/2"),
        (m("f", m("num", term("a+b")) + m("den", term("2,5"))), "(a+b)/2,5"),
        (m("sSup", m("e", term("m")) + m("sup", term("2"))), "m²"),
        (m("sSub", m("e", term("x")) + m("sub", term("1"))), "x_1"),
        (m("rad", m("deg", "") + m("e", term("16"))), "√16"),
        (m("d", m("e", term("a")), '<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>'), "[a]"),
        (m("nary", m("sub", term("i")) + m("sup", term("n")) + m("e", term("x")), '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'), "∑_i^n x"),
    ],
)
def test_equations_keep_their_sense_in_one_line(equation: str, expected: str) -> None:
    assert only(read(p(f"<m:oMathPara><m:oMath>{equation}</m:oMath></m:oMathPara>"))).text == expected


# --- content controls ---

PROMPT = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_hold_blocks_rows_cells_and_runs() -> None:
    rows = control(row("1", "A")) + f"<w:tr>{control(cell('2'))}{cell(p(control(run('B'))))}</w:tr>"
    document = read(control(p("Khối") + tbl(rows)) + p(""))
    assert texts(document) == ["Khối", "1\tA\n2\tB"]


def test_the_prompt_of_an_empty_control_is_no_text() -> None:
    prompt = run("Click or tap here to enter text.")
    in_cell = f"<w:tr>{control(cell(p(prompt)), PROMPT)}{cell('2')}</w:tr>"
    body = control(p(prompt), PROMPT) + p(run("Họ tên: ") + control(prompt, PROMPT)) + tbl(in_cell + row("a", "3")) + p("")
    assert texts(read(body)) == ["Họ tên:", "\t2\na\t3"]


def test_a_blank_to_be_filled_in_is_text() -> None:
    assert texts(read(p(run("trước ngày ") + control(run("[………]"), PROMPT) + run("; gửi về")))) == ["trước ngày [………]; gửi về"]


# --- tracked changes ---


MOVED_FROM = p(f"<w:moveFrom>{run('đi')}</w:moveFrom>", "<w:rPr><w:moveFrom/></w:rPr>")
MOVED_TO = p(f"<w:moveTo>{run('đi')}</w:moveTo>")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (MOVED_FROM + p("giữa") + MOVED_TO, ["giữa", "đi"]),
        (p(f"<w:ins><w:del>{run('thôi')}</w:del>{run('mới')}</w:ins>"), ["mới"]),
        (p("một", "<w:rPr><w:ins/></w:rPr>") + p("hai"), ["một", "hai"]),
        (p("nhập ", "<w:rPr><w:del/></w:rPr>") + p(f"<w:del>{run('bỏ')}</w:del>", "<w:rPr><w:del/></w:rPr>") + p("một"), ["nhập một"]),
        (tbl(row("1", "A", properties="<w:ins/>"), row("2", "B", properties="<w:del/>")) + p(""), ["1\tA"]),
        (tbl(row(cell("1"), cell("bỏ", "<w:cellDel/>"), cell("A")), row(cell("2"), cell("bỏ", "<w:cellDel/>"), cell("B"))), ["1\tA\n2\tB"]),
        (p("x", "<w:rPr><w:del/></w:rPr>") + tbl(row("1", "2"), row("3", "4")) + p("sau"), ["x", "1\t2\n3\t4", "sau"]),
    ],
)  # fmt: skip
def test_tracked_changes_read_as_accepted(body: str, expected: list[str]) -> None:
    document = read(body)
    assert texts(document) == expected
    assert codes(document) == ["tracked-changes"]


def test_a_change_of_look_alone_is_no_change_of_text() -> None:
    content = run("chữ", "<w:b/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")
    document = read(p(content, '<w:jc w:val="center"/><w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'))
    assert (only(document).text, only(document).is_bold, only(document).alignment) == ("chữ", True, "center")
    assert codes(document) == []


def test_a_note_in_a_paragraph_whose_end_was_deleted_is_kept() -> None:
    notes = f'<w:footnote w:id="1">{p("Nguồn.")}</w:footnote>'
    body = p(run("một ") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "<w:rPr><w:del/></w:rPr>") + p(" hai")
    assert texts(read(body, {"footnotes": notes})) == ["một ¹ hai", "Nguồn."]


# --- hidden text ---

VANISH = "<w:vanish/>"
HIDING = '<w:style w:type="{}" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
HIDDEN_BOX = f"<w:r><w:rPr>{VANISH}</w:rPr><w:pict><v:textbox><w:txbxContent>{p('ẩn')}</w:txbxContent></v:textbox></w:pict></w:r>"
HIDDEN_ROW = row(p(run("2", VANISH)), p(run("B", VANISH)), properties="<w:hidden/>")


@pytest.mark.parametrize(
    ("body", "styles", "expected"),
    [
        (p(run("hiện") + run(" ẩn", '<w:rStyle w:val="An"/>')), HIDING.format("character"), ["hiện"]),
        (p("ẩn", '<w:pStyle w:val="An"/>') + p("hiện"), HIDING.format("paragraph"), ["hiện"]),
        (tbl(row("1", "A"), HIDDEN_ROW, row("3", "C")), "", ["1\tA\n3\tC"]),
        (p(HIDDEN_BOX + run("hiện")), "", ["hiện"]),
    ],
)
def test_hidden_text_is_left_out_with_a_note(body: str, styles: str, expected: list[str]) -> None:
    document = read(body, {"styles": styles})
    assert texts(document) == expected
    assert codes(document) == ["hidden-text"]


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(run("[daky]", WHITE) + run("(Đã ký)")), ["(Đã ký)"]),
        (p(run("chữ trắng", WHITE + DARK)), ["chữ trắng"]),
        (p(run("chữ trắng", WHITE), DARK), ["chữ trắng"]),
        (tbl(row(cell(p(run("TT", WHITE)), DARK), "Tên"), row("1", "A")) + p(""), ["TT\tTên\n1\tA"]),
        (
            tbl(row(cell(p(run("TT", WHITE))), "Tên"), row("1", "A"), borders='<w:tblStyle w:val="Mau"/>' + BORDERS) + p(""),
            ["TT\tTên\n1\tA"],
        ),
    ],
)
def test_white_letters_are_text_only_on_a_colour(body: str, expected: list[str]) -> None:
    styles = f'<w:style w:type="table" w:styleId="Mau"><w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>'
    document = read(body, {"styles": styles})
    assert texts(document) == expected
    assert codes(document) == (["hidden-text"] if "[daky]" in body else [])


def test_text_hidden_from_web_pages_alone_is_text() -> None:
    assert texts(read(p(run("hiện", "<w:webHidden/>")))) == ["hiện"]


def test_a_heading_run_into_its_paragraph_is_one_line() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    heading = p("Mục tiêu. ", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/><w:specVanish/></w:rPr>')
    assert texts(read(heading + p("Kết nạp 12 đảng viên."), {"numbering": numbering})) == ["1. Mục tiêu. Kết nạp 12 đảng viên."]


# --- notes ---


def note_at(number: int, kind: str = "footnote", custom: str = "") -> str:
    follows = ' w:customMarkFollows="1"' if custom else ""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference{follows} w:id="{number}"/>{custom}</w:r>'


def notes(kind: str, *given: str) -> str:
    return "".join(f'<w:{kind} w:id="{number}">{p(text)}</w:{kind}>' for number, text in enumerate(given, 1))


def marks(document: Document) -> list[tuple[str, str | None]]:
    return [(block.text, block.mark) for block in document.paragraphs]


@pytest.mark.parametrize(
    ("custom", "text", "mark"),
    [
        ("<w:t>*</w:t>", "* Số tạm tính", "*"),
        ("<w:t>1</w:t>", "Số tạm tính", "¹"),
        ('<w:sym w:font="Symbol" w:char="F02A"/>', "Số tạm tính", "*"),
    ],
)
def test_a_mark_of_ones_own_is_the_mark(custom: str, text: str, mark: str) -> None:
    document = read(p(run("12 đảng viên") + note_at(1, custom=custom)), {"footnotes": notes("footnote", text)})
    assert marks(document) == [(f"12 đảng viên{mark}", None), ("Số tạm tính", mark)]


def test_endnotes_and_footnotes_are_counted_apart() -> None:
    body = p(run("a") + note_at(1) + run("b") + note_at(1, "endnote") + run("c") + note_at(2))
    document = read(body, {"footnotes": notes("footnote", "một", "hai"), "endnotes": notes("endnote", "cuối")})
    assert marks(document) == [("a¹bⁱc²", None), ("một", "¹"), ("cuối", "ⁱ"), ("hai", "²")]


def test_notes_may_begin_anew_with_each_section_or_page() -> None:
    each_section = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    given = {"footnotes": notes("footnote", "một", "hai", "ba")}
    document = read(p(run("a") + note_at(1), each_section) + p(run("b") + note_at(2)) + each_section, given)
    assert [mark for _, mark in marks(document) if mark] == ["¹", "¹"]
    settings = '<w:footnotePr><w:numStart w:val="2"/><w:numRestart w:val="eachPage"/></w:footnotePr>'
    body = p(run("a") + note_at(1) + note_at(2)) + p("<w:r><w:lastRenderedPageBreak/></w:r>" + run("b") + note_at(3))
    assert [mark for _, mark in marks(read(body, given | {"settings": settings})) if mark] == ["²", "³", "²"]


def test_notes_in_cells_follow_their_table() -> None:
    body = tbl(row(cell(p(run("12") + note_at(1))), "x"), row("3", "y")) + p("")
    assert texts(read(body, {"footnotes": notes("footnote", "Tạm tính")})) == ["12¹\tx\n3\ty", "Tạm tính"]


# --- boxes ---


def boxed(content: str) -> str:
    return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def test_boxes_in_boxes_and_in_groups_are_read_once() -> None:
    nested = boxed(p("ngoài") + p(boxed(p("trong"))))
    group = (
        "<w:r><w:pict><v:group>"
        + "".join(f"<v:shape><v:textbox><w:txbxContent>{p(text)}</w:txbxContent></v:textbox></v:shape>" for text in ("một", "hai"))
        + "</v:group></w:pict></w:r>"
    )
    assert texts(read(p(nested) + p(group) + p("thân"))) == ["ngoài", "trong", "một", "hai", "thân"]


def test_heads_of_every_kind_of_page_are_furniture_with_their_boxes() -> None:
    heads = {"header1": p("Trang đầu"), "header2": p(boxed(p("Trang chẵn"))), "header3": tbl(row("Trang lẻ", "HUYỆN ỦY")) + p("")}
    document = read(p("Nội dung"), heads | {"footer1": p(run("Lưu: ") + field("PAGE", "2"))})
    assert texts(document) == ["Nội dung"]
    assert document.furniture == ("Trang đầu", "Trang chẵn", "Trang lẻ", "HUYỆN ỦY", "Lưu:")


# --- what is not read is told ---


def test_a_file_of_pictures_alone_has_no_text() -> None:
    with pytest.raises(NoText):
        read(p("<w:r><w:drawing><wp:inline/></w:drawing></w:r>"), {"header1": p("Sở Y tế")})


CHART = '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<w:altChunk w:id="x"/>' + p("a"), "embedded-part"),
        (p(run("a") + "<w:subDoc/>"), "embedded-part"),
        (p(run("a") + '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'), "embedded-part"),
        (p(run("a") + f"<w:r><w:drawing><wp:inline>{CHART}</wp:inline></w:drawing></w:r>"), "drawn-text"),
    ],
)
def test_parts_that_are_not_read_are_told(content: str, code: str) -> None:
    document = read(content)
    assert (texts(document), codes(document)) == (["a"], [code])


# --- tables ---


def spans(document: Document) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in document.tables[0].cells]


def test_rows_may_begin_late_and_end_early() -> None:
    short = row("B", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    document = read(tbl(row("1", "2", "3"), short, row("4", "5", "6")))
    assert (1, 1, 1, 1, "B") in spans(document)
    assert document.tables[0].grid[1][0] is None


def test_merges_of_every_kind() -> None:
    on, begin = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
    level = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    body = tbl(
        row(cell("không có đầu", on), cell("ngang", level[0]), cell("", level[1])),
        row(cell("", on), cell("dọc", begin), "c"),
        row("d", cell("", on), "e"),
        row("g", cell("", on), "h"),
    )
    assert spans(read(body)) == [
        (0, 0, 2, 1, "không có đầu"), (0, 1, 1, 2, "ngang"), (1, 1, 3, 1, "dọc"), (1, 2, 1, 1, "c"),
        (2, 0, 1, 1, "d"), (2, 2, 1, 1, "e"), (3, 0, 1, 1, "g"), (3, 2, 1, 1, "h"),
    ]  # fmt: skip


# --- old fonts ---

OLD = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
THEMED = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
THEME = '<a:themeElements><a:fontScheme><a:minorFont><a:latin typeface=".VnTime"/></a:minorFont></a:fontScheme></a:themeElements>'


@pytest.mark.parametrize(
    "parts",
    [
        {"styles": f"<w:docDefaults><w:rPrDefault><w:rPr>{OLD.format('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>"},
        {"styles": f'<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>{OLD.format(".VnTime")}</w:rPr></w:style>'},
        {"styles": f"<w:docDefaults><w:rPrDefault><w:rPr>{THEMED}</w:rPr></w:rPrDefault></w:docDefaults>", "theme1": THEME},
    ],
    ids=["defaults", "style", "theme"],
)
def test_old_fonts_are_found_wherever_they_are_named(parts: dict[str, str]) -> None:
    assert only(read(p("KÕ ho¹ch ph¸t triÓn"), parts)).text == "Kế hoạch phát triển"


def test_unicode_under_an_old_font_is_known_by_the_rest_of_the_file() -> None:
    old = OLD.format(".VnTime")
    document = read(p(run("Kế hoạch của Đảng ủy", old)) + p(run("Có", old)) + p(run("Hà Nam", old)))
    assert texts(document) == ["Kế hoạch của Đảng ủy", "Có", "Hà Nam"]
    assert texts(read(p(run("KÕ ho¹ch cña §¶ng", old)) + p(run("Cã", old)))) == ["Kế hoạch của Đảng", "Có"]


# --- columns ---


def test_text_in_columns_ends_with_its_section() -> None:
    two = '<w:sectPr><w:type w:val="continuous"/><w:cols w:num="2"/></w:sectPr>'
    one = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    split = p("trái") + p('<w:r><w:br w:type="column"/></w:r>' + run("phải"), two)
    assert columns(read(p("đầu", one) + split + p("cuối") + one)) == [(None, "đầu"), (0, "trái"), (1, "phải"), (None, "cuối")]


def test_a_point_with_a_wide_gap_is_one_line() -> None:
    stop = '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>'
    gap = p("c) Tên đơn vị được trình bày tại ô số 2" + " " * 14 + "Mục IV Phần I.", stop)
    assert columns(read(gap + p("3. Ký hiệu", stop))) == [
        (None, "c) Tên đơn vị được trình bày tại ô số 2 Mục IV Phần I."),
        (None, "3. Ký hiệu"),
    ]


CENTERED = '<w:jc w:val="center"/>'
BREAK = "<w:r><w:br/></w:r>"


def test_a_centred_title_ends_where_its_look_changes_at_a_break() -> None:
    title = run("Quy định", "<w:b/>") + BREAK + run("về quản lý", "<w:b/>") + BREAK + run("(Kèm theo Quyết định", "<w:i/>") + BREAK
    document = read(p(title + run("số 5)", "<w:i/>"), CENTERED))
    assert texts(document) == ["Quy định về quản lý", "(Kèm theo Quyết định số 5)"]


def test_a_signature_beside_a_blank_has_lines() -> None:
    signature = run("TM. ỦY BAN NHÂN DÂN") + BREAK + run("CHỦ TỊCH") + BREAK + BREAK + run("Lê Văn Mẫu")
    document = read(tbl(row("", cell(p(signature, CENTERED))), borders="") + p(""))
    assert columns(document) == [(None, "TM. ỦY BAN NHÂN DÂN"), (None, "CHỦ TỊCH"), (None, "Lê Văn Mẫu")]


def test_a_foot_with_thin_blank_columns_and_a_note_below_is_no_table() -> None:
    edge = "<w:tcBorders><w:top w:val='single'/></w:tcBorders>"
    body = tbl(
        row("", "Nơi nhận:", "", cell("TM. ĐẢNG ỦY", '<w:gridSpan w:val="2"/>')),
        row("", "- Lưu VT.", "", cell("BÍ THƯ", '<w:gridSpan w:val="2"/>')),
        row(cell("Ghi chú: hai bản", '<w:gridSpan w:val="4"/>' + edge), ""),
        borders="",
    )
    assert columns(read(body + p(""))) == [
        (0, "Nơi nhận:"), (0, "- Lưu VT."), (1, "TM. ĐẢNG ỦY"), (1, "BÍ THƯ"), (None, "Ghi chú: hai bản"),
    ]  # fmt: skip


def test_one_row_without_upright_lines_is_no_table() -> None:
    borders = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'
    assert columns(read(tbl(row("TÊN CƠ QUAN", "SAO Y"), borders=borders) + p(""))) == [(0, "TÊN CƠ QUAN"), (1, "SAO Y")]


REPEATED = "<w:tblHeader/>"


def test_a_head_pasted_into_its_table_again_is_dropped_and_counted() -> None:
    head, again = ("TT", "Chỉ tiêu hoá¹"), ("TT", "Chỉ tiêu hóa")
    body = tbl(row(*head, properties=REPEATED), row("1", "A"), row(*again), row("2", "B"), row(*again), row("3", "C"))
    (table,) = read(body + p("")).tables
    assert [c.text for c in table.cells if c.column == 1] == ["Chỉ tiêu hoá¹", "A", "B", "C"]
    assert (table.height, table.proof) == (4, {"read": 6, "repeated_heads": 2, "glued": 0})


def test_equal_rows_of_data_stay() -> None:
    assert read(tbl(row("A", "đạt"), row("B", "đạt"), row("A", "đạt")) + p("")).tables[0].height == 3

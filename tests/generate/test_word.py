import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from extract.directive import Directive, Source, TableFacts, TableRow
from generate.lint import lint
from generate.plan import BLANK, Blank, Line, Number, Plan
from generate.presentation import read
from generate.rulebook import load
from generate.word import TemplateFault, render
from templates.build import FOLDER, build
from tests.generate.plans import of_the_state, phu_hoa, without_appendix
from tests.generate.test_lint import changed, swap

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def comments(content: bytes) -> dict[str, str]:
    return {str(comment.comment_id): comment.text for comment in docx.Document(io.BytesIO(content)).comments}


def commented(content: bytes) -> Iterator[tuple[str, str]]:
    """What stands between the ends of each comment, with its id, in document order."""
    open_ranges: dict[str, str] = {}
    for element in document(content).iter():
        if element.tag == W + "commentRangeStart":
            open_ranges[element.get(W + "id")] = ""
        elif element.tag == W + "commentRangeEnd":
            yield open_ranges.pop(element.get(W + "id")), element.get(W + "id")
        elif element.tag == W + "t":
            open_ranges = {key: text + element.text for key, text in open_ranges.items()}
    assert not open_ranges


def controls(content: bytes) -> list[tuple[str, str]]:
    return [(control.find(f"{W}sdtPr/{W}tag").get(W + "val"), "".join(control.itertext())) for control in document(content).iter(W + "sdt")]


def lines(content: bytes) -> list[str]:
    return ["".join(text.text or "" for text in paragraph.iter(W + "t")) for paragraph in document(content).iter(W + "p")]


def style_of(content: bytes, text: str) -> str:
    paragraph = next(p for p in document(content).iter(W + "p") if "".join(t.text or "" for t in p.iter(W + "t")) == text)
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val"))


def with_line(plan: Plan, line: Line) -> Plan:
    return replace(plan, closing=(line, *plan.closing))


def test_every_number_carries_one_comment_with_its_source() -> None:
    plan = phu_hoa()
    content = render(plan)
    said = comments(content)
    marked = [(text, said[number]) for text, number in commented(content)]
    numbers = [(text, comment) for text, comment in marked if text in {number.text for number in plan.numbers()}]
    assert [text for text, _ in numbers] == [number.text for number in plan.numbers()]
    opening = {"directive": "Nguồn: Kế hoạch số 12-KH/HU, trang 5", "allocation": "Nguồn: phân bổ", "computed": "Nguồn: tính từ"}
    for (_, comment), number in zip(numbers, plan.numbers(), strict=True):
        assert comment.startswith(opening[number.source])


def test_a_cell_is_named_by_its_heads_when_the_directive_is_at_hand() -> None:
    table = TableFacts(
        "b1", None, (5,), "tables/1.csv", "quota", ("TT", "Tên đảng bộ", "Tổng số", "Chia ra theo quý / Quý I"),
        (TableRow("unit", ("1", "Phú Hòa", "3", "1")),),
    )  # fmt: skip
    directive = Directive(Source("d.docx", "0" * 64, "docx", 5, False, None), tables=(table,))
    said = list(comments(render(phu_hoa(), directive=directive)).values())
    assert "Nguồn: Kế hoạch số 12-KH/HU, trang 5, bảng 1, dòng “Phú Hòa”, cột “Chia ra theo quý / Quý I”: “1”." in said
    assert "Nguồn: Kế hoạch số 12-KH/HU, trang 5, bảng 1, dòng 1, cột 4: “1”." in comments(render(phu_hoa())).values()


@pytest.mark.parametrize(
    ("number", "comment"),
    [
        (Number("10", 10, "lead_days", "profile"), "Nguồn: hồ sơ đơn vị (lead_days)."),
        (
            Number("02", 2, "quota.quarter.2", "computed", None, ("quota.total", "unknown")),
            "Nguồn: tính từ số liệu đã có (chỉ tiêu quý II); tính từ: chỉ tiêu được giao: 03; unknown.",
        ),
        (Number("2026", 2026, "date.year", "profile"), "Nguồn: ngày lập dự thảo."),
        (
            Number("2", 2, "sum", "computed", None, ("quota.quarter.1", "quota.quarter.2", "quota.quarter.3")),
            "Nguồn: tính từ số liệu đã có (sum); tính từ: 01 + 01 + 01.",
        ),
        (
            Number("1", 1, "allocation.3.part.2", "allocation", None, ("quota.total", "profile.lower")),
            "Nguồn: phân bổ cho các đơn vị trực thuộc (chỉ tiêu của đơn vị thứ 3, cột 2); "
            "tính từ: chỉ tiêu được giao: 03; danh sách đơn vị trực thuộc.",
        ),
        (Number("60%", 60, "share", "directive"), "Nguồn: Kế hoạch số 12-KH/HU; chưa xác định được vị trí."),
    ],
)
def test_the_words_of_a_source(number: Number, comment: str) -> None:
    content = render(with_line(phu_hoa(), Line(("Trước ", number, "."))))
    assert comment in comments(content).values()


def test_a_passage_is_quoted_beside_the_first_words_of_its_line() -> None:
    content = render(phu_hoa())
    said = comments(content)
    ranges = {text: said[number] for text, number in commented(content)}
    quote = ranges["Các chi bộ rà"]
    assert quote.startswith("Nguồn: Kế hoạch số 12-KH/HU, trang 2: “Các cấp ủy cơ sở rà soát")
    assert quote.endswith(" …”.")
    assert len(quote.split("“")[1].split()) == 26
    assert ranges["Hướng dẫn số 03-HD/BTCHU"] == "Tên văn bản trong bản gốc bị mờ."


def test_every_blank_is_a_content_control_with_its_reason() -> None:
    plan = phu_hoa()
    content = render(plan)
    assert controls(content) == [(blank.field, BLANK) for blank in plan.blanks()]
    assert "".join(lines(content)).count(BLANK) == len(plan.blanks())
    said = comments(content).values()
    assert all(f"Cần điền: {blank.reason}" in said for blank in plan.blanks())
    highlights = [control.find(f".//{W}highlight") for control in document(content).iter(W + "sdt")]
    assert all(highlight is not None for highlight in highlights)
    numbers = [control.find(f"{W}sdtPr/{W}id").get(W + "val") for control in document(content).iter(W + "sdt")]
    assert len(set(numbers)) == len(numbers)


def test_the_text_stands_in_the_plan_s_order() -> None:
    printed = lines(render(phu_hoa()))
    wanted = [
        "ĐẢNG BỘ HUYỆN TÂN LẬP",
        "ĐẢNG ỦY XÃ PHÚ HÒA",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số [………]-KH/ĐU",
        "Dự thảo lần 1",
        "Phú Hòa, ngày [………] tháng [………] năm 2026",
        "KẾ HOẠCH",
        "năm 2026",
        "-----",
        "I- MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Xác định phát triển đảng viên là nhiệm vụ thường xuyên của Đảng bộ xã.",
        "+ Hướng dẫn số 03-HD/BTCHU ngày 02/02/2026 của Ban Tổ chức Huyện ủy về hồ sơ kết nạp đảng viên.",
        "2. Văn phòng Đảng ủy theo dõi, đôn đốc, tổng hợp kết quả.",
        "Nơi nhận:",
        "- Ban Thường vụ Tỉnh ủy (báo cáo);",
        "- Lưu Văn phòng Đảng ủy.",
        "T/M ĐẢNG ỦY",
        "BÍ THƯ",
        "BIỂU PHÂN BỔ",
        "Đơn vị tính: đảng viên",
    ]
    assert [line for line in printed if line in wanted] == wanted


def test_styles_carry_the_form() -> None:
    content = render(phu_hoa())
    assert style_of(content, "KẾ HOẠCH") == "TenLoai"
    assert style_of(content, "I- MỤC ĐÍCH, YÊU CẦU") == "Phan"
    assert style_of(content, "1. Mục đích") == "Muc"
    assert style_of(content, "- Các chi bộ trực thuộc;") == "DanhSachNoiNhan"
    names = {style.name for style in docx.Document(io.BytesIO(content)).styles}
    assert {component.style for component in load("party-2026").components.values()} <= names


def test_the_appendix_head_has_two_levels_and_repeats() -> None:
    table = docx.Document(io.BytesIO(render(phu_hoa()))).tables[-1]
    shown = [[cell.text for cell in row.cells] for row in table.rows]
    assert shown[0] == ["TT", "Tên chi bộ", "Tổng số", *["Chia ra theo quý"] * 3]
    assert shown[1] == ["TT", "Tên chi bộ", "Tổng số", "Quý I", "Quý II", "Quý III"]
    assert shown[2] == ["1", "Chi bộ thôn Đông", "1", "1", "0", "0"]
    assert shown[-1] == ["", "Cộng", "3", "1", "1", "1"]
    rows = table._tbl.findall(W + "tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    grid = [int(column.get(W + "w") or 0) for column in table._tbl.iter(W + "gridCol")]
    assert len(grid) == 6
    assert abs(sum(grid) - 9355) <= 5
    assert {paragraph.style.name for cell in table.rows[-1].cells for paragraph in cell.paragraphs} == {"Ô cộng"}


def test_a_head_of_one_level_is_one_row() -> None:
    plan = phu_hoa()
    assert plan.appendix
    columns = tuple((sub or head, None) for head, sub in plan.appendix.columns)
    table = docx.Document(io.BytesIO(render(replace(plan, appendix=replace(plan.appendix, columns=columns))))).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Tên chi bộ", "Tổng số", "Quý I", "Quý II", "Quý III"]
    assert [cell.text for cell in table.rows[1].cells][1] == "Chi bộ thôn Đông"


def test_without_an_appendix_the_document_ends_with_the_signature() -> None:
    content = render(without_appendix(phu_hoa()))
    assert len(docx.Document(io.BytesIO(content)).tables) == 2
    assert "Đơn vị tính" not in "".join(lines(content))


def test_the_rule_book_ends_the_lines_of_the_recipients() -> None:
    printed = lines(render(phu_hoa("party-2018")))
    assert "- Ban Thường vụ Huyện ủy (báo cáo)," in printed
    assert "- Lưu Văn phòng Đảng ủy." in printed


def test_special_characters_and_a_long_list_of_recipients_stand_as_written() -> None:
    words = "Chi bộ Công ty “A & B” <May> 'Phú' \"Hòa\" {{ line }} {% if %}"
    plan = phu_hoa()
    recipients = tuple(f"Chi bộ thôn số {n} & đơn vị <{n}>" for n in range(1, 80))
    plan = with_line(plan, Line((words, Number("<5 & 6>", 5, 'a<b>&"c"', "profile"), Blank('x"<&>', "hỏi <ai> & “đâu”"))))
    plan = replace(plan, foot=replace(plan.foot, recipients=(*recipients, "Lưu Văn phòng Đảng ủy")))
    content = render(plan)
    printed = lines(content)
    assert f"{words}<5 & 6>{BLANK}" in printed
    assert [line for line in printed if line.startswith("- Chi bộ thôn số")] == [f"- {name};" for name in recipients]
    assert "Cần điền: hỏi <ai> & “đâu”" in comments(content).values()
    assert ('x"<&>', BLANK) in controls(content)


def test_the_number_of_an_item_goes_before_the_bullet_of_its_first_line() -> None:
    plan = phu_hoa()
    item = replace(plan.parts[0].items[0], heading=None, label="1.", lines=(Line(("Tuyên truyền.",), "-"), Line(("Vận động.",), "-")))
    printed = lines(render(replace(plan, parts=(replace(plan.parts[0], items=(item,)),))))
    assert "1. Tuyên truyền." in printed
    assert "- Vận động." in printed


def test_a_long_list_of_recipients_may_run_over_a_page_and_a_short_one_stays_whole() -> None:
    plan = phu_hoa()
    long = replace(plan, foot=replace(plan.foot, recipients=tuple(f"Chi bộ thôn {n}" for n in range(60))))
    foot = [next(iter(document(render(p)).findall(f".//{W}tbl")[1].iter(W + "tr"))) for p in (plan, long)]
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in foot] == [True, False]


def test_control_characters_and_loose_marks_of_the_source_do_no_harm() -> None:
    content = render(with_line(phu_hoa(), Line(("a\x0bb \ue0000\ue001 c\nd",))))
    assert "a b  0  c d" in lines(content)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert render(phu_hoa()) == render(phu_hoa())


def test_the_properties_name_the_plan_and_no_person() -> None:
    properties = docx.Document(io.BytesIO(render(phu_hoa()))).core_properties
    assert properties.title == "Kế hoạch phát triển đảng viên trong thanh niên nông thôn năm 2026"
    assert properties.author == "trienkhai"
    assert properties.language == "vi-VN"


@pytest.mark.parametrize("plan", [phu_hoa(), phu_hoa("party-2018"), of_the_state()], ids=lambda plan: plan.rulebook)
def test_the_committed_template_is_what_the_script_builds(tmp_path: Path, plan: Plan) -> None:
    book = "state-2020" if plan.rulebook == "state-2020" else "party-2026"
    build(load(book), tmp_path / "built.docx")
    assert render(plan, template=tmp_path / "built.docx") == render(plan)


def test_staff_may_change_the_template(tmp_path: Path) -> None:
    build(load("party-2026"), tmp_path / "mau.docx")
    template = docx.Document(str(tmp_path / "mau.docx"))
    template.styles["Tên loại"].font.size = docx.shared.Pt(15)
    template.add_paragraph("Đơn vị soạn thảo: {{ head.issuer }}", style="Nội dung")
    template.save(str(tmp_path / "mau.docx"))
    content = render(phu_hoa(), template=tmp_path / "mau.docx")
    assert "Đơn vị soạn thảo: ĐẢNG ỦY XÃ PHÚ HÒA" in lines(content)
    assert "T01" not in {breach.rule for breach in lint(content, load("party-2026"))}


@pytest.mark.parametrize("text", ["{{ head.seal }}", "{{ nothing }}", "{% if kind %}", "{{ kind"])
def test_a_broken_template_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    build(load("party-2026"), tmp_path / "mau.docx")
    template = docx.Document(str(tmp_path / "mau.docx"))
    template.add_paragraph(text)
    template.save(str(tmp_path / "mau.docx"))
    with pytest.raises(TemplateFault, match=r"mau\.docx"):
        render(phu_hoa(), template=tmp_path / "mau.docx")


def test_a_number_that_nobody_could_read_is_a_marked_blank_in_the_title_too() -> None:
    plan = phu_hoa()
    unread = replace(plan, title=("thực hiện Chỉ thị số [………] của Ban Thường vụ Huyện ủy",))
    content = render(unread)
    (title,) = (p for p in read(content).paragraphs if p.text.startswith("thực hiện Chỉ thị"))
    assert [run.control for run in title.runs if "[………]" in run.text] == [True]
    assert lint(content) == ()


def test_a_template_that_a_plan_of_two_lines_breaks_is_refused(tmp_path: Path) -> None:
    plan = phu_hoa()
    path = tmp_path / "mau.docx"
    path.write_bytes(changed((FOLDER / "ke-hoach-dang.docx").read_bytes(), swap("{%p for line in title %}", "{% for line in title %}")))
    with pytest.raises(TemplateFault, match="templates check"):
        render(replace(plan, title=("một", "hai")), template=path)


def test_an_office_s_folder_that_is_not_there_or_holds_a_misspelt_name_is_told(tmp_path: Path) -> None:
    plan = phu_hoa()
    with pytest.raises(TemplateFault, match="Không thấy thư mục mẫu"):
        render(plan, templates=tmp_path / "mau")
    own = (FOLDER / "ke-hoach-dang.docx").read_bytes()
    (tmp_path / "ke-hoach-dang (1).docx").write_bytes(own)
    with pytest.raises(TemplateFault, match="Đổi tên tệp thành"):
        render(plan, templates=tmp_path)
    (tmp_path / "ke-hoach-dang.docx").write_bytes(own)
    assert render(plan, templates=tmp_path) == render(plan)


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mau.docx").write_bytes(b"no")
    with pytest.raises(TemplateFault, match=r"mau\.docx"):
        render(phu_hoa(), template=tmp_path / "mau.docx")

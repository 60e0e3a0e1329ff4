"""Spreadsheets: what stands on the sheets, as a person sees it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

import ingest
from ingest.document import Document, Table
from ingest.errors import HostileFile, NoCells
from ingest.number_formats import shown_number, shown_text
from tests.ingest.sheet_files import raw_sheet, read, with_part, xlsx


def fill(sheet: Worksheet, rows: list[list[object]]) -> None:
    for row in rows:
        sheet.append(row)


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def printed(table: Table) -> list[list[str]]:
    """The table's texts, a merged cell once."""
    return [row.split("\t") for row in table.text.split("\n")]


QUOTA: list[list[object]] = [
    ["TT", "Đơn vị", "Tổng số", "Quý I", "Quý II"],
    [1, "Chi bộ Cầu Mới", 5, 2, 3],
    [2, "Chi bộ Bến Đò", 4, 1, 3],
]


def test_titles_above_and_notes_below_are_paragraphs() -> None:
    def sheet(ws: Worksheet) -> None:
        fill(ws, [["BIỂU GIAO CHỈ TIÊU"], ["(kèm theo Kế hoạch số 12-KH/ĐU)"], [], *QUOTA, [], ["Ghi chú: số liệu tạm giao."]])
        ws.merge_cells("A1:E1")
        ws.merge_cells("A2:E2")

    document = read(xlsx(sheet))
    assert texts(document) == ["BIỂU GIAO CHỈ TIÊU", "(kèm theo Kế hoạch số 12-KH/ĐU)", "Ghi chú: số liệu tạm giao."]
    assert printed(document.tables[0]) == [[str(cell) for cell in row] for row in QUOTA]
    assert [block.index for block in document.blocks] == [0, 1, 2, 3]


def test_a_title_right_on_top_of_the_table_and_a_note_right_below() -> None:
    def sheet(ws: Worksheet) -> None:
        fill(ws, [["BIỂU GIAO CHỈ TIÊU"], *QUOTA, ["Ghi chú: quý III giao sau."]])
        ws.merge_cells("A1:E1")
        ws.merge_cells("A5:E5")

    document = read(xlsx(sheet))
    assert texts(document) == ["BIỂU GIAO CHỈ TIÊU", "Ghi chú: quý III giao sau."]
    assert document.tables[0].height == 3


def test_a_head_of_three_rows_keeps_its_spans() -> None:
    def sheet(ws: Worksheet) -> None:
        fill(
            ws,
            [
                ["TT", "Đơn vị", "Kết nạp đảng viên", None, None],
                [None, None, "Tổng số", "Chia ra", None],
                [None, None, None, "Nam", "Nữ"],
                [1, "Chi bộ Cầu Mới", 5, 2, 3],
            ],
        )
        for area in ("A1:A3", "B1:B3", "C1:E1", "C2:C3", "D2:E2"):
            ws.merge_cells(area)
        ws.print_title_rows = "1:3"

    (table,) = read(xlsx(sheet)).tables
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["Đơn vị"] == (0, 1, 3, 1)
    assert spans["Kết nạp đảng viên"] == (0, 2, 1, 3)
    assert spans["Chia ra"] == (1, 3, 1, 2)
    assert table.header_rows == 3


def test_tables_one_under_another_and_side_by_side() -> None:
    def sheet(ws: Worksheet) -> None:
        right: list[list[object]] = [[None, "TT", "Lớp", "Số"], [None, 1, "Lớp sơ cấp", 7], [None, 2, "Lớp bồi dưỡng", 8]]
        fill(ws, [row[:3] + beside for row, beside in zip(QUOTA, right, strict=True)])
        fill(ws, [[], ["Nội dung", "Cơ quan", "Thời gian"], ["Sơ kết", "Văn phòng", "Tháng 6"], ["Tổng kết", "Văn phòng", "Tháng 12"]])

    tables = read(xlsx(sheet)).tables
    assert [table.grid[0][1].text for table in tables if table.grid[0][1]] == ["Đơn vị", "Lớp", "Cơ quan"]
    assert [table.height for table in tables] == [3, 3, 3]


def test_a_blank_row_inside_a_table_does_not_cut_it() -> None:
    document = read(xlsx(lambda ws: fill(ws, [*QUOTA, [], [3, "Chi bộ Gò Găng", 6, 3, 3], [4, "Chi bộ Đồng Lát", 1, 1, 0]])))
    assert [table.height for table in document.tables] == [5]


def test_head_and_signature_stand_in_columns() -> None:
    def sheet(ws: Worksheet) -> None:
        fill(
            ws,
            [
                ["ĐẢNG BỘ XÃ BẾN ĐÁ", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
                ["Số 12-KH/ĐU", None, None, "Bến Đá, ngày 5 tháng 2 năm 2026"],
                [],
                ["BIỂU GIAO CHỈ TIÊU"],
                [],
                *[row[:4] for row in QUOTA],
                [],
                ["NGƯỜI LẬP BIỂU", None, None, "BÍ THƯ"],
                ["Lê Thị Mơ", None, None, "Trần Văn Cội"],
            ],
        )
        ws.merge_cells("A4:D4")

    document = read(xlsx(sheet))
    columns = [(paragraph.column, paragraph.text) for paragraph in document.paragraphs]
    assert columns == [
        (0, "ĐẢNG BỘ XÃ BẾN ĐÁ"),
        (0, "Số 12-KH/ĐU"),
        (1, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (1, "Bến Đá, ngày 5 tháng 2 năm 2026"),
        (None, "BIỂU GIAO CHỈ TIÊU"),
        (0, "NGƯỜI LẬP BIỂU"),
        (0, "Lê Thị Mơ"),
        (1, "BÍ THƯ"),
        (1, "Trần Văn Cội"),
    ]
    assert len(document.tables) == 1


def test_lines_drawn_say_where_the_table_ends() -> None:
    def sheet(ws: Worksheet) -> None:
        fill(ws, [*QUOTA, ["NGƯỜI LẬP", None, "KẾ TOÁN", None, "BÍ THƯ"]])
        side = Side(style="thin")
        for row in ws["A1:E3"]:
            for cell in row:
                cell.border = Border(left=side, right=side, top=side, bottom=side)

    document = read(xlsx(sheet))
    assert document.tables[0].height == 3
    assert texts(document) == ["NGƯỜI LẬP", "KẾ TOÁN", "BÍ THƯ"]


def test_sheets_are_told_apart_by_name_and_empty_ones_are_left_out() -> None:
    data = xlsx(lambda ws: fill(ws, QUOTA), lambda ws: None, lambda ws: fill(ws, QUOTA), names=("Khối xã", "Trống", "Khối cơ quan"))
    document = read(data)
    assert texts(document) == ["Khối xã", "Khối cơ quan"]
    assert [paragraph.new_page for paragraph in document.paragraphs] == [False, True]


def test_line_breaks_typed_in_a_cell() -> None:
    rows: list[list[object]] = [
        ["TT", "Đơn vị\ntính", "TH\n2025", "TỔNG\nSỐ", "Cơ quan"],
        [1, "%", 80, 90, "- Sở Nội vụ;\n- Sở Y tế."],
        [2, "%", 70, 85, "Văn phòng"],
    ]
    (table,) = read(xlsx(lambda ws: fill(ws, rows))).tables
    assert printed_cells(table)[:5] == ["TT", "Đơn vị tính", "TH 2025", "TỔNG SỐ", "Cơ quan"]
    assert "- Sở Nội vụ;\n- Sở Y tế." in printed_cells(table)


def printed_cells(table: Table) -> list[str]:
    return [cell.text for cell in table.cells]


def test_what_is_hidden_is_left_out_with_a_note() -> None:
    def sheet(ws: Worksheet) -> None:
        fill(ws, [*QUOTA, [3, "Chi bộ ẩn", 9, 9, 9]])
        ws.row_dimensions[4].hidden = True
        ws.column_dimensions["C"].hidden = True

    def hidden(ws: Worksheet) -> None:
        fill(ws, QUOTA)
        ws.sheet_state = "hidden"

    document = read(xlsx(sheet, hidden, names=("Giao", "Nháp")))
    assert printed(document.tables[0])[0] == ["TT", "Đơn vị", "Quý I", "Quý II"]
    assert document.tables[0].height == 3
    notes = {note.code: note.values for note in document.notes}
    assert notes["hidden-cells"] == {"sheet": "Giao", "rows": "1", "columns": "1"}
    assert notes["hidden-sheet"] == {"sheets": "Nháp"}


def test_a_merged_title_is_shown_though_its_first_column_is_hidden() -> None:
    def sheet(ws: Worksheet) -> None:
        fill(ws, [["BIỂU GIAO CHỈ TIÊU"], *QUOTA])
        ws.merge_cells("A1:E1")
        ws.column_dimensions["A"].hidden = True

    assert texts(read(xlsx(sheet))) == ["BIỂU GIAO CHỈ TIÊU"]


def test_formulas_give_their_saved_results_and_are_never_computed() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Tổng</t></is></c><c r="B1"><f>1+1</f><v>7</v></c></row>'
    rows += '<row r="2"><c r="A2" t="inlineStr"><is><t>Chưa lưu</t></is></c><c r="B2"><f>SUM(B1)</f></c><c r="C2"><f>B1</f><v/></c></row>'
    rows += '<row r="3"><c r="A3" t="str"><f>"a"</f><v></v></c><c r="B3" t="e"><f>X9</f><v>#REF!</v></c><c r="C3"><v>3</v></c></row>'
    document = raw_sheet(rows)
    notes = {note.code: note.values for note in document.notes}
    assert "7" in document.blocks[0].text
    assert "#REF!" in document.blocks[0].text
    assert notes["formula-without-value"]["cells"] == "B2, C2"
    assert notes["cell-error"]["cells"] == "B3 #REF!"


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1234.5, "#,##0.0", "1.234,5"),
        (1234567, "#,##0", "1.234.567"),
        (0.125, "General", "0,125"),
        (0.1 + 0.2, "General", "0,3"),
        (0.825, "0.0%", "82,5%"),
        (7, "000", "007"),
        (912345678, "0000 000 000", "0912 345 678"),
        (45813, "dd/mm/yyyy", "05/06/2025"),
        (45813, "mm-dd-yy", "05/06/2025"),
        (45813, "mmm-yy", "06/2025"),
        (45813, '"Ngày "dd" tháng "mm" năm "yyyy', "Ngày 05 tháng 06 năm 2025"),
        (45813.5, "dd/mm/yyyy hh:mm", "05/06/2025 12:00"),
        (1.5, "[h]:mm", "36:00"),
        (0, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "-"),
        (-1234, "#,##0_);(#,##0)", "(1.234)"),
        (-3, "0", "-3"),
        (5, '0" đảng viên"', "5 đảng viên"),
        (1500000, '#,##0,"k"', "1.500k"),
        (2.5, "0", "3"),
        (0, "0;-0;;@", ""),
        (5, "[>=10]0;[<10]00", "05"),
    ],
)
def test_numbers_as_a_vietnamese_excel_shows_them(value: float, code: str, expected: str) -> None:
    assert shown_number(value, code) == expected


def test_text_under_a_format() -> None:
    assert shown_text("Mai", '"Xã "@') == "Xã Mai"
    assert shown_text("01", "General") == "01"
    assert shown_text("ẩn", ";;;") == ""


def test_dates_text_numbers_and_true() -> None:
    rows: list[list[object]] = [["Ngày", "Số", "Đúng"], [date(2026, 3, 31), "007", True], [date(2026, 12, 1), "0912", False]]
    (table,) = read(xlsx(lambda ws: fill(ws, rows))).tables
    assert printed(table)[1:] == [["31/03/2026", "007", "TRUE"], ["01/12/2026", "0912", "FALSE"]]


def test_bold_and_old_fonts() -> None:
    def sheet(ws: Worksheet) -> None:
        fill(ws, [["§¬n vÞ", "Tæng sè"], ["Chi bé", 5], ["Chi bé hai", 6]])
        for row in ws["A1:B3"]:
            for cell in row:
                cell.font = Font(name=".VnTime", bold=cell.row == 1)

    (table,) = read(xlsx(sheet)).tables
    assert printed(table) == [["Đơn vị", "Tổng số"], ["Chi bộ", "5"], ["Chi bộ hai", "6"]]
    assert [cell.bold for cell in table.cells[:2]] == [True, True]


def test_a_million_empty_rows_and_endless_dimensions_cost_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    rows += '<row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>5</v></c><c r="C2"><v>6</v></c></row>'
    rows += "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(3, 200_003))
    before = '<dimension ref="A1:XFD1048576"/>'
    document = raw_sheet(rows, before, '<mergeCells><mergeCell ref="C2:XFD1048576"/></mergeCells>')
    assert [(table.width, table.height) for table in document.tables] == [(3, 2)]


def test_cells_far_apart_make_no_giant_table() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>đầu</t></is></c></row>'
    rows += '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>cuối</t></is></c></row>'
    assert texts(raw_sheet(rows)) == ["đầu", "cuối"]


def test_entities_and_merges_without_end_are_refused() -> None:
    data = xlsx(lambda ws: fill(ws, QUOTA))
    with pytest.raises(HostileFile):
        read(with_part(data, "xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 3001))
    merges = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 10_001))
    with pytest.raises(HostileFile):
        raw_sheet(rows, after=f"<mergeCells>{merges}</mergeCells>")


def test_macros_are_noted_and_an_empty_workbook_is_named() -> None:
    data = with_part(xlsx(lambda ws: fill(ws, QUOTA)), "xl/vbaProject.bin", "macro")
    assert [note.code for note in read(data).notes] == ["macros-ignored"]
    with pytest.raises(NoCells):
        read(xlsx(lambda ws: None))


def test_the_sample_is_the_table_that_was_printed(shared: Path) -> None:
    document = ingest.read(shared / "samples" / "luc-ngan-bieu-giao-chi-tieu.xlsx")
    gold = sorted((shared / "gold" / "tables").glob("luc-ngan-72-kh-hu-[12].csv"))
    assert len(document.tables) == len(gold) == 2
    for table, path in zip(document.tables, gold, strict=True):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))[1:]
        assert printed(table)[2:] == rows


@pytest.mark.parametrize("name", ["TH_KTXH_DaHuoai_2015-2025.xlsx", "Giaidoan_bacai.xlsx"])
def test_a_large_sheet_with_thousands_of_formulas(shared: Path, name: str) -> None:
    document = ingest.read(shared / "real" / name)
    (table,) = document.tables
    assert table.grid[0][0] and table.grid[0][0].row_span == 2
    assert {"formula-without-value", "hidden-cells"} <= {note.code for note in document.notes}
    assert all("\n" not in cell.text for cell in table.cells if cell.row < 2)

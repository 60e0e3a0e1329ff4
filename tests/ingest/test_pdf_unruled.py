"""Tables that nobody ruled: told by their columns, joined over pages, and never made out of text that only stands side by side."""

from __future__ import annotations

import pytest

from ingest.document import Table
from tests.ingest.pdf_files import LEFT, PITCH, RIGHT, Sheet, read, width
from tests.ingest.test_layout import FIRST, SECOND

HEAD = ["TT", "Đơn vị", "Quý I", "Quý II"]
XS = [85.0, 120.0, 400.0, 480.0]
BODY = [["1", "Chi bộ thôn Đông", "2", "1"], ["2", "Chi bộ trường học", "1", "0"], ["3", "Chi bộ quân sự xã", "11", "5"]]


def rows(table: Table) -> list[list[str]]:
    return [line.split("\t") for line in table.text.split("\n")]


def put(sheet: Sheet, baseline: float, row: list[str], *, right: bool = True, size: float = 13, font: str = "R", step: float = 16) -> float:
    """Writes a row, its figures ending at one place where `right`; "|" wraps a cell. Returns where the next row stands."""
    deepest = baseline
    for number, (x, text) in enumerate(zip(XS, row, strict=True)):
        for depth, piece in enumerate(text.split("|")):
            place = x + 40 - width(piece, size) if right and number > 1 else x
            sheet.text(place, baseline + step * depth, piece, size, font)
            deepest = max(deepest, baseline + step * depth)
    return deepest + step


def table(sheet: Sheet, baseline: float, body: list[list[str]], head: list[str] | None = HEAD, **form: bool | float) -> float:
    if head:
        baseline = put(sheet, baseline, head, font="B", **form)  # type: ignore[arg-type]
    for row in body:
        baseline = put(sheet, baseline, row, **form)  # type: ignore[arg-type]
    return baseline


@pytest.mark.parametrize("right", [True, False], ids=["figures end at one place", "figures begin at one place"])
@pytest.mark.parametrize(("size", "step"), [(14, 18), (11, 13), (9, 22)])
def test_columns_are_told_by_their_gaps(right: bool, size: float, step: float) -> None:
    sheet = Sheet()
    end = sheet.paragraph(60, FIRST)
    end = table(sheet, end + 30, BODY, right=right, size=size, step=step)
    sheet.paragraph(end + 20, SECOND)
    before, found, after = read(sheet).blocks
    assert isinstance(found, Table)
    assert rows(found) == [HEAD, *BODY]
    assert (before.text, after.text) == (FIRST, SECOND)


def test_a_wrapped_name_is_one_cell_and_a_heading_a_row_of_its_own() -> None:
    sheet = Sheet()
    sheet.paragraph(60, FIRST)
    end = put(sheet, 200, HEAD, font="B")
    sheet.text(XS[0], end, "KHỐI NÔNG THÔN VÀ CÁC ĐƠN VỊ SỰ NGHIỆP TRỰC THUỘC", 13, "B")
    table(
        sheet, end + 16, [["1", "Chi bộ các cơ quan Đảng, Mặt trận|và đoàn thể", "2", "1"], *BODY[1:], ["", "Cộng", "14", "6"]], head=None
    )
    (found,) = read(sheet).tables
    assert rows(found) == [
        HEAD,
        ["KHỐI NÔNG THÔN VÀ CÁC ĐƠN VỊ SỰ NGHIỆP TRỰC THUỘC", "", "", ""],
        ["1", "Chi bộ các cơ quan Đảng, Mặt trận và đoàn thể", "2", "1"],
        *BODY[1:],
        ["", "Cộng", "14", "6"],
    ]


def test_a_name_over_two_lines_with_its_figures_between() -> None:
    sheet = Sheet()
    sheet.paragraph(60, FIRST)
    end = put(sheet, 200, HEAD, font="B")
    for number in range(3):
        top = end + 40 * number
        sheet.text(XS[1], top, "Chi bộ các cơ quan Đảng,", 13).text(XS[1], top + 15, f"Mặt trận và đoàn thể số {number}", 13)
        sheet.text(XS[0], top + 7.5, str(number + 1), 13).text(XS[2] + 20, top + 7.5, "4", 13).text(XS[3] + 20, top + 7.5, "5", 13)
    (found,) = read(sheet).tables
    expected = [[str(n + 1), f"Chi bộ các cơ quan Đảng, Mặt trận và đoàn thể số {n}", "4", "5"] for n in range(3)]
    assert rows(found) == [HEAD, *expected]


def test_a_head_of_two_levels() -> None:
    sheet = Sheet()
    sheet.paragraph(60, FIRST)
    sheet.text(405, 200, "Chỉ tiêu kết nạp", 13, "B")
    table(sheet, 216, BODY)
    (found,) = read(sheet).tables
    spanning = next(cell for cell in found.cells if cell.text == "Chỉ tiêu kết nạp")
    assert (spanning.column, spanning.column_span) == (2, 2)
    assert rows(found)[1:] == [HEAD, *BODY]


def test_over_pages_it_is_one_and_its_head_stands_once() -> None:
    first, second = Sheet(), Sheet()
    first.paragraph(60, FIRST)
    table(first, 700, BODY)
    end = table(second, 70, [[str(n), f"Chi bộ khu phố {n}", str(n), "1"] for n in range(4, 9)])
    second.paragraph(end + 10, SECOND)
    (found,) = read(first, second).tables
    assert [row[0] for row in rows(found)] == ["TT", *"12345678"]
    assert found.row_pages == (1,) * 4 + (2,) * 5
    assert (found.header_rows, found.proof) == (1, {"read": 10, "repeated_heads": 1, "glued": 0})


def test_another_head_is_another_table() -> None:
    first, second = Sheet(), Sheet()
    table(first, 700, BODY)
    table(second, 70, BODY, head=["TT", "Tên lớp", "Nam", "Nữ"])
    assert len(read(first, second).tables) == 2


def test_two_columns_with_figures() -> None:
    sheet = Sheet()
    sheet.paragraph(60, FIRST)
    for number, (name, figure) in enumerate(
        [("Chi bộ thôn Đông", "12"), ("Chi bộ thôn Đoài", "7"), ("Chi bộ cơ quan", "31"), ("Cộng", "50")]
    ):
        sheet.text(LEFT, 200 + 16 * number, name).text(400 - width(figure), 200 + 16 * number, figure)
    (found,) = read(sheet).tables
    assert rows(found)[0] == ["Chi bộ thôn Đông", "12"]
    assert rows(found)[-1] == ["Cộng", "50"]


def side_by_side(*columns: list[str], top: float = 300, middles: tuple[float, ...] = (150, 310, 470)) -> Sheet:
    sheet = Sheet()
    sheet.paragraph(60, FIRST)
    for middle, texts in zip(middles, columns, strict=False):
        for number, text in enumerate(texts):
            if text:
                sheet.centred(top + 18 * number, text, 12, middle=middle)
    return sheet


def listed(*items: str, indent: float = 36) -> Sheet:
    sheet = Sheet()
    end = sheet.paragraph(60, FIRST)
    for number, item in enumerate(items):
        label, text = item.split(" ", 1)
        sheet.text(LEFT, end + PITCH * (number + 1), label).text(LEFT + indent, end + PITCH * (number + 1), text)
    return sheet


def justified(lines: list[str], gap: float) -> Sheet:
    sheet = Sheet()
    for number, line in enumerate(lines):
        x = LEFT
        for word in line.split():
            sheet.text(x, 100 + PITCH * number, word)
            x += width(word) + gap
    return sheet


SIGNERS = [
    ["SỞ Y TẾ", "GIÁM ĐỐC", "", "", "Trần Văn A"],
    ["SỞ NỘI VỤ", "GIÁM ĐỐC", "", "", "Lê Thị B"],
    ["UBND XÃ C", "CHỦ TỊCH", "", "", "Vũ Văn D"],
]
HEADS = [["ĐẢNG ỦY XÃ X", "*", "Số 12-KH/ĐU"], ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "X, ngày 5 tháng 3 năm 2026"]]
PROSE = ["phấn đấu kết nạp 12 đảng viên mới", "trong đó có 5 đảng viên là thanh niên", "nông thôn và 7 đảng viên là công nhân"]


@pytest.mark.parametrize(
    "sheet",
    [
        side_by_side(*SIGNERS),
        side_by_side(*HEADS, middles=(170, 420)),
        listed("1. Văn phòng Đảng ủy", "2. Ban Xây dựng Đảng", "3. Ủy ban Kiểm tra", "4. Ủy ban Mặt trận", "5. Các chi bộ năm 2026"),
        listed("- Như trên 12", "- Lưu 30", "- Thường trực 15", "- Các ban 28"),
        justified(PROSE, 11.5),
    ],
    ids=["signers", "head", "numbered list", "dashes", "wide spaces"],
)
def test_no_table_out_of_what_only_stands_side_by_side(sheet: Sheet) -> None:
    document = read(sheet)
    assert document.tables == ()
    printed = "".join(text for text, *_ in sheet.pieces)
    assert sorted("".join(p.text for p in document.paragraphs).replace(" ", "")) == sorted(printed.replace(" ", ""))


def test_no_table_out_of_newspaper_columns() -> None:
    sheet = Sheet()
    words = (FIRST + " " + SECOND).split()
    for column in range(3):
        x, baseline, line = LEFT + 155 * column, 100, ""
        for word in words:
            if width(line + word, 10) > 130:
                sheet.text(x, baseline, line, 10)
                line, baseline = "", baseline + 13
            line += word + " "
        sheet.text(x, baseline, line, 10)
    assert read(sheet).tables == ()
    assert sheet.width > RIGHT


def test_a_name_cut_by_the_page_end_is_glued() -> None:
    first, second = Sheet(), Sheet()
    first.paragraph(60, FIRST)
    table(first, 700, [*BODY[:2], ["3", "Chi bộ các cơ quan Đảng, Mặt trận Tổ", "1", "2"]])
    end = put(second, 70, HEAD, font="B")
    for text in ("quốc và các đoàn thể", "12"):
        second.text(XS[1], end, text, 13)
        end += 16
    table(second, end + 2, [[str(n), f"Chi bộ khu phố {n}", str(n), "1"] for n in range(4, 9)], head=None)
    (found,) = read(first, second).tables
    assert rows(found)[3] == ["3", "Chi bộ các cơ quan Đảng, Mặt trận Tổ quốc và các đoàn thể 12", "1", "2"]
    assert [row[0] for row in rows(found)] == ["TT", *"12345678"]
    assert found.proof == {"read": 11, "repeated_heads": 1, "glued": 1}

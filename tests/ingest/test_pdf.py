"""PDFs with text: tables over pages, places as displayed, refusals, and the samples against their Word twins."""

from __future__ import annotations

import csv
import difflib
import hashlib
from pathlib import Path

import pytest

import ingest
from ingest import pdf
from ingest.document import Document, Paragraph, Source, Table
from ingest.errors import DamagedFile, NoPages, NoText, PasswordProtected
from tests.ingest.pdf_files import LEFT, Sheet, build, read

XS = [85.0, 115.0, 330.0, 430.0, 540.0]
HEAD = ["TT", "Tên đơn vị", "Năm 2026", "Năm 2027"]


def rows(table: Table) -> list[list[str]]:
    return [line.split("\t") for line in table.text.split("\n")]


def part(*body: list[str], top: float = 80.0, step: float = 22.0, upright: bool = True, head: list[str] | None = None) -> Sheet:
    ys = [top + step * number for number in range(len(body) + 2)]
    sheet = Sheet().grid(XS, ys[:2], [head or HEAD], upright=upright, font="B")
    return sheet.grid(XS, ys[1:], list(body), upright=upright)


def test_a_ruled_table() -> None:
    sheet = part(["1", "Chi bộ thôn Đông", "4", "5"], ["2", "Chi bộ thôn Đoài", "0", "2"], top=300)
    sheet.centred(280, "BIỂU GIAO CHỈ TIÊU")
    document = read(sheet)
    title, table = document.blocks
    assert isinstance(title, Paragraph)
    assert title.text == "BIỂU GIAO CHỈ TIÊU"
    assert isinstance(table, Table)
    assert rows(table) == [HEAD, ["1", "Chi bộ thôn Đông", "4", "5"], ["2", "Chi bộ thôn Đoài", "0", "2"]]
    cell = table.grid[1][1]
    assert cell is not None
    assert cell.page == 1
    assert cell.bbox == pytest.approx((115, 322, 330, 344), abs=1)
    assert all(cell.bold for cell in table.grid[0] if cell)


@pytest.mark.parametrize("upright", [True, False])
def test_a_table_over_pages_is_one_and_its_head_stands_once(upright: bool) -> None:
    first = part(*[[str(n), f"Chi bộ khu phố {n}", "1", "2"] for n in range(1, 6)], top=600, upright=upright)
    second = part(*[[str(n), f"Chi bộ khu phố {n}", "1", "2"] for n in range(6, 9)], upright=upright)
    (table,) = read(first, second).tables
    assert [row[0] for row in rows(table)] == ["TT", *"12345678"]
    assert table.header_rows == 1
    assert table.row_pages == (1,) * 6 + (2,) * 3
    assert table.proof == {"read": 10, "repeated_heads": 1, "glued": 0}


def test_a_row_cut_by_the_page_end_is_glued() -> None:
    first = part(["1", "Rà soát, lập danh sách", "", "Ban Tổ chức"], top=700, head=["TT", "Nội dung", "Ghi chú", "Chủ trì"])
    second = Sheet().grid(XS, [80, 102, 124], [["", "quần chúng ưu tú", "", ""], ["2", "Mở lớp", "", "Trung tâm"]])
    (table,) = read(first, second).tables
    assert [row[1] for row in rows(table)] == ["Nội dung", "Rà soát, lập danh sách quần chúng ưu tú", "Mở lớp"]
    assert table.proof == {"read": 4, "repeated_heads": 0, "glued": 1}


def test_a_merged_cell_runs_over_the_page() -> None:
    first = part(["1", "Rà soát danh sách", "tháng 3", "Ban Tổ chức"], top=700, head=["TT", "Nội dung", "Thời gian", "Chủ trì"])
    second = Sheet()
    for y in (80, 124):
        second.rule(XS[0], y, XS[-1], y)
    second.rule(XS[1], 102, XS[3], 102)
    for x in XS:
        second.rule(x, 80, x, 124)
    second.text(119, 94, "Mở lớp", 12).text(334, 94, "tháng 5", 12).text(119, 116, "Báo cáo", 12).text(334, 116, "tháng 6", 12)
    (table,) = read(first, second).tables
    owners = [[cell.text if cell else None for cell in row] for row in table.grid]
    assert owners[2:] == [["1", "Mở lớp", "tháng 5", "Ban Tổ chức"], ["1", "Báo cáo", "tháng 6", "Ban Tổ chức"]]


def test_a_subtotal_that_begins_a_page_is_a_row_of_its_own() -> None:
    first = part(["1", "Chi bộ A", "4", "5"], top=700)
    second = part(["", "Cộng", "4", "5"])
    (table,) = read(first, second).tables
    assert rows(table)[-1] == ["", "Cộng", "4", "5"]
    assert table.proof["glued"] == 0


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (part(["1", "Chi bộ B", "4", "5"]).centred(60, "Biểu số 2"), "a title stands between"),
        (part(["1", "Chi bộ B", "4", "5"], head=["TT", "Tên chi bộ", "Tổng số", "Đạt"]), "the head differs"),
    ],
)
def test_two_tables_stay_two(second: Sheet, reason: str) -> None:
    first = part(["1", "Chi bộ A", "4", "5"], top=700)
    assert len(read(first, second).tables) == 2, reason


def test_merged_cells_and_items_inside_a_cell() -> None:
    sheet = Sheet()
    for y in (100, 144, 166, 230):
        sheet.rule(XS[0], y, XS[-1], y)
    sheet.rule(XS[2], 122, XS[-1], 122)
    for x, top in zip(XS, (100, 100, 100, 122, 100), strict=True):
        sheet.rule(x, top, x, 144 if x in XS[1:4] else 230)
        if x in XS[1:4]:
            sheet.rule(x, 166, x, 230)
    sheet.text(87, 126, "TT", 12, "B").text(150, 126, "Nội dung", 12, "B").text(390, 115, "Chỉ tiêu", 12, "B")
    sheet.text(340, 137, "Quý I", 12, "B").text(440, 137, "Quý II", 12, "B")
    sheet.text(90, 159, "KHỐI XÃ", 12, "B")
    for baseline, text in ((180, "- Lập danh sách quần"), (194, "chúng ưu tú;"), (208, "- Mở lớp.")):
        sheet.text(120, baseline, text, 12)
    sheet.text(90, 180, "1", 12).text(340, 180, "5", 12).text(440, 180, "7", 12)
    (table,) = read(sheet).tables
    texts = {(cell.row, cell.column): (cell.text, cell.row_span, cell.column_span) for cell in table.cells}
    assert texts == {
        (0, 0): ("TT", 2, 1),
        (0, 1): ("Nội dung", 2, 1),
        (0, 2): ("Chỉ tiêu", 1, 2),
        (1, 2): ("Quý I", 1, 1),
        (1, 3): ("Quý II", 1, 1),
        (2, 0): ("KHỐI XÃ", 1, 4),
        (3, 0): ("1", 1, 1),
        (3, 1): ("- Lập danh sách quần chúng ưu tú;\n- Mở lớp.", 1, 1),
        (3, 2): ("5", 1, 1),
        (3, 3): ("7", 1, 1),
    }


def test_text_that_runs_upwards_in_a_head() -> None:
    sheet = Sheet().grid([85, 115, 330, 365, 400], [100, 220, 242], [["TT", "Tên đơn vị"], ["1", "Chi bộ A", "4", "5"]], font="B")
    sheet.upwards(352, 215, "Tổng số", 12, "B").upwards(380, 215, "Kết nạp", 12, "B").upwards(394, 215, "quý I", 12, "B")
    (table,) = read(sheet).tables
    assert rows(table) == [["TT", "Tên đơn vị", "Tổng số", "Kết nạp quý I"], ["1", "Chi bộ A", "4", "5"]]


def test_what_is_too_long_for_its_cell_is_one_word() -> None:
    sheet = Sheet().grid(
        [85, 100, 330, 392, 454], [100, 140, 180], [["ST|T", "Tên đơn vị", "Năm 2026", "Tỷ lệ"], ["1", "Chi bộ A", "12|15", "121.18417|5"]]
    )
    assert rows(read(sheet).tables[0]) == [["STT", "Tên đơn vị", "Năm 2026", "Tỷ lệ"], ["1", "Chi bộ A", "12 15", "121.184175"]]
    sheet = Sheet().grid([85, 110, 330], [100, 140, 180], [["T|T", "Tên đơn vị"], ["1", "Chi bộ A"]], font="B")
    assert rows(read(sheet).tables[0])[0] == ["TT", "Tên đơn vị"]


TURNED = {
    0: (b"1 0 0 1 ", 595.0, 842.0),
    90: (b"0 1 -1 0 ", 842.0, 595.0),
    180: (b"-1 0 0 -1 ", 595.0, 842.0),
    270: (b"0 -1 1 0 ", 842.0, 595.0),
}


def _stored(rotate: int, x: float, y: float) -> tuple[float, float]:
    return {0: (x, y), 90: (842 - y, x), 180: (595 - x, 842 - y), 270: (y, 595 - x)}[rotate]


@pytest.mark.parametrize("rotate", TURNED)
def test_places_are_those_of_the_displayed_page(rotate: int) -> None:
    upright = Sheet().text(LEFT, 100, "Số 12-KH/ĐU").text(LEFT, 118, "Văn phòng Đảng ủy tổng hợp, báo cáo.")
    matrix, page_width, page_height = TURNED[rotate]
    sheet = Sheet(page_width, page_height, rotate)
    for text, x, baseline, size, font in upright.pieces:
        stored_x, stored_y = _stored(rotate, x, 842 - baseline)
        sheet.text(stored_x, page_height - stored_y, text, size, font)
    data = build(sheet).replace(b"1 0 0 1 ", matrix)
    document = pdf.read(data, _source(data))
    plain = read(upright)
    assert [p.text for p in document.paragraphs] == [p.text for p in plain.paragraphs]
    assert document.page_sizes == plain.page_sizes
    for one, other in zip(document.paragraphs, plain.paragraphs, strict=True):
        assert one.bbox == pytest.approx(other.bbox, abs=1)


def test_a_stamp_is_no_text_and_an_empty_page_is_named() -> None:
    stamp = Sheet().text(LEFT, 100, "Ký bởi: Văn phòng", 8).text(LEFT, 110, "Ngày ký: 05/03/2026 08:12:44", 8)
    with pytest.raises(NoText) as refused:
        read(stamp, Sheet())
    assert refused.value.values == {"pages": 2}
    document = read(Sheet().text(LEFT, 100, "Nội dung văn bản."), stamp)
    assert [(note.code, note.page) for note in document.notes] == [("page-without-text", 2)]
    assert "Ký bởi: Văn phòng" in document.furniture


@pytest.mark.parametrize(
    "text", ["Người ký văn bản chịu trách nhiệm về nội dung.", "Ngày ký được ghi ở đầu văn bản.", "Email: vanphong@xa.gov.vn"]
)
def test_text_that_speaks_of_signing_is_text(text: str) -> None:
    assert [p.text for p in read(Sheet().text(LEFT, 100, text)).paragraphs] == [text]


def test_a_line_drawn_with_letters_is_furniture() -> None:
    document = read(Sheet().centred(100, "CHỈ THỊ").centred(112, "________").text(LEFT, 150, "Nội dung văn bản."))
    assert [p.text for p in document.paragraphs] == ["CHỈ THỊ", "Nội dung văn bản."]
    assert document.furniture == ("________",)


def test_a_file_whose_index_is_wrong_is_read_with_a_note() -> None:
    data = build(Sheet().text(LEFT, 100, "Nội dung văn bản."))
    broken = data[: data.rfind(b"startxref")] + b"startxref\n7\n%%EOF\n"
    document = pdf.read(broken, _source(broken))
    assert document.paragraphs[0].text == "Nội dung văn bản."
    assert [note.code for note in document.notes] == ["repaired-pdf"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + b"rubbish " * 40, build(Sheet().text(LEFT, 100, "Nội dung."))[:300]])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        pdf.read(data, _source(data))


def test_no_pages() -> None:
    data = build()
    with pytest.raises(NoPages):
        pdf.read(data, _source(data))


def _source(data: bytes) -> Source:
    return Source("mau.pdf", hashlib.sha256(data).hexdigest(), "pdf")


# --- the samples ---------------------------------------------------------------------------------------------------------

TWINS = ("can-tho-ket-nap-20-nam", "duc-pho-15-ct-tu", "luc-ngan-72-kh-hu", "pho-hoa-44-kh-du", "quan-3-47-kh-qu")


def _sequence(document: Document) -> list[str]:
    return [f"{block.role} {block.column} {block.text}" for block in document.blocks]


def _alike(one: list[str], other: list[str]) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return sum(match.size for match in matcher.get_matching_blocks()) / max(len(one), len(other))


@pytest.mark.parametrize("name", TWINS)
def test_a_sample_reads_like_its_word_twin(shared: Path, name: str) -> None:
    word, printed = (ingest.read(shared / "samples" / f"{name}.{suffix}") for suffix in ("docx", "pdf"))
    words = [" ".join(block.text for block in document.blocks).split() for document in (word, printed)]
    assert _alike(*words) >= 0.999
    differing = [line for line in difflib.ndiff(_sequence(word), _sequence(printed)) if line[0] in "+-"]
    assert len(differing) <= 3  # a title broken by hand is one paragraph in Word and two on paper, or the other way round


@pytest.mark.parametrize("name", TWINS)
def test_tables_of_a_sample_equal_its_word_twin(shared: Path, name: str) -> None:
    word, printed = (ingest.read(shared / "samples" / f"{name}.{suffix}") for suffix in ("docx", "pdf"))
    form = [
        [[(c.row, c.column, c.row_span, c.column_span, c.text) for c in t.cells] + [t.header_rows] for t in document.tables]
        for document in (word, printed)
    ]  # fmt: skip
    assert form[0] == form[1]


@pytest.mark.parametrize(("name", "number"), [("luc-ngan-72-kh-hu", 1), ("luc-ngan-72-kh-hu", 2), ("quan-3-47-kh-qu", 1)])
def test_a_quota_table_equals_the_gold(shared: Path, name: str, number: int) -> None:
    with (shared / "gold" / "tables" / f"{name}-{number}.csv").open(encoding="utf-8-sig") as stream:
        gold = list(csv.reader(stream))[1:]
    table = ingest.read(shared / "samples" / f"{name}.pdf").tables[number - 1]
    assert rows(table)[table.header_rows :] == gold


@pytest.mark.parametrize(
    ("name", "error"),
    [("encrypted", PasswordProtected), ("truncated", DamagedFile), ("zero-pages", NoPages), ("2000-blank-pages", NoText)],
)
def test_bad_samples_are_refused(shared: Path, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        ingest.read(shared / "samples" / "bad" / f"{name}.pdf")


@pytest.mark.parametrize(("name", "notes"), [("owner-password-only", []), ("broken-xref", ["repaired-pdf"])])
def test_bad_samples_that_can_be_read(shared: Path, name: str, notes: list[str]) -> None:
    document = ingest.read(shared / "samples" / "bad" / f"{name}.pdf")
    assert _sequence(document) == _sequence(ingest.read(shared / "samples" / "pho-hoa-44-kh-du.pdf"))
    assert [note.code for note in document.notes] == notes


def test_a_piece_of_a_line_that_parts_no_column_gives_no_row() -> None:
    """A dash or a speck of the size of a short line inside a cell of two lines."""
    sheet = Sheet()
    for y in (100, 130, 170, 200):
        sheet = sheet.rule(60, y, 540, y)
    for x in (60, 120, 330, 540):
        sheet = sheet.rule(x, 100, x, 200)
    sheet = sheet.rule(140, 150, 160, 150)
    for x, y, text in ((70, 120, "TT"), (130, 120, "Don vi"), (340, 120, "So ho"), (70, 155, "1"), (130, 146, "Xa Ia"), (130, 166, "Kmo")):
        sheet = sheet.text(x, y, text, 12)
    for x, y, text in ((340, 155, "26"), (70, 190, "2"), (130, 190, "Xa Dak"), (340, 190, "12")):
        sheet = sheet.text(x, y, text, 12)
    table = next(block for block in read(sheet).blocks if isinstance(block, Table))
    rows = [[cell.text for cell in row if cell] for row in table.grid]
    assert rows == [["TT", "Don vi", "So ho"], ["1", "Xa Ia Kmo", "26"], ["2", "Xa Dak", "12"]]

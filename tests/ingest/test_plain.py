"""Plain text and Markdown: encodings, wrapped lines, columns of spaces, tables drawn with signs."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import ingest
from ingest import plain
from ingest.document import Document, Paragraph, Source, Table
from ingest.encoding import decoded, plausibility
from ingest.errors import EmptyFile
from ingest.text import is_normal

PLAN = "Kế hoạch kết nạp đảng viên năm 2026 của Đảng bộ xã Bến Đá; mỗi chi bộ phấn đấu có nguồn."


def read(text: str | bytes, name: str = "văn bản.txt") -> Document:
    data = text.encode() if isinstance(text, str) else text
    return plain.read(data, Source(name, "0" * 64, "text"))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def rows(table: Table) -> list[list[str]]:
    return [row.split("\t") for row in table.text.split("\n")]


# Encodings

TCVN3 = "K\u00d5 ho\u00b9ch k\u00d5t n\u00b9p \u00ae\u00b6ng vi\u00aan n\u00a8m 2026"
VNI = "Keá hoaïch keát naïp ñaûng vieân naêm 2026"


@pytest.mark.parametrize(
    ("data", "expected", "guessed"),
    [
        (PLAN.encode(), PLAN, False),
        (PLAN.encode("utf-8-sig"), PLAN, False),
        (PLAN.encode("utf-16"), PLAN, False),
        (PLAN.encode("utf-16-le"), PLAN, False),
        (PLAN.encode("utf-16-be"), PLAN, False),
        (unicodedata.normalize("NFD", PLAN).encode(), PLAN, False),
        (TCVN3.encode("latin-1"), "Kế hoạch kết nạp đảng viên năm 2026", True),
        (TCVN3.encode(), "Kế hoạch kết nạp đảng viên năm 2026", True),
        (VNI.encode("cp1252"), "Keá".replace("eá", "ế") + " hoạch kết nạp đảng viên năm 2026", True),
        (VNI.encode(), "Kế hoạch kết nạp đảng viên năm 2026", True),
        (b"Plain ASCII 2026", "Plain ASCII 2026", False),
    ],
)
def test_encodings(data: bytes, expected: str, *, guessed: bool) -> None:
    document = read(data)
    assert texts(document) == [expected]
    assert [note.code for note in document.notes] == (["encoding-guessed"] if guessed else [])


def test_windows_1258_writes_tones_behind_their_letter() -> None:
    parted = unicodedata.normalize("NFD", PLAN)
    composed = parted.replace("e\u0302", "ê").replace("a\u0306", "ă").replace("a\u0302", "â").replace("o\u0302", "ô")
    composed = composed.replace("o\u031b", "ơ").replace("u\u031b", "ư")
    ordered = "".join(composed)
    for base, mark in (("ê", "e"), ("â", "a"), ("ô", "o")):
        ordered = ordered.replace(f"{mark}\u0323\u0302", f"{base}\u0323")
    document = read(ordered.encode("cp1258"))
    assert texts(document) == [PLAN]
    assert document.notes[0].values == {"encoding": "windows-1258"}


def test_plausibility_tells_vietnamese_from_its_misreadings() -> None:
    assert plausibility("kế hoạch nghiên cứu Đường") == 1
    assert plausibility("kÕ ho¹ch nghiªn cøu") < 0.5
    assert decoded(b"ch\xfa th\xedch").text


# Lines

WRAPPED = """\
   Căn cứ tình hình thực tế của địa phương, Ban Chấp hành Đảng bộ
xã ban hành kế hoạch phát triển đảng viên trong năm, yêu cầu các
chi bộ trực thuộc tổ chức thực hiện nghiêm túc.
   1. Chi bộ các ấp rà soát nguồn, lập danh sách quần chúng ưu tú
gửi về Văn phòng Đảng ủy trước ngày 15 tháng 3.
   2. Văn phòng Đảng ủy tổng hợp, tham mưu Ban Thường vụ mở lớp
bồi dưỡng nhận thức về Đảng.
"""


def test_lines_wrapped_at_a_width_are_joined() -> None:
    document = read(WRAPPED)
    assert [text[:14] for text in texts(document)] == ["Căn cứ tình hì", "1. Chi bộ các ", "2. Văn phòng Đ"]
    assert texts(document)[1].endswith("trước ngày 15 tháng 3.")


def test_lines_that_are_paragraphs_stay_apart() -> None:
    lines = ["KẾ HOẠCH", "Phát triển đảng viên", "I. MỤC TIÊU", "- Kết nạp 20 đảng viên;", "- Mở 2 lớp.", "Nơi nhận:", "Như trên"]
    assert texts(read("\r\n".join(lines))) == lines


def test_form_feeds_are_pages_and_their_numbers_furniture() -> None:
    document = read("Trang đầu có chữ.\n- 1 -\n\fTrang hai có chữ.\nHết.\n2\n\f")
    assert texts(document) == ["Trang đầu có chữ.", "Trang hai có chữ.", "Hết."]
    assert document.furniture == ("- 1 -", "2")
    assert document.source.pages == 2
    assert [paragraph.pages for paragraph in document.paragraphs] == [(1,), (2,), (2,)]


def test_page_numbers_between_blank_lines() -> None:
    document = read("Đoạn một.\n\n1\n\nĐoạn hai.\n\n2\n\nĐoạn ba.")
    assert document.furniture == ("1", "2")
    assert texts(read("Số lượng:\n\n15\n\nngười.")) == ["Số lượng:", "15", "người."]


HEAD = """\
ĐẢNG BỘ HUYỆN THANH HẢI          ĐẢNG CỘNG SẢN VIỆT NAM
  ĐẢNG ỦY XÃ BẾN ĐÁ              ----------------------
          *
   Số 12-KH/ĐU               Bến Đá, ngày 5 tháng 2 năm 2026

                    KẾ HOẠCH
"""


def test_a_head_in_two_columns_of_spaces() -> None:
    document = read(HEAD)
    assert [(paragraph.column, paragraph.text) for paragraph in document.paragraphs] == [
        (0, "ĐẢNG BỘ HUYỆN THANH HẢI"),
        (0, "ĐẢNG ỦY XÃ BẾN ĐÁ"),
        (0, "*"),
        (0, "Số 12-KH/ĐU"),
        (1, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (1, "Bến Đá, ngày 5 tháng 2 năm 2026"),
        (None, "KẾ HOẠCH"),
    ]


# Tables

GRID = """\
+----+---------------+-----------+
| TT | Đơn vị        | Chia ra   |
|    |               | Nam | Nữ  |
+----+---------------+-----+-----+
| 1  | Chi bộ Cầu    | 2   | 3   |
|    | Mới           |     |     |
+----+---------------+-----+-----+
| 2  | Chi bộ Bến Đò | 1   | 1   |
+----+---------------+-----+-----+
"""


def test_a_table_drawn_with_rules_between_rows() -> None:
    (table,) = read("Biểu giao:\n" + GRID + "Ghi chú.").tables
    assert rows(table)[2:] == [["1", "Chi bộ Cầu Mới", "2", "3"], ["2", "Chi bộ Bến Đò", "1", "1"]]
    assert [(cell.text, cell.column, cell.column_span) for cell in table.cells[:3]] == [("TT", 0, 1), ("Đơn vị", 1, 1), ("Chia ra", 2, 2)]
    assert table.header_rows == 2


@pytest.mark.parametrize(
    "text",
    [
        "| TT | Đơn vị | Số |\n| 1 | Chi bộ A | 5 |\n| 2 | Chi bộ B | 6 |",
        "TT\tĐơn vị\tSố\n1\tChi bộ A\t5\n2\tChi bộ B\t6",
        "│ TT │ Đơn vị │ Số │\n├────┼────────┼────┤\n│ 1 │ Chi bộ A │ 5 │\n│ 2 │ Chi bộ B │ 6 │",
    ],
)
def test_tables_of_bars_and_tabs(text: str) -> None:
    (table,) = read(f"Biểu:\n{text}\n\nHết.").tables
    assert rows(table) == [["TT", "Đơn vị", "Số"], ["1", "Chi bộ A", "5"], ["2", "Chi bộ B", "6"]]


def test_nothing_but_space_is_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        read(" \n\t\n\u00a0")


# Markdown

MARKDOWN = """\
---
title: Kế hoạch
---
<!-- Trang 1 -->
# KẾ HOẠCH

## I. MỤC TIÊU

1\\. Kết nạp **20 đảng viên** mới *trong năm*[^1],
xem [Hướng dẫn](http://vi.du/huong-dan).

- Chi bộ ấp:
  mỗi chi bộ 1 đảng viên.
* Mở 2 lớp \\*

[^1]: Số giao đầu năm.

| TT | Đơn vị | Chỉ tiêu |
|---|:---:|---:|
| **I** | **Khối ấp** | |
| 1 | Chi bộ A<br>và chi bộ B | 5 \\| 6 |
| 2 | - Chi bộ C;
- Chi bộ D | 7 |

| 3 | Chi bộ Đ | ≥ 8 |

<table><tr><th>TT</th><th colspan=2>Nội dung</th></tr><tr><td>1</td><td>Sơ kết</td><td>5 buổi</td></tr></table>
"""


def test_markdown_without_its_marks() -> None:
    document = read(MARKDOWN, "kế hoạch.md")
    body = [(block.role, block.text) for block in document.blocks if isinstance(block, Paragraph)]
    assert body == [
        ("body", "KẾ HOẠCH"),
        ("body", "I. MỤC TIÊU"),
        ("body", "1. Kết nạp 20 đảng viên mới trong năm¹, xem Hướng dẫn."),
        ("footnote", "Số giao đầu năm."),
        ("body", "- Chi bộ ấp:"),
        ("body", "mỗi chi bộ 1 đảng viên."),
        ("body", "• Mở 2 lớp *"),
    ]
    assert document.furniture == ("title: Kế hoạch", "Trang 1")
    first, second = document.tables
    assert rows(first)[:3] == [["TT", "Đơn vị", "Chỉ tiêu"], ["I", "Khối ấp", ""], ["1", "Chi bộ A và chi bộ B", "5 | 6"]]
    assert [cell.text for cell in first.cells if cell.row == 3] == ["2", "- Chi bộ C;\n- Chi bộ D", "7"]
    assert [cell.text for cell in first.cells if cell.row == 4] == ["3", "Chi bộ Đ", "≥ 8"]
    assert first.header_rows == 1
    assert second.cells[1].column_span == 2


def test_emphasis_becomes_spans() -> None:
    (paragraph,) = read("**1. Văn phòng:** có _trách nhiệm_ theo_dõi ***ngay*** 2 * 3 và **lỡ", "a.md").paragraphs
    assert paragraph.text == "1. Văn phòng: có trách nhiệm theo_dõi ngay 2 * 3 và **lỡ"
    assert paragraph.text[: paragraph.bold_prefix()].strip() == "1. Văn phòng:"
    assert {paragraph.text[span.start : span.end].strip() for span in paragraph.spans if span.italic} >= {"trách nhiệm", "ngay"}


def test_a_head_printed_again_on_the_next_page_is_dropped_and_counted() -> None:
    part = "| TT | Đơn vị |\n|---|---|\n| {} | Chi bộ {} |\n"
    (table,) = read(part.format(1, "A") + "\n<!-- Trang 2 -->\n\n" + part.format(2, "B"), "a.md").tables
    assert rows(table) == [["TT", "Đơn vị"], ["1", "Chi bộ A"], ["2", "Chi bộ B"]]
    assert table.proof == {"read": 4, "glued": 0, "repeated_heads": 1}


def test_a_table_that_only_sets_the_head_of_a_document() -> None:
    document = read("| ĐẢNG ỦY XÃ BẾN ĐÁ | ĐẢNG CỘNG SẢN VIỆT NAM |\n|---|---|\n| Số 12-KH/ĐU | Bến Đá, ngày 5/2 |", "a.md")
    assert [paragraph.column for paragraph in document.paragraphs] == [0, 0, 1, 1]
    assert not document.tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Tỷ lệ $\geq 50\%$ và 5$ một bộ", "Tỷ lệ ≥ 50% và 5$ một bộ"),
        ("m<sup>2</sup> &amp; &nbsp;km", "m² & km"),
        ("![hình](a.png) Chữ", "Chữ"),
        ("> Trích dẫn", "Trích dẫn"),
        ("Tiêu đề\n=====", "Tiêu đề"),
        ("`mã lệnh`", "mã lệnh"),
    ],
)
def test_markdown_inside_a_line(text: str, expected: str) -> None:
    assert texts(read(text, "a.md")) == [expected]


# Real files


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [("NQ03_PL1_danh_muc_chi_tieu.txt", 5, 60), ("NQ03_PL2_nhiem_vu_ban1.txt", 6, 151)],
)
def test_annexes_in_markdown(shared: Path, name: str, width: int, height: int) -> None:
    (table,) = ingest.read(shared / "real" / name).tables
    assert (table.width, table.height, table.header_rows) == (width, height, 1)


@pytest.mark.parametrize("name", ["NQ03-NQ-CP_than.txt", "NQ57-NQ-TW_toan_van.txt", "NQ03_PL2_nhiem_vu_ban1.txt"])
def test_every_letter_of_a_real_text_is_there_once(shared: Path, name: str) -> None:
    path = shared / "real" / name
    document = ingest.read(path)
    source = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    kept = "".join(block.text for block in document.blocks)
    assert sorted(filter(str.isalnum, kept)) == sorted(filter(str.isalnum, source))
    assert "**" not in kept
    assert all(is_normal(paragraph.text) for paragraph in document.paragraphs)

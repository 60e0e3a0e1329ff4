"""Footnotes tied to their mark, exponents left alone, page numbers and running heads dropped."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.layout.footnotes import marks_in
from tests.ingest.pdf_files import LEFT, Sheet, read, width
from tests.ingest.test_layout import FIRST, SECOND


def page(text: str, mark: str = "", notes: list[tuple[str, str]] | None = None, *, ruled: bool = True, size: float = 10) -> Sheet:
    """A paragraph with a raised mark at its end, and footnotes at the page's foot."""
    sheet = Sheet()
    sheet.paragraph(70, text)
    last, x, baseline, *_ = sheet.pieces[-1]
    if mark:
        sheet.text(x + width(last), baseline - 5, mark, 8)
    if ruled and notes:
        sheet.rule(LEFT, 700, LEFT + 144, 700)
    for number, (raised, note) in enumerate(notes or []):
        if raised:
            sheet.text(LEFT, 710 + 14 * number, raised, 6)
        sheet.text(LEFT + (6 * len(raised) * 0.5 + 1 if raised else 0), 714 + 14 * number, note, size)
    return sheet


def told(document: Document) -> list[tuple[str, str | None, str]]:
    return [(p.role, p.mark, p.text) for p in document.paragraphs]


def test_marks_that_begin_anew_on_each_page() -> None:
    found = told(read(page(FIRST, "1", [("1", "Theo Kế hoạch số 5.")]), page(SECOND, "1", [("1", "Theo Kế hoạch số 6.")])))
    assert found == [
        ("body", None, FIRST + "¹"),
        ("footnote", "¹", "Theo Kế hoạch số 5."),
        ("body", None, SECOND + "¹"),
        ("footnote", "¹", "Theo Kế hoạch số 6."),
    ]


def test_marks_of_two_digits_and_two_notes_of_one_paragraph() -> None:
    sheet = page(FIRST, "12", [("11", "Điều 5 Quy định."), ("12", "Điều 6 Quy định.")])
    text, x, baseline, *_ = sheet.pieces[0]
    sheet.pieces.insert(1, ("11", x + width(text), baseline - 5, 8, "R"))
    body, *notes = told(read(sheet))
    assert body[2].count("¹¹") == 1
    assert body[2].endswith("¹²")
    assert notes == [("footnote", "¹¹", "Điều 5 Quy định."), ("footnote", "¹²", "Điều 6 Quy định.")]


def test_stars_are_marks_where_the_text_calls_them() -> None:
    body, note = told(read(page(FIRST.rstrip(".") + "*.", "", [("", "* Không kể đảng viên dự bị.")])))
    assert body[2].endswith("giới thiệu*.")
    assert note == ("footnote", "*", "Không kể đảng viên dự bị.")


def test_a_star_nobody_calls_is_text() -> None:
    found = told(read(page(FIRST, "", [("", "* Ghi chú: số liệu đến ngày 15.")], ruled=False)))
    assert [role for role, *_ in found] == ["body", "body"]


def test_a_footnote_goes_on_on_the_next_page() -> None:
    first = page(
        FIRST, "1", [("1", "Công văn số 12-CV/ĐU về việc rà soát, bổ sung nguồn cán bộ"), ("", "quản lý và danh sách quần chúng ưu tú của")]
    )
    second = page(SECOND, "2", [("", "15 chi bộ trực thuộc trong toàn Đảng bộ."), ("2", "Theo báo cáo.")])
    assert told(read(first, second)) == [
        ("body", None, FIRST + "¹"),
        (
            "footnote",
            "¹",
            "Công văn số 12-CV/ĐU về việc rà soát, bổ sung nguồn cán bộ quản lý và danh sách quần chúng ưu tú của "
            "15 chi bộ trực thuộc trong toàn Đảng bộ.",
        ),
        ("body", None, SECOND + "²"),
        ("footnote", "²", "Theo báo cáo."),
    ]


def test_footnotes_as_large_as_the_text_under_their_line() -> None:
    found = told(read(page(FIRST, "1", [("1", "Theo Kế hoạch số 5.")], size=14)))
    assert found[-1] == ("footnote", "¹", "Theo Kế hoạch số 5.")


def test_a_footnote_nobody_calls_is_not_lost() -> None:
    found = told(read(page(FIRST, "", [("7", "Theo Kế hoạch số 5.")]), page(SECOND)))
    assert ("footnote", "⁷", "Theo Kế hoạch số 5.") in found
    assert [text for role, _, text in found if role == "body"] == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("kết nạp 1600¹ đảng viên", ["¹"]),
        ("rộng 200 m² và 30 km² đất", []),
        ("y = x³ + 2", []),
        ("đảng viên¹⁰, chi bộ*", ["¹⁰", "*"]),
        ("theo quy định”¹ và 50 m²", ["¹"]),
        ("5 ha², xem hướng dẫn²", ["²"]),
    ],
)
def test_exponents_are_no_footnote_marks(text: str, marks: list[str]) -> None:
    assert marks_in(text) == marks


def numbered(count: int, number: str, *, head: str = "", odd: str = "", even: str = "") -> Document:
    sheets = []
    for index in range(1, count + 1):
        sheet = Sheet()
        running = head or (odd if index % 2 else even)
        if running:
            sheet.text(LEFT, 45, running.replace("#", str(index)), 10)
        sheet.centred(800, number.replace("#", str(index)).replace("@", str(count)), 12, font="R")
        sheet.paragraph(100, FIRST)
        sheets.append(sheet)
    return read(*sheets)


@pytest.mark.parametrize("number", ["#", "- # -", "Trang #", "#/@", "Trang #/@", "trang # trên @", "| #"])
@pytest.mark.parametrize("count", [1, 3])
def test_page_numbers_are_no_text(number: str, count: int) -> None:
    assert [p.text for p in numbered(count, number).paragraphs] == [FIRST] * count


@pytest.mark.parametrize(
    "heads",
    [{"head": "Đảng ủy xã X - Kế hoạch năm 2026"}, {"head": "Kế hoạch, trang #"}, {"odd": "Kế hoạch năm 2026", "even": "Đảng ủy xã X"}],
    ids=["one head", "head with the number", "other heads on odd and even pages"],
)
def test_running_heads_are_no_text(heads: dict[str, str]) -> None:
    assert {p.text for p in numbered(6, "#", **heads).paragraphs} == {FIRST}


def test_the_last_word_of_a_sentence_is_no_page_number() -> None:
    sheet = Sheet()
    sheet.paragraph(500, FIRST)
    sheet.text(LEFT, 780, "Các chi bộ gửi danh sách quần chúng về Văn phòng Đảng ủy trước ngày")
    sheet.text(LEFT, 798, "15")
    assert read(sheet).paragraphs[-1].text.endswith("trước ngày 15")


def test_long_documents_lose_nothing() -> None:
    sheets = []
    for index in range(1, 61):
        sheet = Sheet().centred(40, str(index), font="R")
        end = sheet.paragraph(70, f"Phần {index}. " + FIRST)
        sheet.paragraph(end, SECOND)
        sheets.append(sheet)
    document = read(*sheets)
    assert [p.text for p in document.paragraphs[::2]] == [f"Phần {index}. " + FIRST for index in range(1, 61)]
    assert [p.page for p in document.paragraphs] == [page for page in range(1, 61) for _ in range(2)]

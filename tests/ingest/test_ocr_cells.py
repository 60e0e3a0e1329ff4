"""Tables of scanned documents: cells read line by line, numbers by two readers, names held against the document's own."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from corpora import markup, word
from ingest.document import Block, Cell, Document, Paragraph, Source, Table
from ingest.layout import lay_out
from ingest.ocr.doubts import doubts
from ingest.ocr.names import with_known_names
from ingest.ocr.picture import Picture
from ingest.ocr.preparation import prepare
from ingest.ocr.reading import read_picture
from ingest.ocr.readings import Token, as_number, settled_number, settled_text
from ingest.ocr.spelling import bare, is_plausible
from ingest.ocr.strips import blobs_of, strips_of
from ingest.pdf.pages import read_page
from ingest.pdf_page import Page
from tests.ingest.scan_files import Scanner, office

SOURCES = Path(__file__).resolve().parents[2] / "corpora" / "sources"

# --- two readings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("1.804", "1.804"), ("O", "0"), ("Ô", "0"), ("2O", "20"), ("12,5%", "12,5%"), ("(40)", "(40)"), ("-", "-"), ("15/20", "15/20"),
        ("3./63", None), ("OO", None), ("- 2025", "- 2025"), ("(1)/(2)", "(1)/(2)"), ("1.", "1."), ("30/6/2021", "30/6/2021"),
        ("II", None), ("I", None), ("Phường 1", None), ("TT", None), ("số 5", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_cell_of_numbers_may_hold(read: str, number: str | None) -> None:
    assert as_number(read) == number


@pytest.mark.parametrize(
    ("readings", "text", "unsure"),
    [
        ([("5", 0.99), ("5", 0.6)], "5", False),
        ([("5", 0.99), ("6", 0.9)], "5", True),
        ([("5", 0.99), ("6", 0.9), ("5", 0.7)], "5", False),
        ([("5", 0.7), ("6", 0.9), ("6", 0.7)], "6", True),
        ([("7", 0.99), ("4", 0.9), ("4", 0.7)], "7", True),
        ([("5", 0.99), ("", 0.0)], "5", True),
        ([("- 2025", 0.9), ("-2025", 0.5)], "- 2025", False),
    ],
)
def test_a_number_is_sure_when_two_readers_agree(readings: list[tuple[str, float]], text: str, unsure: bool) -> None:
    number = settled_number(readings[0], readings[1:])
    assert (number.text, number.unsure) == (text, unsure)


def tokens(text: str, confidence: float = 0.95) -> list[Token]:
    return [Token(part, confidence) for part in text.split()]


@pytest.mark.parametrize(
    ("network", "printed", "first", "text"),
    [
        ("Tõng số", "Tổng số", "Tổng số", "Tổng số"),
        ("Chi bộ Viện Kiếm sát nhân dẫn", "Chi bộ Viện Kiểm sát nhân dân", "", "Chi bộ Viện Kiểm sát nhân dân"),
        ("Tên Đảng bộ,chi bộ", "Tên Đảng bộ, chi bộ", "", "Tên Đảng bộ, chi bộ"),
        ("Trường THP1 Lục Ngạn", "Trường THPT Lục Ngạn", "", "Trường THPT Lục Ngạn"),
        ("Công ty 1NHH", "Công ty I1NHH", "Công ty TNHH", "Công ty TNHH"),
        ("Dịch vụ MIV", "Dịch vụ MTV", "Dịch vụ MTV", "Dịch vụ MTV"),
        ("NK 2020", "NÑK 2020", "", "NK 2020"),
        ("Quận 3", "", "", "Quận 3"),
    ],
)
def test_letters_and_marks_come_from_the_reader_that_sees_them(network: str, printed: str, first: str, text: str) -> None:
    assert " ".join(token.text for token in settled_text(tokens(network), tokens(printed), tokens(first))) == text


def test_a_number_in_a_name_read_two_ways_is_unsure() -> None:
    assert [token.unsure for token in settled_text(tokens("Phường 12"), tokens("Phường 17"))] == [False, True]


@pytest.mark.parametrize("text", ["Trường", "(sáu)", "12,5%", "THPT", "NN&PTNT", "72-KH/HU", "-"])
def test_words_that_documents_hold(text: str) -> None:
    assert is_plausible(text)


@pytest.mark.parametrize("text", ["Kiẽm", "THP1", "nguõn", "1ong"])
def test_words_that_are_misread(text: str) -> None:
    assert not is_plausible(text)


def test_letters_without_marks() -> None:
    assert bare("ĐẢNG BỘ Hoà Lạc") == "dang bo hoa lac"


# --- lines in cells ------------------------------------------------------------------------------------------------------


def test_a_cell_has_the_lines_that_are_written_in_it_and_an_empty_one_none() -> None:
    page = np.full((400, 700), 255, np.uint8)
    for x, y, text in ((30, 60, "Quy"), (30, 110, "III"), (430, 80, "12")):
        cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_COMPLEX, 1.2, 0, 2, cv2.LINE_AA)
    cv2.line(page, (440, 250), (460, 250), 0, 4)
    cells = [(0.0, 0.0, 70.0, 72.0), (70.0, 0.0, 140.0, 72.0), (140.0, 0.0, 250.0, 72.0), (140.0, 72.0, 250.0, 140.0)]
    assert [strip.cell for strip in strips_of(cells, blobs_of(Picture(page, 200 / 72), (0.0, 0.0, 252.0, 144.0)))] == [0, 0, 2, 3]


# --- names ---------------------------------------------------------------------------------------------------------------


def names(*cells: tuple[str, bool], text: str) -> list[Block]:
    found = tuple(Cell(row, 0, name, page=2, confidence=0.7 if unsure else 0.97, unsure=unsure) for row, (name, unsure) in enumerate(cells))
    return [Paragraph(0, text), Table(1, 1, len(cells), found)]


@pytest.mark.parametrize(
    ("cells", "text", "read"),
    [
        ([("Huyện ủy Cấm Mộc", True)], "Giao Huyện ủy Cẩm Mộc 20 lớp.", ["Huyện ủy Cẩm Mộc"]),
        ([("Cty TNHH M1V Dịch vụ công ích", True)], "Cty TNHH MTV Dịch vụ công ích có 8 đảng viên.", ["Cty TNHH MTV Dịch vụ công ích"]),
        ([("Huyện ủy Cấm Mộc", False)], "Giao Huyện ủy Cẩm Mộc 20 lớp.", ["Huyện ủy Cấm Mộc"]),
        ([("Xã Tân Lập", True), ("Xã Tân Lạp", False)], "Xã Tân Lạp giáp sông.", ["Xã Tân Lập", "Xã Tân Lạp"]),
        ([("Phường 12", True)], "Phường 11 và Phường 13 đạt.", ["Phường 12"]),
        ([("Xã Hòa Sơn", True)], "Xã Hòa Sen, Xã Hoa Sơn và Xã Hỏa Sơn.", ["Xã Hòa Sơn"]),
        ([("Xã Hòa Lạc", True)], "Xã Hòa Lạc và Xã Hóa Lạc.", ["Xã Hòa Lạc"]),
    ],
)
def test_an_unsure_name_is_taken_from_where_it_stands_surely(cells: list[tuple[str, bool]], text: str, read: list[str]) -> None:
    blocks, notes = with_known_names(names(*cells, text=text))
    table = blocks[1]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == read
    changed = [name for (name, _), now in zip(cells, read, strict=True) if name != now]
    assert [note.values["read"] for note in notes] == changed
    assert all(note.code == "ocr-repaired" and note.page == 2 for note in notes)


def test_a_doubtful_number_in_a_table_is_named_with_its_row() -> None:
    cells = (Cell(0, 0, "Xã Hòa Lạc", page=2), Cell(0, 1, "17", page=2, confidence=0.5, unsure=True))
    table = Table(0, 2, 1, cells)
    [note] = doubts([table])
    assert (note.code, note.page, note.values) == ("number-unsure", 2, {"text": "17", "context": "Xã Hòa Lạc | 17"})
    assert note.start is not None and table.text[note.start : note.end] == "17"
    Document(Source("a.pdf", "", "pdf"), (table,), notes=(note,))


# --- whole tables --------------------------------------------------------------------------------------------------------


def printed(source: str, folder: Path) -> Path:
    path = folder / f"{source}.docx"
    path.write_bytes(word.render(markup.read(SOURCES / f"{source}.txt")))
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(".pdf")


def tables(pages: list[Page]) -> list[Table]:
    return [block for block in lay_out(pages).blocks if isinstance(block, Table)]


def recognised(picture: Picture, number: int) -> Page:
    reading = read_picture(picture, number, until=time.monotonic() + 120)
    return Page(number, picture.width, picture.height, tuple(reading.words), tuple(reading.rulings), 1)


def grey(path: Path, page: int) -> Picture:
    shown = pdfium.PdfDocument(path)[page - 1].render(scale=200 / 72).to_pil().convert("L")
    return prepare(np.asarray(shown, np.uint8), 200 / 72)


def wrong(truth: Table, read: Table) -> list[tuple[str, str, bool]]:
    pairs = [(cell, read.grid[cell.row][cell.column] or Cell(cell.row, cell.column, "")) for cell in truth.cells]
    return [(cell.text, other.text, other.unsure) for cell, other in pairs if cell.text != other.text]


@pytest.mark.slow
@pytest.mark.skipif(not office(), reason="không có LibreOffice")
@pytest.mark.parametrize("source", ["an-ky-1120-cv-btctu", "son-dai-33-kh-ubnd"])
def test_tables_of_a_poor_scan(source: str, tmp_path: Path) -> None:
    document = pdfium.PdfDocument(printed(source, tmp_path))
    pages = [page for page in (read_page(document, index) for index in range(len(document))) if tables([page])]
    scanner = Scanner(degrees=0.8, shade=0.2, grain=10, blur=0.7)
    pictures = []
    for page in pages:
        colour = document[page.number - 1].render(scale=200 / 72, rev_byteorder=True).to_numpy()[:, :, :3]
        pictures.append(recognised(prepare(scanner.scan(np.ascontiguousarray(colour)), 200 / 72), page.number))
    [truth], [read] = tables(pages), tables(pictures)
    assert (read.width, read.height) == (truth.width, truth.height)
    mistakes = wrong(truth, read)
    assert len(mistakes) <= 0.08 * len(truth.cells), mistakes
    assert [mistake for mistake in mistakes if as_number(mistake[0]) and not mistake[2]] == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "page"), [("luc-ngan-72-kh-hu", 6), ("luc-ngan-72-kh-hu", 8), ("quan-3-47-kh-qu", 12)])
def test_tables_of_the_samples(shared: Path, name: str, page: int) -> None:
    truth = tables([read_page(pdfium.PdfDocument(shared / "samples" / f"{name}.pdf"), page - 1)])
    read = tables([recognised(grey(shared / "samples" / f"{name}.scan.pdf", page), page)])
    assert len(read) == len(truth)
    mistakes = wrong(truth[0], read[0])
    assert len(mistakes) <= max(2, 0.02 * len(truth[0].cells)), mistakes
    assert not any(as_number(mistake[0]) for mistake in mistakes), mistakes

"""From the letters of a PDF to words: old fonts, doubled, spaced, hidden and turned letters, what is typed onto a page."""

from __future__ import annotations

import hashlib

import pypdfium2 as pdfium
import pytest

from ingest import pdf
from ingest.document import Document, Source
from ingest.layout.spacing import closed
from ingest.pdf.fonts import decoded
from ingest.pdf.pages import is_unreadable, read_page
from ingest.pdf_page import Page, Word
from tests.ingest.pdf_files import LEFT, Sheet, build, read
from tests.ingest.test_layout import FIRST, SECOND


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def changed(sheet: Sheet, *changes: tuple[bytes, bytes]) -> Document:
    """The page read after its file has been changed by hand."""
    data = build(sheet)
    for old, new in changes:
        assert old in data
        data = data.replace(old, new)
    return pdf.read(data, Source("mau.pdf", hashlib.sha256(data).hexdigest(), "pdf"))


@pytest.mark.parametrize(
    ("printed", "font", "text"),
    [
        ("kÕ ho¹ch kÕt n¹p ®¶ng viªn", ".VnTime", "kế hoạch kết nạp đảng viên"),
        ("kÕ ho¹ch", ".VnTimeH", "KẾ HOẠCH"),
        ("Ban Th-êng vô, nhiÖm kú 2020-2025, kinh tÕ-x· héi", ".VnTime", "Ban Thường vụ, nhiệm kỳ 2020-2025, kinh tế-xã hội"),
        ("t- t-ëng nh- vËy", "ABCDEF+.VnTime", "tư tưởng như vậy"),
        ("Keá hoaïch keát naïp ñaûng vieân", "VNI-Times", "Kế hoạch kết nạp đảng viên"),
        ("Kế hoạch kết nạp", ".VnTime", "Kế hoạch kết nạp"),
        ("Señor Müller", "TimesNewRomanPSMT", "Señor Müller"),
    ],
)
def test_old_fonts_are_read_as_what_they_show(printed: str, font: str, text: str) -> None:
    assert " ".join(decoded([(word, font) for word in printed.split()])) == text


LEGACY = "§¶ng bé x· x©y dùng kÕ ho¹ch båi d\u00adìng quÇn chóng \u00adu tó, phÊn ®Êu kÕt n¹p tõ m\u00adêi ®¶ng viªn trë lªn"


def test_an_old_font_under_a_name_that_does_not_tell() -> None:
    found = decoded([(word, "F1") for word in LEGACY.split()])
    assert " ".join(found).startswith("Đảng bộ xã xây dựng kế hoạch bồi dưỡng quần chúng ưu tú, phấn đấu")


def test_letters_drawn_twice_to_look_bold_stand_once() -> None:
    sheet = Sheet()
    for number, letter in enumerate("Ban Thanh tra"):
        for shift in (0, 0.4):
            sheet.text(LEFT + 7 * number + shift, 100, letter)
    for shift in (0, 0.4):
        sheet.text(LEFT + shift, 140, "Điều 1. Thành lập")
    assert texts(read(sheet)) == ["Ban Thanh tra", "Điều 1. Thành lập"]


def spaced(text: str, gap: float = 5.0) -> list[Word]:
    words, x = [], 0.0
    for letter in text:
        if letter == " ":
            x += gap * 1.2
            continue
        words.append(Word(letter, x, 0, x + 9, 14, 12, 14, bold=True, italic=False))
        x += 9 + gap
    return words


@pytest.mark.parametrize(
    ("printed", "text"),
    [("KẾ HOẠCH", "KẾ HOẠCH"), ("KẾHOẠCH", "KẾ HOẠCH"), ("CỘNG", "CỘNG"), ("NGHỊ QUYẾT", "NGHỊ QUYẾT"), ("ABCD", "A B C D"), ("ÝB", "Ý B")],
)
def test_letters_set_apart_are_words(printed: str, text: str) -> None:
    assert " ".join(word.text for word in closed(spaced(printed))) == text


def test_letters_set_apart_on_a_page() -> None:
    sheet = Sheet().text(200, 80, "K Ế  H O Ạ C H", font="B")
    sheet.paragraph(120, FIRST)
    assert texts(read(sheet)) == ["KẾ HOẠCH", FIRST]


@pytest.mark.parametrize(
    ("printed", "text"), [("ﬁle ﬂy oﬃce", "file fly office"), ("Ke\u0302\u0301 hoa\u0323ch", "Kế hoạch"), ("a\u00a0b", "a b")]
)
def test_ligatures_marks_apart_and_fixed_spaces(printed: str, text: str) -> None:
    assert texts(read(Sheet().text(LEFT, 100, printed))) == [text]


def test_a_watermark_across_the_page_is_no_text() -> None:
    sheet = Sheet()
    sheet.paragraph(70, FIRST + " " + SECOND)
    sheet.text(200, 110, "DỰ THẢO", 40)
    document = changed(sheet, (b"/R 40 Tf 1 0 0 1", b"/R 40 Tf 0.7071 0.7071 -0.7071 0.7071"))
    assert texts(document) == [FIRST + " " + SECOND]
    assert "DỰ THẢO" in document.furniture


def test_text_outside_the_page_is_no_text() -> None:
    sheet = Sheet().text(LEFT, 100, "Trong trang.").text(LEFT, 900, "Dưới trang.").text(700, 100, "Bên phải.")
    assert texts(read(sheet)) == ["Trong trang."]


def test_a_crop_box_is_the_page() -> None:
    sheet = Sheet().text(LEFT, 100, "Trong khung.").text(LEFT, 700, "Ngoài khung.")
    document = changed(sheet, (b"/MediaBox [0 0 595.0 842.0]", b"/MediaBox [0 0 595.0 842.0] /CropBox [0 442 595 842]"))
    assert texts(document) == ["Trong khung."]
    assert document.page_sizes == ((595, 400),)


def test_white_text_on_white_is_told_and_not_read() -> None:
    sheet = Sheet().text(LEFT, 100, "Chữ đen.").text(LEFT, 140, "Chữ trắng.", 13)
    document = changed(sheet, (b"BT /R 13 Tf", b"1 1 1 rg BT /R 13 Tf"))
    assert texts(document) == ["Chữ đen."]
    assert [note.code for note in document.notes] == ["repaired-pdf", "hidden-text"]


def test_white_text_on_a_dark_box_is_text() -> None:
    sheet = Sheet().text(LEFT, 100, "Chữ đen.").text(LEFT, 140, "Chữ trắng.", 13)
    document = changed(sheet, (b"BT /R 13 Tf", b"0 0 0.5 rg 60 690 300 40 re f 1 1 1 rg BT /R 13 Tf"))
    assert texts(document) == ["Chữ đen.", "Chữ trắng."]


def test_text_under_a_box_is_told_and_not_read() -> None:
    sheet = Sheet().text(LEFT, 140, "Bị che.", 13).text(LEFT, 100, "Chữ đen.")
    document = changed(sheet, (b"BT /R 14.0 Tf", b"1 1 1 rg 60 690 300 40 re f 0 0 0 rg BT /R 14.0 Tf"))
    assert texts(document) == ["Chữ đen."]
    assert "hidden-text" in [note.code for note in document.notes]


def with_annotations() -> bytes:
    """A page with a form field filled in, a note typed onto it, a sticky note and a digital signature's picture."""
    sheet = Sheet().text(LEFT, 100, "Số:      /TB-UBND").text(LEFT, 140, "Họ và tên:")
    data = build(sheet)

    def looks(number: int, text: str, x0: int, y0: int, x1: int, y1: int, kind: bytes) -> tuple[bytes, bytes]:
        form = f"BT /F 12 Tf 2 4 Td ({text}) Tj ET".encode()
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 %d %d] /Resources << /Font << /F << /Type /Font /Subtype /Type1" % (
            x1 - x0,
            y1 - y0,
        )
        stream = b"<< %s /BaseFont /Helvetica >> >> >> /Length %d >>\nstream\n%s\nendstream" % (head, len(form), form)
        note = b"<< /Type /Annot %s /Rect [%d %d %d %d] /F 4 /AP << /N %d 0 R >> >>" % (kind, x0, y0, x1, y1, number + 1)
        return note, stream

    typed = [
        looks(50, "542", 110, 735, 150, 755, b"/Subtype /FreeText /Contents (542)"),
        looks(52, "Nguyen Van A", 165, 695, 300, 715, b"/Subtype /Widget /FT /Tx /V (Nguyen Van A) /T (ten)"),
        looks(54, "Van phong 06.11.2026 09:27:05", 300, 735, 560, 755, b"/Subtype /Widget /FT /Sig /T (ky)"),
    ]
    objects = b""
    for number, (note, stream) in zip((50, 52, 54), typed, strict=True):
        objects += b"%d 0 obj\n%s\nendobj\n%d 0 obj\n%s\nendobj\n" % (number, note, number + 1, stream)
    objects += b"56 0 obj\n<< /Type /Annot /Subtype /Text /Rect [400 400 420 420] /Contents (ghi chu rieng) >>\nendobj\n"
    data = data.replace(b"/Rotate 0 ", b"/Rotate 0 /Annots [50 0 R 52 0 R 54 0 R 56 0 R] ")
    return data.replace(b"xref\n0 ", objects + b"xref\n0 ", 1)


def test_what_is_typed_into_a_form_and_onto_the_page_is_read_and_a_signature_is_not() -> None:
    data = with_annotations()
    document = pdf.read(data, Source("mau.pdf", hashlib.sha256(data).hexdigest(), "pdf"))
    assert texts(document) == ["Số: 542 /TB-UBND", "Họ và tên: Nguyen Van A"]
    assert "Van phong 06.11.2026 09:27:05" in document.furniture
    assert not any("rieng" in text for text in (*texts(document), *document.furniture))


def page_of(text: str) -> Page:
    sheet = Sheet()
    sheet.paragraph(70, text)
    return read_page(pdfium.PdfDocument(build(sheet)), 0)


@pytest.mark.parametrize(
    ("text", "unreadable"),
    [
        (FIRST + " " + SECOND, False),
        ("The plan of the commune shall be sent to the office before the end of March, with the list of those who will attend it.", False),
        ("Số 12-KH/ĐU 1.200.000 đ 45/60 CT-XH TTXVN ĐVT: kg", False),
        ("".join(chr(ord(c) - 29) if "A" <= c <= "z" else "\u04d5" if c > "z" else c for c in FIRST + " " + SECOND), True),
        ("\ue001\ue002\ue003 \ue004\ue005 " * 20, True),
    ],
    ids=["Vietnamese", "English", "codes", "letters of other alphabets", "letters of no alphabet"],
)  # fmt: skip
def test_a_page_whose_fonts_do_not_say_which_letters_they_show(text: str, unreadable: bool) -> None:
    assert is_unreadable(page_of(text)) is unreadable

"""Pages that are pictures come out like pages with text: the same words, the same blocks."""

from __future__ import annotations

import io
import tomllib
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

import ingest
from ingest import pdf
from ingest.document import Document, Note, Source
from ingest.errors import TesseractMissing
from ingest.ocr import preparation, tesseract
from ingest.ocr.bounds import with_bounds
from ingest.ocr.numerals import with_numerals
from ingest.ocr.pages import Recogniser, needs_recognition
from ingest.ocr.picture import Picture
from ingest.ocr.preparation import prepare, skew, without_colour
from ingest.ocr.repair import repaired
from ingest.ocr.stamps import without_stamp
from ingest.ocr.syllables import is_syllable
from ingest.ocr.typography import reach
from ingest.ocr.words import readable, words_of
from ingest.pdf.pages import read_page
from ingest.pdf_page import Page, Word
from tests.ingest.pdf_files import Sheet, build
from tests.ingest.scan_files import Scanner, office, packed, page, plan


def has_tesseract() -> bool:
    try:
        tesseract.check()
    except tesseract.TesseractMissing:
        return False
    return True


needs_tesseract = pytest.mark.skipif(not has_tesseract(), reason="máy không có Tesseract với dữ liệu tiếng Việt")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    if not office():
        pytest.skip("máy không có LibreOffice")
    return plan(tmp_path_factory.mktemp("scan"))


def read(data: bytes) -> Document:
    return pdf.read(data, Source("scan.pdf", "0" * 64, "pdf"))


def texts(document: Document) -> list[str]:
    """The star of the head stands for itself, and is too small for scanners."""
    return [block.text for block in document.blocks if block.text != "*"]


# --- whole pages ---------------------------------------------------------------------------------------------------------

SCANNERS = {
    "as shown": Scanner(),
    "turned, shaded, grainy": Scanner(degrees=1.7, shade=0.35, grain=9, blur=0.8),
    "turned the other way by much": Scanner(degrees=-4.5, grain=5),
    "seal and pen": Scanner(degrees=-0.6, seal=(1150, 1560), pen=(1020, 1580)),
    "black and white": Scanner(degrees=0.8, bilevel=True),
    "on its head": Scanner(quarters=2),
    "on its side": Scanner(quarters=1),
    "on its other side": Scanner(quarters=3, degrees=0.7),
}


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("name", SCANNERS)
def test_a_scan_reads_like_the_page_that_was_scanned(printed: bytes, name: str) -> None:
    expected = read(printed)
    document = read(packed([SCANNERS[name].scan(page(printed))]))
    steps = SequenceMatcher(None, texts(expected), texts(document), autojunk=False).get_opcodes()
    wrong = [step for step in steps if step[0] != "equal"]
    assert len(wrong) <= 1, texts(document)
    columns = {p.text: p.column for p in document.paragraphs}
    assert all(columns.get(p.text, p.column) == p.column for p in expected.paragraphs)
    assert document.source.ocr
    assert document.source.confidence is not None and document.source.confidence > 0.85


@needs_tesseract
@pytest.mark.slow
def test_form_and_place_of_what_was_recognised(printed: bytes) -> None:
    expected, document = read(printed), read(packed([SCANNERS["turned, shaded, grainy"].scan(page(printed))]))
    heading = next(p for p in document.paragraphs if p.text.startswith("II."))
    body = next(p for p in document.paragraphs if p.text.startswith("Phấn đấu"))
    assert heading.is_bold and not body.is_bold
    assert {span.size for span in body.spans} == {14.0}
    assert body.confidence is not None and body.confidence > 0.9
    twin = next(p for p in expected.paragraphs if p.text.startswith("Phấn đấu"))
    assert body.bbox == pytest.approx(twin.bbox, abs=4)
    assert body.alignment == twin.alignment


@needs_tesseract
@pytest.mark.slow
def test_a_page_turned_by_its_file_and_pages_in_their_order(printed: bytes) -> None:
    picture = page(printed)
    data = packed([SCANNERS["on its side"].scan(picture), np.full_like(picture, 255).transpose(1, 0, 2).copy()], rotate=270)
    document = read(data)
    assert document.page_sizes[0] == pytest.approx((595, 842), abs=1)
    assert [note.page for note in document.notes if note.code == "page-without-text"] == [2]
    assert "KẾ HOẠCH" in texts(document)


@needs_tesseract
@pytest.mark.slow
def test_a_layer_of_wrong_text_gives_way_and_a_stamp_is_no_text(printed: bytes) -> None:
    layer = Sheet().text(85, 100, "D~NG BQ HUY$N T@N KH& rn9 D6ng Cong s6n Vi6t Nqm ttr6ng 12 nqm dz4 qu6 tr1nh xfy dpng")
    visible = Sheet().text(85, 30, "Ký bởi: Văn phòng", 6).text(85, 38, "27/12/2021 17:22:11", 6)
    for sheet, hidden, code in ((layer, True, "ocr-layer"), (visible, False, None)):
        document = read(_over_picture(build(sheet), packed([page(printed)]), hidden=hidden))
        assert "KẾ HOẠCH" in texts(document)
        assert [note.code for note in document.notes if note.code.startswith("ocr-l")] == ([code] if code else [])
        assert "17:22:11" not in " ".join(texts(document))


def _over_picture(text: bytes, picture: bytes, *, hidden: bool) -> bytes:
    """The text laid over the picture, invisible where `hidden`."""
    document, scan = pdfium.PdfDocument(text.replace(b"BT /", b"BT 3 Tr /") if hidden else text), pdfium.PdfDocument(picture)
    image = next(iter(scan[0].get_objects()))
    target = document[0]
    copy = pdfium.PdfImage.new(document)
    copy.set_bitmap(image.get_bitmap())
    copy.set_matrix(pdfium.PdfMatrix().scale(*target.get_size()))
    target.insert_obj(copy)
    target.gen_content()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@needs_tesseract
@pytest.mark.slow
def test_a_page_that_takes_too_long_is_named_and_the_next_is_read(printed: bytes) -> None:
    scan = pdfium.PdfDocument(packed([page(printed)]))
    picture = page(printed)
    pages = [(Page(number, 595, 842, (), (), 1), lambda: (picture, 200 / 72)) for number in (1, 2)]
    slow = Recogniser(seconds=0.05)
    assert [one.words for one in slow.pages(pages[:1])] == [()]
    assert slow.notes == [Note("page-timeout", page=1, values={"page": "1", "seconds": "0"})]
    assert [bool(one.words) for one in Recogniser().pages(pages[1:])] == [True]
    assert len(scan) == 1


def test_without_tesseract_pages_with_text_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise tesseract.TesseractMissing("vie")

    monkeypatch.setattr(tesseract, "check", missing)
    scanned = packed([np.tile(np.array([[0, 255], [255, 255]], np.uint8).repeat(8, 0).repeat(8, 1)[:, :, None], (50, 50, 3))])
    with pytest.raises(TesseractMissing) as refused:
        read(scanned)
    assert refused.value.values == {"missing": "vie"}
    recogniser = Recogniser()
    text = Page(1, 595, 842, (word("Nội"),), ())
    scan = replace(text, number=2, words=())
    assert list(recogniser.pages([(text, None), (scan, lambda: (np.zeros((9, 9, 3), np.uint8), 1.0))])) == [text, scan]
    assert [note.code for note in recogniser.notes] == ["tesseract-missing"]


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "hai-trang.pdf"
    path.write_bytes(build(Sheet().text(85, 100, "Trang một có chữ."), Sheet().text(85, 100, "Trang hai có chữ.")))
    told: list[tuple[int, int]] = []
    ingest.read(path, progress=lambda page, pages: told.append((page, pages)))
    assert told == [(1, 2), (2, 2)]


# --- which pages ---------------------------------------------------------------------------------------------------------


def word(
    text: str, x: float = 85, baseline: float = 100, *, confidence: float | None = None, hidden: bool = False, bold: bool = False
) -> Word:
    wide = 7.0 * len(text)
    return Word(text, x, baseline - 10, x + wide, baseline + 3, baseline, 14, bold=bold, italic=False, confidence=confidence, hidden=hidden)


def line(text: str, *, confidence: float | None = None, bold: bool = False) -> list[Word]:
    words, x = [], 85.0
    for part in text.split():
        words.append(word(part, x, confidence=confidence, bold=bold))
        x = words[-1].x1 + 4
    return words


@pytest.mark.parametrize(
    ("text", "hidden", "images", "covered", "blank", "needed"),
    [
        ("Thực hiện Kế hoạch số 08-KH/HU của Huyện ủy về công tác phát triển đảng viên", False, 1, True, False, False),
        ("Thực hiện Kế hoạch số 08-KH/HU của Huyện ủy về công tác phát triển đảng viên", True, 1, True, False, True),
        ("Ký bởi: Văn phòng Ủy ban nhân dân tỉnh và các cơ quan có liên quan khác", False, 1, True, False, True),
        ("12", False, 1, True, False, True),
        ("12", False, 1, False, False, False),
        ("", False, 1, True, False, True),
        ("", False, 1, True, True, False),
        ("", False, 0, False, True, False),
        ("", False, 0, False, False, True),
    ],
)
def test_which_pages_need_recognition(text: str, hidden: bool, images: int, covered: bool, blank: bool, needed: bool) -> None:
    one = Page(1, 595, 842, tuple(replace(w, hidden=hidden) for w in line(text)), (), images)
    assert needs_recognition(one, lambda: covered, lambda: blank) is needed


# --- making ready --------------------------------------------------------------------------------------------------------


def striped(degrees: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Lines of "words" on paper."""
    rows = np.full((2339, 1654, 3), 245, np.uint8)
    for y in range(300, 2000, 45):
        for x in range(230, 1400, 90):
            rows[y : y + 20, x : x + 70 - (x + y) % 30] = 30
    return Scanner(degrees=degrees).scan(rows)


@pytest.mark.parametrize("degrees", [-6.0, -1.3, 0.0, 0.8, 5.0])
def test_the_turn_of_a_page_is_found(degrees: float) -> None:
    assert skew(striped(degrees)[:, :, 0]) == pytest.approx(degrees, abs=0.1)


def test_red_and_blue_go_and_black_under_red_stays() -> None:
    image = np.full((400, 400, 3), 240, np.uint8)
    image[20:150, 20:380:2] = 20
    image[150:250, 100:110] = 20
    image[180:200, :] = np.where(image[180:200] < 100, image[180:200], np.array([210, 40, 50], np.uint8))
    image[300:304, 50:350] = (30, 40, 160)
    grey = without_colour(image)
    assert grey[190, 105] < 60
    assert grey[190, 300] > 200
    assert grey[302, 200] > 200


def test_dark_borders_and_punched_holes_go() -> None:
    grey = np.full((2339, 1654), 255, np.uint8)
    grey[:, :25] = 10
    grey[500:550, 60:110] = 0
    grey[1000:1030, 400:600] = 0
    cleaned = preparation.clean(grey, 200 / 72)
    assert cleaned[700, 5] == 255 and cleaned[525, 85] == 255
    assert cleaned[1015, 500] == 0


def test_a_white_page_costs_no_recognition() -> None:
    assert preparation.is_empty(prepare(np.full((2339, 1654, 3), 250, np.uint8), 200 / 72))


def test_grain_goes_from_under_writing_and_a_page_of_noise_is_no_writing() -> None:
    chance = np.random.default_rng(3)
    grainy = np.where(chance.random((2339, 1654)) < 0.05, 0, 255).astype(np.uint8)
    grainy[1000:1030, 400:600] = 0
    cleaned = preparation.clean(grainy, 200 / 72)
    assert cleaned[1015, 500] == 0
    assert (cleaned[:900] < 160).mean() < 0.01
    assert preparation.is_empty(prepare(chance.integers(0, 256, (2339, 1654), np.uint8), 200 / 72))


def test_the_original_is_not_touched() -> None:
    image = striped(1.0)
    before = image.copy()
    prepare(image, 200 / 72)
    assert (image == before).all()


# --- words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["quyết", "ĐẢNG", "nghiêng", "gì", "quý", "khuỷu", "ương", "oanh", "yêu", "Ủy", "uỷ", "thuở", "được"])
def test_syllables(text: str) -> None:
    assert is_syllable(text)


@pytest.mark.parametrize("text", ["quyềt", "nghĩc", "bgh", "tât", "ngi", "kà", "cế", "KH/HU", "12", "đảngviên"])
def test_no_syllables(text: str) -> None:
    assert not is_syllable(text)


@pytest.mark.parametrize(("text", "above", "below"), [("xem", 0.46, 0.0), ("đang", 0.685, 0.217), ("Số", 0.88, 0.0), ("một", 0.67, 0.19)])
def test_how_far_letters_reach(text: str, above: float, below: float) -> None:
    assert reach(text) == pytest.approx((above, below), abs=0.03)


def test_nothing_is_known_of_signs() -> None:
    assert reach("-") is None


# --- repairs -------------------------------------------------------------------------------------------------------------

SLIPS = tomllib.loads((Path(ingest.__file__).parent / "ocr" / "slips.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("read_", "right"), [tuple(example) for entries in SLIPS.values() for entry in entries for example in entry["examples"]]
)
def test_slips_are_repaired_and_told(read_: str, right: str) -> None:
    words, notes = repaired(line(read_, confidence=0.8, bold=True), 3)
    assert " ".join(w.text for w in words) == right
    changed = [(a, b) for a, b in zip(read_.split(), right.split(), strict=True) if a.replace("Ð", "Đ") != b]
    assert [(note.code, note.page, note.values["read"], note.values["text"]) for note in notes] == [
        ("ocr-repaired", 3, *pair) for pair in changed
    ]


@pytest.mark.parametrize(
    ("read_", "right"), [tuple(example) for entries in SLIPS.values() for entry in entries for example in entry["examples"]]
)
def test_what_is_right_and_what_is_printed_stay(read_: str, right: str) -> None:
    assert [w.text for w in repaired(line(right, confidence=0.8), 1)[0]] == right.split()
    assert [w.text.replace("Ð", "Đ") for w in repaired(line(read_), 1)[0]] == [w.replace("Ð", "Đ") for w in read_.split()]


@pytest.mark.parametrize(
    ("read_", "right"),
    [
        ("sử dụng Số tay đảng viên", "sử dụng Sổ tay đảng viên"),
        ("Kiếm điểm, xếp loại", "Kiểm điểm, xếp loại"),
        ("không vị phạm pháp luật", "không vi phạm pháp luật"),
        ("công tác theo đõi thi hành", "công tác theo dõi thi hành"),
        ("văn bấn quy định", "văn bản quy định"),
        ("ĐÓI TƯỢNG KIỂM TRA", "ĐỐI TƯỢNG KIỂM TRA"),
        ("học viên, học viện", "học viên, học viện"),
        ("phối hợp với Sở Tư pháp", "phối hợp với Sở Tư pháp"),
        ("được hưởng lương", "được hưởng lương"),
        ("xã Kiếm Điểm", "xã Kiếm Điểm"),
    ],
)
def test_words_of_two_syllables_that_were_not_read_for_sure_are_those_that_documents_use(read_: str, right: str) -> None:
    assert " ".join(w.text for w in repaired(line(read_, confidence=0.85), 1)[0]) == right
    assert " ".join(w.text for w in repaired(line(read_, confidence=0.95), 1)[0]) == read_


@pytest.mark.parametrize(
    ("read_", "right"),
    [
        ("BIỂU TỔỐNG HỢP", "BIỂU TỔNG HỢP"),
        ("ĐIỀÊU TRỊ", "ĐIỀU TRỊ"),
        ("coòn lại", "còn lại"),
        ("xã la Grai", "xã Ia Grai"),
        ("la hét", "la hét"),
    ],
)
def test_letters_read_twice_and_names_of_the_highlands(read_: str, right: str) -> None:
    assert " ".join(w.text for w in repaired(line(read_, confidence=0.97), 1)[0]) == right
    assert " ".join(w.text for w in repaired(line(read_), 1)[0]) == read_


@pytest.mark.parametrize(
    ("read_", "right"),
    [
        ("- Văn phòng Chính phủ (b/e);", "- Văn phòng Chính phủ (b/c);"),
        ("- Ban Giám đốc (đê b/c};", "- Ban Giám đốc (để b/c);"),
        ("- Nhưtrên;", "- Như trên;"),
        ("- [.ưu: VT, TH.", "- Lưu: VT, TH."),
        ("- Ban nữ công LĐLĐ trnh;", "- Ban nữ công LĐLĐ tỉnh;"),
        ("UBND TĨNH AN KỲ", "UBND TỈNH AN KỲ"),
        ("- Ủy ban MTTQVN Tỉnh;", "- Ủy ban MTTQVN Tỉnh;"),
        ("UBND các huyện, thị xã. thành phố", "UBND các huyện, thị xã, thành phố"),
        ("Các phòng. ban. đơn vị", "Các phòng, ban, đơn vị"),
        ("Thủ trưởng. các sở", "Thủ trưởng. các sở"),
        ("đã họp. Các đơn vị", "đã họp. Các đơn vị"),
        ("tổ dân phố Và trưởng thôn", "tổ dân phố và trưởng thôn"),
        ("Ban Quản lý Các khu", "Ban Quản lý Các khu"),
        ("bộ phận. Với tinh thần", "bộ phận. Với tinh thần"),
        ("theo khoản I Điều 12", "theo khoản 1 Điều 12"),
        ("SởY tế yêu cầu", "Sở Y tế yêu cầu"),
    ],
)
def test_small_print_of_a_foot_and_words_run_together(read_: str, right: str) -> None:
    words, notes = repaired(line(read_, confidence=0.85), 1)
    assert " ".join(w.text for w in words) == right
    assert bool(notes) == (read_ != right)
    assert " ".join(w.text for w in repaired(line(read_), 1)[0]) == read_


def test_what_begins_a_cell_is_not_in_mid_sentence() -> None:
    first, second, third = line("trực Khi có", confidence=0.85)
    apart = [first, replace(second, x0=second.x0 + 60, x1=second.x1 + 60), replace(third, x0=third.x0 + 60, x1=third.x1 + 60)]
    assert repaired(apart, 1)[0] == apart


@pytest.mark.parametrize("font", ["R", "B"])
@pytest.mark.parametrize(
    ("drawn", "read_"), [("XIII", "XII"), ("XII", "XIII"), ("VIII,", "VII,"), ("XVII", "XVI"), ("XIV", "XIV"), ("XI", "XI")]
)
def test_the_ones_of_a_congress_are_counted(drawn: str, read_: str, font: str) -> None:
    data = build(Sheet().text(85, 100, f"nhiệm kỳ khóa {drawn} của Đảng", 14, font))
    words = [replace(w, text=w.text.replace(drawn, read_)) for w in read_page(pdfium.PdfDocument(data), 0).words]
    counted = with_numerals(words, prepare(page(data), 200 / 72))
    assert [(w.text, w.unsure) for w in counted if w.text.strip(",").isupper()] == [(drawn, drawn != read_)]


@pytest.mark.parametrize(("bar", "space", "read_", "right"), [
    (True, 4, ">95", "≥ 95"), (False, 4, ">95%", "> 95%"), (True, 0, "<1,8", "≤1,8"), (False, 0, "<2%,", "<2%,"), (True, 4, ">", "≥"),
])  # fmt: skip
def test_the_bar_under_a_sign_of_bounds_is_seen(bar: bool, space: int, read_: str, right: str) -> None:
    """An angle of 8 points, a bar under it or not, and a box for the figures."""
    pixels, scale = np.full((120, 240), 255, np.uint8), 4.0
    tip = (20, 52) if read_[0] == ">" else (52, 20)
    cv2.polylines(pixels, [np.array([(tip[0], 40), (tip[1], 52), (tip[0], 64)], np.int32)], False, 0, 4)
    if bar:
        cv2.line(pixels, (18, 76), (54, 76), 0, 4)
    if len(read_) > 1:
        pixels[36:80, 60 + 4 * space : 120 + 4 * space] = 0
    box = Word(read_, 4, 9, 40, 20, 20, 14, bold=False, italic=False, confidence=0.9)
    assert " ".join(word.text for word in with_bounds([box], Picture(pixels, scale))) == right


def test_the_faint_last_word_of_a_paragraph_is_no_rubbish() -> None:
    lines = [
        replace(word("kế hoạch của Đảng ủy xã Hòa Lạc về công tác phát triển đảng viên", baseline=y), confidence=0.95)
        for y in range(100, 340, 24)
    ]
    last, seal = word("đắn.", baseline=364, confidence=0.3), word("ni", x=400, baseline=700, confidence=0.3)
    stamp, code = replace(word("ban", baseline=40, confidence=0.3), size=8.0), word("Số:2/%⁄QĐ-SYT", x=300, baseline=60, confidence=0.5)
    signed = replace(word("Cơ quan", x=500, baseline=20, confidence=0.95), size=5.0)
    kept, dropped = readable([signed, stamp, code, *lines, last, seal], 595)
    assert kept == [code, *lines, last] and dropped == ["Cơ quan", "ban", "ni"]


def stamped_page(den: str, number: str, day: str, *, over: str = "") -> list[Word]:
    """A subject and four lines, and a stamp of receipt at their left, over one of them where `over` says."""
    title = replace(word("Về việc bảo đảm an toàn công trình", 200, 150), confidence=0.96)
    body = [replace(word("Thời gian qua, công tác bảo vệ rừng", 190, y), confidence=0.96) for y in (215, 235, 255, 275)]
    own = [replace(word(over, 70, 215), confidence=0.95)] if over else []
    office = replace(word("TRUNG TÂM", 20, 165, confidence=0.8), size=8.0)
    labels = [replace(word(text, x, y, confidence=0.7), size=9.0) for text, x, y in ((den, 20, 195), (number, 65, 185), (day, 65, 200))]
    return [title, office, *labels, *own, *body]


@pytest.mark.parametrize(
    ("den", "number", "day"),
    [("ĐẾN", "Số:......213", "Ngày:21/3"), ("ĐỀN", "Só:", "Ngày......"), ("ĐẾN", "Chuyển:", "Này."), ("DEN", "Số", "Giờ:")],
)
def test_a_stamp_of_receipt_is_no_part_of_the_paper(den: str, number: str, day: str) -> None:
    words = stamped_page(den, number, day)
    kept, dropped = without_stamp(words, 842)
    assert [w.text for w in kept] == ["Về việc bảo đảm an toàn công trình"] + 4 * ["Thời gian qua, công tác bảo vệ rừng"]
    assert dropped == [f"TRUNG TÂM {den} {number} {day}"]


def test_words_of_the_paper_under_the_stamp_stay_where_they_were_read_for_sure() -> None:
    kept, _ = without_stamp(stamped_page("ĐẾN", "Số:", "Ngày:", over="đạo"), 842)
    assert "đạo" in [w.text for w in kept]


@pytest.mark.parametrize(("den", "number", "day"), [("đến", "Số:", "Ngày:"), ("ĐẾN", "Số:", "tháng"), ("ĐẾN", "hết", "năm")])
def test_the_word_alone_is_no_stamp(den: str, number: str, day: str) -> None:
    words = stamped_page(den, number, day)
    assert without_stamp(words, 842) == (words, [])


def test_a_picture_is_cut_by_points() -> None:
    picture = Picture(np.arange(100, dtype=np.uint8).reshape(10, 10), 2.0)
    assert (picture.width, picture.height) == (5.0, 5.0)
    assert picture.cut((1, 1, 2, 2)).tolist() == [[22, 23], [32, 33]]


@pytest.mark.parametrize(("high", "foot", "unsure"), [(27, 0, False), (38, 0, True), (27, 9, True), (18, 0, True)])
def test_figures_written_by_hand_are_unsure(high: int, foot: int, unsure: bool) -> None:
    """ "Số 44 /CT-UBND", where 44 is higher than print, lower, or off the line."""
    printed = [("Số", 0, 35), ("CT-UBND", 100, 27), ("của", 260, 18)]
    found = [tesseract.Found(text, (1, 1, 1), x, 100 - tall, x + 60, 100, 0.96) for text, x, tall in printed]
    found.insert(1, tesseract.Found("44", (1, 1, 1), 70, 100 + foot - high, 95, 100 + foot, 0.96))
    words = words_of(found, Picture(np.full((200, 400), 255, np.uint8), 200 / 72))
    assert [w.unsure for w in words] == [False, unsure, False, False]

"""Pictures of pages: every format, several pages in one file, what is no page."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import ingest
from ingest.document import Document
from ingest.errors import DamagedFile, NoText, UnsupportedFormat
from ingest.ocr import tesseract
from tests.ingest.scan_files import Pixels, Scanner, office, page, plan
from tests.ingest.test_ocr import needs_tesseract


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Pixels:
    if not office():
        pytest.skip("máy không có LibreOffice")
    return Scanner(degrees=0.6, grain=4).scan(page(plan(tmp_path_factory.mktemp("picture"))))


def saved(folder: Path, name: str, pictures: list[Pixels], **options: object) -> Path:
    images = [Image.fromarray(picture) for picture in pictures]
    stream = io.BytesIO()
    images[0].save(stream, name.rpartition(".")[2].upper().replace("JPG", "JPEG").replace("TIF", "TIFF"), **options)
    path = folder / name
    path.write_bytes(stream.getvalue())
    return path


def is_the_plan(document: Document) -> bool:
    texts = [block.text for block in document.blocks]
    return "KẾ HOẠCH" in texts and any("ít nhất 24 đảng viên mới" in text for text in texts)


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "options"),
    [("a.png", {"dpi": (200, 200)}), ("a.jpg", {"quality": 60}), ("a.bmp", {}), ("a.webp", {"quality": 70})],
)
def test_each_format_is_read(scan: Pixels, tmp_path: Path, name: str, options: dict[str, object]) -> None:
    document = ingest.read(saved(tmp_path, name, [scan], **options))
    assert is_the_plan(document)
    assert (document.source.pages, document.source.ocr) == (1, True)
    assert document.page_sizes[0] == pytest.approx((595, 842), abs=3)


@needs_tesseract
@pytest.mark.slow
def test_a_tiff_of_several_pages_is_one_document(scan: Pixels, tmp_path: Path) -> None:
    blank = Image.fromarray(np.full_like(scan, 255))
    path = saved(tmp_path, "a.tif", [scan], save_all=True, append_images=[blank], dpi=(200, 200), compression="tiff_lzw")
    document = ingest.read(path)
    assert is_the_plan(document)
    assert document.source.pages == 2


@needs_tesseract
@pytest.mark.slow
def test_a_phone_notes_how_it_was_held(scan: Pixels, tmp_path: Path) -> None:
    image = Image.fromarray(np.ascontiguousarray(np.rot90(scan)))
    held = image.getexif()
    held[0x0112] = 6
    path = tmp_path / "a.jpg"
    image.save(path, exif=held)
    assert is_the_plan(ingest.read(path))


@needs_tesseract
def test_a_white_picture_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(NoText):
        ingest.read(saved(tmp_path, "a.png", [np.full((800, 600, 3), 255, np.uint8)]))


def test_a_picture_cut_short_is_damage(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.png", [np.random.default_rng(1).integers(0, 255, (400, 300, 3), np.uint8)])
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(DamagedFile):
        ingest.read(path)


def test_without_tesseract_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise tesseract.TesseractMissing("tesseract")

    monkeypatch.setattr(tesseract, "check", missing)
    with pytest.raises(ingest.errors.TesseractMissing) as refused:
        ingest.read(saved(tmp_path, "a.png", [np.full((800, 600, 3), 255, np.uint8)]))
    assert refused.value.values == {"missing": "tesseract"}


def test_heic_stays_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64))
    with pytest.raises(UnsupportedFormat):
        ingest.read(path)

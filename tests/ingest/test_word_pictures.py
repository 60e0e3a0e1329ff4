"""A Word file that holds scanned pages as pictures is read like the scan; pictures among text are told."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import numpy as np
import pytest
from docx.shared import Mm
from PIL import Image, ImageDraw

import ingest
from ingest.errors import NoText
from tests.ingest.scan_files import office, page, plan
from tests.ingest.test_ocr import needs_tesseract


def drawn(wide: int, high: int) -> bytes:
    """A picture of some size with strokes that are no writing."""
    image = Image.new("L", (wide, high), 255)
    ImageDraw.Draw(image).ellipse((wide // 4, high // 4, wide // 2, high // 2), outline=0, width=3)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def word_file(folder: Path, *parts: str | bytes) -> Path:
    """A Word file of paragraphs and pictures."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, bytes):
            document.add_picture(io.BytesIO(part), width=Mm(150))
        else:
            document.add_paragraph(part)
    path = folder / "ban-quet.docx"
    document.save(str(path))
    return path


@needs_tesseract
@pytest.mark.slow
@pytest.mark.skipif(not office(), reason="máy không có LibreOffice")
def test_scanned_pages_in_a_word_file_are_read_in_their_order(tmp_path: Path) -> None:
    pixels = page(plan(tmp_path))
    streams = [io.BytesIO(), io.BytesIO()]
    half = pixels.shape[0] // 2
    for stream, part in zip(streams, (pixels[:half], pixels[half:]), strict=True):
        paper = np.full_like(pixels, 255)
        paper[: part.shape[0]] = part
        Image.fromarray(paper).save(stream, "JPEG", quality=80)
    document = ingest.read(word_file(tmp_path, "Bản quét", *(stream.getvalue() for stream in streams)))
    texts = [block.text for block in document.blocks]
    assert (document.source.format, document.source.pages, document.source.ocr) == ("docx", 2, True)
    assert texts.index("KẾ HOẠCH") < texts.index("Lê Minh Khải") and any("ít nhất 24 đảng viên mới" in text for text in texts)
    assert "Bản quét" in document.furniture


def test_pictures_of_pages_among_text_are_told(tmp_path: Path) -> None:
    text = "Thực hiện kế hoạch của cấp trên, Đảng ủy xã gửi kèm bản chụp danh sách để các chi bộ đối chiếu và báo cáo lại."
    document = ingest.read(word_file(tmp_path, text, drawn(900, 1200)))
    assert [block.text for block in document.blocks] == [text]
    assert [(note.code, note.values) for note in document.notes] == [("pictures-unread", {"pictures": "1"})]


@pytest.mark.parametrize("picture", [drawn(120, 160), drawn(1600, 200)])
def test_small_and_slim_pictures_are_no_pages(tmp_path: Path, picture: bytes) -> None:
    assert ingest.read(word_file(tmp_path, "Đảng ủy xã", picture)).notes == ()


@needs_tesseract
def test_a_word_file_with_pictures_that_show_no_writing_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(NoText):
        ingest.read(word_file(tmp_path, drawn(900, 1200)))

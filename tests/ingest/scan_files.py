"""Scans made out of our own pages: a PDF is shown as pictures, these are turned, shaded, smeared, stamped, and packed again."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import docx
import numpy as np
import pypdfium2 as pdfium
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

HEAD_LEFT = ("ĐẢNG BỘ HUYỆN TÂN KHÊ", "ĐẢNG ỦY XÃ HÒA LẠC", "*", "Số 17-KH/ĐU")
HEAD_RIGHT = ("ĐẢNG CỘNG SẢN VIỆT NAM", "", "Hòa Lạc, ngày 12 tháng 3 năm 2024")
TEXT = (
    "Thực hiện Kế hoạch số 08-KH/HU ngày 15/01/2024 của Huyện ủy về công tác phát triển đảng viên, Đảng ủy xã xây dựng kế hoạch "
    "kết nạp đảng viên mới năm 2024 với những nội dung cụ thể như sau:",
    "Phấn đấu trong năm kết nạp ít nhất 24 đảng viên mới, trong đó có 15 đảng viên nữ; mỗi chi bộ kết nạp từ 01 đảng viên trở lên "
    "và hoàn thành trước ngày 30/11/2024.",
    "Các chi bộ trực thuộc rà soát nguồn, bổ sung danh sách quần chúng ưu tú; định kỳ ngày 25 hằng tháng báo cáo kết quả về Văn phòng "
    "Đảng ủy để tổng hợp.",
)
FOOT_LEFT = ("Nơi nhận:", "- Ban Thường vụ Huyện ủy,", "- Các chi bộ trực thuộc,", "- Lưu Văn phòng Đảng ủy.")
FOOT_RIGHT = ("T/M ĐẢNG ỦY", "BÍ THƯ", "", "", "Lê Minh Khải")


def office() -> bool:
    return shutil.which("soffice") is not None


def plan(folder: Path) -> bytes:
    """A plan of one page as LibreOffice prints it: head and foot in two columns, a bold heading, three paragraphs."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Mm(30), Mm(20), Mm(20), Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(14)
    _columns(document, HEAD_LEFT, HEAD_RIGHT, centred=True)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("KẾ HOẠCH").bold = True
    document.add_paragraph().add_run("II. Chỉ tiêu, nhiệm vụ").bold = True
    for text in TEXT:
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(12)
    _columns(document, FOOT_LEFT, FOOT_RIGHT, centred=False)
    return printed_by_office(document, folder)


def printed_by_office(document: DocxDocument, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a Word document."""
    path = folder / "ke-hoach.docx"
    document.save(str(path))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return path.with_suffix(".pdf").read_bytes()


def _columns(document: Any, left: Sequence[str], right: Sequence[str], *, centred: bool) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        for number, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            run = paragraph.add_run(line)
            run.bold = line.isupper() and "Số" not in line
            if centred or cell is table.rows[0].cells[1]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif number:
                run.font.size = Pt(12)


def page(pdf: bytes, index: int = 0, dpi: float = 200) -> Pixels:
    """A page as rows by columns by 3 of red, green, blue."""
    document = pdfium.PdfDocument(pdf)
    try:
        return np.ascontiguousarray(document[index].render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3])
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Scanner:
    """What a scanner does to a page: turns it by `degrees`, shades one side, adds grain, smears; stamps and signs it before."""

    degrees: float = 0.0
    shade: float = 0.0
    grain: float = 0.0
    blur: float = 0.0
    seal: tuple[int, int] | None = None
    pen: tuple[int, int] | None = None
    quarters: int = 0
    bilevel: bool = False

    def scan(self, pixels: Pixels) -> Pixels:
        image = pixels.copy()
        if self.seal:
            _seal(image, self.seal)
        if self.pen:
            _sign(image, self.pen)
        if self.degrees:
            height, width = image.shape[:2]
            matrix = cv2.getRotationMatrix2D((width / 2, height / 2), self.degrees, 1.0)
            image = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(235, 235, 235)).astype(np.uint8)
        values = image.astype(np.float32)
        if self.shade:
            values *= np.linspace(1 - self.shade, 1.0, image.shape[1], dtype=np.float32)[None, :, None]
        if self.grain:
            values += np.random.default_rng(7).normal(0, self.grain, image.shape[:2]).astype(np.float32)[:, :, None]
        image = np.clip(values, 0, 255).astype(np.uint8)
        if self.blur:
            image = cv2.GaussianBlur(image, (0, 0), self.blur).astype(np.uint8)
        if self.bilevel:
            image = np.where(image.min(axis=2, keepdims=True) < 140, 0, 255).repeat(3, axis=2).astype(np.uint8)
        return np.ascontiguousarray(np.rot90(image, -self.quarters))


def _seal(image: Pixels, centre: tuple[int, int]) -> None:
    for radius, thick in ((150, 6), (138, 2), (90, 2)):
        cv2.circle(image, centre, radius, (215, 30, 45), thick, cv2.LINE_AA)
    for angle in range(0, 360, 12):
        x, y = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        near, far = (round(centre[0] + 98 * x), round(centre[1] + 98 * y)), (round(centre[0] + 128 * x), round(centre[1] + 128 * y))
        cv2.line(image, near, far, (215, 30, 45), 3, cv2.LINE_AA)


def _sign(image: Pixels, start: tuple[int, int]) -> None:
    points = [(start[0] + 12 * step, start[1] + round(60 * np.sin(step * 0.9))) for step in range(30)]
    cv2.polylines(image, [np.array(points, np.int32)], False, (30, 40, 170), 4, cv2.LINE_AA)


def packed(pictures: list[Pixels], dpi: float = 200, quality: int = 60, rotate: int = 0) -> bytes:
    """A PDF of nothing but these pictures, as a scanner makes it."""
    images = [Image.fromarray(picture) for picture in pictures]
    stream = io.BytesIO()
    images[0].save(stream, "PDF", resolution=dpi, save_all=True, append_images=images[1:], quality=quality)
    if not rotate:
        return stream.getvalue()
    document = pdfium.PdfDocument(stream.getvalue())
    for index in range(len(document)):
        document[index].set_rotation(rotate)
    turned = io.BytesIO()
    document.save(turned)
    return turned.getvalue()

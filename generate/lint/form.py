"""Paper, margins, fonts, page numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, grouped, shown
from generate.lint.sheet import Sheet
from generate.rulebook import Measure

SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
LEGACY_FONT = re.compile(r"^(?:\.Vn|VNI-|VNtimes|\.VN)", re.IGNORECASE)


def _paper(sheet: Sheet) -> Iterator[Fault]:
    page = sheet.rules.page
    if sheet.look.width_mm not in page.width_mm or sheet.look.height_mm not in page.height_mm:
        yield "khổ giấy", {"found": f"{shown(sheet.look.width_mm)} × {shown(sheet.look.height_mm)}"}


def _margins(sheet: Sheet) -> Iterator[Fault]:
    for side, name in SIDES.items():
        wanted: Measure = getattr(sheet.rules.page, f"{side}_mm")
        found = sheet.look.margins_mm[side]
        if found not in wanted:
            yield f"lề {name}", {"side": name, "found": shown(found), "wanted": shown(wanted.use)}


def _font(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.font.name
    found = [
        (run.font or "không rõ", paragraph)
        for paragraph in sheet.look.paragraphs
        for run in paragraph.printed()
        if run.font != wanted and not LEGACY_FONT.match(run.font or "")
    ]
    for place, values in grouped(found):
        yield place, {**values, "wanted": wanted}


def _unicode(sheet: Sheet) -> Iterator[Fault]:
    found = []
    for paragraph in sheet.look.paragraphs:
        if not unicodedata.is_normalized("NFC", paragraph.text):
            found.append(("dấu thanh gõ rời (Unicode tổ hợp)", paragraph))
        if re.search("[\u00d0\u00f0]", paragraph.text):
            found.append(("chữ Đ dùng sai mã (Ð, ð)", paragraph))
        found.extend((f"phông cũ {run.font}", paragraph) for run in paragraph.printed() if run.font and LEGACY_FONT.match(run.font))
    yield from grouped(found)


def _page_number(sheet: Sheet) -> Iterator[Fault]:
    fields = [paragraph for paragraph in sheet.look.header if paragraph.page_field]
    if not fields:
        yield "đầu trang", {"found": "không có số trang ở đầu trang"}
        return
    if not any(paragraph.align == "center" for paragraph in fields):
        yield "đầu trang", {"found": "không ở giữa"}
    if not sheet.look.title_page or any(paragraph.page_field for paragraph in sheet.look.first_header):
        yield "đầu trang", {"found": "trang đầu không được ghi số trang"}


CHECKS: Checks = (
    ("F01", _paper),
    ("F02", _margins),
    ("F05", _font),
    ("F07", _unicode),
    ("F08", _page_number),
)

"""Paper, margins, fonts, colour, page numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, grouped, shown
from generate.lint.sheet import Sheet, text_of
from generate.presentation import Presentation, Section
from generate.rulebook import Measure

SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
LEGACY_FONT = re.compile(r"^(?:\.Vn|VNI-|VNtimes|\.VN)", re.IGNORECASE)
ONE_PAGE = 1500
"""Characters that stand on a page with the head and the foot of a document: what has fewer needs no page number."""
STAMPED = re.compile(r"(?i)^(?:tuyệt mật|tối mật|mật|hỏa tốc|hoả tốc|thượng khẩn|khẩn)$")


def unreadable(look: Presentation) -> bool:
    """Most of it is typed in a font with letters of its own: what it says cannot be judged before it is converted."""
    runs = [run for paragraph in look.paragraphs for run in paragraph.printed()]
    return 2 * sum(bool(LEGACY_FONT.match(run.font or "")) for run in runs) > len(runs)


def _paper(sheet: Sheet) -> Iterator[Fault]:
    page = sheet.rules.page
    for section in sheet.look.sections:
        short, long = sorted((section.width_mm, section.height_mm))
        if short not in page.width_mm or long not in page.height_mm:
            yield "khổ giấy", {"found": f"{shown(section.width_mm)} × {shown(section.height_mm)}"}
            return


def _upright(sheet: Sheet) -> list[Section]:
    """The upright pages: of a table laid across, the rule books fix no margins."""
    return [section for section in sheet.look.sections if not section.landscape]


def _margins(sheet: Sheet) -> Iterator[Fault]:
    for side, name in SIDES.items():
        wanted: Measure = getattr(sheet.rules.page, f"{side}_mm")
        found = next((s.margins_mm[side] for s in _upright(sheet) if s.margins_mm[side] not in wanted), None)
        if found is not None:
            yield f"lề {name}", {"side": name, "found": shown(found), "wanted": wanted.in_words(shown)}


def _mirrored(sheet: Sheet) -> Iterator[Fault]:
    if sheet.look.two_sided and not sheet.look.mirrored:
        yield "lề trang chẵn", {}


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


def _colour(sheet: Sheet) -> Iterator[Fault]:
    found = [
        (run.color, paragraph)
        for paragraph in sheet.look.paragraphs
        for run in paragraph.printed()
        if run.color not in {None, "000000"} and not STAMPED.match(text_of(paragraph))
    ]
    yield from grouped([(color, paragraph) for color, paragraph in found if color])


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
    if not fields and sum(len(paragraph.text) for paragraph in sheet.look.paragraphs) < ONE_PAGE:
        return
    if not fields:
        yield "đầu trang", {"found": "không có số trang ở đầu trang"}
        return
    if not any(paragraph.align == "center" for paragraph in fields):
        yield "đầu trang", {"found": "không ở giữa"}
    if not sheet.look.title_page or any(paragraph.page_field for paragraph in sheet.look.first_header):
        yield "đầu trang", {"found": "trang đầu không được ghi số trang"}


def _page_number_size(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["page_number"].size
    number = next((paragraph for paragraph in sheet.look.header if paragraph.page_field), None)
    if number is None:
        return
    small = sorted({shown(run.size) for run in number.runs if run.size not in wanted})
    if small:
        yield "đầu trang", {"found": f"cỡ {', '.join(small)}"}
    distance = sheet.look.sections[0].header_mm
    if sheet.rules.regime == "party" and distance not in sheet.rules.page.header_mm:
        yield "đầu trang", {"found": f"cách mép trên {shown(distance)} mm"}


CHECKS: Checks = (
    ("F01", _paper),
    ("F02", _margins),
    ("F03", _margins),
    ("F04", _mirrored),
    ("F05", _font),
    ("F06", _colour),
    ("F07", _unicode),
    ("F08", _page_number),
    ("F09", _page_number_size),
    ("F10", _page_number_size),
)

"""The appendix with its tables, and what a draft still has to lose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, place_of
from generate.lint.sheet import Sheet, text_of
from generate.plan import BLANK

LEFT_OVER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\[\s*(?:…|\.{3})[….]*\s*\]|…{2,}|\.{5,}")


def _appendix_caption(sheet: Sheet) -> Iterator[Fault]:
    if not sheet.appendix:
        return
    kind = text_of(sheet.kind).capitalize() if sheet.kind else "Văn bản"
    pattern = sheet.rules.patterns["appendix_caption"]
    caption = next((paragraph for paragraph in sheet.appendix if pattern.fits(text_of(paragraph))), None)
    if caption is None:
        yield place_of(sheet.appendix[0]), {"found": "thiếu dòng “(kèm theo …)”", "kind": kind}
        return
    number = re.search(r"số\s+(.+?)(?:,|\s+ngày|\s+của|\)|$)", text_of(caption))
    if number and sheet.number and _bare(number[1]) != _bare(re.sub(r"^Số\s*:?", "", text_of(sheet.number))):
        yield place_of(caption), {"found": f"số “{number[1]}” khác số của văn bản", "kind": kind}


def _bare(number: str) -> str:
    return re.sub(r"[\s…\[\].]+", "", number)


def _tables(sheet: Sheet) -> Iterator[Fault]:
    first = sheet.appendix[0].index if sheet.appendix else len(sheet.look.paragraphs)
    for table in sheet.look.tables:
        if table.before < first:
            continue
        place = place_of(sheet.look.paragraphs[table.before])
        if not table.header_row:
            yield place, {"found": "hàng tiêu đề không lặp lại ở trang sau"}
        if not table.rows_whole:
            yield place, {"found": "có hàng bị ngắt qua trang"}


def _left_over(sheet: Sheet) -> Iterator[Fault]:
    for paragraph in sheet.look.paragraphs:
        open_text = "".join(run.text for run in paragraph.runs if not run.control or sheet.draft_mark is None)
        for match in LEFT_OVER.finditer(open_text):
            yield place_of(paragraph), {"found": match[0]}


def _draft_mark(sheet: Sheet) -> Iterator[Fault]:
    blanks = any(run.control and BLANK in run.text for paragraph in sheet.look.paragraphs for run in paragraph.runs)
    if blanks and sheet.draft_mark is None:
        yield "phần đầu", {}


CHECKS: Checks = (
    ("A02", _appendix_caption),
    ("A03", _tables),
    ("X01", _left_over),
    ("X02", _draft_mark),
)

"""The appendix with its tables, and what a draft still has to lose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, place_of, together
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


def _appendix_page(sheet: Sheet) -> Iterator[Fault]:
    if not sheet.appendix:
        return
    first = sheet.appendix[0]
    before = sheet.look.paragraphs[sheet.appendix[0].index - 3 : first.index]
    if not first.page_break and not any(p.page_break and not p.text.strip() for p in before):
        yield place_of(first), {"found": "không bắt đầu ở trang mới"}
    if not any(re.search(r"(?i)kèm theo|phụ lục|biểu", text_of(p)) for p in sheet.body):
        yield place_of(first), {"found": "nội dung văn bản không nhắc đến"}


def _sums(sheet: Sheet) -> Iterator[Fault]:
    """Plain tables only: rows of units and one row of the total, whole numbers, no subtotals."""
    for number in range(len(sheet.look.tables)):
        rows = _rows(sheet, number)
        totals = [row for row in rows if any(re.fullmatch(r"(?i)(?:tổng )?cộng(?: \(\d+\))?|tổng số", cell) for cell in row[:2])]
        if len(totals) != 1:
            continue
        total = totals[0]
        units = [row for row in rows if row is not total and len(row) == len(total) and re.fullmatch(r"\d+", row[0])]
        if len(units) < 2 or [int(row[0]) for row in units] != list(range(1, len(units) + 1)):
            continue
        for column in range(2, len(total)):
            cells = [_whole(row[column]) for row in units]
            printed = _whole(total[column])
            if printed is not None and total[column] and None not in cells and sum(value or 0 for value in cells) != printed:
                place = next(p for p in sheet.look.paragraphs if p.cell and p.cell[0] == number and text_of(p) in total[:2] and text_of(p))
                found = f"cột {column + 1} ghi {total[column]}, cộng các hàng được {sum(value or 0 for value in cells)}"
                yield place_of(place), {"found": found}


def _rows(sheet: Sheet, table: int) -> list[list[str]]:
    cells: dict[tuple[int, int], list[str]] = {}
    for p in sheet.look.paragraphs:
        if p.cell and p.cell[0] == table:
            cells.setdefault(p.cell[1:], []).append(text_of(p))
    rows: dict[int, list[str]] = {}
    for (row, _), texts in sorted(cells.items()):
        rows.setdefault(row, []).append(" ".join(text for text in texts if text))
    return list(rows.values())


def _whole(text: str) -> int | None:
    """The cell's number; an empty cell or a dash counts nothing; None for what is no whole number."""
    if text in {"", "-", "–"}:
        return 0
    return int(text.replace(".", "")) if re.fullmatch(r"\d{1,3}(?:\.\d{3})*|\d+", text) else None


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
    """Each tag and marked blank at its place; lines of dots, of which a form has many, at the first."""
    dotted = []
    for paragraph in sheet.look.paragraphs:
        open_text = "".join(run.text for run in paragraph.runs if not run.control or sheet.draft_mark is None)
        for match in LEFT_OVER.finditer(open_text):
            if match[0][0] in "….":
                dotted.append((match[0][:5], paragraph))
            else:
                yield place_of(paragraph), {"found": match[0]}
    yield from together(dotted)


def _draft_mark(sheet: Sheet) -> Iterator[Fault]:
    blanks = any(run.control and BLANK in run.text for paragraph in sheet.look.paragraphs for run in paragraph.runs)
    if blanks and sheet.draft_mark is None:
        yield "phần đầu", {}


CHECKS: Checks = (
    ("A01", _appendix_page),
    ("A02", _appendix_caption),
    ("A03", _tables),
    ("A04", _sums),
    ("X01", _left_over),
    ("X02", _draft_mark),
)

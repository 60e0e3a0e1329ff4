"""The appendix with its tables, and what a draft still has to lose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from generate.lint.faults import Checks, Fault, place_of, together
from generate.lint.sheet import LONG, Sheet, text_of
from generate.plan import BLANK
from generate.presentation import TableLook

LEFT_OVER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\[\s*(?:…|\.{3})[….]*\s*\]|…{2,}|\.{5,}")

HEADING = re.compile(r"(?i)phụ lục(?:\s+(?:số\s+)?([IVX]+|\d+))?(?=$|[.:\s])")
TOTAL = re.compile(r"(?i)(?:tổng )?cộng(?: \(\d+\))?|tổng số")


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
    for _, table in _appendix_tables(sheet):
        place = place_of(sheet.look.paragraphs[table.before])
        if not table.header_row:
            yield place, {"found": "hàng tiêu đề không lặp lại ở trang sau"}
        if not table.rows_whole:
            yield place, {"found": "có hàng bị ngắt qua trang"}


def _appendix_number(sheet: Sheet) -> Iterator[Fault]:
    """ "Phụ lục" alone; of several "Phụ lục 1", "Phụ lục 2", in the state's papers "Phụ lục I", "Phụ lục II"."""
    headings = [(p, match) for p in sheet.appendix if p.cell is None and (match := HEADING.match(text_of(p)))]
    state = sheet.rules.regime == "state"
    for paragraph, match in headings:
        number = match[1]
        if number is None and len(headings) > 1:
            yield place_of(paragraph), {"found": "có nhiều phụ lục mà không đánh số"}
        elif number is not None and len(headings) == 1:
            yield place_of(paragraph), {"found": f"chỉ có một phụ lục mà ghi số {number}"}
        elif number is not None and number.isdigit() == state:
            yield place_of(paragraph), {"found": f"số “{number}” phải là chữ số {'La Mã' if state else 'Ả Rập'}"}


def _appendix_type(sheet: Sheet) -> Iterator[Fault]:
    """Heading and title centred and bold, the caption in brackets slanted."""
    opening = list(takewhile(lambda p: p.cell is None and len(text_of(p)) <= 2 * LONG, sheet.appendix))
    caption = next((p for p in opening if text_of(p).startswith("(")), None)
    for paragraph in opening[: opening.index(caption) + 1] if caption else opening[:1]:
        faults = [] if paragraph.align == "center" else ["không ở giữa"]
        slanted = paragraph is caption
        runs = [run for run in paragraph.printed() if not run.control]
        if slanted and not all(run.italic for run in runs):
            faults.append("không nghiêng")
        if not slanted and not all(run.bold for run in runs):
            faults.append("không đậm")
        if not slanted and sheet.rules.regime == "state" and not (HEADING.match(text_of(paragraph)) or text_of(paragraph).isupper()):
            faults.append("không in hoa")
        if faults:
            yield place_of(paragraph), {"found": ", ".join(faults)}


def _appendix_pages(sheet: Sheet) -> Iterator[Fault]:
    """An appendix counts its own pages; one that takes no more than the rest of the sheet needs none."""
    if not sheet.appendix:
        return
    section = sheet.look.sections[min(sheet.appendix[0].section, len(sheet.look.sections) - 1)]
    if section.first_page != 1 or sheet.appendix[0].section == 0:
        yield place_of(sheet.appendix[0]), {}


def _table_type(sheet: Sheet) -> Iterator[Fault]:
    """The head bold and centred, the ordinal first, lines all round, sums bold, the measure slanted at the right."""
    for number, table in _appendix_tables(sheet):
        cells = [p for p in sheet.look.paragraphs if p.cell and p.cell[0] == number and p.text.strip()]
        head = [p for p in cells if p.cell and p.cell[1] == 0]
        place = place_of(sheet.look.paragraphs[table.before])
        if not all(p.bold and p.align == "center" for p in head):
            yield place, {"found": "hàng tiêu đề không đậm hoặc không ở giữa"}
        rows = _rows(sheet, number)
        ordinals = [row[0] for row in rows[1:] if row and row[0].isdigit()]
        if len(ordinals) > 1 and ordinals[0] == "1" and head and not re.fullmatch(r"(?i)S?TT|Số TT", text_of(head[0])):
            yield place, {"found": f"cột đầu ghi “{text_of(head[0])}”, thường là TT hoặc STT"}
        sums = [p for p in cells if TOTAL.fullmatch(text_of(p)) and not p.bold]
        if sums:
            yield place_of(sums[0]), {"found": "hàng cộng không đậm"}
        if not table.ruled:
            yield place, {"found": "thiếu đường kẻ"}
    for paragraph in sheet.appendix:
        measure = paragraph.cell is None and re.match(r"(?i)\(?đơn vị(?: tính)?\s*:", text_of(paragraph))
        if measure and (paragraph.align != "right" or not all(run.italic for run in paragraph.printed() if not run.control)):
            yield place_of(paragraph), {"found": "đơn vị tính phải nghiêng, ở bên phải, trên bảng"}


def _appendix_tables(sheet: Sheet) -> Iterator[tuple[int, TableLook]]:
    first = sheet.appendix[0].index if sheet.appendix else len(sheet.look.paragraphs)
    yield from ((number, table) for number, table in enumerate(sheet.look.tables) if table.before >= first)


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
    ("A05", _appendix_number),
    ("A06", _appendix_type),
    ("A07", _appendix_pages),
    ("A08", _table_type),
    ("X01", _left_over),
    ("X02", _draft_mark),
)

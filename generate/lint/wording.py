"""What is typed: dates, citations, grounds, spaces, abbreviations. Judged only as far as the letters alone can tell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import takewhile

from generate.lint.faults import Checks, Fault, place_of, together
from generate.lint.sheet import Sheet, text_of
from generate.presentation import Paragraph

DAY = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
KINDS = "Nghị quyết|Chỉ thị|Kế hoạch|Kết luận|Công văn|Quy định|Hướng dẫn|Quyết định|Chương trình|Đề án|Thông báo|Nghị định|Thông tư"
CITED = re.compile(rf"(?:{KINDS})(?: (số))? (\d+[-/](?:[A-ZĐ][\wĐ]*[-/])*[A-ZĐ][\wĐ]*)(.{{0,90}})")
GROUND = re.compile(r"^(?:-\s*)?Căn cứ\b")
GAP = re.compile(r"\S( {2,})(?=\S)|\S( )(?=[,;:%.](?:\s|$))(?!\.\.)")
FOREIGN_NUMBER = re.compile(
    r"(?<![\w.,/])\d{1,3}(?:,\d{3})+(?![\w,.%]|\s*(?:%|ha|km|m|kg|tấn|tạ|tỷ|triệu)\b)|(?<![\w.,/])\d{1,3}\.\d{1,2}(?=\s?%)"
)
TONE_MARKS = (("ủy", "uỷ"), ("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"))


def _dates(sheet: Sheet) -> Iterator[Fault]:
    fits = sheet.rules.patterns["digit_date"].fits
    yield from together([(match[0], p) for p in sheet.body for match in DAY.finditer(text_of(p)) if not fits(match[0])])


def _days_that_are(sheet: Sheet) -> Iterator[Fault]:
    """A day that the calendar has; a paper that is cited is older than the one that cites it."""
    for paragraph in sheet.body:
        text = text_of(paragraph)
        for match in DAY.finditer(text):
            if _day(match) is None:
                yield place_of(paragraph), {"found": f"ngày {match[0]} không có trong lịch"}
        for cited in CITED.finditer(text):
            issued = re.match(r",? ngày " + DAY.pattern.removeprefix(r"(?<![\d/.-])"), cited[3])
            day = _day(issued) if issued else None
            if day and sheet.date and day > sheet.date:
                yield place_of(paragraph), {"found": f"văn bản {cited[2]} ghi ngày sau ngày của chính văn bản này"}


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _hand_set(sheet: Sheet) -> Iterator[Fault]:
    """Room made with spaces, tabs or empty lines instead of the paragraph's own settings."""
    found = [("thụt đầu dòng bằng dấu cách hoặc phím Tab", p) for p in sheet.body if re.match(r"\t| {2,}", p.text)]
    if sheet.body:
        inside = sheet.look.paragraphs[sheet.body[0].index : sheet.body[-1].index]
        empty = [p for p in inside if not p.text.strip() and p.cell is None and _holds_nothing(p)]
        found += [("dòng trống giữa các đoạn", sheet.look.paragraphs[p.index - 1]) for p in empty]
    for kind in dict.fromkeys(value for value, _ in found):
        yield from together([(value, p) for value, p in found if value == kind])


def _holds_nothing(paragraph: Paragraph) -> bool:
    return not (paragraph.ruled or paragraph.drawn_pt or paragraph.pictured or paragraph.page_break)


def _spaces(sheet: Sheet) -> Iterator[Fault]:
    double: list[tuple[str, Paragraph]] = []
    before: list[tuple[str, Paragraph]] = []
    for paragraph in sheet.body:
        for match in GAP.finditer(text_of(paragraph)):
            (double if match[1] else before).append(("nhiều dấu cách liền nhau" if match[1] else "dấu cách trước dấu câu", paragraph))
    yield from together(double)
    yield from together(before)
    yield from _two_spellings(sheet)


def _two_spellings(sheet: Sheet) -> Iterator[Fault]:
    for forms in TONE_MARKS:
        seen = [[p for p in sheet.body if re.search(rf"(?i){form}(?!\w)", text_of(p))] for form in forms]
        if all(seen):
            rare = min(seen, key=len)
            form, other = forms if rare is seen[0] else forms[::-1]
            yield from together([(f"có cả “{form}” và “{other}”", p) for p in rare])


def _abbreviations(sheet: Sheet) -> Iterator[Fault]:
    """A listed abbreviation that stands in the text and is nowhere opened: "Ủy ban nhân dân (UBND)"."""
    whole = "\n".join(text_of(p) for p in sheet.body)
    for short, full in sheet.rules.abbreviations.items():
        first = next((p for p in sheet.body if re.search(rf"(?<![\w/-]){re.escape(short)}(?![\w/-])", text_of(p))), None)
        opened = rf"\((?:sau đây )?(?:gọi tắt là |viết tắt là |gọi là )?{re.escape(short)}\)|viết tắt là {re.escape(short)}"
        if first and not re.search(opened, whole):
            yield place_of(first), {"found": short, "wanted": full}


def _citations(sheet: Sheet) -> Iterator[Fault]:
    """A paper that is named for the first time carries "số", its day and its issuer."""
    known = {text for paragraph in sheet.title for _, text, *_ in CITED.findall(text_of(paragraph))}
    for paragraph in sheet.body:
        for named in CITED.finditer(text_of(paragraph)):
            if named[2] in known:
                continue
            known.add(named[2])
            said = (("“số”", named[1]), ("ngày", re.search(r"ngày [\d\[]", named[3])), ("cơ quan ban hành", "của " in named[3]))
            missing = [word for word, there in said if not there]
            if missing and not re.search(r"ngày|của", named[3][:30]):
                yield place_of(paragraph), {"found": named[2], "detail": ", ".join(missing)}


def _cited_again(sheet: Sheet) -> Iterator[Fault]:
    """After the first time kind and code are enough: "Nghị quyết 12-NQ/ĐU"."""
    known: set[str] = set()
    long = []
    for paragraph in sheet.body:
        for named in CITED.finditer(text_of(paragraph)):
            again = named[2] in known
            known.add(named[2])
            if again and (named[1] or re.match(r",? ngày \d", named[3])):
                long.append((named[2], paragraph))
    yield from together(long)


def _numbers(sheet: Sheet) -> Iterator[Fault]:
    """A stop between thousands, a comma before decimals: 1.800; 3,5%."""
    yield from together([(match[0], p) for p in sheet.body for match in FOREIGN_NUMBER.finditer(text_of(p))])


def _grounds(sheet: Sheet) -> Iterator[Fault]:
    """The lines "Căn cứ …" at the beginning: dash, weight and end marks as the book has them."""
    opening = takewhile(lambda p: not p.bold and not text_of(p).endswith(":"), sheet.body)
    grounds = [p for p in opening if GROUND.match(text_of(p))]
    marks = sheet.rules.grounds
    for paragraph in grounds:
        text, last = text_of(paragraph), paragraph is grounds[-1]
        faults = []
        if marks.dash and not text.startswith("- "):
            faults.append("đầu dòng không có gạch “- ”")
        if not text.endswith(marks.last if last else marks.mark):
            faults.append(f"cuối dòng không có dấu “{(marks.last if last else marks.mark)[0]}”")
        if any(run.italic != marks.italic for run in paragraph.printed() if not run.control):
            faults.append("phải in nghiêng" if marks.italic else "phải in đứng")
        if faults:
            yield place_of(paragraph), {"found": ", ".join(faults)}


CHECKS: Checks = (
    ("D03", _dates),
    ("D04", _days_that_are),
    ("B09", _hand_set),
    ("B10", _spaces),
    ("B11", _abbreviations),
    ("B12", _numbers),
    ("C01", _citations),
    ("C02", _grounds),
    ("C04", _cited_again),
)

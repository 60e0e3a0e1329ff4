"""Who signs, and who receives."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, grouped, place_of, sizes, type_faults
from generate.lint.sheet import Sheet, divided, text_of
from generate.plan import BLANK
from generate.presentation import Paragraph

TITLED = re.compile(
    r"(?:Đ/c|Đồng chí|Ông|Bà|GS|PGS|TS|ThS|Ths|BS|KS|CN|LS|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|"
    r"Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Giáo sư|Phó Giáo sư)[.\s]"
)
"""A degree, rank or form of address before a name."""
DISTRICTS_END = dt.date(2025, 7, 1)
DISTRICT = (
    r"(?:[Hh]uyện|[Qq]uận|[Tt]hị) (?:ủy|uỷ)\b|"
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|HĐND|Hội đồng nhân dân) (?:các )?(?:huyện|quận|thị xã|thị trấn)\b"
)
REPORTED = re.compile(r"(?i)\((?:để )?(?:b/c|báo cáo)\b")
SENT_TO = re.compile(rf"-\s*(?:Ban Thường vụ |Thường trực |Các )?({DISTRICT})")
ACTING = re.compile(rf"(?:[-+]|\d+[.)]|[a-zđ]\))?\s*(?:Giao |Đề nghị |Các )?({DISTRICT})")


def _authority(sheet: Sheet) -> Iterator[Fault]:
    if sheet.authority is None:
        return
    text = text_of(sheet.authority)
    faults = type_faults(sheet.authority, sheet.rules.components["authority"])
    if not sheet.rules.patterns["authority"].fits(text):
        faults.append("sai dạng")
    if faults:
        yield place_of(sheet.authority), {"found": text, "detail": ", ".join(faults)}


def _signed_for(sheet: Sheet) -> Iterator[Fault]:
    if sheet.authority is None:
        return
    text, signing = text_of(sheet.authority), sheet.rules.signing
    body = text[4:].strip()
    if text.startswith("T/M") and body.startswith(signing.posts):
        yield place_of(sheet.authority), {"found": text, "detail": "T/M đi với chức vụ"}
    if text.startswith("K/T") and body.startswith(signing.collectives):
        yield place_of(sheet.authority), {"found": text, "detail": "K/T đi với tập thể"}


def _party_post(sheet: Sheet) -> Iterator[Fault]:
    if sheet.authority and sheet.position and text_of(sheet.authority).startswith("T/M"):
        text = text_of(sheet.position)
        if BLANK not in text and not text.startswith(sheet.rules.signing.party_posts):
            yield place_of(sheet.position), {"found": text}


def _post(sheet: Sheet) -> Iterator[Fault]:
    if sheet.position is None or BLANK in sheet.position.text:
        return
    text = text_of(sheet.position)
    faults = type_faults(sheet.position, sheet.rules.components["position"])
    member = text.startswith(("ỦY VIÊN", "UỶ VIÊN"))
    if not member and any(f" {name}" in text for name in sheet.rules.signing.collectives):
        faults.append("kèm tên cấp ủy")
    if faults:
        yield place_of(sheet.position), {"found": text, "detail": ", ".join(faults)}


def _recipients_label(sheet: Sheet) -> Iterator[Fault]:
    if sheet.recipients_label is None:
        yield "phần cuối", {"found": "không có"}
    elif faults := type_faults(sheet.recipients_label, sheet.rules.components["recipients_label"]):
        yield place_of(sheet.recipients_label), {"found": ", ".join(faults)}


def _recipient_list(sheet: Sheet) -> Iterator[Fault]:
    marks, wanted = sheet.rules.recipients, sheet.rules.components["recipient"]
    for place, paragraph in enumerate(sheet.recipients):
        text = text_of(paragraph)
        following = sheet.recipients[place + 1] if place + 1 < len(sheet.recipients) else None
        faults = [f"cỡ {size}" for size in sizes(paragraph, wanted.size)]
        if not text.startswith("- ") and not (place and _runs_on(sheet.recipients[place - 1], paragraph)):
            faults.append("không có gạch đầu dòng")
        ends = marks.accepted if following else (marks.last,)
        if not text.endswith(ends) and not (following and _runs_on(paragraph, following)):
            faults.append(f"không kết thúc bằng “{ends[0]}”")
        if faults:
            yield place_of(paragraph), {"found": text, "detail": ", ".join(faults), "mark": marks.mark}


def _runs_on(first: Paragraph, second: Paragraph) -> bool:
    """One addressee on two lines: "- Các bộ, cơ quan ngang bộ," / "cơ quan thuộc Chính phủ;"."""
    return not text_of(first).endswith((";", ".")) and not text_of(second).startswith("-")


def _superior_told(sheet: Sheet) -> Iterator[Fault]:
    """Who is reported to is sent the paper: "báo cáo Ban Thường vụ Huyện ủy" asks for a line that names it."""
    first = text_of(sheet.superior[0]).replace("UỶ", "ỦY") if sheet.superior else ""
    names = next((names for start, names in sheet.rules.superiors.items() if first.startswith(start)), ())
    if not names or not sheet.recipients:
        return
    upwards = re.compile(rf"(?i:báo cáo|gửi|trình)[^.;]{{0,40}}?(?:{'|'.join(names)})\b")
    told = any(name in _one_spelling(line) for line in sheet.recipients for name in (*names, "cấp trên"))
    others = [name for other in sheet.rules.superiors.values() for name in other]
    told = told or any(REPORTED.search(text) and not any(o in text for o in others) for text in map(_one_spelling, sheet.recipients))
    asking = next((p for p in sheet.body if upwards.search(_one_spelling(p))), None)
    if asking and not told:
        yield place_of(asking), {"found": names[0]}


def _one_spelling(paragraph: Paragraph) -> str:
    return text_of(paragraph).replace("uỷ", "ủy").replace("Uỷ", "Ủy")


def _as_above(sheet: Sheet) -> Iterator[Fault]:
    petition = sheet.kind is not None and text_of(sheet.kind) == "TỜ TRÌNH"
    if sheet.recipients and sheet.address and (sheet.letter or petition) and not text_of(sheet.recipients[0]).startswith("- Như "):
        yield place_of(sheet.recipients[0]), {"found": text_of(sheet.recipients[0])}


def _name_type(sheet: Sheet) -> Iterator[Fault]:
    if sheet.name and text_of(sheet.name)[0] not in "([" and (faults := type_faults(sheet.name, sheet.rules.components["name"])):
        yield place_of(sheet.name), {"found": text_of(sheet.name), "detail": ", ".join(faults)}


def _unsigned(sheet: Sheet) -> Iterator[Fault]:
    """No line "T/M …" and none with a post: the block of the signature is missing."""
    if (
        sheet.authority
        or sheet.headless
        or not sheet.recipients_label
        or (sheet.draft_mark and _blank_beside(sheet.recipients_label, sheet))
    ):
        return
    lines = [part for p in sheet.look.paragraphs[-80:] for part in divided(p)]
    posts = (*sheet.rules.signing.posts, *sheet.rules.signing.party_posts)
    if not any(text_of(line).isupper() and any(post in text_of(line) for post in posts) for line in lines):
        yield "phần cuối", {}


def _blank_beside(label: Paragraph, sheet: Sheet) -> bool:
    """Of a draft: who signs is still a marked blank."""
    beside = [p for p in sheet.look.paragraphs if p.cell and label.cell and p.cell[0] == label.cell[0] and p.cell != label.cell]
    return any(BLANK in run.text for p in beside for run in p.runs if run.control)


def _last_recipient(sheet: Sheet) -> Iterator[Fault]:
    if sheet.recipients and not sheet.rules.patterns["last_recipient"].fits(text_of(sheet.recipients[-1])):
        yield place_of(sheet.recipients[-1]), {"found": text_of(sheet.recipients[-1])}


def _name(sheet: Sheet) -> Iterator[Fault]:
    if sheet.name is None or BLANK in sheet.name.text:
        return
    if TITLED.match(text_of(sheet.name)):
        yield place_of(sheet.name), {"found": text_of(sheet.name)}


def _abolished(sheet: Sheet) -> Iterator[Fault]:
    """Since the district level is gone, nobody sends papers to it or gives it work; what it once issued is still cited."""
    if sheet.date is None or _earliest(sheet, sheet.date) < DISTRICTS_END:
        return
    acting = [(match[1], p) for p in sheet.body if (match := ACTING.match(text_of(p)))]
    sent = [(match[1], p) for p in sheet.recipients if (match := SENT_TO.match(text_of(p)))]
    yield from grouped([*acting, *sent])


def _earliest(sheet: Sheet, date: dt.date) -> dt.date:
    """Of a draft that has only its year the first day of it."""
    known = sheet.place_and_date and re.search(r"ngày\s+\d", text_of(sheet.place_and_date))
    return date if known else dt.date(date.year, 1, 1)


CHECKS: Checks = (
    ("G01", _authority),
    ("G02", _signed_for),
    ("G03", _party_post),
    ("G04", _post),
    ("G05", _name),
    ("G06", _authority),
    ("G07", _name_type),
    ("G08", _unsigned),
    ("R01", _recipients_label),
    ("R02", _recipient_list),
    ("R03", _recipient_list),
    ("R04", _last_recipient),
    ("R05", _superior_told),
    ("R06", _as_above),
    ("C03", _abolished),
)

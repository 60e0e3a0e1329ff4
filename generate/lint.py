"""Holds a DOCX against the rules of presentation: one small function a rule, its words and measures in the rule book.

A function yields where a rule is broken and what was found there; the rule book has severity, message and remedy, and a
rule that it does not have is not checked.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate.plan import BLANK
from generate.presentation import Paragraph, Presentation, read
from generate.rulebook import Component, Measure, RuleBook, Severity, choose

PLACE_WORDS = 6
SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
SIGNING = re.compile(r"^(T/?M|K/?T|T/?L|TUQ|Q)(?:[./]| (?=\S))")
LEFT_OVER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\[\s*(?:…|\.{3})[….]*\s*\]|…{2,}|\.{5,}")
LEGACY_FONT = re.compile(r"^(?:\.Vn|VNI-|VNtimes|\.VN)", re.IGNORECASE)
LONG = 80


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is not kept: `place` and `message` in Vietnamese, `remedy` what to do in Word."""

    rule: str
    severity: Severity
    place: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document taken apart: its components as far as they were found."""

    look: Presentation
    rules: RuleBook
    head: tuple[Paragraph, ...]
    motto: Paragraph | None
    star: Paragraph | None
    number: Paragraph | None
    place_and_date: Paragraph | None
    draft_mark: Paragraph | None
    kind: Paragraph | None
    title: tuple[Paragraph, ...]
    hyphens: Paragraph | None
    body: tuple[Paragraph, ...]
    authority: Paragraph | None
    position: Paragraph | None
    recipients_label: Paragraph | None
    recipients: tuple[Paragraph, ...]
    appendix: tuple[Paragraph, ...]


Fault = tuple[str, dict[str, Any]]


def lint(source: Path | bytes, rulebook: RuleBook | None = None) -> tuple[Breach, ...]:
    """Every breach in document order of the rules; without a rule book the document's own date and head choose one."""
    look = read(source)
    rules = rulebook or _fitting(look)
    sheet = _taken_apart(look, rules)
    return tuple(_breach(rules, rule, fault) for rule, check in CHECKS if rule in rules.rules for fault in check(sheet))


def _breach(rules: RuleBook, rule: str, fault: Fault) -> Breach:
    entry, (place, values) = rules.rules[rule], fault
    return Breach(rule, entry.severity, place, entry.message.format(**values), entry.remedy.format_map(_Known(values)))


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _fitting(look: Presentation) -> RuleBook:
    text = "\n".join(_text(paragraph) for paragraph in look.paragraphs[:30]).upper()
    party = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA" not in text and "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA" not in text
    return choose(_printed_date(look), party=party)


def _printed_date(look: Presentation) -> dt.date | None:
    """The day in the head; where only the year stands, its last day; where that is still to come, today."""
    for paragraph in look.paragraphs[:30]:
        match = re.search(r"ngày\s+(.+?)\s+tháng\s+(.+?)\s+năm\s+([12]\d{3})", _text(paragraph))
        if match:
            return _day(match[1], match[2], int(match[3]))
    return None


def _day(day: str, month: str, year: int) -> dt.date:
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return min(dt.date(year, 12, 31), dt.date.today())


# The document taken apart


def _taken_apart(look: Presentation, rules: RuleBook) -> Sheet:
    paragraphs = [paragraph for paragraph in look.paragraphs if paragraph.text.strip()]
    kind = next((p for p in paragraphs if _text(p) in rules.kinds), None)
    head = [p for p in paragraphs if p.index < (kind.index if kind else 30)]
    label = _last(p for p in paragraphs if _text(p).startswith("Nơi nhận"))
    after_kind = [p for p in paragraphs if kind is None or p.index > kind.index]
    authority = next((p for p in after_kind if SIGNING.match(_text(p)) and _text(p) == _text(p).upper()), None)
    foot = min((p.index for p in (label, authority) if p), default=len(look.paragraphs))
    title, hyphens = _title(after_kind)
    first = max((p.index for p in (kind, *title, hyphens) if p), default=-1)
    end = _end_of_foot(paragraphs, label, authority)
    return Sheet(
        look=look,
        rules=rules,
        head=tuple(head),
        motto=next((p for p in head if _text(p) == rules.components["motto"].text), None),
        star=next((p for p in head if _text(p) == "*"), None),
        number=next((p for p in head if re.match(r"Số\b.*[-/]", _text(p))), None),
        place_and_date=next((p for p in head if re.search(r"\bngày\b.*\btháng\b.*\bnăm\b", _text(p))), None),
        draft_mark=next((p for p in paragraphs if re.match(r"\(?Dự thảo\b", _text(p), re.IGNORECASE)), None),
        kind=kind,
        title=title,
        hyphens=hyphens,
        body=tuple(p for p in paragraphs if first < p.index < foot and p.cell is None),
        authority=authority,
        position=_position(paragraphs, authority),
        recipients_label=label,
        recipients=_recipients(paragraphs, label),
        appendix=tuple(p for p in paragraphs if p.index > end),
    )


def _title(after_kind: list[Paragraph]) -> tuple[tuple[Paragraph, ...], Paragraph | None]:
    title: list[Paragraph] = []
    for paragraph in after_kind[:8]:
        if re.fullmatch(r"[-–—_*\s]{2,}", _text(paragraph)):
            return tuple(title), paragraph
        if paragraph.align != "center" and not (not title and paragraph.bold):
            break
        title.append(paragraph)
    return tuple(title), None


def _position(paragraphs: list[Paragraph], authority: Paragraph | None) -> Paragraph | None:
    if authority is None:
        return None
    return next((p for p in paragraphs if p.index > authority.index and p.cell == authority.cell and _text(p) == _text(p).upper()), None)


def _recipients(paragraphs: list[Paragraph], label: Paragraph | None) -> tuple[Paragraph, ...]:
    if label is None:
        return ()
    following = [p for p in paragraphs if p.index > label.index and p.cell == label.cell]
    if label.cell is not None:
        return tuple(following)
    listed: list[Paragraph] = []
    for paragraph in following:
        if not _text(paragraph).startswith("-"):
            break
        listed.append(paragraph)
    return tuple(listed)


def _end_of_foot(paragraphs: list[Paragraph], label: Paragraph | None, authority: Paragraph | None) -> int:
    table = next((p.cell[0] for p in (label, authority) if p and p.cell), None)
    if table is not None:
        return max(p.index for p in paragraphs if p.cell and p.cell[0] == table)
    return max((p.index for p in paragraphs), default=0)


def _text(paragraph: Paragraph) -> str:
    return unicodedata.normalize("NFC", paragraph.text.strip())


def _columns(paragraph: Paragraph) -> list[str]:
    """The texts of a head laid out with tabs: "HUYỆN ỦY TÂN LẬP⇥ĐẢNG CỘNG SẢN VIỆT NAM"."""
    return [part.strip() for part in re.split(r"\t+|\s{4,}", _text(paragraph))]


def _last(paragraphs: Iterator[Paragraph]) -> Paragraph | None:
    found = None
    for found in paragraphs:  # noqa: B007
        pass
    return found


def _place(paragraph: Paragraph) -> str:
    words = _text(paragraph).split()
    shown = " ".join(words[:PLACE_WORDS]) + (" …" if len(words) > PLACE_WORDS else "")
    return f"đoạn {paragraph.index + 1}: “{shown}”"


def _grouped(found: list[tuple[str, Paragraph]]) -> Iterator[Fault]:
    """One breach for each value found, at its first place, with how many paragraphs share it."""
    by_value: dict[str, list[Paragraph]] = {}
    for value, paragraph in found:
        by_value.setdefault(value, []).append(paragraph)
    for value, paragraphs in by_value.items():
        more = f" và {len(paragraphs) - 1} đoạn khác" if len(paragraphs) > 1 else ""
        yield _place(paragraphs[0]) + more, {"found": value}


def _shown(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")


def _sizes(paragraph: Paragraph, wanted: Measure) -> list[str]:
    return sorted({_shown(run.size) for run in paragraph.printed() if run.size not in wanted})


def _type_faults(paragraph: Paragraph, component: Component) -> list[str]:
    """What is wrong with size, weight, slope and place: ["cỡ 13", "không đậm"]."""
    runs = [run for run in paragraph.printed() if not run.control]
    faults = [f"cỡ {size}" for size in _sizes(paragraph, component.size)]
    if any(run.bold != component.bold for run in runs):
        faults.append("không đậm" if component.bold else "đậm")
    if any(run.italic != component.italic for run in runs):
        faults.append("không nghiêng" if component.italic else "nghiêng")
    if any(run.underline != component.underline for run in runs):
        faults.append("không gạch chân" if component.underline else "gạch chân")
    if component.align == "center" and paragraph.align != "center":
        faults.append("không ở giữa")
    return faults


# Form


def _paper(sheet: Sheet) -> Iterator[Fault]:
    page = sheet.rules.page
    if sheet.look.width_mm not in page.width_mm or sheet.look.height_mm not in page.height_mm:
        yield "khổ giấy", {"found": f"{_shown(sheet.look.width_mm)} × {_shown(sheet.look.height_mm)}"}


def _margins(sheet: Sheet) -> Iterator[Fault]:
    for side, name in SIDES.items():
        wanted: Measure = getattr(sheet.rules.page, f"{side}_mm")
        found = sheet.look.margins_mm[side]
        if found not in wanted:
            yield f"lề {name}", {"side": name, "found": _shown(found), "wanted": _shown(wanted.use)}


def _font(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.font.name
    found = [
        (run.font or "không rõ", paragraph)
        for paragraph in sheet.look.paragraphs
        for run in paragraph.printed()
        if run.font != wanted and not LEGACY_FONT.match(run.font or "")
    ]
    for place, values in _grouped(found):
        yield place, {**values, "wanted": wanted}


def _unicode(sheet: Sheet) -> Iterator[Fault]:
    found = []
    for paragraph in sheet.look.paragraphs:
        if not unicodedata.is_normalized("NFC", paragraph.text):
            found.append(("dấu thanh gõ rời (Unicode tổ hợp)", paragraph))
        if re.search("[\u00d0\u00f0]", paragraph.text):
            found.append(("chữ Đ dùng sai mã (Ð, ð)", paragraph))
        found.extend((f"phông cũ {run.font}", paragraph) for run in paragraph.printed() if run.font and LEGACY_FONT.match(run.font))
    yield from _grouped(found)


def _page_number(sheet: Sheet) -> Iterator[Fault]:
    fields = [paragraph for paragraph in sheet.look.header if paragraph.page_field]
    if not fields:
        yield "đầu trang", {"found": "không có số trang ở đầu trang"}
        return
    if not any(paragraph.align == "center" for paragraph in fields):
        yield "đầu trang", {"found": "không ở giữa"}
    if not sheet.look.title_page or any(paragraph.page_field for paragraph in sheet.look.first_header):
        yield "đầu trang", {"found": "trang đầu không được ghi số trang"}


# Head


def _motto(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["motto"].text
    if not any(wanted in _columns(paragraph) for paragraph in sheet.head):
        yield "phần đầu", {}


def _motto_type(sheet: Sheet) -> Iterator[Fault]:
    if sheet.motto and (faults := [f for f in _type_faults(sheet.motto, sheet.rules.components["motto"]) if "gạch chân" not in f]):
        yield _place(sheet.motto), {"found": ", ".join(faults)}


def _motto_rule(sheet: Sheet) -> Iterator[Fault]:
    """A border between indents, a drawn line, or the words underlined: as long as the words."""
    component, motto = _ruled_component(sheet)
    if motto is None or component.rule_length is None:
        return
    if any(run.underline for run in motto.printed()):
        return
    near = [p for p in sheet.look.paragraphs if p.cell == motto.cell and 0 <= p.index - motto.index <= 2]
    lengths = [p.width_pt for p in near if p.ruled]
    lengths += [length for p in sheet.look.paragraphs if p.index <= motto.index + 12 for length in p.drawn_pt]
    scale = max((run.size for run in motto.printed()), default=component.size.use) / component.size.use
    if not lengths:
        yield _place(motto), {"found": "không có"}
    elif not any(length / scale in component.rule_length for length in lengths):
        wanted = component.rule_length.use * scale
        yield _place(motto), {"found": f"dài {_shown(lengths[0])} pt, dòng chữ dài {_shown(wanted)} pt"}


def _ruled_component(sheet: Sheet) -> tuple[Component, Paragraph | None]:
    device = sheet.rules.components.get("device")
    if device is None:
        return sheet.rules.components["motto"], sheet.motto
    found = next((p for p in sheet.look.paragraphs[:30] if _text(p) == device.text), None)
    return device, found


def _star(sheet: Sheet) -> Iterator[Fault]:
    if not any("*" in _columns(paragraph) for paragraph in sheet.head):
        yield "phần đầu", {}
    elif sheet.star and (sheet.star.align != "center" or (sheet.number and sheet.star.index > sheet.number.index)):
        yield _place(sheet.star), {}


def _plain_number(text: str) -> str:
    """The number with what other rules name mended: "Số: 5 - KH/ĐU" → "Số 05-KH/ĐU"."""
    text = re.sub(r"^Số\s*:\s*", "Số ", text)
    text = re.sub(r"(?<=[\d\]])\s+(?=[-/])|(?<=[-/])\s+", "", text)
    return re.sub(r"^(Số )(\d)(?=[-/])", r"\g<1>0\2", text)


def _number(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number is None:
        yield "phần đầu", {"found": ""}
        return
    text = _text(sheet.number)
    plain = _plain_number(text) if sheet.rules.regime == "party" else text
    if not sheet.rules.patterns["number"].fits(plain):
        yield _place(sheet.number), {"found": text}


def _number_spacing(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number is None:
        return
    text = _text(sheet.number)
    if re.match(r"Số\s*:", text) or re.search(r"(?<=[\d\]])\s+(?=[-/])|(?<=[-/])\s+", text):
        yield _place(sheet.number), {"found": text}


def _number_padding(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number and (match := re.match(r"Số\s*:?\s*(\d)\s*[-/]", _text(sheet.number))):
        yield _place(sheet.number), {"found": match[1]}


def _number_kind(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number is None or sheet.kind is None:
        return
    wanted = sheet.rules.kinds[_text(sheet.kind)]
    separators = r"-\s*([^-/\s]+)\s*/" if sheet.rules.regime == "party" else r"/\s*([^-/\s]+)\s*-"
    match = re.search(separators, _text(sheet.number))
    if match and match[1] != wanted:
        yield _place(sheet.number), {"found": match[1], "kind": _text(sheet.kind), "wanted": wanted}


def _date(sheet: Sheet) -> Iterator[Fault]:
    if sheet.place_and_date is None:
        yield "phần đầu", {"found": ""}
    elif not sheet.rules.patterns["place_and_date"].fits(_text(sheet.place_and_date)):
        yield _place(sheet.place_and_date), {"found": _text(sheet.place_and_date)}


# Title


def _kind(sheet: Sheet) -> Iterator[Fault]:
    if sheet.kind is None:
        if sheet.number is None or "CV/" not in _text(sheet.number):
            yield "phần đầu", {"found": "", "detail": "không có tên loại ở dòng riêng"}
        return
    if faults := _type_faults(sheet.kind, sheet.rules.components["kind"]):
        yield _place(sheet.kind), {"found": _text(sheet.kind), "detail": ", ".join(faults)}


def _subject(sheet: Sheet) -> Iterator[Fault]:
    for position, paragraph in enumerate(sheet.title):
        text = _text(paragraph)
        faults = _type_faults(paragraph, sheet.rules.components["title"])
        if paragraph is sheet.title[-1] and text.endswith("."):
            faults.append("có dấu chấm cuối")
        if position == 0 and sheet.rules.regime == "party" and re.match(r"Về\b|V/v\b", text):
            faults.append("chữ đầu viết hoa")
        if faults:
            yield _place(paragraph), {"found": text, "detail": ", ".join(faults)}


def _hyphens(sheet: Sheet) -> Iterator[Fault]:
    if sheet.kind is None:
        return
    if sheet.hyphens is None:
        yield _place((*sheet.title, sheet.kind)[0]), {"found": "không có"}
    elif _text(sheet.hyphens) != "-----" or sheet.hyphens.align != "center":
        yield _place(sheet.hyphens), {"found": f"đang là “{_text(sheet.hyphens)}”"}


# Body


def _body_size(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].size
    found = [(_shown(run.size), paragraph) for paragraph in sheet.body for run in paragraph.printed()]
    weights: dict[str, int] = {}
    for size, _ in found:
        weights[size] = weights.get(size, 0) + 1
    usual = max(weights, key=lambda size: weights[size], default="")
    allowed = {size for size in weights if size == usual and float(size.replace(",", ".")) in wanted}
    yield from _grouped([(size, paragraph) for size, paragraph in found if size not in allowed])


def _running(sheet: Sheet) -> list[Paragraph]:
    """Paragraphs of running text: long enough to wrap, not headings."""
    return [paragraph for paragraph in sheet.body if len(_text(paragraph)) > LONG and not paragraph.bold]


def _justified(sheet: Sheet) -> Iterator[Fault]:
    yield from _grouped([(paragraph.align, paragraph) for paragraph in _running(sheet) if paragraph.align != "both"])


def _indent(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].first_indent_mm
    found = [(_shown(p.first_indent_mm), p) for p in _running(sheet) if wanted and p.first_indent_mm not in wanted]
    yield from _grouped(found)


def _line_spacing(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].line
    exact = sheet.rules.regime == "party"
    found = []
    for paragraph in _running(sheet):
        if wanted and (paragraph.line not in wanted or paragraph.exact != exact):
            found.append((f"{_shown(paragraph.line)} {'pt' if paragraph.exact else 'dòng'}", paragraph))
    yield from _grouped(found)


def _gaps(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["body"].gap
    pairs = zip(sheet.body, sheet.body[1:], strict=False)
    found = [
        (_shown(first.after + second.before), first)
        for first, second in pairs
        if wanted and second.index == first.index + 1 and first.after + second.before < wanted.low
    ]
    yield from _grouped(found)


# Foot


def _authority(sheet: Sheet) -> Iterator[Fault]:
    if sheet.authority is None:
        return
    text = _text(sheet.authority)
    faults = _type_faults(sheet.authority, sheet.rules.components["authority"])
    if not sheet.rules.patterns["authority"].fits(text):
        faults.append("sai dạng")
    if faults:
        yield _place(sheet.authority), {"found": text, "detail": ", ".join(faults)}


def _signed_for(sheet: Sheet) -> Iterator[Fault]:
    if sheet.authority is None:
        return
    text, signing = _text(sheet.authority), sheet.rules.signing
    body = text[4:].strip()
    if text.startswith("T/M") and body.startswith(signing.posts):
        yield _place(sheet.authority), {"found": text, "detail": "T/M đi với chức vụ"}
    if text.startswith("K/T") and body.startswith(signing.collectives):
        yield _place(sheet.authority), {"found": text, "detail": "K/T đi với tập thể"}


def _party_post(sheet: Sheet) -> Iterator[Fault]:
    if sheet.authority and sheet.position and _text(sheet.authority).startswith("T/M"):
        text = _text(sheet.position)
        if BLANK not in text and not text.startswith(sheet.rules.signing.party_posts):
            yield _place(sheet.position), {"found": text}


def _post(sheet: Sheet) -> Iterator[Fault]:
    if sheet.position is None or BLANK in sheet.position.text:
        return
    text = _text(sheet.position)
    faults = _type_faults(sheet.position, sheet.rules.components["position"])
    member = text.startswith(("ỦY VIÊN", "UỶ VIÊN"))
    if not member and any(f" {name}" in text for name in sheet.rules.signing.collectives):
        faults.append("kèm tên cấp ủy")
    if faults:
        yield _place(sheet.position), {"found": text, "detail": ", ".join(faults)}


def _recipients_label(sheet: Sheet) -> Iterator[Fault]:
    if sheet.recipients_label is None:
        yield "phần cuối", {"found": "không có"}
    elif faults := _type_faults(sheet.recipients_label, sheet.rules.components["recipients_label"]):
        yield _place(sheet.recipients_label), {"found": ", ".join(faults)}


def _recipient_list(sheet: Sheet) -> Iterator[Fault]:
    marks, wanted = sheet.rules.recipients, sheet.rules.components["recipient"]
    for paragraph in sheet.recipients:
        text = _text(paragraph)
        ends = (marks.last,) if paragraph is sheet.recipients[-1] else marks.accepted
        faults = [f"cỡ {size}" for size in _sizes(paragraph, wanted.size)]
        if not text.startswith("- "):
            faults.append("không có gạch đầu dòng")
        if not text.endswith(ends):
            faults.append(f"không kết thúc bằng “{ends[0]}”")
        if faults:
            yield _place(paragraph), {"found": text, "detail": ", ".join(faults), "mark": marks.mark}


def _last_recipient(sheet: Sheet) -> Iterator[Fault]:
    if sheet.recipients and not sheet.rules.patterns["last_recipient"].fits(_text(sheet.recipients[-1])):
        yield _place(sheet.recipients[-1]), {"found": _text(sheet.recipients[-1])}


# Appendix, draft


def _appendix_caption(sheet: Sheet) -> Iterator[Fault]:
    if not sheet.appendix:
        return
    kind = _text(sheet.kind).capitalize() if sheet.kind else "Văn bản"
    pattern = sheet.rules.patterns["appendix_caption"]
    caption = next((paragraph for paragraph in sheet.appendix if pattern.fits(_text(paragraph))), None)
    if caption is None:
        yield _place(sheet.appendix[0]), {"found": "thiếu dòng “(kèm theo …)”", "kind": kind}
        return
    number = re.search(r"số\s+(.+?)(?:,|\s+ngày|\s+của|\)|$)", _text(caption))
    if number and sheet.number and _bare(number[1]) != _bare(re.sub(r"^Số\s*:?", "", _text(sheet.number))):
        yield _place(caption), {"found": f"số “{number[1]}” khác số của văn bản", "kind": kind}


def _bare(number: str) -> str:
    return re.sub(r"[\s…\[\].]+", "", number)


def _tables(sheet: Sheet) -> Iterator[Fault]:
    first = sheet.appendix[0].index if sheet.appendix else len(sheet.look.paragraphs)
    for table in sheet.look.tables:
        if table.before < first:
            continue
        place = _place(sheet.look.paragraphs[table.before])
        if not table.header_row:
            yield place, {"found": "hàng tiêu đề không lặp lại ở trang sau"}
        if not table.rows_whole:
            yield place, {"found": "có hàng bị ngắt qua trang"}


def _left_over(sheet: Sheet) -> Iterator[Fault]:
    for paragraph in sheet.look.paragraphs:
        open_text = "".join(run.text for run in paragraph.runs if not run.control or sheet.draft_mark is None)
        for match in LEFT_OVER.finditer(open_text):
            yield _place(paragraph), {"found": match[0]}


def _draft_mark(sheet: Sheet) -> Iterator[Fault]:
    blanks = any(run.control and BLANK in run.text for paragraph in sheet.look.paragraphs for run in paragraph.runs)
    if blanks and sheet.draft_mark is None:
        yield "phần đầu", {}


CHECKS: tuple[tuple[str, Callable[[Sheet], Iterator[Fault]]], ...] = (
    ("F01", _paper),
    ("F02", _margins),
    ("F05", _font),
    ("F07", _unicode),
    ("F08", _page_number),
    ("H01", _motto),
    ("H02", _motto_type),
    ("H03", _motto_rule),
    ("H09", _star),
    ("N01", _number),
    ("N02", _number_spacing),
    ("N03", _number_padding),
    ("N04", _number_kind),
    ("D01", _date),
    ("T01", _kind),
    ("T02", _subject),
    ("T03", _hyphens),
    ("B01", _body_size),
    ("B02", _justified),
    ("B03", _indent),
    ("B04", _line_spacing),
    ("B05", _gaps),
    ("G01", _authority),
    ("G02", _signed_for),
    ("G03", _party_post),
    ("G04", _post),
    ("R01", _recipients_label),
    ("R02", _recipient_list),
    ("R04", _last_recipient),
    ("A02", _appendix_caption),
    ("A03", _tables),
    ("X01", _left_over),
    ("X02", _draft_mark),
)

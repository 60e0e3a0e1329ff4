"""The head: motto, issuer, star, number, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, place_of, shown, type_faults
from generate.lint.sheet import Sheet, columns, text_of
from generate.presentation import Paragraph
from generate.rulebook import Component


def _motto(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["motto"].text
    if not any(wanted in columns(paragraph) for paragraph in sheet.head):
        yield "phần đầu", {}


def _motto_type(sheet: Sheet) -> Iterator[Fault]:
    if sheet.motto and (faults := [f for f in type_faults(sheet.motto, sheet.rules.components["motto"]) if "gạch chân" not in f]):
        yield place_of(sheet.motto), {"found": ", ".join(faults)}


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
        yield place_of(motto), {"found": "không có"}
    elif not any(length / scale in component.rule_length for length in lengths):
        wanted = component.rule_length.use * scale
        yield place_of(motto), {"found": f"dài {shown(lengths[0])} pt, dòng chữ dài {shown(wanted)} pt"}


def _ruled_component(sheet: Sheet) -> tuple[Component, Paragraph | None]:
    device = sheet.rules.components.get("device")
    if device is None:
        return sheet.rules.components["motto"], sheet.motto
    found = next((p for p in sheet.look.paragraphs[:30] if text_of(p) == device.text), None)
    return device, found


def _star(sheet: Sheet) -> Iterator[Fault]:
    if not any("*" in columns(paragraph) for paragraph in sheet.head):
        yield "phần đầu", {}
    elif sheet.star and (sheet.star.align != "center" or (sheet.number and sheet.star.index > sheet.number.index)):
        yield place_of(sheet.star), {}


def _plain_number(text: str) -> str:
    """The number with what other rules name mended: "Số: 5 - KH/ĐU" → "Số 05-KH/ĐU"."""
    text = re.sub(r"^Số\s*:\s*", "Số ", text)
    text = re.sub(r"(?<=[\d\]])\s+(?=[-/])|(?<=[-/])\s+", "", text)
    return re.sub(r"^(Số )(\d)(?=[-/])", r"\g<1>0\2", text)


def _number(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number is None:
        yield "phần đầu", {"found": ""}
        return
    text = text_of(sheet.number)
    plain = _plain_number(text) if sheet.rules.regime == "party" else text
    if not sheet.rules.patterns["number"].fits(plain):
        yield place_of(sheet.number), {"found": text}


def _number_spacing(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number is None:
        return
    text = text_of(sheet.number)
    if re.match(r"Số\s*:", text) or re.search(r"(?<=[\d\]])\s+(?=[-/])|(?<=[-/])\s+", text):
        yield place_of(sheet.number), {"found": text}


def _number_padding(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number and (match := re.match(r"Số\s*:?\s*(\d)\s*[-/]", text_of(sheet.number))):
        yield place_of(sheet.number), {"found": match[1]}


def _number_kind(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number is None or sheet.kind is None:
        return
    wanted = sheet.rules.kinds[text_of(sheet.kind)]
    separators = r"-\s*([^-/\s]+)\s*/" if sheet.rules.regime == "party" else r"/\s*([^-/\s]+)\s*-"
    match = re.search(separators, text_of(sheet.number))
    if match and match[1] != wanted:
        yield place_of(sheet.number), {"found": match[1], "kind": text_of(sheet.kind), "wanted": wanted}


def _date(sheet: Sheet) -> Iterator[Fault]:
    if sheet.place_and_date is None:
        yield "phần đầu", {"found": ""}
    elif not sheet.rules.patterns["place_and_date"].fits(text_of(sheet.place_and_date)):
        yield place_of(sheet.place_and_date), {"found": text_of(sheet.place_and_date)}


CHECKS: Checks = (
    ("H01", _motto),
    ("H02", _motto_type),
    ("H03", _motto_rule),
    ("H09", _star),
    ("N01", _number),
    ("N02", _number_spacing),
    ("N03", _number_padding),
    ("N04", _number_kind),
    ("D01", _date),
)

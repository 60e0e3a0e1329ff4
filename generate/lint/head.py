"""The head: motto, issuer, star, number, place and date."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, place_of, shown, sizes, type_faults
from generate.lint.form import STAMPED
from generate.lint.sheet import HYPHENS, Sheet, text_of
from generate.presentation import Paragraph
from generate.rulebook import Component
from generate.unit import toned

COMMITTEE = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) (?:ỦY|UỶ)\b")
OFFICE = re.compile(r"(?:VĂN PHÒNG|BAN|ỦY BAN KIỂM TRA) (?:\S+ ){0,4}(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) ỦY\b")
SEAT = re.compile(r"^(?i:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|tỉnh|TP\.?|TX\.?) (?=[A-ZĐÀ-Ỹ])(?!Hồ Chí Minh)")


def _motto(sheet: Sheet) -> Iterator[Fault]:
    if sheet.headless:
        yield "phần đầu", {"found": "không có phần đầu văn bản (cơ quan ban hành, số, địa danh, ngày tháng)"}
    elif sheet.motto is None and not _has_own_motto(sheet):
        yield "phần đầu", {"found": "không thấy ở dòng riêng"}


def _has_own_motto(sheet: Sheet) -> bool:
    return any(title in text_of(paragraph) for paragraph in sheet.head for title in sheet.rules.other_mottos)


def _wrong_motto(sheet: Sheet) -> Iterator[Fault]:
    other = next((p for p in sheet.head if re.match(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do", text_of(p))), None)
    if other and sheet.motto:
        yield place_of(other), {"found": text_of(other)}


def _device(sheet: Sheet) -> Iterator[Fault]:
    device = sheet.rules.components["device"]
    near = next((p for p in sheet.head if re.match(r"(?i)độc lập\b", text_of(p))), None)
    if near is None and sheet.motto:
        yield place_of(sheet.motto), {"found": "không có"}
    elif near and text_of(near) != device.text:
        yield place_of(near), {"found": f"đang là “{text_of(near)}”"}
    elif near and (faults := [fault for fault in type_faults(near, device) if "gạch chân" not in fault]):
        yield place_of(near), {"found": ", ".join(faults)}


def _superior(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["superior"]
    for line in sheet.superior:
        faults = [f"cỡ {size}" for size in sizes(line, wanted.size)]
        if any(run.italic or run.underline for run in line.printed() if not run.control):
            faults.append("không phải kiểu đứng")
        if sheet.rules.regime == "party" and COMMITTEE.match(text_of(line)) and COMMITTEE.match(text_of(sheet.issuer[0])):
            faults.append("cấp trên của cấp ủy ghi là ĐẢNG BỘ …")
        if faults:
            yield place_of(line), {"found": text_of(line), "detail": ", ".join(faults)}


def _issuer(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["issuer"]
    if not sheet.issuer and (sheet.star or sheet.number):
        yield "phần đầu", {"found": "", "detail": "không thấy tên cơ quan ban hành"}
    for line in sheet.issuer:
        if faults := [fault for fault in type_faults(line, wanted) if "gạch chân" not in fault]:
            yield place_of(line), {"found": text_of(line), "detail": ", ".join(faults)}
    yield from _declared(sheet)


def _declared(sheet: Sheet) -> Iterator[Fault]:
    """The issuer's name and code as units.toml has them."""
    names = [name for unit in sheet.units for name in (unit.committee,) if name]
    printed = " ".join(text_of(line) for line in sheet.issuer)
    unit = next((u for u in sheet.units if u.committee and toned(u.committee) == toned(printed)), None)
    if printed and names and unit is None:
        near = (difflib.get_close_matches(printed, [name.upper() for name in names], 1) or [names[0].upper()])[0]
        yield place_of(sheet.issuer[0]), {"found": printed, "detail": f"hồ sơ đơn vị ghi {near}"}
    code = re.search(r"-[^-/]+/\s*(\S+)$", text_of(sheet.number)) if sheet.number else None
    if unit and unit.code and code and code[1] != unit.code:
        yield place_of(sheet.issuer[0]), {"found": printed, "detail": f"hồ sơ đơn vị ghi ký hiệu {unit.code}, văn bản ghi {code[1]}"}


def _standing_committee(sheet: Sheet) -> Iterator[Fault]:
    if sheet.motto is None and _has_own_motto(sheet):
        return
    if sheet.issuer and text_of(sheet.issuer[0]).startswith("BAN THƯỜNG VỤ"):
        yield place_of(sheet.issuer[0]), {"found": text_of(sheet.issuer[0])}
    if sheet.issuer and sheet.superior and OFFICE.match(text_of(sheet.issuer[0]).replace("UỶ", "ỦY")):
        yield place_of(sheet.issuer[0]), {"found": text_of(sheet.issuer[0])}


def _issuer_rule(sheet: Sheet) -> Iterator[Fault]:
    """Of the state: no star, and a line under the issuer's name; an old drawing may be that line."""
    if sheet.star:
        yield place_of(sheet.star), {"found": "có dấu sao"}
    if not sheet.issuer or any(run.underline for run in sheet.issuer[-1].printed()):
        return
    last = sheet.issuer[-1]
    near = [p for p in sheet.look.paragraphs if last.index - 3 <= p.index <= last.index + 8]
    ruled = [p for p in near if p.cell == last.cell and (p.ruled or HYPHENS.fullmatch(text_of(p)))]
    if not ruled and not any(p.drawn_pt or p.pictured for p in near):
        yield place_of(sheet.issuer[-1]), {"found": "không có đường kẻ dưới tên cơ quan ban hành"}


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
    if any(p.pictured for p in sheet.look.paragraphs[: motto.index + 12]):
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
    if sheet.star is None and not sheet.headless:
        yield "phần đầu", {}
    elif sheet.star and (
        (sheet.star.align != "center" and sheet.star.column is None)
        or (sheet.number and sheet.star.index > sheet.number.index)
        or sizes(sheet.star, sheet.rules.components["star"].size)
    ):
        yield place_of(sheet.star), {}


def _plain_number(text: str) -> str:
    """The number with what other rules name mended: "Số: 5 - KH/ĐU" → "Số 05-KH/ĐU"."""
    text = re.sub(r"^Số\s*:\s*", "Số ", text)
    text = re.sub(r"(?<=[\d\]])\s+(?=[-/])|(?<=[-/])\s+", "", text)
    return re.sub(r"^(Số )(\d)(?=[-/])", r"\g<1>0\2", text)


def _number(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number is None:
        if not sheet.headless:
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


def _number_issuer(sheet: Sheet) -> Iterator[Fault]:
    """The code behind the slash or hyphen belongs to the issuer: ĐU to ĐẢNG ỦY, UBND to ỦY BAN NHÂN DÂN."""
    if sheet.number is None or not sheet.issuer:
        return
    issuer = " ".join(text_of(line) for line in sheet.issuer).replace("UỶ", "ỦY")
    wanted = next((code for name, code in sheet.rules.issuers.items() if issuer.startswith(name)), None)
    separator = r"-[^-/]+/\s*(\S+)$" if sheet.rules.regime == "party" else r"/\s*(?:[^-/\s]+\s*-\s*)?([^-/\s]+)$"
    match = re.search(separator, text_of(sheet.number))
    if wanted and match and not sheet.letter and not match[1].startswith(wanted):
        yield place_of(sheet.number), {"found": match[1], "wanted": wanted, "issuer": issuer}


def _number_type(sheet: Sheet) -> Iterator[Fault]:
    if sheet.number and (faults := type_faults(sheet.number, sheet.rules.components["number"])):
        yield place_of(sheet.number), {"found": text_of(sheet.number), "detail": ", ".join(faults)}


def _stamped(sheet: Sheet) -> Iterator[Fault]:
    """ "HỎA TỐC", "MẬT" where they are typed: capitals, and of the weight and size of a signing line."""
    for paragraph in sheet.head:
        text = text_of(paragraph)
        if STAMPED.match(text):
            faults = [fault for fault in type_faults(paragraph, sheet.rules.components["authority"]) if fault != "không ở giữa"]
            faults += [] if text.isupper() else ["không in hoa"]
            if faults:
                yield place_of(paragraph), {"found": text, "detail": ", ".join(faults)}


def _seat(sheet: Sheet) -> Iterator[Fault]:
    """The place alone: "Phú Hòa", not "xã Phú Hòa"; a number keeps its word ("Phường 12")."""
    if sheet.place_and_date and (match := SEAT.match(text_of(sheet.place_and_date))):
        yield place_of(sheet.place_and_date), {"found": match[0].strip()}


def _date_type(sheet: Sheet) -> Iterator[Fault]:
    if sheet.place_and_date and (faults := type_faults(sheet.place_and_date, sheet.rules.components["place_and_date"])):
        yield place_of(sheet.place_and_date), {"found": text_of(sheet.place_and_date), "detail": ", ".join(faults)}


def _date(sheet: Sheet) -> Iterator[Fault]:
    if sheet.headless:
        return
    if sheet.place_and_date is None:
        yield "phần đầu", {"found": ""}
    elif not sheet.rules.patterns["place_and_date"].fits(text_of(sheet.place_and_date)):
        yield place_of(sheet.place_and_date), {"found": text_of(sheet.place_and_date)}


CHECKS: Checks = (
    ("H01", _motto),
    ("H02", _motto_type),
    ("H03", _motto_rule),
    ("H04", _wrong_motto),
    ("H05", _device),
    ("H06", _superior),
    ("H07", _issuer),
    ("H08", _standing_committee),
    ("H09", _star),
    ("H10", _issuer_rule),
    ("N01", _number),
    ("N02", _number_spacing),
    ("N03", _number_padding),
    ("N04", _number_kind),
    ("N05", _number_issuer),
    ("N06", _number),
    ("N07", _number_type),
    ("K01", _stamped),
    ("D01", _date),
    ("D02", _date_type),
    ("D05", _seat),
)

"""Who signs, and who receives."""

from __future__ import annotations

from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, place_of, sizes, type_faults
from generate.lint.sheet import Sheet, text_of
from generate.plan import BLANK


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
    for paragraph in sheet.recipients:
        text = text_of(paragraph)
        ends = (marks.last,) if paragraph is sheet.recipients[-1] else marks.accepted
        faults = [f"cỡ {size}" for size in sizes(paragraph, wanted.size)]
        if not text.startswith("- "):
            faults.append("không có gạch đầu dòng")
        if not text.endswith(ends):
            faults.append(f"không kết thúc bằng “{ends[0]}”")
        if faults:
            yield place_of(paragraph), {"found": text, "detail": ", ".join(faults), "mark": marks.mark}


def _last_recipient(sheet: Sheet) -> Iterator[Fault]:
    if sheet.recipients and not sheet.rules.patterns["last_recipient"].fits(text_of(sheet.recipients[-1])):
        yield place_of(sheet.recipients[-1]), {"found": text_of(sheet.recipients[-1])}


CHECKS: Checks = (
    ("G01", _authority),
    ("G02", _signed_for),
    ("G03", _party_post),
    ("G04", _post),
    ("R01", _recipients_label),
    ("R02", _recipient_list),
    ("R04", _last_recipient),
)

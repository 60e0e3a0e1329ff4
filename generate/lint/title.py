"""Kind and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint.faults import Checks, Fault, place_of, sizes, type_faults
from generate.lint.sheet import Sheet, text_of


def _kind(sheet: Sheet) -> Iterator[Fault]:
    if sheet.kind is None:
        if not (sheet.letter or sheet.headless):
            yield "phần đầu", {"found": "", "detail": "không có tên loại ở dòng riêng"}
        return
    if faults := type_faults(sheet.kind, sheet.rules.components["kind"]):
        yield place_of(sheet.kind), {"found": text_of(sheet.kind), "detail": ", ".join(faults)}


def _subject(sheet: Sheet) -> Iterator[Fault]:
    for position, paragraph in enumerate(sheet.title):
        text = text_of(paragraph)
        faults = type_faults(paragraph, sheet.rules.components["title"])
        if paragraph is sheet.title[-1] and text.endswith("."):
            faults.append("có dấu chấm cuối")
        if position == 0 and sheet.rules.regime == "party" and re.match(r"Về\b|V/v\b", text):
            faults.append("chữ đầu viết hoa")
        if faults:
            yield place_of(paragraph), {"found": text, "detail": ", ".join(faults)}


def _hyphens(sheet: Sheet) -> Iterator[Fault]:
    if sheet.kind is None:
        return
    if sheet.hyphens is None:
        yield place_of((*sheet.title, sheet.kind)[0]), {"found": "không có"}
    elif text_of(sheet.hyphens) != "-----" or sheet.hyphens.align != "center":
        yield place_of(sheet.hyphens), {"found": f"đang là “{text_of(sheet.hyphens)}”"}


def _title_rule(sheet: Sheet) -> Iterator[Fault]:
    """Of the state: a line under the subject; an old drawing may be that line."""
    last = sheet.title[-1] if sheet.title else sheet.kind
    if last is None or sheet.hyphens or any(run.underline for run in last.printed()):
        return
    near = [p for p in sheet.look.paragraphs if last.index - 3 <= p.index <= last.index + 2]
    if not any(p.ruled or p.drawn_pt or p.pictured for p in near):
        yield place_of(last), {"found": "không có"}


def _letter(sheet: Sheet) -> Iterator[Fault]:
    """A letter has no kind on a line of its own and says to whom it goes."""
    coded = sheet.number is not None and re.search(r"-CV/", text_of(sheet.number))
    if coded and sheet.kind:
        yield place_of(sheet.kind), {"found": f"công văn không ghi tên loại “{text_of(sheet.kind)}”"}
    if sheet.letter and sheet.address is None:
        yield "phần đầu", {"found": "công văn thiếu dòng “Kính gửi”"}


def _addressed(sheet: Sheet) -> Iterator[Fault]:
    if sheet.kind is None:
        return
    petition = text_of(sheet.kind) == "TỜ TRÌNH"
    if petition and (sheet.address is None or not text_of(sheet.address).startswith("Kính trình")):
        yield place_of(sheet.kind), {"found": "tờ trình phải có dòng “Kính trình”"}
    if not petition and sheet.address:
        yield place_of(sheet.address), {"found": f"{text_of(sheet.kind).lower()} không ghi “Kính gửi”"}


def _letter_subject(sheet: Sheet) -> Iterator[Fault]:
    wanted = sheet.rules.components["letter_subject"]
    for line in sheet.letter_subject:
        faults = [fault for fault in type_faults(line, wanted) if fault != "không ở giữa"]
        if faults:
            yield place_of(line), {"found": text_of(line), "detail": ", ".join(faults)}


def _address_type(sheet: Sheet) -> Iterator[Fault]:
    """ "Kính gửi:" slanted in the party's papers, upright in the state's; the names behind it upright in both."""
    if sheet.address is None:
        return
    faults = [f"cỡ {size}" for size in sizes(sheet.address, sheet.rules.components["address"].size)]
    label = next(iter(sheet.address.printed()))
    slanted = sheet.rules.regime == "party"
    if label.italic != slanted:
        faults.append("chữ “Kính gửi” không nghiêng" if slanted else "chữ “Kính gửi” nghiêng")
    if faults:
        yield place_of(sheet.address), {"found": ", ".join(faults)}


CHECKS: Checks = (
    ("T01", _kind),
    ("T02", _subject),
    ("T03", _hyphens),
    ("T04", _title_rule),
    ("T05", _letter),
    ("T06", _addressed),
    ("T07", _letter_subject),
    ("T08", _address_type),
)

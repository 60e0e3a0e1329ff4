"""The header fields of the contract, read from head, title and foot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest

from extract.directive import Level, Period, Signature
from extract.foot import recipients_of, signature_of
from extract.grammar.bodies import head_at
from extract.grammar.references import kind_codes, kind_of_number, parse_number
from extract.grammar.times import day, period_of, times
from extract.headless import Opening, opening_of
from extract.issuer import head_bodies, issuer_of, level_of, with_superior
from extract.language import fold
from extract.lexicon import phrase
from extract.parts import RULE, Parts, kind_title
from ingest.document import Document, Paragraph


@dataclass(frozen=True, slots=True)
class Header:
    """What the contract asks of the head and the foot; `number_from_caption` where only an appendix still had the number,
    `issue_year` where of the day of issue only the year could be read.
    """

    kind: str | None = None
    number: str | None = None
    issued_on: str | None = None
    place: str | None = None
    issuer: str | None = None
    superior: str | None = None
    level: Level | None = None
    subject: str | None = None
    period: Period | None = None
    signature: Signature = field(default_factory=Signature)
    recipients: tuple[str, ...] = ()
    number_from_caption: bool = False
    issue_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year that a day without one means: of a period within one year, else of the day of issue."""
        period = self.period
        if period and period.start and period.end and period.start[:4] == period.end[:4]:
            return int(period.start[:4])
        return int(self.issued_on[:4]) if self.issued_on else self.issue_year


def read_header(document: Document, parts: Parts) -> Header:
    kind, subject = _kind_and_subject(parts)
    opening = opening_of(document) if kind is None and subject is None else Opening()
    number, issued_on, place = _number(parts.head) or opening.number, *_date_and_place(parts.head)
    caption = _caption(document, kind) if number is None else None
    if caption:
        number, issued_on = caption[0], issued_on or caption[1]
    superior, head_issuer = head_bodies(parts.head)
    if _is_joint(parts):
        superior, head_issuer = None, " và ".join(name for name in (superior, head_issuer) if name) or None
    issuer = opening.issuer or with_superior(issuer_of(parts, head_issuer), superior, parts.main)
    recipients = recipients_of(parts.foot)
    return Header(
        kind=kind or opening.kind or _kind_without_title(number, subject, parts),
        number=number,
        issued_on=issued_on or opening.issued_on,
        place=place,
        issuer=issuer,
        superior=superior,
        level=level_of([issuer, head_issuer], superior, recipients, number),
        subject=subject or opening.subject,
        period=_period(subject or opening.subject, parts),
        signature=opening.signature if opening.signature.name else signature_of(parts.foot),
        recipients=recipients,
        number_from_caption=caption is not None,
        issue_year=blurred[1] if issued_on is None and (blurred := _blurred_date(parts.head)) else None,
    )


def _is_joint(parts: Parts) -> bool:
    """Two bodies side by side issue it: "KẾ HOẠCH LIÊN TỊCH", "HƯỚNG DẪN LIÊN NGÀNH"."""
    return bool(parts.title) and bool(_JOINTLY.search(fold(parts.title[0].text)))


_JOINTLY = re.compile(r"\s*liên\s+(?:tịch|ngành)(?!\w)")


def _kind_without_title(number: str | None, subject: str | None, parts: Parts) -> str | None:
    """A letter where the head says "V/v …", whatever its number ("2191/CT-CS" of a Cục Thuế); else by the number, else by "Kính gửi"."""
    is_dispatch = _is_dispatch(parts)
    by_number = kind_of_number(number) if number and not (subject and is_dispatch) else None
    return by_number or ("CV" if is_dispatch else None)


def _is_dispatch(parts: Parts) -> bool:
    return any(phrase("addressed_to").match(fold(paragraph.text)) for paragraph in parts.head + parts.main[:2])


def _kind_and_subject(parts: Parts) -> tuple[str | None, str | None]:
    """The kind in capitals and the subject under it, without the lines of who decides and "(kèm theo …)"."""
    match = kind_title().match(fold(parts.title[0].text)) if parts.title else None
    if not match:
        return None, _dispatch_subject(parts.head)
    kind = kind_codes()[re.sub(r"\s+", " ", match["kind"])]
    under = takewhile(lambda paragraph: not _is_authority_line(paragraph), parts.title[1:])
    jointly = _JOINTLY.match(fold(parts.title[0].text), match.end())
    lines = [parts.title[0].text[jointly.end() if jointly else match.end() :]]
    lines += [text for text in _outside_brackets(paragraph.text for paragraph in under) if not RULE.match(text)]
    subject = _without_caption(" ".join(line.strip() for line in lines if line.strip())).strip(" .:;-")
    return kind, _without_about(subject) or None


def _outside_brackets(lines: Iterable[str]) -> Iterator[str]:
    """The lines without a bracket that fills them, even over several: "(Ban hành kèm theo Quyết định số …", "ngày … của …)"."""
    is_open = False
    for line in lines:
        is_open = is_open or line.startswith("(")
        if not is_open:
            yield line
        is_open = is_open and ")" not in line


def _without_caption(subject: str) -> str:
    brackets = (n for n, letter in enumerate(subject) if letter == "(")
    return subject[: next((n for n in brackets if phrase("caption").match(fold(subject[n:]))), len(subject))]


def _is_authority_line(paragraph: Paragraph) -> bool:
    """Under the subject of a decision or resolution stands who decides: "ỦY BAN NHÂN DÂN TỈNH …", "CHỦ TỊCH …"."""
    names_decider = head_at(paragraph.text, 0) is not None or phrase("position").match(fold(paragraph.text))
    return paragraph.text.isupper() and bool(names_decider)


def _without_about(subject: str) -> str:
    match = phrase("about").match(fold(subject))
    return subject[match.end() :] if match else subject


def _dispatch_subject(head: list[Paragraph]) -> str | None:
    """The lines from "V/v …" on, in the same column."""
    for position, paragraph in enumerate(head):
        if phrase("dispatch_subject").match(fold(paragraph.text)):
            return _without_about(" ".join(_run_of(head[position:]))).strip(" .;")
    return None


def _run_of(lines: list[Paragraph]) -> Iterator[str]:
    """The first line and those that go on in its column."""
    for line in lines:
        folded = fold(line.text)
        if line.column != lines[0].column or phrase("addressed_to").match(folded) or phrase("place_and_date").search(folded):
            return
        yield line.text


def _number(head: list[Paragraph]) -> str | None:
    for paragraph in head:
        match = phrase("number_line").match(fold(paragraph.text))
        found = parse_number(paragraph.text[match.start("rest") :]) if match else None
        if match and found and not _is_unsure(paragraph, match.start("rest")):
            return found
    return None


def _is_unsure(paragraph: Paragraph, start: int) -> bool:
    """A number written by hand on a scan ("Số: 4# /CT-UBND") is none rather than a wrong one."""
    return any(first < start + _FIGURES and last > start for first, last in paragraph.unsure)


_FIGURES = 8
"""Letters in which the figures of a number stand: "  1234/"."""


def _date_and_place(head: list[Paragraph]) -> tuple[str | None, str | None]:
    for paragraph in head:
        match = phrase("place_and_date").search(fold(paragraph.text))
        if match:
            place = paragraph.text[slice(*match.span("place"))].strip(" -–*")
            return day(f"{match['d']} tháng {match['m']} năm {match['y']}"), place
    blurred = _blurred_date(head)
    return (None, blurred[0]) if blurred else (None, None)


def _blurred_date(head: list[Paragraph]) -> tuple[str, int] | None:
    """Place and year of a line whose day was written by hand and could not be read."""
    for paragraph in head:
        match = phrase("place_and_blurred_date").match(fold(paragraph.text))
        if match and paragraph.text[:1].isupper():
            return paragraph.text[slice(*match.span("place"))].strip(" -–*"), int(match["y"])
    return None


def _caption(document: Document, kind: str | None) -> tuple[str, str | None] | None:
    """The document's own number where the head lost it: "(kèm theo Kế hoạch số … ngày … của …)" over an appendix."""
    for paragraph, following in zip_longest(document.paragraphs, document.paragraphs[1:]):
        caption = _caption_of(paragraph, following)
        number = parse_number(caption) if caption else None
        if caption and number and (kind is None or kind_of_number(number) in {kind, None} or "ban hành" in fold(caption)):
            return number, day(fold(caption))
    return None


def _caption_of(paragraph: Paragraph, following: Paragraph | None) -> str | None:
    """ "(kèm theo …)" of a line of its own or at the end of a title, with the next line where the bracket closes there."""
    starts = [0, *(n for n, letter in enumerate(paragraph.text) if letter == "(" and paragraph.alignment == "center")]
    start = next((n for n in starts if phrase("caption").match(fold(paragraph.text[n:]))), None)
    if start is None:
        return None
    runs_on = following is not None and "(" in paragraph.text[start:] and ")" not in paragraph.text[start:] and ")" in following.text
    return f"{paragraph.text[start:]} {following.text}" if following and runs_on else paragraph.text[start:]


def _period(subject: str | None, parts: Parts) -> Period | None:
    """The period that the document governs: of its subject, else of the sentence that gives the time of carrying out."""
    for time in times(subject or ""):
        if subject and time.kind in {"period", "window"} and time.due:
            words = subject[time.start : time.end]
            lead = phrase("leading_time_word").match(fold(words))
            return Period(time.begin, time.due, words[lead.end() :] if lead else words)
    for paragraph in parts.main:
        windows = [time for time in times(paragraph.text) if time.kind == "window"]
        if windows and phrase("time_of_work").match(fold(paragraph.text)):
            return period_of(windows[0], paragraph.text)
    return None

"""A DOCX taken apart into the components of an official document, as far as they are found: head, title, body, foot, appendix."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generate.presentation import Paragraph, Presentation
from generate.rulebook import RuleBook

SIGNING = re.compile(r"^(T/?M|K/?T|T/?L|TUQ|Q)(?:[./]| (?=\S))")


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


def taken_apart(look: Presentation, rules: RuleBook) -> Sheet:
    paragraphs = [paragraph for paragraph in look.paragraphs if paragraph.text.strip()]
    kind = next((p for p in paragraphs if text_of(p) in rules.kinds), None)
    head = [p for p in paragraphs if p.index < (kind.index if kind else 30)]
    label = _last(p for p in paragraphs if text_of(p).startswith("Nơi nhận"))
    after_kind = [p for p in paragraphs if kind is None or p.index > kind.index]
    authority = next((p for p in after_kind if SIGNING.match(text_of(p)) and text_of(p) == text_of(p).upper()), None)
    foot = min((p.index for p in (label, authority) if p), default=len(look.paragraphs))
    title, hyphens = _title(after_kind)
    first = max((p.index for p in (kind, *title, hyphens) if p), default=-1)
    end = _end_of_foot(paragraphs, label, authority)
    return Sheet(
        look=look,
        rules=rules,
        head=tuple(head),
        motto=next((p for p in head if text_of(p) == rules.components["motto"].text), None),
        star=next((p for p in head if text_of(p) == "*"), None),
        number=next((p for p in head if re.match(r"Số\b.*[-/]", text_of(p))), None),
        place_and_date=next((p for p in head if re.search(r"\bngày\b.*\btháng\b.*\bnăm\b", text_of(p))), None),
        draft_mark=next((p for p in paragraphs if re.match(r"\(?Dự thảo\b", text_of(p), re.IGNORECASE)), None),
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
        if re.fullmatch(r"[-–—_*\s]{2,}", text_of(paragraph)):
            return tuple(title), paragraph
        if paragraph.align != "center" and not (not title and paragraph.bold):
            break
        title.append(paragraph)
    return tuple(title), None


def _position(paragraphs: list[Paragraph], authority: Paragraph | None) -> Paragraph | None:
    if authority is None:
        return None
    return next(
        (p for p in paragraphs if p.index > authority.index and p.cell == authority.cell and text_of(p) == text_of(p).upper()), None
    )


def _recipients(paragraphs: list[Paragraph], label: Paragraph | None) -> tuple[Paragraph, ...]:
    if label is None:
        return ()
    following = [p for p in paragraphs if p.index > label.index and p.cell == label.cell]
    if label.cell is not None:
        return tuple(following)
    listed: list[Paragraph] = []
    for paragraph in following:
        if not text_of(paragraph).startswith("-"):
            break
        listed.append(paragraph)
    return tuple(listed)


def _end_of_foot(paragraphs: list[Paragraph], label: Paragraph | None, authority: Paragraph | None) -> int:
    table = next((p.cell[0] for p in (label, authority) if p and p.cell), None)
    if table is not None:
        return max(p.index for p in paragraphs if p.cell and p.cell[0] == table)
    return max((p.index for p in paragraphs), default=0)


def text_of(paragraph: Paragraph) -> str:
    return unicodedata.normalize("NFC", paragraph.text.strip())


def columns(paragraph: Paragraph) -> list[str]:
    """The texts of a head laid out with tabs: "HUYỆN ỦY TÂN LẬP⇥ĐẢNG CỘNG SẢN VIỆT NAM"."""
    return [part.strip() for part in re.split(r"\t+|\s{4,}", text_of(paragraph))]


def _last(paragraphs: Iterator[Paragraph]) -> Paragraph | None:
    found = None
    for found in paragraphs:  # noqa: B007
        pass
    return found

"""The outline: numbered headings and numbered paragraphs as a tree, and which section each block belongs to.

Labels by hand or by Word: "I-", "II.", "1.", "1-", "1)", "1.1.", "Phần thứ nhất", "Chương II", "Điều 5."; dashes and letters
are no sections, nor is what is divided further ("1.1.1."). Levels follow the order in which the styles of label nest, whatever they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Literal

from extract.anchors import anchor
from extract.directive import Section
from extract.grammar.bodies import bodies_at, is_bodies
from extract.language import fold, folded_pattern
from extract.lexicon import entries, pattern, phrase, verbs
from ingest.document import Paragraph

LabelStyle = Literal["part", "chapter", "letter", "roman", "article", "decimal", "number", "bracket"]
SectionTopic = Literal["assessment", "purpose", "demand", "aims", "schedule"]

_LABEL_TEXTS: dict[LabelStyle, str] = {
    "part": r"(?P<label>phần\s+(?:thứ\s+)?(?:nhất|hai|ba|tư|bốn|năm|[ivx]+|\d+)[.:]?)(?:\s+|$)",
    "chapter": r"(?P<label>chương\s+(?:[ivx]+|\d+)[.:]?)(?:\s+|$)",
    "article": r"(?P<label>điều\s+\d+[.:]?)\s+",
    "letter": r"(?P<label>[a-hđ]\s?[.)-])\s+(?=\S)",
    "roman": r"(?P<label>[ivx]{1,5}\s?(?:[.)]-?|/(?=\s)|-|:))\s*(?=\S)",
    "decimal": r"(?P<label>\d{1,2}\.\d{1,2}(?!\.\d)\s?[.)/-]?)\s+(?=\S)",
    "bracket": r"(?P<label>\(\d{1,2}\))\s+(?=\S)",
    "number": r"(?P<label>\d{1,2}\s?[.)/-])\s*(?=[^\d\s])",
}
_LABELS = {style: folded_pattern(text) for style, text in _LABEL_TEXTS.items()}
_ROMAN_UPPER = re.compile(r"[IVX]{1,5}\s?[-.)/:]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph's label and title: Heading("1.", "number", "Mục đích", 3, 11); without a title `title_end` is `text_start`."""

    label: str
    style: LabelStyle
    title: str | None
    text_start: int
    title_end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """`sections` in order; `section_of[block]` is the id of the section in which a block stands."""

    sections: tuple[Section, ...]
    headings: dict[int, Heading]
    section_of: dict[int, str]

    def section(self, block: int) -> Section | None:
        section_id = self.section_of.get(block)
        return next((s for s in self.sections if s.id == section_id), None)

    def ancestors(self, section: Section | None) -> list[Section]:
        """The section and what it stands in, innermost first."""
        chain = []
        by_id = {s.id: s for s in self.sections}
        while section:
            chain.append(section)
            section = by_id.get(section.parent) if section.parent else None
        return chain

    def topic(self, block: int) -> SectionTopic | None:
        """What the nearest titled section is about: "Đánh giá tình hình" → assessment."""
        for section in self.ancestors(self.section(block)):
            if section.title and (topic := topic_of(section.title)):
                return topic
        return None


@cache
def topic_of(title: str) -> SectionTopic | None:
    folded = fold(title)
    if folded.startswith("mục đích") and "yêu cầu" in folded:
        return None
    if phrase("title_of_the_past").match(folded):
        return "assessment"
    folded = phrase("opens_title").sub("", folded)
    for entry in entries("sections"):
        if entry.name != "looking_back" and pattern("sections", entry.name).match(folded):
            return entry.name  # type: ignore[return-value]
    return None


def read_outline(paragraphs: Iterable[Paragraph]) -> Outline:
    """The outline of the main text's paragraphs."""
    sections: list[Section] = []
    headings: dict[int, Heading] = {}
    section_of: dict[int, str] = {}
    open_styles: list[tuple[str, str]] = []
    paragraphs = list(paragraphs)
    for position, paragraph in enumerate(paragraphs):
        heading = read_heading(paragraph) if paragraph.role == "body" else None
        if heading and _is_divided(paragraph, heading, paragraphs[position + 1 : position + 2]):
            heading = _titled(paragraph, heading)
        if heading:
            style = _nesting(heading)
            open_styles = _closed_to(open_styles, style)
            parent = open_styles[-1][1] if open_styles else None
            section_id = f"s{len(sections) + 1}"
            open_styles.append((style, section_id))
            place = anchor(paragraph, 0, heading.title_end if heading.title else _opening(paragraph, heading))
            title = heading.title or _title_below(heading, paragraphs[position + 1 : position + 1 + _TITLE_LINES])
            sections.append(Section(section_id, heading.label, title, len(open_styles), parent, place))
            headings[paragraph.index] = heading
        if open_styles:
            section_of[paragraph.index] = open_styles[-1][1]
    return Outline(tuple(sections), headings, section_of)


_TITLE_LINES = 3


def _is_divided(paragraph: Paragraph, heading: Heading, following: list[Paragraph]) -> bool:
    """"6.1. Phát thẻ và quản lý thẻ." right over "6.1.1. …": the line is a title although it ends like a sentence."""
    numbers = heading.label.strip(" .)/-")
    if heading.title or not following or not numbers.replace(".", "").isdigit() or len(paragraph.text) > _TITLE_LONGEST:
        return False
    return following[0].text.startswith(f"{numbers}.1.") and not re.search(r"[.;]\s+[A-ZĐÀ-Ỹ]", paragraph.text[heading.text_start :])


def _titled(paragraph: Paragraph, heading: Heading) -> Heading:
    bare = paragraph.text[heading.text_start :].rstrip(" .:;")
    return replace(heading, title=bare, title_end=heading.text_start + len(bare))


def _title_below(heading: Heading, following: list[Paragraph]) -> str | None:
    """"Chương I" / "NHỮNG QUY ĐỊNH CHUNG", "Phần thứ nhất" / "TÌNH HÌNH": a part's title under its label, set apart from the text."""
    if heading.style not in ("part", "chapter"):
        return None
    lines = list(takewhile(lambda paragraph: _is_set_apart(paragraph), following))
    return " ".join(paragraph.text.strip() for paragraph in lines).rstrip(" .:") or None


def _is_set_apart(paragraph: Paragraph) -> bool:
    centred = paragraph.alignment == "center" and (paragraph.is_bold or paragraph.text.isupper())
    return (centred or paragraph.text.isupper()) and paragraph.role == "body" and read_heading(paragraph) is None


def _nesting(heading: Heading) -> str:
    depth = heading.label.strip(" .)/-").count(".")
    return f"decimal{depth}" if heading.style == "decimal" else heading.style


_NESTING = ("part", "chapter", "letter", "roman", "article", "number", "decimal1", "decimal2", "decimal3", "bracket")
_RANK = {style: rank for rank, style in enumerate(_NESTING)}


def _closed_to(open_styles: list[tuple[str, str]], style: str) -> list[tuple[str, str]]:
    return [(other, section) for other, section in open_styles if _RANK.get(other, 9) < _RANK.get(style, 9)]


def read_heading(paragraph: Paragraph) -> Heading | None:
    """The label that opens the paragraph, with the title where it has one."""
    text, folded = paragraph.text, fold(paragraph.text)
    for style, label_pattern in _LABELS.items():
        match = label_pattern.match(folded)
        if not match or (style == "roman" and not _ROMAN_UPPER.match(text)):
            continue
        if style == "letter" and not (text[match.end() :].isupper() and text[0].isupper()):
            continue
        label = re.sub(r"\s+", " ", text[slice(*match.span("label"))])
        start = match.end()
        if _PERSON.match(text, start):
            return None
        title, title_end = _title(paragraph, start)
        return Heading(label, style, title, start, title_end)
    return None


_PERSON = re.compile(
    r"(?:(?:Ông|Bà|Đ/c|Đồng chí)[:.]?\s+|(?:[A-ZĐ][A-Za-zĐđ§]{0,3}\d?\.\s*){1,3})"
    r"[A-ZĐÀ-Ỹ][a-zà-ỹđ]+(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹđ]+){1,4}\s*[,.:–-]"
)
"""An entry of a list of persons is no section: "1. Ông Trần Văn Bình, Phó Giám đốc - Trưởng ban;"."""

_TITLE_LONGEST = 260
_PLACE_IN_PAPER = folded_pattern(
    r"[\s(,;)]*(?:(?:điều|khoản|điểm|mục|chương|phần)\s+(?:\d+[a-zđ]?|[ivx]+|[a-zđ])(?:\s*,\s*\d+)*(?![^\W_])[,;)\s(]*)+[:\s]*"
)
"""What a line goes back to is no topic of its own: "2. Điều 3: Về quyền của đảng viên", "2.1. (Khoản 1): Quyền được thông tin"."""


def _title(paragraph: Paragraph, start: int) -> tuple[str | None, int]:
    """The heading's words, or None where the number opens running text."""
    text = paragraph.text
    rest = text[start:]
    bare = rest.rstrip(" .:;")
    if not bare:
        return None, start
    run_in = _run_in(paragraph, start)
    if run_in and not fold(text).startswith("điều ") and not _PLACE_IN_PAPER.fullmatch(fold(text[start:run_in])):
        return text[start:run_in].rstrip(" .:"), run_in
    headlike = paragraph.is_bold or bare.isupper() or rest[-1] not in ".;,:…)”" or is_bodies(bare) or (rest[-1] == ":" and len(rest) < 90)
    several = bool(re.search(r"[.;]\s+[A-ZĐÀ-Ỹ]", bare))
    if headlike and len(bare) <= _TITLE_LONGEST and not several:
        return bare, start + len(bare)
    return None, start


def _run_in(paragraph: Paragraph, start: int) -> int | None:
    """End of a heading that stands before the text of its own paragraph: "3. Trung tâm Chính trị: Tăng cường …"."""
    text = paragraph.text
    bold_end = paragraph.bold_prefix()
    bold = text[start:bold_end].strip()
    if start + 3 < bold_end < len(text) - 3 and len(bold.split()) > 1 and bold[-1] in ".:":
        return start + len(text[start:bold_end].rstrip(" .:"))
    stop = text.find(". ", start)
    if stop > 0 and _stands_alone(text[start:stop]):
        return stop
    colon = text.find(":", start)
    if 0 < colon < len(text) - 2 and colon - start <= 200 and (is_bodies(text[start:colon]) or _names_topic(text[start:colon])):
        return colon
    return None


_TOPIC_WORDS = 14


def _names_topic(words: str) -> bool:
    """A few words that are no sentence: "1. Báo cáo tháng: gửi trước ngày 20"; not "Đề nghị các xã: …", "Phòng Y tế có trách nhiệm: …"."""
    if len(words.split()) > _TOPIC_WORDS or "(" in words or phrase("leads_to_list").search(fold(words)):
        return False
    named = bodies_at(words, 0)
    return not verbs("giving").match(fold(words)) and (named is None or named.end >= len(words.rstrip()))


_SHORT_TOPIC_WORDS = 4


def _stands_alone(words: str) -> bool:
    """"1. Tình hình. Đảng bộ có 08 chi bộ": a topic of a few words before a full stop."""
    is_short = len(words.split()) <= _SHORT_TOPIC_WORDS and words[-1:].isalpha()
    return is_short and _names_topic(words) and pattern("sections").search(fold(words)) is not None


def _opening(paragraph: Paragraph, heading: Heading) -> int:
    """Enough of a running paragraph to recognise it: label and the first words."""
    stop = re.compile(r"[,;.:(]").search(paragraph.text, heading.text_start + 12)
    return min(stop.start() if stop else len(paragraph.text), heading.text_start + 120)

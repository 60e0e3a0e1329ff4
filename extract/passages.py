"""Passages: the paragraphs of the main text, each with its section, its topic and the sentences it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.grammar.bodies import Bodies, bodies_at, is_bodies
from extract.grammar.times import Time, ahead_of_plan, times
from extract.items import Items, marker
from extract.language import clauses, fold, sentences
from extract.lexicon import pattern, phrase, verbs
from extract.outline import Outline
from ingest.document import Paragraph

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of text (headings without text of their own are none).

    `start` is where the text begins after label, run-in heading, dash or star; `heading` the bodies that the passage's
    heading names; `looks_back` that it reports or judges what was; `opens_list` that it ends with a colon and others follow;
    `sets_conditions` that it stands under "Tiêu chuẩn, điều kiện" or the like; `title` is its section's; `year` and `issued_on` are
    the document's.
    """

    paragraph: Paragraph
    section: str | None
    topic: str | None
    start: int
    heading: Bodies | None
    heading_paragraph: Paragraph | None
    looks_back: bool
    opens_list: bool
    sets_conditions: bool = False
    title: str | None = None
    year: int | None = None
    issued_on: str | None = None

    @property
    def text(self) -> str:
        return self.paragraph.text

    def sentences(self) -> tuple[Bounds, ...]:
        return _sentences(self.text, self.start)

    def sentence_at(self, position: int) -> tuple[int, int]:
        return next(((s, e) for s, e in self.sentences() if s <= position < e), (self.start, len(self.text)))

    def clause_at(self, position: int) -> tuple[int, int]:
        return next(((s, e) for s, e in self.clauses() if s <= position < e), (self.start, len(self.text)))

    def reports(self, position: int) -> bool:
        """The words up to the end of the clause at the position tell what was: "Năm 2023 kết nạp được 79 đảng viên, đạt 96% kế hoạch."."""
        return self.looks_back or self.mood_at(position) == "reports"

    def goes_on_reporting(self, position: int) -> bool:
        """As `reports`; and a sentence that neither asks nor reports by its words goes on as the one before it: "Có 04 xã chưa đạt."."""
        start = self.sentence_at(position)[0]
        before = (mood for mood in reversed(self.moods_before(start)) if mood)
        last = self.mood_at(position) or next(before, None)
        return self.looks_back or last == "reports"

    def moods_before(self, position: int) -> list[Literal["asks", "reports"] | None]:
        """The moods of the sentences before the one at the position, in order."""
        start = self.sentence_at(position)[0]
        return [self._mood(self.text[s:e]) for s, e in self.sentences() if s < start]

    def mood_at(self, position: int) -> Literal["asks", "reports"] | None:
        """The mood of the sentence up to the end of the clause at the position, asides left out."""
        start = self.sentence_at(position)[0]
        return self._mood(_without_brackets(self.text[start : self.clause_at(position)[1]]))

    def _mood(self, sentence: str) -> Literal["asks", "reports"] | None:
        return mood(sentence, self.year, self.issued_on)

    def times(self) -> tuple[Time, ...]:
        return tuple(time if self._sums_up(time) else ahead_of_plan(time, self.issued_on) for time in times(self.text, self.year))

    def _sums_up(self, time: Time) -> bool:
        """The day ends the year's work: "báo cáo tổng kết năm trước ngày 15/12"."""
        start, end = self.sentence_at(time.start)
        return bool(phrase("sums_up_year").search(fold(self.text[start:end])))

    def clauses(self) -> tuple[Bounds, ...]:
        return _clauses(self.text, self.start)


@lru_cache(maxsize=64)
def _sentences(text: str, position: int) -> tuple[Bounds, ...]:
    return tuple((max(start, position), end) for start, end in sentences(text) if end > position)


@lru_cache(maxsize=64)
def _clauses(text: str, position: int) -> tuple[Bounds, ...]:
    return tuple(clause for start, end in _sentences(text, position) for clause in clauses(text, start, end))


def read_passages(
    paragraphs: list[Paragraph], outline: Outline, year: int | None = None, issued_on: str | None = None
) -> list[Passage]:
    """The passages of the main text in order; `paragraphs` are the main text's, `year` and `issued_on` the document's."""
    passages: list[Passage] = []
    heading: tuple[Bodies, Paragraph] | None = None
    heading_section: str | None = None
    before_sections = True
    items = Items()
    quoted = _quoted(paragraphs)
    for paragraph in paragraphs:
        if paragraph.index in quoted:
            continue
        section = outline.section(paragraph.index)
        section_id = section.id if section else None
        opened = outline.headings.get(paragraph.index)
        if phrase("closing").match(fold(paragraph.text)):
            heading = None
        if opened:
            before_sections = False
            if opened.title:
                heading, heading_section = _heading_bodies(paragraph, opened.text_start, opened.title_end), section_id
            else:
                heading = _inherited(outline, section_id, heading, heading_section)
        above = items.above(paragraph, opened.text_start if opened else None)
        announced = next(((line.named, line.paragraph) for line in above if line.named), None)
        start = (opened.title_end if opened.title else opened.text_start) if opened else 0
        start = _text_start(paragraph, start)
        if start >= len(paragraph.text):
            continue
        own, start = _own_heading(paragraph, start)
        if own and start >= len(paragraph.text):
            continue
        titles = [parent.title or "" for parent in outline.ancestors(section)]
        spoken_to = (own, paragraph) if own else (announced or heading)
        passages.append(
            Passage(
                paragraph,
                section_id,
                outline.topic(paragraph.index),
                start,
                spoken_to[0] if spoken_to else None,
                spoken_to[1] if spoken_to else None,
                _looks_back(paragraph, outline, before_sections=before_sections),
                paragraph.text.rstrip().endswith(":"),
                _sets_conditions([*(line.paragraph.text for line in above), paragraph.text[:start], *titles]),
                section.title if section else None,
                year,
                issued_on,
            )
        )
    return passages


def _quoted(paragraphs: list[Paragraph]) -> set[int]:
    """The paragraphs that give another paper's words: "Khoản 1 Điều 12 Nghị định … quy định:" and what stands in quotes behind it.

    What a paper puts into another ("được sửa đổi như sau: “…”") is its own.
    """
    found: set[int] = set()
    quote: list[int] = []
    cites = False
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if phrase("cites_words").search(fold(text)):
            found.update(quote)
            quote, cites = [], True
            continue
        if quote or (cites and _OPENING_QUOTE.match(text)):
            quote.append(paragraph.index)
            if _CLOSING_QUOTE.search(text):
                found.update(quote)
            if _CLOSING_QUOTE.search(text) or len(quote) > _LONGEST_QUOTE:
                quote = []
        cites = False
    return found


_LONGEST_QUOTE = 15
"""Paragraphs; a quote that is longer was never closed."""

_OPENING_QUOTE = re.compile(r"[“\"«]")
_CLOSING_QUOTE = re.compile(r"[”\"»]\s*[.;,)]*\s*$")


def _sets_conditions(headings: list[str]) -> bool:
    return any(phrase("criteria_title").search(fold(heading)) for heading in headings)


def _heading_bodies(paragraph: Paragraph, start: int, end: int) -> tuple[Bodies, Paragraph] | None:
    """"2. Sở Y tế", "Điều 5. Trách nhiệm của Chủ tịch Ủy ban nhân dân tỉnh", "1. Thủ trưởng các sở có trách nhiệm"."""
    text = paragraph.text
    folded = fold(text)
    giving = verbs("giving").match(folded, start)
    opening = phrase("names_bodies_before").match(folded[start:end])
    name_start = giving.end() + 1 if giving else start + (opening.end() if opening else 0)
    closing = phrase("names_bodies_after").search(folded[:end], name_start)
    name_end = closing.start() if closing else end
    if not is_bodies(text[name_start:name_end]):
        return None
    found = bodies_at(text, name_start, name_end)
    return (found, paragraph) if found else None


def _inherited(
    outline: Outline, section_id: str | None, heading: tuple[Bodies, Paragraph] | None, heading_section: str | None
) -> tuple[Bodies, Paragraph] | None:
    """A numbered paragraph under a heading that names a body speaks to that body: "1. Đảng ủy …" over "1.1. Tiếp tục …"."""
    chain = outline.ancestors(next((s for s in outline.sections if s.id == section_id), None))
    return heading if any(s.id == heading_section for s in chain[1:]) else None


def _text_start(paragraph: Paragraph, start: int) -> int:
    text = paragraph.text
    position = start + len(text[start:]) - len(text[start:].lstrip(" .:-–"))
    bullet = marker(text)
    if start == 0 and bullet:
        position = bullet[1]
    return position




def _own_heading(paragraph: Paragraph, start: int) -> tuple[Bodies | None, int]:
    """A paragraph that names its body before a colon: "* Riêng Ban Thường vụ Huyện đoàn: …", "Các chi bộ: …"."""
    text, folded = paragraph.text, fold(paragraph.text)
    opening = phrase("concerning").match(folded[start:])
    name_start = start + opening.end() if opening else start
    colon = text.find(":", name_start)
    if colon < 0 or colon - name_start > 220 or phrase("answerable").search(folded, colon):
        return None, start
    found = bodies_at(text, name_start, colon)
    if not found or text[found.end : colon].strip(" ,"):
        return None, start
    following = text[colon + 1 :]
    if following.strip() and bodies_at(text, colon + 1 + len(following) - len(following.lstrip())):
        return None, start
    return found, colon + 1 + len(following) - len(following.lstrip())


def _without_brackets(text: str) -> str:
    """What stands in closed brackets is an aside: "rút ngắn 50% (từ 10 ngày còn 05 ngày)" asks."""
    return re.sub(r"\([^()]*\)", "", text)


@lru_cache(maxsize=4096)
def mood(sentence: str, year: int | None = None, issued_on: str | None = None) -> Literal["asks", "reports"] | None:
    """Whether the sentence asks, or tells what was by its words or because its only time lies before the document's."""
    folded = fold(sentence)
    if phrase("dated_opening").match(folded) or _opens_in_the_past(sentence, issued_on):
        return "reports"
    if pattern("status", "asking").search(folded):
        return "asks"
    if year and _is_past(sentence, year):
        return "reports"
    if pattern("status", "reporting").search(folded) or phrase("result").search(folded):
        return "reports"
    return "asks" if _is_to_come(sentence, year) else None


_OPENING = 40


def _opens_in_the_past(sentence: str, issued_on: str | None) -> bool:
    """"Đến hết tháng 9 năm 2025, toàn tỉnh giải ngân …" in a notice of November 2025."""
    opening = phrase("stretch_opening").match(fold(sentence))
    if not (opening and issued_on):
        return False
    ends = [time.due for time in times(sentence[:80]) if time.due and time.start < _OPENING]
    return bool(ends) and ends[0] < issued_on


def _is_to_come(sentence: str, year: int | None) -> bool:
    """"Năm 2025 mở 4 lớp" in a plan of 2025."""
    return bool(year) and any(time.due and time.due >= f"{year}-01-01" for time in times(sentence, year))


def _is_past(sentence: str, year: int) -> bool:
    """"Năm 2024, các chi bộ kết nạp 57 đảng viên" in a plan of 2025."""
    ends = [
        time.due
        for time in times(sentence)
        if time.kind == "period" and time.due and not phrase("compared_before").search(fold(sentence[: time.start]))
    ]
    return bool(ends) and max(ends) < f"{year}-01-01"


def _looks_back(paragraph: Paragraph, outline: Outline, *, before_sections: bool) -> bool:
    if outline.topic(paragraph.index) == "assessment":
        return True
    if not before_sections or not outline.sections:
        return False
    folded = fold(paragraph.text)
    opening = " ".join(folded.split()[:14])
    if pattern("sections", "looking_back").search(opening):
        return True
    return not (phrase("opens_grounds").match(folded) or folded.rstrip().endswith(":") or pattern("status", "asking").search(folded))

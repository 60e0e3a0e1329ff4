"""Passages: the paragraphs of the main text, each with its section, its topic and the sentences it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.grammar.bodies import Bodies, bodies_at, is_bodies
from extract.grammar.times import Time, times
from extract.language import clauses, fold, sentences
from extract.lexicon import pattern, phrase
from extract.outline import Outline
from ingest.document import Paragraph


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of text (headings without text of their own are none).

    `start` is where the text begins after label, run-in heading, dash or star; `heading` the bodies that the passage's
    heading names; `looks_back` that it reports or judges what was; `opens_list` that it ends with a colon and others follow; `year` is the
    document's.
    """

    paragraph: Paragraph
    section: str | None
    topic: str | None
    start: int
    heading: Bodies | None
    heading_paragraph: Paragraph | None
    looks_back: bool
    opens_list: bool
    year: int | None = None

    @property
    def text(self) -> str:
        return self.paragraph.text

    def sentences(self) -> list[tuple[int, int]]:
        return [(max(start, self.start), end) for start, end in sentences(self.text) if end > self.start]

    def sentence_at(self, position: int) -> tuple[int, int]:
        return next(((s, e) for s, e in self.sentences() if s <= position < e), (self.start, len(self.text)))

    def clause_at(self, position: int) -> tuple[int, int]:
        return next(((s, e) for s, e in self.clauses() if s <= position < e), (self.start, len(self.text)))

    def reports(self, position: int) -> bool:
        """The sentence at the position tells what was: "Năm 2023 kết nạp được 79 đảng viên, đạt 96% kế hoạch."."""
        start, end = self.sentence_at(position)
        return self.looks_back or reports(self.text[start:end], self.year)

    def times(self) -> tuple[Time, ...]:
        return times(self.text, self.year)

    def clauses(self) -> list[tuple[int, int]]:
        return [clause for start, end in self.sentences() for clause in clauses(self.text, start, end)]


_BULLET = re.compile(r"(?:[-–—+•*●▪\uf0b7o]\s*|[a-zđ]\)\s*|\([a-zđ\d]{1,2}\)\s*)")


def read_passages(paragraphs: list[Paragraph], outline: Outline, year: int | None = None) -> list[Passage]:
    """The passages of the main text in order; `paragraphs` are the main text's, `year` the document's."""
    passages: list[Passage] = []
    heading: tuple[Bodies, Paragraph] | None = None
    heading_section: str | None = None
    before_sections = True
    for paragraph in paragraphs:
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
        start = (opened.title_end if opened.title else opened.text_start) if opened else 0
        start = _text_start(paragraph, start)
        if start >= len(paragraph.text):
            continue
        own, start = _own_heading(paragraph, start)
        if own and start >= len(paragraph.text):
            continue
        spoken_to = (own, paragraph) if own else heading
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
                year,
            )
        )
    return passages


def _heading_bodies(paragraph: Paragraph, start: int, end: int) -> tuple[Bodies, Paragraph] | None:
    if not is_bodies(paragraph.text[start:end]):
        return None
    found = bodies_at(paragraph.text, start, end)
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
    bullet = _BULLET.match(text, position)
    if start == 0 and (bullet := _BULLET.match(text)):
        position = bullet.end()
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


def reports(sentence: str, year: int | None = None) -> bool:
    """The sentence tells what was, by its words or because its only time lies before the document's year."""
    folded = fold(sentence)
    if phrase("dated_opening").match(folded):
        return True
    if pattern("status", "asking").search(folded):
        return False
    if year and _is_past(sentence, year):
        return True
    return bool(pattern("status", "reporting").search(folded) or phrase("result").search(folded))


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

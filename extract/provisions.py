"""Provisions: every paragraph that asks, aims, judges or reports, also those without a named subject."""

from __future__ import annotations

from extract.anchors import anchor
from extract.directive import Provision, ProvisionKind
from extract.language import fold
from extract.lexicon import phrase
from extract.passages import Passage
from extract.subjects import subjects


def read_provisions(passages: list[Passage]) -> tuple[Provision, ...]:
    provisions: list[Provision] = []
    last_addressee: str | None = None
    last_section: str | None = None
    for passage in passages:
        if passage.paragraph.role == "footnote":
            continue
        own, inherited = _addressee(passage)
        if own is None and passage.section == last_section and passage.section is not None and last_addressee:
            own, inherited = last_addressee, True
        if passage.section != last_section:
            last_addressee = None
        kind = _kind(passage, addressed=own is not None)
        place = anchor(passage.paragraph, passage.start)
        provisions.append(Provision(f"p{len(provisions) + 1}", kind, own, inherited, passage.section, place))
        last_addressee, last_section = own or last_addressee, passage.section
    return tuple(provisions)


def _addressee(passage: Passage) -> tuple[str | None, bool]:
    """Who is addressed: the passage's first subject, else its heading's bodies."""
    for subject in subjects(passage):
        if subject.inherited and passage.heading and passage.heading_paragraph:
            return passage.heading_paragraph.text[passage.heading.start : passage.heading.end], True
        if subject.role != "coordinate":
            return passage.text[subject.start : subject.end], False
    return None, False


def _kind(passage: Passage, *, addressed: bool) -> ProvisionKind:
    folded = fold(passage.text)
    if all(passage.reports(start) for start, _ in passage.sentences()):
        return "assessment"
    if passage.section is None and (phrase("opens_grounds").match(folded) or passage.opens_list):
        return "other"
    if phrase("criterion").search(folded) and not addressed:
        return "criterion"
    if passage.topic == "demand":
        return "demand"
    if passage.topic == "purpose":
        return "demand" if phrase("demand").search(folded) and addressed else "purpose"
    return "duty"

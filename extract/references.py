"""Cited documents: each once, at its first mention, with the fullest date, issuer and title of any mention."""

from __future__ import annotations

import re

from extract.anchors import anchor
from extract.directive import Reference
from extract.grammar.references import Citation, citations, identity
from ingest.document import Paragraph


def read_references(paragraphs: list[Paragraph], own_number: str | None) -> tuple[Reference, ...]:
    """The references of the paragraphs, in order of first mention; the document itself is none."""
    mentions: dict[tuple[str, ...], list[tuple[Paragraph, Citation]]] = {}
    own = (own_number or "").casefold()
    for paragraph in paragraphs:
        for citation in citations(paragraph.text):
            if citation.number and citation.number.casefold() == own:
                continue
            mentions.setdefault(identity(citation), []).append((paragraph, citation))
    return tuple(_merged(found) for key, found in mentions.items() if not _within_another(key, mentions))


def _within_another(key: tuple[str, ...], mentions: dict[tuple[str, ...], list[tuple[Paragraph, Citation]]]) -> bool:
    """A named document whose every mention stands inside the title of another is no reference of its own."""
    return mentions[key][0][1].number is None and all(
        any(_inside(citation, other) for other_key, found in mentions.items() if other_key != key for p, other in found if p is paragraph)
        for paragraph, citation in mentions[key]
    )


def _inside(citation: Citation, other: Citation) -> bool:
    return other.start < citation.start and citation.end <= other.end


def _merged(found: list[tuple[Paragraph, Citation]]) -> Reference:
    paragraph, first = found[0]
    every = [citation for _, citation in found]
    return Reference(
        first.number,
        first.kind,
        next((c.issued_on for c in every if c.issued_on), None),
        _fullest([c.issuer for c in every]),
        _fullest([c.title for c in every]),
        anchor(paragraph, first.start, first.end),
    )


def _fullest(values: list[str | None]) -> str | None:
    """The first of the longest, first mentions preferred where they are alike."""
    given = [value for value in values if value]
    return max(given, key=lambda value: len(re.sub(r"\s+", " ", value))) if given else None

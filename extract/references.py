"""Cited documents: each once, at its first mention, with the fullest date, issuer and title of any mention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extract.anchors import anchor, within
from extract.directive import Anchor, Reference
from extract.grammar.laws import bare_name
from extract.grammar.references import Citation, citations, identity, is_law
from extract.language import fold, key
from extract.lexicon import phrase
from extract.tables import PrintedTable, task_rows
from ingest.document import Paragraph


def read_references(
    paragraphs: list[Paragraph], own_number: str | None, tables: tuple[PrintedTable, ...] = (), own_kind: str | None = None
) -> tuple[Reference, ...]:
    """The references of the paragraphs and of the tables behind them, in order of first mention; the document itself is none."""
    mentions: dict[tuple[str, ...], list[tuple[Paragraph, Citation]]] = {}
    own = (own_number or "").casefold()
    cells = dict(_cells(tables))
    for paragraph in (*paragraphs, *cells):
        for citation in citations(paragraph.text):
            if (citation.number and citation.number.casefold() == own) or _is_own(citation, own_kind, paragraph):
                continue
            mentions.setdefault(identity(citation), []).append((paragraph, citation))
    _join(mentions)
    return tuple(_merged(found, cells) for key, found in mentions.items() if not _within_another(key, mentions))


def _is_own(citation: Citation, own_kind: str | None, paragraph: Paragraph) -> bool:
    """"thực hiện Kế hoạch kiểm tra năm 2025" in a plan means the plan itself, unless its grounds say so."""
    return citation.own_possible and citation.kind is not None and citation.kind == own_kind and not opens_grounds(paragraph.text)


def opens_grounds(text: str) -> bool:
    return phrase("opens_citing").match(fold(text)) is not None


def _join(mentions: dict[tuple[str, ...], list[tuple[Paragraph, Citation]]]) -> None:
    """Mentions by name go to the fuller one: "Luật Đất đai" to "Luật Đất đai số 31/2024/QH15", "Đề án “…”" to its number."""
    for name in list(mentions):
        fuller = next((other for other in mentions if other != name and _names_same(mentions[name][0][1], mentions[other])), None)
        if fuller:
            mentions[fuller] += mentions.pop(name)


def _names_same(named: Citation, found: list[tuple[Paragraph, Citation]]) -> bool:
    """The one cited by name alone is the document of the other mentions."""
    if named.number or not named.title:
        return False
    return any(_is_fuller(named, other) for _, other in found)


def _is_fuller(named: Citation, other: Citation) -> bool:
    if is_law(named):
        (name, year), fuller = bare_name(named.title or ""), bare_name(other.title or "") if is_law(other) else ("", "")
        return fuller[0] == name and (not year or year == fuller[1]) and bool(other.number or (fuller[1] and not year))
    if named.kind is None or named.kind != other.kind or not other.number:
        return False
    words, title = key(named.title or ""), key(other.title or "")
    same_issuer = named.own_possible and named.issuer and other.issuer and key(named.issuer) == key(other.issuer)
    return bool(same_issuer) or (len(title) > _TELLING and title in words)


_TELLING = 15


def _cells(tables: tuple[PrintedTable, ...]) -> Iterator[tuple[Paragraph, Anchor]]:
    """The cells of running text: those of duties and their products, not names and numbers."""
    for table in tables:
        for row in task_rows(table):
            for cell in (row.task, row.product):
                if cell:
                    yield Paragraph(cell.anchor.block, cell.text), cell.anchor


def _within_another(key: tuple[str, ...], mentions: dict[tuple[str, ...], list[tuple[Paragraph, Citation]]]) -> bool:
    """A named document whose every mention stands inside the title of another is no reference of its own."""
    return mentions[key][0][1].number is None and all(
        any(_inside(citation, other) for other_key, found in mentions.items() if other_key != key for p, other in found if p is paragraph)
        for paragraph, citation in mentions[key]
    )


def _inside(citation: Citation, other: Citation) -> bool:
    return other.start < citation.start and citation.end <= other.end


def _merged(found: list[tuple[Paragraph, Citation]], cells: Mapping[Paragraph, Anchor]) -> Reference:
    paragraph, first = found[0]
    every = [citation for _, citation in found]
    place = anchor(paragraph, first.start, first.end)
    return Reference(
        first.number,
        first.kind,
        next((c.issued_on for c in every if c.issued_on), None),
        _fullest([c.issuer for c in every]),
        _fullest([c.title for c in every]),
        within(cells[paragraph], place) if paragraph in cells else place,
    )


def _fullest(values: list[str | None]) -> str | None:
    """The first of the longest, first mentions preferred where they are alike."""
    given = [value for value in values if value]
    return max(given, key=lambda value: len(re.sub(r"\s+", " ", value))) if given else None

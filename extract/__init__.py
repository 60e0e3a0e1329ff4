"""From a document to the facts of a directive: `extract.extract(ingest.read("72.docx"))`.

Each component reads one kind of fact; the order below is the order in which they need each other. A file may hold several
documents (a letter with the plan behind it): `extract.extract_each` gives the facts of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extract import directive as facts
from extract.allocations import read_allocations
from extract.anchors import anchor
from extract.assignments import read_assignments
from extract.audit import audit_tables, audit_text
from extract.audit_words import audit_passages
from extract.dates import impossible_dates
from extract.deadlines import read_deadlines
from extract.directive import Anchor, Directive, Finding
from extract.documents import Enclosed, documents_in
from extract.duty_tables import read_duty_tables
from extract.findings import finding
from extract.header import Header, read_header
from extract.joining import at_blocks, with_attachments
from extract.outline import read_outline
from extract.parts import split_parts
from extract.passages import read_passages
from extract.provisions import read_provisions
from extract.references import read_references
from extract.tables import read_tables
from extract.target_tables import read_target_tables
from extract.targets import read_targets
from ingest.document import Document, Note

__all__ = ["Directive", "extract", "extract_each"]


def extract(document: Document) -> Directive:
    """Every fact of the contract, each with the place it was read at; what is missing or does not add up is a finding.

    Of a file that holds several documents these are the facts of the first, with those of what it issues attached to it.
    """
    return extract_each(document)[0]


def extract_each(document: Document) -> tuple[Directive, ...]:
    """The facts of each document in the file, in order: a letter and the plan behind it, a decision and the rules attached to it.

    Rules attached to a decision are part of it and stand among its facts; as a document they follow it. Anchors count the blocks
    of the whole file.
    """
    enclosed = documents_in(document)
    each = [at_blocks(_facts(one.of(document)), one.start) for one in enclosed]
    whole = [
        directive if one.attached else with_attachments(directive, _attached(each[n + 1 :], enclosed[n + 1 :]))
        for n, (one, directive) in enumerate(zip(enclosed, each, strict=True))
    ]
    if len(whole) > 1:
        whole[0] = replace(whole[0], findings=(*whole[0].findings, _further_documents(whole[1:])))
    return tuple(whole)


def _attached(directives: Sequence[Directive], enclosed: Sequence[Enclosed]) -> list[Directive]:
    pairs = takewhile(lambda pair: pair[1].attached, zip(directives, enclosed, strict=True))
    return [directive for directive, _ in pairs]


def _further_documents(directives: Sequence[Directive]) -> Finding:
    names = [one.number or one.subject or one.kind or "?" for one in directives]
    return finding("several-documents", count=len(names) + 1, others="; ".join(names))


def _facts(document: Document) -> Directive:
    parts = split_parts(document)
    header = read_header(document, parts)
    outline = read_outline(parts.main)
    passages = read_passages(parts.main, outline, header.year, header.issued_on)
    tables = read_tables(document)
    beyond = read_passages(parts.appendix, read_outline([]), header.year, header.issued_on)
    deadlines = read_deadlines(passages, header.issued_on)
    deadlines, assignments = read_duty_tables(tables, deadlines, read_assignments(passages, deadlines), header.year)
    directive = Directive(
        source=_source(document),
        kind=header.kind,
        number=header.number,
        issued_on=header.issued_on,
        place=header.place,
        issuer=header.issuer,
        superior=header.superior,
        level=header.level,
        subject=header.subject,
        period=header.period,
        signature=header.signature,
        recipients=header.recipients,
        references=read_references([*parts.main, *parts.appendix], header.number, tables, header.kind),
        sections=outline.sections,
        targets=read_target_tables(tables, read_targets([*passages, *beyond]), header.year),
        deadlines=deadlines,
        assignments=assignments,
        provisions=read_provisions(passages),
        tables=tuple(table.facts for table in tables),
        allocations=read_allocations(tables),
    )
    found = (
        *_reader_findings(document),
        *_header_findings(header),
        *impossible_dates(list(document.paragraphs)),
        *audit_tables(tables),
        *audit_text(directive, document, tables),
        *audit_passages(directive, passages),
    )
    return replace(directive, findings=found)


def _source(document: Document) -> facts.Source:
    source = document.source
    return facts.Source(source.file, source.sha256, source.format, source.pages, source.ocr, source.confidence)


def _reader_findings(document: Document) -> list[Finding]:
    return [finding(note.code, _place(note, document), **note.values) for note in document.notes]


def _place(note: Note, document: Document) -> Anchor | None:
    block = None if note.block is None else document.blocks[note.block]
    if block is None:
        return None
    return anchor(block, note.start or 0, note.end)


def _header_findings(header: Header) -> list[Finding]:
    missing = {
        "number-missing": header.number,
        "issued-on-missing": header.issued_on,
        "issuer-missing": header.issuer,
    }
    found = [finding(code) for code, value in missing.items() if value is None]
    if header.number_from_caption:
        found.append(finding("number-from-caption", number=header.number))
    return found

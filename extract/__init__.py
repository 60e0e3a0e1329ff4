"""From a document to the facts of a directive: `extract.extract(ingest.read("72.docx"))`.

Each component reads one kind of fact; the order below is the order in which they need each other.
"""

from __future__ import annotations

from dataclasses import replace

from extract import directive as facts
from extract.allocations import read_allocations
from extract.assignments import read_assignments
from extract.audit import audit_tables, audit_text
from extract.dates import impossible_dates
from extract.deadlines import read_deadlines
from extract.directive import Directive, Finding
from extract.duty_tables import read_duty_tables
from extract.findings import finding
from extract.header import Header, read_header
from extract.outline import read_outline
from extract.parts import split_parts
from extract.passages import read_passages
from extract.provisions import read_provisions
from extract.references import read_references
from extract.tables import read_tables
from extract.targets import read_targets
from ingest.document import Document

__all__ = ["Directive", "extract"]


def extract(document: Document) -> Directive:
    """Every fact of the contract, each with the place it was read at; what is missing or does not add up is a finding."""
    parts = split_parts(document)
    header = read_header(document, parts)
    outline = read_outline(parts.main)
    passages = read_passages(parts.main, outline, header.year)
    tables = read_tables(document)
    beyond = read_passages(parts.appendix, read_outline([]), header.year)
    deadlines = read_deadlines(passages, header.issued_on)
    deadlines, assignments = read_duty_tables(tables, deadlines, read_assignments(passages, deadlines))
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
        references=read_references([*parts.main, *parts.appendix], header.number),
        sections=outline.sections,
        targets=read_targets([*passages, *beyond]),
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
        *audit_text(directive, document),
    )
    return replace(directive, findings=found)


def _source(document: Document) -> facts.Source:
    source = document.source
    return facts.Source(source.file, source.sha256, source.format, source.pages, source.ocr, source.confidence)


def _reader_findings(document: Document) -> list[Finding]:
    return [finding(note.code, None, **note.values) for note in document.notes]


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

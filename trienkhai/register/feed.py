"""The deadlines of all documents as one calendar, and the register as files for other programs."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import or_, select

from extract.directive import Deadline, Directive, Source
from generate.calendar import calendar_of
from generate.exports import csv_bytes
from trienkhai.register import Register
from trienkhai.register.search import Due, Entry, Question, find, first_of_its_like, record
from trienkhai.register.tables import Document, Fact, Verdict
from trienkhai.register.words import plain

_DEADLINES: TypeAdapter[tuple[Deadline, ...]] = TypeAdapter(tuple[Deadline, ...])


def deadlines_ics(register: Register, today: dt.date, past: int = 30, body: str | None = None) -> bytes:
    """What falls due from `past` days ago on, of all documents; rhythms recur. The events are those of each document's own file."""
    start = today - dt.timedelta(days=past)
    asked = (
        select(Document.id, Document.header, Document.sha256, Document.period_end, Fact.data, Fact.last)
        .join(Document, Fact.document_id == Document.id)
        .where(Fact.type == "deadline", Fact.first.is_not(None), or_(Fact.last.is_(None), Fact.last >= start), first_of_its_like())
        .where(or_(Fact.verdict.is_(None), Fact.verdict.not_in([Verdict.REJECTED, Verdict.SETTLED])))
        .order_by(Document.id, Fact.position)
    )
    if body:
        asked = asked.where(Fact.body_plain.like(f"%{plain(body)}%"))
    headers: dict[int, dict[str, Any]] = {}
    deadlines: dict[int, list[dict[str, Any]]] = {}
    with register.reading() as connection:
        for row in connection.execute(asked):
            headers[row.id] = row.header
            ended = {"due": row.last.isoformat()} if row.data.get("rrule") and row.last else {}
            deadlines.setdefault(row.id, []).append(row.data | ended)
    return calendar_of((_directive(headers[document], deadlines[document]) for document in headers), today)


def _directive(header: dict[str, Any], deadlines: list[dict[str, Any]]) -> Directive:
    said = {name: header[name] for name in ("kind", "number", "issued_on", "issuer", "subject")}
    return Directive(source=Source(**header["source"]), deadlines=_DEADLINES.validate_python(deadlines), **said)


def documents_csv(entries: list[Entry]) -> bytes:
    head = ["id", "kind", "number", "issued_on", "issuer", "subject", "level", "results", "sha256"]
    rows = ([e.id, e.kind, e.number, _iso(e.issued_on), e.issuer, e.subject, e.level, e.results, e.sha256] for e in entries)
    return csv_bytes(head, rows)


def deadlines_csv(dues: list[Due]) -> bytes:
    head = ["day", "overdue", "start", "task", "body", "number", "issuer", "subject", "recurring", "results", "document", "fact", "verdict"]
    rows = (
        [
            *(_iso(d.day), d.overdue, _iso(d.start), d.task, d.body, d.number, d.issuer, d.subject, d.recurring, d.results),
            *(d.document, d.fact, d.verdict),
        ]
        for d in dues
    )
    return csv_bytes(head, rows)


def register_json(register: Register, question: Question) -> str:
    """Every document that is found with its files, facts, drafts and what was said about them."""
    documents = []
    for entry in find(register, question):
        known = record(register, entry)
        documents.append(
            {
                "id": entry.id,
                "sha256": entry.sha256,
                "part": entry.part,
                "results": entry.results,
                "header": known.header,
                "files": [{"name": name, "stage": stage, "place": place} for name, stage, place in known.files],
                "facts": [{"type": kind, "key": key, "verdict": verdict, "fact": fact} for kind, key, verdict, fact in known.facts],
                "drafts": [{"unit": unit, "place": place} for unit, place in known.drafts],
                "corrections": [
                    {"type": kind, "key": key, "fields": data, "verdict": verdict, "person": person, "made_at": made_at.isoformat()}
                    for kind, key, data, verdict, person, made_at in known.corrections
                ],
            }
        )
    return json.dumps({"documents": documents}, ensure_ascii=False, indent=2)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

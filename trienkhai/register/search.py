"""What people ask of the register: documents by words, number, body and period; deadlines that come or are past."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal_column, or_, select, text

from trienkhai.register import Register
from trienkhai.register.facts import LISTS, occurrences
from trienkhai.register.tables import Document, Draft, Fact, File, Verdict
from trienkhai.register.words import has_marks, marked, plain

LIMIT = 100


@dataclass(frozen=True, slots=True)
class Question:
    """`words` with marks are found as written, without marks whatever their marks; "…" are words that stand together.

    `start` and `end` bound the day of issue.
    """

    words: str = ""
    number: str | None = None
    body: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    limit: int | None = LIMIT


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it stands in a list."""

    id: int
    kind: str | None
    number: str | None
    issued_on: dt.date | None
    issuer: str | None
    subject: str | None
    level: str | None
    results: str
    sha256: str
    part: int


_source_file = Document.header["source"]["file"].as_string()
_COLUMNS: tuple[Any, ...] = tuple(getattr(Document, name.name) for name in fields(Entry))


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline on one day; `overdue` where that day is past."""

    day: dt.date
    overdue: bool
    start: dt.date | None
    task: str | None
    body: str | None
    number: str | None
    issuer: str | None
    subject: str | None
    results: str
    document: int
    fact: str
    """Its id within the document: "d3"."""
    verdict: str | None
    recurring: bool


def find(register: Register, question: Question) -> list[Entry]:
    """Newest first; documents without a day of issue at the end. What is asked with marks and not found is asked without."""
    with register.reading() as connection:
        found = _find(connection, question)
        if not found and has_marks(question.words):
            without = Question(plain(question.words), question.number, question.body, question.start, question.end, question.limit)
            found = _find(connection, without)
        return found


def count(register: Register) -> int:
    with register.reading() as connection:
        return connection.execute(select(func.count()).select_from(Document)).scalar_one()


def _find(connection: Connection, question: Question) -> list[Entry]:
    wanted = select(*_COLUMNS)
    for condition in _conditions(connection, question):
        wanted = wanted.where(condition)
    wanted = wanted.order_by(Document.issued_on.desc().nulls_last(), Document.id.desc()).limit(question.limit)
    return [Entry(**row) for row in connection.execute(wanted).mappings()]


def _conditions(connection: Connection, question: Question) -> Iterator[ColumnElement[bool]]:
    terms = _terms(question.words)
    if question.number:
        terms.append(("plain", f"{plain(question.number)} "))
    if question.body:
        terms.append(("bodies", plain(question.body)))
    if terms:
        yield _matching(connection, terms)
    if question.start:
        yield Document.issued_on >= question.start
    if question.end:
        yield Document.issued_on <= question.end


_TERM = re.compile(r'"([^"]*)"|(\S+)')


def _terms(words: str) -> list[tuple[str, str]]:
    """'kế "tổ đảng" 72-KH' → [("words", "ke61"), ("words", "to63 d9ang3"), ("plain", "72 kh")]."""
    terms = [quoted or single for quoted, single in _TERM.findall(words)]
    spelled = [("words", marked(term)) if has_marks(term) else ("plain", plain(term)) for term in terms]
    return [(column, term) for column, term in spelled if term]


def _matching(connection: Connection, terms: list[tuple[str, str]]) -> ColumnElement[bool]:
    """Every term stands in the document; a term without marks may go on ("dang" finds "dangvien"), one that ends in a space may not."""
    if connection.dialect.name == "postgresql":
        simple = text("'simple'")
        asked_of: list[tuple[ColumnElement[Any], str]] = [
            (literal_column(f"documents.{column}_vector"), _tsquery(column, term)) for column, term in terms
        ]
        return and_(*(vector.op("@@")(func.to_tsquery(simple, query)) for vector, query in asked_of))
    asked = " AND ".join(f'{column} : "{term.strip()}"{"*" if _open_ended(column, term) else ""}' for column, term in terms)
    matches = text("document_words MATCH :asked").bindparams(asked=asked)
    return Document.id.in_(select(literal_column("rowid")).select_from(text("document_words")).where(matches))


def _open_ended(column: str, term: str) -> bool:
    return column != "words" and not term.endswith(" ") and not term[-1].isdigit()


def _tsquery(column: str, term: str) -> str:
    return " <-> ".join(term.split()) + (":*" if _open_ended(column, term) else "")


def deadlines(
    register: Register, today: dt.date, days: int = 30, past: int = 30, body: str | None = None, *, settled: bool = False
) -> list[Due]:
    """What falls due within `days`, and what fell due in the `past` days and nobody has settled; by day.

    A document that came in two files gives its deadlines once. A rhythm stands on each of its days to come.
    """
    start, end = today - dt.timedelta(days=past), today + dt.timedelta(days=days)
    columns = (
        Fact.first, Fact.last, Fact.rrule, Fact.task, Fact.body, Fact.verdict,
        Document.id, Document.number, Document.issuer, Document.subject, Document.results, Fact.data["id"].as_string(),
    )  # fmt: skip
    away = [Verdict.REJECTED] if settled else [Verdict.REJECTED, Verdict.SETTLED]
    dated = and_(Fact.type == "deadline", Fact.rrule.is_(None), Fact.last >= start, Fact.last <= end)
    recurring = and_(Fact.rrule.is_not(None), Fact.first <= end, or_(Fact.last.is_(None), Fact.last >= today))
    rows: list[Any] = []
    with register.reading() as connection:
        for wanted in (dated, recurring):
            asked = select(*columns).join(Document, Fact.document_id == Document.id).where(wanted, first_of_its_like())
            asked = asked.where(or_(Fact.verdict.is_(None), Fact.verdict.not_in(away)))
            rows += connection.execute(asked.where(Fact.body_plain.like(f"%{plain(body)}%")) if body else asked).all()
    found = [due for row in rows for due in _dues(row, today, end)]
    return sorted(found, key=lambda due: (due.day, due.document))


def first_of_its_like() -> ColumnElement[bool]:
    """Not the second file of the same document."""
    twin = Document.__table__.alias("twin")
    earlier = select(twin.c.id).where(twin.c.likeness == Document.likeness, twin.c.sha256 != Document.sha256, twin.c.id < Document.id)
    return or_(Document.likeness.is_(None), ~earlier.exists())


def _dues(row: Any, today: dt.date, end: dt.date) -> Iterator[Due]:
    first, last, rrule, task, body, verdict, document, number, issuer, subject, results, fact = row
    if rrule is None:
        days, start = [last], first if first != last else None
    else:
        days, start = occurrences(rrule, first, today, min(end, last or end)), None
    for day in days:
        yield Due(day, day < today, start, task, body, number, issuer, subject, results, document, fact, verdict, rrule is not None)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the register knows of one document."""

    entry: Entry
    header: dict[str, Any]
    files: tuple[tuple[str, str, str | None], ...]
    """Name, stage and place of each file in which it came."""
    facts: tuple[tuple[str, str, str | None, dict[str, Any]], ...]
    """Type, key, verdict and fact."""
    drafts: tuple[tuple[str, str], ...]
    """Unit and place."""
    corrections: tuple[tuple[str, str, dict[str, Any], str, str, dt.datetime], ...]
    """Type, key, fields, verdict, person and time."""


def named(register: Register, name: str) -> list[Entry]:
    """The documents meant by an id ("12"), a number ("72-KH/HU"), a file name or the beginning of a content hash."""
    with register.reading() as connection:
        if name.isdigit():
            found = _by(connection, Document.id == int(name))
            if found:
                return found
        same_number = func.upper(Document.number) == name.upper().replace(" ", "")
        files = select(File.sha256).where(or_(File.name == name, File.name.endswith(f"/{name}", autoescape=True)))
        found = _by(connection, or_(same_number, Document.results == name, Document.sha256.in_(files)))
        if not found and plain(name):
            found = _by(connection, and_(_matching(connection, [("plain", f"{plain(name)} ")]), _source_file == name))
        if not found and re.fullmatch(r"[0-9a-f]{6,64}", name):
            found = _by(connection, Document.sha256.startswith(name))
        return found


def by_id(register: Register, number: int) -> Entry:
    with register.reading() as connection:
        return _by(connection, Document.id == number)[0]


def _by(connection: Connection, condition: ColumnElement[bool]) -> list[Entry]:
    return [Entry(**row) for row in connection.execute(select(*_COLUMNS).where(condition).order_by(Document.id)).mappings()]


def record(register: Register, entry: Entry) -> Record:
    from trienkhai.register.tables import Correction

    with register.reading() as connection:
        header = connection.execute(select(Document.header).where(Document.id == entry.id)).scalar_one()
        files = connection.execute(select(File.name, File.stage, File.place).where(File.sha256 == entry.sha256).order_by(File.id))
        facts = connection.execute(
            select(Fact.type, Fact.key, Fact.verdict, Fact.data)
            .where(Fact.document_id == entry.id)
            .order_by(case({kind: place for place, kind in enumerate(LISTS)}, value=Fact.type), Fact.position)
        )
        drafts = connection.execute(select(Draft.unit, Draft.place).where(Draft.document_id == entry.id).order_by(Draft.id))
        said = connection.execute(
            select(Correction.type, Correction.key, Correction.data, Correction.verdict, Correction.person, Correction.made_at)
            .where(Correction.sha256 == entry.sha256, Correction.part == entry.part)
            .order_by(Correction.id)
        )
        return Record(
            entry,
            header,
            _plain(files),
            _plain(facts),
            _plain(drafts),
            _plain(said),
        )


def _plain(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in rows)

"""What the register keeps. Every column here stands in a migration too; a test holds the two together."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, DateTime, Dialect, ForeignKey, Index, MetaData, Text, TypeDecorator, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


_DAY, _RHYTHM = text("type = 'deadline' AND rrule IS NULL"), text("rrule IS NOT NULL")


class Name(TypeDecorator[str]):
    """A file's name or path; bytes of it that are no UTF-8 are kept as letters of private use, which a database takes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value and "".join(chr(ord(c) + _PRIVATE) if "\udc80" <= c <= "\udcff" else c for c in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value and "".join(chr(ord(c) - _PRIVATE) if "\uf780" <= c <= "\uf7ff" else c for c in value)


_PRIVATE = 0xF780 - 0xDC80


class Stage(StrEnum):
    """How far a file that came into the drop folder has got."""

    TAKEN = "taken"
    """It lies in the inbox and is being worked, or its results stand and it has still to be moved."""
    DONE = "done"
    SAME = "same"
    """Its content had been done before; it lies in `done` too."""
    FAILED = "failed"
    GONE = "gone"
    """Somebody took it out of the inbox before it was moved."""


class Verdict(StrEnum):
    """What a person says about a fact."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"
    SETTLED = "settled"
    """The deadline was kept, the duty done."""


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {dict[str, Any]: JSON, str: Text, dt.date: Date, dt.datetime: DateTime(timezone=True)}  # noqa: RUF012


class Document(Base):
    """One document of one file's content; `part` counts from 1 where a file holds several.

    `words` and `plain` are what is searched: header, bodies and tasks as `words.marked` and `words.plain` spell them; `bodies` only the
    bodies, plain.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("sha256", "part"),
        Index("ix_documents_issued_on", "issued_on"),
        Index("ix_documents_likeness", "likeness"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    part: Mapped[int]
    kind: Mapped[str | None]
    number: Mapped[str | None]
    issued_on: Mapped[dt.date | None]
    issuer: Mapped[str | None]
    level: Mapped[str | None]
    subject: Mapped[str | None]
    period_start: Mapped[dt.date | None]
    period_end: Mapped[dt.date | None]
    results: Mapped[str]
    """The folder of its results, as seen from the folder of all results."""
    likeness: Mapped[str | None]
    """The same for the same document in another file; null where number or date are unknown."""
    read_at: Mapped[dt.datetime]
    header: Mapped[dict[str, Any]]
    """directive.json without its lists of facts, with every correction made to it. What is long stands last: it is seldom wanted."""
    words: Mapped[str]
    plain: Mapped[str]
    bodies: Mapped[str]


class File(Base):
    """A file that came into the drop folder, under the name and folder that it had there: the watcher's journal."""

    __tablename__ = "files"
    __table_args__ = (Index("ix_files_stage", "stage"), Index("ix_files_sha256", "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str | None]
    """Null where the file could not be read at all."""
    inbox: Mapped[str] = mapped_column(Name)
    name: Mapped[str] = mapped_column(Name)
    """As seen from the inbox, with "/"."""
    stage: Mapped[Stage] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Name)
    """Where the original lies or is about to lie, as seen from the inbox."""
    ending: Mapped[Stage | None] = mapped_column(Text)
    """The stage that it will have once it has been moved."""
    reason: Mapped[str | None]
    """Why it failed, as the person was told."""
    cause: Mapped[str | None]
    """The code of that cause."""
    came_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class Fact(Base):
    """A target, deadline or assignment: `data` as the directive has it with every correction made to it.

    `first` and `last` bound the days on which a deadline falls; `rrule` stands where it recurs.
    """

    __tablename__ = "facts"
    __table_args__ = (
        UniqueConstraint("document_id", "type", "key"),
        Index("ix_facts_day", "last", sqlite_where=_DAY, postgresql_where=_DAY),
        Index("ix_facts_rhythm", "last", sqlite_where=_RHYTHM, postgresql_where=_RHYTHM),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    type: Mapped[str]
    key: Mapped[str]
    """The same after another reading of the same file."""
    position: Mapped[int]
    body: Mapped[str | None]
    body_plain: Mapped[str | None]
    task: Mapped[str | None]
    first: Mapped[dt.date | None]
    last: Mapped[dt.date | None]
    rrule: Mapped[str | None]
    verdict: Mapped[str | None]
    data: Mapped[dict[str, Any]]


class Correction(Base):
    """Who said what about a fact, or about a field of the header (type "header", key the field's name). Never deleted."""

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_sha256", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    part: Mapped[int]
    type: Mapped[str]
    key: Mapped[str]
    verdict: Mapped[Verdict] = mapped_column(Text)
    data: Mapped[dict[str, Any]]
    """The fields as they ought to be; with "anchor", so that the fact is found again in another reading."""
    person: Mapped[str]
    made_at: Mapped[dt.datetime]


class Draft(Base):
    """A unit's plan drafted after a document."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("document_id", "unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    unit: Mapped[str]
    place: Mapped[str]
    """As seen from the folder of all results."""
    blanks: Mapped[int]
    findings: Mapped[int]
    made_at: Mapped[dt.datetime]

"""The register held against the folders, and copied."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import insert, select
from sqlalchemy.exc import SQLAlchemyError

from trienkhai.register import Register, RegisterFault, database
from trienkhai.register.tables import Base, Document, Draft, File, Stage
from trienkhai.results import DONE, FAILED, NOTE, digest, holder_of

Cause = Literal[
    "original-missing", "original-changed", "original-unknown", "results-missing", "results-unknown", "draft-missing", "unfinished"
]


@dataclass(frozen=True, slots=True)
class Disagreement:
    cause: Cause
    place: Path
    sha256: str | None = None
    """Of the content that the register means."""
    inbox: Path | None = None
    file: int | None = None
    """The number of the journal's line."""


def check(register: Register, results: Path, inbox: Path | None = None) -> list[Disagreement]:
    """Where register and folders differ: originals and results that one of them knows and the other has not.

    `inbox` is looked into also where the register knows of no file from there.
    """
    return [*_originals(register, inbox), *_results(register, results)]


def _originals(register: Register, wanted: Path | None) -> Iterator[Disagreement]:
    with register.reading() as connection:
        files = connection.execute(select(File.id, File.inbox, File.name, File.place, File.stage, File.sha256).order_by(File.id)).all()
    known: set[Path] = set()
    for number, folder, name, place, stage, sha256 in files:
        inbox = Path(folder)
        if stage == Stage.TAKEN:
            yield Disagreement("unfinished", inbox / name, sha256, inbox, number)
        if stage not in {Stage.DONE, Stage.SAME, Stage.FAILED} or place is None:
            continue
        original = inbox / place
        known.add(original)
        if not original.is_file():
            yield Disagreement("original-missing", original, sha256, inbox, number)
        elif sha256 and digest(original) != sha256:
            yield Disagreement("original-changed", original, sha256, inbox, number)
    for inbox in inboxes(register, wanted):
        for folder in (DONE, FAILED):
            found = (path for path in sorted((inbox / folder).rglob("*")) if path.is_file() and not path.name.endswith(NOTE))
            yield from (Disagreement("original-unknown", path, None, inbox) for path in found if path not in known)


def inboxes(register: Register, wanted: Path | None = None) -> list[Path]:
    """The folders from which files were taken, and the one that is wanted besides."""
    with register.reading() as connection:
        known = [Path(inbox) for inbox in connection.execute(select(File.inbox).distinct().order_by(File.inbox)).scalars()]
    return known if wanted is None or wanted.absolute() in known else [*known, wanted.absolute()]


def _results(register: Register, results: Path) -> Iterator[Disagreement]:
    with register.reading() as connection:
        documents = connection.execute(select(Document.results, Document.sha256).order_by(Document.id)).all()
        drafts = connection.execute(select(Draft.place).order_by(Draft.id)).scalars().all()
    for folder, sha256 in documents:
        holder = holder_of(results / folder)
        if holder is None or holder.sha256 != sha256:
            yield Disagreement("results-missing", results / folder, sha256)
    known = {folder for folder, _ in documents}
    for path in sorted(results.iterdir()) if results.is_dir() else []:
        if path.is_dir() and path.name not in known and (path / "directive.json").is_file():
            yield Disagreement("results-unknown", path)
    yield from (Disagreement("draft-missing", results / place) for place in drafts if not (results / place).is_file())


def backup(register: Register, target: Path) -> None:
    """A consistent copy as a SQLite file, also of a register in PostgreSQL; whole or not at all. Raises `RegisterFault`."""
    staging = target.with_name(f".{target.name}.tmp")
    try:
        staging.unlink(missing_ok=True)
        os.close(os.open(staging, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if register.engine.dialect.name == "sqlite":
            _copy_file(register, staging)
        else:
            _copy_rows(register, staging)
        staging.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise RegisterFault("backup-failed", str(target), str(error)) from error
    finally:
        for scrap in (staging, staging.with_name(staging.name + "-wal"), staging.with_name(staging.name + "-shm")):
            scrap.unlink(missing_ok=True)


def _copy_file(register: Register, target: Path) -> None:
    with register.reading() as connection:
        copy = sqlite3.connect(target)
        try:
            connection.connection.driver_connection.backup(copy)  # type: ignore[union-attr]
        finally:
            copy.close()


def _copy_rows(register: Register, target: Path) -> None:
    """Everything in one snapshot, table after table."""
    copy = database.connect(target)
    try:
        snapshot = register.engine.execution_options(isolation_level="REPEATABLE READ")
        with snapshot.connect() as connection, copy.execution_options(writes=True).begin() as into:
            for table in Base.metadata.sorted_tables:
                for rows in connection.execute(select(table).order_by(table.c.id)).mappings().partitions(1000):
                    into.execute(insert(table), [dict(row) for row in rows])
    except SQLAlchemyError as error:
        raise database.fault(error, register.place) from error
    finally:
        copy.dispose()

"""The register: what came in, what was read in it, what was drafted after it, and who confirmed or corrected what.

`Register.open("ket-qua/.trienkhai/register.db")` or a URL `postgresql://…`. Facts are replaced when a file is read again; what people
said about them is not, and is applied to the new reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from extract.directive import Directive, to_dict
from trienkhai.register import database
from trienkhai.register.corrections import HEADER, added, letter
from trienkhai.register.database import RegisterFault
from trienkhai.register.facts import LISTS, Kind, bodies, day, days_of, header_of, keyed, likeness, same_place, searched
from trienkhai.register.tables import Correction, Document, Draft, Fact, File, Stage, Verdict
from trienkhai.register.words import plain

__all__ = ["Register", "RegisterFault", "Stage", "Verdict"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file of the drop folder that has not come to its end."""

    id: int
    name: str
    sha256: str | None
    place: str | None = None
    ending: Stage | None = None
    again: bool = False
    """It was taken before and not brought to its end."""


class Register:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.place = database.shown(engine.url)

    @classmethod
    def open(cls, place: Path | str, *, must_exist: bool = False) -> Register:
        """Brings the tables up to date. Raises `RegisterFault`."""
        return cls(database.connect(place, must_exist=must_exist))

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise database.fault(error, self.place) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. Raises `RegisterFault`."""
        try:
            with self.engine.execution_options(writes=True).begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise database.fault(error, self.place) from error

    # --- what came in -----------------------------------------------------------------------------------------------------

    def take(self, inbox: str, name: str, sha256: str | None) -> Taken:
        """The journal's line for a file in the inbox; the one that stands there already after a kill."""
        with self.writing() as connection:
            for earlier in self._open(connection, File.inbox == inbox, File.name == name):
                if earlier.sha256 == sha256:
                    return replace(earlier, again=True)
                self._end(connection, earlier.id, Stage.GONE)
            row = {"sha256": sha256, "inbox": inbox, "name": name, "stage": Stage.TAKEN, "came_at": _now()}
            number = connection.execute(insert(File).values(row).returning(File.id)).scalar_one()
            return Taken(number, name, sha256)

    def unfinished(self, inbox: str) -> list[Taken]:
        """Files that a kill or a power cut left half-way."""
        with self.reading() as connection:
            return self._open(connection, File.inbox == inbox)

    def about_to_move(self, file: Taken, place: str, ending: Stage, reason: str | None = None, cause: str | None = None) -> None:
        """Written before the original is moved, so that it is found again whatever happens; `cause` is the code of what it failed by."""
        with self.writing() as connection:
            move = {"place": place, "ending": ending, "reason": reason, "cause": cause}
            connection.execute(update(File).where(File.id == file.id).values(move))

    def end(self, file: Taken, stage: Stage) -> None:
        with self.writing() as connection:
            self._end(connection, file.id, stage)

    def results_of(self, sha256: str) -> str | None:
        """The folder of results of a content that was read, else None."""
        with self.reading() as connection:
            found: str | None = connection.execute(select(Document.results).where(Document.sha256 == sha256, Document.part == 1)).scalar()
            return found

    def done_as(self, sha256: str) -> str | None:
        """The name under which this content was brought to its end before, else None."""
        with self.reading() as connection:
            done = select(File.name).where(File.sha256 == sha256, File.stage == Stage.DONE).order_by(File.id)
            return connection.execute(done).scalars().first()

    def places_of(self, sha256: str) -> list[Path]:
        """Where originals of this content lie."""
        with self.reading() as connection:
            rows = connection.execute(select(File.inbox, File.place).where(File.sha256 == sha256).order_by(File.id))
            return [Path(inbox) / place for inbox, place in rows if place]

    def folders_of(self, inbox: str) -> set[str]:
        """The dropped folders from which files were taken: {"Tháng 3", "Tháng 3/sâu"}."""
        with self.reading() as connection:
            names = connection.execute(select(File.name).where(File.inbox == inbox, File.name.contains("/"))).scalars()
            return {str(folder) for name in names for folder in PurePosixPath(name).parents if folder.name}

    def failed_by(self, inbox: str, causes: Collection[str]) -> list[tuple[Taken, str]]:
        """Files that lie in `failed` for such a cause, with the cause."""
        wanted = select(File.id, File.name, File.sha256, File.place, File.ending, File.cause).where(File.inbox == inbox)
        with self.reading() as connection:
            rows = connection.execute(wanted.where(File.stage == Stage.FAILED, File.cause.in_(causes)).order_by(File.id))
            return [(Taken(*row[:-1]), row.cause) for row in rows]

    def take_up(self, file: Taken, name: str) -> None:
        """A failed file is about to go back into the inbox under this name."""
        with self.writing() as connection:
            again = {"name": name, "stage": Stage.TAKEN, "cause": None, "ended_at": None}
            connection.execute(update(File).where(File.id == file.id).values(again))

    def lies_at(self, file: int, place: str) -> None:
        """Somebody gave the original another place."""
        with self.writing() as connection:
            connection.execute(update(File).where(File.id == file).values(place=place))

    def _open(self, connection: Connection, *conditions: ColumnElement[bool]) -> list[Taken]:
        columns = select(File.id, File.name, File.sha256, File.place, File.ending)
        return [Taken(*row) for row in connection.execute(columns.where(File.stage == Stage.TAKEN, *conditions).order_by(File.id))]

    def _end(self, connection: Connection, number: int, stage: Stage) -> None:
        connection.execute(update(File).where(File.id == number).values(stage=stage, ended_at=_now()))

    def _names(self, connection: Connection, sha256: str) -> list[str]:
        return list(dict.fromkeys(connection.execute(select(File.name).where(File.sha256 == sha256).order_by(File.id)).scalars()))

    # --- what was read ----------------------------------------------------------------------------------------------------

    def record(self, directives: Sequence[Directive], results: str) -> None:
        """The documents of one file and their facts, in place of an earlier reading; `results` as seen from the folder of all results."""
        sha256 = directives[0].source.sha256
        with self.writing() as connection:
            gone = and_(Document.sha256 == sha256, Document.part > len(directives))
            connection.execute(delete(Document).where(gone))
            for part, directive in enumerate(directives, 1):
                folder = results if part == 1 else f"{results}/{part}"
                self._record(connection, to_dict(directive), sha256, part, folder)

    def _record(self, connection: Connection, facts: dict[str, Any], sha256: str, part: int, results: str) -> None:
        said = _said(connection, sha256, part)
        facts |= {c.key: c.data["value"] for c in said if c.type == HEADER}
        found = {kind: list(_corrected(kind, keyed(kind, facts[name]), said)) for kind, name in LISTS.items()}
        for kind, name in LISTS.items():
            facts[name] = [fact for _, fact, verdict in found[kind] if verdict != Verdict.REJECTED]
        row = self._document_row(connection, facts, sha256) | {"results": results, "read_at": _now()}
        known = connection.execute(select(Document.id).where(Document.sha256 == sha256, Document.part == part)).scalar()
        if known is None:
            new = insert(Document).values(sha256=sha256, part=part, **row).returning(Document.id)
            known = connection.execute(new).scalar_one()
        else:
            connection.execute(update(Document).where(Document.id == known).values(row))
        self._record_facts(connection, known, facts, found)

    def _document_row(self, connection: Connection, facts: dict[str, Any], sha256: str) -> dict[str, Any]:
        words, unmarked = searched(facts, [facts["source"]["file"], *self._names(connection, sha256)])
        period = facts.get("period") or {}
        return {name: facts[name] for name in ("kind", "number", "issuer", "level", "subject")} | {
            "issued_on": day(facts["issued_on"]),
            "period_start": day(period.get("start")),
            "period_end": day(period.get("end")),
            "header": header_of(facts),
            "likeness": likeness(facts),
            "words": words,
            "plain": unmarked,
            "bodies": bodies(facts),
        }

    def _record_facts(self, connection: Connection, document: int, header: dict[str, Any], found: Mapping[Kind, list[_Known]]) -> None:
        connection.execute(delete(Fact).where(Fact.document_id == document))
        rows = [
            _fact_row(document, kind, key, position, fact, header, verdict)
            for kind, known in found.items()
            for position, (key, fact, verdict) in enumerate(known)
        ]
        if rows:
            connection.execute(insert(Fact), rows)

    def likes(self, sha256: str) -> list[str]:
        """Names of other files that hold the same document by number, day, issuer and subject."""
        with self.reading() as connection:
            own = select(Document.likeness).where(Document.sha256 == sha256, Document.likeness.is_not(None))
            others = select(Document.header).where(Document.likeness.in_(own), Document.sha256 != sha256).order_by(Document.id)
            return [header["source"]["file"] for header in connection.execute(others).scalars()]

    # --- what was drafted -------------------------------------------------------------------------------------------------

    def drafted(self, sha256: str, unit: str, place: str, blanks: int, findings: int) -> None:
        with self.writing() as connection:
            document = connection.execute(select(Document.id).where(Document.sha256 == sha256, Document.part == 1)).scalar_one()
            connection.execute(delete(Draft).where(Draft.document_id == document, Draft.unit == unit))
            row = {"document_id": document, "unit": unit, "place": place, "blanks": blanks, "findings": findings, "made_at": _now()}
            connection.execute(insert(Draft).values(row))

    def forget_draft(self, place: str) -> None:
        """Somebody took the draft away, to work on it elsewhere."""
        with self.writing() as connection:
            connection.execute(delete(Draft).where(Draft.place == place))

    # --- what people said -------------------------------------------------------------------------------------------------

    def say(
        self, sha256: str, kind: Kind | str, key: str, verdict: Verdict, person: str, data: Mapping[str, Any] | None = None, part: int = 1
    ) -> None:
        """A person confirms, corrects, rejects, settles or adds a fact; `data` names the corrected fields.

        For the header `kind` is "header", `key` the field and `data` {"value": …}, or nothing to confirm what stands. An added fact gets
        the key as its id. KeyError where there is no such document, field or fact.
        """
        with self.writing() as connection:
            document = connection.execute(select(Document.id).where(Document.sha256 == sha256, Document.part == part)).scalar()
            if document is None:
                raise KeyError(sha256)
            if kind == HEADER:
                kept = dict(data) if data else {"value": _header(connection, document)[key]}
            elif verdict == Verdict.ADDED:
                kept = added(kind, data or {}) | {"id": key}  # type: ignore[arg-type]
            else:
                known = select(Fact.data).where(Fact.document_id == document, Fact.type == kind, Fact.key == key)
                fact = connection.execute(known).scalar_one_or_none()
                if fact is None:
                    raise KeyError(key)
                kept = dict(fact) | dict(data or {})
            word = {"sha256": sha256, "part": part, "type": kind, "key": key, "verdict": verdict, "data": kept, "person": person}
            connection.execute(insert(Correction).values(**word, made_at=_now()))
            if kind != HEADER:
                self._replace_fact(connection, document, kind, key, verdict, kept)
            self._renew(connection, document, sha256, {key: kept["value"]} if kind == HEADER else {})

    def next_key(self, sha256: str, kind: Kind, part: int = 1) -> str:
        """For a fact that a person adds: "dn1", then "dn2"."""
        others = select(func.count(Correction.key.distinct())).where(Correction.verdict == Verdict.ADDED, Correction.type == kind)
        with self.reading() as connection:
            found = connection.execute(others.where(Correction.sha256 == sha256, Correction.part == part)).scalar_one()
        return f"{letter(kind)}n{found + 1}"

    def _renew(self, connection: Connection, document: int, sha256: str, fields: Mapping[str, object]) -> None:
        """The document's own row, and the days of its deadlines, after something was said about it."""
        facts = {**_facts_of(connection, document), **fields}
        row = self._document_row(connection, facts, sha256)
        connection.execute(update(Document).where(Document.id == document).values(row))
        deadlines = select(Fact.id, Fact.data).where(Fact.document_id == document, Fact.type == "deadline")
        for number, data in connection.execute(deadlines).all() if fields else []:
            connection.execute(update(Fact).where(Fact.id == number).values(_days_row(data, facts)))

    def _replace_fact(self, connection: Connection, document: int, kind: str, key: str, verdict: Verdict, data: Mapping[str, Any]) -> None:
        this = and_(Fact.document_id == document, Fact.type == kind, Fact.key == key)
        position = connection.execute(select(Fact.position).where(this)).scalar()
        if position is None:
            others = select(func.count()).where(Fact.document_id == document, Fact.type == kind)
            position = connection.execute(others).scalar_one()
        connection.execute(delete(Fact).where(this))
        connection.execute(insert(Fact).values(_fact_row(document, kind, key, position, data, _header(connection, document), verdict)))

    def said_about(self, sha256: str) -> list[Correction]:
        with self.reading() as connection:
            return _said(connection, sha256, None)


def _said(connection: Connection, sha256: str, part: int | None) -> list[Correction]:
    """In the order in which it was said: the last word counts."""
    wanted = select(Correction.__table__).where(Correction.sha256 == sha256).order_by(Correction.id)
    if part is not None:
        wanted = wanted.where(Correction.part == part)
    return [Correction(**row._mapping) for row in connection.execute(wanted)]


_Known = tuple[str, Mapping[str, Any], str | None]
"""Key, fact and verdict."""
_OF_THE_READING = frozenset({"id", "section", "anchor", "deadlines"})
"""What of a fact leads to other parts of the same reading; the rest stays as the person saw it."""


def _corrected(kind: Kind, facts: list[tuple[str, Mapping[str, Any]]], said: list[Correction]) -> Iterator[_Known]:
    """The facts of a new reading with what was said about them; what people said of a fact that is no longer found stays as theirs."""
    last = {c.key: c for c in said if c.type == kind}
    keys, ids = {key for key, _ in facts}, {fact["id"] for _, fact in facts}
    homeless = {key: word for key, word in last.items() if key not in keys}
    for key, fact in facts:
        word = last.get(key) or _at_same_place(fact, homeless)
        if word is None:
            yield key, fact, None
        else:
            seen = {name: value for name, value in word.data.items() if name not in _OF_THE_READING}
            yield word.key, {**fact, **seen}, word.verdict
    for word in homeless.values():
        if word.verdict != Verdict.REJECTED:
            own = word.data["id"]
            yield word.key, word.data | {"id": f"{own}-{word.key[:4]}" if own in ids else own}, word.verdict


def _at_same_place(fact: Mapping[str, Any], homeless: dict[str, Correction]) -> Correction | None:
    """Takes out of `homeless` what was said of this fact when it was read with other words."""
    for key, word in homeless.items():
        anchor = word.data.get("anchor")
        if anchor and same_place(anchor, fact["anchor"]):
            return homeless.pop(key)
    return None


def _header(connection: Connection, document: int) -> dict[str, Any]:
    return dict(connection.execute(select(Document.header).where(Document.id == document)).scalar_one())


def _facts_of(connection: Connection, document: int) -> dict[str, Any]:
    """The header and the facts that stand, as directive.json has them."""
    facts = _header(connection, document)
    facts |= {name: [] for name in LISTS.values()}
    standing = or_(Fact.verdict.is_(None), Fact.verdict != Verdict.REJECTED)
    rows = select(Fact.type, Fact.data).where(Fact.document_id == document, standing).order_by(Fact.type, Fact.position)
    for kind, data in connection.execute(rows):
        facts[LISTS[kind]].append(data)
    return facts


def _fact_row(
    document: int, kind: str, key: str, position: int, fact: Mapping[str, Any], header: Mapping[str, Any], verdict: str | None
) -> dict[str, Any]:
    return {
        "document_id": document,
        "type": kind,
        "key": key,
        "position": position,
        "body": fact.get("body"),
        "body_plain": plain(fact.get("body") or "") or None,
        "task": fact.get("task") or fact.get("action"),
        "verdict": verdict,
        "data": dict(fact),
        **(_days_row(fact, header) if kind == "deadline" else {"first": None, "last": None, "rrule": None}),
    }


def _days_row(deadline: Mapping[str, Any], header: Mapping[str, Any]) -> dict[str, Any]:
    days = days_of(deadline, header, dt.date.today())
    return {"first": days.first, "last": days.last, "rrule": days.rrule}


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

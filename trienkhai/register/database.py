"""Where the register lies: a SQLite file by default, PostgreSQL by URL; brought up to date when it is opened."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

NEWEST = "0003"
"""The number of the last migration."""

LOCK_SECONDS = 30
_UPGRADING = 7216350
"""PostgreSQL's lock while one program brings the tables up to date."""


class RegisterFault(Exception):
    """The register cannot be used: `code` is looked up in the message catalogue; `passing` where it may be well again by itself."""

    def __init__(self, code: str, place: str, detail: str = "", *, passing: bool = False) -> None:
        super().__init__(f"{code}: {place} {detail}")
        self.code, self.place, self.detail, self.passing = code, place, detail, passing


def connect(place: Path | str, *, must_exist: bool = False) -> Engine:
    """An engine for a file ("ket-qua/.trienkhai/register.db") or a URL ("postgresql://…"), its tables up to date.

    Raises `RegisterFault`.
    """
    url = _url(place, must_exist=must_exist)
    try:
        engine = create_engine(url, **_options(url.get_backend_name()))
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare)
            event.listen(engine, "begin", _begin)
        upgrade(engine)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise RegisterFault("register-driver", shown(url), str(error)) from error
    except SQLAlchemyError as error:
        raise fault(error, shown(url)) from error
    return engine


def fault(error: SQLAlchemyError, place: str) -> RegisterFault:
    """What a person is told of a fault of the database; locked, full or out of reach passes."""
    cause = getattr(error, "orig", None) or error
    said = str(cause).strip().splitlines()[0]
    broken = any(sign in said for sign in ("malformed", "not a database"))
    return RegisterFault("register-broken" if broken else "register-unreachable", place, said, passing=not broken)


def shown(url: Any) -> str:
    """The place without its password."""
    return str(url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True))


def version(engine: Engine) -> str | None:
    """The number of the last migration that was applied; None for a database without tables."""
    with engine.connect() as connection:
        return _version(connection)


def upgrade(engine: Engine) -> None:
    """Applies the migrations that are missing; two programs that start at once do it once."""
    found = version(engine)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise RegisterFault("register-newer", shown(engine.url), f"{found} > {NEWEST}")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _UPGRADING})
        if _version(connection) != NEWEST:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _url(place: Path | str, *, must_exist: bool) -> Any:
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(place)
        except (ArgumentError, ValueError):
            raise RegisterFault("register-url", place.partition("://")[0] + "://…") from None
        if url.drivername in {"postgresql", "postgres"}:
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() not in {"sqlite", "postgresql"}:
            raise RegisterFault("register-url", shown(url))
        if url.get_backend_name() == "postgresql" or not url.database:
            return url
        place = url.database
    path = Path(place)
    if must_exist and not path.is_file():
        raise RegisterFault("no-register", str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise RegisterFault("register-unreachable", str(path), error.strerror or "", passing=True) from error
    with suppress(OSError):
        path.chmod(0o600)
    return make_url("sqlite+pysqlite://").set(database=str(path))


def _options(backend: str) -> dict[str, Any]:
    if backend == "sqlite":
        return {"connect_args": {"timeout": LOCK_SECONDS, "check_same_thread": False}}
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": 10}}


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    with suppress(sqlite3.OperationalError):
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A transaction that writes takes its lock at once, so that it never fails half-way because another one writes."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""`trienkhai.toml`: what an office sets once. Everything has a default; a fault is named with its line.

Paths in it are seen from the folder in which it lies.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from generate.rulebook import names as rulebook_names
from ingest.guard import LIMITS
from ingest.guard import Limits as ReaderLimits
from trienkhai.environment import Language
from trienkhai.results import RESULTS

PRIVATE = ".trienkhai"
"""The folder inside the results that holds register, log and lock."""
UMASK = {"owner": 0o077, "group": 0o027}


class SettingsFault(Exception):
    """The settings file cannot be used; `where` names file, line and key, `code` the cause in the catalogue."""

    def __init__(self, where: str, code: str, allowed: str = "") -> None:
        super().__init__(f"{where}: {code} {allowed}")
        self.where, self.code, self.allowed = where, code, allowed


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _path(value: object) -> object:
    return Path(value) if isinstance(value, str) and value else value


def _names(value: object) -> object:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


Place = Annotated[Path, BeforeValidator(_path)]


class Folders(_Group):
    inbox: Place | None = None
    results: Place | None = None
    """Without it `ket-qua` in the inbox (watch) or in the working folder."""
    readable_by: Literal["owner", "group"] = "owner"


class Watch(_Group):
    rest_seconds: Annotated[float, Field(ge=0, le=3600)] = 5
    """A file is taken when size and time have stood still for so long."""
    poll_seconds: Annotated[float, Field(ge=0.1, le=3600)] = 2
    retry_seconds: Annotated[float, Field(ge=0.1, le=3600)] = 30
    """After a full disk, a missing LibreOffice …: then twice as long, and so on."""


class Drafts(_Group):
    units: Place | None = None
    unit: Annotated[tuple[str, ...], BeforeValidator(_names)] = ()
    """For these units a plan is drafted as soon as a directive was read."""
    rulebook: str = "auto"
    templates: Place | None = None
    """The office's own Word templates, used before the program's."""


class Limits(_Group):
    """What one file may cost; it is read in a process of its own that is held to this."""

    minutes: Annotated[float, Field(gt=0, le=24 * 60)] = LIMITS.seconds / 60
    silent_minutes: Annotated[float, Field(gt=0, le=24 * 60)] = LIMITS.silent_seconds / 60
    """Without a page being done."""
    memory_mb: Annotated[int, Field(ge=512, le=1 << 20)] = LIMITS.memory_bytes >> 20
    file_mb: Annotated[int, Field(ge=1, le=4096)] = LIMITS.file_bytes >> 20
    unpacked_mb: Annotated[int, Field(ge=1, le=16384)] = LIMITS.unpacked_bytes >> 20
    pages: Annotated[int, Field(ge=1, le=100_000)] = LIMITS.pages
    office_seconds: Annotated[int, Field(ge=5, le=3600)] = LIMITS.office_seconds


class RegisterPlace(_Group):
    database: str | None = None
    """A file or "postgresql://…"; without it `.trienkhai/register.db` in the results."""
    commands: bool = False
    """Also what `extract` and `draft` make is written into the register."""


class Settings(_Group):
    language: Language = "vi"
    folders: Folders = Folders()
    watch: Watch = Watch()
    drafts: Drafts = Drafts()
    limits: Limits = Limits()
    register_: RegisterPlace = Field(default=RegisterPlace(), alias="register")

    def reader_limits(self) -> ReaderLimits:
        said = self.limits
        seconds = max(1, round(said.minutes * 60))
        return replace(
            LIMITS,
            seconds=seconds,
            silent_seconds=min(max(1, round(said.silent_minutes * 60)), seconds),
            memory_bytes=said.memory_mb << 20,
            file_bytes=said.file_mb << 20,
            unpacked_bytes=said.unpacked_mb << 20,
            pages=said.pages,
            office_seconds=said.office_seconds,
        )

    def rulebook(self) -> str | None:
        return None if self.drafts.rulebook == "auto" else self.drafts.rulebook

    def results(self, inbox: Path | None = None) -> Path:
        return self.folders.results or (inbox / RESULTS if inbox else RESULTS)

    def register_place(self, results: Path) -> Path | str:
        return self.register_.database or results / PRIVATE / "register.db"


def load(path: Path | None) -> Settings:
    """The settings in the file, or the defaults without one. Raises `SettingsFault`."""
    if path is None:
        return Settings()
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise SettingsFault(str(path), "unreadable") from error
    except UnicodeDecodeError as error:
        raise SettingsFault(str(path), "encoding") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsFault(_spot(path, getattr(error, "lineno", None) or _line_told(str(error))), "syntax") from error
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        raise _fault(path, text, error) from error
    if settings.drafts.rulebook not in {"auto", *rulebook_names()}:
        where = f"{_spot(path, _line_of(text, ('drafts', 'rulebook')))}: drafts.rulebook"
        raise SettingsFault(where, "literal_error", ", ".join(("auto", *rulebook_names())))
    return _seen_from(path.absolute().parent, settings)


def model_text() -> str:
    """The file that `trienkhai init` writes: every setting with its default and what it does."""
    return files("trienkhai").joinpath("trienkhai.toml").read_text(encoding="utf-8")


def _seen_from(home: Path, settings: Settings) -> Settings:
    def at(path: Path | None) -> Path | None:
        return home / path if path else None

    folders, drafts, database = settings.folders, settings.drafts, settings.register_.database
    if database and "://" not in database:
        database = str(home / database)
    return settings.model_copy(
        update={
            "folders": folders.model_copy(update={"inbox": at(folders.inbox), "results": at(folders.results)}),
            "drafts": drafts.model_copy(update={"units": at(drafts.units), "templates": at(drafts.templates)}),
            "register_": settings.register_.model_copy(update={"database": database}),
        }
    )


def _fault(path: Path, text: str, error: ValidationError) -> SettingsFault:
    first = error.errors()[0]
    place = tuple(str(part) for part in first["loc"])
    allowed = str(first.get("ctx", {}).get("expected", first.get("ctx", {}).get("ge", first.get("ctx", {}).get("le", ""))))
    return SettingsFault(f"{_spot(path, _line_of(text, place))}: {'.'.join(place)}", first["type"], allowed.replace(" or ", ", "))


def _spot(path: Path, line: int | None) -> str:
    return f"{path}:{line}" if line else str(path)


def _line_told(said: str) -> int | None:
    told = re.search(r"line (\d+)", said)
    return int(told[1]) if told else None


def _line_of(text: str, place: tuple[str, ...]) -> int | None:
    """The line on which the key of [group] stands: ("folders", "inbox") → 7."""
    group = ""
    *above, key = [part for part in place if not part.isdigit()] or [""]
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[\s*([\w.]+)\s*\]", line):
            group = head[1]
            if (group,) == place:
                return number
        elif re.match(rf"\s*{re.escape(key)}\s*=", line) and group == ".".join(above):
            return number
    return None

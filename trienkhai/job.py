"""One file through all rooms: read, understand, write.

Nothing here prints. A function takes one file and where its results go, and returns what was done; `attempt` turns what went
wrong with that file into words, so that the next file is worked whatever happened to this one.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import extract
import ingest
from extract.directive import Directive, from_json, to_json
from generate.errors import DraftError
from generate.exports import export, tables_csv
from generate.lint import Breach, added_up, fitting, lint, mended
from generate.presentation import read
from generate.template_check import Fault, check
from generate.units_file import load_units
from ingest.errors import InputError
from ingest.isolation import Progress, read_apart, work_apart
from trienkhai.messages import Complaint, Messages
from trienkhai.results import IDENTITY, Holder, OtherPlan, WriteFailed, holder_of, identity, place_file, place_folder

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with one file; `code` names the cause, `trace` is for whoever looks after the program."""

    complaint: Complaint
    code: str
    trace: str | None = None


def understand(path: Path, progress: Progress | None = None) -> Directive:
    """The facts of the file's document; of several, those of the first."""
    return understand_each(path, progress)[0]


def understand_each(path: Path, progress: Progress | None = None) -> tuple[Directive, ...]:
    """The file is worked in a process of its own: whatever it does there, this process goes on."""
    return tuple(from_json(facts) for facts in json.loads(work_apart("trienkhai.job:facts_of_file", path, progress=progress)))


def facts_of_file(path: Path, progress: Progress | None = None) -> str:
    """A JSON list with the text of each document's directive.json."""
    return json.dumps([to_json(_told(directive)) for directive in extract.extract_each(ingest.read(path, progress=progress))])


def _told(directive: Directive) -> Directive:
    """Bytes of a file's name that are no UTF-8 cannot be written into any result."""
    name = directive.source.file.encode(errors="replace").decode()
    return replace(directive, source=replace(directive.source, file=name))


def extract_file(path: Path, folder: Path, progress: Progress | None = None) -> Directive:
    """Everything that the contract lists for the file's document, in `folder`; for a second and third one in `folder/2`, `folder/3`."""
    directives = understand_each(path, progress)
    place_results(directives, folder)
    return directives[0]


def place_results(directives: Sequence[Directive], folder: Path) -> None:
    """The results of one file's documents, whole or not at all. Raises `WriteFailed`."""
    first, *further = directives
    files = dict(export(first, dt.date.today()))
    for number, directive in enumerate(further, 2):
        files |= {f"{number}/{name}": content for name, content in export(directive, dt.date.today()).items()}
    place_folder(folder, files)


def placed_results(folder: Path) -> tuple[Directive, ...]:
    """The documents whose results lie in `folder`."""
    further = sorted(int(path.parent.name) for path in folder.glob("*/directive.json") if path.parent.name.isdigit())
    places = [folder, *(folder / str(number) for number in further)]
    return tuple(from_json((place / "directive.json").read_text(encoding="utf-8")) for place in places)


def tables_of_file(path: Path, folder: Path, progress: Progress | None = None) -> list[Path]:
    """Only the tables, in `folder/tables`; what else lies in the folder stays."""
    directive = understand(path, progress)
    files = {Path(name).name: content for name, content in tables_csv(directive).items()}
    if holder_of(folder) is None:
        place_folder(folder, {IDENTITY: identity(Holder(directive.source.file, directive.source.sha256))})
    if files:
        place_folder(folder / "tables", files)
    else:
        shutil.rmtree(folder / "tables", ignore_errors=True)
    return [folder / "tables" / name for name in files]


@dataclass(frozen=True, slots=True)
class Judged:
    """A Word file held against the rules: by which books, with how many breaches before any was mended, and those that stand."""

    books: tuple[str, ...]
    before: int
    breaches: tuple[Breach, ...]


def breaches_of_file(path: Path, units: Path | None = None) -> Judged:
    """What in a Word file goes against the rules of presentation, its figures included; `units` says whose papers it may be."""
    found = understand(path).findings
    breaches = lint(path, units=load_units(units) if units else ())
    books = fitting(read(path))
    whole = added_up(breaches, found, books[0])
    return Judged(tuple(book.title for book in books), len(whole), whole)


def mend_file(path: Path, out: Path, units: Path | None = None) -> Judged:
    """A new file with what is mechanical mended, and the breaches that are left in it."""
    found = understand(path).findings
    content, before, left = mended(path, load_units(units) if units else ())
    place_file(out, content)
    books = fitting(read(path))
    return Judged(tuple(b.title for b in books), len(added_up(before, found, books[0])), added_up(left, found, books[0]))


def faults_of_template(path: Path) -> tuple[Fault, ...]:
    """What is wrong with a changed Word template."""
    read_apart(path)
    return check(path)


def attempt(work: Callable[[], Result], messages: Messages) -> Result | Failure:
    """The work's result, or why there is none: also what nobody foresaw stays with this one file."""
    try:
        return work()
    except InputError as error:
        return Failure(messages.complaint(error.code, **error.values), error.code)
    except DraftError as error:
        return Failure(Complaint(error.message), error.code)
    except OtherPlan as error:
        return Failure(messages.complaint("other-plan", place=error.path, number=error.number), "other-plan")
    except WriteFailed as error:
        return Failure(messages.complaint("write-failed", place=error.place, detail=error.cause.strerror), "write-failed")
    except Exception as error:
        return Failure(messages.complaint("internal", detail=f"{type(error).__name__}: {error}"[:200]), "internal", traceback.format_exc())

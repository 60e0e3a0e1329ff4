"""The drop folder: whatever is copied into INBOX is worked, and the original then lies unchanged in `done` or `failed`.

A kill at any instant loses nothing and repeats nothing, because each step stands before the next begins: results placed whole, their
facts in the register, drafts placed, the move written into the register, the original moved, the file's end written. At the start
`Inbox.recover` takes up what was left half-way.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from pathlib import Path, PurePosixPath

from extract.directive import Directive
from trienkhai.arrivals import Arrivals, Look, listing
from trienkhai.doctor import reads_older_formats, recognises_vietnamese
from trienkhai.drafts import Drafter
from trienkhai.environment import SETTINGS_FILE
from trienkhai.job import Failure, attempt, place_results, placed_results, understand_each
from trienkhai.messages import Complaint, Messages, complaint_line, one_line
from trienkhai.progress import PageCount
from trienkhai.register import Register, RegisterFault, Stage, Taken
from trienkhai.results import (
    DONE,
    FAILED,
    NOTE,
    RESULTS,
    WriteFailed,
    digest,
    fitting,
    folder_for,
    free_place,
    holder_of,
    keep,
    place_file,
    sweep,
)
from trienkhai.settings import PRIVATE, Settings

TRIES = 6
"""How often a file is tried whose reader misses a program or may not open it: about a quarter of an hour."""
CRAMPED = 16 << 20
"""Free bytes below which a fault is laid to the disk and not to the file."""

_OF_THE_MACHINE = {"converter-missing", "tesseract-missing", "conversion-timeout", "no-access"}
_OF_A_FULL_DISK = {"internal", "unreadable", "damaged-file", "reader-crashed", *_OF_THE_MACHINE}


_GONE_WHEN: Mapping[str, Callable[[Path], bool]] = {
    "converter-missing": lambda _: reads_older_formats(),
    "tesseract-missing": lambda _: recognises_vietnamese(),
    "no-access": lambda place: os.access(place, os.R_OK),
}
"""By the cause for which a file failed, how one sees that it has gone."""


class End(Enum):
    DONE = auto()
    FAILED = auto()
    LATER = auto()


class Later(Exception):
    """The file is as good as before, but cannot be worked now."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.what)
        self.complaint = complaint


class Changed(Exception):
    """Somebody wrote to the file while it was being read."""


@dataclass
class Inbox:
    """`out` receives the results; `say` tells a person, a line at a time; `stop` ends the watch after the file in hand."""

    folder: Path
    out: Path
    register: Register
    settings: Settings
    messages: Messages
    say: Callable[[str], None]
    tell_trace: Callable[[str], None]
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.folder, self.out = self.folder.absolute(), self.out.absolute()
        self.arrivals = Arrivals(self.settings.watch.rest_seconds, self.settings.watch.retry_seconds)
        self.drafter = Drafter(self.settings, self.messages)
        self._own = {DONE, FAILED, SETTINGS_FILE.name, *self._of_the_program()}
        self._emptied: set[Path] = set()
        self._half_way: set[str] = set()
        self._is_away = False

    def _of_the_program(self) -> Iterator[str]:
        """What lies right in the inbox and is no document: results, settings, units, templates, the register with its journal."""
        drafts, database = self.settings.drafts, Path(self.settings.register_.database or "")
        journals = (database.with_name(database.name + end) for end in ("", "-wal", "-shm", "-journal") if database.name)
        for place in (self.out, drafts.units, drafts.templates, *journals):
            if place and self.folder in place.absolute().parents:
                yield place.absolute().relative_to(self.folder).parts[0]

    # --- the two ways to run ----------------------------------------------------------------------------------------------

    def empty(self) -> bool:
        """Works everything that lies there now; True where nothing failed and nothing had to stay."""
        self.recover()
        names = self._in_order(self._listing())
        if not names:
            self._say("nothing", inbox=self.folder)
        ends = []
        for name in names:
            if self.stop.is_set():
                break
            ends.append(self.take(name, last_chance=True))
        self._remove_emptied(rest=0)
        return all(end is End.DONE for end in ends)

    def watch(self) -> None:
        """Takes files as they come to rest, until `stop` is set."""
        self.recover()
        self._say("waiting", inbox=self.folder, out=self.out)
        looked = time.monotonic()
        while not self.stop.is_set():
            if time.monotonic() - looked >= self.settings.watch.retry_seconds:
                self._attend(self._take_up_failed)
                looked = time.monotonic()
            for name in self._in_order(self.arrivals.at_rest(self._listing(), time.monotonic())):
                if self.stop.is_set():
                    break
                last_chance = self.arrivals.times_put_off(name) + 1 >= TRIES
                if self.take(name, last_chance=last_chance) is End.LATER:
                    delay = self.arrivals.put_off(name, time.monotonic())
                    self._say("later", file=name, seconds=f"{delay:.0f}")
                elif not (self.folder / name).exists():
                    self.arrivals.forget(name)
            self._remove_emptied(self.settings.watch.rest_seconds)
            self.stop.wait(self.settings.watch.poll_seconds)
        self._say("stopped")

    def recover(self) -> None:
        """What a kill left half-way: a file that was moved already gets its end, one that still waits is worked as if it had just come."""
        self._own_scratch()
        sweep(self.out)
        sweep(self.folder / FAILED, deep=True)
        for file in self.register.unfinished(str(self.folder)):
            self._half_way.add(file.name)
            moved = file.place is not None and file.ending is not None and self._holds(self.folder / file.place, file.sha256)
            if moved and file.ending:
                self.register.end(file, file.ending)
            elif not (self.folder / file.name).is_file():
                self.register.end(file, Stage.GONE)
            elif file.place and file.ending is Stage.FAILED:
                self._drop_note(self.folder / file.place)
        self._emptied.update(folder for name in self.register.folders_of(str(self.folder)) if (folder := self.folder / name).is_dir())
        self._attend(self._take_up_failed)

    def _attend(self, duty: Callable[[], None]) -> None:
        """What is done by the way: where the register or the disk forbid it now, it is done another time."""
        with suppress(RegisterFault, OSError):
            duty()

    def _take_up_failed(self) -> None:
        """What failed for want of something that is there now goes back into the inbox, to be worked like a new file."""
        for file, cause in self.register.failed_by(str(self.folder), _GONE_WHEN):
            place = self.folder / (file.place or "")
            if not place.is_file() or not _GONE_WHEN[cause](place):
                continue
            target = free_place(self.folder, PurePosixPath(place.name))
            self.register.take_up(file, target.name)
            place.rename(target)
            self._drop_note(place)
            self._say("again", file=target.name)

    def _drop_note(self, place: Path) -> None:
        with suppress(OSError):
            _note_of(place).unlink()

    def _in_order(self, names: Iterable[str]) -> list[str]:
        """What was left half-way comes first: another file of the same content is then told as such."""
        return sorted(names, key=lambda name: (name not in self._half_way, name))

    def _own_scratch(self) -> None:
        """Readers write into a folder of ours, which a kill leaves behind and the next start empties."""
        scratch = self.out / PRIVATE / "tmp"
        shutil.rmtree(scratch, ignore_errors=True)
        with suppress(OSError):
            scratch.mkdir(parents=True, mode=0o700)
            tempfile.tempdir = str(scratch)

    def _listing(self) -> dict[str, Look]:
        """What waits; nothing, said once, while the folder itself is out of reach (a network share that is down)."""
        try:
            found = listing(self.folder, self._own)
        except OSError as error:
            if not self._is_away:
                self._say("away", inbox=self.folder, detail=error.strerror)
            self._is_away = True
            return {}
        self._is_away = False
        return found

    # --- one file ---------------------------------------------------------------------------------------------------------

    def take(self, name: str, *, last_chance: bool = True) -> End:
        """Works one file and moves it away. A file that cannot be worked now stays, and its cause is said."""
        try:
            return self._take(name, last_chance=last_chance)
        except Later as later:
            complaint = later.complaint
        except WriteFailed as error:
            complaint = self.messages.complaint("write-failed", place=error.place, detail=error.cause.strerror)
        except RegisterFault as fault:
            complaint = self.messages.complaint(fault.code, place=fault.place, detail=fault.detail)
        except Changed:
            self._say("changed", file=name)
            return End.LATER
        except FileNotFoundError as error:
            if (self.folder / name).exists():
                complaint = self.messages.complaint("write-failed", place=self.folder, detail=error.strerror)
            else:
                self._say("gone", file=name)
                return End.DONE
        except OSError as error:
            place = error.filename2 or error.filename or self.folder
            complaint = self.messages.complaint("write-failed", place=place, detail=error.strerror)
        except Exception as error:
            complaint = self.messages.complaint("internal", detail=f"{type(error).__name__}: {error}"[:200])
            self.tell_trace(traceback.format_exc())
        self.say(complaint_line(name, complaint))
        return End.LATER

    def _take(self, name: str, *, last_chance: bool) -> End:
        path = self.folder / name
        look = _look(path)
        sha256 = _digest_or_none(path)
        file = self.register.take(str(self.folder), name, sha256)
        if sha256 and (end := self._take_again(file, path, sha256)):
            return end
        found = self._read(file, path, sha256, last_chance=last_chance)
        if _look(path) != look:
            raise Changed
        if isinstance(found, Failure):
            self._fail(file, path, found)
            return End.FAILED
        directives, folder = found
        self.register.record(directives, folder.name)
        self._draft(directives, folder)
        place = self._move(file, path, DONE, Stage.DONE)
        facts = {name: sum(len(getattr(d, name)) for d in directives) for name in ("targets", "deadlines", "assignments", "findings")}
        self._say("taken", file=name, folder=folder, place=place, **facts)
        for other in self.register.likes(directives[0].source.sha256):
            self._say("like", file=name, other=other, number=directives[0].number)
        return End.DONE

    def _take_again(self, file: Taken, path: Path, sha256: str) -> End | None:
        """The end of a file whose content was done before under whatever name; None where it has still to be worked."""
        done_as, results = self.register.done_as(sha256), self.register.results_of(sha256)
        holder = holder_of(self.out / results) if results else None
        if done_as is None or holder is None or holder.sha256 != sha256:
            return None
        place = self._move(file, path, DONE, Stage.SAME)
        self._say("same", file=file.name, other=done_as, place=place)
        return End.DONE

    def _read(self, file: Taken, path: Path, sha256: str | None, *, last_chance: bool) -> tuple[Sequence[Directive], Path] | Failure:
        """The documents with the folder in which their results stand; what a kill left whole is not read again."""
        known = sha256 and self.register.results_of(sha256)
        folder = self.out / known if known else folder_for(path, self.out, lambda holder: holder.sha256 == sha256)
        if file.again and folder.is_dir():
            placed = attempt(partial(placed_results, folder), self.messages)
            if not isinstance(placed, Failure):
                return placed, folder
        progress = PageCount(file.name, self.messages, self.say)
        found = attempt(partial(understand_each, path, progress), self.messages)
        if not isinstance(found, Failure):
            if found[0].source.sha256 != sha256:
                raise Changed
            written = attempt(partial(place_results, found, folder), self.messages)
            if not isinstance(written, Failure):
                return found, folder
            found = written
        if self._may_pass(found, last_chance=last_chance):
            raise Later(found.complaint)
        return found

    def _may_pass(self, failure: Failure, *, last_chance: bool) -> bool:
        """True where the machine is at fault and not the file."""
        if failure.code == "write-failed" or (failure.code == "reader-crashed" and self.stop.is_set()):
            return True
        if failure.code in _OF_A_FULL_DISK and self._is_cramped():
            return True
        return failure.code in _OF_THE_MACHINE and not last_chance

    def _is_cramped(self) -> bool:
        places = (self.out if self.out.is_dir() else self.folder, Path(tempfile.gettempdir()))
        return any(shutil.disk_usage(place).free < CRAMPED for place in places)

    def _draft(self, directives: Sequence[Directive], folder: Path) -> None:
        for directive in directives[:1]:
            for made in self.drafter.draft(directive, folder.with_name(f"{folder.name}.du-thao")):
                if isinstance(made, Failure):
                    if made.code == "write-failed":
                        raise Later(made.complaint)
                    self.say(complaint_line(directive.source.file, made.complaint))
                    continue
                place = made.path.relative_to(self.out).as_posix()
                self.register.drafted(directive.source.sha256, made.unit, place, made.blanks, made.findings)
                self._say("drafted", file=directive.source.file, unit=made.unit, place=made.path)

    # --- where originals go -----------------------------------------------------------------------------------------------

    def _fail(self, file: Taken, path: Path, failure: Failure) -> None:
        target = free_place(self.folder / FAILED, PurePosixPath(file.name))
        note = _note_of(target)
        why = self.messages.text(
            "watch",
            "why",
            file=one_line(file.name),
            time=dt.datetime.now().strftime("%d/%m/%Y %H:%M"),
            what=failure.complaint.what,
            remedy=failure.complaint.remedy or "",
            inbox=self.folder,
        )
        place_file(note, why.lstrip().replace("\n", "\r\n").encode("utf-8-sig", errors="replace"))
        self._move(file, path, FAILED, Stage.FAILED, failure)
        self.say(complaint_line(file.name, failure.complaint))
        self._say("failed", file=file.name, place=target, note=note.name)
        if failure.trace:
            self.tell_trace(failure.trace)

    def _move(self, file: Taken, path: Path, subfolder: str, ending: Stage, failure: Failure | None = None) -> Path:
        """The register knows where the original goes before it goes."""
        target = free_place(self.folder / subfolder, PurePosixPath(file.name))
        reason, cause = (complaint_line("", failure.complaint), failure.code) if failure else (None, None)
        self.register.about_to_move(file, target.relative_to(self.folder).as_posix(), ending, reason, cause)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        for folder in (target.parent, path.parent):
            keep(folder)
        self.register.end(file, ending)
        self._emptied.update(parent for parent in path.parents if self.folder in parent.parents)
        return target

    def _remove_emptied(self, rest: float) -> None:
        """A dropped folder goes when its last file has gone and nothing has come for a while."""
        for folder in sorted(self._emptied, key=lambda path: -len(path.parts)):
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime >= rest:
                    folder.rmdir()
            if not folder.exists():
                self._emptied.discard(folder)

    def _holds(self, place: Path, sha256: str | None) -> bool:
        return place.is_file() and (sha256 is None or _digest_or_none(place) == sha256)

    def _say(self, name: str, /, **values: object) -> None:
        self.say(one_line(self.messages.text("watch", name, **values)))


def overlapping(inbox: Path, out: Path) -> bool:
    """True where results and inbox would get in each other's way: one inside the other, but for `ket-qua` right inside the inbox."""
    inbox, out = inbox.resolve(), out.resolve()
    if out == inbox / RESULTS:
        return False
    return out == inbox or inbox in out.parents or out in inbox.parents


def _note_of(original: Path) -> Path:
    return original.with_name(fitting(original.name) + NOTE)


def _look(path: Path) -> Look:
    status = path.stat(follow_symlinks=False)
    return status.st_size, status.st_mtime_ns


def _digest_or_none(path: Path) -> str | None:
    """None where the file may not be read, which the reader then says."""
    try:
        return digest(path)
    except PermissionError:
        return None

"""The drop folder: whatever is copied into INBOX is worked, and the original then lies unchanged in `done` or `failed`.

`Arrivals` decides which files have come to rest; `empty` works them; `watch` does both for ever.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from trienkhai.job import Failure, attempt, extract_file
from trienkhai.messages import Messages, complaint_line
from trienkhai.progress import PageCount
from trienkhai.results import folder_for, place_file

DONE, FAILED, RESULTS = "done", "failed", "ket-qua"
NOTE = ".why.txt"
POLL_SECONDS = 2.0
REST_SECONDS = 5.0

_IGNORED_NAMES = {"thumbs.db", "desktop.ini"}
_IGNORED_STARTS = ("~$", ".")
_IGNORED_ENDS = (".tmp", ".part", ".partial", ".crdownload", ".download")

Look = tuple[int, int]
"""Size and time of last change."""


@dataclass
class Arrivals:
    """Which files have stopped growing: size and time unchanged for `rest` seconds. Each is named once for each look it has."""

    rest: float
    _since: dict[str, tuple[Look, float]] = field(default_factory=dict)
    _named: dict[str, Look] = field(default_factory=dict)

    def at_rest(self, listing: Mapping[str, Look], now: float) -> list[str]:
        """Names, in order, that have looked the same since `now - rest`; files that vanished are forgotten."""
        for gone in self._since.keys() - listing.keys():
            self.forget(gone)
        for name, look in listing.items():
            if self._since.get(name, (None, now))[0] != look:
                self._since[name] = (look, now)
        ready = [name for name, (look, since) in sorted(self._since.items()) if now - since >= self.rest and self._named.get(name) != look]
        self._named.update((name, self._since[name][0]) for name in ready)
        return ready

    def forget(self, name: str) -> None:
        """The file was taken: another of that name is a new one."""
        self._since.pop(name, None)
        self._named.pop(name, None)


def is_wanted(name: str) -> bool:
    """False for what programs leave behind: "~$72.docx", ".~lock.72.docx#", "72.docx.tmp", "Thumbs.db"."""
    lower = name.lower()
    return not (lower in _IGNORED_NAMES or lower.startswith(_IGNORED_STARTS) or lower.endswith(_IGNORED_ENDS))


def listing(inbox: Path) -> dict[str, Look]:
    """The plain files that wait in INBOX; links, pipes and folders are not touched."""
    found = {}
    for path in inbox.iterdir():
        try:
            status = path.lstat()
        except FileNotFoundError:
            continue
        if stat.S_ISREG(status.st_mode) and is_wanted(path.name):
            found[path.name] = (status.st_size, status.st_mtime_ns)
    return found


@dataclass(frozen=True)
class Inbox:
    """`out` receives the results; `say` tells a person, a line at a time."""

    folder: Path
    out: Path
    messages: Messages
    say: Callable[[str], None]
    tell_trace: Callable[[str], None]

    def empty(self) -> bool:
        """Works everything that lies there now; True where nothing failed."""
        names = sorted(listing(self.folder))
        if not names:
            self.say(self.messages.text("watch", "nothing", inbox=self.folder))
        done = [self.take(name) for name in names]
        return all(done)

    def watch(self) -> None:
        """Takes files as they come to rest, until interrupted."""
        self.say(self.messages.text("watch", "waiting", inbox=self.folder, out=self.out))
        arrivals = Arrivals(REST_SECONDS)
        while True:
            for name in arrivals.at_rest(listing(self.folder), time.monotonic()):
                self.take(name)
                if not (self.folder / name).exists():
                    arrivals.forget(name)
            time.sleep(POLL_SECONDS)

    def take(self, name: str) -> bool:
        """Works one file and moves it away; True where it is done. A file that cannot be moved stays, and is named."""
        try:
            return self._take(self.folder / name)
        except FileNotFoundError:
            self.say(self.messages.text("watch", "gone", file=name))
            return True
        except OSError as error:
            self.say(complaint_line(name, self.messages.complaint("write-failed", place=self.folder, detail=error.strerror)))
            return False

    def _take(self, path: Path) -> bool:
        """Results stand before the original leaves INBOX, so that a kill loses nothing."""
        sha256 = _sha256(path)
        earlier = self._done_before(path, sha256)
        if earlier is not None:
            place = self._move(path, DONE)
            self.say(self.messages.text("watch", "same", file=path.name, other=earlier.name, place=place))
            return True
        folder = folder_for(path, self.out, lambda holder: holder.sha256 == sha256)
        outcome = attempt(partial(extract_file, path, folder, PageCount(path.name, self.messages, self.say)), self.messages)
        if isinstance(outcome, Failure):
            self._fail(path, outcome)
            return False
        self.say(self.messages.text("watch", "taken", file=path.name, place=self._move(path, DONE)))
        return True

    def _fail(self, path: Path, failure: Failure) -> None:
        target = _free(self.folder / FAILED / path.name)
        note = target.with_name(target.name + NOTE)
        why = self.messages.text(
            "watch",
            "why",
            file=path.name,
            time=dt.datetime.now().strftime("%d/%m/%Y %H:%M"),
            what=failure.complaint.what,
            remedy=failure.complaint.remedy or "",
            inbox=self.folder,
        )
        place_file(note, why.lstrip().replace("\n", "\r\n").encode("utf-8-sig"))
        path.rename(target)
        self.say(complaint_line(path.name, failure.complaint))
        self.say(self.messages.text("watch", "failed", file=path.name, place=target, note=note.name))
        if failure.trace:
            self.tell_trace(failure.trace)

    def _done_before(self, path: Path, sha256: str) -> Path | None:
        done = self.folder / DONE
        size = path.lstat().st_size
        for other in sorted(done.iterdir()) if done.is_dir() else []:
            if other.is_file() and other.stat().st_size == size and _sha256(other) == sha256:
                return other
        return None

    def _move(self, path: Path, subfolder: str) -> Path:
        target = _free(self.folder / subfolder / path.name)
        path.rename(target)
        return target


def _free(target: Path) -> Path:
    """`target`, or "72 (2).docx" where that name is taken: both are kept."""
    target.parent.mkdir(exist_ok=True)
    candidate, number = target, 2
    while candidate.exists():
        candidate = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    return candidate


def _sha256(path: Path) -> str:
    """The content's digest; empty where the file may not be read, which the reader then says."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except PermissionError:
        return ""

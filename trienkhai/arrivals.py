"""Which files of a folder are to be taken, and when: decided from what the folder looks like, without touching anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_IGNORED_NAMES = {"thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "@eadir", "__macosx"}
_IGNORED_STARTS = ("~$", ".", "~wrl")
_IGNORED_ENDS = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".lnk", ":zone.identifier")

Look = tuple[int, int]
"""Size and time of last change."""


@dataclass
class Arrivals:
    """Which files have stopped growing: size and time unchanged for `rest` seconds. Each is named once for each look it has.

    A file may be put off, and is then named again later.
    """

    rest: float
    first_delay: float = 30
    _since: dict[str, tuple[Look, float]] = field(default_factory=dict)
    _named: dict[str, Look] = field(default_factory=dict)
    _put_off: dict[str, tuple[int, float]] = field(default_factory=dict)

    def at_rest(self, listing: Mapping[str, Look], now: float) -> list[str]:
        """Names, in order, that have looked the same since `now - rest`; files that vanished are forgotten."""
        for gone in self._since.keys() - listing.keys():
            self.forget(gone)
        for name, look in listing.items():
            if self._since.get(name, (None, now))[0] != look:
                self._since[name] = (look, now)
                self._put_off.pop(name, None)
        ready = [name for name, (look, since) in sorted(self._since.items()) if now - since >= self.rest and self._is_due(name, look, now)]
        self._named.update((name, self._since[name][0]) for name in ready)
        return ready

    def _is_due(self, name: str, look: Look, now: float) -> bool:
        return now >= self._put_off[name][1] if name in self._put_off and name not in self._named else self._named.get(name) != look

    def put_off(self, name: str, now: float) -> float:
        """The file is named again after 30 s, then 60, 120 … up to ten minutes; how long it is this time."""
        times = self.times_put_off(name)
        delay = self.first_delay * min(1 << times, 20)
        self._put_off[name] = (times + 1, now + delay)
        self._named.pop(name, None)
        return delay

    def times_put_off(self, name: str) -> int:
        return self._put_off.get(name, (0, 0.0))[0]

    def forget(self, name: str) -> None:
        """The file was taken: another of that name is a new one."""
        for memory in (self._since, self._named, self._put_off):
            memory.pop(name, None)


def is_wanted(name: str) -> bool:
    """False for what programs leave behind: "~$72.docx", ".~lock.72.docx#", "72.docx.tmp", "Thumbs.db"."""
    lower = name.lower()
    return not (lower in _IGNORED_NAMES or lower.startswith(_IGNORED_STARTS) or lower.endswith(_IGNORED_ENDS))


def listing(inbox: Path, own: Collection[str] = ()) -> dict[str, Look]:
    """The plain files that wait in INBOX and in folders dropped into it ("Tháng 3/72.docx"); links, pipes and the folders of its `own` are
    not touched. Raises `OSError` where INBOX itself cannot be looked into.
    """
    return dict(_files(inbox, "", own))


def _files(folder: Path, above: str, own: Collection[str]) -> Iterator[tuple[str, Look]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        try:
            status = entry.stat(follow_symlinks=False)
            if not is_wanted(entry.name) or (not above and entry.name in own):
                continue
            if stat.S_ISREG(status.st_mode):
                yield above + entry.name, (status.st_size, status.st_mtime_ns)
            elif stat.S_ISDIR(status.st_mode) and not _is_junction(entry):
                yield from _files(Path(entry.path), f"{above}{entry.name}/", ())
        except OSError:
            continue


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Windows' link to a folder, which Python can tell from 3.12 on."""
    return bool(getattr(entry, "is_junction", lambda: False)())

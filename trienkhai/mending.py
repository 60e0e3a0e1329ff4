"""What `trienkhai register check` finds to differ, mended: the register follows the folders, and results follow their originals.

Nothing is deleted but the register's word of a draft that is gone. What cannot be mended without a person is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from trienkhai.job import Failure, attempt, place_results, placed_results, understand_each
from trienkhai.messages import Messages
from trienkhai.register import Register, Stage
from trienkhai.register.holding import Disagreement
from trienkhai.results import DONE, FAILED, NOTE, digest, folder_for, free_place, holder_of

Mend = Literal["results-recorded", "results-remade", "original-found", "original-recorded", "original-again", "draft-forgotten", "ended"]


@dataclass
class Mender:
    """Mends one disagreement after another; no watch may run meanwhile."""

    register: Register
    results: Path
    messages: Messages
    found: Sequence[Disagreement]

    def mend(self) -> Iterator[tuple[Disagreement, Mend | None]]:
        """Each disagreement with what was done about it; None where only a person can.

        Originals come first: results are made anew from them.
        """
        self._strangers = {one.place: digest(one.place) for one in self.found if one.cause == "original-unknown" and one.place.is_file()}
        for one in sorted(self.found, key=lambda one: (one.cause != "original-missing", not one.cause.startswith("original"))):
            yield one, self._mended(one)

    def _mended(self, one: Disagreement) -> Mend | None:
        match one.cause:
            case "original-missing":
                return self._find(one)
            case "original-unknown":
                return self._take_in(one)
            case "results-unknown":
                return self._record(one.place)
            case "results-missing":
                return self._remake(one)
            case "draft-missing":
                self.register.forget_draft(one.place.relative_to(self.results).as_posix())
                return "draft-forgotten"
            case "unfinished":
                return self._end(one)
        return None

    def _find(self, one: Disagreement) -> Mend | None:
        """Somebody gave the original another name in `done` or `failed`."""
        place = next((place for place, sha256 in self._strangers.items() if one.sha256 == sha256), None)
        if place is None or one.file is None or one.inbox is None:
            return None
        del self._strangers[place]
        self.register.lies_at(one.file, place.relative_to(one.inbox).as_posix())
        return "original-found"

    def _take_in(self, one: Disagreement) -> Mend | None:
        """An original that the register never saw: written into it where its results stand, else worked like a new file."""
        if one.inbox is None or one.place not in self._strangers:
            return "original-found" if one.place.is_file() else None
        sha256, name = self._strangers.pop(one.place), one.place.relative_to(one.inbox)
        if name.parts[0] == DONE and self._holds(sha256):
            file = self.register.take(str(one.inbox), PurePath(*name.parts[1:]).as_posix(), sha256)
            self.register.about_to_move(file, name.as_posix(), Stage.DONE)
            self.register.end(file, Stage.DONE)
            return "original-recorded"
        one.place.rename(free_place(one.inbox, PurePath(one.place.name)))
        if name.parts[0] == FAILED:
            with suppress(OSError):
                one.place.with_name(one.place.name + NOTE).unlink()
        return "original-again"

    def _holds(self, sha256: str) -> bool:
        return any(holder and holder.sha256 == sha256 for holder in map(holder_of, self._folders()))

    def _folders(self) -> list[Path]:
        return [path for path in self.results.iterdir() if path.is_dir()] if self.results.is_dir() else []

    def _record(self, folder: Path) -> Mend | None:
        """Results that the register does not know, unless it knows others of the same content."""
        placed = attempt(lambda: placed_results(folder), self.messages)
        if isinstance(placed, Failure):
            return None
        known = self.register.results_of(placed[0].source.sha256)
        holder = holder_of(self.results / known) if known else None
        if holder is not None and holder.sha256 == placed[0].source.sha256:
            return None
        self.register.record(placed, folder.name)
        return "results-recorded"

    def _remake(self, one: Disagreement) -> Mend | None:
        """Read again from the original, or taken from where somebody moved the folder."""
        if one.sha256 is None:
            return None
        if self._is_there(one.sha256):
            return "results-recorded"
        for folder in self._folders():
            holder = holder_of(folder)
            if holder and holder.sha256 == one.sha256 and self._record(folder):
                return "results-recorded"
        original = next((place for place in self.register.places_of(one.sha256) if place.is_file() and digest(place) == one.sha256), None)
        if original is None:
            return None
        found = attempt(lambda: understand_each(original), self.messages)
        if isinstance(found, Failure):
            return None
        folder = folder_for(original, self.results, lambda holder: holder.sha256 == one.sha256)
        if isinstance(attempt(lambda: place_results(found, folder), self.messages), Failure):
            return None
        self.register.record(found, folder.name)
        return "results-remade"

    def _is_there(self, sha256: str) -> bool:
        known = self.register.results_of(sha256)
        holder = holder_of(self.results / known) if known else None
        return holder is not None and holder.sha256 == sha256

    def _end(self, one: Disagreement) -> Mend | None:
        """Taken, and no longer in the inbox: a kill came before the last line was written."""
        if one.place.is_file() or one.inbox is None:
            return None
        for file in self.register.unfinished(str(one.inbox)):
            if file.id == one.file:
                moved = file.place and file.ending and (one.inbox / file.place).is_file()
                self.register.end(file, file.ending if moved and file.ending else Stage.GONE)
        return "ended"

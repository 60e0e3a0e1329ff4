"""What `extract` and `draft` make, written into the register as the watch does, where the settings say so (`[register] commands`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from trienkhai.console import Console, Refused
from trienkhai.drafts import Draft
from trienkhai.job import Failure, attempt, placed_results
from trienkhai.register import Register, RegisterFault
from trienkhai.settings import Settings


@dataclass(frozen=True)
class Recorder:
    """`results` is the folder from which the register sees its places."""

    register: Register
    results: Path
    console: Console

    def extracted(self, folder: Path) -> None:
        """The documents whose results were written to `folder`. Raises `Refused`."""
        found = attempt(lambda: placed_results(folder), self.console.messages)
        if isinstance(found, Failure):
            raise Refused(found.complaint)
        with self._refusing():
            self.register.record(found, self._seen(folder))

    def drafted(self, sha256: str, drafts: Sequence[Draft]) -> None:
        """Drafts after a document that the register knows. Raises `Refused`."""
        with self._refusing():
            for made in drafts if self.register.results_of(sha256) else ():
                self.register.drafted(sha256, made.unit, self._seen(made.path), made.blanks, made.findings)

    def _seen(self, place: Path) -> str:
        """ "72", or the whole path of what lies elsewhere."""
        place, results = place.absolute(), self.results.absolute()
        return (place.relative_to(results) if results in place.parents else place).as_posix()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except RegisterFault as fault:
            raise Refused(self.console.messages.complaint(fault.code, place=fault.place, detail=fault.detail or None)) from fault


@contextmanager
def recorder(settings: Settings, out: Path, console: Console) -> Iterator[Recorder | None]:
    """None where commands are not to be recorded. Raises `Refused`."""
    if not settings.register_.commands:
        yield None
        return
    results = settings.results(settings.folders.inbox) if settings.register_.database else out
    register = console.register(settings.register_place(out))
    try:
        yield Recorder(register, results, console)
    finally:
        register.close()

"""One program at a time in a folder; the lock goes with the process, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = ".trienkhai.lock"


class Taken(Exception):
    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Raises `Taken` where another process works in `folder`. A file system that knows no locks lets everybody in."""
    handle = _open(folder)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
        if sys.platform == "win32":
            with suppress(OSError):
                (folder / NAME).unlink()


def _open(folder: Path) -> int | None:
    if sys.platform == "win32":
        import msvcrt

        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            os.close(handle)
            raise Taken(folder) from error
        return handle
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise Taken(folder) from error
    except OSError:
        os.close(handle)
        return None
    return handle

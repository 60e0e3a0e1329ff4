"""What the watch says: on the terminal, and with the time in a log that turns over."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from trienkhai.settings import PRIVATE

NAME = "watch.log"
BYTES, KEPT = 1 << 20, 5


@contextmanager
def terminal_and_log(out: Path, say: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """A `say` that writes to `out/.trienkhai/watch.log` too; where that cannot be written, the watch goes on without it."""
    logging.raiseExceptions = False
    logger = logging.Logger("trienkhai.watch")
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        (out / PRIVATE).mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(out / PRIVATE / NAME, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    logger.addHandler(handler)

    def both(text: str) -> None:
        logger.info("%s", text)
        with suppress(BrokenPipeError):
            say(text)

    try:
        yield both
    finally:
        handler.close()

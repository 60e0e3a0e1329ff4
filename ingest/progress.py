"""How far the reading of a file has come, told to whoever listens: page 3 of 12."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Page = TypeVar("Page")
Progress = Callable[[int, int], None]
"""Called with the page that is done (from 1) and the number of pages."""

_listener: ContextVar[Progress | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Progress | None) -> Iterator[None]:
    """While this lasts, `listener` hears of each page that a reader in this thread has done."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def told(pages: Iterable[Page], count: int) -> Iterator[Page]:
    """The pages, each announced when it comes."""
    for number, page in enumerate(pages, 1):
        listener = _listener.get()
        if listener is not None:
            listener(number, count)
        yield page

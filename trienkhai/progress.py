"""How far a long reading has come, told now and then: "300-trang.pdf: đã đọc 12/300 trang"."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from trienkhai.messages import Messages, one_line

SECONDS = 5.0
"""Between two lines; what is read sooner is read without one."""


@dataclass
class PageCount:
    """Called as `progress(12, 300)` when page 12 of 300 is done; `say` tells a person, a line at a time."""

    file: str
    messages: Messages
    say: Callable[[str], None]
    _told: float = field(default_factory=time.monotonic)

    def __call__(self, page: int, pages: int) -> None:
        now = time.monotonic()
        if now - self._told >= SECONDS and page < pages:
            self._told = now
            self.say(one_line(self.messages.text("progress", "pages", file=self.file, page=page, pages=pages)))

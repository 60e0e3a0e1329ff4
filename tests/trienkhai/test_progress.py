"""How far a long reading has come."""

from __future__ import annotations

from trienkhai.messages import Messages
from trienkhai.progress import PageCount


def test_told_now_and_then() -> None:
    lines: list[str] = []
    count = PageCount("300\ntrang.pdf", Messages(), lines.append, _told=float("-inf"))
    for page in (12, 13, 300):
        count(page, 300)
    assert lines == ["300�trang.pdf: đã đọc 12/300 trang …"]


def test_the_end_is_told_by_the_result() -> None:
    lines: list[str] = []
    PageCount("72.pdf", Messages(), lines.append, _told=float("-inf"))(3, 3)
    assert lines == []

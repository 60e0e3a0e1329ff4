"""Lists of the directive: a paragraph that ends with a colon and the paragraphs behind it that it opens.

"Hồ sơ gồm:" with "- Đơn xin vào Đảng." and "- Lý lịch." behind it: the two belong to the first.
"""

from __future__ import annotations

import re

from extract.directive import Directive, Provision

_MARK = re.compile(r"\s*(?:(?P<deep>\d+(?:\.\d+)+)|(?P<number>\d+[.)/])|(?P<letter>[a-zđ][.)])|(?P<dash>[-–])|(?P<plus>\+)|(?P<star>[*•]))")


def mark_of(quote: str) -> str:
    """The kind of mark that a paragraph begins with: "dash" of "- Rà soát …", "" where there is none."""
    match = _MARK.match(quote)
    return match.lastgroup or "" if match else ""


def lists_of(directive: Directive) -> dict[str, str]:
    """Of each provision that stands in a list, the one that opens it."""
    opened: dict[str, str] = {}
    opener, goes_on = None, True
    following = [*directive.provisions[1:], None]
    for provision, after in zip(directive.provisions, following, strict=True):
        quote = provision.anchor.quote
        marked = opener is not None and _belongs(quote, opener.anchor.quote, goes_on=goes_on)
        if opener is not None and (provision.section != opener.section or not (marked or _same_body(provision, opener))):
            opener = None
        if opener is not None:
            opened[provision.id] = opener.id
            goes_on = quote.rstrip().endswith((";", ",", "..."))
        elif opens_a_list(quote):
            opener, goes_on = provision, after is not None and after.anchor.quote.rstrip().endswith(";")
    return opened


def _belongs(quote: str, opener: str, *, goes_on: bool) -> bool:
    """Set apart by a mark of its own; without marks by the semicolons between the items."""
    if mark_of(quote) not in ("", mark_of(opener)):
        return True
    return goes_on and mark_of(quote) == "" == mark_of(opener)


def _same_body(provision: Provision, opener: Provision) -> bool:
    """What follows is for the body that the opener names, and named by it only: "Chủ tịch Ủy ban nhân dân tỉnh chỉ đạo:"."""
    return bool(provision.inherited and provision.addressee and provision.addressee == opener.addressee)


def opens_a_list(quote: str) -> bool:
    return quote.rstrip().endswith(":")

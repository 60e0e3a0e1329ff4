"""Footnotes of a page: a mark in the text and a note that point at each other, as Word, LibreOffice and others save them."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from ingest.html.page import text_of

_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[ivxl]{1,6}|[a-z]|\*{1,4})\s*[\])]?")
_MOST = 2_000
_HOLDERS = frozenset({"p", "li", "div", "dd", "aside"})


class Footnotes:
    def __init__(self, root: etree._Element) -> None:
        self._notes: dict[etree._Element, etree._Element] = {}
        self._holders: set[etree._Element] = set()
        self._back_links: set[etree._Element] = set()
        self._pair(root)

    def note_of(self, link: etree._Element) -> etree._Element | None:
        """The element that holds the note to which a mark in the text points."""
        return self._notes.get(link)

    def is_note(self, element: etree._Element) -> bool:
        return element in self._holders

    def is_back_link(self, element: etree._Element) -> bool:
        """The mark in front of a note, or the arrow behind it."""
        return element in self._back_links

    def mark(self, link: etree._Element) -> str:
        found = _MARK.fullmatch(text_of(link))
        return found[1] if found else ""

    def _pair(self, root: etree._Element) -> None:
        links = [link for link in root.iter("a") if (link.get("href") or "").startswith("#")][: 2 * _MOST]
        if not links:
            return
        named = {name: e for e in root.iter() if isinstance(e.tag, str) for name in (e.get("id"), e.get("name")) if name}
        pairs: list[tuple[etree._Element, etree._Element]] = []
        taken: set[etree._Element] = set()
        for link in links:
            target = named.get((link.get("href") or "")[1:])
            if target is None or link in taken or not self.mark(link):
                continue
            back = self._link_back(link, target)
            if back is not None:
                pairs.append((link, target))
                taken |= {link, back, target}
                self._back_links.add(back)
        notes_inside = Counter(above for _, target in pairs for above in (target, *target.iterancestors()))
        for link, target in pairs:
            holder = _holder(target, notes_inside, set(link.iterancestors()))
            if holder is not None:
                self._notes[link] = holder
                self._holders.add(holder)

    def _link_back(self, link: etree._Element, target: etree._Element) -> etree._Element | None:
        above = [link, *list(link.iterancestors())[:2]]
        names = {f"#{name}" for e in above for name in (e.get("id"), e.get("name")) if name}
        around = target.getparent()
        inside = target if around is None or target.tag not in ("a", "span", "sup") else around
        return next((other for other in inside.iter("a") if other is not link and other.get("href") in names), None)


def _holder(target: etree._Element, notes_inside: Counter[etree._Element], around_link: set[etree._Element]) -> etree._Element | None:
    """The block around a note, as far as it holds this one note alone and not the mark that calls it."""
    blocks = (element for element in (target, *target.iterancestors()) if element.tag in _HOLDERS)
    holder = next(blocks, None)
    for wider in blocks:
        if wider.tag not in ("li", "div", "aside") or notes_inside[wider] > 1 or wider in around_link:
            break
        holder = wider
    return None if holder is None or holder in around_link else holder

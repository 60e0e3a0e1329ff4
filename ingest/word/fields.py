"""Fields of a Word file (PAGE, REF, FORMTEXT …): what of them stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.text import symbol
from ingest.word.package import W, is_on, number, value

_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_SYMBOL = re.compile(r'\s*SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*?\\f\s+"?([^"\\]+))?', re.I)
CHECKED, UNCHECKED = "☒", "☐"


@dataclass(slots=True)
class Field:
    """A field being read: its instruction, the settings of a form field (`w:ffData`), and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False
    form: etree._Element | None = None

    @property
    def name(self) -> str:
        return self.instruction.strip().partition(" ")[0].upper()

    @property
    def is_shown(self) -> bool:
        return self.in_result and self.name not in _PAGE_FIELDS

    @property
    def drawn(self) -> str:
        """What Word draws for a field that keeps no result: the ticked box, the chosen entry, the sign of SYMBOL."""
        if self.form is not None and (box := self.form.find(W + "checkBox")) is not None:
            state = box.find(W + "checked")
            return CHECKED if is_on(state if state is not None else box.find(W + "default")) else UNCHECKED
        if self.form is not None and (choice := self.form.find(W + "ddList")) is not None:
            return _chosen_entry(choice)
        sign = _SYMBOL.match(self.instruction) if not self.in_result else None
        return symbol(chr(0xF000 | int(sign[1], 0) & 0xFF), (sign[2] or "Symbol").strip()) if sign else ""


def _chosen_entry(choice: etree._Element) -> str:
    entries = [value(entry) or "" for entry in choice.iterfind(W + "listEntry")]
    chosen = next((number(value(choice.find(W + name))) for name in ("result", "default") if choice.find(W + name) is not None), 0)
    return entries[chosen] if chosen is not None and 0 <= chosen < len(entries) else ""

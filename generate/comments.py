"""What the Word comments of a draft say: where each number, passage and blank comes from, in Vietnamese.

`Nguồn: Kế hoạch số 05-KH/HU, trang 5, bảng 1, dòng “Phú Hòa”, cột “Quý I”: “1”.`
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from extract.directive import Anchor, Directive, TableFacts
from generate.doubts import is_unsure, unsure_places
from generate.labels import label
from generate.plan import Blank, Line, Number, Plan

QUOTED_WORDS = 25
ROMAN = ("", "I", "II", "III", "IV")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("generate").joinpath("comments.toml").read_text(encoding="utf-8"))


def _say(phrase: str, **values: object) -> str:
    return _catalogue()["comment"][phrase].format(**values)


class Comments:
    """The comments of one plan; with the directive at hand a table cell is named by its row and column heads."""

    def __init__(self, plan: Plan, directive: Directive | None = None) -> None:
        self._source = _source(plan.source_number)
        self._tables: dict[str, TableFacts] = {table.id: table for table in directive.tables} if directive else {}
        self._unsure = unsure_places(directive) if directive else ()
        self._printed: dict[str, str] = {}
        for number in plan.numbers():
            self._printed.setdefault(number.field, number.text)

    def on_number(self, number: Number) -> str:
        whole = _catalogue()["whole"].get(number.field)
        if whole:
            return whole
        if number.source == "directive":
            return self._on_directive_number(number)
        return _say(number.source, label=_field(number.field), operands=self._operands(number))

    def on_blank(self, blank: Blank) -> str:
        return _say("blank", reason=blank.reason)

    def on_line(self, line: Line) -> str | None:
        """The passage that the paragraph comes from, then what else has to be said about it; None where there is neither."""
        said = [text for text in (self._passage(line), line.comment) if text]
        return "\n".join(said) or None

    def _on_directive_number(self, number: Number) -> str:
        if number.anchor is None:
            return _say("directive_unread", source=self._source)
        said = _say("directive", place=self._place(number.anchor), quote=_shortened(number.anchor.quote))
        return f"{said} {_say('unsure')}" if is_unsure(number, self._unsure) else said

    def _operands(self, number: Number) -> str:
        if not number.operands:
            return ""
        if len({_starred(name) for name in number.operands}) == 1 and all(name in self._printed for name in number.operands):
            return _say("operands", list=" + ".join(self._printed[name] for name in number.operands))
        shown = [f"{_field(name)}: {self._printed[name]}" if name in self._printed else _field(name) for name in number.operands]
        return _say("operands", list="; ".join(shown))

    def _passage(self, line: Line) -> str | None:
        if line.anchor:
            return _say("passage", place=self._place(line.anchor), quote=_shortened(line.anchor.quote))
        if line.provision:
            return _say("provision", source=self._source, provision=line.provision)
        return None

    def _place(self, anchor: Anchor) -> str:
        words = _catalogue()["place"]
        parts = [self._source]
        if anchor.page is not None:
            parts.append(words["page"].format(page=anchor.page))
        if anchor.table is not None:
            parts.append(words["table"].format(table=re.sub(r"^\D+", "", anchor.table) or anchor.table))
            parts.extend(self._cell(anchor, self._tables.get(anchor.table)))
        return ", ".join(parts)

    def _cell(self, anchor: Anchor, table: TableFacts | None) -> list[str]:
        words, parts = _catalogue()["place"], []
        if anchor.row is not None:
            name = _row_name(table, anchor.row)
            parts.append(words["row"].format(row=name) if name else words["row_number"].format(row=anchor.row + 1))
        if anchor.column is not None:
            head = table.columns[anchor.column] if table and anchor.column < len(table.columns) else None
            parts.append(words["column"].format(column=head) if head else words["column_number"].format(column=anchor.column + 1))
        return parts


def _row_name(table: TableFacts | None, row: int) -> str | None:
    """The first cell of a row that holds words: ("3", "Phú Hòa", "5") → "Phú Hòa"."""
    if table is None or row >= len(table.rows):
        return None
    return next((cell for cell in table.rows[row].cells if re.search(r"[^\W\d_]{2}", cell)), None)


def _source(number: str | None) -> str:
    """ "05-KH/HU" → "Kế hoạch số 05-KH/HU"."""
    words = _catalogue()["place"]
    if not number:
        return words["unnumbered"]
    code = re.search(r"[-/]([^-/\d]+)[-/]", number)
    known = label("kind", code[1]) if code else ""
    kind = known if code and known != code[1] else words["unnamed_kind"]
    return words["source"].format(kind=kind, number=number)


def _starred(field: str) -> str:
    """ "allocation.3.part.2" → "allocation.*.part.*"."""
    return re.sub(r"(?<=\.)[a-z]?\d+(?=\.|$)", "*", field)


def _field(name: str) -> str:
    """ "quota.quarter.2" → "chỉ tiêu quý II"; a field without a label stands for itself."""
    label_of = _catalogue()["field"].get(_starred(name))
    if label_of is None:
        return name
    numbers = re.findall(r"(?<=\.)[a-z]?(\d+)(?=\.|$)", name)
    last = int(numbers[-1]) if numbers else 0
    return label_of.format(*numbers, roman=ROMAN[last] if last < len(ROMAN) else last)


def _shortened(quote: str) -> str:
    words = quote.split()
    return " ".join(words[:QUOTED_WORDS]) + (" …" if len(words) > QUOTED_WORDS else "")

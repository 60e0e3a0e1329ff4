"""Footnotes and endnotes: their texts, and their marks counted as Word counts them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from ingest.text import superscript
from ingest.word.numbering import printed_number
from ingest.word.package import Package, W, number, value

KINDS = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SETTINGS = {"footnotes": "footnotePr", "endnotes": "endnotePr"}


@dataclass(frozen=True, slots=True)
class _Rule:
    """How the marks of one kind run: their form, the first one, and where they begin anew ("continuous", "eachSect", "eachPage")."""

    form: str
    start: int = 1
    restart: str = "continuous"

    def under(self, properties: etree._Element | None) -> _Rule:
        """The rule with the settings of a `w:footnotePr` laid over it."""
        if properties is None:
            return self
        form, start, restart = (value(properties.find(W + name)) for name in ("numFmt", "numStart", "numRestart"))
        return replace(self, form=form or self.form, start=number(start) or self.start, restart=restart or self.restart)


class Notes:
    def __init__(self, package: Package) -> None:
        settings = package.part("settings")
        rules = {"footnotes": _Rule("decimal"), "endnotes": _Rule("lowerRoman")}
        self._general = {kind: rule.under(_properties(settings, kind)) for kind, rule in rules.items()}
        self._rules = dict(self._general)
        self._texts = {kind: _texts(package.part(kind)) for kind in _SETTINGS}
        self._counts = {kind: rule.start for kind, rule in self._general.items()}
        self._is_first_section = True

    def begin_section(self, properties: etree._Element | None) -> None:
        for kind, general in self._general.items():
            self._rules[kind] = rule = general.under(_properties(properties, kind))
            if self._is_first_section or rule.restart != "continuous":
                self._counts[kind] = rule.start
        self._is_first_section = False

    def begin_page(self) -> None:
        for kind, rule in self._rules.items():
            if rule.restart == "eachPage":
                self._counts[kind] = rule.start

    def text(self, kind: str, name: str) -> etree._Element | None:
        """The text of a note by its `w:id`; None where the file has none. Cited again, perhaps by itself, it is empty: it is read once."""
        found = self._texts[kind].get(name)
        if found is not None:
            self._texts[kind][name] = etree.Element(found.tag)
        return found

    def next_mark(self, kind: str) -> str:
        """ "¹", "²" … as the notes of this kind are numbered here."""
        count = self._counts[kind]
        self._counts[kind] = count + 1
        return superscript(printed_number(count, self._rules[kind].form))


def _properties(parent: etree._Element | None, kind: str) -> etree._Element | None:
    return None if parent is None else parent.find(W + _SETTINGS[kind])


def _texts(part: etree._Element | None) -> dict[str, etree._Element]:
    if part is None:
        return {}
    return {value(note, "id") or "": note for note in part if value(note, "type") in (None, "normal")}

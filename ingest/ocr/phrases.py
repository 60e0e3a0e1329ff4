"""Slips in the small print of a foot and between words: "(đê b/e);" is "(để b/c);", "các phòng. ban" is "các phòng, ban", "Và" is "và"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.ocr import pairs
from ingest.ocr.spelling import bare
from ingest.ocr.syllables import is_syllable
from ingest.pdf_page import Word

_FAINT = 0.93
_REPORT = re.compile(r"(?P<open>[(\[{]?)b/[eéèêc€©cC][)\]}](?P<after>[;:.,]?)")
"""What "b/c" (to be reported to) is read as at the end of a line of recipients."""
_FOR = re.compile(r"(?P<open>[(\[{]?)[đdĐ][ềếêẻẽéè]")
_FILE = re.compile(r"[^\w\s]*\w?[^\w\s]?[ưu]u:")
_PROVINCE = re.compile(r"(?P<open>[(]?)(?P<word>[tr][ìíịĩỉir]?nh)(?P<after>[);:.,]*)", re.IGNORECASE)
_OF_PROVINCE = re.compile(r"[(]?[A-ZĐ]{2,}")
_CLAUSE = re.compile(r"[Il|](?P<after>[,.;)]?)")
_STOPPED = re.compile(r"[^\W\d_]{2,}\.")
_SMALL = frozenset(("và", "với", "của", "cho", "còn", "cũng", "cùng", "có", "sẽ", "vào", "vì", "khi", "kể", "so", "xin", "phải"))
"""Words that begin with a letter of which the capital looks the same, and that begin no name."""
_CAPITAL = frozenset("VvCcSsOoXxKkPp")


def in_phrase(words: Sequence[Word], number: int) -> str | None:
    """What the word is meant to be, None where nothing shows that it is another: "(b/e);" is "(b/c);"."""
    if words[number].confidence is None:
        return None
    place = _Place(words, number)
    meant = next((text for rule in _RULES if (text := rule(place)) is not None), None)
    return meant if meant != words[number].text else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A word among those of its page."""

    words: Sequence[Word]
    number: int

    @property
    def text(self) -> str:
        return self.words[self.number].text

    @property
    def lead(self) -> str:
        return self.beside(-1)

    @property
    def rest(self) -> str:
        return self.beside(1)

    @property
    def is_faint(self) -> bool:
        confidence = self.words[self.number].confidence
        return confidence is not None and confidence < _FAINT

    def beside(self, step: int) -> str:
        """The text so many words on; empty where the line or the cell ends before."""
        at = self.number + step
        between = self.words[max(min(at, self.number), 0) : max(at, self.number) + 1]
        is_there = 0 <= at < len(self.words) and all(_are_beside(a, b) for a, b in pairwise(between))
        return self.words[at].text if is_there else ""


def _are_beside(a: Word, b: Word) -> bool:
    return a.baseline == b.baseline and -a.size < b.x0 - a.x1 < a.size


def _report(place: _Place) -> str | None:
    """ "(b/€)" is "(b/c)"."""
    found = _REPORT.fullmatch(place.text)
    return f"{'(' if found['open'] else ''}b/c){found['after']}" if found else None


def _for_report(place: _Place) -> str | None:
    """ "(đê b/c)" is "(để b/c)"."""
    found = _FOR.fullmatch(place.text)
    return f"{'(' if found['open'] else ''}để" if found and _REPORT.fullmatch(place.rest) else None


def _to_file(place: _Place) -> str | None:
    """ "[.ưu: VT" is "Lưu: VT"."""
    return "Lưu:" if re.match(r"VT\b", place.rest) and _FILE.fullmatch(place.text) else None


def _province(place: _Place) -> str | None:
    """ "LĐLĐ trnh" is "LĐLĐ tỉnh"."""
    found = _PROVINCE.fullmatch(place.text)
    if (
        not found
        or found["word"].lower() == "tỉnh"
        or not _OF_PROVINCE.fullmatch(place.lead)
        or not (place.is_faint or not is_syllable(found["word"]))
    ):
        return None
    return found["open"] + ("TỈNH" if found["word"].isupper() else "tỉnh") + found["after"]


def _clause(place: _Place) -> str | None:
    """ "khoản I Điều 12" is "khoản 1 Điều 12": clauses have Arabic numbers."""
    found = _CLAUSE.fullmatch(place.text)
    return f"1{found['after']}" if found and place.lead.lower() == "khoản" else None


def _comma(place: _Place) -> str | None:
    """ "các phòng. ban, đơn vị" is "các phòng, ban, đơn vị", "Hà Nội. ngày" a place and its day: no small letter follows a stop."""
    text = place.text
    if place.rest == "ngày" and _STOPPED.fullmatch(text) and text.istitle() and is_syllable(text[:-1]):
        return text[:-1] + ","
    if not _STOPPED.fullmatch(text) or not text.islower() or not is_syllable(text[:-1]) or not place.rest[:1].islower():
        return None
    listed = any(place.beside(step).endswith(",") for step in (-3, -2, -1, 1)) or any(_is_stopped(place, step) for step in (-1, 1))
    return text[:-1] + "," if listed else None


def _is_stopped(place: _Place, step: int) -> bool:
    return bool(_STOPPED.fullmatch(place.beside(step))) and place.beside(step + 1)[:1].islower()


def _small(place: _Place) -> str | None:
    """ "tổ dân phố Và trưởng thôn" is "tổ dân phố và trưởng thôn"."""
    text = place.text
    if text[:1] not in _CAPITAL or not text.istitle() or text.lower() not in _SMALL:
        return None
    return text.lower() if place.lead.isalpha() and place.lead.islower() and place.rest[:1].islower() else None


def _apart(place: _Place) -> str | None:
    """ "Nhưtrên" is "Như trên", "SởY tế" is "Sở Y tế": two words that stand close, and nothing else they could be."""
    found = re.fullmatch(r"(?P<open>\W*)(?P<word>[^\W\d_]{3,})(?P<after>\W*)", place.text)
    if found is None or is_syllable(found["word"]) or found["word"].isupper():
        return None
    word = found["word"]
    cuts = [(word[:at], word[at:]) for at in range(1, len(word)) if is_syllable(word[:at]) and is_syllable(word[at:])]
    fitting = [cut for cut in cuts if _belong(*cut)]
    return f"{found['open']}{' '.join(fitting[0])}{found['after']}" if len(fitting) == 1 else None


def _belong(first: str, second: str) -> bool:
    parted_by_capital = first[-1].islower() and second[0].isupper() and second[1:].islower() is bool(second[1:]) and len(first) > 1
    return parted_by_capital or (len(second) > 1 and (pairs.is_used(first, second) or (bare(first), bare(second)) == ("nhu", "tren")))


_RULES: tuple[Callable[[_Place], str | None], ...] = (_report, _for_report, _to_file, _province, _clause, _comma, _small, _apart)

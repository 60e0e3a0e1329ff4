"""What a figure counts, by rules: a known unit with what qualifies it, else the noun phrase behind the figure.

"vụ" of "03 vụ cháy trong quý" → "vụ cháy"; "đảng viên" of "05 đảng viên trẻ" stays. `extract/grammar/units.py` weighs what the rules
say against what was learned.
"""

from __future__ import annotations

import re
from functools import cache

from extract.language import fold
from extract.lexicon import alternation, entries, entry, phrase
from extract.tagging import NOUNS, VERB, Word, words

_UNITS = ("members", "people", "units", "things", "measures")
_TAGGED = 60
_NAME = re.compile(r'"[^\W\d_][^"]{2,50}"')
"""A thing counted by its name: '12 "Mái ấm biên cương"'."""
_UNKNOWN = "M"
_CARRIER = "những "
_NAMING = frozenset({VERB, _UNKNOWN})
"""Tags of the word that names a head: "điểm tiêm" (V); a word that the tagger does not know at the end of the words it gets is M."""


@cache
def known_unit() -> re.Pattern[str]:
    """Finds, behind a figure, the longest unit of the lexicon as its group "unit"."""
    words = [word for e in entries("quantities") if e.name in _UNITS for word in e.words]
    return re.compile(rf"\s*(?P<unit>{alternation(words)})(?![^\W_])")


@cache
def _unit_before() -> re.Pattern[str]:
    words = [word for e in entries("quantities") if e.name in _UNITS for word in e.words]
    return re.compile(rf"(?<![^\W_])(?P<unit>{alternation(words)})\s+(?:[^\W\d]+\s+){{0,4}}?(?:là|đạt|gồm|:|có)\s+$")


def unit_by_rules(text: str, folded: str, position: int, *, is_object: bool = False) -> tuple[str | None, int]:
    """What is counted: a known unit with what qualifies it, else the words up to the next stop.

    A verb behind the unit belongs to it where the sentence has its verb before the figure ("mở 18 lớp tập huấn"), as `is_object` says.
    """
    known = known_unit().match(folded, position)
    if known:
        end = _extended(text, folded, known, is_object=is_object)
        return text[known.start("unit") : end], end
    start = position + len(text[position:]) - len(text[position:].lstrip())
    named = _NAME.match(folded, start)
    if named and start > position:
        return text[start : named.end()], named.end()
    if start == position or not text[start : start + 1].isalpha():
        return None, position
    end = _noun_end(text, folded, start)
    end = _listed_end(text, folded, end) if end > start else end
    return (text[start:end], end) if end > start else (None, position)


def _noun_end(text: str, folded: str, start: int, head_end: int | None = None, *, verbs_too: bool = True) -> int:
    """Where the noun phrase ends that begins at `start`: "vụ tai nạn lao động" of "vụ tai nạn lao động nhẹ tại xưởng".

    Behind the head follow nouns, a verb that nothing follows ("bình chữa cháy") and words like "ưu tú"; in all at most three words.
    """
    limit = min(len(text), start + _TAGGED)
    stops = [found.start() for ender in ("unit_end", "qualifier_end") if (found := phrase(ender).search(folded, head_end or start, limit))]
    stop = min(stops, default=limit)
    end = head_end or start
    tagged = [word for word in counted_words(text[start:stop]) if start + word.end > end]
    verbs_too = verbs_too or phrase("passive_behind").match(folded, stop) is not None
    for number, word in enumerate(tagged[:3]):
        is_last = number == len(tagged) - 1 and stop < limit
        opens_unknown = number == 0 and word.tag == _UNKNOWN
        belongs = word.tag in NOUNS or opens_unknown or phrase("unit_qualifier").match(folded[start + word.start :])
        if not (belongs or (word.tag in _NAMING and verbs_too and (is_last or head_end) and end > start)):
            break
        end = start + word.end
    return end


def counted_words(text: str) -> list[Word]:
    """The words behind a figure, tagged as what "những" counts: alone, "tân binh" would be no noun."""
    return [Word(word.start - len(_CARRIER), word.end - len(_CARRIER), word.tag) for word in words(_CARRIER + text)[1:]]


def counts_people(unit: str) -> bool:
    """counts_people("đảng viên"), counts_people("đoàn viên ưu tú"); not "xã"."""
    known = known_unit().match(fold(unit))
    return known is not None and any(known["unit"] in {fold(w) for w in entry("quantities", name).words} for name in ("members", "people"))


def counts_bodies(unit: str) -> bool:
    """counts_bodies("xã, phường"), counts_bodies("đơn vị"); not "người", "lớp"."""
    known = known_unit().match(fold(unit))
    return known is not None and known["unit"] in {fold(word) for word in entry("quantities", "units").words}


def counts_members(unit: str) -> bool:
    """counts_members("đảng viên mới"), counts_members("đ/c"); not "quần chúng ưu tú", "đoàn viên"."""
    return bool(phrase("party_members").match(fold(unit)))


@cache
def _listed_unit() -> re.Pattern[str]:
    """A further unit of a list that one number counts: "11/14 huyện, thị xã, thành phố", "10 đoàn viên, hội viên ưu tú"."""
    words = [word for name in ("members", "people", "units", "listed") for word in entry("quantities", name).words]
    return re.compile(rf",\s+(?P<unit>{alternation(words)})(?!\s+hợp)(?![^\W_])")


@cache
def amounts() -> frozenset[str]:
    """Units that measure: "ha", "triệu đồng"."""
    return frozenset(fold(word) for word in entry("quantities", "measures").words)


@cache
def classifiers(which: str | None = None) -> frozenset[str]:
    """Nouns that say nothing without the one behind them: "vụ", "điểm", "khu vực"."""
    nouns = entry("quantities", "classifiers")
    return frozenset(fold(word) for word in (nouns.attributes[which] if which else nouns.words))


def _extended(text: str, folded: str, known: re.Match[str], *, is_object: bool) -> int:
    """A known unit with what qualifies it: "vụ" → "vụ cháy", "xã" → "xã, thị trấn"; "đảng viên" stays."""
    end = known.end("unit")
    if known["unit"] not in amounts():
        end = _listed_end(text, folded, end)
    per = phrase("per_unit").match(folded[end:]) or (None if counts_people(known["unit"]) else phrase("per_time").match(folded[end:]))
    if per:
        return end + per.end()
    qualifier = phrase("unit_qualifier").match(folded[end:])
    if qualifier or known["unit"] not in classifiers():
        return end + qualifier.end() if qualifier else end
    verbs_too = (is_object and known["unit"] != "người") or known["unit"] in classifiers("named_by_verb")
    named = _noun_end(text, folded, known.start("unit"), end, verbs_too=verbs_too)
    return _listed_end(text, folded, named) if named > end else end


def _listed_end(text: str, folded: str, end: int) -> int:
    """Where a list of units ends that one number counts: "xã, thị trấn"; "34 hộ, xã Kim Trì 27 hộ" is no such list."""
    while (listed := _listed_unit().match(folded, end)) and text[listed.start("unit")].islower():
        if text[listed.end() + 1 : listed.end() + 2].isupper() or phrase("begins_anew").match(folded[listed.end() :]):
            break
        if _is_place(listed["unit"]) and not phrase("place_at_the_end").search(folded[:end]):
            break
        end = listed.end()
    return end


def _is_place(unit: str) -> bool:
    """A level of the administration: behind another noun it begins a part of its own, "430 liều, tỉnh nhận …"."""
    return phrase("place_at_the_end").fullmatch(unit) is not None


def unit_named_before(text: str, folded: str, position: int) -> str | None:
    """"tổng nguồn được xác định là 670" → "nguồn"."""
    named = _unit_before().search(folded, max(0, position - 60), position)
    return text[slice(*named.span("unit"))] if named else None

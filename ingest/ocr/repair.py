"""Repairs of what Tesseract misreads, out of the closed lists of `slips.toml`; each is recorded, none is made where the reading is sure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from ingest.document import Note
from ingest.ocr import pairs
from ingest.ocr.phrases import in_phrase
from ingest.ocr.syllables import is_syllable
from ingest.pdf_page import Word

SURE = 0.98
"""Words of a set term read with this confidence stay as they are."""
_DOUBTED = 0.9
"""Codes and numbers are only repaired when read with less."""
_FAINT = 0.93
"""Words of a pair that are read with this confidence stay: clerks make slips, too, and what is printed is what the paper says."""
_PUNCTUATED = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.DOTALL)
_CODE = re.compile(r"[\dOolI]{1,4}[-/][A-ZĐÐ]{1,8}(?:[-/][A-ZĐÐ\d]{1,9})*[.,;:)]*")
_NUMBER_LABEL = re.compile(r"S[óôồỏỗòơớ]:(.*)")
_AFTER_SLASH = re.compile(r"[“”\"‘’'|lI][A-ZĐ]{2,8}(?:[-–][A-ZĐ\d]{1,9})+")
_FIGURES = str.maketrans("OolIS", "00115")


@dataclass(frozen=True, slots=True)
class _Term:
    """Two words that belong together; not before a word of `not_before`, and, where given, only before one of `only_before`."""

    words: tuple[str, str]
    not_before: frozenset[str]
    only_before: frozenset[str]

    def stands_before(self, word: str) -> bool:
        return word not in self.not_before and (not self.only_before or word in self.only_before)


def repaired(words: Sequence[Word], page: int) -> tuple[list[Word], list[Note]]:
    """The words of a page with their slips repaired, and a note for each repair with what was read and what stands there now."""
    mended = list(words)
    for number, text in _repairs(words):
        mended[number] = replace(mended[number], text=text)
    return mended, repairs(words, mended, page)


def repairs(read: Sequence[Word], mended: Sequence[Word], page: int) -> list[Note]:
    """A note for each word that was mended; Đ for the Ð that looks the same is none."""
    return [
        Note("ocr-repaired", page=page, values={"page": str(page), "read": before.text, "text": after.text})
        for before, after in zip(read, mended, strict=True)
        if before.text.replace("Ð", "Đ") != after.text
    ]


def _repairs(words: Sequence[Word]) -> Iterator[tuple[int, str]]:
    for number, word in enumerate(words):
        rest = [other for other in words[number + 1 : number + 3] if _follows(word, other)]
        text = _in_code(word) or _figures(word, rest) or _number_label(word, rest) or _slash(words[max(number - 2, 0) : number], word)
        if not text and word.confidence is not None:
            text = _highland_name(word, rest) or _doubled(word)
        if text:
            yield number, text
            continue
        if phrase := in_phrase(words, number):
            yield number, phrase
        if rest:
            terms = dict(_in_term(word, rest)) or dict(_in_pair(words, number))
            yield from ((number + place, mended) for place, mended in terms.items())


def _same_line(a: Word, b: Word) -> bool:
    return a.baseline == b.baseline and a.x0 < b.x0


def _follows(a: Word, b: Word) -> bool:
    return _same_line(a, b) or (b.baseline > a.baseline and b.x0 < a.x1)


# --- codes, labels, numbers ----------------------------------------------------------------------------------------------


def _in_code(word: Word) -> str | None:
    """ "O5/CT-UBND" is "05/CT-UBND"; the letter Ð, which looks like Đ, is always Đ."""
    text = word.text.replace("Ð", "Đ")
    if _CODE.fullmatch(text) and _is_doubted(word):
        figures, letters = re.split(r"(?=[-/])", text, maxsplit=1)
        text = figures.translate(_FIGURES) + letters.replace("ĐĐ", "Đ") if re.search(r"\d", figures) or letters else text
    return text if text != word.text else None


def _number_label(word: Word, rest: Sequence[Word]) -> str | None:
    """ "Só:" before a number is "Số:"."""
    found = _NUMBER_LABEL.fullmatch(word.text)
    if found is None or word.confidence is None or not re.match(r"[\d/]", found[1] or (rest[0].text if rest else "")):
        return None
    return "Số:" + found[1]


def _slash(before: Sequence[Word], word: Word) -> str | None:
    """ "Số: 2191 “CT-CS" is "Số: 2191 /CT-CS": what looks like a quote between the figures and the letters of a paper's number."""
    if len(before) < 2 or word.confidence is None or not _AFTER_SLASH.fullmatch(word.text):
        return None
    label, figures = (one.text for one in before)
    return "/" + word.text[1:] if re.fullmatch(r"S[ốóô]:?", label) and re.fullmatch(r"\d{1,5}", figures) else None


def _figures(word: Word, rest: Sequence[Word]) -> str | None:
    """ "l5 đảng viên" is "15 đảng viên"."""
    mixed = re.fullmatch(r"(?=.*\d)(?=.*[OolIS])[\dOolIS.,]+", word.text)
    if mixed is None or not _is_doubted(word):
        return None
    following = " ".join(other.text for other in rest).lower()
    return word.text.translate(_FIGURES) if any(following.startswith(unit) for unit in _lexicon().units) else None


def _highland_name(word: Word, rest: Sequence[Word]) -> str | None:
    """ "la Grai" is "Ia Grai": no name begins with a small letter, and rivers and communes of the highlands with Ia, water."""
    return "Ia" if word.text == "la" and rest and _same_line(word, rest[0]) and rest[0].text.istitle() else None


def _doubled(word: Word) -> str | None:
    """ "TỔỐNG" is "TỔNG": one letter read twice with different marks, in what is no syllable; the one with more marks stays."""
    before, read, after = _parts(word.text)
    if is_syllable(read):
        return None
    for at, (first, second) in enumerate(pairwise(read)):
        if first != second and _bare(first) == _bare(second) and not (first + second).isascii():
            once = read[:at] + max(first, second, key=lambda letter: len(unicodedata.normalize("NFD", letter))) + read[at + 2 :]
            if is_syllable(once):
                return before + once + after
    return None


def _is_doubted(word: Word) -> bool:
    return word.confidence is not None and word.confidence < _DOUBTED


# --- set terms -----------------------------------------------------------------------------------------------------------


def _in_term(word: Word, rest: Sequence[Word]) -> Iterator[tuple[int, str]]:
    (_, first, tail), (lead, second, _) = _parts(word.text), _parts(rest[0].text)
    if tail or lead or not first or not second:
        return
    terms = _lexicon().terms.get((_bare(first), _bare(second)), ())
    if not terms or any((first.lower(), second.lower()) == term.words for term in terms):
        return
    after = _parts(rest[1].text)[1].lower() if len(rest) > 1 else ""
    for term in terms:
        if not term.stands_before(after):
            continue
        pairs = enumerate(zip((first, second), (word, rest[0]), term.words, strict=True))
        wrong = [(place, one, right) for place, (read, one, right) in pairs if read.lower() != right]
        if len(wrong) == 1 and _may_be_wrong(wrong[0][1]):
            place, one, right = wrong[0]
            yield place, in_form(one.text, right)
            return


def _in_pair(words: Sequence[Word], number: int) -> Iterator[tuple[int, str]]:
    """ "Kiếm điểm" is "Kiểm điểm": read without certainty, a word of two syllables but for its marks, and part of no other."""
    word, other = words[number : number + 2]
    (_, first, tail), (lead, second, _) = _parts(word.text), _parts(other.text)
    is_settled = (_bare(first), _bare(second)) in _lexicon().terms or pairs.is_used(first, second)
    if tail or lead or (second.istitle() and not first.isupper()) or is_settled:
        return
    likely = pairs.likely(first, second)
    wrong = [place for place, (read, right) in enumerate(zip((first, second), likely or (), strict=False)) if pairs.folded(read) != right]
    if likely is None or len(wrong) != 1:
        return
    place = wrong[0]
    read = (word, other)[place]
    if _is_faint(read) and not _is_used_otherwise(words, number):
        yield place, in_form(read.text, likely[place])


def _is_faint(word: Word) -> bool:
    return word.confidence is not None and word.confidence < _FAINT


def _is_used_otherwise(words: Sequence[Word], number: int) -> bool:
    """Whether one of the two words goes with its neighbour on the other side, as in "chỉ tiết kiệm"; not in "vị phạm pháp luật"."""
    return (_go_together(words, number - 1) and not _go_together(words, number - 2)) or (
        _go_together(words, number + 1) and not _go_together(words, number + 2)
    )


def _go_together(words: Sequence[Word], number: int) -> bool:
    """Whether a word and the next are a word of two syllables."""
    if not 0 <= number < len(words) - 1:
        return False
    first, second = words[number : number + 2]
    return _follows(first, second) and pairs.is_used(_parts(first.text)[1], _parts(second.text)[1])


def _may_be_wrong(word: Word) -> bool:
    return word.confidence is not None and (word.confidence < SURE or not is_syllable(_parts(word.text)[1]))


def _parts(text: str) -> tuple[str, str, str]:
    """Signs before, the word, signs after: ("“", "Tố", "")."""
    found = _PUNCTUATED.match(text)
    return (found[1], found[2], found[3]) if found else ("", text, "")


def in_form(read: str, right: str) -> str:
    """The right word with the capitals and the signs around it of the one that was read."""
    before, word, after = _parts(read)
    if word.isupper() and len(word) > 1:
        right = right.upper()
    elif word[:1].isupper():
        right = right[:1].upper() + right[1:]
    return before + right + after


@cache
def _bare(word: str) -> str:
    """Letters without any mark: "TỔ" and "tố" are "to"."""
    parted = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class _Lexicon:
    terms: dict[tuple[str, str], tuple[_Term, ...]]
    units: tuple[str, ...]


@cache
def _lexicon() -> _Lexicon:
    with Path(__file__).with_name("slips.toml").open("rb") as file:
        data = tomllib.load(file)
    terms: dict[tuple[str, str], tuple[_Term, ...]] = {}
    for entry in data["term"]:
        for term in _terms(entry["terms"], entry["not_before"], entry.get("only_before", ())):
            key = (_bare(term.words[0]), _bare(term.words[1]))
            terms[key] = (*terms.get(key, ()), term)
    return _Lexicon(terms, tuple(unit for entry in data["number"] for unit in entry["units"]))


def _terms(terms: Iterable[str], not_before: Iterable[str], only_before: Iterable[str]) -> Iterator[_Term]:
    for term in terms:
        first, second = term.split()
        yield _Term((first, second), frozenset(not_before), frozenset(only_before))

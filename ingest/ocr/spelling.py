"""What a word looks like whatever its tone marks, and whether a document may hold it."""

from __future__ import annotations

import re
import unicodedata

from ingest.ocr.syllables import is_syllable


def bare(text: str) -> str:
    """The letters without any mark, in small ones: "Đảng bộ" is "dang bo"."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_plausible(word: str) -> bool:
    """A syllable, a number, an abbreviation in capitals, or several of them joined; with the signs around it.

    "Trường", "(sáu)", "12,5%", "THPT", "NN&PTNT", "72-KH/HU" are; "Kiẽm", "THP1", "nguõn" are not.
    """
    inner = re.sub(r"^\W+|\W+$", "", word)
    return all(not part or part.isdigit() or is_syllable(part) or _is_abbreviation(part) for part in re.split(r"[-–/&.,]", inner))


def _is_abbreviation(part: str) -> bool:
    return part.isupper() and part.isalpha() and bare(part) == part.casefold().replace("đ", "d")

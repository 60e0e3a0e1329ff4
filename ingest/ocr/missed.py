"""A second look at a page: ink that the first reading passed over, though it is a line of clean print."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import cv2
import numpy as np
from rapidfuzz import fuzz

from ingest.ocr.line_reader import read_lines
from ingest.ocr.one_by_one import DPI, read_crops, scaled, stretches
from ingest.ocr.picture import Picture
from ingest.ocr.readings import Token, settled_text
from ingest.ocr.spelling import bare
from ingest.ocr.strips import BODY, Blob, Strip, blobs_of, crop, sharpened, strips_among
from ingest.ocr.syllables import is_syllable
from ingest.ocr.tesseract import Found

_COARSE = 1.6
"""Pixels a point that are enough to see where ink is left."""
_REACH = 12.0
"""Ink so far apart (points) along a line may be of one line."""
_TALLEST = 20.0
_LETTERS = 3
"""So many letters are a line at least."""
_PROOF = 6
"""So many letters must be sure before a line that nobody saw at first is believed."""
_SURE, _FAIR, _FAINT = 0.75, 0.7, 0.6
"""How sure Tesseract is of a line that it alone reads so, of one that both readers see, of a word that is no rubbish."""
_ALIKE = 80
"""Two readers saw the same line (of 100)."""
_LESS = 0.9
"""The network sees shapes, Tesseract, given a line of clean print, is surer."""
_NEAR, _DOUBTFUL = 30.0, 0.55
_SIGNS = re.compile(r"[-–—+*•.…(“\"]+")
"""What may stand before the first word of a line, or for a blank."""
_LEADER = re.compile(r"\.{3,}|…")


def missed_words(picture: Picture, found: Sequence[Found], *, seconds: float = 60) -> list[Found]:
    """Words of printed lines that are not among those `found` on the page: a signer's name under a seal ("Nguyễn Văn An"), a short heading.

    Tesseract's analysis of a page takes such a line for a picture and drops it in silence. A line is believed where Tesseract, given
    the line alone, is sure of it and the network reads the same; what is left of seals, signatures and dirt is not.
    """
    rest = _without(picture, found)
    strips = strips_among(_groups(_coarse(rest)))
    if not strips:
        return []
    crops = [sharpened(crop(rest, strip), rest.scale) for strip in strips]
    printed = read_crops([scaled(one, max(DPI / 72 / rest.scale, 1.0)) for one in crops], seconds)
    lines = [_Line.of(*parts) for parts in zip(strips, printed, read_lines(crops), strict=True)]
    first = max((word.line[0] for word in found), default=0) + 1
    return [word for number, line in enumerate(lines) if line.is_believed for word in _words(line, lines, first + number, picture.scale)]


def _without(picture: Picture, found: Iterable[Found]) -> Picture:
    """The page with nothing but paper where words were found."""
    pixels = picture.pixels.copy()
    rim = round(picture.scale)
    for word in found:
        pixels[max(word.top - rim, 0) : word.bottom + rim, max(word.x0 - rim, 0) : word.x1 + rim] = 255
    return replace(picture, pixels=pixels)


def _coarse(picture: Picture) -> Picture:
    factor = min(_COARSE / picture.scale, 1.0)
    return Picture(scaled(picture.pixels, factor), picture.scale * factor)


def _groups(picture: Picture) -> list[list[Blob]]:
    """Pieces of ink that stand beside each other, where enough of them are letters."""
    blobs = [blob for blob in blobs_of(picture, (0, 0, picture.width, picture.height)) if blob.height <= _TALLEST]
    if sum(blob.height >= BODY for blob in blobs) < _LETTERS:
        return []
    ground = np.zeros((round(picture.height) + 2, round(picture.width) + 2), np.uint8)
    for blob in blobs:
        ground[int(blob.top) : int(blob.bottom) + 1, max(int(blob.x0 - _REACH / 2), 0) : int(blob.x1 + _REACH / 2) + 1] = 1
    _, labels = cv2.connectedComponents(ground, connectivity=4)
    groups: defaultdict[int, list[Blob]] = defaultdict(list)
    for blob in blobs:
        x, y = blob.centre
        groups[int(labels[int(y), int(x)])].append(blob)
    return [group for group in groups.values() if sum(blob.height >= BODY for blob in group) >= _LETTERS]


# --- what is believed ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line nobody saw at first, and what Tesseract and the network make of it; `lost`: whether signs at its ends were no writing."""

    strip: Strip
    printed: list[Token]
    lost: tuple[bool, bool]
    network: tuple[str, float]

    @classmethod
    def of(cls, strip: Strip, printed: Sequence[Token], network: tuple[str, float]) -> Self:
        written = [number for number, token in enumerate(printed) if _may_be_written(token)]
        first, last = (written[0], written[-1]) if written else (0, -1)
        return cls(strip, list(printed[first : last + 1]), (first > 0, last + 1 < len(printed)), network)

    @property
    def is_believed(self) -> bool:
        letters = [_letters(token.text) for token in self.printed]
        count = sum(map(len, letters))
        if count < _PROOF:
            return False
        sure = sum(token.confidence * len(own) for token, own in zip(self.printed, letters, strict=True)) / count
        alike = fuzz.partial_ratio("".join(letters), _letters(self.network[0])) >= _ALIKE
        return (alike and sure >= _FAIR) or (sure >= _SURE and all(is_syllable(own) for own in letters if own))

    def tokens(self) -> list[Token]:
        """The words of both readings; but a row of dots ("tháng ......") only Tesseract can count."""
        text, confidence = self.network
        if any(_LEADER.search(token.text) for token in self.printed):
            return self.printed
        return settled_text([Token(part, confidence * _LESS) for part in text.split()], self.printed)


def _words(line: _Line, lines: Iterable[_Line], number: int, scale: float) -> Iterator[Found]:
    """What was read; a word beside ink that could not be read may be half a name, and is doubtful."""
    tokens, strip = line.tokens(), line.strip
    beside = [one.strip for one in lines if not one.is_believed and _are_level(one.strip, strip)]
    at_start = line.lost[0] or any(0 < strip.x0 - other.x1 < _NEAR for other in beside)
    at_end = line.lost[1] or any(0 < other.x0 - strip.x1 < _NEAR for other in beside)
    for place, (token, (x0, x1)) in enumerate(zip(tokens, stretches(tokens, strip), strict=True)):
        cut = (at_start and place == 0) or (at_end and place == len(tokens) - 1)
        x0, top, x1, bottom = (round(edge * scale) for edge in (x0, strip.top, x1, strip.bottom))
        confidence = min(token.confidence, _DOUBTFUL) if cut or token.unsure else token.confidence
        yield Found(token.text, (number, 0, 0), x0, top, x1, bottom, confidence)


def _are_level(a: Strip, b: Strip) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.3 * (b.bottom - b.top)


def _may_be_written(token: Token) -> bool:
    parts = [part for part in re.split(r"[\W_]+", token.text) if part]
    if not parts:
        return bool(_SIGNS.fullmatch(token.text))
    return token.confidence >= _FAINT or all(part.isdigit() or is_syllable(part) for part in parts)


def _letters(text: str) -> str:
    return "".join(letter for letter in bare(text) if letter.isalnum())

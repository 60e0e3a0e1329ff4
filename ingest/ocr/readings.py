"""Two readings of one line held against each other: what both read is sure, what they read differently is weighed, or doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from ingest.ocr.spelling import bare, is_plausible

_FIGURES = r"\(?\d+(?:[.,]\d+)*\)?"
NUMBER = re.compile(rf"[-–+]?\s?{_FIGURES}(?:\s?[-–/]\s?{_FIGURES})*[.,]?\s?%?|[-–—]")
"""What a cell of numbers may hold: "1.250", "12,5%", "(1)/(2)", "15/20", "-"."""

_LIKE_FIGURES = str.maketrans("OoÔôÒòÕõQÓóÖÐlIí", "0000000000000111")
_FIGURES_ONLY = re.compile(r"[\dOoÔôÒòÕõQÓólI.,/%()\s–+-]+")
_AGREED = 0.97
"""Two readers agree: surer than that nobody is who goes by shapes alone."""
_CERTAIN = 0.99
"""So sure of itself the network is right about tone marks, too."""
_ROMAN = re.compile(r"[Il]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as one reader read it."""

    text: str
    confidence: float
    unsure: bool = False


def as_number(text: str) -> str | None:
    """The number that a reading stands for, letters that look like figures taken for them: "O" is "0", "l2" is "12"; None for text."""
    if not _FIGURES_ONLY.fullmatch(text) or (len(text) > 1 and not re.search(r"\d", text)) or _ROMAN.fullmatch(text):
        return None
    figures = text.translate(_LIKE_FIGURES)
    return figures if NUMBER.fullmatch(figures) else None


def settled_number(network: tuple[str, float], printed: Sequence[tuple[str | None, float]]) -> Token:
    """One number out of what the network and Tesseract (once or twice) read; sure only where the one agrees with the other.

    ("5", 0.99) and [("5", 0.9)] are "5"; ("5", 0.99) and [("6", 0.9)] are "5", unsure.
    """
    text, confidence = network
    agreed = [other for same, other in printed if same and _plain(same) == _plain(text)]
    if agreed:
        return Token(text, max(confidence, *agreed, 0.9))
    others = [same for same, _ in printed if same]
    twice = len(others) > 1 and len(set(map(_plain, others))) == 1
    return Token(others[0] if twice and confidence < 0.9 else text, min(confidence, 0.5), unsure=True)


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number).replace("–", "-").replace("—", "-")


def settled_text(network: Sequence[Token], printed: Sequence[Token], first: Sequence[Token] = ()) -> list[Token]:
    """One line of words out of its readings: the network's, sure of letters, and Tesseract's, surer of tone marks.

    `first` is what Tesseract read when it saw the whole page; it has a say where the other two differ.
    """
    if not printed:
        return [_alone(token) for token in network]
    if not network:
        return [_alone(token) for token in printed]
    matcher = SequenceMatcher(None, [bare(t.text) for t in network], [bare(t.text) for t in printed], autojunk=False)
    chosen: list[Token] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        ours, theirs = network[a:b], printed[c:d]
        if kind == "equal":
            chosen += [_same_letters(x, y, first) for x, y in zip(ours, theirs, strict=True)]
        else:
            chosen += _conflict(ours, theirs, first)
    return chosen


def _alone(token: Token) -> Token:
    good = is_plausible(token.text) and token.confidence >= 0.85
    return Token(token.text, token.confidence, unsure=not good)


def _same_letters(ours: Token, theirs: Token, first: Sequence[Token]) -> Token:
    sure = min(max(ours.confidence, theirs.confidence, 0.9), _AGREED)
    if ours.text == theirs.text:
        return Token(ours.text, sure)
    if ours.text.casefold() == theirs.text.casefold():
        return Token(theirs.text if ours.text != ours.text.capitalize() and theirs.text == ours.text.lower() else ours.text, sure)
    a, b = is_plausible(ours.text), is_plausible(theirs.text)
    if a != b:
        return Token(ours.text if a else theirs.text, sure - 0.1)
    if ours.confidence >= _CERTAIN and not _smeared(ours.text, theirs.text) and ours.text not in [token.text for token in first]:
        return Token(ours.text, 0.8, unsure=theirs.text in [token.text for token in first])
    marked = [token for token in (theirs, *first) if bare(token.text) == bare(ours.text) and is_plausible(token.text)]
    agreed = [token for token in marked if token.text == ours.text or sum(other.text == token.text for other in marked) > 1]
    better = max(agreed or marked or [ours], key=lambda token: token.confidence)
    return Token(better.text, min(better.confidence, 0.8), unsure=not agreed)


def _smeared(ours: str, theirs: str) -> bool:
    """Whether a tilde may be a circumflex with a tone, run together: "Đãu" for "Đầu"."""
    tildes = unicodedata.normalize("NFD", ours).count("\u0303") - unicodedata.normalize("NFD", theirs).count("\u0303")
    roofs = unicodedata.normalize("NFD", theirs).count("\u0302") - unicodedata.normalize("NFD", ours).count("\u0302")
    return tildes > 0 and roofs > 0


def _conflict(ours: Sequence[Token], theirs: Sequence[Token], first: Sequence[Token]) -> list[Token]:
    if _letters(ours) == _letters(theirs):
        return list(theirs if _plausibility(theirs) >= _plausibility(ours) else ours)
    voted = next((tokens for tokens in (ours, theirs) if tokens and _stands_in(tokens, first)), None)
    if voted is not None and _plausibility(voted) == 1:
        return [Token(t.text, 0.85) for t in voted]
    third = _third(ours, theirs, first)
    if third is not None:
        return [replace(third, confidence=min(third.confidence, 0.7))]
    a, b = _plausibility(ours), _plausibility(theirs)
    better = ours if a > b or (a == b and _mean(ours) >= _mean(theirs)) else theirs
    clear = abs(a - b) > 0.3 and _mean(better) > 0.6 and not any(c.isdigit() for c in _letters(ours) + _letters(theirs))
    return [Token(t.text, min(t.confidence, 0.8 if clear else 0.5), unsure=not clear) for t in better]


def _letters(tokens: Sequence[Token]) -> str:
    return "".join(bare(token.text) for token in tokens)


def _stands_in(tokens: Sequence[Token], line: Sequence[Token]) -> bool:
    texts = [token.text for token in tokens]
    return any([token.text for token in line[at : at + len(texts)]] == texts for at in range(len(line)))


def _third(ours: Sequence[Token], theirs: Sequence[Token], first: Sequence[Token]) -> Token | None:
    """The one word of the first reading that can be a word, and is near to both of the others, which cannot."""
    if len(ours) != 1 or len(theirs) != 1 or is_plausible(ours[0].text) or is_plausible(theirs[0].text):
        return None
    near = [t for t in first if is_plausible(t.text) and all(fuzz.ratio(bare(t.text), _letters(o)) >= 60 for o in (ours, theirs))]
    return near[0] if len(near) == 1 else None


def _plausibility(tokens: Sequence[Token]) -> float:
    return sum(is_plausible(t.text) for t in tokens) / len(tokens) if tokens else 0.0


def _mean(tokens: Sequence[Token]) -> float:
    return sum(t.confidence for t in tokens) / len(tokens) if tokens else 0.0

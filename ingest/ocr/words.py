"""From what Tesseract found to the words of a `Page`: in points, on one baseline a line, in the letter sizes of the page, bold or not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.ocr.picture import Picture
from ingest.ocr.preparation import INK
from ingest.ocr.syllables import is_syllable
from ingest.ocr.tesseract import Found
from ingest.ocr.typography import reach, stem
from ingest.pdf_page import Word
from ingest.text import normal

DOUBTFUL = 0.6
"""Words of less confidence are unsure."""
_HEAVY, _HEAVY_CAPITALS = 1.3, 1.42
"""Bold strokes are thicker than a page's usual ones by this factor; capitals have thicker strokes in any case."""
_SAME_SIZE = ((0, 0.25), (7, 0.12), (12, 0.07))
"""Lines of so many letters are of one size when this near in size: a line of few letters can be measured less well."""
_SIDE_BY_SIDE = 2.5
"""Gaps wider than this many heights of a word part what stands side by side."""
_FAIR = 0.93
_ODD = re.compile(r"[\w][@#$^*§£¥€~|\\⁄©®°{}<>=]|[@#$^§£¥€|\\⁄©®{}<>=][\w]|^[#@$£§©®⁄]+$")
"""Signs that stand in no word of a document."""
_STAR_RISE = 0.28
"""How far a star stands above the line, in parts of the letter size."""
_FIGURES = re.compile(r"\d{1,4}[.,;:/-]?")
_CODE = re.compile(r"[A-ZĐ]{2,}-[A-ZĐ]{2,}")
"""What ends a document's number, however its figures are written: "/QĐ-SYT"."""
_TINY = 0.45
"""Letters of less than this share of the page's usual size, over or under all others, are no part of the document."""
_MARGIN = 6.0
"""What ends this far (points) before the text begins stands in the margin."""
_DASHES = {"—": "–", "--": "–", "—-": "–", "-—": "–", "–-": "–"}
_SIGNS = str.maketrans("—⁄", "–/")
"""Signs that no document uses, and what they are taken for: "V⁄v", "30 — 35"."""
_BLUR = 0.8
"""Pixels by which the ink of a word is higher than its letters."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Words of one line with the line's measure in points: baseline and letter size."""

    words: tuple[Found, ...]
    baseline: float
    size: float

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)


def words_of(found: Iterable[Found], picture: Picture) -> list[Word]:
    """The words in points, each line with one baseline and one size, in half points; those of heavy strokes bold."""
    lines = _sized([_measured(words, picture.scale) for words in _lines(found)])
    strokes = {one: _stroke(one, line, picture) for line in lines for one in line.words}
    usual = _usual([stroke for stroke in strokes.values() if stroke is not None])
    return [word for line in lines for word in _words(line, picture.scale, strokes, usual) if word.text]


def _words(line: _Line, scale: float, strokes: dict[Found, float | None], usual: float) -> Iterator[Word]:
    weights = [_weight(one, strokes[one], usual) for one in line.words]
    for number, one in enumerate(line.words):
        x0, top, x1, bottom = (edge / scale for edge in (one.x0, one.top, one.x1, one.bottom))
        yield Word(
            normal(_DASHES.get(one.text, one.text.translate(_SIGNS))), x0, top, x1, bottom, _baseline(one, line, scale), line.size,
            bold=_is_bold(line.words, weights, number), italic=False, confidence=round(one.confidence, 3),
            unsure=_is_unsure(one, line, scale),
        )  # fmt: skip


def readable(words: Sequence[Word], width: float) -> tuple[list[Word], list[str]]:
    """The words that are writing, and the text of what is none or stands beside the text.

    No writing are the remains of a seal or a signature, read as a few signs of little confidence by themselves; beside the text, in the
    margin, stand the receiver's stamps and notes by hand, over and under it what is left of an electronic signature.
    """
    left = _left_edge(words, width)
    usual = median(word.size for word in words) if words else 0.0
    body = sorted(word.baseline for word in words if word.size > 0.7 * usual and (word.confidence or 0) >= DOUBTFUL)
    kept: list[Word] = []
    dropped: list[str] = []
    for run in _runs(words):
        star = _star(run[0], words) if len(run) == 1 else None
        if star is not None:
            kept.append(star)
        elif run[0].text != "*" and run[0].size < _TINY * usual and body and not body[0] < run[0].baseline < body[-1]:
            dropped.append(" ".join(word.text for word in run))
        elif (_is_writing(run) and run[-1].x1 > left - _MARGIN) or _ends_paragraph(run, left, usual):
            kept += run
        elif any(c.isalnum() for word in run for c in word.text):
            dropped.append(" ".join(word.text for word in run))
    return kept, dropped


def _star(word: Word, words: Iterable[Word]) -> Word | None:
    """A small sign as wide as high, alone in the middle under a line of letters: the star of a head, whatever it was read as."""
    wide, high = word.x1 - word.x0, word.bottom - word.top
    if len(word.text) > 2 or word.text.isdigit() or not (3 < wide < 10 and 3 < high < 10 and 0.66 < wide / high < 1.5):
        return None
    near = [one for one in words if 0 < word.bottom - one.bottom < 30 and one.size > 1.4 * high and abs(one.middle - word.middle) < 200]
    above = [one for one in near if one.baseline == near[-1].baseline]
    if not above or abs(above[0].x0 + above[-1].x1 - word.x0 - word.x1) > 24:
        return None
    size = above[0].size
    return replace(word, text="*", size=size, baseline=word.bottom + _STAR_RISE * size, unsure=word.text != "*")


def _left_edge(words: Sequence[Word], width: float) -> float:
    """Where the lines of a page begin that fill it; 0 where few do."""
    rows: dict[float, list[Word]] = defaultdict(list)
    for word in words:
        rows[word.baseline].append(word)
    edges = sorted(
        run[0].x0 for row in rows.values() for run in _runs(sorted(row, key=lambda w: w.x0)) if run[-1].x1 - run[0].x0 > 0.6 * width
    )
    return edges[len(edges) // 6] if len(edges) >= 8 else 0.0


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words of one line without a wide gap between them."""
    run: list[Word] = []
    for word in words:
        if run and not (word.baseline == run[-1].baseline and 0 <= word.x0 - run[-1].x1 < 1.5 * word.size):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_writing(run: Sequence[Word]) -> bool:
    if [word.text for word in run] == ["*"]:
        return True
    if any(_CODE.search(word.text) for word in run):
        return True
    letters = sum(c.isalnum() for word in run for c in word.text)
    sure = sum(sum(c.isalnum() for c in word.text) for word in run if (word.confidence or 0) >= DOUBTFUL)
    return bool(letters) and (sure > 0 or letters > 16)


def _ends_paragraph(run: Sequence[Word], left: float, usual: float) -> bool:
    """Syllables by themselves where the lines of the page begin, of their size: the last of a paragraph, however faintly printed."""
    in_place = left > 0 and abs(run[0].x0 - left) < _MARGIN and abs(run[0].size - usual) < 0.1 * usual
    return in_place and all(is_syllable(word.text.strip(".,;:")) for word in run)


def _is_unsure(word: Found, line: _Line, scale: float) -> bool:
    """Read with little confidence, or with some but no word, number or code ("đ@", "Th§.DS."), or written by hand."""
    odd = word.confidence < _FAIR and bool(_ODD.search(word.text))
    return word.confidence < DOUBTFUL or odd or _is_by_hand(word, line, scale)


def _is_by_hand(word: Found, line: _Line, scale: float) -> bool:
    """Figures written into a printed line by hand: larger or smaller than its letters, or not on its foot ("Số: 44 /CT-UBND")."""
    measure = reach(word.text)
    if measure is None or not _FIGURES.fullmatch(word.text) or len(line.words) < 2:
        return False
    off = abs(_foot(word, measure, line.size, scale) - line.baseline)
    return abs(_size(word, measure, scale) - line.size) > 0.16 * line.size or 0.14 * line.size < off < 0.6 * line.size


# --- lines ---------------------------------------------------------------------------------------------------------------


def _lines(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Tesseract's lines, cut at wide gaps: what stands side by side need be neither level nor of one size."""
    together: dict[tuple[int, int, int], list[Found]] = defaultdict(list)
    for word in found:
        together[word.line].append(word)
    for words in together.values():
        first = 0
        high = median(word.bottom - word.top for word in words)
        for number in range(1, len(words)):
            if words[number].x0 - words[number - 1].x1 > _SIDE_BY_SIDE * high:
                yield words[first:number]
                first = number
        yield words[first:]


def _measured(words: Sequence[Found], scale: float) -> _Line:
    known = [(word, measure) for word in words if (measure := reach(word.text)) is not None]
    if not known:
        return _Line(tuple(words), words[0].bottom / scale, (words[0].bottom - words[0].top) / scale)
    size = _middle([(_size(word, measure, scale), word) for word, measure in known])
    return _Line(tuple(words), _middle([(_foot(word, measure, size, scale), word) for word, measure in known]), size)


def _middle(values: Sequence[tuple[float, Found]]) -> float:
    """The median, each word counted by its letters."""
    return median(value for value, word in values for _ in word.text)


def _size(word: Found, measure: tuple[float, float], scale: float) -> float:
    return (word.bottom - word.top - _BLUR) / scale / sum(measure)


def _foot(word: Found, measure: tuple[float, float], size: float, scale: float) -> float:
    return (word.bottom - _BLUR / 2) / scale - measure[1] * size


def _baseline(word: Found, line: _Line, scale: float) -> float:
    """The line's, unless the word clearly stands on another: what stands side by side need not be level."""
    measure = reach(word.text)
    if measure is None or len(word.text) < 2 or abs(_size(word, measure, scale) - line.size) > 0.15 * line.size:
        return line.baseline
    own = _foot(word, measure, line.size, scale)
    return own if abs(own - line.baseline) > 0.3 * line.size else line.baseline


def _sized(lines: Sequence[_Line]) -> list[_Line]:
    """Lines of nearly one size have that size, in half points: the letters of a page come in few sizes."""
    sized: dict[int, float] = {}
    while left := [(number, line) for number, line in enumerate(lines) if number not in sized]:
        weights: Counter[float] = Counter()
        for _, line in left:
            weights[round(4 * line.size) / 4] += line.letters
        peak = max(weights, key=lambda size: sum(n for other, n in weights.items() if abs(other - size) <= 0.03 * size))
        near = [(number, line) for number, line in left if _is_of_size(line, peak)] or left[:1]
        size = median(line.size for _, line in near for _ in range(line.letters))
        sized |= {number: round(2 * size) / 2 for number, _ in near}
    return [replace(line, size=sized[number]) for number, line in enumerate(lines)]


def _is_of_size(line: _Line, size: float) -> bool:
    near = [share for letters, share in _SAME_SIZE if line.letters >= letters][-1]
    return abs(line.size - size) <= near * size


# --- bold ----------------------------------------------------------------------------------------------------------------


def _stroke(word: Found, line: _Line, picture: Picture) -> float | None:
    """How thick a word's strokes are for its size, measured where all its letters have ink."""
    if sum(c.isalnum() for c in word.text) < 2 or not line.size:
        return None
    x0, x1 = word.x0 / picture.scale, word.x1 / picture.scale
    baseline = _baseline(word, line, picture.scale)
    thick = stem(picture.cut((x0, baseline - 0.46 * line.size, x1, baseline)), INK)
    return thick / picture.scale / line.size if thick is not None else None


def _usual(strokes: Sequence[float]) -> float:
    return sorted(strokes)[len(strokes) // 3] if strokes else 1.0


def _weight(word: Found, stroke: float | None, usual: float) -> tuple[float, int]:
    """Above 1: heavier than a word that is just bold; and the letters by which it counts."""
    heavy = _HEAVY_CAPITALS if word.text.isupper() else _HEAVY
    return (stroke / usual / heavy, len(word.text)) if stroke is not None else (1.0, 0)


def _is_bold(words: Sequence[Found], weights: Sequence[tuple[float, int]], number: int) -> bool:
    """By its own weight where that is clear, else by that of the words beside it: a single sign or digit is as heavy as these."""
    own, letters = weights[number]
    if letters and not 0.9 < own < 1.1:
        return own > 1
    near = [(weight, count) for place, (weight, count) in _beside(words, weights, number) if place != number]
    total = sum(count for _, count in near) + letters
    return bool(total) and (sum(weight * count for weight, count in near) + own * letters) / total > 1


def _beside(words: Sequence[Found], weights: Sequence[tuple[float, int]], number: int) -> Iterator[tuple[int, tuple[float, int]]]:
    """The words before and after one, unless a wide gap parts them."""
    for place in range(max(number - 1, 0), min(number + 2, len(words))):
        a, b = words[min(place, number)], words[max(place, number)]
        if b.x0 - a.x1 < (a.bottom - a.top) + (b.bottom - b.top):
            yield place, weights[place]

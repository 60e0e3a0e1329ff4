"""Who signs: where a seal or a signature lies over post and name, the right half of the foot is read once more by itself.

What was read is held against the posts and family names that there are (`feet.toml`): "ŠUỦ TỊCH" is "CHỦ TỊCH", "rần Ngọc An" is
"Trần Ngọc An", and of two lines that end in the same post the second is the deputy's: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC".
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from statistics import median

import numpy as np

from ingest.document import Box, Note
from ingest.ocr import tesseract
from ingest.ocr.one_by_one import scaled
from ingest.ocr.picture import Picture, Pixels
from ingest.ocr.spelling import bare
from ingest.ocr.syllables import is_syllable
from ingest.pdf_page import Word

_RIGHT = 0.42
"""Recipients stand left of this share of the page's width, who signs right of it."""
_ABOVE, _BELOW = 28.0, 190.0
"""How far (points) over and under "Nơi nhận" there is something of the signature."""
_FINE = 300 / 72
"""Pixels a point of the second look's enlarged picture."""
_NEXT = 30.0
"""Lines of one post stand no farther apart (points)."""
_LEAST, _SHARE = 5, 0.6
"""So many letters of a post, and so much of it, must be left at its end."""
_PALE = 215
"""Darker than this is print, however pale."""
_LEVEL = 14.0
"""Post and name stand on one axis (points)."""
_LEAD = 45.0
"""How far (points) before a post its "PHÓ" begins."""
_BESIDE = 12.0
"""What stands farther (points) beside a line is no part of it, but the end of a recipient's."""
_FAINT = 0.93
_GIVEN = 0.6
"""What was put together out of two readings is believed so much."""
_MARKS = ("KT", "TM", "TL", "TUQ")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as one reader saw it, its words in order, in points on the page."""

    words: tuple[str, ...]
    boxes: tuple[Box, ...]

    @property
    def letters(self) -> str:
        return _letters(" ".join(self.words))

    @property
    def box(self) -> Box:
        return _around(self.boxes)

    def end(self, letters: int) -> Box:
        """Where the words stand that hold so many letters at the line's end."""
        first, count = len(self.words), 0
        while first and count < letters:
            first -= 1
            count += len(_letters(self.words[first]))
        return _around(self.boxes[first:])


def _around(boxes: Sequence[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


@dataclass(frozen=True, slots=True)
class _Post:
    """A post at the end of a line and the letters before it; `whole`: no letter of it is missing; `alone`: nothing stands before it."""

    post: str
    lead: str
    whole: bool
    line: Line

    @property
    def box(self) -> Box:
        return self.line.end(len(_letters(self.post)) if self.whole else _LEAST)

    @property
    def box_with_lead(self) -> Box:
        """Where "KT." or "PHÓ" stands before the post, too."""
        x0, top, x1, bottom = self.box
        return max(self.line.box[0], x0 - _LEAD), top, x1, bottom

    @property
    def alone(self) -> bool:
        return self.box == self.line.box and not self.lead


def with_signature(words: Sequence[Word], picture: Picture, page: int, *, seconds: float) -> tuple[list[Word], list[Note]]:
    """The words of page `page`, post and name of who signs put right where the second look shows what they are; a note for each line."""
    named = _named(words)
    region = _region(named, picture)
    if region is not None:
        first = _lines_of(word for word in named if _holds(region, word))
        if not (any(_is_post(line) for line in first) and any(_is_name(line) for line in first)):
            readings = [_look(picture, region, factor, seconds) for factor in (1.0, max(_FINE / picture.scale, 1.0))]
            if _name(first, readings) is None:
                readings.append(_look_faint(picture, _under_posts(region, [*first, *readings[0]]), seconds))
            named = _put(named, region, list(signed(first, readings)))
    return named, list(_notes(words, named, page))


def _region(words: Sequence[Word], picture: Picture) -> Box | None:
    """Where post, seal and name stand: right of the list that "Nơi nhận" begins."""
    edge = _RIGHT * picture.width
    for first, second in pairwise(words):
        if _letters(first.text) == "noi" and _letters(second.text).startswith("nhan") and first.x0 < edge and second.x0 < edge:
            return edge, max(first.top - _ABOVE, 0.0), picture.width, min(first.top + _BELOW, picture.height)
    return None


def _under_posts(region: Box, lines: Iterable[Line]) -> Box:
    lowest = max((post.box[3] for line in lines if (post := _post(line)) is not None), default=region[1])
    return region[0], min(lowest, region[3] - 60), region[2], region[3]


def _holds(region: Box, word: Word) -> bool:
    x, y = word.centre
    return region[0] <= word.x0 and x <= region[2] and region[1] <= y <= region[3]


def _lines_of(words: Iterable[Word]) -> list[Line]:
    lines: defaultdict[float, list[Word]] = defaultdict(list)
    for word in words:
        lines[word.baseline].append(word)
    return [_line(own) for _, own in sorted(lines.items())]


def _line(words: Sequence[Word]) -> Line:
    own = sorted(words, key=lambda word: word.x0)
    return Line(tuple(word.text for word in own), tuple((word.x0, word.top, word.x1, word.bottom) for word in own))


def _look(picture: Picture, region: Box, factor: float, seconds: float) -> list[Line]:
    """The lines of the region read as a block by itself."""
    return _read(scaled(picture.cut(region), factor), region, picture.scale * factor, seconds)


def _look_faint(picture: Picture, region: Box, seconds: float) -> list[Line]:
    """Lines strewn over the region, pale print darkened: a name stamped in red, aslant."""
    pixels = picture.cut(region)
    return _read(np.where(pixels < _PALE, pixels // 2, pixels), region, picture.scale, seconds, tesseract.STREWN)


def _read(pixels: Pixels, region: Box, scale: float, seconds: float, cutting: int = tesseract.ONE_BLOCK) -> list[Line]:
    lines: defaultdict[tuple[int, int, int], list[tesseract.Found]] = defaultdict(list)
    for found in tesseract.words(pixels, 72 * scale, seconds=seconds, cutting=cutting):
        lines[found.line].append(found)
    left, top = region[:2]
    return [
        Line(
            tuple(found.text for found in own),
            tuple((left + found.x0 / scale, top + found.top / scale, left + found.x1 / scale, top + found.bottom / scale) for found in own),
        )
        for own in lines.values()
    ]


def signed(first: Sequence[Line], readings: Sequence[Sequence[Line]]) -> Iterator[tuple[str, Box]]:
    """The lines of post and name as they are meant to be, where the page's own reading has them otherwise."""
    name = _name(first, readings)
    middle = _middle(name[1]) if name else None
    posts = max((list(_posts(reading, middle)) for reading in (first, *readings)), key=len)
    if not any(_is_post(line) for line in first) or any(text.startswith("PHÓ") for text, _ in posts):
        yield from posts
    if name:
        yield name


# --- posts ---------------------------------------------------------------------------------------------------------------


def _posts(lines: Sequence[Line], middle: float | None) -> Iterator[tuple[str, Box]]:
    """ "VT;GIÁM ĐÓC" over "HÓ GIÁM ĐỐC" are "KT. GIÁM ĐỐC" and "PHÓ GIÁM ĐỐC"; one post alone, undamaged or over the name, is itself."""
    found = [post for line in lines if (post := _post(line)) is not None]
    for upper, lower in pairwise(found):
        if upper.post == lower.post and not upper.alone and not lower.alone and 4 < lower.box[3] - upper.box[3] < _NEXT:
            yield f"KT. {upper.post}", upper.box_with_lead
            yield f"PHÓ {lower.post}", lower.box_with_lead
            return
    for line, following in pairwise(lines):
        lower_post = _post(following)
        is_for = line.letters.startswith("kt") and lower_post is not None and _letters(lower_post.post) in line.letters
        if is_for and lower_post is not None and not lower_post.alone:
            yield f"PHÓ {lower_post.post}", lower_post.box_with_lead
            return
    for post in found:
        mark = next((mark for mark in _MARKS if post.lead == mark.lower()), None)
        if mark and post.whole:
            yield f"{mark}. {post.post}", post.box_with_lead
        elif (post.alone and post.whole) or (middle is not None and abs(_middle(post.box) - middle) < _LEVEL and not _is_deputy(post)):
            yield post.post, post.box
            return


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _is_deputy(post: _Post) -> bool:
    return bool(re.search(r"ph|ho", post.lead))


def _post(line: Line) -> _Post | None:
    capitals = " ".join(word for word in line.words if word.isupper() or not any(c.isalpha() for c in word))
    letters = _letters(capitals)
    for post, own in _feet().posts.items():
        if letters.endswith(own):
            return _Post(post, letters[: -len(own)], whole=True, line=line)
    for post, own in _feet().posts.items():
        last = _letters(" ".join(capitals.split()[-len(post.split()) :]))
        for count in range(len(own) - 1, max(_LEAST, round(_SHARE * len(own))) - 1, -1):
            if last.endswith(own[-count:]) and len(last) <= len(own) + 2 and _only(own[-count:]) == post:
                return _Post(post, last[:-count], whole=False, line=line)
    return None


def _only(ending: str) -> str | None:
    """The shortest post that ends so; only a post with more words before it may end so, too."""
    posts = sorted((own, post) for post, own in _feet().posts.items() if own.endswith(ending))
    shortest = min(posts, key=lambda pair: len(pair[0]), default=None)
    return shortest[1] if shortest and all(own.endswith(shortest[0]) for own, _ in posts) else None


def _is_post(line: Line) -> bool:
    post = _post(line)
    return post is not None and post.whole and post.lead in ("", "pho", *(mark.lower() for mark in _MARKS))


# --- names ---------------------------------------------------------------------------------------------------------------


def _is_name(line: Line) -> bool:
    return len(line.words) > 2 and line.words[0] in _feet().surnames and all(_is_given(word) for word in line.words)


def _is_given(word: str) -> bool:
    return word.istitle() and is_syllable(word)


def _name(first: Sequence[Line], readings: Sequence[Sequence[Line]]) -> tuple[str, Box] | None:
    """The lowest line of given names in the page's own reading, else in the others, with the family name that any reading has before it."""
    for line in reversed([line for reading in (*reversed(readings), first) for line in sorted(reading, key=lambda line: line.box[1])]):
        given = _given(line)
        if len(given) < 2:
            continue
        if given[0] in _feet().surnames and len(given) > 2:
            return " ".join(given), line.end(len(_letters("".join(given))))
        family = next(
            (name for other in (line, *(one for reading in readings for one in reading)) if (name := _family(other, given))), None
        )
        if family:
            return " ".join((family, *given)), line.box
        if len(given) > 2 and (meant := _surname(given[0])):
            return " ".join((meant, *given[1:])), line.box
    return None


def _given(line: Line) -> list[str]:
    """The capitalised syllables at the end of a line: "rần n Ngọc An" has "Ngọc", "An"."""
    given: list[str] = []
    for word in reversed([re.sub(r"^\W+|\W+$", "", word) for word in line.words]):
        if not _is_given(word):
            break
        given.insert(0, word)
    return given


def _family(line: Line, given: Sequence[str]) -> str | None:
    """The family name before the given ones in a line where they stand, too, read rightly or not."""
    words = [re.sub(r"^\W+|\W+$", "", word) for word in line.words]
    words = [word for word in words if len(word) > 1 or word in "àáâ"]
    places = [at for at, word in enumerate(words) if at and bare(word) == bare(given[0])]
    return _surname(words[places[0] - 1]) if places else None


def _surname(read: str) -> str | None:
    """The one family name that was read so, but for its marks, or whose first letter is hidden: "Trân", "rần" are "Trần"."""
    if not read or not read.isalpha():
        return None
    names = _feet().surnames
    if read in names:
        return read
    same = {name for name in names if bare(name) == bare(read)} if read.istitle() else {name for name in names if name[1:] == read}
    return same.pop() if len(same) == 1 else None


def _named(words: Sequence[Word]) -> list[Word]:
    """The words, posts and family names under them put right that were read faintly with other marks: "GIAM ĐỌC", "Lễ Hoàng An"."""
    posts = [(number, post) for number in range(len(words)) if (post := _post_at(words, number))]
    marked = list(words)
    for number, post in posts:
        for place, part in enumerate(post.split(), number):
            marked[place] = replace(words[place], text=part) if _is_faint(words[place]) else words[place]
    below = min((words[number].bottom for number, _ in posts), default=0.0)
    return [_with_family(word, marked[number + 1 : number + 3], below) for number, word in enumerate(marked)] if posts else marked


def _post_at(words: Sequence[Word], number: int) -> str | None:
    """The post that the words from here to the end of their line are, whatever their marks."""
    line = list(takewhile(lambda word: word.baseline == words[number].baseline, words[number : number + 5]))
    read = " ".join(word.text for word in line)
    same = [post for post in _feet().posts if bare(post) == bare(read)]
    return same[0] if same and read.isupper() else None


def _is_faint(word: Word) -> bool:
    return word.confidence is not None and word.confidence < _FAINT


def _with_family(word: Word, rest: Sequence[Word], below: float) -> Word:
    is_first = len(rest) == 2 and all(_is_given(one.text) and one.baseline == word.baseline for one in (word, *rest))
    if not is_first or word.top < below or not _is_faint(word) or word.text in _feet().surnames:
        return word
    return replace(word, text=_surname(word.text) or word.text)


# --- what is put in its place --------------------------------------------------------------------------------------------


def _put(words: Sequence[Word], region: Box, lines: Sequence[tuple[str, Box]]) -> list[Word]:
    """The words with lines of the region replaced; a line that is there already stays."""
    there = {text: [word for word in words if _holds(region, word) and _overlap(word, box)] for text, box in lines}
    new = [(text, box) for text, box in lines if " ".join(word.text for word in sorted(there[text], key=lambda word: word.x0)) != text]
    gone = [word for text, _ in new for word in there[text]]
    at = min((words.index(word) for word in gone), default=len(words))
    size = median(word.size for word in gone or words)
    placed = [word for text, box in new for word in _placed(text, box, size)]
    return [*words[:at], *placed, *(word for word in words[at:] if word not in gone)]


def _overlap(word: Word, box: Box) -> bool:
    is_level = min(word.bottom, box[3]) - max(word.top, box[1]) > 0.4 * (word.bottom - word.top)
    return is_level and box[0] - _BESIDE < word.x1 and word.x0 < box[2] + _BESIDE


def _placed(text: str, box: Box, size: float) -> Iterator[Word]:
    """The words of a line, each with its share of the box."""
    x, top, x1, bottom = box
    step = (x1 - x) / len(text)
    for part in text.split():
        yield Word(part, x, top, x + step * len(part), bottom, bottom, size, bold=True, italic=False, confidence=_GIVEN, unsure=True)
        x += step * (len(part) + 1)


def _notes(before: Sequence[Word], after: Sequence[Word], page: int) -> Iterator[Note]:
    gone, new = [word for word in before if word not in after], [word for word in after if word not in before]
    for baseline in sorted({word.baseline for word in new}):
        own = [word for word in new if word.baseline == baseline]
        top, bottom = min(word.top for word in own), max(word.bottom for word in own)
        read = [word.text for word in gone if top < word.centre[1] < bottom]
        values = {"page": str(page), "read": " ".join(read) or "…", "text": " ".join(word.text for word in own)}
        yield Note("ocr-repaired", page=page, values=values)


def _letters(text: str) -> str:
    return "".join(letter for letter in bare(text) if letter.isascii() and letter.isalpha())


@dataclass(frozen=True, slots=True)
class _Feet:
    posts: dict[str, str]
    surnames: frozenset[str]


@cache
def _feet() -> _Feet:
    data = tomllib.loads(Path(__file__).with_name("feet.toml").read_text(encoding="utf-8"))
    posts = sorted(data["posts"], key=len, reverse=True)
    return _Feet({post: _letters(post) for post in posts}, frozenset(data["surnames"]))

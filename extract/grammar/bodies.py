"""Names of bodies: who acts, who is asked, to whom a report goes.

A body's name is a head ("Ban Tổ chức", "các chi bộ", "Sở Nội vụ") with what belongs to it ("Huyện ủy", "trực thuộc Thành ủy",
"được phân công phụ trách xã") up to the first verb of duty, stop word or mark. Names stand in lists: "Các đảng ủy, chi bộ
trực thuộc Thị ủy", "Mặt trận Tổ quốc và các đoàn thể".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.language import fold, folded_pattern
from extract.lexicon import alternation, entry, whole

HEADS = ("party", "state", "organisations", "persons")
_MARK = re.compile(r"[.;:()\[\]!?\"“”…]")
_LONGEST_NAME = 160
_CONJUNCTION = re.compile(r"\s*(?:,\s*(?:và\s+|cùng\s+)?|;\s*|\s+(?:và|cùng với|cùng)\s+)")


@dataclass(frozen=True, slots=True)
class Bodies:
    """A list of names as it stands: `start` and `end` of the whole, `names` one by one in the document's words."""

    start: int
    end: int
    names: tuple[str, ...]


@cache
def _head_pattern() -> re.Pattern[str]:
    words = [word for name in HEADS for word in entry("bodies", name).words]
    return re.compile(rf"(?P<head>{alternation(words)})(?![^\W_])")


@cache
def _not_body_pattern() -> re.Pattern[str]:
    return re.compile(rf"{alternation(entry('bodies', 'not_bodies').words)}(?![^\W_])")


@cache
def _determiner_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(entry('bodies', 'determiners').words)}\s+)+")


@cache
def _strong_pattern() -> re.Pattern[str]:
    return re.compile(whole(alternation(entry("verbs", "strong").words)))


@cache
def _plain_pattern() -> re.Pattern[str]:
    return folded_pattern(whole(alternation(entry("verbs", "plain").words)) + r"|(?<![^\W_])[^\W\d_]+\s+(?:chế\s+)?(?:hóa|hoá)(?![^\W_])")


@cache
def _stop_pattern() -> re.Pattern[str]:
    return re.compile(whole(alternation(entry("bodies", "stops").words)))


def head_at(text: str, position: int) -> int | None:
    """Where the head ends that begins at `position` (determiners included), or None: "các chi bộ …" → end of "chi bộ"."""
    folded = fold(text)
    determiner = _determiner_pattern().match(folded, position)
    for start in (position, determiner.end()) if determiner else (position,):
        head = _head_pattern().match(folded, start)
        other = _not_body_pattern().match(folded, start)
        if head and not (other and other.end() >= head.end()):
            return head.end()
    return None


def bodies_at(text: str, position: int, end: int | None = None) -> Bodies | None:
    """The list of bodies that begins at `position`, or None.

    bodies_at("Các huyện ủy, thị ủy chỉ đạo …", 0).names == ("Các huyện ủy", "thị ủy")
    """
    end = len(text) if end is None else end
    head_end = head_at(text, position)
    if head_end is None or head_end > end:
        return None
    stop = _name_end(text, position, head_end, end)
    while True:
        following = _CONJUNCTION.match(text, stop, end)
        if not following:
            break
        next_head = head_at(text, following.end())
        if next_head is None or _is_verb_at(text, following.end(), next_head):
            break
        stop = _name_end(text, following.end(), next_head, end)
    stop = len(text[:stop].rstrip(" ,;-"))
    return Bodies(position, stop, split(text[position:stop]))


def _name_end(text: str, start: int, position: int, end: int) -> int:
    """Where the name ends that begins at `start` and whose head ends at `position`: at a mark, a comma, a stop word or the verb."""
    folded = fold(text)
    stop = min(end, start + _LONGEST_NAME)
    mark = _MARK.search(text, position, stop)
    stop = mark.start() if mark else stop
    word = _stop_pattern().search(folded, position, stop)
    stop = word.start() if word else stop
    stop = _verb_start(text, folded, start, position, stop)
    for link in _CONJUNCTION.finditer(folded, position, stop):
        if not _continues_name(text, folded, start, link):
            return link.start()
    return stop


def _continues_name(text: str, folded: str, start: int, link: re.Match[str]) -> bool:
    """The comma or "và" stands inside one name: "Sở Văn hóa, Thể thao và Du lịch", "được phân công theo dõi, giúp đỡ"."""
    if _inside_phrase(folded, link.start()):
        return True
    if head_at(text, link.end()) is not None:
        return False
    if text[link.end() : link.end() + 1].isupper():
        return True
    in_participle = "được " in folded[start : link.start()]
    return in_participle and _plain_pattern().match(folded, link.end()) is not None


def _verb_start(text: str, folded: str, start: int, position: int, stop: int) -> int:
    for match in _strong_pattern().finditer(folded, position, stop):
        if _is_predicate(text, folded, match):
            stop = match.start()
            break
    participle = folded.find("được ", start, stop)
    for match in _plain_pattern().finditer(folded, position, stop):
        if 0 <= participle < match.start():
            break
        if _is_predicate(text, folded, match):
            return match.start()
    return stop


def _is_predicate(text: str, folded: str, match: re.Match[str]) -> bool:
    """A verb in small letters that is no part of a noun: "chỉ tiêu", "có liên quan", "tổ chức đảng" are none."""
    if text[match.start()].isupper():
        return False
    before = folded[: match.start()].rstrip()
    if _noun_before().search(before):
        return False
    noun = _not_verb_pattern().match(folded, match.start())
    return not (noun and noun.end() > match.end()) and not _is_noun_head(folded, match)


@cache
def _noun_before() -> re.Pattern[str]:
    """After these a verb is part of a noun: "công nghệ thông tin", "cấp trên trực tiếp", "công tác kiểm tra"."""
    return re.compile(rf"(?<![^\W_]){alternation(entry('bodies', 'noun_openers').words)}$")


@cache
def _not_verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"{alternation(entry('verbs', 'not_verbs').words)}(?![^\W_])")


def _is_noun_head(folded: str, match: re.Match[str]) -> bool:
    head = _head_pattern().match(folded, match.start())
    return head is not None and head.end() > match.end()


def _is_verb_at(text: str, position: int, head_end: int) -> bool:
    """After a comma a word may be both: "…, lãnh đạo cơ quan" is a body, "…, lãnh đạo xây dựng" a verb."""
    folded = fold(text)
    if folded[position:head_end] == "lãnh đạo" and head_at(text, head_end + 1) is not None:
        return False
    verb = _plain_pattern().match(folded, position) or _strong_pattern().match(folded, position)
    return verb is not None and verb.end() >= head_end and not text[position].isupper()


@cache
def _phrase_pattern() -> re.Pattern[str]:
    return re.compile(whole(alternation(entry("bodies", "phrases").words)))


def _inside_phrase(folded: str, position: int) -> bool:
    """The comma stands inside a set phrase: "các sở, ban, ngành, huyện, thị xã"."""
    window = max(0, position - 40)
    return any(match.start() <= position < match.end() for match in _phrase_pattern().finditer(folded, window, position + 60))


def split(names: str) -> tuple[str, ...]:
    """The names of a list one by one; set phrases and what belongs to all parts stay whole.

    split("Mặt trận và các đoàn thể") == ("Mặt trận", "các đoàn thể")
    """
    parts: list[str] = []
    start = 0
    folded = fold(names)
    for match in _CONJUNCTION.finditer(names):
        if match.start() < start or _inside_phrase(folded, match.start()):
            continue
        if head_at(names, match.end()) is None:
            continue
        parts.append(names[start : match.start()])
        start = match.end()
    parts.append(names[start:])
    return tuple(part.strip(" ,;") for part in parts if part.strip(" ,;"))


def is_bodies(title: str) -> bool:
    """The whole text is a list of bodies and nothing more: "Các Ban Xây dựng Đảng, Trung tâm Chính trị quận"."""
    stripped = title.rstrip(" .:;")
    found = bodies_at(stripped, 0)
    return found is not None and found.end >= len(stripped)


def followed_by_verb(text: str, position: int) -> bool:
    """A verb of duty follows at once, or after an aside: "…, nơi có khu công nghiệp, chỉ đạo"."""
    folded = fold(text)
    start = position + len(folded[position:]) - len(folded[position:].lstrip(" ,:"))
    return bool(_strong_pattern().match(folded, start) or _plain_pattern().match(folded, start))

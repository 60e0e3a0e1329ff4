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
from extract.lexicon import alternation, entry, phrase, whole
from extract.tagging import VERB, words

HEADS = ("party", "state", "organisations", "persons")
_MARK = re.compile(r"[.;:()\[\]!?\"“”…]")
_LONGEST_NAME = 160
_LONGEST_LIST = 1500
_CONJUNCTION = re.compile(r"\s*(?:,\s*(?:và\s+|cùng\s+)?|;\s*|\s+(?:và|hoặc|cùng với|cùng(?!\s+(?:cấp|thời|kỳ)))\s+)")


_BRACKET = re.compile(r"\s*\([^()]{2,120}\)")
"""What is said of a body in a list: "Sở Nội vụ (cơ quan thường trực), Sở Tài chính"."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """A list of names as it stands: `start` and `end` of the whole, `names` one by one in the document's words."""

    start: int
    end: int
    names: tuple[str, ...]


@cache
def _head_pattern() -> re.Pattern[str]:
    names = [word for name in HEADS for word in entry("bodies", name).words]
    return re.compile(rf"(?P<head>{alternation(names)})(?![^\W_])")


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
    """Where the head ends that begins at `position` (determiners included), or None: "các chi bộ …" → end of "chi bộ".

    A company's own name in capitals is a head, too: "VNPT tỉnh", "EVN".
    """
    folded = fold(text)
    determiner = _determiner_pattern().match(folded, position)
    for start in (position, determiner.end()) if determiner else (position,):
        head = _head_pattern().match(folded, start)
        other = _not_body_pattern().match(folded, start)
        if head and not (other and other.end() >= head.end()):
            return head.end()
        named = _NAMED_OFFICE.match(text, start)
        if named:
            return named.end()
    return _short_name_at(text, position)


def head_word(text: str, position: int) -> tuple[str, str, str]:
    """Group, head and determiners of a name: "các chi bộ …" → ("party", "chi bộ", "các"); empty where only capitals show it."""
    folded = fold(text)
    determiner = _determiner_pattern().match(folded, position)
    start = determiner.end() if determiner and _head_pattern().match(folded, determiner.end()) else position
    head = _head_pattern().match(folded, start)
    name = " ".join(head["head"].split()) if head else ""
    return _groups().get(name, ""), name, " ".join(folded[position:start].split())


@cache
def _groups() -> dict[str, str]:
    return {fold(word): name for name in HEADS for word in entry("bodies", name).words}


_NAMED_OFFICE = re.compile(r"(?:Ban|Tổ|Đội|Đoàn|Vụ|Viện|Cục|Hội|Chi hội|Liên hiệp|Tập đoàn)(?=\s+[A-ZĐÀ-Ỹ])")
"""A body that only its capitals show as one: "Ban Phong trào", "Tổ Tư vấn"; "Ban hành" is a verb."""

_SHORT_NAME = re.compile(r"[A-ZĐ]{3,6}(?=\s+(?P<next>[^\W\d_]+))")


def _short_name_at(text: str, position: int) -> int | None:
    """Where a company's own name ends, "VNPT tỉnh"; a heading in capitals and "GRDP" are none."""
    match = _SHORT_NAME.match(text, position)
    if not match or match["next"].isupper() or match[0] in entry("bodies", "no_companies").words:
        return None
    return match.end()


def bodies_at(text: str, position: int, end: int | None = None) -> Bodies | None:
    """The list of bodies that begins at `position`, or None.

    bodies_at("Các huyện ủy, thị ủy chỉ đạo …", 0).names == ("Các huyện ủy", "thị ủy")
    """
    end = min(len(text) if end is None else end, position + _LONGEST_LIST)
    head_end = head_at(text, position)
    if head_end is None or head_end > end:
        return None
    stop = _name_end(text, position, head_end, end)
    while True:
        bracket = _BRACKET.match(text, stop, end)
        following = _CONJUNCTION.match(text, bracket.end() if bracket else stop, end)
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
    marks = (m for m in _MARK.finditer(text, position, stop) if not (_lists_places(text, folded, m) or _is_stray(text, m)))
    mark = next(marks, None)
    stop = mark.start() if mark else stop
    word = next((m for m in _stop_pattern().finditer(folded, position, stop) if not _goes_on(folded, start, m)), None)
    stop = word.start() if word else stop
    link = _parting_link(text, folded, start, position, stop)
    verb = _verb_start(text, folded, start, position, stop, link)
    return link if verb == stop else _parting_link(text, folded, start, position, verb)


def _goes_on(folded: str, start: int, stop: re.Match[str]) -> bool:
    """The stop word is part of the name: "cơ quan tham mưu về công tác cán bộ của Huyện ủy", "Ban Chỉ đạo tỉnh về cải cách hành chính"."""
    if _in_compound(folded, stop):
        return True
    concerned = phrase("concerned_with").search(folded[start : stop.start()])
    return concerned is not None and phrase("named_matter").match(folded[stop.start() :]) is not None


def _parting_link(text: str, folded: str, start: int, position: int, stop: int) -> int:
    """The first comma or "và" up to `stop` that stands outside the name, else `stop`."""
    links = _CONJUNCTION.finditer(folded, position, stop)
    return next((link.start() for link in links if not _continues_name(text, folded, start, link)), stop)


_PLURAL = re.compile(r"các\s+(?:sở|ban|phòng|xã|phường|thị trấn|huyện|quận|cơ quan|đơn vị|trường)\s*$")


def _is_stray(text: str, mark: re.Match[str]) -> bool:
    """A speck that a scan took for a full stop: small letters follow, "Thủ trưởng. các sở"."""
    following = text[mark.end() : mark.end() + 2]
    return mark[0] == "." and following[:1].isspace() and following[1:].islower()


def _lists_places(text: str, folded: str, mark: re.Match[str]) -> bool:
    """"Giám đốc các Sở: Y tế, Tài chính", "Đảng ủy các xã: Hòa Lạc, Tân Lập": the colon opens names, not a new sentence."""
    if mark[0] != ":" or not _PLURAL.search(folded[: mark.start()]):
        return False
    following = text[mark.end() :].lstrip()
    return following[:1].isupper() and head_at(text, len(text) - len(following)) is None


def _continues_name(text: str, folded: str, start: int, link: re.Match[str]) -> bool:
    """The comma or "và" stands inside one name: "Sở Văn hóa, Thể thao và Du lịch", "được phân công theo dõi, giúp đỡ"."""
    if _inside_phrase(folded, link.start()):
        return True
    if head_at(text, link.end()) is not None:
        return False
    if text[link.end() : link.end() + 1].isupper():
        return True
    if "và" in link[0] and _plain_pattern().match(folded, link.end()) is None:
        return True
    in_participle = "được " in folded[start : link.start()]
    return in_participle and _plain_pattern().match(folded, link.end()) is not None


def _verb_start(text: str, folded: str, start: int, position: int, stop: int, link: int) -> int:
    """Where the verb stands that ends the name, else `stop`; behind `link` no matter where.

    A participle and what is chained to it belong to the name ("được phân công theo dõi, giúp đỡ …"), and so does the matter of a
    body named by it ("Ban Chỉ đạo chuyển đổi số tỉnh").
    """
    strong = next((m for m in _strong_pattern().finditer(folded, position, stop) if _is_predicate(text, folded, position, m)), None)
    stop = strong.start() if strong else stop
    verbs = [m for m in _plain_pattern().finditer(folded, position, stop) if _is_predicate(text, folded, position, m)]
    if not verbs:
        return stop if strong else _unlisted_verb(text, folded, start, position, stop, link)
    participle = folded.find("được ", start, stop)
    if 0 <= participle < verbs[0].start():
        return _behind_chain(folded, verbs, participle + len("được "), stop)
    if _of_the_place(folded, start, verbs):
        return verbs[1].start()
    if _names_matter(text, folded, start, position, verbs[0]):
        behind = _behind_chain(folded, verbs, position, stop)
        return behind if behind < stop or strong else verbs[0].start()
    return verbs[0].start()


def _of_the_place(folded: str, start: int, verbs: list[re.Match[str]]) -> bool:
    """The first verb says what somebody does there, the second what the body does: "chi đoàn nơi đoàn viên học tập nhận xét"."""
    place = folded.rfind(" nơi ", start, verbs[0].start())
    between = folded[place + len(" nơi ") : verbs[0].start()]
    if place < 0 or len(verbs) < _THERE_AND_HERE or not between.strip():
        return False
    listed = (_plain_pattern(), _strong_pattern(), re.compile(whole(_attributive().pattern)), phrase("happens_there"))
    return not any(pattern.search(between) for pattern in listed)


_THERE_AND_HERE = 2


def _unlisted_verb(text: str, folded: str, start: int, position: int, stop: int, link: int) -> int:
    """A verb that no list names, by its part of speech: "Công an huyện trấn áp tội phạm" → at "trấn áp"; else `stop`."""
    if "được " in folded[start:stop] or _ends_in_matter_head(folded[start:position]):
        return stop
    pairs = _syllable_pattern().finditer(folded, position + 1, stop)
    places = (pair.start() for pair in pairs if pair.start() < link and pair.end("second") < stop)
    if not any(_may_be_verb(text, folded, position, place) for place in places):
        return stop
    tagged = ((start + word.start, start + word.end) for word in words(text[start:stop]) if word.tag == VERB)
    verbs = (verb for verb, end in tagged if position < verb and end < stop and _is_unlisted_verb(text, folded, position, verb, end))
    return next(verbs, stop)


def _is_unlisted_verb(text: str, folded: str, position: int, verb: int, end: int) -> bool:
    """A verb of several syllables that says what is done: "trấn áp", not "phụ trách"."""
    if " " not in folded[verb:end] or _is_compounded(folded, verb, end) or _attributive().fullmatch(folded, verb, end):
        return False
    return _may_be_verb(text, folded, position, verb)


def _may_be_verb(text: str, folded: str, position: int, place: int) -> bool:
    """A word in small letters that neither names a body or a thing nor stands behind a noun that it belongs to."""
    if text[place].isupper() or _not_verb_pattern().match(folded, place) or _noun_before().search(folded[position:place].rstrip()):
        return False
    return head_at(text, place) is None


@cache
def _syllable_pattern() -> re.Pattern[str]:
    """A syllable with another behind it, by which a verb of two may begin: "trấn áp", not "của tỉnh"."""
    particles = rf"{alternation(entry('bodies', 'particles').words)}(?![^\W_])"
    return re.compile(rf"(?<![^\W_])(?!{particles})[^\W\d_]+(?=\s+(?P<second>[^\W\d_]+))")


@cache
def _attributive() -> re.Pattern[str]:
    """Verbs that say which body is meant: "ủy viên phụ trách xã", "doanh nghiệp vi phạm"."""
    return re.compile(alternation(entry("bodies", "attributive").words))


_CHAINED_WORDS = 1


def _behind_chain(folded: str, verbs: list[re.Match[str]], position: int, stop: int) -> int:
    """The first verb that does not follow the one before at once, with a comma or with one word between."""
    before: re.Match[str] | None = None
    for verb in verbs:
        between = folded[position : verb.start()]
        parted = before is not None and not between.strip() and not phrase("takes_verb").fullmatch(before[0])
        if len(between.strip(" ,").split()) > _CHAINED_WORDS or parted:
            return verb.start()
        position, before = verb.end(), verb
    return stop


@cache
def _matter_head() -> re.Pattern[str]:
    heads = entry("bodies", "matter_heads")
    return re.compile(rf"(?<![^\W_])(?:{alternation(heads.attributes['not'])}|(?P<head>{alternation(heads.words)}))$")


def _ends_in_matter_head(name: str) -> bool:
    """"ban chỉ đạo", "đoàn" may be followed by their matter; "tỉnh đoàn" by a verb only."""
    found = _matter_head().search(name)
    return found is not None and found["head"] is not None


@cache
def _council_matters() -> frozenset[str]:
    """What a council is for, within another's name: "thành viên Tổ thẩm định"."""
    return frozenset(fold(word) for word in entry("bodies", "matter_heads").attributes["names"])


@cache
def _never_matter() -> frozenset[str]:
    """What a council does, never what it is for: "Hội đồng thảo luận", "Ban giám khảo xếp hạng"."""
    return frozenset(fold(word) for word in entry("bodies", "matter_heads").attributes["acts"])


def _names_matter(text: str, folded: str, start: int, position: int, verb: re.Match[str]) -> bool:
    """The verb right behind such a head, with a bare noun after it, is the matter: "chuyển đổi số", not "hướng dẫn các xã"."""
    if folded[position : verb.start()].strip() or not _ends_in_matter_head(folded[start:position]):
        return False
    if verb[0] in _never_matter():
        return False
    after = verb.end() + len(folded[verb.end() :]) - len(folded[verb.end() :].lstrip(" ,"))
    if folded.startswith(("việc", "công tác"), after) or _determiner_pattern().match(folded, after):
        return False
    return head_at(text, after) is None


def _is_predicate(text: str, folded: str, position: int, match: re.Match[str]) -> bool:
    """A verb in small letters that is no part of a noun: "chỉ tiêu", "có liên quan", "tổ chức đảng" are none."""
    if text[match.start()].isupper() or _in_compound(folded, match):
        return False
    said = folded[position : match.start()].rstrip().removesuffix("giúp việc")
    if match[0] in _council_matters() and phrase("council_before").search(said):
        return False
    noun_before = None if phrase("verb_before").search(said) else _noun_before().search(said)
    in_a_name = noun_before is not None and text[position + noun_before.start()].isupper()
    if noun_before and not in_a_name and (noun_before[0] != "cấp trên" or match[0] == "trực tiếp"):
        return False
    noun = _not_verb_pattern().match(folded, match.start())
    return not (noun and noun.end() > match.end()) and not _is_noun_head(folded, match)


@cache
def _compound_pattern() -> re.Pattern[str]:
    return re.compile(whole(alternation(entry("bodies", "compounds").words)))


def _in_compound(folded: str, match: re.Match[str]) -> bool:
    """The verb is part of a longer noun: "công nghệ thông tin", "hậu cần", "chương trình"."""
    return _is_compounded(folded, match.start(), match.end())


def _is_compounded(folded: str, start: int, end: int) -> bool:
    near = _compound_pattern().finditer(folded, max(0, start - 30), end + 30)
    return any(noun.start() <= start and end <= noun.end() for noun in near)


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
    bare = (_BRACKET.sub("", part).strip(" ,;") for part in parts)
    return tuple(part for part in bare if part)


def is_bodies(title: str) -> bool:
    """The whole text is a list of bodies and nothing more: "Các Ban Xây dựng Đảng, Trung tâm Chính trị quận"."""
    stripped = title.rstrip(" .:;")
    found = bodies_at(stripped, 0)
    return found is not None and found.end >= len(stripped)


def followed_by_verb(text: str, position: int) -> bool:
    """A verb of duty follows at once, or after an aside: "…, nơi có khu công nghiệp, chỉ đạo"."""
    folded = fold(text)
    start = position + len(folded[position:]) - len(folded[position:].lstrip(" ,:"))
    if _strong_pattern().match(folded, start) or _plain_pattern().match(folded, start):
        return True
    if not _syllable_pattern().match(folded, start) or _stop_pattern().match(folded, start):
        return False
    following = words(text[start : start + _TAGGED])
    verb = folded[start : start + following[0].end] if following else ""
    return " " in verb and following[0].tag == VERB and not _attributive().fullmatch(verb) and len(following) > 1


_TAGGED = 60


def has_verb(text: str) -> bool:
    """A verb of duty, or any word that the tagger calls one, stands in the text."""
    folded = fold(text)
    listed = any(pattern.search(folded) for pattern in (_strong_pattern(), _plain_pattern()))
    return listed or any(word.tag == VERB for word in words(text))

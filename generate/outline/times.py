"""By when a task of the table is to be done, and the task without the words that its own column holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.directive import Deadline
from generate.numbers import numbered
from generate.outline.drafting import Drafting
from generate.passages import overlap
from generate.phrases import phrase
from generate.pieces import text_of, without
from generate.plan import Blank, Line, Number, Pieces
from generate.signs import sign
from generate.wording import capital, small

REMEMBERED = 4_000


@dataclass(frozen=True, slots=True)
class Due:
    """What stands in the column, and the words of the line that say it: ("Trước ngày 25/01", ("trước ngày 25/01",))."""

    pieces: Pieces = ()
    words: tuple[str, ...] = ()

    @property
    def is_weak(self) -> bool:
        """A rhythm that makes no task of its own."""
        return text_of(self.pieces) in (phrase("tasks_table.always"), phrase("tasks_table.by_rule"))


def due_of(drafting: Drafting, line: Line) -> Due:
    """The day in the line, the rhythm of the directive's words, or a blank that stands in the line."""
    for place, piece in enumerate(line.pieces):
        own_blank = isinstance(piece, Blank) and piece.field.endswith(".day")
        if own_blank or (isinstance(piece, Number) and piece.field.startswith("deadline.") and piece.source == "computed"):
            return Due((_before_day(line.pieces[:place]), piece, _after_day(line.pieces[place + 1 :])))
    found = times_said(line.text)
    if found:
        own = [label for label, _ in found if label and line.text.startswith(label)]
        named = [f"{label}: {_bare(words)}" if label and label not in own else _bare(words) for label, words in found]
        return Due(
            numbered(capital(_OR_AND[line.phrase == "tasks.choice"].join(dict.fromkeys(named))), line.anchor, drafting.directive),
            tuple(words for _, words in found),
        )
    deadline = _deadline(drafting, line)
    if deadline is not None:
        return Due(numbered(capital(deadline), line.anchor, drafting.directive), (deadline,))
    ruled = phrase("tasks_table.by_rule")
    return Due((ruled,), (small(ruled),)) if line.text.rstrip(".").endswith(small(ruled)) else Due()


_OR_AND = {True: " hoặc ", False: "; "}
"""Of two cases one time holds, of two works both."""
_JUDGES = re.compile(r"^\W*(?:coi|xem|xác định|lấy)\b", re.IGNORECASE)
_ROUND = re.compile(r"\b([Đđ]ợt (?:\d+|[IVX]+))\b[^;]*$")


@lru_cache(maxsize=REMEMBERED)
def times_said(text: str) -> tuple[tuple[str, str], ...]:
    """Each time of the text with the round that it belongs to; what only judges ("coi … là trọng tâm của quý I") has none."""
    found: list[tuple[str, str]] = []
    for match in sign("due-words").finditer(text):
        clause = text[text.rfind("; ", 0, match.start()) + 1 : match.start()]
        words = re.sub(r"^\W+", "", match[0]).rstrip(" ,")
        if not _JUDGES.match(clause):
            label = _ROUND.search(clause)
            found.append((label[1] if label else "", words))
    if sign("rounds-within").search(text) and any(label for label, _ in found):
        found = [(label, words) for label, words in found if label]
    always = phrase("tasks_table.always").lower()
    if any(re.search(r"\d|hằng|kết thúc", words) for _, words in found) and not any("kết thúc" in words for _, words in found):
        found = [(label, words) for label, words in found if words.lower() != always]
    return tuple(found)


def _bare(words: str) -> str:
    """ "Hoàn thành trước ngày 18/11/2026" → "trước ngày 18/11/2026"."""
    return small(re.sub(r"^(?:[Hh]oàn thành|[Xx]ong) ", "", words))


def at_an_end(text: str, due: Due) -> bool:
    """A day, or a rhythm that opens or ends a clause: when the work is done, not of what kind it is ("đánh giá hằng năm của chi bộ")."""
    return (
        not due.words
        or any(re.search(r"\d", words) for words in due.words)
        or any(_at_start(words).search(text) or _at_end(words).search(text) for words in due.words)
    )


_HANGS = re.compile(
    r"(?:^|[;:] ?)(?:\S+ ?){0,2}$|(?:theo|đoạn|đợt|kỳ|lần)(?: \S+)?$"
    r"|, (?:gửi|trao|bàn giao|khảo sát|nộp|rà soát|quyết toán|ký|giao|phê duyệt|hoàn tất|ưu tiên|tập trung|tổ chức|thực hiện)$"
)
"""What would be left of the last clause without its time: "trao xong", "giai đoạn hai", "Gửi"."""
_ROUNDS = re.compile(r": [Đđ]ợt (?:\d|[IVX]).*$")


def without_due(work: Pieces, due: Due) -> Pieces:
    """The work without the one time that stands in its own column; of several times each stays with what it belongs to."""
    if text_of(due.pieces).startswith("Đợt ") and (rounds := _ROUNDS.search(text_of(work))):
        return without(work, rounds.start(), rounds.end())
    if len(due.words) != 1:
        return work
    for pattern in (_at_end(due.words[0]), _at_start(due.words[0]), _before_its_verb(due.words[0])):
        said = text_of(work)
        match = pattern.search(said)
        if match and not _HANGS.search(said[: match.start()] if match.start() else said[match.end() :]):
            left = without(work, match.start(), match.end())
            first = left[0] if left else ""
            return (capital(first), *left[1:]) if isinstance(first, str) else left
    return work


@lru_cache(maxsize=REMEMBERED)
def _at_start(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)^{re.escape(words)}(?:, | )")


@lru_cache(maxsize=REMEMBERED)
def _at_end(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:,| và)?(?: phải)?(?: hoàn thành| hoàn tất| xong)?,?(?: theo| vào)? {re.escape(words)}(?=$|[;.])")


@lru_cache(maxsize=REMEMBERED)
def _before_its_verb(words: str) -> re.Pattern[str]:
    """ "tham mưu … định kỳ hằng quý báo cáo": a rhythm in the middle, where a verb goes on."""
    rhythm = words if re.match(r"(?i)(?:định kỳ|hằng)", words) else "\ue1ff"
    return re.compile(rf"(?i) {re.escape(rhythm)}(?= (?:báo cáo|gửi|tổng hợp|đánh giá|sơ kết|rà soát|kiểm tra)\b)")


def _before_day(pieces: Pieces) -> str:
    last = pieces[-1] if pieces else ""
    said = re.search(r"((?:hoàn thành )?(?:trước|chậm nhất)(?: là)? ngày )$", last) if isinstance(last, str) else None
    return capital(said[1]) if said else ""


def _after_day(pieces: Pieces) -> str:
    first = pieces[0] if pieces else ""
    said = re.match(r"( của tháng cuối quý| hằng năm| hằng tháng)", first) if isinstance(first, str) else None
    return said[1] if said else ""


def _deadline(drafting: Drafting, line: Line) -> str | None:
    found: Deadline | None = next((d for d in drafting.directive.deadlines if line.anchor and overlap(d.anchor, line.anchor)), None)
    said = sign("day-words").search(found.anchor.quote) if found else None
    return said[0].strip(" ,") if said and said[0].strip(" ,") in line.text else None

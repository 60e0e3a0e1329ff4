"""Targets: every quantity that counts, limits or measures the work, with its status.

"phấn đấu năm 2022, Đảng bộ huyện kết nạp 200 đảng viên mới trở lên" → target, low 200, body "Đảng bộ huyện", period 2022.
A quantity is annotated each time it is mentioned; dates, names, ages and numbers of documents are none.
"""

from __future__ import annotations

import re
from functools import cache

from extract.anchors import anchor
from extract.directive import Period, Status, Target
from extract.grammar.bodies import Bodies, bodies_at, followed_by_verb, head_at
from extract.grammar.quantities import Quantity, quantities
from extract.grammar.references import Citation, citations
from extract.grammar.times import Time, period_of, times
from extract.language import fold, folded_pattern
from extract.lexicon import alternation, entry, pattern, whole
from extract.passages import Passage


def read_targets(passages: list[Passage]) -> tuple[Target, ...]:
    targets: list[Target] = []
    for passage in passages:
        cited = citations(passage.text)
        timed = times(passage.text)
        taken = [(c.start, _citation_end(passage.text, c)) for c in cited] + [(t.start, t.end) for t in timed]
        for quantity in quantities(passage.text, taken):
            if quantity.start < passage.start or not _measures_work(passage, quantity):
                continue
            targets.append(_target(f"t{len(targets) + 1}", passage, quantity, cited, timed))
    return tuple(targets)


def _citation_end(text: str, citation: Citation) -> int:
    """A title in quotes or after "về" belongs to the citation; figures behind it are the sentence's own."""
    return citation.end


def _measures_work(passage: Passage, quantity: Quantity) -> bool:
    """A bare count needs a verb, "là", "chỉ tiêu" or "mỗi" before it and no possessive: not "của 39 cơ sở", "39 cơ sở chỉ đăng ký"."""
    if quantity.explicit:
        return quantity.unit is not None or _measure_before(passage.text, quantity) is not None
    if quantity.unit is None:
        return False
    start = _clause(passage, quantity)[0]
    before = fold(passage.text[start : quantity.start])
    if not before.strip(" -+*") or re.search(r"(?<![^\W_])(?:của|các|những|cho|tại|ở|với|giữa|trong|và|từ|cấp\s+ủy|toàn)\s+$", before):
        return False
    return _measure_before(passage.text[: quantity.start], quantity) is not None or bool(_linking().search(before))


@cache
def _linking() -> re.Pattern[str]:
    return folded_pattern(r"(?:chỉ\s+tiêu|tổng\s+cộng|tổng\s+số|trong\s+đó|trong\s+ấy|(?<![^\W_])(?:là|đạt|giao|mỗi|có|gồm|cụ\s+thể|xuống|lên|còn|số\s+lượng))(?:[^;.]{0,60}?)[\s:]*$")


def _clause(passage: Passage, quantity: Quantity) -> tuple[int, int]:
    for start, end in passage.clauses():
        if start <= quantity.number[0] < end:
            return start, end
    return passage.start, len(passage.text)


def _target(target_id: str, passage: Passage, quantity: Quantity, cited: list[Citation], timed: list[Time]) -> Target:
    text = passage.text
    start, end = _clause(passage, quantity)
    status = _status(passage, quantity, start, cited)
    each = _each(text, start, quantity)
    subject = None if each else _subject(text, start, quantity)
    first = min([quantity.start, *([subject.start] if subject else []), *([each[0]] if each else [])])
    action = _measure_before(text[: quantity.start], quantity, start) or _measure_after(text, quantity, end)
    return Target(
        target_id,
        status,
        action,
        quantity.low,
        quantity.high,
        quantity.strict,
        quantity.unit,
        quantity.of or _share_of(text, start, quantity),
        text[slice(*each)] if each else None,
        subject.names[0] if subject and len(subject.names) == 1 else (text[subject.start : subject.end] if subject else None),
        _period(passage, quantity, start, timed),
        passage.section,
        anchor(passage.paragraph, max(first, passage.start), quantity.end),
    )


# --- status ---------------------------------------------------------------------------------------------------------


def _status(passage: Passage, quantity: Quantity, clause_start: int, cited: list[Citation]) -> Status:
    folded = _without_brackets(fold(passage.text), quantity.number[0])
    sentence_start = next((s for s, e in passage.sentences() if s <= quantity.number[0] < e), passage.start)
    before = folded[clause_start : quantity.number[0]]
    if _is_condition(folded, before, quantity):
        return "condition"
    if passage.paragraph.role == "footnote" and _cited_words(folded[sentence_start : quantity.number[0]]):
        return "cited"
    if _is_cited(passage, folded, sentence_start, clause_start, quantity, cited):
        return "cited"
    if passage.reports(quantity.number[0]) or passage.paragraph.role == "footnote":
        return "cited" if _asks(before) and not _reached(before) else "result"
    if _reached(before) and not _asks(_after_last_comma(before)):
        return "result"
    return "target"


_HAVING = folded_pattern(
    r"(?P<whom>[^\W\d_]{2,}(?:\s+[^\W\d_]+){0,8})\s+có\s+(?:[^\W\d_%]+\s+){0,7}?(?:từ|trên|dưới|hơn|quá)?\s*$"
)
_THEN = folded_pattern(r"[^,;.]{0,40}?(?:,\s*(?:thì\s+)?|\s)(?:thì|phải|được|cần|lập|làm|báo\s+cáo|đã|chỉ|mỗi|phấn\s+đấu|bố\s+trí|thành\s+lập|cử|mở|thực\s+hiện|chưa|không)(?![^\W_])")
_FOR_WHOM = folded_pattern(r"(?:^\W*|(?:cho|đối\s+với|của|tại|ở|những|các|với|nơi)\s+)(?:các\s+|những\s+)?[^\W\d_]+(?:\s+[^\W\d_]+){0,7}$")


def _without_brackets(folded: str, position: int) -> str:
    """Closed brackets before the figure speak of something else: blanked out, offsets kept."""
    return re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]) if m.end() <= position else m[0], folded)


def _is_condition(folded: str, before: str, quantity: Quantity) -> bool:
    """A threshold names whom it concerns: "có từ 50 lao động trở lên" after a noun, "những đơn vị … trên 100 đảng viên thì"."""
    if not quantity.explicit or quantity.low == quantity.high or (quantity.low is not None and quantity.high is not None):
        return False
    if folded_pattern(r"(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|mỗi|từng|phải|bảo\s+đảm|đảm\s+bảo|ít\s+nhất|tối\s+thiểu|tối\s+đa|không\s+quá)").search(before + folded[quantity.start : quantity.number[0]]):
        return False
    lead = before[: len(before) - (quantity.number[0] - quantity.start)]
    having = _HAVING.search(lead)
    if having:
        return bool(_FOR_WHOM.search(lead[: having.end("whom")])) and (quantity.unit != "%" or bool(_THEN.match(folded, quantity.end)))
    conditional = pattern("status", "condition").match(lead.lstrip(" -+*"))
    return bool(conditional) and (quantity.strict or bool(re.match(r"[^.;]{0,60}(?:,|\s)thì\s", folded[quantity.end :])))


@cache
def _citing() -> re.Pattern[str]:
    return pattern("status", "cited")


def _cited_words(text: str) -> bool:
    return bool(_citing().search(text))


def _is_cited(passage: Passage, folded: str, sentence_start: int, clause_start: int, quantity: Quantity, cited: list[Citation]) -> bool:
    before = folded[sentence_start : quantity.number[0]]
    near = folded[max(clause_start, quantity.number[0] - 60) : quantity.number[0]]
    if re.search(r"so\s+với[^,;.%]{0,50}$", near):
        return quantity.unit != "%"
    if passage.reports(quantity.number[0]) and folded_pattern(r"(?:kế\s+hoạch|chỉ\s+tiêu)(?:\s+(?:cả\s+)?(?:năm|quý|tháng)(?:\s+\d{4})?)?\s*(?:là|:)\s*$").search(near):
        return True
    opening = folded_pattern(r"^\W*(?:[^,;]{0,40},\s*)?theo\s+(?:nghị\s+quyết|chương\s+trình|kế\s+hoạch|chỉ\s+thị|quyết\s+định|đề\s+án|kết\s+luận|quy\s+hoạch)")
    if opening.search(before):
        return True
    if folded_pattern(r"(?:chỉ\s+tiêu|kế\s+hoạch)\s[^;.]{0,120}?(?:tỉnh|huyện|cấp\s+trên|trung\s+ương|thành\s+phố)\s+giao\s[^;.]{0,90}?(?:là|:)?\s*$").search(folded[clause_start : quantity.number[0]]):
        return True
    if folded_pattern(r"đăng\s+kí\s").search(near) and (passage.looks_back or "chỉ" in near):
        return True
    return passage.looks_back and bool(folded_pattern(r"(?:mục\s+tiêu\s+đề\s+ra|chỉ\s+tiêu|kế\s+hoạch\s+giao|đề\s+ra)").search(near)) and not folded_pattern(r"(?:đạt|vượt)\s[^,;]{0,25}$").search(near)


def _asks(before: str) -> bool:
    return bool(pattern("status", "asked").search(before))


def _reached(before: str) -> bool:
    if pattern("status", "reached").search(before):
        return True
    return bool(folded_pattern(r"(?:kết\s+nạp|phát\s+triển|hoàn\s+thành|vận\s+động|tổ\s+chức|thực\s+hiện|xây\s+dựng|giải\s+quyết)\s+được\s+(?!ít|tối|từ)[^,;]{0,15}$").search(before)) and not _asks(before)


def _after_last_comma(before: str) -> str:
    return before.rpartition(",")[2]


# --- who, what, when ------------------------------------------------------------------------------------------------


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(whole(alternation(entry("verbs", "measures").words)))


def _measure_before(text: str, quantity: Quantity, start: int = 0) -> str | None:
    """The last verb before the figure: "kết nạp", "đạt"; generic words give way to the verb before them."""
    folded = fold(text)
    clause = max(start, max(folded.rfind(mark, 0, quantity.start) for mark in ".;") + 1)
    found = [m for m in _measure().finditer(folded, clause, min(quantity.start, len(folded))) if not text[m.start()].isupper() or m.start() <= clause + 3]
    if not found:
        return None
    strong = [m for m in found if m[0] not in {"có", "giao", "đề ra", "đạt", "còn", "thực hiện"}]
    chosen = strong[-1] if strong and quantity.unit != "%" else found[-1]
    return chosen[0]


def _measure_after(text: str, quantity: Quantity, end: int) -> str | None:
    match = _measure().search(fold(text), quantity.end, end)
    return match[0] if match else None


_EACH = folded_pattern(r"(?<![^\W_])(?:bình\s+quân\s+)?(?:mỗi|từng)\s+")


def _each(text: str, start: int, quantity: Quantity) -> tuple[int, int] | None:
    """The distributive phrase: "mỗi chi bộ", up to the verb or bound."""
    folded = fold(text)
    match = None
    for match in _EACH.finditer(folded, start, quantity.start):
        pass
    if match is None or folded_pattern(r"(?:năm|tháng|quý|tuần)(?![^\W_])").match(folded, match.end()) is not None and "," in folded[match.end() : quantity.start]:
        return None
    stop = folded_pattern(
        r"[,;.:(]|(?<![^\W_])(?:có|phải|đều|cần|được|ít\s+nhất|tối\s+thiểu|không|kết\s+nạp|phát\s+triển|giới\s+thiệu|tổ\s+chức|xây\s+dựng|mở|thành\s+lập|giáo\s+dục|đạt|từ|\d)"
    ).search(folded, match.end(), quantity.start + 1)
    end = stop.start() if stop else quantity.start
    return match.start(), match.start() + len(text[match.start() : end].rstrip())


def _subject(text: str, start: int, quantity: Quantity) -> Bodies | None:
    """The body right before the verb that governs the figure: "Đảng bộ huyện kết nạp 200 …"."""
    best = None
    for match in re.finditer(r"(?:^[-–+*•\s]*|(?<=[,;:(])\s*|(?<=[\s])(?=các\s|toàn\s|Đảng\s|Ban\s))(?=\S)", text[start : quantity.start]):
        position = start + match.end()
        if best and position < best.end:
            continue
        if head_at(text, position) is None or re.search(r"(?:của|cho|với|về|tại|do|vào)\s+(?:các\s+)?$", fold(text[start:position])):
            continue
        found = bodies_at(text, position, quantity.start)
        if found and (followed_by_verb(text, found.end) or fold(text[found.end :]).lstrip().startswith("có ")):
            best = found
    return best


def _share_of(text: str, start: int, quantity: Quantity) -> str | None:
    """"tỷ lệ trưởng thôn là đảng viên đạt từ 90%" → "trưởng thôn"."""
    if quantity.unit != "%":
        return None
    match = folded_pattern(r"tỷ\s+lệ\s+(?P<of>[^;.:]{2,90}?)\s+(?:là|đạt|tham\s+gia|được|có|chiếm|tăng|giảm|hoàn\s+thành)\s").search(fold(text), start, quantity.number[0])
    return text[slice(*match.span("of"))] if match else None


def _period(passage: Passage, quantity: Quantity, clause_start: int, timed: list[Time]) -> Period | None:
    """The period nearest before the figure in its sentence, else nearest after it."""
    bounds = next(((s, e) for s, e in passage.sentences() if s <= quantity.number[0] < e), (clause_start, len(passage.text)))
    spans = [t for t in timed if t.kind in {"period", "window"} and bounds[0] <= t.start < bounds[1]]
    spans += [t for t in timed if t.kind == "rhythm" and t.rrule == "FREQ=YEARLY" and bounds[0] <= t.start < bounds[1]]
    before = [t for t in spans if t.end <= quantity.start]
    after = [t for t in spans if t.start >= quantity.number[1]]
    chosen = max(before, key=lambda t: t.end, default=None) or min(after, key=lambda t: t.start, default=None)
    return period_of(chosen, passage.text) if chosen else None

"""Deadlines: a day, a window or a rhythm by which something is to be done.

"gửi về Ban Thường vụ Huyện ủy (qua Ban Tổ chức) trước ngày 25/01 hằng năm" → every, yearly on 25 January, report to the committee.
Dates of past events and of cited documents, "thường xuyên" and the period of a figure are none.
"""

from __future__ import annotations

import re
from functools import cache

from extract.anchors import anchor
from extract.directive import Deadline
from extract.grammar.bodies import bodies_at, head_at
from extract.grammar.quantities import quantities
from extract.grammar.references import citations
from extract.grammar.times import Time, times
from extract.language import fold, folded_pattern
from extract.lexicon import alternation, entry, pattern, whole
from extract.passages import Passage
from extract.subjects import subjects


def read_deadlines(passages: list[Passage], issued_on: str | None) -> tuple[Deadline, ...]:
    deadlines: list[Deadline] = []
    for passage in passages:
        if passage.looks_back or passage.paragraph.role == "footnote":
            continue
        cited = [(c.start, c.end) for c in citations(passage.text)]
        for time in times(passage.text):
            if time.start < passage.start or any(s <= time.start < e for s, e in cited):
                continue
            if _is_over(time, issued_on) or not _binds(passage, time):
                continue
            deadlines.append(_deadline(f"d{len(deadlines) + 1}", passage, time, issued_on))
    return tuple(deadlines)


def _is_over(time: Time, issued_on: str | None) -> bool:
    """A day before the document's own date binds nobody."""
    return bool(issued_on and time.due and time.due < issued_on)


def _binds(passage: Passage, time: Time) -> bool:
    """The time says when something is to be done."""
    folded = fold(passage.text)
    start, end = _sentence(passage, time)
    before = folded[start : time.start]
    if _tells_of_past(before) or passage.reports(time.start):
        return False
    if time.kind == "rhythm":
        return time.cued or _rhythm_binds(folded, start, end, time)
    if time.kind == "event":
        return _event_binds(folded, start, time, end)
    if time.kind == "period":
        return _period_binds(folded, start, end, time)
    if _is_anniversary(folded, time) or re.search(r"(?:là|nhật|kỷ niệm|ngày lễ)\s*,?\s*$", before):
        return False
    if time.cued:
        return True
    return _has_task(folded, start, end, time) and not _in_brackets(passage.text, time)


def _sentence(passage: Passage, time: Time) -> tuple[int, int]:
    return next(((s, e) for s, e in passage.sentences() if s <= time.start < e), (passage.start, len(passage.text)))


def _tells_of_past(before: str) -> bool:
    return bool(re.search(whole(alternation(entry("times", "past").words)) + r"[^,;]{0,30}$", before))


def _rhythm_binds(folded: str, start: int, end: int, time: Time) -> bool:
    """A yearly rhythm binds where it opens the sentence or stands at the verb of what is made every year; the others at any verb."""
    before, after = folded[start : time.start], folded[time.end : end]
    if folded[time.start : time.end].startswith(("mỗi", "từng")) and quantities(folded[start:end]):
        return False
    if time.rrule == "FREQ=MONTHLY;INTERVAL=6" and re.match(r"\s+vào\s+(?:trước|ngày)", after):
        return False
    if folded_pattern(r"(?:chỉ\s+tiêu|xếp\s+loại|đánh\s+giá|phân\s+loại|chất\s+lượng)[^,;.]{0,45}$").search(before) and time.rrule == "FREQ=YEARLY":
        return False
    if time.rrule != "FREQ=YEARLY":
        return not folded_pattern(r"(?:sinh\s+hoạt|chế\s+độ)\s+(?:chi\s+bộ\s+)?(?:định\s+kỳ\s+)?$").search(before)
    opens = not before.strip(" -+*,.") or before.rstrip().endswith("định kì") and not before.replace("định kì", "").strip(" -+*,.")
    if opens and not quantities(folded[time.end : end]):
        return True
    if folded_pattern(r"(?:6|06|sáu)\s+tháng\s*(?:,|và)\s*$|quí\s*(?:,|và)\s*$|định\s+kì\s+$").search(before):
        return True
    if folded_pattern(r"(?:để|cho|của|vào)\s[^,;]{0,30}$").search(before):
        return False
    produced = pattern("times", "produced")
    return bool(produced.match(after.lstrip(" ,"))) and not quantities(after[:60])


_DELIVERED = folded_pattern(r"(?<![^\W_])(?:tổng\s+kết|báo\s+cáo|đánh\s+giá|sơ\s+kết|rút\s+kinh\s+nghiệm|gửi|nộp|trình|lập|khen\s+thưởng|bàn\s+giao|thông\s+báo)(?![^\W_])")


def _event_binds(folded: str, start: int, time: Time, end: int) -> bool:
    """"sau khi kết thúc, … báo cáo", "gửi ngay sau khi phát hiện", "chậm nhất 05 ngày sau khi bế mạc, … gửi"."""
    return bool(_DELIVERED.search(folded, time.end, end) or _DELIVERED.search(folded, max(start, time.start - 60), time.start))


def _period_binds(folded: str, start: int, end: int, time: Time) -> bool:
    """"hoàn thành trong năm 2024" without a figure is a window; the period of a figure or of a title is none."""
    if time.begin is None or quantities(folded[start:end]):
        return False
    return bool(folded_pattern(r"(?:hoàn\s+thành|xong|kết\s+thúc)\s+(?:\S+\s+){0,3}?$").search(folded[start : time.start])) and folded[time.start : time.end].startswith("trong")


@cache
def _task_verb() -> re.Pattern[str]:
    return pattern("verbs", "plain", "strong")


def _has_task(folded: str, start: int, end: int, time: Time) -> bool:
    return bool(_task_verb().search(folded, start, time.start) or _task_verb().search(folded, time.end, end))


def _in_brackets(text: str, time: Time) -> bool:
    opening = text.rfind("(", 0, time.start)
    return opening >= 0 and text.find(")", opening, time.start) < 0 and re.match(r"\([\s\d/.\-–]+$", text[opening : time.start] or "(") is not None


def _is_anniversary(folded: str, time: Time) -> bool:
    """"chào mừng kỷ niệm … (01/01/2004 - 01/01/2024)" gives a motive, no day."""
    return bool(re.match(r"\s*-\s*\d", folded[time.end : time.end + 4]) or re.search(r"\d\s*-\s*$", folded[max(0, time.start - 4) : time.start]))


# --- what, who, to whom ---------------------------------------------------------------------------------------------


def _deadline(deadline_id: str, passage: Passage, time: Time, issued_on: str | None) -> Deadline:
    start, end = _clause(passage, time)
    body = _body(passage, time)
    begin = time.begin or (issued_on if time.type == "within" and "từ nay" in fold(passage.text[time.start : time.end]) else None)
    return Deadline(
        deadline_id,
        time.type or "within",
        begin,
        time.due,
        time.rrule,
        _task(passage.text, start, end, time),
        body,
        _report_to(passage.text, start, end),
        passage.section,
        anchor(passage.paragraph, start, end),
    )


def _clause(passage: Passage, time: Time) -> tuple[int, int]:
    """The clause around the time; a time that opens its sentence takes the clause behind it with it."""
    found = next(((s, e) for s, e in passage.clauses() if s <= time.start < e), (passage.start, len(passage.text)))
    bracket = passage.text.rfind("(", found[0], time.start)
    if bracket >= 0 and _closing(passage.text, bracket) > time.end and time.start - bracket > 25:
        return bracket + 1, min(found[1], _closing(passage.text, bracket))
    return found[0], max(found[1], time.end)


def _closing(text: str, opening: int) -> int:
    depth = 0
    for position in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return len(text)


def _task(text: str, start: int, end: int, time: Time) -> str | None:
    """The clause without the time and its subject, shortened at the first bracket after the verb."""
    words = f"{text[start : time.start]} {text[time.end : end]}" if start <= time.start else text[start:end]
    found = bodies_at(words, 0)
    if found and found.end < len(words) - 8:
        words = words[found.end :]
    words = re.sub(r"\s+", " ", re.sub(folded_pattern(r"(?i)định kỳ\s*$").pattern, "", words)).strip(" ,.;:-()")
    words = folded_pattern(r"(?i)^(?:định\s+kỳ|phải|cần|có\s+trách\s+nhiệm|thì)\s*,?\s+").sub("", words)
    return words[:1].lower() + words[1:] if words else None


def _body(passage: Passage, time: Time) -> str | None:
    start, end = _clause(passage, time)
    named = [s for s in subjects(passage) if s.role != "coordinate" and s.start < end and s.start >= start]
    if not named:
        sentence = _sentence(passage, time)
        named = [s for s in subjects(passage) if s.role != "coordinate" and sentence[0] <= s.start < sentence[1]]
    if named:
        return ", ".join(named[-1].names) if len(named[-1].names) > 1 else named[-1].names[0]
    owner = folded_pattern(r"\scủa\s+").search(fold(passage.text), start, end)
    if owner and folded_pattern(r"gửi\s").search(fold(passage.text), owner.end(), end):
        found = bodies_at(passage.text, owner.end(), end)
        if found:
            return passage.text[found.start : folded_pattern(r"\s(?:gửi|phải)\s").search(fold(passage.text), owner.end(), end).start()] if folded_pattern(r"\s(?:gửi|phải)\s").search(fold(passage.text), owner.end(), end) else found.names[0]  # type: ignore[union-attr]
    if passage.heading and passage.heading_paragraph:
        return passage.heading_paragraph.text[passage.heading.start : passage.heading.end]
    return None


_REPORT = folded_pattern(r"(?:báo\s+cáo|gửi|nộp|trình|phản\s+ánh)\s+(?:[^,;.(]{0,60}?\s)?(?:về|cho|lên|đến|với)\s+|báo\s+cáo\s+(?=\S)")


def _report_to(text: str, start: int, end: int) -> str | None:
    """X of "báo cáo X (qua Y)", "gửi về X"."""
    for match in _REPORT.finditer(fold(text), start, end):
        if head_at(text, match.end()) is None:
            continue
        found = bodies_at(text, match.end(), end)
        if found:
            return found.names[0]
    return None

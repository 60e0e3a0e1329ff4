"""Deadlines: a day, a window or a rhythm by which something is to be done.

"gửi về Ban Thường vụ Huyện ủy (qua Ban Tổ chức) trước ngày 25/01 hằng năm" → every, yearly on 25 January, report to the committee.
Dates of past events and of cited documents, "thường xuyên" and the period of a figure are none.
"""

from __future__ import annotations

import re

from extract.anchors import anchor
from extract.directive import Deadline
from extract.grammar.bodies import bodies_at, head_at
from extract.grammar.quantities import quantities
from extract.grammar.references import citations
from extract.grammar.times import Time
from extract.language import fold, trimmed
from extract.lexicon import alternation, entry, pattern, phrase, whole
from extract.passages import Passage
from extract.subjects import subjects


def read_deadlines(passages: list[Passage], issued_on: str | None) -> tuple[Deadline, ...]:
    deadlines: list[Deadline] = []
    for passage in passages:
        if passage.looks_back or passage.paragraph.role == "footnote" or _gives_grounds(passage):
            continue
        cited = [(c.start, c.end) for c in citations(passage.text)]
        for time in passage.times():
            if time.start < passage.start or any(s <= time.start < e for s, e in cited):
                continue
            if not _is_over(time, issued_on) and _binds(passage, time):
                deadlines.append(_deadline(f"d{len(deadlines) + 1}", passage, time, issued_on))
    return tuple(deadlines)


def is_before_issue(passage: Passage, time: Time) -> bool:
    """A last day set for a duty that lies before the paper's own date: nobody can keep it."""
    if passage.looks_back or passage.paragraph.role == "footnote" or _gives_grounds(passage):
        return False
    cited = any(c.start <= time.start < c.end for c in citations(passage.text))
    sets_day = phrase("sets_last_day").match(fold(passage.text)[time.start : time.end])
    last_day = time.kind == "day" and time.type == "by" and bool(sets_day)
    return last_day and not cited and _is_over(time, passage.issued_on) and _binds(passage, time)


def _gives_grounds(passage: Passage) -> bool:
    """"Căn cứ Kế hoạch số /KH-SYT ngày tháng 10 năm 2017 …;" before the first section."""
    return passage.section is None and passage.text.rstrip().endswith((";", ",")) and bool(phrase("only_grounds").match(fold(passage.text)))


def _is_over(time: Time, issued_on: str | None) -> bool:
    """A day before the document's own date binds nobody."""
    return bool(issued_on and time.due and time.due < issued_on)


def _binds(passage: Passage, time: Time) -> bool:
    """The time says when something is to be done."""
    folded = fold(passage.text)
    start, end = passage.sentence_at(time.start)
    before = folded[start : time.start]
    if any(phrase(turn).search(before) for turn in ("takes_effect_before", "adopted_before", "suspends_before")):
        return False
    if _tells_of_past(before) or (passage.reports(time.start) and not _is_ahead(passage, time) and not _is_in_duty(passage, time)):
        return False
    if _describes(passage, time):
        return False
    match time.kind:
        case "rhythm":
            return time.cued or _rhythm_binds(folded, start, end, time)
        case "event":
            return _event_binds(folded, start, end, time)
        case "period":
            return _period_binds(folded, start, end, time)
        case _:
            if _is_anniversary(folded, time) or phrase("is_a_day_before").search(before):
                return False
            return time.cued or _is_scheduled(passage, folded, start) or _has_task(folded, start, end, time)


def _describes(passage: Passage, time: Time) -> bool:
    """The time only says more of another one or of a case."""
    return _leads_to_day(passage, time) or _explains(passage, time) or _sets_case(passage, time)


def _leads_to_day(passage: Passage, time: Time) -> bool:
    """"nộp kinh phí quý IV/2025 trước ngày 25/12/2025", "Kết thúc hội thi, các đội gửi báo cáo trước ngày 05/6": the day binds."""
    end = passage.clause_at(time.start)[1]
    days = [t for t in passage.times() if time.end <= t.start < end and t.kind == "day" and t.type == "by" and t.cued]
    if time.kind == "event":
        return fold(passage.text).startswith("kết thúc", time.start) and bool(days)
    folded = fold(passage.text)
    bound = phrase("opens_time").match(folded[time.start :]) or phrase("leads_to_time").search(folded[: time.start])
    bare = time.kind == "window" and not time.cued and not bound
    return bare and any(day.start - time.end < _NEAR and "," not in passage.text[time.end : day.start] for day in days)


def _explains(passage: Passage, time: Time) -> bool:
    """A window in brackets of its own behind a rhythm or a season: "thứ Sáu hằng tuần (từ tháng 3/2025 đến tháng 6/2025)"."""
    text = passage.text
    if time.kind != "window" or not text[: time.start].rstrip().endswith("(") or not text[time.end :].lstrip().startswith(")"):
        return False
    before = text[: time.start].rstrip(" (")
    return any(other.end == len(before) and other.kind in ("rhythm", "period") for other in passage.times())


def _sets_case(passage: Passage, time: Time) -> bool:
    """"Xã nào đến hết tháng 6 đạt dưới 40% thì báo cáo giải trình", "Đến hết ngày 30/6 đơn vị có tỷ lệ dưới 30% thì …"."""
    start, end = passage.clause_at(time.start)
    folded = fold(passage.text)
    case, then, _ = folded[time.end : end].partition(" thì ")
    says_which = phrase("some_case_before").search(folded[start : time.start])
    by_then = folded.startswith("đến", time.start) and phrase("case_behind").search(case)
    return bool(then and re.search(r"\d", case)) and bool(says_which or by_then)


_NEAR = 30


def _is_ahead(passage: Passage, time: Time) -> bool:
    """A last day of every period, or one that is still to come: "báo cáo năm trước 20/11", "cấp 30% kinh phí trong tháng 11/2014"."""
    folded = fold(passage.text)
    if time.rrule:
        return time.cued and bool(phrase("sets_last_day").match(folded[time.start :]))
    to_come = time.due and passage.issued_on and time.due > passage.issued_on
    return bool(to_come) and (time.cued or bool(phrase("leads_to_time").search(folded[: time.start])))


def _is_in_duty(passage: Passage, time: Time) -> bool:
    """The time stands in what a body is told to do, whatever words of the past its object holds: "hằng tháng chuyển danh sách đã cấp"."""
    return not passage.looks_back and any(subject.start <= time.start < subject.task_end for subject in subjects(passage))


def _is_scheduled(passage: Passage, folded: str, start: int) -> bool:
    """A line of a schedule needs no verb: "Đợt 1: ngày 07/4/2026 tại Hội trường"."""
    return passage.topic == "schedule" or bool(phrase("schedule_line").match(folded[start:]))


def _tells_of_past(before: str) -> bool:
    return bool(re.search(whole(alternation(entry("times", "past").words)) + r"[^,;]{0,30}$", before))


def _rhythm_binds(folded: str, start: int, end: int, time: Time) -> bool:
    """A yearly rhythm binds where it opens the sentence or stands at the verb of what is made every year; the others at any verb."""
    before, after = folded[start : time.start], folded[time.end : end]
    if phrase("once").match(after):
        return True
    distributive = folded[time.start : time.end].startswith(("mỗi", "từng"))
    if distributive and (quantities(folded[start:end]) or phrase("counted_before").search(before)):
        return False
    if any(quantity.start - time.end <= 1 for quantity in quantities(folded[:end]) if quantity.start >= time.end):
        return False
    if time.rrule == "FREQ=DAILY" and phrase("opening_hours_before").search(before):
        return False
    if time.rrule != "FREQ=YEARLY":
        names_report = time.rrule == "FREQ=MONTHLY;INTERVAL=6" and phrase("fixed_day_after").match(after)
        return not names_report and not phrase("regular_meeting_before").search(before)
    if phrase("describes_year_before").search(before):
        return False
    opens = not before.replace("định kì", "").strip(" -+*,.")
    if opens and not quantities(after):
        return True
    if phrase("second_rhythm_before").search(before):
        return True
    if phrase("for_purpose_before").search(before):
        return False
    return bool(pattern("times", "produced").match(after.lstrip(" ,"))) and not quantities(after[:60])


def _event_binds(folded: str, start: int, end: int, time: Time) -> bool:
    """"sau khi kết thúc, … báo cáo", "gửi ngay sau khi phát hiện", "chậm nhất 05 ngày sau khi bế mạc, … gửi"."""
    if any(character.isdigit() for character in folded[time.start : time.end]) or folded.startswith(("hoàn thành", "xong"), time.start):
        return True
    if folded[time.start : time.end].startswith("trước") and phrase("told_of_plan_before").search(folded[start : time.start]):
        return False
    if phrase("all_the_time").search(folded[time.end : end]) or phrase("after_hearing").match(folded[time.end : end]):
        return False
    if phrase("only_before").search(folded[start : time.start]) or phrase("announces").search(folded[start:end].rstrip()):
        return False
    return _has_task(folded, max(start, time.start - 60), end, time)


def _period_binds(folded: str, start: int, end: int, time: Time) -> bool:
    """"hoàn thành trong năm 2024", "đến hết năm 2024 hoàn thành" without a figure bind; the period of a figure or of a title does not."""
    if folded.startswith("đến hết", time.start) and not quantities(folded[start:end]):
        done = phrase("finished_before").search(folded[start : time.start]) or phrase("finished_behind").match(folded[time.end : end])
        return bool(done)
    if time.begin is None or not folded.startswith("trong", time.start) or quantities(folded[start:end]):
        return False
    return bool(phrase("finished_before").search(folded[start : time.start]))


def _has_task(folded: str, start: int, end: int, time: Time) -> bool:
    verbs = pattern("verbs", "plain", "strong")
    return bool(verbs.search(folded, start, time.start) or verbs.search(folded, time.end, end))


_RANGE_AFTER = re.compile(r"\s*-\s*\d")
_RANGE_BEFORE = re.compile(r"\d\s*-\s*$")


def _is_anniversary(folded: str, time: Time) -> bool:
    """"chào mừng kỷ niệm … (01/01/2004 - 01/01/2024)" gives a motive, no day."""
    return bool(_RANGE_AFTER.match(folded, time.end) or _RANGE_BEFORE.search(folded[max(0, time.start - 4) : time.start]))


# --- what, who, to whom ---------------------------------------------------------------------------------------------


def _deadline(deadline_id: str, passage: Passage, time: Time, issued_on: str | None) -> Deadline:
    start, end = _clause(passage, time)
    from_now = time.type == "within" and "từ nay" in fold(passage.text[time.start : time.end])
    return Deadline(
        id=deadline_id,
        type=time.type or "within",
        start=time.begin or (issued_on if from_now else None),
        due=time.due,
        rrule=time.rrule,
        task=_task(passage, start, end, time),
        body=_body(passage, time, start, end),
        report_to=_report_to(passage.text, start, end),
        section=passage.section,
        anchor=anchor(passage.paragraph, start, end),
    )


def _clause(passage: Passage, time: Time) -> tuple[int, int]:
    """The clause around the time; inside a long bracket only the bracket: "(Kế hoạch … gửi về … trước ngày 25/01 hằng năm)"."""
    start, end = passage.clause_at(time.start)
    opening = _open_bracket(passage.text, start, time.start)
    if opening is None or time.start - opening < _LONG_BRACKET:
        return start, max(end, time.end)
    closing = passage.text.find(")", time.end, end)
    return opening + 1, closing if closing > 0 else end


_LONG_BRACKET = 25


def _open_bracket(text: str, start: int, position: int) -> int | None:
    """The bracket that is still open at the position."""
    opened: list[int] = []
    for index in range(start, position):
        if text[index] == "(":
            opened.append(index)
        elif text[index] == ")" and opened:
            opened.pop()
    return opened[0] if opened else None


def _task(passage: Passage, start: int, end: int, time: Time) -> str | None:
    """The clause without its rhythms and the time, without lead-in and subject: "Hằng quý, cấp ủy kiểm điểm …" → "kiểm điểm …"."""
    words, position = "", start
    for other in passage.times():
        if start <= other.start < end and (other == time or other.kind == "rhythm") and other.start >= position:
            words += passage.text[position : other.start] + " "
            position = other.end
    words = re.sub(r"(?:\s*,)+", ",", trimmed(words + passage.text[position:end])).replace("( )", "")
    words = trimmed(words[_ended(phrase("task_lead_in").match(fold(words))) :])
    subject = bodies_at(words, 0)
    if subject and len(words) - subject.end > _SHORTEST_TASK:
        words = trimmed(words[subject.end :])
    words = trimmed(words[_ended(phrase("task_lead_in").match(fold(words))) :])
    tail = phrase("dangling_preposition").search(fold(words))
    words = words[: tail.start()] if tail else words
    return words[:1].lower() + words[1:] or None


_SHORTEST_TASK = 8


def _ended(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _body(passage: Passage, time: Time, start: int, end: int) -> str | None:
    """Who has to keep it: whose paper is sent, else the subject of the clause, of the sentence, of the sentences before, of the heading."""
    sender = _sender(passage.text, start, end)
    if sender:
        return sender
    acting = [subject for subject in subjects(passage) if subject.role != "coordinate" and not subject.inherited]
    for first, last in ((start, end), passage.sentence_at(time.start), (passage.start, time.start)):
        named = [subject for subject in acting if first <= subject.start < last]
        if named:
            return ", ".join(named[-1].names)
    if passage.heading and passage.heading_paragraph:
        return passage.heading_paragraph.text[passage.heading.start : passage.heading.end]
    return None


def _sender(text: str, start: int, end: int) -> str | None:
    """"Kế hoạch của các đảng ủy, chi bộ cơ sở gửi về …" → "các đảng ủy, chi bộ cơ sở"."""
    folded = fold(text)
    owner = phrase("owned_by").search(folded, start, end)
    sends = phrase("sends").search(folded, owner.end(), end) if owner else None
    if owner and sends and head_at(text, owner.end()) is not None:
        return text[owner.end() : sends.start()]
    return None


def _report_to(text: str, start: int, end: int) -> str | None:
    """X of "báo cáo X (qua Y)", "gửi về X"."""
    for match in phrase("reports_to").finditer(fold(text), start, end):
        found = bodies_at(text, match.end(), end)
        if found:
            return found.names[0]
    return None

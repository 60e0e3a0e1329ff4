"""Who does what in a passage: the bodies that act, with their role.

A body acts where it opens a sentence or clause before a verb ("Các chi bộ rà soát …"), after an opening phrase ("Căn cứ Kế hoạch
này, các chi bộ xây dựng …"), where a duty is handed to it ("Giao Ban Tổ chức …", "Đề nghị Mặt trận …", "Đối với các trường, …"), in the
passive ("phải được chi ủy chủ động tìm"), and after "phối hợp với". Where none opens the passage, the heading's bodies act.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.directive import AssignmentRole
from extract.grammar.bodies import Bodies, bodies_at, followed_by_verb, has_verb, head_at, is_bodies, split
from extract.language import clauses, fold
from extract.lexicon import alternation, entry, phrase
from extract.passages import Passage

Acting = tuple[Bodies, int]
"""Bodies that act, and the place at which what they do begins."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Bodies of one place in the passage: `start` and `end` of their names, `task_start` where what they do begins.

    `inherited` where the names stand in the heading, not in the passage.
    """

    names: tuple[str, ...]
    role: AssignmentRole
    start: int
    end: int
    task_start: int
    task_end: int
    inherited: bool = False


def subjects(passage: Passage) -> list[Subject]:
    """The subjects of a passage in order; none of a passage that looks back or only announces a list."""
    if passage.looks_back or passage.paragraph.role == "footnote":
        return []
    found: list[Subject] = []
    for start, end in passage.sentences():
        if not phrase("announces").search(fold(passage.text[start:end]).rstrip()) and not passage.reports(start):
            found.extend(_of_sentence(passage.text, start, end))
    inherited = _inherited(passage, found)
    return once(([inherited, *_inherited_partners(passage, inherited)] if inherited else []) + found)


def _inherited(passage: Passage, found: list[Subject]) -> Subject | None:
    """The heading's bodies, unless the passage opens with a subject of its own or only states a matter."""
    folded = fold(passage.text)
    opening = folded[passage.start :]
    if not passage.heading or not _tells_to_do(passage) or _is_distributive(opening) or _tells_what_they_get(passage):
        return None
    start, end = passage.sentence_at(passage.start)
    acting = [subject for subject in found if subject.role != "coordinate"]
    if any(start <= subject.start < end and _opens(passage.text, start, subject) for subject in acting):
        return None
    until = min((subject.start for subject in acting), default=len(folded))
    told = fold(passage.heading_paragraph.text)[passage.heading.end :] if passage.heading_paragraph else ""
    leads = (
        phrase("leads_at_once").match(folded[passage.start :])
        or phrase("leads_later").search(folded[:until], passage.start)
        or phrase("leads_list").match(told)
    )
    role: AssignmentRole = "lead" if leads else "implement"
    return Subject(passage.heading.names, role, passage.start, passage.start, passage.start, end, inherited=True)


def _inherited_partners(passage: Passage, inherited: Subject) -> list[Subject]:
    """Who is named with those who lead a list: "Sở Y tế chủ trì, phối hợp với Công an tỉnh:" over "- Kiểm tra …"."""
    line, heading = passage.heading_paragraph, passage.heading
    if line is None or heading is None or not phrase("leads_list").match(fold(line.text)[heading.end :]):
        return []
    place = inherited.start
    partners = _coordinating(line.text, heading.end, len(line.text))
    return [Subject(p.names, "coordinate", place, place, place, inherited.task_end, inherited=True) for p in partners]


def _tells_to_do(passage: Passage) -> bool:
    """The passage names something to do: "Rà soát hộ nghèo", not "Công tác thống kê", "Các Trung tâm Y tế có giường bệnh"."""
    opening, folded = passage.text[passage.start :], fold(passage.text)[passage.start :]
    if opening.isupper() or passage.sets_conditions or phrase("states_matter").match(folded) or phrase("states_right").match(folded):
        return False
    named = bodies_at(passage.text, passage.start)
    if named and phrase("states_subject").match(fold(passage.text)[named.end :]):
        return False
    if named and not followed_by_verb(passage.text, named.end) and not re.search(r"[,;:]", passage.text[named.end :].rstrip(" .;,")):
        return False
    return has_verb(opening[:_OPENING])


_OPENING = 120


def _tells_what_they_get(passage: Passage) -> bool:
    """"Đối với hội viên: Tặng giấy khen, bằng khen"."""
    line = passage.heading_paragraph
    above = fold(line.text if line and line is not passage.paragraph else passage.text[: passage.start])
    concerned = re.search(r"(?<![^\W_])đối với ", above) is not None
    return concerned and phrase("gives_to_whom").match(fold(passage.text[passage.start :])) is not None


def _is_distributive(opening: str) -> bool:
    return bool(phrase("each_opening").match(opening)) and not phrase("opening").match(opening)


def _opens(text: str, start: int, subject: Subject) -> bool:
    return subject.start == start or bool(phrase("opening").match(fold(text[start:]))) or ";" not in text[start : subject.start]


def once(found: list[Subject]) -> list[Subject]:
    """The same names in the same role count once a passage."""
    first: dict[tuple[tuple[str, ...], str], Subject] = {}
    for subject in found:
        first.setdefault((tuple(fold(name) for name in subject.names), subject.role), subject)
    return list(first.values())


def _of_sentence(text: str, start: int, end: int) -> list[Subject]:
    answerable = phrase("answerable").search(fold(text), start, end)
    if answerable and head_at(text, start) is not None:
        return [Subject(_listed(text[start : answerable.start()]), "implement", start, answerable.start(), answerable.start(), end)]
    found: list[Subject] = []
    for clause_start, clause_end in _conditions_apart(text, _whole_clauses(text, start, end)):
        acting = _acting(text, clause_start, clause_end, opens_sentence=clause_start == start)
        if acting:
            found.append(_as_subject(text, acting, clause_end))
            partner = _partner(text, acting[0].end, clause_end)
            if partner:
                found.append(Subject(cleaned(partner.names), "coordinate", partner.start, partner.end, partner.end, clause_end))
        found.extend(_agents(text, found, clause_start, clause_end))
        along = _along(text, clause_start, clause_end)
        found.extend([along] if along else [])
        found.extend(_coordinating(text, clause_start, clause_end))
    return sorted(found, key=lambda subject: subject.start)


def _whole_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses; one that only names bodies belongs to the next: "Các sở, ban, ngành; Ủy ban nhân dân các xã xây dựng …"."""
    joined: list[tuple[int, int]] = []
    for clause_start, clause_end in clauses(text, start, end):
        if joined and _only_names(text[joined[-1][0] : joined[-1][1]].strip(" -–+*•")):
            joined[-1] = joined[-1][0], clause_end
        else:
            joined.append((clause_start, clause_end))
    return joined


def _conditions_apart(text: str, whole: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A condition with its consequence is a clause of its own: "Các xã rà soát, nếu còn thiếu | thì Phòng Nội vụ bổ sung"."""
    parted: list[tuple[int, int]] = []
    for start, end in whole:
        opens = phrase("condition_within").search(fold(text[start:end]))
        place = start + opens.start("condition") if opens else start
        parted += [(start, place), (place, end)] if opens else [(start, end)]
    return parted


def _only_names(clause: str) -> bool:
    """The clause is a list of bodies, or ends in one that is given something: "Ủy ban nhân dân tỉnh yêu cầu Thủ trưởng các sở"."""
    given = [match.end() + 1 for match in _giving().finditer(fold(clause))]
    return is_bodies(clause) or any(is_bodies(clause[start:]) for start in given)


def _listed(names: str) -> tuple[str, ...]:
    """All who "chịu trách nhiệm thi hành": "Chánh Văn phòng …; Giám đốc các sở: …; Chủ tịch …"."""
    return cleaned(tuple(name for part in re.split(r"[;:]", names) for name in split(part.strip()) if name))


def _acting(text: str, start: int, end: int, *, opens_sentence: bool) -> Acting | None:
    """The bodies that act in a clause: the first reading that fits."""
    folded = fold(text)
    position = start + len(text[start:end]) - len(text[start:end].lstrip(" -–+*•\"“("))
    rhythm = phrase("rhythm_opening").match(folded[position:end])
    if rhythm and head_at(text, position + rhythm.end()) is not None:
        position += rhythm.end()
    link = phrase("clause_link").match(folded[position:end])
    if link and head_at(text, position + link.end()) is not None:
        position += link.end()
    opens = opens_sentence or bool(phrase("opening").match(folded[position:]))
    return (
        _consequent(text, folded, position, end)
        or _predicated(text, position, end)
        or _given(text, folded, position, end)
        or _passive(text, folded, position, end)
        or _concerned(text, folded, position, end)
        or (_behind_opening(text, folded, position, end) if opens else None)
    )


def _consequent(text: str, folded: str, start: int, end: int) -> Acting | None:
    """Who acts behind "thì": "Hồ sơ thiếu thì bộ phận một cửa hướng dẫn bổ sung", "nơi chưa có tổ thì do trưởng thôn lập"."""
    places = (link.end() for link in phrase("consequence").finditer(folded, start, end))
    agent = phrase("agent_first").match(folded[start:end])
    if agent:
        return _predicated(text, start + agent.end(), end)
    return next((acting for place in places if (acting := _predicated(text, place, end))), None)


def _predicated(text: str, position: int, end: int) -> Acting | None:
    """Bodies at the place with a verb after them, also behind an aside: "…, nơi có khu công nghiệp, chỉ đạo …"."""
    folded = fold(text)
    if head_at(text, position) is None or phrase("each_opening").match(folded[position:]):
        return None
    found = bodies_at(text, position, end)
    if not found:
        return None
    described = _described(text, folded, found, end)
    if described:
        return described
    if _issues(folded[found.end : end]) or _is_entitled(text, folded, found, end) or phrase("whichever").search(fold(found.names[-1])):
        return None
    found = _with_alternative(text, folded, found, end)
    following = folded[found.end : end]
    if phrase("did_before_now").match(following) or phrase("acted_on").search(fold(found.names[-1])):
        return None
    if following.startswith(":"):
        listed = found.end + 1 + len(following[1:]) - len(following[1:].lstrip())
        return _predicated(text, listed, end) or ((found, listed) if followed_by_verb(text, found.end) else None)
    partner = _partner(text, found.end, end)
    if partner and followed_by_verb(text, partner.end):
        return found, partner.end
    if followed_by_verb(text, found.end) and (not following.startswith(",") or phrase("aside_verb").match(following)):
        return found, found.end
    aside = phrase("aside").match(following) or phrase("threshold_aside").match(following)
    if aside and followed_by_verb(text, found.end + aside.end()):
        return found, found.end + aside.end()
    bracket = phrase("bracket").match(following)
    if phrase("by_function").match(following[bracket.end() if bracket else 0 :]):
        return found, found.end
    return _answering(text, found, end)


def _described(text: str, folded: str, found: Bodies, end: int) -> Acting | None:
    """What describes the last body stands before what it must do: "Cán bộ làm việc tại quầy và trả hồ sơ có trách nhiệm ghi sổ"."""
    last = text.find(found.names[-1], found.start, found.end)
    head_end = head_at(text, last) if last >= 0 else None
    duty = phrase("described_duty").match(folded[head_end:end]) if head_end else None
    if head_end is None or duty is None or phrase("no_description").search(duty["description"]):
        return None
    start = head_end + duty.start("duty")
    name = text[last:start].rstrip()
    return Bodies(found.start, last + len(name), (*found.names[:-1], *split(name))), start


def _is_entitled(text: str, folded: str, found: Bodies, end: int) -> bool:
    """Who may, gets or is something has no duty: "Đoàn viên được cấp lại thẻ", "hội đồng có thể mời chuyên gia"."""
    last = text.find(found.names[-1], found.start, found.end)
    head_end = head_at(text, last) if last >= 0 else None
    gets = head_end is not None and phrase("gets").match(folded[head_end:end])
    return bool(gets or phrase("is_entitled").match(folded[found.end : end]))


def _with_alternative(text: str, folded: str, found: Bodies, end: int) -> Bodies:
    """Who else may act stands in brackets: "Chi ủy (hoặc bí thư nơi chưa có chi ủy) công bố"."""
    opening = phrase("or_in_brackets").match(folded[found.end : end])
    other = bodies_at(text, found.end + opening.end("opening"), end) if opening else None
    if opening is None or other is None:
        return found
    return Bodies(found.start, found.end + opening.end(), (*found.names, *other.names))


def _answering(text: str, found: Bodies, end: int) -> Acting | None:
    """Words that no list knows stand between the name and "có trách nhiệm": "các cơ sở có hoạt động về dược … có trách nhiệm"."""
    duty = phrase("behind_long_name").match(fold(text)[found.end : end])
    if not duty:
        return None
    start = found.end + duty.start("duty")
    names = (*found.names[:-1], text[found.end - len(found.names[-1]) : start].rstrip())
    return Bodies(found.start, start, names), start


@cache
def _giving() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){alternation(entry('verbs', 'giving').words)}(?![^\W_])")


def _issues(following: str) -> bool:
    """Who asks, gives or states is not who acts: "Ban Thường vụ yêu cầu: …", "đảng viên là nữ chiếm …"."""
    hands_down = phrase("hands_down").match(following)
    asks = (_giving().match(following.lstrip(" ,")) and not hands_down) or phrase("issues_subject").match(following)
    return bool(asks or phrase("states_subject").match(following))


_GIVER_WITHIN = 160
_GIVER_WITHIN_OPENING = 400


def _given(text: str, folded: str, start: int, end: int) -> Acting | None:
    """"Giao Ban Tổ chức tổng hợp …", "Ban Thường vụ … đề nghị các chi bộ …"."""
    opening = phrase("opening").match(folded[start:])
    reach = _GIVER_WITHIN_OPENING if opening else _GIVER_WITHIN
    for match in _giving().finditer(folded, start, min(end, start + reach)):
        asker = folded[start : match.start()].strip(" -+*,")
        if asker and not opening and bodies_at(text, start, match.start()) is None:
            continue
        found = _predicated(text, match.end() + 1, end)
        if found:
            return found
    return None


def _passive(text: str, folded: str, start: int, end: int) -> Acting | None:
    """"phải được chi ủy, chi bộ chủ động tìm nguồn", "Việc kiểm tra do Ủy ban Kiểm tra chủ trì": who is named behind acts."""
    agent = phrase("agent").match(folded[start:end])
    behind = [match.end() for name in ("passive", "by_agent") for match in phrase(name).finditer(folded, start, end)]
    places = [start + agent.end()] if agent else behind
    found = (_predicated(text, place, end) for place in places)
    return next((acting for acting in found if acting), None)


def _agents(text: str, found: list[Subject], start: int, end: int) -> list[Subject]:
    """Who agrees, certifies or decides beside who acts: "Hội viên phải học nghề, được trung tâm cấp giấy chứng nhận"."""
    folded = fold(text)
    places = [match.end() for name in ("approved_by", "by_agent") for match in phrase(name).finditer(folded, start, end)]
    kept = phrase("kept_by").match(folded[start:end])
    if kept and not has_verb(kept["matter"]):
        places.append(start + kept.end())
    free = (place for place in sorted(places) if not any(subject.start <= place < subject.end for subject in found))
    acting = (_predicated(text, place, end) for place in free)
    return [_as_subject(text, agent, end) for agent in acting if agent]


def _as_subject(text: str, acting: Acting, end: int) -> Subject:
    bodies, task_start = acting
    role: AssignmentRole = "lead" if phrase("leads_at_once").match(fold(text[bodies.end : end])) else "implement"
    return Subject(cleaned(bodies.names), role, bodies.start, bodies.end, task_start, end)


def _concerned(text: str, folded: str, start: int, end: int) -> Acting | None:
    """"Đối với các chi bộ trường học, phải đưa …": who is concerned acts, unless another body follows."""
    opening = phrase("concerning").match(folded[start:end])
    if not opening:
        return None
    found = bodies_at(text, start + opening.end(), end)
    if not found:
        return _behind_opening(text, folded, start, end)
    after = phrase("concerned_end").match(folded[found.end : end])
    if not after:
        return (found, found.end) if followed_by_verb(text, found.end) else None
    task = found.end + after.end()
    return _predicated(text, task, end) or ((found, task) if followed_by_verb(text, task - 1) else None)


def _behind_opening(text: str, folded: str, start: int, end: int) -> Acting | None:
    """The first body with a verb behind a comma or "thì", where the sentence opens with a phrase of ground, time or aim."""
    if not phrase("opening").match(folded[start:]):
        return None
    found = (_predicated(text, link.end(), end) for link in phrase("behind_opening").finditer(folded, start, end))
    return next((acting for acting in found if acting), None)


def _partner(text: str, position: int, end: int) -> Bodies | None:
    """Who acts along: "Ban Tổ chức cùng Ủy ban Kiểm tra xem xét …"."""
    link = phrase("cooperating").match(fold(text[position:end]))
    return bodies_at(text, position + link.end(), end) if link else None


def _along(text: str, start: int, end: int) -> Subject | None:
    """"Cùng với Công an tỉnh hướng dẫn …": who is named at the clause's head acts along."""
    opening = phrase("along_with_opening").match(fold(text[start:end]))
    bodies = bodies_at(text, start + opening.end(), end) if opening else None
    if bodies is None or not followed_by_verb(text, bodies.end):
        return None
    return Subject(cleaned(bodies.names), "coordinate", bodies.start, bodies.end, bodies.end, end)


def _coordinating(text: str, start: int, end: int) -> list[Subject]:
    """The bodies after "phối hợp (với)"; "phối hợp giữa A với B": B."""
    found = []
    for match in phrase("together_with").finditer(fold(text), start, end):
        bodies = bodies_at(text, match.end(), end)
        if bodies:
            found.append(Subject(cleaned(bodies.names), "coordinate", bodies.start, bodies.end, bodies.end, end))
    return found


def cleaned(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without what only links them to the verb ("Các xã có" → "Các xã"), and without threshold or rhythm behind them."""
    bare = (_BEHIND_NAME.sub("", name) for name in names)
    return tuple(re.sub(r"\s+(?:có|là|thì|và|cũng|đều|chưa|không|còn|đã|nào|sớm|tự)$", "", name).strip(" ,;") for name in bare)


_BEHIND_NAME = re.compile(
    r"\s+(?:(?:có|còn nợ|còn|nợ|quản lý|sử dụng|đạt|để)\s+(?:từ|trên|dưới|ít nhất|tối thiểu|không quá|hơn)?\s*\d|mỗi\s).*$", re.IGNORECASE
)
"""A threshold or rhythm: "xã còn nợ trên 03 tỷ đồng", "các trường mỗi học kỳ"."""

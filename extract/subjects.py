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
from extract.grammar.bodies import Bodies, bodies_at, followed_by_verb, head_at, split
from extract.language import clauses, fold, folded_pattern
from extract.lexicon import alternation, entry
from extract.passages import Passage


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
        if _announces(passage.text, start, end) or passage.reports(start):
            continue
        found.extend(_of_sentence(passage.text, start, end))
    inherited = _inherited(passage, found)
    return _once(([inherited] if inherited else []) + found)


def _inherited(passage: Passage, found: list[Subject]) -> Subject | None:
    """The heading's bodies, unless the passage opens with a subject of its own."""
    if not passage.heading or not passage.heading_paragraph or _states(passage):
        return None
    first = passage.sentences()[0] if passage.sentences() else (passage.start, len(passage.text))
    own = [s for s in found if s.role != "coordinate" and first[0] <= s.start < first[1] and _opens(passage.text, first[0], s)]
    if own:
        return None
    until = min([s.start for s in found if s.role != "coordinate"], default=len(passage.text))
    role: AssignmentRole = "lead" if _leads_somewhere(fold(passage.text[:until]), passage.start) else "implement"
    return Subject(passage.heading.names, role, passage.start, passage.start, passage.start, first[1], inherited=True)


def _states(passage: Passage) -> bool:
    """"Việc phát triển đảng viên là một trong những tiêu chí …" states, and hands no duty to the heading's bodies."""
    return bool(folded_pattern(r"(?:việc|công\s+tác|đây|kết\s+quả)\s[^,;.]{2,120}?\slà\s").match(fold(passage.text), passage.start))


def _opens(text: str, start: int, subject: Subject) -> bool:
    return subject.start == start or bool(_opening().match(fold(text), start)) or ";" not in text[start : subject.start]


def _once(found: list[Subject]) -> list[Subject]:
    """The same names in the same role count once a passage."""
    seen: set[tuple[tuple[str, ...], str]] = set()
    kept = []
    for subject in found:
        names = tuple(fold(name) for name in subject.names)
        if (names, subject.role) not in seen:
            seen.add((names, subject.role))
            kept.append(subject)
    return kept


def _announces(text: str, start: int, end: int) -> bool:
    """"… yêu cầu các cấp ủy thực hiện tốt một số nội dung sau:" gives no duty of its own."""
    last = fold(text[start:end]).rstrip()
    return bool(folded_pattern(r"(?:như\s+sau|sau\s+đây|sau|dưới\s+đây|cụ\s+thể)\s*[:.]$").search(last))


@cache
def _opening() -> re.Pattern[str]:
    words = (
        "căn cứ|trên cơ sở|thông qua|qua|để|nhằm|sau khi|sau|khi|trong|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|định kỳ|nếu|trường hợp|"
        "ngoài ra|đồng thời|trước|từ|chậm nhất|theo|ngay|đến|cùng với|bên cạnh đó|tùy|do|vì|với|tại|kết thúc|mỗi|quá trình|song song|đặc biệt|hưởng ứng|thực hiện|riêng|đối với|tiếp tục|năm|quý|tháng|trong đó|ngày|về|thời gian|trên tinh thần|trên địa bàn"
    )
    return folded_pattern(rf"\W*(?:{words})(?![^\W_])")


@cache
def _giving() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){alternation(entry('verbs', 'giving').words)}\s+")


_PASSIVE = folded_pattern(r"(?:phải|cần)\s+được\s+")
_CONCERNING = folded_pattern(r"\W*(?:riêng|đối\s+với|về\s+phía)\s+")
_EACH = folded_pattern(r"(?:mỗi|từng|một\s+số|bình\s+quân)\s")


def _of_sentence(text: str, start: int, end: int) -> list[Subject]:
    found: list[Subject] = []
    answerable = _ANSWERABLE.search(fold(text), start, end)
    if answerable and head_at(text, start) is not None:
        names = tuple(name for part in re.split(r"[;:]", text[start : answerable.start()]) for name in split(part.strip()) if name)
        return [Subject(_cleaned(names), "implement", start, answerable.start(), answerable.start(), end)]
    for clause_start, clause_end in clauses(text, start, end):
        acting = _acting(text, clause_start, clause_end, opens_sentence=clause_start == start)
        for bodies, task_start in acting:
            role: AssignmentRole = "lead" if _leads(fold(text), bodies.end, clause_end) else "implement"
            found.append(Subject(_cleaned(bodies.names), role, bodies.start, bodies.end, task_start, clause_end))
        found.extend(_coordinating(text, clause_start, clause_end))
    return sorted(found, key=lambda subject: subject.start)


_ANSWERABLE = folded_pattern(r"\s*,?\s*(?:chịu|có)\s+trách\s+nhiệm\s+thi\s+hành(?![^\W_])")


def _acting(text: str, start: int, end: int, *, opens_sentence: bool) -> list[tuple[Bodies, int]]:
    """The bodies that act in a clause, each with the place at which its duty begins."""
    folded = fold(text)
    position = start + len(text[start:end]) - len(text[start:end].lstrip(" -–+*•\"“("))
    link = folded_pattern(r"(?:và|đồng\s+thời|trong\s+đó|riêng|còn)\s*,?\s+").match(folded, position, end)
    if link and head_at(text, link.end()) is not None:
        position = link.end()
    direct = _predicated(text, position, end)
    if direct:
        return [direct]
    given = _given(text, folded, position, end)
    if given:
        return [given]
    passive = [_predicated(text, match.end(), end) for match in _PASSIVE.finditer(folded, position, end)]
    if any(passive):
        return [p for p in passive if p]
    concerned = _concerned(text, folded, position, end)
    if concerned:
        return [concerned]
    if opens_sentence or _opening().match(folded, position):
        behind = _behind_opening(text, folded, position, end)
        if behind:
            return [behind]
    return []


def _predicated(text: str, position: int, end: int) -> tuple[Bodies, int] | None:
    """Bodies at the place with a verb after them, also behind an aside: "…, nơi có khu công nghiệp, chỉ đạo …"."""
    folded = fold(text)
    if head_at(text, position) is None or _EACH.match(folded, position):
        return None
    found = bodies_at(text, position, end)
    if not found:
        return None
    if _issues(folded, found.end):
        return None
    if text[found.end : found.end + 1] == ":":
        listed = found.end + 1 + len(text[found.end + 1 :]) - len(text[found.end + 1 :].lstrip())
        return _predicated(text, listed, end) if head_at(text, listed) is not None else None
    if followed_by_verb(text, found.end) and (text[found.end : found.end + 1] != "," or _aside_verb().match(folded, found.end)):
        return found, found.end
    aside = re.compile(r"\s*(?:,\s*(?:nơi|có|nhất là|trực tiếp là|gồm|đặc biệt là)[^;.]{0,140}?,|\([^)]{0,120}\))\s*").match(folded, found.end, end)
    if aside and followed_by_verb(text, aside.end()):
        return found, aside.end()
    qualified = re.compile(r"\s*,?\s*(?:theo\s+(?:chức\s+năng|thẩm\s+quyền|nhiệm\s+vụ)|căn\s+cứ|trên\s+cơ\s+sở|theo\s+thực\s+tế)").match(folded, found.end, end)
    return (found, found.end) if qualified else None


def _issues(folded: str, position: int) -> bool:
    """Who asks, gives or states is not who acts: "Ban Thường vụ yêu cầu: …", "đảng viên là nữ chiếm …"."""
    asks = re.compile(rf"\s*,?\s*(?:{alternation(entry('verbs', 'giving').words)}|kết luận|quyết nghị|chỉ thị|thông báo)(?![^\W_])").match(folded, position)
    states = folded_pattern(r"\s+(?:là(?!\s+(?:cơ\s+quan|đầu\s+mối|đơn\s+vị\s+(?:chủ|đầu)))|chiếm|gồm)\s").match(folded, position)
    return bool(asks or states)


@cache
def _aside_verb() -> re.Pattern[str]:
    return folded_pattern(r",\s*(?:căn\s+cứ|trên\s+cơ\s+sở|theo\s+(?:chức|thẩm|nhiệm)|hằng\s|hàng\s|định\s+kỳ|trước\s+ngày|chậm\s+nhất)")


def _given(text: str, folded: str, start: int, end: int) -> tuple[Bodies, int] | None:
    """"Giao Ban Tổ chức tổng hợp …", "Ban Thường vụ … đề nghị các chi bộ …"."""
    for match in _giving().finditer(folded, start, min(end, start + 160 if not _opening().match(folded, start) else start + 400)):
        if head_at(text, match.end()) is None:
            continue
        lead_in = folded[start : match.start()]
        if lead_in.strip(" -+*,") and bodies_at(text, start, match.start()) is None and not _opening().match(folded, start):
            continue
        found = _predicated(text, match.end(), end)
        if found:
            return found
    return None


def _concerned(text: str, folded: str, start: int, end: int) -> tuple[Bodies, int] | None:
    """"Đối với các chi bộ trường học, phải đưa …": who is concerned acts, unless another body follows."""
    opening = _CONCERNING.match(folded, start, end)
    if not opening:
        return None
    found = bodies_at(text, opening.end(), end)
    if not found:
        return _behind_opening(text, folded, start, end)
    after = re.compile(r"\s*[^,:;]{0,90}?(?:[,:]|\sthì)\s*").match(text, found.end, end)
    if not after:
        return (found, found.end) if followed_by_verb(text, found.end) else None
    other = _predicated(text, after.end(), end)
    if other:
        return other
    return (found, after.end()) if followed_by_verb(text, after.end() - 1) else None


def _behind_opening(text: str, folded: str, start: int, end: int) -> tuple[Bodies, int] | None:
    """The first body with a verb behind a comma or "thì", where the sentence opens with a phrase of ground, time or aim."""
    if not _opening().match(folded, start):
        return None
    for link in re.compile(r"(?:,\s*|\sthì\s+)").finditer(text, start, end):
        found = _predicated(text, link.end(), end)
        if found:
            return found
    return None


@cache
def _leading() -> re.Pattern[str]:
    return folded_pattern(r"[^;.]{0,40}?(?<![^\W_])(?:chủ\s+trì|là\s+cơ\s+quan\s+chủ\s+trì|là\s+cơ\s+quan\s+thường\s+trực|làm\s+đầu\s+mối\s+chủ\s+trì)(?![^\W_])")


def _leads(folded: str, position: int, end: int | None = None) -> bool:
    return bool(_leading().match(folded, position, len(folded) if end is None else end))


def _leads_somewhere(folded: str, position: int) -> bool:
    """A clause without a subject of its own begins with "chủ trì": its subject is the one before."""
    return bool(_leading().match(folded, position) or folded_pattern(r"(?:^|[.;,]\s+)(?:đồng\s+thời\s+)?chủ\s+trì(?![^\W_])").search(folded, position))


@cache
def _with() -> re.Pattern[str]:
    manner = r"(?:chặt\s+chẽ|tốt|thường\s+xuyên|hiệu\s+quả|đồng\s+bộ|kịp\s+thời)"
    return folded_pattern(
        rf"(?<![^\W_])(?:phối\s+hợp(?:\s+{manner})?(?:\s+(?:với|cùng\s+với|cùng))?|chủ\s+trì\s*,?\s+cùng(?:\s+với)?|phối\s+hợp\s+giữa\s+[^,;.]{{2,60}}?\s+(?:với|và))\s+"
    )


def _coordinating(text: str, start: int, end: int) -> list[Subject]:
    """The bodies after "phối hợp (với)"; "phối hợp giữa A với B": B."""
    folded = fold(text)
    found = []
    for match in _with().finditer(folded, start, end):
        if head_at(text, match.end()) is None:
            continue
        bodies = bodies_at(text, match.end(), end)
        if bodies:
            found.append(Subject(_cleaned(bodies.names), "coordinate", bodies.start, bodies.end, bodies.end, end))
    return found


def _cleaned(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without what only links them to the verb ("Các xã có" → "Các xã")."""
    return tuple(re.sub(r"\s+(?:có|là|thì|và|cũng|đều)$", "", name).strip(" ,;") for name in names)



"""Lines set together as a reader expects them: a list under what opens it, "Trên cơ sở đó …" behind the sentence that it refers to."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.directive import Anchor
from generate.enumerations import lists_of, opens_a_list
from generate.outline.drafting import Drafting, small_first
from generate.phrases import blank, capitalised, joined, say
from generate.pieces import between
from generate.plan import Bullet, Line, Piece
from generate.wording import capital, small

SHORT_OPENER = 14
"""Words of an opener that says nothing where its list is gone."""
_REFERS_BACK = re.compile(r"^(?:Trên cơ sở đó|Từ đó|Qua đó|Thông qua đó|Theo đó|Do đó|Vì vậy|Đặc biệt|Trong đó|Cụ thể)\b\s*[,:]?\s*")
_A_CASE = re.compile(r"(?:Đối với|Trường hợp|Về)\b")
"""What an opener names whose list is gone: by itself it orders nothing."""
_EXCEPTS = re.compile(r"^[^,;.]{3,60}? (?:thì )?không bắt buộc\.?$")
"""Not asked of whom the sentence before asks: "Đảng viên trên 65 tuổi thì không bắt buộc"."""
_BARELY = re.compile(r"^(?:Đặc biệt|Trong đó|Cụ thể)\b")


def set_together(drafting: Drafting, lines: list[Line], *, below: Bullet = "+") -> list[Line]:
    """The lines of one block in their order; those of a list take the bullet `below`."""
    return _listed(drafting, _referring(drafting, lines), below)


def _referring(drafting: Drafting, lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in _with_their_persons(lines):
        if kept and _is_the_other_case(kept[-1], line):
            kept[-1] = _alternative(drafting, kept[-1], line)
            continue
        refers = _REFERS_BACK.match(line.text) if line.bullet != "+" and isinstance(line.pieces[0], str) else None
        before = kept[-1] if kept else None
        goes_on = refers or _EXCEPTS.search(line.text)
        if goes_on and before is not None and before.provision == line.provision and before.bullet != "+":
            kept[-1] = _one_line(drafting, before, line)
        elif refers and not _BARELY.match(line.text):
            kept.append(replace(line, pieces=(capital(str(line.pieces[0])[refers.end() :]), *line.pieces[1:])))
        else:
            kept.append(line)
    return kept


_CASE = re.compile(r"^Trường hợp [^;.,]*?\b(?P<bound>trên|từ|dưới|không quá|ít nhất) (?P<figure>[\d.]+) (?P<counted>[^;.,]{2,30})[^;.,]*, ")
_OF_THE_PLAN = re.compile(r"^Trường hợp (?:[^;.,]*? (?:đề ra|đăng ký|xây dựng) (?:kế hoạch|chỉ tiêu) )?")
_OTHERWISE = re.compile(r"^Nếu không thuộc trường hợp trên, ")


def _is_the_other_case(before: Line, line: Line) -> bool:
    return before.provision == line.provision and bool(_OTHERWISE.match(line.text)) and before.text.startswith("Trường hợp ")


def _alternative(drafting: Drafting, case: Line, otherwise: Line) -> Line:
    """Two cases of the directive's are one of the unit's: the one that its figure decides, else both with a mark to strike one out."""
    condition = _CASE.match(case.text)
    figure = drafting.row.value if drafting.row and condition and condition["counted"] in drafting.measure_words() else None
    anchor = _whole(drafting, case, otherwise)
    if condition and figure is not None:
        holds = _within_bound(condition["bound"], figure, float(condition["figure"].replace(".", "")))
        chosen, cut = (case, condition.end()) if holds else (otherwise, len(_OTHERWISE.match(otherwise.text)[0]))  # type: ignore[index]
        return replace(chosen, pieces=capitalised(between(chosen.pieces, cut, len(chosen.text))), anchor=anchor)
    lead = say("tasks.choice", mark=blank("choice"))
    first = between(case.pieces, _OF_THE_PLAN.match(case.text).end(), len(case.text))  # type: ignore[union-attr]
    second = between(otherwise.pieces, len(_OTHERWISE.match(otherwise.text)[0]), len(otherwise.text))  # type: ignore[index]
    pieces = joined([*lead, "nếu ", *_ending(first, ";"), " nếu không, ", *second])
    return replace(case, pieces=pieces, anchor=anchor, phrase="tasks.choice")


def _within_bound(bound: str, figure: float, limit: float) -> bool:
    return {"trên": figure > limit, "dưới": figure < limit, "không quá": figure <= limit}.get(bound, figure >= limit)


def _with_their_persons(lines: list[Line]) -> list[Line]:
    """ "Nâng cao trách nhiệm của các đảng viên được phân công … Đặc biệt, phải gương mẫu": the persons are named again."""
    kept: list[Line] = []
    persons: tuple[str | None, str] | None = None
    for line in lines:
        named = _PERSONS.search(line.text)
        first = line.pieces[0] if line.pieces else ""
        conduct = _CONDUCT.match(first) if isinstance(first, str) else None
        if named:
            persons = (line.provision, named[1])
        elif conduct and persons and persons[0] == line.provision and isinstance(first, str):
            line = replace(line, pieces=(f"{capital(persons[1])} {small(first[conduct.end() :])}", *line.pieces[1:]))
        kept.append(line)
    return kept


_PERSONS = re.compile(r"trách nhiệm của (?:các )?(đảng viên được phân công|cấp ủy viên|đoàn viên, hội viên)\b")
_CONDUCT = re.compile(r"(?:Đặc biệt, )?(?:phải )?(?=(?:(?:thật sự|thực sự|luôn) )?(?:gương mẫu|nêu gương)|[Dd]uy trì nghiêm việc báo cáo)")


def _one_line(drafting: Drafting, first: Line, second: Line) -> Line:
    goes_on = second.anchor is not None and second.anchor.quote[:1].islower()
    before = _ending(first.pieces, ";") if goes_on else first.pieces
    pieces = joined([*before, " ", *(small_first(second.pieces) if goes_on else second.pieces)])
    return replace(first, pieces=pieces, anchor=_whole(drafting, first, second))


def _whole(drafting: Drafting, first: Line, second: Line) -> Anchor | None:
    one, other = first.anchor, second.anchor
    provision = next((provision for provision in drafting.directive.provisions if provision.id == first.provision), None)
    if one is None or other is None or provision is None or one.block != other.block or provision.anchor.block != one.block:
        return one
    quote = provision.anchor.quote[one.start - provision.anchor.start : other.end - provision.anchor.start]
    return replace(one, end=other.end, quote=quote)


def _listed(drafting: Drafting, lines: list[Line], below: Bullet) -> list[Line]:
    opened = lists_of(drafting.directive)
    kept: list[Line] = []
    for place, line in enumerate(lines):
        if line.anchor is None or line.bullet == "+" or not opens_a_list(line.anchor.quote):
            kept.append(line)
            continue
        members = [other for other in lines[place + 1 :] if other.provision and opened.get(other.provision) == line.provision]
        if members:
            kept.append(replace(line, pieces=_ending(line.pieces, ":")))
        elif line.provision not in opened.values() and len(line.text.split()) > SHORT_OPENER and not _A_CASE.match(line.text):
            kept.append(line)
    openers = {line.provision for line in kept if line.text.endswith(":")}
    inside = [bool(line.provision) and opened.get(line.provision or "") in openers for line in kept]
    ends = [*inside, False][1:]
    return [
        replace(line, bullet=below, pieces=_ending(line.pieces, ";" if goes_on else ".")) if member else line
        for line, member, goes_on in zip(kept, inside, ends, strict=True)
    ]


def _ending(pieces: tuple[Piece, ...], mark: str) -> tuple[Piece, ...]:
    last = pieces[-1]
    return (*pieces[:-1], last.rstrip(" .;:") + mark) if isinstance(last, str) else (*pieces, mark)

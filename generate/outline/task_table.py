"""The appendix of tasks: what is to be done, who leads, who helps, by when, and what comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.directive import Deadline
from generate import citation
from generate.numbers import numbered
from generate.outline.drafting import Drafting
from generate.passages import overlap
from generate.phrases import blank, joined, phrase, phrases, say
from generate.plan import Appendix, AppendixRow, Blank, Item, Line, Number, Part, Piece, Pieces, piece_text
from generate.signs import says, sign
from generate.wording import VERBS, capital, small

FEWEST_ROWS = 3
"""A table of fewer tasks says no more than the text."""
WIDTHS = (6, 36, 17, 15, 14, 12)
"""Per cent of the page: TT, việc, chủ trì, phối hợp, thời hạn, sản phẩm."""
WORK, MAY_BE_EMPTY, NOTHING_SAID = 1, (3, 4, 5), "–"
"""The column of the work, those that may be empty, and what stands in an empty cell."""
LONGEST_TASK = 45
"""Words of a task; what goes on behind a semicolon, a full stop or before a verb then stands in the plan only."""


@dataclass(frozen=True, slots=True)
class _Task:
    work: Pieces
    lead: str
    along: str
    due: Pieces
    product: str


def task_table(drafting: Drafting, parts: tuple[Part, ...]) -> Appendix | None:
    """The tasks of parts III and IV that can be followed up; None where there are too few."""
    tasks = [task for part in parts if part.title in _parts() for item in part.items for task in _tasks_of(drafting, part, item)]
    if len(tasks) < FEWEST_ROWS:
        return None
    new = "_2026" if drafting.style == "2026" else ""
    columns: _Columns = tuple((phrase(f"tasks_table.{name}"), None) for name in ("number", "work", "lead", "along", "due", "product"))
    rows = tuple(_row(place, task) for place, task in enumerate(tasks, 1))
    columns, widths, rows = _without_empty(columns, rows)
    name = f"appendix.caption{new}" if drafting.voice.party else "appendix.caption_state"
    caption = say(
        name, number=blank("appendix.number"), code=drafting.code(), day=blank("appendix.day"), issuer=drafting.issuer()
    )  # fmt: skip
    title = phrase(f"tasks_table.title{new}").format(directive=citation.shown(citation.again_text(drafting.directive, drafting.style)))
    return Appendix(phrase(f"tasks_table.heading{new}"), title, caption, "", columns, rows, widths)


_Columns = tuple[tuple[str, str | None], ...]


def _without_empty(columns: _Columns, rows: tuple[AppendixRow, ...]) -> tuple[_Columns, tuple[int, ...], tuple[AppendixRow, ...]]:
    """A column without any entry is left out, its width goes to the work; where the directive says nothing a dash stands."""
    kept = [column for column in range(len(columns)) if column not in MAY_BE_EMPTY or any(row.cells[column] for row in rows)]
    widths = list(WIDTHS)
    widths[WORK] += sum(width for column, width in enumerate(WIDTHS) if column not in kept)
    filled = (replace(row, cells=tuple(row.cells[column] or NOTHING_SAID for column in kept)) for row in rows)
    return tuple(columns[column] for column in kept), tuple(widths[column] for column in kept), tuple(filled)


def _parts() -> tuple[str, str]:
    return phrase("parts.tasks"), phrase("parts.organisation")


def _row(place: int, task: _Task) -> AppendixRow:
    ordinal = Number(str(place), place, "tasks_table.ordinal", "computed")
    return AppendixRow((ordinal, task.work, task.lead or None, task.along or None, task.due or None, task.product or None))


def _tasks_of(drafting: Drafting, part: Part, item: Item) -> list[_Task]:
    organising = part.title == phrase("parts.organisation")
    found = []
    for line in item.lines:
        text = line.text
        unassigned = any(isinstance(piece, Blank) and piece.field.startswith("organ.") for piece in line.pieces)
        if line.bullet == "+" or text.endswith(":") or line.phrase in _NO_TASKS or unassigned or says("no-task", text):
            continue
        due, product = _due(drafting, line), _product(text)
        rhythm_only = bool(due) and not product and piece_text(due) in (phrase("tasks_table.always"), phrase("tasks_table.by_rule"))
        if product or (due and not rhythm_only):
            found.append(_task(drafting, item, line, organising=organising, due=due, product=product))
    return found


_NO_TASKS = ("organisation.cell_members", "organisation.cell_members_any", "organisation.spread_self")


def _task(drafting: Drafting, item: Item, line: Line, *, organising: bool, due: Pieces, product: str) -> _Task:
    lead, rest = _lead(drafting, item, line, organising=organising)
    along = _ALONG.search(piece_text("".join(piece_text(piece) for piece in rest)))
    return _Task(_shortened(rest), lead, capital(along[1]) if along else "", due, product)


_SOME_OF_THEM = re.compile(
    r"((?:Các chi bộ (?:khu phố|thôn|tổ dân phố|ấp|khóm|bản|quân sự|trường học)|Cấp ủy các chi bộ|Đảng viên được phân công)) (?=[a-zà-ỹđ])"
)
_RHYTHM = r"(?:Định kỳ )?(?:[Hh]ằng|[Mm]ỗi) (?:năm|tháng|quý), "


def _lead(drafting: Drafting, item: Item, line: Line, *, organising: bool) -> tuple[str, Pieces]:
    """Who does it, and the work without them: "Đảng ủy tăng cường …" → ("Đảng ủy", "Tăng cường …")."""
    first = line.pieces[0] if line.pieces else ""
    if isinstance(first, str) and (some := _SOME_OF_THEM.match(first)):
        return capital(some[1]), (capital(first[some.end() :]), *line.pieces[1:])
    if isinstance(first, str) and (below := drafting.voice.below_bare) in first[:60] and re.match(rf"{_RHYTHM}{below} ", first):
        return capital(below), (first.replace(f", {below} ", " ", 1), *line.pieces[1:])
    if organising and item.heading:
        return re.sub(r"^Đề nghị ", "", item.heading), line.pieces
    for name in [*_named_before(drafting, line), *_bodies(drafting)]:
        timed = re.match(rf"({_TIME} [^,;]{{2,60}}), (?i:{re.escape(name)}) (?=[a-zà-ỹ])", str(first))
        if timed:
            return name, (f"{timed[1]}, {str(first)[timed.end() :]}", *line.pieces[1:])
        asked = f"Đề nghị {name} "
        if str(first).startswith(asked):
            return name, (capital(str(first)[len(asked) :]), *line.pieces[1:])
        if isinstance(first, str) and re.match(rf"{re.escape(name)} (?!thôn|ở|trường|tại|trong|các|cơ)[a-zà-ỹ]", first):
            return name, (capital(first[len(name) + 1 :]), *line.pieces[1:])
    return drafting.voice.lead, line.pieces


_TIME = "(?:Kết thúc|Sau|Trước|Trong|Khi|Hằng|Định kỳ|Từ|Đến)"


def _named_before(drafting: Drafting, line: Line) -> list[str]:
    """The body that the directive itself gives the task, as the draft calls it: "Trạm y tế xã"."""
    named = (d.passage.provision.addressee for d in drafting.duties if d.passage.provision.id == line.provision)
    return [capital(drafting.rewriter.rewrite(name)) for name in dict.fromkeys(named) if name]


def _bodies(drafting: Drafting) -> list[str]:
    """Names that a line may begin with, the longest first."""
    voice, organs = drafting.voice, drafting.unit.organs
    government = [f"{voice.lead} lãnh đạo {organs['government']}"] if "government" in organs else []
    names = [*government, voice.below, voice.below_bare, voice.lead, voice.me, voice.issuer, *organs.values(), "Chi bộ"]
    names.append(drafting.front_with_duties() or "")
    return sorted({capital(name) for name in names if name}, key=len, reverse=True)


_ALONG = re.compile(rf"[Pp]hối hợp (?:chặt chẽ )?(?:với|cùng) ([^;.]{{3,110}}?)(?=(?:,| và| để)? (?:{VERBS}|xem xét|để|chăm lo)\b|[;.]|$)")


_CUTS = re.compile(rf"; |(?<!\.)\. |(?<!\.), (?=(?:góp phần|nhằm|để|từ đó|qua đó|đồng thời|{VERBS})\b)")
_GROUND = re.compile(r"^Căn cứ Kế hoạch này(?: và chỉ tiêu được giao)?, ")
_RESPONSIBLE = re.compile(r"^(?:[Cc]ó|[Cc]hịu) trách nhiệm (?=(?:giúp|kiểm tra|giám sát|theo dõi|tổ chức|hướng dẫn|lập|rà soát|báo cáo)\b)")
_TAIL = re.compile(r"(?:(?:,| và)?(?: hoàn thành)?(?: trước| chậm nhất)(?: là)? ngày)?\s*[.;,]?\s*$")


def _shortened(pieces: Pieces) -> Pieces:
    """The task up to the mark that ends its first clauses where it is long; without its final stop."""
    kept: list[Piece] = []
    words = 0
    if isinstance(pieces[0], str):
        pieces = (capital(_RESPONSIBLE.sub("", _GROUND.sub("", pieces[0]))), *pieces[1:])
    for piece in pieces:
        if (isinstance(piece, Blank) and piece.field.endswith(".day")) or (
            isinstance(piece, Number) and piece.field.startswith("deadline.") and piece.source == "computed"
        ):
            break
        if isinstance(piece, str):
            for match in _CUTS.finditer(piece):
                if words + len(piece[: match.start()].split()) >= LONGEST_TASK:
                    return joined([*kept, piece[: match.start()]])
        kept.append(piece)
        words += len(piece_text(piece).split())
    last = kept[-1]
    return joined([*kept[:-1], _TAIL.sub("", last) if isinstance(last, str) else last])


def _due(drafting: Drafting, line: Line) -> Pieces:
    """The day in the line, the rhythm of the directive's words, or a blank that stands in the line."""
    for place, piece in enumerate(line.pieces):
        if isinstance(piece, Blank) and piece.field.endswith(".day"):
            return (_before_day(line.pieces[:place]), piece, _after_day(line.pieces[place + 1 :]))
        if isinstance(piece, Number) and piece.field.startswith("deadline.") and piece.source == "computed":
            return (_before_day(line.pieces[:place]), piece, _after_day(line.pieces[place + 1 :]))
    said = list(dict.fromkeys(_bare_due(match[0]) for match in sign("due-words").finditer(line.text)))
    if len(said) > 1 and phrase("tasks_table.always").lower() in said:
        said.remove(phrase("tasks_table.always").lower())
    if said:
        days = [day[0].strip(" ,") for day in sign("due-words").finditer(line.text) if re.search(r"\d|quý [IVX]", day[0])]
        words = "; ".join(dict.fromkeys(days)) if sign("rounds-within").search(line.text) and len(days) > 1 else "; ".join(said)
        return numbered(capital(words), line.anchor, drafting.directive)
    deadline = _deadline(drafting, line)
    if deadline is not None:
        return numbered(capital(deadline), line.anchor, drafting.directive)
    ruled = phrase("tasks_table.by_rule")
    return (ruled,) if line.text.rstrip(".").endswith(small(ruled)) else ()


def _bare_due(words: str) -> str:
    """ "Hoàn thành trước ngày 18/11/2026" → "trước ngày 18/11/2026"."""
    return small(re.sub(r"^(?:[Hh]oàn thành|[Xx]ong) ", "", words.strip(" ,")))


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


def _product(text: str) -> str:
    """What comes of it: "xây dựng kế hoạch …" → "Kế hoạch"."""
    for product in phrases()["product"]:
        if re.search(product["pattern"], small(text)):
            return str(product["label"])
    return ""

"""The appendix of tasks: what is to be done, who leads, who helps, by when, and what comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from generate import citation
from generate.outline.drafting import Drafting, small_first
from generate.outline.times import REMEMBERED, Due, at_an_end, due_of, times_said, without_due
from generate.phrases import blank, capitalised, joined, phrase, phrases, say
from generate.pieces import between, text_of, without
from generate.plan import Appendix, AppendixRow, Blank, Item, Line, Number, Part, Piece, Pieces, piece_text
from generate.signs import says, sign
from generate.wording import VERBS, capital, small

FEWEST_ROWS = 3
"""A table of fewer tasks says no more than the text."""
ALMOST_ALL = 0.75
"""The share of the shorter task's words that two tasks have in common that say the same."""
TOLD_APART = 8
"""Different words of a task below which one word makes another task of it."""
FEW_PARTNERS = 5
"""One row in so many has to name a partner, else partners stay in the work and no column is kept for them."""
WIDTHS = (6, 32, 17, 13, 18, 14)
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
    whole: Pieces
    """The work with its time, for a row that holds two cases with a time each."""
    with_partners: Pieces


def task_table(drafting: Drafting, parts: tuple[Part, ...]) -> Appendix | None:
    """The tasks of parts III and IV that can be followed up; None where there are too few."""
    tasks = [task for part in parts if part.title in _parts() for task in _tasks_of(drafting, part)]
    tasks = [task for place, task in enumerate(tasks) if not any(_says_the_same(task, before) for before in tasks[:place])]
    leading = not drafting.voice.party and any(task.along and text_of(task.with_partners).startswith("Phối hợp") for task in tasks)
    if not leading and sum(bool(task.along) for task in tasks) * FEW_PARTNERS < len(tasks):
        tasks = [replace(task, work=task.with_partners, along="") for task in tasks]
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


def _says_the_same(task: _Task, other: _Task) -> bool:
    """The directive asks twice for one report: by the same body at the same time, in nearly the same words."""
    mine, theirs = (set(text_of(one.work).lower().split()) for one in (task, other))
    shared = len(mine & theirs) >= ALMOST_ALL * min(len(mine), len(theirs))
    alike = task.product == other.product and bool(task.due) and text_of(task.due) == text_of(other.due)
    return task.lead == other.lead and alike and shared and min(len(mine), len(theirs)) >= TOLD_APART


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


def _tasks_of(drafting: Drafting, part: Part) -> list[_Task]:
    organising = part.title == phrase("parts.organisation")
    found: list[_Task] = []
    goes_on = False
    for item, line in ((whole, line) for whole in part.items for line in whole.lines):
        if _is_no_task(line) or says("setting", item.heading or ""):
            goes_on = False
            continue
        for clause in _by_subject(line):
            task = _task(drafting, item, clause, organising=organising)
            if task and goes_on and _REFERS_BACK.match(clause.text):
                found[-1] = _as_one(found[-1], task)
            elif task:
                found.append(task)
            goes_on = task is not None
    return found


_NO_TASKS = ("organisation.cell_members", "organisation.cell_members_any", "organisation.spread_self")
_REFERS_BACK = re.compile(r"(?:Nếu không|Trường hợp (?:khác|không|còn lại)|(?:Những|Các) trường hợp (?:khác|còn lại))\b")


def _is_no_task(line: Line) -> bool:
    text = line.text
    unassigned = any(isinstance(piece, Blank) and piece.field.startswith("organ.") for piece in line.pieces)
    return line.bullet == "+" or text.endswith(":") or line.phrase in _NO_TASKS or unassigned or says("no-task", text)


_NEXT_SUBJECT = re.compile(
    rf"; (?=(?:mỗi|từng|các) (?:chi bộ|đảng bộ|đơn vị|thôn|ấp|khu phố|trường|cấp ủy|tổ chức|trạm)[^,;.]{{0,30}}? "
    rf"(?:{VERBS}|đăng ký|nhận|cử|lập)\b)"
)


def _by_subject(line: Line) -> list[Line]:
    """ "Phân công đảng ủy viên giúp hộ nghèo; mỗi chi bộ thôn đăng ký một việc": two tasks, for two do them."""
    cuts = sorted({match.end() for match in _NEXT_SUBJECT.finditer(line.text)} | _between_times(line.text))
    bounds = zip([0, *cuts], [*(cut - 2 for cut in cuts), len(line.text)], strict=True)
    return [replace(line, pieces=capitalised(between(line.pieces, start, end))) for start, end in bounds]


def _between_times(text: str) -> set[int]:
    """Where a clause with a time of its own follows one with another: "giao chỉ tiêu trước ngày 15/01; sơ kết trước ngày 05/7"."""
    if sign("rounds-within").search(text):
        return set()
    cuts, start = set(), 0
    for match in _CLAUSE.finditer(text):
        end = text.find("; ", match.end())
        after = text[match.end() : end if end >= 0 else len(text)]
        if times_said(text[start : match.start()]) and times_said(after):
            cuts.add(match.end())
            start = match.end()
    return cuts


_CLAUSE = re.compile(rf"; (?=(?:{VERBS}|sơ kết|tổng kết|giao|thành lập|từ nay|trước ngày|hằng|định kỳ|kết thúc)\b)")


def _as_one(before: _Task, after: _Task) -> _Task:
    """ "Nếu không thuộc trường hợp trên, …" stands in the row of the case that it refers to."""
    work = joined([*before.whole, "; ", *small_first(after.whole)])
    due = joined([*before.due, "; ", *small_first(after.due)]) if before.due and after.due else before.due or after.due
    return replace(before, work=work, with_partners=work, due=due, product=before.product or after.product)


def _task(drafting: Drafting, item: Item, line: Line, *, organising: bool) -> _Task | None:
    """None where nothing can be followed up: no day, no rhythm that says when, nothing that comes of it."""
    line = _timed_clause(drafting, line)
    due, product = due_of(drafting, line), product_of(line.text)
    if not product and (not due.pieces or due.is_weak or not at_an_end(line.text, due)):
        return None
    line, due = _led_by_a_time(*_after_its_event(line, due))
    lead, rest = _lead(drafting, item, line, organising=organising)
    rest = _clause_of_the_product(rest, product)
    along, alone = _with_whom(rest)
    cut = _unended if line.phrase == "tasks.choice" else _shortened
    whole = cut(alone)
    return _Task(_active(without_due(whole, due)), lead, along, due.pieces, product, whole, _active(without_due(cut(rest), due)))


def _clause_of_the_product(work: Pieces, product: str) -> Pieces:
    """Of a long row of clauses the one that the product comes of, where what would be kept of them names none."""
    said = text_of(work)
    if not product or product_of(text_of(_shortened(work))) == product or ";" not in said:
        return work
    bounds = [0, *(match.end() for match in re.finditer("; ", said)), len(said)]
    clauses = pairwise(bounds)
    return next((capitalised(between(work, start, end)) for start, end in clauses if product_of(said[start:end]) == product), work)


_SPAN_OF_TIME = re.compile(r"(?i)^(?:chậm nhất|trong|trong vòng|không quá) \d+ (?:giờ|ngày(?: làm việc)?|phút|tháng)$")
_EVENT = re.compile(r"(?:^|; )(?:[Ss]au khi )?(?P<event>(?:[Kk]ết thúc|[Hh]oàn thành) [^,;.]{3,40}), (?=[a-zà-ỹA-ZĐ])")


def _after_its_event(line: Line, due: Due) -> tuple[Line, Due]:
    """ "Kết thúc buổi tiêm, … chậm nhất 24 giờ": the column says after what, the work that begins with it no more."""
    event = _EVENT.search(line.text)
    if event is None or not _SPAN_OF_TIME.match(text_of(due.pieces)):
        return line, due
    bare = replace(line, pieces=capitalised(without(line.pieces, 0, event.end()))) if event.start() == 0 else line
    return bare, replace(due, pieces=(*due.pieces, f" sau khi {small(event['event'])}"))


_SPAN_BEFORE = re.compile(r"^(?P<span>Từ ngày [\d/]+ đến(?: hết)? ngày [\d/]+),? ")
_RHYTHM_BEFORE = re.compile(r"^(?:Định kỳ )?(?P<rhythm>[Hh]ằng (?:năm|quý|tháng|tuần)),? ")


def _led_by_a_time(line: Line, due: Due) -> tuple[Line, Due]:
    """What opens the work as its time stands in the column alone: "Từ ngày … đến ngày …, duy trì", "Hằng năm, xây dựng … trước ngày …"."""
    said = line.text
    if (span := _SPAN_BEFORE.match(said)) and len(due.words) > 1 and text_of(due.pieces).startswith(span["span"]):
        bare = replace(line, pieces=capitalised(between(line.pieces, span.end(), len(said))))
        return bare, Due(between(due.pieces, 0, len(span["span"])), ("\ue1ff",))
    blank_day = any(isinstance(piece, Blank) or (isinstance(piece, Number) and piece.source == "computed") for piece in due.pieces)
    if blank_day and (rhythm := _RHYTHM_BEFORE.match(said)):
        bare = replace(line, pieces=capitalised(between(line.pieces, rhythm.end(), len(said))))
        own = "hằng" in text_of(due.pieces) or "tháng cuối" in text_of(due.pieces)
        return bare, due if own else replace(due, pieces=joined([*due.pieces, f" {small(rhythm['rhythm'])}"]))
    return line, due


_PASSIVE_TAIL = re.compile(
    r"; (?P<what>[a-zà-ỹ]+(?: [a-zà-ỹ]+){0,4}) (?:phải )?được (?P<does>cập nhật|bổ sung|rà soát|điều chỉnh|công khai|niêm yết|thông báo"
    r"|báo cáo|gửi|công bố|kiểm tra|đánh giá|tổng hợp|hoàn thành)$"
)


_PASSIVE_WHOLE = re.compile(
    r"^(?P<what>(?!Các |Mọi )[A-ZĐ][^;:,]{3,80}?) phải được (?P<does>cập nhật|bổ sung|rà soát|công khai|niêm yết|số hóa|kiểm tra|tổng hợp)"
    r"(?P<rest>[^;:]*)$"
)


def _active(work: Pieces) -> Pieces:
    """ "…; danh sách được cập nhật", whose time stands in its column: "…; cập nhật danh sách"; "Hồ sơ phải được số hóa": "Số hóa hồ sơ"."""
    last = work[-1] if work else ""
    if len(work) == 1 and isinstance(last, str) and (passive := _PASSIVE_WHOLE.match(last)):
        return (f"{capital(passive['does'])} {small(passive['what'])}{passive['rest']}",)
    return (*work[:-1], _PASSIVE_TAIL.sub(r"; \g<does> \g<what>", last)) if isinstance(last, str) else work


def _timed_clause(drafting: Drafting, line: Line) -> Line:
    """Up to the clause that the one time ends: what goes on behind it has no time and is another matter."""
    if ";" not in (said := line.text):
        return line
    due = due_of(drafting, line)
    words = due.words[0] if len(due.words) == 1 else ""
    place = said.find(f"{words};") if words else -1
    end = place + len(words)
    return replace(line, pieces=between(line.pieces, 0, end)) if place >= 0 and product_of(said[:end]) == product_of(said) else line


_SOME_OF_THEM = re.compile(
    r"((?:Các |Mỗi |Từng )?[Cc]hi bộ (?:khu phố|thôn|tổ dân phố|ấp|khóm|bản|quân sự|trường học)|Cấp ủy các chi bộ|Đảng viên được phân công"
    r"|(?:Đồng chí )?(?:Bí thư|Phó Bí thư) (?:Đảng ủy|Chi bộ|cấp ủy)(?: (?:xã|phường|thị trấn|đặc khu))?"
    r"|Chủ tịch Ủy ban nhân dân(?: (?:xã|phường|thị trấn|đặc khu))?) (?=[a-zà-ỹđ])"
)
_RHYTHM = r"(?:Định kỳ )?(?:[Hh]ằng|[Mm]ỗi) (?:năm|tháng|quý), "


def _lead(drafting: Drafting, item: Item, line: Line, *, organising: bool) -> tuple[str, Pieces]:
    """Who does it, and the work without them: "Đảng ủy tăng cường …" → ("Đảng ủy", "Tăng cường …")."""
    first = line.pieces[0] if line.pieces else ""
    if isinstance(first, str) and (some := _SOME_OF_THEM.match(first)):
        return capital(some[1]), (capital(first[some.end() :]), *line.pieces[1:])
    if isinstance(first, str) and (below := drafting.voice.below_bare) in first[:60] and re.match(rf"{_RHYTHM}{below} ", first):
        return capital(below), (first.replace(f", {below} ", " ", 1), *line.pieces[1:])
    if isinstance(first, str) and (case := _in_a_case(drafting, line)):
        return case, line.pieces
    if isinstance(first, str) and not drafting.voice.party and (told := _TOLD.match(first)):
        return told[1], (capital(first[told.end() :]), *line.pieces[1:])
    for name in [*_named_before(drafting, line), *_bodies(drafting)]:
        timed = re.match(rf"{_TIME} [^,;]{{2,60}}, ((?i:{re.escape(name)}) )(?=[a-zà-ỹ])", line.text)
        if timed:
            return name, without(line.pieces, timed.start(1), timed.end(1))
        asked = f"Đề nghị {name} "
        if organising and item.heading:
            continue
        if str(first).startswith(asked):
            return name, (capital(str(first)[len(asked) :]), *line.pieces[1:])
        if isinstance(first, str) and re.match(rf"{re.escape(name)} (?!thôn|ở|trường|tại|trong|các|cơ|có từ|bị|nào|do)[a-zà-ỹ]", first):
            return name, (capital(first[len(name) + 1 :]), *line.pieces[1:])
    if organising and item.heading:
        return re.sub(r"^Đề nghị ", "", item.heading), line.pieces
    if item.heading in drafting.leaders:
        return str(item.heading), line.pieces
    return drafting.voice.lead, line.pieces


def _in_a_case(drafting: Drafting, line: Line) -> str | None:
    """Who acts behind the condition: "Trường hợp …, Ban Thường vụ Huyện ủy lựa chọn …"."""
    standing = f"Ban Thường vụ {drafting.voice.me}"
    names = "|".join(re.escape(name) for name in (standing, *_bodies(drafting)))
    acting = re.match(rf"(?:Theo chỉ tiêu đề ra[^:]*: nếu|Trường hợp) [^;.]*?, ({names}) (?=[a-zà-ỹ])", line.text)
    return capital(acting[1]) if acting else None


_TOLD = re.compile(rf"(?:Chỉ đạo|Giao|Phân công) ((?:Phòng|Trạm|Công an|Trung tâm|Ban|Văn phòng) [^,;.]{{2,40}}?) (?={VERBS}\b)")
"""Whom the authority has do it: "Chỉ đạo Phòng Văn hóa - Xã hội rà soát"."""
_TIME = "(?:Kết thúc|Sau|Trước|Trong|Khi|Hằng|Định kỳ|Từ|Đến)"


def _named_before(drafting: Drafting, line: Line) -> list[str]:
    """The body that the directive itself gives the task, as the draft calls it: "Trạm y tế xã"."""
    named = (d.passage.provision.addressee for d in drafting.duties if d.passage.provision.id == line.provision)
    return [capital(drafting.rewriter.rewrite(name)) for name in dict.fromkeys(named) if name]


def _bodies(drafting: Drafting) -> list[str]:
    """Names that a line may begin with, the longest first."""
    voice, organs = drafting.voice, drafting.unit.organs
    government = [f"{voice.lead} lãnh đạo {organs['government']}"] if "government" in organs else []
    names = [*drafting.leaders, *government, f"{voice.lead}, {voice.below}", voice.below]
    names += [voice.below_bare, voice.lead, voice.me, voice.issuer, *organs.values(), "Chi bộ"]
    names.append(drafting.front_with_duties() or "")
    return sorted({capital(name) for name in names if name}, key=len, reverse=True)


_PARTNER = r"[Pp]hối hợp (?:chặt chẽ )?(?:với|cùng) (?P<whom>[^;.]{3,110}?)"
_DOES = rf"(?!(?:tham mưu, )?giúp việc)(?:{VERBS}|xem xét|để|chăm lo|lập|có (?:phương án|kế hoạch|biện pháp|giải pháp))\b"
_ALONG = re.compile(rf"(?P<before>^|, |^[Cc]hủ trì,? (?:và )?){_PARTNER}(?P<after>(?:,| và| để)? (?:cùng )?(?={_DOES})|(?=[;.]|$))")
_NAMED_ALONG = re.compile(rf"{_PARTNER}(?=(?:,| và| để)? (?:cùng )?{_DOES}|[;.]|$)")


def _with_whom(work: Pieces) -> tuple[str, Pieces]:
    """The partners go to their own column: "Phối hợp với trường mầm non lập danh sách" → ("Trường mầm non", "Lập danh sách")."""
    said = text_of(work)
    match = _ALONG.search(said)
    if match is None:
        named = _NAMED_ALONG.search(said)
        return (capital(named["whom"]) if named else ""), work
    whom = capital(match["whom"])
    if not said[match.end() :].strip(" .;"):
        return whom, without(work, match.start(), match.end()) if match.start() else work
    joint = ", " if match["before"] == ", " else ""
    left = joined([*between(work, 0, match.start()), joint, *between(work, match.end(), len(said))])
    return whom, left if joint else capitalised(left)


_CUTS = re.compile(rf"; |(?<!\.)\. |(?<!\.), (?=(?:góp phần|nhằm|để|từ đó|qua đó|đồng thời|{VERBS})\b)")
_GROUND = re.compile(r"^Căn cứ Kế hoạch này(?: và chỉ tiêu được giao)?, ")
_RESPONSIBLE = re.compile(r"^(?:[Cc]ó|[Cc]hịu) trách nhiệm (?=(?:giúp|kiểm tra|giám sát|theo dõi|tổ chức|hướng dẫn|lập|rà soát|báo cáo)\b)")
_TAIL = re.compile(r"(?:(?:,| và)?(?: hoàn thành)?(?: trước| chậm nhất)(?: là)? ngày)?\s*[.;,]?\s*$")


def _unended(pieces: Pieces) -> Pieces:
    return between(pieces, 0, len(text_of(pieces).rstrip(" .;")))


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


@lru_cache(maxsize=REMEMBERED)
def product_of(text: str) -> str:
    """What comes of it, of several the first: "ra nghị quyết …, bổ sung danh sách" → "Nghị quyết"."""
    said = ((re.search(product["pattern"], small(text)), str(product["label"])) for product in phrases()["product"])
    found = [(match.start(), label) for match, label in said if match]
    return min(found, key=lambda place: place[0])[1] if found else ""

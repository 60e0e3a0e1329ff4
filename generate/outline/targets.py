"""Part II: the unit's own figures, what it hands down, and what it strives for with others."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from extract.directive import Anchor, Target
from generate.fates import Duty
from generate.findings import finding
from generate.labels import shown_amount
from generate.numbers import numbered, padded, value_of
from generate.outline.appendix import said_as
from generate.outline.drafting import Drafting, small_first, span
from generate.passages import Passage
from generate.phrases import blank, capitalised, fill, joined, phrase, say
from generate.plan import Item, Line, Number, Piece, Pieces
from generate.quota import Row, is_a_sum
from generate.signs import says, sign
from generate.wording import capital, ended, house_form, small

PLAIN_VERB = 2
"""Words of a verb that may stand in the passive: "kết nạp"."""


def targets(drafting: Drafting) -> list[Item]:
    lines: list[Line] = []
    if drafting.zero:
        lines.extend(_zero_lines(drafting))
    else:
        lines.extend(_row_lines(drafting))
    lines.extend(_target_lines(drafting))
    lines.extend(_shares_of_the_table(drafting))
    lines.extend(_handed_down(drafting))
    if drafting.shares:
        lines.append(_appendix_line(drafting))
    lines.extend(_described(drafting, group) for group in _target_sentences(drafting))
    items = sorted(_said_once(lines), key=lambda said: not _is_of_whom(said[0]))
    return [Item(f"{place}.", None, said) for place, said in enumerate(items, 1)]


def goals_title(drafting: Drafting, items: list[Item]) -> str:
    """ "CHỈ TIÊU", of a unit with quota 0 "MỤC TIÊU"; with a word on whom it is about "ĐỐI TƯỢNG, CHỈ TIÊU"."""
    title = phrase("parts.goals") if drafting.zero else phrase("parts.quota")
    about = phrase("parts.objects")
    if any(_is_of_whom(item.lines[0]) for item in items):
        return f"{about}, {title}"
    return title if drafting.zero or all(map(_has_a_figure, items)) else f"{phrase('parts.goals')}, {title}"


def _has_a_figure(item: Item) -> bool:
    return any(not isinstance(piece, str) for line in item.lines for piece in line.pieces) or any(line.phrase for line in item.lines)


def _is_of_whom(line: Line) -> bool:
    return line.text.startswith(phrase("parts.objects").capitalize())


def _said_once(lines: list[Line]) -> list[tuple[Line, ...]]:
    """ "Đối tượng: A", "Đối tượng: B" are one item: the label, and the two below it."""
    items: list[tuple[Line, ...]] = []
    for line in lines:
        label = _labelled(line)
        if label and items and _labelled(items[-1][0]) == label:
            first, rest = items[-1][0], items[-1][1:]
            if not rest:
                first, rest = replace(first, pieces=(label,)), (_unlabelled(first, label),)
            items[-1] = (first, *rest, _unlabelled(line, label))
        else:
            items.append((line,))
    return items


def _labelled(line: Line) -> str | None:
    first = line.pieces[0] if line.pieces else ""
    match = re.match(r"[^:;.,]{3,40}:", first) if isinstance(first, str) else None
    return match[0] if match and sign("describes").match(match[0]) else None


def _unlabelled(line: Line, label: str) -> Line:
    first = str(line.pieces[0]).removeprefix(label).lstrip()
    return replace(line, pieces=(capital(first), *line.pieces[1:]), bullet="-")


def _row_lines(drafting: Drafting) -> list[Line]:
    if drafting.row is None:
        return _plain_rows(drafting) or _total_without_row(drafting)
    told = drafting.total_target
    if told and tells_of(drafting, told[0], drafting.row):
        return [_with_reserve(drafting, _row_line(drafting, *told)), *_plain_rows(drafting)]
    return [_plain_row(drafting, drafting.row), *_plain_rows(drafting)]


def _reserve_before(drafting: Drafting) -> Duty | None:
    """ "Tăng cường tạo nguồn; phấn đấu kết nạp 200 đảng viên": the words before the total, without a figure of their own."""
    if drafting.total_target is None or drafting.zero:
        return None
    target, told = drafting.total_target
    if not (tells_of(drafting, target, drafting.row) if drafting.row else _is_the_subject(drafting, target)):
        return None
    same = (duty for duty in drafting.duties if duty.fate == "own" and duty.passage.sentence == told.sentence)
    return next((duty for duty in same if sign("reserve").search(duty.passage.text)), None)


def _with_reserve(drafting: Drafting, row: Line) -> Line:
    duty = _reserve_before(drafting)
    if duty is None or drafting.total_target is None:
        return row
    words = drafting.sentence([duty]).pieces
    place = span([duty.passage, drafting.total_target[1]])
    return replace(row, pieces=joined([*words[:-1], _unended(words[-1]), "; ", *small_first(row.pieces)]), anchor=place)


def _plain_rows(drafting: Drafting) -> list[Line]:
    """The rows beside the main one; columns that another adds up stand in its line."""
    sums = {place: parts for place, row in enumerate(drafting.rows) if (parts := _added_up(drafting, row))}
    inside = [id(part) for parts in sums.values() for part in parts]
    others = [(place, row) for place, row in enumerate(drafting.rows) if row is not drafting.row and id(row) not in inside]
    return [_sum_line(drafting, row, sums[place]) if place in sums else _plain_row(drafting, row) for place, row in others]


def _sum_line(drafting: Drafting, row: Row, parts: list[Row]) -> Line:
    """Columns and their "Tổng cộng" are one target: "… bổ sung tổng cộng: 08 đảng viên; trong đó: năm 2021: 02 …; năm 2022: …"."""
    shared = _shared_words(parts)
    words = _WHAT_IS_ADDED.sub(r"chỉ tiêu \1", small(_without_time(shared))) + f" {phrase('quota.summed')}"
    counted = _COUNTED if _counts_members(drafting, words) else ""
    total = row.total.anchor if row.total else None
    said: list[Piece] = []
    for place, part in enumerate(parts, 1):
        own = house_form(part.measure).removeprefix(shared).strip()
        name = numbered(f"năm {own}" if re.fullmatch(r"(?:19|20)\d\d", own) else own, None, drafting.directive)
        anchor = part.total.anchor if part.total else None
        value = _number(part.value, f"quota.part.{place}", anchor)
        if part.value == 0:
            nought = Number(phrase("quota.quarter_zero").replace("{part} ", ""), 0, f"quota.part.{place}", "directive", anchor)
            said.extend(["; " if said else "", *name, " ", nought])
        else:
            said.extend(["; " if said else "", *say("quota.part", part=name, value=(value, f" {counted}" if counted else ""))])
    whole = say(
        _row_phrase(drafting), whole=capital(drafting.voice.whole), measure=numbered(words, None, drafting.directive),
        total=(_number(row.value, "quota.total", total), f" {counted}" if counted else ""),
    )  # fmt: skip
    return Line(joined([*whole, *say("quota.of_which", parts=tuple(said)), "."]), anchor=total, phrase="quota.row_plain")


_WHAT_IS_ADDED = re.compile(r"^(bổ sung|tăng thêm|giao thêm|điều chỉnh) chỉ tiêu\b")
"""The head of the column says what is done, the plan what is given: "bổ sung chỉ tiêu" → "chỉ tiêu bổ sung"."""


def _without_time(shared: str) -> str:
    return re.sub(r"(?: (?:trong|của|cho))?(?: năm)?$", "", shared)


def _unended(piece: Piece) -> Piece:
    return piece.removesuffix(".") if isinstance(piece, str) else piece


def _row_phrase(drafting: Drafting) -> str:
    registered = any(says("registers", house_form(p.anchor.quote)) for p in drafting.directive.provisions)
    return "quota.row_registered" if registered else "quota.row_named"


_GENERAL = re.compile(r"(?i)^(?:tổng |được )?(?:chỉ tiêu|số|cộng|thu|kế hoạch|số lượng|tổng|giao)(?: (?:cả năm|năm \d{4}|giao|cộng|số))*$")
_BETWEEN = r"(?: (?:được|mới|thêm|từ|ít nhất|tối thiểu|trên|khoảng|đạt|là|hơn|không dưới))*"


def tells_of(drafting: Drafting, target: Target, row: Row) -> bool:
    """The superior's total speaks of the same thing as the column, and verb and figure stand together: "kết nạp 200 đảng viên"."""
    counted = re.sub(r" mới$", "", house_form(target.unit or "")).lower()
    measure, action = house_form(row.measure).lower(), house_form(target.action or "")
    together = re.search(rf"(?i){re.escape(action)}{_BETWEEN} \d", house_form(target.anchor.quote))
    if sign("measured").search(counted):
        return action.lower() in measure and _printed_total(drafting, row) == target.low
    return bool(together) and (counted in measure or action.lower() in measure or bool(_GENERAL.match(measure)))


def _printed_total(drafting: Drafting, row: Row) -> float | None:
    """The total row's figure in the column of the row's own total: money of the text and of the table are then in one unit."""
    place = row.total.anchor if row.total else None
    table = next((table for table in drafting.directive.tables if place and table.id == place.table), None)
    if table is None or place is None or place.column is None:
        return None
    cells = [line.cells[place.column] for line in table.rows if line.kind == "total" and place.column < len(line.cells)]
    return value_of(cells[-1]) if cells and re.fullmatch(r"[\d.,]+", cells[-1]) else None


def _row_line(drafting: Drafting, target: Target, passage: Passage) -> Line:
    row = drafting.the_row()
    counted = house_form(target.unit or "")
    slots = _target_slots(drafting, target, passage)
    total = _number(row.total.value, "quota.total", row.total.anchor) if row.total else blank("quota.total")
    pieces = say("quota.row" if "period" in slots else "quota.row_undated", **slots, total=total)
    pieces += _of_which(drafting, row, re.sub(r"\s*mới$", "", counted))
    return Line((*pieces, "."), provision=passage.provision.id, anchor=passage.anchor, phrase="quota.row")


def _target_slots(drafting: Drafting, target: Target, passage: Passage) -> dict[str, Piece | Pieces]:
    strive = "phấn đấu " if "phấn đấu" in passage.text.lower() else ""
    slots: dict[str, Piece | Pieces] = {
        "whole": drafting.voice.whole,
        "strive": strive,
        "action": house_form(target.action or "thực hiện"),
        "counted": house_form(target.unit or ""),
    }  # fmt: skip
    if target.period or drafting.directive.period:
        slots["period"] = drafting.period(passage.anchor, target.period)
    else:
        slots["whole"] = capital(drafting.voice.whole)
    return slots


def _added_up(drafting: Drafting, row: Row) -> list[Row]:
    if not is_a_sum(row.measure):
        return []
    before = list(drafting.rows[: drafting.rows.index(row)])
    parts: list[Row] = []
    while before and sum(part.value or 0 for part in parts) != row.value:
        parts.insert(0, before.pop())
    while before and before[-1].value == 0 and _shared_words([before[-1], *parts]):
        parts.insert(0, before.pop())
    whole = row.value is not None and sum(part.value or 0 for part in parts) == row.value
    return parts if whole and len(parts) > 1 and _shared_words(parts) else []


def _shared_words(parts: list[Row]) -> str:
    """What the heads of the columns begin with: "Bổ sung chỉ tiêu trong năm"."""
    shared: list[str] = []
    for said, *others in zip(*(house_form(part.measure).split() for part in parts), strict=False):
        if any(other != said for other in others):
            break
        shared.append(said)
    return " ".join(shared)


def _nought(drafting: Drafting, row: Row, words: str) -> Line:
    """A column of nought in words: "Đảng bộ phường không được giao bổ sung chỉ tiêu trong năm 2022"."""
    anchor = row.total.anchor if row.total else None
    none = Number(phrase("quota.not_given"), 0, "quota.total", "directive", anchor)
    measure = numbered(words, None, drafting.directive)
    return Line(joined([f"{capital(drafting.voice.whole)} ", none, " ", *measure, "."]), anchor=anchor, phrase="quota.row_plain")


def _plain_row(drafting: Drafting, row: Row) -> Line:
    anchor = row.total.anchor if row.total else None
    words, unit = _with_unit(small(_measured(drafting, row)))
    if row.value == 0 and row.total is not None and not row.parts and not unit:
        return _nought(drafting, row, words)
    total = _total(row, unit)
    own_period = bool(re.search(r"\d{4}|chỉ tiêu|tổng cộng", words))
    measure = numbered(words, None, drafting.directive)
    if own_period or not drafting.directive.period:
        pieces = say(_row_phrase(drafting), whole=capital(drafting.voice.whole), measure=measure, total=total)
    else:
        pieces = say("quota.row_plain", period=drafting.period(), whole=drafting.voice.whole, measure=measure, total=total)
    counted = (f" {_COUNTED}",) if _counts_members(drafting, words) else ()
    parts = _of_which(drafting, row, unit.strip() if unit != "%" else "")
    return Line((*pieces, *counted, *parts, "."), anchor=anchor, phrase="quota.row_plain")


def _total(row: Row, unit: str) -> Pieces:
    """The total with its unit; nothing where the table has parts only."""
    if row.total is None and row.parts:
        return ()
    value = _number(row.value, "quota.total", row.total.anchor) if row.total and row.value is not None else blank("quota.total")
    return (value, unit)


def _with_unit(measure: str) -> tuple[str, str]:
    """ "tỷ lệ bao phủ (%)" → ("tỷ lệ bao phủ", "%"); "thanh niên (người)" → ("thanh niên", " người")."""
    match = re.fullmatch(r"(.+?)\s*\(([^()\d]{1,14})\)", measure)
    if not match:
        counted = re.match(
            r"(?:tổng )?số (?:lượng )?(người|học viên|lượt người|hội viên|đoàn viên|đại biểu|lao động|thanh niên|lớp|hộ)\b", measure
        )
        return measure, f" {counted[1]}" if counted else ""
    return match[1], match[2] if match[2] == "%" else f" {match[2]}"


_COUNTED = "đảng viên"


def _counts_members(drafting: Drafting, measure: str) -> bool:
    """A paper on admitting members counts them where the head of a column does not say what else."""
    about = _COUNTED in house_form(drafting.directive.subject or "") and not measure.endswith(_COUNTED)
    return about and bool(re.search(r"kết nạp|chỉ tiêu", measure)) and not re.search(r"%|tỷ lệ|lớp|học viên|nguồn|quần chúng", measure)


def _measured(drafting: Drafting, row: Row) -> str:
    """The column's head; "Tổng cộng" of the columns before it says of what: "bổ sung chỉ tiêu tổng cộng"."""
    named = house_form(row.measure)
    if not is_a_sum(row.measure):
        return named
    parts = _added_up(drafting, row)
    if not parts:
        return named
    return f"{_without_time(_shared_words(parts))} nêu trên"


def _of_which(drafting: Drafting, row: Row, counted: str) -> Pieces:
    if not row.parts:
        return ()
    said: list[Piece] = []
    for place, part in enumerate(row.parts, 1):
        named = small(house_form(part.part or ""))
        name = numbered(f"năm {named}" if re.fullmatch(r"\d{4}", named) else named, None, drafting.directive)
        field_name = f"quota.quarter.{place}" if row.by_quarter else f"quota.part.{place}"
        if said:
            said.append("; ")
        if part.value == 0 and row.by_period:
            words = phrase("quota.quarter_zero").replace("{part} ", "")
            said.extend([*name, " ", Number(words, 0, field_name, "directive", part.anchor)])
        else:
            value: Piece = _number(part.value, field_name, part.anchor) if part.value is not None else blank("quota.part")
            template = "quota.quarter" if counted else "quota.part"
            said.extend(say(template, part=name, value=value, counted=counted) if counted else say(template, part=name, value=value))
    return say("quota.of_which", parts=tuple(said)) if row.total is not None else tuple(said)


def _total_without_row(drafting: Drafting) -> list[Line]:
    """The superior's total of what the paper is about, where no table says how much of it is the unit's: a blank."""
    if not drafting.total_target or not _is_the_subject(drafting, drafting.total_target[0]):
        return []
    target, passage = drafting.total_target
    if drafting.voice.cell and not sign("persons-won").search(target.unit or ""):
        return []
    slots = _target_slots(drafting, target, passage)
    name = f"quota.total_blank{'' if drafting.voice.party else '_state'}{'' if 'period' in slots else '_undated'}"
    line = Line(say(name, **slots, total=blank("quota.total")), provision=passage.provision.id, anchor=passage.anchor, phrase=name)
    return [_with_reserve(drafting, line)]


def _number(value: float | None, name: str, anchor: Anchor | None) -> Piece:
    if value is None:
        return blank("quota.total")
    return Number(padded(value), value, name, "directive", anchor)


def _is_the_subject(drafting: Drafting, target: Target) -> bool:
    """ "kết nạp 200 đảng viên" in a paper on "kết nạp đảng viên"; "có thêm 03 xã" is no figure that a unit could take a part of."""
    counted = re.sub(r" mới$", "", house_form(target.unit or ""))
    subject = house_form(drafting.directive.subject or "").lower()
    return bool(counted) and counted.lower() in subject and not sign("units-themselves").search(counted)


def _zero_lines(drafting: Drafting) -> list[Line]:
    row = drafting.the_row()
    anchor = row.total.anchor if row.total else None
    quarters = row.by_quarter and all(part.value == 0 for part in row.parts)
    said = phrase("quota.throughout_quarters")
    throughout: Pieces = (" ", Number(said, 0, "quota.quarters", "directive", row.parts[0].anchor)) if quarters else ()
    period = tuple(small(p) if isinstance(p, str) else p for p in drafting.period())
    measure = drafting.measure_words()
    text = phrase("quota.zero")
    before, after = text.split("không có chỉ tiêu")
    nought = Number("không có chỉ tiêu", 0, "quota.total", "directive", anchor)
    pieces = (
        fill(before, directive=drafting.again(), period=period or ("",), self=drafting.voice.whole)
        + (nought,)
        + fill(after, measure=measure, throughout=throughout)
    )
    target = drafting.total_target[1] if drafting.total_target else None
    lines = [
        Line(
            joined(pieces),
            provision=target.provision.id if target else None,
            anchor=target.anchor if target else anchor,
            phrase="quota.zero",
        )
    ]
    if "đảng viên" in measure:
        reserve = list(
            say(
                "quota.zero_reserve",
                self=drafting.voice.whole if drafting.voice.cell else drafting.voice.me,
                area=f" {drafting.voice.area}",
            )
        )
        if drafting.above:
            reserve.append(" ")
            reserve.extend(say("quota.zero_open", self=drafting.voice.me, superior=drafting.above, channel=drafting.channel()))
        wanted = next((duty for duty in drafting.duties if duty.fate == "own" and sign("reserve").search(duty.passage.text)), None)
        source = (wanted.passage.provision.id, wanted.passage.anchor) if wanted else (None, None)
        lines.append(Line(joined(reserve), provision=source[0], anchor=source[1], phrase="quota.zero_reserve"))
    return lines


def _target_lines(drafting: Drafting) -> list[Line]:
    lines = []
    shared: list[Duty] = []
    for duty in [*drafting.duties, None]:
        if shared and (duty is None or duty.fate != "share" or duty.passage.provision.id != shared[0].passage.provision.id):
            lines.append(_together(drafting, shared))
            shared = []
        if duty is not None and duty.fate == "share":
            shared.append(duty)
        elif duty is not None and duty.fate == "each":
            lines.append(_strived_for(drafting, duty))
    return lines


def _strived_for(drafting: Drafting, duty: Duty) -> Line:
    """ "Phấn đấu mỗi thôn có …; mỗi chi bộ kết nạp …": what the sentence begins with holds behind its semicolon too."""
    line = drafting.titled(drafting.sentence([duty]), duty.passage)
    first = next((other for other in drafting.duties if other.passage.sentence == duty.passage.sentence), duty)
    strives = first is not duty and re.match(r"[Pp]hấn đấu\b", house_form(first.passage.text))
    if not strives or "phấn đấu" in line.text.lower():
        return line
    return replace(line, pieces=joined(["Phấn đấu ", *small_first(line.pieces)]))


def _together(drafting: Drafting, group: list[Duty]) -> Line:
    """Shares of the whole area in one sentence: "Góp phần cùng Đảng bộ huyện thực hiện mục tiêu: … đạt 90%; … không quá 2%"."""
    for duty in group:
        drafting.findings.append(finding("share-without-own", duty.passage.anchor, text=duty.passage.text))
    whole = drafting.superior.whole
    if not whole:
        return drafting.titled(drafting.sentence(group), group[0].passage)
    shares = [_cut_share(drafting, house_form(duty.passage.text)) for duty in group]
    if not _of_one_year(drafting) and (year := _year_before(group)):
        shares = [f"{year} {shares[0]}" if not re.search(r"\d{4}", shares[0]) else shares[0], *shares[1:]]
    dated = re.match(r"(?:đến |hết |cuối )*(?:năm|quý|tháng)[^:;,]{1,25}:", shares[0])
    listed = not dated and (len(shares) > 1 or ":" in shares[0] or bool(re.match(r"(?:trong|đến|năm|từ|hằng) ", shares[0])))
    place = span([duty.passage for duty in group])
    share = numbered(ended("; ".join(shares)), place, drafting.directive)
    name = "quota.together_list" if listed else "quota.together"
    pieces = capitalised(say(name, superior_whole=whole if drafting.superior.party else f"toàn {whole}", share=share))
    return Line(pieces, provision=group[0].passage.provision.id, anchor=place, phrase=name)


def _shares_of_the_table(drafting: Drafting) -> list[Line]:
    """The superior's shares in a table, in a cell's plan: "… thực hiện mục tiêu: … đạt 90% (năm 2026), 98% (năm 2030)"."""
    whole = drafting.superior.whole
    if not drafting.voice.cell or not whole or drafting.rows or drafting.directive.allocations:
        return []
    shares = [target for target in drafting.directive.targets if _is_a_share_in_a_table(target)]
    by_row = [list(row) for _, row in groupby(shares, key=lambda target: (target.anchor.table, target.anchor.row))]
    return [_table_shares(drafting, whole, by_row)] if by_row else []


def _is_a_share_in_a_table(target: Target) -> bool:
    own = target.status == "target" and target.unit == "%" and target.anchor.table is not None
    return bool(own and target.action and not target.each) and not says("of-a-committee", target.action or "")


def _table_shares(drafting: Drafting, whole: str, rows: list[list[Target]]) -> Line:
    said: list[Piece] = []
    for row in rows:
        what = small(house_form(row[0].action or ""))
        drafting.findings.append(finding("share-without-own", row[0].anchor, text=what))
        said.extend(["; " if said else "", *numbered(f"{what} đạt ", row[0].anchor, drafting.directive)])
        for place, target in enumerate(row):
            period = f" ({small(target.period.text)})" if target.period else ""
            said.extend([", " if place else "", *numbered(f"{shown_amount(target)}{period}", target.anchor, drafting.directive)])
    anchor = rows[0][0].anchor
    pieces = capitalised(say("quota.together_list", superior_whole=whole, share=(*said, ".")))
    return Line(joined(pieces), anchor=anchor, phrase="quota.together_list")


def _of_one_year(drafting: Drafting) -> bool:
    """The paper is for one year, which its title says: no figure needs to say it again."""
    period = drafting.directive.period
    return bool(period and period.start and period.end and period.start[:4] == period.end[:4])


def _year_before(group: list[Duty]) -> str | None:
    """The year said before the first of these shares, with a figure that the unit does not carry: "Thu nhập năm 2026 …; hộ nghèo …"."""
    whole, first = group[0].passage.provision.anchor, group[0].passage.anchor
    before = whole.quote[: max(first.start - whole.start, 0)]
    same_sentence = before.rstrip().endswith(";")
    year = re.search(r"(?i)(?:đến hết |đến |hết )?năm (?:19|20)\d\d(?!\d)", before.rsplit(". ", 1)[-1]) if same_sentence else None
    return f"{small(year[0])}," if year else None


def _cut_share(drafting: Drafting, text: str) -> str:
    cut = re.sub(r"\s*\((?:có |kèm theo |theo )?(?:biểu|phụ lục)[^()]*\)", "", text)
    word = drafting.superior.word or chr(0xE1FF)
    cut = re.sub(rf"^(?:[Pp]hấn đấu )?(?:toàn|cả) (?:Đảng bộ )?{word} (?:phấn đấu )?(?=đạt|có|tăng|giảm)", "", cut)
    cut = re.sub(r"^[Tt]ừ đó về sau,? ", "", cut)
    cut = re.sub(r"^(?:[Pp]hấn đấu|và|[Đđ]ồng thời|[Cc]ụ thể)\s*:?\s*", "", cut.strip(" .;,"))
    return small(re.sub(r"^[Tt]rong đó\s*[:,]?\s*", _among(drafting), cut))


def _among(drafting: Drafting) -> str:
    """ "trong đó" after the superior's total, which the plan does not carry: "trong số đảng viên được kết nạp: "."""
    if drafting.total_target is None or not _is_the_subject(drafting, drafting.total_target[0]):
        return ""
    target = drafting.total_target[0]
    if not target.action or not target.unit or len(target.action.split()) > PLAIN_VERB:
        return ""
    return f"trong số {house_form(target.unit)} được {house_form(target.action)}: "


def _target_sentences(drafting: Drafting) -> list[list[Duty]]:
    groups = [group for group in drafting.sentences("own") if group[0].passage.role == "targets"]
    joined_already = _reserve_before(drafting)
    groups = [group for group in groups if group != [joined_already]]
    if drafting.zero:
        groups = [group for group in groups if not (len(group) == 1 and sign("reserve").search(group[0].passage.text))]
    return groups


def _described(drafting: Drafting, group: list[Duty]) -> Line:
    """Words that only make sense under their heading take it along: "Đối tượng kết nạp: những người ưu tú …"."""
    line = drafting.sentence(group)
    section = next((s for s in drafting.directive.sections if s.id == group[0].passage.provision.section), None)
    title = house_form(section.title or "").strip(" .:") if section else ""
    if not sign("describes").match(title) or sign("describes").match(line.text):
        return drafting.titled(line, group[0].passage)
    return replace(line, pieces=joined([f"{capital(title.lower() if title.isupper() else title)}: ", *small_first(line.pieces)]))


def _handed_down(drafting: Drafting) -> list[Line]:
    """ "giao chỉ tiêu A cho B, chỉ tiêu C cho D": a line each, the figure blank, for the directive names none."""
    lines: list[Line] = []
    for duty in drafting.duties:
        if duty.fate != "hand-down":
            continue
        text = drafting.rewriter.rewrite(duty.passage.text)
        text = text[text.index("giao chỉ tiêu") + len("giao ") :] if "giao chỉ tiêu" in text else text
        before = len(lines)
        for what, whom in re.findall(r"chỉ tiêu (.+?) cho (.+?)(?=,? (?:và )?chỉ tiêu |[.;]|$)", text):
            if drafting.voice.cell and whom.strip(" ,") != drafting.front_name():
                continue
            pieces = say(
                "quota.handed_down", self=drafting.voice.me, what=numbered(what, duty.passage.anchor, drafting.directive),
                whom=whom.rstrip(","),
                figure=blank("quota.handed-down"),
            )  # fmt: skip
            lines.append(Line((*pieces, "."), provision=duty.passage.provision.id, anchor=duty.passage.anchor, phrase="quota.handed_down"))
        if len(lines) == before:
            lines.append(drafting.sentence([duty]))
    return lines


def _appendix_line(drafting: Drafting) -> Line:
    assert drafting.shares is not None
    pieces: list[Piece] = list(say("quota.appendix", lower_one=drafting.voice.one_below, appendix=said_as(drafting, "said", 1)))
    empty = [lower.name for lower, total in zip(drafting.shares.lower, drafting.shares.totals, strict=True) if total == 0]
    if empty:
        name = "quota.appendix_zero" if "đảng viên" in drafting.measure_words() else "quota.appendix_zero_plain"
        period = tuple(small(p) if isinstance(p, str) else p for p in drafting.period())
        names = numbered(", ".join(empty), None, drafting.directive, profile=True)
        pieces.append(" ")
        pieces.extend(say(name, lower_plural=capital(drafting.voice.below_bare), period=period, names=names))
    return Line(joined(pieces), phrase="quota.appendix")

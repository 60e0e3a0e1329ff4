"""Part III: what is to be done, in the directive's order, under its headings or under a topic's."""

from __future__ import annotations

import re
from dataclasses import replace

from generate.addressees import addressed
from generate.fates import Duty
from generate.numbers import numbered
from generate.outline.drafting import PAPER, Drafting, is_citation, small_first
from generate.outline.joints import set_together
from generate.outline.place import led_by, of_the_profession
from generate.passages import is_frame
from generate.phrases import capitalised, joined, phrase, phrases, reason, say
from generate.plan import Item, Line
from generate.signs import sign
from generate.slips import without_slips
from generate.wording import VERB, capital, ended, house_form, in_small_letters, is_a_sentence, small

_PAPERS_AFTER = re.compile(rf"(.*?\b(?:thực hiện|triển khai)(?: thực hiện)?(?: nghiêm| tốt| có hiệu quả| nghiêm túc)*) (?={PAPER})")


FEWEST_MATTERS = 2
"""Main headings of a guideline from which on they are listed."""
OPENING = 18
"""Words at the beginning of a sentence that say what it is about."""
FEWEST_HEADED, MOST_HEADED = 3, 0.6
"""Blocks with a topic, and their share, from which on they keep it and the bare ones stand together."""
LONGEST_HEADING = 30
"""Words of a heading; of a longer one the first of its parts stands."""


def setting(drafting: Drafting) -> tuple[str, list[Item]]:
    """Theme, time and place, where main parts of the directive say them: ("CHỦ ĐỀ, THỜI GIAN", items)."""
    blocks: dict[str, list[Line]] = {}
    for group in _task_groups(drafting):
        if (block := _setting_block(drafting, group[0])) is not None:
            blocks.setdefault(block, []).extend(_task_lines(drafting, group))
    items = [_task_item(drafting, block, lines, titled=True) for block, lines in blocks.items()]
    words = [match[0].strip(" .") for item in items if (match := sign("setting").match(item.heading or ""))]
    alone = [Item("", None, tuple(replace(line, bullet="") for line in item.lines)) for item in items if len(items) == 1]
    return ", ".join(dict.fromkeys(words)).upper(), renumbered(alone or items)


def _setting_block(drafting: Drafting, duty: Duty) -> str | None:
    place = duty.passage.provision.section
    section = next((section for section in drafting.directive.sections if section.id == place), None)
    title = without_slips((section.title or "").lower()) if section else ""
    return place if section and section.parent is None and sign("setting").search(title) else None


def tasks(drafting: Drafting) -> list[Item]:
    blocks: dict[str | None, list[Line]] = {}
    check: list[Line] = []
    heads: list[Line] = []
    spread = [duty for duty in drafting.duties if duty.fate == "spread"]
    for group in _task_groups(drafting):
        block = group[0].passage.block
        if _setting_block(drafting, group[0]) is not None:
            continue
        lines = _task_lines(drafting, group)
        if _is_check(lines[0].text) and not _block_title(drafting, block):
            check.extend(lines)
        elif sign("heads").search(lines[0].text) and not _block_title(drafting, block):
            heads.extend(lines)
        else:
            blocks.setdefault(block, []).extend(lines)
    blocks = {block: set_together(drafting, lines) for block, lines in blocks.items()}
    if not any(_block_title(drafting, block) for block in blocks):
        blocks = _by_topic(drafting, blocks)
    check.extend(_turned_lines(drafting))
    sent = _send_line(drafting)
    if sent:
        blocks.setdefault(sent[0], []).append(sent[1])
    titled = any(_block_title(drafting, block) for block in blocks)
    items = [_task_item(drafting, block, lines, titled=titled) for block, lines in blocks.items() if lines]
    if spread and not drafting.voice.cell:
        items = _with_spread(drafting, items, spread[0])
    elif drafting.is_code:
        first = Line(say("tasks.code", directive=drafting.again()), "-", phrase="tasks.code")
        own = {section for section in blocks if blocks[section]}
        matters = _matters_of_a_code(drafting, besides=own)
        ruled = [Item("", phrase("tasks.code_heading"), matters)] if matters else []
        items = [Item("", _topic("Quán triệt"), (first,)), *ruled, *items]
    if heads:
        items.append(Item("", _topic("Xây dựng tổ chức đảng"), tuple(heads)))
    if check:
        items.append(Item("", _topics()[0][0], tuple(check)))
    return renumbered(_rest_last(_labels_once(items)) if titled else _all_or_none(_labels_once(items)))


def _by_topic(drafting: Drafting, blocks: dict[str | None, list[Line]]) -> dict[str | None, list[Line]]:
    """Without headings of the directive: lines of a block on another topic than its first stand in a block of that topic."""
    apart: dict[str | None, list[Line]] = {}
    for block, lines in blocks.items():
        label = _label(drafting, lines)
        lists = any(line.bullet == "+" for line in lines)
        if label is None and not lists and len(blocks) > 1:
            for line, topic in zip(lines, _topics_of(drafting, lines), strict=True):
                apart.setdefault(f"{block}, {topic}" if topic else block, []).append(line)
            continue
        strange = [line for line in lines[1:] if label and not lists and _opens_another(drafting, label, line)]
        apart[block] = [line for line in lines if line not in strange]
        for line in strange:
            apart.setdefault(f"{block}, {_label(drafting, [line])}", []).append(line)
    return apart


def _topics_of(drafting: Drafting, lines: list[Line]) -> list[str | None]:
    """Of lines that have no topic in common each one's own; what has none goes with the line before it."""
    found: list[str | None] = []
    for line in lines:
        found.append(_label(drafting, [line]) or (found[-1] if found else None))
    return found


def _opens_another(drafting: Drafting, label: str, line: Line) -> bool:
    """The line has no word of the label, and opens with those of a narrow topic."""
    words = next(words for topic, words in _topics() if topic == label)
    other = _label(drafting, [line])
    return other is not None and other in _narrow_topics() and not any(word in line.text.lower() for word in words)


def _matters_of_a_code(drafting: Drafting, *, besides: set[str | None]) -> tuple[Line, ...]:
    """What a long guideline rules, by its main headings as it prints them; those `besides` have a block of their own."""
    parents = {section.id: section.parent for section in drafting.directive.sections}

    def main(section: str | None) -> str | None:
        while section and parents.get(section):
            section = parents[section]
        return section

    asked = {main(duty.passage.provision.section) for duty in drafting.duties if duty.reason == reason("code")} - {*map(main, besides)}
    matters = [section for section in drafting.directive.sections if section.id in asked and section.title and not section.parent]
    if len(matters) < FEWEST_MATTERS:
        return ()
    who = drafting.voice.me if drafting.voice.cell else drafting.voice.below
    lines = [Line(capitalised(say("tasks.code_matters", who=who, directive=drafting.again())), "-", phrase="tasks.code_matters")]
    for section in matters:
        said = re.sub(r"^Về (?:việc )?|,? (?:gồm(?: có)?|như sau)\W*$", "", house_form(section.title or "")).rstrip(" .:;")
        said = re.sub(r"^Đảng viên phải ", "Việc đảng viên ", said)
        mark = "." if section is matters[-1] else ";"
        lines.append(Line((*numbered(capital(said), section.anchor, drafting.directive), mark), "+", anchor=section.anchor))
    return tuple(lines)


def _task_groups(drafting: Drafting) -> list[list[Duty]]:
    """Own sentences of the tasks; a clause that speaks of another body than the one before it stands alone."""
    groups: list[list[Duty]] = []
    for group in drafting.sentences("own"):
        if group[0].passage.role == "targets" or group[0].passage.role == "organisation":
            continue
        current: list[Duty] = []
        for duty in group:
            if current and _new_subject(drafting, duty):
                groups.append(current)
                current = []
            current.append(duty)
        groups.append(current)
    return groups


def _new_subject(drafting: Drafting, duty: Duty) -> bool:
    said = duty.passage.text
    text = drafting.rewriter.rewrite(said)
    begins = said[:1].isupper() and not is_citation(said) and is_a_sentence(said)
    return _is_check(text) or text.startswith((capital(drafting.voice.below_bare), "Chi bộ ")) or begins


def _task_lines(drafting: Drafting, group: list[Duty]) -> list[Line]:
    papers = [duty for duty in group if is_citation(duty.passage.text)]
    lead = group[0]
    split = _PAPERS_AFTER.match(_before(group, papers))
    if len(papers) < 2 or not split:
        return [drafting.titled(drafting.sentence(group, bullet="-"), lead.passage)]
    opener = next(duty for duty in reversed(group[: group.index(papers[0])]))
    before = group[: group.index(opener)]
    lines = [drafting.sentence(before, bullet="-")] if before else []
    anchor = opener.passage.anchor
    text = drafting.rewriter.rewrite(opener.passage.text)
    first = split[1]
    lines.append(Line(numbered(capital(first) + ":", anchor, drafting.directive), "-", lead.passage.provision.id, anchor))
    rest = [(text[len(first) :].strip(), opener), *((drafting.rewriter.rewrite(duty.passage.text), duty) for duty in papers)]
    for place, (paper, duty) in enumerate(rest):
        mark = "." if place == len(rest) - 1 else ";"
        pieces = numbered(ended(paper)[:-1] + mark, duty.passage.anchor, drafting.directive)
        lines.append(Line(pieces, "+", duty.passage.provision.id, duty.passage.anchor))
    return lines


def _send_line(drafting: Drafting) -> tuple[str | None, Line] | None:
    """The superior opens classes, the cell sends people to them; said once."""
    duty = next((duty for duty in drafting.duties if duty.fate == "send"), None)
    if duty is None or any(sign("sends-to-class").search(other.passage.text) for other in drafting.duties if other.fate == "own"):
        return None
    line = Line(say("tasks.send"), "-", duty.passage.provision.id, duty.passage.anchor, phrase="tasks.send")
    return duty.passage.block, line


def _turned_lines(drafting: Drafting) -> list[Line]:
    """A superior body's duty towards the unit, seen from the unit: "Phối hợp với Mặt trận … thị xã xem xét …"."""
    lines = []
    for duty in drafting.duties:
        if duty.fate == "turned":
            body = small(house_form(duty.passage.provision.addressee or ""))
            text = re.sub(r"^[Pp]hối hợp với [^;]*?(?:trực thuộc(?: \S+ ủy)?|cơ sở|cấp xã)(?: để)? ", "", house_form(duty.passage.text))
            text = text.replace("các tổ chức trực thuộc", f"{small(drafting.front_name() or 'các tổ chức')}")
            if drafting.voice.kind is None:
                body = re.sub(r"^mặt trận tổ quốc(?: việt nam)?(?:,| và) (?=các tổ chức)", "", body, flags=re.IGNORECASE)
            pieces = say(
                "tasks.turned",
                body=_name(body),
                duty=numbered(ended(drafting.rewriter.rewrite(text)), duty.passage.anchor, drafting.directive),
            )
            lines.append(Line(capitalised(pieces), "-", duty.passage.provision.id, duty.passage.anchor, phrase="tasks.turned"))
    return lines


def _with_spread(drafting: Drafting, items: list[Item], duty: Duty) -> list[Item]:
    """The directive made known opens part III: in the block on that topic, else in one of its own."""
    pieces = say("organisation.spread_self", directive=drafting.again(), lower=drafting.voice.below)
    line = Line(pieces, "-", duty.passage.provision.id, duty.passage.anchor, phrase="organisation.spread_self")
    if any(sign("spread-to-everyone").search(other.passage.text) for other in drafting.duties if other.fate == "own"):
        return items
    topic = _topic("Quán triệt")
    first = items[0] if items else None
    if first is not None and first.heading and (first.heading == topic or sign("making-known").search(first.heading)):
        return [replace(first, lines=(line, *first.lines)), *items[1:]]
    return [Item("", topic, (line,)), *items]


def _rest_last(items: list[Item]) -> list[Item]:
    """Among headed blocks those without a heading and without a topic stand together: first where they open the part, else last."""
    bare = tuple(replace(line, bullet=line.bullet or "-") for item in items if not item.heading for line in item.lines)
    headed = [item for item in items if item.heading]
    if not bare or not headed:
        return items
    if not items[0].heading:
        return [Item("", phrase("tasks.common"), bare), *headed]
    return [*headed, Item("", phrase("tasks.others"), bare)]


def _all_or_none(items: list[Item]) -> list[Item]:
    """Where a topic was found for some blocks only, each sentence is an item of its own: no mixture of headed and bare items."""
    if all(item.heading for item in items):
        return items
    headed = sum(bool(item.heading) for item in items)
    if headed >= FEWEST_HEADED and headed >= len(items) * MOST_HEADED:
        return _rest_last(items)
    flat: list[Item] = []
    for item in items:
        for line in item.lines:
            if line.bullet == "+" and flat:
                flat[-1] = replace(flat[-1], lines=(*flat[-1].lines, replace(line, bullet="-")))
            else:
                flat.append(Item("", None, (replace(line, bullet=""),)))
    return flat


def _block_title(drafting: Drafting, block: str | None) -> str | None:
    section = next((section for section in drafting.directive.sections if section.id == block), None)
    if section is None or not section.title or is_frame(section.title) or addressed(section.title, drafting.superior):
        return None
    return section.title


def _addressed_title(drafting: Drafting, block: str | None) -> str | None:
    """Among headed blocks the one headed by its addressee is headed by who takes it up: "5. Cấp ủy cơ sở" → "Trách nhiệm của Đảng ủy"."""
    section = next((section for section in drafting.directive.sections if section.id == block), None)
    if section is None or not section.title or addressed(section.title, drafting.superior) not in ("own", "communes"):
        return None
    return phrase("tasks.own_part").format(lead=drafting.voice.lead)


def _task_item(drafting: Drafting, block: str | None, lines: list[Line], *, titled: bool) -> Item:
    title = _block_title(drafting, block)
    if title:
        said = drafting.as_written(in_small_letters(title)) if title.isupper() else title
        heading: str | None = capital(re.sub(r"^(?:Tăng cường|Đẩy mạnh) ", "", drafting.rewriter.rewrite(capital(said))).rstrip(" .:"))
        if heading and len(heading.split()) > LONGEST_HEADING:
            heading = heading.split(";")[0].rstrip()
        lines = [_of_the_profession(drafting, _of_the_rounds(_of_the_money(line, title), heading), title) for line in lines]
    else:
        heading = _fitted(_label(drafting, lines), lines)
    if heading is None and titled:
        heading = _addressed_title(drafting, block)
    if heading is None and len(lines) == 1:
        return Item("", None, (replace(lines[0], bullet=""),))
    if heading is None:
        return Item("", None, (replace(lines[0], bullet=""), *lines[1:]))
    return Item("", heading, tuple(lines))


def _of_the_rounds(line: Line, heading: str | None) -> Line:
    """ "Đợt 1 từ ngày 01/4 …" under "Tiêm bù, tiêm vét" says what is done in rounds: "Tổ chức tiêm bù, tiêm vét: đợt 1 …"."""
    if not heading or not sign("rounds").search(line.text) or sign("describes").search(heading) or sign("an-organ").search(heading):
        return line
    led = small(heading) if re.match(r"(?i)tổ chức\b", heading) else f"tổ chức {small(heading)}"
    return replace(line, pieces=joined([f"{capital(led)}: ", *small_first(line.pieces)]))


def _of_the_money(line: Line, heading: str) -> Line:
    """ "Thực hiện theo phân cấp ngân sách" under "Kinh phí" says of what: "Kinh phí thực hiện theo phân cấp ngân sách"."""
    first = line.pieces[0] if line.pieces else ""
    bare = re.match(r"(?i)\W*kinh phí\b", heading) and isinstance(first, str) and first.startswith("Thực hiện theo ")
    return replace(line, pieces=(f"Kinh phí {small(str(first))}", *line.pieces[1:])) if bare else line


def _of_the_profession(drafting: Drafting, line: Line, heading: str) -> Line:
    """Work asked of nobody by name is that of the body whose profession it is: "Trạm Y tế xã tổ chức tiêm vét"."""
    if not drafting.leaders or line.bullet == "+" or not VERB.match(line.text) or led_by(line.text, drafting.voice.kind or ""):
        return line
    body = of_the_profession(drafting.leaders, f"{heading} {line.text}")
    return replace(line, pieces=joined([f"{body} ", *small_first(line.pieces)])) if body else line


def _label(drafting: Drafting, lines: list[Line]) -> str | None:
    """The topic whose words are found in most of the block's lines."""
    texts = [line.text.lower() for line in lines if line.bullet != "+" and not line.text.endswith(":")] or [lines[0].text.lower()]
    best, best_score = None, (0, False, 0)
    membership = re.search(r"đảng viên|kết nạp|quần chúng ưu tú", drafting.directive.subject or "")
    for label, words in _topics():
        if not membership and re.search(r"đảng viên|quần chúng", label):
            continue
        said = [_opening(text) for text in texts] if label in _narrow_topics() else texts
        hit = sum(any(word in text for word in words) for text in said)
        if label == _topics()[0][0] and hit * 2 <= len(texts):
            continue
        found = sum(text.count(word) for text in texts for word in words)
        score = (hit, any(word in said[0] for word in words), found)
        if score > best_score:
            best, best_score = label, score
    return best if best_score[0] * 2 >= len(texts) else None


def _fitted(label: str | None, lines: list[Line]) -> str | None:
    """A label of two matters names the first alone where no line speaks of the second."""
    topic = next((topic for topic in phrases()["topic"] if topic["label"] == label and "besides" in topic), None)
    if topic is None or any(topic["besides"] in line.text.lower() for line in lines):
        return label
    return str(topic["alone"])


def _opening(text: str) -> str:
    return " ".join(text.split()[:OPENING])


def _narrow_topics() -> set[str]:
    """Topics that a block is about only where its sentences begin with them: a word in passing makes none."""
    return {topic["label"] for topic in phrases()["topic"] if topic.get("narrow")}


def _before(group: list[Duty], papers: list[Duty]) -> str:
    """The clause that opens a list of papers: "triển khai thực hiện tốt Kế hoạch số …"."""
    if not papers or group[0] is papers[0]:
        return ""
    return house_form(group[group.index(papers[0]) - 1].passage.text)


def _is_check(text: str) -> bool:
    return bool(
        re.match(r"(?:[Tt]hường xuyên |Định kỳ |Tăng cường )?(?:kiểm tra|giám sát|đôn đốc|Kiểm tra|Giám sát|Đôn đốc)\b", text)
    ) or bool(re.search(r"^Đưa .*tiêu chí .*(?:thi đua|đánh giá|xếp loại)", text))


def _topics() -> list[tuple[str, list[str]]]:
    return [(topic["label"], topic["words"]) for topic in phrases()["topic"]]


def _topic(beginning: str) -> str | None:
    return next((label for label, _ in _topics() if label.startswith(beginning)), None)


def _name(body: str) -> str:
    return capital(body) if body.startswith(("mặt trận", "ban ", "văn phòng")) else body


def _labels_once(items: list[Item]) -> list[Item]:
    """A label stands over one block; where it would stand twice, the blocks are one."""
    kept: list[Item] = []
    for item in items:
        same = next((place for place, other in enumerate(kept) if item.heading and other.heading == item.heading), None)
        if same is None:
            kept.append(item)
        else:
            kept[same] = replace(kept[same], lines=kept[same].lines + item.lines)
    return kept


def renumbered(items: list[Item]) -> list[Item]:
    return [replace(item, label=f"{place}.") for place, item in enumerate(items, 1)]

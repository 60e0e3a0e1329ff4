"""The plan, part by part: head, grounds, aims, quota, tasks, who does what, closing, recipients, appendix."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from extract.directive import Anchor, Deadline, Directive, Finding, Period, Target
from generate import citation, rulebook
from generate.duties import Duty, Passage, addressed, duties, is_frame
from generate.findings import finding
from generate.numbers import FIGURE, date_text, numbered, padded, plain, value_of
from generate.phrases import blank, capitalised, fill, joined, phrase, phrases, reason, say
from generate.plan import Appendix, AppendixRow, Bullet, Foot, Head, Item, Line, Number, Obligation, Part, Piece, Plan
from generate.quota import Row, ShareOut, main_row, quota_rows, share_out
from generate.review import review
from generate.rewriting import Rewriter
from generate.signs import sign
from generate.unit import Organ, Unit, bare_name
from generate.voice import Superior, state_side, superior_of, voice_of
from generate.wording import VERBS, capital, ended, house_form, is_a_sentence, small

ROMAN = ("I", "II", "III", "IV", "V", "VI")
Pieces = tuple[Piece, ...]


@dataclass
class _Body:
    """One item of part IV: a body of the unit and what it has to do, each as a verb phrase."""

    name: Piece
    lines: list[Line] = field(default_factory=list)


def draw_up(directive: Directive, unit: Unit, date: dt.date | None, book: str | None = None) -> Plan:
    """The unit's plan that carries out the directive; `book` names the rule book of a party's plan, else the date chooses it."""
    return _Drafting(directive, unit, date, book).plan()


class _Drafting:
    def __init__(self, directive: Directive, unit: Unit, date: dt.date | None, book: str | None) -> None:
        self.superior: Superior = superior_of(directive, unit)
        self.directive, self.date = directive, date
        self.unit = unit if self.superior.party else state_side(unit)
        unit = self.unit
        self.voice = voice_of(unit, self.superior, date)
        chosen = rulebook.choose(date, party=self.superior.party).name
        self.rulebook = book if book and self.superior.party else chosen
        self.style: citation.Style = "2026" if self.rulebook == "party-2026" else "2018"
        self.rows = quota_rows(directive, unit)
        self.row = main_row(self.rows)
        self.findings: list[Finding] = []
        quota = self.row.value if self.row else None
        self.zero = quota == 0
        cited = tuple(reference.anchor.quote for reference in directive.references)
        again = citation.again_text(directive, self.style)
        self.rewriter = Rewriter(unit, self.voice, self.superior, again, quota_zero=self.zero, cited=cited)
        self.duties = duties(directive, unit, self.superior, quota)
        self.total_target = self._total_target()
        self.shares: ShareOut | None = None
        if self.row and not self.voice.cell:
            self.shares, found = share_out(self.row, unit)
            self.findings.extend(found)

    # ── the whole ─────────────────────────────────────────────────────────────────────────────────────────────────

    def plan(self) -> Plan:
        self._note_gaps()
        parts = self._numbered_parts(
            [
                (phrase("parts.aims"), self._aims()),
                (phrase("parts.goals") if self.zero else phrase("parts.quota"), self._quota()),
                (phrase("parts.tasks"), self._tasks()),
                (phrase("parts.organisation"), self._organisation()),
            ]
        )
        closing = self._closing()
        plan = Plan(
            unit=self.unit.name, slug=self.unit.slug, source_number=self.directive.number, source_sha256=self.directive.source.sha256,
            rulebook=self.rulebook, head=self._head(), kind=phrase("title.kind"), title=self._title(), grounds=self._grounds(),
            parts=parts, closing=closing, foot=self._foot(), appendix=self._appendix(),
        )  # fmt: skip
        obligations = self._obligations(plan)
        self._note_past_days(plan)
        self._note_shared_figures()
        plan = replace(plan, obligations=obligations)
        return replace(plan, findings=(*self.findings, *review(plan, self.superior)))

    def _note_shared_figures(self) -> None:
        """A count asked of a whole class at once may be the class's total, not each unit's."""
        for duty in self.duties:
            target = duty.target
            if duty.fate not in ("own", "each") or target is None or target.each or target.unit == "%" or target.body:
                continue
            addressee = duty.passage.provision.addressee
            if not addressee or re.match(r"(?i)(?:chủ tịch )?(?:ủy ban nhân dân |đảng ủy |ban thường vụ )*các ", addressee):
                self.findings.append(finding("figure-shared", target.anchor, text=duty.passage.text))

    def _note_past_days(self, plan: Plan) -> None:
        """Days of the superior's that the plan repeats although they are over on the day of drafting."""
        for deadline in self.directive.deadlines:
            if self.date is None or not deadline.due or deadline.rrule or dt.date.fromisoformat(deadline.due) >= self.date:
                continue
            place = deadline.anchor
            if any(
                isinstance(piece, Number) and piece.anchor and _within(piece.anchor, place) and "/" in piece.text for piece in plan.pieces()
            ):
                self.findings.append(finding("deadline-passed", place, day=date_text(deadline.due)))

    @staticmethod
    def _numbered_parts(drawn: list[tuple[str, list[Item]]]) -> tuple[Part, ...]:
        kept = [(title, items) for title, items in drawn if items]
        return tuple(Part(f"{ROMAN[place]}-", title, tuple(items)) for place, (title, items) in enumerate(kept))

    def _note_gaps(self) -> None:
        if not self.superior.party:
            self.findings.append(finding("state-draft", unit=self.voice.full))
        if not self.superior.word or self.superior.word == self.voice.kind:
            self.findings.append(finding("superior-unclear", issuer=self.superior.full or "?"))
        if not self.directive.issued_on:
            self.findings.append(finding("issued-on-missing"))
        if not self.directive.number:
            self.findings.append(finding("number-missing"))
        if not (self.unit.organs or self.unit.committee):
            self.findings.append(finding("profile-silent"))
        if self.unit.lower and self.rows and self.row is None:
            self.findings.append(finding("quota-unclear", measures=", ".join(row.measure for row in self.rows)))
        if self.zero:
            total = self._row().total
            self.findings.append(finding("quota-zero", total.anchor if total else None))
        if self.rows and all(row.value is None and all(part.value is None for part in row.parts) for row in self.rows):
            self.findings.append(finding("quota-missing"))
        for row in self.rows:
            values = [part.value for part in row.parts]
            if row.by_period and row.total and row.value is not None and None not in values and sum(v or 0 for v in values) != row.value:
                self.findings.append(
                    finding("quota-sum", row.total.anchor, total=plain(row.value), parts=plain(sum(v or 0 for v in values)))
                )

    def _row(self) -> Row:
        assert self.row is not None
        return self.row

    # ── head, title, grounds ──────────────────────────────────────────────────────────────────────────────────────

    def _head(self) -> Head:
        superior: Piece = blank("superior")
        if self.unit.superior:
            superior = self.unit.superior.upper()
        elif self.superior.whole_name:
            superior = (self.superior.whole_name if self.superior.party else self.superior.full or self.superior.whole_name).upper()
        code = self._code()
        place: Piece = self._place() or blank("place")
        year: Piece = Number(str(self.date.year), self.date.year, "date.year", "profile") if self.date else blank("year")
        return Head(
            superior=superior,
            issuer=self.voice.full.upper(),
            number=("Số ", blank("number"), f"-KH/{code}") if self.voice.party else ("Số: ", blank("number"), f"/KH-{code}"),
            place_and_date=joined([place, ", ngày ", blank("day"), " tháng ", blank("month"), " năm ", year]),
        )

    def _code(self) -> str:
        """The short sign of the committee in the plan's number: "ĐU", "HU", of a cell "CB"."""
        return self.unit.code or (_CODES.get(self.voice.me, "ĐU") if self.voice.party else "UBND")

    def _place(self) -> str | None:
        if self.unit.place:
            return self.unit.place
        if self.unit.is_commune:
            return bare_name(self.unit.name)
        return None

    def _title(self) -> tuple[str, ...]:
        subject = house_form(self.directive.subject or "")
        if self._form_a():
            return (subject,)
        lead = phrase("title.implementing")
        named = citation.for_title(self.directive)
        if not self.superior.short:
            lead = lead.replace(" của {superior}", "")
        first = lead.format(directive=named, superior=self.superior.short)
        about = citation.about(self.directive)
        return (first, about) if about else (first,)

    def _form_a(self) -> bool:
        """The subject unchanged: a plan for a period, and a quota above nought or no quota table at all."""
        if self.directive.kind != "KH" or not self.directive.period or not self.directive.subject:
            return False
        return not self.directive.allocations or not self.zero

    def _grounds(self) -> tuple[Line, ...]:
        new = self.style == "2026"
        full = citation.in_full(self.directive, self.superior, self.style)
        lines = []
        if self.unit.congress:
            lines.append(Line(say("grounds.directive_2026" if new else "grounds.directive", directive=full), phrase="grounds.directive"))
            congress = numbered(house_form(self.unit.congress), None, self.directive, profile=True)
            lines.append(Line(say("grounds.congress_2026" if new else "grounds.congress", congress=congress), phrase="grounds.congress"))
        elif new or self._form_a():
            lines.append(Line(say("grounds.alone_2026" if new else "grounds.directive", directive=full), phrase="grounds.directive"))
        else:
            return (Line(say("grounds.alone", directive=full, issuer=self._issuer()), phrase="grounds.alone"),)
        if self._form_a():
            subject = numbered(house_form(self.directive.subject or ""), None, self.directive)
            lines.append(Line(say("grounds.plan", issuer=self._issuer(), subject=subject), phrase="grounds.plan"))
        else:
            lines.append(Line(say("grounds.implementing", issuer=self._issuer()), phrase="grounds.implementing"))
        return tuple(lines)

    def _issuer(self) -> Pieces:
        """Who issues the plan; a figure in its name ("Trường số 1") is a number too."""
        return numbered(self.voice.issuer_full, None, self.directive, profile=True)

    def _again(self) -> Pieces:
        return citation.again(self.directive, self.style)

    # ── I: aims ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _aims(self) -> list[Item]:
        purposes = [self._sentence(group, aims=True, bullet="-") for group in self._sentences("purpose")]
        demands = [self._sentence(group, aims=True, bullet="-") for group in self._sentences("demand")]
        superior = self.superior.short
        if self.row and self.row.value and superior:
            subject = numbered(house_form(self.directive.subject or ""), None, self.directive)
            pieces = say("aims.carry_out_quota", directive=self._again(), subject=subject, superior=superior)
        else:
            pieces = say("aims.carry_out", directive=self._again())
        purposes.append(Line(pieces, "-", phrase="aims.carry_out"))
        quarterly = self.row is not None and self.row.by_quarter and not self.zero
        name = "aims.responsibility_quarters" if quarterly else "aims.responsibility"
        front = self._front_with_duties()
        bodies = f"{self.voice.lead}, {self.voice.below}{f', {front}' if front else ''}"
        demands.append(Line(say(name, bodies=bodies), "-", phrase=name))
        return [
            Item("1.", phrase("parts.purpose"), tuple(purposes)),
            Item("2.", phrase("parts.demand"), tuple(demands)),
        ]

    def _sentences(self, fate: str) -> list[list[Duty]]:
        """Duties of this fate, neighbouring clauses of one sentence together."""
        groups: list[list[Duty]] = []
        previous: Duty | None = None
        for duty in self.duties:
            if duty.fate == fate:
                if previous is not None and previous.fate == fate and previous.passage.sentence == duty.passage.sentence:
                    groups[-1].append(duty)
                else:
                    groups.append([duty])
            previous = duty
        return groups

    def _sentence(self, group: list[Duty], *, bullet: Bullet = "", aims: bool = False, front: bool = False) -> Line:
        """The clauses of one sentence rewritten and joined again."""
        texts = [self.rewriter.rewrite(duty.passage.text, aims=aims, front=front) for duty in group]
        texts = [text for text in texts if text]
        joined_text = "; ".join([texts[0], *(text if _is_citation(text) else small(text) for text in texts[1:])]) if texts else ""
        place = _span([duty.passage for duty in group])
        pieces = numbered(ended(capital(joined_text)), place, self.directive)
        return Line(pieces, bullet, group[0].passage.provision.id, place)

    # ── II: quota ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _quota(self) -> list[Item]:
        lines: list[Line] = []
        if self.zero:
            lines.extend(self._zero_lines())
        else:
            lines.extend(self._row_lines())
        lines.extend(self._target_lines())
        lines.extend(self._handed_down())
        if self.shares:
            lines.append(self._appendix_line())
        lines.extend(self._sentence(group) for group in self._target_sentences())
        return [Item(f"{place}.", None, (line,)) for place, line in enumerate(lines, 1)]

    def _total_target(self) -> tuple[Target, Passage] | None:
        """The superior's own total of what the row is a part of: "Đảng bộ huyện kết nạp 200 đảng viên trở lên"."""
        for duty in self.duties:
            if duty.fate == "total" and duty.target and duty.target.action:
                return duty.target, duty.passage
        return None

    def _row_lines(self) -> list[Line]:
        if self.row is None:
            return [self._plain_row(row) for row in self.rows] or self._total_without_row()
        first = self._plain_row(self.row) if self.total_target is None else self._row_line(*self.total_target)
        return [first, *(self._plain_row(row) for row in self.rows if row is not self.row)]

    def _row_line(self, target: Target, passage: Passage) -> Line:
        row = self._row()
        counted = house_form(target.unit or "")
        slots = self._target_slots(target, passage)
        total = self._number(row.total.value, "quota.total", row.total.anchor) if row.total else blank("quota.total")
        pieces = say("quota.row" if "period" in slots else "quota.row_undated", **slots, total=total)
        pieces += self._of_which(row, re.sub(r"\s*mới$", "", counted))
        return Line((*pieces, "."), provision=passage.provision.id, anchor=passage.anchor, phrase="quota.row")

    def _target_slots(self, target: Target, passage: Passage) -> dict[str, Piece | Pieces]:
        strive = "phấn đấu " if "phấn đấu" in passage.text.lower() else ""
        slots: dict[str, Piece | Pieces] = {
            "whole": self.voice.whole,
            "strive": strive,
            "action": house_form(target.action or "thực hiện"),
            "counted": house_form(target.unit or ""),
        }  # fmt: skip
        if target.period or self.directive.period:
            slots["period"] = self._period(passage.anchor, target.period)
        else:
            slots["whole"] = capital(self.voice.whole)
        return slots

    def _period(self, source: Anchor | None = None, own: Period | None = None) -> Pieces:
        period = self.directive.period or own
        return numbered(capital(period.text), source, self.directive) if period else ()

    def _plain_row(self, row: Row) -> Line:
        total: Piece = (
            self._number(row.value, "quota.total", row.total.anchor) if row.total and row.value is not None else blank("quota.total")
        )
        anchor = row.total.anchor if row.total else None
        words = small(house_form(row.measure))
        own_period = bool(re.search(r"\d{4}|chỉ tiêu|tổng cộng", words))
        measure = numbered(words, None, self.directive)
        if own_period or not self.directive.period:
            pieces = say("quota.row_named", whole=capital(self.voice.whole), measure=measure, total=total)
        else:
            pieces = say("quota.row_plain", period=self._period(), whole=self.voice.whole, measure=measure, total=total)
        return Line((*pieces, *self._of_which(row, ""), "."), anchor=anchor, phrase="quota.row_plain")

    def _of_which(self, row: Row, counted: str) -> Pieces:
        if not row.parts:
            return ()
        said: list[Piece] = []
        for place, part in enumerate(row.parts, 1):
            name = small(house_form(part.part or ""))
            field_name = f"quota.quarter.{place}" if row.by_quarter else f"quota.part.{place}"
            if said:
                said.append("; ")
            if part.value == 0 and row.by_period:
                words = phrase("quota.quarter_zero").replace("{part} ", "")
                said.extend([f"{name} ", Number(words, 0, field_name, "directive", part.anchor)])
            else:
                value: Piece = self._number(part.value, field_name, part.anchor) if part.value is not None else blank("quota.part")
                template = "quota.quarter" if counted else "quota.part"
                said.extend(say(template, part=name, value=value, counted=counted) if counted else say(template, part=name, value=value))
        return say("quota.of_which", parts=tuple(said))

    def _total_without_row(self) -> list[Line]:
        if not self.total_target:
            return []
        target, passage = self.total_target
        slots = self._target_slots(target, passage)
        name = "quota.total_blank" if "period" in slots else "quota.total_blank_undated"
        return [Line(say(name, **slots, total=blank("quota.total")), provision=passage.provision.id, anchor=passage.anchor, phrase=name)]

    def _number(self, value: float | None, name: str, anchor: Anchor | None) -> Piece:
        if value is None:
            return blank("quota.total")
        return Number(padded(value), value, name, "directive", anchor)

    def _zero_lines(self) -> list[Line]:
        row = self._row()
        anchor = row.total.anchor if row.total else None
        quarters = row.by_quarter and all(part.value == 0 for part in row.parts)
        said = phrase("quota.throughout_quarters")
        throughout: Pieces = (" ", Number(said, 0, "quota.quarters", "directive", row.parts[0].anchor)) if quarters else ()
        period = tuple(small(p) if isinstance(p, str) else p for p in self._period())
        measure = self._measure_words()
        text = phrase("quota.zero")
        before, after = text.split("không có chỉ tiêu")
        nought = Number("không có chỉ tiêu", 0, "quota.total", "directive", anchor)
        pieces = (
            fill(before, directive=self._again(), period=period or ("",), self=self.voice.whole)
            + (nought,)
            + fill(after, measure=measure, throughout=throughout)
        )
        target = self.total_target[1] if self.total_target else None
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
                say("quota.zero_reserve", self=self.voice.whole if self.voice.cell else self.voice.me, area=f" {self.voice.area}")
            )
            if self.superior.short:
                reserve.append(" ")
                reserve.extend(say("quota.zero_open", self=self.voice.me, superior=self.superior.short, channel=self._channel()))
            lines.append(Line(joined(reserve), phrase="quota.zero_reserve"))
        return lines

    def _measure_words(self) -> str:
        target = self.total_target[0] if self.total_target else None
        if target and target.action and target.unit:
            return f"{house_form(target.action)} {re.sub(r' mới$', '', house_form(target.unit))}"
        words = small(house_form(self._row().measure))
        return re.sub(r"^(?:tổng số|chỉ tiêu) ", "", words)

    def _target_lines(self) -> list[Line]:
        lines = []
        for duty in self.duties:
            text = duty.passage.text
            if duty.fate == "share" and self.superior.whole:
                share = self._cut_share(house_form(text))
                place = duty.passage.anchor
                pieces = say("quota.together", superior_whole=self.superior.whole, share=numbered(ended(share), place, self.directive))
                lines.append(Line(capitalised(pieces), provision=duty.passage.provision.id, anchor=place, phrase="quota.together"))
                self.findings.append(finding("share-without-own", place, text=text))
            elif duty.fate in ("share", "each"):
                lines.append(self._sentence([duty]))
        return lines

    @staticmethod
    def _cut_share(text: str) -> str:
        cut = re.sub(r"\s*\((?:có |kèm theo |theo )?(?:biểu|phụ lục)[^()]*\)", "", text)
        return small(re.sub(r"^(?:[Pp]hấn đấu|và|[Đđ]ồng thời)\s+", "", cut.strip(" .;,")))

    def _target_sentences(self) -> list[list[Duty]]:
        return [group for group in self._sentences("own") if group[0].passage.role == "targets"]

    def _handed_down(self) -> list[Line]:
        """ "giao chỉ tiêu A cho B, chỉ tiêu C cho D": a line each, the figure blank, for the directive names none."""
        lines: list[Line] = []
        for duty in self.duties:
            if duty.fate != "hand-down":
                continue
            text = self.rewriter.rewrite(duty.passage.text)
            text = text[text.index("giao chỉ tiêu") + len("giao ") :] if "giao chỉ tiêu" in text else text
            before = len(lines)
            for what, whom in re.findall(r"chỉ tiêu (.+?) cho (.+?)(?=,? (?:và )?chỉ tiêu |[.;]|$)", text):
                pieces = say(
                    "quota.handed_down", self=self.voice.me, what=numbered(what, duty.passage.anchor, self.directive),
                    whom=whom.rstrip(","),
                    figure=blank("quota.handed-down"),
                )  # fmt: skip
                lines.append(
                    Line((*pieces, "."), provision=duty.passage.provision.id, anchor=duty.passage.anchor, phrase="quota.handed_down")
                )
            if len(lines) == before:
                lines.append(self._sentence([duty]))
        return lines

    def _appendix_line(self) -> Line:
        assert self.shares is not None
        pieces: list[Piece] = list(say("quota.appendix", lower_one=self.voice.one_below))
        empty = [lower.name for lower, total in zip(self.shares.lower, self.shares.totals, strict=True) if total == 0]
        if empty:
            name = "quota.appendix_zero" if "đảng viên" in self._measure_words() else "quota.appendix_zero_plain"
            period = tuple(small(p) if isinstance(p, str) else p for p in self._period())
            names = numbered(", ".join(empty), None, self.directive, profile=True)
            pieces.append(" ")
            pieces.extend(say(name, lower_plural=capital(self.voice.below_bare), period=period, names=names))
        return Line(joined(pieces), phrase="quota.appendix")

    # ── III: tasks ────────────────────────────────────────────────────────────────────────────────────────────────

    def _tasks(self) -> list[Item]:
        blocks: dict[str | None, list[Line]] = {}
        check: list[Line] = []
        spread = [duty for duty in self.duties if duty.fate == "spread"]
        for group in self._task_groups():
            block = group[0].passage.block
            lines = self._task_lines(group)
            if _is_check(lines[0].text) and not self._block_title(block):
                check.extend(lines)
            else:
                blocks.setdefault(block, []).extend(lines)
        check.extend(self._turned_lines())
        items = [self._task_item(block, lines) for block, lines in blocks.items() if lines]
        if spread and not self.voice.cell:
            items = self._with_spread(items, spread[0])
        if check:
            items.append(Item("", _topics()[0][0], tuple(check)))
        return _renumbered(_labels_once(items))

    def _task_groups(self) -> list[list[Duty]]:
        """Own sentences of the tasks; a clause that speaks of another body than the one before it stands alone."""
        groups: list[list[Duty]] = []
        for group in self._sentences("own"):
            if group[0].passage.role == "targets" or group[0].passage.role == "organisation":
                continue
            current: list[Duty] = []
            for duty in group:
                if current and self._new_subject(duty):
                    groups.append(current)
                    current = []
                current.append(duty)
            groups.append(current)
        return groups

    def _new_subject(self, duty: Duty) -> bool:
        said = duty.passage.text
        text = self.rewriter.rewrite(said)
        begins = said[:1].isupper() and not _is_citation(said) and is_a_sentence(said)
        return _is_check(text) or text.startswith((capital(self.voice.below_bare), "Chi bộ ")) or begins

    def _task_lines(self, group: list[Duty]) -> list[Line]:
        papers = [duty for duty in group if _is_citation(duty.passage.text)]
        lead = group[0]
        split = _PAPERS_AFTER.match(_before(group, papers))
        if len(papers) < 2 or not split:
            return [self._sentence(group, bullet="-")]
        opener = next(duty for duty in reversed(group[: group.index(papers[0])]))
        before = group[: group.index(opener)]
        lines = [self._sentence(before, bullet="-")] if before else []
        anchor = opener.passage.anchor
        text = self.rewriter.rewrite(opener.passage.text)
        first = split[1]
        lines.append(Line(numbered(capital(first) + ":", anchor, self.directive), "-", lead.passage.provision.id, anchor))
        rest = [(text[len(first) :].strip(), opener), *((self.rewriter.rewrite(duty.passage.text), duty) for duty in papers)]
        for place, (paper, duty) in enumerate(rest):
            mark = "." if place == len(rest) - 1 else ";"
            pieces = numbered(ended(paper)[:-1] + mark, duty.passage.anchor, self.directive)
            lines.append(Line(pieces, "+", duty.passage.provision.id, duty.passage.anchor))
        return lines

    def _turned_lines(self) -> list[Line]:
        """A superior body's duty towards the unit, seen from the unit: "Phối hợp với Mặt trận … thị xã xem xét …"."""
        lines = []
        for duty in self.duties:
            if duty.fate == "turned":
                body = small(house_form(duty.passage.provision.addressee or ""))
                text = re.sub(r"^[Pp]hối hợp với [^;]*?(?:trực thuộc(?: \S+ ủy)?|cơ sở|cấp xã)(?: để)? ", "", house_form(duty.passage.text))
                text = text.replace("các tổ chức trực thuộc", f"{small(self._front_name() or 'các tổ chức')}")
                pieces = say(
                    "tasks.turned", body=_name(body), duty=numbered(ended(self.rewriter.rewrite(text)), duty.passage.anchor, self.directive)
                )
                lines.append(Line(capitalised(pieces), "-", duty.passage.provision.id, duty.passage.anchor, phrase="tasks.turned"))
        return lines

    def _with_spread(self, items: list[Item], duty: Duty) -> list[Item]:
        pieces = say("organisation.spread_self", directive=self._again(), lower=self.voice.below)
        line = Line(pieces, "-", duty.passage.provision.id, duty.passage.anchor, phrase="organisation.spread_self")
        if not items:
            return [Item("", None, (replace(line, bullet=""),))]
        first = items[0]
        lines = first.lines if first.heading else (replace(first.lines[0], bullet="-"), *first.lines[1:])
        return [replace(first, heading=first.heading or _topic("Quán triệt"), lines=(line, *lines)), *items[1:]]

    def _block_title(self, block: str | None) -> str | None:
        section = next((section for section in self.directive.sections if section.id == block), None)
        if section is None or not section.title or is_frame(section.title) or addressed(section.title, self.superior):
            return None
        return section.title

    def _task_item(self, block: str | None, lines: list[Line]) -> Item:
        title = self._block_title(block)
        if title:
            heading: str | None = capital(re.sub(r"^(?:Tăng cường|Đẩy mạnh) ", "", self.rewriter.rewrite(title)).rstrip(" .:"))
            heading = heading.capitalize() if heading and heading.isupper() else heading
        else:
            heading = self._label(lines)
        if heading is None and len(lines) == 1:
            return Item("", None, (replace(lines[0], bullet=""),))
        if heading is None:
            return Item("", None, (replace(lines[0], bullet=""), *lines[1:]))
        return Item("", heading, tuple(lines))

    def _label(self, lines: list[Line]) -> str | None:
        """The topic whose words are found in most of the block's lines."""
        texts = [line.text.lower() for line in lines]
        best, best_score = None, (0, False, 0)
        membership = re.search(r"đảng viên|kết nạp|quần chúng ưu tú", self.directive.subject or "")
        for label, words in _topics():
            if not membership and re.search(r"đảng viên|quần chúng", label):
                continue
            hit = sum(any(word in text for word in words) for text in texts)
            found = sum(text.count(word) for text in texts for word in words)
            score = (hit, any(word in texts[0] for word in words), found)
            if score > best_score:
                best, best_score = label, score
        return best if best_score[0] * 2 >= len(lines) else None

    # ── IV: organisation ──────────────────────────────────────────────────────────────────────────────────────────

    def _organisation(self) -> list[Item]:
        bodies = [body for body in self._bodies() if body.lines]
        if all(len(body.lines) == 1 and not body.lines[0].text.startswith("Đối với") for body in bodies):
            return _renumbered([Item("", None, (_run_in(body),)) for body in bodies])
        items = []
        for body in bodies:
            lines = tuple(replace(line, pieces=capitalised(line.pieces), bullet="-" if len(body.lines) > 1 else "") for line in body.lines)
            heading = body.name if isinstance(body.name, str) else None
            if heading is None:
                items.append(Item("", None, tuple(_run_in(_Body(body.name, [line])) for line in body.lines)))
            else:
                items.append(Item("", capital(heading), lines))
        return _renumbered(items)

    def _bodies(self) -> list[_Body]:
        if self.voice.cell:
            return self._cell_bodies()
        lead, lower = _Body(self.voice.lead), _Body(capital(self.voice.below))
        office = _Body(self.unit.organs.get("office") or self.unit.organs.get("organisation") or self.voice.lead)
        organs: dict[str, _Body] = {str(office.name): office} if office.name != self.voice.lead else {}
        fronts: dict[str, _Body] = {}
        government = _Body(self.unit.organs.get("government") or "")
        named = self._named_bodies()
        lead.lines.extend(self._lead_lines())
        lower.lines.extend(self._lower_lines())
        collected = self._office_line(office)
        if collected:
            (office if office.name != self.voice.lead else lead).lines.append(collected)
        self._organ_lines(organs)
        for group in self._sentences("front"):
            line, name = self._front_line(group), self._front_name(group)
            (fronts.setdefault(name, _Body(self._asked(name))) if name else lead).lines.append(line)
        for group in self._sentences("government"):
            texts = [_own_words(self._verb_phrase(duty.passage.text, duty.passage.provision.addressee), duty) for duty in group]
            place = _span([duty.passage for duty in group])
            text = ended("; ".join([texts[0], *(small(text) for text in texts[1:])]))
            government.lines.append(Line(numbered(text, place, self.directive), "", group[0].passage.provision.id, place))
        merged = [lead, lower, *organs.values(), government, *named, *fronts.values()]
        return [body for body in merged if body.lines]

    def _cell_bodies(self) -> list[_Body]:
        lead, union, members = _Body(self.voice.lead), _Body(self.unit.organs.get("union") or ""), _Body(capital(self.voice.below))
        spread = next((duty for duty in self.duties if duty.fate in ("spread", "lower-plan")), None)
        if spread:
            anchor = spread.passage.anchor
            lead.lines.append(
                Line(
                    say("organisation.spread_cell", directive=self._again()),
                    "",
                    spread.passage.provision.id,
                    anchor,
                    phrase="organisation.spread_cell",
                )
            )
        lead.lines.extend(self._lead_lines())
        union.lines.extend(self._front_line(group) for group in self._sentences("front"))
        if any(re.search(r"đảng viên (?:có kinh nghiệm|được phân công|chính thức)", duty.passage.text) for duty in self.duties):
            helping = any(sign("helping").search(duty.passage.text) for duty in self.duties)
            duty_words = phrase("organisation.helping" if helping else "organisation.given")
            members.lines.append(Line(say("organisation.cell_members", duty=duty_words), phrase="organisation.cell_members"))
        if self.superior.short and any(duty.fate in ("organ", "difficulty", "report-up") for duty in self.duties):
            source = next(duty for duty in self.duties if duty.fate in ("organ", "difficulty", "report-up"))
            pieces = say("organisation.cell_reports", superior=self.superior.short, channel=self._channel())
            lead.lines.append(Line(pieces, "", source.passage.provision.id, source.passage.anchor, phrase="organisation.cell_reports"))
        return [lead, union, members]

    def _named_bodies(self) -> list[_Body]:
        """Bodies of the unit's own place that only the directive names: "Trạm Y tế xã bố trí …" under its own item."""
        named: dict[str, _Body] = {}
        for group in self._own_organising():
            if addressee := self._foreign_subject(group):
                line = self._sentence(group)
                first = line.pieces[0]
                rest = first[len(addressee) :].lstrip(" ,:") if isinstance(first, str) and first.startswith(addressee) else first
                pieces = (capital(rest), *line.pieces[1:]) if isinstance(rest, str) else line.pieces
                named.setdefault(addressee, _Body(addressee)).lines.append(replace(line, pieces=pieces))
        return list(named.values())

    def _own_organising(self) -> list[list[Duty]]:
        return [group for group in self._sentences("own") if group[0].passage.role == "organisation"]

    def _foreign_subject(self, group: list[Duty]) -> str | None:
        """The body that the sentence begins with, where it is no committee and no person that a class knows."""
        provision = group[0].passage.provision
        addressee = self.rewriter.rewrite(provision.addressee or "")
        text = house_form(group[0].passage.text)
        said = house_form(provision.addressee or "")
        if not said or addressed(said, self.superior):
            return None
        heading = next((section.title or "" for section in self.directive.sections if section.id == provision.section), "")
        if provision.inherited and house_form(heading).rstrip(" .:") == said:
            return capital(addressee)
        if provision.inherited or not text.startswith(said):
            return None
        return capital(addressee) if self.rewriter.rewrite(group[0].passage.text).startswith(addressee) else None

    def _lead_lines(self) -> list[Line]:
        lines = []
        own = [group for group in self._own_organising() if not self._foreign_subject(group)]
        for group in [*own, *self._sentences("members")]:
            lines.append(self._without_subject(self._sentence(group)))
        if "office" not in self.unit.organs or self.voice.cell:
            lines.extend(self._without_subject(self._sentence(group)) for group in self._sentences("report-up"))
        return lines

    def _without_subject(self, line: Line) -> Line:
        """Part IV names the body once: "Đảng ủy phân công …" under the item "Đảng ủy" begins with the verb."""
        first = line.pieces[0]
        names = [self.voice.lead, self.voice.me, self.unit.organs.get("government") or "\ue1ff"]
        for name in names:
            if isinstance(first, str) and first.startswith(name + " "):
                return replace(line, pieces=(first[len(name) + 1 :], *line.pieces[1:]))
        return line

    def _lower_lines(self) -> list[Line]:
        lines = []
        spread = next((duty for duty in self.duties if duty.fate == "spread"), None)
        if spread:
            name = "organisation.spread_lower" if self.voice.party else "organisation.spread_state"
            pieces = say(name, directive=self._again())
            lines.append(Line(pieces, "", spread.passage.provision.id, spread.passage.anchor, phrase=name))
        plan = self._lower_plan()
        if plan:
            lines.append(plan)
        lines.extend(_of_the_cells(self._sentence(group)) for group in self._sentences("lower"))
        lines.extend(self._lower_proposals())
        report = self._lower_report()
        if report:
            lines.append(report)
        if self.row and self.row.by_quarter and not self.zero:
            pieces = say("organisation.report_quarterly", self=self.voice.issuer, office=self._office(), day=self._quarter_day())
            lines.append(Line(pieces, phrase="organisation.report_quarterly"))
        return lines

    def _lower_plan(self) -> Line | None:
        order = next((duty for duty in self.duties if duty.fate == "lower-plan"), None)
        yearly = self._yearly_plan_day()
        own = "chi bộ" if not self.voice.two_tier else "đơn vị"
        if yearly:
            day, duty = yearly
            named = re.search(r"[Kk]ế hoạch( [^,;.()]{3,40}?) của ", house_form(duty.passage.text))
            about = numbered(named[1], duty.passage.anchor, self.directive) if named else ""
            pieces = say(
                "organisation.plan_lower_yearly", about=about, lower_own=own, self=self.voice.issuer, office=self._office(), day=day
            )
            return Line(pieces, "", duty.passage.provision.id, duty.passage.anchor, phrase="organisation.plan_lower_yearly")
        if (
            self.voice.party
            and order is None
            and not any(re.search(r"kế hoạch[^;]*(?:cấp|đơn vị) mình", duty.passage.text) for duty in self.duties if duty.fate == "own")
        ):
            return None
        name = "organisation.plan_lower" if self.row and self.row.value else "organisation.plan_lower_no_quota"
        if not self.voice.party:
            pieces = say("organisation.plan_lower_state", self=self.voice.issuer, office=self._office(), day=blank("lower.plan.day"))
            anchor = order.passage.anchor if order else None
            return Line(pieces, "", order.passage.provision.id if order else None, anchor, phrase="organisation.plan_lower_state")
        pieces = say(name, lower_own=own, self=self.voice.issuer, office=self._office(), day=blank("lower.plan.day"))
        return Line(pieces, "", order.passage.provision.id if order else None, order.passage.anchor if order else None, phrase=name)

    def _yearly_plan_day(self) -> tuple[Piece, Duty] | None:
        """The lower units' yearly day: the superior's "trước ngày 25/01 hằng năm" less lead_days, blank without them."""
        for deadline in self.directive.deadlines:
            rule = re.fullmatch(r"FREQ=YEARLY;BYMONTH=(\d+);BYMONTHDAY=(\d+)", deadline.rrule or "")
            if not rule:
                continue
            day_said = re.compile(rf"\b0?{rule[2]}/0?{rule[1]}\b")
            own = (d for d in self.duties if d.fate == "own" and day_said.search(d.passage.text))
            duty = next((d for d in own if _orders_plan(d, deadline.anchor)), None)
            if duty is None:
                continue
            if self.unit.lead_days is None:
                return blank("lower.plan.day"), duty
            day = dt.date(2001, int(rule[1]), int(rule[2])) - dt.timedelta(self.unit.lead_days)
            text = f"{day.day:02d}/{day.month:02d}" if day.month <= 2 or day.month >= 10 else f"{day.day:02d}/{day.month}"
            return Number(
                text, value_of(text), "deadline.lower.plan", "computed", deadline.anchor, (f"deadline.{deadline.id}", "profile.lead_days")
            ), duty
        return None

    def _lower_proposals(self) -> list[Line]:
        """The committee reviews, its cells propose in time: "Định kỳ hằng tháng, đề nghị Đảng ủy bổ sung …"."""
        lines = []
        for duty in self.duties:
            match = sign("review").match(self.rewriter.rewrite(duty.passage.text)) if duty.fate == "own" else None
            if match:
                what = numbered(match[2].rstrip(" .,"), duty.passage.anchor, self.directive)
                pieces = say("organisation.propose", rhythm=match[1], self=self.voice.me, what=what, day=blank("lower.report.day"))
                lines.append(Line(pieces, "", duty.passage.provision.id, duty.passage.anchor, phrase="organisation.propose"))
        return lines

    def _lower_report(self) -> Line | None:
        """The lower units report in time for the unit's own single report: the superior's day less lead_days."""
        for duty in self.duties:
            due = self._single_day(duty) if duty.fate == "report-up" else None
            if due is None:
                continue
            deadline, last = due
            pieces = say("organisation.report_once", self=self.voice.issuer, office=self._office(), day=self._own_day(deadline, last))
            return Line(pieces, "", duty.passage.provision.id, duty.passage.anchor, phrase="organisation.report_once")
        return None

    def _single_day(self, duty: Duty) -> tuple[Deadline, dt.date] | None:
        place = duty.passage.anchor
        for deadline in self.directive.deadlines:
            same = deadline.anchor.block == place.block and deadline.anchor.start < place.end and place.start < deadline.anchor.end
            if same and deadline.due and not deadline.rrule:
                return deadline, dt.date.fromisoformat(deadline.due)
        return None

    def _own_day(self, deadline: Deadline, last: dt.date) -> Piece:
        """Own day before the superior's: never on a weekend, blank where nobody said how long before or no time is left."""
        if self.unit.lead_days is None:
            return blank("lower.report.day")
        day = last - dt.timedelta(self.unit.lead_days)
        day -= dt.timedelta(max(0, day.weekday() - 4))
        if day < (self.date or dt.date.today()) + dt.timedelta(3):
            self.findings.append(finding("deadline-too-short", deadline.anchor, day=date_text(last.isoformat())))
            return blank("lower.report.day")
        text = date_text(day.isoformat())
        operands = (f"deadline.{deadline.id}", "profile.lead_days")
        return Number(text, value_of(text), "deadline.lower.report", "computed", deadline.anchor, operands)

    def _quarter_day(self) -> Piece:
        for duty in self.duties:
            match = re.search(r"trước ngày (\d{1,2}) (?:của )?tháng cuối (?:của )?quý", duty.passage.text)
            if match and duty.fate != "excluded" and self.unit.lead_days is not None:
                day = int(match[1]) - self.unit.lead_days
                if day >= 1:
                    return Number(
                        f"{day:02d}", day, "deadline.lower.report", "computed", duty.passage.anchor, ("deadline", "profile.lead_days")
                    )
                self.findings.append(finding("deadline-too-short", duty.passage.anchor, day=match[1]))
        return blank("lower.report.day")

    def _office_line(self, office: _Body) -> Line | None:
        """Collecting and reporting, mirrored from the superior's own organ or asked of the unit itself."""
        source = next((duty for duty in self.duties if _collects(duty)), None) or next(
            (d for d in self.duties if d.fate in ("report-up", "difficulty")), None
        )
        if source is None or not self.superior.short:
            return None
        own = next((duty for duty in self.duties if duty.fate == "report-up"), None)
        if own is not None and office.name != self.voice.lead:
            text = small(sign("day").sub("", self.rewriter.rewrite(own.passage.text)))
            text = re.sub(rf"^{self.voice.lead} ", "", capital(text))
            pieces = say(
                "organisation.advise", self=self.voice.issuer, duty=numbered(ended(small(text)), own.passage.anchor, self.directive)
            )
            return Line(pieces, "", own.passage.provision.id, own.passage.anchor, phrase="organisation.advise")
        collects = self._yearly_plan_day() is not None or bool(self._lower_proposals())
        if collects and office.name != self.voice.lead:
            upwards = say("organisation.and_reports", superior=self.superior.short, channel=self._channel())
            pieces = say(
                "organisation.office_collects", lower=self.voice.below_bare, self=self.voice.me, directive=self._again(),
                reports=upwards if self._reports_up(source) else "",
            )  # fmt: skip
            return Line(pieces, "", source.passage.provision.id, source.passage.anchor, phrase="organisation.office_collects")
        pieces = say("organisation.office", self=self.voice.issuer, superior=self.superior.short, channel=self._channel())
        if office.name == self.voice.lead:
            pieces = say("organisation.assign", self="", body=blank("organ.office"), duty=_small_first(pieces))
            pieces = tuple(piece.lstrip() if place == 0 and isinstance(piece, str) else piece for place, piece in enumerate(pieces))
            self.findings.append(finding("organ-unknown", organ="cơ quan tổng hợp (organs.office)"))
        return Line(pieces, "", source.passage.provision.id, source.passage.anchor, phrase="organisation.office")

    @staticmethod
    def _reports_up(source: Duty) -> bool:
        return bool(re.search(r"báo cáo", source.passage.text))

    def _organ_lines(self, organs: dict[str, _Body]) -> None:
        for duty in self.duties:
            if duty.fate != "organ" or duty.organ is None:
                continue
            if duty.organ == "advisory":
                self._advisory(duty, organs)
            elif not _collects(duty) and (name := self._counterparts(duty)):
                organs.setdefault(name, _Body(name)).lines.append(self._organ_line(duty))

    def _counterparts(self, duty: Duty) -> str:
        """The unit's own bodies for an organ's duty; police and army named together share an item."""
        asked: list[Organ] = [duty.organ]  # type: ignore[list-item]
        who = house_form(duty.passage.provision.addressee or duty.passage.text).lower()
        if duty.organ in ("police", "military"):
            asked = [organ for organ, word in (("police", "công an"), ("military", "quân sự")) if word in who]  # type: ignore[misc]
        return ", ".join(name for organ in asked if (name := self.unit.counterpart(organ)))

    def _advisory(self, duty: Duty, organs: dict[str, _Body]) -> None:
        """The superior's organs watch together; here each does its part: one checks, one teaches, the office collects."""
        place, provision = duty.passage.anchor, duty.passage.provision.id
        if not re.search(r"kiểm tra|giám sát|theo dõi|đôn đốc", duty.passage.text):
            return
        if (name := self.unit.organs.get("propaganda")) and (number := self._teaching_item()):
            reference = Number(str(number), number, "plan.reference", "computed")
            pieces = say("organisation.teaching", self=self.voice.me, number=reference)
            organs.setdefault(name, _Body(name)).lines.append(Line(pieces, "", provision, place, phrase="organisation.teaching"))
        if (name := self.unit.organs.get("inspection")) and re.search(r"kiểm tra|giám sát", duty.passage.text):
            pieces = say("organisation.inspection", self=self.voice.me, directive=self._again())
            organs.setdefault(name, _Body(name)).lines.append(Line(pieces, "", provision, place, phrase="organisation.inspection"))

    def _teaching_item(self) -> int | None:
        """The block of part III on political education, by its number."""
        items = enumerate(self._tasks(), 1)
        return next((number for number, item in items if item.heading and sign("teaching").search(item.heading)), None)

    def _organ_line(self, duty: Duty) -> Line:
        """The superior's organ's duty as the unit's own organ has it, without the subject."""
        text = _own_words(self._verb_phrase(duty.passage.text, duty.passage.provision.addressee), duty)
        place = duty.passage.anchor
        pieces = numbered(ended(text), place, self.directive)
        if duty.organ == "inspection":
            pieces = ("Tham mưu ", *_small_first(pieces))
        return Line(joined(pieces), "", duty.passage.provision.id, place)

    def _verb_phrase(self, text: str, addressee: str | None = None, *, front: bool = False) -> str:
        """What has to be done, without who: "Giao Ban Tổ chức Huyện ủy hướng dẫn …" → "Hướng dẫn …"."""
        rewritten = house_form(text)
        named = re.match(rf"(?:(?:Giao|Đề nghị|Yêu cầu) )?{re.escape(house_form(addressee))}[,:]? (?=\w)", rewritten) if addressee else None
        match = _SUBJECT.match(rewritten)
        if named:
            rewritten = rewritten[named.end() :]
        elif match and addressed(rewritten, self.superior):
            rewritten = rewritten[match.end() :]
        return capital(self.rewriter.rewrite(rewritten, front=front))

    def _front_with_duties(self) -> str | None:
        """Mặt trận and the organisations, where the plan gives them work."""
        return self._front_name() if any(duty.fate == "front" for duty in self.duties) and not self.voice.cell else None

    def _front_name(self, group: list[Duty] | None = None) -> str | None:
        """Mặt trận, or the organisations alone where the directive asks them alone (of these duties, else of all)."""
        if self.voice.cell:
            return self.unit.organs.get("union")
        duties = group or [duty for duty in self.duties if duty.fate == "front"]
        asked = [house_form(duty.passage.provision.addressee or duty.passage.text) for duty in duties]
        if asked and "organisations" in self.unit.organs and not any(re.search(r"Mặt trận|MTTQ", words) for words in asked):
            return self.unit.organs["organisations"]
        return self.unit.organs.get("front") or self.unit.organs.get("organisations")

    def _asked(self, name: str | None) -> str:
        return phrase("organisation.ask").format(body=name) if self.unit.ask_organisations else name or ""

    def _front_line(self, group: list[Duty]) -> Line:
        texts = [_own_words(self._verb_phrase(duty.passage.text, duty.passage.provision.addressee, front=True), duty) for duty in group]
        place = _span([duty.passage for duty in group])
        text = ended("; ".join([texts[0], *(small(text) for text in texts[1:])]))
        pieces = numbered(text, place, self.directive)
        if not self._front_name(group):
            pieces = say("organisation.assign", self="", body=blank("organ.front"), duty=_small_first(pieces))
            pieces = (str(pieces[0]).lstrip(), *pieces[1:])
        return Line(pieces, "", group[0].passage.provision.id, place)

    def _office(self) -> Pieces:
        name = self.unit.organs.get("office") or self.unit.organs.get("organisation")
        return say("organisation.through", organ=name) if name else ()

    def _channel(self) -> Pieces:
        return say("organisation.through", organ=self.superior.channel) if self.superior.channel else ()

    # ── closing, foot, appendix ───────────────────────────────────────────────────────────────────────────────────

    def _closing(self) -> tuple[Line, ...]:
        source = next((duty for duty in self.duties if duty.fate == "difficulty"), None)
        if self.voice.cell:
            name = "closing.upwards_cell"
        else:
            name = "closing.upwards_lower_channel" if self.superior.channel and self.superior.short else "closing.upwards_lower"
        if self.voice.cell and not self.superior.short:
            return ()
        pieces = say(
            name,
            lower=self.voice.below_bare + (f", {front}" if (front := self._front_with_duties()) else ""),
            self=self.voice.issuer,
            office=self._office(),
            superior=self.superior.short or "",
            channel=self._channel(),
        )
        anchor = source.passage.anchor if source else None
        return (Line(pieces, "", source.passage.provision.id if source else None, anchor, phrase=name),)

    def _foot(self) -> Foot:
        signatory = self.unit.signatory
        authority = "BAN THƯỜNG VỤ" if self.voice.issuer.startswith("Ban Thường vụ") else self.voice.me.upper()
        return Foot(
            recipients=tuple(dict.fromkeys(self._recipients())),
            authority=signatory.authority or (f"T/M {authority}" if self.voice.party else self._state_authority()),
            position=signatory.position or blank("signatory.position"),
            name=signatory.name or blank("signatory.name"),
        )

    def _state_authority(self) -> Piece:
        """ "TM. ỦY BAN NHÂN DÂN"; of another authority nobody said who signs."""
        return "TM. ỦY BAN NHÂN DÂN" if self.voice.full.startswith("Ủy ban nhân dân") else blank("signatory.position")

    def _recipients(self) -> list[str]:
        report = phrase("recipients.report_2026" if self.style == "2026" else "recipients.report")
        upwards = [
            body for body in (self.superior.short, *(re.split(r",\s*", self.superior.channel) if self.superior.channel else ())) if body
        ]
        names = [report.format(body=capital(body)) for body in upwards]
        names.append(phrase("recipients.members").format(member=self.voice.member))
        for body in self._bodies_named():
            names.append(capital(body))
        names.append(capital(self.voice.below))
        names.extend(line for line in self.unit.recipients if not line.startswith("Lưu"))
        keep = self.unit.organs.get("office") if not self.voice.cell else "Chi bộ"
        own = next((line for line in self.unit.recipients if line.startswith("Lưu")), None)
        kept = phrase("recipients.keep").format(place=keep or self.voice.me) if self.voice.party else phrase("recipients.keep_state")
        return [*names, own or kept]

    def _bodies_named(self) -> list[str]:
        named = [
            self.unit.organs.get(organ)
            for organ in (
                "inspection",
                "propaganda",
                "training",
                "government",
                "front",
                "organisations",
                "union",
                "youth",
                "police",
                "military",
            )
        ]
        drawn = " ".join(str(body.name) for body in self._bodies_quietly()) + " ".join(line.text for line in self._task_text())
        found = [name for name in named if name and name in drawn]
        found += [] if self.voice.cell else [str(body.name) for body in self._named_bodies()]
        return [name for name in found if not any(name != other and small(name) in other for other in found)]

    def _bodies_quietly(self) -> list[_Body]:
        before = list(self.findings)
        bodies = self._bodies()
        self.findings = before
        return bodies

    def _task_text(self) -> list[Line]:
        return [line for item in self._tasks() for line in item.lines]

    def _appendix(self) -> Appendix | None:
        shares, row = self.shares, self.row
        if shares is None or row is None:
            return None
        new = "_2026" if self.style == "2026" else ""
        code = self._code()
        subject = house_form(self.directive.subject or "")
        parts = [house_form(part.part or "") for part in row.parts] if shares.parts else []
        columns: list[tuple[str, str | None]] = [
            (phrase("appendix.number"), None),
            (phrase("appendix.name").format(lower_one=self.voice.one_below), None),
        ]
        columns.append((house_form(row.measure), None))
        columns.extend((self._group_head(), part) for part in parts)
        rows = [self._appendix_row(place) for place in range(len(shares.lower))]
        rows.append(self._total_row())
        name = f"appendix.caption{new}" if self.voice.party else "appendix.caption_state"
        caption = say(name, number=blank("appendix.number"), code=code, day=blank("appendix.day"), issuer=self._issuer())
        target = self.total_target[0] if self.total_target else None
        counted = re.sub(r"\s*mới$", "", house_form(target.unit)) if target and target.unit else ""
        title = phrase(f"appendix.title{new}").format(subject=subject)
        return Appendix(phrase(f"appendix.heading{new}"), title, caption, counted, tuple(columns), tuple(rows))

    def _group_head(self) -> str:
        return "Chia ra theo quý" if self.row and self.row.by_quarter else "Trong đó"

    def _appendix_row(self, place: int) -> AppendixRow:
        shares = self.shares
        assert shares is not None
        cells: list[str | Number | None] = [
            Number(str(place + 1), place + 1, "appendix.ordinal", "computed"),
            shares.lower[place].name,
            self._share(shares.totals[place], f"allocation.{place + 1}.total"),
        ]
        if shares.parts:
            cells.extend(self._share(value, f"allocation.{place + 1}.part.{part}") for part, value in enumerate(shares.parts[place], 1))
        return AppendixRow(tuple(cells))

    def _share(self, value: int, name: str) -> Number:
        return Number(plain(value), value, name, "allocation", operands=("quota.total", "profile.lower"))

    def _total_row(self) -> AppendixRow:
        shares, row = self.shares, self.row
        assert shares is not None and row is not None
        count = len(shares.lower)
        total = sum(shares.totals)
        cells: list[str | Number | None] = [None, phrase("appendix.total")]
        cells.append(
            Number(
                plain(total), total, "allocation.total", "computed", operands=tuple(f"allocation.{i}.total" for i in range(1, count + 1))
            )
        )
        for part in range(len(shares.parts[0]) if shares.parts else 0):
            value = sum(line[part] for line in shares.parts)
            operands = tuple(f"allocation.{i}.part.{part + 1}" for i in range(1, count + 1))
            cells.append(Number(plain(value), value, f"allocation.part.{part + 1}", "computed", operands=operands))
        return AppendixRow(tuple(cells), total=True)

    # ── what became of each duty ──────────────────────────────────────────────────────────────────────────────────

    def _obligations(self, plan: Plan) -> tuple[Obligation, ...]:
        places = list(plan.places())
        found = []
        for duty in self.duties:
            anchor, said = duty.passage.anchor, duty.passage.text
            where = tuple(dict.fromkeys(place for place, line in places if line.anchor and _within(anchor, line.anchor)))
            provision = duty.passage.provision.id
            if duty.fate == "excluded":
                found.append(Obligation(provision, said, anchor, "excluded", (), duty.reason))
            elif where:
                mirrored = duty.fate in ("organ", "front", "government") or (duty.fate == "turned")
                found.append(Obligation(provision, said, anchor, "mirrored" if mirrored else "covered", where))
            else:
                found.append(self._unplaced(duty))
        return tuple(found)

    def _unplaced(self, duty: Duty) -> Obligation:
        provision, said, anchor = duty.passage.provision.id, duty.passage.text, duty.passage.anchor
        if duty.fate == "lower-plan":
            return Obligation(provision, said, anchor, "covered", ("căn cứ",), reason("the-plan-itself"))
        if duty.fate == "organ":
            who = duty.passage.provision.addressee or ""
            return Obligation(provision, said, anchor, "excluded", (), reason("superior-organ", who=who))
        if duty.fate == "total":
            return Obligation(provision, said, anchor, "excluded", (), reason("superior-total"))
        if duty.fate in ("spread", "difficulty", "report-up", "by-date"):
            return Obligation(provision, said, anchor, "by-date", ("Nơi nhận",))
        self.findings.append(finding("duty-unplaced", anchor, duty=said))
        return Obligation(provision, said, anchor, "excluded", (), phrases()["reasons"]["heading"])


_CODES = {"Chi bộ": "CB", "Đảng ủy": "ĐU", "Huyện ủy": "HU", "Quận ủy": "QU", "Thị ủy": "TU", "Thành ủy": "TU", "Tỉnh ủy": "TU"}

# ── small pieces ──────────────────────────────────────────────────────────────────────────────────────────────────────

_SUBJECT = re.compile(rf"^(?:Giao |Đề nghị |Yêu cầu )?.{{3,110}}?(?:(?<= )|(?<=, ))(?=(?:{VERBS})\b)")
_PAPER = "(?:Nghị quyết|Chỉ thị|Kế hoạch|Kết luận|Công văn|Quy định|Hướng dẫn|Quyết định|Chương trình|Đề án|Thông báo) (?:số )?\\d"
_CITED = re.compile(rf"^(?:và )?{_PAPER}")
_PAPERS_AFTER = re.compile(rf"(.*?\b(?:thực hiện|triển khai)(?: thực hiện)?(?: nghiêm| tốt| có hiệu quả| nghiêm túc)*) (?={_PAPER})")


def _is_citation(text: str) -> bool:
    return bool(_CITED.match(text))


def _before(group: list[Duty], papers: list[Duty]) -> str:
    """The clause that opens a list of papers: "triển khai thực hiện tốt Kế hoạch số …"."""
    if not papers or group[0] is papers[0]:
        return ""
    return house_form(group[group.index(papers[0]) - 1].passage.text)


_BOUND = r"(?:(?:ít nhất|tối thiểu|không dưới|không ít hơn|trên|từ|khoảng|hơn|đạt|được)\s+)*"


def _own_words(text: str, duty: Duty) -> str:
    """A mirrored duty without what is only the superior organ's: its single day, its own count."""
    text = sign("day").sub("", text)
    target = duty.target
    if target is None or target.each or target.unit == "%":
        return text
    bounds = {value for value in (target.low, target.high) if value is not None}
    for match in FIGURE.finditer(text):
        if value_of(match[0]) in bounds:
            cut = re.compile(rf"{_BOUND}{re.escape(match[0])}(?:\s*(?:-|–|đến)\s*\d[\d.]*)?\s+")
            text = re.sub(r"\s+trở lên\b", "", cut.sub("", text, count=1))
            break
    return text


def _is_check(text: str) -> bool:
    return bool(
        re.match(r"(?:[Tt]hường xuyên |Định kỳ |Tăng cường )?(?:kiểm tra|giám sát|đôn đốc|Kiểm tra|Giám sát|Đôn đốc)\b", text)
    ) or bool(re.search(r"^Đưa .*tiêu chí .*(?:thi đua|đánh giá|xếp loại)", text))


def _collects(duty: Duty) -> bool:
    return (
        duty.fate == "organ"
        and bool(re.search(r"tổng hợp|báo cáo|theo dõi|đôn đốc", duty.passage.text))
        and duty.organ in ("office", "organisation", "advisory")
    )


def _topics() -> list[tuple[str, list[str]]]:
    return [(topic["label"], topic["words"]) for topic in phrases()["topic"]]


def _topic(beginning: str) -> str | None:
    return next((label for label, _ in _topics() if label.startswith(beginning)), None)


def _span(group: list[Passage]) -> Anchor:
    """From the first clause to the last, in the words of the provision."""
    first, last, whole = group[0].anchor, group[-1].anchor, group[0].provision.anchor
    if first.block != last.block or first.block != whole.block:
        return first
    quote = whole.quote[first.start - whole.start : last.end - whole.start]
    return Anchor(first.page, first.block, first.start, last.end, first.bbox, quote, first.table, first.row, first.column)


def _within(inner: Anchor, outer: Anchor) -> bool:
    return inner.block == outer.block and outer.start <= inner.start and inner.end <= outer.end


def _orders_plan(duty: Duty, place: Anchor) -> bool:
    """A plan of the unit's own is due there: "Kế hoạch … gửi về … trước ngày 25/01 hằng năm"."""
    mine = duty.passage.anchor
    overlaps = mine.block == place.block and mine.start < place.end and place.start < mine.end
    return overlaps and bool(re.search(r"kế hoạch[^;]*(?:gửi|xây dựng)|(?:gửi|xây dựng)[^;]*kế hoạch", duty.passage.text.lower()))


def _run_in(body: _Body) -> Line:
    """ "4." + "Văn phòng Đảng ủy" + "Theo dõi …" → "Văn phòng Đảng ủy theo dõi …"."""
    line = body.lines[0]
    name: Pieces = (capital(body.name), " ") if isinstance(body.name, str) else (body.name, " ")
    return replace(line, pieces=joined([*name, *_small_first(line.pieces)]), bullet="")


def _of_the_cells(line: Line) -> Line:
    """ "Đối với các chi bộ, tổ chức sinh hoạt …" under the item of the cells begins with the verb."""
    first = line.pieces[0]
    bare = re.sub(r"^Đối với (?:các )?chi bộ(?: trực thuộc)?[,:]\s*", "", first) if isinstance(first, str) else first
    return line if bare == first or not isinstance(bare, str) else replace(line, pieces=(capital(bare), *line.pieces[1:]))


def _small_first(pieces: Pieces) -> Pieces:
    if pieces and isinstance(pieces[0], str):
        return (small(pieces[0]), *pieces[1:])
    return pieces


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


def _renumbered(items: list[Item]) -> list[Item]:
    return [replace(item, label=f"{place}.") for place, item in enumerate(items, 1)]

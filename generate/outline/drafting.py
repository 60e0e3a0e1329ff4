"""What every part of the plan is drawn from: who plans, the directive's duties and quota, and sentences in the unit's voice."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace

from extract.directive import Anchor, Directive, Finding, Period, Target
from generate import citation, rulebook
from generate.addressees import addressed, without_subject
from generate.duties import duties
from generate.fates import Duty
from generate.findings import finding
from generate.numbers import numbered
from generate.outline.place import led_by
from generate.passages import Passage
from generate.phrases import blank, joined, reason, say
from generate.plan import Bullet, Line, Piece, Pieces
from generate.quota import Row, ShareOut, main_row, quota_rows, share_out
from generate.rewriting import Rewriter
from generate.signs import says, sign
from generate.unit import Unit
from generate.usual_bodies import usual_bodies
from generate.voice import DISTRICTS, TWO_TIER, Superior, state_side, superior_of, voice_of
from generate.wording import VERB, capital, ended, house_form, small

_CODES = {"Chi bộ": "CB", "Đảng ủy": "ĐU", "Huyện ủy": "HU", "Quận ủy": "QU", "Thị ủy": "TU", "Thành ủy": "TU", "Tỉnh ủy": "TU"}

LONGEST_SENTENCE = 120
"""Words of a sentence of several clauses that a reader still takes in at once."""
PAPER = "(?:Nghị quyết|Chỉ thị|Kế hoạch|Kết luận|Công văn|Quy định|Hướng dẫn|Quyết định|Chương trình|Đề án|Thông báo) (?:số )?\\d"

_TELLS, _ADVISES = re.compile("báo cáo|gửi|trình"), re.compile("(?i)tham mưu")
_CITED = re.compile(rf"^(?:và )?{PAPER}")


class Drafting:
    """One unit's plan of one directive while it is drawn up; `findings` grow on the way."""

    def __init__(self, directive: Directive, unit: Unit, date: dt.date | None, book: str | None) -> None:
        self.superior: Superior = superior_of(directive, unit)
        self.directive, self.date = directive, date
        self.day = _working_day(directive, self.superior, date)
        self.voice = voice_of(unit, self.superior, date)
        usual = usual_bodies(unit, self.voice.me, self.day) if self.superior.party else {}
        self.unit = unit.model_copy(update={"organs": usual or unit.organs}) if self.superior.party else state_side(unit)
        unit = self.unit
        self.above = self.superior.reports_to(unit)
        self.voice = voice_of(unit, self.superior, date)
        self.takes_over = unit.is_commune and self.day >= TWO_TIER and _is_of_three_tiers(directive)
        chosen = rulebook.choose(date, party=self.superior.party).name
        self.rulebook = book if book and self.superior.party else chosen
        self.style: citation.Style = "2026" if self.rulebook == "party-2026" else "2018"
        self.rows = quota_rows(directive, unit)
        self.row = main_row(self.rows)
        self.findings: list[Finding] = [finding("usual-bodies", bodies=", ".join(dict.fromkeys(usual.values())))] if usual else []
        quota = self.row.value if self.row else None
        self.zero = quota == 0
        cited = tuple(reference.anchor.quote for reference in directive.references)
        again = citation.again_text(directive, self.style)
        self.rewriter = Rewriter(
            unit, self.voice, self.superior, again, quota_zero=self.zero, day=self.day, cited=cited, from_scan=directive.source.ocr
        )
        self.duties = duties(directive, unit, self.superior, quota, two_tier=self.takes_over)
        self.leaders = self._leaders()
        self.below_alone = self.voice.below
        if self.leaders:
            names = ", ".join(self.leaders)
            below, bare = f"{names}, {self.voice.below}", f"{names}, {self.voice.below_bare}"
            self.voice = replace(self.voice, below=below, below_bare=bare)
        self.total_target = self._total_target()
        self.is_code = any(duty.reason == reason("code") for duty in self.duties)
        self._shortened = _shortened_papers(directive)
        self._first_said: dict[str, tuple[int, int]] = {}
        self._titled: set[str] = set()
        self.shares: ShareOut | None = None
        if self.row and not self.voice.cell:
            self.shares, found = share_out(self.row, unit)
            self.findings.extend(found)

    def _leaders(self) -> tuple[str, ...]:
        """Bodies of the unit's own place that the state's directive gives work of their own: ("Trạm Y tế xã",)."""
        kind = self.voice.kind
        if self.voice.party or not self.unit.is_commune or not kind:
            return ()
        own = (duty for duty in self.duties if duty.fate == "own" and duty.passage.role == "tasks")
        asked = [said for duty in own for said in (duty.passage.text, f"{duty.passage.provision.addressee or ''} tổ chức")]
        named = (led_by(self.rewriter.rewrite(said), kind) for said in asked)
        return tuple(dict.fromkeys(name for name in named if name))

    def the_row(self) -> Row:
        assert self.row is not None
        return self.row

    def code(self) -> Piece:
        """The short sign of the issuer in the plan's number: "ĐU", "HU", of a cell "CB"; of a body that has no set sign a blank."""
        if self.voice.party:
            return self.unit.code or _CODES.get(self.voice.me, "ĐU")
        return self.unit.code or ("UBND" if self.voice.full.startswith("Ủy ban nhân dân") else blank("code"))

    def issuer(self) -> Pieces:
        """Who issues the plan; a figure in its name ("Trường số 1") is a number too."""
        return numbered(self.voice.issuer_full, None, self.directive, profile=True)

    def again(self) -> Pieces:
        return citation.again(self.directive, self.style)

    def sentences(self, fate: str) -> list[list[Duty]]:
        """Duties of this fate, neighbouring clauses of one sentence together."""
        groups: list[list[Duty]] = []
        previous: Duty | None = None
        for duty in self.duties:
            if duty.fate == "joined":
                continue
            if duty.fate == fate:
                if previous is not None and previous.fate == fate and previous.passage.sentence == duty.passage.sentence:
                    groups[-1].append(duty)
                else:
                    groups.append([duty])
            previous = duty
        return [part for group in groups for part in _of_a_readable_length(group, self.superior)]

    def sentence(self, group: list[Duty], *, bullet: Bullet = "", aims: bool = False, front: bool = False) -> Line:
        """The clauses of one sentence rewritten and joined again."""
        texts = [self.rewriter.rewrite(self._in_own_name(duty), aims=aims, front=front) for duty in group]
        texts = [text for text in texts if text]
        joined_text = texts[0] if texts else ""
        for text in texts[1:]:
            goes_on = re.match(r"(?i)(?:nhất là|đặc biệt là)\b", text)
            joined_text += f"{', ' if goes_on else '; '}{text if is_citation(text) else small(text)}"
        place = span([duty.passage for duty in group])
        joined_text = self._in_full(joined_text, place)
        pieces = numbered(ended(capital(self.advised(joined_text))), place, self.directive)
        return Line(pieces, bullet, group[0].passage.provision.id, place)

    def run_in_title(self, passage: Passage) -> str | None:
        """What the paragraph says before its colon, where no heading of the plan does: "Hậu cần: tiền ăn thêm … không dưới …"."""
        section = next((section for section in self.directive.sections if section.id == passage.provision.section), None)
        title = house_form(section.title or "").strip(" .:") if section else ""
        runs_in = section is not None and section.anchor.block == passage.provision.anchor.block and section.id != passage.block
        if not runs_in or not title or addressed(title, self.superior) or says("says-nothing", title):
            return None
        return None if passage.provision.id in self._titled else title

    def titled(self, line: Line, passage: Passage) -> Line:
        """The line with the title that its paragraph begins with, once for each paragraph."""
        title = self.run_in_title(passage)
        if title is None or line.text.lower().startswith(title.lower()):
            return line
        self._titled.add(passage.provision.id)
        return replace(line, pieces=joined([f"{capital(title)}: ", *small_first(line.pieces)]))

    def advised(self, text: str, *, organ: str | None = None) -> str:
        """An organ of the unit (the subject, or `organ` under whose name the words stand) does not report past its committee.

        "Ban Xây dựng Đảng lập dự trù, báo cáo Ban Thường vụ Huyện ủy" → "… lập dự trù; tham mưu Đảng ủy báo cáo …".
        """
        if not self.above or not self.voice.party or not _TELLS.search(text) or _ADVISES.search(text):
            return text
        if organ:
            return self._past_the_committee(r"").sub(rf"\1; tham mưu {self.voice.issuer} \2 ", text)
        organs = (self.unit.organs.get(name) for name in ("office", "organisation", "propaganda", "inspection"))
        names = "|".join(re.escape(capital(name)) for name in dict.fromkeys(organs) if name)
        return (
            self._past_the_committee(rf"(?:[^;]{{3,60}}, )?(?:{names}) ").sub(rf"\1; tham mưu {self.voice.issuer} \2 ", text)
            if names
            else text
        )

    def _past_the_committee(self, subject: str) -> re.Pattern[str]:
        return re.compile(rf"^({subject}[^;]*?\w)(?:,| và)+ (báo cáo|gửi|trình) (?=(?:về )?{re.escape(self.above or '')})")

    def _in_full(self, text: str, place: Anchor) -> str:
        """ "Nghị quyết số 21-NQ/TW", which the directive explains in its opening only, in full where the plan names it first."""
        for short, full in self._shortened.items():
            if short in text and self._first_said.setdefault(short, (place.block, place.start)) == (place.block, place.start):
                text = text.replace(short, full, 1)
        return text

    def _in_own_name(self, duty: Duty) -> str:
        """ "Công an tỉnh, Quân sự tỉnh xây dựng phương án" said to one of them: "Đảng ủy xây dựng phương án"."""
        verb = self.verb_phrase(duty.passage.text, duty.passage.provision.addressee) if duty.named else ""
        said = house_form(duty.passage.text)
        led = duty.named and not says("thing", verb) and verb != capital(self.rewriter.rewrite(said))
        return f"{self.voice.lead} {small(verb)}" if led else duty.passage.text

    def verb_phrase(self, text: str, addressee: str | None = None, *, front: bool = False) -> str:
        """What has to be done, without who: "Giao Ban Tổ chức Huyện ủy hướng dẫn …" → "Hướng dẫn …"."""
        return capital(self.rewriter.rewrite(without_subject(text, addressee, self.superior), front=front))

    def as_written(self, text: str) -> str:
        """A heading in small letters with the capitals of the text's own names: "tháng hành động" → "Tháng hành động"."""
        for name in self._names_of_the_text():
            text = re.sub(rf"\b{name}\b", name, text, flags=re.IGNORECASE)
        return text

    def _names_of_the_text(self) -> list[str]:
        """Three words of which the first is large within sentences, twice at least and never small: "Tháng hành động"."""
        said = [house_form(provision.anchor.quote) for provision in self.directive.provisions]
        found = Counter(name for text in said for name in re.findall(r"(?<=[a-zà-ỹ] )[A-ZĐÀ-Ỹ][a-zà-ỹ]+ [a-zà-ỹ]+ [a-zà-ỹ]+", text))
        whole = " ".join(said)
        return [name for name, times in found.items() if times > 1 and small(name) not in whole]

    def _total_target(self) -> tuple[Target, Passage] | None:
        """The superior's own total of what the row is a part of: "Đảng bộ huyện kết nạp 200 đảng viên trở lên"."""
        for duty in self.duties:
            if duty.fate == "total" and duty.target and duty.target.action:
                return duty.target, duty.passage
        return None

    def period(self, source: Anchor | None = None, own: Period | None = None) -> Pieces:
        period = self.directive.period or own
        return numbered(capital(period.text), source, self.directive) if period else ()

    def measure_words(self) -> str:
        target = self.total_target[0] if self.total_target else None
        if target and target.action and target.unit:
            return f"{house_form(target.action)} {re.sub(r' mới$', '', house_form(target.unit))}"
        words = small(house_form(self.the_row().measure))
        return re.sub(r"^(?:tổng số|chỉ tiêu) ", "", words)

    def front_with_duties(self) -> str | None:
        """Mặt trận and the organisations, where the plan gives them work."""
        return self.front_name() if any(duty.fate == "front" for duty in self.duties) else None

    def front_name(self, group: list[Duty] | None = None) -> str | None:
        """Mặt trận, or the organisations alone where the directive asks them alone (of these duties, else of all)."""
        if self.voice.cell:
            return self.unit.associations
        duties = group or [duty for duty in self.duties if duty.fate == "front"]
        asked = [house_form(duty.passage.provision.addressee or duty.passage.text) for duty in duties]
        if asked and "organisations" in self.unit.organs and not any(re.search(r"Mặt trận|MTTQ", words) for words in asked):
            return self.unit.organs["organisations"]
        front, others = self.unit.organs.get("front"), self.unit.organs.get("organisations")
        both = any(re.search(r"(?:Mặt trận|MTTQ).*(?:Hội [A-ZĐ]|[Đđ]oàn\b|tổ chức chính trị|Liên đoàn)", words) for words in asked)
        if both and front and others and others not in front and "tổ chức" not in front:
            return f"{front}, {others}"
        return front or others

    def collector(self) -> str | None:
        """The unit's body that collects and reports: the counterpart of the one that the superior is reported to through."""
        organs = self.unit.organs
        organising = self.superior.channel is not None and addressed(self.superior.channel, self.superior) == "organisation"
        first, second = ("organisation", "office") if organising else ("office", "organisation")
        return organs.get(first) or organs.get(second)  # type: ignore[call-overload, no-any-return]

    def office(self) -> Pieces:
        name = self.collector()
        return say("organisation.through", organ=name) if name else ()

    def channel(self) -> Pieces:
        return say("organisation.through", organ=self.through) if self.through else ()

    @property
    def through(self) -> str | None:
        """The superior's organ that reports go through; of a paper that skips levels none is the unit's."""
        return self.superior.channel if self.above == self.superior.short else None


def _is_of_three_tiers(directive: Directive) -> bool:
    """Issued before the districts ended; where nobody read the day, a paper that gives them duties is."""
    if directive.issued_on:
        return directive.issued_on < TWO_TIER.isoformat()
    return any(sign("district").search(house_form(provision.addressee or "")) for provision in directive.provisions)


def _working_day(directive: Directive, superior: Superior, date: dt.date | None) -> dt.date:
    """The day by whose bodies the plan speaks: the draft's; without one today's, for a district's paper the paper's own."""
    if date is None and superior.word in DISTRICTS:
        return dt.date.fromisoformat(directive.issued_on) if directive.issued_on else TWO_TIER - dt.timedelta(1)
    return date or dt.date.today()


_SHORTENED = re.compile(rf"(?P<full>{PAPER}[^;()]*?) \((?:sau đây )?(?:viết|gọi) tắt là (?P<short>{PAPER}[^()]{{3,40}})\)")


def _shortened_papers(directive: Directive) -> dict[str, str]:
    """What stands for which paper: "Nghị quyết số … ngày … (viết tắt là Nghị quyết số 21-NQ/TW)"."""
    quotes = (house_form(provision.anchor.quote) for provision in directive.provisions)
    papers = (match for quote in quotes for match in _SHORTENED.finditer(quote))
    return {match["short"]: re.split(r"(?:, | và )(?=(?:Nghị quyết|Chỉ thị|Kết luận|Kế hoạch) số)", match["full"])[-1] for match in papers}


def starts_anew(text: str, superior: Superior) -> bool:
    """A clause that stands without the one before it: it begins with a verb, a body, a person or a case."""
    begins = VERB.match(text) or re.match(r"(?i)(?:đối với|trường hợp|người đứng đầu|đồng thời)\b", text)
    return bool(begins) or addressed(text, superior) in ("own", "communes", "area", "general", "persons", "residents")


def _of_a_readable_length(group: list[Duty], superior: Superior) -> list[list[Duty]]:
    """A sentence of more than `LONGEST_SENTENCE` words is cut where its clauses begin with a verb or a subject of their own."""
    words = sum(len(duty.passage.text.split()) for duty in group)
    if words <= LONGEST_SENTENCE or any(is_citation(duty.passage.text) for duty in group):
        return [group]
    parts: list[list[Duty]] = []
    for duty in group:
        if parts and not starts_anew(house_form(duty.passage.text), superior):
            parts[-1].append(duty)
        else:
            parts.append([duty])
    return parts


def is_citation(text: str) -> bool:
    return bool(_CITED.match(text))


def span(group: list[Passage]) -> Anchor:
    """From the first clause to the last, in the words of the provision."""
    first, last, whole = group[0].anchor, group[-1].anchor, group[0].provision.anchor
    if first.block != last.block or first.block != whole.block:
        return first
    quote = whole.quote[first.start - whole.start : last.end - whole.start]
    return Anchor(first.page, first.block, first.start, last.end, first.bbox, quote, first.table, first.row, first.column)


def within(inner: Anchor, outer: Anchor) -> bool:
    return inner.block == outer.block and outer.start <= inner.start and inner.end <= outer.end


def small_first(pieces: Pieces) -> Pieces:
    if pieces and isinstance(pieces[0], str):
        return (small(pieces[0]), *pieces[1:])
    return pieces

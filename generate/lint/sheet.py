"""A DOCX taken apart into the components of an official document, as far as they are found: head, title, body, foot, appendix."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from generate.presentation import Paragraph, Presentation, Run
from generate.rulebook import RuleBook
from generate.unit import Unit

SIGNING = re.compile(r"^(T/?M|K/?T|T/?L|T/?U|T/?UQ|P/?T|Q)(?:[./]| (?=\S))")
ADDRESS = re.compile(r"^Kính (?:gửi|trình)\b")
DRAFT = re.compile(r"(?i)\(?dự thảo\b")
DATED = re.compile(r"\bngày\b.*\btháng\b.*\bnăm\b")
ATTACHED = re.compile(r"(?i)(?:phụ lục|phụ biểu|biểu|mẫu)\b")
HYPHENS = re.compile(r"[-–—_*\s]{2,}")
HEAD_LINES = 30
LONG = 80
_TABS = re.compile(r"\t+|(?<!\s)(?<!Số)(?<!Số:)(?<!ngày)(?<!tháng)(?<!năm)\s{4,}(?![-/]|ngày|tháng|năm)")
"""What divides a line into columns; not the room left for a number or a day."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document taken apart: its components as far as they were found."""

    look: Presentation
    rules: RuleBook
    date: dt.date | None
    head: tuple[Paragraph, ...]
    motto: Paragraph | None
    names: tuple[Paragraph, ...]
    """The lines above the star or the number: superior, then issuer."""
    star: Paragraph | None
    number: Paragraph | None
    letter_subject: tuple[Paragraph, ...]
    """What a letter is about, under its number: "về việc đăng ký chỉ tiêu"."""
    place_and_date: Paragraph | None
    draft_mark: Paragraph | None
    kind: Paragraph | None
    title: tuple[Paragraph, ...]
    hyphens: Paragraph | None
    address: Paragraph | None
    """ "Kính gửi: …"."""
    body: tuple[Paragraph, ...]
    authority: Paragraph | None
    position: Paragraph | None
    name: Paragraph | None
    recipients_label: Paragraph | None
    recipients: tuple[Paragraph, ...]
    appendix: tuple[Paragraph, ...]
    units: tuple[Unit, ...] = ()
    """Whose papers these are, where units.toml says it."""
    attached: bool = False
    """No document of its own: an appendix or a form that came alone."""

    @property
    def headless(self) -> bool:
        """The file begins with the title or the text: its head was never in it."""
        return not (self.motto or self.number or self.place_and_date or self.names)

    @property
    def issuer(self) -> tuple[Paragraph, ...]:
        """The bold lines at the end of the names; without any the last line."""
        bold = [paragraph for paragraph in self.names if paragraph.bold]
        return tuple(bold) or self.names[-1:]

    @property
    def superior(self) -> tuple[Paragraph, ...]:
        return self.names[: self.names.index(self.issuer[0])] if self.names else ()

    @property
    def letter(self) -> bool:
        """A công văn: a number without kind and no title."""
        return self.kind is None and bool(self.number and re.search(r"-CV/|/(?!\w+-)[^-/\s]+$|/UBND-|/HĐND-", text_of(self.number)))

    def running(self) -> list[Paragraph]:
        """Paragraphs of running text: long enough to wrap, not headings."""
        return [paragraph for paragraph in self.body if len(text_of(paragraph)) > LONG and not paragraph.bold]


def taken_apart(look: Presentation, rules: RuleBook, date: dt.date | None = None, units: tuple[Unit, ...] = ()) -> Sheet:
    whole = [paragraph for paragraph in look.paragraphs if paragraph.text.strip()]
    kind = next((p for p in whole[: 2 * HEAD_LINES] if text_of(p) in rules.kinds), None)
    address = next((p for p in whole[:HEAD_LINES] if ADDRESS.match(text_of(p))), None)
    first_line = kind or address or next((p for p in whole[:HEAD_LINES] if p.cell is None and len(text_of(p)) > LONG), None)
    head = [part for p in whole if p.index < (first_line.index if first_line else HEAD_LINES) for part in divided(p)]
    after = [p for p in whole if first_line is None or p.index > first_line.index]
    if kind is None and whole and ATTACHED.match(text_of(whole[0])):
        return _only_text(look, rules, date, whole)
    label = _last(part for p in whole for part in divided(p) if text_of(part).startswith("Nơi nhận"))
    start = label.index if label and label.cell is None else 0
    foot = [part for p in after for part in (divided(p) if p.index >= start else [p])]
    authority = next((p for p in foot if SIGNING.match(text_of(p)) and text_of(p) == text_of(p).upper()), None)
    foot_start = min((p.index for p in (label, authority) if p), default=len(look.paragraphs))
    title, hyphens = _title(after) if kind else ((), None)
    first = max(
        (p.index for p in (kind, *title, hyphens, *_addressed(after, address)) if p), default=first_line.index - 1 if first_line else -1
    )
    number = next((p for p in head if re.match(r"Số\b.*[-/]", text_of(p))), None)
    star = next((p for p in head if text_of(p) == "*"), None)
    motto = next((p for p in head if text_of(p) == rules.components["motto"].text), None)
    position = _position(foot, authority)
    recipients = _recipients(foot, label)
    end = _end_of_foot(whole, [p for p in (label, authority, *recipients) if p])
    return Sheet(
        look=look,
        rules=rules,
        date=date,
        head=tuple(head),
        motto=motto,
        names=_names(head, star or number, motto, rules),
        star=star,
        number=number,
        letter_subject=_letter_subject(head, number) if kind is None else (),
        place_and_date=next((p for p in head if DATED.search(text_of(p)) and not text_of(p).startswith("(")), None),
        draft_mark=next((p for p in whole if DRAFT.match(text_of(p))), None),
        kind=kind,
        title=title,
        hyphens=hyphens,
        address=address,
        body=tuple(p for p in whole if first < p.index < foot_start and p.cell is None),
        authority=authority,
        position=position,
        name=_signed_name(foot, position, label),
        recipients_label=label,
        recipients=recipients,
        appendix=tuple(p for p in whole if p.index > end),
        units=units,
    )


def _only_text(look: Presentation, rules: RuleBook, date: dt.date | None, whole: list[Paragraph]) -> Sheet:
    """What is no official document of its own (an appendix sent alone, a form): its text without head and foot."""
    body = tuple(p for p in whole if p.cell is None)
    return Sheet(
        look, rules, date, head=(), motto=None, names=(), star=None, number=None, letter_subject=(), place_and_date=None, draft_mark=None,
        kind=None, title=(), hyphens=None, address=None, body=body, authority=None, position=None, name=None, recipients_label=None,
        recipients=(), appendix=(), attached=True,
    )  # fmt: skip


def divided(paragraph: Paragraph) -> list[Paragraph]:
    """The columns of a line laid out with tabs: "HUYỆN ỦY TÂN LẬP⇥ĐẢNG CỘNG SẢN VIỆT NAM"; a plain line is itself."""
    columns: list[list[Run]] = [[]]
    for run in paragraph.runs:
        first, *further = _TABS.split(run.text)
        columns[-1].append(replace(run, text=first))
        columns.extend([replace(run, text=text)] for text in further)
    if len(columns) == 1:
        return [paragraph]
    printed = [tuple(runs) for runs in columns if "".join(run.text for run in runs).strip()]
    return [replace(paragraph, runs=runs, column=place) for place, runs in enumerate(printed)]


def _names(head: list[Paragraph], below: Paragraph | None, motto: Paragraph | None, rules: RuleBook) -> tuple[Paragraph, ...]:
    if below is None:
        return ()
    device = rules.components["device"].text if "device" in rules.components else None
    return tuple(
        p
        for p in head
        if p.index < below.index
        and p is not motto
        and text_of(p) != device
        and (p.cell[2] == 0 if p.cell else not p.column)
        and text_of(p) == text_of(p).upper()
        and len(text_of(p)) > 3
        and not text_of(p).startswith(("ĐẢNG CỘNG SẢN", "CỘNG HÒA XÃ", "CỘNG HOÀ XÃ"))
    )


def _letter_subject(head: list[Paragraph], number: Paragraph | None) -> tuple[Paragraph, ...]:
    if number is None:
        return ()
    first = next((p for p in head if p.index > number.index and re.match(r"(?i)về việc\b|V/v\b", text_of(p))), None)
    if first is None:
        return ()
    return tuple(
        p for p in head if p.index >= first.index and p.cell == first.cell and not DATED.search(text_of(p)) and not DRAFT.match(text_of(p))
    )


def _addressed(after: list[Paragraph], address: Paragraph | None) -> list[Paragraph]:
    """The line "Kính gửi:" with the list under it."""
    if address is None:
        return []
    below = takewhile(lambda p: text_of(p).startswith("-"), (p for p in after if p.index > address.index))
    return [address, *below]


def _title(after_kind: list[Paragraph]) -> tuple[tuple[Paragraph, ...], Paragraph | None]:
    title: list[Paragraph] = []
    for paragraph in after_kind[:8]:
        if HYPHENS.fullmatch(text_of(paragraph)):
            return tuple(title), paragraph
        addressed = ADDRESS.match(text_of(paragraph)) or text_of(paragraph).endswith(":")
        if addressed or (paragraph.align != "center" and not (not title and paragraph.bold)):
            break
        title.append(paragraph)
    return tuple(title), None


def _position(foot: list[Paragraph], authority: Paragraph | None) -> Paragraph | None:
    if authority is None:
        return None
    return next((p for p in _beneath(foot, authority) if text_of(p) == text_of(p).upper()), None)


def _beneath(foot: list[Paragraph], upper: Paragraph) -> Iterator[Paragraph]:
    """What stands in the same column further down."""
    for paragraph in foot:
        if paragraph.index > upper.index and paragraph.cell == upper.cell and not text_of(paragraph).startswith("-"):
            yield paragraph


def _signed_name(foot: list[Paragraph], position: Paragraph | None, label: Paragraph | None) -> Paragraph | None:
    """ "Lê Văn An" under the post; where the foot is no table, the first line that can be a name."""
    if position is None:
        return None
    for paragraph in _beneath(foot, position):
        text = text_of(paragraph)
        if text != text.upper() and len(text.split()) <= 8 and paragraph is not label and not text.endswith((";", ",")):
            return paragraph
        if position.cell is None and len(text) > LONG:
            return None
    return None


def _recipients(foot: list[Paragraph], label: Paragraph | None) -> tuple[Paragraph, ...]:
    if label is None:
        return ()
    following = [p for p in foot if p.index > label.index and p.cell == label.cell]
    if label.cell is not None:
        return tuple(following)
    listed: list[Paragraph] = []
    for paragraph in following:
        if text_of(paragraph).startswith("-"):
            listed.append(paragraph)
        elif paragraph.column is None:
            break
    return tuple(listed)


def _end_of_foot(paragraphs: list[Paragraph], foot: list[Paragraph]) -> int:
    """Where who signs and who receives ends: with their tables; a foot without any table ends the document."""
    tables = {p.cell[0] for p in foot if p.cell}
    if not tables:
        return max((p.index for p in paragraphs), default=0)
    return max(p.index for p in (*foot, *paragraphs) if p in foot or (p.cell and p.cell[0] in tables))


def text_of(paragraph: Paragraph) -> str:
    """The words of a paragraph, its lines as one."""
    return unicodedata.normalize("NFC", re.sub(r"[ \t]*\n[ \t]*", " ", paragraph.text).strip())


def _last(paragraphs: Iterable[Paragraph]) -> Paragraph | None:
    found = None
    for found in paragraphs:  # noqa: B007
        pass
    return found

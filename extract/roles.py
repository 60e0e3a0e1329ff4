"""Which of the bodies named in a passage act in it, and as what: learned beside the rules of `subjects`.

The rules find who opens a clause before a verb; what was learned (`python -m corpora.train_roles`) looks at every body named, with the
words around it and what the rules say of it, and adds those that act within a clause ("…, chi bộ xem xét miễn giảm", "thì cấp ủy kiểm
điểm") or takes away those that only describe. `corpora/REPORT.md` holds both against the kept-back half.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from extract.grammar.bodies import Bodies, bodies_at, followed_by_verb, head_at, head_word
from extract.language import fold
from extract.lexicon import phrase, verbs
from extract.passages import Passage
from extract.subjects import Subject, cleaned, subjects

Role = Literal["none", "implement", "coordinate", "lead"]
ROLES: Final[tuple[Role, ...]] = ("none", "implement", "coordinate", "lead")


@dataclass(frozen=True, slots=True)
class Mention:
    """A list of bodies as it stands in a passage; `by_rules` what the rules make of it, with their `subject`."""

    bodies: Bodies
    names: tuple[str, ...]
    by_rules: Role = "none"
    subject: Subject | None = None


def acting(passage: Passage) -> list[Subject]:
    """As `subjects`, with what was learned: "Hạt Kiểm lâm tuần tra, Chủ tịch UBND xã kiểm điểm" → both."""
    by_rules = subjects(passage)
    found = [subject for subject in by_rules if subject.inherited]
    for mention, names in described(passage, by_rules):
        role = decided(mention.by_rules, names, probabilities(weights(), names))
        if role != "none":
            found.append(_subject(passage, mention, role))
    return _leading(passage, _once(found))


def _leading(passage: Passage, found: list[Subject]) -> list[Subject]:
    """Who leads in a further clause of its own leads: "Sở Y tế chỉ đạo các đơn vị trực; chủ trì cùng Công an tỉnh điều tra".

    Of one body's leading and other duties in the passage the leading counts.
    """
    folded = fold(passage.text)
    acting_from = sorted(s.start for s in found if s.role != "coordinate" and not s.inherited)
    led: list[Subject] = []
    for subject in found:
        until = next((start for start in acting_from if start > subject.start), len(folded))
        if subject.role == "implement" and not subject.inherited and phrase("leads_later").search(folded[:until], subject.end):
            subject = replace(subject, role="lead")
        led.append(subject)
    leaders = {tuple(fold(name) for name in s.names) for s in led if s.role == "lead"}
    return [s for s in led if s.role != "implement" or tuple(fold(name) for name in s.names) not in leaders]


def decided(by_rules: Role, names: Collection[str], shares: Mapping[Role, float]) -> Role:
    """The likeliest role of a mention with these features; one that acts and that the rules do not see only where a clause may begin,
    and whom the rules find behind "phối hợp với" coordinates.

    Behind "của", "khuyến khích", "liên kết giữa" a body is only spoken of.
    """
    if by_rules == "coordinate":
        return by_rules
    role = max(ROLES, key=lambda name: shares[name] * (_RULES_VOICE if name == by_rules != "none" else 1))
    return role if by_rules != "none" or role == "coordinate" or _MAY_ACT in names else "none"


_RULES_VOICE: Final = 2.0
"""What the rules' answer adds: a role of theirs goes only where another is twice as likely."""
_MAY_ACT: Final = "may act True"


def _subject(passage: Passage, mention: Mention, role: Role) -> Subject:
    if mention.subject:
        known = mention.subject
        return known if known.role == role else Subject(known.names, role, known.start, known.end, known.task_start, known.task_end)  # type: ignore[arg-type]
    bodies = mention.bodies
    return Subject(mention.names, role, bodies.start, bodies.end, bodies.end, passage.clause_at(bodies.start)[1])  # type: ignore[arg-type]


def _once(found: list[Subject]) -> list[Subject]:
    """The same names in the same role count once a passage."""
    first: dict[tuple[tuple[str, ...], str], Subject] = {}
    for subject in found:
        first.setdefault((tuple(fold(name) for name in subject.names), subject.role), subject)
    return list(first.values())


# --- mentions and their features ----------------------------------------------------------------------------------------


def described(passage: Passage, by_rules: list[Subject]) -> Iterator[tuple[Mention, frozenset[str]]]:
    """The bodies named in a passage that speaks of duties, in order, each with its features."""
    if passage.looks_back or passage.paragraph.role == "footnote":
        return
    before: Role = "none"
    for number, mention in enumerate(mentions(passage, by_rules)):
        yield mention, features(passage, mention, before, first=number == 0)
        before = before if mention.by_rules == "none" else mention.by_rules


_WORD = re.compile(r"(?<![^\W_])[^\W\d_]")


def mentions(passage: Passage, by_rules: list[Subject]) -> list[Mention]:
    """Every list of bodies that is named behind the passage's label, and the subjects of the rules."""
    own = [subject for subject in by_rules if not subject.inherited]
    found: list[Mention] = []
    end = passage.start
    for word in _WORD.finditer(passage.text, passage.start):
        if word.start() < end or head_at(passage.text, word.start()) is None:
            continue
        bodies = bodies_at(passage.text, word.start())
        if bodies:
            found.append(_mention(bodies, own))
            end = bodies.end
    named = [(mention.bodies.start, mention.bodies.end) for mention in found]
    unnamed = (s for s in own if not any(start < s.end and s.start < stop for start, stop in named))
    found += [Mention(Bodies(s.start, s.end, s.names), s.names, s.role, s) for s in unnamed]
    return sorted(found, key=lambda mention: mention.bodies.start)


def _mention(bodies: Bodies, by_rules: list[Subject]) -> Mention:
    subject = next((s for s in by_rules if bodies.start < s.end and s.start < bodies.end), None)
    if subject is None:
        return Mention(bodies, cleaned(bodies.names))
    return Mention(bodies, subject.names, subject.role, subject)


_TOKEN = re.compile(r"\w+|[^\w\s]")
_LINKS = frozenset({"", ",", ";", "thì", "và", "do", ".", ":"})


def features(passage: Passage, mention: Mention, before: Role, *, first: bool) -> frozenset[str]:
    """Names of all that holds of the mention; of ", chi bộ xem xét" among others "before ,", "after xem", "verb True", "head chi bộ"."""
    around = tuple(_of_words(passage, mention, before))
    return frozenset((*around, *_of_name(passage, mention), *_of_sentence(passage, mention), f"first {first}"))


def _of_words(passage: Passage, mention: Mention, previous: Role) -> Iterator[str]:
    folded, bodies = fold(passage.text), mention.bodies
    start, end = passage.sentence_at(bodies.start)
    before, after = _TOKEN.findall(folded[start : bodies.start])[-3:], _TOKEN.findall(folded[bodies.end : end])[:3]
    link = " ".join(before[-1:])
    verb = followed_by_verb(passage.text, bodies.end)
    yield f"rules {mention.by_rules}"
    yield f"rules {mention.by_rules} before {link}"
    yield f"rules {mention.by_rules} previous {previous}"
    yield f"previous {previous}"
    yield from (f"before {' '.join(before[-length:])}" for length in (1, 2, 3))
    yield from (f"after {' '.join(after[:length])}" for length in (1, 2, 3))
    yield f"verb {verb}"
    yield f"verb {verb} before {link}"
    yield f"verb {verb} previous {previous} before {link if link in _LINKS else 'a word'}"


def _of_name(passage: Passage, mention: Mention) -> Iterator[str]:
    bodies = mention.bodies
    name = passage.text[bodies.start : bodies.end]
    group, head, determiner = head_word(passage.text, bodies.start)
    before = _TOKEN.findall(fold(passage.text[passage.start : bodies.start]))[-1:]
    yield f"head {head}"
    yield f"head {head} before {' '.join(before)}"
    yield f"group {group}"
    yield f"determiner {determiner}"
    yield f"names {min(3, len(bodies.names))}"
    yield f"capital {name[:1].isupper()}"
    yield f"whichever {'nào' in fold(name).split()}"
    yield f"figure {any(letter.isdigit() for letter in name)}"


def _of_sentence(passage: Passage, mention: Mention) -> Iterator[str]:
    folded, place = fold(passage.text), mention.bodies.start
    (start, end), clause = passage.sentence_at(place), passage.clause_at(place)[0]
    before, after, here = folded[start:place], folded[mention.bodies.end : end], folded[clause:place]
    yield f"opens sentence {not before.strip(_MARKS)}"
    yield f"opens clause {not here.strip(_MARKS)}"
    yield f"heading {passage.heading is not None}"
    yield f"mood {passage.mood_at(place)}"
    yield f"topic {passage.topic}"
    yield f"conditions {passage.sets_conditions}"
    yield f"opening {phrase('opening').match(folded[start:]) is not None}"
    yield f"then before {' thì ' in before}"
    yield f"then after {' thì ' in after}"
    yield f"announces {phrase('announces').search(folded[start:end].rstrip()) is not None}"
    yield f"opens list {passage.opens_list}"
    yield f"together {phrase('together_before').search(before) is not None}"
    yield f"together in clause {'phối hợp' in here}"
    yield f"giving {verbs('giving').search(here) is not None}"
    yield f"leads {phrase('leads_at_once').match(after) is not None}"
    yield f"may act {_may_act(passage, before, after, place)}"
    yield f"bracket {before.count('(') > before.count(')')}"


def _may_act(passage: Passage, before: str, after: str, place: int) -> bool:
    """A clause may begin with the name, and what follows neither states something of it, tells what it did nor opens a list."""
    if phrase("each_opening").match(fold(passage.text[place:])) or phrase("announces").search(after.rstrip()):
        return False
    tells = any(phrase(name).match(after) for name in ("states_subject", "issues_subject", "did_before_now"))
    return phrase("clause_may_begin").search(before) is not None and not tells and passage.mood_at(place) != "reports"


_MARKS = " -–+*•\"“("


# --- what was learned ---------------------------------------------------------------------------------------------------


def probabilities(learned: Mapping[str, Collection[float]], found: Collection[str]) -> dict[Role, float]:
    """Softmax over the summed weights of the features: {"none": 0.1, "implement": 0.8, …}."""
    rows = [learned[BIAS], *(learned[name] for name in found if name in learned)]
    sums = [math.fsum(column) for column in zip(*rows, strict=True)]
    highest = max(sums)
    shares = [math.exp(value - highest) for value in sums]
    return {role: share / math.fsum(shares) for role, share in zip(ROLES, shares, strict=True)}


BIAS: Final = ""
"""The name under which the weights that every mention gets are kept."""


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """The learned weights by feature, one for each of `ROLES`, as `python -m corpora.train_roles` wrote them."""
    text = files("extract").joinpath("trained/role.json").read_text(encoding="utf-8")
    return {name: tuple(values) for name, values in json.loads(text).items()}

"""Which of the bodies named in a passage act in it, and as what: learned beside the rules of `subjects`.

The rules find who opens a clause before a verb; what was learned (`python -m corpora.train_roles`) looks at every body named, with the
words around it and what the rules say of it (`role_features`), and adds those that act within a clause ("…, chi bộ xem xét miễn giảm",
"thì cấp ủy kiểm điểm") or takes away those that only describe. `corpora/REPORT.md` holds both against the kept-back half.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from extract.grammar.bodies import Bodies, bodies_at, head_at
from extract.language import fold
from extract.learned import Weights, scores, shares, weights
from extract.lexicon import phrase
from extract.passages import Passage
from extract.role_features import MAY_ACT, Mention, Role, features
from extract.subjects import Subject, cleaned, once, subjects

ROLES: Final[tuple[Role, ...]] = ("none", "implement", "coordinate", "lead")
RULES_VOICE: Final[dict[Role, float]] = dict.fromkeys(("implement", "coordinate", "lead"), math.log(2))
"""What the rules' answer adds to the logarithm of its probability: a role of theirs goes only where another is twice as likely."""


def acting(passage: Passage) -> list[Subject]:
    """As `subjects`, with what was learned: "Hạt Kiểm lâm tuần tra, Chủ tịch UBND xã kiểm điểm" → both."""
    by_rules = subjects(passage)
    found = [subject for subject in by_rules if subject.inherited]
    for mention, names in described(passage, by_rules):
        role = decided(names, mention.by_rules)
        if role != "none":
            found.append(_subject(passage, mention, role))
    return _leading(passage, once(found))


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


def decided(found: Collection[str], by_rules: Role, learned: Weights | None = None) -> Role:
    """The likeliest role of a mention with these features, the rules' answer preferred by `RULES_VOICE`; `learned` else as trained.

    One that acts and that the rules do not see only where a clause may begin: behind "của", "khuyến khích", "liên kết giữa" a body is only
    spoken of. Whom the rules find behind "phối hợp với" coordinates, and the agent of "được X cấp giấy" acts.
    """
    if by_rules == "coordinate" or _IS_AGENT in found:
        return by_rules
    scored = scores(ROLES, shares(weights("role") if learned is None else learned, found), by_rules, RULES_VOICE)
    role = max(scored, key=lambda name: scored[name])
    return role if by_rules != "none" or role == "coordinate" or MAY_ACT in found else "none"


_IS_AGENT = "rules implement before được"


def _subject(passage: Passage, mention: Mention, role: Role) -> Subject:
    if mention.subject:
        known = mention.subject
        return known if known.role == role else Subject(known.names, role, known.start, known.end, known.task_start, known.task_end)  # type: ignore[arg-type]
    bodies = mention.bodies
    return Subject(mention.names, role, bodies.start, bodies.end, bodies.end, passage.clause_at(bodies.start)[1])  # type: ignore[arg-type]


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

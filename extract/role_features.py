"""What a body's role is learned from: the words around its name, what it is called, the turns of phrase and mood of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from extract.grammar.bodies import Bodies, followed_by_verb, head_word
from extract.language import fold
from extract.lexicon import phrase, verbs
from extract.passages import Passage
from extract.subjects import Subject

Role = Literal["none", "implement", "coordinate", "lead"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A list of bodies as it stands in a passage; `by_rules` what the rules make of it, with their `subject`."""

    bodies: Bodies
    names: tuple[str, ...]
    by_rules: Role = "none"
    subject: Subject | None = None


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


MAY_ACT: Final = "may act True"


def _may_act(passage: Passage, before: str, after: str, place: int) -> bool:
    """A clause may begin with the name, and what follows neither states something of it, tells what it did nor opens a list."""
    if phrase("each_opening").match(fold(passage.text[place:])) or phrase("announces").search(after.rstrip()):
        return False
    tells = any(phrase(name).match(after) for name in ("states_subject", "issues_subject", "did_before_now", "is_entitled", "gets"))
    return phrase("clause_may_begin").search(before) is not None and not tells and passage.mood_at(place) != "reports"


_MARKS = " -–+*•\"“("

"""Writes `corpora/REPORT.md`: what the program finds in our documents, on both halves: `python -m corpora.report`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpora import build
from corpora.report_roles import roles_section
from corpora.train import Example, Figure, UnitExample, annotated_figures, examples, learn_status, learn_unit, marked_figures, unit_examples
from extract.grammar.units import likeliest_end
from extract.learned import Weights, shares, weights
from extract.status import STATUSES, weighed
from trienkhai.evaluate import FACTS, LABELS, Evaluation, evaluate

REPORT = Path(__file__).parent / "REPORT.md"
_HALVES = (
    ("the half that the patterns are written on", build.HERE),
    ("the half that is kept back", build.HELD_OUT),
)


def main() -> int:
    sections = [_section(title, evaluate(corpus, formats=(".docx",))) for title, corpus in _HALVES]
    sections.append(_learning(annotated_figures(build.HERE), annotated_figures(build.HELD_OUT)))
    sections.append(roles_section())
    REPORT.write_text("\n\n".join((_HEAD, *sections)) + "\n", encoding="utf-8")
    print(REPORT)
    return 0


_HEAD = """# What the program finds in our documents

Written by `make evaluate` (`python -m corpora.report`); strict scoring as in `trienkhai evaluate`, Word files. P is the share of what
was found that is right, R the share of what is there that was found. Nobody looks at the documents of the second half, or at what is
missed in them, while patterns are written: its figures say what to expect of papers that the program has never seen."""


def _section(title: str, evaluation: Evaluation) -> str:
    right, fields = evaluation.fields_right()
    rows = [f"| {LABELS['header']} | {right} of {fields} | | | {right / fields:.3f} |"]
    for kind in FACTS:
        total = evaluation.total(kind)
        if total.tp + total.fp + total.fn:
            rows.append(
                f"| {LABELS[kind]} | {total.tp} of {total.tp + total.fn} | {total.precision:.3f} | {total.recall:.3f} | {total.f1:.3f} |"
            )
    head = f"## {title[:1].upper()}{title[1:]}: {len(evaluation.results)} documents\n\n| | found | P | R | F1 |\n|---|---|---|---|---|"
    return "\n".join((head, *rows))


@dataclass(frozen=True, slots=True)
class Right:
    """How many figures rules, learning and both together get right, of how many."""

    rules: int = 0
    learned: int = 0
    together: int = 0
    of: int = 0

    def __add__(self, other: Right) -> Right:
        return Right(self.rules + other.rules, self.learned + other.learned, self.together + other.together, self.of + other.of)


def _learning(own: Sequence[Figure], kept_back: Sequence[Figure]) -> str:
    """What rules and learning make of figures in documents not learned from, each alone and together."""
    statuses, units, marked = examples(own), unit_examples(own), marked_figures()
    status = (_left_out(statuses, examples(marked), learn_status, _status_right), _status_right(examples(kept_back), weights("status")))
    unit = (_left_out(units, unit_examples(marked), learn_unit, _unit_right), _unit_right(unit_examples(kept_back), weights("unit")))
    rows = [
        f"| {name}: {way} | {' | '.join(f'{getattr(right, field)} of {right.of}' for right in found)} |"
        for name, found in (("status", status), ("unit", unit))
        for field, way in (("rules", "rules alone"), ("learned", "learned alone"), ("together", "together (what the program uses)"))
    ]
    return "\n".join((_LEARNING_HEAD, *rows))


Learned = TypeVar("Learned", Example, UnitExample)


def _left_out(
    known: Sequence[Learned],
    always: Sequence[Learned],
    learn: Callable[[Sequence[Learned]], Weights],
    right: Callable[[Sequence[Learned], Weights], Right],
) -> Right:
    """Every document judged by what was learned from the others and from `always`: a fifth of them left out in turn."""
    documents = sorted({one.document for one in known})
    turns = [set(documents[turn::_TURNS]) for turn in range(_TURNS)]
    found = Right()
    for out in turns:
        others = [x for x in known if x.document not in out] + list(always)
        found += right([x for x in known if x.document in out], learn(others))
    return found


_TURNS = 5


def _status_right(known: Sequence[Example], learned: Weights) -> Right:
    alone = [STATUSES[max(range(len(STATUSES)), key=shares(learned, one.features).__getitem__)] for one in known]
    return Right(
        sum(one.by_rules == one.status for one in known),
        sum(status == one.status for status, one in zip(alone, known, strict=True)),
        sum(weighed(one.features, one.by_rules, learned) == one.status for one in known),
        len(known),
    )


def _unit_right(known: Sequence[UnitExample], learned: Weights) -> Right:
    return Right(
        sum(one.by_rules == one.end for one in known),
        sum(likeliest_end(one.places, None, learned) == one.end for one in known),
        sum(likeliest_end(one.places, one.by_rules, learned) == one.end for one in known),
        len(known),
    )


_LEARNING_HEAD = """## The status of a figure and the extent of its unit: rules and what was learned

Status: target, result, cited or condition. Unit: where the noun phrase behind the figure ends ("02 quầy tiếp đón"). Counted are the
annotated figures that the program finds in running text. Learned by `python -m corpora.train` from the half that the patterns are written
on and the marked passages of `marked/`. "Left out in turn": each fifth of that half's documents judged by what was learned from the
others and those passages; the rules were written with the most of them in view. How much the rules' answer counts beside what was learned
was set by that column, by the passages at first sight and by the samples.

| | left out in turn | kept back |
|---|---|---|"""


if __name__ == "__main__":
    sys.exit(main())

"""Writes `corpora/REPORT.md`: what the program finds in our documents, on both halves: `python -m corpora.report`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from corpora import build
from corpora.report_roles import roles_section
from corpora.train import Example, examples
from extract.directive import Status
from extract.status import probabilities, weighed, weights
from trienkhai.evaluate import FACTS, LABELS, Evaluation, evaluate

REPORT = Path(__file__).parent / "REPORT.md"
_HALVES = (
    ("the half that the patterns are written on", build.HERE),
    ("the half that is kept back", build.HELD_OUT),
)


def main() -> int:
    sections = [_section(title, evaluate(corpus, formats=(".docx",))) for title, corpus in _HALVES]
    sections.append(_status(examples(build.HELD_OUT)))
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


def _status(kept_back: Sequence[Example]) -> str:
    """What rules and learning make of the status of the kept-back half's figures, each alone and together."""
    learned = [max(shares := probabilities(weights(), one.features), key=lambda status: shares[status]) for one in kept_back]
    answers = {
        "rules alone": [one.by_rules for one in kept_back],
        "learned alone": learned,
        "together (what the program uses)": [weighed(one.features, one.by_rules) for one in kept_back],
    }
    rows = [f"| {name} | {_right(given, kept_back)} of {len(kept_back)} |" for name, given in answers.items()]
    return "\n".join((_STATUS_HEAD, *rows))


def _right(given: Sequence[Status], kept_back: Sequence[Example]) -> int:
    return sum(status == one.status for status, one in zip(given, kept_back, strict=True))


_STATUS_HEAD = """## The status of a figure: rules and what was learned

Target, result, cited or condition, of the annotated figures of the kept-back half that the program finds in running text. Learned from
the other half alone (`python -m corpora.train`); how much the rules' answer counts beside it was set by the sums below and by the samples.

| | right |
|---|---|"""


if __name__ == "__main__":
    sys.exit(main())

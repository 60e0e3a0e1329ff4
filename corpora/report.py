"""Writes `corpora/REPORT.md`: what the program finds in our documents, on both halves: `python -m corpora.report`."""

from __future__ import annotations

import sys
from pathlib import Path

from corpora import build
from trienkhai.evaluate import FACTS, LABELS, Evaluation, evaluate

REPORT = Path(__file__).parent / "REPORT.md"
_HALVES = (
    ("the half that the patterns are written on", build.HERE),
    ("the half that is kept back", build.HELD_OUT),
)


def main() -> int:
    sections = [_section(title, evaluate(corpus, formats=(".docx",))) for title, corpus in _HALVES]
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


if __name__ == "__main__":
    sys.exit(main())

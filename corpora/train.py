"""Learns the status of a figure from the half of the corpus that patterns are written on: `python -m corpora.train`.

Writes `extract/trained/status.json`. What the rules and what was learned make of the kept-back half stands in `corpora/REPORT.md`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import ingest
from corpora import build
from extract.directive import Status
from extract.header import read_header
from extract.outline import read_outline
from extract.parts import split_parts
from extract.passages import Passage, read_passages
from extract.status import BIAS, STATUSES
from extract.status_features import features
from extract.status_rules import status_by_rules
from extract.targets import figures

WEIGHTS = Path(__file__).parent.parent / "extract" / "trained" / "status.json"
_RARE, _RIDGE, _STEPS, _RATE = 3, 0.5, 250, 0.05
_NEAR = 60
"""Letters before and behind an annotated quote in which its figure stands."""


@dataclass(frozen=True, slots=True)
class Example:
    """A figure with its features, the annotated status and the one that the rules give it."""

    features: frozenset[str]
    status: Status
    by_rules: Status


def examples(half: Path) -> list[Example]:
    """The annotated figures of one half of the corpus that the program finds in its running text."""
    with tempfile.TemporaryDirectory() as folder:
        documents = build.build(Path(folder), half=half)
        return [example for path in documents for example in _of_document(path)]


def _of_document(path: Path) -> list[Example]:
    annotated = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["targets"]
    found = []
    for passage in passages_of(path):
        for quantity in figures(passage, passage.times()):
            fact = next((fact for fact in annotated if _is_same(fact, passage, quantity.low, quantity.high, quantity.number[0])), None)
            if fact:
                annotated.remove(fact)
                found.append(Example(features(passage, quantity), fact["status"], status_by_rules(passage, quantity)))
    return found


def passages_of(path: Path) -> list[Passage]:
    """The passages of a document's main text."""
    document = ingest.read(path)
    parts = split_parts(document)
    header = read_header(document, parts)
    return read_passages(parts.main, read_outline(parts.main), header.year, header.issued_on)


def _is_same(fact: dict[str, Any], passage: Passage, low: float | None, high: float | None, figure: int) -> bool:
    place = passage.text.find(fact["quote"])
    near = place - _NEAR <= figure <= place + len(fact["quote"]) + _NEAR
    return (fact["low"], fact["high"]) == (low, high) and place >= 0 and near


def learn(known: Sequence[Example]) -> dict[str, list[float]]:
    """Multinomial logistic regression with a ridge, by Adam from nought: the weights of each feature, one for each status."""
    counts = Counter(name for example in known for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= _RARE)
    column = {name: number for number, name in enumerate(names)}
    held = np.zeros((len(known), len(names) + 1))
    held[:, -1] = 1
    for row, example in enumerate(known):
        held[row, [column[name] for name in example.features if name in column]] = 1
    asked = np.eye(len(STATUSES))[[STATUSES.index(example.status) for example in known]]
    weights = descend(held, asked)
    rows = {name: weights[number] for name, number in column.items()} | {BIAS: weights[-1]}
    return {name: [round(float(value), 3) for value in row] for name, row in sorted(rows.items())}


def descend(held: np.ndarray[Any, Any], asked: np.ndarray[Any, Any], ridge: float = _RIDGE) -> np.ndarray[Any, Any]:
    """The weights of columns for classes that make what was asked likeliest."""
    weights = np.zeros((held.shape[1], asked.shape[1]))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        sums = held @ weights
        shares = np.exp(sums - sums.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = held.T @ (shares - asked) + ridge * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope * slope
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> int:
    known = examples(build.HERE)
    WEIGHTS.write_text(json.dumps(learn(known), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}: {len(known)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

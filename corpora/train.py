"""Learns from the half of the corpus that patterns are written on: `python -m corpora.train`.

Writes `extract/trained/status.json` (the status of a figure) and `unit.json` (where the noun phrase ends that it counts). What the
rules and what was learned make of the kept-back half stands in `corpora/REPORT.md`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import ingest
from corpora import build
from corpora.figures import Mark, marked_passages
from extract import learned
from extract.directive import Status
from extract.grammar.quantities import Quantity, is_acted_on
from extract.grammar.unit_features import Boundary, boundaries
from extract.grammar.unit_rules import unit_by_rules
from extract.grammar.units import ANSWERS
from extract.header import read_header
from extract.language import fold, key
from extract.outline import read_outline
from extract.parts import split_parts
from extract.passages import Passage, read_passages
from extract.status import STATUSES
from extract.status_features import features
from extract.status_rules import status_by_rules
from extract.targets import figures

WEIGHTS = Path(__file__).parent.parent / "extract" / "trained"
_STEPS, _RATE = 250, 0.05
_NEAR = 60
"""Letters before and behind an annotated quote in which its figure stands."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the program finds in running text, with its annotation; `document` is the stem of its paper."""

    document: str
    passage: Passage
    quantity: Quantity
    fact: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A figure with its features, the annotated status and the one that the rules give it."""

    document: str
    features: frozenset[str]
    status: Status
    by_rules: Status


@dataclass(frozen=True, slots=True)
class UnitExample:
    """The places where a figure's unit may end, where the annotated one ends and where the rules end it."""

    document: str
    places: tuple[Boundary, ...]
    end: int
    by_rules: int


def annotated_figures(half: Path) -> list[Figure]:
    """The annotated figures of one half of the corpus that the program finds in its running text."""
    with tempfile.TemporaryDirectory() as folder:
        return [figure for path in build.build(Path(folder), half=half) for figure in _of_document(path)]


def _of_document(path: Path) -> Iterator[Figure]:
    annotated = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["targets"]
    for passage in passages_of(path):
        for quantity in figures(passage, passage.times()):
            fact = next((fact for fact in annotated if _is_same(fact, passage, quantity.low, quantity.high, quantity.number[0])), None)
            if fact:
                annotated.remove(fact)
                yield Figure(path.stem, passage, quantity, fact)


def marked_figures() -> list[Figure]:
    """The marked figures of `marked/` that the program finds, as if they were annotated."""
    return [
        Figure(f"{_MARKED} {passage.issued_on}", passage, quantity, _as_annotated(mark, passage.text, quantity))
        for passage, marks in marked_passages()
        for quantity in figures(passage, passage.times())
        for mark in marks
        if mark.start <= quantity.number[0] < mark.end
    ]


_MARKED = "marked"


def _as_annotated(mark: Mark, text: str, quantity: Quantity) -> dict[str, Any]:
    unit = quantity.unit if quantity.unit in {None, "%", "‰"} else text[quantity.number[1] : mark.end].strip()
    return {"status": mark.status, "unit": unit}


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


def examples(known: Sequence[Figure]) -> list[Example]:
    return [
        Example(one.document, features(one.passage, one.quantity), one.fact["status"], status_by_rules(one.passage, one.quantity))
        for one in known
    ]


def unit_examples(known: Sequence[Figure]) -> list[UnitExample]:
    """Those whose annotated unit stands right behind the figure, by which the rules see something counted too."""
    found = (_unit_example(one) for one in known if one.fact["unit"] not in (None, "%", "‰"))
    return [example for example in found if example]


def _unit_example(one: Figure) -> UnitExample | None:
    text, position = one.passage.text, one.quantity.number[1]
    is_object = is_acted_on(fold(text), one.quantity.start)
    unit, by_rules = unit_by_rules(text, fold(text), position, is_object=is_object)
    places = boundaries(text, fold(text), position, is_object=is_object)
    end = next((place.end for place in places if key(text[position : place.end]) == key(one.fact["unit"])), None)
    return UnitExample(one.document, tuple(places), end, by_rules) if unit and end else None


Rows = Sequence[tuple[Collection[str], int]]
"""What is learned from: features, and the number of the right answer."""


def status_rows(known: Sequence[Example]) -> Rows:
    return [(example.features, STATUSES.index(example.status)) for example in known]


def unit_rows(known: Sequence[UnitExample]) -> Rows:
    """At each place up to the unit's end: it goes on, or ends."""
    return [
        (place.features, ANSWERS.index("end" if place.end == example.end else "on"))
        for example in known
        for place in example.places
        if place.end <= example.end
    ]


def learn_status(known: Sequence[Example]) -> dict[str, list[float]]:
    return fit(status_rows(known), len(STATUSES), rare=4, ridge=1.0)


def learn_unit(known: Sequence[UnitExample]) -> dict[str, list[float]]:
    return fit(unit_rows(known), len(ANSWERS), rare=2, ridge=2.0)


def fit(rows: Rows, answers: int, *, rare: int, ridge: float) -> dict[str, list[float]]:
    """Multinomial logistic regression with a ridge: the weights of each feature that is not rare, one an answer."""
    counts = Counter(name for found, _ in rows for name in found)
    names = [*sorted(name for name, count in counts.items() if count >= rare), learned.BIAS]
    column = {name: number for number, name in enumerate(names)}
    held = [[*sorted(column[name] for name in found if name in column), column[learned.BIAS]] for found, _ in rows]
    weights = descend(held, [answer for _, answer in rows], (len(names), answers), ridge)
    return {name: [round(float(value), 3) for value in row] for name, row in sorted(zip(names, weights, strict=True))}


def descend(held: Sequence[Sequence[int]], asked: Sequence[int], shape: tuple[int, int], ridge: float) -> np.ndarray[Any, Any]:
    """The weights (features × answers) that make the answers asked likeliest, by Adam from nought.

    `held` has the numbers of each row's features, at least one; most features are rare, so that sums over those held cost little.
    """
    columns = np.concatenate([np.asarray(row) for row in held])
    lengths = np.array([len(row) for row in held])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    wanted = np.eye(shape[1])[list(asked)]
    weights = np.zeros(shape)
    mean, square = np.zeros(shape), np.zeros(shape)
    for step in range(1, _STEPS + 1):
        sums = np.add.reduceat(weights[columns], starts)
        shares = np.exp(sums - sums.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        missed = np.repeat(shares - wanted, lengths, axis=0)
        slope = np.stack([np.bincount(columns, missed[:, answer], shape[0]) for answer in range(shape[1])], axis=1) + ridge * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope * slope
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> int:
    """The unit first: where it ends tells what stands behind the figure, from which its status is learned."""
    units = unit_examples(annotated_figures(build.HERE) + marked_figures())
    _write("unit", learn_unit(units), len(units))
    learned.weights.cache_clear()
    statuses = examples(annotated_figures(build.HERE) + marked_figures())
    _write("status", learn_status(statuses), len(statuses))
    return 0


def _write(name: str, weights: dict[str, list[float]], count: int) -> None:
    path = WEIGHTS / f"{name}.json"
    path.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{path}: {count}")


if __name__ == "__main__":
    sys.exit(main())

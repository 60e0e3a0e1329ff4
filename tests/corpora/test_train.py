"""What is learned from examples: the answer that their features go with, and nothing from what is rare."""

from __future__ import annotations

import pytest

from corpora import build
from corpora.train import WEIGHTS, Example, Figure, UnitExample, annotated_figures, examples, learn_status, learn_unit, unit_examples
from extract.grammar.unit_features import Boundary
from extract.grammar.units import likeliest_end
from extract.learned import shares, weights
from extract.status import STATUSES


def example(status: str, *names: str) -> Example:
    return Example("a", frozenset(names), status, status)  # type: ignore[arg-type]


def unit(end: int, *following: str) -> UnitExample:
    """A unit that may end before each of the words that follow."""
    return UnitExample("a", tuple(Boundary(n, (f"next {word}",)) for n, word in enumerate(following, 1)), end, 1)


@pytest.fixture(scope="module")
def known() -> list[Figure]:
    return annotated_figures(build.HERE)


def test_a_feature_speaks_for_the_status_that_it_goes_with() -> None:
    learned = learn_status([example("target", "before phấn đấu")] * 20 + [example("result", "before đã")] * 20)
    assert shares(learned, ["before đã"])[STATUSES.index("result")] > 0.8
    assert shares(learned, ["before phấn đấu"])[STATUSES.index("target")] > 0.8


def test_rare_features_are_left_out() -> None:
    assert "once" not in learn_status([example("target", "often", "once")] + [example("target", "often")] * 5)


def test_a_unit_ends_where_those_learned_from_ended() -> None:
    learned = learn_unit([unit(2, "cháy", "trong", "quý")] * 20 + [unit(1, "trong", "quý")] * 20)
    assert likeliest_end(unit(0, "cháy", "trong", "quý").places, None, learned) == 2


@pytest.mark.slow
def test_the_statuses_are_those_of_the_half_that_patterns_are_written_on(known: list[Figure]) -> None:
    found = examples(known)
    assert len(found) > 1000
    likely = [shares(weights("status"), one.features) for one in found]
    again = [STATUSES[share.index(max(share))] for share in likely]
    assert sum(status == one.status for status, one in zip(again, found, strict=True)) / len(found) > 0.95
    assert (WEIGHTS / "status.json").exists()


@pytest.mark.slow
def test_the_units_are_those_of_the_half_that_patterns_are_written_on(known: list[Figure]) -> None:
    found = unit_examples(known)
    assert len(found) > 1000
    assert sum(likeliest_end(one.places, one.by_rules) == one.end for one in found) / len(found) > 0.95

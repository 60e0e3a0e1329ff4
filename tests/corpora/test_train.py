"""What is learned from examples: the status that their features go with, and nothing from what is rare."""

from __future__ import annotations

from corpora import build
from corpora.train import WEIGHTS, Example, examples, learn
from extract.status import probabilities, weights


def example(status: str, *names: str) -> Example:
    return Example(frozenset(names), status, status)  # type: ignore[arg-type]


def test_a_feature_speaks_for_the_status_that_it_goes_with() -> None:
    learned = learn([example("target", "before phấn đấu")] * 5 + [example("result", "before đã")] * 5)
    assert probabilities(learned, ["before đã"])["result"] > 0.8
    assert probabilities(learned, ["before phấn đấu"])["target"] > 0.8


def test_rare_features_are_left_out() -> None:
    assert "once" not in learn([example("target", "often", "once")] + [example("target", "often")] * 5)


def test_the_weights_are_those_of_the_half_that_patterns_are_written_on() -> None:
    known = examples(build.HERE)
    assert len(known) > 1000
    again = [max(shares := probabilities(weights(), one.features), key=lambda status: shares[status]) for one in known]
    assert sum(status == one.status for status, one in zip(again, known, strict=True)) / len(known) > 0.95
    assert WEIGHTS.exists()

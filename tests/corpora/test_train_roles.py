"""What is learned of bodies' roles comes from the half that patterns are written on and fits it."""

from __future__ import annotations

import pytest

from corpora import build
from corpora.train_roles import WEIGHTS, Example, examples_by_document, learn
from extract.roles import Role, decided, probabilities, weights


def example(role: Role, *names: str) -> Example:
    return Example(frozenset(names), role, "none")


def test_a_feature_speaks_for_the_role_that_it_goes_with() -> None:
    learned = learn([example("coordinate", "before với")] * 9 + [example("none", "before của")] * 9)
    assert probabilities(learned, ["before với"])["coordinate"] > 0.6
    assert probabilities(learned, ["before của"])["none"] > 0.6


@pytest.mark.slow
def test_the_weights_are_those_of_the_half_that_patterns_are_written_on() -> None:
    known = [one for found in examples_by_document(build.HERE).values() for one in found]
    assert len(known) > 1000
    again = [decided(one.by_rules, one.features, probabilities(weights(), one.features)) for one in known]
    assert sum(role == one.role for role, one in zip(again, known, strict=True)) / len(known) > 0.9
    assert WEIGHTS.exists()

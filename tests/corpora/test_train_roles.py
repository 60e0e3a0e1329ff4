"""What is learned of bodies' roles comes from the half that patterns are written on and fits it."""

from __future__ import annotations

import pytest

from corpora import build
from corpora.train_roles import Example, examples_by_document, learn
from extract.learned import shares
from extract.role_features import Role
from extract.roles import ROLES, decided


def example(role: Role, *names: str) -> Example:
    return Example(frozenset(names), role, "none")


def test_a_feature_speaks_for_the_role_that_it_goes_with() -> None:
    learned = learn([example("coordinate", "before với")] * 9 + [example("none", "before của")] * 9)
    assert shares(learned, ["before với"])[ROLES.index("coordinate")] > 0.6
    assert shares(learned, ["before của"])[ROLES.index("none")] > 0.6


@pytest.mark.slow
def test_the_weights_are_those_of_the_half_that_patterns_are_written_on() -> None:
    known = [one for found in examples_by_document(build.HERE).values() for one in found]
    assert len(known) > 1000
    again = [decided(one.features, one.by_rules) for one in known]
    assert sum(role == one.role for role, one in zip(again, known, strict=True)) / len(known) > 0.9

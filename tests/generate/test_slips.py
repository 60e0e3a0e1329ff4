from __future__ import annotations

import pytest

from generate.rewriting import rules
from generate.slips import slips, without_slips


@pytest.mark.parametrize(("read", "meant"), [example for _, _, examples in slips() for example in examples])
def test_a_slip_of_reading_is_mended(read: str, meant: str) -> None:
    assert without_slips(read) == meant


@pytest.mark.parametrize("said", [before for rule in rules() for _, before, _ in rule.examples])
def test_what_was_read_right_stays(said: str) -> None:
    assert without_slips(said) == said

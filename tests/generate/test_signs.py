from __future__ import annotations

import pytest

from generate.signs import sign, signs


def cases(key: str) -> list[tuple[str, str]]:
    return [(name, words) for name, entry in signs().items() for words in entry[key]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "words"), cases("examples"))
def test_the_sign_is_found(name: str, words: str) -> None:
    assert sign(name).search(words)


@pytest.mark.parametrize(("name", "words"), cases("others"))
def test_other_words_do_not_bear_the_sign(name: str, words: str) -> None:
    assert not sign(name).search(words)

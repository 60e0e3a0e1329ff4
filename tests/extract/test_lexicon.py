"""Every word of the lexicon stands in an example, every example holds a word; every turn of phrase finds what it must and no more."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from extract.grammar.times import time_phrase
from extract.language import fold
from extract.lexicon import Entry, alternation, entries, entry, pattern, phrase, phrases, whole

TURNS_OF_PHRASE = ("patterns", "time_phrases")
TABLES = sorted(
    path.name.removesuffix(".toml")
    for path in files("extract").joinpath("lexicon").iterdir()
    if path.name.endswith(".toml") and path.name.removesuffix(".toml") not in TURNS_OF_PHRASE
)
ENTRIES = [pytest.param(found, id=f"{table}-{found.name}") for table in TABLES for found in entries(table)]
TIME_PHRASES = tomllib.loads(files("extract").joinpath("lexicon/time_phrases.toml").read_text(encoding="utf-8"))
PATTERNS = [pytest.param(found.pattern, found.examples, found.counterexamples, id=name) for name, found in phrases().items()] + [
    pytest.param(time_phrase(name), value["examples"], value["not"], id=f"time-{name}") for name, value in TIME_PHRASES.items()
]


def one_word(word: str) -> re.Pattern[str]:
    return re.compile(whole(alternation([word])))


def test_the_tables_are_there() -> None:
    assert {"bodies", "header", "kinds", "quantities", "sections", "status", "tables", "times", "verbs"} <= set(TABLES)


@pytest.mark.parametrize("found", ENTRIES)
def test_every_word_stands_in_an_example(found: Entry) -> None:
    examples = [fold(example) for example in found.examples]
    assert [word for word in found.words if not any(one_word(word).search(example) for example in examples)] == []


@pytest.mark.parametrize("found", ENTRIES)
def test_every_example_holds_a_word(found: Entry) -> None:
    words = re.compile(whole(alternation(found.words)))
    assert [example for example in found.examples if not words.search(fold(example))] == []


@pytest.mark.parametrize("found", ENTRIES)
def test_no_word_stands_twice(found: Entry) -> None:
    folded = [fold(word) for word in found.words]
    assert sorted(word for word in set(folded) if folded.count(word) > 1) == []


@pytest.mark.parametrize(("turn", "examples", "others"), PATTERNS)
def test_a_turn_of_phrase_finds_its_examples_and_no_other(turn: re.Pattern[str], examples: list[str], others: list[str]) -> None:
    assert examples
    assert others
    assert [example for example in examples if not turn.search(fold(example))] == []
    assert [text for text in others if turn.search(fold(text))] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ủy ban Kiểm tra", ["ủy ban kiểm tra"]),
        ("Uỷ ban kiểm tra", ["ủy ban kiểm tra"]),
        ("Ban Tuyên giáo và Dân vận", ["ban tuyên giáo và dân vận"]),
        ("ban thường vụng về", []),
        ("siêu chi bộ", ["chi bộ"]),
    ],
)
def test_words_are_found_whole_folded_and_longest_first(text: str, found: list[str]) -> None:
    assert pattern("bodies", "party").findall(fold(text)) == found


def test_a_space_in_a_word_stands_for_any_run_of_spaces() -> None:
    assert re.fullmatch(alternation(["nông nghiệp - môi trường"]), "nông  nghiệp-môi trường")


def test_an_entry_keeps_its_further_attributes() -> None:
    numbers = entry("quantities", "numbers")
    assert len(numbers.attributes["values"]) == len(numbers.words)


def test_a_phrase_is_compiled_for_folded_text() -> None:
    assert phrase("time_noun").match(fold("Quí, các xã"))

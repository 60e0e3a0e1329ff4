"""Every command and option is explained: in its own help and in the README."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from trienkhai.cli import build_parser
from trienkhai.environment import Environment, Language
from trienkhai.messages import Messages, catalogue

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(language: Language = "vi") -> dict[str, argparse.ArgumentParser]:
    parser = build_parser(Messages(language))
    found: dict[str, argparse.ArgumentParser] = {}
    for name, command in _below(parser).items():
        found |= {name: command} | {f"{name} {part}": sub for part, sub in _below(command).items()}
    return found


def _below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return next((action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)), {})


def options() -> Iterator[tuple[str, str]]:
    for name, parser in commands().items():
        for action in parser._actions:
            yield from ((name, option) for option in action.option_strings if option.startswith("--") and option != "--help")


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"trienkhai {name}" in README


@pytest.mark.parametrize(("name", "option"), sorted(options()))
def test_every_option_is_in_the_readme(name: str, option: str) -> None:
    assert f"`{option}" in README or f" {option}" in README


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_and_option_has_help(language: Language) -> None:
    silent = [
        (name, action.dest)
        for name, parser in commands(language).items()
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction) and (not action.help or not parser.description)
    ]
    assert silent == []


def keys(table: dict[str, object], above: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from keys(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def test_both_languages_say_the_same_things() -> None:
    assert sorted(keys(catalogue("vi"))) == sorted(keys(catalogue("en")))


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, Environment("vi", debug=False)),
        ({"TRIENKHAI_LANG": "en"}, Environment("en", debug=False)),
        ({"TRIENKHAI_LANG": "en_GB.UTF-8"}, Environment("en", debug=False)),
        ({"TRIENKHAI_LANG": "fr"}, Environment("vi", debug=False)),
        ({"TRIENKHAI_DEBUG": "1"}, Environment("vi", debug=True)),
        ({"TRIENKHAI_DEBUG": "0"}, Environment("vi", debug=False)),
    ],
)
def test_the_environment_chooses(variables: dict[str, str], expected: Environment) -> None:
    assert Environment.of(variables) == expected

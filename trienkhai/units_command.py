"""`trienkhai units init` and `trienkhai units check`: the office's own facts, written down once."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from trienkhai.console import ALL_DONE, WRONG_USE, Console, Refused, common_options
from trienkhai.messages import Complaint, Messages
from trienkhai.results import place_file

UNITS_FILE = Path("units.toml")


def add_units_commands(parser: argparse.ArgumentParser, messages: Messages) -> None:
    commands = parser.add_subparsers(title=messages.text("help", "commands"), metavar="", dest="asked")

    def command(name: str, run: Callable[[argparse.Namespace, Console], int]) -> argparse.ArgumentParser:
        said = messages.text("help", f"units_{name}")
        sub: argparse.ArgumentParser = commands.add_parser(name, help=said, description=said, add_help=False)
        common_options(sub, messages)
        sub.set_defaults(run=run)
        return sub

    sub = command("init", units_init)
    sub.add_argument("file", type=Path, nargs="?", default=UNITS_FILE, metavar="UNITS.toml", help=messages.text("help", "units_file"))
    sub.add_argument("--list", type=Path, metavar="LIST.xlsx", help=messages.text("help", "units_list"))
    sub.add_argument("--force", action="store_true", help=messages.text("help", "force"))
    sub = command("check", units_check)
    sub.add_argument("file", type=Path, metavar="FILE", help=messages.text("help", "unit_list"))


def no_units_command(_options: argparse.Namespace, console: Console) -> int:
    raise Refused(Complaint(console.messages.text("usage", "units_command")), WRONG_USE)


def units_init(options: argparse.Namespace, console: Console) -> int:
    """Writes the filled-in, commented example; with --list also the list of lower units as a sheet to fill in."""
    from generate.units_file import example_list, example_text
    from trienkhai.job import Failure, attempt

    files: dict[Path, Callable[[], bytes]] = {options.file: lambda: example_text().encode()}
    if options.list:
        files[options.list] = example_list
    for path in files:
        if path.exists() and not options.force:
            raise Refused(console.messages.complaint("units-exist", place=path))
    for path, content in files.items():
        written = attempt(partial(_place, path, content), console.messages)
        if isinstance(written, Failure):
            return console.complain(path, written)
        console.result(path)
    return ALL_DONE


def _place(path: Path, content: Callable[[], bytes]) -> None:
    place_file(path, content())


def units_check(options: argparse.Namespace, console: Console) -> int:
    """Reads a units.toml or a list of units and says what it understood, or where the fault is."""
    from generate.unit_list import load_list
    from generate.units_file import load_units
    from trienkhai.job import Failure, attempt

    path: Path = options.file
    if path.suffix.lower() == ".toml":
        units = attempt(partial(load_units, path), console.messages)
        if isinstance(units, Failure):
            return console.complain(path, units)
        for unit in units:
            console.result(console.messages.text("units", "unit", name=unit.name, lower=len(unit.lower)))
        return ALL_DONE
    lower = attempt(partial(load_list, path), console.messages)
    if isinstance(lower, Failure):
        return console.complain(path, lower)
    console.result(console.messages.text("units", "list", lower=len(lower), weights=sum(unit.weight is not None for unit in lower)))
    return ALL_DONE

"""What every command shares: how it speaks, how it refuses, where it finds settings and register."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from trienkhai.environment import Environment
from trienkhai.messages import Complaint, Messages, catalogue, complaint_line, one_line
from trienkhai.progress import PageCount

if TYPE_CHECKING:
    from trienkhai.job import Failure
    from trienkhai.register import Register
    from trienkhai.settings import Settings

ALL_DONE, SOME_FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


class Refused(Exception):
    """The command cannot be carried out at all."""

    def __init__(self, complaint: Complaint, status: int = SOME_FAILED, *, passing: bool = False) -> None:
        super().__init__(complaint.what)
        self.complaint, self.status, self.passing = complaint, status, passing


class Console:
    """Results to standard output, everything else to standard error."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.messages = Messages(environment.language)

    def settings(self, options: argparse.Namespace) -> Settings:
        """Those of --settings, TRIENKHAI_SETTINGS or ./trienkhai.toml, else the defaults. Raises `Refused`."""
        from trienkhai.settings import UMASK, SettingsFault, load

        try:
            settings = load(getattr(options, "settings", None) or self.environment.settings_file)
        except SettingsFault as fault:
            raise Refused(self.messages.settings_fault(fault.where, fault.code, fault.allowed)) from fault
        os.umask(UMASK[settings.folders.readable_by])
        return settings

    def register(self, place: Path | str, *, must_exist: bool = False) -> Register:
        """Raises `Refused`."""
        from trienkhai.register import Register, RegisterFault

        try:
            return Register.open(place, must_exist=must_exist)
        except RegisterFault as fault:
            complaint = self.messages.complaint(fault.code, place=fault.place, detail=fault.detail or None)
            raise Refused(complaint, passing=fault.passing) from fault

    def result(self, text: object) -> None:
        print(text, flush=True)

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def progress(self, name: str, **values: object) -> None:
        self.say(one_line(self.messages.text("progress", name, **values)))

    def page_count(self, path: Path) -> PageCount:
        return PageCount(path.name, self.messages, self.say)

    def complain(self, path: Path, failure: Failure) -> int:
        self.say(complaint_line(path.name, failure.complaint))
        if failure.trace:
            self.trace(failure.trace)
        return SOME_FAILED

    def trace(self, trace: str) -> None:
        if self.environment.debug:
            self.say(self.messages.text("progress", "internal"))
            self.say(trace)


Run = Callable[[argparse.Namespace, Console], int]
"""A command: options in, exit status out."""


def held_to_settings(run: Run) -> Run:
    """The command with what a file may cost as the settings say it."""

    def held(options: argparse.Namespace, console: Console) -> int:
        from ingest.guard import held_to

        with held_to(console.settings(options).reader_limits()):
            return run(options, console)

    return held


_ARGPARSE = {
    "usage: ": "usage",
    "argument %(argument_name)s: %(message)s": "argument",
    "the following arguments are required: %s": "required",
    "one of the arguments %s is required": "one_of",
    "unrecognized arguments: %s": "unrecognized",
    "not allowed with argument %s": "not_with",
    "invalid choice: %(value)r (choose from %(choices)s)": "choice",
    "invalid %(type)s value: %(value)r": "value",
    "expected one argument": "one_value",
    "expected at least one argument": "some_values",
    "expected at most one argument": "at_most_one",
}
"""argparse's own words, which it looks up by `_`, and their names in the catalogue."""


class Parser(argparse.ArgumentParser):
    """argparse that speaks the catalogue's language."""

    messages = Messages()

    @classmethod
    def speak(cls, messages: Messages) -> None:
        cls.messages = messages
        words = catalogue(messages.language)["argparse"]
        setattr(argparse, "_", lambda said: words.get(_ARGPARSE.get(said), said))  # noqa: B010

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, self.messages.text("usage", "wrong", reason=message) + "\n")


def common_options(parser: argparse.ArgumentParser, messages: Messages) -> None:
    parser._positionals.title = messages.text("help", "arguments")
    parser._optionals.title = messages.text("help", "options")
    parser.add_argument("-h", "--help", action="help", help=messages.text("help", "help"))


def settings_options(parser: argparse.ArgumentParser, messages: Messages) -> None:
    parser.add_argument("--settings", type=Path, metavar="TOML", help=messages.text("help", "settings"))
    parser.add_argument("--db", metavar="DATABASE", help=messages.text("help", "db"))


def date_of(messages: Messages) -> Callable[[str], dt.date]:
    def date(text: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(messages.text("usage", "bad_date", value=text)) from None

    return date

"""The command line: `trienkhai extract 72.docx`. Thin: it reads arguments, calls the work, and prints."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from trienkhai.messages import Messages, complaint_line, one_line
from trienkhai.progress import PageCount
from trienkhai.settings import RESULTS, Settings

if TYPE_CHECKING:
    from generate.unit import Unit
    from trienkhai.drafts import Draft
    from trienkhai.job import Failure

ALL_DONE, SOME_FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 all done, 1 at least one file failed, 2 the command line was wrong."""
    _speak_utf8()
    console = Console(Settings.from_environment())
    options = build_parser(console.messages).parse_args(arguments)
    run: Callable[[argparse.Namespace, Console], int] = options.run
    try:
        return run(options, console)
    except KeyboardInterrupt:
        console.say(console.messages.text("progress", "interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ALL_DONE


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class Console:
    """Results to standard output, everything else to standard error."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.messages = Messages(settings.language)

    def result(self, text: object) -> None:
        print(text, flush=True)

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def progress(self, name: str, **values: object) -> None:
        self.say(one_line(self.messages.text("progress", name, **values)))

    def page_count(self, path: Path) -> PageCount:
        return PageCount(path.name, self.messages, self.say)

    def trace(self, trace: str) -> None:
        if self.settings.debug:
            self.say(self.messages.text("progress", "internal"))
            self.say(trace)


class Parser(argparse.ArgumentParser):
    """argparse that speaks the catalogue's language."""

    messages = Messages()

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, self.messages.text("usage", "wrong", reason=message) + "\n")


def build_parser(messages: Messages) -> argparse.ArgumentParser:
    def words(name: str, **values: object) -> str:
        return messages.text("help", name, **values)

    Parser.messages = messages
    parser = Parser(prog="trienkhai", description=words("program"), add_help=False)
    _common(parser, messages)
    parser.add_argument("--version", action="version", version=f"trienkhai {metadata.version('trienkhai')}", help=words("version"))
    commands = parser.add_subparsers(title=words("commands"), metavar=words("commands").upper(), dest="command", required=True)

    def command(name: str, run: Callable[[argparse.Namespace, Console], int]) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, help=words(name), description=words(name), add_help=False)
        _common(sub, messages)
        sub.set_defaults(run=run)
        return sub

    def out(sub: argparse.ArgumentParser, default: str) -> None:
        sub.add_argument("--out", type=Path, metavar="DIR", help=words("out", default=default))

    sub = command("extract", extract)
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words("files"))
    out(sub, f"{RESULTS}/")
    sub.add_argument("--json", action="store_true", help=words("json"))

    sub = command("tables", tables)
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words("files"))
    out(sub, f"{RESULTS}/")

    sub = command("draft", draft)
    sub.add_argument("file", type=Path, metavar="FILE", help=words("file"))
    whom = sub.add_mutually_exclusive_group(required=True)
    whom.add_argument("--unit", nargs="+", action="extend", metavar="NAME", help=words("unit"))
    whom.add_argument("--all", action="store_true", help=words("all"))
    sub.add_argument("--units", type=Path, metavar="UNITS.toml", help=words("units"))
    sub.add_argument("--date", type=_date(messages), metavar="YYYY-MM-DD", help=words("date"))
    out(sub, f"{RESULTS}/<FILE>.du-thao/")

    sub = command("watch", watch)
    sub.add_argument("inbox", type=Path, metavar="INBOX", help=words("inbox"))
    out(sub, "INBOX/ket-qua/")
    sub.add_argument("--once", action="store_true", help=words("once"))

    sub = command("lint", lint)
    sub.add_argument("file", type=Path, metavar="FILE.docx", help=words("docx"))

    sub = command("evaluate", evaluate)
    sub.add_argument("corpus", type=Path, nargs="?", metavar="CORPUS", help=words("corpus"))
    sub.add_argument("--documents", type=Path, metavar="DIR", help=words("documents"))
    sub.add_argument("--formats", nargs="+", metavar="SUFFIX", help=words("formats"))
    sub.add_argument("--details", action="store_true", help=words("details"))
    sub.add_argument("--json", action="store_true", help=words("figures"))

    command("doctor", doctor)
    command("schema", schema)
    return parser


def _common(parser: argparse.ArgumentParser, messages: Messages) -> None:
    parser._positionals.title = messages.text("help", "arguments")
    parser._optionals.title = messages.text("help", "options")
    parser.add_argument("-h", "--help", action="help", help=messages.text("help", "help"))


def _date(messages: Messages) -> Callable[[str], dt.date]:
    def date(text: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(messages.text("usage", "bad_date", value=text)) from None

    return date


# One function a command: options in, exit status out.


def extract(options: argparse.Namespace, console: Console) -> int:
    from extract.directive import to_json
    from trienkhai.job import Failure, attempt, extract_file, understand
    from trienkhai.results import folders_for

    if options.json:
        if len(options.files) > 1:
            console.say(console.messages.text("usage", "wrong", reason=console.messages.text("usage", "one_file")))
            return WRONG_USE
        outcome = attempt(partial(understand, options.files[0], console.page_count(options.files[0])), console.messages)
        if isinstance(outcome, Failure):
            return _complain(console, options.files[0], outcome)
        console.result(to_json(outcome).rstrip("\n"))
        return ALL_DONE

    status = ALL_DONE
    for path, folder in folders_for(options.files, options.out or RESULTS).items():
        console.progress("reading", file=path.name)
        outcome = attempt(partial(extract_file, path, folder, console.page_count(path)), console.messages)
        if isinstance(outcome, Failure):
            status = _complain(console, path, outcome)
            continue
        counts = {name: len(getattr(outcome, name)) for name in ("targets", "deadlines", "assignments", "tables", "findings")}
        console.progress("extracted", file=path.name, **counts)
        console.result(folder)
    return status


def tables(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.job import Failure, attempt, tables_of_file
    from trienkhai.results import folders_for

    status = ALL_DONE
    for path, folder in folders_for(options.files, options.out or RESULTS).items():
        console.progress("reading", file=path.name)
        outcome = attempt(partial(tables_of_file, path, folder, console.page_count(path)), console.messages)
        if isinstance(outcome, Failure):
            status = _complain(console, path, outcome)
            continue
        console.progress("tables", file=path.name, tables=len(outcome))
        for table in outcome:
            console.result(table)
    return status


def draft(options: argparse.Namespace, console: Console) -> int:
    from generate.unit import load_units
    from trienkhai.drafts import draft_unit, units_to_draft
    from trienkhai.job import Failure, attempt, understand
    from trienkhai.results import safe_name

    path: Path = options.file
    profiles = attempt(partial(load_units, options.units), console.messages) if options.units else ()
    if isinstance(profiles, Failure):
        return _complain(console, options.units, profiles)
    console.progress("reading", file=path.name)
    directive = attempt(partial(understand, path, console.page_count(path)), console.messages)
    if isinstance(directive, Failure):
        return _complain(console, path, directive)
    out = options.out or RESULTS / f"{safe_name(path.stem)}.du-thao"

    status = ALL_DONE
    units: list[Unit] = []
    drafts: list[Draft] = []
    for name in [None] if options.all else dict.fromkeys(options.unit):
        found = attempt(partial(units_to_draft, directive, name, profiles), console.messages)
        if isinstance(found, Failure):
            status = _complain(console, path, found)
        else:
            units.extend(found)
    console.progress("drafting", file=path.name, units=len(units))
    for unit in units:
        made = attempt(partial(draft_unit, directive, unit, out, options.date), console.messages)
        if isinstance(made, Failure):
            status = _complain(console, path, made)
            continue
        drafts.append(made)
        console.result(made.path)
    console.progress(
        "drafted", file=path.name, units=len(drafts), blanks=sum(d.blanks for d in drafts), findings=sum(d.findings for d in drafts)
    )
    return status


def watch(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.inbox import RESULTS as INBOX_RESULTS
    from trienkhai.inbox import Inbox

    if not options.inbox.is_dir():
        console.say(complaint_line(str(options.inbox), console.messages.complaint("no-such-folder")))
        return SOME_FAILED
    inbox = Inbox(options.inbox, options.out or options.inbox / INBOX_RESULTS, console.messages, console.say, console.trace)
    if options.once:
        return ALL_DONE if inbox.empty() else SOME_FAILED
    inbox.watch()
    return ALL_DONE


def lint(options: argparse.Namespace, console: Console) -> int:
    from generate.labels import label
    from trienkhai.job import Failure, attempt, breaches_of_file

    path: Path = options.file
    breaches = attempt(partial(breaches_of_file, path), console.messages)
    if isinstance(breaches, Failure):
        return _complain(console, path, breaches)
    for breach in breaches:
        console.result(f"{label('severity', breach.severity)} · {breach.place} · {breach.message} · {breach.remedy}")
    if breaches:
        console.say(console.messages.text("lint", "breaches", file=one_line(path.name), count=len(breaches)))
    else:
        console.say(console.messages.text("lint", "clean", file=one_line(path.name)))
    return ALL_DONE


def evaluate(options: argparse.Namespace, console: Console) -> int:
    from trienkhai import evaluate as evaluation

    try:
        formats = options.formats or evaluation.FORMATS
        scores = evaluation.evaluate(options.corpus or evaluation.OWN_CORPUS, documents=options.documents, formats=formats)
    except FileNotFoundError:
        console.say(complaint_line(str(options.corpus), console.messages.complaint("no-annotations")))
        return SOME_FAILED
    console.result((evaluation.to_json(scores) if options.json else evaluation.report(scores, details=options.details)).rstrip("\n"))
    return ALL_DONE if not any(result.error for result in scores.results) else SOME_FAILED


def doctor(_options: argparse.Namespace, console: Console) -> int:
    from trienkhai.doctor import examine, report

    checks = examine(console.messages)
    console.result(report(checks, console.messages))
    return ALL_DONE if all(check.well for check in checks) else SOME_FAILED


def schema(_options: argparse.Namespace, console: Console) -> int:
    from extract.directive import json_schema

    console.result(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return ALL_DONE


def _complain(console: Console, path: Path, failure: Failure) -> int:
    console.say(complaint_line(path.name, failure.complaint))
    if failure.trace:
        console.trace(failure.trace)
    return SOME_FAILED


if __name__ == "__main__":
    sys.exit(main())

"""`trienkhai lint` and `trienkhai templates`: the form of a Word file, and of the templates that drafts are made from."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path

from trienkhai.console import ALL_DONE, SOME_FAILED, WRONG_USE, Console, Refused, common_options
from trienkhai.messages import Complaint, Messages, one_line
from trienkhai.results import place_file


def add_lint_command(parser: argparse.ArgumentParser, messages: Messages) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.docx", help=messages.text("help", "docx"))
    parser.add_argument("--units", type=Path, metavar="UNITS.toml", help=messages.text("help", "lint_units"))
    parser.add_argument("--fix", type=Path, metavar="OUT.docx", help=messages.text("help", "fix"))


def lint(options: argparse.Namespace, console: Console) -> int:
    """Each breach on a line; with --fix those that are left once the mechanical ones are mended in a new file."""
    from generate.labels import label
    from trienkhai.job import Failure, attempt, breaches_of_file, mend_file

    path: Path = options.file
    if options.fix and options.fix.resolve() == path.resolve():
        raise Refused(Complaint(console.messages.text("usage", "fix_elsewhere")), WRONG_USE)
    work = partial(mend_file, path, options.fix, options.units) if options.fix else partial(breaches_of_file, path, options.units)
    judged = attempt(work, console.messages)
    if isinstance(judged, Failure):
        return console.complain(path, judged)
    for breach in judged.breaches:
        console.result(f"{label('severity', breach.severity)} · {breach.rule} · {breach.place} · {breach.message} · {breach.remedy}")
    name, count = one_line(path.name), len(judged.breaches)
    console.say(console.messages.text("lint", "book", book=" / ".join(judged.books)))
    if options.fix:
        console.say(console.messages.text("lint", "mended", file=options.fix, before=judged.before, left=count))
    else:
        console.say(console.messages.text("lint", "breaches" if count else "clean", file=name, count=count))
    return ALL_DONE


def add_templates_commands(parser: argparse.ArgumentParser, messages: Messages) -> None:
    commands = parser.add_subparsers(title=messages.text("help", "commands"), metavar="", dest="asked")

    def command(name: str, run: Callable[[argparse.Namespace, Console], int]) -> argparse.ArgumentParser:
        said = messages.text("help", f"templates_{name}")
        sub: argparse.ArgumentParser = commands.add_parser(name, help=said, description=said, add_help=False)
        common_options(sub, messages)
        sub.set_defaults(run=run)
        return sub

    sub = command("check", templates_check)
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE.docx", help=messages.text("help", "template"))
    sub = command("init", templates_init)
    sub.add_argument("folder", type=Path, metavar="DIR", help=messages.text("help", "templates_folder"))


def no_templates_command(_options: argparse.Namespace, console: Console) -> int:
    raise Refused(Complaint(console.messages.text("usage", "templates_command")), WRONG_USE)


def templates_check(options: argparse.Namespace, console: Console) -> int:
    """Status 1 where a template is wrong."""
    from trienkhai.job import Failure, attempt, faults_of_template

    status = ALL_DONE
    for path in options.files:
        faults = attempt(partial(faults_of_template, path), console.messages)
        if isinstance(faults, Failure):
            status = console.complain(path, faults)
            continue
        for fault in faults:
            console.result(f"{one_line(path.name)} · {fault.place} · {fault.message} · {fault.remedy}")
        status = SOME_FAILED if faults else status
        console.say(console.messages.text("lint", "template_faults" if faults else "template_clean", file=path.name, count=len(faults)))
    return status


def templates_init(options: argparse.Namespace, console: Console) -> int:
    """Copies the program's templates into a folder of the office's own; what stands there is left."""
    from trienkhai.job import Failure, attempt

    for source in sorted(files("templates").iterdir(), key=lambda entry: entry.name):
        target = options.folder / source.name
        if not source.name.endswith(".docx") or target.exists():
            continue
        written = attempt(partial(place_file, target, source.read_bytes()), console.messages)
        if isinstance(written, Failure):
            return console.complain(target, written)
        console.result(target)
    return ALL_DONE

"""The command line: `trienkhai extract 72.docx`. Thin: it reads arguments, calls the work, and prints."""

from __future__ import annotations

import argparse
import getpass
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from generate.plan import Paper
from trienkhai.allocate_command import add_allocate_command, allocate
from trienkhai.console import (
    ALL_DONE,
    INTERRUPTED,
    SOME_FAILED,
    WRONG_USE,
    Console,
    Parser,
    Refused,
    Run,
    common_options,
    date_of,
    held_to_settings,
    settings_options,
)
from trienkhai.environment import SETTINGS_FILE, Environment
from trienkhai.form_command import add_lint_command, add_templates_commands, lint, no_templates_command
from trienkhai.messages import Complaint, Messages, complaint_line
from trienkhai.reconcile_command import add_reconcile_command, reconcile
from trienkhai.register_command import add_register_commands, no_command
from trienkhai.results import RESULTS
from trienkhai.units_command import add_units_commands, no_units_command

if TYPE_CHECKING:
    from generate.unit import Unit
    from trienkhai.drafts import Draft
    from trienkhai.register import Register
    from trienkhai.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 all done, 1 at least one file failed, 2 the command line was wrong."""
    _speak_utf8()
    os.umask(0o077)
    console = Console(Environment.of())
    options = build_parser(console.messages).parse_args(arguments)
    run: Run = options.run
    try:
        return run(options, console)
    except KeyboardInterrupt:
        console.say(console.messages.text("progress", "interrupted"))
        return INTERRUPTED
    except Refused as refused:
        console.say(" — ".join(part for part in (refused.complaint.what, refused.complaint.remedy) if part))
        return refused.status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ALL_DONE


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def build_parser(messages: Messages) -> argparse.ArgumentParser:
    def words(name: str, **values: object) -> str:
        return messages.text("help", name, **values)

    Parser.speak(messages)
    parser = Parser(prog="trienkhai", description=words("program"), add_help=False)
    common_options(parser, messages)
    parser.add_argument("--version", action="version", version=f"trienkhai {metadata.version('trienkhai')}", help=words("version"))
    commands = parser.add_subparsers(title=words("commands"), metavar=words("commands").upper(), dest="command", required=True)

    def command(name: str, run: Run) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, help=words(name), description=words(name), add_help=False)
        common_options(sub, messages)
        sub.set_defaults(run=run)
        return sub

    def out(sub: argparse.ArgumentParser, default: str) -> None:
        sub.add_argument("--out", type=Path, metavar="DIR", help=words("out", default=default))

    sub = command("extract", held_to_settings(extract))
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words("files"))
    out(sub, f"{RESULTS}/")
    sub.add_argument("--json", action="store_true", help=words("json"))

    sub = command("tables", held_to_settings(tables))
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words("files"))
    out(sub, f"{RESULTS}/")

    sub = command("draft", held_to_settings(draft))
    sub.add_argument("file", type=Path, metavar="FILE", help=words("file"))
    whom = sub.add_mutually_exclusive_group(required=True)
    whom.add_argument("--unit", nargs="+", action="extend", metavar="NAME", help=words("unit"))
    whom.add_argument("--all", action="store_true", help=words("all"))
    sub.add_argument("--units", type=Path, metavar="UNITS.toml", help=words("unit_facts"))
    sub.add_argument("--date", type=date_of(messages), metavar="YYYY-MM-DD", help=words("date"))
    sub.add_argument("--kind", choices=get_args(Paper), help=words("draft_kind"))
    sub.add_argument("--templates", type=Path, metavar="DIR", help=words("templates_own"))
    out(sub, f"{RESULTS}/<FILE>.du-thao/")

    add_reconcile_command(command("reconcile", held_to_settings(reconcile)), messages)
    add_allocate_command(command("allocate", allocate), messages)
    add_units_commands(command("units", no_units_command), messages)

    sub = command("watch", held_to_settings(watch))
    sub.add_argument("inbox", type=Path, nargs="?", metavar="INBOX", help=words("inbox"))
    out(sub, "INBOX/ket-qua/")
    sub.add_argument("--once", action="store_true", help=words("once"))
    sub.add_argument("--rest", type=float, metavar="SECONDS", help=words("rest"))
    settings_options(sub, messages)

    add_register_commands(command("register", no_command), messages)

    sub = command("init", init)
    sub.add_argument("file", type=Path, nargs="?", default=SETTINGS_FILE, metavar="FILE", help=words("settings_file"))
    sub.add_argument("--force", action="store_true", help=words("force"))

    sub = command("install-service", install_service)
    sub.add_argument("inbox", type=Path, nargs="?", metavar="INBOX", help=words("inbox"))
    out(sub, "INBOX/ket-qua/")
    sub.add_argument("--for", dest="system", choices=("systemd", "windows"), help=words("for"))
    sub.add_argument("--write", type=Path, metavar="FILE", help=words("write"))
    settings_options(sub, messages)

    add_lint_command(command("lint", held_to_settings(lint)), messages)
    add_templates_commands(command("templates", no_templates_command), messages)

    sub = command("evaluate", evaluate)
    sub.add_argument("corpus", type=Path, nargs="?", metavar="CORPUS", help=words("corpus"))
    sub.add_argument("--documents", type=Path, metavar="DIR", help=words("documents"))
    sub.add_argument("--formats", nargs="+", metavar="SUFFIX", help=words("formats"))
    sub.add_argument("--details", action="store_true", help=words("details"))
    sub.add_argument("--against", type=Path, metavar="FIGURES.json", help=words("against"))
    sub.add_argument("--json", action="store_true", help=words("figures"))

    settings_options(command("doctor", doctor), messages)
    command("schema", schema)
    return parser


# One function a command: options in, exit status out.


def extract(options: argparse.Namespace, console: Console) -> int:
    from extract.directive import to_json
    from trienkhai.job import Failure, attempt, extract_file, understand
    from trienkhai.recording import recorder
    from trienkhai.results import folders_for

    if options.json:
        if len(options.files) > 1:
            console.say(console.messages.text("usage", "wrong", reason=console.messages.text("usage", "one_file")))
            return WRONG_USE
        outcome = attempt(partial(understand, options.files[0], console.page_count(options.files[0])), console.messages)
        if isinstance(outcome, Failure):
            return console.complain(options.files[0], outcome)
        console.result(to_json(outcome).rstrip("\n"))
        return ALL_DONE

    status, settings = ALL_DONE, console.settings(options)
    out: Path = options.out or _shared_results(settings) or RESULTS
    with recorder(settings, out, console) as recording:
        for path, folder in folders_for(options.files, out).items():
            console.progress("reading", file=path.name)
            outcome = attempt(partial(extract_file, path, folder, console.page_count(path)), console.messages)
            if isinstance(outcome, Failure):
                status = console.complain(path, outcome)
                continue
            counts = {name: len(getattr(outcome, name)) for name in ("targets", "deadlines", "assignments", "tables", "findings")}
            console.progress("extracted", file=path.name, **counts)
            console.result(folder)
            if recording:
                recording.extracted(folder)
    return status


def _shared_results(settings: Settings) -> Path | None:
    """The folder of the watch, where the settings have the commands recorded beside it."""
    return settings.results(settings.folders.inbox) if settings.register_.commands else None


def tables(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.job import Failure, attempt, tables_of_file
    from trienkhai.results import folders_for

    status = ALL_DONE
    for path, folder in folders_for(options.files, options.out or RESULTS).items():
        console.progress("reading", file=path.name)
        outcome = attempt(partial(tables_of_file, path, folder, console.page_count(path)), console.messages)
        if isinstance(outcome, Failure):
            status = console.complain(path, outcome)
            continue
        console.progress("tables", file=path.name, tables=len(outcome))
        for table in outcome:
            console.result(table)
    return status


def draft(options: argparse.Namespace, console: Console) -> int:
    from generate.units_file import load_units
    from trienkhai.drafts import Form, draft_unit, units_to_draft
    from trienkhai.job import Failure, attempt, understand
    from trienkhai.recording import recorder
    from trienkhai.results import safe_name

    path: Path = options.file
    settings = console.settings(options)
    units_file: Path | None = options.units or settings.drafts.units
    profiles = attempt(partial(load_units, units_file), console.messages) if units_file else ()
    if isinstance(profiles, Failure):
        return console.complain(units_file or path, profiles)
    console.progress("reading", file=path.name)
    directive = attempt(partial(understand, path, console.page_count(path)), console.messages)
    if isinstance(directive, Failure):
        return console.complain(path, directive)
    shared = _shared_results(settings) or RESULTS
    out = options.out or shared / f"{safe_name(path.stem)}.du-thao"

    status = ALL_DONE
    units: list[Unit] = []
    drafts: list[Draft] = []
    for name in [None] if options.all else dict.fromkeys(options.unit):
        found = attempt(partial(units_to_draft, directive, name, profiles), console.messages)
        if isinstance(found, Failure):
            status = console.complain(path, found)
        else:
            units.extend(found)
    console.progress("drafting", file=path.name, units=len(units))
    for unit in units:
        form = Form(options.date, settings.rulebook(), options.kind, options.templates or settings.drafts.templates)
        made = attempt(partial(draft_unit, directive, unit, out, form), console.messages)
        if isinstance(made, Failure):
            status = console.complain(path, made)
            continue
        drafts.append(made)
        console.result(made.path)
    with recorder(settings, shared, console) as recording:
        if recording:
            recording.drafted(directive.source.sha256, drafts)
    console.progress(
        "drafted", file=path.name, units=len(drafts), blanks=sum(d.blanks for d in drafts), findings=sum(d.findings for d in drafts)
    )
    return status


def watch(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.inbox import Inbox
    from trienkhai.lock import Taken, alone_in
    from trienkhai.watchlog import terminal_and_log

    settings = console.settings(options)
    if options.rest is not None:
        settings = settings.model_copy(update={"watch": settings.watch.model_copy(update={"rest_seconds": options.rest})})
    inbox, out = _watched(options, settings, console)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        with ExitStack() as held:
            for folder in (inbox, out):
                held.enter_context(alone_in(folder))
            say = held.enter_context(terminal_and_log(out, console.say))
            register = _register_when_it_opens(options, settings, out, console, stop)
            if register is None:
                return ALL_DONE
            held.callback(register.close)
            desk = Inbox(inbox, out, register, settings, console.messages, say, console.trace, stop)
            if options.once:
                return ALL_DONE if desk.empty() else SOME_FAILED
            desk.watch()
            return ALL_DONE
    except Taken as taken:
        raise Refused(console.messages.complaint("watched-already", place=taken.folder)) from taken


def _register_when_it_opens(
    options: argparse.Namespace, settings: Settings, out: Path, console: Console, stop: threading.Event
) -> Register | None:
    """The register; a full disk, a server that is down or a locked file is waited for, unless --once. None where `stop` came first."""
    while not stop.is_set():
        try:
            return console.register(options.db or settings.register_place(out))
        except Refused as refused:
            if options.once or not refused.passing:
                raise
            console.say(f"{refused} — {console.messages.text('watch', 'register_later', seconds=f'{settings.watch.retry_seconds:.0f}')}")
            stop.wait(settings.watch.retry_seconds)
    return None


def _watched(options: argparse.Namespace, settings: Settings, console: Console) -> tuple[Path, Path]:
    """The inbox and the folder of results, which must not get in each other's way."""
    from trienkhai.inbox import overlapping

    inbox: Path | None = options.inbox or settings.folders.inbox
    if inbox is None:
        raise Refused(Complaint(console.messages.text("usage", "no_inbox")), WRONG_USE)
    if not inbox.is_dir():
        missing = console.messages.complaint("no-such-folder")
        raise Refused(Complaint(f"{inbox} — {missing.what}", missing.remedy))
    out: Path = options.out or settings.results(inbox)
    if overlapping(inbox, out):
        raise Refused(console.messages.complaint("overlapping", place=out, inbox=inbox), WRONG_USE)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(console.messages.complaint("write-failed", place=out, detail=error.strerror)) from error
    return inbox, out


def init(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.results import WriteFailed, place_file
    from trienkhai.settings import model_text

    path: Path = options.file
    if path.exists() and not options.force:
        raise Refused(console.messages.complaint("settings-exist", place=path))
    try:
        place_file(path, model_text().encode())
    except WriteFailed as error:
        raise Refused(console.messages.complaint("write-failed", place=path, detail=error.cause.strerror)) from error
    console.result(path)
    return ALL_DONE


def install_service(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.results import WriteFailed, place_file
    from trienkhai.service import Service, System

    settings = console.settings(options)
    inbox, out = _watched(options, settings, console)
    settings_file = options.settings or console.environment.settings_file
    service = Service(
        inbox.absolute(),
        out.absolute(),
        settings_file.absolute() if settings_file else None,
        options.db,
        user=_clerk(),
        needs_network="://" in str(options.db or settings.register_place(out)),
    )
    system: System = options.system or ("windows" if sys.platform == "win32" else "systemd")
    if options.write is None:
        console.result(service.text(system).rstrip("\n"))
    else:
        try:
            place_file(options.write, service.encoded(system))
        except WriteFailed as error:
            raise Refused(console.messages.complaint("write-failed", place=options.write, detail=error.cause.strerror)) from error
        console.result(options.write)
    console.say(console.messages.text("service", system, file=options.write or service.file_name(system)))
    return ALL_DONE


def _clerk() -> str:
    """Who asked, also through sudo; no service needs to be root."""
    asked = os.environ.get("SUDO_USER") or getpass.getuser()
    return "trienkhai" if asked == "root" else asked


def evaluate(options: argparse.Namespace, console: Console) -> int:
    from trienkhai import evaluate as evaluation

    try:
        formats = options.formats or evaluation.FORMATS
        scores = evaluation.evaluate(options.corpus or evaluation.OWN_CORPUS, documents=options.documents, formats=formats)
    except FileNotFoundError:
        console.say(complaint_line(str(options.corpus), console.messages.complaint("no-annotations")))
        return SOME_FAILED
    if options.against:
        before = options.against.read_text(encoding="utf-8")
        console.result(evaluation.change_report(evaluation.change(before, evaluation.to_json(scores))).rstrip("\n"))
        return ALL_DONE
    console.result((evaluation.to_json(scores) if options.json else evaluation.report(scores, details=options.details)).rstrip("\n"))
    return ALL_DONE if not any(result.error for result in scores.results) else SOME_FAILED


def doctor(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.doctor import examine, report

    settings: Settings | Complaint
    try:
        settings = console.settings(options)
    except Refused as refused:
        settings = refused.complaint
    checks = examine(console.messages, settings, options.db)
    console.result(report(checks, console.messages))
    return ALL_DONE if all(check.well for check in checks) else SOME_FAILED


def schema(_options: argparse.Namespace, console: Console) -> int:
    from extract.directive import json_schema

    console.result(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return ALL_DONE


if __name__ == "__main__":
    sys.exit(main())

"""`trienkhai register …`: what came in, what was read in it, what falls due."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trienkhai.console import (
    ALL_DONE,
    SOME_FAILED,
    WRONG_USE,
    Console,
    Refused,
    Run,
    common_options,
    date_of,
    held_to_settings,
    settings_options,
)
from trienkhai.correction_command import add_correction_commands
from trienkhai.messages import Complaint, Messages, one_line
from trienkhai.results import WriteFailed, place_file

if TYPE_CHECKING:
    from trienkhai.register import Register
    from trienkhai.register.search import Due, Entry, Question, Record


def add_register_commands(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """`list`, `show`, `search`, `deadlines`, `confirm`, `correct`, `settle`, `reject`, `add`, `export`, `check`, `backup`."""
    commands = parser.add_subparsers(title=messages.text("help", "commands"), metavar="", dest="asked")

    def words(name: str) -> str:
        return messages.text("help", name)

    def command(name: str, run: Run) -> argparse.ArgumentParser:
        said = words(f"register_{name}")
        sub: argparse.ArgumentParser = commands.add_parser(name, help=said, description=said, add_help=False)
        common_options(sub, messages)
        settings_options(sub, messages)
        sub.add_argument("--out", type=Path, metavar="DIR", help=words("register_out"))
        sub.set_defaults(run=run)
        return sub

    def question(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--number", metavar="72-KH/HU", help=words("by_number"))
        sub.add_argument("--body", metavar="NAME", help=words("by_body"))
        sub.add_argument("--from", dest="start", type=date_of(messages), metavar="YYYY-MM-DD", help=words("by_start"))
        sub.add_argument("--to", dest="end", type=date_of(messages), metavar="YYYY-MM-DD", help=words("by_end"))
        sub.add_argument("--limit", type=int, default=100, metavar="N", help=words("limit"))

    question(command("list", search))
    sub = command("search", search)
    sub.add_argument("words", nargs="*", metavar="WORDS", help=words("search_words"))
    question(sub)
    sub = command("show", show)
    sub.add_argument("document", metavar="DOCUMENT", help=words("document"))
    sub = command("deadlines", deadlines)
    sub.add_argument("--days", type=int, default=30, metavar="N", help=words("days"))
    sub.add_argument("--past", type=int, default=30, metavar="N", help=words("past"))
    sub.add_argument("--body", metavar="NAME", help=words("by_body"))
    sub.add_argument("--today", type=date_of(messages), metavar="YYYY-MM-DD", help=words("today"))
    sub.add_argument("--ics", type=Path, metavar="FILE.ics", help=words("ics"))
    sub.add_argument("--csv", type=Path, metavar="FILE.csv", help=words("csv"))
    add_correction_commands(command, opened, messages)
    sub = command("export", export)
    sub.add_argument("words", nargs="*", metavar="WORDS", help=words("search_words"))
    question(sub)
    sub.add_argument("--format", choices=("csv", "json"), default="csv", help=words("format"))
    sub.add_argument("--to-file", dest="file", type=Path, metavar="FILE", help=words("to_file"))
    command("check", held_to_settings(check)).add_argument("--mend", action="store_true", help=words("mend"))
    sub = command("backup", backup)
    sub.add_argument("file", type=Path, metavar="FILE.db", help=words("backup_file"))


def no_command(_options: argparse.Namespace, console: Console) -> int:
    raise Refused(Complaint(console.messages.text("usage", "register_command")), WRONG_USE)


def search(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.register.search import count, find

    register, _ = opened(options, console)
    found = find(register, _question(options))
    for entry in found:
        console.result(line(entry))
    console.say(console.messages.text("register", "found", found=len(found), all=count(register)))
    return ALL_DONE


def show(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.register.search import named, record

    register, results = opened(options, console)
    found = named(register, options.document)
    if not found:
        raise Refused(console.messages.complaint("not-in-register", name=options.document))
    for entry in found:
        _show(record(register, entry), results, console)
    return ALL_DONE


def _show(known: Record, results: Path, console: Console) -> None:
    from trienkhai.register.corrections import FIELDS, HEADER

    def tell(said: str, /, **values: object) -> None:
        console.result(one_line(console.messages.text("register", said, **values)))

    console.result(line(known.entry))
    tell("results", place=results / known.entry.results)
    for name, stage, place in known.files:
        tell("file", file=name, stage=console.messages.text("stage", stage), place=place or "")
    for unit, place in known.drafts:
        tell("draft", unit=unit, place=results / place)
    said = {key: verdict for kind, key, _, verdict, _, _ in known.corrections if kind == "header"}
    for name in FIELDS[HEADER]:
        if known.header.get(name) is not None or name in said:
            console.result(header_line(name, known.header.get(name), said.get(name), console.messages))
    for kind, _key, verdict, fact in known.facts:
        console.result(fact_line(kind, verdict, fact, console.messages))
    ids = {key: fact["id"] for _, key, _, fact in known.facts}
    for kind, key, fields, verdict, person, made_at in known.corrections:
        name = f"{key} = {_shown_value(fields['value'])}" if kind == HEADER else ids.get(key, fields["id"])
        what = f"{console.messages.text('fact', kind)} {name}"
        time = made_at.astimezone().strftime("%d/%m/%Y %H:%M")
        tell("correction", person=person, verdict=console.messages.text("verdict", verdict), what=what, time=time)


def deadlines(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.register import search
    from trienkhai.register.feed import deadlines_csv, deadlines_ics

    register, _ = opened(options, console)
    today = options.today or dt.date.today()
    if options.ics:
        _written(options.ics, deadlines_ics(register, today, options.past, options.body), console)
        return ALL_DONE
    found = search.deadlines(register, today, options.days, options.past, options.body)
    if options.csv:
        _written(options.csv, deadlines_csv(found), console)
        return ALL_DONE
    for due in found:
        console.result(_due_line(due, console.messages))
    late = sum(due.overdue for due in found)
    console.say(console.messages.text("register", "deadlines", late=late, coming=len(found) - late, days=options.days))
    return ALL_DONE


def export(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.register.feed import documents_csv, register_json
    from trienkhai.register.search import find

    register, _ = opened(options, console)
    asked = _question(options, everything=True)
    content = documents_csv(find(register, asked)) if options.format == "csv" else f"{register_json(register, asked)}\n".encode()
    if options.file:
        _written(options.file, content, console)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return ALL_DONE


def check(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.register.holding import check as disagreements

    register, results = opened(options, console)
    inbox = console.settings(options).folders.inbox
    if options.mend:
        _mend(register, results.absolute(), inbox, console)
    found = disagreements(register, results, inbox)
    for one in found:
        cause = one.cause.replace("-", "_")
        left = f" — {console.messages.text('left', cause)}" if options.mend else ""
        console.result(one_line(f"{one.place} — {console.messages.text('check', cause)}{left}"))
    said = "agrees" if not found else "left" if options.mend else "disagrees"
    console.say(console.messages.text("register", said, count=len(found)))
    return SOME_FAILED if found else ALL_DONE


def _mend(register: Register, results: Path, inbox: Path | None, console: Console) -> None:
    """Mends what can be; refused while a watch works there."""
    from trienkhai.lock import Taken, alone_in
    from trienkhai.mending import Mender
    from trienkhai.register.holding import check as disagreements
    from trienkhai.register.holding import inboxes

    try:
        with ExitStack() as held:
            for folder in {results, *inboxes(register, inbox)}:
                if folder.is_dir():
                    held.enter_context(alone_in(folder))
            mender = Mender(register, results, console.messages, disagreements(register, results, inbox))
            for one, done in mender.mend():
                if done:
                    console.result(one_line(f"{one.place} — {console.messages.text('mended', done.replace('-', '_'))}"))
    except Taken as taken:
        raise Refused(console.messages.complaint("watched-already", place=taken.folder)) from taken


def backup(options: argparse.Namespace, console: Console) -> int:
    from trienkhai.register import RegisterFault
    from trienkhai.register.holding import backup as copy

    register, _ = opened(options, console)
    try:
        copy(register, options.file)
    except RegisterFault as fault:
        raise Refused(console.messages.complaint(fault.code, place=fault.place, detail=fault.detail or None)) from fault
    console.result(options.file)
    return ALL_DONE


def opened(options: argparse.Namespace, console: Console) -> tuple[Register, Path]:
    """The register and the folder of results that its places are seen from."""
    settings = console.settings(options)
    results: Path = options.out or settings.results(settings.folders.inbox)
    return console.register(options.db or settings.register_place(results), must_exist=True), results


def _question(options: argparse.Namespace, *, everything: bool = False) -> Question:
    from trienkhai.register.search import Question

    limit = None if everything else options.limit
    return Question(" ".join(getattr(options, "words", ())), options.number, options.body, options.start, options.end, limit)


def line(entry: Entry) -> str:
    """ "12 · 72-KH/HU · 11/02/2022 · Ban Thường vụ Huyện ủy … · kết nạp đảng viên năm 2022"."""
    day = entry.issued_on.strftime("%d/%m/%Y") if entry.issued_on else "?"
    return one_line(" · ".join((str(entry.id), entry.number or "?", day, entry.issuer or "?", entry.subject or entry.results)))


def header_line(name: str, value: object, verdict: str | None, messages: Messages) -> str:
    """ "  number · Số, ký hiệu: 73-KH/HU [đã sửa]"."""
    from generate.labels import label

    said = f" [{messages.text('verdict', verdict)}]" if verdict else ""
    meaning = f" ({label(name, str(value))})" if name in {"kind", "level"} and value else ""
    return one_line(f"  {name} · {label('header', name)}: {_shown_value(value)}{meaning}{said}")


def fact_line(kind: str, verdict: str | None, fact: Mapping[str, Any], messages: Messages) -> str:
    """ "  d3 · thời hạn · các chi bộ · gửi báo cáo · 15/03/2026 [đã sửa]"."""
    from extract.directive import Target
    from generate.labels import shown_amount, shown_rhythm

    said = f" [{messages.text('verdict', verdict)}]" if verdict else ""
    days = " - ".join(_shown_value(day) for day in dict.fromkeys((fact.get("start"), fact.get("due"))) if day)
    amount = shown_amount(Target(**fact)) if kind == "target" else ""
    what = fact.get("task") or fact["anchor"]["quote"] or fact.get("action")
    parts = (fact["id"], messages.text("fact", kind), fact.get("body"), what, amount, shown_rhythm(fact.get("rrule")), days)
    return one_line("  " + " · ".join(str(part) for part in parts if part) + said)


def _shown_value(value: object) -> str:
    """ISO days as they are written here: "2026-03-16" → "16/03/2026"."""
    if isinstance(value, Mapping):
        return str(value.get("text") or value)
    day = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", str(value))
    return "/".join(reversed(day.groups())) if day else "" if value is None else str(value)


def _due_line(due: Due, messages: Messages) -> str:
    state = messages.text("register", "late" if due.overdue else "recurring" if due.recurring else "coming")
    source = f"{due.number or due.subject or '?'} ({due.document} {due.fact})"
    return one_line(" · ".join(part for part in (f"{due.day:%d/%m/%Y}", state, due.task or "?", due.body, source) if part))


def _written(path: Path, content: bytes, console: Console) -> None:
    try:
        place_file(path, content)
    except WriteFailed as error:
        raise Refused(console.messages.complaint("write-failed", place=path, detail=error.cause.strerror)) from error
    console.result(path)

"""`trienkhai register confirm | correct | settle | reject | add`: what a person says about what was read, kept under their name."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trienkhai.console import ALL_DONE, WRONG_USE, Console, Refused, Run
from trienkhai.messages import Complaint, Messages, one_line

if TYPE_CHECKING:
    from pathlib import Path

    from trienkhai.register import Register
    from trienkhai.register.search import Entry, Record

Opened = Callable[[argparse.Namespace, Console], "tuple[Register, Path]"]
Command = Callable[[str, Run], argparse.ArgumentParser]


@dataclass(frozen=True, slots=True)
class Meant:
    """A fact, or a field of the header."""

    kind: str
    key: str
    value: dict[str, Any]


def add_correction_commands(command: Command, opened: Opened, messages: Messages) -> None:
    def words(name: str) -> str:
        return messages.text("help", name)

    def sub(name: str, run: Callable[[argparse.Namespace, Console, Opened], int]) -> argparse.ArgumentParser:
        parser = command(name, lambda options, console: run(options, console, opened))
        parser.add_argument("document", metavar="DOCUMENT", help=words("document"))
        parser.add_argument("--by", metavar="NAME", help=words("by"))
        return parser

    for name, verdict in (("confirm", "confirmed"), ("settle", "settled"), ("reject", "rejected")):
        parser = sub(name, _judge)
        parser.set_defaults(verdict=verdict)
        parser.add_argument("facts", nargs="*" if name == "confirm" else "+", metavar="FACT", help=words("facts"))
        if name == "confirm":
            parser.add_argument("--all", action="store_true", help=words("confirm_all"))
    sub("correct", _correct).add_argument("said", nargs="+", metavar="[FACT] FIELD=VALUE", help=words("correct_said"))
    parser = sub("add", _add)
    parser.add_argument("kind", choices=("deadline", "target", "assignment"), help=words("add_kind"))
    parser.add_argument("said", nargs="+", metavar="FIELD=VALUE", help=words("add_said"))


def _judge(options: argparse.Namespace, console: Console, opened: Opened) -> int:
    """Confirmed as it stands, done with, or no fact at all."""
    from trienkhai.register import Verdict

    register, entry, known = _one_document(options, console, opened)
    everything = getattr(options, "all", False)
    if everything == bool(options.facts):
        raise Refused(Complaint(console.messages.text("usage", "facts_or_all")), WRONG_USE)
    meant = _standing(known) if everything else [_meant(known, name, console, entry) for name in options.facts]
    verdict = Verdict(options.verdict)
    for one in meant:
        if (one.kind == "header" and verdict != Verdict.CONFIRMED) or (verdict == Verdict.SETTLED and one.kind == "target"):
            raise Refused(console.messages.complaint("not-so-judged", fact=one.value.get("id") or one.key))
    for one in meant:
        register.say(entry.sha256, one.kind, one.key, verdict, _person(options), part=entry.part)
    return _shown(register, entry, [one.key for one in meant], console)


def _correct(options: argparse.Namespace, console: Console, opened: Opened) -> int:
    """ "d3 due=16/3/2026" corrects a fact, "number=73-KH/HU" the header."""
    from trienkhai.register import Verdict
    from trienkhai.register.corrections import HEADER, BadCorrection, corrected, understood

    register, entry, known = _one_document(options, console, opened)
    first, *rest = options.said
    try:
        if "=" in first:
            for field, value in understood(HEADER, options.said).items():
                register.say(entry.sha256, HEADER, field, Verdict.CORRECTED, _person(options), {"value": value}, part=entry.part)
            return _shown(register, entry, [], console)
        meant = _meant(known, first, console, entry)
        if meant.kind == HEADER or not rest:
            raise Refused(Complaint(console.messages.text("usage", "correct_how")), WRONG_USE)
        fact = corrected(meant.kind, meant.value, understood(meant.kind, rest))
    except BadCorrection as bad:
        raise _refused(bad, console) from bad
    register.say(entry.sha256, meant.kind, meant.key, Verdict.CORRECTED, _person(options), fact, part=entry.part)
    return _shown(register, entry, [meant.key], console)


def _add(options: argparse.Namespace, console: Console, opened: Opened) -> int:
    from trienkhai.register import Verdict
    from trienkhai.register.corrections import BadCorrection, added, understood

    register, entry, _ = _one_document(options, console, opened)
    try:
        fact = added(options.kind, understood(options.kind, options.said))
    except BadCorrection as bad:
        raise _refused(bad, console) from bad
    key = register.next_key(entry.sha256, options.kind, entry.part)
    register.say(entry.sha256, options.kind, key, Verdict.ADDED, _person(options), fact, part=entry.part)
    return _shown(register, entry, [key], console)


def _one_document(options: argparse.Namespace, console: Console, opened: Opened) -> tuple[Register, Entry, Record]:
    from trienkhai.register.search import named, record

    register, _ = opened(options, console)
    found = named(register, options.document)
    if not found:
        raise Refused(console.messages.complaint("not-in-register", name=options.document))
    if len(found) > 1:
        ids = ", ".join(str(entry.id) for entry in found)
        raise Refused(console.messages.complaint("several-in-register", name=options.document, ids=ids))
    return register, found[0], record(register, found[0])


def _standing(known: Record) -> list[Meant]:
    """Every fact that nobody rejected, and every field of the header that was read."""
    from trienkhai.register.corrections import FIELDS

    facts = [Meant(kind, key, fact) for kind, key, verdict, fact in known.facts if verdict not in {"rejected", "settled"}]
    return facts + [Meant("header", name, {}) for name in FIELDS["header"] if known.header.get(name) is not None]


def _meant(known: Record, name: str, console: Console, entry: Entry) -> Meant:
    from trienkhai.register.corrections import FIELDS

    if name in FIELDS["header"]:
        return Meant("header", name, {})
    for kind, key, _, fact in known.facts:
        if fact["id"] == name:
            return Meant(kind, key, fact)
    raise Refused(console.messages.complaint("no-such-fact", fact=name, id=entry.id))


def _refused(bad: Any, console: Console) -> Refused:
    allowed = console.messages.text("correction", "allowed", allowed=bad.allowed) if bad.allowed else ""
    what = console.messages.text("correction", bad.code.replace("-", "_"))
    return Refused(Complaint(one_line(f"{bad.said}: {what}{allowed}")), WRONG_USE)


def _person(options: argparse.Namespace) -> str:
    return " ".join((options.by or getpass.getuser()).split())


def _shown(register: Register, entry: Entry, keys: Iterable[str], console: Console) -> int:
    """The document and these facts as the register has them now."""
    from trienkhai.register.search import by_id, record
    from trienkhai.register_command import fact_line, line

    entry = by_id(register, entry.id)
    console.result(line(entry))
    wanted = set(keys)
    for kind, key, verdict, fact in record(register, entry).facts:
        if key in wanted:
            console.result(fact_line(kind, verdict, fact, console.messages))
    return ALL_DONE

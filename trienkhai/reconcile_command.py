"""`trienkhai reconcile DIRECTIVE PLAN…`: lower units' plans, or lists of registrations, against the directive's quotas."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from trienkhai.console import ALL_DONE, Console, date_of
from trienkhai.messages import Messages
from trienkhai.results import RESULTS, place_file, safe_name


def add_reconcile_command(sub: argparse.ArgumentParser, messages: Messages) -> None:
    def words(name: str, **values: object) -> str:
        return messages.text("help", name, **values)

    sub.add_argument("directive", type=Path, metavar="DIRECTIVE", help=words("directive"))
    sub.add_argument("plans", type=Path, nargs="+", metavar="PLAN", help=words("plans"))
    sub.add_argument("--units", type=Path, metavar="UNITS.toml", help=words("unit_facts"))
    sub.add_argument("--date", type=date_of(messages), metavar="YYYY-MM-DD", help=words("date"))
    sub.add_argument("--out", type=Path, metavar="DIR", help=words("out", default=f"{RESULTS}/<DIRECTIVE>.doi-chieu/"))


def reconcile(options: argparse.Namespace, console: Console) -> int:
    from generate.reconciliation import reconcile as reconciled
    from generate.reconciliation_files import hand_over
    from generate.units_file import load_units
    from trienkhai.job import Failure, attempt, understand
    from trienkhai.lower_plans import lower_plan

    profiles = attempt(partial(load_units, options.units), console.messages) if options.units else ()
    if isinstance(profiles, Failure):
        return console.complain(options.units, profiles)
    console.progress("reading", file=options.directive.name)
    directive = attempt(partial(understand, options.directive, console.page_count(options.directive)), console.messages)
    if isinstance(directive, Failure):
        return console.complain(options.directive, directive)

    status, plans = ALL_DONE, []
    for path in _files(options.plans):
        console.progress("reading", file=path.name)
        plan = attempt(partial(lower_plan, path, console.page_count(path)), console.messages)
        if isinstance(plan, Failure):
            status = console.complain(path, plan)
        else:
            plans.append(plan)
    found = attempt(lambda: reconciled(directive, plans, profiles), console.messages)
    if isinstance(found, Failure):
        return console.complain(options.directive, found)
    out = options.out or RESULTS / f"{safe_name(options.directive.stem)}.doi-chieu"
    written = attempt(lambda: _write(out, hand_over(found, options.date)), console.messages)
    if isinstance(written, Failure):
        return console.complain(options.directive, written)
    unseen = sum(duty.sighting.sight == "unseen" for duty in found.duties)
    console.progress(
        "reconciled", plans=len(plans), units=len(found.units), missing=len(found.missing), unseen=unseen, findings=len(found.findings)
    )
    for added in found.sums:
        if added.part is None:
            console.progress(
                "sum",
                measure=added.measure,
                assigned="–" if added.given is None else f"{added.given:g}",
                planned="–" if added.read is None else f"{added.read:g}",
                stated=added.stated,
                units=added.units,
            )
    console.result(out)
    return status


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        place_file(out / name, content)


def _files(given: Iterable[Path]) -> Iterator[Path]:
    """A folder stands for the files in it; what Word and Excel leave while a file is open ("~$72.docx") is none."""
    for path in given:
        if path.is_dir():
            yield from sorted(inside for inside in path.iterdir() if inside.is_file() and not inside.name.startswith(("~$", ".")))
        else:
            yield path

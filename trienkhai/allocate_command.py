"""`trienkhai allocate TOTAL --units FILE`: a quota shared among units, with the note that defends it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from trienkhai.console import ALL_DONE, Console, Refused
from trienkhai.messages import Complaint, Messages
from trienkhai.results import RESULTS, place_file

if TYPE_CHECKING:
    from generate.quota_table import QuotaTable
    from generate.unit import LowerUnit

Period = tuple[str, int | Fraction]


def add_allocate_command(sub: argparse.ArgumentParser, messages: Messages) -> None:
    def words(name: str, **values: object) -> str:
        return messages.text("help", name, **values)

    sub.add_argument("total", type=_count(messages), metavar="TOTAL", help=words("total"))
    sub.add_argument("--units", type=Path, required=True, metavar="FILE", help=words("unit_list"))
    sub.add_argument("--unit", metavar="NAME", help=words("unit_of_list"))
    sub.add_argument("--periods", nargs="+", type=_period(messages), default=[], metavar="NAME=NUMBER", help=words("periods"))
    sub.add_argument("--title", metavar="TEXT", help=words("table_title"))
    sub.add_argument("--out", type=Path, metavar="DIR", help=words("out", default=f"{RESULTS}/phan-bo/"))


def _count(messages: Messages) -> Callable[[str], int]:
    def count(text: str) -> int:
        if not re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,9}", text):
            raise argparse.ArgumentTypeError(messages.text("usage", "bad_count", value=text))
        return int(text.replace(".", ""))

    return count


def _period(messages: Messages) -> Callable[[str], Period]:
    """ "Quý I=46" → ("Quý I", 46); "Quý I=25%" → ("Quý I", 1/4)."""

    def period(text: str) -> Period:
        match = re.fullmatch(r"\s*(.+?)\s*=\s*(\d+(?:[.,]\d+)?)(%?)\s*", text)
        if not match or (not match[3] and not match[2].isdecimal()):
            raise argparse.ArgumentTypeError(messages.text("usage", "bad_period", value=text))
        return match[1], Fraction(match[2].replace(",", ".")) / 100 if match[3] else int(match[2])

    return period


def allocate(options: argparse.Namespace, console: Console) -> int:
    from generate.quota_table import note
    from generate.quota_table_files import hand_over, head, rows, total_row
    from trienkhai.job import Failure, attempt

    table = attempt(lambda: _table(options.total, _units(options.units, options.unit, console), options.periods), console.messages)
    if isinstance(table, Failure):
        return console.complain(options.units, table)
    out = options.out or RESULTS / "phan-bo"

    def write() -> list[Path]:
        files = hand_over(table, options.title)
        for name, content in files.items():
            place_file(out / name, content)
        return [out / name for name in files]

    written = attempt(write, console.messages)
    if isinstance(written, Failure):
        return console.complain(out, written)
    console.result("\t".join(head(table)))
    for cells in [*rows(table), total_row(table)]:
        console.result("\t".join("" if cell is None else str(cell) for cell in cells))
    console.result("")
    for line in note(table):
        console.result(line)
    console.result("")
    for path in written:
        console.result(path)
    return ALL_DONE


def _table(total: int, units: Sequence[LowerUnit], periods: Sequence[Period]) -> QuotaTable:
    from generate.allocation import Infeasible
    from generate.errors import CannotShare
    from generate.findings import finding
    from generate.quota_table import quota_table

    try:
        return quota_table(total, units, periods)
    except Infeasible as problem:
        raise CannotShare(finding(problem.code, **problem.values).message) from problem


def _units(path: Path, name: str | None, console: Console) -> Sequence[LowerUnit]:
    """The list in an Excel or CSV file; of a units.toml the lower units of the unit named, or of the only one that has any."""
    from generate.unit import matching
    from generate.unit_list import load_list
    from generate.units_file import load_units

    if path.suffix.lower() != ".toml":
        return load_list(path)
    units = load_units(path)
    names = matching(name, [unit.name for unit in units]) if name else [unit.name for unit in units if unit.lower]
    found = [unit for unit in units if unit.name in names and unit.lower]
    if len(found) == 1:
        return found[0].lower
    listed = ", ".join(unit.name for unit in units if unit.lower) or "–"
    raise Refused(Complaint(console.messages.text("usage", "which_unit", names=listed)))

"""What drafts cost, as a ratio to bare docxtpl in one run: `python -m benchmarks.generate [DIRECTIVE [UNITS.toml]]`.

Ours: the plan of every unit to which the directive gives a quota, drafted and rendered, from a process that has just read the directive.
Theirs: docxtpl opens the same template, fills in the very texts of the same plans, and saves; no comments, no content controls, no checks.
Ours starts each time without what it remembers of a text. CPU time of this process; the two run in turn, A B A B …, and the median of the
ratios counts. Without arguments our own corpus is used.
"""

from __future__ import annotations

import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

import extract
import generate
import ingest
from extract.directive import Directive
from generate import word
from generate.addressees import class_of
from generate.comments import Comments
from generate.duties import passages
from generate.outline.task_table import product_of
from generate.outline.times import times_said
from generate.plan import Plan
from generate.rewriting import remembered
from generate.rulebook import load
from generate.signs import says
from generate.slips import without_slips
from generate.unit import Unit, bare_name, fold_name, toned, units_of
from generate.units_file import load_units
from generate.wording import house_form

ROUNDS = 7
QUOTA_DOCUMENT = "hai-lam-38-kh-tu.docx"
TEMPLATES = Path(str(generate.__file__)).parents[1] / "templates"


def main(arguments: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(arguments[0]) if arguments else _own(Path(folder))
        directive = extract.extract(ingest.read(path))
    units = units_of(directive, load_units(Path(arguments[1])) if len(arguments) > 1 else ())
    plans = [generate.draft(directive, unit) for unit in units]
    contexts = [(_template(plan), _texts(plan, directive)) for plan in plans]
    rounds = [
        (
            _seconds(lambda: _drafted(directive, units)),
            _seconds(lambda: _rendered(plans, directive)),
            _seconds(lambda: _bare(contexts)),
        )
        for _ in range(ROUNDS)
    ]
    ours, rendering, theirs = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"{path.name}: {len(plans)} dự thảo, trung vị của {ROUNDS} lượt, thời gian CPU")
    print(f"{'':32} {'giây':>7} {'ms/dự thảo':>11} {'so với docxtpl':>15}")
    for name, seconds, ratio in (
        ("docxtpl trần", theirs, 1.0),
        ("dựng tệp Word", rendering, statistics.median(mid / bare for _, mid, bare in rounds)),
        ("soạn và dựng tệp Word", ours, statistics.median(whole / bare for whole, _, bare in rounds)),
    ):
        print(f"{name:32} {seconds:7.2f} {1000 * seconds / len(plans):11.1f} {ratio:15.2f}")
    return 0


def _own(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "corpora.build", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return folder / QUOTA_DOCUMENT


def _template(plan: Plan) -> Path:
    return TEMPLATES / load(plan.rulebook).templates[plan.code]


def _texts(plan: Plan, directive: Directive) -> dict[str, Any]:
    return word.texts_of(plan, load(plan.rulebook), word.MarkedText(Comments(plan, directive)))


def _drafted(directive: Directive, units: Sequence[Unit]) -> None:
    for known in (fold_name, toned, bare_name, house_form, passages, says, class_of, remembered, without_slips, times_said, product_of):
        known.cache_clear()
    for unit in units:
        word.render(generate.draft(directive, unit), directive=directive)


def _rendered(plans: Sequence[Plan], directive: Directive) -> None:
    for plan in plans:
        word.render(plan, directive=directive)


def _bare(contexts: Sequence[tuple[Path, dict[str, Any]]]) -> None:
    for template, texts in contexts:
        bare = DocxTemplate(template)
        bare.render(texts, autoescape=True)
        bare.save(io.BytesIO())


def _seconds(work: Callable[[], None]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

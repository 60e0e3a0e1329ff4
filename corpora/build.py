"""Builds our annotated documents: `python -m corpora.build OUT [--pdf]` writes a DOCX a source, annotations and tables beside it.

The half that nobody looks at while patterns are written stands in `heldout/`: `python -m corpora.build OUT --heldout`.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from corpora import markup, word

HERE = Path(__file__).parent
HELD_OUT = HERE / "heldout"
SOURCES = HERE / "sources"
ANNOTATIONS = HERE / "annotations"


def sources(half: Path = HERE) -> list[Path]:
    return sorted((half / "sources").glob("*.txt"))


def build(out: Path, *, half: Path = HERE, pdf: bool = False) -> list[Path]:
    """Writes one half of the corpus into `out` in the form of an annotated folder; returns the DOCX files."""
    (out / "tables").mkdir(parents=True, exist_ok=True)
    documents = [_build_one(path, half / "annotations", out) for path in sources(half)]
    if pdf:
        _convert(documents, out)
    return documents


def _build_one(path: Path, annotations: Path, out: Path) -> Path:
    source = markup.read(path)
    target = out / f"{source.stem}.docx"
    target.write_bytes(word.render(source))
    annotation = annotations / f"{source.stem}.json"
    if annotation.exists():
        shutil.copyfile(annotation, out / annotation.name)
    for number, grid in enumerate(source.grids, 1):
        _write_csv(out / "tables" / f"{source.stem}-{number}.csv", [grid.columns(), *grid.printed_rows()])
    allocations = annotations / "tables" / f"{source.stem}-allocations.csv"
    if allocations.exists():
        shutil.copyfile(allocations, out / "tables" / allocations.name)
    return target


def _write_csv(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _convert(documents: list[Path], out: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", str(out)]
        subprocess.run([*command, *map(str, documents)], check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m corpora.build", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pdf", action="store_true", help="also a PDF of each, through LibreOffice")
    parser.add_argument("--heldout", action="store_true", help="the half that is kept back")
    arguments = parser.parse_args()
    for document in build(arguments.out, half=HELD_OUT if arguments.heldout else HERE, pdf=arguments.pdf):
        print(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())

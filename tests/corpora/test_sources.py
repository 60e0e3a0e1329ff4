"""Our own documents: every one builds, is annotated, says what its annotation quotes, and borrows nothing."""

from __future__ import annotations

import csv
import json
import math
import re
from pathlib import Path
from typing import Any

import docx
import pytest

from corpora import build, markup
from generate.units_file import load_units

STEMS = [path.stem for path in build.sources()]
FACTS = ("references", "sections", "targets", "deadlines", "assignments")


def annotation(stem: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((build.ANNOTATIONS / f"{stem}.json").read_text(encoding="utf-8"))
    return facts


def source(stem: str) -> markup.Source:
    return markup.read(build.SOURCES / f"{stem}.txt")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("corpus")
    build.build(out)
    return out


def test_there_are_documents_in_variety() -> None:
    facts = [annotation(stem) for stem in STEMS]
    assert len(facts) >= 12
    assert {"KH", "CT", "NQ", "CV", "TB", "QĐ", "HD", "CTr", "KL"} <= {fact["kind"] for fact in facts}
    assert {"province", "district", "commune", "cell"} <= {fact["level"] for fact in facts}
    assert sum(fact["issued_on"] >= "2025-07-01" for fact in facts) >= 2


@pytest.mark.parametrize("stem", STEMS)
def test_word_shows_every_paragraph_of_the_source(stem: str, built: Path) -> None:
    document = docx.Document(str(built / f"{stem}.docx"))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    shown = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    automatic = source(stem).head.get("numbering") == "automatic"
    for piece in source(stem).pieces:
        text = piece.text.replace("**", "")
        bare = re.sub(r"^([IVX]+[-.]|\d+\.|[a-d]\)|[-+]) ", "", text) if automatic else text
        assert bare in shown


def test_the_same_source_gives_the_same_file(built: Path, tmp_path: Path) -> None:
    for again in build.build(tmp_path):
        assert again.read_bytes() == (built / again.name).read_bytes()


@pytest.mark.parametrize("stem", STEMS)
def test_every_quote_stands_in_the_document(stem: str) -> None:
    text, facts = source(stem).text(), annotation(stem)
    missing = [item["quote"] for kind in FACTS for item in facts[kind] if item["quote"] not in text]
    assert missing == []


@pytest.mark.parametrize("stem", STEMS)
def test_annotations_use_the_words_of_the_contract(stem: str) -> None:
    facts = annotation(stem)
    assert {item["status"] for item in facts["targets"]} <= {"target", "result", "cited", "condition"}
    assert {item["type"] for item in facts["deadlines"]} <= {"by", "on", "within", "every", "after"}
    assert {item["role"] for item in facts["assignments"]} <= {"lead", "coordinate", "implement"}
    assert all(item["rrule"] for item in facts["deadlines"] if item["type"] == "every")
    assert all(item["due"] for item in facts["deadlines"] if item["type"] in {"by", "on", "within"})
    assert all(item["low"] is not None or item["high"] is not None for item in facts["targets"])
    known = {item["id"] for item in facts["deadlines"]}
    assert all(set(item["deadlines"]) <= known for item in facts["assignments"])


def counts(row: list[str]) -> list[float]:
    """The numbers of a row of several measures, words (who helps, where) left out."""
    return numbers([cell for cell in row if re.fullmatch(r"[\d.,]+", cell)])


def numbers(row: list[str]) -> list[float]:
    return [float(cell.replace(".", "").replace(",", ".")) for cell in row if cell]


@pytest.mark.parametrize(
    ("stem", "quarters"),
    [
        ("hai-lam-38-kh-tu", slice(3, 7)),
        ("hai-lam-3307-qd-ubnd", slice(4, 7)),
        ("cam-ha-2214-qd-ubnd", slice(3, 7)),
        ("son-dai-33-kh-ubnd", slice(3, 5)),
        ("an-ky-1120-cv-btctu", slice(3, 6)),
        ("binh-tra-27-nq-hu", slice(3, 5)),
    ],
)
def test_rows_of_quota_tables_add_up(stem: str, quarters: slice) -> None:
    rows = [row for row in source(stem).grids[0].printed_rows() if row[0].isdigit()]
    assert all(sum(numbers(row[quarters])) == numbers([row[quarters.start - 1]])[0] for row in rows)


@pytest.mark.parametrize("stem", STEMS)
def test_the_only_wrong_sums_are_those_annotated(stem: str) -> None:
    wrong: list[tuple[int, int]] = []
    for grid in source(stem).grids:
        shares = {column for column, head in enumerate(grid.columns()) if "%" in head or "Tỷ lệ" in head}
        running: dict[int, float] = {}
        whole: dict[int, float] = {}
        for number, row in enumerate(grid.printed_rows()):
            cells = ((column, cell) for column, cell in enumerate(row[2:], 2) if column not in shares)
            counts = {column: numbers([cell])[0] for column, cell in cells if re.fullmatch(r"[\d.]+(,\d+)?", cell)}
            if row[0].isdigit():
                running = {column: running.get(column, 0) + value for column, value in counts.items()}
                whole = {column: whole.get(column, 0) + value for column, value in counts.items()}
            elif not row[0]:
                expected = running if running else whole
                wrong += [(number, column) for column, value in counts.items() if not math.isclose(value, expected.get(column, value))]
                running = {}
    findings = annotation(stem).get("findings", [])
    assert wrong == [(item["row"], item["column"]) for item in findings if item["code"] == "sum-mismatch"]


def test_allocations_hold_each_number_of_the_table_once() -> None:
    for path in (build.ANNOTATIONS / "tables").glob("*-allocations.csv"):
        grid = source(path.stem.removesuffix("-allocations")).grids[0]
        printed = sorted(value for row in grid.printed_rows() if row[0].isdigit() for value in counts(row[2:]))
        with path.open(encoding="utf-8", newline="") as file:
            assert sorted(float(row["value"]) for row in csv.DictReader(file)) == printed


@pytest.mark.parametrize("path", sorted((build.HERE / "units").glob("*.toml")), ids=lambda path: path.stem)
def test_unit_profiles_are_readable(path: Path) -> None:
    (unit,) = load_units(path)
    assert len(unit.lower) >= 8
    assert all(lower.weight for lower in unit.lower)


def body(stem: str) -> str:
    """All but head and foot, names of bodies and of cited documents, which are the same in every office."""
    facts = annotation(stem)
    names = [item["body"] for item in facts["assignments"]] + [item["quote"] for item in facts["references"]]
    names += [item["report_to"] for item in facts["deadlines"] if item["report_to"]]
    text = "\n".join(piece.text for piece in source(stem).pieces)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "\n")
    return text


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs_of_eight(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + 8]) for start in range(len(found) - 7)}


def runs_of_eight_by_line(text: str) -> set[tuple[str, ...]]:
    return set().union(*(runs_of_eight(line) for line in text.splitlines()))


def runs_of_samples(shared: Path) -> set[tuple[str, ...]]:
    samples: set[tuple[str, ...]] = set()
    for path in (shared / "samples").glob("*.docx"):
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        for text in [*(paragraph.text for paragraph in document.paragraphs), *cells]:
            samples |= runs_of_eight(text)
    for draft in (shared / "gold" / "drafts").glob("*.md"):
        samples |= runs_of_eight_by_line(draft.read_text(encoding="utf-8"))
    return samples


def test_nothing_is_borrowed_from_the_real_samples(shared: Path) -> None:
    samples = runs_of_samples(shared)
    borrowed = {stem: [" ".join(run) for run in runs_of_eight_by_line(body(stem)) & samples] for stem in STEMS}
    assert sorted((stem, run) for stem, runs in borrowed.items() for run in runs) == []


def long_lines(half: Path) -> set[str]:
    return {line for path in build.sources(half) for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 80}


def test_the_two_halves_share_no_document_and_no_sentence() -> None:
    stems, kept = ({path.stem for path in build.sources(half)} for half in (build.HERE, build.HELD_OUT))
    assert len(kept) >= 30
    assert stems & kept == set()
    assert long_lines(build.HERE) & long_lines(build.HELD_OUT) == set()


@pytest.mark.parametrize("stem", [path.stem for path in build.sources(build.HELD_OUT)])
def test_what_is_kept_back_is_annotated_with_its_own_words(stem: str) -> None:
    text = markup.read(build.HELD_OUT / "sources" / f"{stem}.txt").text()
    facts = json.loads((build.HELD_OUT / "annotations" / f"{stem}.json").read_text(encoding="utf-8"))
    assert [item["quote"] for kind in FACTS for item in facts[kind] if item["quote"] not in text] == []

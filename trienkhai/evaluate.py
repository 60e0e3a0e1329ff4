"""Holds what the program extracts against annotated documents: precision, recall and F1 for each kind of fact.

A corpus is a folder of annotations `<stem>.json` (with `tables/<stem>-<n>.csv` and `tables/<stem>-allocations.csv` where there
are tables); the documents `<stem>.docx`, `<stem>.pdf` lie beside them, in a folder given, or in the neighbouring `samples`.
A match is equality on a fact's key; both sides are multisets. Names compare folded: "Các Đảng uỷ" = "đảng ủy".
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import extract
import ingest
from extract.directive import Directive, to_dict
from ingest.errors import InputError

OWN_CORPUS = Path(__file__).resolve().parent.parent / "corpora"
FORMATS = (".docx", ".pdf")
FACTS = ("targets", "deadlines", "assignments", "references", "sections", "allocations", "cells", "sums")
FIELDS = (
    "kind", "number", "issued_on", "place", "issuer", "superior", "level", "subject", "period",
    "signature.authority", "signature.position", "signature.name", "recipients",
)  # fmt: skip
LABELS = {
    "header": "Thể thức",
    "targets": "Chỉ tiêu",
    "deadlines": "Thời hạn",
    "assignments": "Phân công",
    "references": "Viện dẫn",
    "sections": "Đề mục",
    "allocations": "Phân bổ",
    "cells": "Ô bảng",
    "sums": "Sai số cộng",
}

Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as it is compared: its key, and the words that show it to a person."""

    key: Key
    quote: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Right (`tp`), too many (`fp`), missed (`fn`); without any fact on either side precision and recall are 1."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    misses: tuple[Fact, ...] = ()
    extras: tuple[Fact, ...] = ()

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn, self.misses + other.misses, self.extras + other.extras)

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one document; `tables` are rows of cells with the head as row 0."""

    stem: str
    facts: Mapping[str, Any]
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    allocations: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One document's scores; `error` names why it could not be read, and then every fact counts as missed."""

    file: str
    scores: Mapping[str, Scores]
    fields: Mapping[str, bool]
    error: str | None = None

    @property
    def suffix(self) -> str:
        """From the first full stop on: ".docx", ".scan.pdf"."""
        return self.file[len(self.file.partition(".")[0]) :]


@dataclass(frozen=True, slots=True)
class Evaluation:
    results: tuple[Result, ...] = ()
    absent: tuple[str, ...] = field(default=())
    """Annotations without a document."""

    def total(self, kind: str, suffix: str = "") -> Scores:
        """The sum over the documents of one format (".docx", ".scan.pdf"), or over all."""
        return sum((result.scores[kind] for result in self._of(suffix)), Scores())

    def fields_right(self, suffix: str = "") -> tuple[int, int]:
        """Header fields right, and all of them."""
        values = [right for result in self._of(suffix) for right in result.fields.values()]
        return sum(values), len(values)

    def _of(self, suffix: str) -> list[Result]:
        return [result for result in self.results if suffix in ("", result.suffix)]


# Normal form: what does not count as a difference.

_OLD_TONE = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])")
_SIGNS = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚′", "'")})
_LEADING = re.compile(r"^(?:các|những|từng|mỗi|đồng chí|đ/c)\s+")
_SAME_UNIT = {"đ/c", "đồng chí", "đảng viên mới", "đảng viên"}


def normalise(text: str | None) -> str | None:
    """For comparing: "Đảng uỷ xã – Phú  Hạ;" → "đảng ủy xã - phú hạ"."""
    if text is None:
        return None
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS).lower()
    toned = _OLD_TONE.sub(lambda match: _move_tone(match[0]), plain)
    spaced = re.sub(r"\s*-\s*", " - ", re.sub(r"\s+", " ", toned))
    return spaced.strip().strip(" .,;:").strip() or None


def _move_tone(pair: str) -> str:
    """The tone goes to the first vowel: "oà" → "òa"."""
    bare = unicodedata.normalize("NFD", pair[1])
    return unicodedata.normalize("NFC", pair[0] + bare[1:]) + bare[0]


def split_bodies(text: str) -> list[str]:
    """Bodies one by one: "Các chi bộ, Văn phòng và đồng chí Bí thư" → ["chi bộ", "văn phòng", "bí thư"]."""
    parts = (normalise(part) for part in re.split(r"[,;]|\s+và\s+", text, flags=re.IGNORECASE))
    return [_without_leading(part) for part in parts if part]


def _without_leading(body: str) -> str:
    while match := _LEADING.match(body):
        body = body[match.end() :]
    return body


def unit_class(unit: str | None) -> str | None:
    plain = normalise(unit)
    return "đảng viên" if plain in _SAME_UNIT else plain


# Scoring


def compare(predicted: Iterable[Fact], gold: Iterable[Fact]) -> Scores:
    """Matches the two multisets on their keys."""
    open_facts: dict[Key, list[Fact]] = defaultdict(list)
    for fact in gold:
        open_facts[fact.key].append(fact)
    right, extras = 0, []
    for fact in predicted:
        if open_facts[fact.key]:
            open_facts[fact.key].pop(0)
            right += 1
        else:
            extras.append(fact)
    misses = tuple(fact for facts in open_facts.values() for fact in facts)
    return Scores(right, len(extras), len(misses), misses, tuple(extras))


def score(directive: Directive | None, gold: Gold) -> dict[str, Scores]:
    """Scores by kind of fact; without a directive everything is missed."""
    found: Mapping[str, Any] = to_dict(directive) if directive else {}
    scores = {
        kind: compare(_facts(kind, found), _facts(kind, gold.facts)) for kind in FACTS if kind not in {"allocations", "cells", "sums"}
    }
    scores["allocations"] = compare(map(_allocation, found.get("allocations", [])), map(_allocation, gold.allocations))
    scores["cells"] = _score_tables([_predicted_table(table) for table in found.get("tables", [])], gold.tables)
    scores["sums"] = compare(_sums(found), _sums(gold.facts))
    return scores


def score_fields(directive: Directive | None, gold: Gold) -> dict[str, bool]:
    """Header fields one by one: equal after normalisation, null equal to null."""
    found: Mapping[str, Any] = to_dict(directive) if directive else {}
    return {name: bool(found) and _field(found, name) == _field(gold.facts, name) for name in FIELDS}


def _field(facts: Mapping[str, Any], name: str) -> Hashable:
    if name == "period":
        period = facts.get("period")
        return (period["start"], period["end"]) if period else None
    if name == "recipients":
        return tuple(normalise(line) for line in facts.get("recipients") or [])
    value: Any = facts
    for part in name.split("."):
        value = (value or {}).get(part)
    return _number(value) if name == "number" else normalise(value)


def _number(number: str | None) -> str | None:
    plain = normalise(number)
    return re.sub(r"\s+", "", plain) if plain else None


def _facts(kind: str, facts: Mapping[str, Any]) -> Iterator[Fact]:
    for item in facts.get(kind, []):
        for key in _KEYS[kind](item):
            yield Fact(key, _quote(item))


def _quote(item: Mapping[str, Any]) -> str:
    return str(item["quote"]) if "quote" in item else str((item.get("anchor") or {}).get("quote", ""))


def _target_keys(item: Mapping[str, Any]) -> list[Key]:
    return [(item["status"], item["low"], item["high"], bool(item["strict"]), unit_class(item["unit"]))]


def _deadline_keys(item: Mapping[str, Any]) -> list[Key]:
    return [(item["type"], item["due"], item["rrule"])]


def _assignment_keys(item: Mapping[str, Any]) -> list[Key]:
    return [(body, item["role"]) for body in split_bodies(item["body"])]


def _reference_keys(item: Mapping[str, Any]) -> list[Key]:
    return [(_number(item["number"]), item["issued_on"])]


def _section_keys(item: Mapping[str, Any]) -> list[Key]:
    return [(normalise(item["label"]), normalise(item["title"]))]


_KEYS = {
    "targets": _target_keys,
    "deadlines": _deadline_keys,
    "assignments": _assignment_keys,
    "references": _reference_keys,
    "sections": _section_keys,
}


def _allocation(row: Mapping[str, Any]) -> Fact:
    value = None if row["value"] in {None, ""} else float(row["value"])
    key = (normalise(row["unit"]), normalise(row["measure"]), normalise(row["part"]), value)
    return Fact(key, f"{row['unit']} | {row['measure']} | {row['part'] or ''} | {row['value']}")


def _sums(facts: Mapping[str, Any]) -> list[Fact]:
    """Cells whose printed sum is wrong, each once: the table's row and column say which."""
    places: dict[Key, str] = {}
    for item in facts.get("findings", []):
        if item["code"] == "sum-mismatch":
            place = item.get("anchor") or item
            places.setdefault((place.get("table"), place.get("row"), place.get("column")), str(place.get("quote") or item["message"]))
    return [Fact(key, quote) for key, quote in places.items()]


# Tables: each annotated table against the extracted one that resembles it most.

Cells = Sequence[Sequence[str]]


def _predicted_table(table: Mapping[str, Any]) -> list[list[str]]:
    return [list(table["columns"]), *([*row["cells"]] for row in table["rows"])]


def _score_tables(predicted: list[list[list[str]]], gold: Iterable[Cells]) -> Scores:
    rest = list(predicted)
    total = Scores()
    for number, table in enumerate(gold, 1):
        best = max(rest, key=lambda candidate: compare(_cells(candidate, number), _cells(table, number)).tp, default=None)
        if best is not None:
            rest.remove(best)
        total += compare(_cells(best or [], number), _cells(table, number))
    return total + compare((cell for table in rest for cell in _cells(table, 0)), [])


def _cells(table: Cells, number: int) -> Iterator[Fact]:
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            yield Fact((number, row, column, normalise(text)), f"bảng {number}, dòng {row}, cột {column}: {text}")


# A corpus on disk


def evaluate(corpus: Path = OWN_CORPUS, *, documents: Path | None = None, formats: Sequence[str] = FORMATS) -> Evaluation:
    """Extracts every document of the corpus that has an annotation and scores it; the repository's own corpus is built first.

    Raises `FileNotFoundError` where the folder holds no annotation.
    """
    with _ready(corpus) as folder:
        annotations = load(folder)
        if not annotations:
            raise FileNotFoundError(corpus)
        places = [documents] if documents else [folder, folder / "documents", folder.parent / "samples"]
        found = {gold.stem: list(_documents(gold.stem, places, formats)) for gold in annotations}
        results = tuple(_result(path, gold) for gold in annotations for path in found[gold.stem])
        return Evaluation(results, tuple(stem for stem, paths in found.items() if not paths))


def load(folder: Path) -> list[Gold]:
    """Every annotation in the folder; other JSON files are left alone."""
    golds = []
    for path in sorted(folder.glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(facts, dict) and {"kind", "targets", "assignments"} <= facts.keys():
            golds.append(Gold(path.stem, facts, tuple(_tables(folder, path.stem)), tuple(_allocations(folder, path.stem))))
    return golds


def _tables(folder: Path, stem: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    number = 1
    while (path := folder / "tables" / f"{stem}-{number}.csv").exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield tuple(tuple(row) for row in csv.reader(file))
        number += 1


def _allocations(folder: Path, stem: str) -> Iterator[dict[str, str]]:
    path = folder / "tables" / f"{stem}-allocations.csv"
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def _documents(stem: str, places: Iterable[Path], formats: Sequence[str]) -> Iterator[Path]:
    for suffix in formats:
        candidates = (place / f"{stem}{suffix}" for place in places)
        yield from [path for path in candidates if path.is_file()][:1]


def _result(path: Path, gold: Gold) -> Result:
    try:
        directive = extract.extract(ingest.read(path))
    except InputError as error:
        return Result(path.name, score(None, gold), score_fields(None, gold), str(error))
    return Result(path.name, score(directive, gold), score_fields(directive, gold))


@contextmanager
def _ready(corpus: Path) -> Iterator[Path]:
    halves: dict[Path, list[str]] = {OWN_CORPUS: [], OWN_CORPUS / "heldout": ["--heldout"]}
    if corpus.resolve() not in halves:
        yield corpus
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "corpora.build", folder, *halves[corpus.resolve()]]
        subprocess.run(command, check=True, cwd=OWN_CORPUS.parent, stdout=subprocess.DEVNULL)
        yield Path(folder)


# For people and for later comparison


def report(evaluation: Evaluation, *, details: bool = False) -> str:
    """The figures as text, all documents together, then each; with `details` every miss ("thiếu") and extra ("thừa")."""
    parts = [_block("TẤT CẢ", evaluation)]
    suffixes = sorted({result.suffix for result in evaluation.results})
    if len(suffixes) > 1:
        parts += [_block(f"TẤT CẢ {suffix}", evaluation, suffix) for suffix in suffixes]
    parts += [_block(result.file, Evaluation((result,)), error=result.error, details=details) for result in evaluation.results]
    parts += [f"{stem}: có chú giải nhưng không thấy tệp văn bản" for stem in evaluation.absent]
    return "\n\n".join(parts) + "\n"


def _block(title: str, evaluation: Evaluation, suffix: str = "", *, error: str | None = None, details: bool = False) -> str:
    lines = [title] if error is None else [title, f"  không đọc được: {error}"]
    right, fields = evaluation.fields_right(suffix)
    lines.append(f"  {'':<12}{'đúng':>6}{'thừa':>6}{'thiếu':>6}{'P':>8}{'R':>8}{'F1':>8}")
    lines.append(f"  {LABELS['header']:<12}{right:>6}{'':>6}{fields - right:>6}{'':>8}{'':>8}{right / fields if fields else 1:>8.3f}")
    for kind in FACTS:
        total = evaluation.total(kind, suffix)
        if total.tp + total.fp + total.fn:
            lines.append(
                f"  {LABELS[kind]:<12}{total.tp:>6}{total.fp:>6}{total.fn:>6}{total.precision:>8.3f}{total.recall:>8.3f}{total.f1:>8.3f}"
            )
    if details:
        lines += [line for result in evaluation.results for line in _details(result)]
    return "\n".join(lines)


def _details(result: Result) -> Iterator[str]:
    yield from (f"    sai  {LABELS['header']}: {name}" for name, right in result.fields.items() if not right)
    for kind, scores in result.scores.items():
        yield from (f"    thiếu {LABELS[kind]}: {_show(fact)}" for fact in scores.misses)
        yield from (f"    thừa  {LABELS[kind]}: {_show(fact)}" for fact in scores.extras)


def _show(fact: Fact) -> str:
    return f"{' · '.join('–' if part is None else str(part) for part in fact.key)}  «{fact.quote[:160]}»"


def to_json(evaluation: Evaluation) -> str:
    """The figures for a program: totals and each document, kinds by name, so that two versions can be compared."""
    documents = [
        {
            "file": result.file,
            "error": result.error,
            "fields": dict(result.fields),
            "facts": {kind: _figures(scores) for kind, scores in result.scores.items()},
            "missed": {kind: [_show(fact) for fact in scores.misses] for kind, scores in result.scores.items() if scores.misses},
            "extra": {kind: [_show(fact) for fact in scores.extras] for kind, scores in result.scores.items() if scores.extras},
        }
        for result in evaluation.results
    ]
    right, fields = evaluation.fields_right()
    total = {"fields": {"right": right, "all": fields}, **{kind: _figures(evaluation.total(kind)) for kind in FACTS}}
    return json.dumps({"total": total, "documents": documents, "absent": evaluation.absent}, ensure_ascii=False, indent=2) + "\n"


def _figures(scores: Scores) -> dict[str, float]:
    return {
        "tp": scores.tp,
        "fp": scores.fp,
        "fn": scores.fn,
        "precision": round(scores.precision, 4),
        "recall": round(scores.recall, 4),
        "f1": round(scores.f1, 4),
    }


# Two versions against each other

Slip = tuple[str, str, str]
"""File, kind of fact, the fact with its words."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version does better and worse: facts found now and missed before, false finds gone, and the reverse."""

    found: tuple[Slip, ...] = ()
    no_longer_false: tuple[Slip, ...] = ()
    lost: tuple[Slip, ...] = ()
    newly_false: tuple[Slip, ...] = ()


def change(before: str, after: str) -> Change:
    """Holds two outputs of `to_json` against each other, fact by fact, over the files that both scored."""
    old, new = (_by_file(json.loads(text)) for text in (before, after))
    both = old.keys() & new.keys()
    missed_then, missed_now = (_slips(side, both, "missed") for side in (old, new))
    false_then, false_now = (_slips(side, both, "extra") for side in (old, new))
    return Change(
        tuple((missed_then - missed_now).elements()),
        tuple((false_then - false_now).elements()),
        tuple((missed_now - missed_then).elements()),
        tuple((false_now - false_then).elements()),
    )


def _by_file(figures: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {document["file"]: document for document in figures["documents"]}


def _slips(side: Mapping[str, Mapping[str, Any]], files: Iterable[str], which: str) -> Counter[Slip]:
    return Counter((file, kind, fact) for file in sorted(files) for kind, facts in side[file].get(which, {}).items() for fact in facts)


def change_report(found: Change) -> str:
    """The change as text: gains first ("được"), then losses ("mất")."""
    parts = (
        ("ĐƯỢC: nay tìm thấy", found.found),
        ("ĐƯỢC: không còn nhận nhầm", found.no_longer_false),
        ("MẤT: nay bỏ sót", found.lost),
        ("MẤT: nay nhận nhầm", found.newly_false),
    )
    lines = []
    for title, slips in parts:
        lines += [f"{title}: {len(slips)}", *(f"    {LABELS[kind]}: {fact}  ({file})" for file, kind, fact in slips)]
    return "\n".join(lines) + "\n"

"""Learns the role of a body from the half of the corpus that patterns are written on: `python -m corpora.train_roles`.

Writes `extract/trained/role.json`. What the rules and what was learned make of documents not learned from stands in `corpora/REPORT.md`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import build
from corpora.train import fit, passages_of
from extract.passages import Passage
from extract.role_features import Mention, Role
from extract.roles import ROLES, described
from extract.subjects import subjects
from trienkhai.evaluate import split_bodies

WEIGHTS = Path(__file__).parent.parent / "extract" / "trained" / "role.json"
_RARE, _RIDGE = 3, 2.0


@dataclass(frozen=True, slots=True)
class Example:
    """A body named in a passage with its features, the annotated role and the one that the rules give it."""

    features: frozenset[str]
    role: Role
    by_rules: Role


def examples_by_document(half: Path) -> dict[str, list[Example]]:
    """The bodies named in the passages of one half of the corpus that speak of duties."""
    with tempfile.TemporaryDirectory() as folder:
        return {path.stem: _of_document(path) for path in build.build(Path(folder), half=half)}


def _of_document(path: Path) -> list[Example]:
    annotated = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["assignments"]
    passages = passages_of(path)
    asked: dict[int, list[tuple[str, Role]]] = defaultdict(list)
    for fact in annotated:
        place = next((n for n, passage in enumerate(passages) if fact["quote"] in passage.text), None)
        if place is not None:
            asked[place] += [(body, fact["role"]) for body in split_bodies(fact["body"])]
    return [example for n, passage in enumerate(passages) for example in _of_passage(passage, asked[n])]


def _of_passage(passage: Passage, asked: Iterable[tuple[str, Role]]) -> list[Example]:
    found = list(described(passage, subjects(passage)))
    roles = _labelled(found, asked)
    return [Example(names, role, mention.by_rules) for (mention, names), role in zip(found, roles, strict=True)]


def _labelled(found: Sequence[tuple[Mention, frozenset[str]]], asked: Iterable[tuple[str, Role]]) -> list[Role]:
    """Each annotated body at its likeliest mention: where the rules agree, else behind "phối hợp" or before a verb, else the first."""
    roles: list[Role] = ["none"] * len(found)
    named = [{body for name in mention.names for body in split_bodies(name)} for mention, _ in found]
    for body, role in asked:
        places = [n for n, bodies in enumerate(named) if body in bodies]
        place = min(places, key=lambda n: (_unlikely(*found[n], role), n), default=None)
        if place is not None and (roles[place] == "none" or role == "lead"):
            roles[place] = role
    return roles


def _unlikely(mention: Mention, names: frozenset[str], role: Role) -> tuple[bool, ...]:
    apart = role == "coordinate" and "together True" not in names
    return (mention.by_rules != role, mention.by_rules == "none", apart, "verb True" not in names)


def learn(known: Sequence[Example]) -> dict[str, list[float]]:
    """As the status of a figure is learned: the weights of each feature, one for each role."""
    return fit([(example.features, ROLES.index(example.role)) for example in known], len(ROLES), rare=_RARE, ridge=_RIDGE)


def main() -> int:
    known = [example for found in examples_by_document(build.HERE).values() for example in found]
    WEIGHTS.write_text(json.dumps(learn(known), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}: {len(known)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

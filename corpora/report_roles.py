"""What rules and learning make of the role of a body, for `corpora/REPORT.md`."""

from __future__ import annotations

from collections.abc import Sequence

from corpora import build
from corpora.train_roles import Example, examples_by_document, learn
from extract.learned import Weights, shares, weights
from extract.role_features import Role
from extract.roles import ROLES, decided

_FOLDS = 6


def roles_section() -> str:
    """Precision, recall and F1 of the roles of named bodies: on documents left out in turn, and on the kept-back half."""
    dev = list(examples_by_document(build.HERE).values())
    kept_back = [one for found in examples_by_document(build.HELD_OUT).values() for one in found]
    rows = [_row(f"{name}, documents left out in turn", answers) for name, answers in _left_out(dev).items()]
    rows += [_row(f"{name}, kept-back half", answers) for name, answers in _answers(kept_back, weights("role")).items()]
    return "\n".join((_HEAD, *rows))


Answers = list[tuple[Role, Role]]
"""Given and annotated."""


def _left_out(documents: Sequence[Sequence[Example]]) -> dict[str, Answers]:
    """Each document judged by what was learned from the others of its half."""
    together: dict[str, Answers] = {}
    for fold in range(_FOLDS):
        known = [one for n, found in enumerate(documents) if n % _FOLDS != fold for one in found]
        asked = [one for found in documents[fold::_FOLDS] for one in found]
        for name, answers in _answers(asked, learn(known)).items():
            together.setdefault(name, []).extend(answers)
    return together


def _answers(asked: Sequence[Example], learned: Weights) -> dict[str, Answers]:
    alone = [ROLES[max(range(len(ROLES)), key=shares(learned, one.features).__getitem__)] for one in asked]
    return {
        "rules alone": [(one.by_rules, one.role) for one in asked],
        "learned alone": [(role, one.role) for role, one in zip(alone, asked, strict=True)],
        "together (what the program uses)": [(decided(one.features, one.by_rules, learned), one.role) for one in asked],
    }


def _row(name: str, answers: Answers) -> str:
    right = sum(given == role != "none" for given, role in answers)
    found, asked = sum(given != "none" for given, _ in answers), sum(role != "none" for _, role in answers)
    return f"| {name} | {right} of {asked} | {right / found:.3f} | {right / asked:.3f} | {2 * right / (found + asked):.3f} |"


_HEAD = """## The role of a body: rules and what was learned

Leading, coordinating, implementing or none, of the bodies named in passages of running text (a list of bodies counts once). Learned
from the documents that the patterns are written on (`python -m corpora.train_roles`); "left out in turn" judges each by the others.

| | found | P | R | F1 |
|---|---|---|---|---|"""


if __name__ == "__main__":
    print(roles_section())

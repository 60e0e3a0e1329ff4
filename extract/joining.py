"""The facts of a document that is part of a file or has attachments, put where they belong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from extract.directive import Anchor, Directive, Finding, TableFacts

Fact = TypeVar("Fact")

_NUMBERED = ("sections", "targets", "deadlines", "assignments", "provisions", "tables")
_UNNUMBERED = ("references", "allocations")
_OF_THE_HEAD = {"number-missing", "issued-on-missing", "issuer-missing", "number-from-caption"}


def at_blocks(directive: Directive, offset: int) -> Directive:
    """The same facts, their anchors counted in the blocks of the whole file of which the document begins at block `offset`."""
    return _moved(directive, offset) if offset else directive


def with_attachments(act: Directive, attachments: Iterable[Directive]) -> Directive:
    """The act with the facts of what it issues ("Ban hành kèm theo Quyết định này") behind its own, numbered on.

    What an attachment lacks of a head of its own is no finding.
    """
    for attachment in attachments:
        act = _joined(act, _renumbered(attachment, act))
    return act


def _moved(value: Any, offset: int) -> Any:
    if isinstance(value, Anchor):
        return replace(value, block=value.block + offset)
    if isinstance(value, tuple):
        return tuple(_moved(item, offset) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _moved(getattr(value, f.name), offset) for f in fields(value)})
    return value


def _joined(act: Directive, attachment: Directive) -> Directive:
    lists: dict[str, Any] = {name: (*getattr(act, name), *getattr(attachment, name)) for name in (*_NUMBERED, *_UNNUMBERED)}
    own = {(finding.code, finding.anchor, finding.message) for finding in act.findings}
    further = [finding for finding in attachment.findings if _is_its_own(finding, own)]
    return replace(act, **lists, findings=(*act.findings, *further))


def _is_its_own(finding: Finding, known: set[tuple[str, Anchor | None, str]]) -> bool:
    return finding.code not in _OF_THE_HEAD and (finding.code, finding.anchor, finding.message) not in known


def _renumbered(attachment: Directive, act: Directive) -> Directive:
    ids = {
        item.id: f"{item.id[0]}{len(getattr(act, name)) + n}"
        for name in _NUMBERED
        for n, item in enumerate(getattr(attachment, name), 1)
    }
    names = (*_NUMBERED, *_UNNUMBERED, "findings")
    lists: dict[str, Any] = {name: tuple(_with_ids(item, ids) for item in getattr(attachment, name)) for name in names}
    return replace(attachment, **lists)


def _with_ids(fact: Fact, ids: dict[str, str]) -> Fact:
    if isinstance(fact, TableFacts):
        new = ids[fact.id]
        return replace(fact, id=new, csv=f"tables/{new[1:]}.csv")
    changed: dict[str, Any] = {}
    for name in ("id", "section", "parent"):
        if getattr(fact, name, None) is not None:
            changed[name] = ids[getattr(fact, name)]
    if getattr(fact, "deadlines", None):
        changed["deadlines"] = tuple(ids[one] for one in fact.deadlines)  # type: ignore[attr-defined]
    anchor: Anchor | None = getattr(fact, "anchor", None)
    if anchor is not None and anchor.table is not None:
        changed["anchor"] = replace(anchor, table=ids[anchor.table])
    return replace(fact, **changed)  # type: ignore[type-var]

"""Assignments: one for each body and each paragraph that gives it a duty."""

from __future__ import annotations

from extract.anchors import anchor
from extract.directive import Assignment, Deadline
from extract.language import trimmed
from extract.passages import Passage
from extract.roles import acting
from extract.subjects import Subject

_TASK_LONGEST = 300


def read_assignments(passages: list[Passage], deadlines: tuple[Deadline, ...]) -> tuple[Assignment, ...]:
    """ "Sở Nội vụ chủ trì, phối hợp với các huyện …" → lead and coordinate, the same task."""
    assignments: list[Assignment] = []
    for passage in passages:
        found = acting(passage)
        for subject in found:
            task = _task(passage, subject)
            place = anchor(passage.paragraph, min(subject.start, subject.task_start), subject.task_end)
            bound = tuple(d.id for d in deadlines if d.anchor.block == passage.paragraph.index and _concerns(d, subject))
            for name in subject.names:
                assignments.append(Assignment(f"a{len(assignments) + 1}", name, subject.role, task, bound, passage.section, place))
    return tuple(assignments)


def _task(passage: Passage, subject: Subject) -> str | None:
    """The verb phrase, without lead-in marks and final stop, in the document's words."""
    words = trimmed(passage.text[subject.task_start : subject.task_end])
    if len(words) > _TASK_LONGEST:
        words = words[:_TASK_LONGEST].rsplit(" ", 1)[0] + "…"
    return (words[:1].lower() + words[1:]) or None


def _concerns(deadline: Deadline, subject: Subject) -> bool:
    return deadline.anchor.start < subject.task_end and subject.start <= deadline.anchor.end

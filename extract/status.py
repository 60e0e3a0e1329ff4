"""The status of a quantity: asked for here (target), reached already (result), another's (cited), or a threshold (condition).

Learned on the half of `corpora/` that patterns are written on (`python -m corpora.train`), from the words around the figure and the
turns of phrase that the rules know; the rules have a voice of their own. `corpora/REPORT.md` holds both against the kept-back half.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from extract.directive import Status
from extract.grammar.quantities import Quantity
from extract.learned import Weights, scores, shares, weights
from extract.passages import Passage
from extract.status_features import features
from extract.status_rules import status_by_rules

STATUSES: Final[tuple[Status, ...]] = ("target", "result", "cited", "condition")
RULES_VOICE: Final[dict[Status, float]] = {"target": 0.1, "result": 0.2, "cited": 2.5, "condition": 0.4}
"""What the rules' answer adds to the logarithm of its probability: most where the rules are seldom wrong or examples few."""


def status_of(passage: Passage, quantity: Quantity) -> Status:
    """"phấn đấu kết nạp 50" → target; "đã kết nạp 57" → result; "so với chỉ tiêu 60" → cited; "có từ 50 lao động trở lên" → condition."""
    return weighed(features(passage, quantity), status_by_rules(passage, quantity))


def weighed(found: Collection[str], by_rules: Status, learned: Weights | None = None) -> Status:
    """The likeliest status of a figure with these features, the rules' answer preferred by `RULES_VOICE`; `learned` else as trained.

    A share or level that is measured ("Tỷ lệ … đạt trên 80%") picks nobody out: a threshold only where the rules say so. An assessment
    asks for nothing and cites little; the sum of what is asked ("Tổng cộng: 220 cây") is asked, and what the paper gives out ("Giao xã
    Đông 03 cây") is its own.
    """
    likely = shares(weights("status") if learned is None else learned, found)
    scored = scores(STATUSES, likely, by_rules, RULES_VOICE)
    for rules_say, turn, never in _NEVER:
        if turn in found and by_rules in rules_say:
            scored.pop(never, None)
    return max(scored, key=lambda status: scored[status])


_NEVER: Final[tuple[tuple[tuple[Status, ...], str, Status], ...]] = (
    (("target", "result", "cited"), "turn measured_subject", "condition"),
    (("target",), "turn measured_subject at least", "result"),
    (("result",), "looks back True", "target"),
    (("result",), "topic assessment", "cited"),
    (("target",), "turn sums_up_before", "result"),
    (("target",), "opens sentence giao", "cited"),
)
"""Where the rules say one of these and the turn of phrase is there, it is never that."""

"""The status of a quantity: asked for here (target), reached already (result), another's (cited), or a threshold (condition).

Learned on the half of `corpora/` that patterns are written on (`python -m corpora.train`), from the words around the figure and the
turns of phrase that the rules know; the rules have a voice of their own. `corpora/REPORT.md` holds both against the kept-back half.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Final

from extract.directive import Status
from extract.grammar.quantities import Quantity
from extract.learned import Weights, shares, weights
from extract.passages import Passage
from extract.status_features import features
from extract.status_rules import status_by_rules

STATUSES: Final[tuple[Status, ...]] = ("target", "result", "cited", "condition")
RULES_VOICE: Final[dict[Status, float]] = {"target": 0.2, "result": 0.5, "cited": 6.0, "condition": 1.0}
"""What the rules' answer adds to the logarithm of its probability: most where the rules are seldom wrong or examples few."""


def status_of(passage: Passage, quantity: Quantity) -> Status:
    """"phấn đấu kết nạp 50" → target; "đã kết nạp 57" → result; "so với chỉ tiêu 60" → cited; "có từ 50 lao động trở lên" → condition."""
    return weighed(features(passage, quantity), status_by_rules(passage, quantity))


def weighed(found: Collection[str], by_rules: Status, learned: Weights | None = None) -> Status:
    """The likeliest status of a figure with these features, the rules' answer preferred by `RULES_VOICE`; `learned` else as trained.

    A share or level that is measured ("Tỷ lệ … đạt trên 80%") picks nobody out: a threshold only where the rules say so.
    """
    likely = shares(weights("status") if learned is None else learned, found)
    scores = {status: math.log(share) for status, share in zip(STATUSES, likely, strict=True)}
    scores[by_rules] += RULES_VOICE[by_rules]
    if by_rules != "condition" and "turn measured_subject" in found:
        del scores["condition"]
    return max(scores, key=lambda status: scores[status])

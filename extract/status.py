"""The status of a quantity: asked for here (target), reached already (result), another's (cited), or a threshold (condition).

Learned on the half of `corpora/` that patterns are written on (`python -m corpora.train`), from the words around the figure and the
turns of phrase that the rules know; the rules have a voice of their own. `corpora/REPORT.md` holds both against the kept-back half.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from extract.directive import Status
from extract.grammar.quantities import Quantity
from extract.passages import Passage
from extract.status_features import features
from extract.status_rules import status_by_rules

STATUSES: Final[tuple[Status, ...]] = ("target", "result", "cited", "condition")
RULES_VOICE: Final[dict[Status, float]] = {"target": 0.5, "result": 1.0, "cited": 4.0, "condition": 3.0}
"""What the rules' answer adds to the logarithm of its probability: most where the rules are seldom wrong or examples few."""


def status_of(passage: Passage, quantity: Quantity) -> Status:
    """"phấn đấu kết nạp 50" → target; "đã kết nạp 57" → result; "so với chỉ tiêu 60" → cited; "có từ 50 lao động trở lên" → condition."""
    return weighed(features(passage, quantity), status_by_rules(passage, quantity))


def weighed(found: Collection[str], by_rules: Status) -> Status:
    """The likeliest status of a figure with these features, the rules' answer preferred by `RULES_VOICE`.

    A share or level that is measured ("Tỷ lệ … đạt trên 80%") picks nobody out: a threshold only where the rules say so.
    """
    scores = {status: math.log(share) for status, share in probabilities(weights(), found).items()}
    scores[by_rules] += RULES_VOICE[by_rules]
    if by_rules != "condition" and "turn measured_subject" in found:
        del scores["condition"]
    return max(scores, key=lambda status: scores[status])


def probabilities(learned: Mapping[str, Collection[float]], found: Collection[str]) -> dict[Status, float]:
    """Softmax over the summed weights of the features: {"target": 0.9, …}; every status has a share above nought."""
    rows = [learned[BIAS], *(learned[name] for name in found if name in learned)]
    sums = [math.fsum(column) for column in zip(*rows, strict=True)]
    highest = max(sums)
    shares = [math.exp(value - highest) + 1e-9 for value in sums]
    return {status: share / math.fsum(shares) for status, share in zip(STATUSES, shares, strict=True)}


BIAS: Final = ""
"""The name under which the weights that every figure gets are kept."""


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """The learned weights by feature, one for each of `STATUSES`, as `python -m corpora.train` wrote them."""
    text = files("extract").joinpath("trained/status.json").read_text(encoding="utf-8")
    return {name: tuple(values) for name, values in json.loads(text).items()}

"""What was learned on the half of `corpora/` that patterns are written on: weights of features, `trained/<name>.json`.

Each feature ("last đã kết nạp") has a weight for each answer; the answers' shares are the softmax of their sums. The answer that the
rules give has a voice beside them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, TypeVar

BIAS: Final = ""
"""The name under which the weights that everything gets are kept."""

Weights = Mapping[str, Sequence[float]]
"""The weights by feature, one for each answer."""

Answer = TypeVar("Answer", bound=str)


@cache
def weights(name: str) -> Weights:
    """What `python -m corpora.train` and `corpora.train_roles` wrote under that name: "status", "unit", "role"."""
    text = files("extract").joinpath(f"trained/{name}.json").read_text(encoding="utf-8")
    return {feature: tuple(values) for feature, values in json.loads(text).items()}


def shares(learned: Weights, found: Collection[str]) -> tuple[float, ...]:
    """The share of each answer given the features found; every answer has a share above nought.

    shares({"": (0.0, 0.0)}, ()) → (0.5, 0.5)
    """
    rows = [learned[BIAS], *(learned[name] for name in found if name in learned)]
    sums = [math.fsum(column) for column in zip(*rows, strict=True)]
    highest = max(sums)
    powers = [math.exp(value - highest) + 1e-9 for value in sums]
    return tuple(power / math.fsum(powers) for power in powers)


def scores(answers: Sequence[Answer], likely: Sequence[float], by_rules: Answer, voice: Mapping[Answer, float]) -> dict[Answer, float]:
    """The logarithm of each answer's share, and at the rules' answer its voice.

    scores(("on", "end"), (0.5, 0.5), "end", {"end": 0.5}) → {"on": -0.69, "end": -0.19}
    """
    found = {answer: math.log(share) for answer, share in zip(answers, likely, strict=True)}
    found[by_rules] += voice.get(by_rules, 0.0)
    return found

"""What a figure counts, as the noun phrase behind it: "05 đảng viên", "02 quầy tiếp đón", "30 suất/buổi".

Rules say whether anything is counted and propose where the phrase ends; where it does is learned on the half of `corpora/` that
patterns are written on (`python -m corpora.train`), the rules' proposal having a voice of its own. `corpora/REPORT.md` holds both
against the kept-back half.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from extract.grammar.unit_features import Boundary, boundaries
from extract.grammar.unit_rules import amounts, unit_by_rules
from extract.language import fold
from extract.learned import Weights, shares, weights

ANSWERS: Final = ("on", "end")
"""At each word the unit goes on or ends."""
_STOPS: Final = (".", ";", ":", ")", " (")
_QUOTES: Final = "\"“”«»"
RULES_VOICE: Final = 0.5
"""What the rules' end adds to the logarithm of its probability."""


def unit_at(text: str, folded: str, position: int, *, is_object: bool = False) -> tuple[str | None, int]:
    """The unit behind a figure that ends at `position`, and where it ends; `is_object` as in `unit_by_rules`.

    "02 quầy tiếp đón trước 30/6" at 2 → ("quầy tiếp đón", 15); (None, 2) where nothing is counted. Measures and money stand
    alone: "9 ha mía" → "ha"; a list that the rules know stays whole: "3 tổ chức, doanh nghiệp".
    """
    unit, end = unit_by_rules(text, folded, position, is_object=is_object)
    stands_alone = unit is None or (fold(unit) in amounts() and not folded.startswith("/", end))
    if unit and unit[0] in _QUOTES:
        return unit, end
    all_there_is = unit is not None and " " not in unit and folded.startswith(_STOPS, end)
    places = [] if stands_alone or all_there_is else boundaries(text, folded, position, is_object=is_object)
    if unit is None or not places:
        return unit, end
    likeliest = likeliest_end(places, end)
    if likeliest < end and folded.startswith(",", likeliest):
        likeliest = end
    return text[end - len(unit) : likeliest], likeliest


def likeliest_end(places: Sequence[Boundary], by_rules: int | None = None, learned: Weights | None = None) -> int:
    """Where the unit most likely ends: going on up to there and ending there, the rules' end preferred; `learned` else as trained."""
    went_on, best = 0.0, (-math.inf, places[-1].end)
    for place in places:
        on, ends = shares(weights("unit") if learned is None else learned, place.features)
        voice = RULES_VOICE if place.end == by_rules else 0.0
        best = max(best, (went_on + math.log(ends) + voice, place.end), key=lambda scored: scored[0])
        went_on += math.log(on)
    return best[1]

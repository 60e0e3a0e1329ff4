"""What a passage is judged by: the directive, the unit, its superior; the headings and figures of the directive."""

from __future__ import annotations

import re

from extract.directive import Directive, Target
from generate.bounds import another_paper, foot_of
from generate.enumerations import lists_of
from generate.passages import Passage, overlap, passages
from generate.unit import RESIDENTIAL, Unit
from generate.voice import Superior
from generate.wording import house_form

LONG_CODE = 60
"""Provisions from which on a guideline or regulation is a code to be applied, not a list of work."""
_CODES = ("HD", "QĐ", "QyĐ", "QC", "NĐ", "TT")
_PLACE_AFTER = re.compile(r" (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) [A-ZĐ].*$")


class Case:
    """One directive before one unit: what every passage of it is judged by."""

    def __init__(self, directive: Directive, unit: Unit, superior: Superior, quota: float | None, *, two_tier: bool = False) -> None:
        self.directive = directive
        self.unit = unit
        self.superior = superior
        self.quota = quota
        self.two_tier = two_tier
        self.is_far_below = directive.level == "central" and (unit.is_commune or unit.is_cell or unit.level == "district")
        self.far_from_the_whole = (unit.is_cell or unit.kind in RESIDENTIAL) and superior.word is not None
        self.is_above_the_base = unit.level in ("district", "province")
        self.is_code = directive.kind in _CODES and len(directive.provisions) > LONG_CODE
        self.another_paper = another_paper(directive)
        self.listed = lists_of(directive)
        self.foot = foot_of(directive)
        self.own_names = _own_names(unit)
        self.headings = {section.id: house_form(section.title or section.anchor.quote) for section in directive.sections}
        cut = passages(directive, superior)
        self.aims_at_figures = any(passage.role == "targets" for passage in cut)
        past = [target.anchor for target in directive.targets if target.status in ("result", "cited")]
        self.told = {passage.sentence for passage in cut if any(overlap(anchor, passage.anchor) for anchor in past)}

    def heading(self, passage: Passage) -> str:
        return self.headings.get(passage.provision.section or "", "")

    def block(self, passage: Passage) -> str:
        """The heading of the block of part III that the passage stands in."""
        return self.headings.get(passage.block or "", "")

    def target(self, passage: Passage) -> Target | None:
        """The figure that this passage asks for, if any."""
        place = passage.anchor
        for target in self.directive.targets:
            if target.status == "target" and overlap(target.anchor, place):
                return target
        return None


def _own_names(unit: Unit) -> tuple[str, ...]:
    """The unit's names as a superior writes them: "Sở Y tế tỉnh Hải Lâm" is "Sở Y tế"; communes and cells go by their class."""
    if unit.is_commune or unit.is_cell:
        return ()
    named = {house_form(name) for name in (unit.committee, unit.name) if name}
    return tuple(sorted({_PLACE_AFTER.sub("", name) for name in named} | named, key=len, reverse=True))

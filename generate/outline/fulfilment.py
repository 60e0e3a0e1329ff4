"""What became of each duty of the directive, once the plan is drawn."""

from __future__ import annotations

from dataclasses import replace

from generate.enumerations import opens_a_list
from generate.fates import Duty
from generate.findings import finding
from generate.outline.drafting import Drafting, within
from generate.phrases import phrases, reason
from generate.plan import Obligation, Plan


def obligations(drafting: Drafting, plan: Plan) -> tuple[Obligation, ...]:
    places = list(plan.places())
    found: list[Obligation] = []
    for duty in drafting.duties:
        anchor, said = duty.passage.anchor, duty.passage.text
        where = tuple(dict.fromkeys(place for place, line in places if line.anchor and within(anchor, line.anchor)))
        provision = duty.passage.provision.id
        if duty.fate == "joined" and found:
            found.append(replace(found[-1], provision=provision, duty=said, anchor=anchor))
        elif duty.fate == "excluded":
            found.append(Obligation(provision, said, anchor, "excluded", (), duty.reason))
        elif where:
            mirrored = duty.fate in ("organ", "front", "government", "turned", "persons", "send")
            found.append(Obligation(provision, said, anchor, "mirrored" if mirrored else "covered", where))
        else:
            found.append(_unplaced(drafting, duty))
    return tuple(found)


def _unplaced(drafting: Drafting, duty: Duty) -> Obligation:
    provision, said, anchor = duty.passage.provision.id, duty.passage.text, duty.passage.anchor
    if duty.fate == "lower-plan":
        return Obligation(provision, said, anchor, "covered", ("căn cứ",), reason("the-plan-itself"))
    if duty.fate == "organ":
        who = duty.passage.provision.addressee or ""
        return Obligation(provision, said, anchor, "excluded", (), reason("superior-organ", who=who))
    if duty.fate == "persons":
        return Obligation(provision, said, anchor, "excluded", (), reason("superior-persons", who=duty.passage.provision.addressee or ""))
    if duty.fate == "send":
        return Obligation(provision, said, anchor, "excluded", (), reason("superior-issuer"))
    if duty.fate == "total":
        return Obligation(provision, said, anchor, "excluded", (), reason("superior-total"))
    if duty.fate in ("spread", "difficulty", "report-up", "by-date"):
        return Obligation(provision, said, anchor, "by-date", ("Nơi nhận",))
    if opens_a_list(said):
        return Obligation(provision, said, anchor, "excluded", (), reason("heading"))
    drafting.findings.append(finding("duty-unplaced", anchor, duty=said))
    return Obligation(provision, said, anchor, "excluded", (), phrases()["reasons"]["heading"])

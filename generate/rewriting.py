"""One level down, word by word: the rules of rewrites.toml on text whose citations and channels upwards are kept out of reach."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files

from generate.reform import brought_up_to_date
from generate.slips import without_slips
from generate.unit import Unit
from generate.voice import Superior, Voice
from generate.wording import bodies_in_full, capital, house_form, small, tidy

_BODY = "(?:cấp ủy|đảng ủy|đảng bộ|chi bộ|tổ chức (?:cơ sở )?đảng|cơ sở đảng|huyện ủy|quận ủy|thị ủy|thành ủy)"
_SUFFIX = (
    r"(?: đảng| cơ sở| trực thuộc(?: (?:Đảng bộ )?(?:{C}|{L}|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy))?| (?:các )?cơ sở đảng"
    r"| (?:các )?xã(?:, (?:phường|thị trấn|đặc khu))*| (?:các )?phường(?:, (?:xã|thị trấn|đặc khu))*"
    r"| cấp (?:xã|huyện|mình|cơ sở)| các cấp| trong toàn {L})*"
)
COMMITTEES = rf"(?i:{_BODY}{_SUFFIX}(?:(?:,| và| hoặc) (?:các )?{_BODY}{_SUFFIX})*)"
_KINDS = (
    "Nghị quyết|Chỉ thị|Kế hoạch|Kết luận|Quy định|Hướng dẫn|Công văn|Quyết định|Thông báo|Thông tri|Chương trình|Đề án|"
    "Nghị định|Thông tư|Báo cáo|Công điện|Quy chế|Tờ trình"
)
_CITATION = re.compile(
    rf"(?:{_KINDS}) (?:số )?\d+[^\s,;()]*(?:,? ngày \d[\d/.-]*)?"
    rf"(?: của [^;,.()]+?(?=(?: \(nay là [^)]*\))? về |[;,.()]|$| tiếp tục| và (?:{_KINDS})))?"
    r"(?: \(nay là [^)]*\))?(?: về [^;.()]+)?"
)


INSTITUTIONS = ("cơ quan", "trường học", "doanh nghiệp", "đơn vị sự nghiệp", "bệnh viện")
"""Kinds of unit that have a staff, and no area with people of all walks."""
URBAN = ("quận", "phường")
"""Kinds of area without villages."""
_OF_THE_PARTY = re.compile(r"COMMITTEES|cấp ủy|tổ chức đảng|chi bộ")


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    pattern: str
    replace: str
    when: tuple[str, ...]
    examples: tuple[tuple[str, str, str], ...]


@cache
def rules() -> tuple[Rule, ...]:
    data = tomllib.loads(files("generate").joinpath("rewrites.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            entry["id"],
            entry["pattern"],
            entry["replace"],
            tuple(entry.get("when", ())),
            tuple((e[0], e[1], e[2]) for e in entry["examples"]),
        )
        for entry in data["rewrite"]
    )


@lru_cache(maxsize=64)
def remembered(_words: tuple[object, ...]) -> dict[tuple[str, bool, bool], str]:
    """What was rewritten with these words."""
    return {}


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Rewrites for one unit: `rewrite("Các cấp ủy cơ sở rà soát …")` → "Đảng ủy rà soát …"."""

    unit: Unit
    voice: Voice
    superior: Superior
    directive: str
    """As it is cited again: "Kế hoạch số 12-KH/HU"."""
    quota_zero: bool = False
    day: dt.date | None = None
    """The draft's day: bodies that were no more on it give way to those that took their place."""
    cited: tuple[str, ...] = ()
    """Citations as the directive prints them: never rewritten."""
    from_scan: bool = False
    """The directive was read from pictures: its slips of reading are not taken over."""
    _known: list[dict[tuple[str, bool, bool], str]] = field(default_factory=list, compare=False, repr=False)
    _ready: dict[tuple[bool, bool], list[tuple[re.Pattern[str], str]]] = field(default_factory=dict, compare=False, repr=False)
    _out_of_reach: list[re.Pattern[str]] = field(default_factory=list, compare=False, repr=False)

    def rewrite(self, text: str, *, aims: bool = False, front: bool = False) -> str:
        """The text in house form with every rule applied whose words and conditions are known; no final mark is added."""
        if not self._known:
            self._known.append(remembered(self._words()))
        known, asked = self._known[0], (text, aims, front)
        if asked not in known:
            known[asked] = self._rewritten(text, aims=aims, front=front)
        return known[asked]

    def _words(self) -> tuple[object, ...]:
        """All that decides how a text is rewritten: units that call themselves alike share what was done once."""
        voice = replace(self.voice, full="", issuer_full="")
        return (
            voice, self.superior, self.directive, self.day, self.cited, self.from_scan, self.superior.reports_to(self.unit),
            frozenset(self._conditions(aims=False, front=False)), frozenset(self.unit.organs.items()),
        )  # fmt: skip

    def _rewritten(self, text: str, *, aims: bool, front: bool) -> str:
        masked, kept = self._masked(house_form(text))
        if self.from_scan:
            masked = without_slips(masked)
        if (aims, front) not in self._ready:
            self._ready[aims, front] = list(self._fitting(self._conditions(aims=aims, front=front)))
        for pattern, replacement in self._ready[aims, front]:
            masked = _applied(pattern, replacement, masked)
        if self.day is not None:
            masked = brought_up_to_date(masked, self.day, self.voice.kind)
        return tidy(_verb_first(bodies_in_full(_restored(masked, kept))))

    def _fitting(self, conditions: set[str]) -> Iterator[tuple[re.Pattern[str], str]]:
        for rule in rules():
            if not (self.voice.party or not _OF_THE_PARTY.search(rule.pattern) or "state" in rule.when):
                continue
            if all(self._holds(condition, conditions) for condition in rule.when) and (ready := self._prepared(rule)):
                yield ready

    def _conditions(self, *, aims: bool, front: bool) -> set[str]:
        found = {"aims" if aims else "body", "cell" if self.voice.cell else "committee", "party" if self.voice.party else "state"}
        if front:
            found.add("front")
        if self.quota_zero:
            found.add("quota-zero")
        if self.unit.is_commune:
            found.add("commune")
        if self.unit.kind in INSTITUTIONS:
            found.add("institution")
        if self.unit.kind in INSTITUTIONS and set(self.unit.organs) <= {"union", "youth"}:
            found.add("only-unions")
        if self.unit.level == "district":
            found.add("district")
        if self.unit.kind in URBAN:
            found.add("urban")
        if self.voice.kind is None:
            found.add("no-area")
        if self.unit.kind:
            found.add(f"kind:{self.unit.kind}")
        if self.unit.residential:
            found.add(f"residential:{', '.join(self.unit.residential)}")
        found |= {f"no:{name}" for name, value in self.unit.has.items() if not value}
        found |= {f"organ:{organ}" for organ in self.unit.organs}
        return found

    @staticmethod
    def _holds(condition: str, conditions: set[str]) -> bool:
        if condition.startswith("no-organ:"):
            return condition.removeprefix("no-") not in conditions
        return condition in conditions

    def _masked(self, text: str) -> tuple[str, list[str]]:
        """Citations, channels and reports upwards as single private characters."""
        kept: list[str] = []

        between, issuer = self.superior.between(self.unit), self.superior.short

        def keep(match: re.Match[str]) -> str:
            upwards = between and issuer and re.match(r"(?i)(?:báo cáo|gửi|trình|phản ánh)\b", match[0])
            kept.append(match[0].replace(str(issuer), str(between)) if upwards else match[0])
            return chr(0xE200 + len(kept) - 1)

        if not self._out_of_reach:
            self._out_of_reach.extend(self._kept_out())
        for pattern in self._out_of_reach:
            text = pattern.sub(keep, text)
        return text, kept

    def _kept_out(self) -> list[re.Pattern[str]]:
        longest = sorted({house_form(quote) for quote in self.cited}, key=len, reverse=True)
        patterns = [re.compile(re.escape(quote)) for quote in longest] + [
            _CITATION,
            re.compile(r"\((?:thông )?qua [^()]*\)"),
            re.compile(r"\(nay là [^()]*\)"),
        ]
        if not self.superior.party and self.superior.word:
            verbs = "(?:[Bb]áo cáo|[Gg]ửi|[Tt]rình|[Đđ]ề nghị|về|của|do|trước)(?: về| cho| với| lên)?"
            patterns.append(re.compile(rf"{verbs} (?:Chủ tịch )?(?:Ủy ban nhân dân|UBND) {self.superior.word}\b"))
        if self.superior.committee:
            verbs = "(?:báo cáo|gửi|trình|đề nghị|phản ánh|về)(?: về| cho| với| lên)?"
            organs = "(?:Ban Thường vụ |Thường trực |Ban Tổ chức |Văn phòng |Ban Tuyên giáo |Ủy ban Kiểm tra )?"
            upwards = rf"(?i:{verbs} {organs}{self.superior.committee})(?! viên)"
            patterns.append(re.compile(upwards))
        return patterns

    def _prepared(self, rule: Rule) -> tuple[re.Pattern[str], str] | None:
        """Pattern and replacement with this unit's words; None where one of the unit's words is not known."""
        pattern, replacement = rule.pattern.replace("{COMMITTEES}", COMMITTEES), rule.replace
        kind = re.match(rf"(?:{_KINDS})(?= )", self.directive)
        pattern = pattern.replace("{K}", kind[0] if kind else "\ue1ff")
        for slot, word in (("C", self.superior.committee), ("L", self.superior.word)):
            named = r"(?! (?:[A-ZĐÁÀẢÂẤẦĂẮÊẾÉÔỐÓƠƯÝ]|\d))" if slot == "L" else ""
            pattern = pattern.replace(f"{{{slot}}}", f"(?i:{re.escape(word)}){named}" if word else "\ue1ff")
        for slot in re.findall(r"\{(\w+)\}", replacement):
            known = self._word(slot)
            if known is None:
                return None
            replacement = replacement.replace(f"{{{slot}}}", known)
        return re.compile(pattern), replacement

    def _word(self, slot: str) -> str | None:
        """The unit's word for a slot of `replace`; None where nobody said it."""
        if slot == "directive":
            return self.directive
        if slot == "above":
            return self.superior.reports_to(self.unit)
        if slot == "through":
            own = self.superior.channel and self.superior.reports_to(self.unit) == self.superior.short
            return f" (qua {self.superior.channel})" if own else ""
        if slot == "me_named":
            return f"{self.voice.me} {self.voice.kind}" if self.voice.kind else self.voice.me
        if slot == "superior_word":
            return self.superior.word
        if slot == "residential":
            return ", ".join(self.unit.residential) or None
        if slot == "union":
            return self.unit.associations
        if slot in ("government", "front"):
            return self.unit.organs.get(slot)  # type: ignore[call-overload, no-any-return]
        if slot in ("organisation", "office"):
            return self.unit.organs.get(slot)  # type: ignore[call-overload, no-any-return]
        if slot == "organisations":
            return self.unit.organs.get("organisations") or self.unit.organs.get("front")
        value: str | None = getattr(self.voice, slot)
        return value


def _applied(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    applied, found = pattern.subn(lambda match: _expanded(replacement, match), text)
    return _cased(applied) if found else text


def _expanded(replacement: str, match: re.Match[str]) -> str:
    return re.sub(r"\\(\d)", lambda group: match[int(group[1])] or "", replacement)


def _cased(text: str) -> str:
    """Arrows carried out: "Xác định ↓Công tác" → "Xác định công tác"."""
    text = re.sub(r"↓(\S[^↓↑]*)", lambda match: small(match[1]), text)
    return re.sub(r"(?:↑\s*)+([^\s↑])", lambda match: capital(match[1]), text).replace("↑", "").replace("↓", "")


def _verb_first(text: str) -> str:
    """ "Kế hoạch phát triển đảng viên của Đảng ủy gửi về …" asks to send it: "Gửi Kế hoạch phát triển đảng viên của Đảng ủy về …"."""
    return re.sub(r"^(Kế hoạch [^;.,()]{3,60}? của [^;.,()]{3,30}?) gửi (?=về )", r"Gửi \1 ", text)


def _restored(text: str, kept: list[str]) -> str:
    while private := re.search("[\ue200-\uefff]", text):
        text = text.replace(private[0], kept[ord(private[0]) - 0xE200])
    return text

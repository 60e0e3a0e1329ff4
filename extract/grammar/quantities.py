"""Quantities: how much of what, with bounds.

"từ 1.800 đến 2.000 đảng viên" → 1800 … 2000; "ít nhất 01 đảng viên" → 1 …; "đạt từ 90% trở lên" → 90 % …; "27/39 cơ sở đảng";
"trên 100 đảng viên" strict. A dot before exactly three digits parts thousands, a comma parts decimals.
Dates, document numbers, names ("Quận 3"), ordinals and ages are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from extract.language import fold, folded_pattern
from extract.lexicon import alternation, entries, entry, whole

UNITS = ("members", "people", "units", "things", "measures")
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SOFT_NAMES = {"chi bộ", "thôn", "ấp", "tổ dân phố", "khu phố", "khu vực", "trường", "đội", "nhóm", "công ty", "dự án", "chi cục", "số", "tiêu chí", "khối", "vùng", "mục", "điểm", "lớp"}  # fmt: skip
_EACH_TIME = re.compile(r"(?:mỗi|hằng|hàng|từng|trong|một)\s+(?:năm|tháng|quí|tuần|ngày|đợt|kì|lớp|cấp)\s*,?\s*$")
_TOTAL = folded_pattern(r"(?:tổng\s+số|số\s+lượng|trong\s+số|chiếm\s+số|nâng\s+số|có\s+số)\s*$")
_GENERIC_STOP = folded_pattern(
    r"[,;.:()\"!?…]|(?<![^\W_])(?:trở|được|là|đã|sẽ|đạt|có|và|hoặc|trong|của|tại|ở|vào|cho|để|nhằm|theo|so|với|từ|đến|trên|dưới|bằng|"
    r"phải|cần|thì|mà|do|qua|về|trước|sau|khi|như|nếu|tham|thực|hoàn|làm|còn|nhưng|cùng|không|chưa|kết|tổ\s+chức|gồm|thuộc|đủ|mỗi|/)(?![^\W_])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: `start`–`end` with bound words and unit; `number` is the place of the bare figures.

    `unit` as written, "%" for percent; `of` what a percent or ratio is of. `explicit` says that a bound, percent or ratio
    makes it a measure on its own, without a verb before it. `words` that the number stands in letters.
    """

    start: int
    end: int
    number: tuple[int, int]
    low: float | None
    high: float | None
    strict: bool
    unit: str | None
    of: str | None
    explicit: bool
    words: bool = False


def value(digits: str) -> float:
    """value("1.800") == 1800.0, value("3,5") == 3.5, value("01") == 1.0."""
    return float(digits.replace(".", "").replace(",", "."))


@cache
def _number_words() -> dict[str, float]:
    numbers = entry("quantities", "numbers")
    return dict(zip((fold(w) for w in numbers.words), (float(v) for v in numbers.attributes["values"]), strict=True))


@cache
def _figure() -> re.Pattern[str]:
    """A figure, a range or a ratio, with its percent sign: "từ 3 - 4%", "27/39", "1.800 đến 2.000"."""
    words = alternation(_number_words())
    percent = r"(?:\s*(?P<pc{0}>%|‰|phần\s+trăm))"
    glued = r"(?![\d/.]*\d)(?!\s?[-–/]\s?[A-ZĐ]{1,})(?![A-Za-zĐđÀ-ỹ])"
    return re.compile(
        rf"(?<![\w.,/])(?<!\w-)(?:(?P<from>từ)\s+)?(?P<a>{_DIGITS}){percent.format(1)}?"
        rf"(?:\s*(?:-|–|đến|tới)\s*(?P<b>{_DIGITS}){percent.format(2)}?|/(?P<base>{_DIGITS}))?{glued}"
        rf"|(?<![^\W_])(?P<word>{words})(?![^\W_])"
    )


@cache
def _bound_before() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{alternation(entry('quantities', name).words)})" for name in ("least", "most", "above", "below", "over"))
    return folded_pattern(rf"(?<![^\W_])(?:{groups})\s+(?:là\s+|đạt\s+|khoảng\s+|từ\s+|mức\s+)?$")


@cache
def _bound_after() -> re.Pattern[str]:
    more, less = (alternation(entry("quantities", name).words) for name in ("or_more", "or_less"))
    return re.compile(rf"[^,;.:()\d]{{0,70}}?(?<![^\W_])(?:(?P<more>{more})|(?P<less>{less}))(?![^\W_])")


@cache
def _named_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?P<name>{alternation(entry('quantities', 'names').words)})\s+(?:số\s+)?$")


@cache
def _span_after() -> re.Pattern[str]:
    return re.compile(rf"\s*{alternation(entry('quantities', 'spans').words)}(?![^\W_])")


@cache
def _unit_after() -> re.Pattern[str]:
    words = [word for e in entries("quantities") if e.name in UNITS for word in e.words]
    return re.compile(rf"\s*(?P<unit>{alternation(words)})(?![^\W_])")


@cache
def _unit_before() -> re.Pattern[str]:
    words = [word for e in entries("quantities") if e.name in UNITS for word in e.words]
    return re.compile(rf"(?<![^\W_])(?P<unit>{alternation(words)})\s+(?:[^\W\d]+\s+){{0,4}}?(?:là|đạt|gồm|:|có)\s+$")


def quantities(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities of a text; places in `taken` (citations, dates) are passed over."""
    folded = fold(text)
    places = list(taken)
    found = []
    for match in _figure().finditer(_upper_codes(text, folded)):
        if any(match.start() < end and start < match.end() for start, end in places):
            continue
        quantity = _word_quantity(text, folded, match) if match["word"] else _digit_quantity(text, folded, match)
        if quantity:
            found.append(_sharing_bound(quantity, found[-1] if found else None, folded))
    return found


def _sharing_bound(quantity: Quantity, before: Quantity | None, folded: str) -> Quantity:
    """"ít nhất 06 tổ chức đảng và 15 đảng viên": the bound holds for both."""
    if not before or quantity.explicit or before.low is None or before.high is not None or folded[before.end : quantity.start] != " và ":
        return quantity
    return replace(quantity, high=None, strict=before.strict, explicit=True)


def _upper_codes(text: str, folded: str) -> str:
    """Folded, but capitals after a dash or slash stay, so that "21-NQ" shows itself as a code."""
    return "".join(original if original.isupper() and index and text[index - 1] in "-–/ " and text[max(0, index - 2)] in "-–/0123456789 " else letter
                   for index, (original, letter) in enumerate(zip(text, folded, strict=True)))  # fmt: skip


def _digit_quantity(text: str, folded: str, match: re.Match[str]) -> Quantity | None:
    figures_start = match.start("a")
    percent = bool(match["pc1"] or match["pc2"])
    bound = _bound_before().search(folded, max(0, match.start() - 40), match.start())
    if not bound and not percent and _names_something(folded, match.start()):
        return None
    if not percent and _span_after().match(folded, match.end()) and not (_limits_span(bound) or _unit_longer_than_span(folded, match.end())):
        return None
    unit, unit_end = ("%", match.end()) if percent else _unit(text, folded, match.end())
    after = _bound_after().match(folded, unit_end)
    low, high, strict = _bounds(match, bound, after, compared=_COMPARED.match(folded, match.end()) is not None)
    of, of_end = _base(text, folded, match, unit, unit_end)
    if unit is None:
        unit = _unit_named_before(text, folded, match.start())
    if match["base"] and unit is None:
        return None
    end = max(unit_end, of_end, after.end() if after and not match["b"] else 0)
    start = bound.start() if bound else match.start()
    number = (figures_start, max(match.end("a"), match.end("b"), match.end("base")))
    explicit = bool(bound or percent or match["base"] or match["from"] or (after and not match["b"]) or match["b"])
    return Quantity(start, end, number, low, high, strict, unit, of, explicit)


def _word_quantity(text: str, folded: str, match: re.Match[str]) -> Quantity | None:
    """A number in words counts only with a bound or "mỗi": "ít nhất một đảng viên"."""
    bound = _bound_before().search(folded, max(0, match.start() - 40), match.start())
    if not (bound or _distributed().search(folded, max(0, match.start() - 70), match.start())) or _span_after().match(folded, match.end()) or _FRACTION.match(folded, match.end()):
        return None
    known = _unit_after().match(folded, match.end())
    unit, unit_end = _unit(text, folded, match.end()) if bound or known else (None, match.end())
    if unit is None:
        return None
    amount = _number_words()[match["word"]]
    low, high, strict = _directed(amount, bound) if bound else (amount, amount, False)
    start = bound.start() if bound else match.start()
    return Quantity(start, unit_end, match.span(), low, high, strict, unit, None, explicit=True, words=True)


_FRACTION = folded_pattern(r"\s+(?:phần\s+(?:hai|ba|tư|bốn|năm|mười|trăm)|nửa|vạn|nghìn|ngàn|trăm|triệu|số|cách|phần|trong|chiều|mặt|bước|lần\s+nữa)(?![^\W_])")


@cache
def _distributed() -> re.Pattern[str]:
    """"mỗi tổ dân phố có một tổ …": a number in words counts with "mỗi" before it in the clause."""
    return re.compile(rf"(?<![^\W_]){alternation(entry('quantities', 'each').words)}\s+[^,;.:]{{2,60}}?(?:có|cử|lập|thành\s+lập|bố\s+trí|mở|xây\s+dựng|nhận)\s+$")


def _names_something(folded: str, position: int) -> bool:
    """The figure names: "Quận 3", "lớp 12"; not "mỗi chi bộ 01", "hằng năm 3 lớp", "tổng số 15"."""
    name = _named_before().search(folded, max(0, position - 30), position)
    if not name:
        return False
    if _EACH_TIME.search(folded[:position]) or _TOTAL.search(folded[:position]):
        return False
    counted = _unit_after().match(folded, _digits_end(folded, position))
    return not (name["name"] in _SOFT_NAMES and counted)


def _digits_end(folded: str, position: int) -> int:
    digits = re.compile(r"[\d.,]+").match(folded, position)
    return digits.end() if digits else position


def _limits_span(bound: re.Match[str] | None) -> bool:
    """"không quá 45 ngày" limits the work; "trong 45 ngày" and "hơn 90 năm qua" do not count here."""
    return bool(bound and (bound["most"] or bound["least"]))


def _unit_longer_than_span(folded: str, position: int) -> bool:
    unit, span = _unit_after().match(folded, position), _span_after().match(folded, position)
    return bool(unit and span and unit.end() > span.end())


_COMPARED = folded_pattern(r"\s*(?:điểm\s*%?\s+)?so\s+với")


def _bounds(match: re.Match[str], bound: re.Match[str] | None, after: re.Match[str] | None, *, compared: bool) -> tuple[float | None, float | None, bool]:
    low = value(match["a"])
    if match["b"]:
        return low, value(match["b"]), False
    if bound:
        return _directed(low, bound) if not compared else (low, low, False)
    if after:
        return (low, None, False) if after["more"] else (None, low, False)
    if match["from"]:
        return low, None, False
    return low, low, False


def _directed(amount: float, bound: re.Match[str]) -> tuple[float | None, float | None, bool]:
    if bound["least"]:
        return amount, None, False
    if bound["most"]:
        return None, amount, False
    if bound["over"]:
        return (None, amount, False) if "không" in bound.string[max(0, bound.start() - 60) : bound.start()] else (amount, None, True)
    return (amount, None, True) if bound["above"] else (None, amount, True)


def _unit(text: str, folded: str, position: int) -> tuple[str | None, int]:
    """What is counted: a known unit with what qualifies it, else the words up to the next stop."""
    known = _unit_after().match(folded, position)
    if known:
        end = _extended(text, folded, known)
        return text[known.start("unit") : end], end
    start = position + len(text[position:]) - len(text[position:].lstrip())
    stop = _GENERIC_STOP.search(folded, start)
    end = stop.start() if stop else len(text)
    words = text[start:end].split()
    if not words or not words[0][0].isalpha() or start == position:
        return None, position
    unit = " ".join(words[:4])
    return unit, start + len(unit)


@cache
def _classifiers() -> frozenset[str]:
    """Nouns that say nothing without the one behind them: "vụ", "điểm", "khu vực"."""
    return frozenset(fold(word) for word in entry("quantities", "classifiers").words)


@cache
def _verb() -> re.Pattern[str]:
    words = [word for name in ("plain", "strong") for word in entry("verbs", name).words]
    nouns = entry("verbs", "not_verbs").words
    return re.compile(rf"(?<![^\W_])(?!{alternation(nouns)}(?![^\W_])){alternation(words)}(?![^\W_])")


_QUALIFIER_END = folded_pattern(r"(?<![^\W_])(?:đại\s+diện|mới|nào|này|đó|khác|để|trong|mỗi|tại|ở|cho|với|là|bị|phải|hai|ba|đầu|cuối|lưu\s+động|trên|dưới|ngoài|thì|vượt|và|hoặc|dài|rộng|mức)(?![^\W_])")
_LISTED = folded_pattern(r",\s+(?:thị\s+trấn|phường|khu\s+phố|tổ\s+dân\s+phố|bản|xóm|bài|lao\s+động|viên\s+chức|đặc\s+khu)(?![^\W_])")


def _extended(text: str, folded: str, known: re.Match[str]) -> int:
    """A known unit with what qualifies it: "vụ" → "vụ cháy", "xã" → "xã, thị trấn"; "đảng viên" stays."""
    end = known.end("unit")
    listed = _LISTED.match(folded, end)
    while listed:
        end = listed.end()
        listed = _LISTED.match(folded, end)
    if known["unit"] not in _classifiers():
        return end
    limit = min(len(text), end + 24)
    stops = [m.start() for p in (_GENERIC_STOP, _QUALIFIER_END, _verb()) for m in [p.search(folded, end, limit)] if m]
    stop = min(stops, default=limit)
    words = text[end:stop].split()[:2]
    if stop == limit < len(text) and not folded[limit - 1 : limit + 1].isspace():
        words = words[:-1]
    return end + len(text[end:stop]) - len(text[end:stop].lstrip()) + len(" ".join(words)) if words else end


def _unit_named_before(text: str, folded: str, position: int) -> str | None:
    """"tổng nguồn được xác định là 670" → "nguồn"."""
    named = _unit_before().search(folded, max(0, position - 60), position)
    return text[slice(*named.span("unit"))] if named else None


def _base(text: str, folded: str, match: re.Match[str], unit: str | None, unit_end: int) -> tuple[str | None, int]:
    """What a share is of: "50% ấp, khu vực kết nạp" → "ấp, khu vực"; "27/39 cơ sở đảng" → "39 cơ sở đảng"."""
    if match["base"]:
        return text[match.start("base") : unit_end], unit_end
    if unit != "%":
        return None, unit_end
    compared = folded_pattern(r"\s*(?:so\s+với\s+|trong\s+tổng\s+số\s+|của\s+|trên\s+tổng\s+số\s+)?").match(folded, unit_end)
    start = compared.end() if compared else unit_end
    stop = folded_pattern(
        r"[;.:()\"]|,(?!\s+(?:khu|tổ|phường|thị|thôn|công\s+chức|viên\s+chức|lao\s+động|đơn\s+vị|hội\s+viên))|(?<![^\W_])(?:trở\s+lên|được|đã|sẽ|kết\s+nạp|tham\s+gia|thực\s+hiện|đạt|có|hoàn\s+thành|vào|trong|trước|phải|đăng\s+kí|sử\s+dụng|và|là|không)(?![^\W_])"
    ).search(folded, start)
    end = stop.start() if stop else len(text)
    of = text[start:end].strip(" ,")
    if of.startswith("/"):
        return None, unit_end
    return (of, start + len(text[start:end].rstrip(" ,"))) if of else (None, unit_end)

"""Quantities: how much of what, with bounds.

"từ 1.800 đến 2.000 đảng viên" → 1800 … 2000; "ít nhất 01 đảng viên" → 1 …; "đạt từ 90% trở lên" → 90 % …; "27/39 cơ sở đảng";
"trên 100 đảng viên" strict. A dot before exactly three digits parts thousands, a comma parts decimals.
"ít nhất hai phần ba số ủy viên" → 0.6667 … of "số ủy viên"; "sáu (06) tháng" is one number.
Dates, document numbers, names ("Quận 3"), ordinals and ages are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from extract.grammar.numbers import DIGITS, in_words, share, value
from extract.grammar.unit_rules import known_unit, unit_named_before
from extract.grammar.units import unit_at
from extract.language import fold, folded_pattern
from extract.lexicon import alternation, entry, phrase

_REPEATED = r"(?:\s+(?P<repeated>[^\W\d_]+(?:\s+[^\W\d_]+)?))?"
"""A unit between the ends of a range that stands behind it too: "từ 70 điểm đến dưới 90 điểm"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: `start`–`end` with bound words and unit; `number` is the place of the bare figures.

    `unit` as written, "%" for percent; `of` what a percent or ratio is of. `explicit` says that a bound, percent or ratio
    makes it a measure on its own, without a verb before it; `bounded` that a word before it bounds it ("ít nhất", "dưới").
    `ratio` that it is "27/39"; `share` that it is a fraction, "2/3 số ủy viên".
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
    bounded: bool = False
    ratio: bool = False
    share: bool = False


@cache
def _figure() -> re.Pattern[str]:
    """A figure, a range, a ratio or a fraction, with its percent sign: "từ 3 - 4%", "27/39", "ba đến năm", "hai phần ba"."""
    number = rf"(?:{DIGITS}|{in_words()})"
    again = rf"(?:(?<=\d)\s*\({in_words()}\)|(?<!\d)\s*\((?:{DIGITS})\))"
    percent = r"(?:\s*(?P<pc{0}>%|‰|phần\s+trăm))"
    glued = r"(?![\d/.]*\d)(?!\s?[-–/]\s?[A-ZĐ]{1,})(?!(?!(?:km|ha|kg|m2|m|đ|tr)\b)[A-Za-zĐđÀ-ỹ])"
    to = (
        rf"{_REPEATED}\s*(?:-|–|đến|tới)\s*(?P<under>dưới\s+)?(?P<b>{number})(?P<again2>{again})?{percent.format(2)}?"
        r"(?(repeated)(?=\s+(?P=repeated)(?![^\W_])))"
    )
    parts = rf"\s+phần\s+(?P<whole>{in_words()}|tư)"
    return re.compile(
        rf"(?<![\w.,/])(?<!\w-)(?:(?P<from>từ)\s+(?:đủ\s+)?)?"
        rf"(?:(?P<half>(?:một\s+|phân\s+)?nửa|quá\s+bán)"
        rf"|(?P<a>{number})(?P<again1>{again})?{percent.format(1)}?(?:{to}|/(?P<base>{DIGITS})|{parts})?){glued}"
    )


@cache
def _bound_before() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{alternation(entry('quantities', name).words)})" for name in ("least", "most", "above", "below", "over"))
    return folded_pattern(rf"(?<![^\W_])(?:{groups})\s+(?:(?:là|phải|được|đạt|có|bằng|đủ|khoảng|từ|mức|đến|tới)\s+){{0,2}}$")


_NO_GRADE = "".join(rf"(?<!{grade}\s)" for grade in ("khá", "giỏi", "tốt", "trung bình", "nhắc nhở", "cảnh cáo", "thạo"))
"""It is no bound of the figure: "95% đoàn viên xếp loại khá trở lên"."""


@cache
def _bound_after() -> re.Pattern[str]:
    more, less = (alternation(entry("quantities", name).words) for name in ("or_more", "or_less"))
    return re.compile(rf"(?:(?!\sđủ\s|\stừ\s)[^,;.:()\d]){{0,70}}?{_NO_GRADE}(?<![^\W_])(?:(?P<more>{more})|(?P<less>{less}))(?![^\W_])")


@cache
def _named_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?P<name>{alternation(entry('quantities', 'names').words)})\s+(?:số\s+)?$")


@cache
def _span_after() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<span>{alternation(entry('quantities', 'spans').words)})(?![^\W_])")


def quantities(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities of a text; places in `taken` (citations, dates) are passed over."""
    folded = fold(text)
    spans = _mixed_spans(text, folded)
    places = [*taken, *((span.start, span.end) for span in spans)]
    found: list[Quantity] = []
    for match in _figure().finditer(_upper_codes(text, folded)):
        if any(match.start() < end and start < match.end() for start, end in places):
            continue
        quantity = _fraction(text, folded, match) if _is_fraction(folded, match) else _quantity(text, folded, match)
        if quantity and found and _goes_on_in_millions(found[-1], quantity, folded):
            found[-1] = _with_millions(found[-1], quantity)
        elif quantity:
            before = found[-1] if found else None
            found.append(_sharing_bound(_sharing_unit(quantity, before, folded), before, folded))
    return sorted([*found, *spans], key=lambda quantity: quantity.start) if spans else found


_MONTHS_TO_YEARS = folded_pattern(
    r"(?<![^\W_])từ\s+(?:đủ\s+)?(?P<months>\d{1,2})\s+tháng\s+(?:đến|tới)\s+(?P<under>dưới\s+)?(?P<years>\d{1,2})\s+năm(?!\s+\d)(?![^\W_])"
)


def _mixed_spans(text: str, folded: str) -> list[Quantity]:
    """"từ 3 tháng đến dưới 2 năm" → 3 … 24 "tháng", strict."""
    return [
        Quantity(
            match.start(), match.end(), (match.start("months"), match.end("years")), float(match["months"]), 12.0 * int(match["years"]),
            bool(match["under"]), text[match.end("months") :][: len(" tháng")].strip(), None, explicit=True,
        )
        for match in _MONTHS_TO_YEARS.finditer(folded)
    ]  # fmt: skip


def _sharing_unit(quantity: Quantity, before: Quantity | None, folded: str) -> Quantity:
    """"cấp xã 2.100 hộ, cấp huyện 340, cấp tỉnh 55": with no noun behind the figure it counts what the one before it does."""
    if not before or quantity.unit or quantity.share or before.unit in {None, "%", "‰"}:
        return quantity
    parallel = phrase("parallel_part").fullmatch(folded[before.end : quantity.start])
    if not parallel or not phrase("part_ends").match(folded[quantity.end :]):
        return quantity
    return replace(quantity, unit=before.unit)


def _goes_on_in_millions(whole: Quantity, rest: Quantity, folded: str) -> bool:
    """"118 tỷ 400 triệu đồng" is one amount."""
    between = folded[whole.number[1] : rest.number[0]]
    return bool(folded_pattern(r"\s*tỷ(\s+đồng)?,?\s+").fullmatch(between)) and (rest.unit or "").startswith("triệu")


def _with_millions(whole: Quantity, rest: Quantity) -> Quantity:
    millions = (rest.low or rest.high or 0) / 1000
    low, high = (None if bound is None else bound + millions for bound in (whole.low, whole.high))
    return replace(whole, end=rest.end, number=(whole.number[0], rest.number[1]), low=low, high=high, unit="tỷ đồng")


def _sharing_bound(quantity: Quantity, before: Quantity | None, folded: str) -> Quantity:
    """"ít nhất 06 tổ chức đảng và 15 đảng viên", "không vượt 2% ở tiểu học, 3% ở trung học": the bound holds for both."""
    if not before or not before.bounded or quantity.bounded or (quantity.low, quantity.high) == (None, None):
        return quantity
    between = folded[before.end : quantity.start]
    if not (between in (" và ", ", ") or (quantity.unit == before.unit == "%" and phrase("parallel_share").fullmatch(between))):
        return quantity
    amount = quantity.low
    if before.low is None:
        return replace(quantity, low=None, high=amount, strict=before.strict, explicit=True, bounded=True)
    return replace(quantity, high=None, strict=before.strict, explicit=True, bounded=True)


def _upper_codes(text: str, folded: str) -> str:
    """Folded, but capitals after a dash or slash stay, so that "21-NQ" shows itself as a code."""
    letters = list(folded)
    for code in _CODE.finditer(text):
        letters[code.start() : code.end()] = code[0]
    return "".join(letters)


_CODE = re.compile(r"(?<=[-–/ ])(?<=[-–/\d ].)[A-ZĐ]")


def _quantity(text: str, folded: str, match: re.Match[str]) -> Quantity | None:
    percent = bool(match["pc1"] or match["pc2"])
    bound = _bound_before().search(folded, max(0, match.start() - 40), match.start())
    may_name = not (bound or percent or match["from"] or _in_words(match))
    if (may_name and _names_something(folded, match.start())) or (_in_words(match) and not _words_may_count(folded, match, bound)):
        return None
    if not percent and (_counts_time(folded, match, bound) or _is_a_day(folded, match)):
        return None
    if phrase("degrees_behind").match(folded[match.end() :]) or phrase("per_so_many_before").search(_said_before(folded, match.start())):
        return None
    is_object = is_acted_on(folded, bound.start() if bound else match.start())
    if percent:
        unit, unit_end = _percent_of(match)
    else:
        unit, unit_end = _time_span(text, folded, match) or unit_at(text, folded, match.end(), is_object=is_object)
    unit, unit_end = _squared(text, unit, unit_end)
    after = _bound_after().match(folded, unit_end)
    if _in_words(match) and (unit is None or (match["from"] and not (bound or match["b"] or after))):
        return None
    compared = any(phrase("compared_after").match(folded[end:]) for end in (match.end(), unit_end))
    low, high, strict = _bounds(match, bound, after, compared=compared)
    of, of_end = _base(text, folded, match, unit, unit_end)
    if unit is None:
        unit = unit_named_before(text, folded, match.start())
    if (match["base"] and unit is None) or (unit and phrase("names_a_part").match(fold(unit))):
        return None
    end = max(unit_end, of_end, after.end() if after and not match["b"] else 0)
    start = bound.start() if bound else match.start()
    ends = (match.end(name) for name in ("a", "again1", "b", "again2", "base"))
    explicit = bool(bound or percent or match["base"] or match["from"] or (after and not match["b"]) or match["b"]) or _in_words(match)
    ratio, bounded = bool(match["base"]), bound is not None and (low is None or high is None)
    return Quantity(start, end, (match.start("a"), max(ends)), low, high, strict, unit, of, explicit, bounded=bounded, ratio=ratio)


def _in_words(match: re.Match[str]) -> bool:
    """The number stands in letters only: "ba", not "ba (03)"."""
    return not any(sign.isdigit() for sign in match[0])


def _words_may_count(folded: str, match: re.Match[str], bound: re.Match[str] | None) -> bool:
    """A number in words counts only with a bound or "mỗi": "ít nhất một đảng viên", "từ ba đến năm hộ", "từ hai người trở lên"."""
    if phrase("fraction").match(folded[match.end() :]):
        return False
    distributed = phrase("distributed_before").search(folded[max(0, match.start() - 80) : match.start()])
    return bool(bound or match["from"] or distributed)


def _is_fraction(folded: str, match: re.Match[str]) -> bool:
    """"hai phần ba", "một nửa"; "ít nhất 2/3 số đại biểu" is a share, no count of two, as is "giảm 1/3 chỉ tiêu"."""
    if match["half"] or match["whole"]:
        return True
    if not match["base"] or not 0 < value(match["a"]) < value(match["base"]) <= _LARGEST_WHOLE:
        return False
    return (match["a"] == "1" and value(match["base"]) <= _PLAIN_FRACTION) or bool(phrase("share_behind").match(folded[match.end() :]))


_PLAIN_FRACTION = 4
_LARGEST_WHOLE = 10


def _fraction(text: str, folded: str, match: re.Match[str]) -> Quantity | None:
    """A share of the whole, with a bound where it stands in words: "quá nửa số ủy viên" → above 0.5 of "số ủy viên"."""
    amount = share(1, 2) if match["half"] else share(value(match["a"]), value(match["whole"] or match["base"]))
    bound = _bound_before().search(folded, max(0, match.start() - 40), match.start())
    of, of_end = _base(text, folded, match, _SHARE, match.end())
    after = _bound_after().match(folded, match.end())
    majority = match[0].startswith("quá")
    if (_in_words(match) and not (bound or after or majority)) or phrase("half_of_time").match(folded[match.end() :]):
        return None
    low, high, strict = (amount, None, True) if majority else _bounds_of(amount, bound, after)
    start, end = bound.start() if bound else match.start(), max(match.end(), of_end, after.end() if after else 0)
    return Quantity(start, end, match.span(), low, high, strict, None, of, explicit=True, bounded=bound is not None, share=True)


_SHARE = "%"
"""A fraction is read as a percentage is: what stands behind it is what it is a share of."""


def _squared(text: str, unit: str | None, end: int) -> tuple[str | None, int]:
    """"40m²" counts "m2"; the mark of a footnote ("2,5%³") is none of the unit."""
    power = _POWERS.get(text[end : end + 1])
    return (f"{unit}{power}", end + 1) if unit and power and _LENGTH.search(unit) else (unit, end)


_POWERS = {"²": "2", "³": "3"}
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ "
_LENGTH = re.compile(r"(?<![^\W\d_])(?:[kcd]?m)$")


def is_acted_on(folded: str, position: int) -> bool:
    """A verb of making or doing stands right before the figure and its bound: what is counted is its object."""
    return phrase("acts_on").search(_said_before(folded, position)) is not None


def _said_before(folded: str, position: int) -> str:
    """As much of what stands before a figure as a turn of phrase may be long: texts of a thousand figures cost no more for each."""
    return folded[max(0, position - _LONGEST_TURN) : position]


_LONGEST_TURN = 200


def _percent_of(match: re.Match[str]) -> tuple[str | None, int]:
    return "‰" if "‰" in (match["pc1"] or match["pc2"]) else "%", match.end()


def _names_something(folded: str, position: int) -> bool:
    """The figure names: "Quận 3", "lớp 12"; not "mỗi chi bộ 01", "hằng năm 3 lớp", "tổng số 15"."""
    name = _named_before().search(folded, max(0, position - 30), position)
    said = _said_before(folded, position)
    if not name or any(phrase(turn).search(said) for turn in _NO_NAME_BEFORE):
        return False
    if name["name"] in _low_names() and value(_figures_at(folded, position)) > _HIGHEST_NAME:
        return False
    counted = known_unit().match(folded, _digits_end(folded, position))
    if name["name"] == "nhóm" and phrase("ranked_among").match(folded, _digits_end(folded, position)):
        return False
    return not (name["name"] in _countable_names() and counted)


_NO_NAME_BEFORE = ("verb_not_name_before", "each_time_before", "total_before", "span_before_figure")


@cache
def _countable_names() -> frozenset[str]:
    """Names that are counted as often as numbered: "chi bộ 4", but "mỗi chi bộ 01 đảng viên"."""
    return frozenset(fold(word) for word in entry("quantities", "names").attributes["countable"])


@cache
def _low_names() -> frozenset[str]:
    """Names that never go high: "hạng 2", but "xếp hạng 94 di tích", "chống xuống cấp 52 phòng học"."""
    return frozenset(fold(word) for word in entry("quantities", "names").attributes["low"])


_HIGHEST_NAME = 30


def _figures_at(folded: str, position: int) -> str:
    """Nought for a rank: "xếp hạng 71/96 xã"."""
    digits = re.compile(rf"({DIGITS})(?!\d*/)").match(folded, position)
    return digits[1] if digits else "0"


def _digits_end(folded: str, position: int) -> int:
    digits = re.compile(r"(?:từ\s+)?[\d.,]+(?:\s*(?:-|đến)\s*[\d.,]+)?").match(folded, position)
    return digits.end() if digits else position


def _time_span(text: str, folded: str, match: re.Match[str]) -> tuple[str, int] | None:
    """"12 tháng kinh nghiệm" limits by "tháng"; "20 ngày công", "2 ngày/tháng" are counted as they stand."""
    span, unit = _span_after().match(folded, match.end()), known_unit().match(folded, match.end())
    if not span or folded.startswith("/", span.end()) or (unit and unit.end() > span.end()):
        return None
    return text[span.start("span") : span.end()], span.end()


def _is_a_day(folded: str, match: re.Match[str]) -> bool:
    """"lũy kế đến 30/6 đạt 50%": day and month, no 30 of 6."""
    if not match["base"] or not (value(match["a"]) <= _DAYS and value(match["base"]) <= _MONTHS):
        return False
    return value(match["a"]) > value(match["base"]) or bool(phrase("day_before").search(_said_before(folded, match.start())))


_DAYS, _MONTHS = 31, 12


def _counts_time(folded: str, match: re.Match[str], bound: re.Match[str] | None) -> bool:
    """"20 năm", "trong 45 ngày" count time; "không quá 45 ngày", "từ 30 tháng trở lên" limit the work, "3 tháng lương" counts a thing."""
    position = match.end()
    span, unit = _span_after().match(folded, position), known_unit().match(folded, position)
    if not span or folded.startswith("/", span.end()):
        return False
    lasts = phrase("lasts_before").search(_said_before(folded, match.start())) and phrase("time_span").match(span["span"])
    if (lasts or phrase("in_a_row").match(folded[span.end() :])) and not _in_words(match):
        return False
    limits = bound and (bound["most"] or bound["least"] or bound["over"])
    if limits or (_bound_after().match(folded, span.end()) and phrase("short_span").match(span[0])):
        return bool(phrase("interval_after").match(folded[position:]))
    if (bound or (match["from"] and match["b"])) and phrase("short_span").match(span[0]):
        return bool(phrase("interval_after").match(folded[position:]))
    if phrase("long_span").match(span[0]) and (bound or _bound_after().match(folded, span.end())):
        return bool(phrase("looking_back_span").match(folded[position:]) or (bound and phrase("roughly").match(bound[0])))
    return not (unit and unit.end() > span.end())


Bounds = tuple[float | None, float | None, bool]


def _bounds_of(amount: float, bound: re.Match[str] | None, after: re.Match[str] | None) -> Bounds:
    if bound:
        return _directed(amount, bound)
    if after:
        return (amount, None, False) if after["more"] else (None, amount, False)
    return amount, amount, False


def _bounds(match: re.Match[str], bound: re.Match[str] | None, after: re.Match[str] | None, *, compared: bool) -> Bounds:
    low = value(match["a"])
    if match["b"]:
        return low, value(match["b"]), bool(match["under"] or (bound and bound["above"]))
    if bound:
        compares = compared and bool(phrase("says_difference").match(bound[0]))
        says_how_far = compares or phrase("against_a_level").search(bound[0])
        return (low, low, False) if says_how_far else _directed(low, bound)
    if after:
        return (low, None, False) if after["more"] else (None, low, False)
    if match["from"] and not phrase("starting_point_after").match(match.string[match.end("a") :]):
        return low, None, False
    return low, low, False


def _directed(amount: float, bound: re.Match[str]) -> Bounds:
    if (bound["below"] or bound["above"]) and phrase("none_before").search(bound.string[: bound.start()]):
        return (amount, None, False) if bound["below"] else (None, amount, False)
    if bound["least"]:
        return amount, None, False
    if bound["most"]:
        return None, amount, False
    if bound["over"] or (bound["above"] and phrase("negated_before").search(bound.string[: bound.start()])):
        above = (amount, None, "từ" not in bound[0])
        return (None, amount, False) if "không" in bound.string[max(0, bound.start() - 60) : bound.start()] else above
    return (amount, None, True) if bound["above"] else (None, amount, True)




def _base(text: str, folded: str, match: re.Match[str], unit: str | None, unit_end: int) -> tuple[str | None, int]:
    """What a share is of: "50% ấp, khu vực kết nạp" → "ấp, khu vực"; "27/39 cơ sở đảng" → "39 cơ sở đảng"."""
    if match["base"] and unit != _SHARE:
        return text[match.start("base") : unit_end], unit_end
    if unit != "%":
        return None, unit_end
    link = phrase("share_link").match(folded[unit_end:])
    start = unit_end + (link.end() if link else 0)
    stop = phrase("share_end").search(folded, start)
    end = stop.start() if stop else len(text)
    of = text[start:end].strip(" ,")
    if of.startswith("/") or not of.strip(_RAISED):
        return None, unit_end
    return (of, start + len(text[start:end].rstrip(" ,"))) if of else (None, unit_end)

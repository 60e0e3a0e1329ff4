"""Whose a passage is: the class that its words, its paragraph or its heading name."""

from __future__ import annotations

import re

from generate.addressees import addressed
from generate.fates.case import Case
from generate.passages import Passage
from generate.signs import says, sign
from generate.unit import bare_name, matching
from generate.wording import VERB, house_form

ORGANS = ("office", "organisation", "propaganda", "inspection", "training", "youth", "police", "military")
WORDS_OF_A_CLASS = 3
"""Words of a heading that names the unit's class as its own name does: "Công đoàn cơ sở"."""
EACH_BODY = re.compile(r"^(?i:mỗi|từng) (?=(?:huyện|quận|thị|thành|đảng|chi bộ|xã|phường)\b)")
_BY_NAME = re.compile(
    r"(?:(?:Giao|Đề nghị|Yêu cầu) )?(?:Ban Thường vụ )?(?:Đảng ủy|Đảng bộ|Chi bộ|Chi ủy)(?: các)?(?: (?:xã|phường|thị trấn|đặc khu|thôn))?"
    r" ((?!Ủy ban)[A-ZĐÀ-Ỹ][\w]*(?: [A-ZĐÀ-Ỹ]\w*)*)"
)
_SPECIAL = re.compile(
    r"\W*(?:Riêng|Đối với) ((?:các |Ban Thường vụ )?(?:chi bộ|đảng bộ|đảng ủy|tổ chức|đơn vị|xã|phường|trường|cơ quan|doanh nghiệp|"
    r"huyện|khối|\S+ đoàn)\b[^:,;]{0,120})"
)
_KIND_WORDS = {
    "trường học": r"trường",
    "lực lượng vũ trang": r"công an|quân sự|biên phòng|lực lượng vũ trang",
    "doanh nghiệp": r"doanh nghiệp|hợp tác xã|công ty",
    "cơ quan": r"cơ quan",
    "xã": r"\bxã\b|thị trấn",
    "phường": r"phường",
    "thôn": r"thôn",
    "tổ dân phố": r"tổ dân phố",
}


def whose(case: Case, passage: Passage, text: str) -> tuple[str | None, str | None]:
    """The class that the words themselves name, and the one that holds: named, else of the paragraph or heading before."""
    given = addressed(EACH_BODY.sub("", sign("when").sub("", text)), case.superior)
    if given in ORGANS and says("own-among-organs", text):
        given = "own"
    if given == "front" and says("leads-the-front", text) and not says("leads-the-front", passage.provision.addressee or ""):
        given = None
    if _is_the_unit(case, passage, text):
        return given, "unit"
    if given in ("own", "communes", "special") and _names_another(case, text):
        given = "other-unit"
    who = given or _heading_class(case, passage)
    if given is None and who in ("own", "communes", "special") and _is_headed_by_another(case, passage):
        who = "other-unit"
    if who == "government" and not case.superior.party:
        who = _authority_class(case, text if given else house_form(passage.provision.addressee or "") or case.heading(passage))
    theirs = who == "superior-organ" or (who is None and of_the_superior(case, passage))
    if theirs and not case.superior.party and case.unit.kind and _names_the_units_class_too(case, passage, text, given):
        who = "own"
    if who == "districts" and case.two_tier:
        who = "communes"
    if who is not None and given is None and _about_a_thing(case, passage, text):
        who = None
    return given, who


def _is_the_unit(case: Case, passage: Passage, text: str) -> bool:
    """The unit by its own name: "Sở Y tế", "Đảng ủy Quân sự tỉnh" among the bodies that the words begin with."""
    said = [house_form(passage.provision.addressee or ""), case.heading(passage)]
    if any(len(words.split()) >= WORDS_OF_A_CLASS and case.unit.name.startswith(f"{words} ") for words in said):
        return True
    return any(name in words for name in case.own_names for words in (*said, text[: len(name) + 40]))


def _names_another(case: Case, text: str) -> bool:
    """ "Đảng ủy phường Hà Khê kiểm điểm …", "Chi bộ Công an phường chủ trì …" said to anybody but these."""
    match = _BY_NAME.match(text)
    return match is not None and bare_name(match[1]) not in case.unit.name and match[1].split()[0] not in ("Khối", "Trường")


def _is_headed_by_another(case: Case, passage: Passage) -> bool:
    """ "Chi bộ Điện lực: bảo đảm điện …", "Chi bộ Tòa án nhân dân, Chi bộ Viện Kiểm sát …: rà soát …" said to anybody but these."""
    named = [house_form(passage.provision.addressee or ""), case.heading(passage)]
    names = [_BY_NAME.match(part) for words in named for part in re.split(r",\s*| và ", words)]
    cells = [match for match in names if match and match[0].startswith("Chi bộ")]
    own = case.unit.name.removeprefix("Chi bộ ")
    return case.unit.is_cell and bool(cells) and not any(own.startswith(match.string[match.start(1) :].split()[0]) for match in cells)


def _authority_class(case: Case, words: str) -> str:
    """Of a state paper: "Ủy ban nhân dân các xã" is a commune itself, one's own superior, or somebody else."""
    match = re.search(r"(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND)((?: các| cấp|,| và| hoặc| tỉnh| huyện| quận| thị xã| thành phố"
                      r"| xã| phường| thị trấn| đặc khu)*)", words)  # fmt: skip
    named = match[1] if match else ""
    level = r"\b(?:xã|phường|thị trấn|đặc khu)\b" if case.unit.is_commune else rf"\b{case.unit.kind or chr(0xE1FF)}\b"
    if re.search(level, re.sub("thị xã", "thịxã", named)) and not (case.superior.word and named.strip() == case.superior.word):
        return "own"
    if not named.strip() or "các cấp" in named or (case.two_tier and re.search("huyện|quận|thị xã", named)):
        return "own"
    return "issuer" if case.superior.word and named.strip() == case.superior.word else "other-unit"


_OF_EVERY_PLACE = re.compile(
    r"(?:,| và|;) (?:các )?(?:cơ quan, )?(?:đơn vị(?:,| và) )?(?:địa phương|các cấp chính quyền|chính quyền các cấp)\b"
)
_PARTNERS = re.compile(r",? ?\b(?:chủ trì|phối hợp|cùng(?: với)?|hướng dẫn|chỉ đạo|đôn đốc)\b.*$")
"""Whom the body works with or guides is not asked: "Sở Tài chính chủ trì, phối hợp với các sở, ngành và địa phương"."""
_AN_AUTHORITY = re.compile(r"(?:Ủy ban nhân dân|UBND) [^;.:]{3,60}")


def _names_the_units_class_too(case: Case, passage: Passage, text: str, given: str | None) -> bool:
    """ "Thủ trưởng các sở, ngành; Chủ tịch Ủy ban nhân dân các xã", "các sở, ngành, địa phương": the list goes on to the unit."""
    verb = VERB.search(text, 3)
    if given:
        words = text[: verb.start()] if verb else text
    else:
        said = (house_form(passage.provision.addressee or ""), case.heading(passage), _opener_of(case, passage))
        words = "; ".join(_PARTNERS.sub("", part) for part in said)
    named = _AN_AUTHORITY.search(words)
    return bool(_OF_EVERY_PLACE.search(words)) or bool(named and _authority_class(case, named[0]) == "own")


def _opener_of(case: Case, passage: Passage) -> str:
    """The line that opens the list which the passage stands in: "Thủ trưởng các sở, ngành; Chủ tịch … có trách nhiệm:"."""
    opener = case.listed.get(passage.provision.id)
    return next((house_form(p.anchor.quote) for p in case.directive.provisions if p.id == opener), "")


def _about_a_thing(case: Case, passage: Passage, text: str) -> bool:
    """ "Lễ kết nạp được tổ chức trang trọng": nobody's duty alone, whoever the paragraph before was for."""
    named_later = passage.provision.inherited or not passage.provision.anchor.quote.startswith(passage.provision.addressee or "")
    return named_later and says("thing", text) and addressed(case.heading(passage), case.superior) is None


def _heading_class(case: Case, passage: Passage) -> str | None:
    """The class of the provision's addressee, else of the heading over it: "5. Đề nghị Mặt trận Tổ quốc …"."""
    addressee = passage.provision.addressee
    headed = addressed(case.heading(passage), case.superior)
    if addressee and headed and not passage.provision.inherited and not _begins_with(passage, addressee):
        return headed
    found = addressed(addressee, case.superior) if addressee else None
    if found in ORGANS and says("own-among-organs", house_form(addressee or "")):
        return "own"
    if found is None and addressee and _named_elsewhere(case, addressee):
        return "other-unit"
    if found is None and (not addressee or passage.provision.inherited):
        return addressed(case.heading(passage), case.superior)
    return found


def _begins_with(passage: Passage, addressee: str) -> bool:
    """The body that a later clause names ("… do bí thư đảng ủy trực tiếp tiếp") is not whom the paragraph is for."""
    return house_form(addressee).lower() in house_form(passage.provision.anchor.quote).lower()[: len(addressee) + 40]


def _named_elsewhere(case: Case, addressee: str) -> bool:
    """Another unit of the directive's tables by its own name."""
    others = [a.unit for a in case.directive.allocations if a.unit != case.unit.name]
    return bool(matching(addressee, others)) and bare_name(case.unit.name) not in addressee


def other_class(case: Case, passage: Passage) -> str | None:
    """ "* Riêng chi bộ các trường …": whose it is, when it is not this unit's kind."""
    said = house_form(passage.provision.anchor.quote)
    match = _SPECIAL.match(said)
    if match is None or is_meant(case, match[1]):
        return None
    below = not said.strip(" -+*•").startswith("Riêng") and not case.unit.is_cell and says("cells-below", match[1])
    plain = not any(re.search(pattern, match[1].lower()) for pattern in _KIND_WORDS.values())
    heading = addressed(case.heading(passage), case.superior)
    silent = not case.unit.lower and heading in ("own", "communes")
    if cells_of_an_unknown_list(case, passage, match[1]):
        return None
    return None if below and (plain or silent or has_below(case, match[1])) else match[1].strip()


def cells_of_an_unknown_list(case: Case, passage: Passage, words: str) -> bool:
    """ "chi bộ quân sự", "chi bộ các trường học" said to a commune that has not told its cells: they may be among them."""
    apart = re.match(r"\W*Riêng\b", passage.provision.anchor.quote) or re.search(rf"\b{case.superior.word or chr(0xE1FF)}\b", words)
    cells = re.match(
        r"(?:Đối với )?(?:[Cc]ác )?[Cc]hi bộ (?:ở |tại |trong |các )*(?:trường|quân sự|công an|doanh nghiệp|công ty|trạm|hợp tác xã)", words
    )
    return bool(case.unit.is_commune and not case.unit.lower and cells and not apart)


def is_meant(case: Case, words: str) -> bool:
    """The words name the unit, its kind, or no special kind at all."""
    unit = case.unit
    if bare_name(unit.name).lower() in words.lower():
        return True
    if unit.kind in _KIND_WORDS:
        return bool(re.search(_KIND_WORDS[unit.kind], words)) and not (unit.is_commune and re.match(r"(?:các )?chi bộ", words))
    return not re.search("|".join(_KIND_WORDS.values()) + "|đoàn", words)


def has_below(case: Case, words: str) -> bool:
    """One of the unit's own lower units is of the kind that the words name: "chi bộ các trường …"."""
    kinds = [pattern for pattern in _KIND_WORDS.values() if re.search(pattern, words.lower())]
    return any(re.search(pattern, lower.name, re.IGNORECASE) for pattern in kinds for lower in case.unit.lower)


_OF_ANOTHER_LINE = re.compile(r"(?i)(?:Các )?(?:bệnh viện|trường đại học|trường cao đẳng|chủ đầu tư|nhà thầu|ngân hàng|doanh nghiệp)\b")
"""Institutions that no commune has below it."""


def is_anothers_organ(case: Case, passage: Passage) -> bool:
    """A body that only the directive names, "Ban Chính trị": of an area it is the area's own, else the superior's."""
    unit = case.unit
    said = house_form(passage.provision.addressee or "")
    if unit.is_commune and not case.superior.party:
        return bool(_OF_ANOTHER_LINE.match(said))
    if unit.is_commune or unit.level in ("district", "province"):
        return False
    own = [name.lower() for name in (*unit.organs.values(), *(lower.name for lower in unit.lower), unit.name)]
    named = re.sub(r"^các | (?:công lập|ngoài công lập|trực thuộc|thuộc|trên địa bàn|tuyến|trong)\b.*$", "", said.lower())
    return bool(said and says("an-organ", said)) and not any(named in name or name in named for name in own)


def falls_on_cells(case: Case, passage: Passage, text: str) -> bool:
    """ "Đối với các chi bộ: rà soát nguồn …", or under a heading that names cells: theirs, not the committee's."""
    if case.unit.is_cell or case.superior.level == "commune":
        return False
    if _below_is_named(case, passage, text):
        return True
    theirs = house_form(passage.provision.addressee or "")
    if addressed(text, case.superior) is None and cells_of_an_unknown_list(case, passage, theirs):
        return passage.role == "organisation"
    if says("cells-below", text):
        return passage.role == "organisation" and bool(re.match(r"Đối với|Chi bộ (?:sinh hoạt|họp)", text))
    heading = case.heading(passage)
    return says("cells-below", heading) and addressed(text, case.superior) is None


def _below_is_named(case: Case, passage: Passage, text: str) -> bool:
    """The unit stands above the base, which alone is named; or the paragraph has turned to the cells before this passage."""
    said = text if addressed(text, case.superior) else house_form(passage.provision.addressee or "")
    if case.is_above_the_base and says("the-base", said):
        return True
    if addressed(text, case.superior) is not None and not says("cell-committee", text):
        return False
    whole = house_form(passage.provision.anchor.quote)
    before = whole[: max(whole.find(text), 0)]
    under_own = addressed(case.heading(passage), case.superior) in ("own", "communes")
    return says("cell-committee", text) or (under_own and says("turns-to-cells", before))


def of_the_superior(case: Case, passage: Passage) -> bool:
    """A body of the superior's level that no class knows: "Hội Khuyến học huyện tổ chức …"."""
    addressee = house_form(passage.provision.addressee or "")
    word = case.superior.word
    return bool(word and re.search(rf"(?<!toàn )(?<!bàn )\b{word}(?:$|,| và )", addressee)) and not re.match(r"(?i)toàn|trên", addressee)


def follows_a_case(passage: Passage) -> bool:
    """ "Các đảng bộ khác …" behind "Đối với những đơn vị … thì …" is the unit's own second case."""
    whole = house_form(passage.provision.anchor.quote)
    return says("case-before", whole[: max(whole.find(house_form(passage.text)), 0)])

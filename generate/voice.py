"""Who speaks, and to whom: the words that the unit has for itself, and the superior's words that give way to them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extract.directive import Directive
from generate.unit import RESIDENTIAL, Signatory, Unit, bare_name
from generate.wording import bodies_in_full, capital, house_form

_COMMITTEES = {"Tỉnh ủy": "tỉnh", "Huyện ủy": "huyện", "Quận ủy": "quận", "Thị ủy": "thị xã", "Thành ủy": "thành phố"}
_COMMITTEE = re.compile("(" + "|".join(_COMMITTEES) + r"|Đảng ủy(?: (?:xã|phường|thị trấn|đặc khu))?)\b\s*(.*)$")
_WHOLE = re.compile(r"Ban Chấp hành Đảng bộ (tỉnh|thành phố|huyện|quận|thị xã)\b\s*(.*)$")
_STATE = re.compile(
    r"(?:Chủ tịch )?(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND) (tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s*(.*)$"
)
_STATE_NUMBER = re.compile(r"/(?:UBND|HĐND|CP|TTg)\b|UBND|\d/[A-ZĐ][A-ZĐa-z]*-[A-ZĐ]")
"""The state writes "33/KH-BCĐ", the party "33-KH/HU"."""
_DIRECTLY_ABOVE = re.compile(r"(?i)Đảng bộ (tỉnh|huyện|quận|thị xã|thành phố) ")
_BETWEEN = re.compile(r"(Đảng bộ|Ủy ban nhân dân|UBND) ((?i:tỉnh|huyện|quận|thị xã|thành phố))\b")
_PARTY_ABOVE, _STATE_ABOVE = "cấp ủy cấp trên trực tiếp", "cơ quan cấp trên trực tiếp"
TWO_TIER = dt.date(2025, 7, 1)
DISTRICTS = ("huyện", "quận", "thị xã")


@dataclass(frozen=True, slots=True)
class Superior:
    """The directive's issuer one level up: Superior("Ban Thường vụ Huyện ủy Tân Hà", "Huyện ủy", "huyện", "Tân Hà", …)."""

    full: str | None
    short: str | None
    """As it is called after the first time: without the place's name."""
    committee: str | None
    word: str | None
    place: str | None
    party: bool
    channel: str | None = None
    level: str | None = None

    office: str = ""
    """ "Văn phòng ", where an authority's office makes known what it concluded: the paper is the office's, reports go to the authority."""

    joint: tuple[str, ...] = ()
    """Those who issue it together: ("Sở Y tế", "Công đoàn ngành")."""

    def between(self, unit: Unit) -> str | None:
        """The body of the level between a province and the unit, which the unit reports to: "Ủy ban nhân dân huyện"."""
        match = _BETWEEN.match(house_form(unit.superior or ""))
        above = match[2].lower() if match else None
        if match is None or not (unit.is_commune or unit.is_cell) or self.word not in ("tỉnh", "thành phố") or above == self.word:
            return None
        if above not in (*DISTRICTS, "thành phố") or (match[1] == "Đảng bộ") != self.party:
            return None
        if not self.party:
            return f"Ủy ban nhân dân {above}"
        return next((f"Ban Thường vụ {name}" for name, word in _COMMITTEES.items() if word == above), None)

    def reports_to(self, unit: Unit) -> str | None:
        """To whom the unit reports: the issuer; of a paper of a level further up the body right above the unit."""
        if (between := self.between(unit)) is not None:
            return between
        if not self.party and self.word and unit.is_commune and (self.short or "").startswith("Hội đồng nhân dân"):
            return f"Ủy ban nhân dân {self.word}"
        if self.level != "central" or not (unit.is_commune or unit.is_cell or unit.level == "district"):
            return self.short
        above = _DIRECTLY_ABOVE.match(unit.superior or "")
        committee = next((name for name, word in _COMMITTEES.items() if above and word == above[1].lower()), None)
        if committee and self.party:
            return f"Ban Thường vụ {committee}"
        return (house_form(unit.superior) if unit.superior and not above else None) or (_PARTY_ABOVE if self.party else _STATE_ABOVE)

    @property
    def whole(self) -> str | None:
        """ "Đảng bộ huyện", of the party; the area itself of the state."""
        if not self.word:
            return None
        return f"Đảng bộ {self.word}" if self.party else self.word

    @property
    def whole_name(self) -> str | None:
        """With its place: "Đảng bộ huyện Tân Hà", "Đảng bộ Quận 3"."""
        if not (self.word and self.place):
            return None
        named = self.place if self.place.lower().startswith(self.word) else f"{self.word} {self.place}"
        return f"Đảng bộ {named}" if self.party else named


@dataclass(frozen=True, slots=True)
class Voice:
    """The unit's words for itself; None where nobody said them, and then the directive's words stay."""

    full: str
    issuer_full: str
    me: str
    """The committee, or the cell: "Đảng ủy", "Chi bộ"."""
    lead: str
    """Who leads: "Đảng ủy", of a cell "Chi ủy"."""
    issuer: str
    whole: str
    """"Đảng bộ xã", "Chi bộ"."""
    kind: str | None
    member: str
    below: str
    below_bare: str
    one_below: str
    area: str
    cell: bool
    two_tier: bool
    party: bool


def superior_of(directive: Directive, unit: Unit) -> Superior:
    """From the issuer's name and, where it lacks the place, from the unit's own superior."""
    issuer = house_form(directive.issuer) if directive.issuer else _speaking_issuer(directive)
    issuer = _UNITS_OF_TROOPS.sub(r"\1 đoàn", bodies_in_full(issuer)) if issuer else None
    place = None
    if issuer and (match := _STATE.search(issuer)):
        named, office = issuer[match.start() :], issuer[: match.start()] if issuer.startswith("Văn phòng ") else ""
        short = issuer[match.start() : match.start(2)].strip()
        return Superior(named, short, None, match[1], match[2] or None, party=False, office=office)
    if issuer and (match := _WHOLE.search(issuer)):
        committee = next(name for name, word in _COMMITTEES.items() if word == match[1])
        place = match[2].strip() or _place_of(unit, match[1])
        short = issuer[: match.end(1)]
        full = f"{short} {place}" if place else short
        return Superior(full, short, committee, match[1], place, party=True, channel=_channel(directive), level=directive.level)
    if issuer and _YOUTH.match(issuer):
        return Superior(issuer, issuer, None, None, None, party=False, channel=_channel(directive), level=directive.level)
    if issuer and (match := _COMMITTEE.search(issuer)):
        committee, place = match[1], match[2].strip() or None
        word = _COMMITTEES.get(committee) or committee.removeprefix("Đảng ủy").strip() or None
        short = issuer[: match.end(1)] if word else issuer
        if short == committee and _signed_for_the_standing_body(directive):
            short = f"Ban Thường vụ {committee}"
        if not place and word:
            place = _place_of(unit, word)
        full = f"{short} {place}" if place and word else short
        return Superior(full, short, committee, word, place, party=True, channel=_channel(directive), level=directive.level)
    if issuer and (organ := _organ_of_a_committee(issuer, directive, unit)):
        return organ
    party = not _is_of_the_state(directive, issuer)
    joint = _joint_issuers(directive, issuer)
    issuer = " và ".join(filter(None, (", ".join(joint[:-1]), *joint[-1:]))) or issuer
    channel = _channel(directive, of_an_organ=not party)
    return Superior(issuer, issuer, None, None, None, party=party, channel=channel, level=directive.level, joint=joint)


_UNITS_OF_TROOPS = re.compile(r"\b(Trung|Tiểu|Sư|Lữ|Quân|Hải) Đoàn\b")
_YOUTH = re.compile(r"(?:Ban (?:Thường vụ|Chấp hành) )?(?i:tỉnh|thành|huyện|quận|thị) ?[đĐ]oàn\b")
_MASS_UNIT = re.compile(
    r"((?i:huyện|quận|thị|thành|tỉnh) ?[đĐ]oàn|Đoàn (?:Thanh niên|xã|phường)[^,;]*?|Hội [A-ZĐ][^,;]*?|(?:Công đoàn|Liên đoàn) [^,;]*?)"
    r"(?= [A-ZĐ]|$)"
)
"""A unit that is itself a mass organisation's: "Huyện đoàn Tân Hà"."""


_BEGINS_A_BODY = re.compile(r"(?i)(?:sở|bộ|công đoàn|liên đoàn|hội|ban|ủy ban|đoàn|phòng|cục|công an|tòa án|viện|trường|bệnh viện)\b")


def _joint_issuers(directive: Directive, issuer: str | None) -> tuple[str, ...]:
    """ "Sở Y tế -Công Đoàn Ngành" in the head are two bodies, each written as the text writes it."""
    names = [name.strip() for name in re.split(r"\s+[-–]\s*|\s*[-–]\s+", issuer or "")]
    if len(names) < 2 or not all(_BEGINS_A_BODY.match(name) for name in names):
        return ()
    return tuple(_as_written(directive, name) for name in names)


def _as_written(directive: Directive, name: str) -> str:
    """With the capitals that it has in the text, where it stands there."""
    said = (re.search(rf"(?<=\w ){re.escape(name)}\b", house_form(p.anchor.quote), re.IGNORECASE) for p in directive.provisions)
    return next((match[0] for match in said if match), name)


def _signed_for_the_standing_body(directive: Directive) -> bool:
    """ "HUYỆN ỦY TÂN HÀ" in the head and "T/M BAN THƯỜNG VỤ" at the foot: the standing body's paper."""
    return bool(directive.signature and re.search(r"(?i)ban thường vụ", directive.signature.authority or ""))


_ORGAN = re.compile(r"(?:Ban|Văn phòng|Ủy ban Kiểm tra|Cơ quan)\b")
_STATE_BODY = re.compile(
    r"(?:Liên )?(?:Sở|Bộ|Cục|Chi cục|Tổng cục|Phòng|Thanh tra|Chính phủ|Thủ tướng|Văn phòng (?:Chính phủ|Ủy ban|UBND|Hội đồng)"
    r"|Kho bạc|Bảo hiểm"
    r"|Trường|Bệnh viện|Trung tâm|Viện|Ngân hàng|Ban (?:Chỉ đạo|Quản lý|Dân tộc))\b(?! Trung ương)"
)
_STATE_SIGNATURE = re.compile(
    r"\b(?:TM|KT|TL|TUQ|Q)\.|^(?:PHÓ )?(?:GIÁM ĐỐC|CỤC TRƯỞNG|CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG)"
)


def _organ_of_a_committee(issuer: str, directive: Directive, unit: Unit) -> Superior | None:
    """ "BAN TỔ CHỨC" under "TỈNH ỦY AN KỲ": the committee's word and place hold for its organ."""
    above = house_form(directive.superior) if directive.superior else ""
    match = _COMMITTEE.search(above)
    if not match or not _ORGAN.match(issuer) or _COMMITTEE.search(issuer):
        return None
    word = _COMMITTEES.get(match[1]) or match[1].removeprefix("Đảng ủy").strip() or None
    place = match[2].strip() or (_place_of(unit, word) if word else None)
    short = f"{issuer} {match[1]}"
    full = f"{short} {place}" if place else short
    return Superior(full, short, match[1], word, place, party=True, channel=_channel(directive), level=directive.level)


def _is_of_the_state(directive: Directive, issuer: str | None) -> bool:
    """By number, by the issuer's kind, or by how it is signed: "KT. GIÁM ĐỐC"."""
    if directive.number:
        return bool(_STATE_NUMBER.search(directive.number))
    signed = directive.signature
    said = [words for words in (signed.authority, signed.position) if words] if signed else []
    return bool(issuer and _STATE_BODY.match(issuer)) or any(_STATE_SIGNATURE.search(words) for words in said)


def _place_of(unit: Unit, word: str) -> str | None:
    """The place out of the unit's own superior: "Đảng bộ huyện Tân Hà" → "Tân Hà"."""
    lead = f"Đảng bộ {word} "
    return unit.superior.removeprefix(lead) if unit.superior and unit.superior.startswith(lead) else None


_SPEAKS = re.compile(
    r"((?:Ban Thường vụ |Thường trực )?(?:Tỉnh|Huyện|Quận|Thị|Thành|Đảng) ủy(?: [A-ZĐÀ-Ỹ]\w*)*|Ủy ban nhân dân \w+(?: [A-ZĐÀ-Ỹ]\w*)*)"
    r" (?:yêu cầu|ban hành|xây dựng|đề nghị)"
)


def _speaking_issuer(directive: Directive) -> str | None:
    """The body that orders in the text, where the head names none: "…, Ban Thường vụ Thị ủy yêu cầu các cấp ủy …"."""
    for provision in directive.provisions:
        if match := _SPEAKS.search(house_form(provision.anchor.quote)):
            return match[1]
    return None


_CHANNEL = re.compile(r"\((?:thông )?qua ([^()]+)\)")
_TO_ABOVE = re.compile(r"(?:Ủy ban nhân dân|UBND|Chính phủ|Thủ tướng|Bộ [A-ZĐ]|Tỉnh ủy|Thành ủy|Trung ương)[^,;()]{0,25} $")


def _channel(directive: Directive, *, of_an_organ: bool = False) -> str | None:
    """Through whom the unit reports: "… báo cáo Ban Thường vụ Huyện ủy (qua Ban Tổ chức Huyện ủy) …".

    What `of_an_organ` (a Sở) itself reports to the authority above it, "gửi Ủy ban nhân dân tỉnh (qua Sở Tư pháp)", is not the unit's.
    """
    for provision in directive.provisions:
        text = house_form(provision.anchor.quote)
        if re.match(r"\s*[-*+]*\s*Riêng\b", text):
            continue
        for match in _CHANNEL.finditer(text):
            if not (of_an_organ and _TO_ABOVE.search(text[: match.start()])):
                return match[1].strip()
    return None


def voice_of(unit: Unit, superior: Superior, date: dt.date | None) -> Voice:
    """The unit's words, from its profile where it has one, else from its name and level alone."""
    today = date or dt.date.today()
    if not superior.party:
        return _state_voice(unit, superior, offices=today >= TWO_TIER and superior.word not in DISTRICTS)
    two_tier = unit.level == "commune" and superior.word not in DISTRICTS and today >= TWO_TIER
    if unit.is_cell:
        return _cell_voice(unit, superior, two_tier=two_tier)
    committee = house_form(unit.committee) if unit.committee else _committee_name(unit)
    kind = unit.kind if unit.is_commune or unit.level in ("district", "province") else None
    word = next((c for c in (*_COMMITTEES, "Đảng ủy") if committee.startswith(c)), "Đảng ủy")
    issuer_full = house_form(unit.issuer) if unit.issuer else committee
    issuer = f"Ban Thường vụ {word}" if issuer_full.startswith("Ban Thường vụ") else word
    below, bare, one = _below(unit, two_tier=two_tier)
    area = f"trên địa bàn {kind}" if kind else ("trên địa bàn" if unit.level == "commune" else "trong đơn vị")
    whole = f"Đảng bộ {kind}" if kind else "Đảng bộ"
    member = f"Ủy viên Ban Chấp hành {whole}" if two_tier else f"{word} viên"
    return Voice(
        committee,
        issuer_full,
        word,
        word,
        issuer,
        whole,
        kind,
        member,
        below,
        bare,
        one,
        area,
        cell=False,
        two_tier=two_tier,
        party=superior.party,
    )


_PARTY_WORDS = re.compile(r"(?i)đảng|chi bộ|ban thường vụ")


def state_side(unit: Unit) -> Unit:
    """The unit as an authority of the state carries out a state paper: what its profile says of the party is set aside."""

    def civil(value: str | None) -> str | None:
        return None if value and _PARTY_WORDS.search(value) else value

    signatory = unit.signatory if not _PARTY_WORDS.search(unit.signatory.authority or "") else Signatory()
    return unit.model_copy(
        update={
            "committee": civil(unit.committee), "issuer": civil(unit.issuer), "superior": civil(unit.superior), "congress": None,
            "code": unit.code if unit.code and "UBND" in unit.code else None, "signatory": signatory,
            "organs": {organ: name for organ, name in unit.organs.items() if not _PARTY_WORDS.search(name)},
            "recipients": tuple(line for line in unit.recipients if not _PARTY_WORDS.search(line)),
            "lower": tuple(lower for lower in unit.lower if not _PARTY_WORDS.search(lower.name)), "ask_organisations": True,
        }
    )  # fmt: skip


_ORGANISATION = re.compile(
    r"(?:Ban (?:Thường vụ|Thường trực|Chấp hành) )?((?:Ủy ban )?Mặt trận Tổ quốc(?: Việt Nam)?|(?:Hội|Liên đoàn|Đoàn) [A-ZĐ][^,;]*?)"
    r"(?= (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)|$)"
)


def organisation_of(superior: Superior) -> str | None:
    """The mass organisation whose paper it is: "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh" → "Hội Liên hiệp Phụ nữ"."""
    match = _ORGANISATION.match(superior.full or "")
    return match[1].strip() if match else None


def _state_voice(unit: Unit, superior: Superior, *, offices: bool) -> Voice:
    """An area is spoken for by its People's Committee; another body of the state ("Chi cục Thuế") by its own name.

    A commune has `offices` of its own from the two-tier order on; before it had public servants only.
    """
    kind = unit.kind if unit.is_commune or unit.level in ("district", "province") else None
    name = unit.name if kind and unit.name.lower().startswith(kind) else f"{kind or ''} {bare_name(unit.name)}".strip()
    named = name[:1].lower() + name[1:] if kind and name.lower().startswith(kind) else name
    authority = organisation_of(superior) or "Ủy ban nhân dân"
    unnamed = kind is not None and not re.match(rf"(?i){authority}\b", unit.name)
    full = house_form(unit.committee or (f"{authority} {named}" if unnamed else unit.name))
    me = f"{authority} {kind}" if full.startswith(authority) and kind else full
    below = "các cơ quan, đơn vị trực thuộc" if kind else _parts_of(unit)
    own = _MASS_UNIT.match(unit.name) if kind else None
    if own:
        full, me = house_form(unit.committee or unit.name), own[1]
        youth = "đoàn" in own[1].lower()[:12] and "Công" not in own[1]
        below = "các cơ sở Đoàn trực thuộc" if youth else "các tổ chức cơ sở trực thuộc"
    elif unit.level in ("district", "province"):
        below = "các cơ quan, đơn vị trực thuộc, Ủy ban nhân dân cấp xã"
    elif unit.residential:
        below = f"{below if offices else 'các bộ phận chuyên môn'}, các {', '.join(unit.residential)}"
    elif unit.is_commune and not offices:
        below = "các bộ phận chuyên môn"
    elif unit.kind in RESIDENTIAL:
        below = f"các hộ gia đình trong {unit.kind}"
    return Voice(
        full=full,
        issuer_full=house_form(unit.issuer) if unit.issuer else full,
        me=me,
        lead=me,
        issuer=me if kind else _leaders(unit),
        whole=f"toàn {kind}" if kind else f"toàn {unit.kind}" if unit.kind in RESIDENTIAL else "toàn đơn vị",
        kind=kind,
        member=f"Ủy viên Ban Chấp hành {me}" if own else f"Chủ tịch, các Phó Chủ tịch {me}" if kind and me != full else _leaders(unit),
        below=below,
        below_bare=below,
        one_below="cơ quan, đơn vị",
        area=f"trên địa bàn {kind}" if kind else "trong đơn vị",
        cell=False,
        two_tier=False,
        party=False,
    )


_INSTITUTION = re.compile(
    r"(?:Bệnh viện|Trường|Trung tâm|Chi cục|Cục|Khoa|Phòng|Sở|Tổng công ty|Công ty|Nhà máy|Văn phòng|Viện|Trạm|Ban|Đài|Báo|Thuế|Kho bạc"
    r"|Học viện"
    r"|Bảo hiểm xã hội|Ngân hàng|Hợp tác xã|Xí nghiệp|Cơ quan|Nhà trường|Bưu điện|Tổ|Đội|Hạt|Thanh tra)\b"
)
_WITHIN = ("Khoa", "Phòng", "Tổ", "Đội")


def _short_name(unit: Unit) -> str:
    """ "Bệnh viện Đa khoa Hoàn Mỹ" in short: "Bệnh viện"."""
    match = _INSTITUTION.match(unit.name)
    return match[0] if match else "đơn vị"


def _parts_of(unit: Unit) -> str:
    """Who is below an institution: the departments of a hospital, the staff of one department."""
    short = _short_name(unit)
    if short in _WITHIN:
        return f"viên chức, người lao động trong {short}"
    if unit.kind == "bệnh viện":
        return "các khoa, phòng"
    return "các tổ, bộ phận" if unit.kind == "trường học" else "các đơn vị, bộ phận trực thuộc"


def _leaders(unit: Unit) -> str:
    if re.match(r"(?:Công đoàn|Liên đoàn|Hội|Đoàn) ", unit.name):
        return "Ban Chấp hành"
    if unit.kind in RESIDENTIAL:
        return f"Tổ trưởng {unit.kind}" if unit.kind.startswith("tổ ") else f"Trưởng {unit.kind}"
    return f"Lãnh đạo {_short_name(unit)}"


def _committee_name(unit: Unit) -> str:
    name = unit.name
    if unit.kind and unit.is_commune and not name.lower().startswith(unit.kind):
        name = f"{unit.kind} {bare_name(name)}"
    elif unit.is_commune and unit.kind:
        name = name if re.search(r"\d", name) else f"{unit.kind} {bare_name(name)}"
    for prefix in ("Đảng bộ ", "Đảng ủy ", "Đảng uỷ "):
        name = name.removeprefix(prefix)
    if name.split(" ")[0] + " ủy" in ("Huyện ủy", "Quận ủy", "Thị ủy", "Thành ủy", "Tỉnh ủy"):
        return name
    return f"Đảng ủy {name}"


def _below(unit: Unit, *, two_tier: bool) -> tuple[str, str, str]:
    if unit.level == "province":
        return "các cấp ủy trực thuộc", "các cấp ủy trực thuộc", "cấp ủy trực thuộc"
    if two_tier or unit.level == "district":
        return "các tổ chức cơ sở đảng trực thuộc", "các tổ chức cơ sở đảng", "tổ chức cơ sở đảng"
    if any(lower.name.lower().startswith("đảng bộ") for lower in unit.lower):
        return "các đảng bộ, chi bộ trực thuộc", "các đảng bộ, chi bộ", "đảng bộ, chi bộ"
    return "các chi bộ trực thuộc", "các chi bộ", "chi bộ"


_AREAS = {
    "cơ quan": "trong cơ quan",
    "trường học": "trong nhà trường",
    "doanh nghiệp": "trong doanh nghiệp",
    "thôn": "trong thôn",
    "tổ dân phố": "trong tổ dân phố",
}


def _cell_voice(unit: Unit, superior: Superior, *, two_tier: bool) -> Voice:
    name = house_form(unit.committee or unit.name)
    full = capital(name if name.lower().startswith("chi bộ") else f"Chi bộ {name}")
    members = "đảng viên trong Chi bộ"
    return Voice(
        full=full,
        issuer_full=house_form(unit.issuer) if unit.issuer else full,
        me="Chi bộ",
        lead="Chi ủy",
        issuer="Chi bộ",
        whole="Chi bộ",
        kind=None,
        member="chi ủy viên",
        below=members,
        below_bare=members,
        one_below="đảng viên",
        area=_AREAS.get(unit.kind or "", "trong đơn vị"),
        cell=True,
        two_tier=two_tier,
        party=superior.party,
    )

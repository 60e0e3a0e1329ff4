"""The unit that plans: its own facts out of units.toml, or only the name that the directive's quota table prints.

What is missing stays None: the draft then carries a marked blank, or leaves the line out. units.toml looks like this
(only `name` must be there):

    [[unit]]
    name = "Hồng Lĩnh"                      # as the directive's table prints it; "xã Hồng Lĩnh" is found too
    level = "commune"                       # province · district · commune · cell
    kind = "xã"                             # in Vietnamese: xã, phường, thị trấn, đặc khu, huyện, quận, thị xã, thành phố, tỉnh;
                                            # of others: chi bộ, cơ quan, trường học, lực lượng vũ trang, doanh nghiệp, bệnh viện,
                                            # thôn, tổ dân phố, khu phố, ấp, bản … (without marks and English are understood too)
    committee = "Đảng ủy xã Hồng Lĩnh"
    issuer = "Ban Thường vụ Đảng ủy xã Hồng Lĩnh"    # who issues the plan, where that is not the committee
    superior = "Đảng bộ huyện Tân Hà"
    place = "Hồng Lĩnh"
    code = "ĐU"
    congress = "Đại hội đại biểu Đảng bộ xã Hồng Lĩnh lần thứ X, nhiệm kỳ 2020 - 2025"
    lead_days = 10                          # own deadlines come so many days before the superior's
    residential = ["thôn"]                  # its words for the residential unit
    ask_organisations = true                # "Đề nghị Ủy ban Mặt trận …" instead of the bare name
    recipients = ["Lưu Văn phòng Đảng ủy"]  # further lines of Nơi nhận
    draft_at_once = true                    # the drop folder drafts its plan as soon as a directive was read
    paper = "KH"                            # what it draws up: KH plan, CV letter, CTr programme of action, BC report, QĐ decision

    [unit.signatory]
    authority = "T/M ĐẢNG ỦY"
    position = "BÍ THƯ"

    [unit.organs]                           # duty = own body that takes it over; a body may stand at several duties
    office = "Văn phòng Đảng ủy"            # collects, reports
    organisation = "Ban Xây dựng Đảng"      # party organisation
    propaganda = "Ban Xây dựng Đảng"        # propaganda, mass work
    inspection = "Ủy ban Kiểm tra Đảng ủy"
    training = "Trung tâm Chính trị xã"
    government = "Ủy ban nhân dân xã"
    front = "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội xã"
    organisations = "các tổ chức chính trị - xã hội xã"
    union = "Công đoàn cơ quan"

    [unit.has]                              # true, false; what is not said is unknown
    enterprises = true
    industrial_zones = false

    [[unit.lower]]                          # its own lower units, in the order of the appendix
    name = "Chi bộ thôn Đông"
    kind = "thôn"
    weight = 33                             # members, say
    minimum = 0
    maximum = 3
    fixed = 1                               # instead of weight and bounds

Instead of [[unit.lower]] a unit may say `lower_from = "chi-bo.xlsx"`: the list is then read from Excel (`unit_list`).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from extract.directive import Directive, Level
from generate.errors import UnitUnknown
from generate.plan import Paper

Organ = Literal[
    "office",
    "organisation",
    "propaganda",
    "inspection",
    "training",
    "government",
    "front",
    "organisations",
    "union",
    "youth",
    "police",
    "military",
]
Property = Literal[
    "enterprises", "party_in_enterprises", "industrial_zones", "cooperatives", "schools", "ethnic_minorities", "religious",
    "political_centre", "government",
]  # fmt: skip
Text = Annotated[str, Field(min_length=1)]

KINDS = (
    "xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "chi bộ", "cơ quan", "trường học",
    "lực lượng vũ trang", "doanh nghiệp", "bệnh viện", "hợp tác xã", "đơn vị sự nghiệp", "thôn", "tổ dân phố", "khu phố", "khối phố",
    "khu dân cư", "ấp", "bản", "làng", "buôn", "khóm", "xóm",
)  # fmt: skip
_ENGLISH = {
    "commune": "xã", "ward": "phường", "township": "thị trấn", "special zone": "đặc khu", "district": "huyện", "province": "tỉnh",
    "city": "thành phố", "town": "thị xã", "cell": "chi bộ", "agency": "cơ quan", "cell of an agency": "cơ quan", "office": "cơ quan",
    "school": "trường học", "armed force": "lực lượng vũ trang", "enterprise": "doanh nghiệp", "hospital": "bệnh viện",
    "cooperative": "hợp tác xã", "village": "thôn", "hamlet": "thôn",
}  # fmt: skip
RESIDENTIAL = ("thôn", "tổ dân phố", "khu phố", "khối phố", "khu dân cư", "ấp", "bản", "làng", "buôn", "khóm", "xóm")
COMMUNE_KINDS = ("xã", "phường", "thị trấn", "đặc khu")
REMEMBERED = 20_000


class Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Signatory(Facts):
    authority: Text | None = None
    position: Text | None = None
    name: Text | None = None


class LowerUnit(Facts):
    """One of the unit's own cells or committees, with its claim to a share of the quota."""

    name: Text
    kind: Text | None = None
    weight: Annotated[float, Field(ge=0)] | None = None
    minimum: Annotated[int, Field(ge=0)] = 0
    maximum: Annotated[int, Field(ge=0)] | None = None
    fixed: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _bounds_in_order(self) -> LowerUnit:
        if self.maximum is not None and self.maximum < self.minimum:
            raise ValueError(f"maximum ({self.maximum}) nhỏ hơn minimum ({self.minimum})")
        return self


class Unit(Facts):
    """Who plans. `name` is the key of the directive's table ("Hồng Lĩnh", "Chi bộ Kho bạc"); all else may be unknown."""

    name: Text
    level: Level | None = None
    kind: Text | None = None
    committee: Text | None = None
    issuer: Text | None = None
    superior: Text | None = None
    place: Text | None = None
    code: Text | None = None
    congress: Text | None = None
    signatory: Signatory = Signatory()
    organs: dict[Organ, Text] = {}
    residential: tuple[Text, ...] = ()
    has: dict[Property, bool] = {}
    lead_days: Annotated[int, Field(ge=0)] | None = None
    ask_organisations: bool = False
    recipients: tuple[Text, ...] = ()
    draft_at_once: bool = False
    paper: Paper | None = None
    lower: tuple[LowerUnit, ...] = ()
    lower_from: Text | None = None

    @field_validator("kind", mode="before")
    @classmethod
    def _kind_in_vietnamese(cls, value: object) -> object:
        """ "ward" and "phuong" → "phường"; what no list knows is refused, for drafting would not know the unit's words."""
        if not isinstance(value, str) or not value.strip():
            return value
        known = _KIND_NAMES.get(fold_name(value))
        if known is None:
            raise ValueError(f"không nhận ra loại đơn vị “{value}”; dùng một trong: {', '.join(KINDS)}")
        return known

    @property
    def is_cell(self) -> bool:
        """A chi bộ: nobody below it but its members."""
        return self.level == "cell" or self.kind == "chi bộ" or (self.level is None and fold_name(self.name).startswith("chi bo "))

    @property
    def is_commune(self) -> bool:
        return self.level == "commune" or self.kind in COMMUNE_KINDS

    def counterpart(self, organ: Organ) -> str | None:
        """Its own body for a duty of the superior's; police and army also among its lower units: "Chi bộ Công an xã"."""
        if organ in self.organs:
            return self.organs[organ]
        word = {"police": "công an", "military": "quân sự"}.get(organ)
        return next((lower.name for lower in self.lower if word and word in lower.name.lower()), None)

    @property
    def associations(self) -> str | None:
        """Of a cell: its union, youth and other organisations together, "Công đoàn Trường, Đoàn Trường"."""
        asked: tuple[Organ, ...] = ("union", "youth", "organisations", "front")
        return ", ".join(dict.fromkeys(self.organs[organ] for organ in asked if organ in self.organs)) or None

    @property
    def slug(self) -> str:
        """The file's name without suffix: "Đảng bộ Công an" → "dang-bo-cong-an"."""
        return re.sub(r"[^a-z0-9]+", "-", fold_name(self.name)).strip("-") or "don-vi"


@lru_cache(maxsize=REMEMBERED)
def fold_name(name: str) -> str:
    """Without marks and case, for comparing names: "Phố Hoà" and "Phổ Hòa" both give "pho hoa"."""
    decomposed = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"\s+", " ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


_KIND_NAMES = {fold_name(kind): kind for kind in KINDS} | _ENGLISH


_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@lru_cache(maxsize=REMEMBERED)
def toned(name: str) -> str:
    """Case, spaces and the place of the tone mark set aside, the marks themselves kept: "Phố Hoà" is "Phố Hòa", "Phổ Hòa" is not."""
    syllables = [
        unicodedata.normalize("NFD", syllable) for syllable in re.findall(r"[^\W\d_]+|\d+", unicodedata.normalize("NFC", name.lower()))
    ]
    return " ".join(_TONES.sub("", syllable) + "".join(_TONES.findall(syllable)) for syllable in syllables)


_PREFIX = re.compile(
    r"^(đảng bộ|đảng uỷ|đảng ủy|chi bộ|xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|tp\.?|tx\.?|tt\.?)\s+", re.IGNORECASE
)


@lru_cache(maxsize=REMEMBERED)
def bare_name(name: str) -> str:
    """The name without what it is: "Đảng bộ xã Hồng Lĩnh" → "Hồng Lĩnh"; "Phường 4" keeps its number's word."""
    bare = name.strip()
    while (match := _PREFIX.match(bare)) and not re.match(r"\d", bare[match.end() :]):
        bare = bare[match.end() :]
    return bare


def matching(name: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that mean the same unit, by ever more tolerant comparison: "phường Phố Hoà" finds "Phổ Hòa" last.

    The beginning of one single name is enough: "Chi bộ Kho bạc" finds "Chi bộ Kho bạc Nhà nước".
    """
    known = list(dict.fromkeys(names))
    for same in (toned, lambda n: toned(bare_name(n)), fold_name, lambda n: fold_name(bare_name(n))):
        found = [other for other in known if same(other) == same(name)]
        if found:
            return found
    begun = [other for other in known if " " in name.strip() and fold_name(other).startswith(fold_name(name) + " ")]
    return begun if len(begun) == 1 else []


def find_unit(name: str, units: Iterable[Unit], directive: Directive) -> Unit:
    """The unit meant: out of the profiles, else out of the directive's tables; raises `UnitUnknown` with near names."""
    profiles = list(units)
    printed = [allocation.unit for allocation in directive.allocations]
    for found in matching(name, (unit.name for unit in profiles)):
        return next(unit for unit in profiles if unit.name == found)
    for found in matching(name, printed):
        return from_table(found, directive)
    candidates = list(dict.fromkeys([unit.name for unit in profiles] + printed))
    raise UnitUnknown(_unknown(name, candidates))


def _unknown(name: str, candidates: list[str]) -> str:
    folded = {fold_name(candidate): candidate for candidate in candidates}
    near = difflib.get_close_matches(fold_name(name), folded, n=3, cutoff=0.5)
    if near:
        return f"Không tìm thấy đơn vị “{name}”. Tên gần giống: {', '.join(folded[key] for key in near)}."
    if not candidates:
        return f"Không tìm thấy đơn vị “{name}”: văn bản không có biểu giao chỉ tiêu; khai báo đơn vị trong units.toml (--units)."
    return f"Không tìm thấy đơn vị “{name}” trong biểu giao chỉ tiêu và tệp đơn vị; kiểm tra lại tên (--units)."


_CELL = re.compile(r"^(chi bộ|cb)\b", re.IGNORECASE)
_COMMITTEE = re.compile(r"^(đảng bộ|đảng ủy|đảng uỷ|đb|đu)\b", re.IGNORECASE)
_COMMUNE = re.compile(r"^(?:(?:đảng bộ|đảng ủy|đảng uỷ)\s+)?(xã|phường|thị trấn|đặc khu)\s+\S", re.IGNORECASE)
_DISTRICT = re.compile(r"^(?:(?:đảng bộ|ban thường vụ)\s+)?(huyện|quận|thị|thành|tp|tx)(?: [uủ][ỷy]| xã| phố)?\.?\s+[A-ZĐ]", re.IGNORECASE)
_DISTRICT_KINDS = {"huyện": "huyện", "quận": "quận", "thị": "thị xã", "tx": "thị xã", "thành": "thành phố", "tp": "thành phố"}
_KINDS = (
    ("trường học", re.compile(r"\b(trường|trung tâm giáo dục|gdnn|gdtx|học viện|thpt|thcs)\b", re.IGNORECASE)),
    ("lực lượng vũ trang", re.compile(r"\b(công an|quân sự|biên phòng|bộ chỉ huy|ban chỉ huy)\b", re.IGNORECASE)),
    ("doanh nghiệp", re.compile(r"\b(công ty|doanh nghiệp|hợp tác xã|htx|ngân hàng|tổng công ty|xí nghiệp)\b", re.IGNORECASE)),
    ("đơn vị sự nghiệp", re.compile(r"^(?:(?:đảng bộ|chi bộ)\s+)?(?:trung tâm|trạm|viện|bệnh viện|nhà)\b", re.IGNORECASE)),
    ("thôn", re.compile(r"\b(thôn|bản|làng|ấp|buôn|xóm)\b", re.IGNORECASE)),
    ("tổ dân phố", re.compile(r"\b(tổ dân phố|khu phố|khóm|tdp)\b", re.IGNORECASE)),
    (
        "cơ quan",
        re.compile(
            r"\b(cơ quan|chính quyền|đoàn thể|thanh tra|đội|hạt|phòng|chi cục|kho bạc|tòa án|viện kiểm sát"
            r"|thuế|thống kê|bảo hiểm|thi hành án|văn phòng|bưu điện|kiểm lâm|ban quản lý|bql"
            r"|điện lực|viễn thông)\b",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip


def from_table(name: str, directive: Directive) -> Unit:
    """The little that a quota row says: "Chi bộ Kho bạc" is a cell, "Đảng bộ Công an" a committee, "Phường 4" a ward's.

    A bare place name ("Hồng Lĩnh") is a committee whose kind (xã or thị trấn) nobody said: it stays unknown.
    """
    commune = _COMMUNE.match(name)
    if commune:
        return Unit(name=name, level="commune", kind=commune[1].lower())
    district = _DISTRICT.match(name)
    if district:
        return Unit(name=name, level="district", kind=_DISTRICT_KINDS[district[1].lower()])
    kind = next((kind for kind, pattern in _KINDS if pattern.search(name)), None)
    if _CELL.match(name):
        return Unit(name=name, level="cell", kind=kind)
    if _COMMITTEE.match(name) or kind:
        return Unit(name=name, kind=kind)
    below = {"district": "commune", "province": None}.get(directive.level or "")
    return Unit(name=name, level="commune" if below else None)


def units_of(directive: Directive, profiles: Iterable[Unit] = ()) -> tuple[Unit, ...]:
    """Every unit that the directive gives a quota, in the order of its tables, each with its profile where there is one."""
    known = list(profiles)
    names = dict.fromkeys(allocation.unit for allocation in directive.allocations)
    return tuple(_profile(name, known) or from_table(name, directive) for name in names)


def _profile(name: str, profiles: list[Unit]) -> Unit | None:
    found = matching(name, (unit.name for unit in profiles))
    return next((unit for unit in profiles if unit.name == found[0]), None) if found else None

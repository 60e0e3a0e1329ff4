"""What the unit has nothing to do with: enterprises, residents, cells below it, where it has none."""

from __future__ import annotations

import re

from generate.fates.case import Case
from generate.fates.duty import Duty, excluded
from generate.passages import Passage
from generate.signs import says
from generate.unit import RESIDENTIAL

OFFICE_LIKE = ("cơ quan", "trường học", "lực lượng vũ trang", "đơn vị sự nghiệp", "bệnh viện")
_ENTERPRISE = re.compile(
    r"(?:^|(?:trong|của|các|chi bộ) )(?i:các )?(?i:doanh nghiệp|đơn vị kinh tế tư nhân)|giới chủ|chủ doanh nghiệp|khu công nghiệp"
)
_ENTERPRISE_PARTY = re.compile(
    r"(?:củng cố|hoạt động của|vai trò|gắn kết)[^;]{0,60}tổ chức đảng[^;]{0,40}doanh nghiệp|gắn kết tổ chức đảng"
    r"|đã có tổ chức đảng mà|bố trí đảm nhận làm bí thư"
)
_RESIDENTS = re.compile(r"\b(?:thôn|tổ dân phố|khu phố|nông thôn|khu vực dân cư|khu dân cư|địa bàn dân cư|ấp|khóm|buôn|xóm|khối phố)\b")
_ELSEWHERE = re.compile(r"trường học|cơ quan, đơn vị|lực lượng vũ trang|công an, quân sự")
_ADMISSION = re.compile(r"lễ kết nạp|xếp loại chất lượng")


def out_of_scope(case: Case, passage: Passage, text: str) -> Duty | None:
    unit = case.unit
    block = case.block(passage)
    narrow = unit.kind in OFFICE_LIKE
    enterprise = _ENTERPRISE.search(block) or (_ENTERPRISE.search(text) and not _ELSEWHERE.search(text) and not _RESIDENTS.search(text))
    if enterprise and (narrow or unit.has.get("enterprises") is False):
        return excluded(passage, "scope", what="doanh nghiệp, đơn vị kinh tế tư nhân")
    if unit.has.get("party_in_enterprises") is False and _ENTERPRISE_PARTY.search(text):
        return excluded(passage, "scope", what="tổ chức đảng trong doanh nghiệp")
    elsewhere = not unit.is_commune and unit.level not in ("district", "province") and unit.kind not in RESIDENTIAL
    if elsewhere and says("inspection-of-branches", text):
        return excluded(passage, "superior-organ", who=text[:60])
    if elsewhere and (says("of-an-area", text) or (narrow and says("households", text))):
        return excluded(passage, "scope", what="xã, phường, hộ dân")
    if unit.is_cell and says("of-committees", text):
        return excluded(passage, "other-class", who=text[:60])
    if unit.is_cell and says("counted-cells", text):
        return excluded(passage, "nobody-below")
    residents = _RESIDENTS.search(text) or re.search(r"khu vực dân cư|nông thôn", block)
    if residents and not _ELSEWHERE.search(text) and (narrow or unit.kind == "doanh nghiệp"):
        return excluded(passage, "scope", what="thôn, tổ dân phố")
    if unit.is_cell and says("watching-below", text):
        return excluded(passage, "nobody-below")
    if unit.is_cell and unit.kind == "doanh nghiệp" and says("enterprises-around", text):
        return excluded(passage, "nobody-below")
    if unit.is_cell and case.quota == 0 and _ADMISSION.search(text):
        return excluded(passage, "quota-zero")
    return None

"""Units that the tests of drafting plan for; every name is invented."""

from __future__ import annotations

from generate.unit import LowerUnit, Unit
from generate.voice import Superior

SUPERIOR = Superior("Ban Thường vụ Huyện ủy Tân Hà", "Ban Thường vụ Huyện ủy", "Huyện ủy", "huyện", "Tân Hà", party=True)

_LOWER = (
    LowerUnit(name="Chi bộ thôn Đông", kind="thôn", weight=33),
    LowerUnit(name="Chi bộ thôn Đoài", kind="thôn", weight=41),
    LowerUnit(name="Chi bộ Trường Tiểu học", kind="trường học", weight=12),
)

COMMUNE = Unit(
    name="Hồng Lĩnh", level="commune", kind="xã", committee="Đảng ủy xã Hồng Lĩnh", superior="Đảng bộ huyện Tân Hà", place="Hồng Lĩnh",
    residential=("thôn",), has={"industrial_zones": False, "cooperatives": False}, lead_days=10, lower=_LOWER,
    organs={
        "office": "Văn phòng Đảng ủy", "government": "Ủy ban nhân dân xã", "organisations": "các tổ chức chính trị - xã hội xã",
        "front": "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội xã",
    },
)  # fmt: skip
WARD = Unit(
    name="phường An Bình", level="commune", kind="phường", residential=("tổ dân phố",),
    organs={
        "government": "Ủy ban nhân dân phường", "front": "Mặt trận Tổ quốc, các tổ chức chính trị - xã hội phường",
        "organisations": "các tổ chức chính trị - xã hội phường",
    },
)  # fmt: skip
SILENT = Unit(name="Hồng Lĩnh", level="commune")
CELL = Unit(name="Chi bộ Kho bạc", level="cell", kind="cơ quan", organs={"union": "Công đoàn cơ quan"})

STATE_SUPERIOR = Superior("Ủy ban nhân dân huyện Tân Hà", "Ủy ban nhân dân huyện", None, "huyện", "Tân Hà", party=False)

ARMED = Unit(name="Đảng bộ Quân sự", kind="lực lượng vũ trang", organs={"organisations": "các tổ chức quần chúng"})
COMPANY = Unit(name="Chi bộ Công ty May", level="cell", kind="doanh nghiệp", organs={"union": "Công đoàn Công ty"})

SCHOOL = Unit(
    name="Chi bộ Trường Trung học Hoa Mai", level="cell", kind="trường học", organs={"union": "Công đoàn Trường", "youth": "Đoàn Trường"}
)  # fmt: skip

BARE_CELL = Unit(name="Chi bộ Kho bạc", level="cell", kind="cơ quan")

NEW_WARD = WARD.model_copy(update={"organs": {**WARD.organs, "organisation": "Ban Xây dựng Đảng"}})

DISTRICT = Unit(name="Quận ủy Hải Đông", level="district", kind="quận")

PROVINCE = Unit(name="Tỉnh ủy Hà Phong", level="province", kind="tỉnh")

POLICE = Unit(name="Đảng bộ Công an")

BY_KIND = {
    "đơn vị": POLICE,
    "tỉnh": PROVINCE,
    "quận": DISTRICT,
    "chi bộ trống": BARE_CELL,
    "quân sự": ARMED,
    "doanh nghiệp": COMPANY,
    "trường": SCHOOL,
    "ủy ban": COMMUNE,
    "xã": COMMUNE,
    "phường": WARD,
    "phường mới": NEW_WARD,
    "trống": SILENT,
    "chi bộ": CELL,
}

"""The bodies that every committee of a level has by rule: for a unit of which only the name is known.

Where an office wrote a profile, what that leaves out stays a marked blank.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from generate.unit import Organ, Unit


@cache
def _rows() -> list[dict[str, Any]]:
    return list(tomllib.loads(files("generate").joinpath("usual_bodies.toml").read_text(encoding="utf-8"))["usual"])


def usual_bodies(unit: Unit, committee: str, day: dt.date) -> dict[Organ, str]:
    """Of "Quận ủy Tân Hà", named only: "Văn phòng Quận ủy", "Ban Tổ chức Quận ủy", …; nothing where there is a profile."""
    level = "commune" if unit.is_commune else unit.level
    has_profile = bool(unit.model_fields_set - {"name", "level", "kind"})
    if has_profile or unit.is_cell or not unit.kind or (committee == "Đảng ủy") != (level == "commune"):
        return {}
    row = next((row for row in _rows() if row["level"] == level and row.get("since", day) <= day <= row.get("until", day)), None)
    return {organ: name.format(committee=committee, kind=unit.kind) for organ, name in row["organs"].items()} if row else {}

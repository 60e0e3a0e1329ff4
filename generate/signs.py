"""Signs in a clause that decide what becomes of it: `sign("past").search("Thời gian qua, phong trào đã lan rộng")`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def signs() -> dict[str, dict[str, object]]:
    """Every sign of signs.toml with its pattern, what it must find and what it must not."""
    return tomllib.loads(files("generate").joinpath("signs.toml").read_text(encoding="utf-8"))


@cache
def sign(name: str) -> re.Pattern[str]:
    return re.compile(str(signs()[name]["pattern"]))

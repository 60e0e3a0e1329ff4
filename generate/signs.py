"""Signs in a clause that decide what becomes of it: `sign("past").search("Thời gian qua, phong trào đã lan rộng")`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files


@cache
def signs() -> dict[str, dict[str, object]]:
    """Every sign of signs.toml with its pattern, what it must find and what it must not."""
    return tomllib.loads(files("generate").joinpath("signs.toml").read_text(encoding="utf-8"))


@cache
def sign(name: str) -> re.Pattern[str]:
    return re.compile(str(signs()[name]["pattern"]))


@lru_cache(maxsize=50_000)
def says(name: str, text: str) -> bool:
    """Whether the words bear the sign; many units are asked about the same words."""
    return sign(name).search(text) is not None

"""The catalogue of a draft's findings: `findings.toml` holds severity and Vietnamese message of each code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extract.directive import Anchor, Finding


@cache
def catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("generate").joinpath("findings.toml").read_text(encoding="utf-8"))


def finding(code: str, place: Anchor | None = None, **values: Any) -> Finding:
    """`finding("quota-zero")` with the catalogue's severity and message."""
    entry = catalogue()[code]
    return Finding(entry["severity"], code, entry["message"].format(**values), place)  # type: ignore[arg-type]

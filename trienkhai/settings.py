"""What the surroundings decide: language and how much is told of an internal error."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["vi", "en"]

RESULTS = Path("ket-qua")


@dataclass(frozen=True, slots=True)
class Settings:
    language: Language = "vi"
    debug: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """TRIENKHAI_LANG=en speaks English, TRIENKHAI_DEBUG=1 shows tracebacks."""
        return cls(
            language="en" if environment.get("TRIENKHAI_LANG", "").lower().startswith("en") else "vi",
            debug=environment.get("TRIENKHAI_DEBUG", "") not in {"", "0"},
        )

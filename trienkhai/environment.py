"""What the surroundings decide before anything is read: language, settings file, and how much is told of an internal error."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["vi", "en"]

SETTINGS_FILE = Path("trienkhai.toml")


@dataclass(frozen=True, slots=True)
class Environment:
    language: Language = "vi"
    debug: bool = False
    settings_file: Path | None = None
    """None where there is none."""

    @classmethod
    def of(cls, variables: Mapping[str, str] = os.environ) -> Environment:
        """TRIENKHAI_LANG=en speaks English, TRIENKHAI_DEBUG=1 shows tracebacks, TRIENKHAI_SETTINGS names the settings file.

        Without the last it is `trienkhai.toml` in the working folder, where there is one; its language holds where TRIENKHAI_LANG is
        not set.
        """
        named = variables.get("TRIENKHAI_SETTINGS", "")
        path = Path(named) if named else SETTINGS_FILE if SETTINGS_FILE.exists() else None
        spoken = variables.get("TRIENKHAI_LANG", "") or _language_in(path)
        return cls("en" if spoken.lower().startswith("en") else "vi", variables.get("TRIENKHAI_DEBUG", "") not in {"", "0"}, path)


def _language_in(path: Path | None) -> str:
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8-sig"))["language"]) if path else ""
    except (OSError, ValueError, KeyError):
        return ""

"""What the command says: one catalogue a language, `messages/vi.toml` and `messages/en.toml`, with the same keys."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from trienkhai.environment import Language


@cache
def catalogue(language: Language) -> dict[str, Any]:
    return tomllib.loads(files("trienkhai").joinpath("messages", f"{language}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why something was not done and what to do about it, in the user's language."""

    what: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Messages:
    language: Language = "vi"

    def text(self, group: str, name: str, /, **values: object) -> str:
        """`text("progress", "tables", file="72.docx", tables=2)` → "72.docx: 2 bảng"."""
        template: str = catalogue(self.language)[group][name]
        return template.format(**values)

    def complaint(self, code: str, /, **values: object) -> Complaint:
        """What and remedy of an error code; an optional value ("found", "limit", …) brings its own punctuation or nothing."""
        entries = catalogue(self.language)
        entry = entries["error"].get(code) or entries["error"]["unreadable"]
        shown = {name: one_line(str(value)) for name, value in values.items() if value is not None}
        optional = {name: template.format(value=shown[name]) if name in shown else "" for name, template in entries["detail"].items()}
        return Complaint(entry["what"].format(**{**shown, **optional}), entry["remedy"])

    def settings_fault(self, where: str, code: str, allowed: str = "") -> Complaint:
        """ "trienkhai.toml:7: folders.inbox" with what is wrong there."""
        words = catalogue(self.language)["settings"]
        said = words.get(code.replace("-", "_"), words["wrong"])
        return Complaint(f"{where}: {said}" + (f" ({allowed})" if allowed else ""), words["remedy"])


def one_line(text: str) -> str:
    """Names and details as they may be printed: no line breaks or control characters, nothing that a terminal or the eye obeys."""
    return "".join("�" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in text)


def complaint_line(name: str, complaint: Complaint) -> str:
    """ "72.docx — tệp rỗng, không có chữ nào — chép hoặc tải lại tệp"; a complaint that begins with the name itself gets it once."""
    named = None if complaint.what.startswith(name) else one_line(name)
    return " — ".join(part for part in (named, complaint.what, complaint.remedy) if part)

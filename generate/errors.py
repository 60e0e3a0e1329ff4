"""Why a draft cannot be made: one class a cause, translated once at the top like the errors of `ingest`.

`code` is looked up in the message catalogue; `message` already says in Vietnamese what is wrong, where, and what to do.
"""

from __future__ import annotations

from typing import ClassVar


class DraftError(Exception):
    code: ClassVar[str] = "draft-failed"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnitsFault(DraftError):
    """units.toml cannot be used: not TOML, a wrong key, a wrong value; the message names key and line."""

    code = "units-fault"


class UnitUnknown(DraftError):
    """No unit of that name in units.toml nor in the directive's quota tables; the message lists near names."""

    code = "unit-unknown"
    exit_status = 1


class NoUnits(DraftError):
    """`--all` on a directive that gives no unit a quota."""

    code = "no-units"


class CannotShare(DraftError):
    """A quota that cannot be shared as asked: the bounds or the periods do not allow it; the message names what to relax."""

    code = "cannot-share"

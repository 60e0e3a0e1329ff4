"""What becomes of a passage one level down."""

from generate.fates.case import Case
from generate.fates.duty import Duty, Fate
from generate.fates.judge import fate

__all__ = ["Case", "Duty", "Fate", "fate"]

"""What an examination finds: how one thing is, and what mends it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Diagnosis:
    """How one thing is.

    Attributes:
        subject: What was looked at.
        remedy: What to do; empty when nothing has to be done.
    """

    subject: str
    state: State
    message: str
    remedy: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return it as JSON knows it."""
        return asdict(self) | {"state": str(self.state)}

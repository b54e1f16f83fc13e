"""How far an import is: what stages report, and what those who wait are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable


class Phase(StrEnum):
    """What an import is doing; the words a progress bar shows."""

    WAITING = "waiting for a worker"
    READING = "reading the workbook"
    VALIDATING = "checking the cells"
    RESOLVING = "grouping into products"
    PLANNING = "comparing with what is stored"
    STAGING = "copying to the database"
    COMMITTING = "writing the products"
    DONE = "done"


#: Told how many rows were written just now.
OnRows: TypeAlias = "Callable[[int], None]"


def ignore_rows(_: int) -> None:
    """Count nothing."""


@dataclass(frozen=True)
class Progress:
    """How far an import is: real figures, never an estimate.

    Attributes:
        rows_done: Rows that the phase has finished.
        rows_total: Rows that the phase is about: those of the sheet, or those it writes into all tables; 0
            while that is not known.
        seconds: How long the phase has been under way; 0 where nobody measured.

    >>> step = ik.Progress(ik.Phase.STAGING, 500, 2_000, seconds=2.0)
    >>> step.rows_per_second, step.seconds_left
    (250.0, 6.0)
    """

    phase: Phase
    rows_done: int = 0
    rows_total: int = 0
    seconds: float = 0.0

    @property
    def rows_per_second(self) -> float:
        """Return how fast the phase has been so far; 0 before its first rows."""
        return self.rows_done / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Return how long the phase will take if it stays as fast; None before its first rows."""
        if not self.rows_per_second or not self.rows_total:
            return None
        return max(0, self.rows_total - self.rows_done) / self.rows_per_second


def running_total(report: Callable[[Progress], None], phase: Phase, rows_total: int = 0) -> OnRows:
    """Return a function that is told of rows as they are written, and tells how many they are by now."""
    rows_done = 0

    def on_rows(rows: int) -> None:
        nonlocal rows_done
        rows_done += rows
        report(Progress(phase, rows_done, rows_total))

    return on_rows

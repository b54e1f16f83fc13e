"""The workbook that goes back to the user: every failed row, what is wrong with it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.corrections.corrections_records import Corrections
from importkit.corrections.fixed_rows import record_outcome
from importkit.corrections.load import load

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["Corrections", "load", "record_outcome", "write"]


def write(corrections: Corrections, target: Path | BinaryIO) -> None:
    """Write the corrections workbook, as .xlsx: it can be uploaded as it is.

    openpyxl is loaded by this call, so that an import without failures does not pay for it.
    """
    from importkit.corrections import corrections_workbook

    corrections_workbook.write(corrections, target)

"""The workbook that goes back to the user: every failed row, what is wrong with it, and nothing else."""

from __future__ import annotations

from importkit.corrections.corrections_records import Corrections
from importkit.corrections.corrections_workbook import write
from importkit.corrections.fixed_rows import record_outcome
from importkit.corrections.load import load

__all__ = ["Corrections", "load", "record_outcome", "write"]

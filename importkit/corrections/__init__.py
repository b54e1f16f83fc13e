"""The workbook that goes back to the user: every failed row, what is wrong with it, and nothing else."""

from __future__ import annotations

from importkit.corrections.corrections_records import Corrected, Corrections
from importkit.corrections.corrections_workbook import write
from importkit.corrections.fixed_rows import take_over
from importkit.corrections.load import load

__all__ = ["Corrected", "Corrections", "load", "take_over", "write"]

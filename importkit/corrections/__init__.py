"""The workbook that goes back to the user: every failed row, what is wrong with it, and nothing else."""

from __future__ import annotations

from importkit.corrections.load import load
from importkit.corrections.record import Corrected, Corrections
from importkit.corrections.takeover import take_over
from importkit.corrections.write import write

__all__ = ["Corrected", "Corrections", "load", "take_over", "write"]

"""Checks: what is wrong with a workbook, and what can be asked of that without a database."""

from __future__ import annotations

from importkit.checks.book import Book
from importkit.checks.check import Check, refused_check
from importkit.checks.explanation import Explanation
from importkit.checks.many_checks import Checks
from importkit.checks.offline import check, check_for_report
from importkit.checks.sheet_page import SheetPage
from importkit.checks.sources import read

__all__ = [
    "Book",
    "Check",
    "Checks",
    "Explanation",
    "SheetPage",
    "check",
    "check_for_report",
    "read",
    "refused_check",
]

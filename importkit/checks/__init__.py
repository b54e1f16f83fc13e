"""Checks: what is wrong with a workbook, and what can be asked of that without a database."""

from __future__ import annotations

from importkit.checks.check import Check, check, refused_check

__all__ = ["Check", "check", "refused_check"]

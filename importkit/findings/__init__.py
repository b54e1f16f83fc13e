"""Findings: the data is wrong, where, why, and what to do about it.

`catalogue.yaml` is the only place that knows codes and their words.
"""

from __future__ import annotations

from importkit.findings.catalogue import CauseWords, Entry, Per, catalogue, entries_of, entry
from importkit.findings.finding import Finding, Group, Severity
from importkit.findings.findings import Findings
from importkit.findings.refused_import import RefusedImportError

__all__ = [
    "CauseWords",
    "Entry",
    "Finding",
    "Findings",
    "Group",
    "Per",
    "RefusedImportError",
    "Severity",
    "catalogue",
    "entries_of",
    "entry",
]

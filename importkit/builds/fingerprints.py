"""Fingerprints: what tells a finding from all others, and stays when rows move.

They are of the file's path in the repository, the code, the product's handle, the SKU (else the barcode), the
column, and a running number among equal ones; never of a row, a value or a word of a message. The handle is
the one that the row itself carries: a row without one belongs to whatever stands above it, which may be new.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importkit.builds.file_report import FileReport


def fingerprints(report: FileReport) -> list[str]:
    """Return the fingerprint of each finding of a file, in their order."""
    records = report.findings.records
    identifiers = report.identifiers
    named = identifiers["sku"].where(identifiers["sku"] != "", identifiers["barcode"])
    of_rows = records["row"].map(named).astype("object").fillna("")
    carried = records["row"].map(identifiers["handle"] != "").astype("boolean").fillna(value=False)
    handles = records["product_handle"].where(carried, "")
    keys = zip(records["code"], handles, of_rows, records["column"], strict=True)
    counted: Counter[tuple[str, ...]] = Counter()
    found = []
    for key in keys:
        counted[key] += 1
        found.append(_hash(report.place, *key, str(counted[key])))
    return found


def refusal_fingerprint(report: FileReport) -> str:
    """Return the fingerprint of a file that cannot be read."""
    return _hash(report.place, report.refusal.code if report.refusal else "")


def _hash(*parts: str) -> str:
    content = "\0".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.sha256(content).hexdigest()[:40]

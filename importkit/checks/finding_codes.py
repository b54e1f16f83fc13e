"""What finding codes mean: why something is a finding, and how to mend it."""

from __future__ import annotations

import pandas as pd

from importkit.arguments import if_given
from importkit.findings import Entry, catalogue, entries_of
from importkit.frames import columns_of, typed
from importkit.rich_display import RecordList


class FindingCodes(RecordList[Entry]):
    """Codes of findings with their words: one shows itself whole, several as a table."""

    __slots__ = ()

    @property
    def frame(self) -> pd.DataFrame:
        """Return a line for each code: code, severity, title, why, fix, example, fix_kind, documentation."""
        names = columns_of("finding_codes")
        return typed(
            "finding_codes", pd.DataFrame([{name: getattr(one, name) for name in names} for one in self])
        )


def explain(code: str | None = None) -> FindingCodes:
    """Return what a finding code means: why it is a finding, how to mend it, and an example.

    Why a certain row failed is `check.explain(row)`.

    Args:
        code: A code such as "number.ambiguous", in any case; the first part of several, such as "number.";
            all of them without.

    Returns:
        A list of what the catalogue says: code, severity, title, why, fix, example; `.frame` has a line each.

    Raises:
        UnknownFindingCodeError: There is no such code; the hint offers the nearest.
        UsageError: It is no text.

    >>> explain("barcode.taken")[0].title, len(explain("number.").frame) > 3
    ('Barcode belongs to another product', True)
    """
    return FindingCodes(if_given(entries_of, code) or catalogue().values())

"""What can be asked of a check beside its frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.checks.explanation import explain
from importkit.checks.framed_check import FramedCheck

if TYPE_CHECKING:
    from importkit.checks.explanation import Explanation, NameLookup


class AskedCheck(FramedCheck):
    """Questions about a checked sheet: why a row failed, what it looks like, and whatever SQL can say."""

    lookup: NameLookup | None

    def explain(self, row: int) -> Explanation:
        """Return one row explained: its cells, its product and why, its names, and what would be written.

        Args:
            row: Excel's row number.

        Raises:
            UsageError: The row has no data, or was skipped; or the sheet has no header row.

        >>> import io, importkit as ik
        >>> from importkit.workbook.sample import make_sample
        >>> make_sample(2).write(file := io.BytesIO())
        >>> ik.check(file.getvalue(), filename="spring.xlsx").explain(3).group.rows
        (2, 3)
        """
        return explain(self, row, self.lookup)

"""What mends the sheet of a check: fixes, and the corrections workbook for a person."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from importkit import arguments, fixes
from importkit.checks.asked_check import AskedCheck
from importkit.checks.book import with_cells
from importkit.checks.book_files import book_of
from importkit.checks.suggestions import fixes_of, require_codes, suggestions_frame
from importkit.choices import chosen
from importkit.errors import UsageError
from importkit.model import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from importkit.cell_edits import Edits
    from importkit.checks.book import Book
    from importkit.fixes import Fix
    from importkit.model import Mode
    from importkit.values.category_paths import Taxonomy


class MendableCheck(AskedCheck):
    """What can be done about the findings of a check without a database."""

    filename: str
    mode: Mode
    _book: Book | None
    _taxonomy: Taxonomy | None

    @cached_property
    def book(self) -> Book:
        """Return the book that was checked, to mend and to write.

        Raises:
            UsageError: The sheet has no header row; or its file has changed, or gone, since it was checked.
        """
        if self._book is not None:
            return self._book
        if self.resolved is None:
            raise UsageError(f'"{self.filename}" has no header row, so there is nothing to mend yet.')
        return book_of(self.resolved.sheet)

    @property
    def suggestions(self) -> pd.DataFrame:
        """Return what cells should hold instead, as far as that is known; `fix` puts it there.

        Returns:
            A line per cell and suggestion, in the order of the sheet: cell, row, column, code, value,
            suggestion, rank (1 for the likeliest), why, is_safe (nothing else can be meant).

        >>> import pandas as pd, importkit as ik
        >>> sheet = {"Product Handle": ["tee"], "SKU": ["T"], "Image": ["see https://a.example/1.jpg"]}
        >>> ik.check(pd.DataFrame(sheet)).suggestions[["cell", "suggestion", "is_safe"]].values.tolist()
        [['C2', 'https://a.example/1.jpg', True]]
        """
        return suggestions_frame(self._fixes)

    def fix(self, *, suggested: bool = False, codes: str | Iterable[str] | None = None) -> Book:
        """Return the book with the cells mended for which only one value can be meant; `changes` lists them.

        Args:
            suggested: Whether the likeliest suggestion counts, too, where no value is certain.
            codes: The findings to mend, by their codes; all that have a fix otherwise.

        Raises:
            UnknownFindingCodeError: There is no such code.
            UsageError: There is no fix for a code, or only a suggested one; or see `book`.

        >>> import pandas as pd, importkit as ik
        >>> sheet = {"Product Handle": ["tee"], "SKU": ["T"], "Image": ["see https://a.example/1.jpg"]}
        >>> ik.check(pd.DataFrame(sheet)).fix().changes["after"].tolist()
        ['https://a.example/1.jpg']
        """
        return with_cells(self.book, self.fix_edits(suggested=suggested, codes=codes))

    def fix_edits(self, *, suggested: bool = False, codes: str | Iterable[str] | None = None) -> Edits:
        """Return what `fix` would put into which cell; it raises what that does.

        Raises:
            UnknownFindingCodeError: There is no such code.
            UsageError: As in `fix`.

        >>> ik.check("spring.xlsx").fix_edits(suggested=True)
        {(4, 5): NewCell(text='Accessories > Hats & Caps', kind=<CellKind.TEXT: 1>)}
        """
        arguments.flag(suggested, argument="suggested")
        wanted = require_codes(codes, suggested=suggested)
        found = [fix for fix in self._fixes if wanted is None or fix.code in wanted]
        return fixes.edits_of(fixes.chosen_fixes(found, suggested=suggested))

    def corrections(self, target: str | Path, scope: Scope | str = Scope.FAILED) -> Path:
        """Write the corrections workbook, as a job would give it back, and return where it is.

        Cells in error are coloured, and each row says what to fix. It can be mended and checked again.

        Args:
            target: Where to write it.
            scope: "failed" for the rows of products that would fail, "all" for every row.

        Raises:
            UsageError: Nothing would fail, the sheet has no header row, or the target is no file to write.

        >>> ik.check("spring.xlsx").corrections("corrections.xlsx").name
        'corrections.xlsx'
        """
        from importkit.checks.offline_corrections import write_corrections

        rows = chosen(Scope, scope, argument="scope")
        return write_corrections(self.resolved, self.findings, arguments.target(target), rows)

    @cached_property
    def _fixes(self) -> list[Fix]:
        if self.resolved is None:
            return []
        return fixes_of(self.resolved, self.findings, self.book, self._taxonomy)

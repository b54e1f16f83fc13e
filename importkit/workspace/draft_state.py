"""A draft as it is: its sheet with every edit, what is wrong with it, and what an import would do."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from importkit import arguments
from importkit.checks.book import with_cells
from importkit.errors import UsageError
from importkit.jobs.uploads import with_left_out
from importkit.model import Mode
from importkit.workspace import draft_cells, draft_files, plans
from importkit.workspace.draft_lists import Edits as DraftEdits

if TYPE_CHECKING:
    from importkit.checks import Check
    from importkit.checks.book import Book
    from importkit.jobs.context import Context
    from importkit.jobs.draft_records import DraftRecord, StoredEdit
    from importkit.pipeline import Report
    from importkit.production import Plan
    from importkit.read_options import ReadOptions
    from importkit.workspace.draft_files import DraftFile, Reader, StoredVariants
    from importkit.workspace.plans import Planned

#: What of a draft is sent to another process.
_PORTABLE = frozenset({"record", "file", "stored_edits", "left_out", "book", "_planned"})


@dataclass(frozen=True, eq=False, repr=False)
class DraftState:
    """A draft to look at.

    Attributes:
        context: Whose it is.
        record: As it is stored.
        file: What was uploaded, as it was read.
        stored_edits: The edits in force.
        left_out: The handles of products that are not imported.
    """

    context: Context
    record: DraftRecord
    file: DraftFile
    stored_edits: tuple[StoredEdit, ...] = ()
    left_out: frozenset[str] = frozenset()

    def __getstate__(self) -> dict[str, object]:
        """Return what another process may have of it: all that was read and found."""
        return {name: value for name, value in vars(self).items() if name in _PORTABLE}

    def of(self, context: Context, reader: Reader) -> Self:
        """Return a draft that another process has opened as one of this process, which reads it anew so."""
        opened = copy(self)
        vars(opened).update(context=context, file=replace(self.file, reader=reader))
        return opened

    @property
    def id(self) -> str:
        """Return the id by which `Workspace.open_draft` finds it."""
        return self.record.id

    @property
    def filename(self) -> str:
        """Return the name the user knows the file by."""
        return self.record.filename

    @property
    def sheets(self) -> tuple[str, ...]:
        """Return the names of the sheets that can be chosen."""
        return self.file.sheets

    @property
    def sheet(self) -> str:
        """Return the name of the sheet; blank when none has a header row."""
        return self.file.book.sheet.layout.sheet if self.file.book else self.record.sheet or ""

    @property
    def has_own_mode(self) -> bool:
        """Return whether the workbook is for one mode, as corrections are, so that no other can be chosen."""
        return self.file.book is not None and self.file.book.sheet.origin.mode is not None

    @property
    def mode(self) -> Mode:
        """Return the mode: the workbook's own, else the chosen one, else CREATE."""
        own = self.file.book.sheet.origin.mode if self.file.book else None
        return own or self.record.mode or Mode.CREATE

    @property
    def edits(self) -> DraftEdits:
        """Return the cells that hold something else than what was uploaded, and who put it there."""
        return DraftEdits(self.stored_edits)

    @cached_property
    def book(self) -> Book:
        """Return the sheet as it is now.

        Raises:
            UsageError: The sheet has no header row.
        """
        book = with_cells(self._base, {edit.place: edit.current for edit in self.stored_edits})
        if not self._left_out_rows:
            return book
        blank = draft_cells.blank_edits(book, self._left_out_rows)
        book = with_cells(book, blank)
        return replace(book, sheet=with_left_out(book.sheet, len(self._left_out_rows)))

    @cached_property
    def plan(self) -> Plan | None:
        """Return what an import of it would do; None when the sheet has no header row."""
        return None if self._planned is None else self._planned.plan

    @cached_property
    def check(self) -> Check:
        """Return everything wrong with it, also against what the brand has."""
        if self._planned is None:
            return draft_files.refused(self.file, self.filename, self._options)
        return plans.check_of(self.context, self._planned, self.book)

    @property
    def left_out_rows(self) -> int:
        """Return how many rows the products have that are left out."""
        return len(self._left_out_rows)

    def stored_variants(self) -> StoredVariants:
        """Return how many of the variants in the sheet the brand has already, by SKU or barcode.

        >>> kit.draft("spring.xlsx").stored_variants()
        StoredVariants(variants=4, stored=3)
        """
        return self._stored_variants

    @cached_property
    def _stored_variants(self) -> StoredVariants:
        return draft_files.stored_variants(self.context, self._base.sheet)

    def alike(self, cell: str) -> tuple[str, ...]:
        """Return the cells that have the same value and the same finding as one, itself included.

        Raises:
            UsageError: The address is no text.

        >>> kit.draft("spring.xlsx").alike("F4")
        ('F4',)
        """
        address = arguments.text(cell, argument="cell", what='the address of a cell, such as "N6"')
        return draft_cells.alike(self.check.findings, address)

    def to_bytes(self) -> bytes:
        """Return the workbook that an import of it stores; as it was uploaded where nothing was changed.

        >>> ik.check(kit.draft("spring.xlsx").to_bytes()).counts["rows"]
        4
        """
        if self.stored_edits or self.left_out or self.record.sheet is not None:
            return self.book.to_bytes()
        with draft_files.fetched(self.context, self.record) as path:
            return path.read_bytes()

    def find_out(self, report: Report) -> None:
        """Check it now, and tell meanwhile how far that is; whoever asks later gets what was found.

        Raises:
            UsageError: The report is no function.

        >>> phases = []
        >>> kit.draft("spring.xlsx").find_out(lambda step: phases.append(step.phase.name))
        >>> phases[-1]
        'PLANNING'
        """
        arguments.function(report, argument="report")
        if "_planned" not in vars(self):
            vars(self)["_planned"] = self._plan(report)

    @cached_property
    def _planned(self) -> Planned | None:
        """Return the plan, and what was known of the brand for it; None without a header row."""
        return self._plan(None)

    def _plan(self, report: Report | None) -> Planned | None:
        if self.file.book is None:
            return None
        before: Planned | None = vars(self).pop("_followed", None)
        if before is not None and before.plan.mode is self.mode:
            again = plans.plan_again(self.context, self.book.sheet, before)
            if again is not None:
                if known := vars(self).pop("_followed_variants", None):
                    vars(self).setdefault("_stored_variants", known)
                return again
        return plans.plan_for_brand(self.context, self.book.sheet, self._options, report)

    @property
    def _base(self) -> Book:
        if self.file.book is None:
            raise UsageError(f'"{self.filename}" has no header row, so there is nothing to mend yet.')
        return self.file.book

    @cached_property
    def _left_out_rows(self) -> tuple[int, ...]:
        if not self.left_out:
            return ()
        edited = with_cells(self._base, {edit.place: edit.current for edit in self.stored_edits})
        return draft_cells.rows_of_products(edited.sheet, self.left_out)

    @property
    def _options(self) -> ReadOptions:
        return draft_files.options_of(self.context, self.record, self.mode)


def follow(draft: DraftState, before: DraftState) -> None:
    """Let a draft be checked by what was found before, of the same file: only what an edit touches anew.

    Where that is enough, the brand has none of the variants in the sheet, and had none before; so what was
    told of the upload is not asked again.
    """
    for name, found in (("_planned", "_followed"), ("_stored_variants", "_followed_variants")):
        if (known := vars(before).get(name) or vars(before).get(found)) is not None:
            vars(draft)[found] = known

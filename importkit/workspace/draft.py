"""A draft: an upload that is looked at and mended before it is imported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from importkit import arguments, schema
from importkit.checks.cell_addresses import position_of
from importkit.choices import chosen
from importkit.db.connect import as_user
from importkit.errors import UsageError
from importkit.jobs import drafts as store
from importkit.model import HiddenRows, Mode
from importkit.production import require_token
from importkit.rich_display import Displayed
from importkit.workspace import draft_cells, draft_files, draft_import
from importkit.workspace.draft_state import DraftState, follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from importkit.cell_edits import Edits
    from importkit.jobs.context import Context
    from importkit.jobs.draft_records import DraftRecord
    from importkit.jobs.job import Job
    from importkit.workspace.draft_files import DraftFile

_ADDRESS = 'the address of a cell, such as "N6"'
_CELLS = 'a dict from addresses to values, such as {"N6": 1200, "S9": None}'


@dataclass(frozen=True, eq=False, repr=False)
class Draft(Displayed, DraftState):
    """An upload as it is now: the sheet with every edit that was made, and what is wrong with it.

    A draft never changes: each call that changes it stores that, and returns the draft as it is then. It is
    found again by its id for a day after somebody last looked at it.

    >>> draft = kit.draft("spring.xlsx")
    >>> draft.filename, draft.sheet, draft.sheets, draft.mode.value, draft.has_own_mode
    ('spring.xlsx', 'Products', ('Products',), 'CREATE', False)
    >>> len(draft.edits), draft.left_out_rows, kit.open_draft(draft.id).id == draft.id
    (0, 0, True)
    >>> draft.plan is None, draft.check.counts["errors"], draft.book.filename
    (False, 2, 'spring.xlsx')
    """

    @classmethod
    def load(cls, context: Context, record: DraftRecord, file: DraftFile) -> Self:
        """Return a draft with its edits: those of its version, or later ones, with which none is imported."""
        sheet = file.book.sheet.layout.sheet if file.book else ""
        with as_user(context.engine, context.email, "read the edits of the draft") as connection:
            edits = tuple(store.edits(record.id, sheet, connection))
            left_out = store.left_out(record.id, connection)
        return cls(context, record, file, edits, left_out)

    def edit(self, cells: Mapping[str, object], *, seen: int | None = None, over: bool = False) -> Self:
        """Store new values of cells, and return the draft with them.

        A text is what somebody types: in a column of numbers plain digits are a number. None clears a cell.

        Args:
            cells: Values by address, such as `{"N6": 1200, "S9": None}`.
            seen: The `version` of the draft in which the cells were looked at; this one's without it.
            over: Whether what somebody else put there since may be written over.

        Raises:
            EditConflictError: Somebody gave one of the cells another value since; nothing was stored.
            UsageError: An address is none, or a value is none that a cell can hold; or the draft is imported.

        >>> draft = kit.draft("spring.xlsx")
        >>> draft.edit({"F4": 120}).book.frame.loc[4, "Grams Weight"]
        '120'
        """
        arguments.mapping(cells, argument="cells", what=_CELLS)
        arguments.if_given(arguments.whole_number, seen, argument="seen")
        arguments.flag(over, argument="over")
        sheet = self.book.sheet
        edits: Edits = {}
        for address, value in cells.items():
            place = position_of(sheet, address)
            edits[place] = draft_cells.typed(sheet, place, value, argument=str(address))
        return self._store(edits, seen=seen, over=over)

    def revert(self, *cells: str) -> Self:
        """Let cells hold what was uploaded again; without any, all of them.

        Raises:
            UsageError: An address is no text.

        >>> draft = kit.draft("spring.xlsx").edit({"F4": 120})
        >>> draft.revert("F4").book.frame.loc[4, "Grams Weight"]
        '12abc'
        """
        addresses = [arguments.text(cell, argument="cells", what=_ADDRESS) for cell in cells]
        wanted = {address.strip().upper() for address in addresses}
        chosen_edits = [edit for edit in self.stored_edits if not cells or edit.cell in wanted]
        return self._store({edit.place: edit.original for edit in chosen_edits}, seen=None, over=True)

    def fix(self, *, suggested: bool = False, codes: str | Iterable[str] | None = None) -> Self:
        """Store the fixes that `Check.fix` would make, and return the draft with them.

        Raises:
            EditConflictError: Somebody gave one of the cells another value since; nothing was stored.
            UsageError: As in `Check.fix`; or the draft is imported.

        >>> draft = kit.draft("spring.xlsx")
        >>> [edit.cell for edit in draft.fix(suggested=True).edits]
        ['E4']
        """
        return self._store(self.check.fix_edits(suggested=suggested, codes=codes), seen=None, over=False)

    def use_as(self, letter: str, column: str) -> Self:
        """Let a column count as another one, in this draft: its header is renamed.

        Raises:
            UsageError: There is no such column in the sheet, or among those that are imported.

        >>> draft = kit.draft("spring.xlsx").use_as("J", "Dyeing/Printing")
        >>> draft.book.frame.columns[9]
        'Dyeing/Printing'
        """
        name = schema.columns().get(arguments.text(column, argument="column"))
        arguments.text(letter, argument="letter", what='the letter of a column, such as "C"')
        letters = {one.letter for one in self.book.sheet.layout.columns}
        if name is None or letter not in letters:
            raise UsageError(
                f"Column {letter} cannot be used as {column!r}.",
                hint=f"Columns that are imported: {', '.join(schema.columns())}.",
            )
        return self._store(draft_cells.header_edit(self.book.sheet, letter, column), seen=None, over=True)

    def leave_out(self, product_handle: str, *, left_out: bool = True) -> Self:
        """Leave a product out of the import, or take it in again.

        Raises:
            UsageError: No product of the sheet has that handle.

        >>> draft = kit.draft("spring.xlsx").leave_out("cap")
        >>> draft.left_out_rows, draft.check.counts["errors"]
        (1, 0)
        """
        handle = arguments.text(product_handle, argument="product_handle", what="a product's handle")
        arguments.flag(left_out, argument="left_out")
        if left_out and not draft_cells.has_product(self.book.sheet, handle):
            raise UsageError(
                f"The sheet has no product {handle!r}.", hint="Give its handle as it stands there."
            )
        return self._changed(
            "leave out the product",
            lambda connection: store.leave_out(self.id, handle, connection, left_out=left_out),
        )

    def with_mode(self, mode: Mode | str) -> Self:
        """Check it for another mode.

        Raises:
            OtherModeError: The workbook is for one mode alone.

        >>> kit.draft("spring.xlsx").with_mode("enrich").mode.value
        'ENRICH'
        """
        wanted = chosen(Mode, mode, argument="mode")
        if self.file.book is not None:
            origin = self.file.book.sheet.origin
            replace(self._options, mode=wanted).mode_for(origin, self.filename)
        return self._changed(
            "choose the mode", lambda connection: store.change(self.id, connection, mode=wanted)
        )

    def with_hidden_rows(self, hidden_rows: HiddenRows | str) -> Self:
        """Read it with or without its hidden rows.

        Raises:
            UsageError: There is no such choice; or the draft is imported.

        >>> kit.draft("spring.xlsx").with_hidden_rows("skip").book.hidden_rows.value
        'skip'
        """
        wanted = chosen(HiddenRows, hidden_rows, argument="hidden_rows")
        return self._changed(
            "read it anew", lambda connection: store.change(self.id, connection, hidden_rows=wanted)
        )

    def with_sheet(self, sheet: str) -> Self:
        """Read another sheet of the workbook; edits of this one stay with it.

        Raises:
            UsageError: There is no such sheet.

        >>> kit.draft("spring.xlsx").with_sheet("Products").sheet
        'Products'
        """
        if sheet not in self.sheets:
            names = ", ".join(f'"{name}"' for name in self.sheets)
            raise UsageError(f"The workbook has no sheet {sheet!r}.", hint=f"Its sheets: {names}.")
        return self._changed(
            "choose the sheet", lambda connection: store.change(self.id, connection, sheet=sheet)
        )

    def refreshed(self) -> Self:
        """Return the draft as it is now; itself when nobody has changed it.

        Raises:
            UnknownDraftError: It is gone.

        >>> draft = kit.draft("spring.xlsx")
        >>> later = kit.open_draft(draft.id).edit({"F4": 120})
        >>> [edit.cell for edit in draft.refreshed().edits]
        ['F4']
        """
        context, before = self.context, self.record
        with as_user(context.engine, context.email, "look at the draft") as connection:
            record = store.find(self.id, str(context.brand.id), connection)
        if (record.version, record.started_job_id) == (before.version, before.started_job_id):
            return self
        is_read_alike = (record.sheet, record.hidden_rows) == (before.sheet, before.hidden_rows)
        file = self.file if is_read_alike else draft_files.read(context, record, self.file.reader)
        later = self.load(context, record, file)
        if file is self.file:
            follow(later, self)
        return later

    def start(self, *, plan: str | None = None) -> Job:
        """Import it: store the sheet as it is now, queue the import, and return the job.

        However often and by whomever it is asked for, a draft is imported once. With the token of its plan
        only what was planned is imported: when the products have changed since, the job ends FAILED.

        Raises:
            UsageError: The brand does not import at present, or that is no token of a plan.
            OutdatedPlanError: Somebody has changed the draft since it was planned; there is no job.
            RefusedImportError: There is nothing to import.
            EnvironmentFailure: The file could not be stored, or Postgres refused; there is no job.

        >>> str(kit.draft("summer.xlsx").start().outcome)
        'waiting'
        """
        arguments.if_given(require_token, plan)
        return draft_import.start(self, plan)

    def rechecked(self) -> Self:
        """Return the same draft, to be checked against what the brand has by now.

        >>> draft = kit.draft("summer.xlsx")
        >>> before, result = draft.plan, kit.import_file("summer.xlsx")
        >>> [plan.summary["products_created"] for plan in (before, draft.rechecked().plan) if plan]
        [1, 0]
        """
        return replace(self)

    def discard(self) -> None:
        """Give it up: it is not found any more, and a cleanup deletes it.

        >>> draft = kit.draft("spring.xlsx")
        >>> draft.discard()
        >>> len(kit.drafts())
        0
        """
        with as_user(self.context.engine, self.context.email, "discard the draft") as connection:
            store.discard(self.id, connection)

    def _store(self, edits: Edits, *, seen: int | None, over: bool) -> Self:
        before = draft_cells.uploaded(self._base, edits)
        version = self.record.version if seen is None else seen
        return self._changed(
            "store the edit",
            lambda connection: store.edit(self.id, self.sheet, before, edits, version, connection, over=over),
        )

    def _changed(self, doing: str, change: Callable[..., None]) -> Self:
        with as_user(self.context.engine, self.context.email, doing) as connection:
            change(connection)
        return self.refreshed()

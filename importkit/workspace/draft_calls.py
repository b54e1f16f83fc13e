"""The calls of a workspace about drafts: uploads that are looked at and mended before they are imported.

As in `workspace.workspace`, each method validates what it is given and calls one function with the context.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from importkit import arguments
from importkit.arguments import if_given
from importkit.checks.sources import as_stage_source
from importkit.db.connect import as_user
from importkit.jobs import drafts as store
from importkit.jobs.context import names_brand_in_hints
from importkit.model import HiddenRows, Sheet
from importkit.read_options import ReadOptions
from importkit.workspace import draft_files, drafts, imports
from importkit.workspace.brand_calls import BrandCalls
from importkit.workspace.draft_lists import Drafts, Edits

if TYPE_CHECKING:
    from importkit.checks.sources import Source
    from importkit.model import Mode
    from importkit.workspace.draft import Draft


@names_brand_in_hints
@dataclass(frozen=True, repr=False)
class DraftCalls(BrandCalls):
    """What a workspace offers about drafts."""

    def draft(
        self,
        source: Source,
        *,
        filename: str | None = None,
        mode: Mode | str | None = None,
        sheet: str | None = None,
        hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
    ) -> Draft:
        """Keep a workbook as a draft, to look at it, mend it and then import it.

        A draft is found by its id for a day after it was last looked at. Without a mode a corrections
        workbook's own counts, else CREATE; without a sheet the one that an import would take.

        Raises:
            WorkbookError: The file cannot be used at all; there is no draft.
            UsageError: The workbook has no such sheet, or is for another mode.
            NotAllowedError: The user only looks at the brand.

        >>> draft = kit.draft("spring.xlsx").edit({"F4": 120, "E4": None})
        >>> draft.check.findings.where(severity="error").counts()
        {}
        """
        options = ReadOptions.of(mode, filename, hidden_rows, self.settings.limits)
        name = if_given(arguments.text, sheet, argument="sheet", what="the name of a sheet")
        taken, options = as_stage_source(source, options, with_file=True)
        if isinstance(taken, Sheet):
            taken, options = imports.file_of(taken, options)
        content = taken if isinstance(taken, bytes) else Path(taken)
        return drafts.create(self, content, options, name, draft_files.read_file)

    def draft_of(self, job_id: str) -> Draft:
        """Return a draft over the failed rows of an import, in its mode; its import corrects that one.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: It has no failed rows, or they are no longer kept.

        >>> kit.draft_of(job.id).book.frame["Product Handle"].tolist()
        ['cap']
        """
        return drafts.of_job(self, arguments.job_id(job_id), draft_files.read_file)

    def open_draft(self, draft_id: str) -> Draft:
        """Return a draft by its id, as it is now.

        Raises:
            UnknownDraftError: There is none, or no longer.

        >>> draft = kit.draft("spring.xlsx")
        >>> kit.open_draft(draft.id).filename
        'spring.xlsx'
        """
        wanted = arguments.text(draft_id, argument="draft_id", what="the id of a draft")
        return drafts.open_draft(self, wanted, draft_files.read_file)

    def drafts(self) -> Drafts:
        """Return the drafts of the brand that are not imported, the one that was touched last first.

        >>> draft = kit.draft("spring.xlsx")
        >>> kit.drafts().frame["file"].tolist()
        ['spring.xlsx']
        """
        with as_user(self.engine, self.email, "list the drafts") as connection:
            return Drafts(store.recent(str(self.brand.id), connection))

    def edits(self, job_id: str) -> Edits:
        """Return the fixes that were made on a draft before it was imported.

        Raises:
            UnknownJobError: There is no such job.

        >>> draft = kit.draft("summer.xlsx").edit({"F2": 75})
        >>> kit.edits(draft.start().id).frame[["cell", "before", "after"]]
          cell before after
        0   F2     70    75
        """
        return Edits(drafts.edits_of_import(self, arguments.job_id(job_id)))

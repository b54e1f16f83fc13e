"""The drafts of the page: made, opened and imported; a workbook is read and checked in a child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import streamlit as st

from importkit.errors import UsageError
from importkit.model import HiddenRows
from importkit.ui import check_supervisor, deps
from importkit.ui.check_process import FailedRows, KnownDraft, NewDraft
from importkit.ui.open_drafts import OpenDrafts
from importkit.workspace import drafts, sources

if TYPE_CHECKING:
    from importkit.jobs import Job
    from importkit.model import Mode
    from importkit.pipeline import Report
    from importkit.sources import Source, SourceFile
    from importkit.ui.state import Upload
    from importkit.workspace.draft import Draft


@st.cache_resource(show_spinner=False)
def _open_drafts() -> OpenDrafts:
    return OpenDrafts()


def of_upload(upload: Upload, mode: Mode | None, report: Report) -> Draft:
    """Keep an upload as a draft, and check it.

    Raises:
        WorkbookError: The file cannot be used at all; there is no draft.
        OtherModeError: It holds corrections for another mode.
        EnvironmentFailure: It takes too much memory or time, or the database does not answer.
    """
    return _made(NewDraft(upload.path, upload.filename, mode, HiddenRows.IMPORT), report)


def of_failed_rows(job: Job, report: Report) -> Draft:
    """Return the draft over the failed rows of an import."""
    return _made(FailedRows(job.id), report)


def of_workbook(job_id: str) -> Draft:
    """Return a new draft of the workbook of an import that came to nothing."""
    kit = deps.workspace()
    return drafts.of_upload(kit, job_id, check_supervisor.reader(kit))


def of_source(source: Source, file: SourceFile) -> Draft:
    """Return a draft of a workbook that a source has."""
    kit = deps.workspace()
    return sources.draft_of_file(kit, source, file, check_supervisor.reader(kit))


def draft(draft_id: str, report: Report) -> Draft:
    """Return a draft as it is now.

    Raises:
        UnknownDraftError: There is none, or no longer.
    """
    return _opened(draft_id, report)


@dataclass(frozen=True)
class ShownDraft:
    """A draft as it was when something was drawn of it that can be pressed.

    A session keeps what its buttons are given, also long after its tab was closed; so they are given this,
    and not the draft with its whole sheet.
    """

    id: str
    filename: str
    sheet: str
    version: int

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """Return what is shown of a draft."""
        return cls(draft.id, draft.filename, draft.sheet, draft.record.version)

    def now(self) -> Draft:
        """Return the draft as it is now.

        Raises:
            UnknownDraftError: There is none any more.
            UsageError: Somebody chose another sheet of it.
        """
        found = _opened(self.id)
        if found.sheet != self.sheet:
            raise UsageError(
                "Somebody chose another sheet of this draft since it was shown to you.",
                hint="Nothing was changed. Look at it as it is now.",
            )
        return found


def _opened(draft_id: str, report: Report | None = None) -> Draft:
    kit = deps.workspace()
    return _open_drafts().get(
        (kit.email, kit.brand.slug, draft_id),
        lambda: check_supervisor.checked(KnownDraft(draft_id), kit, report),
        report,
    )


def _made(what: NewDraft | FailedRows, report: Report) -> Draft:
    kit = deps.workspace()
    draft = check_supervisor.checked(what, kit, report)
    _open_drafts().put((kit.email, kit.brand.slug, draft.id), draft)
    return draft


@st.cache_data(show_spinner=False, ttl=300)
def categories(email: str, brand: str) -> list[str]:
    """Return the paths of all categories."""
    return sorted(deps.workspace(email, brand).brand_context(()).taxonomy.paths.values())

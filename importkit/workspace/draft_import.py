"""A draft imported: the sheet as it is now becomes the file of a job, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from importkit import pipeline, production
from importkit.db.connect import as_user
from importkit.errors import (
    DatabaseError,
    NotAllowedError,
    OutdatedPlanError,
    PlanError,
    UsageError,
)
from importkit.jobs import drafts as store
from importkit.jobs import store as job_store
from importkit.jobs import uploads
from importkit.workspace import imports, jobs

if TYPE_CHECKING:
    from importkit.checks.book import Book
    from importkit.jobs.context import Context
    from importkit.jobs.draft_records import DraftRecord
    from importkit.jobs.job import Job
    from importkit.model import Mode

#: So often an import is tried anew while somebody edits the draft.
_TRIES = 5


class Importable(Protocol):
    """What is imported of a draft."""

    @property
    def context(self) -> Context: ...
    @property
    def id(self) -> str: ...
    @property
    def record(self) -> DraftRecord: ...
    @property
    def mode(self) -> Mode: ...
    @property
    def sheet(self) -> str: ...
    @property
    def book(self) -> Book: ...
    @property
    def left_out_rows(self) -> int: ...
    def refreshed(self) -> Self: ...
    def to_bytes(self) -> bytes: ...


def start(draft: Importable, plan: str | None) -> Job:
    """Make a job of a draft, once, and return it.

    The file is stored first, under the id that the job will have. Of two at once the database takes one; the
    other deletes its file and returns the job of the first.
    """
    context = draft.context
    imports.require_imports(context)
    for _ in range(_TRIES):
        draft = draft.refreshed()
        if draft.record.started_job_id is not None:
            return jobs.find(context, draft.record.started_job_id)
        pipeline.require_rows(draft.book.sheet)
        if plan is not None:
            _require_planned(draft, plan)
        if (job_id := _start(draft, plan)) is not None:
            return jobs.find(context, job_id)
    raise UsageError(
        "Somebody else keeps changing this draft, so it could not be imported as it is.",
        hint="Try again in a moment.",
    )


def _require_planned(draft: Importable, plan: str) -> None:
    """Make sure that a draft is as it was when it was planned; the products, the import itself looks at."""
    try:
        production.require_sheet(plan, draft.book.sheet, draft.mode, str(draft.context.brand.id))
    except PlanError:
        raise OutdatedPlanError(
            "Somebody has changed this draft since you saw what an import of it would do.",
            hint="Nothing was imported. Look at it as it is now, then import it.",
        ) from None


def _start(draft: Importable, plan: str | None) -> str | None:
    context, record = draft.context, draft.record
    job_id = job_store.new_id(str(context.brand.id))
    stored = context.storage.store(draft.to_bytes(), job_id)
    file = uploads.file_of(stored, record.hidden_rows, plan, left_out_rows=draft.left_out_rows)
    words = {"draft_id": draft.id, "job_id": job_id, "version": record.version, "mode": draft.mode}
    try:
        with as_user(context.engine, context.email, "queue the import") as connection:
            started = store.start({**words, "sheet": draft.sheet, **file}, connection)
    except (DatabaseError, NotAllowedError):
        imports.delete_upload_unless_created(context, job_id, stored.uri)
        raise
    if started != job_id:
        context.storage.delete(stored.uri, job_id)
    return started

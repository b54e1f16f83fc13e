"""What the pages call: the database, the uploads, the workbooks to download."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import streamlit as st

from importkit import display, jobs
from importkit.db import brands
from importkit.db.connect import as_user
from importkit.staging import Part
from importkit.ui import memory, state
from importkit.ui.state import Upload
from importkit.workbook.sample import make_sample
from importkit.workbook.template import write_template
from importkit.worker import LocalWorker
from importkit.workspace import connect
from importkit.workspace import jobs as workspace_jobs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.display import Summary
    from importkit.findings import Findings
    from importkit.jobs import Job
    from importkit.outcomes import JobOutcome, RowOutcome
    from importkit.staging import PreviewPage
    from importkit.workspace import Workspace

#: The MIME type of a workbook.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: The sample: small enough to read, with enough spoilt to see many kinds of mistakes.
_SAMPLE_ROWS, _SAMPLE_MISTAKES = 60, 0.6


def _close(opened: Workspace) -> None:
    opened.engine.dispose()


@st.cache_resource(show_spinner="Starting the database …", on_release=_close)
def server() -> Workspace:
    """Return the workspace of this server: the database of the environment, or the embedded one.

    Its connections are shared by all visitors; who a visitor is, `workspace` says.
    """
    made = connect()
    jobs.delete_expired_daily(made.engine, made.settings)
    memory.freeze_loaded("pages")
    return made


def workspace(email: str | None = None, brand: str | None = None) -> Workspace:
    """Return the workspace of whoever looks, on the connections of this server.

    Args:
        email: Who looks; without it the user of the environment, for there is no sign-in.
        brand: The slug of their brand; without it the environment's.
    """
    shared = server()
    email, brand = email or shared.email, brand or shared.brand.slug
    if (email, brand) == (shared.email, shared.brand.slug):
        return shared
    return _workspace_of(email, brand)


@st.cache_resource(show_spinner=False, max_entries=256)
def _workspace_of(email: str, slug: str) -> Workspace:
    shared = server()
    with as_user(shared.engine, email, "open the brand") as connection:
        return replace(shared, email=email, brand=brands.brand_by_slug(connection, slug))


def is_member() -> bool:
    """Return whether whoever looks may change what the brand has; a run of the page asks once."""
    known = state.get().is_member
    if known is None:
        known = workspace().is_member()
        state.put(is_member=known)
    return known


@st.cache_resource(show_spinner=False, on_release=LocalWorker.stop)
def worker() -> LocalWorker:
    """Return the worker of this server, for all its visitors; it runs only when no other is there."""
    return LocalWorker(workspace())


def findings(job: Job) -> tuple[Summary, Findings]:
    """Return the report of a finished job and its findings."""
    kit = workspace()
    return _findings(kit.email, kit.brand.slug, job.id, job.outcome)


@st.cache_resource(show_spinner=False, max_entries=8)
def _findings(email: str, brand: str, job_id: str, outcome: JobOutcome) -> tuple[Summary, Findings]:  # noqa: ARG001
    """Return them as one visitor may see them; they stay as they are while the outcome does."""
    kit = workspace(email, brand)
    job, found = kit.job(job_id), kit.findings(job_id)
    return display.summarize_job(job.summary, job.mode, found), found


def row_counts(job: Job) -> Mapping[RowOutcome, int]:
    """Return how many rows of a finished job have which outcome: many take a while to count."""
    kit = workspace()
    return _row_counts(kit.email, kit.brand.slug, job.id, job.outcome)


@st.cache_resource(show_spinner=False, max_entries=64, ttl=300)
def _row_counts(email: str, brand: str, job_id: str, outcome: JobOutcome) -> Mapping[RowOutcome, int]:  # noqa: ARG001
    """Return them as one visitor may see them; they stay as they are while the outcome does."""
    return workspace(email, brand).preview(job_id, page_size=1).counts


def rows(job: Job, page: int, page_size: int, outcome: RowOutcome | None) -> PreviewPage:
    """Return a page of the rows of a finished job, of all outcomes or of one.

    Raises:
        UsageError: There is no such page.
    """
    part = Part(page, page_size, outcome=outcome)
    return workspace_jobs.preview(workspace(), job.id, part, row_counts(job))


def store_upload(filename: str, content: BinaryIO) -> Upload:
    """Copy an upload to disk, so that it does not stay in memory."""
    handle, path = tempfile.mkstemp(prefix="importkit-", suffix=".xlsx")
    with os.fdopen(handle, "wb") as target:
        shutil.copyfileobj(content, target)
    return Upload(filename, Path(path))


def corrections(job_id: str) -> bytes:
    """Return the corrections workbook of a job."""
    with tempfile.TemporaryDirectory(prefix="importkit-") as folder:
        return workspace().corrections(job_id, Path(folder) / "corrections.xlsx").read_bytes()


def export() -> bytes:
    """Return the products of the brand as a sheet, which can be changed and imported again."""
    with tempfile.TemporaryDirectory(prefix="importkit-") as folder:
        path = Path(folder) / "products.xlsx"
        workspace().export(path)
        return path.read_bytes()


@st.cache_data(show_spinner=False)
def sample() -> bytes:
    """Return a sample workbook with mistakes in it."""
    buffer = io.BytesIO()
    make_sample(_SAMPLE_ROWS, mistakes=_SAMPLE_MISTAKES).write(buffer)
    return buffer.getvalue()


def template() -> bytes:
    """Return an empty workbook with every column explained, and the brand's categories to choose from."""
    buffer = io.BytesIO()
    write_template(buffer, workspace().brand_context(()).taxonomy)
    return buffer.getvalue()

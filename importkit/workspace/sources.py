"""Importing from the places that the administrator named."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from importkit import sources
from importkit.db.connect import as_user
from importkit.errors import EnvironmentFailure, FileGoneError, NotAllowedError, UsageError, WorkbookError
from importkit.jobs import drafts as draft_store
from importkit.read_options import ReadOptions
from importkit.workspace import draft_files, drafts

if TYPE_CHECKING:
    from importkit.jobs.context import Context
    from importkit.sources import NotedFile, Source, SourceFile
    from importkit.workspace.draft import Draft
    from importkit.workspace.draft_files import Reader


def of_brand(context: Context) -> tuple[Source, ...]:
    """Return the sources of a brand."""
    found = sources.load(context.settings.sources)
    return tuple(source for source in found if source.brand == context.brand.slug)


def named(context: Context, name: str) -> Source:
    """Return one source of a brand.

    Raises:
        UsageError: There is none of that name; another brand's answers alike.
    """
    for source in of_brand(context):
        if source.name == name:
            return source
    raise UsageError(f"There is no source {name}.", hint="IMPORTKIT_SOURCES names the file that lists them.")


def list_files(source: Source) -> tuple[SourceFile, ...]:
    """Return what a source has, as it says itself.

    Raises:
        EnvironmentFailure: The source does not answer.
    """
    return sources.list_files(source)


def files(
    context: Context, source: Source, listed: tuple[SourceFile, ...] | None = None
) -> tuple[NotedFile, ...]:
    """Return the workbooks of a source, the newest first, each with what became of it.

    Args:
        context: Who asks, and of which brand.
        source: The place.
        listed: What it has, where it was asked for that a moment ago.
    """
    if listed is None:
        listed = list_files(source)
    with as_user(context.engine, context.email, "list the files of the source") as connection:
        return sources.noted_files(context.brand.id, source.name, listed, connection)


def fetch(context: Context, source: Source, file: SourceFile, target: Path) -> None:
    """Bring a file of a source here; one that cannot be read is noted as such."""
    try:
        sources.fetch_file(source, file, target, max_bytes=context.settings.limits.max_bytes)
    except FileGoneError:
        raise
    except EnvironmentFailure as error:
        with suppress(NotAllowedError):
            note(context, source, file, error=error.message)
        raise


def draft_of_file(
    context: Context, source: Source, file: SourceFile, read: Reader = draft_files.read_file
) -> Draft:
    """Return a draft of a file of a source; one that cannot be read is noted as such.

    Raises:
        FileGoneError: It is gone, or has changed since it was listed.
        WorkbookError: It cannot be used at all.
        EnvironmentFailure: It cannot be brought here.
    """
    with TemporaryDirectory(prefix="importkit-") as folder:
        path = Path(folder) / "workbook.xlsx"
        fetch(context, source, file, path)
        options = ReadOptions(source.mode, file.name, limits=context.settings.limits)
        try:
            draft = drafts.create(context, path, options, None, read)
        except WorkbookError as error:
            note(context, source, file, error=error.message)
            raise
    with as_user(context.engine, context.email, "note the source of the draft") as connection:
        draft_store.note_source(draft.id, source.name, file.path, file.size, file.changed, connection)
    return draft


def note(
    context: Context,
    source: Source,
    file: SourceFile,
    *,
    job_id: str | None = None,
    error: str | None = None,
) -> None:
    """Note the import of a file, or why there was none."""
    with as_user(context.engine, context.email, "note the file of the source") as connection:
        sources.note_file(context.brand.id, source.name, file, connection, job_id=job_id, error=error)

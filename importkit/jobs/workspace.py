"""A workspace: one user at work on one brand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from importkit import pipeline, production, staging, taxonomy
from importkit.db import taxonomy as categories
from importkit.db.connect import as_owner, as_user
from importkit.errors import UsageError
from importkit.jobs import catalog, corrections, foreground, members, records, undoing
from importkit.jobs.corrections import Scope
from importkit.jobs.storage import Storage
from importkit.jobs.uploads import Upload
from importkit.model import Book, HiddenRows, Known, Mode, RowStatus

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Engine

    from importkit.catalog import Catalog, Duplicates, Export, Mapping, Merge
    from importkit.db.brands import Brand, Member
    from importkit.findings import Findings
    from importkit.jobs.records import ImportResult, Job
    from importkit.pipeline import Check, Report, Source
    from importkit.settings import Settings
    from importkit.staging import PreviewPage
    from importkit.undo import Undo


@dataclass(frozen=True)
class Workspace:
    """One user at work on one brand; every call is a transaction of its own.

    Attributes:
        email: Who is at work; Postgres itself decides what that user may see.
    """

    engine: Engine
    brand: Brand
    email: str
    settings: Settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to Postgres; the embedded server goes on."""
        self.engine.dispose()

    def check(
        self,
        source: Source,
        *,
        mode: Mode = Mode.CREATE,
        filename: str | None = None,
        hidden_rows: HiddenRows = HiddenRows.IMPORT,
        report: Report | None = None,
    ) -> Check:
        """Return everything wrong with a workbook, its categories and handles checked against the brand.

        Raises:
            WorkbookError: The file cannot be used at all.
        """
        how = pipeline.How(mode, filename, hidden_rows, self.settings.limits)
        return pipeline.look(source, self.known, how, report=report)

    def import_file(
        self,
        source: Source,
        *,
        mode: Mode = Mode.CREATE,
        filename: str | None = None,
        hidden_rows: HiddenRows = HiddenRows.IMPORT,
        file: Path | None = None,
        report: Report | None = None,
    ) -> ImportResult:
        """Import a workbook here and now; return what became of every row.

        Good products are committed, bad ones stay staged for the corrections workbook. The file is kept
        with the job until retention; of a book that was read before, only when `file` says which it was.

        Raises:
            WorkbookError: The file cannot be used at all; there is no job.
            RefusedImportError: The sheet has no header row; there is no job.
            UsageError: The brand does not import at present.
            DatabaseError: Postgres refused, or was not reachable; the job is FAILED.
        """
        if not self.brand.import_enabled:
            raise UsageError(
                f"Imports are switched off for the brand {self.brand.slug!r}.",
                hint="Its owner can switch them on (brands.import_enabled).",
            )
        how = pipeline.How(mode, filename, hidden_rows, self.settings.limits)
        resolved = pipeline.examine(source, self.known, how, report=report)
        original = file if isinstance(source, Book) else source
        upload = self._upload(original, hidden_rows) if original is not None else None
        return foreground.run(resolved, self.engine, self.brand.id, self.email, upload=upload, report=report)

    @property
    def storage(self) -> Storage:
        """Return where uploaded files are kept."""
        return Storage(self.settings.files)

    def _upload(self, source: str | Path | bytes, hidden_rows: HiddenRows) -> Upload:
        file = source if isinstance(source, bytes) else Path(source)
        return Upload(file, self.storage, hidden_rows)

    def known(self, handle_keys: Collection[str]) -> Known:
        """Return the brand's categories, and which of these handles it has already."""
        with as_user(self.engine, self.email) as connection:
            return Known(
                taxonomy=categories.read_taxonomy(connection, self.brand.id),
                handle_keys=production.known(connection, self.brand.id, handle_keys),
            )

    def recent_imports(self, limit: int = 5) -> list[Job]:
        """Return the newest imports, newest first.

        Raises:
            UsageError: The limit is not within 1 to 10.
        """
        if not 1 <= limit <= 10:
            raise UsageError(f"{limit} recent imports cannot be shown.", hint="Ask for 1 to 10.")
        with as_user(self.engine, self.email) as connection:
            return records.recent(self.brand.id, limit, connection)

    def job(self, job_id: str) -> Job:
        """Return one job, by its id or a prefix of it.

        Raises:
            UnknownJobError: There is none; another brand's job answers alike.
        """
        with as_user(self.engine, self.email) as connection:
            return records.find(job_id, self.brand.id, connection)

    def findings(self, job_id: str) -> Findings:
        """Return everything that was found in a job's workbook."""
        with as_user(self.engine, self.email) as connection:
            return records.findings(records.find(job_id, self.brand.id, connection).id, connection)

    def preview(
        self, job_id: str, *, page: int = 1, page_size: int = 50, status: RowStatus | None = None
    ) -> PreviewPage:
        """Return one page of a job's rows, each with what became of it."""
        with as_user(self.engine, self.email) as connection:
            job = records.find(job_id, self.brand.id, connection)
            return staging.preview(job.id, connection, page=page, page_size=page_size, status=status)

    def corrections(self, job_id: str, target: Path, *, scope: Scope | str = Scope.FAILED) -> Path:
        """Write the corrections workbook of a job and return where it is.

        Args:
            job_id: The job, by its id or a prefix of it.
            target: Where to write it.
            scope: "failed" for the products that failed, "all" for every row of the stored upload.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: The job has no failed rows to correct, or they are no longer kept; with "all", the
                uploaded file is not kept, or no longer.
        """
        return corrections.write(self, job_id, target, Scope(scope))

    def dismiss(self, job_id: str) -> Job:
        """Give up the failed rows of a finished job; they are deleted.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: The job still runs, or has no failures.
        """
        with as_user(self.engine, self.email) as connection:
            job = records.find(job_id, self.brand.id, connection)
            records.dismiss(job, connection)
            return records.find(job.id, self.brand.id, connection)

    def undo(self, job_id: str, *, dry_run: bool = False) -> Undo:
        """Take back what an import did, as far as nobody has changed it since; return what became of it.

        Args:
            job_id: The job, or the start of its id.
            dry_run: Only tell what would become of it; nothing is written.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: The job has not ended well, or what it wrote is no longer noted.
            DatabaseError: The user may not change the brand's products.
        """
        return undoing.undo(self, job_id, dry_run=dry_run)

    def catalog_data(self, kind: str | None = None) -> Catalog:
        """Return the names of the brand's catalog, of one kind or of all, and what other spellings mean.

        Raises:
            UsageError: There is no such kind.
        """
        return catalog.catalog_data(self, kind)

    def map_value(self, kind: str, raw_name: str, name: str, *, attribute: str | None = None) -> Mapping:
        """Let a spelling mean a name of the catalog in every import from now on.

        Raises:
            UsageError: There is no such kind or name, or the spelling is a name of the catalog itself.
            NotAllowedError: The user may not change the brand's catalog.
        """
        return catalog.map_value(self, kind, raw_name, name, attribute)

    def unmap_value(self, kind: str, raw_name: str, *, attribute: str | None = None) -> Mapping:
        """Forget what a spelling was mapped to, and return it.

        Raises:
            UsageError: It is not mapped.
            NotAllowedError: The user may not change the brand's catalog.
        """
        return catalog.unmap_value(self, kind, raw_name, attribute)

    def merge(self, kind: str, loser: str, winner: str, *, attribute: str | None = None) -> Merge:
        """Put one name in the place of another, wherever it is used; the loser's name then means the winner.

        Raises:
            UsageError: One of the names is not there, or variants would lose an attribute's value.
            NotAllowedError: The user may not change the brand's catalog.
        """
        return catalog.merge(self, kind, loser, winner, attribute)

    def duplicates(self, kind: str | None = None) -> Duplicates:
        """Return names of the catalog that look alike, so that one may be meant for the other."""
        return catalog.duplicates(self, kind)

    def export(self, target: Path) -> Export:
        """Write the brand's products in the sheet's own columns; importing that as it is changes nothing.

        Raises:
            UsageError: A sheet has too few rows for them.
        """
        return catalog.export(self, target)

    def members(self) -> list[Member]:
        """Return who belongs to the brand, owners first."""
        return members.members(self)

    def add_member(self, email: str, role: str = "member") -> Member:
        """Give a person a role in the brand: owner, member or viewer; in place of the one they had.

        Raises:
            UsageError: The user does not own the brand, there is no such role, or no owner would be left.
        """
        return members.add_member(self, email, role)

    def remove_member(self, email: str) -> None:
        """Take a person out of the brand.

        Raises:
            UsageError: The user does not own the brand, or that person is not in it or is its last owner.
        """
        members.remove_member(self, email)

    def load_taxonomy(self, path: Path) -> tuple[int, int]:
        """Add the categories of a file; return how many were added and how many were there already."""
        loaded = taxonomy.load(path)
        with as_owner(self.engine) as connection:
            return categories.load_taxonomy(connection, loaded)

"""The checks of many files, one after the other or in several processes."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import TYPE_CHECKING

import pandas as pd

from importkit import checks, pipeline
from importkit.builds.file_report import FileReport, Refusal, no_oddities
from importkit.display.cases import SheetFacts
from importkit.errors import OtherModeError, WorkbookError
from importkit.findings import RefusedImportError
from importkit.model import HiddenRows, Mode
from importkit.read_options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from importkit.builds.file_check_process import FileCheckProcess
    from importkit.checks import Check
    from importkit.findings import Findings
    from importkit.pipeline import Report
    from importkit.workspace import Workspace


@dataclass(frozen=True)
class SampleFile:
    """A file that is to be checked.

    Attributes:
        file: Its path as it was given.
        place: Its path in the repository, with slashes.
        content: Its bytes, where it is no file.
    """

    file: str
    place: str
    content: bytes | None = None


@dataclass(frozen=True)
class CheckOptions:
    """What is asked of every file.

    Attributes:
        mode: What it is meant for, where somebody said so.
        usual_mode: What it is meant for where neither somebody nor the workbook says so.
        taxonomy: Categories of one's own.
        against: A brand and a database to compare with, each None for the usual one; None without any.
        with_oddities: Whether what is odd is looked for.
        rows_shown: How many rows with findings are kept as they look in Excel.
    """

    mode: Mode | None = None
    usual_mode: Mode = Mode.CREATE
    hidden_rows: HiddenRows = HiddenRows.IMPORT
    taxonomy: Path | None = None
    against: tuple[str | None, str | None] | None = None
    with_oddities: bool = False
    rows_shown: int = 0


def check_files(
    files: Sequence[SampleFile], options: CheckOptions, *, jobs: int = 1, report: Report | None = None
) -> list[FileReport]:
    """Return what was found in each file, in their order.

    Args:
        files: The files.
        options: What is asked of them.
        jobs: In how many processes, this one included.
        report: Called as the check of a file in this process moves on.

    Raises:
        UsageError: The taxonomy cannot be used, or there is no such brand.
        EnvironmentFailure: A process came to an unexpected end.
    """
    here = partial(check_file, options=options, report=report)
    others = min(jobs, len(files)) - 1
    if others < 1:
        return [here(file) for file in files]
    from importkit.builds.file_check_process import FileCheckProcess  # one process needs no other

    processes = [FileCheckProcess(partial(check_file, options=options)) for _ in range(others)]
    with ThreadPoolExecutor(others) as threads:  # each of them only waits for its process
        try:
            found = _shared(files, here, processes, threads)
        except BaseException:
            for process in processes:  # nobody waits for what they are at
                process.kill()
            raise
    for process in processes:
        process.end()
    return found


def _shared(
    files: Sequence[SampleFile],
    here: Callable[[SampleFile], FileReport],
    processes: Sequence[FileCheckProcess],
    threads: ThreadPoolExecutor,
) -> list[FileReport]:
    """Return the reports of files that this process and others take one by one, each when it is done."""
    waiting, found = SimpleQueue[int](), dict[int, FileReport]()
    for place in range(len(files)):
        waiting.put(place)

    def work(check_one: Callable[[SampleFile], FileReport]) -> None:
        try:
            while (place := _next(waiting)) is not None:
                found[place] = check_one(files[place])
        finally:
            while _next(waiting) is not None:  # what ends one of them ends the others, too
                pass

    started = [threads.submit(work, process.check) for process in processes]
    work(here)
    for one in started:
        one.result()
    return [found[place] for place in range(len(files))]


def _next(waiting: SimpleQueue[int]) -> int | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None


def check_file(file: SampleFile, options: CheckOptions, report: Report | None = None) -> FileReport:
    """Return what was found in a file."""
    began = perf_counter()
    try:
        check = _check(file, options, report)
    except (WorkbookError, OtherModeError) as error:
        refusal = Refusal(error.code, error.message, error.hint, error.exit_code)
        return FileReport(file.file, file.place, perf_counter() - began, refusal, _sha256(file))
    return _report(file, check, options, perf_counter() - began)


def _check(file: SampleFile, options: CheckOptions, report: Report | None) -> Check:
    name = None if file.content is None else file.file
    reading = ReadOptions.of(options.mode, name, options.hidden_rows).or_usually(options.usual_mode)
    source = Path(file.file) if file.content is None else file.content
    if options.against is None:
        return checks.check_for_report(source, reading, options.taxonomy, report=report)
    try:
        sheet = pipeline.open_sheet(source, reading, report=report or _ignore)
    except RefusedImportError as refused:
        return checks.refused_check(refused, source, reading)
    mode = reading.mode_for(sheet.origin, sheet.called)
    return _workspace(*options.against).check(sheet, mode=mode, report=report)


@cache
def _workspace(brand: str | None, database_url: str | None) -> Workspace:
    """Return the workspace that this process compares with."""
    from importkit.workspace import connect

    return connect(database_url, brand=brand)


def _report(file: SampleFile, check: Check, options: CheckOptions, seconds: float) -> FileReport:
    resolved = check.resolved
    has_page = options.rows_shown and resolved is not None and len(check.findings)
    return FileReport(
        file=file.file,
        place=file.place,
        seconds=seconds,
        sha256=_sha256(file),
        dialect=check.dialect,
        sheet=resolved.sheet.layout.sheet if resolved else "",
        mode=check.mode,
        counts=dict(check.counts),
        facts=SheetFacts.of(resolved, check.counts["failed_products"]),
        findings=check.findings,
        identifiers=_identifiers(check.findings, resolved.checked.frame if resolved else pd.DataFrame()),
        page=check.sheet(page_size=options.rows_shown) if has_page else None,
        oddities=check.oddities if options.with_oddities else no_oddities(),
    )


def _identifiers(findings: Findings, frame: pd.DataFrame) -> pd.DataFrame:
    rows = findings.records["row"].dropna().unique()
    names = {"Product Handle": "handle", "SKU": "sku", "Barcode": "barcode"}
    known = frame.reindex(index=[int(row) for row in rows], columns=list(names))
    return known.astype("str").fillna("").rename(columns=names)


def _sha256(file: SampleFile) -> str | None:
    if file.content is not None:
        return hashlib.sha256(file.content).hexdigest()
    try:
        with Path(file.file).open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return None


def _ignore(_: object) -> None:
    """Show nothing."""

"""What is asked of a build, and the build itself: files are found, checked and compared."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from importkit.arguments import shown
from importkit.builds.baseline import read_baseline
from importkit.builds.build import Build
from importkit.builds.fail_on import FailOn
from importkit.builds.file_checks import CheckOptions, SampleFile, check_files
from importkit.builds.policy import Policy
from importkit.builds.repository import place_of
from importkit.checks.workbook_files import files_of, is_matched
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from importkit.pipeline import Report

#: What stands for a workbook that comes from another program.
STDIN = "-"


@dataclass(frozen=True)
class BuildRequest:
    """What is asked of a build.

    Attributes:
        paths: Files, folders, patterns, and `-` for stdin.
        exclude: Patterns of files and folders that are left out, however they are named.
        stdin_name: What the workbook from stdin is called.
        folder: What patterns are relative to that stand in a configuration.
        options: What is asked of every file.
        policy: Which findings count.
        jobs: How many processes check files; 0 for one for each processor.
        expected: The file that says what is expected; None where nothing is compared.
        is_update: Whether that is written as things are now.
    """

    paths: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    stdin_name: str = STDIN
    folder: Path = field(default_factory=Path.cwd)
    options: CheckOptions = field(default_factory=CheckOptions)
    policy: Policy = field(default_factory=Policy)
    fail_on: FailOn = FailOn.ERROR
    jobs: int = 1
    expected: Path | None = None
    is_update: bool = False


def run_build(request: BuildRequest, *, stdin: Callable[[], bytes], report: Report | None = None) -> Build:
    """Return what was found in the files that are asked for.

    Args:
        request: What is asked for.
        stdin: Returns the bytes of the workbook that comes from another program.
        report: Called as checks move on.

    Raises:
        UsageError: A folder or a pattern names no workbook, or what is expected cannot be read.
        EnvironmentFailure: A process came to an unexpected end.
    """
    build = Build((), request.options.mode, request.fail_on)
    files = _sample_files(request, stdin)
    baseline = request.expected and read_baseline(request.expected, is_to_be_written=request.is_update)
    jobs = request.jobs or os.cpu_count() or 1
    today = datetime.now(UTC).date()
    reports = [
        request.policy.applied(one, _name_in(request.folder, one.file), today)
        for one in check_files(files, request.options, jobs=jobs, report=report)
    ]
    notes = list(_expired(request))
    if baseline:
        if request.is_update:
            baseline = baseline.updated(reports)
            baseline.write()
        notes += [
            f"{baseline.file.name} has {name}, which is not there any more; --update-expected leaves it out."
            for name in baseline.stale
        ]
        reports = [baseline.compared(one) for one in reports]
    return replace(build, files=tuple(reports), notes=tuple(notes))


def _expired(request: BuildRequest) -> Iterator[str]:
    for ignore in request.policy.expired(datetime.now(UTC).date()):
        files = f" in {ignore.files}" if ignore.files else ""
        reason = f" ({ignore.reason})" if ignore.reason else ""
        yield f"{ignore.code}{files} was ignored until {ignore.until}{reason}, and counts again."


def _sample_files(request: BuildRequest, stdin: Callable[[], bytes]) -> list[SampleFile]:
    """Return the files that are asked for, each once, in the order in which they are named.

    Raises:
        UsageError: A folder or a pattern names none.
    """
    found: dict[str, SampleFile] = {}
    for path in request.paths:
        if path == STDIN:
            name = request.stdin_name
            found.setdefault(STDIN, SampleFile(name, place_of(name), stdin()))
            continue
        named, is_several = files_of(path)
        kept = [file for file in named if not _is_excluded(file, request)]
        if is_several and not kept:
            raise UsageError(f"All workbooks of {shown(path)} are excluded.")
        for file in kept:
            found.setdefault(os.path.abspath(file), SampleFile(file, place_of(file)))  # noqa: PTH100
    return list(found.values())


def _is_excluded(file: str, request: BuildRequest) -> bool:
    """Return whether a pattern names a file as it was given, from here, or from the configuration."""
    names = {file, _name_in(Path.cwd(), file), _name_in(request.folder, file)}
    return bool(request.exclude) and any(is_matched(name, request.exclude) for name in names)


def _name_in(folder: Path, file: str) -> str:
    """Return the path of a file from a folder."""
    try:
        return os.path.relpath(file, folder)
    except ValueError:  # on another drive
        return file

"""The checks of several workbooks, a folder or a list, with what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import pandas as pd

from importkit import frames
from importkit.arguments import shown
from importkit.checks.workbook_files import in_folder
from importkit.errors import ImportkitError, OtherModeError, UsageError, WorkbookError
from importkit.findings import Findings
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from importkit.checks.check import Check


@dataclass(frozen=True)
class CheckedFile:
    """One of several workbooks.

    Attributes:
        file: Its path as it was given, or the name of what is no file.
        check: What is wrong with it; None where it cannot be read.
        error: Why it cannot be read.
    """

    file: str
    check: Check | None = None
    error: ImportkitError | None = None

    @property
    def status(self) -> str:
        """Return clean, findings (an error at least) or unreadable."""
        if self.check is None:
            return "unreadable"
        return "findings" if len(self.check.findings.errors) else "clean"


@dataclass(frozen=True, repr=False)
class Checks(Displayed):
    """The checks of several workbooks, in their order; `checks[0]` and `checks["a.xlsx"]` are one of them.

    Attributes:
        checked: Every workbook, those that cannot be read included.

    >>> checks = ik.check(["spring.xlsx", "summer.xlsx"])
    >>> checks.files[["file", "status", "errors"]]
              file    status  errors
    0  spring.xlsx  findings       2
    1  summer.xlsx     clean       0
    >>> checks.totals["clean"], checks.findings["file"].unique().tolist()
    (1, ['spring.xlsx'])
    """

    checked: tuple[CheckedFile, ...]

    @property
    def totals(self) -> dict[str, int]:
        """Return how many files, rows, products and findings there are, and how many files are clean."""
        files = self.files
        counted = ("rows", "products", "failed_products", "errors", "warnings", "infos")
        statuses = files["status"].value_counts()
        return {
            "files": len(files),
            "clean": int(statuses.get("clean", 0)),
            "with_findings": int(statuses.get("findings", 0)),
            "unreadable": int(statuses.get("unreadable", 0)),
            **{name: int(files[name].sum()) for name in counted},
        }

    @property
    def files(self) -> pd.DataFrame:
        """Return a line per file.

        Returns:
            file, status (clean, findings, unreadable), rows, products, failed_products, errors, warnings,
            infos (NA where it cannot be read), error (the sentence that says why, NA elsewhere).
        """
        return frames.typed("files", pd.DataFrame([_record(each) for each in self.checked]))

    @property
    def findings(self) -> pd.DataFrame:
        """Return the findings of all files: file, and the columns of `Findings.frame`."""
        found = [each.check.findings.frame.assign(file=each.file) for each in self.checked if each.check]
        joined = pd.concat(found or [Findings().frame.assign(file="")], ignore_index=True)
        return joined[["file", *joined.columns.drop("file")]]

    def __len__(self) -> int:
        return len(self.checked)

    def __iter__(self) -> Iterator[Check]:
        """Give the checks of the files that can be read."""
        return (each.check for each in self.checked if each.check is not None)

    @overload
    def __getitem__(self, which: int) -> Check: ...
    @overload
    def __getitem__(self, which: str) -> Check: ...
    def __getitem__(self, which: int | str) -> Check:
        """Return one check, by its place or by its file.

        Raises:
            ImportkitError: That file cannot be read.
            UsageError: There is no such file.
            IndexError: There is no such place.
        """
        if isinstance(which, str):
            named = [each for each in self.checked if which in {each.file, Path(each.file).name}]
            if len(named) != 1:
                hint = "checks.files lists them."
                raise UsageError(f"{shown(which)} is not one of the files that were checked.", hint=hint)
            found = named[0]
        else:
            found = self.checked[which]
        if found.check is None:
            raise found.error or UsageError(f"{found.file} cannot be read.")
        return found.check


def many(source: object) -> list[Any] | None:
    """Return the sources in a list or a folder; None for a single one.

    Raises:
        UsageError: There is no workbook among them.
    """
    if isinstance(source, list | tuple):
        if not source:
            raise UsageError("source is a list without workbooks.", hint="Give the paths of some.")
        return list(source)
    if not isinstance(source, str | Path) or not str(source).strip() or "\0" in str(source):
        return None
    return [Path(file) for file in in_folder(source)] if Path(source).is_dir() else None


def check_all(sources: Iterable[object], check_one: Callable[[object], Check]) -> Checks:
    """Return the checks of several sources; one that cannot be read has its place."""
    return Checks(tuple(_checked(source, at, check_one) for at, source in enumerate(sources, start=1)))


def _checked(source: object, at: int, check_one: Callable[[object], Check]) -> CheckedFile:
    named = str(source) if isinstance(source, str | Path) else ""
    try:
        check = check_one(source)
    except (WorkbookError, OtherModeError) as error:
        return CheckedFile(named or f"workbook {at}", error=error)
    return CheckedFile(named or check.filename, check)


def _record(each: CheckedFile) -> dict[str, object]:
    if each.check is None:
        return {"file": each.file, "status": each.status, "error": each.error and each.error.message}
    check = each.check
    return {
        "file": each.file,
        "status": each.status,
        **check.counts,
    }

"""What is known of sample files: the findings that each is expected to have, kept in a file beside them.

Codes and cells alone, so that other words, another machine and another order of files change nothing.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from importkit.builds.file_report import Difference, FileReport
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Where it is, when nobody says so.
DEFAULT = "importkit-expected.json"
_VERSION = 1


@dataclass(frozen=True)
class Expected:
    """What is expected of one file: findings by code and cell, or the code of why it cannot be read."""

    findings: tuple[tuple[str, str], ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class Baseline:
    """What is expected of files.

    Attributes:
        file: Where it is kept; paths are relative to its folder.
        files: What is expected of each, by its path.
    """

    file: Path
    files: Mapping[str, Expected]

    @property
    def stale(self) -> list[str]:
        """Return the files that something is expected of and that are not there any more."""
        return [name for name in self.files if not (self.file.parent / name).exists()]

    def compared(self, report: FileReport) -> FileReport:
        """Return a report with what is not as it is expected."""
        expected = self.files.get(self._name(report))
        if expected is None:
            unexpected = frozenset(range(len(report.findings)))
            return replace(report, difference=Difference(has_baseline=False, unexpected=unexpected))
        if report.refusal:
            is_known = expected.error == report.refusal.code
            difference = Difference(missing=expected.findings, is_refusal_expected=is_known)
            return replace(report, difference=difference)
        unexpected, missing = _compared(_pairs(report), expected.findings)
        if expected.error:
            missing = (*missing, (expected.error, ""))
        return replace(report, difference=Difference(unexpected=unexpected, missing=missing))

    def updated(self, reports: Iterable[FileReport]) -> Baseline:
        """Return a baseline in which what was found now is expected; what is stale is left out."""
        stale = set(self.stale)
        kept = {name: expected for name, expected in self.files.items() if name not in stale}
        return Baseline(self.file, kept | {self._name(report): _expected(report) for report in reports})

    def write(self) -> None:
        """Write it, a line for each finding, so that a diff of it can be read."""
        lines = [f'{{\n  "version": {_VERSION},\n  "files": {{']
        files = [
            f"    {json.dumps(name, ensure_ascii=False)}: {_text(self.files[name])}"
            for name in sorted(self.files)
        ]
        lines.append(",\n".join(files))
        text = "\n".join([*lines, "  }\n}\n"])
        self.file.write_bytes(text.encode("utf-8", "backslashreplace"))

    def _name(self, report: FileReport) -> str:
        folder = self.file.absolute().parent
        try:
            return PurePath(os.path.relpath(report.file, folder)).as_posix()
        except ValueError:  # on another drive
            return Path(report.file).absolute().as_posix()


def read_baseline(file: Path, *, is_to_be_written: bool = False) -> Baseline:
    """Return what is expected of files.

    Args:
        file: Where it is kept.
        is_to_be_written: Whether it is about to be written, so that there may be none yet.

    Raises:
        UsageError: There is no such file, or it is none.
    """
    if is_to_be_written and not file.exists():
        return Baseline(file, {})
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Baseline(file, {str(name): _read(one) for name, one in _files(content).items()})
    except FileNotFoundError:
        raise UsageError(
            f"There is no {file}, which says what is expected of the files.",
            hint="To write it as things are now, run this again with --update-expected.",
        ) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(
            f"{file} does not say what is expected of files: {_reason(error)}.",
            hint="To write it anew as things are now, delete it and run this again with --update-expected.",
        ) from error


def _files(content: Any) -> Mapping[str, Any]:  # noqa: ANN401  whatever somebody's file holds
    if content["version"] != _VERSION:
        message = f"its version is {content['version']}, and this importkit knows {_VERSION}"
        raise ValueError(message)
    files: Mapping[str, Any] = content["files"]
    return files


def _read(one: Any) -> Expected:  # noqa: ANN401
    return Expected(
        tuple((str(code), str(cell)) for code, cell in one.get("findings", ())), one.get("error") or None
    )


def _reason(error: Exception) -> str:
    return str(error).split("\n", 1)[0] or type(error).__name__


def _pairs(report: FileReport) -> list[tuple[str, str]]:
    records = report.findings.records
    return list(zip(records["code"].to_list(), records["cell"].to_list(), strict=True))


def _compared(
    found: list[tuple[str, str]], expected: Iterable[tuple[str, str]]
) -> tuple[frozenset[int], tuple[tuple[str, str], ...]]:
    """Return the places of what is not expected, and what is missing; equal ones count one by one."""
    left = Counter(expected)
    unexpected = []
    for place, pair in enumerate(found):
        if left[pair] > 0:
            left[pair] -= 1
        else:
            unexpected.append(place)
    return frozenset(unexpected), tuple(left.elements())


def _expected(report: FileReport) -> Expected:
    if report.refusal:
        return Expected(error=report.refusal.code)
    return Expected(tuple(_pairs(report)))


def _text(expected: Expected) -> str:
    if expected.error is not None:
        return json.dumps({"error": expected.error})
    pairs = [f"        {json.dumps(pair)}" for pair in expected.findings]
    listed = "[\n" + ",\n".join(pairs) + "\n      ]" if pairs else "[]"
    return f'{{\n      "findings": {listed}\n    }}'

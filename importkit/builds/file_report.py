"""What was found in one file: small enough to be handed between processes, and to be kept for many files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from importkit.display.cases import SheetFacts
from importkit.findings import Findings, Severity
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.checks import SheetPage
    from importkit.findings import Finding

#: What is counted of a file, beside its findings.
_COUNTED = ("rows", "failed_rows", "products", "failed_products")


def _nothing() -> dict[str, int]:
    return dict.fromkeys((*_COUNTED, *(f"{severity}s" for severity in Severity)), 0)


def _no_identifiers() -> pd.DataFrame:
    return pd.DataFrame({"handle": [], "sku": [], "barcode": []}, dtype="str")


def no_oddities() -> pd.DataFrame:
    """Return no oddities, for a report that nobody asked for them."""
    return pd.DataFrame({"message": []}, dtype="str")


@dataclass(frozen=True)
class Refusal:
    """Why a file could not be checked.

    Attributes:
        exit_code: What a command exits with that has only this file.
    """

    code: str
    message: str
    hint: str
    exit_code: int


@dataclass(frozen=True)
class Ignored:
    """A finding that does not count, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Difference:
    """How the findings of a file differ from those that are expected of it.

    Attributes:
        has_baseline: Whether anything is expected of the file; all of its findings are unexpected otherwise.
        unexpected: The places among its findings of those that are not expected.
        missing: The code and cell of each finding that is expected and not there.
        is_refusal_expected: Whether it is known that the file cannot be read.
    """

    has_baseline: bool = True
    unexpected: frozenset[int] = frozenset()
    missing: tuple[tuple[str, str], ...] = ()
    is_refusal_expected: bool = False


@dataclass(frozen=True)
class FileReport:
    """One file of a build.

    Attributes:
        file: Its path as it was given.
        place: Its path in the repository, with slashes.
        seconds: How long its check took.
        refusal: Why it could not be checked; None when it could.
        sha256: The hash of its bytes; None where there are none.
        mode: What it was checked for; of no meaning when it was not.
        counts: rows, failed_rows, products, failed_products, errors, warnings, infos.
        facts: What a report has to know of the sheet beside its findings.
        findings: Those that count, in the order of the sheet.
        identifiers: Handle, SKU and barcode of the rows that have findings, by row number; blank where
            a row carries none.
        oddities: What is odd and no mistake; without lines when nobody asked.
        page: The rows that have findings, as they look in Excel; None when nobody asked.
        ignored: The findings that do not count.
        difference: How it differs from what is expected of it; None when nothing is compared.
    """

    file: str
    place: str
    seconds: float = 0.0
    refusal: Refusal | None = None
    sha256: str | None = None
    dialect: str = ""
    sheet: str = ""
    mode: Mode = Mode.CREATE
    counts: Mapping[str, int] = field(default_factory=_nothing)
    facts: SheetFacts = field(default_factory=SheetFacts)
    findings: Findings = field(default_factory=Findings)
    identifiers: pd.DataFrame = field(default_factory=_no_identifiers)
    oddities: pd.DataFrame = field(default_factory=no_oddities)
    page: SheetPage | None = None
    ignored: tuple[Ignored, ...] = ()
    difference: Difference | None = None

    @property
    def filename(self) -> str:
        """Return the name that displays use."""
        return self.file

    @property
    def resolved(self) -> None:
        """Return nothing: the sheet itself is not kept, see `facts`."""

    @property
    def unexpected(self) -> int:
        """Return how many findings are not expected; a file that cannot be read is one."""
        if self.difference is None:
            return 0
        is_refused = self.refusal is not None and not self.difference.is_refusal_expected
        return len(self.difference.unexpected) + is_refused

    @property
    def missing(self) -> int:
        """Return how many findings are expected and not there."""
        return len(self.difference.missing) if self.difference else 0

    @property
    def differs(self) -> bool:
        """Return whether it is not as it is expected to be."""
        if self.difference is None:
            return False
        return bool(self.unexpected or self.missing or not self.difference.has_baseline)

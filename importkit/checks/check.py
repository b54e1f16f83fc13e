"""A check: what is wrong with a workbook, and what would become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from importkit import arguments, display, pipeline, taxonomy
from importkit.checks.framed_check import FramedCheck
from importkit.findings import RefusedImportError
from importkit.grammar import count
from importkit.model import BrandContext, HiddenRows, Mode
from importkit.read_options import ReadOptions, require_source

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.findings import Findings
    from importkit.model import ResolvedSheet
    from importkit.pipeline import BrandLookup, Report, Source


@dataclass(frozen=True, repr=False)
class Check(FramedCheck):
    """What is wrong with a workbook, and what would become of it.

    Attributes:
        filename: The name the user knows the file by.
        findings: Everything found, in the order of the sheet.
        resolved: The sheet grouped into products; None when no header was found.
    """

    filename: str
    mode: Mode
    findings: Findings
    resolved: ResolvedSheet | None = None

    @property
    def dialect(self) -> str:
        """Return the name of the dialect; empty when no header was found."""
        return self.resolved.sheet.layout.dialect if self.resolved else ""

    def as_dict(self) -> dict[str, Any]:
        """Return the check as JSON knows it."""
        return {
            "file": self.filename,
            "mode": str(self.mode),
            "dialect": self.dialect,
            "rows": self.counts["rows"],
            "products": self.counts["products"],
            "findings": self.findings.to_dicts(),
        }

    def __repr__(self) -> str:
        products, rows = count(self.counts["products"], "product"), count(self.counts["rows"], "row")
        return f"<Check of {self.filename!r}: {products} in {rows}, {count(self.counts['errors'], 'error')}>"

    def _repr_html_(self) -> str:
        return display.check_html(self)


def refused_check(refused: RefusedImportError, source: Source, options: ReadOptions) -> Check:
    """Return the check of a workbook whose import was refused: its findings are all there is."""
    return Check(options.filename_of(source), options.mode or Mode.CREATE, refused.findings)


def check(
    source: Source,
    *,
    mode: Mode | str | None = None,
    filename: str | None = None,
    hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
    taxonomy_file: str | Path | None = None,
    report: Report | None = None,
) -> Check:
    """Return everything wrong with a workbook, without any database; data never raises.

    Args:
        source: A path, the bytes of a workbook, or a sheet read before.
        mode: What the sheet is meant for; without it a corrections workbook's own mode, else CREATE.
        filename: The name to show, when the source has none.
        hidden_rows: Whether hidden rows count.
        taxonomy_file: Categories of one's own; the packaged ones otherwise.
        report: Called as the check moves on.

    Raises:
        WorkbookError: The file cannot be used at all.
        UsageError: The taxonomy file cannot be used, or an argument is none that there is.
        OtherModeError: The workbook holds corrections for another mode.
    """
    options = ReadOptions.of(mode, filename, hidden_rows)
    require_source(source)
    arguments.function(report, argument="report")
    brand = BrandContext(taxonomy=taxonomy.load(taxonomy_file), is_offline=True)
    return check_for_brand(source, lambda _: brand, options, report=report)


def check_for_brand(
    source: Source, brand_lookup: BrandLookup, options: ReadOptions, *, report: Report | None = None
) -> Check:
    """Return everything wrong with a workbook, given what is known of its brand; data never raises.

    Raises:
        WorkbookError: The file cannot be used at all.
        OtherModeError: The workbook holds corrections for another mode.
    """
    try:
        resolved = pipeline.resolve(source, brand_lookup, options, report=report)
    except RefusedImportError as refused:
        return refused_check(refused, source, options)
    return Check(resolved.sheet.filename, resolved.checked.mode, resolved.findings, resolved)

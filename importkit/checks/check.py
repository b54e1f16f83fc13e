"""A check: what is wrong with a workbook, and what would become of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from importkit import pipeline
from importkit.checks.mendable_check import MendableCheck
from importkit.findings import RefusedImportError
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from collections.abc import Collection

    from importkit.checks.book import Book
    from importkit.checks.explanation import BrandAnswers
    from importkit.findings import Findings
    from importkit.model import BrandContext, Mode, ResolvedSheet
    from importkit.pipeline import BrandLookup, Report
    from importkit.pipeline import Source as Readable
    from importkit.read_options import ReadOptions
    from importkit.values.category_paths import Taxonomy


@dataclass(frozen=True, repr=False)
class Check(MendableCheck, Displayed):
    """What is wrong with a workbook, and what would become of it.

    Attributes:
        filename: The name the user knows the file by.
        findings: Everything found, in the order of the sheet.
        resolved: The sheet grouped into products; None when no header was found.
        brand: What the brand says of it; None when it was checked without one.

    >>> check = ik.check("spring.xlsx")
    >>> check.products[["product_handle", "variants", "status", "errors"]]
      product_handle  variants        status  errors
    0            tee         2  would_import       0
    1            cap         1    would_fail       2
    2          scarf         1  would_import       0
    >>> check.variants["sku"].tolist(), check.attributes["attribute_value"].tolist()
    (['T-S', 'T-M', 'C-1', 'S-1'], ['S', 'M'])
    >>> check.materials["material"].tolist(), check.tags["tag"].tolist()
    (['Cotton', 'Elastane', 'Wool'], ['Men', 'Summer', 'Men', 'Woman', 'women'])
    >>> check.eco_claims["eco_claim"].tolist(), check.journey["facility"].tolist()
    (['GOTS'], ['Porto Mill'])
    >>> check.rows["status"].tolist().count("would_fail"), len(check.cells), len(check.columns)
    (1, 25, 11)
    >>> check.book.filename, check.dialect, check.counts["rows"], len(check.oddities)
    ('spring.xlsx', 'plan', 4, 0)
    """

    filename: str
    mode: Mode
    findings: Findings
    resolved: ResolvedSheet | None = None
    _book: Book | None = field(default=None, repr=False, compare=False)
    brand: BrandAnswers | None = field(default=None, compare=False)
    _taxonomy: Taxonomy | None = field(default=None, repr=False, compare=False)

    @property
    def dialect(self) -> str:
        """Return the name of the dialect; empty when no header was found."""
        return self.resolved.sheet.layout.dialect if self.resolved else ""

    def as_dict(self) -> dict[str, Any]:
        """Return the check as JSON knows it.

        >>> sorted(ik.check("spring.xlsx").as_dict())
        ['dialect', 'file', 'findings', 'mode', 'products', 'rows']
        """
        return {
            "file": self.filename,
            "mode": str(self.mode),
            "dialect": self.dialect,
            "rows": self.counts["rows"],
            "products": self.counts["products"],
            "findings": self.findings.to_dicts(),
        }


def refused_check(refused: RefusedImportError, source: Readable, options: ReadOptions) -> Check:
    """Return the check of a workbook whose import was refused: its findings are all there is."""
    return Check(options.filename_of(source), options.mode or options.usual_mode, refused.findings)


def check_for_brand(
    source: Readable,
    brand_lookup: BrandLookup,
    options: ReadOptions,
    *,
    with_tables: bool = True,
    report: Report | None = None,
) -> Check:
    """Return everything wrong with a workbook, given what is known of its brand; data never raises.

    Args:
        source: The workbook.
        brand_lookup: Tells what is known of its brand.
        options: How it is to be read.
        with_tables: False for a check that is reported and not asked for frames of products.
        report: Called as the check moves on.

    Raises:
        WorkbookError: The file cannot be used at all.
        OtherModeError: The workbook holds corrections for another mode.
    """
    taxonomies: list[Taxonomy] = []

    def look_up(handle_keys: Collection[str]) -> BrandContext:
        brand = brand_lookup(handle_keys)
        taxonomies.append(brand.taxonomy)
        return brand

    try:
        resolved = pipeline.resolve(source, look_up, options, with_tables=with_tables, report=report)
    except RefusedImportError as refused:
        return refused_check(refused, source, options)
    mode, findings = resolved.checked.mode, resolved.findings
    return Check(resolved.sheet.filename, mode, findings, resolved, _taxonomy=taxonomies[-1])

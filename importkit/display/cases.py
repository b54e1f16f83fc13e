"""What a cause is told with: what its sheet is like, the columns that have it, and its cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit.findings import Findings
from importkit.grammar import count, number
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from importkit.model import ResolvedSheet

#: The role of a row that belongs to no product.
STRAY = "stray"


@dataclass(frozen=True)
class SheetFacts:
    """What a report has to know of a sheet beside its findings.

    Attributes:
        groups: The product of each row, by row number; rows of no product are missing. None when only the
            findings are kept: their handles tell products apart then.
        headers: What the sheet calls a column, by its letter, where that is not the canonical name.
        failed_products: How many products an error of the whole sheet holds back; None when nobody counted.
        unit: What the groups are: products, or variants where a sheet that enriches names no product.
    """

    groups: pd.Series[int] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    failed_products: int | None = None
    unit: str = "product"

    @classmethod
    def of(cls, resolved: ResolvedSheet | None, failed_products: int | None) -> SheetFacts:
        """Return the facts of a sheet, as far as it could be read."""
        if resolved is None:
            return cls(failed_products=failed_products)
        rows = resolved.rows
        groups = rows[rows["role"] != STRAY].set_index("row_number")["group_id"]
        is_unnamed = resolved.checked.mode is Mode.ENRICH and bool(rows["product_handle"].isna().all())
        headers = resolved.sheet.layout.own_headers
        return cls(groups, headers, failed_products, "variant" if is_unnamed else "product")


@dataclass(frozen=True, slots=True)
class Place:
    """One column that has a finding.

    Attributes:
        letter: Excel's letters; empty when no cell is meant.
        column: What the sheet calls it.
        cells: The first addresses.
        count: How many cells have it; findings, where no cells are meant.
    """

    letter: str
    column: str
    cells: tuple[str, ...]
    count: int

    @property
    def name(self) -> str:
        """Return the column as Excel and as the sheet know it."""
        letter = f"column {self.letter}" if self.letter else ""
        return ", ".join(part for part in (letter, self.column) if part) or "the sheet"

    @property
    def short(self) -> str:
        """Return the column with its letter behind it, and its number where there are several."""
        letter = f" ({self.letter})" if self.letter else ""
        many = f": {number(self.count)}" if self.count > 1 else ""
        return f"{self.column}{letter}{many}"

    def __str__(self) -> str:
        if not self.cells:
            return f"{self.name}: {count(self.count, 'time')}"
        eg = "e.g. " if self.count > len(self.cells) else ""
        return f"{self.name}: {count(self.count, 'cell')}, {eg}{', '.join(self.cells)}"


@dataclass(frozen=True, slots=True)
class Case:
    """Equal findings: one value or one sentence, however many cells have it.

    Attributes:
        address: The cell or the row, where there is only one.
        sentence: What is wrong.
        where: The cells, where there are several.
        hint: What to do, where that differs within the cause.
        count: How many findings it stands for.
        first: The cell of the first one; blank where it has none.
    """

    address: str
    sentence: str
    where: str
    hint: str
    count: int
    first: str

    @property
    def is_whole(self) -> bool:
        """Return whether it names every cell."""
        return self.count <= Findings.EXAMPLES

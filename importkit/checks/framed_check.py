"""The frames of a check as properties: each is made when it is first asked for, and kept."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import frames, shape
from importkit.checks import cell_frames, check_frames
from importkit.checks.oddities import oddities_frame
from importkit.checks.sheet_columns import sheet_columns
from importkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from importkit.findings import Findings
    from importkit.model import Mode, ResolvedSheet


class FramedCheck:
    """What can be asked of a check as a frame; `importkit.FRAMES` describes each column.

    Each frame is a copy: change it as you like.
    """

    filename: str
    mode: Mode
    findings: Findings
    resolved: ResolvedSheet | None

    if TYPE_CHECKING:  # each list of `shape` is a property, see below
        tags: pd.DataFrame
        materials: pd.DataFrame
        journey: pd.DataFrame
        eco_claims: pd.DataFrame

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Return how much there is: rows, failed_rows, products, failed_products, errors, warnings, infos.

        Stray and orphan rows count as rows, not as products.
        """
        severities = self.findings.records["severity"].value_counts()
        found = {f"{severity}s": int(severities.get(str(severity), 0)) for severity in Severity}
        if self.resolved is None:
            none = dict.fromkeys(("rows", "failed_rows", "products", "failed_products"), 0)
            return MappingProxyType(none | found)
        rows = self.resolved.rows
        is_failed = check_frames.failed_statuses(rows["row_status"])
        return MappingProxyType(
            {
                "rows": self.resolved.sheet.total_rows,
                "failed_rows": int(is_failed.sum()),
                "products": int(rows["group_id"].nunique()),
                "failed_products": int(rows.loc[is_failed, "group_id"].nunique()),
                **found,
            }
        )

    @property
    def rows(self) -> pd.DataFrame:
        """Return a line for each row: row, product_handle, sku, barcode, role, parent_row, status and more.

        >>> import io, importkit as ik
        >>> from importkit.workbook.sample import make_sample
        >>> make_sample(2).write(file := io.BytesIO())
        >>> ik.check(file.getvalue()).rows[["row", "role", "parent_row", "status", "errors"]]
           row    role  parent_row        status  errors
        0    2  parent           2  would_import       0
        1    3   child           2  would_import       0
        """
        return self._kept("rows", lambda known: check_frames.rows_frame(known, self.findings))

    @property
    def products(self) -> pd.DataFrame:
        """Return a line for each product: product_handle, row, title, …, rows, variants, status, errors."""
        return self._kept("products", lambda known: check_frames.products_frame(known, self.findings))

    @property
    def variants(self) -> pd.DataFrame:
        """Return a line for each variant: its keys, and what it has of its own beside its product."""
        return self._kept("variants", lambda known: check_frames.variants_frame(known, self.findings))

    @property
    def attributes(self) -> pd.DataFrame:
        """Return a line for each attribute of a variant: attribute, attribute_value, sort_order."""
        return self._kept("attributes", check_frames.attributes_frame)

    @property
    def cells(self) -> pd.DataFrame:
        """Return a line for each cell that holds something: row, letter, column, stored, kind, read."""
        return self._kept("cells", cell_frames.cells_frame)

    @property
    def columns(self) -> pd.DataFrame:
        """Return a line for each column of the sheet: what it is taken for, how full it is, its errors."""
        return self._kept("columns", lambda known: sheet_columns(known.sheet, self.findings))

    @property
    def oddities(self) -> pd.DataFrame:
        """Return a line for what is odd and no mistake by itself: kind, sheet, column, where, count, message.

        Merged ranges, hidden rows, columns and sheets, two styles of numbers in a column, numbers that are
        texts, letters of another script in identifiers, accents apart from their letters, wrong encodings.
        """
        return self._kept("oddities", lambda known: oddities_frame(known.sheet))

    def _kept(self, name: str, make: Callable[[ResolvedSheet], pd.DataFrame]) -> pd.DataFrame:
        """Return a copy of a frame that is made once; without a header row it has no lines."""
        if name not in self._frames:
            known = self.resolved
            self._frames[name] = frames.empty(name) if known is None else make(known)
        return self._frames[name].copy(deep=False)  # pandas copies what is written to

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {}


def _list_property(one: shape.ListField) -> property:
    """Return the property of a check that gives the items of a list."""

    def items(self: FramedCheck) -> pd.DataFrame:
        return self._kept(frames.name_of(one), lambda known: check_frames.list_frame(known, one))

    owners = " and ".join(f"{level}s" for level in one.levels)
    items.__doc__ = f"Return a line for each {one.entity.kind.noun} of {owners}."
    return property(items)


for _one in shape.LISTS:
    setattr(FramedCheck, frames.name_of(_one), _list_property(_one))

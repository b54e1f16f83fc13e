"""Sheets resolved from rows written out by hand, and what can be seen of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from support.clear_marks import without_marks

from importkit.findings import Findings
from importkit.model import BrandContext, CheckedSheet, Layout, Mode, Sheet, SheetColumn
from importkit.resolution import resolve
from importkit.values.category_paths import Alias, Taxonomy
from importkit.values.keys import path_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from importkit.findings import Finding
    from importkit.model import ResolvedSheet

PATHS = (
    "Clothing",
    "Clothing > Jeans",
    "Clothing > Jeans > Straight",
    "Clothing > Dresses",
    "Kids > Jeans",
)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave out of the quick tests those that run all statements in DuckDB: each takes a part of a second."""
    if "see" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class Seen:
    """A resolved sheet, as a test looks at it."""

    resolved: ResolvedSheet

    @property
    def reported(self) -> list[tuple[str, str]]:
        """Return code and cell of every finding."""
        return [(finding.code, finding.cell) for finding in self.resolved.findings]

    @property
    def finding(self) -> Finding:
        """Return the only finding."""
        (finding,) = self.resolved.findings
        return finding

    @property
    def roles(self) -> list[str]:
        return self.resolved.rows["role"].to_list()

    @property
    def groups(self) -> list[int | None]:
        """Return the parent row of each row's group, None for a stray row."""
        return [None if pd.isna(row) else int(row) for row in self.resolved.rows["group_id"]]

    @property
    def statuses(self) -> list[str]:
        return self.resolved.rows["row_status"].to_list()

    @property
    def blocked_by(self) -> list[int | None]:
        return [None if pd.isna(row) else int(row) for row in self.resolved.rows["blocked_by_row"]]

    def table(self, name: str, *columns: str) -> list[tuple[object, ...]]:
        """Return these columns of a staging table; those of its parent's rows are the row's number."""
        rows = self.resolved.rows
        products = dict(zip(rows["staging_product_id"], rows["group_id"], strict=True))
        variants = dict(zip(rows["staging_variant_id"], rows["row_number"], strict=True))
        homes = {"staging_product_id": products, "staging_variant_id": variants}
        return [
            tuple(homes[column][line[column]] if column in homes else line[column] for column in columns)
            for line in self.resolved.tables[name].to_pylist()
        ]


def see(
    columns: Sequence[str],
    rows: Iterable[Sequence[str | None]],
    *,
    mode: Mode = Mode.CREATE,
    dialect: str = "plan",
    bad: Iterable[tuple[int, str]] = (),
    findings: Findings | None = None,
    handle_keys: Iterable[str] = (),
    mappings: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
    has_own_categories: bool = False,
    brand: str = "",
    is_offline: bool = False,
    own_columns: Mapping[str, Sequence[str | None]] | None = None,
) -> Seen:
    """Resolve a sheet whose header is in row 1; `bad` cells are blank in it, and in error.

    An empty row is a blank one: it keeps its number, and is no row of the frame. `own_columns` are the user's
    own at the right, which are not imported.
    """
    numbered = [(number, row) for number, row in enumerate(rows, start=2) if row]
    given = [row for _, row in numbered]
    numbers = [number for number, _ in numbered]
    index = pd.Index(numbers, name="row_number", dtype="int64")
    shown = pd.DataFrame(given, columns=list(columns), index=index, dtype="str")
    frame = shown.copy()
    for row, column in bad:
        frame.loc[row, column] = None
    own = pd.DataFrame(own_columns or {}, index=index, dtype="str")
    letters = [get_column_letter(position) for position in range(1, len(columns) + len(own.columns) + 1)]
    known = [*columns, *[None] * len(own.columns)]
    layout = Layout("Products", 1, dialect, tuple(map(SheetColumn, letters, [*columns, *own.columns], known)))
    cells = pd.concat([shown, own], axis="columns").set_axis(letters, axis="columns")
    kinds = cells.notna().astype("uint8")
    after_blank = tuple(row for above, row in pairwise(numbers) if row > above + 1)
    book = Sheet("products.xlsx", layout, shown, cells, kinds, Findings(), after_blank=after_blank)
    bad_cells = pd.DataFrame(list(bad), columns=["row_number", "column"])
    frame, clear_marks = without_marks(frame, mode)
    checked = CheckedSheet(book, mode, frame, bad_cells, findings or Findings(), clear_marks)
    taxonomy = Taxonomy(
        {path_key(path): path for path in PATHS},
        mappings or {},
        {path_key(path): Alias(path, category) for path, category in (aliases or {}).items()},
        has_own_categories,
    )
    known = BrandContext(taxonomy, frozenset(handle_keys), brand, is_offline)
    return Seen(resolve(checked, known))


@pytest.fixture(name="see")
def see_fixture() -> Callable[..., Seen]:
    """Return a function from columns and rows to what is seen of the resolved sheet."""
    return see

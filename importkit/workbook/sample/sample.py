"""Sample workbooks: realistic products, and mistakes whose place is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.utils import get_column_letter

from importkit import taxonomy
from importkit.arguments import file_or_target, share, whole_number
from importkit.workbook.sample.dialects import dress
from importkit.workbook.sample.mistakes import make_mistakes, rows_of_products
from importkit.workbook.sample.products import clean_products

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.workbook.sample.dialects import Dressed
    from importkit.workbook.sample.mistakes import Slip
    from importkit.workbook.sample.products import Products

#: Room for the identifiers of one sample: those of two seeds never meet.
_NUMBERS_PER_SEED = 10_000_000
_SEEDS = 50_000
#: What a sheet has room for, below a header.
MOST_ROWS = 1_048_575
_ROOT = "Clothing > "


@dataclass(frozen=True)
class Sample:
    """A workbook made up for trying things out.

    Attributes:
        dialect: The dialect it is written in.
        frame: The product rows: index is Excel's row number, columns are the headers.
        expected: The errors that importing it in CREATE must give, one line per cell: code, row, column
            (canonical), cell, product_handle. It is all of them: nothing else in the workbook is wrong.
        failed_rows: Excel's numbers of every row of a product with an error, innocent ones included.
        above: Rows above the header row.
        below: Rows between the header row and the products.
    """

    dialect: str
    frame: pd.DataFrame
    expected: pd.DataFrame
    failed_rows: tuple[int, ...]
    above: tuple[tuple[object, ...], ...] = ()
    below: tuple[tuple[object, ...], ...] = ()

    def write(self, target: str | Path | BinaryIO) -> None:
        """Write the workbook, as .xlsx.

        Raises:
            UsageError: The target is no file that may be written.
        """
        file = file_or_target(target)
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet("Products")
        sheet.freeze_panes = f"A{len(self.above) + 2}"
        for row in (*self.above, tuple(self.frame.columns), *self.below):
            sheet.append(row)
        columns = [self.frame.iloc[:, place].tolist() for place in range(self.frame.shape[1])]
        for row in zip(*columns, strict=True):
            sheet.append(row)
        workbook.save(file)


def make_sample(rows: int, *, mistakes: float = 0.0, seed: int = 1, dialect: str = "plan") -> Sample:
    """Return a sample of `rows` product rows; equal arguments give equal samples.

    Args:
        rows: Product rows, the header not counted.
        mistakes: The share of products (0 to 1) that get one mistake each.
        seed: Another seed gives other products; their identifiers never meet.
        dialect: "plan", "passport", "shopify" (its former columns) or "shopify-current".

    Raises:
        UsageError: `rows` or `mistakes` is out of range, or there is no such dialect.
    """
    rows = whole_number(rows, argument="rows", highest=MOST_ROWS)
    mistakes, seed = share(mistakes, argument="mistakes"), whole_number(seed, argument="seed")
    rng = np.random.default_rng(seed)
    products = clean_products(rows, rng, _categories(), first_number=seed % _SEEDS * _NUMBERS_PER_SEED)
    dressed = dress(products, dialect, rng)
    handles = products.columns["Product Handle"][np.flatnonzero(products.position == 0)][products.product]
    slips = make_mistakes(dressed, products, mistakes, rng)
    return Sample(
        dialect=dressed.dialect,
        frame=pd.DataFrame(dict(dressed.columns), dtype="object")
        .set_axis(list(dressed.headers), axis="columns")
        .set_axis(dressed.first_row + np.arange(rows), axis="index"),
        expected=_expected(slips, dressed, handles),
        failed_rows=_failed_rows(slips, dressed, products),
        above=dressed.above,
        below=dressed.below,
    )


def _categories() -> list[str]:
    """Return the innermost categories of clothing; of everything, where the taxonomy has no clothing."""
    paths = sorted(taxonomy.load().paths.values())
    inner = [
        path
        for path, after in zip(paths, [*paths[1:], ""], strict=True)
        if not after.startswith(f"{path} > ")
    ]
    return [path for path in inner if path.startswith(_ROOT)] or inner


def _expected(slips: list[Slip], dressed: Dressed, handles: np.ndarray) -> pd.DataFrame:
    letters = {name: get_column_letter(place) for place, name in enumerate(dressed.columns, start=1)}
    rows = [dressed.first_row + slip.index for slip in slips]
    return pd.DataFrame(
        {
            "code": [slip.code for slip in slips],
            "row": pd.array(rows, dtype="int64"),
            "column": [slip.column for slip in slips],
            "cell": [f"{letters[slip.column]}{row}" for slip, row in zip(slips, rows, strict=True)],
            "product_handle": ["" if slip.code == "row.orphan" else handles[slip.index] for slip in slips],
        }
    )


def _failed_rows(slips: list[Slip], dressed: Dressed, products: Products) -> tuple[int, ...]:
    failed = rows_of_products(products, [slip.index for slip in slips])
    return tuple((failed + dressed.first_row).tolist())

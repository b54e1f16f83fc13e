"""Sample workbooks: realistic products, and mistakes whose place is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import openpyxl
import pandas as pd

from importkit import taxonomy
from importkit.addresses import column_letters
from importkit.arguments import file_or_target, share, whole_number
from importkit.workbook.sample.dialects import render
from importkit.workbook.sample.mistakes import make_mistakes, rows_of_products
from importkit.workbook.sample.products import clean_products

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.workbook.sample.dialects import RenderedProducts
    from importkit.workbook.sample.mistakes import PlantedMistake
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
    rendered = render(products, dialect, rng)
    handles = products.columns["Product Handle"][np.flatnonzero(products.position == 0)][products.product]
    planted_mistakes = make_mistakes(rendered, products, mistakes, rng)
    return Sample(
        dialect=rendered.dialect,
        frame=pd.DataFrame(dict(rendered.columns), dtype="object")
        .set_axis(list(rendered.headers), axis="columns")
        .set_axis(rendered.first_row + np.arange(rows), axis="index"),
        expected=_expected(planted_mistakes, rendered, handles),
        failed_rows=_failed_rows(planted_mistakes, rendered, products),
        above=rendered.above,
        below=rendered.below,
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


def _expected(
    planted_mistakes: list[PlantedMistake], rendered: RenderedProducts, handles: np.ndarray
) -> pd.DataFrame:
    letters = {name: column_letters(place) for place, name in enumerate(rendered.columns, start=1)}
    rows = [rendered.first_row + planted.index for planted in planted_mistakes]
    return pd.DataFrame(
        {
            "code": [planted.code for planted in planted_mistakes],
            "row": pd.array(rows, dtype="int64"),
            "column": [planted.column for planted in planted_mistakes],
            "cell": [
                f"{letters[planted.column]}{row}" for planted, row in zip(planted_mistakes, rows, strict=True)
            ],
            "product_handle": [
                "" if planted.code == "row.orphan" else handles[planted.index] for planted in planted_mistakes
            ],
        }
    )


def _failed_rows(
    planted_mistakes: list[PlantedMistake], rendered: RenderedProducts, products: Products
) -> tuple[int, ...]:
    failed = rows_of_products(products, [planted.index for planted in planted_mistakes])
    return tuple((failed + rendered.first_row).tolist())

"""Clean sample products: every column of the sheet, generated column by column."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from importkit.values.keys import name_key
from importkit.values.separators import FIELD, ITEM
from importkit.workbook.sample import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    #: Cells are text, numbers or None.
    Cells = NDArray[np.object_]

#: Rows of a product beyond its first: 0 to 8, 4 on average.
_MOST_CHILDREN = 8
_PAIRED_PLURALS = frozenset(
    (
        "jeans",
        "trousers",
        "shorts",
        "leggings",
        "tights",
        "pants",
        "chinos",
        "joggers",
        "overalls",
        "culottes",
    )
)


@dataclass(frozen=True)
class Products:
    """Clean products.

    Attributes:
        columns: Cells by canonical column. Lists and materials stand as `values.separators` has them:
            each dialect writes them in its own way.
        product: Which product each row belongs to, counted from 0.
        position: The row's place in its product; 0 is the parent.
    """

    columns: Mapping[str, Cells]
    product: NDArray[np.int64]
    position: NDArray[np.int64]


def clean_products(
    rows: int, rng: np.random.Generator, categories: Sequence[str], *, first_number: int
) -> Products:
    """Return `rows` rows of products that break no rule.

    Their categories are among `categories`; their identifiers count from `first_number`, so that samples of
    different seeds do not collide.
    """
    product, position = _shape(rows, rng)
    count = int(product[-1]) + 1 if rows else 0
    parents = position == 0
    fields = _product_fields(count, rng, categories, first_number)
    columns = {name: _where(parents, values[product]) for name, values in fields.items()}
    columns |= _identities(product, position, rng, first_number)
    columns |= _overrides(columns, ~parents, product, fields, rng)
    return Products(columns, product, position)


def texts(values: Sequence[object]) -> Cells:
    """Return an array of cells."""
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells


def _shape(rows: int, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    sizes = 1 + rng.binomial(_MOST_CHILDREN, 0.5, size=rows)
    product = np.repeat(np.arange(rows), sizes)[:rows]
    starts = np.concatenate(([0], np.cumsum(sizes)))[:-1] if rows else np.empty(0, dtype=np.int64)
    return product, np.arange(rows) - starts[product]


def _where(chosen: NDArray[np.bool_], values: Cells) -> Cells:
    cells: Cells = np.where(chosen, values, texts([None]))
    return cells


def _pick(rng: np.random.Generator, pool: Sequence[object], count: int) -> Cells:
    return texts(pool)[rng.integers(len(pool), size=count)]


def _numbers(values: NDArray[np.float64], decimals: int) -> Cells:
    return texts(np.round(values, decimals).tolist())


def _product_fields(
    count: int, rng: np.random.Generator, categories: Sequence[str], first_number: int
) -> dict[str, Cells]:
    category = rng.integers(len(categories), size=count)
    garment = texts([garment_of(path) for path in categories])[category]
    title = _pick(rng, vocabulary.LINES, count) + " " + _pick(rng, vocabulary.CLOTHS, count) + " " + garment
    number = texts((first_number // 10 + np.arange(count)).astype(str).tolist())
    handle = texts([_slug(text) for text in title]) + "-" + number
    return {
        "Product Title": title,
        "Product Handle": handle,
        "Manufacturer": _pick(rng, vocabulary.MANUFACTURERS, count),
        "Description": _pick(rng, vocabulary.DESCRIPTIONS, count),
        "Image": "https://images.example.com/" + handle + ".jpg",
        "Category": texts(categories)[category],
        "Season": _pick(rng, vocabulary.SEASONS, count),
        "Tags": _lists(rng, vocabulary.TAGS, count),
        "Kilograms CO2": _numbers(rng.uniform(1, 25, count), 2),
        "Liters Water Used": _numbers(rng.uniform(40, 6_000, count), 1),
        "Eco Claims": _lists(rng, vocabulary.ECO_CLAIMS, count),
        "Grams Weight": texts(rng.integers(90, 1_600, size=count).tolist()),
        "Materials Percentages": _pick(rng, _blends(), count),
        **{step: _facilities(rng, trade, count) for step, trade in vocabulary.FACILITIES.items()},
    }


def garment_of(path: str) -> str:
    """Return what one product of a category is called.

    >>> garment_of("Clothing > T-shirts & Polos > Printed T-shirts")
    'Printed T-shirt'
    >>> garment_of("Clothing > Jeans > Straight")
    'Straight Jeans'
    """
    *above, leaf = path.split(" > ")
    if above and _is_paired(above[-1]) and not _is_paired(leaf):
        return f"{leaf} {above[-1]}"
    return leaf if leaf.endswith("ss") or _is_paired(leaf) else re.sub(r"(?<=ss)es$|s$", "", leaf)


def _is_paired(name: str) -> bool:
    """Return whether one piece of it has a name in the plural."""
    return name.rpartition(" ")[2].casefold() in _PAIRED_PLURALS


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFD", name_key(title)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _lists(rng: np.random.Generator, pool: Sequence[str], count: int) -> Cells:
    """Return lists of one to three different items."""
    lists = [ITEM.join(rng.permutation(pool)[: 1 + turn % 3].tolist()) for turn in range(60)]
    return _pick(rng, lists, count)


def _blends() -> list[str]:
    return [
        ITEM.join(f"{name}{FIELD}{percentage}" for name, percentage in blend) for blend in vocabulary.BLENDS
    ]


def _facilities(rng: np.random.Generator, trade: str, count: int) -> Cells:
    """Return a facility each; one in eight has a second one."""
    single = [f"{town} {trade}" for town in vocabulary.TOWNS]
    double = [f"{one}{ITEM}{other}" for one, other in pairwise(single)]
    return np.where(rng.random(count) < 0.125, _pick(rng, double, count), _pick(rng, single, count))


def _identities(
    product: NDArray[np.int64], position: NDArray[np.int64], rng: np.random.Generator, first_number: int
) -> dict[str, Cells]:
    """Return the columns that tell the variants apart: identifiers and attributes, on every row."""
    names, codes = zip(*vocabulary.COLORS, strict=True)
    count = int(product[-1]) + 1 if len(product) else 0
    first_color = rng.integers(len(names), size=count)[product]
    color = (first_color + position // len(vocabulary.SIZES)) % len(names)
    size = texts(vocabulary.SIZES)[position % len(vocabulary.SIZES)]
    number = texts((first_number // 10 + product).astype(str).tolist())
    return {
        "Barcode": gtin13(400_000_000_000 + first_number + np.arange(len(product))),
        "SKU": "ST" + number + "-" + texts(codes)[color] + "-" + size,
        "Attribute 1": texts(["Color"]).repeat(len(product)),
        "Attribute Value 1": texts(names)[color],
        "Attribute 2": texts(["Size"]).repeat(len(product)),
        "Attribute Value 2": size,
        "Attribute 3": texts(["Fit"]).repeat(len(product)),
        "Attribute Value 3": _pick(rng, vocabulary.FITS, count)[product],
    }


def gtin13(numbers: NDArray[np.int64]) -> Cells:
    """Return twelve-digit numbers as GTIN-13, with their check digits.

    >>> gtin13(np.array([400638133393])).tolist()
    ['4006381333931']
    """
    digits = numbers[:, None] // 10 ** np.arange(11, -1, -1) % 10
    check = -(digits * np.array([1, 3] * 6)).sum(axis=1) % 10
    return texts((numbers * 10 + check).astype(str).tolist())


def _overrides(
    columns: Mapping[str, Cells],
    children: NDArray[np.bool_],
    product: NDArray[np.int64],
    fields: Mapping[str, Cells],
    rng: np.random.Generator,
) -> dict[str, Cells]:
    """Return the columns in which some child rows have a value of their own."""
    rows = len(product)
    own = {
        name: children & (rng.random(rows) < share)
        for name, share in (("words", 0.03), ("figures", 0.05), ("lists", 0.03))
    }
    color = columns["Attribute Value 1"]
    values = {
        "Product Title": ("words", fields["Product Title"][product] + " in " + color),
        "Image": ("words", "https://images.example.com/" + columns["SKU"] + ".jpg"),
        # Both figures of the environment together: one alone would hide the product's other one.
        "Kilograms CO2": ("figures", _numbers(rng.uniform(1, 25, rows), 2)),
        "Liters Water Used": ("figures", _numbers(rng.uniform(40, 6_000, rows), 1)),
        "Grams Weight": ("figures", texts(rng.integers(90, 1_600, size=rows).tolist())),
        "Materials Percentages": ("lists", _pick(rng, _blends(), rows)),
        "Dyeing/Printing": ("lists", _facilities(rng, vocabulary.FACILITIES["Dyeing/Printing"], rows)),
    }
    return {name: np.where(own[group], given, columns[name]) for name, (group, given) in values.items()}

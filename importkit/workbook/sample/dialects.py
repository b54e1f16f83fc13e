"""How each dialect writes the same products: its headers, lists, captions and habits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from importkit import schema
from importkit.choices import chosen_word
from importkit.values.separators import FIELD, ITEM
from importkit.workbook.sample.products import Products, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from importkit.workbook.sample.products import Cells

_MATERIALS = "Materials Percentages"
_PAIR = ("Materials", "Percentages")

#: The passport template's example row, beyond the cells by which it is known.
_EXAMPLE = {
    "Product Title": "Organic Cotton T-Shirt",
    "Product Handle": "organic-cotton-tshirt",
    "Season": "NOS",
    "Tags": "mens; t-shirt; example",
    "SKU": "SKU-OCT-001",
    "Attribute 1": "Color",
    "Attribute Value 1": "White",
    "Materials": "Recycled Polyester; Organic Cotton",
    "Percentages": "80; 20",
}

#: Group captions of the passport template, over the first column of each group.
_CAPTIONS = {
    "Product Title": "Product",
    "Status": "Publishing",
    "Category": "Organization",
    "Barcode": "Variants",
    "Kilograms CO2": "Environment",
    "Materials": "Composition",
    "Raw Material": "Production Journey",
}

#: A Shopify export in its own order; with a value where importkit does not import the column.
_SHOPIFY: Mapping[str, object] = {
    **dict.fromkeys(("Handle", "Title", "Body (HTML)", "Vendor", "Product Category")),
    "Type": "Apparel",
    "Tags": None,
    "Published": "true",
    **dict.fromkeys(f"Option{number} {half}" for number in (1, 2, 3) for half in ("Name", "Value")),
    **dict.fromkeys(("Variant SKU", "Variant Grams")),
    "Variant Inventory Qty": 12,
    "Variant Inventory Policy": "deny",
    "Variant Price": 49.95,
    **dict.fromkeys(("Variant Barcode", "Image Src")),
    "Gift Card": "false",
    "SEO Title": None,
    "Variant Image": None,
    "Variant Weight Unit": "g",
    "Status": "active",
}
#: The columns that Shopify exports today, each with its former name; a blank one had none.
_CURRENT = {
    "Title": "Title",
    "URL handle": "Handle",
    "Description": "Body (HTML)",
    "Vendor": "Vendor",
    "Product category": "Product Category",
    "Type": "Type",
    "Tags": "Tags",
    "Published on online store": "Published",
    "Status": "Status",
    "SKU": "Variant SKU",
    "Barcode": "Variant Barcode",
    **{
        f"Option{number} {half}": f"Option{number} {half.title()}"
        for number in (1, 2, 3)
        for half in ("name", "value")
    },
    "Price": "Variant Price",
    "Inventory quantity": "Variant Inventory Qty",
    "Continue selling when out of stock": "Variant Inventory Policy",
    "Weight value (grams)": "Variant Grams",
    "Weight unit for display": "Variant Weight Unit",
    "Product image URL": "Image Src",
    "Variant image URL": "Variant Image",
    "Gift card": "Gift Card",
    "SEO title": "SEO Title",
    "Color (product.metafields.shopify.color-pattern)": "",
}
_ON_FIRST_ROW_ONLY = ("Type", "Published", "Gift Card", "Status")


@dataclass(frozen=True)
class RenderedProducts:
    """Products as one dialect writes them.

    Attributes:
        columns: Cells by canonical name, or by header where a column is not imported; as in the sheet.
        headers: The header of each column.
        above: The rows above the header.
        below: The rows between the header and the products: the example row.
        pictures: Rows that only carry a picture, and are no variants.
        dialect: The dialect, of which there may be several layouts.
    """

    columns: Mapping[str, Cells]
    headers: tuple[str, ...]
    pictures: NDArray[np.bool_]
    dialect: str
    above: tuple[tuple[object, ...], ...] = ()
    below: tuple[tuple[object, ...], ...] = ()

    @property
    def first_row(self) -> int:
        """Return Excel's number of the first product row."""
        return len(self.above) + 1 + len(self.below) + 1


def render(products: Products, layout: str, rng: np.random.Generator) -> RenderedProducts:
    """Return the products as a layout of a dialect writes them.

    Raises:
        UsageError: There is no such layout.
    """
    return _RENDERERS[chosen_word(_RENDERERS, layout, argument="dialect")](products, rng)


def _plan(products: Products, _: np.random.Generator) -> RenderedProducts:
    columns = {column.name: _joined(products.columns[column.name], " | ") for column in schema.own_columns()}
    columns[_MATERIALS] = _each(columns[_MATERIALS], lambda text: text.replace(FIELD, ": ") + "%")
    columns[_MATERIALS] = _each(columns[_MATERIALS], lambda text: text.replace(" | ", "% | "))
    return RenderedProducts(columns, tuple(columns), _none(products), "plan")


def _passport(products: Products, _: np.random.Generator) -> RenderedProducts:
    names = [name for name in schema.columns() if name not in {"Variant Image", "Weight Unit", _MATERIALS}]
    pair = dict(zip(_PAIR, (_half(products.columns[_MATERIALS], side) for side in (0, 1)), strict=True))
    given = {**products.columns, **pair}
    columns = {name: _joined(given[name], "; ") for name in names}
    columns["Barcode"] = texts(
        [int(barcode) for barcode in columns["Barcode"]]
    )  # the template keeps them as numbers
    status = np.where(products.position == 0, texts(["Unpublished"]), texts([None]))
    columns = _inserted(columns, "Status", status, before="Category")
    return RenderedProducts(
        columns,
        _headers("passport", columns),
        _none(products),
        "passport",
        above=(tuple(_CAPTIONS.get(name) for name in columns),),
        below=(tuple({**_EXAMPLE, **schema.dialects()["passport"].example}.get(name) for name in columns),),
    )


def _shopify(products: Products, rng: np.random.Generator) -> RenderedProducts:
    parents = products.position == 0
    pictures = _picture_rows(products, rng)
    parent_of = np.flatnonzero(parents)[products.product]
    given = {name: np.where(parents, cells, texts([None])) for name, cells in products.columns.items()}
    variant = ("Barcode", "SKU", *(f"Attribute Value {position}" for position in (1, 2, 3)))
    given |= {name: products.columns[name] for name in variant}
    given["Product Handle"] = products.columns["Product Handle"][parent_of]
    given["Description"] = _each(given["Description"], lambda text: f"<p>{text}</p>".replace("\n", "<br>"))
    given["Tags"] = _joined(given["Tags"], ", ")
    given["Grams Weight"] = products.columns["Grams Weight"][parent_of]
    given["Variant Image"] = np.where(parents, texts([None]), products.columns["Image"])
    given["Image"] = np.where(pictures, given["Image"][parent_of] + "?view=back", given["Image"])
    canonical = {header: name for name, header in _shopify_headers().items()}
    columns = {
        canonical.get(header, header): _shopify_column(given, canonical, header, parents)
        for header in _SHOPIFY
    }
    kept = {"Product Handle", "Image"}
    columns = {
        name: cells if name in kept else np.where(pictures, texts([None]), cells)
        for name, cells in columns.items()
    }
    return RenderedProducts(columns, tuple(_SHOPIFY), pictures, "shopify")


def _shopify_current(products: Products, rng: np.random.Generator) -> RenderedProducts:
    """Return the same export with the columns of today."""
    former = _shopify(products, rng)
    names = dict(zip(former.headers, former.columns, strict=True))
    blank = texts([None]).repeat(len(former.pictures))
    columns = {
        name if (name := names.get(was, header)) in schema.columns() else header: former.columns.get(
            name, blank
        )
        for header, was in _CURRENT.items()
    }
    return RenderedProducts(columns, tuple(_CURRENT), former.pictures, former.dialect)


def _shopify_headers() -> dict[str, str]:
    """Return the header of each canonical column in a Shopify export."""
    found: dict[str, str] = {}
    for name, column in schema.columns().items():
        match = [header for header in (name, *column.aliases) if header in _SHOPIFY]
        found |= {name: match[-1]} if match else {}
    return found


def _shopify_column(
    given: Mapping[str, Cells], canonical: Mapping[str, str], header: str, parents: NDArray[np.bool_]
) -> Cells:
    if header in canonical:
        return given[canonical[header]]
    everywhere = texts([_SHOPIFY[header] or None]).repeat(len(parents))
    return np.where(parents, everywhere, texts([None])) if header in _ON_FIRST_ROW_ONLY else everywhere


def _picture_rows(products: Products, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return the last row of every fourth product of three rows or more."""
    last: NDArray[np.bool_] = np.append(products.position, 0)[1:] == 0
    return last & (products.position >= 2) & (rng.random(len(last)) < 0.25)


def _headers(dialect: str, columns: Mapping[str, Cells]) -> tuple[str, ...]:
    aliases = schema.dialects()[dialect].aliases
    return tuple(aliases.get(name, (name,))[0] for name in columns)


def _inserted(columns: Mapping[str, Cells], name: str, cells: Cells, *, before: str) -> dict[str, Cells]:
    ordered: dict[str, Cells] = {}
    for other, values in columns.items():
        ordered |= {name: cells, other: values} if other == before else {other: values}
    return ordered


def _none(products: Products) -> NDArray[np.bool_]:
    return np.zeros(len(products.product), dtype=bool)


def _each(cells: Cells, write: Callable[[str], str]) -> Cells:
    """Return the cells with `write` applied to their texts, once for each different one."""
    written = {text: write(text) for text in set(cells.tolist()) if isinstance(text, str)}
    return texts([written.get(cell, cell) for cell in cells.tolist()])


def _joined(cells: Cells, separator: str) -> Cells:
    return _each(cells, lambda text: text.replace(ITEM, separator))


def _half(materials: Cells, side: int) -> Cells:
    """Return the names (0) or the percentages (1) of lists of materials."""
    return _each(materials, lambda text: ITEM.join(item.split(FIELD)[side] for item in text.split(ITEM)))


_RENDERERS: Mapping[str, Callable[[Products, np.random.Generator], RenderedProducts]] = {
    "plan": _plan,
    "passport": _passport,
    "shopify": _shopify,
    "shopify-current": _shopify_current,
}

"""What the statements work on: the sheet with its keys, as Arrow.

Keys are computed in Python over distinct values, so that no engine has an opinion on what makes names equal.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from importkit import schema, shape
from importkit.cell_sets import rows_by_column, union
from importkit.model import Mode
from importkit.resolution.category_matching import paths_of
from importkit.resolution.stray_rows import load_strays
from importkit.schema import Kind
from importkit.values.barcodes import barcode_keys
from importkit.values.keys import name_keys
from importkit.values.separators import FIELD, ITEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from importkit.model import BrandContext, CheckedSheet
    from importkit.resolution.engine import Engine
    from importkit.schema import Dialect

#: Columns of names, with the name that the statements know their key by.
_NAME_KEYS = {
    "Product Title": "title_key",
    "Manufacturer": "manufacturer_key",
    "Season": "season_key",
    **{f"Attribute {place}": f"attribute_{place}_key" for place in (1, 2, 3)},
    **{f"Attribute Value {place}": f"attribute_value_{place}_key" for place in (1, 2, 3)},
}

#: Columns of which it matters that something stands in them, readable or not.
_GIVEN = {
    "Product Title": "title_given",
    "Manufacturer": "manufacturer_given",
    "Category": "category_given",
    "Season": "season_given",
    **{schema.own_column(one.name): f"{one.name}_given" for one in shape.PRODUCT_LISTS},
    "Kilograms CO2": "carbon_given",
    "Liters Water Used": "water_given",
    **{f"Attribute {place}": f"attribute_{place}_given" for place in (1, 2, 3)},
    **{f"Attribute Value {place}": f"attribute_value_{place}_given" for place in (1, 2, 3)},
}


def load_inputs(engine: Engine, checked: CheckedSheet, brand: BrandContext) -> pa.Table:
    """Give the engine all that its statements read, and return the table `sheet`."""
    dialect = schema.dialects()[checked.sheet.layout.dialect]
    sheet = _sheet(checked, brand, dialect)
    engine.give("sheet", sheet)
    engine.give("mark", _mark_rows(checked.clear_marks))
    engine.give("name_key", _list_names(sheet))
    engine.give(
        "known_handle", pa.table({"handle_key": pa.array(sorted(brand.handle_keys), pa.large_string())})
    )
    engine.give("step", _steps())
    load_strays(engine, checked)
    letters = checked.sheet.layout.letters
    engine.run(
        ["set_terms"],
        {
            "creates": checked.mode is Mode.CREATE,
            "image_is_gallery": "Image" in dialect.gallery,
            "identifier_column": "SKU" if "SKU" in letters else "Barcode",
        },
    )
    return sheet


def keyed(column: pa.Array, keys: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """Return the key of each text, computed once for each distinct one."""
    encoded = column.dictionary_encode()
    return keys(encoded.dictionary).take(encoded.indices)


def _sheet(checked: CheckedSheet, brand: BrandContext, dialect: Dialect) -> pa.Table:
    texts = {name: _texts(checked.frame, name) for name in schema.columns()}
    given = _given(checked, texts)
    derived = {
        "handle_key": _handle_keys(checked, texts["Product Handle"], given["Product Handle"]),
        "barcode_key": keyed(texts["Barcode"], barcode_keys),
        "category_path": paths_of(texts["Category"], brand.taxonomy),
        **{key: keyed(texts[name], name_keys) for name, key in _NAME_KEYS.items()},
        **{flag: given[name] for name, flag in _GIVEN.items()},
        "identifier_given": given["SKU"] | given["Barcode"],
        "picture_only": _picture_only(given, dialect),
    }
    return pa.table({"row_number": np.asarray(checked.frame.index, dtype="int64"), **texts, **derived})


def _mark_rows(marks: pd.DataFrame) -> pa.Table:
    """Return a line per clear mark: its row, its column, and the field that it empties."""
    fields = {name: column.field for name, column in schema.columns().items()}
    return pa.table(
        {
            "row_number": pa.array(marks["row_number"], pa.int64()),
            "column_name": pa.array(marks["column"], pa.large_string()),
            "target": pa.array(marks["column"].map(fields), pa.large_string()),
        }
    )


def _texts(frame: pd.DataFrame, name: str) -> pa.Array:
    if name not in frame:
        return pa.nulls(len(frame), pa.large_string())
    column = pa.array(frame[name], from_pandas=True)
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.cast(pa.large_string())


def _given(checked: CheckedSheet, texts: dict[str, pa.Array]) -> dict[str, np.ndarray]:
    """Return for each column where something stands: a text, a clear mark, or what is in error."""
    others = rows_by_column(union(checked.bad_cells, checked.clear_marks))
    rows = checked.frame.index
    return {
        name: text.is_valid().to_numpy(zero_copy_only=False) | np.asarray(rows.isin(others.get(name, ())))
        for name, text in texts.items()
    }


def _handle_keys(checked: CheckedSheet, handles: pa.Array, given: np.ndarray) -> pa.Array:
    """Return the key of each handle; one in error goes by its text, so that its rows stay together."""
    keys = keyed(handles, name_keys).to_pandas().astype("object")
    unreadable = given & keys.isna().to_numpy()
    if unreadable.any():
        keys[unreadable] = _unreadable_keys(checked, unreadable).to_numpy()
    return pa.array(keys, pa.large_string(), from_pandas=True)


def _unreadable_keys(checked: CheckedSheet, unreadable: np.ndarray) -> pd.Series[str]:
    shown = checked.sheet.frame.get(
        "Product Handle", pd.Series(pd.NA, index=checked.frame.index, dtype="str")
    )
    rows = pd.Series(checked.frame.index.astype("str"), index=checked.frame.index)
    return FIELD + shown[unreadable].fillna(rows[unreadable]).astype("object")


def _picture_only(given: dict[str, np.ndarray], dialect: Dialect) -> np.ndarray:
    """Return the rows that carry a picture of the gallery and nothing of a variant."""
    of_variant = [
        column.name
        for column in schema.columns().values()
        if (column.level != "product" or column.override) and column.name not in dialect.gallery
    ]
    nothing = np.zeros(len(given["Image"]), dtype=bool)
    pictures = reduce(or_, (given[name] for name in dialect.gallery), nothing)
    return pictures & ~reduce(or_, (given[name] for name in of_variant), nothing)


def _list_names(sheet: pa.Table) -> pa.Table:
    """Return every name in the lists of the sheet, with its key."""
    names = {name for cell in _distinct_lists(sheet) for name in _names(cell)}
    ordered = pa.array(sorted(names), pa.large_string())
    return pa.table({"name": ordered, "key": name_keys(ordered)})


def _distinct_lists(sheet: pa.Table) -> Iterable[str]:
    lists = [*schema.columns_of(Kind.LIST), *schema.columns_of(Kind.MATERIALS)]
    return {cell for column in lists for cell in sheet[column.name].unique().to_pylist() if cell}


def _names(cell: str) -> Iterable[str]:
    return (name for item in cell.split(ITEM) if (name := item.partition(FIELD)[0]))


def _steps() -> pa.Table:
    steps = [(name, column.step) for name, column in schema.columns().items() if column.step]
    return pa.table(
        {
            "column_name": [name for name, _ in steps],
            "sort_index": [step.sort_index for _, step in steps],
            "step_type": [step.step_type for _, step in steps],
        }
    )

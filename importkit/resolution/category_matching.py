"""Categories: from what a cell says to a path of the taxonomy, or to the paths it may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from importkit.commands import command_line
from importkit.findings import Findings, Severity
from importkit.grammar import listed
from importkit.values.category_suggestions import suggestions

if TYPE_CHECKING:
    from importkit.model import BrandContext
    from importkit.values.category_paths import Taxonomy

#: Where nothing is near: what there is, and where to find it.
_FASHION = "The categories here are for fashion: importkit taxonomy list shows them"
_OWN = "importkit taxonomy list shows the categories there are"
_LOAD = "importkit taxonomy load --help says how to add your own."


def paths_of(categories: pa.Array, taxonomy: Taxonomy) -> pa.Array:
    """Return the path that each category stands for, null where there is none."""
    encoded = categories.dictionary_encode()
    paths = [taxonomy.path_of(category) for category in encoded.dictionary.to_pylist()]
    return pa.array(paths, pa.large_string()).take(encoded.indices)


def unknown_categories(sheet: pa.Table, brand: BrandContext, severity: Severity) -> Findings:
    """Return category.not-found for each cell whose category is neither a path nor mapped to one."""
    unknown = sheet.filter(sheet["Category"].is_valid()).select(["row_number", "Category", "category_path"])
    cases = unknown.filter(unknown["category_path"].is_null()).to_pandas()
    if cases.empty:
        return Findings()
    texts = pd.Series(cases["Category"].unique())
    near = dict(zip(texts, suggestions(list(texts), brand.taxonomy), strict=True))
    advice = {text: _advice(text, near[text], brand, severity) for text in texts}
    best = {text: paths[0] if paths else "" for text, paths in near.items()}
    return Findings.of(
        "category.not-found",
        pd.DataFrame(
            {
                "row": cases["row_number"],
                "column": "Category",
                "value": cases["Category"],
                "suggestion": cases["Category"].map(best),
                "advice": cases["Category"].map(advice),
            }
        ),
        severity=severity,
    )


def _advice(category: str, near: list[str], brand: BrandContext, severity: Severity) -> str:
    meant = f"Did you mean {_either(near)}?" if near else _where_to_look(brand)
    if severity is Severity.ERROR:
        return meant
    if not near:
        return f"It is left blank. {meant}"
    command = command_line("catalog", "map", "category", names=(category, near[0]), brand=brand.brand)
    return f"It is left blank. {meant} Map it once with: {command}"


def _where_to_look(brand: BrandContext) -> str:
    return f"{_OWN if brand.taxonomy.is_own else _FASHION}; {_LOAD}"


def _either(paths: list[str]) -> str:
    return listed((f'"{path}"' for path in paths), last="or")

"""Categories: from what a cell says to a path of the taxonomy, or to the paths it may have meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
from rapidfuzz import fuzz, process

from importkit.findings import Findings, Severity
from importkit.values.keys import path_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importkit.model import Taxonomy

_SUGGESTIONS = 3

#: Likeness, of 100, from which a path is suggested, and how far below the likeliest it may lie.
_ALIKE = 65
_NEXT_BEST = 20

#: Paths under one parent all look alike as a whole, so their last parts have to decide.
_WEIGHT_OF_LAST = 0.7

#: Comparisons spent on suggestions for one sheet, about two seconds. Only a sheet with a taxonomy of another
#: kind needs more; its last categories are told without a suggestion.
_COMPARISONS = 3_000_000


def paths_of(categories: pa.Array, taxonomy: Taxonomy) -> pa.Array:
    """Return the path that each category stands for, null where there is none."""
    encoded = categories.dictionary_encode()
    paths = [path_of(category, taxonomy) for category in encoded.dictionary.to_pylist()]
    return pa.array(paths, pa.large_string()).take(encoded.indices)


def path_of(category: str, taxonomy: Taxonomy) -> str | None:
    """Return the path a category stands for: what it was mapped to, else the path it spells."""
    key = path_key(category)
    return taxonomy.mappings.get(key) or taxonomy.paths.get(key)


def unknown_categories(sheet: pa.Table, taxonomy: Taxonomy, severity: Severity) -> Findings:
    """Return category.not-found for each cell whose category is neither a path nor mapped to one."""
    unknown = sheet.filter(sheet["Category"].is_valid()).select(["row_number", "Category", "category_path"])
    cases = unknown.filter(unknown["category_path"].is_null()).to_pandas()
    if cases.empty:
        return Findings()
    texts = pd.Series(cases["Category"].unique())
    near = dict(zip(texts, suggestions(list(texts), taxonomy), strict=True))
    advice = {text: _advice(text, near[text], severity) for text in texts}
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


def suggestions(categories: Sequence[str], taxonomy: Taxonomy) -> list[list[str]]:
    """Return up to three paths for each category, the likeliest first.

    A category is compared with whole paths and, by its last part, with the last parts of the paths: a lone
    leaf is the most common mistake.
    """
    paths = list(taxonomy.paths.values())
    compared = categories[: _COMPARISONS // max(len(paths), 1)]
    if not paths or not compared:
        return [[] for _ in categories]
    spelled, known = [path_key(category) for category in compared], list(taxonomy.paths)
    whole = process.cdist(spelled, known, scorer=fuzz.ratio)
    last = process.cdist([_leaf(key) for key in spelled], [_leaf(key) for key in known], scorer=fuzz.WRatio)
    likeness = _WEIGHT_OF_LAST * last + (1 - _WEIGHT_OF_LAST) * whole
    return [_best(scores, paths) for scores in likeness] + [[] for _ in categories[len(compared) :]]


def _best(scores: np.ndarray, paths: list[str]) -> list[str]:
    order = np.argsort(-scores, kind="stable")[:_SUGGESTIONS]
    enough = max(_ALIKE, scores[order[0]] - _NEXT_BEST)
    return [paths[place] for place in order if scores[place] >= enough]


def _leaf(key: str) -> str:
    """Return the last part of a path without its punctuation: T-shirts and Tshirts are near."""
    return re.sub(r"[^\w ]", "", key.rpartition("> ")[2])


def _advice(category: str, near: list[str], severity: Severity) -> str:
    meant = f"Did you mean {_either(near)}?" if near else ""
    if severity is Severity.ERROR:
        return meant or "Write the full path of a category, its parts separated by >."
    command = f"importkit catalog map category {_quoted(category)} {_quoted(near[0] if near else 'PATH')}"
    return f"It is left blank. {meant} Map it once with: {command}".replace("  ", " ")


def _either(paths: list[str]) -> str:
    quoted = [f'"{path}"' for path in paths]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}" if len(quoted) > 1 else quoted[0]


def _quoted(word: str) -> str:
    """Return a word as a shell takes it literally between double quotes."""
    for special in ("\\", '"', "$", "`"):
        word = word.replace(special, f"\\{special}")
    return f'"{word}"'

"""The findings of two checks side by side: what is new, still there and fixed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from importkit.display.html import note_html, table_html
from importkit.display.markdown import escaped, table_markdown
from importkit.display.notebook_report import short_cell
from importkit.findings import Severity
from importkit.grammar import count, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many findings are shown; the frame has the others.
_SHOWN = 50
_HEADERS = ("", "Code", "Product or variant", "Column", "Before", "After")
_WORDS = {"new": "new", "still": "still there", "fixed": "fixed"}
#: What has changed is shown before what has not.
_RANK = {"new": 0, "fixed": 1, "still": 2}


def compared_findings_words(found: pd.DataFrame) -> str:
    """Return how many findings are new, still there and fixed.

    >>> compared_findings_words(pd.DataFrame({"state": ["new", "fixed", "fixed"]}))
    '3 findings compared: 1 new, 0 still there, 2 fixed'
    """
    states = found["state"].value_counts()
    counts = ", ".join(f"{number(int(states.get(state, 0)))} {words}" for state, words in _WORDS.items())
    return f"{count(len(found), 'finding')} compared: {counts}"


def compared_findings_html(found: pd.DataFrame) -> str:
    """Return compared findings for a notebook: what is new, then what is fixed."""
    rest = f"<p><small>{escape(_rest(found))}</small></p>" if _rest(found) else ""
    rows = ([short_cell(text) for text in row] for row in _rows(found))
    table = table_html(_HEADERS, rows) if len(found) else ""
    is_worse = (found["state"] == "new") & (found["severity"] != Severity.INFO)
    head = note_html(compared_findings_words(found), (), is_bad=bool(is_worse.any()))
    return f'<div class="tex2jax_ignore mathjax_ignore">{head}{table}{rest}</div>'


def compared_findings_markdown(found: pd.DataFrame) -> str:
    """Return compared findings as Markdown: what is new, then what is fixed."""
    parts = [f"**{escaped(compared_findings_words(found))}**"]
    if len(found):
        parts.append(table_markdown(_HEADERS, _rows(found)))
    return "\n\n".join([*parts, *filter(None, [escaped(_rest(found))])])


def _rows(found: pd.DataFrame) -> Iterator[list[str]]:
    """Yield the first findings, but notes that are still there: they call for nothing."""
    found = found[~_is_quiet(found)]
    order = pd.DataFrame(
        {"state": found["state"].map(_RANK).astype("int64"), "mild": found["severity"] != "error"}
    )
    ranked = found.loc[order.sort_values(["state", "mild"], kind="stable").index]
    for line in ranked.head(_SHOWN).to_dict("records"):
        sides = [
            " ".join(_text(line[f"{name}_{side}"]) for name in ("cell", "value")).strip()
            for side in ("before", "after")
        ]
        whose = next(filter(None, (_text(line[name]) for name in ("sku", "barcode", "product_handle"))), "")
        yield [_WORDS[line["state"]], _text(line["code"]), whose, _text(line["column"]), *sides]


def _is_quiet(found: pd.DataFrame) -> pd.Series[bool]:
    return (found["state"] == "still") & (found["severity"] == Severity.INFO)


def _rest(found: pd.DataFrame) -> str:
    quiet = int(_is_quiet(found).sum())
    more = len(found) - quiet - _SHOWN
    left = [count(more, "more finding")] if more > 0 else []
    left += [f"{count(quiet, 'note')} still there"] if quiet else []
    return f"Not shown: {listed(left)}; it is a frame of all of them." if left else ""


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]

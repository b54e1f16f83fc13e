"""Counts, large enough to be seen first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from importkit.grammar import count, listed, number
from importkit.outcomes import row_counts

if TYPE_CHECKING:
    from collections.abc import Iterable


def row(figures: Iterable[tuple[str, int, str]]) -> None:
    """Show figures side by side: label, number, and what the number means."""
    shown = list(figures)
    for place, (label, value, meaning) in zip(st.columns(len(shown)), shown, strict=True):
        place.metric(label, number(value), border=True, help=meaning)


def rows_words(summary: dict[str, Any]) -> str:
    """Return what became of the rows of an import, and that none of them got lost."""
    others = ("blank_rows", "blank row"), ("skipped_rows", "skipped row")
    beside = listed(count(summary[name], noun) for name, noun in others if summary[name])
    total = f"Rows: {row_counts(summary)}"
    return f"{total} · {beside} not counted" if beside else total

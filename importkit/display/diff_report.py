"""Two workbooks compared, for the terminal, for notebooks and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd
from rich.console import Group
from rich.text import Text

from importkit.display.html import html_text, note_html, table_html
from importkit.display.markdown import escaped, table_markdown
from importkit.display.notebook_report import short_cell
from importkit.display.safe_text import one_line
from importkit.display.static_text import plain_text
from importkit.display.text_tables import table_text
from importkit.grammar import count, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType


class DiffRecord(Protocol):
    """What differs between two workbooks."""

    @property
    def old(self) -> str: ...
    @property
    def new(self) -> str: ...
    @property
    def products(self) -> pd.DataFrame: ...
    @property
    def variants(self) -> pd.DataFrame: ...
    @property
    def changes(self) -> pd.DataFrame: ...
    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]: ...


#: So much is shown in a notebook, where the frames have the rest.
_SHOWN = 50
_OWNERS = ("", "Product", "Variant")
_CHANGES = ("Product", "Variant", "Field", "Before", "After")
_STYLES = {"added": "green", "removed": "red"}
_BLANK = "(blank)"


def diff_text(diff: DiffRecord, *, shown: int | None = None) -> RenderableType:
    """Return what differs, as text.

    Args:
        diff: Two workbooks compared.
        shown: How many lines of each table; all of them without.
    """
    parts: list[RenderableType] = [Text(headline(diff), "bold")]
    for title, headers, rows in _tables(diff, shown):
        parts += [Text(), Text(title, "bold"), table_text(headers, rows, _STYLES)]
    return Group(*parts)


def diff_plain(diff: DiffRecord) -> str:
    """Return what differs as plain text, for `repr`."""
    return "\n\n".join([plain_text(diff_text(diff, shown=_SHOWN)), *_rest(diff)])


def diff_html(diff: DiffRecord) -> str:
    """Return what differs for a notebook."""
    parts = [note_html(headline(diff), (), is_bad=False)]
    for title, headers, rows in _tables(diff, _SHOWN):
        lines, names = rows, headers
        if headers is _CHANGES:  # else what it is now would lie beyond the edge
            lines = [(variant or product, *rest) for product, variant, *rest in rows]
            names = ("Product or variant", *headers[2:])
        short = ([short_cell(text) for text in row] for row in lines)
        parts.append(f"<p><b>{html_text(title)}</b></p>{table_html(names, short)}")
    parts += [f"<p><small>{html_text(line)}</small></p>" for line in _rest(diff)]
    return f'<div class="tex2jax_ignore mathjax_ignore">{"".join(parts)}</div>'


def diff_markdown(diff: DiffRecord, *, shown: int | None = _SHOWN) -> str:
    """Return what differs as Markdown.

    Args:
        diff: Two workbooks compared.
        shown: How many lines of each table; all of them for None.
    """
    parts = [f"**{escaped(headline(diff))}**"]
    for title, headers, rows in _tables(diff, shown):
        parts += [escaped(title), table_markdown(headers, rows)]
    return "\n\n".join([*parts, *(map(escaped, _rest(diff)) if shown else ())])


def headline(diff: DiffRecord) -> str:
    """Return how much differs, in one sentence."""
    names = f"{one_line(diff.old)} → {one_line(diff.new)}"
    found = [
        f"{count(sum(states.values()), noun)} ({words})"
        for noun, states in (("product", diff.counts["products"]), ("variant", diff.counts["variants"]))
        if (words := ", ".join(f"{number(many)} {state}" for state, many in states.items() if many))
    ]
    return f"{names}: {' and '.join(found) or 'no differences'}"


def _tables(
    diff: DiffRecord, shown: int | None
) -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """Yield each table with its title: what came and went, and what changed field by field."""
    products = _came(diff.products).assign(sku=None, barcode=None)
    came = pd.concat([products, _came(diff.variants)])
    if len(came):
        yield "Added and removed", _OWNERS, [_owner(line) for line in _lines(came, shown)]
    changed = diff.changes[diff.changes["state"] == "changed"]
    if len(changed):
        yield "Changed", _CHANGES, [_change(line) for line in _lines(changed, shown)]


def _came(owners: pd.DataFrame) -> pd.DataFrame:
    return owners[owners["state"] != "changed"]


def _lines(frame: pd.DataFrame, shown: int | None) -> list[dict[Any, Any]]:
    return (frame if shown is None else frame.head(shown)).to_dict("records")


def _owner(line: dict[Any, Any]) -> tuple[str, ...]:
    return _text(line["state"]), _text(line["product_handle"]), _variant(line)


def _change(line: dict[Any, Any]) -> tuple[str, ...]:
    values = (one_line(_value(line[side])) for side in ("before", "after"))
    return _text(line["product_handle"]), _variant(line), line["field"], *values


def _variant(line: dict[Any, Any]) -> str:
    return _text(line["sku"]) or _text(line["barcode"])


def _value(value: object) -> str:
    return " · ".join(map(str, value)) if isinstance(value, list) else _text(value) or _BLANK


def _rest(diff: DiffRecord) -> list[str]:
    """Return where the rest is, in Python's words."""
    came = len(_came(diff.products)) + len(_came(diff.variants))
    changed = int((diff.changes["state"] == "changed").sum())
    is_cut = max(came, changed) > _SHOWN
    return ["All of them: diff.products, diff.variants, diff.changes"] if is_cut else []


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]

"""What became of an import that was taken back, for the terminal and for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rich.console import Group
from rich.table import Table
from rich.text import Text

from importkit.display.safe_text import one_line, short
from importkit.display.undo_counts import UNDO_THINGS as UNDO_THINGS  # noqa: PLC0414
from importkit.display.undo_counts import undone_words as undone_words  # noqa: PLC0414
from importkit.grammar import agree, count, listed, number
from importkit.outcomes import JobOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    import pandas as pd
    from rich.console import RenderableType


class UndoRecord(Protocol):
    """What became of the things that an import did."""

    @property
    def job_id(self) -> str: ...
    @property
    def filename(self) -> str: ...
    @property
    def tallies(self) -> Mapping[str, Mapping[str, int]]: ...
    @property
    def items(self) -> pd.DataFrame: ...
    @property
    def reopened(self) -> tuple[str, ...]: ...
    @property
    def undone_at(self) -> datetime | None: ...
    @property
    def undone_before(self) -> bool: ...
    @property
    def is_dry_run(self) -> bool: ...


#: Things that stay which are shown, when not all of them are asked for.
SHOWN = 20

OUTCOMES = {"reversed": "taken back", "kept": "kept because edited", "nothing": "nothing to do"}

_UNDONE = JobOutcome.UNDONE.phrase
_REASONS = {
    "edited": "edited later",
    "product_edited": "its product was edited later",
    "has_variants": "has variants that stay",
    "in_use": "in use",
    "renamed": "renamed later",
    "replaced": "replaced by a later import, which can be undone",
    "replaced_undone": "a later import that was undone could not put it back everywhere",
    "not_in_catalog": "what it was is no longer in the catalog",
}
KEPT = ("What stays", "Column", "Why")


def undo_text(undo: UndoRecord, *, every: bool = False) -> RenderableType:
    """Return what became of an import that was taken back.

    Args:
        undo: The record.
        every: Show every single thing that stays.
    """
    parts: list[RenderableType] = [Text(undone_sentence(undo), "bold")]
    if any(any(tally.values()) for tally in undo.tallies.values()):
        parts += [Text(), _table(undo)]
    if lines := kept_cells(undo.items):
        parts += [Text(), _kept(lines if every else lines[:SHOWN])]
        if not every and (left := len(lines) - SHOWN) > 0:
            parts.append(Text(f"… and {number(left)} more; --all lists every one of them.", "dim"))
    if words := reopened_words(undo):
        parts += [Text(), Text(words)]
    return Group(*parts)


def undone_sentence(undo: UndoRecord) -> str:
    """Return in one sentence whether an import is taken back."""
    name = f"{one_line(undo.filename)} (job {short(undo.job_id)})"
    when = f" on {undo.undone_at:%Y-%m-%d %H:%M}" if undo.undone_at else ""
    if undo.undone_before and not any(undo.tallies["reversed"].values()):
        return f"Nothing to do: {name} was {_UNDONE}{when}."
    return f"{name} {'would be' if undo.is_dry_run else 'is'} {_UNDONE}."


def reopened_words(undo: UndoRecord) -> str:
    """Return which jobs have their failures back; empty when there are none."""
    if not undo.reopened:
        return ""
    whose = f"{agree(len(undo.reopened), 'job', 'jobs')} {listed(short(job) for job in undo.reopened)}"
    return f"Its corrections are taken back with it: {whose} can be corrected again."


def kept_cells(items: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return what stays, its column and why, as plain text; a product with its variants is one line."""
    columns = ["kind", "product_handle", "sku", "barcode", "name", "field", "reason", "variants"]
    lines = _joined(items.fillna(""))[columns]
    return [
        (_display_name(kind, handle, sku or barcode, name, variants), one_line(field), _REASONS[reason])
        for kind, handle, sku, barcode, name, field, reason, variants in lines.itertuples(index=False)
    ]


def _joined(items: pd.DataFrame) -> pd.DataFrame:
    """Return a line for each product with the variants that stay for its sake, counted in `variants`.

    Several other variants of one product that stay for one reason are one line, too.
    """
    is_variant = items["kind"] == "variant"
    is_whole = (items["field"] == "") & (is_variant | (items["kind"] == "product"))
    lines = items.assign(
        variants=(is_whole & is_variant).astype("int64"),
        line=items["product_handle"].where(is_whole, items.index.astype(str)),
        why=items["reason"].where(is_variant, "product_edited").where(is_whole, ""),
    )
    counts = lines.groupby(["line", "why"], dropna=False)["variants"].transform("sum")
    return lines.assign(variants=counts).drop_duplicates(["line", "why"])


def _display_name(kind: str, handle: str, identifier: str, name: str, variants: int) -> str:
    """Return what stays as people call it.

    >>> _display_name("product", "tee", "", "", 3), _display_name("variant", "tee", "T-S", "", 1)
    ('product tee and its 3 variants', 'variant T-S')
    """
    if kind == "product":
        its = {0: "", 1: " and its variant"}.get(variants, f" and its {count(variants, 'variant')}")
        return one_line(f"product {handle}{its}")
    if kind == "variant" and variants > 1:
        return one_line(f"{count(variants, 'variant')} of {handle}")
    return one_line(f"{kind.replace('_', ' ')} {(identifier or handle) if kind == 'variant' else name}")


def counts_of(undo: UndoRecord) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the headers and lines of the table that counts what became of things."""
    return ("", *OUTCOMES.values()), list(_counts(undo))


def _table(undo: UndoRecord) -> Table:
    table = Table(box=None, padding=(0, 3, 0, 2), header_style="bold")
    table.add_column("")
    for words in OUTCOMES.values():
        table.add_column(words, justify="right")
    for row in _counts(undo):
        table.add_row(*row)
    return table


def _counts(undo: UndoRecord) -> Iterator[tuple[str, ...]]:
    for things, words in UNDO_THINGS.items():
        yield words, *(number(undo.tallies[outcome][things]) for outcome in OUTCOMES)


def _kept(lines: list[tuple[str, str, str]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in KEPT:
        table.add_column(name, overflow="fold")
    for cells in lines:
        table.add_row(*map(Text, cells))
    return table

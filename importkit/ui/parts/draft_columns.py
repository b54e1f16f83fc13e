"""The columns of a draft: what each is read as, and another meaning for one that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from importkit import schema
from importkit.grammar import count
from importkit.ui import deps
from importkit.ui.draft_deps import ShownDraft
from importkit.ui.parts.draft_head import changed
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.workspace.draft import Draft

_WIDTHS = (4, 5, 4)
_NOT_USED = "Not imported"
_COUNT = st.column_config.NumberColumn(format="localized", alignment="left")
_WITHOUT_WHY = ("Column", "Header", "Read as", "Errors", "Cells filled", "Belongs to")


def show(draft: Draft) -> None:
    """Show the columns that are not imported with what else they may be, then all that are."""
    columns = draft.check.columns
    left = columns[~columns["is_imported"]]
    if len(left):
        st.header(f"{count(len(left), 'column')} not imported", anchor=False)
        with st.container(border=True, gap="small"):
            for line in left.to_dict("records"):
                _show_unused(draft, line, _choices(draft, columns, str(line["letter"])))
    used = columns[columns["is_imported"]]
    is_called_otherwise = used["header"] != used["column"]
    st.header(count(len(used), "imported column"), anchor=False)
    st.dataframe(
        pd.DataFrame(
            {
                "Column": used["letter"],
                "Header": used["header"].fillna(""),
                "Read as": used["column"],
                "Errors": used["errors"],
                "Cells filled": used["filled"],
                "Belongs to": used["level"].replace("both", "product or variant"),
                "Why": used["why"].where(is_called_otherwise, ""),
            }
        ),
        column_order=None if is_called_otherwise.any() else _WITHOUT_WHY,
        column_config=dict.fromkeys(("Errors", "Cells filled"), _COUNT),
        hide_index=True,
        height="content",
        alt="Columns that are imported",
        key="columns-table",
    )


def _show_unused(draft: Draft, line: dict[Any, Any], choices: list[str]) -> None:
    letter, header = str(line["letter"]), line["header"]
    name, why, use = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    called = f"**{plain(str(header))}**" if isinstance(header, str) else "*no header*"
    name.markdown(f"`{letter}` {called}  \n:small[{count(int(line['filled']), 'cell')} filled]")
    why.caption(plain(str(line["why"])))
    if not deps.is_member():
        return
    key, shown = f"use-{draft.record.version}-{letter}", ShownDraft.of(draft)

    def take() -> None:
        if (chosen := st.session_state[key]) not in {None, _NOT_USED}:
            changed(shown, f"Column {letter} is {chosen} now", lambda now: now.use_as(letter, chosen))

    use.selectbox(
        f"Use column {letter} as",
        [_NOT_USED, *choices],
        key=key,
        on_change=take,
    )


def _choices(draft: Draft, columns: pd.DataFrame, letter: str) -> list[str]:
    """Return the columns that are free, those first that are suggested for it."""
    frame = draft.check.suggestions
    cell = f"{letter}{draft.book.sheet.layout.header_row}"
    suggested = [text for text in frame.loc[frame["cell"] == cell, "suggestion"] if text in schema.columns()]
    taken = set(columns["column"].dropna())
    return list(dict.fromkeys([*suggested, *(name for name in schema.columns() if name not in taken)]))

"""The sheet of a draft as a grid: cells with problems in colour; a click on a cell leads to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from importkit.findings import Severity
from importkit.model import RowStatus
from importkit.ui.kept import kept
from importkit.ui.parts import paging

if TYPE_CHECKING:
    from importkit.checks import SheetPage
    from importkit.ui.parts.paging import Slot
    from importkit.workspace.draft import Draft

_SIZE = 25
#: Pixels: a row; the highest grid, so that what mends a cell stays beside it; the widest column of those with
#: problems, a letter of it, and what stands around its text.
_ROW_HEIGHT, _MOST_HEIGHT, _MOST_WIDTH, _LETTER, _PADDING = 34, 515, 260, 8, 24
_BAD, _ALL = "Products with problems", "All rows"
#: The text must stay readable on each, and none may glow in the dark. In a column that stays in sight it has
#: to be stronger: Streamlit fades it to 60 %.
_COLOURS = {
    "light": {
        Severity.ERROR: "background-color:#ffd9d6;color:#7a0916",
        Severity.WARNING: "background-color:#fff0c2;color:#5c3d00",
    },
    "dark": {
        Severity.ERROR: "background-color:#5a1f22;color:#ffdcd9",
        Severity.WARNING: "background-color:#4d3a10;color:#ffe9b0",
    },
}
_PINNED = {"light": ";color:#000000", "dark": ";color:#ffffff"}


@dataclass(frozen=True)
class Grid:
    """A page of the sheet, before it is drawn.

    Attributes:
        page: The rows, with what is wrong in them.
        names: What each column is called, by its letter.
        slot: Which page it is.
        key: Of the widget.
        in_order: Whether the columns with problems come first.
    """

    page: SheetPage
    names: dict[str, str]
    slot: Slot
    key: str
    in_order: bool

    @property
    def clicked(self) -> str | None:
        """Return the cell that was clicked."""
        selected = st.session_state.get(self.key)
        cells = selected.selection.cells if selected else None
        if not cells:
            return None
        at, name = cells[0]
        letter = next((letter for letter, called in self.names.items() if called == name), None)
        is_there = letter and at < len(self.page.frame)
        return f"{letter}{self.page.frame.index[at]}" if is_there else None

    def show(self) -> None:
        """Draw it."""
        height = len(self.page.frame) * _ROW_HEIGHT
        st.dataframe(
            _styled(self.page, self.names),
            column_order=_in_order(self.page, self.names) if self.in_order else None,
            key=self.key,
            on_select="rerun",
            selection_mode="single-cell",
            column_config=_columns(self.page, self.names),
            row_height=_ROW_HEIGHT,
            height="content" if height < _MOST_HEIGHT else _MOST_HEIGHT,
            placeholder="",
            alt="The sheet; the tab Problems lists every problem",
        )
        self.slot.control()


def choose(draft: Draft) -> Grid | None:
    """Let the visitor choose which rows to see, those of products with problems or all, page by page.

    What is chosen is drawn by `Grid.show`: it takes a while, and what was clicked in it is known before.
    """
    rows, in_order = _shown(draft)
    if not rows:
        return None
    slot = paging.slot(len(rows), _SIZE, "sheet-page", "row", in_address=True)
    page = draft.check.sheet(rows=rows[slot.start : slot.stop], page_size=_SIZE)
    return Grid(page, _names(page), slot, f"grid-{draft.record.version}-{slot.number}", in_order)


def _shown(draft: Draft) -> tuple[list[int], bool]:
    """Return the rows to show, and whether the columns with problems come first."""
    bad = _rows_with_problems(draft)
    if not bad:
        st.caption("No product has a problem. These are all rows.")
        return _all_rows(draft), False
    view = st.segmented_control(
        "Rows",
        (_BAD, _ALL),
        default=_BAD,
        required=True,
        key="rows",
        label_visibility="collapsed",
        bind="query-params",
    )
    return (bad, True) if view == _BAD else (_all_rows(draft), False)


@kept
def _all_rows(draft: Draft) -> list[int]:
    resolved = draft.check.resolved
    return [] if resolved is None else [int(row) for row in resolved.rows["row_number"]]


@kept
def _rows_with_problems(draft: Draft) -> list[int]:
    """Return the rows of products with problems."""
    resolved = draft.check.resolved
    if resolved is None:
        return []
    rows = resolved.rows
    warned = draft.check.findings.where(severity=[Severity.ERROR, Severity.WARNING]).records["row"].dropna()
    is_shown = (rows["row_status"] == RowStatus.FAILED) | rows["row_number"].isin(warned)
    return [int(row) for row in rows.loc[is_shown, "row_number"]]


def _names(page: SheetPage) -> dict[str, str]:
    """Return what each column is called, by its letter; no two alike."""
    headers = [column.header for column in page.columns]
    return {
        column.letter: column.header
        if column.header and headers.count(column.header) == 1
        else f"{column.header} ({column.letter})".strip()
        for column in page.columns
    }


def _styled(page: SheetPage, names: dict[str, str]) -> Styler:
    frame = page.frame.rename(columns=names).rename_axis(index="Row")
    theme = "dark" if st.context.theme.type == "dark" else "light"
    colours, pinned = _COLOURS[theme], names.get(_pinned(page) or "")
    styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
    for mark in page.marks.dropna(subset=["row", "letter"]).itertuples(index=False):
        colour = colours.get(Severity(str(mark.severity)))
        if colour and mark.row in styles.index and mark.letter in names:
            name = names[str(mark.letter)]
            styles.loc[mark.row, name] = colour + (_PINNED[theme] if name == pinned else "")
    return frame.style.pipe(Styler.apply, lambda _: styles, axis=None)


def _in_order(page: SheetPage, names: dict[str, str]) -> list[str]:
    """Return the columns, those with problems first."""
    marked = _marked(page)
    letters = [column.letter for column in page.columns]
    return [names[letter] for letter in sorted(letters, key=lambda letter: letter not in marked)]


def _marked(page: SheetPage) -> set[str]:
    return set(page.marks["letter"].dropna())


def _wide_enough(page: SheetPage, letter: str) -> Any:  # noqa: ANN401  Streamlit's
    """Return a column in which what its cells with problems hold can be read.

    Where that is no longer than the header, Streamlit's own width does.
    """
    rows = set(page.marks.loc[page.marks["letter"] == letter, "row"].dropna())
    held = page.frame.loc[page.frame.index.isin(rows), letter].dropna().astype("str")
    longest = max((len(text) for text in held), default=0)
    header = next(column.header for column in page.columns if column.letter == letter)
    if longest <= len(header):
        return st.column_config.Column()
    return st.column_config.Column(width=min(longest * _LETTER + _PADDING, _MOST_WIDTH))


def _columns(page: SheetPage, names: dict[str, str]) -> dict[str, Any]:
    """Return how columns are shown: the handle stays in sight, and what is wrong can be read."""
    shown = {names[letter]: _wide_enough(page, letter) for letter in _marked(page) if letter in names}
    if handle := _pinned(page):
        shown[names[handle]] = st.column_config.Column(pinned=True)
    return shown


def _pinned(page: SheetPage) -> str | None:
    """Return the column that stays in sight."""
    return next((one.letter for one in page.columns if one.canonical == "Product Handle"), None)

"""A page of a sheet with what is wrong in colour, for notebooks and as a document of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from importkit.display.markdown import escaped, table_markdown
from importkit.display.safe_text import one_line, without_controls
from importkit.display.static_text import plain_text
from importkit.display.text_tables import table_text
from importkit.findings import Severity
from importkit.grammar import count, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importkit.model import SheetColumn


class SheetPageRecord(Protocol):
    """Some rows of a sheet."""

    @property
    def filename(self) -> str: ...
    @property
    def columns(self) -> tuple[SheetColumn, ...]: ...
    @property
    def frame(self) -> pd.DataFrame: ...
    @property
    def marks(self) -> pd.DataFrame: ...
    @property
    def total_rows(self) -> int: ...
    @property
    def page(self) -> int: ...
    @property
    def pages(self) -> int: ...


#: A mark without colour says it to those who see none, and on pages that take styles away.
_SIGNS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "ℹ"}  # noqa: RUF001  it is the sign
_CLASSES = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.INFO: "i"}

# Text and ground are set together, so the contrast is the same on light and dark pages: 8 and more.
# The row number stays in sight while the rest is scrolled, on the ground of light or dark pages.
# The class stands twice: notebooks have rules of their own for cells, which would set texts to the right.
_STYLE = (
    ".ik-sheet{overflow-x:auto;scrollbar-width:thin}.ik-sheet table{border-collapse:collapse;font-size:12px}"
    ".ik-sheet p{position:sticky;left:0}"
    ".ik-sheet.ik-sheet td,.ik-sheet.ik-sheet th{border:1px solid rgba(128,128,128,.35);padding:2px 6px;"
    "text-align:left;vertical-align:top;max-width:18em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}"
    ".ik-sheet th{font-weight:600}.ik-sheet.ik-sheet th[scope=row]{text-align:right;position:sticky;left:0}"
    ".ik-sheet th[scope=row]:not([class]){background:#eee;color:#222}"
    ".ik-sheet .e{background:#ffd7d5;color:#7a0916}.ik-sheet .w{background:#fff0b3;color:#5c3d00}"
    ".ik-sheet .i{background:#d8e8ff;color:#0b3a75}"
    # A browser that knows says by itself whether there is anything to scroll; the others have the estimate.
    "@keyframes ik-wide{from,to{--ik-wide:inline}}@supports (animation-timeline:scroll()){"
    ".ik-sheet{animation:ik-wide linear both;animation-timeline:scroll(self inline)}"
    ".ik-sheet .s{display:var(--ik-wide,none)}}"
)

#: So much of a text and of a message is shown, and so many columns, until the page is small enough.
_LIMITS = ((120, 300, 512), (60, 160, 512), (40, 90, 80), (24, 60, 40), (12, 40, 24))
_BYTES_A_ROW = 2_800
_FIXED_BYTES = 6_000
_BYTES_A_CELL = 9
_MARKS_SHOWN = 30

#: What is wider than the view scrolls, and many systems hide scroll bars, so it is said. In pixels: the
#: narrowest view of usual screens, a letter, the rest of a column, and the widest one, as in `_STYLE`.
_VIEW_WIDTH, _LETTER_WIDTH, _PADDING, _MOST_WIDTH = 700, 6.2, 13, 216


def sheet_html(page: SheetPageRecord) -> str:
    """Return a page as a table with Excel's letters and row numbers; messages are titles."""
    if not len(page.frame):
        return f"<p>{escape(_headline(page))}</p>"
    most = _FIXED_BYTES + _BYTES_A_ROW * max(len(page.frame), 50)
    html = ""
    for text_length, title_length, columns in _LIMITS:
        if len(page.frame) * min(columns, len(page.columns)) * _BYTES_A_CELL > most:
            continue  # the tags alone are too much
        html = _table(page, text_length, title_length, columns)
        if len(html.encode()) <= most:
            return html
    return html


def html_document(title: str, body: str) -> str:
    """Return HTML as a document of its own, for light and dark screens."""
    scheme = '<meta name="color-scheme" content="light dark">'
    head = f'<meta charset="utf-8">{scheme}<title>{_cut(title, 200)}</title>'
    style = "<style>:root{color-scheme:light dark}body{font-family:system-ui,sans-serif}</style>"
    return f'<!doctype html><html lang="en"><head>{head}{style}</head><body>{body}</body></html>'


def sheet_text(page: SheetPageRecord) -> str:
    """Return what is marked on a page, a line for each."""
    marks = _marked(page)
    if not marks:
        return _headline(page)
    table = plain_text(table_text(("", "Cell", "Column", "Stored", "What is wrong"), marks[:_MARKS_SHOWN]))
    left = len(marks) - _MARKS_SHOWN
    more = f"\n\nand {count(left, 'more mark')}" if left > 0 else ""
    return f"{_headline(page)}\n\n{table}{more}"


def sheet_markdown(page: SheetPageRecord) -> str:
    """Return what is marked on a page as Markdown."""
    headers = ("", "Cell", "Column", "Stored", "What is wrong")
    table = table_markdown(headers, _marked(page)[:_MARKS_SHOWN])
    return "\n\n".join((escaped(_headline(page)), table))


def _headline(page: SheetPageRecord) -> str:
    name = one_line(page.filename)
    if not page.total_rows:
        return f'{name}: none of its rows is marked. check.sheet(rows="all") shows all of them.'
    where = f", page {number(page.page)} of {number(page.pages)}" if page.pages > 1 else ""
    following = f". Next: page={page.page + 1}" if page.page < page.pages else ""
    return f"{name}: {count(page.total_rows, 'row')}{where}{following}"


def _marked(page: SheetPageRecord) -> list[tuple[str, ...]]:
    """Return the marks of a page with the texts of their cells."""
    headers = {column.letter: column.header for column in page.columns}
    found: list[tuple[str, ...]] = []
    for mark in page.marks.to_dict("records"):
        letter = "" if pd.isna(mark["letter"]) else str(mark["letter"])
        row = None if pd.isna(mark["row"]) else int(mark["row"])
        if letter and letter not in headers:
            continue
        stored = page.frame.loc[row, letter] if letter and row is not None else None
        place = f"{letter}{'' if row is None else row}"
        shown = stored if isinstance(stored, str) else ""
        sign = _SIGNS[Severity(mark["severity"])]
        found.append((sign, place, headers.get(letter, ""), shown, str(mark["message"])))
    return found


def _table(page: SheetPageRecord, text_length: int, title_length: int, most_columns: int) -> str:
    marks = _by_place(page, title_length)
    columns = _shown_columns(page, most_columns)
    letters = "".join(f"<th>{column.letter}</th>" for column in columns)
    headers = "".join(
        f"<th{_attributes(marks.get((None, column.letter)))}>{_cut(column.header, text_length)}</th>"
        for column in columns
    )
    lines = _lines(page, columns)
    worst: dict[int | None, tuple[Severity, str]] = {}
    for (row, _), mark in marks.items():  # also in columns that are not shown, which is why the row is
        worst[row] = min(worst.get(row, mark), mark, key=lambda one: one[0].rank)
    body = "".join(_row(row, line, worst.get(row), marks, text_length) for row, line in lines)
    left = len(page.columns) - len(columns)
    note = f", {count(left, 'more column')} left out: name them with columns=[…]" if left else ""
    is_wide = _width([column.header for column in columns], lines) > _VIEW_WIDTH
    wide = f'<span class="s">; {count(len(columns), "column")}, scroll sideways</span>' if is_wide else ""
    head = f"<thead><tr><th></th>{letters}</tr><tr><th></th>{headers}</tr></thead>"
    return (
        f'<div class="ik-sheet tex2jax_ignore mathjax_ignore"><style>{_STYLE}</style>'
        f"<p>{_cut(_headline(page), 600)}{wide}{note}</p><table>{head}<tbody>{body}</tbody></table></div>"
    )


def _lines(page: SheetPageRecord, columns: Sequence[SheetColumn]) -> list[tuple[int, list[tuple[str, str]]]]:
    """Return the rows of the page, each with the letters and texts of its cells."""
    names = [column.letter for column in columns]
    texts = page.frame[names].astype("object").where(page.frame[names].notna(), "").to_numpy().tolist()
    return [
        (int(row), list(zip(names, line, strict=True)))
        for row, line in zip(page.frame.index, texts, strict=True)
    ]


def _width(headers: Sequence[str], lines: list[tuple[int, list[tuple[str, str]]]]) -> float:
    """Return about how many pixels a table takes, its row numbers among them."""
    letters = [len(header) for header in headers]
    for _, line in lines:
        letters = [max(most, len(text)) for most, (_, text) in zip(letters, line, strict=True)]
    widths = (min(most * _LETTER_WIDTH, _MOST_WIDTH) + _PADDING for most in (4, *letters))
    return sum(widths)


_Marks = dict[tuple[int | None, str | None], tuple[Severity, str]]


def _row(
    row: int, line: list[tuple[str, str]], worst: tuple[Severity, str] | None, marks: _Marks, text_length: int
) -> str:
    """Return a row; its number is marked, too, since a marked cell may be far to the right."""
    cells = "".join(_cell(value, marks.get((row, letter)), text_length) for letter, value in line)
    sign = f"{_SIGNS[worst[0]]} " if worst else ""
    return f'<tr><th scope="row"{_attributes(worst)}>{sign}{row}</th>{cells}</tr>'


def _cell(value: str, mark: tuple[Severity, str] | None, text_length: int) -> str:
    sign = f"{_SIGNS[mark[0]]} " if mark else ""
    return f"<td{_attributes(mark)}>{sign}{_cut(value, text_length)}</td>"


def _attributes(mark: tuple[Severity, str] | None) -> str:
    return f' class="{_CLASSES[mark[0]]}" title="{mark[1]}"' if mark else ""


def _by_place(page: SheetPageRecord, title_length: int) -> _Marks:
    return {
        (
            None if pd.isna(mark["row"]) else int(mark["row"]),
            None if pd.isna(mark["letter"]) else str(mark["letter"]),
        ): (Severity(mark["severity"]), _cut(str(mark["message"]), title_length))
        for mark in page.marks.to_dict("records")
    }


def _shown_columns(page: SheetPageRecord, most: int) -> Sequence[SheetColumn]:
    """Return all columns, or the first of those with a mark or a value on the page."""
    if len(page.columns) <= most:
        return page.columns
    marked = set(page.marks["letter"].dropna())
    by_need = sorted(
        page.columns, key=lambda column: (column.letter not in marked, page.frame[column.letter].isna().all())
    )
    kept = {column.letter for column in by_need[:most]}
    return [column for column in page.columns if column.letter in kept]


def _cut(text: str, most: int) -> str:
    """Return text of others as HTML of a limited length; what is cut ends with an ellipsis.

    >>> _cut("a<b", 20), _cut("long text", 5), _cut("<<<<", 9)
    ('a&lt;b', 'long…', '&lt;&lt;…')
    """
    line = " ".join(without_controls(text[: most + 1]).split())
    html = escape(line)
    if len(html) <= most:
        return html
    kept = ""
    for letter in line:
        if len(kept) + len(escape(letter)) > most - 1:
            break
        kept += escape(letter)
    return f"{kept}…"

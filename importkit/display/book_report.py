"""A book in a few lines: what it is, which of its columns count, what was changed, and what to do next."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit import schema
from importkit.display.html import table_html
from importkit.display.markdown import escaped, table_markdown
from importkit.display.notebook_report import short_cell
from importkit.display.safe_text import one_line
from importkit.grammar import count

if TYPE_CHECKING:
    from importkit.display.protocols import BookRecord

#: So many changes are shown.
_SHOWN = 10
_OF_CHANGES = ("Cell", "Column", "Before", "After")
_NEXT = "What is wrong with it: importkit.check(book)"


def book_text(book: BookRecord) -> str:
    """Return a book as plain text."""
    lines = [f"Book {one_line(book.filename)}: {_facts(book)}"]
    changes = book.changes
    if len(changes):
        lines.append(f"{count(len(changes), 'cell')} changed: {_examples(changes)}")
    lines += [one_line(sentence) for sentence in book.not_carried_over]
    return "\n".join([*lines, _NEXT])


def book_html(book: BookRecord) -> str:
    """Return a book as HTML."""
    changes = book.changes
    parts = [f"<p><b>{escape(one_line(book.filename))}</b>: {escape(_facts(book))}</p>"]
    if len(changes):
        rows = _change_rows(changes)
        more = len(changes) - len(rows)
        rest = (
            f"<p><small>{count(more, 'more change')}: <code>book.changes</code></small></p>" if more else ""
        )
        table = table_html(_OF_CHANGES, ([short_cell(text) for text in row] for row in rows))
        parts.append(f"<p>{count(len(changes), 'cell')} changed:</p>{table}{rest}")
    parts.append(_columns_html(book.columns))
    parts += [
        f"<p><small>Not written with it: {escape(one_line(sentence))}</small></p>"
        for sentence in book.not_carried_over
    ]
    return "".join([*parts, f"<p><small>{escape(_NEXT)}</small></p>"])


def book_markdown(book: BookRecord) -> str:
    """Return a book as Markdown."""
    changes = book.changes
    parts = [f"**{escaped(book.filename)}**: {escaped(_facts(book))}"]
    if len(changes):
        table = table_markdown(_OF_CHANGES, _change_rows(changes))
        parts += [f"{count(len(changes), 'cell')} changed:", table]
    return "\n\n".join([*parts, *map(escaped, book.not_carried_over), escaped(_NEXT)])


def _facts(book: BookRecord) -> str:
    """Return how large a sheet is, what kind of sheet, and how many of its columns count."""
    sheet, columns = book.sheet, book.columns
    title = schema.dialects()[sheet.layout.dialect].title
    imported = int(columns["is_imported"].sum())
    return (
        f'{count(sheet.total_rows, "row")} in sheet "{one_line(sheet.layout.sheet)}" ({title}), header in row'
        f" {sheet.layout.header_row}; {imported} of {count(len(columns), 'column')} are imported"
    )


def _columns_html(columns: pd.DataFrame) -> str:
    """Return which columns count and which do not, folded in."""
    rows = [
        [
            _text(column.letter),
            _text(column.header),
            _text(column.column),
            str(column.filled),
            _text(column.why),
        ]
        for column in columns.itertuples()
    ]
    table = table_html(("Letter", "Header", "Column", "Filled", "Why"), rows)
    return f"<details><summary>{count(len(rows), 'column')}</summary>{table}</details>"


def _change_rows(changes: pd.DataFrame) -> list[list[str]]:
    return [[_text(text) for text in change[1:]] for change in changes.head(_SHOWN).itertuples(index=False)]


def _examples(changes: pd.DataFrame) -> str:
    shown = ", ".join(
        f"{change.cell} {_quoted(change.before)} → {_quoted(change.after)}"
        for change in changes.head(3).itertuples()
    )
    return shown + (", …" if len(changes) > 3 else "")


def _quoted(text: Any) -> str:  # noqa: ANN401  a cell of a frame
    return "blank" if pd.isna(text) else f'"{one_line(str(text))}"'


def _text(text: Any) -> str:  # noqa: ANN401  a cell of a frame
    return "" if pd.isna(text) else str(text)

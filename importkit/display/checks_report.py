"""Several checks as one table: which files can be imported, and which not."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.display.html import note_html, table_html
from importkit.display.markdown import escaped, table_markdown
from importkit.display.safe_text import one_line
from importkit.grammar import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.display.protocols import ChecksRecord

#: So many files are shown; the others are counted.
_SHOWN = 100
_HEADERS = ("File", "Status", "Products", "Not imported", "Errors", "Warnings", "Why")
_STATUSES = {"clean": "can be imported", "findings": "errors", "unreadable": "cannot be read"}
_RANK = {"unreadable": 0, "findings": 1, "clean": 2}


def checks_text(checks: ChecksRecord) -> str:
    """Return several checks as plain text, what is wrong first."""
    lines = [_totals(checks.totals)]
    for file, status, products, failed, errors, _, error in _rows(checks):
        why = error
        if products:
            not_imported = f"{failed} of {count(int(products), 'product')} would not be imported"
            why = f"{not_imported}, {count(int(errors), 'error')}"
        lines.append(f"{file}: {status}" + (f" ({why})" if status != _STATUSES["clean"] else ""))
    return "\n".join([*lines, *_rest(checks), _next(checks)])


def checks_html(checks: ChecksRecord) -> str:
    """Return several checks as HTML, what is wrong first."""
    notes = "".join(f"<p><small>{escape(line)}</small></p>" for line in [*_rest(checks), _next(checks)])
    is_bad = checks.totals["clean"] < checks.totals["files"]
    lead = note_html(_totals(checks.totals), (), is_bad=is_bad)
    return f"{lead}{table_html(_HEADERS, _rows(checks))}{notes}"


def checks_markdown(checks: ChecksRecord) -> str:
    """Return several checks as Markdown, what is wrong first."""
    notes = map(escaped, [*_rest(checks), _next(checks)])
    table = table_markdown(_HEADERS, _rows(checks))
    return "\n\n".join([f"**{escaped(_totals(checks.totals))}**", table, *notes])


def _totals(totals: Mapping[str, int]) -> str:
    bad = f"{totals['with_findings']} with errors, {totals['unreadable']} cannot be read"
    return (
        f"{count(totals['files'], 'file')}: {totals['clean']} can be imported, {bad};"
        f" {count(totals['failed_products'], 'product')} of {totals['products']} would not be imported"
    )


def _rows(checks: ChecksRecord) -> Iterator[list[str]]:
    files = checks.files
    for at in files["status"].map(_RANK).sort_values(kind="stable").index[:_SHOWN]:
        file = files.loc[at]
        figures = [_text(file[name]) for name in ("products", "failed_products", "errors", "warnings")]
        yield [one_line(file["file"]), _STATUSES[file["status"]], *figures, one_line(_text(file["error"]))]


def _rest(checks: ChecksRecord) -> list[str]:
    more = checks.totals["files"] - _SHOWN
    return [f"{count(more, 'more file')}: checks.files"] if more > 0 else []


def _next(checks: ChecksRecord) -> str:
    readable = checks.files[checks.files["status"] != "unreadable"]  # another one would raise its error
    if readable.empty:
        return "Why they cannot be read: checks.files"
    worst = readable["status"].map(_RANK).idxmin()
    return f"What is wrong with one of them: checks[{worst}]; all findings: checks.findings"


def _text(value: Any) -> str:  # noqa: ANN401  a cell of a frame
    return "" if pd.isna(value) else str(value)

"""One row of a sheet, explained, for the terminal and for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd
from rich.console import Group
from rich.text import Text

from importkit.display.html import html_text, list_html, note_html, severity_badge, table_html
from importkit.display.markdown import escaped, table_markdown
from importkit.display.safe_text import one_line
from importkit.display.static_text import plain_text
from importkit.display.terminal import command_text
from importkit.display.text_tables import table_text
from importkit.findings import Severity
from importkit.grammar import agree, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from importkit.findings import Finding, Findings


class GroupRecord(Protocol):
    """The product that a row belongs to."""

    @property
    def product_handle(self) -> str | None: ...
    @property
    def why(self) -> str: ...
    @property
    def rows(self) -> tuple[int, ...]: ...
    @property
    def role(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def blocked_by_row(self) -> int | None: ...


class ExplanationRecord(Protocol):
    """One row of a sheet, explained."""

    @property
    def row(self) -> int: ...
    @property
    def filename(self) -> str: ...
    @property
    def cells(self) -> pd.DataFrame: ...
    @property
    def group(self) -> GroupRecord: ...
    @property
    def refs(self) -> pd.DataFrame: ...
    @property
    def would_write(self) -> pd.DataFrame: ...
    @property
    def findings(self) -> Findings: ...


#: What stands above the tables of an explanation.
_CELLS = ("Cell", "Column", "Stored", "What is wrong", "Read as", "Means")
_REFS = ("Column", "Name", "Kind", "In the catalog", "Looks like")
_WRITTEN = ("Of the", "Field", "Value")
_ROWS_SHOWN = 8


def explanation_text(one: ExplanationRecord, *, step: str = "") -> RenderableType:
    """Return a row for the terminal: what becomes of it and why, what is wrong first, then its cells.

    Args:
        one: The row.
        step: The command that explains the row which holds it back.
    """
    tone = "bold red" if one.group.status == "would_fail" else "bold green"
    context = [Text(line) for line in explanation_context(one)]
    parts: list[RenderableType] = [Text(explanation_headline(one), tone), *context]
    for finding in one.findings:
        where = finding.cell or f"row {one.row}"
        parts += [Text(), Text(one_line(f"{finding.severity.upper()}  {where}: {finding.message}"), "bold")]
        if finding.hint:
            parts.append(Text(f"  → {one_line(finding.hint)}", "green"))
    for title, headers, rows in explanation_tables(one):
        parts += [Text(), Text(title, "bold"), table_text(headers, rows)]
    if step:
        row = number(one.group.blocked_by_row or one.row)
        parts += [Text(), Text(f"Row {row} is explained by:"), command_text(step)]
    return Group(*parts)


def explanation_plain(one: ExplanationRecord) -> str:
    """Return a row as plain text, for `repr`."""
    text = plain_text(explanation_text(one))
    return "\n\n".join((text, *_next(one)))


def explanation_html(one: ExplanationRecord) -> str:
    """Return a row for a notebook."""
    lines, is_bad = [*explanation_context(one), *_next(one)], one.group.status == "would_fail"
    parts = [note_html(explanation_headline(one), lines, is_bad=is_bad)]
    parts.append(list_html(_finding_html(finding) for finding in one.findings))
    for place, (title, headers, rows) in enumerate(explanation_tables(one)):
        table = f"<summary>{html_text(title)}</summary>{table_html(headers, rows)}"
        parts.append(f"<details{'' if place else ' open'}>{table}</details>")
    return f'<div class="tex2jax_ignore mathjax_ignore">{"".join(parts)}</div>'


def _finding_html(found: Finding) -> str:
    words = " ".join((found.message, found.hint))
    return f"{severity_badge(found.severity)} <b>{html_text(found.cell)}</b> {html_text(words)}"


def explanation_markdown(one: ExplanationRecord) -> str:
    """Return a row as Markdown."""
    context = map(escaped, [*explanation_context(one), *_next(one)])
    parts = [f"**{escaped(explanation_headline(one))}**", *context]
    parts += [_bullet(found) for found in one.findings]
    for title, headers, rows in explanation_tables(one):
        parts += [f"**{escaped(title)}**", table_markdown(headers, rows)]
    return "\n\n".join(parts)


def _bullet(found: Finding) -> str:
    return f"- {escaped(f'{found.cell} {found.message} {found.hint}'.strip())}"


def explanation_headline(one: ExplanationRecord) -> str:
    """Return what would become of a row, and why, in one sentence."""
    where = f"Row {number(one.row)} of {one_line(one.filename)}"
    if one.group.status != "would_fail":
        return f"{where} would be imported."
    if one.group.blocked_by_row is not None:
        return (
            f"{where} would not be imported: row {number(one.group.blocked_by_row)} holds its product back."
        )
    errors = [finding.cell or finding.code for finding in one.findings if finding.severity is Severity.ERROR]
    because = f": {listed(errors, _ROWS_SHOWN)} must be fixed" if errors else ""
    return f"{where} would not be imported{because}."


def explanation_context(one: ExplanationRecord) -> list[str]:
    """Return which product it is of, and why."""
    group = one.group
    rows = listed([number(row) for row in group.rows], _ROWS_SHOWN)
    product = f'the product "{one_line(group.product_handle)}"' if group.product_handle else "its product"
    if group.role in ("stray", "orphan"):
        return [group.why]
    where = f"{agree(len(group.rows), 'row', 'rows')} {rows}"
    return [f"It is a {group.role} row of {product}, in {where}. {group.why}"]


def _next(one: ExplanationRecord) -> list[str]:
    """Return what to do next, in Python's words."""
    if one.group.blocked_by_row is not None:
        return [f"Next: check.explain({one.group.blocked_by_row}) says what is wrong there."]
    return []


def explanation_tables(one: ExplanationRecord) -> Iterator[tuple[str, Sequence[str], list[tuple[str, ...]]]]:
    """Yield each table with its title: cells that hold something or are wrong, names, what is written."""
    yield (
        "Cells",
        *_without_blanks(_CELLS, [_cell(line) for line in one.cells.to_dict("records") if _is_shown(line)]),
    )
    if len(one.refs):
        names = [
            (
                _shown(line["column"]),
                _shown(line["name"]),
                _shown(line["kind"]).replace("_", " "),
                _meaning(line),
                _shown(line["similar_to"]),
            )
            for line in one.refs.to_dict("records")
        ]
        yield "Names", *_without_blanks(_REFS, names)
    if len(one.would_write):
        written = [
            tuple(_shown(value) for value in line.values()) for line in one.would_write.to_dict("records")
        ]
        yield "Would be written", _WRITTEN, written


def _is_shown(line: dict[Any, Any]) -> bool:
    return not (pd.isna(line["stored"]) and pd.isna(line["finding"]))


def _cell(line: dict[Any, Any]) -> tuple[str, ...]:
    """Return a cell; what it is read as, and means, only where that is something else.

    What is wrong comes before: a narrow view may cut the last columns off.
    """
    stored, read, understood = (_shown(line[name]) for name in ("stored", "read", "understood"))
    column = _shown(line["header"]) or _shown(line["column"])  # as its findings call it
    means = "" if understood in (read, stored) else understood
    return line["cell"], column, stored, _shown(line["message"]), "" if read == stored else read, means


def _without_blanks(
    headers: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> tuple[Sequence[str], list[tuple[str, ...]]]:
    """Return a table without the columns in which nothing stands."""
    kept = [place for place in range(len(headers)) if any(row[place] for row in rows)]
    return [headers[place] for place in kept], [tuple(row[place] for place in kept) for row in rows]


def _meaning(line: dict[Any, Any]) -> str:
    to, name = _shown(line["resolves_to"]), _shown(line["resolved_name"])
    return f"{to}: {name}" if name and name != _shown(line["name"]) else to


def _shown(value: object) -> str:
    if isinstance(value, list):
        return " · ".join(map(str, value))
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]

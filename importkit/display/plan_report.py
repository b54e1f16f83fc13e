"""A plan: what an import would do, for the terminal and for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from importkit.display.catalog_report import kind_noun
from importkit.display.job_reports import counts_table
from importkit.display.notebook_report import NotebookReport, NotebookTable
from importkit.display.python_hints import with_python_hints
from importkit.display.safe_text import one_line
from importkit.display.summary import summarize_plan
from importkit.display.terminal import causes_text, lines, verdict_text
from importkit.display.terminal_jobs import steps_text, summary_parts
from importkit.grammar import count, listed, number
from importkit.outcomes import writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from importkit.display.protocols import PlanRecord

#: How much of a plan is told unless everything is asked for.
SHOWN_CHANGES = 20
SHOWN_ENTITIES = 10
_SHOWN_ITEMS = 5
_MINUS = "\N{MINUS SIGN}"
_SHOWN_CHARACTERS = 60


def plan_text(
    plan: PlanRecord, *, filename: str = "", commands: Sequence[tuple[str, str]] = (), every: bool = False
) -> RenderableType:
    """Return what an import would do, and what to do next.

    Args:
        plan: The plan.
        filename: The name the user gave, such as a path; the workbook's own when blank.
        commands: What to do next: a sentence and the command for it.
        every: Show every change, new entity and finding, and long values whole.
    """
    summary = summarize_plan(plan, every=every)
    title = Text.assemble(
        (one_line(filename or plan.filename), "bold"),
        f"  plan  {plan.mode}  ",
        ("nothing was written", "dim"),
    )
    parts: list[RenderableType] = [*verdict_text(summary), title, Text()]
    parts += summary_parts(dict(plan.summary))
    if len(plan.changes):
        parts += [Text(), *_changes(plan.changes, every=every)]
    if len(plan.entities):
        parts += [Text(), *_entities(plan.entities, every=every)]
    parts += causes_text(summary, advised=summary.advice, every=every)
    if commands:
        parts += [Text(), steps_text(commands)]
    return Group(*parts)


def plan_report(plan: PlanRecord) -> NotebookReport:
    """Return what an import would do, for a notebook."""
    summary = summarize_plan(plan, findings=with_python_hints(plan.findings))
    tables = [counts_table(plan.summary)]
    if len(plan.changes):
        rows = list(_change_rows(plan.changes.head(SHOWN_CHANGES), every=False))
        title = f"{count(len(plan.changes), 'change')} of what is stored"
        tables.append(NotebookTable(_OF_CHANGES, rows, title, "plan.changes", total=len(plan.changes)))
    if len(plan.entities):
        alike_first = plan.entities.sort_values("similar_to", key=pd.isna, kind="stable")
        shown = alike_first.head(SHOWN_ENTITIES)[list(_ENTITY)]
        entities = [(kind_noun(kind), *map(_text, rest)) for kind, *rest in shown.itertuples(index=False)]
        title = f"{count(len(plan.entities), 'name')} to be created in the catalog"
        tables.append(NotebookTable(_OF_ENTITIES, entities, title, "plan.entities", total=len(plan.entities)))
    return NotebookReport(
        lead=summary.verdict.words,
        tone=summary.verdict.tone,
        facts=f"{plan.filename}, plan, mode {plan.mode}, nothing was written",
        details=[summary.advice] if summary.advice else [],
        summary=summary,
        tables=tables,
        steps=list(_steps(plan)),
    )


def _steps(plan: PlanRecord) -> Iterator[tuple[str, str]]:
    """Yield what to do next."""
    if writes(plan.summary):
        yield "kit.import_file(sheet, plan=plan.token)", "imports just that"
    if plan.summary.get("failed_rows"):
        yield "kit.check(sheet).sheet()", "shows in colour what would not be imported"
    if len(plan.changes):
        yield "plan.changes", "is a frame with each value before and after"


_OF_CHANGES = ("Product", "SKU", "Barcode", "Field", "Change")
_OF_ENTITIES = ("Kind", "Name", "Looks like")
_ENTITY = ("type", "name", "similar_to")


def _changes(changes: pd.DataFrame, *, every: bool) -> Iterator[RenderableType]:
    shown = changes if every else changes.head(SHOWN_CHANGES)
    table = Table(box=None, padding=(0, 2, 0, 2), header_style="bold")
    table.add_column("Product", overflow="fold")
    table.add_column("Variant", overflow="fold")
    table.add_column("Field")
    table.add_column("Change", overflow="fold", ratio=1)
    for handle, sku, barcode, field, change in _change_rows(shown, every=every):
        table.add_row(*(Text(one_line(text)) for text in (handle, sku or barcode, field)), Text(change))
    yield Text(f"{count(len(changes), 'change')} of what is stored", "bold")
    yield table
    yield from _more(len(changes) - len(shown), "more change")


def _change_rows(changes: pd.DataFrame, *, every: bool) -> Iterator[tuple[str, str, str, str, str]]:
    columns = [
        "product_handle",
        "sku",
        "barcode",
        "field",
        "before",
        "after",
        "added",
        "removed",
        "inherited",
    ]
    for handle, sku, barcode, field, *values in changes[columns].itertuples(index=False):
        yield _text(handle), _text(sku), _text(barcode), str(field), _change(*values, every=every)


def _change(
    before: object, after: object, added: object, removed: object, inherited: object, *, every: bool
) -> str:
    if isinstance(added, list) and isinstance(removed, list):
        parts = [*_signed("+", added, every=every), *_signed(_MINUS, removed, every=every)]
        if isinstance(inherited, list):
            parts.append(f"(the product's: {listed(_short(item, every=every) for item in inherited)})")
        return "  ".join(parts)
    absent = f"{_short(inherited, every=every)} (the product's)" if isinstance(inherited, str) else "(blank)"
    values = (_short(value, every=every) if isinstance(value, str) else absent for value in (before, after))
    return " → ".join(values)


def _signed(sign: str, items: list[str], *, every: bool) -> list[str]:
    """Return what a list gains or loses, and how much more."""
    shown = items if every else items[:_SHOWN_ITEMS]
    rest = len(items) - len(shown)
    more = [f"{sign} {number(rest)} more"] if rest else []
    return [f"{sign}{_short(item, every=every)}" for item in shown] + more


def _short(value: str, *, every: bool) -> str:
    text = one_line(value)
    return text if every or len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS].rstrip()}…"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _entities(entities: pd.DataFrame, *, every: bool) -> Iterator[RenderableType]:
    shown = entities if every else entities.head(SHOWN_ENTITIES)
    yield Text(f"{count(len(entities), 'name')} to be created in the catalog", "bold")
    yield lines(_entity_lines(shown.to_dict("records")))
    yield from _more(len(entities) - len(shown), "more name")


def _entity_lines(entities: Iterable[Mapping[Any, Any]]) -> Iterator[Text]:
    for entity in entities:
        line = Text(f"{entity['type'].replace('_', ' ')}  {one_line(entity['name'])}")
        if similar := _text(entity["similar_to"]):
            line.append(f"  looks like {one_line(similar)}", "yellow")
        yield line


def _more(rest: int, noun: str) -> Iterator[RenderableType]:
    if rest > 0:
        yield lines([Text(f"{count(rest, noun)}; --all lists every one", "dim")])

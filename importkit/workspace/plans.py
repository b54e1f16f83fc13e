"""What a user asks before importing: what an import would do, and what is wrong with a workbook here."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from importkit import pipeline
from importkit.checks import Check, refused_check
from importkit.checks.explanation import BrandAnswers
from importkit.db.connect import as_user
from importkit.findings import RefusedImportError
from importkit.jobs import brand_context
from importkit.workspace.name_references import resolve_names
from importkit.workspace.repeated_files import plan_repeated, repeated_file

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from importkit.checks.book import Book
    from importkit.jobs.context import Context
    from importkit.model import BrandContext, Sheet
    from importkit.pipeline import Report, Source
    from importkit.production import Plan
    from importkit.read_options import ReadOptions


def plan(context: Context, source: Source, options: ReadOptions, report: Report | None) -> Plan:
    """Return what an import of a workbook would do; everything stored is read as it is at one moment."""
    sheet = pipeline.open_sheet(source, options, report=report)
    file = repeated_file(context, sheet, options.mode_for(sheet.origin, sheet.called))
    if file is not None:
        with _snapshot(context) as connection:
            if known := plan_repeated(file, sheet, options, connection, report):
                return known
    return plan_for_brand(context, sheet, options, report).plan


@dataclass(frozen=True, eq=False)
class Planned:
    """A plan, and what was known of the brand for it."""

    plan: Plan
    brand: BrandContext


def plan_for_brand(
    context: Context, source: Source, options: ReadOptions, report: Report | None, *, with_token: bool = True
) -> Planned:
    """Return a plan, and what was known of the brand: its categories with their mappings, and handles."""
    sheet = pipeline.open_sheet(source, options, report=report)
    brand_id = str(context.brand.id)
    with _snapshot(context) as connection:
        look_up = _brand_lookup(context, connection)
        resolved = pipeline.resolve(sheet, look_up, options, report=report)
        planned = pipeline.plan(resolved, brand_id, connection, with_token=with_token, report=report)
        return Planned(planned, look_up.found[-1])


def plan_again(context: Context, sheet: Sheet, before: Planned) -> Planned | None:
    """Return what `plan_for_brand` returns of a sheet that differs in a few cells from one that was planned.

    Returns:
        None where all of it has to be looked at.
    """
    brand_id = str(context.brand.id)
    with _snapshot(context) as connection:
        brands = before.brand, _brand_lookup(context, connection)
        planned = pipeline.plan_again(sheet, before.plan, brands, brand_id, connection)
        return None if planned is None else Planned(planned, before.brand)


def _brand_lookup(context: Context, connection: Connection) -> brand_context.BrandLookup:
    """Return what looks up the brand as it is at the moment of a snapshot."""
    return brand_context.BrandLookup(str(context.brand.id), lambda: nullcontext(connection))


def _snapshot(context: Context) -> AbstractContextManager[Connection]:
    """Return a transaction that reads everything stored as it is at one moment."""
    snapshot = context.engine.execution_options(isolation_level="REPEATABLE READ")
    return as_user(snapshot, context.email, "find out what the import would change")


def check(context: Context, source: Source, options: ReadOptions, report: Report | None) -> Check:
    """Return everything wrong with a workbook, what contradicts the brand's products included."""
    try:
        planned = plan_for_brand(context, source, options, report, with_token=False)
    except RefusedImportError as refused:
        return refused_check(refused, source, options)
    return check_of(context, planned)


def check_of(context: Context, planned: Planned, book: Book | None = None) -> Check:
    """Return the check that a plan holds, of a book where the sheet was read from one."""
    plan = planned.plan
    answers = BrandAnswers(partial(resolve_names, context), plan.rows, plan.changes)
    return Check(
        plan.filename,
        plan.mode,
        plan.findings,
        plan.resolved,
        _book=book,
        brand=answers,
        _taxonomy=planned.brand.taxonomy,
    )

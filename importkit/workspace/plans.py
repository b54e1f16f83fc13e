"""What a user asks before importing: what an import would do, and what is wrong with a workbook here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from importkit import pipeline
from importkit.checks import Check, refused_check
from importkit.checks.explanation import BrandAnswers
from importkit.db.connect import as_user
from importkit.findings import RefusedImportError
from importkit.jobs import brand_context
from importkit.workspace.name_references import resolve_names

if TYPE_CHECKING:
    from collections.abc import Collection

    from importkit.checks.book import Book
    from importkit.jobs.context import Context
    from importkit.model import BrandContext
    from importkit.pipeline import Report, Source
    from importkit.production import Plan
    from importkit.read_options import ReadOptions
    from importkit.values.category_paths import Taxonomy


def plan(context: Context, source: Source, options: ReadOptions, report: Report | None) -> Plan:
    """Return what an import of a workbook would do; everything stored is read as it is at one moment."""
    return plan_with_taxonomy(context, source, options, report)[0]


def plan_with_taxonomy(
    context: Context, source: Source, options: ReadOptions, report: Report | None, *, with_token: bool = True
) -> tuple[Plan, Taxonomy]:
    """Return a plan, and the categories that the brand knows, its mappings among them."""
    sheet = pipeline.open_sheet(source, options, report=report)
    snapshot = context.engine.execution_options(isolation_level="REPEATABLE READ")
    with as_user(snapshot, context.email, "find out what the import would change") as connection:
        brand_id = str(context.brand.id)
        taxonomies: list[Taxonomy] = []

        def look_up(handle_keys: Collection[str]) -> BrandContext:
            brand = brand_context.read_brand_context(brand_id, handle_keys, connection)
            taxonomies.append(brand.taxonomy)
            return brand

        resolved = pipeline.resolve(sheet, look_up, options, report=report)
        planned = pipeline.plan(resolved, brand_id, connection, with_token=with_token, report=report)
        return planned, taxonomies[-1]


def check(context: Context, source: Source, options: ReadOptions, report: Report | None) -> Check:
    """Return everything wrong with a workbook, what contradicts the brand's products included."""
    try:
        planned, taxonomy = plan_with_taxonomy(context, source, options, report, with_token=False)
    except RefusedImportError as refused:
        return refused_check(refused, source, options)
    return check_of(context, planned, taxonomy)


def check_of(context: Context, planned: Plan, taxonomy: Taxonomy, book: Book | None = None) -> Check:
    """Return the check that a plan holds, of a book where the sheet was read from one."""
    answers = BrandAnswers(partial(resolve_names, context), planned.rows, planned.changes)
    return Check(
        planned.filename,
        planned.mode,
        planned.findings,
        planned.resolved,
        _book=book,
        brand=answers,
        _taxonomy=taxonomy,
    )

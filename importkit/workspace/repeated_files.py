"""A file that the brand has perhaps imported before: what is known of it then need not be found out again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from importkit import pipeline, production
from importkit.jobs import brand_context, store, uploads
from importkit.model import Mode
from importkit.progress import Phase, Progress

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from importkit.jobs.context import Context
    from importkit.model import BrandContext, ResolvedSheet, Sheet
    from importkit.pipeline import Report
    from importkit.read_options import ReadOptions


def repeated_file(
    context: Context, sheet: Sheet, mode: Mode, plan: str | None = None
) -> production.RepeatedFile | None:
    """Return the file of a sheet; None of corrections, in the other mode, and where there is no file."""
    if mode is not Mode.CREATE or sheet.file is None or sheet.job_id is not None:
        return None
    options = json.dumps(uploads.options_of(sheet.hidden_rows))
    return production.RepeatedFile(str(context.brand.id), sheet.file.sha256, options, plan or "")


def plan_repeated(
    file: production.RepeatedFile,
    sheet: Sheet,
    options: ReadOptions,
    connection: Connection,
    report: Report | None,
) -> production.Plan | None:
    """Return the plan of a sheet of whose file everything was imported before; None where anything is new.

    Args:
        file: The file.
        sheet: Its sheet.
        options: How it is read.
        connection: A transaction of the user's that reads one snapshot.
        report: Called as the plan moves on.
    """
    earlier = production.find_unchanged(file, connection)
    if earlier is None:
        return None
    if report is not None:
        report(Progress(Phase.PLANNING, 0, sheet.total_rows))
    found = store.findings(earlier.job_id, connection)
    brand = brand_context.read_brand_context(file.brand_id, (), connection)

    def look_up_brand(handle_keys: Collection[str]) -> BrandContext:
        return replace(brand, handle_keys=frozenset(handle_keys))  # all of them: their products are unchanged

    def resolve() -> ResolvedSheet:
        return replace(pipeline.resolve(sheet, look_up_brand, options), findings=plan.findings)

    plan = production.plan_repeated(connection, earlier, sheet, file.brand_id, found, resolve)
    return plan

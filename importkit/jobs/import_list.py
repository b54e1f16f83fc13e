"""All imports of a brand, page by page: those that have some words, or those of which products wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from importkit import arguments
from importkit.db.tables import import_jobs
from importkit.jobs import store
from importkit.jobs.job import Jobs
from importkit.rich_display import Displayed
from importkit.staging.preview import pages_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    _Condition = ColumnElement[bool]


@dataclass(frozen=True, repr=False)
class ImportList(Displayed):
    """One page of imports, newest first.

    Attributes:
        total: How many imports there are on all pages.
        failed_products: How many products wait in them to be corrected.
    """

    jobs: Jobs
    total: int
    failed_products: int


@dataclass(frozen=True, slots=True)
class ListPart:
    """Which imports are asked for.

    Attributes:
        page: The page, from 1.
        text: What the file name, the user or the start of the id has; None for all.
        is_waiting: Whether only imports with failures that wait are.
    """

    page: int = 1
    size: int = 25
    text: str | None = None
    is_waiting: bool = False


def read(brand_id: str, part: ListPart, connection: Connection) -> ImportList:
    """Return one page of a brand's imports.

    Raises:
        UsageError: The page lies beyond the last one; the first is there even where no import is.
    """
    conditions = [import_jobs.c.brand_id == brand_id, *_conditions(part)]
    failed = sa.cast(import_jobs.c.summary["failed_products"].astext, sa.Integer)
    waiting = sa.func.sum(failed).filter(import_jobs.c.has_exportable_failures)
    counted = sa.select(sa.func.count(), sa.func.coalesce(waiting, 0)).where(*conditions)
    total, failed_products = connection.execute(counted).one()
    arguments.whole_number(part.page, argument="page", lowest=1, highest=pages_of(total, part.size))
    jobs = store.select_page(conditions, part.size, (part.page - 1) * part.size, connection)
    return ImportList(Jobs(jobs), total, failed_products)


def _conditions(part: ListPart) -> list[_Condition]:
    found: list[_Condition] = []
    if part.is_waiting:
        found.append(import_jobs.c.has_exportable_failures)
    if part.text:
        found.append(
            import_jobs.c.filename.icontains(part.text, autoescape=True)
            | import_jobs.c.created_by.icontains(part.text, autoescape=True)
            | sa.cast(import_jobs.c.id, sa.Text).istartswith(part.text, autoescape=True)
        )
    return found

"""One brand and its imports, without a workbook: sheets are lists of rows with canonical columns."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import sqlalchemy as sa
from openpyxl.utils import get_column_letter
from sqlalchemy import make_url
from stdnum import ean

from importkit import db, production, schema, staging
from importkit.cell_sets import no_cells
from importkit.db import attempt_lock
from importkit.findings import Findings
from importkit.model import BrandContext, CheckedSheet, Layout, Mode, ResolvedSheet, Sheet, SheetColumn
from importkit.resolution import resolve
from importkit.schema import Kind
from importkit.values.category_paths import Taxonomy
from importkit.values.keys import name_key, path_key
from importkit.values.separators import FIELD, ITEM
from support import stored
from support.clear_marks import without_marks
from support.postgres_fixtures import temporary_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Engine

Row = dict[str, str | None]

CATEGORIES = ("Shelf", "Shelf > Left", "Shelf > Right")


@dataclass(frozen=True)
class Brand:
    """One brand of a migrated database."""

    engine: Engine
    brand_id: str

    @classmethod
    def open(cls, engine: Engine, slug: str = "shop") -> Brand:
        """Return a new brand, and see to its categories."""
        added = db.add_brand(engine, slug, slug.title(), "owner@shop.example")
        brand = cls(engine, str(added.id))
        for path in CATEGORIES:
            brand.execute(
                "INSERT INTO taxonomy_categories (name, path, path_key) VALUES (:name, :path, :key)"
                " ON CONFLICT DO NOTHING",
                name=path.split(" > ")[-1],
                path=path,
                key=path_key(path),
            )
        return brand

    @classmethod
    def reopen(cls, engine: Engine) -> Brand:
        """Return a new brand in a database that tests share: nothing of the one before is left."""
        stored.forget_everything(engine)
        with engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM brands WHERE slug <> 'default'"))
        return cls.open(engine)

    def start(self) -> str:
        """Return a new job in its first attempt."""
        return str(
            self.scalar(
                "INSERT INTO import_jobs (brand_id, filename, status, attempt)"
                " VALUES (:brand_id, 'sheet.xlsx', 'PROCESSING', 1) RETURNING id",
                brand_id=self.brand_id,
            )
        )

    def resolve(self, rows: Iterable[Row], mode: Mode = Mode.CREATE) -> ResolvedSheet:
        """Return the sheet resolved for this brand as it is now."""
        checked = checked_sheet(list(rows), mode)
        handles = {name_key(handle) for handle in checked.frame.get("Product Handle", pd.Series()).dropna()}
        with db.as_service(self.engine, "test") as connection:
            known = production.existing_handles(connection, self.brand_id, handles)
        return resolve(checked, BrandContext(Taxonomy({path_key(path): path for path in CATEGORIES}), known))

    def request(self, rows: Iterable[Row], mode: Mode = Mode.CREATE) -> production.CommitRequest:
        """Resolve a sheet as a new job, and return what it takes to commit it."""
        return production.CommitRequest(self.start(), self.brand_id, 1, self.resolve(rows, mode))

    def stage(self, rows: Iterable[Row], mode: Mode = Mode.CREATE) -> str:
        """Stage a sheet as a new job, and end the transaction without its commit; return the job's id."""
        request = self.request(rows, mode)
        with db.as_service(self.engine, "test") as connection:
            staging.stage(request.resolved, request.job_id, connection)
        return request.job_id

    def commit(self, request: production.CommitRequest) -> production.Receipt:
        """Stage and commit a sheet."""
        with db.as_service(self.engine, "test") as connection:
            return stage_and_commit(request, connection)

    def take(self, *rows: Row) -> production.Receipt:
        """Import a sheet from start to end; its first row is Excel's row 2."""
        return self.commit(self.request(rows))

    def enrich(self, *rows: Row) -> production.Receipt:
        """Enrich what exists by a sheet, from start to end; its first row is Excel's row 2."""
        return self.commit(self.request(rows, Mode.ENRICH))

    def execute(self, query: str, **values: Any) -> None:
        """Run one statement in a transaction of its own."""
        with self.engine.begin() as connection:
            connection.execute(sa.text(query), values)

    def scalar(self, query: str, **values: Any) -> Any:
        """Return the one value that a query finds."""
        with self.engine.begin() as connection:
            return connection.execute(sa.text(query), values).scalar_one()

    def count(self, table: str, job_id: str | None = None) -> int:
        """Return how many rows a table has, of one job or in all."""
        counted = sa.select(sa.func.count()).select_from(db.tables.metadata.tables[table])
        if job_id is not None:
            counted = counted.where(db.tables.metadata.tables[table].c.job_id == job_id)
        with self.engine.begin() as connection:
            return int(connection.execute(counted).scalar_one())

    def column(self, query: str, **values: Any) -> list[Any]:
        """Return the first column that a query finds."""
        with self.engine.begin() as connection:
            return list(connection.execute(sa.text(query), values).scalars())

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds."""
        with self.engine.begin() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query), values)]


def checked_sheet(rows: list[Row], mode: Mode = Mode.CREATE) -> CheckedSheet:
    """Return rows as validation would hand them on, when nothing is wrong with any cell.

    Lists are written "a | b", materials "Cotton: 75 | Wool: 25", weights "230 g".
    """
    given = {name for row in rows for name in row}
    names = [name for name in schema.columns() if name in given]
    columns = tuple(
        SheetColumn(get_column_letter(place), name, name) for place, name in enumerate(names, start=1)
    )
    index = pd.RangeIndex(2, len(rows) + 2, name="row_number")
    typed = pd.DataFrame({name: [row.get(name) for row in rows] for name in names}, index=index, dtype="str")
    cells = typed.rename(columns={column.header: column.letter for column in columns})
    layout = Layout("Products", 1, "plan", columns)
    book = Sheet("sheet.xlsx", layout, typed, cells, cells.notna().astype("uint8"), Findings())
    frame = typed.apply(lambda column: column.map(_reading(str(column.name)), na_action="ignore")).astype(
        "str"
    )
    frame, clear_marks = without_marks(frame, mode)
    return CheckedSheet(book, mode, frame, no_cells(), Findings(), clear_marks)


def _reading(name: str) -> Any:
    kind = schema.columns()[name].kind
    if kind is Kind.LIST:
        return lambda text: ITEM.join(text.split(" | "))
    if kind is Kind.MATERIALS:
        return lambda text: ITEM.join(item.replace(": ", FIELD) for item in text.split(" | "))
    return str


def stage_and_commit(request: production.CommitRequest, connection: Connection) -> production.Receipt:
    """Stage and commit a sheet in a transaction that stays the caller's."""
    attempt_lock.require(request.job_id, request.attempt, connection)
    staging.stage(request.resolved, request.job_id, connection)
    return production.commit(request, connection)


def product(handle: str = "tee", sku: str | None = "TEE-1", **columns: str) -> Row:
    """Return a parent row; `columns` are canonical names with _ for a space."""
    return {"Product Handle": handle, "Product Title": "Tee", "SKU": sku} | _spelled(columns)


def variant(sku: str | None = "TEE-2", **columns: str) -> Row:
    """Return a child row; `columns` are canonical names with _ for a space."""
    return {"SKU": sku} | _spelled(columns)


def numbered(number: int, *rows: Row) -> list[Row]:
    """Return rows whose handles, SKUs and barcodes are those of no other number.

    Many cases fit into one import: each takes products of a number of its own.
    """
    return [
        {
            name: _NUMBERED[name](text, number) if text and name in _NUMBERED else text
            for name, text in row.items()
        }
        for row in rows
    ]


def _numbered_text(text: str, number: int) -> str:
    return f"{text}-{number}"


def _numbered_barcode(text: str, number: int) -> str:
    """Return a GTIN as long with the check digit that it needs then; any other text with its number."""
    if not text.isdigit():
        return _numbered_text(text, number)
    digits = f"{text[:-6]}{number:03}{text[-3:-1]}"
    return digits + ean.calc_check_digit(digits)


_NUMBERED: dict[str, Callable[[str, int], str]] = {
    "Product Handle": _numbered_text,
    "SKU": _numbered_text,
    "Barcode": _numbered_barcode,
}


def _spelled(columns: Mapping[str, str]) -> Row:
    return {name.replace("_", " "): text for name, text in columns.items()}


def reported(receipt: production.Receipt) -> list[tuple[str, str]]:
    """Return code and cell of each finding of a commit, the news of the catalog left out."""
    return [(finding.code, finding.cell) for finding in receipt.findings if finding.code != "entity.created"]


@contextmanager
def filled_database(server_url: str, template: str, *rows: Row) -> Iterator[tuple[str, str]]:
    """Yield the name of a database with one brand that took these rows, and the brand's id."""
    with temporary_database(server_url, template) as url:
        engine = db.engine(url)
        brand = Brand.open(engine)
        brand.take(*rows)
        engine.dispose()  # nobody may be connected to a database that is copied
        yield str(make_url(url).database), brand.brand_id


@contextmanager
def copied_brand(server_url: str, filled: tuple[str, str]) -> Iterator[Brand]:
    """Yield the brand of a filled database, on a copy that ends with the block."""
    name, brand_id = filled
    with temporary_database(server_url, name) as url:
        engine = db.engine(url)
        yield Brand(engine, brand_id)
        engine.dispose()

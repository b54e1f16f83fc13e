"""The plan of a file that was imported before, after which nothing has changed: each row is unchanged.

It is the plan that comparing every row would make, known without validating, resolving and comparing one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.db.brand_lock import limit_statements
from importkit.display.cases import SheetFacts
from importkit.findings import Findings
from importkit.frames import empty, typed
from importkit.model import Mode
from importkit.production.new_names import FOUND_ONCE
from importkit.production.plan import TIMEOUT_S, Plan
from importkit.production.queries import read
from importkit.production.repeated import unchanged_summary
from importkit.production.token import make_token, repeated_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from importkit.model import ResolvedSheet, Sheet
    from importkit.production.repeated import EarlierImport


def plan_repeated(
    connection: Connection,
    earlier: EarlierImport,
    sheet: Sheet,
    brand_id: str,
    found: Findings,
    resolve: Callable[[], ResolvedSheet],
) -> Plan:
    """Return what `plan` returns of a sheet whose file an earlier import has made everything of.

    Args:
        connection: The transaction in which the earlier import was found.
        earlier: The earlier import.
        sheet: The sheet.
        brand_id: The brand.
        found: What was found then.
        resolve: Returns the sheet resolved, should anybody ask for it.
    """
    limit_statements(connection, TIMEOUT_S)
    findings = Findings(found.records[~found.records["code"].isin(FOUND_ONCE)].reset_index(drop=True))
    rows = _rows(read(connection, "select_outcomes", {"job_id": earlier.job_id}), sheet)
    return Plan(
        filename=sheet.filename,
        mode=Mode.CREATE,
        token=make_token(sheet, Mode.CREATE, brand_id, repeated_state(earlier.job_id)),
        summary=unchanged_summary(earlier, findings.counts()),
        entities=empty("plan_entities"),
        changes=empty("plan_changes"),
        rows=rows,
        findings=findings,
        sheet=sheet,
        facts=SheetFacts(_products(rows), sheet.layout.own_headers, failed_products=0),
        resolve=resolve,
    )


def _products(rows: pd.DataFrame) -> pd.Series[int]:
    """Return the product of each row, as a number, by the number of the row."""
    numbers, _ = pd.factorize(rows["product_handle"])
    return pd.Series(numbers, index=pd.Index(rows["row"].astype("int64")))


def _rows(outcomes: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return a line per row, each unchanged; its identifiers are those of the sheet."""
    number = outcomes["row_number"]
    given = sheet.frame.reindex(columns=["SKU", "Barcode"]).reindex(number)
    rows = outcomes.assign(
        row=number,
        sku=given["SKU"].to_numpy(),
        barcode=given["Barcode"].to_numpy(),
        outcome="unchanged",
    )
    return typed("plan_rows", rows)

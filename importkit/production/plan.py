"""The plan: what an import of a sheet would do, in the words of the sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.db.brand_lock import limit_statements
from importkit.display.cases import SheetFacts
from importkit.frames import typed
from importkit.model import Mode, RowStatus
from importkit.production.catalog_digest import read_catalog_digest
from importkit.production.conflicts import failed_rows
from importkit.production.decide import decide
from importkit.production.queries import read
from importkit.production.row_outcomes import (
    append_findings,
    count_outcomes,
    rows_of,
    summary_of,
    write_outcomes,
)
from importkit.production.source_columns import column_names, columns_of
from importkit.production.token import make_token
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.findings import Findings
    from importkit.model import ResolvedSheet, Sheet
    from importkit.production.decide import Decision

#: Seconds that a statement of a plan may take.
TIMEOUT_S = 1_800

#: How the outcome of a row is told before it has happened.
_PREVIEW = {"created": "create", "updated": "update", "unchanged": "unchanged"}

#: What only a change of a list has.
_OF_LISTS = ("added", "removed")


@dataclass(frozen=True, eq=False, repr=False)
class Plan(Displayed):
    """What an import of a sheet would do; nothing was written.

    Attributes:
        filename: The name the user knows the workbook by.
        token: Give it to the import, which then refuses when the products have changed since. Empty when
            nobody asked for one.
        summary: What the summary of the import will say; new entities have no id yet.
        entities: A line per name that the catalog gets: type, name, and similar_to, a name like it there.
        changes: A line per value that changes: row, level (product or variant), product_handle, sku
            and barcode (of a variant; NA for a value of the product), field (a column of the sheet), before,
            after, inherited (what counts from the product without a value of the variant's own), effect (set,
            change, clear; override: a variant gets its own value in the place of its product's; inherit: it
            loses that). Lists are Python lists, with what is added and removed beside them.
        rows: A line per row of the sheet: row, product_handle, sku, barcode, outcome (create, update,
            unchanged, failed).
        findings: Everything found, conflicts with what is stored included.
        sheet: The sheet as it was read.
        facts: What a report has to know of the sheet.
        resolved: The sheet resolved, with the rows that would fail.
        decided: What all this tells of; None where an earlier import of the same file tells it.

    >>> plan = kit.plan(ik.read("spring.xlsx").edit({"F3": 195, "J5": "Lodz Mill"}), mode="enrich")
    >>> plan.changes[["level", "field", "before", "after", "effect"]].values.tolist()[0]
    ['variant', 'Grams Weight', '190 g', '195 g', 'change']
    >>> plan.entities[["type", "name"]].values.tolist()
    [['facility', 'Lodz Mill']]
    """

    filename: str
    mode: Mode
    token: str
    summary: Mapping[str, Any]
    entities: pd.DataFrame
    changes: pd.DataFrame
    rows: pd.DataFrame
    findings: Findings
    sheet: Sheet
    facts: SheetFacts
    resolve: Callable[[], ResolvedSheet]
    decided: Decided | None = None

    @cached_property
    def resolved(self) -> ResolvedSheet:
        """Return the sheet resolved, with the rows that would fail.

        >>> len(kit.plan("summer.xlsx").resolved.rows)
        1
        """
        return self.resolve()

    @property
    def dialect(self) -> str:
        """Return the kind of sheet that its headers are of.

        >>> kit.plan("summer.xlsx").dialect
        'plan'
        """
        return self.sheet.layout.dialect

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as JSON knows it.

        >>> sorted(kit.plan("summer.xlsx").as_dict())
        ['changes', 'entities', 'file', 'findings', 'mode', 'summary', 'token', 'version']
        """
        return {
            "version": 1,
            "file": self.filename,
            "mode": str(self.mode),
            "token": self.token,
            "summary": dict(self.summary),
            "entities": _records(self.entities),
            "changes": _records(self.changes.drop(columns="row")),
            "findings": self.findings.to_dicts(),
        }


@dataclass(frozen=True, eq=False)
class Decided:
    """What a plan tells of.

    Attributes:
        resolved: The sheet as it was staged.
        decision: What was decided of it.
        counted: How many products, variants and rows have which outcome.
        outcomes: The outcome of each row that does not fail: row_number, outcome, product_handle.
        changes: The values that change, as the database knows them.
        catalog: What the catalog is like, as a text to compare; empty where the plan has no token.
    """

    resolved: ResolvedSheet
    decision: Decision
    counted: Mapping[str, int]
    outcomes: pd.DataFrame
    changes: pd.DataFrame
    catalog: str = ""


def plan(connection: Connection, resolved: ResolvedSheet, binds: Binds, *, with_token: bool = True) -> Plan:
    """Return what a commit of what was staged would do.

    Args:
        connection: The caller's transaction, prepared. Only temporary tables are written to.
        resolved: What was staged, in temporary tables.
        binds: job_id and brand_id.
        with_token: Whether an import is to be held to the plan.
    """
    decided = decided_of(connection, resolved, binds, with_token=with_token)
    return plan_of(decided, str(binds["brand_id"]), with_token=with_token)


def decided_of(
    connection: Connection,
    resolved: ResolvedSheet,
    binds: Binds,
    *,
    with_token: bool,
    with_names: bool = True,
) -> Decided:
    """Return what a plan tells of, see `plan`; of a part of a sheet without findings of its names."""
    limit_statements(connection, TIMEOUT_S)
    decision = decide(connection, resolved, binds, with_state=with_token, with_names=with_names)
    append_findings(connection, decision.findings, binds)  # a product fails by what is stored of it
    write_outcomes(connection, resolved, decision, binds)
    return Decided(
        resolved,
        decision,
        count_outcomes(connection, binds),
        read(connection, "select_outcomes", binds),
        read(connection, "select_changes"),
        read_catalog_digest(connection, str(binds["brand_id"])).whole if with_token else "",
    )


def plan_of(decided: Decided, brand_id: str, *, with_token: bool) -> Plan:
    """Return what was decided, in the words of the sheet."""
    resolved, decision = decided.resolved, decided.decision
    entities = typed("plan_entities", decision.new_names.found.rename(columns={"kind": "type"}))
    created = _records(entities[["type", "name"]])
    sheet, mode = resolved.sheet, resolved.checked.mode
    findings = (resolved.findings + decision.findings).sorted()
    summary = summary_of(rows_of(sheet), decided.counted, created, findings.counts())
    return Plan(
        filename=sheet.filename,
        mode=mode,
        token=make_token(sheet, mode, brand_id, decision.state) if with_token else "",
        summary=summary,
        entities=entities,
        changes=_changes(decided.changes, sheet),
        rows=_rows(decided.outcomes, resolved),
        findings=findings,
        sheet=sheet,
        facts=SheetFacts.of(resolved, summary["failed_products"]),
        resolve=partial(_resolved, resolved, decision, findings),
        decided=decided,
    )


def _changes(found: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return the changes in the words of the sheet, in its order."""
    is_list = found["before"].notna()
    changes = found.assign(
        field=_fields(found, sheet),
        before=found["before"].where(is_list, found["stored"]).astype("object"),
        after=found["after"].where(is_list, found["given"]).astype("object"),
        inherited=found["inherited_list"].where(is_list, found["inherited"]).astype("object"),
    )
    return typed("plan_changes", changes.rename(columns={"row_number": "row"}))


def _fields(found: pd.DataFrame, sheet: Sheet) -> pd.Series[str]:
    """Return the column of each change; a picture may come from one of two."""
    field = column_names(found["target"], found["position"])
    pictures = found[(found["target"] == "image_path") & (found["level"] == "variant")]
    field[pictures.index] = columns_of(pictures, sheet, "target")
    return field


def _rows(outcomes: pd.DataFrame, resolved: ResolvedSheet) -> pd.DataFrame:
    """Return what becomes of each row; its identifiers are those of the sheet."""
    changes, frame = outcomes.set_index("row_number"), resolved.sheet.frame
    rows = resolved.rows[["row_number", "product_handle"]].reset_index(drop=True)
    number = rows["row_number"]
    blank = pd.Series(pd.NA, index=frame.index, dtype="str")
    stored = number.map(changes["product_handle"]).astype("str")
    outcomes_of_rows = rows.assign(
        row=number,
        product_handle=stored.fillna(rows["product_handle"]),
        sku=number.map(frame.get("SKU", blank)),
        barcode=number.map(frame.get("Barcode", blank)),
        outcome=number.map(changes["outcome"]).map(_PREVIEW).fillna("failed"),
    )
    return typed("plan_rows", outcomes_of_rows)


def _resolved(resolved: ResolvedSheet, decision: Decision, findings: Findings) -> ResolvedSheet:
    """Return a sheet with everything that was found, those of its products failed that are in conflict."""
    return replace(resolved, rows=_failing(resolved.rows, decision.conflicts), findings=findings)


def _failing(rows: pd.DataFrame, conflicts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the sheet, those of products in conflict as failed."""
    failed = failed_rows(rows, conflicts)
    is_failed = rows.index.isin(failed.index)
    return rows.assign(
        row_status=rows["row_status"].mask(is_failed, str(RowStatus.FAILED)),
        blocked_by_row=failed["blocked_by_row"].reindex(rows.index).where(is_failed, rows["blocked_by_row"]),
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a plain dict per line; what only lists have is left out elsewhere."""
    plain = frame.astype("object").where(frame.notna(), None)
    lines = [dict(zip(plain.columns, line, strict=True)) for line in plain.itertuples(index=False)]
    return [
        {name: value for name, value in line.items() if value is not None or name not in _OF_LISTS}
        for line in lines
    ]

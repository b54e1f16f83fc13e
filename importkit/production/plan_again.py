"""A plan that was made before, of a sheet of which a part was resolved again: only that part is planned anew.

Products that a sheet holds back count for nothing in production, so they can be planned alone as soon as they
are held back no more. The rest stays what it was as long as production knows nothing of it, and the catalog
is the same; else nothing is returned.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from importkit.model import RowStatus
from importkit.production.decide import findings_of
from importkit.production.plan import Decided, decided_of, plan_of
from importkit.production.queries import scalar
from importkit.production.token import joined_states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.model import BrandContext, ResolvedSheet
    from importkit.production.decide import Decision
    from importkit.production.plan import Plan


def was_unknown(before: Decided, brand: BrandContext) -> bool:
    """Return whether production knew nothing of a sheet as it was planned.

    Args:
        before: What was planned.
        brand: What was known of the brand, with the handles of the sheet that are there.
    """
    counted, decision = before.counted, before.decision
    is_told = decision.conflicts.empty and decision.state
    return bool(is_told and not brand.handle_keys) and not (
        counted["products_updated"] or counted["products_unchanged"]
    )


def is_unknown(connection: Connection, before: Decided, binds: Binds) -> bool:
    """Return whether production knows no variant of a sheet that was planned before.

    Args:
        connection: The caller's transaction.
        before: What was planned.
        binds: brand_id.
    """
    variants = before.resolved.tables["staging_product_variants"]
    keys = {f"{name}s": variants[name].drop_null().unique().to_pylist() for name in ("sku", "barcode_key")}
    return not scalar(connection, "select_known_variants", {**binds, **keys})


def plan_again(
    connection: Connection, whole: ResolvedSheet, part: ResolvedSheet, then: Decided, binds: Binds
) -> Plan | None:
    """Return what `plan` returns of a whole sheet, where only a part of it was staged.

    Args:
        connection: The caller's transaction, prepared. Only temporary tables are written to.
        whole: The sheet.
        part: The products of it that are other than before, which were held back then, in temporary tables.
        then: What was planned before, with a token.
        binds: job_id and brand_id.

    Returns:
        None where the catalog is another one than before.
    """
    now = decided_of(connection, part, binds, with_token=True, with_names=False)
    if now.catalog != then.catalog:
        return None
    outcomes = [then.outcomes[~then.outcomes["row_number"].isin(part.rows["row_number"])], now.outcomes]
    decided = Decided(
        whole,
        _decision(then.decision, now.decision, whole),
        _counted(then, now.counted, part),
        _below(outcomes).sort_values("row_number", ignore_index=True),
        now.changes,
        now.catalog,
    )
    return plan_of(decided, str(binds["brand_id"]), with_token=True)


def _decision(then: Decision, now: Decision, whole: ResolvedSheet) -> Decision:
    """Return what is decided of the whole; before, there was no conflict."""
    new = then.new_names.with_those_of(now.new_names, whole)
    return replace(
        now,
        new_names=new,
        findings=findings_of(now.conflicts, new, whole),
        state=joined_states(then.state, now.state),
    )


def _counted(then: Decided, now: Mapping[str, int], part: ResolvedSheet) -> dict[str, int]:
    """Return the counts of the whole: what is in the part was held back before, and counted as that alone."""
    was = then.resolved.rows[then.resolved.rows["row_number"].isin(part.rows["row_number"])]
    was = was[was["row_status"] == RowStatus.FAILED]
    held_back = {"failed_rows": len(was), "failed_products": was["staging_product_id"].nunique()}
    return {name: many - held_back.get(name, 0) + now[name] for name, many in then.counted.items()}


def _below(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if not frame.empty]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]

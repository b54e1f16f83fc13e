"""What an import does, decided before any of it is done.

A commit and a plan decide by the same statements, which write nothing but temporary tables; only a commit
goes on to write. So a plan cannot promise anything else than the import then does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.production.changes import find_changes
from importkit.production.conflicts import conflict_findings
from importkit.production.match import drop_failed, match
from importkit.production.new_names import NewNames, name_findings, new_names
from importkit.production.queries import scalar

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.findings import Findings
    from importkit.model import ResolvedSheet


@dataclass(frozen=True)
class Decision:
    """What an import does; the matches and changes themselves are in temporary tables.

    Attributes:
        conflicts: A line per cell that contradicts production; their products fail.
        new_names: What the catalog lacks.
        findings: What is to be said of all this.
        state: What the matched products are like now, as a text to compare; empty when nobody asked.
    """

    conflicts: pd.DataFrame
    new_names: NewNames
    findings: Findings
    state: str = ""


def decide(
    connection: Connection,
    resolved: ResolvedSheet,
    binds: Binds,
    *,
    with_state: bool = False,
    with_names: bool = True,
) -> Decision:
    """Match what was staged with production, and decide what becomes of each row.

    Args:
        connection: The caller's transaction, prepared.
        resolved: What was staged.
        binds: job_id and brand_id.
        with_state: Whether to tell what the matched products are like, which a plan's token needs.
        with_names: Whether to tell of new names; of a part of a sheet, the names of the whole are told of.
    """
    conflicts = match(connection, resolved, binds)
    state = str(scalar(connection, "select_state")) if with_state else ""
    if not conflicts.empty:
        drop_failed(connection, binds)
    new = new_names(connection, resolved)
    found = findings_of(conflicts, new, resolved) if with_names else conflict_findings(conflicts, resolved)
    return Decision(conflicts, new, found + find_changes(connection, resolved, binds), state)


def findings_of(conflicts: pd.DataFrame, new: NewNames, resolved: ResolvedSheet) -> Findings:
    """Return what is to be said of conflicts and new names."""
    return conflict_findings(conflicts, resolved) + name_findings(new.found, resolved)

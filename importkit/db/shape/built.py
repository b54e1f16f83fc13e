"""Every statement that is built, by the stage that runs it and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db.shape.catalog_statements import catalog_statements
from importkit.db.shape.production_statements import production_statements
from importkit.db.shape.staging_statements import staging_statements
from importkit.db.shape.state_statements import state_statements
from importkit.db.shape.undo_statements import undo_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Built when a stage first asks for one.
STAGES: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "catalog": catalog_statements,
    "db": state_statements,
    "production": production_statements,
    "staging": staging_statements,
    "undo": undo_statements,
}


def built(stage: str, name: str) -> str | None:
    """Return the text of a statement that is built, None when it has a file."""
    return STAGES[stage]().get(name) if stage in STAGES else None

"""Every statement that Postgres runs is understood by the migrated schema: a slip of the pen ends here.

Those in files, and those that are built for each record and list of products.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

import importkit
from importkit.db.shape.built import STAGES as BUILT
from importkit.db.statements import statement

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, TextClause

PACKAGE = Path(importkit.__file__).parent
#: The stages whose files Postgres runs; those of resolution are DuckDB's.
NAMED = [(path.relative_to(PACKAGE).parts[0], path.stem) for path in PACKAGE.glob("*/sql/**/*.sql")]
STAGES = sorted({stage for stage, _ in NAMED} - {"resolution"})
BUILT_NAMES = {(stage, name) for stage, statements in BUILT.items() for name in statements()}
FILES = sorted({(stage, name) for stage, name in NAMED if stage in STAGES} | BUILT_NAMES)
#: Files that make what others read; they are executed, which is more than explaining them.
FIRST = [
    (stage, name)
    for stage, name in FILES
    if name.startswith("create_") and "TEMPORARY TABLE" in str(statement(stage, name))
]
UTILITIES = ("ANALYZE", "CREATE", "DROP", "TRUNCATE")


@pytest.fixture
def prepared(engine: Engine) -> Connection:
    """Return a transaction with every temporary table."""
    connection = engine.connect()
    connection.begin()
    for stage, name in FIRST:
        connection.execute(statement(stage, name))
    yield connection
    connection.close()


def test_there_are_files_for_every_stage() -> None:
    assert BUILT.keys() <= set(STAGES)
    assert {"db", "doctor", "staging", "production", "corrections"} <= {stage for stage, _ in FILES}


def test_a_file_says_what_it_does_and_what_goes_in_and_out() -> None:
    for stage, name in FILES:
        header = [line for line in str(statement(stage, name)).splitlines() if line.startswith("--")]

        assert len(header) >= 2, (stage, name)
        assert any(line.startswith("-- in: ") for line in header), (stage, name)
        assert any("out:" in line for line in header), (stage, name)


def test_every_file_can_be_planned(prepared: Connection) -> None:
    planned = [
        _explain(prepared, statement(stage, name)) for stage, name in FILES if (stage, name) not in FIRST
    ]

    assert len(planned) == len(FILES) - len(FIRST)
    assert all(planned)


def _explain(connection: Connection, clause: TextClause) -> list[str]:
    """Return the plan of a statement with nothing bound; what has no plan is executed."""
    text = str(clause)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--")).lstrip()
    binds = dict.fromkeys(clause.compile().params)
    if body.startswith(UTILITIES):
        connection.execute(clause, binds)
        return [body]
    return list(connection.execute(sa.text(f"EXPLAIN {text}"), binds).scalars())


def test_a_package_has_one_statement_of_a_name() -> None:
    named = [*NAMED, *BUILT_NAMES]

    assert sorted(named) == sorted(set(named))

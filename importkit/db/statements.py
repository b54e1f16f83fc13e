"""SQL lives in files, one statement each; a package runs its own and nobody else's.

What there is once for each record or list of products is built, see `importkit/db/shape`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import text

from importkit.db.shape.built import built
from importkit.progress import ignore_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

    from sqlalchemy import Connection, TextClause

    from importkit.progress import OnRows

#: What statements may be given.
Binds: TypeAlias = "Mapping[str, Any]"


@cache
def statement(stage: str, name: str) -> TextClause:
    """Return the statement of a package that has the name, from a file or built, ready to execute.

    Its file is `importkit/<stage>/sql/<name>.sql`, or in a folder there for the step that runs it.
    """
    return text(built(stage, name) or _files(stage)[name].read_text(encoding="utf-8"))


@cache
def _files(stage: str) -> Mapping[str, Traversable]:
    """Return the files of a package by the names of their statements."""
    found = tuple((files(f"importkit.{stage}") / "sql").iterdir())
    in_steps = (path for step in found if step.is_dir() for path in step.iterdir())
    return {path.name.removesuffix(".sql"): path for path in (*found, *in_steps) if path.is_file()}


def run_statements(
    stage: str, names: Iterable[str], connection: Connection, binds: Binds, on_rows: OnRows = ignore_rows
) -> dict[str, int]:
    """Run statements of a package in order; return how many rows each wrote, by its name.

    Args:
        stage: The package.
        names: The statements, by the names of their files.
        connection: The caller's transaction.
        binds: What any of the statements takes.
        on_rows: Told how many rows each wrote.
    """
    written = {}
    for name in names:
        written[name] = connection.execute(statement(stage, name), binds).rowcount
        on_rows(written[name])
    return written

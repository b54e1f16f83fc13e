"""DuckDB in this process: a connection of one's own, and the statements of `sql/`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from importkit.resolution.list_statements import list_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

#: Enough for the largest sheet Excel can hold; what exceeds it is kept in a temporary folder meanwhile.
_MEMORY = "1GB"

#: From so many rows on, tables of products are kept in files: there is no room beside sheet and engine.
_LARGE_ROWS = 200_000

#: Up to so many rows a sheet is small: the fixed cost of a statement is more than that of its rows.
SMALL_ROWS = 5_000

#: Up to so many rows a statement runs as it is written: a search for a better way takes longer than it does.
_UNOPTIMISED_ROWS = 100


class Engine:
    """One in-memory database, for one sheet."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, rows: int) -> None:
        self._connection, self._folder = connection, folder
        self._is_large = rows >= _LARGE_ROWS and sys.platform != "win32"  # where a mapped file is not deleted

    def give(self, name: str, table: pa.Table) -> None:
        """Make `table` known under `name`.

        It is read where it is, which takes no memory. Preparing that takes each statement longer than reading
        a small table does: that one is copied.
        """
        if table.num_rows > SMALL_ROWS:
            self._connection.register(name, table)
            return
        self._connection.register("_given", table)
        self._connection.table("_given").create(name)
        self._connection.unregister("_given")

    def run(self, names: Iterable[str], given: Mapping[str, object] | None = None) -> None:
        """Run statements that return nothing, in their order."""
        for name in names:
            self._connection.execute(statement(name), given)

    def table(self, name: str) -> pa.Table:
        """Return what a statement selects, as Arrow."""
        return self._relation(name).to_arrow_table()

    def kept_table(self, name: str) -> pa.Table:
        """Return what a statement selects, as Arrow; that of a large sheet is read from a file.

        The file has no name any more: it is gone with the table.
        """
        if not self._is_large:
            return self.table(name)
        path = self._folder / f"{name}.arrow"
        reader = self._relation(name).to_arrow_reader()
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
        table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        path.unlink()
        return table

    def frame(self, name: str) -> pd.DataFrame:
        """Return what a statement selects, as a frame."""
        frame: pd.DataFrame = self.table(name).to_pandas()
        return frame

    def _relation(self, name: str) -> Any:  # noqa: ANN401  duckdb has no types here
        return self._connection.sql(statement(name))


@contextmanager
def engine(rows: int) -> Iterator[Engine]:
    """Yield an engine for a sheet of so many rows; nothing of it outlives the block."""
    with TemporaryDirectory(prefix="importkit-") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1 if rows <= SMALL_ROWS else 2,  # an import runs beside others on its machine
            "memory_limit": _MEMORY,
            "temp_directory": folder,  # otherwise a sheet too large would spill into the current folder
            "autoinstall_known_extensions": False,  # nothing is downloaded at run time
            "python_enable_replacements": False,  # a name means a table, never a Python variable
        }
        with duckdb.connect(":memory:", config=config) as connection, interruptible():
            if rows <= _UNOPTIMISED_ROWS:
                connection.execute("PRAGMA disable_optimizer")
            yield Engine(connection, Path(folder), rows)


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn DuckDB's own word for Ctrl-C back into Python's."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise


@cache
def statement(name: str) -> str:
    """Return `sql/<name>.sql`, or what is built under that name."""
    path = files("importkit.resolution") / "sql" / f"{name}.sql"
    return list_statements().get(name) or path.read_text(encoding="utf-8")

"""DuckDB in this process: a connection of one's own, and the statements of `sql/`."""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from importkit.resolution.instance import own_database, start
from importkit.resolution.list_statements import list_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

#: From so many rows on, tables of products are kept in files: there is no room beside sheet and engine.
_LARGE_ROWS = 200_000

#: Up to so many rows a sheet is small: the fixed cost of a statement is more than that of its rows.
SMALL_ROWS = 5_000

#: Up to so many rows a statement runs as it is written: a search for a better way takes longer than it does.
_UNOPTIMISED_ROWS = 100

#: Statements as DuckDB parsed them, of no connection in particular.
_parsed: dict[str, Any] = {}

# DuckDB warns of the copy that the rows of a parsed statement take. For few rows, parsing again takes longer.
warnings.filterwarnings(
    "ignore", "Arrow output on a DB-API result", UserWarning, r"importkit\.resolution\.engine"
)


class Engine:
    """One in-memory database, for one sheet.

    Args:
        connection: The connection to it.
        folder: Where tables of products are kept in files; None where they are kept in memory.
        rows: How many rows the sheet has.
    """

    def __init__(self, connection: Any, folder: Path | None, rows: int) -> None:  # noqa: ANN401  duckdb has no types here
        self._connection, self._folder, self._rows = connection, folder, rows

    def give(self, name: str, table: pa.Table) -> None:
        """Make `table` known under `name`.

        It is read where it is, which takes no memory. Preparing that takes each statement longer than reading
        a small table does: that one is copied.
        """
        if table.num_rows > SMALL_ROWS:
            self._connection.register(name, table)
            return
        self._connection.register("_given", table)
        self._connection.execute(self._parsed(f"CREATE TABLE {name} AS FROM _given"))
        self._connection.unregister("_given")

    def run(self, names: Iterable[str], given: Mapping[str, object] | None = None) -> None:
        """Run statements that return nothing, in their order."""
        for name in names:
            self._connection.execute(self._parsed(statement(name)), given)

    def cases(self, name: str) -> pa.Table:
        """Return what a statement selects, as Arrow, where that is little: its rows are copied once more."""
        return self._connection.execute(self._parsed(statement(name))).to_arrow_table()

    def table(self, name: str) -> pa.Table:
        """Return what a statement selects, as Arrow."""
        return self.cases(name) if self._rows <= SMALL_ROWS else self._relation(name).to_arrow_table()

    def kept_table(self, name: str) -> pa.Table:
        """Return what a statement selects, as Arrow; that of a large sheet is read from a file.

        The file has no name any more: it is gone with the table.
        """
        if self._folder is None:
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

    def _parsed(self, text: str) -> Any:  # noqa: ANN401  duckdb has no types here
        """Return a statement as DuckDB parsed it: a text is parsed more than once, each time that it runs."""
        if text not in _parsed:
            (_parsed[text],) = self._connection.extract_statements(text)
        return _parsed[text]


@contextmanager
def engine(rows: int) -> Iterator[Engine]:
    """Yield an engine for a sheet of so many rows; nothing of it outlives the block."""
    with _small(rows) if rows <= SMALL_ROWS else _large(rows) as one, interruptible():
        yield one


@contextmanager
def _small(rows: int) -> Iterator[Engine]:
    with own_database() as connection:
        if rows <= _UNOPTIMISED_ROWS:
            connection.execute("PRAGMA disable_optimizer")
        yield Engine(connection, None, rows)


@contextmanager
def _large(rows: int) -> Iterator[Engine]:
    has_files = rows >= _LARGE_ROWS and sys.platform != "win32"  # where a mapped file is not deleted
    with (
        TemporaryDirectory(prefix="importkit-") as folder,
        start(threads=2, folder=folder) as connection,  # an import runs beside others on its machine
    ):
        yield Engine(connection, Path(folder) if has_files else None, rows)


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

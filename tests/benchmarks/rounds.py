"""Rounds: each measures every operation once, one after the other, on a database of its own."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from benchmarks import floor
from benchmarks.operations import (
    COUNTED_TABLES,
    FAILED,
    FLOOR_TABLES,
    IMPORTED,
    PROGRAM,
    Operation,
    words_of,
)
from benchmarks.processes import Cost, middle, run
from benchmarks.servers import EMPTY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.servers import Server
    from benchmarks.workbooks import Workbooks

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measured:
    """The runs of one operation.

    Attributes:
        costs: Of each round, in their order.
        ratios: The median over the rounds of its processor time as a multiple of another operation's in the
            same round; the same of wall time.
    """

    operation: Operation
    costs: tuple[Cost, ...]
    ratios: dict[str, tuple[float, float]]

    @property
    def median(self) -> Cost:
        """Return the median of each figure."""
        return middle(self.costs)


@dataclass(frozen=True)
class Bench:
    """What the operations of one size work with.

    Attributes:
        folder: For the rows of the floor, the files that commands write, and uploads.
        say: Told what is under way.
    """

    server: Server
    books: Workbooks
    folder: Path
    say: Callable[[str], None]

    def rounds(self, operations: Sequence[Operation], count: int) -> list[Measured]:
        """Measure every operation so many times, in turn."""
        costs: dict[str, list[Cost]] = defaultdict(list)
        with ExitStack() as stack:
            counts = self._prepare(operations, stack)
            for number in range(1, count + 1):
                for operation in operations:
                    cost = self._measure(operation, counts)
                    costs[operation.name].append(cost)
                    self.say(
                        f"{self.books.rows} rows, round {number}: {operation.name}, {cost.cpu_s:.2f} CPU s"
                    )
        return [Measured(each, tuple(costs[each.name]), _ratios(each, costs)) for each in operations]

    def _prepare(self, operations: Sequence[Operation], stack: ExitStack) -> dict[str, int]:
        """Make the states that the operations begin with, and return how many rows the import makes."""
        needed = {operation.state for operation in operations}
        is_counted = any(operation.makes_products for operation in operations)
        if IMPORTED not in needed and not is_counted:
            return {}
        imported = self._state(IMPORTED, self.books.clean, stack)
        if FAILED in needed:
            assert self.books.faulty is not None
            self._state(FAILED, self.books.faulty, stack)
        floor.keep(self.server.url_of(imported), FLOOR_TABLES, self.folder / "rows")
        return self._counts(imported)

    def _state(self, name: str, sheet: Path, stack: ExitStack) -> str:
        self.say(f"{self.books.rows} rows: importing once, to begin with")
        database = stack.enter_context(self.server.copy(EMPTY, name))
        run(
            [PROGRAM, "import", sheet, "--database-url", self.server.url_of(database)],
            self.folder,
            self._variables(),
            self.server,
            codes=(0, 1),
        )
        with psycopg.connect(self.server.url_of(database), autocommit=True) as connection:
            connection.execute("ANALYZE")  # as the server does by itself within a minute
        return database

    def _measure(self, operation: Operation, counts: dict[str, int]) -> Cost:
        with self.server.copy(operation.state) as database:
            command = words_of(
                operation, self.books, self.folder / "rows", self.server.url_of(database), self._job(database)
            )
            self.server.wait_until_left()
            cost = run(command, self.folder, self._variables(), self.server, operation.codes)
            if operation.makes_products and (made := self._counts(database)) != counts:
                wrong = {table: (made[table], rows) for table, rows in counts.items() if made[table] != rows}
                raise RuntimeError(f"{operation.name} has not written what the import writes: {wrong}")
        return cost

    def _variables(self) -> dict[str, str]:
        left_out = ("IMPORTKIT_", "PYTHON", "COVERAGE_")
        own = {name: text for name, text in os.environ.items() if not name.startswith(left_out)}
        return own | {
            "IMPORTKIT_DATA_DIR": str(self.folder / "data"),
            "PYTHONPATH": str(TESTS),
        }

    def _job(self, database: str) -> str:
        with psycopg.connect(self.server.url_of(database)) as connection:
            found = connection.execute("SELECT id::text FROM import_jobs").fetchone()
        return found[0] if found else ""

    def _counts(self, database: str) -> dict[str, int]:
        count = sql.SQL("SELECT count(*) FROM {}")
        with psycopg.connect(self.server.url_of(database)) as connection:
            found = {
                table: connection.execute(count.format(sql.Identifier(table))).fetchone()
                for table in COUNTED_TABLES
            }
        return {table: row[0] for table, row in found.items() if row}


def _ratios(operation: Operation, costs: dict[str, list[Cost]]) -> dict[str, tuple[float, float]]:
    return {
        other: (
            median(a.cpu_s / b.cpu_s for a, b in zip(costs[operation.name], costs[other], strict=True)),
            median(a.wall_s / b.wall_s for a, b in zip(costs[operation.name], costs[other], strict=True)),
        )
        for other in operation.against
        if other in costs
    }

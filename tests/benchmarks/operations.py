"""What is measured: commands of importkit, the floor, and what people would write instead."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.servers import EMPTY
from importkit.db.tables import metadata

if TYPE_CHECKING:
    from benchmarks.workbooks import Workbooks

PROGRAM = str(Path(sys.executable).with_name("importkit"))

#: The state of a database in which the clean sheet, or the faulty one, has been imported.
IMPORTED, FAILED = "imported", "failed"

#: What the floor writes, owners first: the catalog, the products, and the job that these name.
_KEPT = ("import_jobs", "products", "product_", "variant_", "brand_")
FLOOR_TABLES = tuple(
    table.name
    for table in metadata.sorted_tables
    if table.name.startswith(_KEPT) and table.name != "brand_members"
)
COUNTED_TABLES = tuple(name for name in FLOOR_TABLES if name != "import_jobs")


@dataclass(frozen=True)
class Operation:
    """One thing that is measured.

    Attributes:
        name: What it is called in tables.
        command: The program and its words; {clean}, {faulty}, {enriching}, {rows}, {url} and {job} stand for
            the workbooks, the folder of the floor's rows, the URL of its database and the newest job.
        state: The state of the database that it begins with.
        against: The names of the operations that it is told as a multiple of.
        codes: The exit codes that mean success.
        makes_products: Whether its database must hold afterwards what the import of the clean sheet made.
    """

    name: str
    command: tuple[str, ...]
    state: str = EMPTY
    against: tuple[str, ...] = ()
    codes: tuple[int, ...] = (0,)
    makes_products: bool = False


def importkit(*words: str) -> tuple[str, ...]:
    """Return a command of importkit that works with the database; a check without one needs none."""
    return (PROGRAM, *words, "--database-url", "{url}")


def python(module: str, *words: str) -> tuple[str, ...]:
    """Return the command that runs a module of the benchmarks."""
    return (sys.executable, "-m", f"benchmarks.{module}", *words)


FLOOR = Operation(
    "floor", python("floor", "{clean}", "{rows}", "{url}"), against=("calamine",), makes_products=True
)
CALAMINE = Operation("calamine", python("floor", "{clean}"))
CHECK = Operation("check", (PROGRAM, "check", "{clean}"), against=("calamine",))
IMPORT = Operation("import", importkit("import", "{clean}"), against=("floor",), makes_products=True)

OPERATIONS = (
    CALAMINE,
    FLOOR,
    CHECK,
    Operation("check, 5 % bad", (PROGRAM, "check", "{faulty}"), against=("check", "calamine"), codes=(1,)),
    IMPORT,
    Operation("import, 5 % bad", importkit("import", "{faulty}"), against=("import", "floor"), codes=(1,)),
    Operation("import again", importkit("import", "{clean}"), IMPORTED, ("import", "floor")),
    Operation(
        "enrich all", importkit("import", "{enriching}", "--mode", "enrich"), IMPORTED, ("import", "floor")
    ),
    Operation("plan", importkit("plan", "{clean}"), IMPORTED, ("import", "floor")),
    Operation("export", importkit("export", "--force", "-o", "export.xlsx"), IMPORTED, ("floor", "import")),
    Operation("undo", importkit("jobs", "undo", "{job}"), IMPORTED, ("import", "floor")),
    Operation(
        "corrections",
        importkit("jobs", "corrections", "{job}", "--force", "-o", "corrections.xlsx"),
        FAILED,
        ("import", "floor"),
    ),
)

PEERS = (
    FLOOR,
    IMPORT,
    Operation(
        "pandas, openpyxl, to_sql",
        python("peers.pandas_to_sql", "{clean}", "{url}", "openpyxl"),
        against=("import", "floor"),
        makes_products=True,
    ),
    Operation(
        "pandas, calamine, to_sql",
        python("peers.pandas_to_sql", "{clean}", "{url}", "calamine"),
        against=("import", "floor"),
        makes_products=True,
    ),
    Operation(
        "row by row",
        python("peers.row_by_row", "{clean}", "{url}"),
        against=("import", "floor"),
        makes_products=True,
    ),
)

SMALL = (
    Operation("import pandas", (sys.executable, "-c", "import pandas")),
    Operation("importkit --help", (PROGRAM, "--help"), against=("import pandas",)),
    Operation("check", (PROGRAM, "check", "{clean}"), against=("import pandas",)),
    Operation("import", importkit("import", "{clean}"), against=("import pandas",)),
    Operation("jobs list", importkit("jobs", "list"), against=("import pandas",), state=IMPORTED),
)


def words_of(operation: Operation, books: Workbooks, rows: Path, url: str, job: str) -> list[str]:
    """Return the command of an operation, with what its placeholders stand for."""
    places = {
        "clean": books.clean,
        "faulty": books.faulty,
        "enriching": books.enriching,
        "rows": rows,
        "url": url,
        "job": job,
    }
    return [word.format(**places) if word.startswith("{") else word for word in operation.command]

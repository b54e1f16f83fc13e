"""The floor: what an import cannot do without, whoever writes it.

Calamine reads the sheet to Python rows, and COPY writes exactly the rows of production and catalog that the
import made into a database with the same tables, keys and indexes, in one transaction.

`python -m benchmarks.floor SHEET` only reads; `python -m benchmarks.floor SHEET FOLDER URL` writes, too.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import python_calamine
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Sequence

CHUNK = 1 << 20


def main(arguments: Sequence[str]) -> None:
    """Read the sheet, and write the rows that were kept."""
    rows = python_calamine.CalamineWorkbook.from_path(arguments[0]).get_sheet_by_name("Products").to_python()
    print(len(rows), "rows")
    if len(arguments) > 1:
        write(Path(arguments[1]), arguments[2])


def write(folder: Path, url: str) -> None:
    """Copy the rows of each table from its file, in one transaction."""
    with psycopg.connect(url) as connection:
        for file in sorted(folder.glob("*.copy")):
            table = sql.Identifier(file.stem.split("-")[1])
            copied = connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table))
            with copied as copy, file.open("rb") as source:
                while chunk := source.read(CHUNK):
                    copy.write(chunk)


def keep(url: str, tables: Sequence[str], folder: Path) -> None:
    """Write the rows of the tables, owners first, to files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(url) as connection:
        for place, table in enumerate(tables):
            copied = connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table)))
            with copied as copy, (folder / f"{place:02}-{table}.copy").open("wb") as target:
                for chunk in copy:
                    target.write(chunk)


if __name__ == "__main__":
    main(sys.argv[1:])

"""pandas reads the sheet, Pandera checks it, to_sql writes the tables.

python -m benchmarks.peers.pandas_to_sql SHEET URL ENGINE, where ENGINE is openpyxl or calamine. A mistake in
the sheet ends it with a list of them, and nothing is written.
"""

from __future__ import annotations

import sys
from typing import Literal

import pandas as pd
import pandera.pandas as pa
import sqlalchemy as sa

from benchmarks.peers.product_tables import NUMBERS, tables

TEXT_COLUMNS = ("Product Title", "Description", "Manufacturer", "Category", "Season", "Tags", "Eco Claims")

CHECKS = pa.DataFrameSchema(
    {
        "Product Handle": pa.Column(str, pa.Check.str_length(max_value=255), nullable=True),
        "SKU": pa.Column(str, pa.Check.str_length(max_value=100), unique=True),
        "Barcode": pa.Column(str, pa.Check.str_matches(r"^\d{8,14}$"), unique=True, nullable=True),
        "Image": pa.Column(str, pa.Check.str_matches(r"^https?://\S+$"), nullable=True),
        **{name: pa.Column(str, pa.Check.str_matches(r"^\d+(\.\d+)?$"), nullable=True) for name in NUMBERS},
        **{name: pa.Column(str, nullable=True) for name in TEXT_COLUMNS},
    }
)


def main(file: str, url: str, engine_name: str) -> None:
    """Read, check and write."""
    reader: Literal["openpyxl", "calamine"] = "openpyxl" if engine_name == "openpyxl" else "calamine"
    with pd.ExcelFile(file, engine=reader) as workbook:
        sheet = workbook.parse("Products", dtype=str)
    sheet = CHECKS.validate(sheet, lazy=True)
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        brand = str(connection.execute(sa.text("SELECT id FROM brands")).scalar_one())
        paths = connection.execute(sa.text("SELECT path_key, id::text FROM taxonomy_categories")).all()
        categories = {str(path): str(found) for path, found in paths}
        for name, rows in tables(sheet, brand, categories).items():
            ids = {
                column: sa.Uuid(as_uuid=False)
                for column in map(str, rows)
                if column == "id" or column.endswith("_id")
            }
            rows.to_sql(name, connection, if_exists="append", index=False, dtype=ids)


if __name__ == "__main__":
    main(*sys.argv[1:])

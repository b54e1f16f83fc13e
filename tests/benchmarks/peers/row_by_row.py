"""openpyxl reads a row, SQLAlchemy Core writes it: names are looked up and made as they come.

python -m benchmarks.peers.row_by_row SHEET URL
"""

from __future__ import annotations

import sys
from itertools import zip_longest
from typing import Any
from uuid import uuid4

import openpyxl
import sqlalchemy as sa

from benchmarks.peers.product_tables import OWN, STEPS

Cells = dict[str, Any]


class Writer:
    """Writes one row of the sheet after another."""

    def __init__(self, connection: sa.Connection) -> None:
        """Look at the tables that there are."""
        self.connection = connection
        self.tables = sa.MetaData()
        self.tables.reflect(connection)
        self.brand = connection.execute(sa.select(self.tables.tables["brands"].c.id)).scalar_one()
        self.product: Any = None
        self.parent: Cells = {}

    def write(self, cells: Cells) -> None:
        """Write a row: a product and its first variant, or one more variant."""
        level, owner = "variant", uuid4()
        if cells["Product Handle"]:
            self.product, level, self.parent = uuid4(), "product", cells
            self.insert("products", **self.product_values(cells))
        own = cells if level == "variant" else {}
        self.insert(
            "product_variants", id=owner, brand_id=self.brand, product_id=self.product, sku=cells["SKU"],
            barcode=str(cells["Barcode"]), barcode_key=str(cells["Barcode"]).zfill(14),
            name=own.get("Product Title"), description=own.get("Description"), image_path=own.get("Image"),
        )  # fmt: skip
        for place in (1, 2, 3):
            if cells[f"Attribute {place}"]:
                self.attribute(
                    owner, cells[f"Attribute {place}"], cells[f"Attribute Value {place}"], place - 1
                )
        if level == "product":
            self.details(level, self.product, cells)
        else:  # what its product has is no value of a variant's own
            own = {column: None if cells[column] == self.parent[column] else cells[column] for column in OWN}
            self.details(level, owner, cells | own)

    def product_values(self, cells: Cells) -> Cells:
        """Return what the table of products holds of a row."""
        categories = self.tables.tables["taxonomy_categories"]
        path = sa.select(categories.c.id).where(categories.c.path == cells["Category"])
        return {
            "id": self.product, "brand_id": self.brand, "product_handle": cells["Product Handle"],
            "handle_key": cells["Product Handle"].casefold(), "name": cells["Product Title"],
            "description": cells["Description"], "image_path": cells["Image"],
            "manufacturer_id": self.name("brand_manufacturers", cells["Manufacturer"]),
            "season_id": self.name("brand_seasons", cells["Season"]),
            "category_id": self.connection.execute(path).scalar_one_or_none(),
        }  # fmt: skip

    def attribute(self, variant: Any, name: str, value: str, place: int) -> None:
        """Write one attribute of a variant."""
        attribute = self.name("brand_attributes", name)
        self.insert(
            "product_variant_attributes", variant_id=variant, attribute_id=attribute, sort_order=place,
            attribute_value_id=self.name("brand_attribute_values", value, attribute_id=attribute),
        )  # fmt: skip

    def details(self, level: str, owner: Any, cells: Cells) -> None:
        """Write lists, numbers and the journey of a product or variant."""
        key = {f"{level}_id": owner}
        for tag in items(cells["Tags"] if level == "product" else None):
            self.insert("product_tags", **key, tag_id=self.name("brand_tags", tag))
        for claim in items(cells["Eco Claims"]):
            self.insert(f"{level}_eco_claims", **key, eco_claim_id=self.name("brand_eco_claims", claim))
        for item in items(cells["Materials Percentages"]):
            name, share = item.rsplit(":", 1)
            material = self.name("brand_materials", name.strip())
            self.insert(f"{level}_materials", **key, brand_material_id=material, percentage=share.strip(" %"))
        for place, column in enumerate(STEPS):
            step = {"sort_index": place, "step_type": column.lower().replace(" ", "-").replace("/", "-")}
            for facility in items(cells[column]):
                self.insert(
                    f"{level}_journey_steps",
                    **key,
                    **step,
                    facility_id=self.name("brand_facilities", facility),
                )
        if cells["Grams Weight"] is not None:
            self.insert(f"{level}_weight", **key, weight=cells["Grams Weight"], weight_unit="g")
        if cells["Kilograms CO2"] is not None or cells["Liters Water Used"] is not None:
            carbon, water = cells["Kilograms CO2"], cells["Liters Water Used"]
            self.insert(f"{level}_environment", **key, carbon_kg_co2e=carbon, water_liters=water)

    def name(self, table_name: str, name: str | None, **more: Any) -> Any:
        """Return the id of a name, which is made where it is missing."""
        if not name:
            return None
        table = self.tables.tables[table_name]
        wanted = {"brand_id": self.brand, "name_key": name.casefold(), **more}
        found = sa.select(table.c.id).filter_by(**wanted)
        known = self.connection.execute(found).scalar_one_or_none()
        if known is not None:
            return known
        made = uuid4()
        self.insert(table_name, id=made, name=name, **wanted)
        return made

    def insert(self, table_name: str, **values: Any) -> None:
        """Write one row of a table."""
        self.connection.execute(self.tables.tables[table_name].insert().values(**values))


def items(cell: str | None) -> list[str]:
    """Return the items of a list."""
    return [item.strip() for item in (cell or "").split("|") if item.strip()]


def main(file: str, url: str) -> None:
    """Read and write row by row."""
    sheet = openpyxl.load_workbook(file, read_only=True)["Products"]
    rows = sheet.iter_rows(values_only=True)
    headers = [str(header) for header in next(rows)]
    with sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://")).begin() as connection:
        writer = Writer(connection)
        for row in rows:
            writer.write(dict(zip_longest(headers, row)))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A file that comes again: what it holds, and what somebody changes between the two times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    import importkit as ik
    from support import oracle

#: Two products, with what makes warnings and infos: new names, a similar one, a handle in other letters.
ROWS: list[oracle.Row] = [
    {
        "Product Handle": "tee",
        "Product Title": "Tee",
        "SKU": "TEE-1",
        "Attribute 1": "Color",
        "Attribute Value 1": "Red",
        "Manufacturer": "Lodz Mill",
        "Category": "Clothing > Jeans > Straight",
        "Materials Percentages": "Cotton: 50% | Wool: 40%",
        "Grams Weight": "190",
    },
    {"SKU": "TEE-2", "Attribute 1": "Color", "Attribute Value 1": "Blue"},
    {
        "Product Handle": "shirt",
        "Product Title": "Shirt",
        "SKU": "SHIRT-1",
        "Manufacturer": "Lodz Mil",
        "Tags": "Summer, summer",
    },
]

OF_TEE = "(SELECT id FROM products WHERE product_handle = 'tee')"

#: What somebody changes, and what takes that back; none where nothing does.
CHANGES = {
    "a name": (
        "UPDATE products SET name = 'T-shirt' WHERE product_handle = 'tee'",
        "UPDATE products SET name = 'Tee' WHERE product_handle = 'tee'",
    ),
    "a barcode": (
        "UPDATE product_variants SET barcode = '4006381333931', barcode_key = '04006381333931'"
        " WHERE sku = 'TEE-2'",
        "UPDATE product_variants SET barcode = NULL, barcode_key = NULL WHERE sku = 'TEE-2'",
    ),
    "a share": (
        f"UPDATE product_materials SET percentage = 51 WHERE product_id = {OF_TEE} AND percentage = 50",
        f"UPDATE product_materials SET percentage = 50 WHERE product_id = {OF_TEE} AND percentage = 51",
    ),
    "a weight that is gone": (f"DELETE FROM product_weight WHERE product_id = {OF_TEE}", ""),
    "a variant that is gone": ("DELETE FROM product_variants WHERE sku = 'TEE-2'", ""),
    "a product that is gone": ("DELETE FROM products WHERE product_handle = 'shirt'", ""),
    "a name of the catalog": (
        "UPDATE brand_materials SET name = 'Organic', name_key = 'organic' WHERE name = 'Cotton'",
        "UPDATE brand_materials SET name = 'Cotton', name_key = 'cotton' WHERE name = 'Organic'",
    ),
    "a value of an attribute": (
        "UPDATE brand_attribute_values SET name = 'Crimson' WHERE name = 'Red'",
        "UPDATE brand_attribute_values SET name = 'Red' WHERE name = 'Crimson'",
    ),
    "a category": (
        "INSERT INTO taxonomy_categories (name, path, path_key) VALUES ('New', 'New', 'new')",
        "DELETE FROM taxonomy_categories WHERE path = 'New'",
    ),
    "a mapping": (
        "INSERT INTO value_mappings (brand_id, kind, raw_name, raw_key, entity_id)"
        " SELECT brand_id, 'manufacturer', 'LM', 'lm', id FROM brand_manufacturers WHERE name = 'Lodz Mill'",
        "DELETE FROM value_mappings WHERE raw_key = 'lm'",
    ),
    "the rules": (
        "UPDATE import_jobs SET catalog_digest = 'x' || catalog_digest",
        "UPDATE import_jobs SET catalog_digest = substr(catalog_digest, 2)",
    ),
    "what is kept": (
        "UPDATE import_jobs SET rows_deleted_at = now()",
        "UPDATE import_jobs SET rows_deleted_at = NULL",
    ),
    "outcomes that are gone": ("DELETE FROM import_row_outcomes WHERE row_number = 3", ""),
    "a journal that is not whole": ("DELETE FROM import_journal WHERE kind = 'variant'", ""),
    "rows that were left out": (
        """UPDATE import_jobs SET options = options || '{"left_out_rows": 1}'""",
        "UPDATE import_jobs SET options = options - 'left_out_rows'",
    ),
}


def execute(kit: ik.Workspace, query: str, **values: Any) -> None:
    with kit.engine.begin() as connection:
        assert connection.execute(sa.text(query), values).rowcount


def forget_repeats(kit: ik.Workspace) -> None:
    """Let nothing be known of the imports that were made: what comes again is looked at."""
    execute(kit, "UPDATE import_jobs SET catalog_digest = NULL WHERE catalog_digest IS NOT NULL")

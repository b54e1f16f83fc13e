"""What enriching writes: at which level, what a blank keeps, what [clear] empties, what a list replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import stored
from support.brand_imports import (
    Brand,
    Row,
    copied_brand,
    filled_database,
    numbered,
    product,
    reported,
    variant,
)

from importkit.findings import Severity
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

TEE = product(
    Description="Soft.",
    Image="https://a.example/tee.jpg",
    Manufacturer="Acme",
    Category="Shelf > Left",
    Season="SS26",
    Tags="Men | Summer",
    Attribute_1="Color",
    Attribute_Value_1="Red",
    Kilograms_CO2="6.5",
    Liters_Water_Used="4223",
    Eco_Claims="Organic | Fair",
    Grams_Weight="230 g",
    Materials_Percentages="Cotton: 75 | Wool: 25",
    Raw_Material="Farm",
    Weaving="Mill A | Mill B",
)
TEE_2 = variant(
    Product_Title="Tee in blue",
    Description="Softer.",
    Image="https://a.example/blue.jpg",
    Attribute_Value_1="Blue",
    Kilograms_CO2="7",
    Liters_Water_Used="5",
    Eco_Claims="Fair",
    Grams_Weight="250 g",
    Materials_Percentages="Linen: 100",
    Raw_Material="Own farm",
    Weaving="Mill C",
)
TEE_3 = variant("TEE-3", Attribute_Value_1="Green")
PARENT = {"Product Handle": "tee"}


@pytest.fixture(scope="module")
def filled_template(server_url: str, migrated_template: str) -> Iterator[tuple[str, str]]:
    """Return the name of a database with one filled brand, and the brand's id."""
    with filled_database(server_url, migrated_template, TEE, TEE_2, TEE_3) as filled:
        yield filled


@pytest.fixture
def kit(server_url: str, filled_template: tuple[str, str]) -> Iterator[Brand]:
    with copied_brand(server_url, filled_template) as copy:
        yield copy


@pytest.fixture(scope="module")
def numbered_template(server_url: str, migrated_template: str) -> Iterator[tuple[str, str]]:
    """Return the name of a database with one brand that has the product under many numbers, and its id."""
    rows = (row for number in range(1, 15) for row in numbered(number, TEE, TEE_2, TEE_3))
    with filled_database(server_url, migrated_template, *rows) as filled:
        yield filled


@pytest.fixture
def numbered_brand(server_url: str, numbered_template: tuple[str, str]) -> Iterator[Brand]:
    """Return that brand: each case of a table takes the product of its own number."""
    with copied_brand(server_url, numbered_template) as copy:
        yield copy


def with_own(product: dict[str, Any], sku: str, **values: Any) -> dict[str, Any]:
    """Return a product of which one variant has other values."""
    variants = [each | values if each["sku"] == sku else each for each in product["variants"]]
    return product | {"variants": variants}


def tee(kit: Brand) -> dict[str, Any]:
    return stored.products(kit.engine)["tee"]


def of_variant(kit: Brand, sku: str) -> dict[str, Any]:
    [found] = [each for each in tee(kit)["variants"] if each["sku"] == sku]
    return found


PRODUCT_VALUES: list[tuple[str, str, str, Any]] = [
    ("Product Title", "Shirt", "name", "Shirt"),
    ("Description", "Warm.", "description", "Warm."),
    ("Image", "https://a.example/new.jpg", "image", "https://a.example/new.jpg"),
    ("Manufacturer", "Bolt", "manufacturer", "bolt"),
    ("Category", "shelf > right", "category", "Shelf > Right"),
    ("Season", "AW27", "season", "aw27"),
    ("Tags", "men | New", "tags", {"men", "new"}),
    ("Kilograms CO2", "1.25", "carbon", 1.25),
    ("Liters Water Used", "0", "water", 0),
    ("Eco Claims", "Vegan", "claims", {"vegan"}),
    ("Grams Weight", "1 kg", "weight", 1),
    ("Materials Percentages", "cotton: 80 | Hemp", "materials", {"cotton": 80, "hemp": None}),
    ("Weaving", "Mill B | Mill D", "steps", {(0, "farm"), (1, "mill b"), (1, "mill d")}),
    ("Finishing", "Mill E", "steps", {(0, "farm"), (1, "mill a"), (1, "mill b"), (5, "mill e")}),
]


def test_a_row_with_the_handle_alone_changes_that_field_of_the_product_and_nothing_else(
    numbered_brand: Brand,
) -> None:
    expected = stored.products(numbered_brand.engine)
    sheet = []
    for number, (column, text, field, value) in enumerate(PRODUCT_VALUES, start=1):
        sheet += numbered(number, PARENT | {column: text})
        expected[f"tee-{number}"] |= {field: value}

    receipt = numbered_brand.enrich(*sheet)

    assert stored.products(numbered_brand.engine) == expected
    assert (receipt.summary["products_updated"], receipt.summary["variants_updated"]) == (len(sheet), 0)
    assert (receipt.summary["successful_rows"], receipt.summary["failed_rows"]) == (len(sheet), 0)


#: Columns that no variant has a value of its own in.
OF_PRODUCT = {"Manufacturer", "Category", "Season", "Tags"}
#: The same for a variant; of its journey, the steps that are not given stay its own.
VARIANT_VALUES = [
    *(case for case in PRODUCT_VALUES if case[0] not in OF_PRODUCT and case[2] != "steps"),
    ("Weaving", "Mill B | Mill D", "steps", {(0, "own farm"), (1, "mill b"), (1, "mill d")}),
    ("Finishing", "Mill E", "steps", {(0, "own farm"), (1, "mill c"), (5, "mill e")}),
]


def test_a_row_without_a_handle_changes_that_field_of_its_variant_and_nothing_else(
    numbered_brand: Brand,
) -> None:
    expected = stored.products(numbered_brand.engine)
    sheet = []
    for number, (column, text, field, value) in enumerate(VARIANT_VALUES, start=1):
        sheet += numbered(number, {"SKU": "TEE-2", column: text})
        handle = f"tee-{number}"
        expected[handle] = with_own(expected[handle], f"TEE-2-{number}", **{field: value})

    receipt = numbered_brand.enrich(*sheet)

    assert stored.products(numbered_brand.engine) == expected
    assert (receipt.summary["products_updated"], receipt.summary["variants_updated"]) == (0, len(sheet))


EMPTIED: list[tuple[str, str, Any]] = [
    ("Description", "description", None),
    ("Image", "image", None),
    ("Manufacturer", "manufacturer", ""),
    ("Category", "category", None),
    ("Season", "season", ""),
    ("Tags", "tags", set()),
    ("Kilograms CO2", "carbon", None),
    ("Liters Water Used", "water", None),
    ("Eco Claims", "claims", set()),
    ("Grams Weight", "weight", None),
    ("Materials Percentages", "materials", {}),
    ("Weaving", "steps", {(0, "farm")}),
]


def test_the_clear_mark_empties_a_field_of_the_product(numbered_brand: Brand) -> None:
    expected = stored.products(numbered_brand.engine)
    sheet = []
    for number, (column, field, value) in enumerate(EMPTIED, start=1):
        sheet += numbered(number, PARENT | {column: "[clear]"})
        expected[f"tee-{number}"] |= {field: value}

    numbered_brand.enrich(*sheet)
    again = numbered_brand.enrich(*sheet)

    assert stored.products(numbered_brand.engine) == expected
    assert (again.summary["products_unchanged"], again.summary["unchanged_rows"]) == (len(sheet),) * 2


def test_the_clear_mark_removes_a_variants_own_value(numbered_brand: Brand) -> None:
    expected = stored.products(numbered_brand.engine)
    sheet = []
    for number, (column, field, value) in enumerate(EMPTIED, start=1):
        if column in OF_PRODUCT:
            continue
        sheet += numbered(number, {"SKU": "TEE-2", column: "[clear]"})
        left = {(0, "own farm")} if column == "Weaving" else value
        handle = f"tee-{number}"
        expected[handle] = with_own(expected[handle], f"TEE-2-{number}", **{field: left})

    numbered_brand.enrich(*sheet)

    assert stored.products(numbered_brand.engine) == expected


def test_a_record_that_nothing_is_left_of_is_gone(kit: Brand) -> None:
    kit.enrich(variant("TEE-2", Kilograms_CO2="[clear]", Liters_Water_Used="[clear]", Grams_Weight="[clear]"))

    assert (kit.count("variant_environment"), kit.count("variant_weight")) == (0, 0)
    assert (kit.count("product_environment"), kit.count("product_weight")) == (1, 1)


EQUAL: list[tuple[str, Row]] = [
    ("a blank cell", PARENT | {"SKU": "TEE-1"}),
    ("another order and case of a list", PARENT | {"Tags": "SUMMER | men", "Eco Claims": "fair | ORGANIC"}),
    ("another order of the materials", PARENT | {"Materials Percentages": "wool: 25 | COTTON: 75.00"}),
    ("the same number written longer", PARENT | {"Kilograms CO2": "6.50", "Liters Water Used": "4223.00"}),
    ("the same weight in another unit", PARENT | {"Grams Weight": "0.23 kg"}),
    ("another case of a name", PARENT | {"Manufacturer": "ACME", "Season": "ss26", "Category": "SHELF>left"}),
    ("the variant's own values", TEE_2),
    (
        "what is blank already",
        {"SKU": "TEE-3", "Description": "[clear]", "Eco Claims": "[clear]", "Weaving": "[clear]"},
    ),
]


#: Which transaction wrote each product and variant.
VERSIONS = """SELECT id, xmin::text FROM products UNION ALL SELECT id, xmin::text FROM product_variants"""


def test_what_is_equal_is_unchanged_and_not_touched(numbered_brand: Brand) -> None:
    before = sorted(numbered_brand.rows(VERSIONS))
    rows = [row for number, (_, row) in enumerate(EQUAL, start=1) for row in numbered(number, row)]
    # Below a handle, a row without one would be of that product.
    sheet = sorted(rows, key=lambda row: "Product Handle" in row)

    receipt = numbered_brand.enrich(*sheet)

    assert (receipt.summary["unchanged_rows"], receipt.summary["successful_rows"]) == (len(sheet), 0)
    assert sorted(numbered_brand.rows(VERSIONS)) == before


def test_a_value_that_counts_from_the_product_anyway_is_none_of_the_variants_own(kit: Brand) -> None:
    receipt = kit.enrich(variant("TEE-3", Grams_Weight="230 g", Eco_Claims="Organic | Fair"))

    own = of_variant(kit, "TEE-3")
    assert (own["weight"], own["claims"]) == (None, set())
    assert (receipt.summary["unchanged_rows"], receipt.summary["variants_updated"]) == (1, 0)


def test_attributes_that_differ_stay_as_they_are_and_are_told_once(kit: Brand) -> None:
    rows = [
        variant("TEE-3", Attribute_1="Color", Attribute_Value_1="Green"),
        variant("TEE-1", Attribute_1="Colour", Attribute_Value_1="Red"),
        variant("TEE-2", Attribute_1="Color", Attribute_Value_1="Mauve", Grams_Weight="9 g"),
    ]
    receipt = kit.commit(kit.request(rows, Mode.ENRICH))

    [finding] = receipt.findings
    assert (finding.code, str(finding.severity), finding.row, finding.column) == (
        "attribute.not-changed", "info", 3, "Attribute Value 1",
    )  # fmt: skip
    assert (finding.cell, finding.value) == ("C3", "Red")
    assert finding.message == (
        "Attribute Value 1 has 2 values that are not stored; Enrich leaves attributes as they are."
    )
    assert receipt.summary["variants_updated"] == 1
    assert [each["attributes"] for each in sorted(tee(kit)["variants"], key=lambda v: v["sku"])] == [
        [("color", "red")], [("color", "blue")], [("color", "green")],
    ]  # fmt: skip
    assert kit.column("SELECT name FROM brand_attributes") == ["Color"]


def test_attributes_as_they_are_stored_or_mapped_are_not_told(kit: Brand) -> None:
    kit.execute(
        "INSERT INTO value_mappings (brand_id, kind, raw_name, raw_key, entity_id)"
        " SELECT brand_id, 'attribute', 'Farbe', 'farbe', id FROM brand_attributes"
    )
    kit.execute(
        "INSERT INTO value_mappings (brand_id, kind, attribute_id, raw_name, raw_key, entity_id)"
        " SELECT a.brand_id, 'attribute_value', a.id, 'Rot', 'rot', v.id FROM brand_attributes AS a"
        " INNER JOIN brand_attribute_values AS v ON v.attribute_id = a.id WHERE v.name_key = 'red'"
    )
    rows = [
        variant("TEE-1", Attribute_1="FARBE", Attribute_Value_1="rot"),
        variant("TEE-2", Attribute_1=" color", Attribute_Value_1="BLUE"),
        variant("TEE-3", Attribute_Value_1="Green"),
    ]

    assert list(kit.commit(kit.request(rows, Mode.ENRICH)).findings) == []


def test_names_that_the_catalog_lacks_are_created_and_mapped_ones_found(kit: Brand) -> None:
    kit.execute(
        "INSERT INTO value_mappings (brand_id, kind, raw_name, raw_key, entity_id)"
        " SELECT brand_id, 'material', 'Bio Cotton', 'bio cotton', id FROM brand_materials"
        " WHERE name_key = 'cotton'"
    )

    receipt = kit.enrich(PARENT | {"Materials Percentages": "Bio Cotton: 60 | Hemp: 40", "Season": "AW27"})

    assert [(entity["type"], entity["name"]) for entity in receipt.summary["entities_created"]] == [
        ("material", "Hemp"), ("season", "AW27"),
    ]  # fmt: skip
    assert tee(kit)["materials"] == {"cotton": 60, "hemp": 40}


def test_two_spellings_that_are_mapped_to_one_are_one_list(kit: Brand) -> None:
    kit.execute(
        "INSERT INTO value_mappings (brand_id, kind, raw_name, raw_key, entity_id)"
        " SELECT brand_id, 'tag', 'Gents', 'gents', id FROM brand_tags WHERE name_key = 'men'"
    )

    receipt = kit.enrich(PARENT | {"Tags": "Gents | Men | Summer"})

    assert (receipt.summary["products_unchanged"], tee(kit)["tags"]) == (1, {"men", "summer"})


def test_what_a_parent_row_changes_is_told_when_variants_are_not_in_the_sheet(kit: Brand) -> None:
    receipt = kit.enrich(PARENT | {"SKU": "TEE-1", "Season": "AW27"}, variant("TEE-3"))

    assert reported(receipt) == [("product.other-variants", "A2")]
    assert receipt.findings.frame["message"].to_list()[-1] == (
        "What row 2 changes in tee counts for 1 more of its variants, which is not in this sheet."
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([PARENT | {"Season": "AW27"}, *map(variant, ("TEE-1", "TEE-2", "TEE-3"))], id="all"),
        pytest.param([PARENT | {"Season": "SS26"}], id="nothing changes"),
        pytest.param([PARENT | {"SKU": "TEE-1"}, variant("TEE-2", Grams_Weight="1 g")], id="only a variant"),
    ],
)  # fmt: skip
def test_otherwise_it_is_not_told(kit: Brand, rows: list[Row]) -> None:
    assert reported(kit.enrich(*rows)) == []


def test_rows_without_a_handle_give_what_is_the_products_when_they_agree(kit: Brand) -> None:
    receipt = kit.enrich(
        variant("TEE-1", Season="AW27", Tags="New"),
        variant("TEE-2", Season="aw27"),
        variant("TEE-3", Grams_Weight="5 g"),
    )

    warnings = receipt.findings.where(severity=Severity.WARNING)
    assert [(finding.code, finding.cell, finding.message) for finding in warnings] == [
        ("value.for-product", "A2",
         'Season "AW27" stands on a row without a handle; it counts for the whole product tee.'),
        ("value.for-product", "B2",
         'Tags "New" stands on a row without a handle; it counts for the whole product tee.'),
    ]  # fmt: skip
    assert (tee(kit)["season"], tee(kit)["tags"]) == ("aw27", {"new"})
    assert (receipt.summary["products_updated"], receipt.summary["variants_updated"]) == (1, 1)
    assert receipt.summary["successful_rows"] == 3


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([variant("TEE-1", Season="AW27"), variant("TEE-2", Season="AW28")], id="alone"),
        pytest.param([variant("TEE-1", Season="AW27"), variant("TEE-2", Season="[clear]")], id="one clears"),
        pytest.param([variant("TEE-1", Season="AW27"), PARENT | {"Season": "AW28"}], id="above the handle"),
    ],
)
def test_rows_of_a_product_that_disagree_fail_on_each_cell(kit: Brand, rows: list[Row]) -> None:
    receipt = kit.enrich(*rows)

    assert [(finding.code, finding.row, finding.column) for finding in receipt.findings.errors] == [
        ("product.conflicting-values", 2, "Season"), ("product.conflicting-values", 3, "Season"),
    ]  # fmt: skip
    assert {finding.message for finding in receipt.findings.errors} == {
        "The rows of tee give different values for Season."
    }
    assert tee(kit)["season"] == "ss26"


def test_below_a_handle_rows_that_disagree_fail_before_anything_is_looked_up(kit: Brand) -> None:
    request = kit.request(
        [PARENT | {"Season": "AW27"}, variant("TEE-2"), variant("TEE-3", Season="AW28")], Mode.ENRICH
    )

    assert [(finding.code, finding.row) for finding in request.resolved.findings] == [
        ("product.conflicting-values", 2), ("product.conflicting-values", 4),
    ]  # fmt: skip


def test_a_child_row_may_give_what_its_parent_row_leaves_blank(kit: Brand) -> None:
    receipt = kit.enrich(PARENT, variant("TEE-1"), variant("TEE-2", Season="AW27"), variant("TEE-3"))

    assert reported(receipt) == [("value.for-product", "B4")]
    assert tee(kit)["season"] == "aw27"
    assert [row[0] for row in kit.rows(
        "SELECT outcome FROM import_row_outcomes WHERE job_id = :job ORDER BY row_number", job=receipt.job_id
    )] == ["updated", "unchanged", "unchanged", "unchanged"]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "warned"),
    [
        pytest.param(
            variant("TEE-3", Kilograms_CO2="1"), [("override.hides", "B2")], id="the product has the other"
        ),
        pytest.param(variant("TEE-3", Kilograms_CO2="1", Liters_Water_Used="2"), [], id="both are given"),
        pytest.param(variant("TEE-2", Kilograms_CO2="1"), [], id="the variant has the other"),
    ],
)
def test_an_own_environment_value_that_hides_the_products_other_one_is_told(
    kit: Brand, row: Row, warned: list[tuple[str, str]]
) -> None:
    assert reported(kit.enrich(row)) == warned


def test_several_levels_and_products_in_one_sheet_add_up(kit: Brand) -> None:
    kit.take(product("cap", "CAP-1", Product_Title="Cap"))
    receipt = kit.enrich(
        variant("CAP-1", Grams_Weight="80 g"),
        PARENT | {"SKU": "TEE-1", "Description": "New."},
        variant("TEE-2", Grams_Weight="250 g"),
        variant("TEE-3", Grams_Weight="90 g"),
        variant("TEE-9"),
    )

    counted = ("total_rows", "successful_rows", "unchanged_rows", "failed_rows")
    assert [receipt.summary[name] for name in counted] == [5, 1, 0, 4]
    assert [receipt.summary[f"{what}_{how}"] for what in ("products", "variants") for how in
            ("created", "updated", "unchanged")] == [0, 0, 1, 0, 1, 0]  # fmt: skip


def test_the_product_remembers_the_import_that_changed_it(kit: Brand) -> None:
    first = kit.column("SELECT last_import_job_id::text FROM products")
    unchanged = kit.enrich(PARENT | {"Season": "SS26"})
    assert kit.column("SELECT last_import_job_id::text FROM products") == first

    changed = kit.enrich(PARENT | {"Tags": "New"})

    assert kit.column("SELECT last_import_job_id::text FROM products") == [changed.job_id]
    assert unchanged.job_id != changed.job_id

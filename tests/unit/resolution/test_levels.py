from __future__ import annotations

import pytest

from importkit.model import Mode

NAMED = ["Product Handle", "Product Title", "SKU"]


def parent(*values):
    return ["h", "T", "1", *values]


def child(*values, sku="2"):
    return [None, None, sku, *values]


@pytest.mark.parametrize(
    ("cells", "table", "fields", "of_product", "of_variant"),
    [
        pytest.param(
            {"Kilograms CO2": ("1.5", "2.5"), "Liters Water Used": ("20", "30")},
            "environment", ("carbon_kg_co2e", "water_liters"),
            [(2, "1.5", "20")], [(3, "2.5", "30")],
            id="environment",
        ),
        pytest.param(
            {"Grams Weight": ("230 g", "0.5 kg")},
            "weight", ("weight", "weight_unit"),
            [(2, "230", "g")], [(3, "0.5", "kg")],
            id="weight",
        ),
        pytest.param(
            {"Eco Claims": ("Organic\x1eVegan", "Recycled")},
            "eco_claims", ("eco_claim_name", "eco_claim_key"),
            [(2, "Organic", "organic"), (2, "Vegan", "vegan")], [(3, "Recycled", "recycled")],
            id="eco claims",
        ),
        pytest.param(
            {"Materials Percentages": ("Cotton\x1f75\x1eSilk\x1f25", "Wool")},
            "materials", ("material_name", "material_key", "percentage"),
            [(2, "Cotton", "cotton", "75"), (2, "Silk", "silk", "25")], [(3, "Wool", "wool", None)],
            id="materials",
        ),
    ],
)  # fmt: skip
def test_the_first_row_speaks_for_the_product_and_later_rows_for_their_variants(
    see, cells, table, fields, of_product, of_variant
):
    first, own = zip(*cells.values(), strict=True)
    seen = see([*NAMED, *cells], [parent(*first), child(*own)])
    assert seen.table(f"staging_product_{table}", "staging_product_id", *fields) == of_product
    assert seen.table(f"staging_variant_{table}", "staging_variant_id", *fields) == of_variant


def test_the_journey_has_fixed_places_and_may_list_facilities(see):
    seen = see([*NAMED, "Finishing", "Raw Material"], [parent("Mill B", "Farm A\x1eFarm C")])
    assert seen.table(
        "staging_product_journey_steps", "staging_product_id", "sort_index", "step_type", "facility_name"
    ) == [
        (2, 0, "raw-material", "Farm A"),
        (2, 0, "raw-material", "Farm C"),
        (2, 5, "finishing", "Mill B"),
    ]


@pytest.mark.parametrize(
    ("column", "first", "own", "table"),
    [
        pytest.param("Kilograms CO2", "12.5", "12.50", "environment", id="an equal number"),
        pytest.param("Grams Weight", "230 g", "230.0 g", "weight", id="an equal weight"),
        pytest.param("Eco Claims", "Organic\x1eVegan", "vegan\x1eORGANIC", "eco_claims", id="an equal list"),
        pytest.param(
            "Materials Percentages", "Cotton\x1f75\x1eSilk\x1f25", "silk\x1f25.0\x1ecotton\x1f75",
            "materials", id="equal materials",
        ),
        pytest.param("Weaving", "Mill A\x1eMill B", "mill b\x1emill a", "journey_steps", id="an equal step"),
    ],
)  # fmt: skip
def test_a_value_equal_to_the_products_is_no_override(see, column, first, own, table):
    assert see([*NAMED, column], [parent(first), child(own)]).table(f"staging_variant_{table}") == []


@pytest.mark.parametrize(
    ("column", "first", "own", "table"),
    [
        pytest.param("Kilograms CO2", "0", "0.0001", "environment", id="a number"),
        pytest.param("Grams Weight", "230 g", "230 oz", "weight", id="a unit"),
        pytest.param("Eco Claims", "Organic\x1eVegan", "Organic", "eco_claims", id="a shorter list"),
        pytest.param("Materials Percentages", "Cotton\x1f75", "Cotton\x1f80", "materials", id="a percentage"),
        pytest.param("Materials Percentages", "Cotton\x1f75", "Cotton", "materials", id="no percentage"),
        pytest.param("Weaving", "Mill A", "Mill B", "journey_steps", id="a facility"),
        pytest.param("Weaving", None, "Mill B", "journey_steps", id="where the product has none"),
    ],
)
def test_a_differing_value_is_an_override(see, column, first, own, table):
    seen = see([*NAMED, column], [parent(first), child(own)])
    assert len(seen.table(f"staging_variant_{table}")) == 1


def test_a_list_replaces_the_products_whole(see):
    seen = see([*NAMED, "Eco Claims"], [parent("Organic\x1eVegan"), child("Organic\x1eFair")])
    assert seen.table("staging_variant_eco_claims", "eco_claim_name") == [("Organic",), ("Fair",)]


def test_a_step_of_its_own_keeps_all_the_steps_of_the_row(see):
    rows = [parent("Farm A", "Mill A"), child("Farm A", "Mill B")]
    seen = see([*NAMED, "Raw Material", "Weaving"], rows)
    assert seen.table("staging_variant_journey_steps", "sort_index", "facility_name") == [
        (0, "Farm A"),
        (1, "Mill B"),
    ]


def test_a_row_that_repeats_one_step_of_the_journey_overrides_nothing(see):
    rows = [parent("Farm A", "Mill A"), child("Farm A", None)]
    assert see([*NAMED, "Raw Material", "Weaving"], rows).table("staging_variant_journey_steps") == []


def test_one_environment_value_of_its_own_hides_the_products_other_one(see):
    seen = see([*NAMED, "Kilograms CO2", "Liters Water Used"], [parent("1.5", "20"), child("2", None)])
    assert seen.reported == [("override.hides", "D3")]
    assert seen.finding.message == (
        "Row 3 has its own Kilograms CO2, so Liters Water Used of the product (20) no longer counts for it."
    )
    assert seen.table("staging_variant_environment", "carbon_kg_co2e", "water_liters") == [("2", None)]


@pytest.mark.parametrize(
    ("first", "own"),
    [
        pytest.param(("1.5", "20"), ("1.5", None), id="an equal value"),
        pytest.param(("1.5", None), ("2", None), id="nothing to hide"),
        pytest.param(("1.5", "20"), ("2", "20"), id="both given"),
    ],
)
def test_nothing_is_hidden_by(see, first, own):
    columns = [*NAMED, "Kilograms CO2", "Liters Water Used"]
    assert see(columns, [parent(*first), child(*own)]).reported == []


def test_an_equal_value_beside_a_differing_one_stays_in_the_record(see):
    columns = [*NAMED, "Kilograms CO2", "Liters Water Used"]
    seen = see(columns, [parent("1.5", "20"), child("1.5", "30")])
    assert seen.table("staging_variant_environment", "carbon_kg_co2e", "water_liters") == [("1.5", "30")]


def test_a_value_in_error_hides_nothing(see):
    columns = [*NAMED, "Kilograms CO2", "Liters Water Used"]
    assert see(columns, [parent("1.5", "20"), child("2", "x")], bad=[(3, "Liters Water Used")]).reported == []


def test_title_description_and_image_override_only_where_they_differ(see):
    columns = [*NAMED, "Description", "Image"]
    rows = [
        parent("Long", "https://x.y/1.png"),
        [None, "T", "2", "Long", "https://x.y/1.png"],
        [None, "T red", "3", "Longer", "https://x.y/3.png"],
    ]
    seen = see(columns, rows)
    overrides = ("name_override", "description_override", "image_path_override")
    assert seen.table("staging_product_variants", *overrides) == [
        (None, None, None),
        (None, None, None),
        ("T red", "Longer", "https://x.y/3.png"),
    ]
    assert seen.table("staging_products", "name", "description", "image_path") == [
        ("T", "Long", "https://x.y/1.png")
    ]


def test_enriching_keeps_a_variants_value_also_where_it_equals_the_products(see):
    columns = [*NAMED, "Kilograms CO2", "Eco Claims"]
    rows = [parent("1.5", "Vegan"), [None, "T", "2", "1.5", "Vegan"]]
    seen = see(columns, rows, mode=Mode.ENRICH)
    assert seen.table("staging_variant_environment", "carbon_kg_co2e") == [("1.5",)]
    assert seen.table("staging_variant_eco_claims", "eco_claim_name") == [("Vegan",)]
    assert seen.table("staging_product_variants", "name_override") == [(None,), ("T",)]


def test_enriching_a_row_that_stands_alone_speaks_of_its_variant(see):
    columns = ["SKU", "Product Title", "Season", "Kilograms CO2"]
    seen = see(columns, [["1", "T", "SS25", "1.5"]], mode=Mode.ENRICH)
    assert seen.table("staging_products", "product_handle", "name", "season_name") == [(None, None, "SS25")]
    assert seen.table("staging_product_variants", "name_override") == [("T",)]
    assert seen.table("staging_variant_environment", "staging_variant_id", "carbon_kg_co2e") == [(2, "1.5")]


def test_enriching_a_handle_without_an_identifier_speaks_of_the_product_alone(see):
    seen = see(NAMED, [["h", "T", None], [None, None, "2"]], mode=Mode.ENRICH)
    assert seen.reported == []
    assert seen.table("staging_product_variants", "row_number") == [(3,)]


def test_references_stand_beside_their_keys(see):
    seen = see([*NAMED, "Manufacturer", "Season"], [parent("Acme  GmbH", "SS25")])
    columns = ("manufacturer_name", "manufacturer_key", "season_name", "season_key")
    assert seen.table("staging_products", *columns) == [("Acme  GmbH", "acme gmbh", "SS25", "ss25")]

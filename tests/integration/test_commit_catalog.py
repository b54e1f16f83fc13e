"""Names: made when they are missing, one for each key, and told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from support import stored
from support.brand_imports import Brand, product, reported, variant

from importkit import db
from importkit.values.keys import name_key

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def kit(module_engine: Engine) -> Brand:
    return Brand.reopen(module_engine)


def test_a_name_that_only_a_further_row_gives_is_told_there(kit: Brand) -> None:
    kit.take(product(), variant("TEE-2"))

    receipt = kit.enrich({"Product Handle": "tee", "SKU": "TEE-1"}, variant("TEE-2", Tags="Men"))

    created = [(f.cell, f.value) for f in receipt.findings if f.code == "entity.created"]
    assert created == [("B3", "Men")]


def test_every_kind_of_name_is_created_and_told_on_the_first_cell_that_uses_it(kit: Brand) -> None:
    receipt = kit.take(
        product(
            Manufacturer="Acme",
            Season="SS26",
            Tags="Men",
            Attribute_1="Color",
            Attribute_Value_1="Red",
            Eco_Claims="Fair",
            Materials_Percentages="Cotton: 100",
            Weaving="Mill A",
            Finishing="Mill B",
        ),
        variant(Attribute_Value_1="Blue", Weaving="Mill A"),
    )

    news = [(f.code, f.cell, f.value, f.message) for f in receipt.findings]
    assert news == [
        ("entity.created", "C2", "Acme", 'The manufacturer "Acme" is new and is created.'),
        ("entity.created", "D2", "SS26", 'The season "SS26" is new and is created.'),
        ("entity.created", "E2", "Men", 'The tag "Men" is new and is created.'),
        ("entity.created", "G2", "Color", 'The attribute "Color" is new and is created.'),
        ("entity.created", "H2", "Red", 'The attribute value "Red" is new and is created.'),
        ("entity.created", "I2", "Fair", 'The eco claim "Fair" is new and is created.'),
        ("entity.created", "J2", "Cotton", 'The material "Cotton" is new and is created.'),
        ("entity.created", "K2", "Mill A", 'The facility "Mill A" is new and is created.'),
        ("entity.created", "L2", "Mill B", 'The facility "Mill B" is new and is created.'),
        ("entity.created", "H3", "Blue", 'The attribute value "Blue" is new and is created.'),
    ]
    created = receipt.summary["entities_created"]
    assert [(entity["type"], entity["name"]) for entity in created] == [
        ("attribute", "Color"),
        ("attribute_value", "Red"),
        ("eco_claim", "Fair"),
        ("manufacturer", "Acme"),
        ("material", "Cotton"),
        ("season", "SS26"),
        ("tag", "Men"),
        ("facility", "Mill A"),
        ("facility", "Mill B"),
        ("attribute_value", "Blue"),
    ]
    ids = kit.column("SELECT id::text FROM brand_facilities ORDER BY name")
    assert [entity["id"] for entity in created if entity["type"] == "facility"] == ids
    assert receipt.summary["findings"] == {"entity.created": 10}


def test_the_first_spelling_wins(kit: Brand) -> None:
    kit.take(
        product("a", "A-1", Materials_Percentages="organic  COTTON: 100"),
        product("b", "B-1", Materials_Percentages="Organic Cotton: 100"),
    )

    assert kit.rows("SELECT name, name_key FROM brand_materials") == [("organic  COTTON", "organic cotton")]


def test_a_name_that_exists_keeps_its_spelling(kit: Brand) -> None:
    kit.take(product("a", "A-1", Tags="Men"))

    receipt = kit.take(product("b", "B-1", Tags="MEN"))

    assert len(receipt.findings) == 0
    assert kit.column("SELECT name FROM brand_tags") == ["Men"]
    assert stored.counts(kit.engine)["product_tags"] == 2


def test_equal_values_of_two_attributes_are_two_values(kit: Brand) -> None:
    kit.take(
        product(
            Attribute_1="Color",
            Attribute_Value_1="Natural",
            Attribute_2="Finish",
            Attribute_Value_2="natural",
        )
    )

    found = (
        "SELECT a.name, v.name FROM brand_attribute_values v JOIN brand_attributes a ON a.id = attribute_id "
    )
    assert kit.rows(f"{found} ORDER BY 1") == [("Color", "Natural"), ("Finish", "natural")]


def test_a_name_that_only_failing_products_use_is_not_created(kit: Brand) -> None:
    kit.take(product("old", "OLD-1", Season="SS26"))

    receipt = kit.take(
        product("bad", None, Manufacturer="Of a bad cell", Tags="Shared"),
        product("old", "OLD-1", Season="AW27", Materials_Percentages="Of a conflict: 100"),
        variant("OLD-2", Attribute_1="Size", Attribute_Value_1="S", Eco_Claims="Of a conflict"),
        product("new", "NEW-1", Tags="shared"),
    )

    assert [(entity["type"], entity["name"]) for entity in receipt.summary["entities_created"]] == [
        ("tag", "shared")
    ]
    assert stored.counts(kit.engine).keys() == {
        "products",
        "product_variants",
        "product_tags",
        "brand_tags",
        "brand_seasons",
    }


#: A column, a new name, and the one of the catalog that it looks like.
SIMILAR = [
    ("Manufacturer", "Weber Textil GmbH", "WEBER-TEXTIL"),  # a legal form
    ("Tags", "Cafe", "Café"),  # an accent
    ("Eco Claims", "Fair-Trade", "Fair Trade"),  # punctuation
    ("Weaving", "Organic Coton Mill", "Organic Cotton Mill"),  # a slip of the pen
]


def test_a_new_name_that_looks_like_an_existing_one_is_a_warning(kit: Brand) -> None:
    existing, new = (
        [
            {**product(f"{handle}{row}", f"{handle}{row}-1"), case[0]: case[place]}
            for row, case in enumerate(SIMILAR, start=2)
        ]
        for handle, place in (("old", 2), ("new", 1))
    )
    kit.take(*existing)

    receipt = kit.take(*new)

    similar = [finding for finding in receipt.findings if finding.code == "entity.similar"]
    assert [(str(one.severity), one.row, one.column, one.value, one.suggestion) for one in similar] == [
        ("warning", row, column, name, existing_name)
        for row, (column, name, existing_name) in enumerate(SIMILAR, start=2)
    ]
    created = [finding.value for finding in receipt.findings if finding.code == "entity.created"]
    assert created == [name for _, name, _ in SIMILAR]


def test_new_names_of_one_sheet_are_compared_with_each_other(kit: Brand) -> None:
    receipt = kit.take(
        product("a", "A-1", Attribute_1="Choose Ring sSze", Attribute_Value_1="8"),
        product("b", "B-1", Attribute_1="Choose Ring Size", Attribute_Value_1="9"),
        product("c", "C-1", Attribute_1="choose ring size", Attribute_Value_1="9"),
        product("d", "D-1", Tags="Rings For Men; Rings For Women"),
    )

    [warning] = [finding for finding in receipt.findings if finding.code == "entity.similar"]
    assert (warning.row, warning.column, warning.value) == (2, "Attribute 1", "Choose Ring sSze")
    assert warning.suggestion == "Choose Ring Size"
    assert warning.message == (
        'The attribute "Choose Ring sSze" is new, but looks like "Choose Ring Size" in row 3.'
    )


def test_a_name_that_exists_is_preferred_to_one_that_is_as_new(kit: Brand) -> None:
    kit.take(product("a", "A-1", Tags="Organic Cotton"))

    receipt = kit.take(product("b", "B-1", Tags="Organic Coton"), product("c", "C-1", Tags="Organic-Cotton"))

    similar = [finding for finding in receipt.findings if finding.code == "entity.similar"]
    assert [(finding.value, finding.suggestion) for finding in similar] == [
        ("Organic Coton", "Organic Cotton"),
        ("Organic-Cotton", "Organic Cotton"),
    ]
    assert " in row " not in "".join(finding.message for finding in similar)


def test_seasons_and_attribute_values_are_never_similar(kit: Brand) -> None:
    kit.take(
        product("a", "A-1", Season="Spring-Summer", Attribute_1="Color", Attribute_Value_1="Burgundy Red"),
        product("c", "C-1", Season="Spring/Summer", Attribute_1="Color", Attribute_Value_1="Burgundy/Red"),
    )

    receipt = kit.take(
        product("b", "B-1", Season="Spring Summer", Attribute_1="Color", Attribute_Value_1="Burgundy-Red")
    )

    assert reported(receipt) == []


def test_names_of_another_kind_or_brand_are_not_similar(kit: Brand) -> None:
    kit.take(product("a", "A-1", Manufacturer="Acme Textile"))
    neighbour = Brand.open(kit.engine, "neighbour")

    assert reported(kit.take(product("b", "B-1", Weaving="Acme-Textile"))) == []
    assert reported(neighbour.take(product("c", "C-1", Manufacturer="Acme-Textile"))) == []


def map_name(kit: Brand, kind: str, raw: str, table: str, name: str, attribute: str | None = None) -> None:
    """Map another spelling to an entity that exists."""
    named = db.tables.metadata.tables[table]
    with kit.engine.connect() as connection:
        chosen = sa.select(named.c.id).where(named.c.name == name, named.c.brand_id == kit.brand_id)
        entity = connection.execute(chosen).scalar_one()
    attribute_id = attribute and kit.scalar(
        "SELECT id FROM brand_attributes WHERE name = :name", name=attribute
    )
    kit.execute(
        "INSERT INTO value_mappings (brand_id, kind, attribute_id, raw_name, raw_key, entity_id)"
        " VALUES (:brand, :kind, :attribute, :raw, :key, :entity)",
        brand=kit.brand_id,
        kind=kind,
        attribute=attribute_id,
        raw=raw,
        key=name_key(raw),
        entity=entity,
    )


def test_a_mapped_name_means_the_entity_it_is_mapped_to(kit: Brand) -> None:
    kit.take(product("a", "A-1", Manufacturer="Acme", Attribute_1="Color", Attribute_Value_1="Red"))
    map_name(kit, "manufacturer", "ACM", "brand_manufacturers", "Acme")
    map_name(kit, "attribute", "Farbe", "brand_attributes", "Color")
    map_name(kit, "attribute_value", "Rot", "brand_attribute_values", "Red", attribute="Color")

    receipt = kit.take(product("b", "B-1", Manufacturer="acm", Attribute_1="FARBE", Attribute_Value_1="rot"))

    assert len(receipt.findings) == 0
    made = stored.products(kit.engine)["b"]
    assert (made["manufacturer"], made["variants"][0]["attributes"]) == ("acme", [("color", "red")])


def test_a_mapped_name_equals_what_is_stored(kit: Brand) -> None:
    row = product("a", "A-1", Manufacturer="Acme", Tags="Men")
    kit.take(row)
    map_name(kit, "manufacturer", "ACM", "brand_manufacturers", "Acme")
    map_name(kit, "tag", "Herren", "brand_tags", "Men")

    receipt = kit.take({**row, "Manufacturer": "ACM", "Tags": "Herren | Men"})

    assert (reported(receipt), receipt.summary["unchanged_rows"]) == ([], 1)


def test_a_mapping_counts_before_a_name_of_the_catalog(kit: Brand) -> None:
    kit.take(product("a", "A-1", Tags="Men | Herren"))
    map_name(kit, "tag", "Herren", "brand_tags", "Men")

    kit.take(product("b", "B-1", Tags="Herren"))

    assert stored.products(kit.engine)["b"]["tags"] == {"men"}


def test_materials_that_a_mapping_makes_the_same_add_up(kit: Brand) -> None:
    kit.take(product("a", "A-1", Materials_Percentages="Cotton: 100"))
    map_name(kit, "material", "Baumwolle", "brand_materials", "Cotton")

    kit.take(product("b", "B-1", Materials_Percentages="Cotton: 60 | Baumwolle: 40"))

    materials = stored.products(kit.engine)["b"]["materials"]
    assert {name: str(percentage) for name, percentage in materials.items()} == {"cotton": "100.00"}


def test_attributes_that_a_mapping_makes_the_same_are_an_error_on_both_names(kit: Brand) -> None:
    kit.take(product("a", "A-1", Attribute_1="Color", Attribute_Value_1="Red"))
    map_name(kit, "attribute", "Farbe", "brand_attributes", "Color")

    receipt = kit.take(
        product(
            "b",
            "B-1",
            Attribute_1="Color",
            Attribute_Value_1="Red",
            Attribute_2="Farbe",
            Attribute_Value_2="Blue",
        )
    )

    assert [(f.code, f.column, f.message) for f in receipt.findings] == [
        ("attribute.repeated", "Attribute 1", "The attribute Color is named in Attribute 2 too."),
        ("attribute.repeated", "Attribute 2", "The attribute Farbe is named in Attribute 1 too."),
    ]


def test_a_new_value_of_two_spellings_of_one_attribute_is_created_once(kit: Brand) -> None:
    kit.take(product("a", "A-1", Attribute_1="Color", Attribute_Value_1="Red"))
    map_name(kit, "attribute", "Farbe", "brand_attributes", "Color")

    kit.take(
        product("b", "B-1", Attribute_1="Farbe", Attribute_Value_1="Grün"),
        product("c", "C-1", Attribute_1="Color", Attribute_Value_1="grün"),
    )

    assert kit.column("SELECT name FROM brand_attribute_values ORDER BY 1") == ["Grün", "Red"]
    assert stored.counts(kit.engine)["product_variant_attributes"] == 3


def test_a_mapping_goes_with_its_entity_and_counts_no_more(kit: Brand) -> None:
    kit.take(product("a", "A-1", Season="SS26"))
    map_name(kit, "season", "Summer", "brand_seasons", "SS26")
    kit.execute("UPDATE products SET season_id = NULL")
    kit.execute("DELETE FROM brand_seasons")

    kit.take(product("b", "B-1", Season="Summer"))

    assert kit.column("SELECT name FROM brand_seasons ORDER BY 1") == ["Summer"]
    assert kit.column("SELECT raw_name FROM value_mappings") == []

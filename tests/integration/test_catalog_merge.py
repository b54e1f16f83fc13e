"""Merging: references move, what is there twice becomes one, the loser's name means the winner."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from support import stored
from support.catalogs import column, product, rows, take

import importkit as ik
from importkit import db
from importkit.db.brand_lock import lock_brand
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def child(sku: str, **cells: str) -> dict[str, str]:
    return {"SKU": sku} | cells


#: Kind, loser, winner, a sheet that has both, and how many products and variants had the loser.
KINDS = [
    (
        "manufacturer", "Weaver Limited", "Weaver Ltd", (1, 0),
        [product("a", Manufacturer="Weaver Limited"), product("b", Manufacturer="Weaver Ltd")],
    ),
    (
        "season", "Spring 26", "SS26", (2, 0),
        [product("a", Season="Spring 26"), product("b", Season="SS26"), product("c", Season="Spring 26")],
    ),
    (
        "tag", "Mens", "Men", (2, 0), [product("a", Tags="Men; Mens"), product("b", Tags="Mens")],
    ),
    (
        "facility", "Mill 1", "Mill One", (1, 1),
        [
            product("a", Weaving="Mill 1; Mill One", Finishing="Mill 1", Assembly="Mill One"),
            child("a-2", Weaving="Mill 1"),
        ],
    ),
    (
        "eco_claim", "Fair-made", "Fair", (1, 1),
        [product("a", Eco_Claims="Fair-made; Fair"), child("a-2", Eco_Claims="Fair-made; Vegan; Fair")],
    ),
    (
        "attribute", "Colour", "Color", (0, 2),
        [
            product("a", Attribute_1="Colour", Attribute_Value_1="Red"),
            child("a-2", Attribute_1="Colour", Attribute_Value_1="Blue"),
            child("a-3", Attribute_1="Color", Attribute_Value_1="Red"),
        ],
    ),
]  # fmt: skip


def test_a_sheet_that_still_says_the_losers_finds_everything_unchanged(kit: ik.Workspace) -> None:
    sheet = [
        row | {name: f"{kind}-{row[name]}" for name in ("Product_Handle", "SKU") if name in row}
        for kind, *_, rows_of_kind in KINDS
        for row in rows_of_kind
    ]
    take(kit, *sheet)

    for kind, loser, winner, uses, _ in KINDS:
        merged = kit.merge(kind, loser.upper(), winner)

        assert (merged.products, merged.variants, merged.is_new) == (*uses, True)
        assert (merged.loser, merged.winner) == (loser, winner)
        catalog = kit.catalog_data(kind)
        assert loser not in catalog.entries["name"].tolist()
        assert catalog.mappings[["raw_name", "name"]].to_numpy().tolist() == [[loser, winner]]
    again = take(kit, *sheet)
    assert again.summary["unchanged_rows"] == len(sheet)


def test_where_both_are_there_one_stays(kit: ik.Workspace) -> None:
    take(
        kit,
        product("a", Tags="Men; Mens; Summer", Weaving="Mill 1; Mill One", Eco_Claims="Fair-made; Fair"),
        product("b", Tags="Mens", Weaving="Mill 1", Finishing="Mill One", Eco_Claims="Fair-made"),
    )

    kit.merge("tag", "Mens", "Men")
    kit.merge("facility", "Mill 1", "Mill One")
    kit.merge("eco_claim", "Fair-made", "Fair")

    found = stored.products(kit.engine)
    assert [found[handle]["tags"] for handle in "ab"] == [{"men", "summer"}, {"men"}]
    assert [found[handle]["claims"] for handle in "ab"] == [{"fair"}, {"fair"}]
    assert [found[handle]["steps"] for handle in "ab"] == [
        {(1, "mill one")},
        {(1, "mill one"), (5, "mill one")},
    ]


def test_percentages_of_merged_materials_add_up(kit: ik.Workspace) -> None:
    take(
        kit,
        product("both", Materials_Percentages="Bio Cotton: 30% | Organic Cotton: 45.5% | Wool: 24.5%"),
        child("both-2", Materials_Percentages="Bio Cotton: 10% | Organic Cotton: 90%"),
        product("half", Materials_Percentages="Bio Cotton: 20% | Organic Cotton"),
        product("none", Materials_Percentages="Bio Cotton | Organic Cotton"),
        product("loser", Materials_Percentages="Bio Cotton: 100%"),
    )

    merged = kit.merge("material", "Bio Cotton", "Organic Cotton")

    assert (merged.products, merged.variants) == (4, 1)
    found = stored.products(kit.engine)
    assert {handle: found[handle]["materials"] for handle in ("both", "half", "none", "loser")} == {
        "both": {"organic cotton": 75.5, "wool": 24.5},
        "half": {"organic cotton": 20},
        "none": {"organic cotton": None},
        "loser": {"organic cotton": 100},
    }
    assert {v["sku"]: v["materials"] for v in found["both"]["variants"]} == {
        "both-1": {},
        "both-2": {"organic cotton": 100},
    }


def test_an_attribute_takes_its_values_along(kit: ik.Workspace) -> None:
    take(
        kit,
        product("a", Attribute_1="Colour", Attribute_Value_1="red"),
        child("a-2", Attribute_1="Colour", Attribute_Value_1="Teal"),
        child(
            "a-3", Attribute_1="Color", Attribute_Value_1="Red", Attribute_2="Colour", Attribute_Value_2="Red"
        ),
        child("a-4", Attribute_1="Size", Attribute_Value_1="S"),
    )
    kit.map_value("attribute_value", "Crimson", "red", attribute="Colour")
    kit.map_value("attribute_value", "Petrol", "Teal", attribute="Colour")
    kit.map_value("attribute_value", "Teal", "Red", attribute="Color")

    merged = kit.merge("attribute", "Colour", "Color")

    assert merged.variants == 3
    [product_] = stored.products(kit.engine).values()
    assert {v["sku"]: v["attributes"] for v in product_["variants"]} == {
        "a-1": [("color", "red")],
        "a-2": [("color", "teal")],
        "a-3": [("color", "red")],
        "a-4": [("size", "s")],
    }
    data = kit.catalog_data("attribute_value")
    assert data.entries[["attribute", "name", "variants"]].to_numpy().tolist() == [
        ["Color", "Red", 2], ["Color", "Teal", 1], ["Size", "S", 1],
    ]  # fmt: skip
    assert data.mappings[["attribute", "raw_name", "name"]].to_numpy().tolist() == [
        ["Color", "Crimson", "Red"], ["Color", "Petrol", "Teal"],
    ]  # fmt: skip


def test_a_value_moves_within_its_attribute(kit: ik.Workspace) -> None:
    take(
        kit,
        product(
            "a", Attribute_1="Color", Attribute_Value_1="Navy", Attribute_2="Trim", Attribute_Value_2="Navy"
        ),
        child("a-2", Attribute_1="Color", Attribute_Value_1="Blue"),
    )

    merged = kit.merge("attribute_value", "navy", "blue", attribute="color")

    assert (merged.attribute, merged.variants) == ("Color", 1)
    [product_] = stored.products(kit.engine).values()
    assert {v["sku"]: v["attributes"] for v in product_["variants"]} == {
        "a-1": [("color", "blue"), ("trim", "navy")],
        "a-2": [("color", "blue")],
    }


def test_attributes_are_not_merged_where_a_variant_would_lose_a_value(kit: ik.Workspace) -> None:
    take(
        kit,
        product(
            "a",
            Attribute_1="Color",
            Attribute_Value_1="Red",
            Attribute_2="Colour",
            Attribute_Value_2="Crimson",
        ),
    )

    with pytest.raises(UsageError, match="1 variant has both") as refused:
        kit.merge("attribute", "Colour", "Color")

    assert "(a-1: Colour Crimson, Color Red)" in refused.value.message
    assert column(kit, "SELECT name FROM brand_attributes ORDER BY 1") == ["Color", "Colour"]
    assert len(kit.catalog_data().mappings) == 0


def test_merging_twice_is_safe(kit: ik.Workspace) -> None:
    take(kit, product("a", Tags="Men; Mens"))
    kit.merge("tag", "Mens", "Men")
    before = stored.products(kit.engine)

    again = kit.merge("tag", "mens", "Men")

    assert (again.is_new, again.products) == (False, 0)
    assert stored.products(kit.engine) == before


def test_spellings_of_the_loser_mean_the_winner(kit: ik.Workspace) -> None:
    take(kit, product("a", Tags="Men; Mens"))
    kit.map_value("tag", "Herren", "Mens")

    kit.merge("tag", "Mens", "Men")

    meanings = "SELECT raw_name, name FROM value_mappings JOIN brand_tags t ON t.id = entity_id ORDER BY 1"
    assert rows(kit, meanings) == [("Herren", "Men"), ("Mens", "Men")]


def test_another_brand_keeps_its_own(database_url: str, kit: ik.Workspace) -> None:
    db.add_brand(kit.engine, "other", "Other", kit.email)
    with ik.connect(database_url, brand="other") as other:
        take(other, product("a", Tags="Men; Mens", Manufacturer="Mens"))
        take(kit, product("a", Tags="Men; Mens"))

        kit.merge("tag", "Mens", "Men")

        assert other.catalog_data("tag").entries["name"].tolist() == ["Men", "Mens"]
        assert len(other.catalog_data().mappings) == 0


WRONG_CALLS = [
    pytest.param("tag", "Man", "Mens", 'no tag "Man"', '"Men"', id="a loser that is not there"),
    pytest.param("tag", "Mens", "Man", 'no tag "Man"', '"Men"', id="a winner that is not there"),
    pytest.param("tag", "Mens", "MENS", "are one tag", "Name two", id="one name twice"),
    pytest.param(
        "category", "Clothing", "Jeans", "All brands share", "catalog map category", id="categories"
    ),
]


@pytest.mark.parametrize(("kind", "loser", "winner", "message", "hint"), WRONG_CALLS)
def test_a_wrong_call_changes_nothing(
    kit: ik.Workspace, kind: str, loser: str, winner: str, message: str, hint: str
) -> None:
    take(kit, product("a", Tags="Men; Mens"))

    with pytest.raises(UsageError, match=message) as refused:
        kit.merge(kind, loser, winner)

    assert hint in refused.value.hint
    assert column(kit, "SELECT name FROM brand_tags ORDER BY 1") == ["Men", "Mens"]


def test_a_merge_waits_for_an_import_that_is_committing(kit: ik.Workspace) -> None:
    take(kit, product("a", Tags="Men; Mens"))
    merging = threading.Thread(target=kit.merge, args=("tag", "Mens", "Men"))
    with db.as_service(kit.engine, "test") as connection:
        lock_brand(connection, str(kit.brand.id))
        merging.start()
        merging.join(timeout=0.5)
        assert merging.is_alive()
        assert column(kit, "SELECT name FROM brand_tags ORDER BY 1") == ["Men", "Mens"]

    merging.join(timeout=300)

    assert column(kit, "SELECT name FROM brand_tags") == ["Men"]

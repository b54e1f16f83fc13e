"""The catalog as a list, and the names in it that look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.catalogs import product, take

import importkit as ik
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def test_every_name_is_listed_with_the_products_and_variants_that_have_it(kit: ik.Workspace) -> None:
    take(
        kit,
        product(
            "tee", Manufacturer="Acme", Season="SS26", Tags="Men; Summer",
            Category="Clothing > Jeans > Straight",
            Attribute_1="Color", Attribute_Value_1="Red", Materials_Percentages="Cotton: 100%",
            Weaving="Mill A; Mill B", Finishing="Mill A", Eco_Claims="Fair",
        ),
        {"SKU": "tee-2", "Attribute_1": "Color", "Attribute_Value_1": "Blue", "Weaving": "Mill B"},
        {"SKU": "tee-3", "Attribute_1": "Color", "Attribute_Value_1": "Red",
         "Materials_Percentages": "Wool: 100%"},
        product("cap", Manufacturer="Acme", Tags="Men"),
    )  # fmt: skip

    entries = kit.catalog_data().entries

    columns = ["kind", "attribute", "name", "products", "variants"]
    listed = entries[columns].astype("object").where(entries[columns].notna(), None)
    assert listed.to_numpy().tolist() == [
        ["manufacturer", None, "Acme", 2, 0],
        ["season", None, "SS26", 1, 0],
        ["category", None, "Clothing > Jeans > Straight", 1, 0],
        ["tag", None, "Men", 2, 0],
        ["tag", None, "Summer", 1, 0],
        ["attribute", None, "Color", 0, 3],
        ["attribute_value", "Color", "Blue", 0, 1],
        ["attribute_value", "Color", "Red", 0, 2],
        ["material", None, "Cotton", 1, 0],
        ["material", None, "Wool", 0, 1],
        ["facility", None, "Mill A", 1, 0],
        ["facility", None, "Mill B", 1, 1],
        ["eco_claim", None, "Fair", 1, 0],
    ]


def test_a_notebook_shows_the_catalog_with_names_that_are_no_markup(kit: ik.Workspace) -> None:
    take(kit, product("tee", Tags="<b>Men</b>; Mens"))
    kit.map_value("tag", "<i>Herren", "Mens")

    html = kit.catalog_data("tag")._repr_html_()

    assert "&lt;b&gt;Men&lt;/b&gt;" in html
    assert "&lt;i&gt;Herren" in html
    assert "<b>Men" not in html


def test_names_that_look_alike_come_in_clusters_the_most_used_first(kit: ik.Workspace) -> None:
    take(
        kit,
        product(
            "a", Manufacturer="Weber Textil", Materials_Percentages="Organic Coton: 100%", Weaving="Mill 1"
        ),
        product("b", Manufacturer="WEBER-TEXTIL GmbH", Materials_Percentages="Organic Cotton: 100%"),
        product(
            "c", Manufacturer="WEBER-TEXTIL GmbH", Materials_Percentages="Wool: 100%", Finishing="Mill 2"
        ),
        product("d", Manufacturer="Weber Textile", Season="SS26", Tags="Café"),
        product("e", Manufacturer="Someone else", Season="S.S. 26", Tags="cafe"),
    )

    found = kit.duplicates()

    assert [(cluster.kind, cluster.names) for cluster in found.clusters] == [
        ("manufacturer", ["WEBER-TEXTIL GmbH", "Weber Textil", "Weber Textile"]),
        ("tag", ["cafe", "Café"]),
        ("material", ["Organic Coton", "Organic Cotton"]),
    ]
    assert [cluster["kind"] for cluster in found.as_dict()["clusters"]] == ["manufacturer", "tag", "material"]
    assert "Weber Textile" in found._repr_html_()


def test_one_kind_is_looked_at_alone(kit: ik.Workspace) -> None:
    take(
        kit,
        product("a", Manufacturer="Weber Ltd", Tags="Café"),
        product("b", Manufacturer="Weber", Tags="cafe"),
    )

    assert [cluster.names for cluster in kit.duplicates("manufacturers").clusters] == [["Weber", "Weber Ltd"]]


@pytest.mark.parametrize("kind", ["season", "attribute_value", "category"])
def test_names_that_may_well_be_two_are_not_compared(kit: ik.Workspace, kind: str) -> None:
    with pytest.raises(UsageError, match="two that look alike may well be two"):
        kit.duplicates(kind)


def test_after_a_merge_nothing_looks_alike(kit: ik.Workspace) -> None:
    take(kit, product("a", Tags="Café"), product("b", Tags="cafe"))

    for cluster in kit.duplicates().clusters:
        winner, *losers = cluster.names
        for loser in losers:
            kit.merge(cluster.kind, loser, winner)

    assert len(kit.duplicates()) == 0

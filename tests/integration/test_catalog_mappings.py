"""Mappings: a spelling that means a name of the catalog, in every import from then on."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from support import command_line
from support.catalogs import column, product, rows, sheet, take

import importkit as ik
from importkit import db
from importkit.errors import NotAllowedError, UsageError
from importkit.workspace import add_brand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.filled_databases import Filled

EVERY_KIND = product(
    "tee",
    Manufacturer="Weaver Ltd",
    Season="SS26",
    Tags="Men",
    Attribute_1="Color",
    Attribute_Value_1="Red",
    Materials_Percentages="Organic Cotton: 100%",
    Weaving="Mill A",
    Eco_Claims="Fair",
)

#: Kind, name, another spelling, the attribute of a value, and the cells of the next sheet that say it.
KINDS: list[tuple[str, str, str, str | None, dict[str, str]]] = [
    ("manufacturer", "Weaver Ltd", "A Weaver", None, {"Manufacturer": "a weaver"}),
    ("season", "SS26", "Spring 26", None, {"Season": "SPRING 26"}),
    ("tag", "Men", "Herren", None, {"Tags": "herren; Herren"}),
    ("attribute", "Color", "Farbe", None, {"Attribute_1": "Farbe", "Attribute_Value_1": "Red"}),
    (
        "attribute_value", "Red", "Crimson", "Color",
        {"Attribute_1": "Color", "Attribute_Value_1": "crimson"},
    ),
    ("material", "Organic Cotton", "Bio Cotton", None, {"Materials_Percentages": "BIO  cotton: 100%"}),
    ("facility", "Mill A", "A-Mill", None, {"Weaving": "a-mill"}),
    ("eco_claim", "Fair", "Fairly made", None, {"Eco_Claims": "Fairly made"}),
]  # fmt: skip


def import_every_kind(kit: ik.Workspace) -> None:
    take(kit, EVERY_KIND)


@pytest.fixture
def template(request: pytest.FixtureRequest, filled: Callable[..., Filled], migrated_template: str) -> str:
    begins_filled = "with_every_kind" in request.fixturenames
    return filled(import_every_kind).template if begins_filled else migrated_template


@pytest.fixture
def with_every_kind(kit: ik.Workspace) -> ik.Workspace:
    """Return the workspace with a name of every kind in its catalog."""
    return kit


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def test_an_import_takes_a_mapped_spelling_for_the_name_and_creates_nothing(
    with_every_kind: ik.Workspace,
) -> None:
    kit = with_every_kind
    for kind, name, spelling, attribute, _ in KINDS:
        kit.map_value(kind, spelling, name.lower(), attribute=attribute)

    result = take(kit, *(product(kind.replace("_", "-"), **cells) for kind, *_, cells in KINDS))

    assert result.summary["entities_created"] == []
    assert not {"entity.created", "entity.similar"} & result.summary["findings"].keys()
    uses = {
        (kind, name): int(
            kit.catalog_data(kind).entries.set_index("name").loc[name, ["products", "variants"]].sum()
        )
        for kind, name, *_ in KINDS
    }
    # That of the catalog, and the product of its kind; red is a colour in the sheet twice.
    of_attributes = {"attribute", "attribute_value"}
    assert uses == {(kind, name): 3 if kind in of_attributes else 2 for kind, name, *_ in KINDS}


def test_a_path_of_another_taxonomy_is_read_as_the_category_it_is_mapped_to(kit: ik.Workspace) -> None:
    path = "Clothing > Jeans > Straight"
    kit.map_value("category", "Apparel>Denim >  Straight leg", "clothing > JEANS > straight")

    take(kit, product("jeans", Category="apparel > denim > STRAIGHT LEG"))

    found = "SELECT path FROM products JOIN taxonomy_categories c ON c.id = category_id"
    assert column(kit, found) == [path]


SHOPIFY_PATH = "Apparel & Accessories > Clothing > Pants > Jeans"


def test_a_path_of_shopify_is_known_without_a_mapping_and_one_of_the_brand_wins(kit: ik.Workspace) -> None:
    take(kit, product("known", Category=SHOPIFY_PATH))
    kit.map_value("category", SHOPIFY_PATH, "Clothing > Jeans > Straight")
    take(kit, product("mapped", Category=SHOPIFY_PATH.upper()))

    found = (
        "SELECT path FROM products JOIN taxonomy_categories c ON c.id = category_id ORDER BY product_handle"
    )
    assert column(kit, found) == ["Clothing > Jeans", "Clothing > Jeans > Straight"]


def test_an_alias_whose_category_was_never_loaded_is_not_found(kit: ik.Workspace) -> None:
    with kit.engine.begin() as connection:
        connection.execute(text("DELETE FROM taxonomy_categories WHERE path = 'Accessories > Hand Fans'"))
    book = sheet(product("fan", Category="Apparel & Accessories > Clothing Accessories > Decorative Fans"))

    assert kit.import_file(book).summary["findings"]["category.not-found"] == 1


def test_categories_that_were_not_found_are_told_each_once_until_they_are_mapped(kit: ik.Workspace) -> None:
    paths = ["Clothes > Jeans", "Trousers", "Trousers"]
    book = sheet(*(product(f"tee-{number}", Category=path) for number, path in enumerate(paths)))

    job = kit.import_file(book)
    unmapped = kit.unmapped(job.job_id)
    for value in unmapped["value"]:
        kit.map_value("category", value, "Clothing > Jeans")
    again = kit.import_file(book)

    assert unmapped[["value", "rows", "cell"]].to_dict("list") == {
        "value": ["Trousers", "Clothes > Jeans"],
        "rows": [2, 1],
        "cell": ["D3", "D2"],
    }
    assert unmapped["suggestion"].iloc[1] == "Clothing > Jeans"
    assert kit.unmapped(again.job_id).empty
    assert again.summary["failed_rows"] == 0


def test_the_command_in_the_warning_of_an_unmapped_category_works(
    kit: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    category = 'Apparel > "Jeans" straight'
    export = sheet({"Handle": "tee", "Title": "Tee", "Variant SKU": "T-1", "Product Category": category})
    warned = kit.check(export)
    [warning] = [finding for finding in warned.findings if finding.code == "category.not-found"]
    command = shlex.split(warning.hint.partition("Map it once with: ")[2])

    ended = command_line.run(*command[1:], cwd=tmp_path, database_url=database_url)

    assert ended.code == 0, ended.err
    assert "category.not-found" not in [finding.code for finding in kit.check(export).findings]


def test_the_command_names_the_brand_that_was_asked(database_url: str, tmp_path: Path) -> None:
    add_brand("acme", "Acme", url=database_url)
    export = sheet({"Handle": "t", "Title": "T", "Variant SKU": "T", "Product Category": "Blue > Jeans"})
    with ik.connect(database_url, brand="acme") as acme:
        [warning] = [one for one in acme.check(export).findings if one.code == "category.not-found"]
        command = warning.hint.partition("Map it once with: ")[2]

        ended = command_line.run(*shlex.split(command)[1:], cwd=tmp_path, database_url=database_url)

        assert command == "importkit catalog map category 'Blue > Jeans' 'Clothing > Jeans' --brand acme"
        assert ended.code == 0, ended.err
        assert not [one for one in acme.check(export).findings if one.code == "category.not-found"]


def test_mapping_again_is_safe_and_may_change_the_meaning(kit: ik.Workspace) -> None:
    take(kit, product("tee", Tags="Men; Women"))

    first = kit.map_value("tag", "Herren", "Women")
    second = kit.map_value("tag", "HERREN", "Men")
    third = kit.map_value("tag", "herren", "Men")

    assert (first.before, second.before, third.before) == ("", "Women", "Men")
    mappings = kit.catalog_data("tag").mappings
    assert mappings[["raw_name", "name", "created_by"]].to_numpy().tolist() == [
        ["herren", "Men", "local@localhost"]
    ]


def test_a_spelling_that_is_not_mapped_any_more_is_a_name_of_its_own(kit: ik.Workspace) -> None:
    take(kit, product("tee", Tags="Men"))
    kit.map_value("tag", "Herren", "Men")

    forgotten = kit.unmap_value("tags", "herren")
    result = take(kit, product("cap", Tags="Herren"))

    assert (forgotten.raw_name, forgotten.name) == ("herren", "Men")
    assert [entity["name"] for entity in result.summary["entities_created"]] == ["Herren"]
    with pytest.raises(UsageError, match='The tag "Herren" is not mapped'):
        kit.unmap_value("tag", "Herren")


def test_a_name_of_the_catalog_is_merged_not_mapped(kit: ik.Workspace) -> None:
    take(kit, product("tee", Materials_Percentages="Bio Cotton: 50% | Organic Cotton: 50%"))

    with pytest.raises(UsageError, match='"Bio Cotton" is a name of the catalog itself') as refused:
        kit.map_value("material", "bio cotton", "Organic Cotton")

    assert "importkit catalog merge material 'Bio Cotton' 'Organic Cotton'" in refused.value.hint
    with pytest.raises(UsageError, match="is the name itself"):
        kit.map_value("material", "Organic  COTTON", "Organic Cotton")


WRONG_CALLS = [
    (("materail", "a", "b", None), 'kind cannot be "materail"', "Did you mean material?"),  # a kind
    (("material", "Bio", "Organic Coton", None), 'no material "Organic Coton"', '"Organic Cotton"'),  # a name
    (("tag", "Herren", "Nothing alike", None), "no tag", "importkit catalog list tag"),  # no name near
    (("category", "Denim", "Straight", None), 'no category "Straight"', "> Straight"),  # a lone leaf
    (("attribute_value", "Crimson", "Red", None), "which one", "--attribute Color"),  # no attribute
    (("attribute_value", "Crimson", "Red", "Colr"), 'no attribute "Colr"', '"Color"'),  # its name
    (("tag", "Herren", "Men", "Color"), "about a tag", "Leave --attribute out"),  # one too many
    (("tag", "  ", "Men", None), "raw_name cannot be blank", ""),  # no spelling
    (("category", " > ", "Clothing", None), "spelling to map is missing", ""),  # no path
]


def test_a_wrong_call_says_what_may_have_been_meant(with_every_kind: ik.Workspace) -> None:
    for (kind, spelling, name, attribute), message, hint in WRONG_CALLS:
        with pytest.raises(UsageError, match=message) as refused:
            with_every_kind.map_value(kind, spelling, name, attribute=attribute)

        assert hint in refused.value.hint, message
    assert len(with_every_kind.catalog_data().mappings) == 0


def test_a_mapping_goes_with_the_name_that_it_means(kit: ik.Workspace) -> None:
    take(kit, product("tee", Tags="Men"))
    kit.map_value("tag", "Herren", "Men")
    with kit.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM product_tags")
        connection.exec_driver_sql("DELETE FROM brand_tags")

    assert kit.catalog_data().as_dict()["mappings"] == []
    with pytest.raises(UsageError, match='The tag "Herren" is not mapped'):
        kit.unmap_value("tag", "Herren")


@pytest.mark.parametrize("role", ["member", "owner"])
def test_members_and_owners_map_and_merge(database_url: str, role: str) -> None:
    with ik.connect(database_url) as kit:
        take(kit, product("tee", Tags="Men; Mens"))
        db.add_member(kit.engine, "default", "ana@a.example", role)

    with ik.connect(database_url, email="ana@a.example") as ana:
        ana.map_value("tag", "Herren", "Men")
        ana.merge("tag", "Mens", "Men")

        assert rows(ana, "SELECT raw_name, created_by FROM value_mappings ORDER BY 1") == [
            ("Herren", "ana@a.example"),
            ("Mens", "ana@a.example"),
        ]


def test_viewers_look_and_change_nothing(database_url: str) -> None:
    with ik.connect(database_url) as kit:
        take(kit, product("tee", Tags="Men; Mens"))
        kit.map_value("tag", "Herren", "Men")
        db.add_member(kit.engine, "default", "vera@a.example", "viewer")

    with ik.connect(database_url, email="vera@a.example") as vera:
        assert vera.catalog_data("tag").entries["name"].tolist() == ["Men", "Mens"]
        assert len(vera.catalog_data("tag").mappings) == 1
        for change in (
            lambda: vera.map_value("tag", "Hommes", "Men"),
            lambda: vera.unmap_value("tag", "Herren"),
            lambda: vera.merge("tag", "Mens", "Men"),
        ):
            with pytest.raises(NotAllowedError, match="Only members and owners of this brand"):
                change()
        assert column(vera, "SELECT name FROM brand_tags ORDER BY 1") == ["Men", "Mens"]
        assert column(vera, "SELECT raw_name FROM value_mappings") == ["Herren"]


def test_names_of_another_brand_are_unknown(database_url: str, kit: ik.Workspace) -> None:
    db.add_brand(kit.engine, "other", "Other", kit.email)
    with ik.connect(database_url, brand="other") as other:
        take(other, product("tee", Tags="Men"))
        other.map_value("tag", "Herren", "Men")

    assert kit.catalog_data().as_dict() == {"entries": [], "mappings": []}
    with pytest.raises(UsageError, match='There is no tag "Men"'):
        kit.map_value("tag", "Herren", "Men")
    with pytest.raises(UsageError, match="is not mapped"):
        kit.unmap_value("tag", "Herren")

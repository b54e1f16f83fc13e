from __future__ import annotations

import pytest

from importkit import taxonomy
from importkit.model import Mode
from importkit.values import category_suggestions
from importkit.values.category_paths import Taxonomy
from importkit.values.category_suggestions import suggestions

COLUMNS = ["Product Handle", "Product Title", "SKU", "Category"]


def category(see, text, **more):
    return see(COLUMNS, [["h", "T", "1", text]], **more)


@pytest.mark.parametrize(
    "text",
    ["Clothing > Jeans", "clothing>JEANS", " Clothing  >  Jeans "],
    ids=["as it is", "without spaces, in other case", "with more spaces"],
)
def test_a_path_is_found_in_any_case_and_spacing(see, text):
    seen = category(see, text)
    assert seen.reported == []
    assert seen.table("staging_products", "category_path") == [("Clothing > Jeans",)]


def test_an_inner_node_is_a_category(see):
    assert category(see, "Clothing").table("staging_products", "category_path") == [("Clothing",)]


def test_a_mapping_comes_first(see):
    seen = category(see, "clothing > jeans", mappings={"clothing > jeans": "Clothing > Dresses"})
    assert seen.table("staging_products", "category_path") == [("Clothing > Dresses",)]


def test_a_lone_leaf_is_not_accepted_but_its_paths_are_suggested(see):
    seen = category(see, "Jeans")
    assert seen.reported == [("category.not-found", "D2")]
    assert seen.finding.severity == "error"
    assert seen.finding.message == 'There is no category "Jeans".'
    assert seen.finding.hint == 'Did you mean "Clothing > Jeans" or "Kids > Jeans"?'
    assert seen.finding.suggestion == "Clothing > Jeans"
    assert seen.table("staging_products", "category_path", "row_status") == [(None, "FAILED")]


def test_a_misspelt_path_is_suggested(see):
    assert category(see, "Clothing > Dreses").finding.suggestion == "Clothing > Dresses"


def test_where_nothing_is_near_it_is_told_where_the_categories_are(see):
    seen = category(see, "Garden gnomes")
    assert seen.finding.suggestion == ""
    assert seen.finding.hint == (
        "The categories here are for fashion: importkit taxonomy list shows them;"
        " importkit taxonomy load --help says how to add your own."
    )


def test_categories_of_ones_own_are_not_called_fashion(see):
    hint = category(see, "Garden gnomes", has_own_categories=True).finding.hint
    assert hint == (
        "importkit taxonomy list shows the categories there are;"
        " importkit taxonomy load --help says how to add your own."
    )


def test_a_shopify_category_is_left_blank_with_the_command_that_maps_it(see):
    seen = category(see, 'Toys > "Doll" Dresses', dialect="shopify", brand="acme")
    assert seen.finding.severity == "warning"
    assert seen.finding.hint == (
        'It is left blank. Did you mean "Clothing > Dresses"? Map it once with: importkit catalog map'
        " category 'Toys > \"Doll\" Dresses' 'Clothing > Dresses' --brand acme"
    )
    assert seen.table("staging_products", "category_path", "row_status") == [(None, "PENDING")]


def test_without_a_brand_the_command_names_none(see):
    hint = category(see, "Toys > Dresses", dialect="shopify").finding.hint
    assert hint.endswith("importkit catalog map category 'Toys > Dresses' 'Clothing > Dresses'")


def test_where_nothing_is_near_no_command_is_made_up(see):
    hint = category(see, "Toys > Dolls", dialect="shopify").finding.hint
    assert hint.startswith("It is left blank. The categories here are for fashion:")
    assert "catalog map" not in hint


@pytest.mark.parametrize(
    "text",
    [
        "Apparel & Accessories > Clothing > Pants > Jeans",
        "APPAREL & ACCESSORIES>clothing>pants>  jeans",
        pytest.param("Apparel & Accessories > Clothing > Pants > Jeans > Baggy", id="below an alias"),
    ],
)
def test_a_path_of_another_taxonomy_means_a_category(see, text):
    aliases = {
        "Apparel & Accessories > Clothing > Pants > Jeans": "Clothing > Jeans",
        "Apparel & Accessories > Clothing > Pants > Jeans > *": "Clothing > Jeans",
    }
    seen = category(see, text, aliases=aliases)
    assert seen.reported == []
    assert seen.table("staging_products", "category_path") == [("Clothing > Jeans",)]


def test_a_mapping_of_the_brands_own_comes_before_an_alias(see):
    seen = category(
        see, "Pants > Jeans",
        aliases={"Pants > Jeans": "Clothing > Jeans"}, mappings={"pants > jeans": "Kids > Jeans"},
    )  # fmt: skip
    assert seen.table("staging_products", "category_path") == [("Kids > Jeans",)]


def test_an_alias_of_a_category_that_is_not_there_means_nothing(see):
    assert category(see, "Pants", aliases={"Pants": "Clothing > Trousers"}).reported == [
        ("category.not-found", "D2")
    ]


def test_a_cell_in_error_is_not_looked_up(see):
    assert category(see, "#N/A", bad=[(2, "Category")]).reported == []


def test_enriching_the_clear_mark_is_no_category(see):
    seen = category(see, "[Clear]", mode=Mode.ENRICH)
    assert seen.reported == []
    assert seen.table("staging_products", "category_path", "cleared") == [(None, "{category}")]


def test_an_unknown_category_is_compared_with_nothing(see):
    seen = see(COLUMNS, [["h", "T", "1", "Nowhere"], [None, "U", "2", "Clothing"]])
    assert seen.reported == [("category.not-found", "D2")]


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        pytest.param("Shirts", "Clothing > Shirts & Blouses", id="a leaf"),
        pytest.param("shirt", "Clothing > Shirts & Blouses", id="in the singular"),
        pytest.param("Boys' shirts", "Clothing > Children's Clothing > Boys > Boys' Shirts", id="more words"),
        pytest.param("Men > Briefs", "Clothing > Underwear > Men's Underwear > Briefs", id="a word above"),
        pytest.param("T Shirts", "Clothing > T-shirts & Polos", id="a letter apart"),
        pytest.param("Apparel / Women / Dresses", "Clothing > Dresses", id="other separators"),
        pytest.param("Hats & Cap", "Accessories > Hats & Caps", id="an inner node"),
        pytest.param("Skrits", "Clothing > Skirts", id="letters swapped"),
        pytest.param("Braclets", "Accessories > Jewellery > Bracelets", id="a letter less"),
        pytest.param("Body Jewelry", "Accessories > Jewellery > Body Jewellery", id="American"),
    ],
)
def test_the_likeliest_category_comes_first(text, suggested):
    found = suggestions([text], taxonomy.load())[0]
    assert found[0] == suggested
    assert len(found) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "Outdoor Chairs",
        "Bicycle Wheels",
        "Garden Gnomes",
        "Tennis Rackets",
        "Dog Collars",
        "Coffee Tables",
        "Ankle boots for women",
        "Jeens",
        "123",
        "&",
    ],
)
def test_nothing_is_suggested_where_the_last_word_is_another(text):
    assert suggestions([text], taxonomy.load()) == [[]]


def test_the_last_part_of_a_path_leads_to_it():
    known = taxonomy.load()
    leaves = sorted({path.rpartition("> ")[2] for path in known.paths.values()})
    for leaf, found in zip(leaves, suggestions(leaves, known), strict=True):
        assert any(path.rpartition("> ")[2] == leaf for path in found), leaf


def test_a_sheet_of_another_taxonomy_costs_a_bounded_number_of_comparisons(monkeypatch):
    monkeypatch.setattr(category_suggestions, "_COMPARISONS", 3)
    known = Taxonomy({"jackets": "Jackets", "dresses": "Dresses"})
    assert suggestions(["Jakcets", "Dreses", "Jacketss"], known) == [["Jackets"], ["Dresses"], []]


def test_an_empty_taxonomy_suggests_nothing():
    assert suggestions(["Jeans"], Taxonomy({})) == [[]]

from __future__ import annotations

import pytest

from importkit.model import Mode, Taxonomy
from importkit.resolution import categories

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
    assert seen.told == []
    assert seen.table("staging_products", "category_path") == [("Clothing > Jeans",)]


def test_an_inner_node_is_a_category(see):
    assert category(see, "Clothing").table("staging_products", "category_path") == [("Clothing",)]


def test_a_mapping_comes_first(see):
    seen = category(see, "clothing > jeans", mappings={"clothing > jeans": "Clothing > Dresses"})
    assert seen.table("staging_products", "category_path") == [("Clothing > Dresses",)]


def test_a_lone_leaf_is_not_accepted_but_its_paths_are_suggested(see):
    seen = category(see, "Jeans")
    assert seen.told == [("category.not-found", "D2")]
    assert seen.finding.severity == "error"
    assert seen.finding.message == 'There is no category "Jeans".'
    assert seen.finding.hint == 'Did you mean "Kids > Jeans" or "Clothing > Jeans"?'
    assert seen.finding.suggestion == "Kids > Jeans"
    assert seen.table("staging_products", "category_path", "row_status") == [(None, "FAILED")]


def test_a_misspelt_path_is_suggested(see):
    assert category(see, "Clothing > Jeens").finding.suggestion == "Clothing > Jeans"


def test_where_nothing_is_near_the_form_is_explained(see):
    seen = category(see, "Garden gnomes")
    assert seen.finding.suggestion == ""
    assert seen.finding.hint == "Write the full path of a category, its parts separated by >."


def test_a_cell_in_error_is_not_looked_up(see):
    assert category(see, "#N/A", bad=[(2, "Category")]).told == []


def test_enriching_the_clear_mark_is_no_category(see):
    seen = category(see, "[Clear]", mode=Mode.ENRICH)
    assert seen.told == []
    assert seen.table("staging_products", "category_path", "cleared") == [(None, "{category}")]


def test_an_unknown_category_is_compared_with_nothing(see):
    seen = see(COLUMNS, [["h", "T", "1", "Nowhere"], [None, "U", "2", "Clothing"]])
    assert seen.told == [("category.not-found", "D2")]


def test_a_sheet_of_another_taxonomy_costs_a_bounded_number_of_comparisons(monkeypatch):
    monkeypatch.setattr(categories, "_COMPARISONS", 4)
    taxonomy = Taxonomy({"jeans": "Jeans", "dresses": "Dresses"})
    assert categories.suggestions(["Jeens", "Dreses", "Jeanss"], taxonomy) == [["Jeans"], ["Dresses"], []]


def test_an_empty_taxonomy_suggests_nothing():
    assert categories.suggestions(["Jeans"], Taxonomy({})) == [[]]

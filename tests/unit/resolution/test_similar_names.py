"""Names of one sheet that look alike, told where no brand's catalog is at hand."""

from __future__ import annotations

import pytest

from importkit.model import Mode

COLUMNS = [
    "Product Handle",
    "Product Title",
    "SKU",
    "Manufacturer",
    "Season",
    "Tags",
    "Attribute 1",
    "Attribute Value 1",
]


def product(number: int, **given: str) -> list[str | None]:
    cells = {"Product Handle": f"p-{number}", "Product Title": f"P {number}", "SKU": f"S-{number}", **given}
    return [cells.get(name.replace("_", " ")) for name in COLUMNS]


def attributes(*names: str) -> list[list[str | None]]:
    return [
        product(number, **{"Attribute 1": name, "Attribute Value 1": "Red"})
        for number, name in enumerate(names)
    ]


def similar(seen):
    return [
        (finding.cell, finding.value, finding.suggestion, finding.message)
        for finding in seen.resolved.findings
        if finding.code == "entity.similar"
    ]


def test_the_name_that_is_used_less_is_told(see):
    rows = attributes("Choose Ring sSze", "Choose Ring Size", "choose ring  size")

    assert similar(see(COLUMNS, rows, is_offline=True)) == [
        (
            "G2",
            "Choose Ring sSze",
            "Choose Ring Size",
            'The attribute "Choose Ring sSze" looks like "Choose Ring Size" in row 3.',
        )
    ]


def test_of_names_that_are_used_as_much_the_later_is_told(see):
    rows = [product(1, Manufacturer="Acme Ltd."), product(2, Manufacturer="ACME")]

    [(cell, value, other, _)] = similar(see(COLUMNS, rows, is_offline=True))

    assert (cell, value, other) == ("D3", "ACME", "Acme Ltd.")


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        pytest.param("Season", "Autumn/Winter", "Autumn-Winter", id="seasons"),
        pytest.param("Attribute Value 1", "Dark Blue", "Dark-Blue", id="attribute values"),
        pytest.param("Product Title", "Dark Blue Shirt", "Dark Blue Shirts", id="titles"),
        pytest.param("Tags", "For Men", "For Women", id="tags of other words"),
        pytest.param("Tags", "Beauty Spa", "Beauty", id="a word that is a legal form elsewhere"),
    ],
)
def test_what_may_well_be_two_is_not_compared(see, column, one, other):
    rows = [
        product(n, **{"Attribute 1": "Colour", "Attribute Value 1": "Red"} | {column: text})
        for n, text in enumerate((one, other))
    ]

    assert similar(see(COLUMNS, rows, is_offline=True)) == []


def test_names_of_a_product_that_fails_are_not_compared(see):
    [good, bad] = [product(1, Tags="Organic Cotton"), product(2, Tags="Organic Coton")]
    bad[COLUMNS.index("SKU")] = None

    assert similar(see(COLUMNS, [good, bad], is_offline=True)) == []


def test_enriching_creates_no_attributes_and_compares_none(see):
    rows = attributes("Ring Size", "Ring-Size")
    for row in rows:
        row[COLUMNS.index("Tags")] = None

    assert similar(see(COLUMNS, rows, is_offline=True, mode=Mode.ENRICH)) == []


def test_enriching_the_other_names_are_compared(see):
    rows = [product(1, Tags="Organic Cotton"), product(2, Tags="Organic Coton")]

    [(cell, *_)] = similar(see(COLUMNS, rows, is_offline=True, mode=Mode.ENRICH))

    assert cell == "F3"


def test_where_a_brand_is_at_hand_its_catalog_decides(see):
    assert similar(see(COLUMNS, attributes("Ring Size", "Ring-Size"))) == []


def test_materials_with_percentages_apart_are_told_on_their_names(see):
    columns = ["Product Handle", "Product Title", "SKU", "Materials Percentages"]
    rows = [
        ["a", "A", "1", "Organic Cotton\x1f100"],
        ["b", "B", "2", "Organic Coton\x1f60\x1eWool\x1f40"],
    ]

    [(cell, value, _, message)] = similar(see(columns, rows, is_offline=True))

    assert (cell, value) == ("D3", "Organic Coton")
    assert message == 'The material "Organic Coton" looks like "Organic Cotton" in row 2.'


def test_a_mill_in_two_steps_is_one_name(see):
    columns = ["Product Handle", "Product Title", "SKU", "Weaving", "Finishing"]
    rows = [["a", "A", "1", "Porto Mill Ltd", "Lisbon Mill"], ["b", "B", "2", "Lisbon Mill", "PORTO MILL"]]

    [(cell, value, other, _)] = similar(see(columns, rows, is_offline=True))

    assert (cell, value, other) == ("E3", "PORTO MILL", "Porto Mill Ltd")

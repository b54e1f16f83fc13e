"""Which new names look like one that is there."""

from __future__ import annotations

import pytest

from importkit.values.similarity import similar_names, similar_within


@pytest.mark.parametrize(
    ("new", "existing"),
    [
        ("Acme Ltd.", "ACME Limited"),
        ("Acme", "Acme GmbH & Co. KG"),
        ("Weber A/S", "Weber"),
        ("Tessuti S.p.A.", "TESSUTI"),
        ("Müller Sp. z o.o.", "Muller"),
        ("Łódź Mill", "Lodz Mill"),
        ("H&M", "H & M"),
        ("T-Shirt", "Tshirt"),
        ("T Shirt", "T-shirt"),
        ("Nylon 6.6", "Nylon 6,6"),
        ("No.1 Mill", "No 1 Mill"),
        ("Organic Coton", "Organic Cotton"),
        ("Recycled Polyster 50", "Recycled Polyester 50"),
        pytest.param("Wool & Silk", "Wool and Silk", id="the sign for and"),
        pytest.param("Weaving Mill of Porto", "Weaving Mill Porto", id="an added of"),
        pytest.param("Jackets", "Jacket", id="plural"),
        pytest.param("T-Shirts", "Tshirt", id="plural, merged words"),
        pytest.param("V-Neck Tops", "Vneck Top", id="plural behind merged words"),
        pytest.param("Organic Cottno", "Organic Cotton", id="two letters swapped"),
        pytest.param("Choose Ring sSze", "Choose Ring Size", id="the first letter twice"),
        pytest.param("Mueller Weaving", "Müller Weaving", id="an umlaut in two letters"),
        pytest.param("Κλωστοϋφαντουργία", "Κλωστουφαντουργια", id="Greek accents"),
        pytest.param("Платье вечерние", "Платье вечернее", id="a Cyrillic letter"),
        pytest.param("Ёлка", "Елка", id="a Cyrillic accent"),
        pytest.param("ｏｒｇａｎｉｃ　ｃｏｔｔｏｎ", "Organic-Cotton", id="full width"),  # noqa: RUF001
    ],
)
def test_names_that_look_alike(new: str, existing: str) -> None:
    assert similar_names([new], ["Something else", existing]) == {new: existing}
    assert similar_names([existing], ["Something else", new]) == {existing: new}


@pytest.mark.parametrize(
    ("new", "existing"),
    [
        pytest.param("Mill 2", "Mill 3", id="other digits"),
        pytest.param("Istanbul Weaving Mill 12", "Istanbul Weaving Mill 21", id="digits in another order"),
        pytest.param("Ring 1.5 mm", "Ring 15 mm", id="a decimal"),
        pytest.param("Istanbul Weaving Mill Two", "Istanbul Weaving Mill Ten", id="digits as words"),
        pytest.param("Spinning Mill XIV", "Spinning Mill XXIV", id="Roman numerals"),
        pytest.param("Size range XXL", "Size range XXXL", id="sizes"),
        pytest.param("Wool", "Wood", id="short names"),
        pytest.param("Sustainable Wool", "Sustainable Wood", id="a short word that differs"),
        pytest.param("Prato Mill", "Porto Mill", id="another place"),
        pytest.param("Prato Weaving Mill International", "Porto Weaving Mill International", id="long"),
        pytest.param("For Men", "For Women", id="for whom"),
        pytest.param("Handmade Rings For Men", "Handmade Rings For Women", id="for whom, long"),
        pytest.param("Female", "Male", id="sex"),
        pytest.param("Model shown is Female", "Model shown is Male", id="sex, long"),
        pytest.param("Serum", "Sperm", id="two letters of five"),
        pytest.param("Anti Aging Face Serum", "Anti Aging Face Sperm", id="two letters of five, long"),
        pytest.param("silver ring", "silver earring", id="another thing"),
        pytest.param("Sterling handmade silver ring", "Sterling handmade silver earring", id="thing, long"),
        pytest.param("Handmade Gold Necklaces", "Handmade Bold Necklaces", id="another first letter"),
        pytest.param("Cotton", "Organic Cotton", id="a longer name"),
        pytest.param("Weaving House Porto A", "Weaving House Porto", id="an added word"),
        pytest.param("Cotton Organic", "Organic Cotton", id="another order of words"),
        pytest.param("Kind E", "Kind", id="a letter that is no legal form"),
        pytest.param("Co", "Ltd", id="nothing but legal forms"),
        pytest.param("!!!", "???", id="nothing but punctuation"),
        pytest.param("กิน", "กัน", id="Thai vowels"),
        pytest.param("किताब", "कताब", id="Hindi vowels"),
        pytest.param("ばら", "はら", id="Japanese voicing marks"),
    ],
)
def test_names_that_do_not(new: str, existing: str) -> None:
    assert similar_names([new], [existing]) == {}
    assert similar_names([existing], [new]) == {}


def test_legal_forms_count_where_names_are_not_those_of_firms() -> None:
    assert similar_names(["Beauty Spa"], ["Beauty"]) == {"Beauty Spa": "Beauty"}
    assert similar_names(["Beauty Spa"], ["Beauty"], of_firms=False) == {}


def test_an_equal_name_is_preferred_to_an_alike_one() -> None:
    found = similar_names(["Organic Cotton Ltd"], ["Organic Cotton Co-op", "Organic Coton", "organic-cotton"])

    assert found == {"Organic Cotton Ltd": "organic-cotton"}


def test_the_most_alike_is_told_and_of_equals_the_first() -> None:
    existing = ["Organic Cottonns", "Organic Cottons", "Organic Cottonz"]

    assert similar_names(["Organic Cotton"], existing) == {"Organic Cotton": "Organic Cottons"}


def test_a_ratio_of_92_is_enough_and_less_is_not_whichever_is_longer() -> None:
    long = "abcdefghijklmnopqrstuvwxyz" * 2

    assert similar_names([long[:-7], long[:-8]], [long]) == {long[:-7]: long}
    assert similar_names([long], [long[:-7]]) == {long: long[:-7]}
    assert similar_names([long], [long[:-8]]) == {}


def test_a_word_of_85_percent_is_enough_and_less_is_not() -> None:
    rest = "Weaving House International Porto"

    assert similar_names([f"Prints {rest}"], [f"Print {rest}"]) == {f"Prints {rest}": f"Print {rest}"}
    assert similar_names([f"Primts {rest}"], [f"Prints {rest}"]) == {}


def test_names_of_one_list_are_told_with_the_one_before_them() -> None:
    names = ["Ring Size", "Colour Name", "Ring-Size", "Ring Sizes", "Colour Namee", "Stone"]

    assert similar_within(names) == {
        "Ring-Size": "Ring Size",
        "Ring Sizes": "Ring Size",
        "Colour Namee": "Colour Name",
    }

"""Which new names look like one that is there."""

from __future__ import annotations

import pytest

from importkit.values.likeness import similar_names


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
        ("Organic Coton", "Organic Cotton"),
        ("Recycled Polyster 50", "Recycled Polyester 50"),
    ],
)
def test_names_that_look_alike(new: str, existing: str) -> None:
    assert similar_names([new], ["Something else", existing]) == {new: existing}


@pytest.mark.parametrize(
    ("new", "existing"),
    [
        pytest.param("Mill 2", "Mill 3", id="other digits"),
        pytest.param("Istanbul Weaving Mill 12", "Istanbul Weaving Mill 21", id="digits in another order"),
        pytest.param("Wool", "Wood", id="short names"),
        pytest.param("Cotton", "Organic Cotton", id="a longer name"),
        pytest.param("Kind E", "Kind", id="a letter that is no legal form"),
        pytest.param("Co", "Ltd", id="nothing but legal forms"),
        pytest.param("!!!", "???", id="nothing but punctuation"),
    ],
)
def test_names_that_do_not(new: str, existing: str) -> None:
    assert similar_names([new], [existing]) == {}


def test_an_equal_name_is_preferred_to_an_alike_one() -> None:
    found = similar_names(["Organic Cotton Ltd"], ["Organic Cotton Co-op", "Organic Coton", "organic-cotton"])

    assert found == {"Organic Cotton Ltd": "organic-cotton"}


def test_a_ratio_of_92_is_enough_and_less_is_not_whichever_is_longer() -> None:
    long = "abcdefghijklmnopqrstuvwxyz" * 2

    assert similar_names([long[:-7], long[:-8]], [long]) == {long[:-7]: long}
    assert similar_names([long], [long[:-7]]) == {long: long[:-7]}
    assert similar_names([long], [long[:-8]]) == {}

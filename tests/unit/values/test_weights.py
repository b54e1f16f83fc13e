"""Weights and their units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importkit.values.numbers import DecimalMark
from importkit.values.weights import (
    AmbiguousWeight,
    Weight,
    format_weight,
    parse_unit,
    parse_weight,
    stored_weight,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("230", "230 g", id="a bare number is grams"),
        pytest.param("230g", "230 g", id="unit without a space"),
        pytest.param("0.23 KG", "0.23 kg", id="unit in capitals"),
        pytest.param("0,23 kg", "0.23 kg", id="decimal comma"),
        pytest.param("8 oz", "8 oz", id="ounces"),
        pytest.param("1.5 lbs", "1.5 lb", id="plural"),
        pytest.param("230 grams", "230 g", id="unit as a word"),
        pytest.param("230 gr", "230 g", id="gr"),
        pytest.param("230gr.", "230 g", id="a point behind the unit"),
        pytest.param("1.2 KGS", "1.2 kg", id="kilograms, plural and capitals"),
        pytest.param("1 kilo", "1 kg", id="a kilo"),
        pytest.param("2 Kilos", "2 kg", id="kilos"),
        pytest.param("1,2 k.g.", "1.2 kg", id="points within the unit"),
        pytest.param("3 lbs", "3 lb", id="lbs"),
        pytest.param("3lb.", "3 lb", id="lb with a point"),
        pytest.param("1 Pound", "1 lb", id="a pound"),
        pytest.param("12 ounces", "12 oz", id="ounces in full"),
        pytest.param("1\u00a0ounce", "1 oz", id="no-break space"),
        pytest.param("500\u202fgrammes", "500 g", id="narrow no-break space"),
        pytest.param("1,234.5 g", "1234.5 g", id="thousands"),
        pytest.param("\uff11\uff12\uff0e\uff15\u3000\uff4b\uff47", "12.5 kg", id="full width"),
        pytest.param("\uff12\u338f", "2 kg", id="the square sign"),
        pytest.param("-5 g", "-5 g", id="negative, for the checks to refuse"),
    ],
)
def test_a_weight_is_read_with_its_unit(text: str, expected: str) -> None:
    weight = parse_weight(text)

    assert isinstance(weight, Weight)
    assert format_weight(weight) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "g",
        "kg 5",
        "5 stone",
        "5 g g",
        "5 kg 3",
        "about 5 g",
        "5g/m",
        "5 \u03bcg",
        "5. kg",
        "5.kg",
        "1 lb 4 oz",
        "5 mg",
        "g.",
    ],
)
def test_what_is_no_weight_is_none(text: str) -> None:
    assert parse_weight(text) is None


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("g", "g"),
        (" Gram(s) ", "g"),
        ("KG", "kg"),
        ("Kilograms", "kg"),
        ("kgs.", "kg"),
        ("\uff4b\uff47", "kg"),
        ("LBS", "lb"),
        ("Ounces", "oz"),
        ("", None),
        ("t", None),
        ("kg/m", None),
        ("1", None),
    ],
)
def test_a_unit_is_read_however_people_spell_it(word: str, unit: str | None) -> None:
    assert parse_unit(word) == unit


def test_a_weight_that_could_be_two_is_ambiguous() -> None:
    weight = parse_weight("1,234 kg")

    assert weight == AmbiguousWeight(Weight(Decimal("1.234"), "kg"), Weight(Decimal(1234), "kg"))


def test_the_column_decides_about_a_weight() -> None:
    assert parse_weight("1,234 kg", DecimalMark.POINT) == Weight(Decimal(1234), "kg")


@pytest.mark.parametrize(
    ("weight", "stored", "is_changed"),
    [
        pytest.param(Weight(Decimal("1.25"), "kg"), "1.25 kg", False, id="two decimals keep the unit"),
        pytest.param(Weight(Decimal("1.250"), "kg"), "1.25 kg", False, id="a zero more is no decimal"),
        pytest.param(Weight(Decimal("1.2345"), "kg"), "1234.5 g", False, id="more decimals become grams"),
        pytest.param(Weight(Decimal("0.123456"), "kg"), "123.46 g", True, id="grams are rounded too"),
        pytest.param(Weight(Decimal("0.125"), "oz"), "3.54 g", True, id="ounces become grams"),
        pytest.param(Weight(Decimal("0.125"), "lb"), "56.7 g", True, id="pounds become grams"),
        pytest.param(Weight(Decimal("2.2051"), "lb"), "1000.22 g", False, id="five digits stay"),
        pytest.param(Weight(Decimal("230.125"), "g"), "230.12 g", True, id="grams are rounded"),
    ],
)
def test_a_weight_its_unit_cannot_hold_is_stored_in_grams(
    weight: Weight, stored: str, *, is_changed: bool
) -> None:
    kept, was_changed = stored_weight(weight, 2)

    assert (format_weight(kept), was_changed) == (stored, is_changed)

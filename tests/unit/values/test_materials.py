"""Materials with their percentages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importkit.values.materials import (
    Composition,
    Material,
    NotUnderstood,
    Unequal,
    decode_materials,
    encode_materials,
    format_materials,
    pair_materials,
    parse_materials,
    parse_percentage,
)


def materials(**shares: float | None) -> tuple[Material, ...]:
    return tuple(
        Material(name, None if share is None else Decimal(str(share))) for name, share in shares.items()
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Cotton: 75% | Elastane: 25%", id="as we write it"),
        pytest.param("Cotton: 75; Elastane: 25", id="without percent signs"),
        pytest.param("75% Cotton; 25 % Elastane", id="percentage first"),
        pytest.param("Cotton 75%; Elastane 25 %", id="percentage last"),
        pytest.param("Cotton (75%); Elastane (25%)", id="in brackets"),
        pytest.param("Cotton - 75%; Elastane \u2013 25%", id="behind a dash"),
        pytest.param("Cotton 75; Elastane 25", id="bare numbers that make a whole"),
        pytest.param("Cotton: 75,0%\nElastane : 25,0%", id="decimal commas on two lines"),
    ],
)
def test_every_form_is_understood(text: str) -> None:
    assert parse_materials(text) == Composition(materials(Cotton=75, Elastane=25))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Cotton; Elastane", materials(Cotton=None, Elastane=None), id="names alone"),
        pytest.param("Cotton:", materials(Cotton=None), id="a colon with nothing behind"),
        pytest.param("Grade: A: 5%", (Material("Grade: A", Decimal(5)),), id="the last colon splits"),
        pytest.param(
            "5% Grade: A", (Material("Grade: A", Decimal(5)),), id="a percentage first keeps the colon"
        ),
        pytest.param(
            "Nylon 6.6: 100%", (Material("Nylon 6.6", Decimal(100)),), id="a number within the name"
        ),
        pytest.param("3D Mesh: 100%", (Material("3D Mesh", Decimal(100)),), id="a number before the name"),
        pytest.param("100 Cotton", (Material("100 Cotton"),), id="a bare number before the name is its part"),
        pytest.param("Cotton: 0%", materials(Cotton=0), id="nothing of it is a percentage"),
    ],
)
def test_names_and_percentages_are_told_apart(text: str, expected: tuple[Material, ...]) -> None:
    composition = parse_materials(text)

    assert isinstance(composition, Composition)
    assert composition.materials == expected


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        pytest.param("Nylon 66", ("Nylon 66",), id="alone and no whole"),
        pytest.param("Nylon 66; Cotton 20", ("Nylon 66", "Cotton 20"), id="no whole together"),
        pytest.param("Nylon 66; Cotton: 34%", ("Nylon 66",), id="the other one has a sign"),
    ],
)
def test_a_bare_number_that_makes_no_whole_belongs_to_the_name(text: str, bare: tuple[str, ...]) -> None:
    composition = parse_materials(text)

    assert isinstance(composition, Composition)
    assert composition.bare_numbers == bare
    assert composition.materials[0] == Material("Nylon 66")


@pytest.mark.parametrize("text", ["Cotton 66; Wool 33.5", "Cotton 66; Wool 34.5"])
def test_bare_numbers_may_miss_the_whole_by_half_a_percent(text: str) -> None:
    composition = parse_materials(text)

    assert isinstance(composition, Composition)
    assert [material.name for material in composition.materials] == ["Cotton", "Wool"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("Cotton: most", '"most" is no percentage from 0 to 100', id="a word"),
        pytest.param("Cotton: -5%", '"-5%" is no percentage from 0 to 100', id="negative"),
        pytest.param(": 75%", '": 75%" names no material', id="no name before the colon"),
        pytest.param("75%", '"75%" names no material', id="no name at all"),
        pytest.param(
            "Cotton: 75%, Elastane: 25%",
            '"Cotton: 75%, Elastane: 25%" holds more than one percentage, or one that is not clear',
            id="commas instead of semicolons",
        ),
        pytest.param(
            "Cotton -5%",
            '"Cotton -5%" holds more than one percentage, or one that is not clear',
            id="a minus",
        ),
    ],
)
def test_what_is_not_understood_says_why(text: str, reason: str) -> None:
    assert parse_materials(text) == NotUnderstood(reason)


def test_a_material_named_twice_adds_up() -> None:
    composition = parse_materials("Cotton: 50% | Wool: 20% | COTTON: 30%")

    assert composition == Composition(materials(Cotton=80, Wool=20), repeated=materials(Cotton=80))


def test_a_material_named_twice_without_percentages_stays_without() -> None:
    assert parse_materials("Cotton; cotton") == Composition(
        materials(Cotton=None), repeated=materials(Cotton=None)
    )


@pytest.mark.parametrize(
    ("names", "shares", "expected"),
    [
        pytest.param("Cotton; Elastane", "80;20", materials(Cotton=80, Elastane=20), id="equal length"),
        pytest.param(
            "Cotton; Elastane", "80 %|20 %", materials(Cotton=80, Elastane=20), id="another separator"
        ),
        pytest.param(
            "Cotton; Wool; Elastane", "80;;20", materials(Cotton=80, Wool=None, Elastane=20), id="empty slot"
        ),
        pytest.param(
            "Cotton; Elastane", "80;", materials(Cotton=80, Elastane=None), id="empty slot at the end"
        ),
        pytest.param(
            "Cotton; Elastane;", "80;20", materials(Cotton=80, Elastane=20), id="separator at the end"
        ),
        pytest.param(
            "Cotton; Elastane", "80;20;", materials(Cotton=80, Elastane=20), id="separator after both"
        ),
        pytest.param("Cotton;; Elastane", "80;20", materials(Cotton=80, Elastane=20), id="doubled separator"),
        pytest.param("Cotton;; Elastane", "80;;20", materials(Cotton=80, Elastane=20), id="both doubled"),
        pytest.param("Nylon 66", "100", (Material("Nylon 66", Decimal(100)),), id="a number in the name"),
    ],
)
def test_a_pair_of_cells_is_read_slot_by_slot(
    names: str, shares: str, expected: tuple[Material, ...]
) -> None:
    assert pair_materials(names, shares) == Composition(expected)


@pytest.mark.parametrize(
    ("names", "shares", "expected"),
    [
        pytest.param("Cotton; Elastane", "100", Unequal(2, 1), id="too few"),
        pytest.param("Cotton", "80;20", Unequal(1, 2), id="too many"),
        pytest.param(
            "Cotton; Wool",
            "80; most",
            NotUnderstood('"most" is no percentage from 0 to 100', blames_percentages=True),
            id="a word",
        ),
        pytest.param(
            "Cotton",
            "80, 20",
            NotUnderstood(
                '"80, 20" is no percentage from 0 to 100; separate percentages with semicolons',
                blames_percentages=True,
            ),
            id="commas",
        ),
        pytest.param(
            "",
            "80",
            NotUnderstood('the percentage "80" has no material', blames_percentages=True),
            id="no material",
        ),
        pytest.param(
            "Cotton 80%",
            "80",
            NotUnderstood(
                '"Cotton 80%" has a percentage, and there is another one in the Percentages column'
            ),
            id="percentages in both",
        ),
    ],
)
def test_a_pair_that_does_not_fit_says_why(
    names: str, shares: str, expected: NotUnderstood | Unequal
) -> None:
    assert pair_materials(names, shares) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(materials(Cotton=75, Elastane=25), "Cotton: 75% | Elastane: 25%", id="percentages"),
        pytest.param(materials(Cotton=37.5), "Cotton: 37.5%", id="decimals"),
        pytest.param(materials(Cotton=None), "Cotton", id="no percentage"),
        pytest.param((Material("Grade 100"),), "Grade 100:", id="a name that reads like a percentage"),
        pytest.param((Material("Grade: A"),), "Grade: A:", id="a name with a colon"),
        pytest.param(
            (Material("Wool; felted", Decimal(5)),), "Wool; felted: 5% |", id="a name with a semicolon"
        ),
    ],
)
def test_materials_are_written_so_that_they_read_the_same(given: tuple[Material, ...], expected: str) -> None:
    written = format_materials(given)

    assert written == expected
    assert parse_materials(written) == Composition(given)


def test_materials_travel_encoded() -> None:
    encoded = encode_materials(materials(Cotton=80, Elastane=None))

    assert encoded == "Cotton\x1f80\x1eElastane\x1f"
    assert decode_materials(encoded) == list(materials(Cotton=80, Elastane=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("80", "80"), ("80%", "80"), ("37,125 %", "37.125"), ("120", "120")],
)
def test_a_percentage_is_a_number_with_or_without_its_sign(text: str, expected: str) -> None:
    assert parse_percentage(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "%", "-5", "5%%", "a", "1.000,5", "1e1", "5 5"])
def test_what_is_no_percentage_is_none(text: str) -> None:
    assert parse_percentage(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1" * 32_766 + "%", id="digits"),
        pytest.param("1" * 32_765 + "x%", id="digits before a letter"),
        pytest.param("a" + " " * 32_000 + "b", id="spaces"),
        pytest.param("(" * 32_000 + "%", id="brackets"),
        pytest.param("1 " * 16_000 + "%", id="many numbers"),
    ],
)
def test_a_hostile_cell_is_read_as_fast_as_any(text: str) -> None:
    # A quadratic pattern would take minutes here; the runner's own limit would show it.
    assert isinstance(parse_materials(text), Composition | NotUnderstood)

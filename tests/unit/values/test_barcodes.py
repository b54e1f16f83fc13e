"""Barcodes and their keys."""

from __future__ import annotations

import pytest

from importkit.values.barcodes import barcode_key, gtin_problem, is_gtin, with_lost_zero


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("73513537", id="GTIN-8"),
        pytest.param("012345678905", id="GTIN-12"),
        pytest.param("4006381333931", id="GTIN-13"),
        pytest.param("98412345678908", id="GTIN-14"),
        pytest.param("978-0-471-11709-4", id="with hyphens"),
        pytest.param("4 006381 333931", id="with spaces"),
    ],
)
def test_a_gtin_is_one_in_any_length_and_grouping(text: str) -> None:
    assert is_gtin(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "4006381333932", "its last digit, which checks the others, should be 1", id="wrong check digit"
        ),
        pytest.param("115243746", "it has 9 digits, and they have 8, 12, 13 or 14", id="wrong length"),
        pytest.param("ABC-123", "it has other characters than digits", id="letters"),
        pytest.param("", "it has other characters than digits", id="empty"),
        pytest.param("\u0664\u0660\u0660\u0666", "it has other characters than digits", id="other digits"),
    ],
)
def test_what_is_no_gtin_says_why(text: str, problem: str) -> None:
    assert gtin_problem(text) == problem


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("012345678905", "00012345678905", id="GTIN-12"),
        pytest.param("0012345678905", "00012345678905", id="the same as GTIN-13"),
        pytest.param("978-0-471-11709-4", "09780471117094", id="hyphens do not count"),
        pytest.param("115243746", "115243746", id="no GTIN stays as it is"),
        pytest.param("4006381333932", "4006381333932", id="a wrong check digit stays as it is"),
        pytest.param("Box 7", "Box 7", id="a text stays as it is"),
    ],
)
def test_a_barcode_is_the_same_by_its_gtin_14(text: str, key: str) -> None:
    assert barcode_key(text) == key


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        pytest.param("12345678905", "012345678905", id="GTIN-12"),
        pytest.param("1234565", "01234565", id="GTIN-8"),
        pytest.param("123456789104", "0123456789104", id="GTIN-13"),
        pytest.param("12345678906", None, id="the check digit disagrees"),
        pytest.param("4006381333931", None, id="GTIN-14 loses no zero"),
        pytest.param("115243746", None, id="another length"),
        pytest.param("1234567890A", None, id="letters"),
    ],
)
def test_a_lost_zero_is_found_by_the_check_digit(text: str, restored: str | None) -> None:
    assert with_lost_zero(text) == restored

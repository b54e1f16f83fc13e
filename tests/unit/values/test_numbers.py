"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importkit.values.numbers import (
    Ambiguous,
    DecimalMark,
    column_decimal_mark,
    is_noticeable,
    parse_number,
    plain,
    rounded,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("0", "0", id="zero is a value"),
        pytest.param("007", "7", id="leading zeros do not count"),
        pytest.param("12.5", "12.5", id="decimal point"),
        pytest.param("12,5", "12.5", id="decimal comma"),
        pytest.param("0,125", "0.125", id="three digits after a lone zero are decimals"),
        pytest.param("1234,567", "1234.567", id="no thousands group has four digits"),
        pytest.param("1.234", "1.234", id="a point is decimal where nothing else is shown"),
        pytest.param("1,234.5", "1234.5", id="English thousands"),
        pytest.param("1.234,5", "1234.5", id="German thousands"),
        pytest.param("1,234,567", "1234567", id="two commas separate thousands"),
        pytest.param("1.234.567", "1234567", id="two points separate thousands"),
        pytest.param("1 234,5", "1234.5", id="French thousands"),
        pytest.param("1\u202f234,5", "1234.5", id="French thousands with a narrow space"),
        pytest.param("1'234.5", "1234.5", id="Swiss thousands"),
        pytest.param(".5", "0.5", id="no digit before the point"),
        pytest.param("+3", "3", id="plus"),
        pytest.param("-3.5", "-3.5", id="minus"),
        pytest.param("\u22123", "-3", id="typographic minus"),
        pytest.param("\uff11\uff12", "12", id="full-width digits"),
        pytest.param("\uff11\uff12\uff0e\uff15", "12.5", id="full-width point"),
        pytest.param("\uff11\uff0c\uff10\uff10\uff10\uff0c\uff10\uff10\uff10", "1000000", id="wide commas"),
        pytest.param("\uff0d\uff13", "-3", id="full-width minus"),
        pytest.param("\u20133", "-3", id="a dash as minus"),
        pytest.param("\uff0b\uff13", "3", id="full-width plus"),
        pytest.param("\u3000\uff18\uff10", "80", id="full-width space"),
        pytest.param("8\ufe525", "8.5", id="small point"),
        pytest.param("1E-05", "0.00001", id="as Excel writes what is very small"),
        pytest.param("1.5e+3", "1500", id="exponent"),
    ],
)
def test_a_number_is_read_as_people_mean_it(text: str, expected: str) -> None:
    number = parse_number(text)

    assert isinstance(number, Decimal)
    assert plain(number) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "12abc",
        "abc",
        "NaN",
        "Infinity",
        "inf",
        "1e9999",
        "1,23,456",
        "12 5",
        "1.234.5",
        "1,234,5",
        "1,234,567,8",
        "0,123,456",
        "12.",
        "12,",
        "1..5",
        "--5",
        "5-",
        "(5)",
        "5 %",
        "€ 5",
        "5\u00b2",
        "1\u00bd",
        "\u2460",
        "\u2014",
        "\u0661",
        "1_000",
        "0x1F",
        "1/2",
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        pytest.param("1,234", DecimalMark.POINT, Decimal(1234), id="comma beside points"),
        pytest.param("1,234", DecimalMark.COMMA, Decimal("1.234"), id="comma beside commas"),
        pytest.param("1.234", DecimalMark.POINT, Decimal("1.234"), id="point beside points"),
        pytest.param("1.234", DecimalMark.COMMA, Decimal(1234), id="point beside commas"),
        pytest.param("-1,234", DecimalMark.POINT, Decimal(-1234), id="with a sign"),
        pytest.param("12.5", DecimalMark.COMMA, Decimal("12.5"), id="plain whatever the column shows"),
        pytest.param("1,234.5", DecimalMark.COMMA, Decimal("1234.5"), id="both marks speak for themselves"),
    ],
)
def test_the_column_decides_about_three_digits(text: str, mark: DecimalMark, expected: Decimal) -> None:
    assert parse_number(text, mark) == expected


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        pytest.param("1,234", DecimalMark.UNKNOWN, id="comma without any evidence"),
        pytest.param("1,234", DecimalMark.MIXED, id="comma where both marks are shown"),
        pytest.param("1.234", DecimalMark.MIXED, id="point where both marks are shown"),
    ],
)
def test_what_nothing_decides_is_ambiguous(text: str, mark: DecimalMark) -> None:
    assert parse_number(text, mark) == Ambiguous(Decimal("1.234"), Decimal(1234))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([], DecimalMark.UNKNOWN, id="no texts"),
        pytest.param(["\uff11\uff12\uff0c\uff15"], DecimalMark.COMMA, id="a full-width comma"),
        pytest.param(["17", "1,234", "1.234", "abc"], DecimalMark.UNKNOWN, id="nothing decides"),
        pytest.param(["12,5"], DecimalMark.COMMA, id="decimal comma"),
        pytest.param(["12.5"], DecimalMark.POINT, id="decimal point"),
        pytest.param(["1.234,5"], DecimalMark.COMMA, id="German thousands"),
        pytest.param(["1,234,567"], DecimalMark.POINT, id="commas separate thousands"),
        pytest.param(["1.234.567"], DecimalMark.COMMA, id="points separate thousands"),
        pytest.param(["1 234,5"], DecimalMark.COMMA, id="French thousands"),
        pytest.param(["1 234"], DecimalMark.UNKNOWN, id="a space tells nothing of the decimal mark"),
        pytest.param(["-0,5"], DecimalMark.COMMA, id="behind a sign"),
        pytest.param(["12,5", "12.5"], DecimalMark.MIXED, id="both"),
    ],
)
def test_a_column_shows_its_decimal_mark(texts: list[str], expected: DecimalMark) -> None:
    assert column_decimal_mark(texts) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("0.125", "0.12", id="half goes to the even digit below"),
        pytest.param("0.135", "0.14", id="half goes to the even digit above"),
        pytest.param("0.1251", "0.13", id="more than half goes up"),
        pytest.param("99999999.999", "100000000", id="carries over"),
        pytest.param("0.001", "0", id="disappears"),
        pytest.param("9" * 32_000 + ".999", "1" + "0" * 32_000, id="as long as a cell can be"),
    ],
)
def test_rounding_is_half_even(value: str, expected: str) -> None:
    assert plain(rounded(Decimal(value), 2)) == expected


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        pytest.param("2.123456", "2.1235", id="the fifth digit changes"),
        pytest.param("0.125", "0.12", id="a half"),
        pytest.param("0.00001", "0", id="nothing is left"),
        pytest.param("0.00333333333333333", "0.0033", id="a computed number loses its third digit"),
        pytest.param("-230.125", "-230.12", id="negative"),
    ],
)
def test_a_rounding_that_takes_something_away_is_noticed(value: str, kept: str) -> None:
    assert is_noticeable(Decimal(value), Decimal(kept))


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        pytest.param("12.5", "12.5", id="no rounding"),
        pytest.param("0", "0", id="zero"),
        pytest.param("0.30000000000000004", "0.3", id="what a double adds"),
        pytest.param("4.9999999999", "5", id="what a double lacks"),
        pytest.param("12.3456789", "12.3457", id="five digits stay"),
        pytest.param("0.333333333333333", "0.3333", id="a third, computed"),
        pytest.param("33.3333333333333", "33.33", id="a third of hundred, computed"),
    ],
)
def test_noise_is_not_noticed(value: str, kept: str) -> None:
    assert not is_noticeable(Decimal(value), Decimal(kept))

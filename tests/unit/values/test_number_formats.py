"""What Excel shows of a number."""

from __future__ import annotations

import pytest

from importkit.values.number_formats import number_format


@pytest.mark.parametrize(
    ("code", "digits", "shown"),
    [
        pytest.param("0%", "0.125", "13%", id="a half goes up"),
        pytest.param("0%", "-0.001", "0%", id="no minus before nothing"),
        pytest.param("#,##0%", "12.5", "1250%", id="no thousands separator"),
        pytest.param("0.0##%", "0.0512", "5.12%", id="only decimals that are there"),
        pytest.param("0%;(0%)", "-0.5", "(50%)", id="negative in brackets"),
        pytest.param('0%;-0%;"none"', "0", "none", id="a word for zero"),
        pytest.param('"Yes";"Yes";"No"', "1", "Yes", id="words alone"),
        pytest.param('"a;b "0%', "0.5", "a;b 50%", id="a semicolon in quotes"),
        pytest.param("[Red][>=0.5]0%;[Blue]0.0%", "0.25", "25.0%", id="sections by size"),
        pytest.param('[=1]0" piece";0" pieces"', "1", "1 piece", id="one"),
        pytest.param('[=1]0" piece";0" pieces"', "3", "3 pieces", id="many"),
        pytest.param("# ?/?", "0.142857142857143", "1/7", id="a seventh"),
        pytest.param("# ???/???", "3.14159265358979", "3 16/113", id="three digits"),
        pytest.param("0 ?/?", "0.5", "0 1/2", id="a zero that is asked for"),
        pytest.param("# ?/?", "7.99", "8", id="a fraction that makes a whole"),
        pytest.param("# ?/?", "0", "0", id="no fraction of nothing"),
        pytest.param("# ??/100", "2.25", "2 25/100", id="hundredths"),
        pytest.param('# ?/?" in"', "10.5", "10 1/2 in", id="a fraction with a word"),
        pytest.param("_-* # ?/?_-", "38.5", "38 1/2", id="with room around it"),
        pytest.param("00-00", "3638", "36-38", id="a sign between the digits"),
        pytest.param('"#"000', "7", "#007", id="zeros"),
        pytest.param('0.0,,"M"', "1250000", "1.3M", id="in millions"),
        pytest.param("0 °C", "30", "30 °C", id="without quotes"),
    ],
)
def test_a_number_is_shown_as_excel_shows_it(code: str, digits: str, shown: str) -> None:
    assert number_format(code).shown(digits) == shown


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("General", id="General"),
        pytest.param("0.00", id="decimals"),
        pytest.param("#,##0.00 €", id="a currency"),
        pytest.param("[$£-809]#,##0", id="a currency with its language"),
        pytest.param("(0)", id="brackets"),
        pytest.param("#'##0", id="Swiss thousands"),
        pytest.param("0.00E+00", id="scientific"),
        pytest.param("yyyy-mm-dd", id="a date"),
        pytest.param("[h]:mm", id="hours"),
        pytest.param("@", id="text"),
        pytest.param(";;;", id="hidden"),
        pytest.param("", id="nothing"),
        pytest.param('"', id="half a quote"),
        pytest.param("0/0/0%[", id="nonsense"),
    ],
)
def test_other_formats_mean_no_more_than_the_number(code: str) -> None:
    assert number_format(code).shown("1234.5") is None


@pytest.mark.parametrize(
    ("code", "digits", "measured"),
    [
        ('0.0" kg"', "0.456", ("0.456", "kg")),
        ('0.0,"kg"', "456", ("0.456", "kg")),
        ('"kg" 0.0', "2", ("2", "kg")),
        ('0.0" kg";"minus "0.0" kg"', "-2", ("-2", "kg")),
        ("0.00", "2", ("2", "")),
        ("0%", "0.5", ("0.5", "")),
    ],
)
def test_a_unit_is_what_stands_beside_the_digits(code: str, digits: str, measured: tuple[str, str]) -> None:
    assert number_format(code).measured(digits) == measured

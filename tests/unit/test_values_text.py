"""Plain text: marks, handles, keys."""

from __future__ import annotations

import re

import pytest

from importkit.values.keys import header_key, name_key, path_key
from importkit.values.text import SCIENTIFIC, is_clear, is_slug, slug


@pytest.mark.parametrize("text", ["[clear]", "[CLEAR]", " [Clear] "])
def test_the_clear_mark_is_known_in_any_case(text: str) -> None:
    assert is_clear(text)


@pytest.mark.parametrize("text", ["clear", "[clear", "[clear] it", "[ clear ]", ""])
def test_other_texts_are_no_clear_mark(text: str) -> None:
    assert not is_clear(text)


@pytest.mark.parametrize("handle", ["blue-shirt", "501", "a--b"])
def test_lower_case_letters_digits_and_hyphens_are_a_slug(handle: str) -> None:
    assert is_slug(handle)


@pytest.mark.parametrize("handle", ["Blue-Shirt", "blue shirt", "blue_shirt", "größe", ""])
def test_anything_else_is_no_slug(handle: str) -> None:
    assert not is_slug(handle)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Blue  Shirt!", "blue-shirt", id="spaces and punctuation"),
        pytest.param("Crème_Größe", "creme-grosse", id="diacritics"),
        pytest.param("№ 5", "no-5", id="signs that stand for letters"),
        pytest.param("シャツ", "", id="no Latin letter"),
    ],
)
def test_a_slug_is_made_of_any_text(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize("text", ["4.01E+12", "4,01E+12", "4.01e+12", "4E+12", "4.01E12", "1.5E-7"])
def test_a_shortened_number_is_scientific(text: str) -> None:
    assert re.fullmatch(SCIENTIFIC, text)


@pytest.mark.parametrize("text", ["12E5", "100E-12", "E+5", "4.01E+", "A4E+12", "4.01"])
def test_a_code_with_an_e_is_not_scientific(text: str) -> None:
    assert not re.fullmatch(SCIENTIFIC, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Organic Cotton", " organic  COTTON ", id="case and spaces"),
        pytest.param("Cafe\u0301", "CAF\u00c9", id="Unicode form"),
        pytest.param("Straße", "STRASSE", id="case folding"),
        pytest.param("Cot\u200bton", "cotton", id="zero width"),
        pytest.param("Wool\u00a0Mix", "wool mix", id="no-break space"),
        pytest.param("\uff21\uff22", "ab", id="full width"),
    ],
)
def test_spellings_of_a_name_share_its_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_other_names_have_other_keys() -> None:
    assert len({name_key(name) for name in ("Wool", "Wool-Mix", "Wool Mix", "Woolmix", "Wo\u0308ol")}) == 5


def test_a_header_is_the_same_without_punctuation() -> None:
    assert header_key(" Dyeing / Printing* ") == header_key("dyeing/printing") == "dyeingprinting"


def test_a_path_is_the_same_whatever_stands_around_its_arrows() -> None:
    assert path_key("Clothing>JEANS  >  Straight") == path_key("clothing > jeans > straight")

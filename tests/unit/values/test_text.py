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


@pytest.mark.parametrize(
    "handle",
    [
        pytest.param("blue-shirt", id="Latin"),
        pytest.param("501", id="digits"),
        pytest.param("a--b", id="two hyphens"),
        pytest.param("größe", id="umlauts"),
        pytest.param("nhẫn-1", id="Vietnamese, composed"),
        pytest.param("nha\u0302\u0303n-1", id="Vietnamese, with marks"),
        pytest.param("シャツ", id="katakana"),
        pytest.param("セーター-2", id="a long vowel"),
        pytest.param("連衣裙-12", id="Chinese"),
        pytest.param("원피스", id="Korean"),
        pytest.param("платье-3", id="Cyrillic"),
        pytest.param("φόρεμα", id="Greek"),
        pytest.param("فستان-أحمر", id="Arabic"),
        pytest.param("שמלה", id="Hebrew"),
        pytest.param("हिन्दी-कुर्ता", id="Hindi, with vowel signs"),
        pytest.param("เสื้อ-๕", id="Thai, with its digits"),
    ],
)
def test_letters_digits_and_hyphens_of_any_script_are_a_slug(handle: str) -> None:
    assert is_slug(handle)


@pytest.mark.parametrize(
    "handle",
    [
        "Blue-Shirt",
        "blue shirt",
        "blue_shirt",
        "Платье",
        "シャツ・青",
        "シャツ 青",
        "a/b",
        "a.b",
        "shirt!",
        "50%",
        "👕",
        "",
    ],
)
def test_anything_else_is_no_slug(handle: str) -> None:
    assert not is_slug(handle)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Blue  Shirt!", "blue-shirt", id="spaces and punctuation"),
        pytest.param("Crème_Größe", "creme-grosse", id="diacritics"),
        pytest.param("№ 5", "no-5", id="signs that stand for letters"),
        pytest.param("シャツ「青」", "シャツ-青", id="katakana"),
        pytest.param("Nhẫn Đôi", "nhan-đoi", id="Vietnamese"),
        pytest.param("Платье Й", "платье-й", id="an accent that makes another letter stays"),
        pytest.param("हिन्दी कुर्ता", "हिन्दी-कुर्ता", id="vowel signs stay"),
        pytest.param("ガウン", "ガウン", id="a voiced sound stays"),
        pytest.param("👕!", "", id="no letter at all"),
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

"""What holds for every text: parsers never raise, and what we write reads the same."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from importkit.values.barcodes import barcode_key, gtin_problem, is_gtin, with_lost_zero
from importkit.values.image_urls import split_addresses
from importkit.values.keys import header_key, name_key, path_key
from importkit.values.lists import join_items, split_list, split_slots, unsplit_commas
from importkit.values.materials import (
    Composition,
    Material,
    decode_materials,
    encode_materials,
    format_materials,
    pair_materials,
    parse_materials,
    parse_percentage,
)
from importkit.values.number_formats import number_format
from importkit.values.numbers import DecimalMark, column_decimal_mark, parse_number, plain, rounded
from importkit.values.separators import FIELD, ITEM
from importkit.values.text import is_clear, is_slug, slug
from importkit.values.weights import (
    GRAMS,
    Weight,
    format_weight,
    parse_unit,
    parse_weight,
    split_unit,
    stored_weight,
)

MARKS = st.sampled_from(DecimalMark)
#: Units as people spell them, and number formats that show one.
UNITS = [
    "g",
    "gr",
    "gram",
    "Grams",
    "kg",
    "KGS",
    "kilo",
    "kilos",
    "oz",
    "ounces",
    "OZ.",
    "lb",
    "lbs.",
    "pound",
]
FORMATS = [
    '0.00" {}"',
    '0 "{}"',
    '#,##0.0\\ "{}"',
    '[$-409]0.00" {}"',
    "0.00 [${}]",
    '0.0" {0}";-0.0" {0}"',
    'General"{}"',
]
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
#: Texts near the grammar of a number, which plain texts hardly ever are.
NUMBERISH = st.text(alphabet="0123456789.,-+' eE%\u202f", max_size=12)
ANY = st.one_of(st.text(), NUMBERISH, st.text(alphabet="aB1 0%:;|,.()-\n\u200b", max_size=25))
AMOUNTS = st.decimals(min_value=0, max_value=10**8, places=6)
#: What a cell can hold once it is read: no control characters but the newline.
CELLS = ANY.map(lambda text: re.sub(r"[\x00-\x09\x0b-\x1f]", "", text))


@given(text=ANY, mark=MARKS)
def test_no_parser_raises(text: str, mark: DecimalMark) -> None:
    parse_number(text, mark)
    parse_weight(text, mark)
    parse_percentage(text)
    parse_materials(text)
    split_unit(text)
    split_slots(text)
    unsplit_commas(text)
    with_lost_zero(text)
    header_key(text)
    path_key(text)
    is_clear(text)


@given(texts=st.lists(ANY))
def test_every_column_has_a_decimal_mark(texts: list[str]) -> None:
    assert column_decimal_mark(texts) in DecimalMark


@given(names=ANY, shares=ANY)
def test_no_pair_raises(names: str, shares: str) -> None:
    pair_materials(names, shares)


@given(amount=AMOUNTS)
def test_a_number_we_write_is_the_number_we_read(amount: Decimal) -> None:
    assert parse_number(plain(amount), DecimalMark.POINT) == amount


@given(amount=AMOUNTS, decimals=st.integers(0, 6))
def test_a_rounded_number_is_rounded(amount: Decimal, decimals: int) -> None:
    once = rounded(amount, decimals)

    assert rounded(once, decimals) == once
    assert abs(once - amount) <= Decimal(5).scaleb(-decimals - 1)


@given(text=NUMBERISH, mark=MARKS)
def test_what_reads_as_a_number_is_plain_when_written(text: str, mark: DecimalMark) -> None:
    number = parse_number(text, mark)

    if isinstance(number, Decimal):
        assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", plain(number))


@given(amount=AMOUNTS, unit=st.sampled_from(sorted(GRAMS)))
def test_a_stored_weight_is_read_as_it_is_stored(amount: Decimal, unit: str) -> None:
    stored, _ = stored_weight(Weight(amount, unit), 2)

    assert parse_weight(format_weight(stored), DecimalMark.POINT) == stored
    assert stored_weight(stored, 2) == (stored, False)


@given(amount=AMOUNTS, word=st.sampled_from(UNITS), space=st.sampled_from(["", " ", "\u00a0", "\u3000"]))
def test_a_weight_is_read_however_its_unit_is_spelled(amount: Decimal, word: str, space: str) -> None:
    weight = Weight(amount, str(parse_unit(word)))
    typed = f"{plain(amount)}{space}{word}"

    assert parse_weight(typed, DecimalMark.POINT) == weight
    assert parse_weight(typed.translate(FULL_WIDTH), DecimalMark.POINT) == weight


@given(amount=AMOUNTS, word=st.sampled_from(UNITS), form=st.sampled_from(FORMATS))
def test_a_weight_has_the_unit_that_its_number_format_shows(amount: Decimal, word: str, form: str) -> None:
    number, unit = number_format(form.format(word)).measured(plain(amount))

    assert parse_weight(f"{number} {unit}", DecimalMark.POINT) == Weight(amount, str(parse_unit(word)))


@given(amount=AMOUNTS, word=st.sampled_from(UNITS))
def test_a_weight_has_the_unit_that_stands_beside_it(amount: Decimal, word: str) -> None:
    beside = parse_unit(f" {word} ")

    assert beside is not None
    assert parse_weight(plain(amount), DecimalMark.POINT, beside) == Weight(amount, beside)


@given(
    code=st.one_of(st.text(), st.text(alphabet='0#?.,%/;[]<>="\\\\_*E+- kg$General@', max_size=30)),
    number=AMOUNTS,
)
def test_no_number_format_raises(code: str, number: Decimal) -> None:
    form = number_format(code)

    form.shown(plain(number))
    form.shown(plain(-number))
    assert Decimal(form.measured(plain(number))[0]) >= 0


@given(number=st.decimals(-1000, 1000, places=4), decimals=st.integers(0, 4))
def test_per_cent_is_shown_rounded(number: Decimal, decimals: int) -> None:
    code = f"0.{'0' * decimals}%" if decimals else "0%"

    shown = Decimal(str(number_format(code).shown(plain(number))).removesuffix("%"))

    assert abs(shown - number * 100) * 2 <= Decimal(1).scaleb(-decimals)


@given(text=CELLS)
def test_a_list_we_write_splits_into_the_same_items(text: str) -> None:
    items = split_list(text)

    assert split_list(join_items(items)) == items
    assert ITEM.join(items).split(ITEM) == (items or [""])


@given(text=CELLS)
def test_a_list_split_at_commas_is_written_so_that_it_splits_again(text: str) -> None:
    items = split_list(text, ",")

    assert split_list(join_items(items, ","), ",") == items


@given(text=CELLS, more=st.text(alphabet="htps:/.,;| \na", max_size=30))
def test_addresses_are_split_once(text: str, more: str) -> None:
    for address in split_addresses(text + more):
        assert split_addresses(address) == [address]


@given(text=CELLS)
def test_materials_we_write_read_the_same(text: str) -> None:
    composition = parse_materials(text)

    if isinstance(composition, Composition):
        again = parse_materials(format_materials(composition.materials))
        assert isinstance(again, Composition)
        assert again.materials == composition.materials


@given(text=CELLS)
def test_materials_travel_unharmed(text: str) -> None:
    composition = parse_materials(text)

    if isinstance(composition, Composition):
        assert decode_materials(encode_materials(composition.materials)) == list(composition.materials)


@given(
    names=st.lists(
        st.text(
            alphabet=st.characters(categories=["L", "Nd"], include_characters=" ;:.,-"),
            min_size=1,
            max_size=20,
        )
        .map(str.strip)
        .filter(name_key),
        unique_by=name_key,
        max_size=6,
    ),
    shares=st.lists(st.none() | st.decimals(0, 100, places=2), min_size=6, max_size=6),
)
def test_any_materials_can_be_written(names: list[str], shares: list[Decimal | None]) -> None:
    materials = tuple(Material(name, share) for name, share in zip(names, shares, strict=False))

    again = parse_materials(format_materials(materials))

    assert isinstance(again, Composition)
    assert again.materials == materials


@given(text=st.text())
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    for key in (name_key, header_key, path_key, barcode_key):
        assert key(key(text)) == key(text)


@given(text=st.text())
def test_a_key_travels_in_a_list(text: str) -> None:
    assert not {ITEM, FIELD} & set(name_key(text))


@given(text=st.text())
def test_a_slug_is_one(text: str) -> None:
    assert slug(text) == "" or is_slug(slug(text))


@given(text=st.one_of(st.text(), st.text(alphabet="0123456789", min_size=7, max_size=15)))
def test_a_gtin_is_what_the_standard_says(text: str) -> None:
    assert is_gtin(text) == ean.is_valid(text)
    assert (gtin_problem(text) == "") == is_gtin(text)


@given(digits=st.text(alphabet="0123456789", min_size=7, max_size=13))
def test_the_key_of_a_gtin_has_14_digits(digits: str) -> None:
    gtin = digits + ean.calc_check_digit(digits)

    assert len(barcode_key(gtin)) == (14 if len(gtin) in (8, 12, 13, 14) else len(gtin))

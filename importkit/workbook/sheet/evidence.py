"""What the values of a column say against the name that its header suggests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from importkit import schema
from importkit.schema import Kind
from importkit.values.weights import Weight, parse_unit, parse_weight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

#: Rows, and filled cells of them, that are looked at: the first ones tell as much as a million.
_ROWS = 50_000
_SAMPLE = 2_000

#: Which share of the different values must be such as the column holds.
_SHARE = 0.8

#: An identifier is another one on each row; a few may be doubled by mistake.
_UNIQUE = 0.9

#: A product of fewer grams is rare; a number below that is in another unit.
_FEW_GRAMS = 5

_URL = re.compile(r"(?i)(?:https?|ftp|data|gid):|//|www\.|=?IMAGE\(")
_NUMBER = re.compile(r"[^\w]*\d[\d.,\s]*[^\w]*")
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w\-./:#]{5,}")
_FLAGS = frozenset(
    (
        "true",
        "false",
        "yes",
        "no",
        "y",
        "n",
        "x",
        "on",
        "off",
        "ja",
        "nein",
        "oui",
        "non",
        "active",
        "inactive",
        "draft",
    )
)
_PICTURE = re.compile(r"(?i)(?:https?:)?//|=?IMAGE\(")
_PRICE = re.compile(r"\d+[.,]\d{1,2}")
_DIGITS = re.compile(r"'?[\d\-\s]{7,18}|\d[.,]?\d*E\+\d+")
_PERCENTAGE = re.compile(r"[\d.,%;|\s]+")


def contradicts(name: str, texts: pa.Array) -> bool:
    """Return whether texts, those of the cells below a header, are none that the canonical column holds."""
    trimmed = pc.utf8_trim_whitespace(texts.slice(0, _ROWS).drop_null().slice(0, _SAMPLE))
    filled = trimmed.filter(pc.not_equal(trimmed, ""))
    values = filled.unique().to_pylist()
    if not values:
        return False
    column = schema.columns()[name]
    if column.target in _IDENTIFYING and len(values) < _UNIQUE * len(filled):
        return True
    fits = _BY_TARGET.get(column.target) or _BY_KIND[column.kind]
    return sum(map(fits, values)) < _SHARE * len(values)


def _is_address(value: str) -> bool:
    return _URL.match(value) is not None


def _is_picture(value: str) -> bool:
    return _PICTURE.match(value) is not None


def _is_words(value: str) -> bool:
    """Return whether a value says something: no address, number, code or mere yes."""
    return not (
        _is_address(value)
        or _NUMBER.fullmatch(value)
        or value.casefold() in _FLAGS
        or not any(map(str.isalpha, value))
    )


def _is_name(value: str) -> bool:
    return len(value) <= 255 and _is_words(value) and not _CODE.fullmatch(value)


def _is_short_name(value: str) -> bool:
    return len(value) <= 60 and _is_words(value)


def _is_season(value: str) -> bool:
    return len(value) <= 60 and not _is_address(value) and value.casefold() not in _FLAGS


def _is_slug(value: str) -> bool:
    return _is_words(value) and not any(map(str.isspace, value)) and len(value) <= 255


def _is_sku(value: str) -> bool:
    """Return whether a value may be a code of a shop's own: no sentence, address, price or mere yes."""
    return (
        len(value) <= 60
        and value.count(" ") <= 3
        and not _is_address(value)
        and not _PRICE.fullmatch(value)
        and value.casefold() not in _FLAGS
    )


def _is_barcode(value: str) -> bool:
    return _DIGITS.fullmatch(value) is not None


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


def _is_weight(value: str) -> bool:
    """Return whether a value may be grams, or tells its unit: 0.45 alone are kilograms, most likely."""
    weight = parse_weight(value)
    if isinstance(weight, Weight):
        return weight.amount >= _FEW_GRAMS or not _NUMBER.fullmatch(value)
    return weight is not None


def _is_unit(value: str) -> bool:
    return parse_unit(value) is not None


def _is_percentage(value: str) -> bool:
    return _PERCENTAGE.fullmatch(value) is not None


def _is_attribute_value(value: str) -> bool:
    return len(value) <= 100 and not _is_address(value)


_IDENTIFYING = frozenset({"sku", "barcode"})

_BY_TARGET: Mapping[str, Callable[[str], bool]] = {
    "product_handle": _is_slug,
    "sku": _is_sku,
    "barcode": _is_barcode,
    "season": _is_season,
}

_BY_KIND: Mapping[Kind, Callable[[str], bool]] = {
    Kind.TEXT: _is_name,
    Kind.LONG_TEXT: _is_words,
    Kind.URL: _is_picture,
    Kind.LIST: _is_words,
    Kind.NUMBER: _is_number,
    Kind.WEIGHT: _is_weight,
    Kind.WEIGHT_UNIT: _is_unit,
    Kind.MATERIALS: _is_words,
    Kind.MATERIAL_NAMES: _is_words,
    Kind.PERCENTAGES: _is_percentage,
    Kind.CATEGORY: _is_name,
    Kind.ATTRIBUTE_NAME: _is_short_name,
    Kind.ATTRIBUTE_VALUE: _is_attribute_value,
}

"""What is built for each record and list is what a reviewer has read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from support.built_statements import built_statements, kept_statements

from importkit import shape

if TYPE_CHECKING:
    from collections.abc import Iterator


def texts(value: object) -> Iterator[str]:
    """Yield every text that plain data is made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | Mapping):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def test_what_is_built_is_kept_beside_the_tests() -> None:
    built, kept = built_statements(), kept_statements()

    # To keep what is built now: python tests/support/built_statements.py
    assert sorted(kept) == sorted(built)
    assert {name: text for name, text in built.items() if kept[name] != text} == {}


def test_no_word_is_left_open() -> None:
    assert {name for name, text in built_statements().items() if re.search(r"\$[\w{]", text)} == set()


def test_statements_are_made_of_safe_words_alone() -> None:
    held = (shape.ENTITIES, shape.REFERENCES, shape.RECORDS, shape.LISTS, shape.ATTRIBUTES)
    words = set(texts(held)) - {""}

    assert words > {"product", "tags", "weight_unit", "eco_claim"}
    assert {word for word in words if not re.fullmatch(r"[a-z][a-z0-9_]*", word)} == set()


def test_a_kind_of_names_is_used_by_one_list_or_reference() -> None:
    """So that a column of a sheet is all that a new name can come from."""
    named = [one.entity for one in (*shape.REFERENCES, *shape.LISTS, shape.ATTRIBUTES)]

    assert sorted(entity.kind for entity in named) == sorted({entity.kind for entity in named})
    assert {*named, shape.ATTRIBUTE_VALUE} == set(shape.ENTITIES)


def test_the_seeds_of_digests_are_given_once() -> None:
    """1, 8 and 9 are those of products, variants and their attributes."""
    seeds = [1, 8, 9, *(seed for one in (*shape.RECORDS, *shape.LISTS) for seed in one.seeds.values())]

    assert len(seeds) == len(set(seeds))

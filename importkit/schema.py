"""What a product sheet may be: the files of `schemas/`, as records.

No other module names a column's aliases, level, kind or target.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandera.pandas import DataFrameSchema

#: A wheel carries the folder inside the package; a checkout has it at the top.
_PACKAGED = Path(__file__).parent / "_schemas"
FOLDER = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent / "schemas"


class Kind(StrEnum):
    """How the text of a column is read."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    LONG_TEXT = "long_text"
    URL = "url"
    LIST = "list"
    NUMBER = "number"
    WEIGHT = "weight"
    WEIGHT_UNIT = "weight_unit"
    MATERIALS = "materials"
    MATERIAL_NAMES = "material_names"
    PERCENTAGES = "percentages"
    CATEGORY = "category"
    ATTRIBUTE_NAME = "attribute_name"
    ATTRIBUTE_VALUE = "attribute_value"


#: Kinds of entities that have several columns, one beside the other.
_NUMBERED = {"attribute": Kind.ATTRIBUTE_NAME, "attribute_value": Kind.ATTRIBUTE_VALUE}


@dataclass(frozen=True)
class Step:
    """A place in the production journey: its fixed position (0 to 5) and its slug."""

    sort_index: int
    step_type: str


@dataclass(frozen=True)
class Column:
    """One column that is imported.

    Attributes:
        name: The canonical name.
        level: product, variant or both.
        target: The field it lands in, named as in the database.
        entity: The kind of catalog entity its values name, or None.
        override: True where a child row may carry its own value of a product-level column.
        digits: Digits before and after the decimal point that the database holds, for numbers.
        clearable: False where the clear mark is refused, since an import never changes the field.
        step: The step of the production journey it names, or None.
        aliases: Other headers that mean the same, in any dialect.
        units: What people call the unit of its numbers.
        blank_values: Texts, in any case, by which shops say that there is no value.
    """

    name: str
    level: str
    kind: Kind
    target: str
    entity: str | None = None
    override: bool = False
    digits: tuple[int, int] | None = None
    clearable: bool = True
    step: Step | None = None
    aliases: tuple[str, ...] = ()
    units: frozenset[str] = frozenset()
    blank_values: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """Return the name of the field that it fills or empties; each step of the journey is one."""
        return f"step_{self.step.sort_index}" if self.step else self.target


@dataclass(frozen=True)
class Dialect:
    """What is peculiar to one kind of sheet; see the comments in `schemas/dialects/`."""

    name: str
    title: str
    signature: tuple[frozenset[str], ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    separators: Mapping[str, str] = field(default_factory=dict)
    example: Mapping[str, str] = field(default_factory=dict)
    blank_values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gallery: tuple[str, ...] = ()
    together: tuple[Mapping[str, str], ...] = ()
    unmapped_category: str = "error"
    not_imported: tuple[str, ...] = ()


@dataclass(frozen=True)
class Required:
    """What a mode requires: every column of `all_of`, and one of `one_of` on each variant."""

    all_of: tuple[str, ...]
    one_of: tuple[str, ...]


@dataclass(frozen=True)
class NotImported:
    """Headers that are known in every dialect and not imported.

    Attributes:
        words: Words that such a header has outside its note in brackets.
        marks: Words that such a header has anywhere.
        beginnings: First words of such headers.
        misnamed: The canonical column that is probably meant, by header, when the column holds numbers.
    """

    names: tuple[str, ...]
    words: tuple[str, ...]
    marks: tuple[str, ...]
    beginnings: tuple[str, ...]
    misnamed: Mapping[str, str]


@dataclass(frozen=True)
class Suggestions:
    """What unknown headers probably mean; none of it is imported unasked.

    Attributes:
        names: Headers that people write for a column and that are no names of it, by canonical name.
        attributes: Headers that name an attribute.
        number_attributes: Those whose values may be numbers.
        fillers: Words that tell no column from another.
    """

    names: Mapping[str, tuple[str, ...]]
    attributes: tuple[str, ...]
    number_attributes: tuple[str, ...]
    fillers: frozenset[str]


@cache
def columns() -> Mapping[str, Column]:
    """Return every imported column by its canonical name, in the order of the sheet."""
    words = _products()["metadata"]["columns"]
    return MappingProxyType({name: _column(name, **facts) for name, facts in words.items()})


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Return the columns whose text is read as `kind`."""
    return tuple(column for column in columns().values() if column.kind is kind)


@cache
def own_columns() -> tuple[Column, ...]:
    """Return the columns of importkit's own sheet: without those that only another sheet has."""
    foreign = {"Variant Image", "Materials", "Percentages", "Weight Unit"}
    return tuple(column for column in columns().values() if column.name not in foreign)


@cache
def columns_into(field: str, position: int = 0) -> tuple[Column, ...]:
    """Return the columns that lead to a field, or name a kind of entity; the one that wins comes last.

    `position` is the number of an attribute, or of a step where the field is the whole journey.
    """
    if field in _NUMBERED:
        return (columns_of(_NUMBERED[field])[position],)
    found = [one for one in columns().values() if field in (one.field, one.target, one.entity)]
    if len(found) > 1 and any(column.step for column in found):
        return tuple(column for column in found if column.step and column.step.sort_index == position)
    # Percentages and units alone say nothing: the column of their materials or weights stands for both.
    return tuple(column for column in found if column.kind not in (Kind.PERCENTAGES, Kind.WEIGHT_UNIT))


@cache
def own_column(field: str, position: int = 0) -> str:
    """Return the column of importkit's own sheet that leads to a field; blank when none does."""
    return next((column.name for column in columns_into(field, position) if column in own_columns()), "")


@cache
def required(mode: str) -> Required:
    """Return what a mode ("CREATE" or "ENRICH") requires of a sheet."""
    words = _products()["metadata"]["required"][mode.lower()]
    return Required(tuple(words["all_of"]), tuple(words["one_of"]))


@cache
def units() -> frozenset[str]:
    """Return every word by which a header tells the unit of its numbers."""
    own = (column.units for column in columns().values())
    return frozenset(_products()["metadata"]["other_units"]).union(*own)


@cache
def not_imported() -> NotImported:
    """Return the headers that no dialect imports."""
    words = _products()["metadata"]
    return NotImported(
        names=tuple(words["not_imported"]),
        words=tuple(words["not_imported_words"]),
        marks=tuple(words["not_imported_marks"]),
        beginnings=tuple(words["not_imported_beginnings"]),
        misnamed=MappingProxyType(words["misnamed"]),
    )


@cache
def suggestions() -> Suggestions:
    """Return what headers that are not known probably mean."""
    words = _products()["metadata"]
    return Suggestions(
        names=MappingProxyType(_tuples(words["suggested"])),
        attributes=tuple(words["attribute_headers"]),
        number_attributes=tuple(words["number_attribute_headers"]),
        fillers=frozenset(words["filler_words"]),
    )


@cache
def words_for_totals() -> tuple[str, ...]:
    """Return the words that a line of totals starts with, in several languages."""
    return tuple(word for words in _products()["metadata"]["words_for_totals"] for word in words)


@cache
def dialects() -> Mapping[str, Dialect]:
    """Return every dialect by its name; "plan" is the one for any other sheet."""
    found = (_dialect(_load(path)) for path in sorted((FOLDER / "dialects").glob("*.yaml")))
    return MappingProxyType({dialect.name: dialect for dialect in found})


@cache
def pandera_schema() -> DataFrameSchema:
    """Return the Pandera schema of the normalised sheet frame, whose dtypes are left to who runs it."""
    from pandera.io.pandas_io import deserialize_schema

    columns = {name: {**column, "dtype": None} for name, column in _products()["columns"].items()}
    return cast("DataFrameSchema", deserialize_schema({**_products(), "columns": columns}))  # type: ignore[no-untyped-call]


@cache
def _products() -> dict[str, Any]:
    return _load(FOLDER / "products.yaml")


def _load(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))  # noqa: S506  both are safe


def _column(name: str, **words: Any) -> Column:  # noqa: ANN401  YAML may hold anything
    return Column(
        name=name,
        level=words["level"],
        kind=Kind(words["kind"]),
        target=words["target"],
        entity=words.get("entity"),
        override=words.get("override", False),
        digits=tuple(words["digits"]) if "digits" in words else None,
        clearable=words.get("clearable", True),
        step=Step(**words["step"]) if "step" in words else None,
        aliases=tuple(words.get("aliases", ())),
        units=frozenset(words.get("units", ())),
        blank_values=tuple(words.get("blank_values", ())),
    )


def _dialect(words: dict[str, Any]) -> Dialect:
    return Dialect(
        name=words["name"],
        title=words["title"],
        signature=tuple(frozenset(headers) for headers in words.get("signature", ())),
        aliases=_tuples(words.get("aliases", {})),
        separators=words.get("separators", {}),
        example=words.get("example", {}),
        blank_values=_tuples(words.get("blank_values", {})),
        gallery=tuple(words.get("gallery", ())),
        together=tuple(words.get("together", ())),
        unmapped_category=words.get("unmapped_category", "error"),
        not_imported=tuple(words.get("not_imported", ())),
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in lists.items()}

"""The checks of the schema: Pandera runs them, and its failure cases become findings here."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
from pandera.errors import SchemaErrors

from importkit import schema
from importkit.errors import UsageError
from importkit.findings import Findings
from importkit.grammar import agree, count
from importkit.schema import Kind
from importkit.values.separators import FIELD, ITEM

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

_PLAIN_NUMBER = "Type a plain number such as 12.5, without other words or signs."
_ADVICE = {Kind.WEIGHT: "Type a plain number such as 230, or one with its unit: g, kg, oz or lb."}
_AS_TEXT = "Give the checks each column as text (dtype str)."
_ADDRESS = "Give an address that starts with https://, or clear the cell."

#: Up to so many rows columns with equal checks are checked as one: each takes Pandera longer than their rows.
_JOINED_ROWS = 5_000

# The limit of an item stands in the pattern of its list, since no stock check knows lists.
_LIMIT = re.compile(r"\{1,(\d+)\}")


def run_checks(normalised: pd.DataFrame, original: pd.DataFrame) -> Findings:
    """Return what the schema has against a normalised frame: one finding for each cell, of its first check.

    Args:
        normalised: The frame that is checked.
        original: The same cells as the user typed them, to show in the findings.

    Raises:
        UsageError: A check of the schema cannot be run.
    """
    for name, dtype in normalised.dtypes.items():
        if not isinstance(dtype, pd.StringDtype):
            raise UsageError(f"Column {name} is checked as text, and its cells are {dtype}.", hint=_AS_TEXT)
    joined = _joined_columns(normalised)
    try:
        schema.pandera_schema().validate(_joined(normalised, joined), lazy=True)
    except SchemaErrors as errors:
        return translated(_parted(errors.failure_cases, normalised.index, joined), original)
    return Findings()


def _joined_columns(frame: pd.DataFrame) -> Mapping[str, list[str]]:
    """Return which columns are checked as one, by the first of them."""
    if len(frame) > _JOINED_ROWS:
        return {str(name): [str(name)] for name in frame}
    joined: dict[str, list[str]] = {}
    for name in map(str, frame):
        joined.setdefault(_checked_alike().get(name, name), []).append(name)
    return joined


@cache
def _checked_alike() -> Mapping[str, str]:
    """Return for each column the first one of the schema that has the same checks."""
    first: dict[str, str] = {}
    alike = {}
    for name, column in schema.pandera_schema().columns.items():
        checks = [(check.name, check.error, check.statistics) for check in column.checks]
        is_alone = (
            column.required or column.unique or not column.nullable
        )  # it is about the column as a whole
        alike[name] = name if is_alone else first.setdefault(repr(checks), name)
    return alike


def _joined(frame: pd.DataFrame, joined: Mapping[str, list[str]]) -> pd.DataFrame:
    """Return the columns that are checked as one below each other; shorter ones end with blank cells."""
    if len(joined) == len(frame.columns):
        return frame
    parts = {
        first: pd.concat([frame[name] for name in names], ignore_index=True)
        for first, names in joined.items()
    }
    return pd.DataFrame(parts)


def _parted(failures: pd.DataFrame, rows: pd.Index[int], joined: Mapping[str, list[str]]) -> pd.DataFrame:
    """Return the failure cases at the columns and rows that the cells were joined from."""
    if all(len(names) == 1 for names in joined.values()):
        return failures
    is_cell = failures["index"].notna() & failures["column"].isin(list(joined))
    places = failures.loc[is_cell, "index"].astype("int64")
    columns = [
        joined[first][place // len(rows)]
        for first, place in zip(failures.loc[is_cell, "column"], places, strict=True)
    ]
    parted = failures.copy()
    parted.loc[is_cell, "column"] = columns
    parted.loc[is_cell, "index"] = rows.to_numpy()[places.to_numpy() % max(len(rows), 1)]
    return parted


def translated(failures: pd.DataFrame, original: pd.DataFrame) -> Findings:
    """Return Pandera's failure cases as findings.

    They come in three shapes: a cell has an index and the number of its check; a missing column is the
    failure case of its schema; a check that crashed has no index, and a column of another type no number,
    and both are mistakes of the schema.

    Raises:
        UsageError: A check of the schema cannot be run.
    """
    is_absent = failures["check"] == "column_in_dataframe"
    is_crash = failures["index"].isna() | failures["check_number"].isna()
    crashed = failures[is_crash & ~is_absent]
    if not crashed.empty:
        raise _crash(crashed.iloc[0])
    absent = pd.DataFrame({"column": failures.loc[is_absent, "failure_case"]})
    cells = (
        failures[~is_absent].sort_values("check_number", kind="stable").drop_duplicates(["column", "index"])
    )
    return Findings.all(
        [
            Findings.of("column.missing", absent.assign(columns=absent["column"])),
            *(
                _failed(key, cases, original)
                for key, cases in cells.groupby(["check", "column", "check_number"])
            ),
        ]
    )


def _crash(failure: pd.Series[Any]) -> UsageError:
    return UsageError(
        f"The check {failure['check']} of column {failure['column']} fails: {failure['failure_case']}.",
        hint="Checks in products.yaml see text; compare with the checks of the other columns.",
    )


def _failed(key: tuple[Hashable, ...], cases: pd.DataFrame, original: pd.DataFrame) -> Findings:
    code, name, number = str(key[0]), str(key[1]), int(str(key[2]))
    rows = cases["index"].astype("int64")
    common = {"row": rows, "column": name, "value": original[name].reindex(rows).array}
    facts = _FACTS.get(code, _no_facts)(schema.columns()[name], number, cases["failure_case"])
    return Findings.of(code, pd.DataFrame({**common, **facts}, index=cases.index))


def _no_facts(column: schema.Column, check: int, texts: pd.Series[str]) -> dict[str, Any]:  # noqa: ARG001
    return {}


def _advice(column: schema.Column, check: int, texts: pd.Series[str]) -> dict[str, Any]:  # noqa: ARG001
    return {"what": "a number", "advice": _ADVICE.get(column.kind, _PLAIN_NUMBER)}


def _no_address(column: schema.Column, check: int, texts: pd.Series[str]) -> dict[str, Any]:  # noqa: ARG001
    return {"advice": _ADDRESS}


def _digits(column: schema.Column, check: int, texts: pd.Series[str]) -> dict[str, Any]:  # noqa: ARG001
    digits = column.digits[0] if column.digits else 0
    return {"digits": count(digits, "digit"), "are": agree(digits, "is", "are")}


def _lengths(column: schema.Column, check: int, texts: pd.Series[str]) -> dict[str, Any]:
    limits = schema.pandera_schema().columns[column.name].checks[check].statistics
    if column.kind not in (Kind.LIST, Kind.MATERIALS):
        return {"what": column.name, "length": texts.str.len(), "maximum": limits["max_value"]}
    limit = _LIMIT.search(limits["pattern"])
    return {
        "what": "A material" if column.kind is Kind.MATERIALS else f"One item of {column.name}",
        "length": texts.map(_longest_item),
        "maximum": limit[1] if limit else 0,
    }


def _longest_item(text: str) -> int:
    return max(len(item.partition(FIELD)[0]) for item in text.split(ITEM))


_FACTS: dict[str, Callable[[schema.Column, int, pd.Series[str]], dict[str, Any]]] = {
    "image.not-url": _no_address,
    "number.invalid": _advice,
    "number.out-of-range": _digits,
    "text.too-long": _lengths,
}

"""Original cells as the database keeps them."""

from __future__ import annotations

import json

import pandas as pd

from importkit.db.stored_rows import cells_as_json, finding_rows
from importkit.findings import Findings
from importkit.model import CellKind


def _grid(**columns: list[tuple[str | None, CellKind]]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return texts and kinds, and no number formats."""
    texts = {letter: [text for text, _ in cells] for letter, cells in columns.items()}
    kinds = {letter: [int(kind) for _, kind in cells] for letter, cells in columns.items()}
    index = pd.RangeIndex(5, 5 + len(next(iter(texts.values()))))
    cells, codes = (
        pd.DataFrame(texts, index=index, dtype="str"),
        pd.DataFrame(kinds, index=index, dtype="uint8"),
    )
    return cells, codes, pd.DataFrame(index=index)


def test_each_cell_keeps_its_text_and_kind_and_blank_ones_are_left_out() -> None:
    grid = _grid(
        A=[("7", CellKind.NUMBER), ("7", CellKind.TEXT), (None, CellKind.BLANK)],
        AB=[(None, CellKind.BLANK), ("007", CellKind.ZERO_PADDED), (None, CellKind.BLANK)],
    )

    assert [json.loads(row) for row in cells_as_json(*grid)] == [
        {"A": {"kind": "number", "text": "7"}},
        {"A": {"kind": "text", "text": "7"}, "AB": {"kind": "zero_padded", "text": "007"}},
        {},
    ]


def test_any_text_survives_but_for_the_one_character_that_jsonb_cannot_hold() -> None:
    grid = _grid(A=[('"\\\n\t\u2028é, "B": {', CellKind.TEXT), ("a\0b", CellKind.TEXT)])

    assert [json.loads(row)["A"]["text"] for row in cells_as_json(*grid)] == [
        '"\\\n\t\u2028é, "B": {',
        "ab",
    ]


def test_number_formats_are_kept_with_their_cells() -> None:
    cells, kinds, _ = _grid(
        A=[("7", CellKind.NUMBER), ("7", CellKind.NUMBER), ("\x1f7", CellKind.TEXT)],
        B=[(None, CellKind.BLANK), ("2", CellKind.NUMBER), ("a", CellKind.TEXT)],
    )
    formats = pd.DataFrame({"A": ['0.00" kg"', None, "@"], "B": ["0%", None, None]}, index=cells.index)

    assert [json.loads(row) for row in cells_as_json(cells, kinds, formats.astype("category"))] == [
        {"A": {"kind": "number", "text": "7", "format": '0.00" kg"'}},
        {"A": {"kind": "number", "text": "7"}, "B": {"kind": "number", "text": "2"}},
        {"A": {"kind": "text", "text": "\x1f7", "format": "@"}, "B": {"kind": "text", "text": "a"}},
    ]


def test_findings_take_the_positions_after_those_that_are_there() -> None:
    findings = Findings.of("value.required", [{"row": 7, "column": "SKU", "cell": "C7"}, {"column": "SKU"}])

    table = finding_rows(findings, first_position=3)

    assert table["position"].to_pylist() == [3, 4]
    assert table["row_number"].to_pylist() == [7, None]
    assert table["column_name"].to_pylist() == ["SKU", "SKU"]

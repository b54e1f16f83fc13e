"""Sets of cells that travel beside a sheet."""

from __future__ import annotations

import pandas as pd
import pytest

from importkit import cell_sets


def cells(*places: tuple[int, str]) -> pd.DataFrame:
    return pd.DataFrame(list(places), columns=["row_number", "column"])


def places(found: pd.DataFrame) -> list[list[object]]:
    return found.to_numpy().tolist()


def test_a_union_has_each_cell_once() -> None:
    found = cell_sets.union(
        cells((2, "SKU"), (3, "Tags")), cell_sets.no_cells(), cells((3, "Tags"), (2, "Tags"))
    )

    assert places(found) == [[2, "SKU"], [3, "Tags"], [2, "Tags"]]


def test_a_union_of_nothing_has_no_cells() -> None:
    found = cell_sets.union(cell_sets.no_cells(), cell_sets.no_cells())

    assert places(found) == []
    assert found.dtypes["row_number"] == "int64"


@pytest.mark.parametrize(
    ("others", "left"),
    [
        pytest.param([], [[2, "SKU"], [3, "Tags"]], id="none"),
        pytest.param([(3, "Tags")], [[2, "SKU"]], id="one of them"),
        pytest.param([(2, "Tags"), (3, "SKU")], [[2, "SKU"], [3, "Tags"]], id="rows and columns of two"),
    ],
)
def test_what_is_left_without_others(others: list[tuple[int, str]], left: list[list[object]]) -> None:
    assert places(cell_sets.without(cells((2, "SKU"), (3, "Tags")), cells(*others))) == left


def test_cells_move_with_a_column_that_is_merged_into_another() -> None:
    found = cell_sets.moved(cells((2, "Materials"), (3, "SKU")), {"Materials": "Materials Percentages"})

    assert places(found) == [[2, "Materials Percentages"], [3, "SKU"]]


def test_masks_tell_cells() -> None:
    mask = pd.Series([True, False, True], index=[2, 4, 5])

    assert places(cell_sets.cells_where({"SKU": mask, "Tags": ~mask})) == [
        [2, "SKU"],
        [5, "SKU"],
        [4, "Tags"],
    ]


def test_a_frame_is_blank_in_the_cells_of_a_set() -> None:
    frame = pd.DataFrame({"SKU": ["A", "B"], "Tags": ["x", "y"]}, index=[2, 3], dtype="str")

    found = cell_sets.blanked(frame, cells((2, "SKU"), (3, "Season")))

    assert found.fillna("").to_numpy().tolist() == [["", "x"], ["B", "y"]]
    assert frame.loc[2, "SKU"] == "A"

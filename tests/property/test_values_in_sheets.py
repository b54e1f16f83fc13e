"""What holds for every sheet: validation never raises, and a cell has one error at most."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from support.hypothesis_profiles import one_example_in

from importkit import schema
from importkit.findings import Findings, Severity
from importkit.model import CellKind, CheckedSheet, Layout, Mode, Sheet, SheetColumn
from importkit.validation import validate
from importkit.values.numbers import DecimalMark, parse_number

CELLS = st.none() | st.one_of(
    st.text(min_size=1),
    st.text(alphabet="0123456789.,-%;:| aE+[]clear", min_size=1, max_size=20),
    st.sampled_from(["[clear]", "4.01E+12", "12345678905", "1,234", "Cotton: 80%", "https://a.b/c"]),
)
COLUMNS = sorted(schema.columns())

#: Columns that become one with another.
HOMES = {
    "Materials": "Materials Percentages",
    "Percentages": "Materials Percentages",
    "Weight Unit": "Grams Weight",
}


@st.composite
def books(draw: st.DrawFn) -> Sheet:
    names = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=6, unique=True))
    height = draw(st.integers(1, 4))
    letters = [chr(ord("A") + place) for place in range(len(names))]
    rows = pd.RangeIndex(2, 2 + height, name="row_number")
    frame = pd.DataFrame(
        {name: draw(st.lists(CELLS, min_size=height, max_size=height)) for name in names},
        index=rows,
        dtype="str",
    )
    kinds = pd.DataFrame(
        {
            letter: draw(st.lists(st.sampled_from(list(CellKind)), min_size=height, max_size=height))
            for letter in letters
        },
        index=rows,
        dtype="uint8",
    )
    layout = Layout("Products", 1, "plan", tuple(map(SheetColumn, letters, names, names)))
    return Sheet("a.xlsx", layout, frame, frame.set_axis(letters, axis="columns"), kinds, Findings())


@one_example_in(3)
@given(book=books(), mode=st.sampled_from(list(Mode)))
def test_a_bad_cell_has_one_error_and_no_value_and_every_number_left_is_plain(
    book: Sheet, mode: Mode
) -> None:
    checked = validate(book, mode)

    a_bad_cell_has_one_error_an_address_and_no_value(checked)
    every_number_left_is_plain(checked.frame)


def a_bad_cell_has_one_error_an_address_and_no_value(checked: CheckedSheet) -> None:
    errors = checked.findings.where(severity=Severity.ERROR).frame.dropna(subset="row")
    assert not errors.duplicated(["row", "column"]).any()
    assert (checked.findings.frame["cell"] != "").all()
    assert len(checked.bad_cells) == len(errors)
    for row, column in checked.bad_cells.itertuples(index=False):
        home = HOMES.get(column, column)
        assert home not in checked.frame or pd.isna(checked.frame.loc[row, home])


def every_number_left_is_plain(frame: pd.DataFrame) -> None:
    numbers = [frame[column.name] for column in schema.columns_of(schema.Kind.NUMBER) if column.name in frame]
    left = {text for cells in numbers for text in cells.dropna()}
    assert all(parse_number(text, DecimalMark.POINT) is not None for text in left)

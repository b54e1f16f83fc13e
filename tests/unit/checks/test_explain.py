"""One row explained: its cells, the product that it joined and why, its names, and what would be written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.workbooks import build_workbook

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.checks import Explanation

SHORT = ("Product Handle", "Product Title", "SKU", "Manufacturer", "Grams Weight")
HOSTILE = "<img src=x onerror=alert(1)>|`$x$"


def cells(found: Explanation) -> dict[str, list[object]]:
    frame = found.cells[["cell", "stored", "read", "understood", "finding"]]
    lines = frame.astype("object").where(frame.notna(), None).to_numpy().tolist()
    return {cell: rest for cell, *rest in lines}


def test_cells_tell_what_is_stored_read_and_understood(check: ik.Check) -> None:
    found = cells(check.explain(2))

    assert found["E2"] == ["new; linen", "new; linen", ["new", "linen"], None]
    assert found["J2"] == ["230", "230", "230 g", None]
    assert found["K2"] == ["1,5", "1,5", "1.5", None]
    assert found["L2"][1:] == ["Linen: 90% | Wool: 10%", ["Linen: 90%", "Wool: 10%"], None]
    assert found["O2"] == ["A7", None, None, None]


def test_a_bad_cell_has_its_finding_and_means_nothing(check: ik.Check) -> None:
    found = check.explain(4)

    assert cells(found)["J4"] == ["x", "x", None, "number.invalid"]
    assert len(found.would_write) == 0
    assert [finding.cell for finding in found.findings if finding.severity == "error"] == ["J4"]
    assert found.group.status == "would_fail"


def test_an_innocent_row_says_which_one_holds_it_back(check: ik.Check) -> None:
    found = check.explain(5)

    assert found.group.blocked_by_row == 4
    assert found.group.rows == (4, 5)
    assert "row 4 holds its product back" in repr(found)
    assert repr(found).endswith("Next: check.explain(4) says what is wrong there.")


def test_what_would_be_written_is_told_by_level_and_column(check: ik.Check) -> None:
    parent = check.explain(2).would_write.to_numpy().tolist()

    assert ["product", "Materials Percentages", ["Linen: 90%", "Wool: 10%"]] in parent
    assert ["product", "Grams Weight", "230 g"] in parent
    assert ["product", "Weaving", ["Mill A", "Mill B"]] in parent
    assert ["variant", "SKU", "S-1"] in parent
    assert check.explain(3).would_write.to_numpy().tolist() == [
        ["variant", "SKU", "S-2"],
        ["variant", "Attribute 1", "Color"],
        ["variant", "Attribute Value 1", "Blue"],
        ["variant", "Grams Weight", "250 g"],
        ["variant", "Materials Percentages", ["Linen: 100%"]],
    ]


def test_without_a_brand_no_name_was_asked_for(check: ik.Check) -> None:
    refs = check.explain(2).refs

    assert refs[["column", "name", "kind"]].to_numpy().tolist()[:2] == [
        ["Manufacturer", "Acme", "manufacturer"],
        ["Season", "SS26", "season"],
    ]
    assert set(refs["resolves_to"]) == {"not asked"}


def test_a_category_that_is_not_there_resolves_to_none() -> None:
    rows = [("Product Handle", "Product Title", "SKU", "Category"), ("a", "A", "1", "Clothing > Jeanz")]
    (ref,) = ik.check(build_workbook({"Products": rows})).explain(2).refs.to_dict("records")

    assert (ref["column"], ref["name"], ref["resolves_to"]) == ("Category", "Clothing > Jeanz", "none")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "row", "why"),
    [
        pytest.param([("a", "A", "1")], 2, 'It has the handle "a", and so starts a product.', id="parent"),
        pytest.param(
            [("a", "A", "1"), (None, None, "2")], 3,
            'It has no handle: it joins the nearest row above that has one, row 2 ("a").', id="child",
        ),
        pytest.param(
            [("a", "A", "1"), ("A ", None, "2")], 3,
            'It has the handle "A", and row 2 speaks for that product.', id="repeats",
        ),
        pytest.param(
            [("a", None, "1"), ("a", "A", "2")], 3,
            'It is the first row with the handle "a" that has a title, so it speaks for the product.',
            id="sorted",
        ),
        pytest.param(
            [("a", "A", "1"), ("b", "B", "2"), ("a", None, "3")], 4,
            'It has the handle "a" of row 2, further up, and joins its product.', id="scattered",
        ),
        pytest.param(
            [("a", "A", "1"), ("b", "B", "2"), ("a", "Other", "3")], 4,
            'It has the handle "a" of a row further up, but another title: it starts another product.',
            id="reused",
        ),
        pytest.param([(None, "A", "1"), ("b", "B", "2")], 2, "Row 2", id="orphan"),
        pytest.param([("a", "A", "1"), (None, "Total", None)], 3, "Row 3", id="stray"),
    ],
)  # fmt: skip
def test_it_says_why_a_row_joined_its_product(
    check_sheet: Callable[..., ik.Check], rows: list[tuple[object, ...]], row: int, why: str
) -> None:
    assert check_sheet(*rows, headers=SHORT[:3]).explain(row).group.why.startswith(why)


def test_enriching_a_row_without_a_handle_stands_alone(check_sheet: Callable[..., ik.Check]) -> None:
    found = check_sheet((None, None, "1", "Acme", 3), headers=SHORT, mode="enrich").explain(2)

    assert found.group.why == "It has no handle, and no row above it has one: it stands alone."
    assert found.group.product_handle is None


def test_a_mark_that_clears_is_understood_as_such(check_sheet: Callable[..., ik.Check]) -> None:
    found = check_sheet(("a", None, "1", "[CLEAR]", 3), headers=SHORT, mode="enrich").explain(2)

    assert cells(found)["D2"][2] == "[clear]"
    assert ["product", "Manufacturer", "[clear]"] in found.would_write.to_numpy().tolist()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (900, "Row 900 has no data; rows go from 2 to 5."),
        (1, "Row 1 is the header; rows go from 2 to 5."),
        (6, "Row 6 was skipped: Row 6 repeats the header and is skipped."),
        (0, "row cannot be 0: give a whole number from 1."),
        ("2", 'row cannot be "2": give a whole number from 1.'),
    ],
)
def test_a_row_that_is_not_there_is_refused(check: ik.Check, row: int, message: str) -> None:
    with pytest.raises(ik.UsageError) as raised:
        check.explain(row)

    assert raised.value.message == message


def test_an_error_of_the_sheet_is_told_with_each_row(check_sheet: Callable[..., ik.Check]) -> None:
    found = check_sheet(("a", "A"), headers=SHORT[:2]).explain(2)

    assert "column.missing" in {finding.code for finding in found.findings}
    assert "would not be imported" in repr(found)


def test_it_is_json_and_shows_nothing_as_markup(check_sheet: Callable[..., ik.Check]) -> None:
    found = check_sheet((HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), headers=SHORT).explain(2)

    assert json.loads(json.dumps(found.as_dict()))["group"]["rows"] == [2]
    assert "<img" not in found._repr_html_()
    assert "tex2jax_ignore" in found._repr_html_()
    assert "<img" not in found._repr_markdown_().replace("\\<", "")

"""The address has what was chosen to be looked at, so that a reload and a shared link show the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import page_sheets as sheets
from support import page_visits as visits

from importkit.outcomes import RowOutcome
from importkit.shape import EntityKind

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    import importkit as ik


def see(app: AppTest, page: str, **asked: str) -> AppTest:
    app.query_params.clear()
    for name, value in asked.items():
        app.query_params[name] = value
    app.switch_page(f"importkit/ui/pages/{page}.py").run()
    assert not app.exception
    return app


def test_rows_of_an_import_are_where_they_were(app: AppTest, kit: ik.Workspace) -> None:
    rows = [(f"shirt-{number}", "Shirt", f"S-{number}", 100, None) for number in range(60)]
    bad = [(f"hat-{number}", "Hat", f"H-{number}", "heavy", None) for number in range(30)]
    job = kit.import_file(sheets.workbook([*rows, *bad]), filename="long.xlsx").job_id

    see(app, "job", job=job, tab="Rows")
    app.pills(key="row-outcome").set_value(RowOutcome.FAILED).run()
    assert app.query_params["row-outcome"] == "failed"
    app.get("pagination")[0].set_value(2).run()
    assert list(app.dataframe[0].value["row"]) == list(range(87, 92))

    asked = {"job": job, "tab": "Rows", "row-outcome": "failed", "rows-page": "2"}
    again = see(visits.another_tab(), "job", **asked)
    assert list(again.dataframe[0].value["row"]) == list(range(87, 92))
    again.pills(key="row-outcome").set_value(RowOutcome.CREATED).run()
    assert list(again.dataframe[0].value["row"]) == list(range(2, 27))
    again.pills(key="row-outcome").set_value(None).run()
    assert "row-outcome" not in again.query_params


def test_problems_of_an_import_are_those_of_the_severity_in_the_address(
    app: AppTest, kit: ik.Workspace
) -> None:
    header = (*sheets.HEADER, "Colour of the box")
    job = kit.import_file(sheets.workbook(sheets.ONE_BAD, header=header), filename="box.xlsx").job_id

    see(app, "job", **{"job": job, "job-severity": "warning"})
    assert "Unknown column" in visits.words(app)
    assert "Not a number" not in visits.words(app)


@pytest.mark.parametrize(("asked", "names"), [("material", 3), ("attribute", 0)])
def test_the_type_of_names_in_the_catalog_is_in_the_address(
    app: AppTest, kit: ik.Workspace, asked: str, names: int
) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD))

    see(app, "catalog", type=asked)
    shown = app.pills(key="type").value
    assert shown == (EntityKind(asked) if names else None)
    assert len(app.dataframe[0].value) == 3


def test_categories_are_a_tree_to_search(app: AppTest) -> None:
    see(app, "catalog", part="Categories")
    assert "Clothing · 318 categories" in [branch.label for branch in app.expander]
    assert not any(branch.proto.expanded for branch in app.expander)

    app.text_input(key="words").set_value("cargo shorts").run()
    (branch,) = app.expander
    assert (branch.label, branch.proto.expanded) == ("Clothing · 1 category", True)
    assert branch.markdown[0].value == "- Shorts\n  - **Cargo Shorts**"
    app.text_input(key="words").set_value("spaceship").run()
    assert "No category has these words." in visits.words(app)

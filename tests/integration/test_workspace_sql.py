"""`kit.sql`: one SELECT, as the user, and nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHEET = pd.DataFrame(
    {
        "Product Handle": ["shirt", "cap"],
        "Product Title": ["Shirt 100%", "Cap"],
        "SKU": ["S-1", "C-1"],
        "Kilograms CO2": ["1.5", None],
    }
)


@pytest.fixture(scope="module")
def kit(module_database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(module_database_url) as kit:
        kit.import_file(SHEET)
        yield kit


def test_a_select_finds_what_is_the_users(kit: ik.Workspace, module_database_url: str) -> None:
    found = kit.sql(
        "SELECT p.name, e.carbon_kg_co2e AS co2, 7 AS whole FROM products AS p"
        " LEFT JOIN product_environment AS e ON e.product_id = p.id"
        " WHERE p.name NOT LIKE '%:x' ORDER BY p.name DESC"
    )

    assert found["name"].tolist() == ["Shirt 100%", "Cap"]
    assert found["co2"].tolist() == [1.5, pd.NA]
    assert [str(dtype) for dtype in found.dtypes] == ["str", "Float64", "Int64"]
    ik.add_brand("acme", owner_email="eve@acme.example", url=module_database_url)
    with ik.connect(module_database_url, brand="acme", email="eve@acme.example") as other:
        assert other.sql("SELECT name FROM products").empty
        assert list(other.sql("SELECT name AS a, name AS a FROM products")) == ["a", "a"]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM products",
        "SELECT 1; DELETE FROM products",
        "SELECT 1; COMMIT; SELECT 2",
        "WITH gone AS (DELETE FROM products RETURNING id) SELECT * FROM gone",
        "SELECT * INTO copied FROM products",
        "SELECT id FROM products FOR UPDATE",
        "COPY products TO STDOUT",
        "SET ROLE service_role",
        "SELECT nothing FROM nowhere",
        "SELECT 1 /",
        "",
    ],
)
def test_anything_else_is_refused_and_changes_nothing(kit: ik.Workspace, query: str) -> None:
    with pytest.raises(ik.UsageError):
        kit.sql(query)

    assert len(kit.sql("SELECT id FROM products")) == 2


def test_a_workspace_shows_no_secret(kit: ik.Workspace) -> None:
    assert repr(kit).startswith("Brand Default (default).")
    for shown in (repr(kit), kit._repr_html_()):
        assert "postgresql" not in shown
        assert str(kit.engine.url.password) not in shown


def test_a_data_folder_of_ones_own(module_database_url: str, tmp_path: Path) -> None:
    with ik.connect(module_database_url, data_dir=str(tmp_path)) as kit:
        assert kit.settings.data_dir == tmp_path
    with pytest.raises(ik.UsageError, match="data_dir"):
        ik.connect(module_database_url, data_dir=7)  # type: ignore[arg-type]

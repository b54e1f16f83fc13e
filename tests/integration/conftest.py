"""Everything here needs Postgres; the fixtures are in `tests/support/postgres_fixtures.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from importkit.workbook.sample import make_sample


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.db)


@pytest.fixture(scope="session")
def big_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook of 20 000 rows without mistakes."""
    path = tmp_path_factory.mktemp("sheets") / "big.xlsx"
    make_sample(20_000, mistakes=0, seed=3).write(path)
    return path

"""Everything here needs Postgres; the fixtures are in `tests/support/postgres_fixtures.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def big_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook of 20 000 rows without mistakes."""
    path = tmp_path_factory.mktemp("sheets") / "big.xlsx"
    make_sample(20_000, mistakes=0, seed=3).write(path)
    return path

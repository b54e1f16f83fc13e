"""Tables of large sheets are kept in files, which are gone with them."""

from __future__ import annotations

from random import Random

import pytest
from support.create_sheets import sheet_of, spoil, workbook_of

import importkit as ik
from importkit.resolution import engine as engines


def test_a_table_of_a_large_sheet_is_the_same_and_leaves_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        engines, "statement", {"numbers": "SELECT range AS n, NULL AS t FROM range(200_001)"}.get
    )
    with engines.engine(10) as small, engines.engine(engines._LARGE_ROWS) as large:
        plain, kept = small.kept_table("numbers"), large.kept_table("numbers")
        folder = large._folder
        assert list(folder.iterdir()) == []
    assert not folder.exists()
    assert kept.equals(plain)
    assert kept["n"][200_000].as_py() == 200_000


def test_a_table_without_rows_has_its_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "statement", {"nothing": "SELECT 1 AS n WHERE false"}.get)
    with engines.engine(engines._LARGE_ROWS) as large:
        kept = large.kept_table("nothing")
    assert (kept.num_rows, kept.column_names) == (0, ["n"])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_statements_run_as_they_are_written_say_what_they_say_optimised(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random = Random(seed)
    rows = spoil(random, sheet_of(random, [f"shirt-{number}" for number in range(12)]), 25)
    content = workbook_of(rows)
    found = []
    for limit in (0, 10_000):
        monkeypatch.setattr(engines, "_UNOPTIMISED_ROWS", limit)
        found.append(ik.check(content).findings.frame)
    assert len(found[0]) > 0
    assert found[0].equals(found[1])

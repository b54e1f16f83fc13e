"""Tables of large sheets are kept in files, which are gone with them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from support.create_sheets import HANDLES, sheet_of, spoil, workbook_of

from importkit import pipeline, taxonomy
from importkit.model import BrandContext
from importkit.read_options import ReadOptions
from importkit.resolution import engine as engines

if TYPE_CHECKING:
    from importkit.model import ResolvedSheet


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
    random = Random(seed)  # noqa: S311  a sheet made up is no secret
    content = workbook_of(spoil(random, sheet_of(random, list(HANDLES)), 8))
    brand = BrandContext(taxonomy=taxonomy.load(None), is_offline=True)
    resolved = []
    for limit in (0, 10_000):
        monkeypatch.setattr(engines, "_UNOPTIMISED_ROWS", limit)
        resolved.append(pipeline.resolve(content, lambda _: brand, ReadOptions()))
    optimised, as_written = resolved
    assert len(optimised.findings) > 0
    assert optimised.findings.frame.equals(as_written.findings.frame)
    assert _without_ids(optimised) == _without_ids(as_written)


def _without_ids(resolved: ResolvedSheet) -> dict[str, list[str]]:
    """Return every table as lines in one order; an id, which is random, becomes its first row."""
    rows = resolved.rows
    first_rows: dict[object, object] = {}
    for column in ("staging_variant_id", "staging_product_id"):
        first_rows |= rows.groupby(column)["row_number"].min().to_dict()
    tables = {name: table.to_pylist() for name, table in resolved.tables.items()}
    return {
        name: sorted(str([first_rows.get(value, value) for value in line.values()]) for line in lines)
        for name, lines in {**tables, "rows": rows.astype("object").to_dict("records")}.items()
    }

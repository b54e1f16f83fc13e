"""Broken workbooks are read right or refused in one sentence, whatever is wrong with them.

The seed is part of each fault that is told; its workbook is made again by
PYTHONPATH=tests python -m fuzz --seed … --first … --cases 1 --keep DIR
"""

from __future__ import annotations

import pytest

from fuzz.pool import run


@pytest.mark.slow
def test_broken_workbooks_are_read_right_or_refused() -> None:
    results = run(1, range(60), children=1)  # a second one would load the libraries as well

    print(results)
    assert list(results.faults.values()) == []
    assert results.tried == 60
    # A fuzz whose workbooks are all refused at once, or all fine, tests nothing.
    assert min(results.accepted, results.refused, results.compared) > 10


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_many_broken_workbooks_are_read_right_or_refused(seed: int) -> None:
    results = run(seed, range(2_000))

    print(results)
    assert list(results.faults.values()) == []
    assert results.tried == 2_000

"""Progress in a cell of marimo, which asks a record for what to show by other names than Jupyter."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

from importkit.jobs.job_progress import Watch
from importkit.progress import Phase, Progress

if TYPE_CHECKING:
    import pytest


def test_a_bar_moves_in_marimo_until_the_job_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced: list[str] = []
    output = SimpleNamespace(replace=replaced.append)
    monkeypatch.setitem(sys.modules, "marimo", SimpleNamespace(output=output, Html=str))
    steps = iter([Progress(Phase.WAITING), Progress(Phase.STAGING, 5, 10), Progress(Phase.DONE, 10, 10)])

    shown = Watch(steps)._display_()

    assert len(replaced) == 3
    assert 'max="10" value="5"' in replaced[1]
    assert shown == replaced[-1]


def test_a_watch_that_is_printed_says_how_to_use_it() -> None:
    assert "generator" not in repr(Watch(iter(())))

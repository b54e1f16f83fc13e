"""Progress: real figures, and what can be told from them."""

from __future__ import annotations

import pytest

from importkit.display import phase_words, progress_html
from importkit.progress import Phase, Progress, running_total


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        pytest.param(Progress(Phase.READING), "reading the workbook", id="nothing is known yet"),
        pytest.param(
            Progress(Phase.RESOLVING, 0, 20_000), "grouping into products, 20\xa0000 rows", id="rows"
        ),
        pytest.param(
            Progress(Phase.STAGING, 5_000, 20_000, seconds=2.0),
            "copying to the database, 5\xa0000 of 20\xa0000 rows, 2\xa0500 a second, about 6 s left",
            id="rows done in some time",
        ),
        pytest.param(
            Progress(Phase.COMMITTING, 3_000, 0, seconds=1.5),
            "writing the products, 3\xa0000 rows so far, 2\xa0000 a second",
            id="nobody knows how many there will be",
        ),
    ],
)
def test_progress_in_words(progress: Progress, words: str) -> None:
    assert phase_words(progress) == words


def test_a_bar_has_no_end_while_nobody_knows_how_many_rows_there_are() -> None:
    assert "max=" not in progress_html(Progress(Phase.READING))
    assert 'max="10" value="5"' in progress_html(Progress(Phase.STAGING, 5, 10))


def test_what_is_not_measured_is_not_estimated() -> None:
    assert Progress(Phase.STAGING, 5, 10).rows_per_second == 0
    assert Progress(Phase.STAGING, 5, 10).seconds_left is None
    assert Progress(Phase.STAGING, 0, 10, seconds=3.0).seconds_left is None


def test_rows_add_up_table_by_table() -> None:
    reported: list[Progress] = []
    on_rows = running_total(reported.append, Phase.STAGING, 30)

    for rows in (10, 0, 20):
        on_rows(rows)

    assert [progress.rows_done for progress in reported] == [10, 10, 30]

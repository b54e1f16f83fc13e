"""A command that runs in a process of the tests, or is forked from one, ends as one that a shell starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import page_sheets as sheets
from support.command_line import PROGRAM, environment, run


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("check", "shirts.xlsx", "nothing.xlsx"),
        ("check",),
        ("sample", "-o", "missing/sample.xlsx"),
        ("explain", "number.invalid"),
        ("explain", "no-such-code"),
    ],
)
def test_all_ways_end_alike(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "shirts.xlsx").write_bytes(sheets.workbook(sheets.ONE_BAD))

    here, forked = (run(*words, cwd=tmp_path, in_process=in_process) for in_process in (True, False))
    started = subprocess.run(
        [PROGRAM, *words], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )

    assert (forked.code, forked.out, forked.err) == (started.returncode, started.stdout, started.stderr)
    assert here == forked


@pytest.mark.parametrize("in_process", [True, False])
def test_a_command_leaves_nothing_behind_for_the_next_one(tmp_path: Path, in_process: bool) -> None:
    first = run(
        "check", "nothing.xlsx", cwd=tmp_path, in_process=in_process, IMPORTKIT_DEBUG="1", COLUMNS="40"
    )
    second = run("check", "nothing.xlsx", cwd=Path(sys.prefix), in_process=in_process)

    assert first.code == second.code == 3
    assert len(first.err.splitlines()) >= len(second.err.splitlines())

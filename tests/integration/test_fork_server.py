"""A command that is forked from a process of the tests ends as one that a shell starts."""

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
        ("check", "shirts.xlsx"),
        ("check", "shirts.xlsx", "nothing.xlsx", "--format", "json"),
        ("check",),
        ("sample", "-o", "missing/sample.xlsx"),
        ("explain", "number.invalid"),
        ("explain", "no-such-code"),
    ],
)
def test_both_ways_end_alike(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "shirts.xlsx").write_bytes(sheets.workbook(sheets.ONE_BAD))

    forked = run(*words, cwd=tmp_path)
    started = subprocess.run(
        [PROGRAM, *words], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )

    assert (forked.code, forked.out, forked.err) == (started.returncode, started.stdout, started.stderr)


def test_a_command_leaves_nothing_behind_for_the_next_one(tmp_path: Path) -> None:
    first = run("check", "nothing.xlsx", cwd=tmp_path, IMPORTKIT_DEBUG="1", COLUMNS="40")
    second = run("check", "nothing.xlsx", cwd=Path(sys.prefix))

    assert first.code == second.code == 3
    assert len(first.err.splitlines()) >= len(second.err.splitlines())

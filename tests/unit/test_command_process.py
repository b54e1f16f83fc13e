"""How a process of importkit ends: as every program of Python does, but at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from importkit import command_process

#: What a program does, its exit code, and what it has written on both streams.
ENDS = [
    ("print('done')", 0, "done\n", ""),
    ("print('done'); return 3", 3, "done\n", ""),
    ("sys.exit(2)", 2, "", ""),
    ("sys.exit(None)", 0, "", ""),
    ("return 256 + 4", 4, "", ""),
    ("sys.exit('It cannot be read.')", 1, "", "It cannot be read.\n"),
    ("atexit.register(print, 'at the end')", 0, "at the end\n", ""),
    ("threading.Timer(0.2, print, ['later']).start()", 0, "later\n", ""),
    ("threading.Thread(target=threading.Event().wait, daemon=True).start(); print('done')", 0, "done\n", ""),
    ("sys.stdout = None", 0, "", ""),
]


@pytest.mark.parametrize(("body", "code", "written", "reported"), ENDS)
def test_a_process_ends_as_it_would_by_itself(body: str, code: int, written: str, reported: str) -> None:
    program = f"import atexit, sys, threading\ndef main():\n    {body}\n{_RUN}"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, written, reported)


def test_a_process_that_fails_says_where() -> None:
    program = f"def main():\n    raise LookupError('no such job')\n{_RUN}"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "LookupError: no such job" in ended.stderr


_RUN = f"from importkit import command_process\ncommand_process.{command_process.run.__name__}(main)"

"""What reaches a terminal, a pipe and a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from importkit.builds.reports.github_report import Annotation, command
from importkit.cli import output
from importkit.errors import UsageError
from importkit.findings import Severity

if TYPE_CHECKING:
    from pathlib import Path

STEERING = "\x1b[31m", "\x07", "\x9b", "\u202e", "\u2066", "\u200f", "\u2028", "\n::error::", "\r"


@pytest.mark.parametrize("text", STEERING, ids=ascii)
def test_no_text_of_a_file_steers_the_terminal(text: str) -> None:
    shown = output.plain(f"a{text}b")

    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066\u200f\u2028\n\r")
    assert shown.startswith("a")
    assert shown.endswith("b")


@pytest.mark.parametrize("text", STEERING, ids=ascii)
def test_no_name_of_a_file_steers_the_log_of_a_build(text: str) -> None:
    line = command(Annotation(Severity.ERROR, f"a{text}b.xlsx", "Title", f"message{text}"))

    assert not set(line) & set("\x1b\x07\x9b\u202e\u2066\u200f\u2028\n\r")


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", "utf-8"])
def test_machines_read_utf8_whatever_the_terminal_speaks(encoding: str) -> None:
    program = "from importkit.cli import output; output.show_json({'é': 'シャツ \\udc80'})"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=True,
    )

    assert json.loads(ended.stdout.decode("utf-8")) == {"é": "シャツ \udc80"}


def test_a_link_is_followed_only_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "dangling.xlsx").symlink_to(tmp_path / "elsewhere.xlsx")
    (tmp_path / "there.xlsx").touch()
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "there.xlsx")

    for name in ("dangling.xlsx", "link.xlsx"):
        with pytest.raises(UsageError, match="is a link to another place"):
            output.writable(tmp_path / name, force=False)
        assert output.writable(tmp_path / name, force=True) == tmp_path / name

"""Git shows what changed in a workbook, with the two settings that the documentation names."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support import fork_server
from support.command_line import PROGRAM
from support.workbooks import build_workbook

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ("Product Handle", "Product Title", "SKU", "Grams Weight")
MARCH = [("shirt", "Shirt", "S-1", 230), ("cap", "Cap", "C-1", 90)]
APRIL = [("cap", "Cap", "C-1", 95), ("shirt", "Shirt", "S-1", 230), ("scarf", "Scarf", "F-1", None)]


@pytest.mark.slow
def test_git_shows_what_changed_in_a_workbook(tmp_path: Path) -> None:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    programs = tmp_path / "programs"
    programs.mkdir()
    is_forked = sys.platform == "linux"  # git starts five
    (programs / "importkit").symlink_to(fork_server.INTERPRETER if is_forked else PROGRAM)
    own = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    environment = kept | own | (fork_server.for_children() if is_forked else {})

    def git(*words: str) -> str:
        by = ["-c", "user.name=Ana", "-c", "user.email=ana@acme.example"]
        done = subprocess.run(
            ["git", *by, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    git("init", "-q")
    (tmp_path / ".gitattributes").write_text("*.xlsx diff=importkit\n")
    sheet = tmp_path / "spring.xlsx"
    sheet.write_bytes(build_workbook({"Products": [HEADER, *MARCH]}))
    git("add", ".gitattributes", sheet.name)
    git("commit", "-qm", "March")
    git("config", "diff.importkit.textconv", "importkit text")
    sheet.write_bytes(build_workbook({"Products": [HEADER, *APRIL]}))

    changed = [line for line in git("diff").splitlines() if line[0] in "+-" and line[1:3] not in ("++", "--")]

    assert changed == [
        "-  Grams Weight: 90 g",
        "+  Grams Weight: 95 g",
        "+product scarf",
        "+  Product Title: Scarf",
        "+  variant F-1",
        "+",
    ]

    git("config", "diff.importkit.command", 'f() { importkit diff "$2" "$5"; }; f')
    shown = " ".join(git("diff").split())

    assert "2 products (1 added, 1 changed) and 1 variant (1 added)" in shown
    assert "added scarf F-1" in shown

"""What only root can do on a machine; elsewhere a test that needs it is skipped, and says why."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def require(purpose: str) -> None:
    """Skip the test unless it runs as root.

    Args:
        purpose: What root is needed for; it ends the sentence "only root can …".
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip(f"only root can {purpose}: run this test as root")


@contextmanager
def mounted(*words: str | Path, on: Path) -> Iterator[None]:
    """Mount something on a folder while the block lasts; a machine that lets nobody mount skips the test."""
    require("mount a disk")
    done = subprocess.run(["mount", *words, on], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine lets nobody mount a disk: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", on], check=True)

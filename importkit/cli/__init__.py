"""The command line: it calls, shows and exits, and knows nothing else."""

from __future__ import annotations

from importkit.cli.app import app, main

__all__ = ["app", "main"]

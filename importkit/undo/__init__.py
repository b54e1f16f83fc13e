"""Undo: taking back what a commit has noted in the journal."""

from __future__ import annotations

from importkit.undo.reverse import UNDOABLE, undo
from importkit.undo.undo_result import Tally, Undo

__all__ = ["UNDOABLE", "Tally", "Undo", "undo"]

"""Undo: taking back what a commit has noted in the journal."""

from __future__ import annotations

from importkit.undo.noted_values import NotedValues, read_noted_values
from importkit.undo.reverse import UNDOABLE, undo
from importkit.undo.undo_result import Tally, Undo

__all__ = ["UNDOABLE", "NotedValues", "Tally", "Undo", "read_noted_values", "undo"]

"""Undo: what a commit notes, and taking it back."""

from __future__ import annotations

from importkit.undo.journal import record_changes, replace_name, snapshot_before
from importkit.undo.reverse import UNDOABLE, undo
from importkit.undo.undo_result import Tally, Undo

__all__ = ["UNDOABLE", "Tally", "Undo", "record_changes", "replace_name", "snapshot_before", "undo"]

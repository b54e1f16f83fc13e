"""Staging: a sheet on its way into production, and what is left of it when that fails."""

from __future__ import annotations

from importkit.staging.preview import Part, PreviewPage, PreviewRow, preview
from importkit.staging.stage import begin, clear, clear_failed, prepare, stage, stage_temporarily

__all__ = [
    "Part",
    "PreviewPage",
    "PreviewRow",
    "begin",
    "clear",
    "clear_failed",
    "prepare",
    "preview",
    "stage",
    "stage_temporarily",
]

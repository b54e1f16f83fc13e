"""Staging: a sheet on its way into production, and what is left of it when that fails."""

from __future__ import annotations

from importkit.staging.preview import Part, PreviewPage, PreviewRow, preview
from importkit.staging.stage import prepare, stage, stage_aside

__all__ = [
    "Part",
    "PreviewPage",
    "PreviewRow",
    "prepare",
    "preview",
    "stage",
    "stage_aside",
]

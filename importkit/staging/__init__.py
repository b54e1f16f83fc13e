"""Staging: a sheet on its way into production, and what is left of it when that fails."""

from __future__ import annotations

from importkit.staging.preview import PreviewPage, PreviewRow, preview
from importkit.staging.stage import begin, clear, stage

__all__ = ["PreviewPage", "PreviewRow", "begin", "clear", "preview", "stage"]

"""Workbooks: read what people upload, whatever state it is in, and write templates and samples."""

from __future__ import annotations

from importkit.workbook.book import as_given, read, require_workbook

__all__ = ["as_given", "read", "require_workbook"]

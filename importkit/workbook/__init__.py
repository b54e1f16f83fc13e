"""Workbooks: read what people upload, whatever state it is in, and write templates and samples."""

from __future__ import annotations

from importkit.workbook.product_sheet import display_path, read, require_workbook

__all__ = ["display_path", "read", "require_workbook"]

"""Sample workbooks: made-up products in any dialect, with as many known mistakes as one wants."""

from __future__ import annotations

from importkit.workbook.sample.sample import Sample, make_sample

__all__ = ["Sample", "make_sample"]

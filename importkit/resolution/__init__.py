"""Resolution: rows become products and variants, texts become lists, references and levels.

DuckDB does it in this process, one statement of `sql/` after the other.
"""

from __future__ import annotations

from importkit.resolution.resolve import resolve

__all__ = ["resolve"]

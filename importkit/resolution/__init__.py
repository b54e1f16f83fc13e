"""Resolution: rows become products and variants, texts become lists, references and levels.

DuckDB does it in this process, one statement of `sql/` after the other.
"""

from __future__ import annotations

from importkit.resolution.resolve import resolve
from importkit.resolution.resolve_again import ResolvedAgain, resolve_again

__all__ = ["ResolvedAgain", "resolve", "resolve_again"]

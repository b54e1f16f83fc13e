"""What staging runs on all of its tables."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import shape
from importkit.sql_templates import fill

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def staging_statements() -> Mapping[str, str]:
    """Return each statement by its name."""
    words = {"tables": ",\n".join(shape.STAGING)}
    return MappingProxyType({"analyze_staging": fill("db/shape/sql/staging", "analyze_staging", words)})

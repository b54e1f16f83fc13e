"""SQL lives in files, one statement each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import TextClause


@cache
def statement(stage: str, name: str) -> TextClause:
    """Return `importkit/<stage>/sql/<name>.sql`, ready to execute."""
    return text((files(f"importkit.{stage}") / "sql" / f"{name}.sql").read_text(encoding="utf-8"))

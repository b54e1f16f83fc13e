"""Where a user is at work: which database, which brand, as whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from importkit.jobs.storage import Storage

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importkit.db.brands import Brand
    from importkit.settings import Settings


@dataclass(frozen=True)
class Site:
    """A database, a brand in it, and who is at work there.

    Attributes:
        email: Who is at work; Postgres itself decides what that user may see.
    """

    engine: Engine
    brand: Brand
    email: str
    settings: Settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to Postgres; the embedded server goes on."""
        self.engine.dispose()

    @property
    def storage(self) -> Storage:
        """Return where uploaded files are kept."""
        return Storage(self.settings.files)

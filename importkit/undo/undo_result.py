"""What taking an import back says of itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from importkit.frames import empty
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd


@dataclass(frozen=True)
class Tally:
    """How many things of each sort.

    Attributes:
        products: Products that the import created.
        variants: Variants that it created.
        values: Values that it changed, of products and variants that were there before.
        names: Names that it created in the catalog.
    """

    products: int = 0
    variants: int = 0
    values: int = 0
    names: int = 0

    def __bool__(self) -> bool:
        return any(self.as_dict().values())

    def __add__(self, other: Tally) -> Tally:
        mine, others = self.as_dict(), other.as_dict()
        return Tally(**{name: mine[name] + others[name] for name in mine})

    def as_dict(self) -> dict[str, int]:
        """Return the counts by the sort of thing."""
        return asdict(self)


@dataclass(frozen=True, repr=False)
class Undo(Displayed):
    """What became of the things that an import did, when it was taken back.

    Attributes:
        reversed: What was removed again, or went back to its former value.
        kept: What stays, since it was edited later or is in use.
        nothing: What was gone, or back, already.
        items: What stays, one by one: columns kind ("product", "variant", or a kind of name), product_handle,
            sku, barcode, name (of a name), field (the column of a value; NA where the thing itself stays),
            reason.
        reopened: The jobs that have their failures back, which this one had taken over.
        undone_at: When the import was taken back first; None when that was only tried.
        undone_before: Whether that was before this call.
        is_dry_run: True when all of this was only tried, and nothing written.

    >>> undone = kit.undo(job.id)
    >>> undone.reversed.products, undone.kept.products, undone.tallies["reversed"]["variants"]
    (2, 0, 3)
    """

    job_id: str
    filename: str
    reversed: Tally
    kept: Tally
    nothing: Tally
    items: pd.DataFrame = field(default_factory=lambda: empty("undo_items"))
    reopened: tuple[str, ...] = ()
    undone_at: datetime | None = None
    undone_before: bool = False
    is_dry_run: bool = False

    @property
    def tallies(self) -> Mapping[str, Mapping[str, int]]:
        """Return the counts by what became of the things."""
        return {name: getattr(self, name).as_dict() for name in ("reversed", "kept", "nothing")}

    def as_dict(self) -> dict[str, Any]:
        """Return the undo as JSON knows it.

        >>> kit.undo(job.id, dry_run=True).as_dict()["reversed"]
        {'products': 2, 'variants': 3, 'values': 0, 'names': 12}
        """
        items = self.items.assign(field=self.items["field"].fillna(""))
        plain = items.astype("object").where(items.notna(), None)
        return {
            "job_id": self.job_id,
            "filename": self.filename,
            "dry_run": self.is_dry_run,
            "undone_at": self.undone_at and self.undone_at.isoformat(),
            "undone_before": self.undone_before,
            **self.tallies,
            "reopened": list(self.reopened),
            "items": plain.to_dict("records"),
        }

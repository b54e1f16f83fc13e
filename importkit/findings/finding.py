"""One finding, and a group of equal ones."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from importkit.rich_display import Displayed


class Severity(StrEnum):
    """How bad a finding is: an error blocks its product, the others never block."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Displayed):
    """What is wrong with one cell (or one column, or the sheet).

    Attributes:
        code: The stable code, such as "number.negative"; see the catalogue.
        sheet: Name of the sheet.
        row: Excel's row number; None when the whole sheet or column is meant.
        column: Canonical name, or the header as spelled for a column that is not imported.
        cell: Excel address such as "C17"; empty when no single cell is meant.
        value: The cell's text as the user sees it.
        message: What is wrong, in one sentence.
        hint: What to do next.
        suggestion: A value that would do, when one is known.
        product_handle: The product concerned.

    >>> finding = ik.check("spring.xlsx").findings.where(severity="error")[0]
    >>> finding.code, finding.cell, finding.value
    ('category.not-found', 'E4', 'Hats > Capz')
    >>> finding.message
    'There is no category "Hats > Capz".'
    """

    code: str
    severity: Severity
    sheet: str
    row: int | None
    column: str
    cell: str
    value: str
    message: str
    hint: str
    suggestion: str
    product_handle: str

    def as_dict(self) -> dict[str, object]:
        """Return the finding as JSON knows it.

        >>> ik.check("spring.xlsx").findings[0].as_dict()["cell"]
        'E4'
        """
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Group:
    """Equal findings of one column, told as one.

    Attributes:
        cells: The first addresses, at most `Findings.EXAMPLES`.
        count: How many findings the group stands for.
        first: One of them, to speak for all.
    """

    code: str
    severity: Severity
    column: str
    title: str
    count: int
    cells: tuple[str, ...]
    first: Finding

"""Icons and colours: the same thing looks the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from importkit.findings import Severity
from importkit.model import Mode
from importkit.outcomes import JobOutcome, RowOutcome

Colour = Literal["red", "orange", "green", "blue", "gray"]


@dataclass(frozen=True, slots=True)
class Badge:
    """How a severity or an outcome looks.

    Attributes:
        name: The word for it.
        icon: A Material symbol.
    """

    name: str
    icon: str
    colour: Colour

    @property
    def markdown(self) -> str:
        """Return the icon in its colour."""
        return f":{self.colour}[{self.icon}]"


#: What an import is called by its mode.
MODES = {Mode.CREATE: "Create", Mode.ENRICH: "Enrich"}

SEVERITIES = {
    Severity.ERROR: Badge("Error", ":material/error:", "red"),
    Severity.WARNING: Badge("Warning", ":material/warning:", "orange"),
    Severity.INFO: Badge("Note", ":material/info:", "blue"),
}

_ICONS: dict[JobOutcome, tuple[str, Colour]] = {
    JobOutcome.WAITING: (":material/schedule:", "gray"),
    JobOutcome.IMPORTING: (":material/progress_activity:", "blue"),
    JobOutcome.IMPORTED: (":material/check_circle:", "green"),
    JobOutcome.PARTLY_IMPORTED: (":material/error:", "orange"),
    JobOutcome.NOTHING_IMPORTED: (":material/cancel:", "red"),
    JobOutcome.ALREADY_THERE: (":material/done_all:", "green"),
    JobOutcome.CORRECTED_LATER: (":material/history:", "gray"),
    JobOutcome.UNDONE: (":material/undo:", "gray"),
    JobOutcome.CANCELLED: (":material/cancel:", "gray"),
    JobOutcome.INTERRUPTED: (":material/warning:", "red"),
    JobOutcome.DISMISSED: (":material/do_not_disturb_on:", "gray"),
}
OUTCOMES = {outcome: Badge(outcome.words, *_ICONS[outcome]) for outcome in JobOutcome}

#: Colours of rows.
ROW_COLOURS: dict[RowOutcome, Colour] = {
    RowOutcome.CREATED: "green",
    RowOutcome.UPDATED: "green",
    RowOutcome.ALREADY_THERE: "gray",
    RowOutcome.FAILED: "red",
    RowOutcome.HELD_BACK: "orange",
    RowOutcome.SKIPPED: "gray",
}

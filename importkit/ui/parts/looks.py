"""Icons and colours: the same thing looks the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from importkit.findings import Severity
from importkit.model import JobStatus, Mode

Colour = Literal["red", "orange", "green", "blue", "gray"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a severity or a status looks.

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
    Severity.ERROR: Look("Error", ":material/error:", "red"),
    Severity.WARNING: Look("Warning", ":material/warning:", "orange"),
    Severity.INFO: Look("Note", ":material/info:", "blue"),
}

STATUSES = {
    JobStatus.PENDING: Look("Waiting", ":material/schedule:", "gray"),
    JobStatus.PROCESSING: Look("Importing", ":material/progress_activity:", "blue"),
    JobStatus.COMPLETED: Look("Imported", ":material/check_circle:", "green"),
    JobStatus.COMPLETED_WITH_FAILURES: Look("Imported, with failures", ":material/error:", "orange"),
    JobStatus.FAILED: Look("Failed", ":material/cancel:", "red"),
    JobStatus.DISMISSED: Look("Failures dismissed", ":material/do_not_disturb_on:", "gray"),
}

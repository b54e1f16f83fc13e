"""How a workbook is to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit import settings
from importkit.errors import OtherModeError
from importkit.model import HiddenRows, Limits, Mode

if TYPE_CHECKING:
    from importkit.model import Origin


@dataclass(frozen=True)
class How:
    """How a workbook is to be read.

    Attributes:
        mode: What the sheet is meant for; None when nobody has said so.
        filename: The name the user knows the file by; a path's own name when None.
        limits: What is refused as too large; this process's settings by default.
    """

    mode: Mode | None = None
    filename: str | None = None
    hidden_rows: HiddenRows = HiddenRows.IMPORT
    limits: Limits = field(default_factory=lambda: settings.load().limits)

    def mode_for(self, origin: Origin, filename: str) -> Mode:
        """Return the mode that counts: the one asked for, else that of corrections, else CREATE.

        Args:
            origin: Which corrections workbook it is, if it is one.
            filename: What the user calls it.

        Raises:
            OtherModeError: The workbook holds corrections for another mode than the one asked for.
        """
        own = origin.mode
        if own and self.mode and own != self.mode:
            from importkit.findings import entry

            words = entry(OtherModeError.code)
            facts = {"value": filename, "own": own.lower(), "other": self.mode.lower()}
            raise OtherModeError(words.message.format_map(facts), hint=words.hint.format_map(facts))
        return self.mode or own or Mode.CREATE

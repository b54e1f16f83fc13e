"""How a workbook is to be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from importkit import settings
from importkit.arguments import if_given, text
from importkit.choices import chosen, chosen_if_given
from importkit.errors import OtherModeError, UsageError
from importkit.model import HiddenRows, Limits, Mode, Sheet

if TYPE_CHECKING:
    from importkit.model import Origin


@dataclass(frozen=True)
class ReadOptions:
    """How a workbook is to be read.

    Attributes:
        mode: What the sheet is meant for; None when nobody has said so.
        filename: The name the user knows the file by; a path's own name when None.
        usual_mode: What it is meant for where neither somebody nor the workbook says so.
        limits: What is refused as too large; this process's settings by default.
    """

    mode: Mode | None = None
    filename: str | None = None
    hidden_rows: HiddenRows = HiddenRows.IMPORT
    limits: Limits = field(default_factory=lambda: settings.load().limits)
    usual_mode: Mode = Mode.CREATE

    @classmethod
    def of(
        cls,
        mode: Mode | str | None = None,
        filename: str | None = None,
        hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
        limits: Limits | None = None,
    ) -> Self:
        """Return how a caller wants a workbook to be read; each choice may be named by its text.

        Raises:
            UsageError: One of them is none that there is.
        """
        return cls(
            chosen_if_given(Mode, mode, argument="mode"),
            if_given(text, filename, argument="filename", what="a name for the workbook"),
            chosen(HiddenRows, hidden_rows, argument="hidden_rows"),
            settings.load().limits if limits is None else limits,
        )

    def or_usually(self, mode: Mode) -> Self:
        """Return these options with another mode for what nobody says the mode of."""
        return replace(self, usual_mode=mode)

    def filename_of(self, source: str | Path | bytes | Sheet) -> str:
        """Return what the user calls a source: the name that was given, else its own."""
        if self.filename or isinstance(source, bytes):
            return self.filename or "workbook.xlsx"
        return source.filename if isinstance(source, Sheet) else Path(source).name

    def require_for(self, sheet: Sheet) -> None:
        """Refuse to leave out the hidden rows of a sheet that was read with them.

        Raises:
            UsageError: The sheet was read with them.
        """
        if self.hidden_rows is HiddenRows.SKIP and sheet.hidden_rows is not HiddenRows.SKIP:
            raise UsageError(
                "This sheet was read with its hidden rows, so they cannot be left out any more.",
                hint='Read it without them: importkit.read(path, hidden_rows="skip").',
            )

    def mode_for(self, origin: Origin, filename: str) -> Mode:
        """Return the mode that counts: the one asked for, else that of corrections, else the usual one.

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
        return self.mode or own or self.usual_mode

"""The one exception that carries findings; all others, which are below findings, are in `errors`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from importkit.errors import ImportkitError

if TYPE_CHECKING:
    from importkit.findings.findings import Findings


class RefusedImportError(ImportkitError):
    """The findings forbid starting an import; no job was made.

    Attributes:
        findings: Why.
    """

    exit_code = 1

    def __init__(self, message: str, *, findings: Findings, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.findings = findings

    def __reduce__(self) -> tuple[partial[RefusedImportError], tuple[str]]:
        """Let another process have it, too."""
        return partial(type(self), findings=self.findings, hint=self.hint), (self.message,)

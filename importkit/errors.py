"""Exceptions: the call or the environment is wrong. Wrong data is a finding, never one of these.

ImportkitError
├── WorkbookError               the file cannot be used at all           exit 3
│   ├── UnreadableWorkbookError   not an .xlsx workbook, or damaged
│   └── UnsafeWorkbookError       reading it could harm this machine
├── RefusedImportError          findings forbid starting an import       exit 1; see importkit.findings
├── UsageError                  the call cannot work as given            exit 2
│   ├── UnknownBrandError
│   ├── UnknownJobError
│   ├── UnknownDraftError
│   ├── EditConflictError         somebody else changed that cell of a draft
│   ├── OtherModeError            these are corrections for another mode
│   ├── PlanError                 that is no token of a plan of this workbook
│   │   └── OutdatedPlanError       what was planned is no longer so
│   ├── UnknownFindingCodeError
│   └── NotAllowedError           this user may not do that
└── EnvironmentFailure          something around us failed               exit 4
    ├── DatabaseError
    ├── FileGoneError             an uploaded file is not kept, or not here
    ├── JobOvertakenError         another attempt took this job over
    └── ReconciliationError       rows in and rows out do not add up
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Protocol

    class OtherEdit(Protocol):
        """What somebody else made of a cell."""

        @property
        def cell(self) -> str: ...
        @property
        def after(self) -> str | None: ...
        @property
        def made_by(self) -> str: ...
        @property
        def made_at(self) -> datetime: ...


class ImportkitError(Exception):
    """Every exception that importkit raises on purpose.

    Attributes:
        message: One sentence that says what is wrong, in the user's words.
        hint: What to do next; empty when the message already says it.
        code: Its code in the catalogue, for a file that is refused; empty where there is none.
    """

    exit_code: ClassVar[int] = 4
    code: ClassVar[str] = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if hint:
            self.add_note(hint)  # Python and IPython show it under the traceback

    def change_hint(self, hint: str) -> None:
        """Let another sentence say what to do next."""
        notes = [hint if note == self.hint else note for note in getattr(self, "__notes__", [])]
        self.hint, self.__notes__ = hint, notes


class WorkbookError(ImportkitError):
    """The file cannot be used at all."""

    exit_code = 3
    code = "file.unreadable"


class UnreadableWorkbookError(WorkbookError):
    """The file is no .xlsx workbook, or it is damaged."""


class UnsafeWorkbookError(WorkbookError):
    """Reading the file could exhaust or attack this machine.

    Attributes:
        address: The Excel address that is to blame, when there is one.
    """

    code = "file.unsafe"

    def __init__(self, message: str, *, hint: str = "", address: str = "") -> None:
        super().__init__(message, hint=hint)
        self.address = address


class UsageError(ImportkitError):
    """The call cannot work as it was given."""

    exit_code = 2


class UnknownBrandError(UsageError):
    """No brand has that slug, or this user may not see it."""


class UnknownJobError(UsageError):
    """No job has that id, or this user may not see it; the two answer alike."""


class UnknownDraftError(UsageError):
    """No draft has that id, or no longer, or this user may not see it; they answer alike."""


class EditConflictError(UsageError):
    """Somebody gave a cell of a draft another value since it was shown; nothing was stored.

    Attributes:
        edits: What it holds now: `cell`, `after`, `made_by` and `made_at` of each.
    """

    def __init__(self, message: str, *, hint: str = "", edits: Sequence[OtherEdit] = ()) -> None:
        super().__init__(message, hint=hint)
        self.edits = tuple(edits)


class OtherModeError(UsageError):
    """The workbook holds corrections for one mode, and another one was asked for."""

    code = "file.other-mode"


class PlanError(UsageError):
    """What was given is no token of a plan, or that of another workbook, mode or brand."""


class OutdatedPlanError(PlanError):
    """The products have changed since an import of them was planned; nothing was written."""


class UnknownFindingCodeError(UsageError):
    """The catalogue has no finding of that code."""


class NotAllowedError(UsageError):
    """The brand's rules keep this user from doing that, or the state of what it would be done to."""


class EnvironmentFailure(ImportkitError):  # noqa: N818  it is a family of errors, and reads as one
    """Something around importkit failed."""


class DatabaseError(EnvironmentFailure):
    """Postgres refused or was not reachable; the driver's error is the `__cause__`.

    Attributes:
        constraint: The constraint that was violated, when there is one.
        where: What Postgres was doing, such as a COPY line.
    """

    def __init__(self, message: str, *, hint: str = "", constraint: str = "", where: str = "") -> None:
        super().__init__(message, hint=hint)
        self.constraint = constraint
        self.where = where


class FileGoneError(EnvironmentFailure):
    """An uploaded file is no longer kept, is kept elsewhere, or is not what was uploaded."""


class JobOvertakenError(EnvironmentFailure):
    """A newer attempt of the same job has started; this one wrote nothing."""


class ReconciliationError(EnvironmentFailure):
    """Rows read and rows accounted for differ; the job ends FAILED and nothing was committed."""


def was_stopped(error: BaseException | None) -> bool:
    """Return whether Ctrl-C is behind an error: a driver in the middle of a COPY reports a failed COPY."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def reason_of(error: BaseException) -> str:
    """Return what a job may remember of an error: of one that is not ours, nothing that a cell may hold."""
    return error.message if isinstance(error, ImportkitError) else f"unexpected {type(error).__name__}"

"""Options that several commands share, and the words they take."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.cli.option_types import choice_option

if TYPE_CHECKING:
    from importkit.findings import Severity
    from importkit.model import HiddenRows, Mode
    from importkit.workspace import Scope


class ModeWord(StrEnum):
    """What a sheet is for; the model is imported only when a command runs."""

    CREATE = "create"
    ENRICH = "enrich"

    @property
    def mode(self) -> Mode:
        """Return it as the model knows it."""
        from importkit.model import Mode

        return Mode[self.name]


class HiddenRowsWord(StrEnum):
    """What happens to hidden rows."""

    IMPORT = "import"
    SKIP = "skip"

    @property
    def hidden_rows(self) -> HiddenRows:
        """Return it as the model knows it."""
        from importkit.model import HiddenRows

        return HiddenRows[self.name]


class ScopeWord(StrEnum):
    """Which rows a corrections workbook holds."""

    FAILED = "failed"
    ALL = "all"

    @property
    def scope(self) -> Scope:
        """Return it as jobs know it."""
        from importkit.workspace import Scope

        return Scope[self.name]


class RoleWord(StrEnum):
    """What a person may do in a brand."""

    OWNER = "owner"
    MEMBER = "member"
    VIEWER = "viewer"


class FailOn(StrEnum):
    """The least bad finding that makes a command exit with 1."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def severity(self) -> Severity:
        """Return it as findings know it."""
        from importkit.findings import Severity

        return Severity[self.name]


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


class LogFormat(StrEnum):
    """How logs are written."""

    TEXT = "text"
    JSON = "json"


class CheckFormat(StrEnum):
    """How a check is written; builds read the last two."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"


ModeOption = Annotated[
    ModeWord | None,
    choice_option(
        ModeWord,
        "--mode",
        show_default="that of a corrections workbook, else create",
        help="create adds new products; enrich changes existing ones.",
    ),
]


def mode_of(word: ModeWord | None) -> Mode | None:
    """Return the mode that was named, as the model knows it; None when none was."""
    return None if word is None else word.mode


BrandOption = Annotated[
    str | None,
    typer.Option("--brand", metavar="SLUG", help="The brand; without it IMPORTKIT_BRAND, or default."),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        metavar="URL",
        envvar="IMPORTKIT_DATABASE_URL",
        help="A PostgreSQL server; without it, one is started on this machine.",
        show_envvar=True,
    ),
]
FormatOption = Annotated[Format, choice_option(Format, "--format", help="How to write the result.")]
CheckFormatOption = Annotated[
    CheckFormat, choice_option(CheckFormat, "--format", help="How to write the result.")
]
FailOnOption = Annotated[
    FailOn, choice_option(FailOn, "--fail-on", help="Exit with 1 from this severity on.")
]
HiddenRowsOption = Annotated[
    HiddenRowsWord,
    choice_option(HiddenRowsWord, "--hidden-rows", help="What to do with hidden or filtered-out rows."),
]
EveryOption = Annotated[bool, typer.Option("--all", help="List every finding, equal ones too.")]

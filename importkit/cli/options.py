"""Options that several commands share, and the words they take."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from importkit.builds.fail_on import FailOn
from importkit.cli.completion import brand_slugs
from importkit.cli.option_types import choice_option
from importkit.model import HiddenRows, Mode


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


ModeOption = Annotated[
    Mode | None,
    choice_option(
        Mode,
        "--mode",
        show_default="that of a corrections workbook, else create",
        help="create adds new products; enrich changes existing ones.",
    ),
]


BrandOption = Annotated[
    str | None,
    typer.Option(
        "--brand",
        metavar="SLUG",
        help="The brand; without it IMPORTKIT_BRAND, or default.",
        autocompletion=brand_slugs,
    ),
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
FailOnOption = Annotated[
    FailOn, choice_option(FailOn, "--fail-on", help="Exit with 1 from this severity on.")
]
HiddenRowsOption = Annotated[
    HiddenRows,
    choice_option(HiddenRows, "--hidden-rows", help="What to do with hidden or filtered-out rows."),
]
EveryOption = Annotated[bool, typer.Option("--all", help="List every finding, equal ones too.")]

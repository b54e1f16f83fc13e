"""`importkit check`: what is wrong with workbooks, without importing them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from importkit.cli import output
from importkit.cli.errors import print_error, print_note
from importkit.cli.options import (
    CheckFormat,
    CheckFormatOption,
    EveryOption,
    FailOn,
    FailOnOption,
    HiddenRowsOption,
    ModeOption,
)
from importkit.model import HiddenRows, Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from importkit.checks import Check
    from importkit.errors import ImportkitError, OtherModeError, WorkbookError

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit check spring.xlsx[/]   what is wrong, grouped

[cyan]importkit check spring.xlsx --all[/]   every single cell

[cyan]importkit check samples/*.xlsx --format github --fail-on warning[/]   in a build

[cyan]importkit check spring.xlsx --brand acme[/]   also against what the brand has
"""


@dataclass(frozen=True)
class Checked:
    """One file of the call: its check, or why it could not be read."""

    file: Path
    check: Check | None = None
    error: WorkbookError | OtherModeError | None = None

    @property
    def is_enriching(self) -> bool:
        """Return whether it was checked for changing what exists."""
        from importkit.model import Mode

        return self.check is not None and self.check.mode is Mode.ENRICH

    def exit_code(self, fail_on: FailOn) -> int:
        """Return what this file alone would exit with."""
        if self.error:
            return self.error.exit_code
        return int(bool(self.check and self.check.findings.at_least(fail_on.severity)))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON knows it; the file as it was given, since two folders may have the same name."""
        found = self.check.as_dict() if self.check else _refusal(self.error)
        return found | {"file": str(self.file)}


def _refusal(error: ImportkitError | None) -> dict[str, Any]:
    return {"error": error and {"code": error.code or None, "message": error.message}}


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Workbooks (.xlsx).", show_default=False)
    ],
    mode: ModeOption = None,
    fail_on: FailOnOption = FailOn.ERROR,
    format_: CheckFormatOption = CheckFormat.TEXT,
    every: EveryOption = False,
    hidden_rows: HiddenRowsOption = HiddenRows.IMPORT,
    taxonomy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Categories of your own instead of the packaged ones.")
    ] = None,
    brand: Annotated[
        str | None, typer.Option(metavar="SLUG", help="Compare with what this brand has.", show_default=False)
    ] = None,
    database_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", envvar="IMPORTKIT_DATABASE_URL", help="The PostgreSQL server of that brand."
        ),
    ] = None,
) -> None:
    """Say what is wrong with workbooks, and where. Nothing is imported.

    Works without a database, with the packaged categories. With a brand or
    a database, a sheet is also compared with what that brand has.
    """
    from importkit.errors import UsageError

    online = brand is not None or database_url is not None
    if taxonomy and online:
        raise UsageError(
            "--taxonomy is for a check without a database; a brand has its own categories.",
            hint="Leave out --taxonomy, or --brand, --database-url and IMPORTKIT_DATABASE_URL.",
        )
    check_file = _against_brand(brand, database_url) if online else _offline(taxonomy)
    with output.progress() as report:
        done = [_check(file, lambda file: check_file(file, mode, hidden_rows, report)) for file in files]
    if not online and any(checked.is_enriching for checked in done):
        print_note(
            "Note: without --brand or --database-url it is not checked whether the products to enrich exist."
        )
    _WRITERS[format_](done, fail_on, every)
    raise typer.Exit(max(checked.exit_code(fail_on) for checked in done))


def _check(file: Path, check_file: Callable[[Path], Check]) -> Checked:
    from importkit.errors import OtherModeError, WorkbookError

    try:
        return Checked(file, check_file(file))
    except (WorkbookError, OtherModeError) as error:
        return Checked(file, error=error)


def _offline(taxonomy: Path | None) -> Callable[..., Check]:
    from importkit import checks
    from importkit.read_options import ReadOptions

    def check_file(file: Path, mode: Mode | None, hidden: HiddenRows, report: Any) -> Check:  # noqa: ANN401
        options = ReadOptions.of(mode, hidden_rows=hidden)
        return checks.check_for_report(file, options, taxonomy, report=report)

    return check_file


def _against_brand(brand: str | None, database_url: str | None) -> Callable[..., Check]:
    workspace = output.workspace(brand, database_url)

    def check_file(file: Path, mode: Mode | None, hidden: HiddenRows, report: Any) -> Check:  # noqa: ANN401
        return workspace.check(file, mode=mode, hidden_rows=hidden, report=report)

    return check_file


def _write_text(done: list[Checked], _: FailOn, every: bool) -> None:
    from importkit import display

    for place, checked in enumerate(done):
        if place:
            print()
        if checked.check:
            output.show(display.check_text(checked.check, filename=str(checked.file), every=every))
        elif checked.error:
            output.show(display.unreadable_text(str(checked.file), checked.error.message))
            print_error(checked.error)


def _write_json(done: list[Checked], _: FailOn, __: bool) -> None:
    output.show_json({"files": [checked.as_dict() for checked in done]})


def _write_github(done: list[Checked], _: FailOn, every: bool) -> None:
    for line in _annotations(done, every):
        output.show_machine(line)


def _annotations(done: Iterable[Checked], every: bool) -> Iterator[str]:
    from importkit import display
    from importkit.findings import Severity, entry

    for checked in done:
        if checked.check:
            yield from display.github_annotations(checked.check.findings, str(checked.file), every=every)
        elif checked.error:
            text = f"{checked.error.message} {checked.error.hint}".strip()
            title = entry(checked.error.code).title if checked.error.code else "Unreadable file"
            yield display.github_annotation(Severity.ERROR, str(checked.file), title, text)


def _write_junit(done: list[Checked], fail_on: FailOn, _: bool) -> None:
    from importkit import display
    from importkit.findings import Findings

    suites = [
        display.Suite(
            str(checked.file),
            checked.check.findings if checked.check else Findings(),
            checked.error.message if checked.error else "",
            display.summarize_check(checked.check).verdict.words if checked.check else "",
        )
        for checked in done
    ]
    output.show_machine(display.junit_xml(suites, fail_on.severity))


_WRITERS = {
    CheckFormat.TEXT: _write_text,
    CheckFormat.JSON: _write_json,
    CheckFormat.GITHUB: _write_github,
    CheckFormat.JUNIT: _write_junit,
}

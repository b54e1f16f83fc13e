"""`importkit fix`: mend the cells for which only one value can be meant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from importkit.builds.fail_on import FailOn
from importkit.cli import output
from importkit.cli.completion import finding_codes
from importkit.cli.errors import print_note
from importkit.cli.options import (
    FailOnOption,
    Format,
    FormatOption,
    HiddenRowsOption,
    ModeOption,
)
from importkit.model import HiddenRows

if TYPE_CHECKING:
    from importkit.checks import Book, Check
    from importkit.findings import Findings

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit fix spring.xlsx --diff[/]   what would change; nothing is written

[cyan]importkit fix spring.xlsx -o fixed.xlsx[/]   what can only be meant, in a workbook of its own

[cyan]importkit fix spring.xlsx -o fixed.xlsx --suggested[/]   what is probably meant, too

[cyan]importkit fix spring.xlsx --diff --suggested --code category.not-found[/]   one kind of mistake
"""

_TargetOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write the fixed workbook.")
]
_TaxonomyOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Categories of your own instead of the packaged ones.")
]


def fix(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx).", show_default=False)],
    target: _TargetOption = None,
    diff: Annotated[bool, typer.Option("--diff", help="Only show what would change.")] = False,
    suggested: Annotated[
        bool, typer.Option("--suggested", help="Take the likeliest suggestion where no value is certain.")
    ] = False,
    codes: Annotated[
        list[str] | None,
        typer.Option(
            "--code", metavar="CODE", help="Mend findings of this code alone.", autocompletion=finding_codes
        ),
    ] = None,
    mode: ModeOption = None,
    fail_on: FailOnOption = FailOn.ERROR,
    format_: FormatOption = Format.TEXT,
    hidden_rows: HiddenRowsOption = HiddenRows.IMPORT,
    taxonomy: _TaxonomyOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Mend the cells for which only one value can be meant, and tell each.

    Nothing else changes. A fixed workbook has the sheet of products alone,
    with the same rows and columns; formulas become their values.
    Exits with 1 while findings are left that make check exit with 1.
    """
    from importkit import checks

    path = _target(target, diff=diff, force=force)
    _require(codes, suggested=suggested)
    with output.progress() as report:
        read = checks.read(file, hidden_rows=hidden_rows)
        check = checks.check(read, mode=mode, filename=file.name, taxonomy_file=taxonomy, report=report)
        book = check.fix(suggested=suggested, codes=codes or None)
        left = checks.check(book, mode=mode, taxonomy_file=taxonomy, report=report).findings
        if path is not None:
            book.write(path)
    if format_ is Format.JSON:
        output.show_json(_as_dict(file, path, check, book, left))
    else:
        _show(path, book, left)
        if others := set(check.suggestions["cell"]) - set(book.changes["cell"]):
            print_note(_further(file, len(others)))
    raise typer.Exit(int(fail_on.is_reached_by(left)))


def _target(target: Path | None, *, diff: bool, force: bool) -> Path | None:
    """Return where the fixed workbook is written, None where the changes are only shown.

    Raises:
        UsageError: Neither is asked for, or both; or the file cannot be written.
    """
    from importkit.errors import UsageError

    if (target is None) is not diff:
        raise UsageError(
            "Either a workbook is written, or the changes are only shown.",
            hint="Give -o with the name of a file, or --diff.",
        )
    return None if target is None else output.writable(target, force=force)


def _require(codes: list[str] | None, *, suggested: bool) -> None:
    """Make sure that the codes can be mended, before a large workbook is read."""
    from importkit.checks.suggestions import require_codes

    require_codes(codes or None, suggested=suggested)


def _show(path: Path | None, book: Book, left: Findings) -> None:
    from importkit import display
    from importkit.grammar import agree, count

    changes = book.changes
    if len(changes):
        names = ("cell", "column", "before", "after")
        rows = changes[list(names)].astype("object").where(changes[list(names)].notna(), "").to_numpy()
        output.show(display.table_text(("Cell", "Column", "Before", "After"), [list(row) for row in rows]))
    would = "would change" if path is None else agree(len(changes), "was changed", "were changed")
    print(f"{count(len(changes), 'cell')} {would}; {_left_words(left)}.")
    if path is not None:
        print(path)
        for sentence in book.not_carried_over:
            print_note(sentence)


def _further(file: Path, cells: int) -> str:
    from importkit.grammar import count

    command = output.command("fix", file, options=("--diff", "--suggested"))
    return f"For {count(cells, 'further cell')} there are suggestions: {command}"


def _left_words(left: Findings) -> str:
    """Return what is left: "2 errors and 1 warning are left"."""
    from importkit.findings import Severity
    from importkit.grammar import count, listed

    found = [
        (severity, len(left.where(severity=severity))) for severity in (Severity.ERROR, Severity.WARNING)
    ]
    words = listed([count(many, str(severity)) for severity, many in found if many])
    return f"{words} left" if words else "nothing is left to mend"


def _as_dict(file: Path, path: Path | None, check: Check, book: Book, left: Findings) -> dict[str, Any]:
    from importkit.findings import Severity

    changes = book.changes.astype("object").where(book.changes.notna(), None)
    suggestions = check.suggestions.astype("object").where(check.suggestions.notna(), None)
    return {
        "version": 1,
        "file": str(file),
        "written": None if path is None else str(path),
        "mode": str(check.mode),
        "changes": changes.to_dict("records"),
        "suggestions": suggestions.to_dict("records"),
        "left": {f"{severity}s": len(left.where(severity=severity)) for severity in Severity},
        "not_carried_over": list(book.not_carried_over),
    }

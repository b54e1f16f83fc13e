"""`importkit demo`: everything once, on a made-up workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from importkit.cli import output
from importkit.cli.options import BrandOption, DatabaseOption

if TYPE_CHECKING:
    from importkit.jobs import ImportResult
    from importkit.workspace import Workspace

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit demo[/]   in an empty folder

[cyan]importkit demo --database-url postgresql://me@server/products[/]   on a server of your own
"""

SHEET = Path("importkit-demo.xlsx")


def demo(brand: BrandOption = None, database_url: DatabaseOption = None) -> None:
    """Make a workbook with mistakes, import it, and write the corrections workbook.

    Everything lands in the current folder. A second run imports the same
    workbook again: what is there already stays unchanged.
    """
    from importkit import display
    from importkit.cli.imports import all_findings_command, next_steps

    _make_sheet()
    workspace = output.workspace(brand, database_url)
    with output.progress() as report:
        result = workspace.import_file(SHEET, report=report)
    steps = list(next_steps(result, brand, database_url))
    corrections = _write_corrections(workspace, result)
    listing = all_findings_command(result, brand, database_url)
    output.show(display.import_text(result, filename=str(SHEET), listing=listing))
    if corrections:
        print()
        output.show(display.steps_text([_show_corrections(corrections), *steps[1:]]))


def _make_sheet() -> None:
    """Write the workbook; one that is there already may hold what somebody tried out, and stays."""
    from importkit.workbook.sample import make_sample

    if SHEET.exists():
        print(f"{SHEET} is there already and is imported as it is.\n")
        return
    make_sample(60, mistakes=0.4, seed=7).write(SHEET)
    print(f"{SHEET} is written: 60 rows of made-up products, some with a mistake.\n")


def _write_corrections(workspace: Workspace, result: ImportResult) -> Path | None:
    from importkit.display import short

    if not result.summary.get("failed_rows"):
        return None
    return workspace.corrections(result.job_id, Path(f"corrections-{short(result.job_id)}.xlsx"))


def _show_corrections(corrections: Path) -> tuple[str, str]:
    return (
        "Open the corrections workbook, which holds the products that failed, the cells to fix in red:",
        str(corrections),
    )

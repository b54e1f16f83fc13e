"""The workbooks of a benchmark, made up and always the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.workbook.sample import Sample, make_sample

if TYPE_CHECKING:
    from pathlib import Path

SEED = 5


@dataclass(frozen=True)
class Workbooks:
    """Sheets of one number of rows.

    Attributes:
        clean: Nothing is wrong with it.
        faulty: A share of its products has a mistake; None where none is wanted.
        enriching: Of every product of the clean one something else is said; None where none is wanted.
    """

    rows: int
    clean: Path
    faulty: Path | None
    enriching: Path | None


def make_workbooks(rows: int, mistakes: float, folder: Path, *, with_changes: bool = True) -> Workbooks:
    """Write the workbooks of a size."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = make_sample(rows, seed=SEED)
    made = Workbooks(
        rows,
        folder / "clean.xlsx",
        folder / "faulty.xlsx" if mistakes else None,
        folder / "enriching.xlsx" if with_changes else None,
    )
    sample.write(made.clean)
    if made.faulty:
        make_sample(rows, mistakes=mistakes, seed=SEED).write(made.faulty)
    if made.enriching:
        _change(sample)
        sample.write(made.enriching)
    return made


def _change(sample: Sample) -> None:
    """Let each product have another season, another claim and another weight."""
    is_parent = sample.frame["Product Handle"].notna()
    for header, value in (
        ("Season", "Another Season"),
        ("Eco Claims", "Another claim"),
        ("Grams Weight", 123.4),
    ):
        sample.frame.loc[is_parent, header] = value

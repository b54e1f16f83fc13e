"""Workbooks to start from: the empty template, and a sheet of made-up products to try things on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import arguments, taxonomy
from importkit.workbook.sample import make_sample
from importkit.workbook.template import write_template

if TYPE_CHECKING:
    from pathlib import Path


def template(target: str | Path, *, taxonomy_file: str | Path | None = None) -> Path:
    """Write an empty workbook with every column and what each one holds, and return where it is.

    Args:
        target: Where to write it, as .xlsx; a file that is there is replaced.
        taxonomy_file: Categories of one's own; the packaged ones otherwise.

    Raises:
        UsageError: The target is no file that may be written, or the taxonomy file cannot be used.

    >>> import tempfile, importkit as ik
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ik.check(ik.template(f"{folder}/products.xlsx")).counts["rows"]
    0
    """
    path = arguments.target(target)
    write_template(path, taxonomy.load(taxonomy_file))
    return path


def sample(
    target: str | Path, *, rows: int = 60, mistakes: float = 0.2, seed: int = 1, dialect: str = "plan"
) -> Path:
    """Write a workbook of made-up products, with mistakes to find, and return where it is.

    Args:
        target: Where to write it, as .xlsx; a file that is there is replaced.
        rows: Rows of products.
        mistakes: The share of products (0 to 1) that get one mistake each.
        seed: Equal seeds give equal workbooks; the identifiers of two seeds never meet.
        dialect: "plan", "passport", "shopify" (its former columns) or "shopify-current".

    Raises:
        UsageError: The target is no file that may be written, a number is out of range, or there is no such
            dialect.

    >>> import tempfile, importkit as ik
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ik.check(ik.sample(f"{folder}/spring.xlsx", rows=5, mistakes=0)).counts["errors"]
    0
    """
    path = arguments.target(target)
    make_sample(rows, mistakes=mistakes, seed=seed, dialect=dialect).write(path)
    return path

"""Every frame that is public: as its model says where it has one, and what is missing in it looks alike."""

from __future__ import annotations

import inspect
import math
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from support.examples import import_spring, write_workbooks
from support.public_names import public_names

import importkit as ik
from importkit.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: The models of what has other names than its frames.
MODELS = {
    **{f"Diff.{name}": f"diff_{name}" for name in ("products", "variants", "changes")},
    **{f"Plan.{name}": f"plan_{name}" for name in ("entities", "changes", "rows")},
    "Explanation.cells": "explained_cells",
    "Explanation.refs": "explained_refs",
    "Explanation.would_write": "explained_values",
    "Findings.frame": "findings",
    "Findings.summary": "findings_summary",
    "Duplicates.frame": "duplicates",
    "PreviewPage.frame": "preview",
    "Book.changes": "changes",
    "Checks.files": "files",
}
_OF_CHECK = (
    *("rows", "products", "variants", "attributes", "tags", "materials", "journey", "eco_claims"),
    *("cells", "columns", "oddities", "suggestions"),
)
MODELS |= {f"Check.{name}": name for name in _OF_CHECK}

#: Dtypes whose missing value is pandas' own.
_NUMBERS = {"Int64", "Float64", "boolean", "bool", "int64", "uint8"}


def frames_of(kit: ik.Workspace) -> Mapping[str, pd.DataFrame]:
    """Return each frame by its public name, of the examples' workbooks and a brand that has the first."""
    job_id, check = import_spring(kit), ik.check("spring.xlsx")
    sheet = check.book.edit({"B2": "Alpine Shirt", "D2": "Women", "F3": None, "A5": "shawl", "E5": "Hats"})
    checks, page, catalog = ik.check(["spring.xlsx", b"none"]), check.sheet(), kit.catalog_data()
    records = {
        "Diff": ik.diff("spring.xlsx", sheet),
        "Explanation": kit.check(check.book).explain(4),
        "Plan": kit.plan(sheet, mode="enrich"),
        "Check": check,
        "Book": sheet,
        "Checks": checks,
        "SheetPage": page,
        "Catalog": catalog,
        "Duplicates": kit.duplicates(),
        "PreviewPage": kit.preview(job_id),
        "Undo": kit.undo(job_id, dry_run=True),
        "Findings": check.findings,
    }
    joined = "SELECT rows.*, tag, NULL AS none, [tag] AS tags FROM rows LEFT JOIN tags ON rows.row = tags.row"
    called = {
        "Check.sql": check.sql(joined),
        "Workspace.sql": kit.sql("SELECT *, NULL AS none FROM import_jobs"),
        "Workspace.unmapped": kit.unmapped(job_id),
        "Findings.summary": check.findings.summary(),
        "Findings.error_cells": check.findings.error_cells(),
    }
    names = set(_public_frames()) - called.keys()
    return called | {name: getattr(records[name.partition(".")[0]], name.partition(".")[2]) for name in names}


def _public_frames() -> Iterator[str]:
    """Yield the names of what returns a frame, and of the frames that records have."""
    for one in public_names():
        if inspect.isclass(one.thing):
            fields = inspect.get_annotations(one.thing).items()
            yield from (f"{one.name}.{name}" for name, kind in fields if kind == "pd.DataFrame")
        elif inspect.signature(one.thing).return_annotation == "pd.DataFrame":
            yield one.name


def _is_alike(column: pd.Series) -> bool:
    """Return whether text is `str` and its missing NaN, that of objects too; all else has pandas' own."""
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype | pd.DatetimeTZDtype) or str(dtype) in _NUMBERS:
        return True
    missing = column[column.isna()].to_list()
    of_floats = all(isinstance(value, float) and math.isnan(value) for value in missing)
    return str(dtype) in {"str", "object"} and of_floats


@pytest.fixture
def kit(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ik.Workspace]:
    monkeypatch.chdir(tmp_path)
    write_workbooks(tmp_path)
    with ik.connect(database_url) as kit:
        yield kit


def test_every_public_frame_is_as_its_model_says_and_says_alike_what_is_missing(kit: ik.Workspace) -> None:
    frames = frames_of(kit)

    assert len(frames) >= 40
    for name, model in MODELS.items():
        assert FRAMES[model].validate(frames[name]) is not None, name
    assert {
        f"{name}: {column} is {frame[column].dtype}"
        for name, frame in frames.items()
        for column in frame
        if not _is_alike(frame[column])
    } == set()

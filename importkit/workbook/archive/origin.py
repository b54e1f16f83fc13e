"""The job whose corrections workbook this is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from importkit.errors import UnreadableWorkbookError
from importkit.values.keys import name_key
from importkit.workbook.archive.package import job_id_of
from importkit.workbook.sheet.peek import top_rows

if TYPE_CHECKING:
    from importkit.workbook.archive.container import Package
    from importkit.workbook.archive.package import Parts

_SHEET, _LABEL = "problems", "import job"


def with_job_id(package: Package, parts: Parts) -> Parts:
    """Return the parts with the job id from the sheet Problems, where the document property is gone.

    Programs on the web write none of the properties that they read.
    """
    sheet = next((sheet for sheet in parts.sheets if name_key(sheet.name) == _SHEET), None)
    if parts.job_id or sheet is None:
        return parts
    try:
        first = top_rows(package, parts, [sheet], 1)[sheet.part].get(1, {})
    except UnreadableWorkbookError:
        return parts  # it is not this sheet that is imported
    if name_key(first.get(1, "")) != _LABEL:
        return parts
    return replace(parts, job_id=job_id_of(first.get(2, "")))

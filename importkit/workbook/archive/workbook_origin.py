"""Which corrections workbook this is: the job it came from, and the mode that it is for."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from importkit.corrections_format import (
    JOB_ID_LABEL,
    JOB_ID_PROPERTY,
    MODE_LABEL,
    MODE_PROPERTY,
    PROBLEMS_SHEET,
)
from importkit.errors import UnreadableWorkbookError, WorkbookError
from importkit.model import Mode, Origin
from importkit.values.keys import name_key
from importkit.workbook.archive import markup
from importkit.workbook.sheet.first_rows import top_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.workbook.archive.package import Package
    from importkit.workbook.archive.workbook_parts import Parts
    from importkit.workbook.sheet.first_rows import Row

#: A longer property is none of ours.
_LONGEST = 1_000


def origin(package: Package, parts: Parts) -> Origin:
    """Return where a workbook came from: its document properties say it, else its sheet Problems."""
    properties = _properties(package, parts.properties)
    job_id, mode = _job_id(properties[JOB_ID_PROPERTY]), _mode(properties[MODE_PROPERTY])
    if job_id and mode:
        return Origin(job_id, mode)
    listed = _problems(package, parts)
    return Origin(job_id or _job_id(listed.get(JOB_ID_LABEL, "")), mode or _mode(listed.get(MODE_LABEL, "")))


def _properties(package: Package, part: str) -> dict[str, str]:
    """Return what our document properties say, blank where they are missing."""
    values: dict[str, list[str]] = {JOB_ID_PROPERTY: [], MODE_PROPERTY: []}
    current: list[str] = []  # of a property that is none of ours: it goes nowhere

    def start(name: str, given: Mapping[str, str]) -> None:
        nonlocal current
        if markup.local(name) == "property":
            current = values.get(given.get("name", ""), [])

    def characters(text: str) -> None:
        if len(current) < _LONGEST:
            current.append(text[:_LONGEST])

    if package.has(part):
        try:
            with package.reading(part, "its properties cannot be read"):
                markup.feed(markup.Reader(start, characters=characters), package.chunks(part))
        except UnreadableWorkbookError:
            values.clear()  # properties are a courtesy: a broken list is no reason to refuse the workbook
    return {name: "".join(values.get(name, [])) for name in (JOB_ID_PROPERTY, MODE_PROPERTY)}


def _problems(package: Package, parts: Parts) -> dict[str, str]:
    """Return what stands beside our labels in the first rows of the sheet Problems."""
    named = [sheet for sheet in parts.sheets if name_key(sheet.name) == name_key(PROBLEMS_SHEET)]
    try:
        rows = top_rows(package, parts, named[:1], 2)[named[0].part] if named else {}
    except WorkbookError:
        rows = {}  # it is not this sheet that is imported
    labels = {name_key(label): label for label in (JOB_ID_LABEL, MODE_LABEL)}
    first, second = (_labelled(rows.get(number, {}), labels) for number in (1, 2))
    return {**first, **second} if first else {}


def _labelled(row: Row, labels: Mapping[str, str]) -> dict[str, str]:
    label = labels.get(name_key(row.get(1, "")))
    return {label: row.get(2, "")} if label else {}


def _job_id(text: str) -> str | None:
    """Return a text that is a job id, else None.

    >>> _job_id(" 0197a1b2-0000-7000-8000-000000000001 "), _job_id("the first one")
    ('0197a1b2-0000-7000-8000-000000000001', None)
    """
    written = text.strip()
    return written if re.fullmatch(r"[0-9a-fA-F-]{36}", written) and _is_uuid(written) else None


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _mode(text: str) -> Mode | None:
    """Return a text that is a mode, in any case, else None.

    >>> _mode(" Enrich "), _mode("both")
    (<Mode.ENRICH: 'ENRICH'>, None)
    """
    return Mode.__members__.get(text.strip().upper())

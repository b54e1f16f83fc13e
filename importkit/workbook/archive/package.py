"""The parts of a workbook and how they hang together, by relationships and never by customary names."""

from __future__ import annotations

import posixpath
import re
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from importkit.workbook.archive import markup
from importkit.workbook.archive.builtin_formats import BUILTIN_FORMATS
from importkit.workbook.archive.parts import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.workbook.archive.container import Package

_JOB_PROPERTY = "importkit-job-id"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: where it leads, and whether out of the package."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet; chart sheets and dialogs are none.

    Attributes:
        position: Its place among all sheets of the workbook, from 0.
        part: Name of its part.
    """

    name: str
    position: int
    visible: bool
    part: str


@dataclass(frozen=True)
class Parts:
    """Where the parts of a workbook are.

    Attributes:
        shared_strings: None when the workbook has none; so `styles`.
        uses_1904: Whether dates count from 1904.
    """

    workbook: str
    sheets: tuple[Sheet, ...]
    shared_strings: str | None = None
    styles: str | None = None
    uses_1904: bool = False
    job_id: str | None = field(default=None)


def locate(package: Package) -> Parts:
    """Return where the parts of the workbook are.

    Raises:
        UnreadableWorkbookError: A part that every workbook has is missing or broken.
    """
    try:
        return _locate(package)
    except markup.ParseError as error:
        raise damaged(package.label, "its list of sheets cannot be read") from error


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Return the relationships of a part, none where it has no list of them."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    return tuple(_relations(package, listing, folder)) if package.has(listing) else ()


def number_formats(package: Package, parts: Parts) -> dict[str, str]:
    """Return the number format of each cell style, by the number that cells give."""
    if parts.styles is None or not package.has(parts.styles):
        return {}
    codes: dict[str, str] = dict(BUILTIN_FORMATS)
    styles: list[str] = []
    within = ""
    try:
        for name, given in markup.tags(package.chunks(parts.styles)):
            if name in {"cellXfs", "cellStyleXfs", "dxfs", "cellStyles"}:
                within = name
            elif name == "numFmt" and within == "":
                codes[given.get("numFmtId", "")] = given.get("formatCode", "")
            elif name == "xf" and within == "cellXfs":
                styles.append(given.get("numFmtId", "0"))
    except markup.ParseError as error:
        raise damaged(package.label, "its cell formats cannot be read") from error
    return {str(style): codes.get(number, "") for style, number in enumerate(styles)}


def _locate(package: Package) -> Parts:
    top = tuple(_relations(package, "_rels/.rels", ""))
    workbook = next(
        (relation.target for relation in top if relation.kind == "officeDocument"), "xl/workbook.xml"
    )
    by_kind: dict[str, str] = {}
    by_id: dict[str, Relation] = {}
    for relation in relations(package, workbook):
        by_kind.setdefault(relation.kind, relation.target)
        by_id[relation.id] = relation
    sheets, uses_1904 = _sheets(package, workbook, by_id)
    properties = next(
        (relation.target for relation in top if relation.kind == "custom-properties"), "docProps/custom.xml"
    )
    return Parts(
        workbook=workbook,
        sheets=sheets,
        shared_strings=by_kind.get("sharedStrings"),
        styles=by_kind.get("styles"),
        uses_1904=uses_1904,
        job_id=_job_id(package, properties),
    )


def _relations(package: Package, listing: str, folder: str) -> Iterator[Relation]:
    if not package.has(listing):
        return
    for name, given in markup.tags(package.chunks(listing)):
        if name != "Relationship":
            continue
        external = given.get("TargetMode", "").lower() == "external"
        target = given.get("Target", "")
        kind = given.get("Type", "").rsplit("/", 1)[-1]
        # Strict OOXML writes some kinds in camel case.
        kind = {"customProperties": "custom-properties"}.get(kind, kind)
        yield Relation(
            given.get("Id", ""), kind, target if external else _resolved(target, folder, package), external
        )


def _resolved(target: str, folder: str, package: Package) -> str:
    """Return the name of a part that a relationship names from its folder, or absolutely."""
    target = target.replace("\\", "/")
    path = posixpath.normpath(
        target if target.startswith("/") else posixpath.join("/", folder, target)
    ).lstrip("/")
    return path if package.has(path) else unquote(path)


def _sheets(package: Package, workbook: str, by_id: Mapping[str, Relation]) -> tuple[tuple[Sheet, ...], bool]:
    found: list[Sheet] = []
    uses_1904 = False
    position = -1
    for name, given in markup.tags(package.chunks(workbook)):
        if name == "workbookPr":
            uses_1904 = given.get("date1904", "0").lower() in {"1", "true", "on"}
        if name != "sheet":
            continue
        position += 1
        relation = by_id.get(given.get("id", ""))
        if relation is not None and relation.kind == "worksheet" and package.has(relation.target):
            visible = given.get("state", "visible") == "visible"
            found.append(Sheet(given.get("name", ""), position, visible, relation.target))
    return tuple(found), uses_1904


def _job_id(package: Package, properties: str) -> str | None:
    """Return the job that a corrections workbook came from, if this is one."""
    if not package.has(properties):
        return None
    values: dict[str, list[str]] = {}
    current: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal current
        if markup.local(name) == "property":
            current = values.setdefault(given.get("name", ""), [])

    reader = markup.parser()
    reader.StartElementHandler = start
    reader.CharacterDataHandler = lambda text: current.append(text)  # noqa: PLW0108  `current` changes
    try:
        markup.feed(reader, package.chunks(properties))
    except markup.ParseError:
        return None  # properties are a courtesy: a broken list of them is no reason to refuse the workbook
    return job_id_of("".join(values.get(_JOB_PROPERTY, [])))


def job_id_of(text: str) -> str | None:
    """Return a text that is a job id, else None.

    >>> job_id_of(" 0197a1b2-0000-7000-8000-000000000001 "), job_id_of("the first one")
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

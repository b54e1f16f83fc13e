"""The parts of a workbook and how they hang together, by relationships and never by customary names."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from importkit.errors import UnsafeWorkbookError
from importkit.grammar import count
from importkit.workbook.archive import markup
from importkit.workbook.archive.builtin_formats import BUILTIN_FORMATS
from importkit.workbook.archive.part import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.workbook.archive.package import Package

#: How many relationships a part may have; Excel stops at 65 530 links a sheet.
_MOST_RELATIONS = 200_000

#: How many cell styles a workbook may have; Excel stops at 65 490.
_MOST_STYLES = 65_536


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
        properties: Where the custom document properties are, if there are any.
    """

    workbook: str
    sheets: tuple[Sheet, ...]
    shared_strings: str | None = None
    styles: str | None = None
    uses_1904: bool = False
    properties: str = "docProps/custom.xml"


def locate(package: Package) -> Parts:
    """Return where the parts of the workbook are.

    Raises:
        UnreadableWorkbookError: A part that every workbook has is missing or broken.
        UnsafeWorkbookError: There are more sheets than there can be parts.
    """
    top = relations(package, "")
    workbook = next(
        (relation.target for relation in top if relation.kind == "officeDocument" and not relation.external),
        "xl/workbook.xml",
    )
    by_id = {relation.id: relation for relation in relations(package, workbook) if not relation.external}
    sheets, uses_1904 = _sheets(package, workbook, by_id)
    properties = next(
        (relation.target for relation in top if relation.kind == "custom-properties"), "docProps/custom.xml"
    )
    return Parts(
        workbook=workbook,
        sheets=sheets,
        shared_strings=_part_of_kind(package, workbook, by_id, "sharedStrings"),
        styles=_part_of_kind(package, workbook, by_id, "styles"),
        uses_1904=uses_1904,
        properties=properties,
    )


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Return the relationships of a part (a blank means the package), none where it has no list of them.

    Raises:
        UnreadableWorkbookError: The list is broken, or gives one id to two of them.
    """
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(listing):
        return ()
    found: dict[str, Relation] = {}
    with package.reading(listing, f"its list of relationships {listing} cannot be read"):
        for relation in _relations(package, listing, folder):
            if found.setdefault(relation.id or relation.target, relation) != relation:
                raise damaged(package.label, f"its list of relationships {listing} gives one id twice")
            if len(found) > _MOST_RELATIONS:
                raise damaged(package.label, f"its list of relationships {listing} has no end")
    return tuple(found.values())


def number_formats(package: Package, parts: Parts) -> dict[str, str]:
    """Return the number format of each cell style, by the number that cells give.

    Raises:
        UnreadableWorkbookError: The part is missing, broken or another one: dates would be numbers.
    """
    if parts.styles is None:
        return {}
    codes: dict[str, str] = dict(BUILTIN_FORMATS)
    styles: list[str] = []
    within = root = ""
    with package.reading(parts.styles, "its cell formats cannot be read"):
        for name, given in markup.tags(package.chunks(parts.styles)):
            root = root or name
            if name in {"cellXfs", "cellStyleXfs", "dxfs", "cellStyles"}:
                within = name
            elif name == "numFmt" and within == "":
                codes[given.get("numFmtId", "")] = given.get("formatCode", "")
            elif name == "xf" and within == "cellXfs":
                styles.append(given.get("numFmtId", "0"))
            if max(len(codes), len(styles)) > _MOST_STYLES:
                raise damaged(package.label, "its list of cell formats has no end")
    if root != "styleSheet":
        raise damaged(package.label, "its cell formats are not where the workbook says")
    return {str(style): codes.get(number, "") for style, number in enumerate(styles)}


def _part_of_kind(package: Package, workbook: str, by_id: Mapping[str, Relation], kind: str) -> str | None:
    """Return a part that the workbook has one of; without a relationship the one of the customary name."""
    customary = posixpath.join(posixpath.dirname(workbook), f"{kind}.xml")
    named = (relation.target for relation in by_id.values() if relation.kind == kind)
    return next(named, customary if package.has(customary) else None)


def _relations(package: Package, listing: str, folder: str) -> Iterator[Relation]:
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
    with package.reading(workbook, "its list of sheets cannot be read"):
        for name, given in markup.tags(package.chunks(workbook)):
            if name == "workbookPr":
                uses_1904 = given.get("date1904", "0").lower() in {"1", "true", "on"}
            if name != "sheet":
                continue
            position += 1
            if position >= package.limits.max_entries:
                raise _too_many_sheets(package)
            relation = by_id.get(given.get("id", ""))
            if relation is not None and relation.kind == "worksheet" and package.has(relation.target):
                visible = given.get("state", "visible") == "visible"
                called = given.get("name") or f"Sheet{position + 1}"  # as programs name it
                found.append(Sheet(called, position, visible, relation.target))
    return tuple(found), uses_1904


def _too_many_sheets(package: Package) -> UnsafeWorkbookError:
    return UnsafeWorkbookError(
        f"{package.label} lists more than {count(package.limits.max_entries, 'sheet')}, as no workbook does; "
        "copy the product sheet into a new workbook."
    )

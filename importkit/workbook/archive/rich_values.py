"""Rich values: cells that hold more than a number or a text, such as a picture placed in a cell.

Excel writes an error into such a cell, for programs that know no rich values, and its number beside it.
Genuine errors of newer kinds are rich values as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.workbook.archive import markup
from importkit.workbook.archive.part import document_type
from importkit.workbook.archive.workbook_parts import relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.workbook.archive.package import Package

_FUTURE, _OF_VALUES = "XLRICHVALUE", "valueMetadata"


def rich_value_kinds(package: Package, workbook: str) -> dict[int, str]:
    """Return the kind of each rich value by the number that cells give, such as "_localImage" and "_error".

    None are known where the parts that tell them are missing or broken.

    Raises:
        UnsafeWorkbookError: One of these parts declares a document type.
    """
    parts = {relation.kind: relation.target for relation in relations(package, workbook)}
    try:
        structures = [given.get("t", "") for given in _tags(package, parts, "rdRichValueStructure", "s")]
        kinds = [
            structures[int(given["s"])]
            for given in _tags(package, parts, "rdRichValue", "rv")
            if "s" in given
        ]
        return {number: kinds[value] for number, value in _numbered(package, parts)}
    except (markup.MarkupError, IndexError, ValueError, KeyError):
        return {}


def _numbered(package: Package, parts: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Yield the number that cells give to a rich value, and its place in the list of rich values."""
    values: list[int] = []
    within, number = "", 0
    for name, given in _all_tags(package, parts, "sheetMetadata"):
        if name in {"futureMetadata", _OF_VALUES, "cellMetadata"}:
            within = given.get("name", name)
        elif name == "rvb" and within == _FUTURE:
            values.append(int(given["i"]))
        elif name == "rc" and within == _OF_VALUES:
            number += 1
            yield number, values[int(given["v"])]


def _tags(package: Package, parts: dict[str, str], kind: str, wanted: str) -> Iterator[Mapping[str, str]]:
    return (given for name, given in _all_tags(package, parts, kind) if name == wanted)


def _all_tags(package: Package, parts: dict[str, str], kind: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    if kind not in parts or not package.has(parts[kind]):
        return
    try:
        yield from markup.tags(package.chunks(parts[kind]))
    except markup.DoctypeError:
        raise document_type(package.label, parts[kind]) from None

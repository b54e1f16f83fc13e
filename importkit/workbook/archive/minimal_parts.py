"""The parts of a workbook that hold others together, as the value reader needs them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from importkit.workbook.archive.minimal_archive import Source, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

#: Number formats of one's own begin here.
_FIRST_OWN = 164


def workbook(
    sheets: Sequence[Source], strings: Source | None, styles: Mapping[str, str], *, uses_1904: bool
) -> dict[str, Source]:
    """Return the parts of a workbook by name.

    Args:
        sheets: Its sheets.
        strings: Its shared strings.
        styles: The number format of each cell style, by the style's number.
        uses_1904: Whether dates count from 1904.
    """
    targets = {f"rId{at}": f"worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)}
    entries = "".join(
        f'<sheet name="{key}" sheetId="{at}" r:id="{key}"/>' for at, key in enumerate(targets, 1)
    )
    texts = {
        "_rels/.rels": _relationships({"rId1": "xl/workbook.xml"}, "officeDocument"),
        "xl/_rels/workbook.xml.rels": _relationships(targets, "worksheet"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(uses_1904)}"/>'
            f"<sheets>{entries}</sheets></workbook>"
        ),
        "xl/styles.xml": _style_sheet(styles),
    }
    members = {name: written(name, (text.encode(),)) for name, text in texts.items()}
    if strings is not None:
        members["xl/sharedStrings.xml"] = strings
    return {
        **members,
        **{f"xl/{target}": sheet for target, sheet in zip(targets.values(), sheets, strict=True)},
    }


def _relationships(targets: Mapping[str, str], kind: str) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def _style_sheet(styles: Mapping[str, str]) -> str:
    """Return cell styles that say no more than which numbers are dates."""
    numbers = {code: number for number, code in enumerate(dict.fromkeys(styles.values()), _FIRST_OWN)}
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{_quoted(code)}"/>' for code, number in numbers.items()
    )
    listed = "".join(f'<xf numFmtId="{numbers[styles[str(at)]]}"/>' for at in range(len(styles)))
    return f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><cellXfs>{listed}</cellXfs></styleSheet>'


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")

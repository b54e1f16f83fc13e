"""The chosen sheet: written in plain markup where it has to be, scanned, held against limits, and read."""

from __future__ import annotations

import re
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from importkit.display.safe_text import one_line
from importkit.errors import UnreadableWorkbookError
from importkit.workbook.archive import workbook_parts as packages
from importkit.workbook.archive.canonical_markup import plain
from importkit.workbook.archive.minimal_archive import Source, written
from importkit.workbook.archive.minimal_parts import workbook
from importkit.workbook.archive.part import damaged
from importkit.workbook.sheet.bounds import Bounds
from importkit.workbook.sheet.cell_values import read_values
from importkit.workbook.sheet.formats import Formats, is_elapsed
from importkit.workbook.sheet.gaps import check_limits
from importkit.workbook.sheet.grid import with_scan
from importkit.workbook.sheet.scan import scan_sheet
from importkit.workbook.sheet.shared_strings import shared_strings
from importkit.workbook.sheet.xml_chunks import START, SheetDamageError, UnusualMarkupError, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.workbook.archive.package import Package
    from importkit.workbook.archive.workbook_parts import Parts, Sheet
    from importkit.workbook.sheet.grid import Grid
    from importkit.workbook.sheet.scan import SheetScan
    from importkit.workbook.sheet.shared_strings import Strings


#: The style of a cell that names none.
_DEFAULT_STYLE = "0"
_ADDRESS_FIRST = re.compile(rb'(<c r="[^"]*")(?![^<>]* s=")')
_OTHER_FIRST = re.compile(rb'<c (?!r=")(?![^<>]*\bs=")')


def read_sheet(package: Package, parts: Parts, sheet: Sheet) -> tuple[Grid, SheetScan]:
    """Return the cells of a sheet and what else its XML says.

    Raises:
        UnreadableWorkbookError: The sheet, or a part that it needs, is damaged.
        UnsafeWorkbookError: It would take too much memory.
    """
    styles = packages.number_formats(package, parts)
    strings = shared_strings(package, parts.shared_strings)
    read = partial(_read, package, sheet, strings=strings, styles=styles, uses_1904=parts.uses_1904)
    try:
        if sheet.part.lower() not in package.odd:
            try:
                return read(Source(package.stream, package.parts[sheet.part.lower()]))
            except (UnusualMarkupError, UnreadableWorkbookError):
                pass  # the full parser has the last word, and the better sentence
        return read(plain(package, sheet.part))
    except UnusualMarkupError as error:
        raise damaged(package.label, f"its sheet {sheet.name} cannot be read") from error
    except SheetDamageError as error:
        raise damaged(package.label, f"{error} in its sheet {sheet.name}") from error


def _read(
    package: Package,
    sheet: Sheet,
    source: Source,
    *,
    strings: Strings | None,
    styles: Mapping[str, str],
    uses_1904: bool,
) -> tuple[Grid, SheetScan]:
    formats = Formats.of(styles)
    if _DEFAULT_STYLE in formats.of_style:
        source = _with_default_style(source)
    targets = {
        relation.id: relation.target
        for relation in packages.relations(package, sheet.part)
        if relation.external
    }
    name, compressed = one_line(sheet.name), package.parts[sheet.part.lower()].compressed
    found = scan_sheet(
        source.chunks(),
        formats.of_style,
        targets,
        strings.lengths if strings else (),
        Bounds(package.label, name, compressed + (strings.source.part.compressed if strings else 0)),
    )
    check_limits(found, source, name, package.label, package.limits)
    members = partial(
        workbook,
        strings=strings.source if strings else None,
        styles={style: "" if is_elapsed(code) else code for style, code in styles.items()},
        uses_1904=uses_1904,
    )
    return with_scan(read_values(source, found, members, package.label), found, formats), found


def _with_default_style(source: Source) -> Source:
    """Return the sheet with a style on each cell, for the value reader, which knows no default.

    Raises:
        OddMarkupError: The XML has to be rewritten first.
    """
    styled = (_styled(piece) if in_table else piece for piece, in_table in pieces(source.chunks()))
    return written(source.part.name, chain((START,), styled))


def _styled(piece: bytes) -> bytes:
    style = _DEFAULT_STYLE.encode()
    return _OTHER_FIRST.sub(b'<c s="%b" ' % style, _ADDRESS_FIRST.sub(rb'\1 s="%b"' % style, piece))

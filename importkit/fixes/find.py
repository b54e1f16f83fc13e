"""Every fix for the findings of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.fixes import safe_fixes, suggested_fixes
from importkit.fixes.finding_cells import FindingCell, located_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from importkit.findings import Findings
    from importkit.fixes.fix import Fix, FixFacts
    from importkit.model import CheckedSheet

    Finder = Callable[[list[FindingCell], CheckedSheet, FixFacts], Iterator[Fix]]

#: What finds the fixes of each code.
FINDERS: Mapping[str, Finder] = {
    "barcode.zero-restored": safe_fixes.restored_zeros,
    "materials.invalid": safe_fixes.split_materials,
    "cell.merged": safe_fixes.filled_merges,
    "image.not-url": safe_fixes.bare_addresses,
    "category.not-found": suggested_fixes.categories,
    "column.unknown": suggested_fixes.headers,
    "column.rename": suggested_fixes.as_suggested("Its numbers are what this column holds."),
    "barcode.zero-suspected": suggested_fixes.as_suggested("With a zero in front the check digit is right."),
    "list.comma": suggested_fixes.as_suggested("Semicolons separate the items of a list."),
    "materials.bare-number": suggested_fixes.bare_numbers,
    "number.ambiguous": suggested_fixes.both_readings,
    "handle.not-slug": suggested_fixes.slugs,
    "entity.similar": suggested_fixes.similar_names,
    "cell.date": suggested_fixes.before_dates,
}


def find_fixes(checked: CheckedSheet, findings: Findings, facts: FixFacts) -> list[Fix]:
    """Return every fix for the findings of a sheet, in the order of the sheet, the likeliest of a cell first.

    Args:
        checked: The sheet, its cells read for what they mean.
        findings: What was found in it.
        facts: What else has to be known.
    """
    by_code = located_findings(findings)
    found = [
        fix
        for code, finder in FINDERS.items()
        if by_code.get(code)
        for fix in finder(by_code[code], checked, facts)
    ]
    unique = {(fix.place, fix.code, fix.cell): fix for fix in reversed(found) if fix.cell.text != fix.value}
    return sorted(unique.values(), key=lambda fix: (fix.place, not fix.is_safe, fix.code, fix.rank))

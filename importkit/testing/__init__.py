"""For projects that test their sample workbooks: what a sheet has to be like, as an assertion of one line.

    from importkit.testing import assert_clean, assert_findings

    def test_the_spring_sheet_can_be_imported():
        assert_clean("samples/spring.xlsx", allow=["column.unknown"])

    def test_what_is_wrong_is_found():
        assert_findings("samples/bad.xlsx", {"M3": "sku.duplicate", "N6": "number.invalid"}, only=True)

With `pytest_plugins = ["importkit.testing.plugin"]` in the conftest.py at the top, a test may take the
fixture `importkit_check`: it checks a workbook, whose path may be relative to the file of the test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from importkit.arguments import collection, one_of
from importkit.choices import chosen
from importkit.findings import Findings, Severity, entries_of

if TYPE_CHECKING:
    from importkit.checks import Check
    from importkit.checks.sources import Source
    from importkit.model import Mode

__all__ = ["assert_clean", "assert_findings"]

#: What is expected: codes by the cell that has them, or pairs of code and cell as in importkit-expected.json.
Expected = Mapping[str, str | Iterable[str]] | Iterable[tuple[str, str]]

_CODES = "codes, or families of codes such as number."


def assert_clean(
    source: Source | Check,
    *,
    allow: Iterable[str] = (),
    severity: Severity | str = Severity.WARNING,
    mode: Mode | str | None = None,
    **options: Any,  # noqa: ANN401  those of importkit.check
) -> Check:
    """Make sure that nothing is wrong with a workbook, and return its check.

    Args:
        source: What `importkit.check` takes, or a check.
        allow: Codes that do not count, or families of codes such as "number.".
        severity: The least severity that counts.
        mode: What the sheet is meant for.
        options: Further ones of `importkit.check`.

    Raises:
        AssertionError: Something is wrong; its words are the report.
        WorkbookError: The file cannot be read at all.
        UsageError: There is no such code, severity, mode or option.
    """
    __tracebackhide__ = True
    least = chosen(Severity, severity, argument="severity")
    allowed = {entry.code for code in _listed(allow) for entry in entries_of(code)}
    check = _checked(source, mode, options)
    records = check.findings.records
    counts = [str(one) for one in Severity if one.rank <= least.rank]
    found = records[records["severity"].isin(counts) & ~records["code"].isin(allowed)]
    if len(found):
        raise AssertionError(_report(check, Findings(found.reset_index(drop=True))))
    return check


def assert_findings(
    source: Source | Check,
    expected: Expected,
    *,
    only: bool = False,
    mode: Mode | str | None = None,
    **options: Any,  # noqa: ANN401
) -> Check:
    """Make sure that a workbook has these findings, and return its check.

    Args:
        source: What `importkit.check` takes, or a check.
        expected: Codes by cell, `{"M3": "sku.duplicate"}`, several of a cell in a list; or pairs of code and
            cell. A finding of the whole sheet has the cell "".
        only: Whether it may have no other errors and warnings.
        mode: What the sheet is meant for.
        options: Further ones of `importkit.check`.

    Raises:
        AssertionError: One is missing, or there is another one; the message lists both.
        WorkbookError: The file cannot be read at all.
        UsageError: There is no such code, mode or option.
    """
    __tracebackhide__ = True
    wanted = _pairs(expected)
    check = _checked(source, mode, options)
    found = [(one.code, one.cell, one) for one in check.findings]
    missing = [pair for pair in wanted if pair not in {(code, cell) for code, cell, _ in found}]
    others = [
        one
        for code, cell, one in found
        if only and (code, cell) not in wanted and one.severity is not Severity.INFO
    ]
    if missing or others:
        lines = [f"- {cell} {code}" for code, cell in missing]
        lines += [f"+ {one.cell} {one.code} {one.message}" for one in others]
        raise AssertionError("\n".join([f"{check.filename} has not the findings that are expected:", *lines]))
    return check


def _checked(source: object, mode: object, options: Mapping[str, Any]) -> Check:
    from importkit import checks

    if isinstance(source, checks.Check):
        return source
    check: Any = checks.check
    return one_of(checks.Check, check(source, mode=mode, **options), argument="source", what="one workbook")


def _pairs(expected: Expected) -> list[tuple[str, str]]:
    """Return what is expected as pairs of code and cell.

    Raises:
        UnknownFindingCodeError: There is no such code.
    """
    if isinstance(expected, Mapping):
        pairs = [(code, cell) for cell, codes in expected.items() for code in _listed(codes)]
    else:
        collection(expected, argument="expected", what="codes by cell, or pairs of code and cell")
        pairs = list(expected)
    for code, _ in pairs:
        entries_of(code)
    return [(code.lower(), cell.upper()) for code, cell in pairs]


def _listed(codes: str | Iterable[str]) -> list[str]:
    if isinstance(codes, str):
        return [codes]
    collection(codes, argument="allow", what=_CODES)
    return list(codes)


def _report(check: Check, found: Findings) -> str:
    from importkit.display.static_text import plain_text
    from importkit.display.terminal import findings_text

    return f"{check.filename} is not clean:\n\n{plain_text(findings_text(found))}"

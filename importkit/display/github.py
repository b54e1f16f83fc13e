"""GitHub workflow commands: findings as annotations of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.display.causes import causes
from importkit.display.safe_text import one_line, without_controls
from importkit.findings import Severity, entry
from importkit.grammar import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.findings import Finding, Findings, Group

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_annotations(findings: Findings, file: str, *, every: bool = False) -> Iterator[str]:
    """Yield one command for each group of equal findings, or for every single one.

    A build shows only its first few annotations, so equal findings of a column share one, and what holds
    most products back comes first.
    """
    if every:
        for finding in findings:
            yield github_annotation(finding.severity, file, _title(finding), _text(finding))
    else:
        order = [cause.code for cause in causes(findings)]
        for group in sorted(findings.groups(), key=lambda group: order.index(group.code)):
            yield github_annotation(group.severity, file, _title(group.first), _text_of_group(group))


def github_annotation(severity: Severity, file: str, title: str, message: str) -> str:
    r"""Return one workflow command, its text escaped so that no cell can start another one.

    >>> github_annotation(Severity.ERROR, "a,b.xlsx", "Not a number", "50%\n::stop")
    '::error file=a%2Cb.xlsx,title=Not a number::50%25%0A::stop'
    """
    return f"::{_LEVELS[severity]} file={_property(file)},title={_property(title)}::{_escaped(message)}"


def _text_of_group(group: Group) -> str:
    if group.count == 1 or not group.cells:
        return _text(group.first)
    more = group.count - len(group.cells)
    where = ", ".join(group.cells) + (f" and {number(more)} more" if more else "")
    return one_line(f"{where}: {group.first.message} {group.first.hint}")


def _title(finding: Finding) -> str:
    return f"{entry(finding.code).title} ({finding.code})"


def _text(finding: Finding) -> str:
    where = f"{finding.cell}: " if finding.cell else ""
    return one_line(f"{where}{finding.message} {finding.hint}")


def _escaped(text: str) -> str:
    return without_controls(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")

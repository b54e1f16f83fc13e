"""One finding, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.display.notebook_report import NotebookReport
from importkit.display.python_hints import with_python_hints
from importkit.display.verdicts import Tone
from importkit.findings import Findings, Severity

if TYPE_CHECKING:
    from importkit.findings import Finding

_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.MIXED, Severity.INFO: Tone.GOOD}


def finding_report(finding: Finding) -> NotebookReport:
    """Return what is wrong in one place, and how to mend it."""
    (worded,) = with_python_hints(Findings.from_records([finding.as_dict()]))
    where = finding.cell or (f"row {finding.row}" if finding.row else finding.column or finding.sheet)
    of_product = f', product "{finding.product_handle}"' if finding.product_handle else ""
    steps = [(f"ik.explain({finding.code!r})", "says why it matters, and how to mend it")]
    if finding.row:
        steps.append((f"check.explain({finding.row})", f"says what became of row {finding.row}, and why"))
    return NotebookReport(
        f"{where}: {finding.message}" if where else finding.message,
        f"{finding.severity} {finding.code}{of_product}",
        _TONES[finding.severity],
        [worded.hint] if worded.hint else [],
        steps=steps,
    )

"""Which display belongs to which record that notebooks show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.display.book_report import book_html, book_markdown, book_text
from importkit.display.brand_reports import (
    brand_report,
    catalog_report,
    duplicates_report,
    export_report,
    mapping_report,
    member_report,
    members_report,
    merge_report,
    undo_report,
    workspace_report,
)
from importkit.display.check_report import check_html, check_markdown, check_plain
from importkit.display.checks_report import checks_html, checks_markdown, checks_text
from importkit.display.diff_report import diff_html, diff_markdown, diff_plain
from importkit.display.draft_reports import draft_report, drafts_report, edits_report
from importkit.display.explanation_report import (
    explanation_html,
    explanation_markdown,
    explanation_plain,
)
from importkit.display.explanations import codes_report
from importkit.display.finding_report import finding_report
from importkit.display.html import findings_html
from importkit.display.job_reports import (
    import_list_report,
    import_report,
    job_report,
    jobs_report,
    preview_report,
)
from importkit.display.markdown import findings_markdown
from importkit.display.notebook_report import NotebookReport, displays
from importkit.display.plan_report import plan_report
from importkit.display.python_hints import with_python_hints
from importkit.display.sheet_report import sheet_html, sheet_markdown, sheet_text
from importkit.display.static_text import plain_text
from importkit.display.terminal import findings_text
from importkit.findings import Severity
from importkit.grammar import count, listed
from importkit.rich_display import Displays, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.findings import Findings

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def severities_words(findings: Findings) -> str:
    """Return how many findings of each severity there are: "2 errors and 1 note"."""
    codes = findings.records["severity"].value_counts()
    found = [(noun, int(codes.get(str(severity), 0))) for severity, noun in _NOUNS.items()]
    return listed([count(many, noun) for noun, many in found if many]) or "no findings"


def _findings_text(findings: Findings) -> str:
    head = f"Findings: {severities_words(findings)}"
    if not len(findings):
        return head
    return f"{head}\n\n{plain_text(findings_text(with_python_hints(findings)))}"


register("Findings", Displays(_findings_text, findings_html, findings_markdown))
register("Check", Displays(check_plain, check_html, check_markdown))
register("SheetPage", Displays(sheet_text, sheet_html, sheet_markdown))
register("Book", Displays(book_text, book_html, book_markdown))
register("Checks", Displays(checks_text, checks_html, checks_markdown))
register("Explanation", Displays(explanation_plain, explanation_html, explanation_markdown))
register("Diff", Displays(diff_plain, diff_html, diff_markdown))

_REPORTS: dict[str, Callable[[Any], NotebookReport]] = {
    "Plan": plan_report,
    "ImportResult": import_report,
    "Job": job_report,
    "Jobs": jobs_report,
    "ImportList": import_list_report,
    "Finding": finding_report,
    "PreviewPage": preview_report,
    "Undo": undo_report,
    "Brand": brand_report,
    "Workspace": workspace_report,
    "Member": member_report,
    "Members": members_report,
    "Draft": draft_report,
    "Drafts": drafts_report,
    "Edits": edits_report,
    "Catalog": catalog_report,
    "Duplicates": duplicates_report,
    "Mapping": mapping_report,
    "Merge": merge_report,
    "Export": export_report,
    "FindingCodes": codes_report,
}
for _name, _report in _REPORTS.items():
    register(_name, displays(_report))

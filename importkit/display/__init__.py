"""Records as terminal text, notebook HTML and Markdown.

A display takes a record and returns something to show; the faces decide where it goes. Text of a workbook
is escaped on every way out: it is somebody else's.
"""

from __future__ import annotations

from importkit.display import records
from importkit.display.bar_chart import Bar, bar_chart_svg
from importkit.display.catalog_report import (
    catalog_text,
    categories_text,
    duplicates_text,
)
from importkit.display.check_report import check_html
from importkit.display.compared_findings_report import (
    compared_findings_html,
    compared_findings_markdown,
    compared_findings_words,
)
from importkit.display.corrections_outcome import progress_words, removed_words
from importkit.display.diff_report import diff_markdown, diff_text
from importkit.display.explanation_report import (
    explanation_context,
    explanation_headline,
    explanation_tables,
    explanation_text,
)
from importkit.display.explanations import explain_all, explain_one
from importkit.display.html import findings_html
from importkit.display.job_reports import error_words
from importkit.display.plan_report import plan_text
from importkit.display.progress_display import (
    ProgressBar,
    phase_words,
    progress_html,
    show_progress,
    show_progress_in_marimo,
)
from importkit.display.safe_text import short
from importkit.display.sheet_report import html_document, sheet_html
from importkit.display.summary import (
    Summary,
    summarize_check,
    summarize_import,
    summarize_job,
    summarize_plan,
    summarize_refusal,
)
from importkit.display.terminal import findings_text
from importkit.display.terminal_jobs import (
    check_text,
    import_text,
    job_text,
    jobs_text,
    refusal_text,
    steps_text,
    unreadable_text,
)
from importkit.display.text_tables import table_text
from importkit.display.undo_report import (
    UNDO_THINGS,
    kept_cells,
    reopened_words,
    undo_text,
    undone_sentence,
    undone_words,
)

__all__ = [
    "UNDO_THINGS",
    "Bar",
    "ProgressBar",
    "Summary",
    "bar_chart_svg",
    "catalog_text",
    "categories_text",
    "check_html",
    "check_text",
    "compared_findings_html",
    "compared_findings_markdown",
    "compared_findings_words",
    "diff_markdown",
    "diff_text",
    "duplicates_text",
    "error_words",
    "explain_all",
    "explain_one",
    "explanation_context",
    "explanation_headline",
    "explanation_tables",
    "explanation_text",
    "findings_html",
    "findings_text",
    "html_document",
    "import_text",
    "job_text",
    "jobs_text",
    "kept_cells",
    "phase_words",
    "plan_text",
    "progress_html",
    "progress_words",
    "records",
    "refusal_text",
    "removed_words",
    "reopened_words",
    "sheet_html",
    "short",
    "show_progress",
    "show_progress_in_marimo",
    "steps_text",
    "summarize_check",
    "summarize_import",
    "summarize_job",
    "summarize_plan",
    "summarize_refusal",
    "table_text",
    "undo_text",
    "undone_sentence",
    "undone_words",
    "unreadable_text",
]

"""A build as GitLab's code quality report: a list of issues, each with a fingerprint of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from importkit.builds.fingerprints import fingerprints, refusal_fingerprint
from importkit.builds.reports.phrases import finding_words, refusal_words
from importkit.display.safe_text import one_line
from importkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield the build as one JSON list."""
    encoder = json.JSONEncoder(ensure_ascii=False)
    yield "["
    for place, issue in enumerate(one for report in build.files for one in _issues(report)):
        yield (",\n" if place else "\n") + encoder.encode(issue)
    yield "\n]\n"


def _issues(report: FileReport) -> Iterator[dict[str, Any]]:
    if report.refusal:
        words = one_line(refusal_words(report))
        yield _issue(report, report.refusal.code, words, "blocker", refusal_fingerprint(report), 1)
    for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True):
        words = f"{finding.cell}: {finding_words(finding)}".removeprefix(": ")
        yield _issue(
            report, finding.code, words, _SEVERITIES[finding.severity], fingerprint, finding.row or 1
        )


def _issue(
    report: FileReport, code: str, words: str, severity: str, fingerprint: str, line: int
) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": code,
        "description": words,
        "categories": ["Bug Risk"],
        "severity": severity,
        "fingerprint": fingerprint,
        "location": {"path": report.place, "lines": {"begin": line}},
    }

"""A build as SARIF 2.1.0, which code scanning reads: a rule for each code, a result for each finding.

A workbook has no lines: the row stands for the line and the column for the column, so that each result has
the physical location without which an upload is refused. `logicalLocations` has the cell's address.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from importkit import distribution
from importkit.addresses import column_number
from importkit.builds.fingerprints import fingerprints, refusal_fingerprint
from importkit.builds.reports.phrases import finding_words, refusal_words
from importkit.findings import Severity, entry
from importkit.grammar import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport, Refusal
    from importkit.findings import Entry, Finding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: GitHub refuses a run with more; the worst come first.
MOST_RESULTS = 25_000
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LETTERS = re.compile(r"^[A-Z]+")


def sarif_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield the build as one SARIF log."""
    results = list(islice(_results(build), MOST_RESULTS))
    codes = sorted({result["ruleId"] for result in results})
    places = {code: place for place, code in enumerate(codes)}
    run = {
        "tool": {"driver": _driver(codes)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(build, len(results))],
        "results": [{**result, "ruleIndex": places[result["ruleId"]]} for result in results],
        "properties": {"ignored": build.totals["ignored"]},
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, separators=(",", ":")) + "\n"


def _driver(codes: list[str]) -> dict[str, Any]:
    version = distribution.version()
    return {
        "name": "importkit",
        "version": version,
        "semanticVersion": version,
        "rules": [_rule(code) for code in codes],
    }


def _rule(code: str) -> dict[str, Any]:
    known = entry(code)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in re.split(r"\W", code)),
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.why},
        "help": _help(known),
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
        **_address(known.documentation),
    }


def _help(known: Entry) -> dict[str, str]:
    more = f"importkit explain {known.code}"
    return {
        "text": f"{known.fix} More: {more}",
        "markdown": f"{known.fix}\n\n`{known.example}`\n\nMore: `{more}`",
    }


def _address(path: str) -> dict[str, str]:
    """Return the address of a page; nothing while the repository has none: readers refuse a mere path."""
    repository = distribution.repository()
    return {"helpUri": f"{repository}/blob/main/{path}"} if repository else {}


def _invocation(build: Build, written: int) -> dict[str, Any]:
    left = sum(len(report.findings) + bool(report.refusal) for report in build.files) - written
    notes = [{"level": "note", "message": {"text": note}} for note in build.notes]
    if left:
        words = f"{count(left, 'more finding')} left out; a report as JSON has all of them."
        notes.append({"level": "warning", "message": {"text": words}})
    return {
        "executionSuccessful": not any(report.refusal for report in build.files),
        "exitCode": build.exit_code,
        "startTimeUtc": f"{build.started_at:%Y-%m-%dT%H:%M:%SZ}",
        "toolExecutionNotifications": notes,
    }


def _results(build: Build) -> Iterator[dict[str, Any]]:
    """Yield a result for each finding, the worst of all files first."""
    for report in build.files:
        if report.refusal:
            yield _refused(report, report.refusal)
    marked = [(report, fingerprints(report)) for report in build.files]
    for severity in Severity:
        for report, marks in marked:
            for place, finding in enumerate(report.findings):
                if finding.severity is severity:
                    yield _result(report, place, finding, marks[place])


def _refused(report: FileReport, refusal: Refusal) -> dict[str, Any]:
    return {
        "ruleId": refusal.code,
        "level": "error",
        "message": {"text": refusal_words(report)},
        "locations": [_location(report)],
        **_marked(refusal_fingerprint(report)),
    }


def _result(report: FileReport, place: int, finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.cell}: {finding_words(finding)}".removeprefix(": ")},
        "locations": [_location(report, finding)],
        **_marked(fingerprint),
        **_baseline_state(report, place),
    }


def _marked(fingerprint: str) -> dict[str, Any]:
    # GitHub reads the first one alone, and makes one up from the text of a line where it is missing.
    return {
        "partialFingerprints": {
            "primaryLocationLineHash": f"{fingerprint}:1",
            "importkitFinding/v1": fingerprint,
        }
    }


def _baseline_state(report: FileReport, place: int) -> dict[str, str]:
    if report.difference is None:
        return {}
    return {"baselineState": "new" if place in report.difference.unexpected else "unchanged"}


def _location(report: FileReport, finding: Finding | None = None) -> dict[str, Any]:
    letters = _LETTERS.match(finding.cell) if finding else None
    region = {"startLine": (finding.row if finding else None) or 1}
    if letters:
        region["startColumn"] = column_number(letters[0])
    artifact = {"uri": quote(report.place, safe="/"), "uriBaseId": "%SRCROOT%"}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if finding and finding.cell:
        name = {
            "name": finding.cell,
            "fullyQualifiedName": f"{finding.sheet}!{finding.cell}",
            "kind": "element",
        }
        location["logicalLocations"] = [name]
    return location

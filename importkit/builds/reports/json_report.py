"""A build as JSON: version 1, to which keys are only ever added; see `json_schemas/check.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from importkit import distribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport

VERSION = 1


def json_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield the build as one JSON document, every finding of it."""
    encoder = json.JSONEncoder(ensure_ascii=False, indent=2)
    yield encoder.encode(_head(build)).removesuffix("\n}") + ',\n  "files": ['
    for place, report in enumerate(build.files):
        text = encoder.encode(_file(build, report)).replace("\n", "\n    ")
        yield f"{',' if place else ''}\n    {text}"
    yield ("\n  ]" if build.files else "]") + "\n}\n"


def jsonl_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield a line for each file, one for each of its findings, and one for the build at the end."""
    encoder = json.JSONEncoder(ensure_ascii=False)
    for report in build.files:
        facts = _file(build, report)
        findings, ignored = facts.pop("findings"), facts.pop("ignored")
        yield encoder.encode({"type": "file", **facts}) + "\n"
        for kind, found in (("finding", findings), ("ignored", ignored)):
            for finding in found:
                yield encoder.encode({"type": kind, "file": report.file, **finding}) + "\n"
    yield encoder.encode({"type": "totals", **_head(build)}) + "\n"


def _head(build: Build) -> dict[str, Any]:
    return {
        "version": VERSION,
        "importkit": distribution.version(),
        "mode": None if build.mode is None else str(build.mode),
        "fail_on": str(build.fail_on),
        "exit_code": build.exit_code,
        "totals": build.totals,
        "notes": list(build.notes),
    }


def _file(build: Build, report: FileReport) -> dict[str, Any]:
    refusal = report.refusal
    return {
        "file": report.file,
        "status": build.status(report),
        "error": {"code": refusal.code, "message": refusal.message} if refusal else None,
        "sha256": report.sha256,
        "dialect": report.dialect or None,
        "sheet": report.sheet or None,
        "mode": None if refusal else str(report.mode),
        "recipe": None,
        "counts": {**report.counts, "ignored": len(report.ignored)},
        "oddities": _oddities(report),
        "findings": report.findings.to_dicts(),
        "ignored": [one.finding.as_dict() | {"reason": one.reason} for one in report.ignored],
        "difference": _difference(report),
    }


def _oddities(report: FileReport) -> list[dict[str, Any]]:
    frame = report.oddities.astype("object")
    lines = frame.where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in line.items()} for line in lines]


def _difference(report: FileReport) -> dict[str, Any] | None:
    """Return what is not as it is expected; unexpected findings by their places in `findings`."""
    difference = report.difference
    if difference is None:
        return None
    return {
        "has_baseline": difference.has_baseline,
        "unexpected": sorted(difference.unexpected),
        "missing": [list(pair) for pair in difference.missing],
    }

"""A build as JUnit XML: a suite for each file, a case for each code, so that names stay when rows move."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from importkit.builds.reports.phrases import difference_words, finding_words, ignored_words, refusal_words
from importkit.display.causes import address
from importkit.display.summary import summarize_check
from importkit.findings import entry
from importkit.grammar import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport
    from importkit.findings import Finding

# XML 1.0 has no way to write these, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: The case that every file has: whether it could be read, and the one that it has where it is compared.
READABLE, AS_EXPECTED = "readable", "as expected"
#: So many findings of a code are listed in its case.
_LISTED = 200


def junit_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield the build as one XML document.

    The case of a code fails where a finding is as bad as `fail_on`; where findings are compared with those
    that are expected, where one is not.
    """
    root = ET.Element("testsuites", name="importkit")
    for report in build.files:
        root.append(_suite(build, report))
    for total in ("tests", "failures", "errors"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    root.set("time", _seconds(sum(report.seconds for report in build.files)))
    ET.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield ET.tostring(root, encoding="unicode") + "\n"


def _suite(build: Build, report: FileReport) -> ET.Element:
    element = ET.Element("testsuite", name=_clean(report.file))
    readable = _case(element, report, READABLE, report.seconds)
    if report.refusal:
        is_known = report.difference is not None and report.difference.is_refusal_expected
        kind = "system-out" if is_known else "error"
        body = ET.SubElement(
            readable, kind, {} if is_known else _why(report.refusal.code, report.refusal.message)
        )
        body.text = _clean(refusal_words(report))
    for code, placed in _by_code(report).items():
        _of_code(_case(element, report, code, 0.0), build, report, code, placed)
    if report.difference is not None:
        _of_difference(_case(element, report, AS_EXPECTED, 0.0), report)
    for name, tag in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
        element.set(name, str(len(element.findall(tag))))
    element.set("time", _seconds(report.seconds))
    element.set("timestamp", f"{build.started_at:%Y-%m-%dT%H:%M:%S}")
    verdict = "" if report.refusal else summarize_check(report, facts=report.facts).verdict.words
    if output_text := " ".join(filter(None, (verdict, difference_words(report), ignored_words(report)))):
        ET.SubElement(element, "system-out").text = _clean(output_text)
    return element


def _by_code(report: FileReport) -> dict[str, list[tuple[int, Finding]]]:
    """Return the findings of each code with their places, the codes in their order in the sheet."""
    found: dict[str, list[tuple[int, Finding]]] = {}
    for place, finding in enumerate(report.findings):
        found.setdefault(finding.code, []).append((place, finding))
    return found


def _of_code(
    case: ET.Element, build: Build, report: FileReport, code: str, placed: list[tuple[int, Finding]]
) -> None:
    failing = [finding for place, finding in placed if _fails(build, report, place, finding)]
    passing = [finding for place, finding in placed if not _fails(build, report, place, finding)]
    for shown, tag in ((failing, "failure"), (passing, "system-out")):
        if shown:
            words = f"{entry(code).title}: {count(len(shown), 'finding')}"
            body = ET.SubElement(case, tag, _why(code, words) if tag == "failure" else {})
            body.text = _clean("\n".join(_lines(shown)))


def _fails(build: Build, report: FileReport, place: int, finding: Finding) -> bool:
    if report.difference is not None:
        return place in report.difference.unexpected
    return build.fail_on.reaches(finding.severity)


def _of_difference(case: ET.Element, report: FileReport) -> None:
    difference = report.difference
    if difference is None or (difference.has_baseline and not difference.missing):
        return
    words = difference_words(report)
    body = ET.SubElement(case, "failure", _why("missing", words))
    body.text = _clean("\n".join(f"- {cell} {code}" for code, cell in difference.missing) or words)


def _lines(findings: list[Finding]) -> Iterator[str]:
    for finding in findings[:_LISTED]:
        yield f"{finding.severity}: {address(finding)} {finding_words(finding)}".replace(":  ", ": ")
    if len(findings) > _LISTED:
        yield f"and {count(len(findings) - _LISTED, 'more finding')}"


def _case(parent: ET.Element, report: FileReport, name: str, seconds: float) -> ET.Element:
    file = _clean(report.file)
    return ET.SubElement(parent, "testcase", classname=file, name=name, file=file, time=_seconds(seconds))


def _why(kind: str, message: str) -> dict[str, str]:
    return {"type": kind, "message": _clean(message)}


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)

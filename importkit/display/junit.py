"""JUnit XML: what most build servers read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from importkit.display.causes import address
from importkit.findings import Findings, Severity, entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.findings import Finding

# XML 1.0 has no way to write these, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Suite:
    """One file of a report.

    Attributes:
        error: Why the file could not be read; empty when it could.
        verdict: What would become of its products, in one sentence.
    """

    file: str
    findings: Findings
    error: str = ""
    verdict: str = ""


def junit_xml(suites: Iterable[Suite], fail_on: Severity) -> str:
    """Return a report with one test suite per file and one test case per finding.

    Findings at or above `fail_on` are failures, the others pass; a file without any has one passing case.
    """
    root = ET.Element("testsuites", name="importkit")
    for suite in suites:
        root.append(_suite(suite, fail_on))
    for total in ("tests", "failures", "errors"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _suite(suite: Suite, fail_on: Severity) -> ET.Element:
    element = ET.Element("testsuite", name=_clean(suite.file))
    if suite.error:
        ET.SubElement(_case(element, suite, "readable"), "error", message=_clean(suite.error))
    elif not len(suite.findings):
        _case(element, suite, "no findings")
    for finding in suite.findings:
        _finding(_case(element, suite, f"{address(finding)} {finding.code}".strip()), finding, fail_on)
    element.set("tests", str(len(element)))
    element.set("failures", str(len(element.findall("testcase/failure"))))
    element.set("errors", str(len(element.findall("testcase/error"))))
    if suite.verdict:
        ET.SubElement(element, "system-out").text = _clean(suite.verdict)
    return element


def _case(parent: ET.Element, suite: Suite, name: str) -> ET.Element:
    return ET.SubElement(parent, "testcase", classname=_clean(suite.file), name=_clean(name))


def _finding(case: ET.Element, finding: Finding, fail_on: Severity) -> None:
    text = _clean(f"{finding.message} {finding.hint}".strip())
    if finding.severity.rank <= fail_on.rank:
        failure = ET.SubElement(case, "failure", type=finding.code, message=_clean(finding.message))
        failure.text = f"{entry(finding.code).title}\n{text}"
    else:
        ET.SubElement(case, "system-out").text = f"{finding.severity}: {text}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)

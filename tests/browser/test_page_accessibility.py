"""What keeps people out of the page, as axe-core finds it: nothing, but what Streamlit draws so itself."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from support.filled_databases import import_shirts

import importkit as ik

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@dataclass(frozen=True)
class Allowance:
    """What Streamlit's own markup does, and no setting changes; each was seen in the version named.

    Attributes:
        rule: axe-core's name of the rule.
        level: A, AA, or best practice.
        marks: What is in the markup of each element that it is about.
    """

    rule: str
    level: str
    widget: str
    version: str
    marks: str


EXCEPTIONS = (
    # The section that takes what is dropped has the role of a presentation and a label.
    Allowance("presentation-role-conflict", "best practice", "st.file_uploader", "1.67", "stFileUploader"),
    # A primary button's label is white, and a chosen segment's has that button's colour: on dark, no colour
    # does for both.
    Allowance("color-contrast", "AA", "st.segmented_control", "1.67", 'data-selected="true"'),
)

#: The pages, each with what is there once it is drawn.
STATES = {
    "": "Try the sample now",
    "result?job={job}": "To fix",
    "result?job={job}&tab=Rows": "What is wrong",
    "result?job=none": "This import is not there (any more).",
    "catalog": "Look-alikes",
    "catalog?part=Spellings": "Say what a spelling means",
    "findings": "Problems explained",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(page: Page, address: str, shared_database_url: str, scheme: Any) -> None:
    with ik.connect(shared_database_url) as kit:
        job = import_shirts(kit)
    page.emulate_media(color_scheme=scheme)

    found = [one for path in STATES for one in violations(page, address, path, job)]

    assert [one for one in found if excused(one) is None] == []
    # What no longer occurs is no exception any more.
    expected = {one.rule for one in EXCEPTIONS if scheme == "dark" or one.rule != "color-contrast"}
    assert {one["rule"] for one in found} == expected


def violations(page: Page, address: str, path: str, job: str) -> list[dict[str, str]]:
    """Return what axe-core finds on a page, each with the markup of its element and those around it."""
    page.goto(f"{address}/{path.format(job=job)}")
    expect(page.get_by_text(STATES[path]).first).to_be_attached()
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_function("() => document.querySelector('[data-test-script-state=notRunning]')")
    page.evaluate(AXE)
    answer: list[dict[str, str]] = page.evaluate(
        """async () => {
            const {violations} = await axe.run();
            return violations.flatMap(one => one.nodes.map(node => {
                let at = document.querySelector(node.target.at(-1)), around = '';
                for (let up = 0; at && up < 8; up++, at = at.parentElement)
                    around += at.cloneNode(false).outerHTML;
                return {rule: one.id, markup: around};
            }));
        }"""
    )
    return [{"path": path} | one for one in answer]


def excused(found: dict[str, str]) -> Allowance | None:
    """Return the exception that a violation falls under."""
    return next(
        (one for one in EXCEPTIONS if one.rule == found["rule"] and one.marks in found["markup"]), None
    )

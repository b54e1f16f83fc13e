"""What keeps people out of the page, as axe-core finds it: nothing, but what Streamlit draws so itself."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect
from support.page_states import (
    DIALOGS,
    DRAFT_STATES,
    EMPTY,
    STATES,
    VIEWER_STATES,
    as_viewer,
    fill,
    fill_drafts,
    list_in_source,
    open_page,
)

import importkit as ik

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


#: The colours of a page, and what axe-core is asked in each: all, and then what is about colours.
SCHEMES: tuple[tuple[Literal["light", "dark"], dict[str, list[str]]], ...] = (
    ("light", {}),
    ("dark", {"runOnly": ["color-contrast", "link-in-text-block"]}),
)

#: What the page is set to, its colours among it.
CONFIGURED = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))

#: Whether a page is drawn, in the colours that have this background.
DRAWN_ON = """background => {
    const asked = new Option().style;
    asked.color = background;  // which spells it as the browser does
    return document.querySelector('[data-test-script-state=notRunning]')
        && getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor === asked.color;
}"""

#: Whether nothing fades in or unfolds any more.
AT_REST = """() => document.getAnimations().every(
    one => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)"""

#: Asks axe-core, and adds to each element that it names the markup of those around it.
RUN = """async options => {
    const {violations} = await axe.run(document, options);
    return violations.flatMap(one => one.nodes.map(node => {
        let at = document.querySelector(node.target.at(-1)), markup = '';
        for (let up = 0; at && up < 8; up++, at = at.parentElement)
            markup += at.cloneNode(false).outerHTML;
        return {rule: one.id, markup};
    }));
}"""


@dataclass(frozen=True)
class Allowance:
    """What Streamlit's own markup does, and no setting changes; each was seen in the version named.

    Attributes:
        rule: axe-core's name of the rule.
        level: A, AA, or best practice.
        marks: What is in the markup of each element that it is about.
        schemes: In which colours it is found.
    """

    rule: str
    level: str
    widget: str
    version: str
    marks: str
    schemes: tuple[str, ...] = ("light",)


@dataclass(frozen=True)
class Violation:
    """What axe-core finds: where, in which colours, by which rule, and the markup around an element."""

    state: str
    scheme: str
    rule: str
    markup: str


EXCEPTIONS = (
    # The section that takes what is dropped has the role of a presentation and a label.
    Allowance("presentation-role-conflict", "best practice", "st.file_uploader", "1.67", "stFileUploader"),
)


def test_nothing_keeps_people_out(
    page: Page, address: str, shared_database_url: str, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPORTKIT_FILES", str(files))  # where the page looks for them
    found: list[Violation] = []
    for path, text in EMPTY.items():
        open_page(page, f"{address}/{path}", text)
        found += violations(page, path)
    with ik.connect(shared_database_url) as kit:
        ids = fill(kit)
    for path, text in STATES.items():
        open_page(page, f"{address}/{path.format(**ids)}", text)
        found += violations(page, path)
    for path, button in DIALOGS:
        open_page(page, f"{address}/{path.format(**ids)}", STATES[path])
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("dialog").get_by_role("button").last).to_be_visible()
        found += violations(page, f"{path}, {button}")

    assert [one for one in found if excused(one) is None] == []
    # What no longer occurs is no exception any more.
    assert {(excused(one), one.scheme) for one in found} == {
        (one, scheme) for one in EXCEPTIONS for scheme in one.schemes
    }


@pytest.mark.nightly
def test_nothing_keeps_people_out_of_drafts_sources_and_what_they_may_only_look_at(
    page: Page, address: str, supplier: Path, kit: ik.Workspace
) -> None:
    found: list[Violation] = []
    page.goto(address)
    expect(page.get_by_text("There is no workbook (*.xlsx).")).to_be_visible()
    found += violations(page, "an empty source")
    ids = fill(kit) | fill_drafts(kit)
    for path, text in DRAFT_STATES.items():
        open_page(page, f"{address}/{path.format(**ids)}", text)
        found += violations(page, path)

    open_page(page, f"{address}/draft?id={ids['several']}", "1 cell changed")
    found += violations_explained(page)
    kit.open_draft(ids["several"]).edit({"D2": "180"})
    page.get_by_label("New value for D2, Grams Weight").fill("200")
    page.get_by_label("New value for D2, Grams Weight").press("Enter")
    expect(page.get_by_role("button", name="Write 200 over it")).to_be_visible()
    found += violations(page, "a conflict")

    list_in_source(kit, supplier)
    open_page(page, address, "Cancelled, changed since")
    found += violations(page, "a source")
    with as_viewer(kit):
        for path, text in VIEWER_STATES.items():
            open_page(page, f"{address}/{path.format(**ids)}", text)
            found += violations(page, f"{path}, a viewer")

    assert [one for one in found if excused(one) is None] == []


def violations_explained(page: Page) -> list[Violation]:
    """Return what axe-core finds in the dialog that tells how a row was read, and close it."""
    page.get_by_role("button", name="How was row 2 read?").click()
    expect(page.get_by_role("dialog").get_by_role("table").last).to_be_visible()
    found = violations(page, "explain")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    return found


def violations(page: Page, state: str) -> list[Violation]:
    """Return what axe-core finds on a page: in light colours by all rules, in dark by those about colours."""
    page.evaluate(AXE)
    page.mouse.move(0, 0)  # what the pointer is on has other colours
    found = []
    for scheme, options in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(DRAWN_ON, arg=CONFIGURED["theme"][scheme]["backgroundColor"], polling=100)
        page.wait_for_function(AT_REST, polling=100)
        answer = page.evaluate(RUN, {"resultTypes": ["violations"]} | options)
        found += [Violation(state, scheme, **one) for one in answer]
    return found


def excused(found: Violation) -> Allowance | None:
    """Return the exception that a violation falls under."""
    return next(
        (
            one
            for one in EXCEPTIONS
            if one.rule == found.rule and one.marks in found.markup and found.scheme in one.schemes
        ),
        None,
    )

"""Pictures of every state of the page, for somebody to look at: they are no part of a build.

    IMPORTKIT_PICTURES=/tmp/pictures pytest -m pictures tests/browser

A picture is called after its state, with its width and scheme; the page is as long as it needs to be.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from support.page_states import (
    DIALOGS,
    DRAFT_STATES,
    EMPTY,
    LARGER_STATES,
    STATES,
    fill,
    fill_drafts,
    fill_more,
    list_in_source,
    open_page,
    sample,
    wait_until_still,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    import importkit as ik

pytestmark = pytest.mark.pictures

WIDTHS = (400, 800, 1280)
#: That of a wide screen, for pages that use it.
WIDEST = 1920
#: Pixels: the least that a picture is high, and the most.
LEAST, MOST = 700, 3_000
#: The text of the page, which scrolls by itself, as long as it is.
LENGTH = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
#: What has been drawn before, and what is not drawn yet.
UNFINISHED = "[data-stale=true], [data-testid=stSkeleton]"
_TWO_FRAMES = "() => new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))"


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for the pictures: the one that the environment names."""
    named = os.environ.get("IMPORTKIT_PICTURES")
    folder = Path(named) if named else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_has_its_pictures(
    page: Page, address: str, supplier: Path, kit: ik.Workspace, pictures: Path, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    for path, text in EMPTY.items():
        open_page(page, f"{address}/{path}", text)
        photograph(page, pictures, f"empty {path}", scheme)
    (supplier / "spring-2027.xlsx").write_bytes(sample(seed=7))
    ids = fill(kit) | fill_drafts(kit) | fill_more(kit)
    list_in_source(kit, supplier)
    for path, text in (STATES | LARGER_STATES | DRAFT_STATES).items():
        open_page(page, f"{address}/{path.format(**ids)}", text)
        photograph(page, pictures, path, scheme)
    for path, button in (*DIALOGS, ("draft?id={sample}", "How was row")):
        open_page(page, f"{address}/{path.format(**ids)}", (STATES | LARGER_STATES)[path])
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("dialog").get_by_role("button").last).to_be_visible()
        photograph(page, pictures, f"{path} {button}", scheme)

    made = {picture.name for picture in pictures.glob(f"*-{scheme}.png")}
    assert len(made) >= len(WIDTHS) * (len(EMPTY) + len(STATES) + len(LARGER_STATES) + len(DIALOGS)) + len(
        DRAFT_STATES
    )


def photograph(page: Page, folder: Path, state: str, scheme: str) -> None:
    """Make a picture of a page at each width."""
    name = re.sub(r"[^\w]+", "-", state.replace("{", "").replace("}", "")).strip("-") or "imports"
    for width in (*WIDTHS, WIDEST) if "draft" in state else WIDTHS:
        page.set_viewport_size({"width": width, "height": LEAST})
        wait_until_still(page)
        height = min(max(int(page.evaluate(LENGTH)), LEAST), MOST)
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(f"() => !document.querySelector('{UNFINISHED}')")
        page.evaluate(_TWO_FRAMES)  # tables are drawn on a canvas, after everything else
        # What is drawn anew fades after half a second: a picture that ended animations would show it faded.
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", animations="allow")

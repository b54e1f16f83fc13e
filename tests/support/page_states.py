"""The states of the page: what was imported to get there, the address, and what is there once it is drawn."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from importkit import db
from importkit.jobs import attempts
from importkit.workbook.sample import make_sample
from importkit.worker import child
from support import page_sheets as sheets
from support.filled_databases import import_shirts
from support.workers import execute

if TYPE_CHECKING:
    from playwright.sync_api import Page

    import importkit as ik

#: Two names that look alike.
ALIKE = ("Organic Cotton", "Organic Coton")

#: Pages of a brand that has imported nothing, each with what is there once it is drawn.
EMPTY = {
    "": "1 · Choose a sheet",
    "catalog": "No names yet.",
    "catalog?part=Look-alikes": "No two names look alike.",
}

#: The pages of one that has.
STATES = {
    "": "Try the sample now",
    "result?job={shirts}": "To fix",
    "result?job={shirts}&tab=Rows": "What is wrong",
    "result?job={waiting}": "Waiting: it begins in a moment.",
    "result?job={cancelled}": "Nothing was written: the import was cancelled.",
    "result?job={enriched}&tab=Changes": "1 change",
    "result?job={fixed}&tab=Fixed+cells": "These cells were fixed here before the import.",
    "result?job=none": "This import is not there (any more).",
    "draft?id={draft}": "1 cell to fix",
    "catalog": "Look-alikes",
    "catalog?part=Look-alikes": "Merge into",
    "catalog?part=Spellings": "Say what a spelling means",
    "catalog?part=Categories": "Search",
    "findings": "Problems explained",
}

#: Dialogs: the page, and the button that opens it.
DIALOGS = (
    ("result?job={shirts}", "Dismiss"),
    ("result?job={shirts}", "Undo"),
    ("catalog?part=Look-alikes", "Merge into"),
)

#: More of them, with a sheet of sixty rows.
LARGER_STATES = {
    "draft?id={sample}": "to fix",
    "draft?id={sample}&view=Problems": "Grouped",
    "draft?id={sample}&view=Problems&check-view=One+by+one": "finding",
    "draft?id={sample}&view=Changes": "Changes",
    "draft?id={sample}&view=New+names": "New names",
    "draft?id={sample}&view=Columns": "Column",
    "draft?id=none": "This draft is not there (any more).",
    "result?job={partly}": "To fix",
    "result?job={partly}&tab=Rows": "What is wrong",
    "result?job={partly}&tab=New+names": "These names were in no catalog list before.",
    "result?job={undone}": "Undone",
    "result?job={running}": "Step 4 of 5",
    "findings?search=ambiguous": "Number could mean two things",
}


def fill(kit: ik.Workspace) -> dict[str, str]:
    """Make an import of each kind and a draft, and return their ids."""
    ids = {"shirts": import_shirts(kit)}
    heavier = sheets.workbook([(None, None, "LS-M", 195, None)])
    ids["enriched"] = kit.import_file(heavier, mode="enrich", filename="heavier.xlsx").job_id
    ids["cancelled"] = kit.cancel(kit.start(sheets.workbook(sheets.GOOD), filename="good.xlsx").id).id
    rows = [(f"mill-{number}", "A", f"M-{number}", 1, f"{name}: 100%") for number, name in enumerate(ALIKE)]
    bad = [*rows[:1], (*rows[1][:3], "heavy", rows[1][4])]
    ids["draft"] = kit.draft(sheets.workbook(bad), filename="mills.xlsx").id
    job = kit.draft(sheets.workbook(bad), filename="mills.xlsx").edit({"D3": "2"}).start()
    with db.as_service(kit.engine, "test") as connection:
        attempt = attempts.begin_only(job.id, connection)
    child.run(job.id, attempt, kit.engine, kit.settings)
    ids["fixed"] = job.id
    ids["waiting"] = kit.start(sheets.workbook(sheets.GOOD), filename="good.xlsx").id
    return ids


def fill_more(kit: ik.Workspace) -> dict[str, str]:
    """Make imports and a draft of the sample, one that runs and one that is undone; return their ids."""
    once = sheets.workbook([("cap", "Cap", "CAP-1", 80, "Cotton: 100%")])
    ids = {"undone": kit.import_file(once, filename="caps.xlsx").job_id}
    kit.undo(ids["undone"])
    ids["partly"] = kit.import_file(sample(seed=5), filename="summer-2027.xlsx").job_id
    ids["sample"] = kit.draft(sample(seed=7), filename="spring-2027.xlsx").id
    ids["running"] = kit.start(sheets.workbook(sheets.GOOD), filename="autumn-2026.xlsx").id
    execute(
        kit.engine,
        "UPDATE import_jobs SET status = 'PROCESSING', progress = CAST(:progress AS jsonb) WHERE id = :id",
        progress='{"phase": "STAGING", "rows_done": 12400, "rows_total": 20000, "seconds": 4.5}',
        id=ids["running"],
    )
    return ids


def sample(seed: int) -> bytes:
    """Return a workbook of sixty rows with mistakes, and a category that nobody knows."""
    buffer = io.BytesIO()
    make_sample(60, mistakes=0.4, seed=seed).write(buffer)
    return sheets.mended(buffer.getvalue(), "F2", "Clothing > Shorts > Cargo Shrots")


def open_page(page: Page, address: str, text: str) -> None:
    """Open a page and wait until it is drawn."""
    page.goto(address)
    expect(page.get_by_text(text).first).to_be_attached()
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")


def wait_until_still(page: Page) -> None:
    """Wait until the server has nothing more to say."""
    page.wait_for_function("() => document.querySelector('[data-test-script-state=notRunning]')")

"""The states of the page: what was imported to get there, the address, and what is there once it is drawn."""

from __future__ import annotations

import io
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
from playwright.sync_api import expect

from importkit import db
from importkit.errors import WorkbookError
from importkit.jobs import attempts
from importkit.workbook.sample import make_sample
from importkit.worker import child
from importkit.workspace import sources
from support import page_sheets as sheets
from support.filled_databases import import_shirts
from support.workers import execute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
    "result?job={waiting}": "Waiting: nothing imports at the moment.",
    "result?job={cancelled}": "Nothing was written: the import was cancelled.",
    "result?job={enriched}&tab=Changes": "1 change",
    "result?job={fixed}&tab=Fixed+cells": "fixed here before the import.",
    "result?job=none": "This import is not there (any more).",
    "draft?id={draft}": "1 cell to fix",
    "draft?id={several}": "1 cell changed",
    "draft?id={several}&view=Problems&check-view=One+by+one": "is new and is created",
    "draft?id={several}&view=New+names": "is new. Is it",
    "draft?id={several}&view=Columns": "1 column not imported",
    "catalog": "Look-alikes",
    "catalog?part=Look-alikes": "Merge into",
    "catalog?part=Spellings": "Say what a spelling means",
    "catalog?part=Categories": "Search",
    "findings": "Problems explained",
}

#: Drafts and imports in all other states.
DRAFT_STATES = {
    "draft?id={good}": "Nothing is left to fix.",
    "draft?id={good}&view=New+names": "These names are not in the catalog yet.",
    "draft?id={warned}": "Nothing has to be fixed.",
    "draft?id={unfilled}": "This sheet has no rows yet.",
    "draft?id={headless}": "No header row was found",
    "draft?id={imported}": "This draft was imported, so it can no longer be changed.",
    "draft?id={stored}": "Nothing to import: the product is there already.",
    "draft?id={stored}&view=New+names": "The import would add no name to the catalog.",
    "draft?id={several}&rows=All+rows": "1 cell changed",
    "draft?id={several}&view=Problems": "Grouped",
    "draft?id={heavier}&view=Changes": "1 value would change",
    "draft?id=none": "This draft is not there (any more).",
    "result?job={undone}": "Undone",
    "result?job={dismissed}": "The failed rows were dismissed",
    "result?job={undone}&tab=New+names": "These names were new in the catalog.",
    "catalog?part=Spellings": "Forget a spelling",
    "catalog?part=Categories&words=cargo": "Cargo Shorts",
    "findings?search=ambiguous": "Number could mean two things",
    "findings?search=nothing+has+these": "No problem has these words.",
}

#: What those see who only look at a brand.
VIEWER_STATES = {
    "": "Recent imports",
    "draft?id={several}": "cells changed",
    "draft?id={several}&view=New+names": "is new. Is it",
    "draft?id={several}&view=Columns": "1 column not imported",
    "result?job={shirts}": "To fix",
    "catalog?part=Look-alikes": "These may be one name",
    "catalog?part=Spellings": "It counts in every import",
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
    "draft?id={sample}&view=Problems&check-view=One+by+one": "is new and is created",
    "draft?id={sample}&view=Changes": "Changes",
    "draft?id={sample}&view=New+names": "New names",
    "draft?id={sample}&view=Columns": "Column",
    "draft?id=none": "This draft is not there (any more).",
    "result?job={partly}": "To fix",
    "result?job={partly}&tab=Rows": "What is wrong",
    "result?job={partly}&tab=New+names": "These names were new in the catalog.",
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
    ids["several"] = kit.draft(several(), filename="several.xlsx").edit({"D3": "120"}).leave_out("mitt").id
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


def fill_drafts(kit: ik.Workspace) -> dict[str, str]:
    """Make a draft in each state, an import that is undone and one that is dismissed; return their ids."""
    caps = sheets.workbook([("cap", "Cap", "CAP-1", 80, "Cotton: 100%")])
    ids = {"undone": kit.import_file(caps, filename="caps.xlsx").job_id}
    kit.undo(ids["undone"])
    bad = sheets.workbook([("scarf", "Scarf", "SC-1", "light", None)])
    ids["dismissed"] = kit.dismiss(kit.import_file(bad, filename="scarves.xlsx").job_id).id
    kit.map_value("material", "Baumwolle", "Linen")
    good = kit.draft(sheets.workbook([("cap", "Cap", "CAP-2", 80, "Hemp: 100%")]), filename="good.xlsx")
    ids["good"] = good.id
    no_slug = sheets.workbook([("Hat One", "Hat", "H-1", 80, "Wool: 100%")])
    ids["warned"] = kit.draft(no_slug, filename="warned.xlsx").id
    ids["unfilled"] = kit.draft(sheets.workbook([]), filename="no-rows.xlsx").id
    ids["headless"] = kit.draft(sheets.workbook([], header=("Apple", "Pear")), filename="fruit.xlsx").id
    heavier = sheets.workbook([(None, None, "LS-M", 199, None)])
    ids["heavier"] = kit.draft(heavier, filename="heavier-still.xlsx", mode="enrich").id
    ids["stored"] = kit.draft(sheets.workbook(sheets.GOOD[:1]), filename="shirts-again.xlsx").id
    once = kit.draft(caps, filename="caps-again.xlsx")
    ids["imported"] = once.id
    kit.cancel(once.start().id)
    return ids


def list_in_source(kit: ik.Workspace, folder: Path) -> None:
    """Put four files into a folder: new, broken, of a cancelled import, and changed since such an import."""
    for name in ("imported", "changed", "other"):
        (folder / f"{name}.xlsx").write_bytes(sheets.workbook(sheets.GOOD))
    (folder / "broken.xlsx").write_bytes(b"PK")
    (source,) = sources.of_brand(kit)
    for noted in sources.files(kit, source):
        with suppress(WorkbookError):
            draft = sources.draft_of_file(kit, source, noted.file)
            if noted.file.name != "other.xlsx":
                kit.cancel(draft.start().id)
    (folder / "changed.xlsx").write_bytes(sheets.workbook(sheets.ONE_BAD))


@contextmanager
def as_viewer(kit: ik.Workspace) -> Iterator[None]:
    """Let the user of the page only look at the brand, which another one owns meanwhile."""
    kit.add_member("ana@acme.example", "owner")
    kit.add_member(kit.email, "viewer")
    yield
    owner = replace(kit, email="ana@acme.example")
    owner.add_member(kit.email, "owner")
    kit.remove_member(owner.email)


def several() -> bytes:
    """Return a workbook of two sheets, with a hidden row, a column that nobody knows, and names alike."""
    header = (*sheets.HEADER, "Manufaturer")
    rows = [
        ("shirt", "Shirt", "SH-1", "heavy", "Organic Cotton: 100%", "Mill"),
        ("scarf", "Scarf", "SC-1", "light", "Orgnic Cotton: 100%", "Mill"),
        ("glove", "Glove", "GL-1", 60, "Organic Cotton: 100%", "Mill"),
        ("mitt", "Mitten", "MI-1", "wide", "Organic Cotton: 100%", "Mill"),
    ]
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(rows, header=header, hidden=[4])))
    book.copy_worksheet(book["Products"]).title = "Last year"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


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

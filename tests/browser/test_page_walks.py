"""Ways through the page beside that of a sheet: back and forth, and what is taken away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from support import page_sheets as sheets
from support.filled_databases import import_shirts
from support.page_states import ALIKE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    import importkit as ik

#: The links in whose text something is cut off.
CUT_LINKS = """() => [...document.querySelectorAll('[data-testid=stPageLink] :is(span, p)')]
    .filter(one => one.scrollWidth > one.clientWidth && getComputedStyle(one).display !== 'inline')
    .map(one => one.innerText)"""


#: Where the tabs of a draft begin, and the colour of the ring of what is not chosen; each once.
TABS = """() => [...new Set([...document.querySelectorAll('[data-variant=segmented_control]')]
    .filter(one => /^(Sheet|Problems|Changes|New names|Columns)$/.test(one.innerText))
    .map(one => one.getBoundingClientRect().top))]"""
RINGS = """() => [...new Set([...document.querySelectorAll(
    '[data-testid=stRadioOption]:not([data-selected=true]) > div > div:first-child')]
    .map(one => getComputedStyle(one).borderColor))]"""


def test_on_a_phone_the_tabs_stand_in_one_line_and_every_choice_can_be_seen(
    page: Page, kit: ik.Workspace, address: str
) -> None:
    page.set_viewport_size({"width": 400, "height": 900})
    expect(page.get_by_text("Enrich existing products")).to_be_visible()
    assert page.evaluate(RINGS) == ["color(srgb 0.0509804 0.0784314 0.0745098 / 0.6)"]

    draft = kit.draft(sheets.workbook(sheets.ONE_BAD), filename="one-bad.xlsx")
    page.goto(f"{address}/draft?id={draft.id}")
    expect(page.get_by_text("1 cell to fix")).to_be_visible()

    assert len(page.evaluate(TABS)) == 1
    page.set_viewport_size({"width": 1280, "height": 900})


def test_imports_are_undone_and_dismissed_from_their_list_while_another_one_waits(
    page: Page, kit: ik.Workspace
) -> None:
    import_shirts(kit)
    kit.start(sheets.workbook(sheets.GOOD), filename="waits.xlsx")
    page.reload()
    expect(page.get_by_text("1 import waits for you: 1 product to fix.")).to_be_visible()
    # The list moves by itself.
    expect(page.get_by_text("Waiting: nothing imports at the moment.")).to_be_visible()
    assert page.evaluate(CUT_LINKS) == []

    page.get_by_role("button", name="More").click()
    page.get_by_text("Undo", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("What was edited later stays.")).to_be_visible()
    dialog.get_by_role("button", name="Keep the import").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("Partly imported")).to_be_visible()

    page.get_by_role("button", name="More").click()
    page.get_by_text("Undo", exact=True).click()
    dialog.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The import of shirts.xlsx is undone.")).to_be_visible()
    expect(page.get_by_text("1 product, 2 variants, 1 name taken back")).to_be_visible()

    page.get_by_role("button", name="More").click()
    page.get_by_text("Dismiss", exact=True).click()
    dialog.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("The failed rows of shirts.xlsx are dismissed.")).to_be_visible()
    expect(page.get_by_text("waits for you")).to_have_count(0)
    expect(page.get_by_role("button", name="Corrections")).to_have_count(0)


def test_back_and_a_reload_show_what_was_chosen(page: Page, kit: ik.Workspace, address: str) -> None:
    job = import_shirts(kit)
    page.goto(f"{address}/result?job={job}")
    page.get_by_role("radio", name="Rows", exact=True).click()
    failed = page.get_by_role("radio", name="Failed 1")
    failed.click()
    expect(page.get_by_text("1 row", exact=True)).to_be_visible()

    page.get_by_role("link", name="Catalog").click()
    page.get_by_role("radio", name="Material 1").click()
    expect(page.get_by_text("1 name", exact=True)).to_be_visible()
    page.get_by_role("radio", name="Categories").click()
    page.get_by_role("textbox", name="Search the categories").fill("cargo")
    page.get_by_role("textbox", name="Search the categories").press("Enter")
    expect(page.get_by_role("strong").filter(has_text="Cargo Shorts")).to_be_visible()

    page.get_by_role("link", name="Problems explained").click()
    expect(page.get_by_role("heading", name="Problems explained")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Catalog")).to_be_visible()
    expect(page.get_by_role("strong").filter(has_text="Cargo Shorts")).to_be_visible()
    page.go_back()  # once for each page
    expect(page.get_by_role("heading", name="shirts.xlsx")).to_be_visible()
    expect(failed).to_be_checked()
    expect(page.get_by_text("1 row", exact=True)).to_be_visible()
    page.reload()
    expect(failed).to_be_checked()
    kit.dismiss(job)  # somewhere else: a click on the rows shows it
    failed.click()
    expect(page.get_by_text("The failed rows were dismissed")).to_be_visible()
    page.goto(f"{address}/catalog?part=Categories&words=cargo")
    expect(page.get_by_role("strong").filter(has_text="Cargo Shorts")).to_be_visible()
    expect(page.get_by_text("encountered an error")).to_have_count(0)


def test_names_that_look_alike_are_merged(page: Page, kit: ik.Workspace, address: str) -> None:
    rows = [(f"shirt-{at}", "A", f"S-{at}", 1, f"{name}: 100%") for at, name in enumerate(ALIKE)]
    kit.import_file(sheets.workbook([*rows, ("cap", "Cap", "C-1", 1, f"{ALIKE[0]}: 100%")]))
    page.goto(f"{address}/catalog?part=Look-alikes")
    merge = page.get_by_role("button", name=f"Merge into {ALIKE[0]}")
    merge.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("which changes 1 product")).to_be_visible()
    expect(dialog.get_by_text("This cannot be undone.")).to_be_visible()
    dialog.get_by_role("button", name="Keep both").click()
    expect(dialog).to_have_count(0)

    merge.click()
    dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text(f"{ALIKE[1]} is merged into {ALIKE[0]}.")).to_be_visible()
    expect(page.get_by_text("No two names look alike.")).to_be_visible()
    catalog = kit.catalog_data()
    assert catalog.entries["name"].tolist() == [ALIKE[0]]
    assert catalog.mappings[["raw_name", "name"]].to_numpy().tolist() == [[ALIKE[1], ALIKE[0]]]

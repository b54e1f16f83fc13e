"""Drafts: stored edit by edit, found again by anybody of the brand, imported once."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import openpyxl
import pytest
import sqlalchemy as sa
from support import page_sheets as sheets
from support import workers

import importkit as ik
from importkit import db
from importkit.db.tables import drafts, import_jobs
from importkit.errors import (
    EditConflictError,
    NotAllowedError,
    OtherModeError,
    OutdatedPlanError,
    UnknownDraftError,
    UnreadableWorkbookError,
    UsageError,
)
from importkit.findings import RefusedImportError
from importkit.jobs import attempts, retention
from importkit.worker import child
from importkit.workspace import drafts as draft_calls
from importkit.workspace.draft_files import read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from importkit.jobs import Job
    from importkit.workspace.draft import Draft

pytestmark = pytest.mark.db

BEN, VERA = "ben@shop.example", "vera@shop.example"


@pytest.fixture(scope="module")
def kit(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ik.Workspace]:
    """Return a workspace; each test has products of its own."""
    with workers.workspace(module_database_url, tmp_path_factory.mktemp("data")) as made:
        db.add_member(made.engine, "default", BEN, "member")
        db.add_member(made.engine, "default", VERA, "viewer")
        yield made


def rows(name: str, weight: object = "heavy") -> tuple[tuple[object, ...], ...]:
    """Return three rows of two products, the second of which weighs something."""
    return (
        (f"{name}-shirt", "Shirt", f"{name}-S", 180, "Linen: 100%"),
        (None, None, f"{name}-M", 190, None),
        (f"{name}-coat", "Coat", f"{name}-C", weight, "Wool: 100%"),
    )


def draft_of(kit: ik.Workspace, name: str, weight: object = "heavy", **more: object) -> Draft:
    return kit.draft(sheets.workbook(rows(name, weight)), filename=f"{name}.xlsx", **more)  # type: ignore[arg-type]


def run(kit: ik.Workspace, job: Job) -> Job:
    """Import a queued job here, as a worker's child would, and return it as it ended."""
    with db.as_service(kit.engine, "test") as connection:
        number = attempts.begin_only(job.id, connection)
    child.run(job.id, number, kit.engine, kit.settings)
    return kit.job(job.id)


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in draft.check.findings.errors]


def age(kit: ik.Workspace, draft_id: str) -> None:
    with db.as_owner(kit.engine, "test") as connection:
        touched = sa.func.now() - sa.func.make_interval(0, 0, 0, 1)
        connection.execute(drafts.update().where(drafts.c.id == draft_id).values(touched_at=touched))


def stored_files(kit: ik.Workspace) -> set[str]:
    return {file.uri for file in kit.storage.files()}


def test_a_draft_is_fixed_and_imported_with_its_edits_listed(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "fixed")
    assert codes(draft) == [("number.invalid", "D4")]

    draft = draft.edit({"D4": "900"})
    assert codes(draft) == []
    found = kit.open_draft(draft.id)
    assert [(edit.cell, edit.before, edit.after) for edit in found.edits] == [("D4", "heavy", "900")]

    job = run(kit, draft.start())
    assert (job.filename, str(job.status), job.summary["products_created"]) == ("fixed.xlsx", "COMPLETED", 2)
    assert [(edit.cell, edit.after, edit.made_by) for edit in kit.edits(job.id)] == [
        ("D4", "900", "local@localhost")
    ]
    with db.as_owner(kit.engine, "test") as connection:
        kept = connection.execute(sa.select(import_jobs).where(import_jobs.c.id == job.id)).one()
    assert (kept.upload_sha256, kept.file_sha256 == kept.upload_sha256) == (draft.record.file_sha256, False)


def test_a_draft_that_nobody_changed_is_imported_as_it_was_uploaded(kit: ik.Workspace) -> None:
    content = sheets.workbook(rows("asis", 900))
    draft = kit.draft(content, filename="asis.xlsx")
    assert draft.to_bytes() == content
    assert run(kit, draft.start()).summary["products_created"] == 2


def test_what_is_typed_is_what_an_edit_of_a_book_is(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "typed").edit({"D4": "900", "C4": "00123", "B4": None})
    book = ik.read(sheets.workbook(rows("typed"))).edit({"D4": 900, "C4": "00123", "B4": None})
    assert draft.book.cells.equals(book.cells)
    assert draft.book.kinds.equals(book.kinds)


def test_a_wrong_argument_is_refused_and_nothing_is_stored(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "refused")
    wrong: list[Callable[[], object]] = [
        lambda: draft.edit({"A1": "x"}),
        lambda: draft.edit({"ZZ2": "x"}),
        lambda: draft.edit({"D2": object()}),
        lambda: draft.edit(["D2"]),  # type: ignore[arg-type]
        lambda: draft.edit({"D2": 3}, seen="now"),  # type: ignore[arg-type]
        lambda: draft.edit({"D2": 3}, over="no"),  # type: ignore[arg-type]
        lambda: draft.revert(4),  # type: ignore[arg-type]
        lambda: draft.use_as("D", ["SKU"]),  # type: ignore[arg-type]
        lambda: draft.use_as("ZZ", "SKU"),
        lambda: draft.leave_out("another product"),
        lambda: draft.leave_out("refused-coat", left_out="no"),  # type: ignore[arg-type]
        lambda: draft.with_mode("update"),
        lambda: draft.with_hidden_rows(True),  # type: ignore[arg-type]
        lambda: draft.with_sheet("Another"),
        lambda: draft.fix(codes="no.such-code"),
    ]
    for call in wrong:
        with pytest.raises(ik.UsageError):
            call()
    assert draft.refreshed() is draft


def test_an_edit_can_be_taken_back_one_or_all(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "back").edit({"D4": "900"}).edit({"D4": "901", "B4": "A coat"})
    draft = draft.revert("B4")
    assert [(edit.cell, edit.before, edit.after) for edit in draft.edits] == [("D4", "heavy", "901")]
    draft = draft.revert()
    assert not draft.edits
    assert codes(draft) == [("number.invalid", "D4")]


def test_somebody_who_changed_a_cell_since_is_asked_about_first(kit: ik.Workspace) -> None:
    mine = draft_of(kit, "two")
    theirs = replace(kit, email=BEN).open_draft(mine.id)
    theirs.edit({"D4": "800"})

    with pytest.raises(EditConflictError) as raised:
        mine.edit({"D4": "900", "B4": "A coat"})
    (other,) = raised.value.edits
    assert (other.cell, other.after, other.made_by) == ("D4", "800", BEN)
    assert f'{BEN} has changed D4 to "800"' in raised.value.message
    assert mine.refreshed().edits[0].after == "800"  # nothing of mine, B4 neither

    mine.edit({"D4": "800", "B4": "A coat"})  # the same value is no conflict
    assert [edit.after for edit in mine.refreshed().edits] == ["A coat", "800"]
    assert mine.edit({"D4": "900"}, over=True).edits[-1].after == "900"


def test_edits_of_two_people_at_once_are_all_there(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "many")
    cells = [f"{letter}{row}" for row in (2, 3, 4) for letter in "BCE"]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda cell: draft.edit({cell: f"by-{cell}"}), cells))
    assert {edit.cell: edit.after for edit in draft.refreshed().edits} == {
        cell: f"by-{cell}" for cell in cells
    }


def test_products_left_out_count_as_skipped(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "left").leave_out("LEFT-shirt")
    assert (draft.left_out_rows, codes(draft)) == (2, [("number.invalid", "D4")])
    assert draft.plan is not None
    assert {name: draft.plan.summary[f"{name}_rows"] for name in ("total", "blank", "skipped")} == {
        "total": 1,
        "blank": 0,
        "skipped": 2,
    }
    assert draft.leave_out("LEFT-shirt", left_out=False).left_out_rows == 0
    draft = draft.refreshed().leave_out("left-coat")
    job = run(kit, draft.start())
    counted = {name: job.summary[f"{name}_rows"] for name in ("total", "blank", "skipped", "failed")}
    assert counted == {"total": 2, "blank": 0, "skipped": 1, "failed": 0}
    with pytest.raises(UsageError, match="no product 'nothing'"):
        draft_of(kit, "left2").leave_out("nothing")


def test_the_mode_is_switched_in_place_and_enrich_proposed_where_half_is_there(kit: ik.Workspace) -> None:
    kit.import_file(sheets.workbook(rows("mode", 900)[:2]))
    draft = draft_of(kit, "mode", 950)
    known = draft.stored_variants()
    assert (known.variants, known.stored, known.is_most) == (3, 2, True)
    draft = draft.with_mode("enrich")
    assert [code for code, _ in codes(draft)] == ["variant.not-found"]
    assert str(kit.open_draft(draft.id).mode) == "ENRICH"
    assert draft_of(kit, "unheard-of").stored_variants().is_most is False
    header = ("Product Handle", "Product Title", "SKU", "Barcode")
    kit.import_file(sheets.workbook([("bars", "Bars", None, "4006381333931")], header=header))
    lines = [("bars", None, None, "04006381333931"), (None, None, None, None), (None, None, "bars-2", None)]
    stored = kit.draft(sheets.workbook(lines, header=header), filename="bars.xlsx").stored_variants()
    assert (stored.variants, stored.stored) == (2, 1)


def test_another_sheet_is_read_with_edits_of_its_own(kit: ik.Workspace) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(rows("sheet"))))
    other = book.create_sheet("Autumn")
    for row in (sheets.HEADER, *rows("autumn", "light")):
        other.append(row)
    book.create_sheet("Notes").append(["nothing", "here"])
    book.save(buffer := io.BytesIO())

    draft = kit.draft(buffer.getvalue(), filename="sheets.xlsx").edit({"D4": "900"})
    assert (draft.sheet, draft.sheets) == ("Products", ("Products", "Autumn", "Notes"))
    autumn = draft.with_sheet("Autumn")
    assert (codes(autumn), list(autumn.edits)) == ([("number.invalid", "D4")], [])
    notes = autumn.with_sheet("Notes")
    assert [finding.code for finding in notes.check.findings] == ["header.not-found"]
    assert [edit.after for edit in notes.with_sheet("Products").edits] == ["900"]
    job = run(kit, notes.with_sheet("Autumn").edit({"D4": "901"}).start())
    assert (job.summary["products_created"], [edit.after for edit in kit.edits(job.id)]) == (2, ["901"])


def test_an_unknown_column_is_used_as_another_one_in_this_draft(kit: ik.Workspace) -> None:
    header = (*sheets.HEADER[:4], "Was es wiegt")
    draft = kit.draft(
        sheets.workbook([("used", "Used", "used-1", None, 230)], header=header), filename="u.xlsx"
    )
    draft = draft.edit({"D2": None}).use_as("E", "Kilograms CO2")
    columns = draft.book.columns.set_index("letter")
    assert (columns.loc["E", "column"], columns.loc["E", "is_imported"]) == ("Kilograms CO2", True)
    assert draft.revert("E1").book.columns.set_index("letter").loc["E", "is_imported"] == False  # noqa: E712
    with pytest.raises(UsageError, match="cannot be used as 'Colour'"):
        draft.use_as("E", "Colour")


def test_safe_fixes_are_made_at_once_and_equal_cells_found(kit: ik.Workspace) -> None:
    header = ("Product Handle", "Product Title", "SKU", "Image", "Grams Weight")
    lines = [(f"safe-{n}", "Safe", f"safe-{n}", "see https://a.example/1.jpg", "heavy") for n in range(3)]
    draft = kit.draft(sheets.workbook(lines, header=header), filename="safe.xlsx").fix()
    assert {edit.after for edit in draft.edits} == {"https://a.example/1.jpg"}
    assert draft.alike("E3") == ("E2", "E3", "E4")
    assert draft.alike("A2") == ("A2",)
    assert codes(draft.edit(dict.fromkeys(draft.alike("E3"), "230"))) == []
    twice = [(f"twice-{n}", "Twice", "twice", None, None) for n in range(2)]
    repeated = kit.draft(sheets.workbook(twice, header=header), filename="twice.xlsx")
    assert repeated.alike("C2") == ("C2",)  # another value for both would stand twice as well


def test_the_failed_rows_of_a_job_are_a_draft_that_corrects_it(kit: ik.Workspace) -> None:
    result = kit.import_file(sheets.workbook(rows("again")), filename="again.xlsx")
    draft = kit.draft_of(result.job_id)
    assert kit.draft_of(result.job_id).id == draft.id
    assert (draft.filename, draft.has_own_mode, codes(draft)) == (
        "again.xlsx",
        True,
        [("number.invalid", "D2")],
    )
    with pytest.raises(OtherModeError):
        draft.with_mode("ENRICH")
    job = run(kit, draft.edit({"D2": "900"}).start())
    assert kit.job(result.job_id).superseded_by == job.id
    assert job.summary["corrections"]["fixed"] == 1


def test_two_clicks_at_once_import_a_draft_once(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "once").edit({"D4": "900"})
    before = stored_files(kit)
    with ThreadPoolExecutor(4) as pool:
        job_ids = {job.id for job in pool.map(lambda _: kit.open_draft(draft.id).start(), range(4))}
    assert len(job_ids) == 1
    assert len(stored_files(kit) - before) == 1
    with pytest.raises(NotAllowedError, match="imported"):
        draft.edit({"D4": "1"})
    assert draft.start().id in job_ids  # a page that has not noticed


def test_an_edit_that_comes_while_it_is_imported_is_imported_or_refused(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "late")
    kit.open_draft(draft.id).edit({"D4": "900"})
    job = run(kit, draft.start())  # asked for by who saw "heavy"
    assert [edit.after for edit in kit.edits(job.id)] == ["900"]
    assert str(job.status) == "COMPLETED"


def test_a_draft_is_held_to_the_plan_that_was_shown(kit: ik.Workspace) -> None:
    shown = draft_of(kit, "shown", 900).edit({"D2": "181"}).leave_out("shown-coat")
    assert shown.plan is not None
    kit.open_draft(shown.id).edit({"D3": "191"})
    with pytest.raises(OutdatedPlanError, match="changed this draft since"):
        shown.start(plan=shown.plan.token)
    with pytest.raises(ik.UsageError, match="no token of a plan"):
        shown.start(plan="nonsense")

    seen = shown.refreshed()
    assert seen.plan is not None
    kit.import_file(sheets.workbook([("shown-shirt", "Other", "shown-X", 1, None)]))
    job = run(kit, seen.start(plan=seen.plan.token))
    assert str(job.status) == "FAILED"
    assert "have changed since the plan was made" in job.error
    again = draft_calls.of_upload(kit, job.id, read_file)
    assert (again.filename, again.book.sheet.total_rows) == ("shown.xlsx", 2)
    unchanged = draft_of(kit, "kept", 900).edit({"D2": "181"}).leave_out("kept-coat")
    assert unchanged.plan is not None
    assert str(run(kit, unchanged.start(plan=unchanged.plan.token)).status) == "COMPLETED"


def test_nothing_is_kept_of_a_workbook_that_cannot_be_read(kit: ik.Workspace) -> None:
    before = {draft.id for draft in kit.drafts()}
    for content, error, more in (
        (b"no workbook", UnreadableWorkbookError, {}),
        (sheets.workbook(rows("none")), UsageError, {"sheet": "Nothing"}),
    ):
        with pytest.raises(error):
            kit.draft(content, filename="x.xlsx", **more)  # type: ignore[arg-type]
    assert {draft.id for draft in kit.drafts()} == before
    empty = kit.draft(sheets.workbook([]), filename="empty.xlsx")
    with pytest.raises(RefusedImportError, match="no rows to import"):
        empty.start()


def test_viewers_look_and_members_of_no_brand_find_nothing(kit: ik.Workspace) -> None:
    draft = draft_of(kit, "seen")
    vera = replace(kit, email=VERA)
    seen = vera.open_draft(draft.id)
    assert codes(seen) == [("number.invalid", "D4")]
    for refused in (
        lambda: seen.edit({"D4": "1"}),
        lambda: seen.leave_out("seen-coat"),
        seen.discard,
        seen.start,
        lambda: draft_of(vera, "hers"),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    for unknown in (str(uuid4()), "nonsense", draft.id[:8]):
        with pytest.raises(UnknownDraftError):
            kit.open_draft(unknown)
    assert not kit.open_draft(draft.id).edits


def test_a_draft_goes_with_its_file_a_day_after_it_was_touched(kit: ik.Workspace) -> None:
    retention.delete_expired(kit.engine, kit.settings)  # what the tests above gave up
    old, young = draft_of(kit, "old"), draft_of(kit, "young")
    given_up = draft_of(kit, "given-up")
    given_up.discard()
    age(kit, old.id)
    for draft in (old, given_up):
        with pytest.raises(UnknownDraftError):
            kit.open_draft(draft.id)
    away = kit.storage.uri(old.id)

    with ThreadPoolExecutor(2) as pool:  # two cleanups at once
        done = list(pool.map(lambda _: retention.delete_expired(kit.engine, kit.settings), range(2)))

    assert sum(cleaned.files for cleaned in done) == 2
    assert {away, kit.storage.uri(given_up.id)}.isdisjoint(stored_files(kit))
    assert kit.storage.uri(young.id) in stored_files(kit)
    assert {old.id, given_up.id}.isdisjoint(draft.id for draft in kit.drafts())
    assert retention.delete_expired(kit.engine, kit.settings).files == 0


def test_a_cleanup_that_was_cut_off_between_file_and_row_is_finished(kit: ik.Workspace) -> None:
    retention.delete_expired(kit.engine, kit.settings)  # what the tests above gave up
    draft = draft_of(kit, "cut")
    age(kit, draft.id)
    kit.storage.delete(draft.record.file_uri, draft.id)
    assert retention.delete_expired(kit.engine, kit.settings).files == 1
    with db.as_owner(kit.engine, "test") as connection:
        assert connection.execute(drafts.select().where(drafts.c.id == draft.id)).all() == []


def test_a_draft_whose_file_is_gone_says_so(kit: ik.Workspace, tmp_path: Path) -> None:
    draft = draft_of(kit, "gone")
    kit.storage.delete(draft.record.file_uri, draft.id)
    with pytest.raises(UnknownDraftError, match="no longer kept"):
        kit.open_draft(draft.id)
    assert list(tmp_path.iterdir()) == []

"""Taking imports back as people do it: in Python and on the command line, corrections and merges between."""

from __future__ import annotations

import io
import itertools
import re
from random import Random
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support import catalogs, command_line, enrich_sheets, stored
from support import page_sheets as sheets

import importkit as ik
from importkit import db, display
from importkit.errors import NotAllowedError, UnknownJobError
from importkit.workspace import undo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.db

#: Row 2 and 3; two products, the coat with an error.
UPLOAD = (("tee", "Tee", "T-S", 180, None), ("coat", "Coat", "C-1", "heavy", None))


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


@pytest.fixture
def viewer(kit: ik.Workspace, database_url: str) -> Iterator[ik.Workspace]:
    db.add_member(kit.engine, "default", "vera@shop.example", "viewer")
    with ik.connect(database_url, email="vera@shop.example") as workspace:
        yield workspace


def mended(kit: ik.Workspace, job_id: str, folder: Path, **cells: Any) -> bytes:
    """Return the corrections workbook of a job with some cells changed."""
    workbook = openpyxl.load_workbook(kit.corrections(job_id, folder / f"{job_id}.xlsx"))
    for address, value in cells.items():
        workbook["Products"][address] = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def story(kit: ik.Workspace, job_id: str) -> tuple[str | None, bool]:
    """Return which job took the failures over, and whether they still wait in this one."""
    job = kit.job(job_id)
    return job.superseded_by, job.has_exportable_failures


def test_corrections_taken_back_are_open_again_and_can_be_made_again(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    first = kit.import_file(sheets.workbook(UPLOAD), filename="shirts.xlsx")
    second = kit.import_file(mended(kit, first.job_id, tmp_path, D2=900))
    assert story(kit, first.job_id) == (second.job_id, False)

    undone = kit.undo(second.job_id)

    assert undone.reopened == (first.job_id,)
    assert story(kit, first.job_id) == (None, True)
    assert sorted(stored.products(kit.engine)) == ["tee"]
    again = kit.import_file(mended(kit, first.job_id, tmp_path, D2=900))
    assert (again.corrected.fixed, again.summary["products_created"]) == (1, 1)
    assert story(kit, first.job_id) == (again.job_id, False)


def test_failed_rows_of_a_job_taken_back_can_still_be_corrected(kit: ik.Workspace, tmp_path: Path) -> None:
    first = kit.import_file(sheets.workbook(UPLOAD), filename="shirts.xlsx")

    kit.undo(first.job_id)

    assert story(kit, first.job_id) == (None, True)
    again = kit.import_file(mended(kit, first.job_id, tmp_path, D2=900))
    assert sorted(stored.products(kit.engine)) == ["coat"]
    assert again.corrected.fixed == 1


def test_the_rows_of_a_job_taken_back_are_still_told(kit: ik.Workspace) -> None:
    job = kit.import_file(sheets.workbook(UPLOAD), filename="shirts.xlsx")
    kit.undo(job.job_id)

    page = kit.preview(job.job_id)

    assert [(row.row_number, str(row.row_status)) for row in page.rows] == [(2, "COMMITTED"), (3, "FAILED")]
    assert [(row.product_handle, row.name) for row in page.rows] == [("tee", "Tee"), ("coat", "Coat")]
    assert not stored.products(kit.engine)
    assert kit.job(job.job_id).as_dict()["undone_at"] == kit.job(job.job_id).undone_at.isoformat()


def test_names_merged_since_are_edits(kit: ik.Workspace) -> None:
    catalogs.take(kit, catalogs.product("cap", Tags="men"))
    job = catalogs.take(kit, catalogs.product("tee", Tags="mens"))
    kit.merge("tag", "mens", "men")

    undone = kit.undo(job.job_id)

    edited = {"product_handle": "tee", "barcode": None, "name": None, "field": ""}
    assert undone.as_dict()["items"] == [
        edited | {"kind": "product", "sku": None, "reason": "edited"},
        edited | {"kind": "variant", "sku": "tee-1", "reason": "product_edited"},
    ]
    assert catalogs.column(kit, "SELECT name FROM brand_tags") == ["men"]


#: What a product had, what an enriching sheet says, the merge that comes after, and what undo brings back.
MERGED = {
    "a list that was cleared": ("Tags", "mens; sale", "[clear]", ("tag", ["mens", "men"]), {"men", "sale"}),
    "a list that was replaced": ("Tags", "mens; sale", "summer", ("tag", ["mens", "men"]), {"men", "sale"}),
    "both in the list": ("Tags", "mens; men", "[clear]", ("tag", ["mens", "men"]), {"men"}),
    "what the sheet said": ("Tags", "sale", "mens; men", ("tag", ["mens", "men"]), {"sale"}),
    "twice": ("Tags", "mens; sale", "[clear]", ("tag", ["mens", "men", "gents"]), {"gents", "sale"}),
    "the other one": ("Tags", "men; sale", "[clear]", ("tag", ["sale", "offer"]), {"men", "offer"}),
    "eco claims": ("Eco Claims", "bio; vegan", "[clear]", ("eco_claim", ["bio", "eco"]), {"eco", "vegan"}),
    "materials": (
        "Materials Percentages", "bio cotton: 60% | cotton: 40%", "[clear]",
        ("material", ["bio cotton", "cotton"]), {"cotton": 100},
    ),
    "materials without a percentage": (
        "Materials Percentages", "bio cotton | wool", "[clear]",
        ("material", ["bio cotton", "cotton"]), {"cotton": None, "wool": None},
    ),
    "materials that the sheet said": (
        "Materials Percentages", "wool", "bio cotton: 60% | cotton: 40%",
        ("material", ["bio cotton", "cotton"]), {"wool": None},
    ),
    "a facility": ("Weaving", "mill a", "[clear]", ("facility", ["mill a", "mill"]), {(1, "mill")}),
    "two facilities": ("Weaving", "mill a; mill", "spinner", ("facility", ["mill a", "mill"]), {(1, "mill")}),
    "a manufacturer": ("Manufacturer", "acme ltd", "[clear]", ("manufacturer", ["acme ltd", "acme"]), "acme"),
    "a season": ("Season", "ss 26", "aw26", ("season", ["ss 26", "ss26"]), "ss26"),
}  # fmt: skip
STORED = {"tag": "tags", "eco_claim": "claims", "material": "materials", "facility": "steps"}


def of_case(value: Any, number: int) -> Any:
    """Return what a case says with names of its own, so that all cases fit into one catalog."""
    match value:
        case str():
            return (
                value
                if value == "[clear]"
                else re.sub(r"[a-z][a-z0-9 ]*[a-z0-9]", rf"\g<0> of {number}", value)
            )
        case dict():
            return {of_case(name, number): share for name, share in value.items()}
        case set() | list() | tuple():
            return type(value)(of_case(item, number) for item in value)
    return value


def test_a_former_name_that_was_merged_comes_back_as_the_one_it_means(kit: ik.Workspace) -> None:
    had, said, merges, expected = [], [], [], {}
    for number, (case, (column, before, change, (kind, words), back)) in enumerate(MERGED.items()):
        handle, names = f"tee-{number}", of_case(words, number)
        had.append(catalogs.product(handle, **{column: of_case(before, number)}))
        had += [
            catalogs.product(f"other-{number}-{place}", **{column: name}) for place, name in enumerate(names)
        ]
        said.append({"Product_Handle": handle, "SKU": f"{handle}-1", column: of_case(change, number)})
        merges += [(kind, *pair) for pair in itertools.pairwise(names)]
        expected[case] = (handle, STORED.get(kind, kind), of_case(back, number))
    catalogs.take(kit, *had)
    job = kit.import_file(catalogs.sheet(*said), mode=ik.Mode.ENRICH)
    assert str(job.status) == "COMPLETED", job.findings.to_dicts()
    for merge in merges:
        kit.merge(*merge)

    undone = kit.undo(job.job_id)

    assert undone.items.to_dict("records") == []
    found = stored.products(kit.engine)
    assert {case: found[handle][field] for case, (handle, field, _) in expected.items()} == {
        case: back for case, (_, _, back) in expected.items()
    }


@pytest.mark.parametrize("order", [(2, 1), (1, 2, 1)], ids=["the later first", "the earlier first"])
def test_several_imports_before_and_after_a_merge_are_taken_back_one_after_the_other(
    kit: ik.Workspace, order: tuple[int, ...]
) -> None:
    variant = {"SKU": "tee-2", "Materials_Percentages": "bio cotton: 100%"}
    tee = catalogs.product("tee", Tags="mens; sale", Materials_Percentages="wool: 100%")
    catalogs.take(kit, tee, variant)
    catalogs.take(kit, catalogs.product("cap", Tags="men", Materials_Percentages="cotton: 100%"))
    jobs: dict[int, str] = {}
    for number, (tags, materials) in enumerate(
        (("mens; new", "linen: 100%"), ("[clear]", "[clear]")), start=1
    ):
        rows = (
            {"Product_Handle": "tee", "SKU": "tee-1", "Tags": tags},
            {"Product_Handle": "tee", "SKU": "tee-2", "Materials_Percentages": materials},
        )
        jobs[number] = kit.import_file(catalogs.sheet(*rows), mode=ik.Mode.ENRICH).job_id
        if number == 1:
            kit.merge("tag", "mens", "men")
    kit.merge("material", "bio cotton", "cotton")

    kept = [list(kit.undo(jobs[number]).items["reason"]) for number in order]

    found = stored.products(kit.engine)["tee"]
    assert found["tags"] == {"men", "sale"}
    assert [variant["materials"] for variant in found["variants"]] == [{}, {"cotton": 100}]
    assert kept[-1] == []
    assert catalogs.column(kit, "SELECT name FROM brand_tags ORDER BY name") == ["men", "sale"]
    assert catalogs.column(kit, "SELECT name FROM brand_materials ORDER BY name") == ["cotton", "wool"]


def test_a_merge_of_one_brand_changes_nothing_that_another_one_can_take_back(
    kit: ik.Workspace, database_url: str
) -> None:
    db.add_brand(kit.engine, "other", "Other", "ben@shop.example")
    journal = "SELECT stored::text || written::text FROM import_journal WHERE digest IS NULL ORDER BY 1"
    with ik.connect(database_url, brand="other", email="ben@shop.example") as other:
        for one in (kit, other):
            catalogs.take(one, catalogs.product("tee", Tags="mens"), catalogs.product("cap", Tags="men"))
            enriched = catalogs.sheet({"Product_Handle": "tee", "SKU": "tee-1", "Tags": "[clear]"})
            one.import_file(enriched, mode=ik.Mode.ENRICH)
        before = set(catalogs.column(kit, journal))
        other.merge("tag", "mens", "men")

    after = set(catalogs.column(kit, journal))
    assert (len(before), len(before & after)) == (2, 1)


def test_a_former_name_that_was_deleted_is_said(kit: ik.Workspace) -> None:
    catalogs.take(kit, catalogs.product("tee", Tags="mens"))
    enriched = catalogs.sheet({"Product_Handle": "tee", "SKU": "tee-1", "Tags": "summer"})
    job = kit.import_file(enriched, mode=ik.Mode.ENRICH)
    with kit.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM brand_tags WHERE name = 'mens'")

    undone = kit.undo(job.job_id)

    assert undone.items[["product_handle", "field", "reason"]].to_dict("records")[0] == {
        "product_handle": "tee",
        "field": "Tags",
        "reason": "not_in_catalog",
    }


def test_a_name_that_a_later_import_may_put_back_says_whether_that_was_undone(kit: ik.Workspace) -> None:
    first = catalogs.take(kit, catalogs.product("tee", Tags="mens"))
    enriched = catalogs.sheet({"Product_Handle": "tee", "SKU": "tee-1", "Tags": "summer"})
    second = kit.import_file(enriched, mode=ik.Mode.ENRICH)

    def reason() -> str:
        kept = kit.undo(first.job_id, dry_run=True).items
        return str(kept.loc[kept["kind"] == "tag", "reason"].squeeze())

    assert reason() == "replaced"
    with kit.engine.begin() as connection:  # edited by hand: it does not go back
        connection.exec_driver_sql("DELETE FROM product_tags")
    assert kit.undo(second.job_id).kept.values == 1
    assert reason() == "replaced_undone"
    text = command_line_text(kit, first.job_id)
    assert "a later import that was undone could not put it back everywhere" in text


def command_line_text(kit: ik.Workspace, job_id: str) -> str:
    lines = display.kept_cells(kit.undo(job_id, dry_run=True).items)
    return "\n".join(" ".join(line) for line in lines)


def test_trying_it_writes_nothing(kit: ik.Workspace) -> None:
    job = catalogs.take(kit, catalogs.product("tee", Tags="men"))
    before = stored.counts(kit.engine)

    tried = kit.undo(job.job_id, dry_run=True)

    assert (tried.reversed.products, tried.undone_at, tried.is_dry_run) == (1, None, True)
    assert stored.counts(kit.engine) == before
    assert kit.job(job.job_id).undone_at is None


def test_a_viewer_only_looks(viewer: ik.Workspace, kit: ik.Workspace) -> None:
    job = catalogs.take(kit, catalogs.product("tee"))

    with pytest.raises(NotAllowedError, match="Only members and owners"):
        viewer.undo(job.job_id)

    assert (viewer.can_undo(viewer.job(job.job_id)), kit.can_undo(kit.job(job.job_id))) == (False, True)
    assert stored.counts(kit.engine)["products"] == 1


def test_a_job_of_another_brand_is_unknown(kit: ik.Workspace, database_url: str) -> None:
    job = catalogs.take(kit, catalogs.product("tee"))
    db.add_brand(kit.engine, "other", "Other", "ben@shop.example")

    with (
        ik.connect(database_url, brand="other", email="ben@shop.example") as other,
        pytest.raises(UnknownJobError),
    ):
        other.undo(job.job_id)


def test_the_command_tries_does_and_says_that_it_is_done(
    kit: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    job = catalogs.take(kit, catalogs.product("tee", Tags="men"), catalogs.product("cap"))
    with kit.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE products SET name = 'Mine' WHERE product_handle = 'cap'")

    def undo(*words: str) -> command_line.Ended:
        return command_line.run(
            "jobs", "undo", job.job_id[:8], *words, cwd=tmp_path, database_url=database_url
        )

    tried, done, again = undo("--dry-run"), undo(), undo()
    listed = command_line.run("jobs", "list", cwd=tmp_path, database_url=database_url)
    reported = command_line.run("jobs", "show", job.job_id, cwd=tmp_path, database_url=database_url)

    assert [ended.code for ended in (tried, done, again, listed, reported)] == [0, 0, 0, 0, 0]
    assert f"sheet.xlsx (job {job.job_id[:8]}) would be undone." in tried.out
    assert f"sheet.xlsx (job {job.job_id[:8]}) is undone." in done.out
    assert [line.split() for line in done.out.splitlines() if line.startswith("  ")][1:3] == [
        ["Products", "removed", "1", "1", "0"],
        ["Variants", "removed", "1", "1", "0"],
    ]
    assert "product cap" in done.out
    assert "edited later" in done.out
    assert again.out.startswith(f"Nothing to do: sheet.xlsx (job {job.job_id[:8]}) was undone on 20")
    words = " ".join(listed.out.split())
    assert "undone: 1 product, 1 variant, 1 name taken back; 1 product, 1 variant kept" in words
    assert "Undone" in reported.out


def test_the_command_speaks_json(kit: ik.Workspace, database_url: str, tmp_path: Path) -> None:
    job = catalogs.take(kit, catalogs.product("tee"))

    ended = command_line.run(
        "jobs", "undo", job.job_id, "--format", "json", cwd=tmp_path, database_url=database_url
    )

    assert ended.json == {
        "job_id": job.job_id,
        "filename": "sheet.xlsx",
        "dry_run": False,
        "undone_at": kit.job(job.job_id).undone_at.isoformat(),
        "undone_before": False,
        "reversed": {"products": 1, "variants": 1, "values": 0, "names": 0},
        "kept": {"products": 0, "variants": 0, "values": 0, "names": 0},
        "nothing": {"products": 0, "variants": 0, "values": 0, "names": 0},
        "reopened": [],
        "items": [],
    }


def test_the_command_lists_the_first_twenty_and_all_on_request(
    kit: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    job = catalogs.take(kit, *(catalogs.product(f"tee-{number:02}") for number in range(25)))
    with kit.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE products SET name = 'Mine'")

    words = ("jobs", "undo", job.job_id, "--dry-run")
    some = command_line.run(*words, cwd=tmp_path, database_url=database_url)
    every = command_line.run(*words, "--all", cwd=tmp_path, database_url=database_url)

    assert (some.out.count("edited later"), every.out.count("edited later")) == (20, 25)
    assert "product tee-07 and its variant" in some.out
    assert "… and 5 more; --all lists every one of them." in some.out


def test_a_product_and_its_variants_are_one_line(kit: ik.Workspace) -> None:
    variants = [{"SKU": f"tee-{number}"} for number in (2, 3)]
    coats = [{"SKU": f"coat-{number}"} for number in (2, 3)]
    job = catalogs.take(kit, catalogs.product("tee"), *variants, catalogs.product("coat"), *coats)
    with kit.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE products SET name = 'Mine' WHERE product_handle = 'tee'")
        connection.exec_driver_sql(
            "UPDATE product_variants SET name = 'Mine' WHERE sku IN ('coat-1', 'coat-2')"
        )

    undone = kit.undo(job.job_id, dry_run=True)

    assert display.kept_cells(undone.items) == [
        ("product coat", "", "has variants that stay"),
        ("product tee and its 3 variants", "", "edited later"),
        ("2 variants of coat", "", "edited later"),
    ]
    assert len(undone.items) == 7  # each by itself for whoever computes with it


def test_text_of_a_sheet_is_escaped_in_a_notebook(kit: ik.Workspace) -> None:
    job = catalogs.take(kit, catalogs.product("tee", Tags="<script>"))
    with kit.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE brand_tags SET name = '<script>!'")

    html = kit.undo(job.job_id)._repr_html_()

    assert "&lt;script&gt;!" in html
    assert "<script>" not in html


def reported(changes: Any) -> list[tuple[str, ...]]:
    """Return a frame of changes to compare: whose, of what, before and after; lists by their items."""
    names = ["level", "product_handle", "field", "before", "after"]
    lines = changes[names].astype("object").where(changes[names].notna(), "").to_numpy().tolist()
    return sorted(
        tuple(str((sorted(one) if isinstance(one, list) else one) or "") for one in line) for line in lines
    )


def test_what_an_import_changed_is_told_as_it_was_planned(kit: ik.Workspace, viewer: ik.Workspace) -> None:
    random = Random(4)  # noqa: S311  the same sheets each time
    rows, products = enrich_sheets.catalog_of(random)
    kit.import_file(enrich_sheets.workbook_of(rows), filename="first.xlsx")
    jobs, fields = [], set()
    for _ in range(4):
        sheet = enrich_sheets.workbook_of(enrich_sheets.sheet_for(random, products))
        planned = kit.plan(sheet, mode="enrich", filename="second.xlsx").changes
        jobs.append(kit.import_file(sheet, mode="enrich", filename="second.xlsx").job_id)
        found = undo.noted_values(viewer, jobs[-1], page=1, size=10_000)
        assert reported(found.frame) == reported(planned)
        assert found.total == len(planned)
        fields |= {line[2] for line in reported(found.frame)}

    assert fields > {"Tags", "Grams Weight", "Season", "Materials Percentages"}
    whole = undo.noted_values(kit, jobs[-1], page=1, size=10_000)
    second = undo.noted_values(kit, jobs[-1], page=2, size=3)
    assert (second.total, reported(second.frame)) == (whole.total, reported(whole.frame.iloc[3:6]))
    kit.undo(jobs[-1])
    assert undo.noted_values(kit, jobs[-1], page=1, size=15).total == 0

"""A plan writes nothing, shows what is one's own, and holds an import to what it has shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pandas as pd
import pytest
import sqlalchemy as sa
from support import create_sheets
from support.brand_imports import numbered
from support.workbooks import build_workbook

import importkit as ik
from importkit import db, pipeline, production, staging
from importkit.db.shadows import forbid_writes
from importkit.errors import OutdatedPlanError, UsageError
from importkit.findings import RefusedImportError
from importkit.read_options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.filled_databases import Filled

CATALOGUE = [
    {
        "Product Handle": "tee",
        "Product Title": "Tee",
        "SKU": "TEE-1",
        "Attribute 1": "Color",
        "Attribute Value 1": "Red",
        "Manufacturer": "Acme Textiles",
        "Tags": "men; summer",
        "Grams Weight": "150",
        "Weaving": "Mill A",
    },
    {"SKU": "TEE-2", "Attribute 1": "Color", "Attribute Value 1": "Blue", "Kilograms CO2": "4"},
    {"Product Handle": "cap", "Product Title": "Cap", "SKU": "CAP-1", "Tags": "men"},
]
#: Enriches the tee and its second variant, and meets a variant that is not there.
SHEET = [
    {
        "Product Handle": "tee",
        "SKU": "TEE-1",
        "Manufacturer": "Acme Textiles Ltd",
        "Tags": "summer; women",
        "Weaving": "Mill B",
    },
    {"Product Handle": "tee", "SKU": "TEE-2", "Kilograms CO2": "5.5", "Grams Weight": "150"},
    {"Product Handle": "belt", "SKU": "BELT-1", "Grams Weight": "90"},
]

#: A sheet that has no header row.
HEADERLESS = [["one", "two"], [1, 2]]


def workbook(rows: list[dict[str, str]]) -> bytes:
    return create_sheets.workbook_of(rows)


def import_catalogue(kit: ik.Workspace) -> None:
    kit.import_file(workbook(CATALOGUE))


def import_shirt_too(kit: ik.Workspace) -> None:
    import_catalogue(kit)
    copies = (row for number in range(1, len(EFFECTS) + 1) for row in numbered(number, *SHIRT))
    kit.import_file(workbook([*SHIRT, *copies]))


@pytest.fixture
def template(request: pytest.FixtureRequest, filled: Callable[..., Filled]) -> str:
    return filled(import_shirt_too if "shirt" in request.fixturenames else import_catalogue).template


@pytest.fixture
def shirt() -> None:
    """Let the shop have the shirt, too."""


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def run(kit: ik.Workspace, query: str, **values: Any) -> Any:
    with kit.engine.begin() as connection:
        return connection.execute(sa.text(query), values)


def enrich(kit: ik.Workspace, rows: list[dict[str, str]] | None = None) -> ik.Plan:
    return kit.plan(workbook(SHEET if rows is None else rows), mode=ik.Mode.ENRICH)


def digest(kit: ik.Workspace) -> str:
    """Return every row of every table as one text."""
    tables = sorted(db.tables.metadata.tables)
    with kit.engine.connect() as connection:
        return repr(
            [sorted(map(str, connection.execute(sa.text(f"SELECT * FROM {name}")))) for name in tables]
        )


def replaced(before: list[str], after: list[str], added: list[str], removed: list[str]) -> dict[str, Any]:
    return {"before": before, "after": after, "added": added, "removed": removed}


def test_a_plan_tells_every_change_with_before_and_after(kit: ik.Workspace) -> None:
    plan = enrich(kit)

    changed = {"inherited": None, "effect": "change"}
    tee = {"level": "product", "product_handle": "tee", "sku": None, "barcode": None} | changed
    second = {"level": "variant", "product_handle": "tee", "sku": "TEE-2", "barcode": None} | changed
    # The weight of the second is the product's, which it has anyway.
    assert plan.as_dict()["changes"] == [
        {**tee, "field": "Weaving"} | replaced(["Mill A"], ["Mill B"], ["Mill B"], ["Mill A"]),
        {**tee, "field": "Manufacturer", "before": "Acme Textiles", "after": "Acme Textiles Ltd"},
        {**tee, "field": "Tags"} | replaced(["men", "summer"], ["summer", "women"], ["women"], ["men"]),
        {**second, "field": "Kilograms CO2", "before": "4", "after": "5.5"},
    ]
    for name in ("changes", "entities", "rows"):
        ik.FRAMES[f"plan_{name}"].validate(getattr(plan, name))
    assert [tuple(entity.values()) for entity in plan.as_dict()["entities"]] == [
        ("manufacturer", "Acme Textiles Ltd", "Acme Textiles"),
        ("tag", "women", None),
        ("facility", "Mill B", None),
    ]
    assert plan.rows["outcome"].tolist() == ["update", "update", "failed"]
    assert plan.rows["sku"].tolist() == ["TEE-1", "TEE-2", "BELT-1"]
    counted = {name: plan.summary[name] for name in ("products_updated", "variants_updated", "failed_rows")}
    assert counted == {"products_updated": 1, "variants_updated": 1, "failed_rows": 1}
    assert "variant.not-found" in plan.findings.counts()
    assert "entity.similar" in plan.findings.counts()


#: A shirt that weighs 250 g, of cotton, woven in mill A, and two variants; the second is blue and lighter.
SHIRT = [
    {
        "Product Handle": "shirt", "Product Title": "Shirt", "SKU": "S-1", "Attribute 1": "Color",
        "Attribute Value 1": "Red", "Grams Weight": "250", "Description": "Soft", "Image": "https://a.test/1.jpg",
        "Materials Percentages": "Cotton: 100%", "Weaving": "Mill A", "Kilograms CO2": "4",
        "Liters Water Used": "10", "Eco Claims": "Fair",
    },
    {"SKU": "S-2", "Attribute 1": "Color", "Attribute Value 1": "Blue", "Grams Weight": "200"},
    {"SKU": "S-3", "Attribute 1": "Color", "Attribute Value 1": "Green"},
]  # fmt: skip
S2, S3 = {"SKU": "S-2"}, {"SKU": "S-3"}
NINE, FIRST = "https://a.test/9.jpg", "https://a.test/1.jpg"
MATERIALS = "Materials Percentages"
#: What a row says of a variant; before, after, what it inherits, and the effect.
EFFECTS = [
    (S3 | {"Grams Weight": "240"}, (None, "240 g", "250 g", "override")),
    (S3 | {"Product Title": "Green"}, (None, "Green", "Shirt", "override")),
    (S2 | {"Grams Weight": "0.21 kg"}, ("200 g", "0.21 kg", None, "change")),
    (S2 | {"Grams Weight": "[clear]"}, ("200 g", None, "250 g", "inherit")),
    (S3 | {"Finishing": "Mill B"}, ([], ["Mill B"], None, "set")),
    (S3 | {"Weaving": "Mill B"}, ([], ["Mill B"], ["Mill A"], "override")),
    (S3 | {MATERIALS: "Wool: 100%"}, ([], ["Wool: 100%"], ["Cotton: 100%"], "override")),
    (S3 | {"Barcode": "4006381333931"}, (None, "4006381333931", None, "set")),
    (S3 | {"Image": NINE}, (None, NINE, FIRST, "override")),
]


@pytest.mark.usefixtures("shirt")
def test_the_effect_on_a_variant_is_told_with_what_it_inherits(kit: ik.Workspace) -> None:
    rows = [
        one
        for number, (row, _) in enumerate(EFFECTS, 1)
        for one in numbered(number, {"Product Handle": "shirt"}, row)
    ]

    changes = enrich(kit, rows).as_dict()["changes"]

    assert len(changes) == len(EFFECTS)
    for change in changes:
        row, expected = EFFECTS[int(change["product_handle"].removeprefix("shirt-")) - 1]
        field = list(row)[1]
        assert (change["level"], change["field"]) == ("variant", field)
        if field != "Barcode":  # which has its number, as all that tells a variant
            assert tuple(change[name] for name in ("before", "after", "inherited", "effect")) == expected
        else:
            assert tuple(change[name] for name in ("before", "inherited", "effect")) == (None, None, "set")


@pytest.mark.usefixtures("shirt")
def test_a_picture_of_a_variant_is_told_by_its_own_column(kit: ik.Workspace) -> None:
    export = build_workbook({"Products": [
        ["Product Handle", "SKU", "Image", "Variant Image"],
        ["shirt", "S-1", "https://a.test/9.jpg", None],
        ["shirt", "S-3", None, "https://a.test/3.jpg"],
    ]})  # fmt: skip

    changes = kit.plan(export, mode=ik.Mode.ENRICH).changes

    assert changes[["level", "field", "effect"]].to_numpy().tolist() == [
        ["product", "Image", "change"],
        ["variant", "Variant Image", "override"],
    ]


WHAT_COUNTS = {
    "Grams Weight": "0.25 kg", "Description": "Soft", "Image": "https://a.test/1.jpg",
    "Materials Percentages": "Cotton: 100%", "Weaving": "Mill A", "Kilograms CO2": "4.0",
    "Liters Water Used": "10", "Eco Claims": "Fair", "Product Title": "Shirt",
}  # fmt: skip


@pytest.mark.usefixtures("shirt")
def test_what_counts_for_a_variant_anyway_is_no_change(kit: ik.Workspace) -> None:
    plan = enrich(kit, [{"Product Handle": "shirt"}, {"SKU": "S-3", **WHAT_COUNTS}])

    assert plan.as_dict()["changes"] == []
    assert plan.rows["outcome"].tolist() == ["unchanged", "unchanged"]


@pytest.mark.parametrize("mode", list(ik.Mode))
def test_the_sheet_that_was_imported_changes_nothing(kit: ik.Workspace, mode: ik.Mode) -> None:
    same = WHAT_COUNTS | {"Grams Weight": "250"}
    sheet = [SHIRT[0], SHIRT[1] | same | {"Grams Weight": "200"}, SHIRT[2] | same]
    kit.import_file(workbook(sheet))

    again = kit.import_file(workbook(sheet), mode=mode)

    assert (again.summary["successful_rows"], again.summary["unchanged_rows"]) == (0, 3)
    assert run(kit, "SELECT count(*) FROM variant_weight").scalar_one() == 1
    assert run(kit, "SELECT count(*) FROM variant_materials").scalar_one() == 0


@pytest.mark.usefixtures("shirt")
def test_of_a_record_a_variant_gets_all_that_its_row_gives_or_nothing(kit: ik.Workspace) -> None:
    row = {
        "SKU": "S-3",
        "Kilograms CO2": "4",
        "Liters Water Used": "9",
        "Weaving": "Mill A",
        "Finishing": "B",
    }

    kit.import_file(workbook([{"Product Handle": "shirt"}, row]), mode=ik.Mode.ENRICH)

    own = "SELECT carbon_kg_co2e, water_liters FROM variant_environment WHERE water_liters = 9"
    assert [float(value) for value in run(kit, own).one()] == [4, 9]
    steps = "SELECT count(DISTINCT sort_index) FROM variant_journey_steps"
    assert run(kit, steps).scalar_one() == 2


@pytest.mark.usefixtures("shirt")
def test_a_variant_follows_the_value_that_its_product_gets_in_the_same_sheet(kit: ik.Workspace) -> None:
    sheet = [
        {"Product Handle": "shirt", "SKU": "S-1", "Grams Weight": "300"},
        {"SKU": "S-2", "Grams Weight": "[clear]"},
        {"SKU": "S-3", "Grams Weight": "300"},
    ]

    changes = enrich(kit, sheet).changes

    values = changes[["before", "after", "inherited", "added", "removed"]].to_numpy().ravel().tolist()
    assert all(isinstance(value, str | list) or pd.isna(value) for value in values)
    assert changes[["sku", "after", "inherited", "effect"]].astype("object").where(
        changes[["sku", "after", "inherited", "effect"]].notna(), None
    ).to_numpy().tolist() == [
        [None, "300 g", None, "change"],
        ["S-2", None, "300 g", "inherit"],
    ]


@pytest.mark.usefixtures("shirt")
def test_a_variant_keeps_what_its_row_says_when_its_product_gets_another_value(kit: ik.Workspace) -> None:
    sheet = [
        {"Product Handle": "shirt", "SKU": "S-1", "Grams Weight": "300"},
        {"SKU": "S-3", "Grams Weight": "250"},
    ]

    changes = enrich(kit, sheet).changes

    assert changes["effect"].tolist() == ["change", "override"]
    assert changes["inherited"].tolist()[1] == "250 g"


def test_a_list_that_is_emptied_loses_what_it_had(kit: ik.Workspace) -> None:
    plan = enrich(kit, [{"Product Handle": "tee", "Tags": "[clear]"}])

    [change] = plan.as_dict()["changes"]
    assert (change["before"], change["after"], change["removed"]) == (
        ["men", "summer"],
        [],
        ["men", "summer"],
    )


def test_the_name_of_the_catalog_is_told_whatever_its_spelling_in_the_sheet(kit: ik.Workspace) -> None:
    plan = enrich(kit, [{"Product Handle": "cap", "Manufacturer": " ACME  textiles "}])

    assert plan.changes["after"].tolist() == ["Acme Textiles"]


def test_the_second_plan_of_an_import_changes_nothing(kit: ik.Workspace) -> None:
    kit.import_file(workbook(SHEET), mode=ik.Mode.ENRICH, plan=enrich(kit).token)

    plan = enrich(kit)

    assert (len(plan.changes), len(plan.entities)) == (0, 0)
    assert plan.rows["outcome"].tolist() == ["unchanged", "unchanged", "failed"]


@pytest.mark.parametrize("mode", list(ik.Mode))
def test_a_plan_writes_nothing(kit: ik.Workspace, mode: ik.Mode) -> None:
    before = digest(kit)

    kit.plan(workbook(SHEET), mode=mode)
    kit.check(workbook(SHEET), mode=mode)

    assert digest(kit) == before


def test_postgres_itself_refuses_what_a_plan_would_write(kit: ik.Workspace) -> None:
    resolved = pipeline.resolve(workbook(SHEET), kit.brand_context, ReadOptions(ik.Mode.ENRICH))
    job_id = str(uuid4())
    with db.as_service(kit.engine, "test") as connection:
        staging.prepare(connection, job_id)
        production.prepare(connection)
        forbid_writes(connection)
        staging.stage_aside(resolved, job_id, connection)

        with pytest.raises(sa.exc.DBAPIError, match="read-only transaction"):
            connection.execute(sa.text("UPDATE products SET name = 'other'"))
        connection.rollback()


def test_a_sheet_without_a_header_has_no_plan(kit: ik.Workspace) -> None:
    headerless = build_workbook({"Products": HEADERLESS})

    with pytest.raises(RefusedImportError):
        kit.plan(headerless)

    assert kit.check(headerless).findings.counts() == {"header.not-found": 1}


def test_a_check_against_a_brand_tells_what_the_import_would(kit: ik.Workspace) -> None:
    taken = [{"Product Handle": "hat", "Product Title": "Hat", "SKU": "CAP-1"}]

    check = kit.check(workbook(taken))

    assert check.findings.errors.counts() == {"sku.taken": 1}
    assert check.counts["failed_rows"] == 1


UNCHANGED = [
    "UPDATE products SET name = 'Other' WHERE handle_key = 'cap'",  # another product
    "UPDATE products SET updated_at = now()",
]
#: What may happen to a product or variant, one after the other.
CHANGED = [
    "UPDATE products SET description = 'New' WHERE handle_key = 'tee'",
    "UPDATE product_variants SET name = 'New' WHERE sku = 'TEE-2'",
    "DELETE FROM product_tags USING brand_tags WHERE id = tag_id AND name = 'summer'",
    "UPDATE variant_environment SET carbon_kg_co2e = 9",
    "UPDATE product_weight SET weight = 9",
    "UPDATE product_journey_steps SET sort_index = 2",
    "DELETE FROM product_variant_attributes",
    "UPDATE product_variants SET sku = 'TEE-9' WHERE sku = 'TEE-1'",  # no longer found
    "UPDATE product_variants SET sku = 'BELT-1' WHERE sku = 'CAP-1'",  # found only now
    "DELETE FROM products WHERE handle_key = 'tee'",
]


def test_a_plan_is_another_one_when_its_products_have_changed_and_only_then(kit: ik.Workspace) -> None:
    resolved = pipeline.resolve(workbook(SHEET), kit.brand_context, ReadOptions(ik.Mode.ENRICH))

    def plan_again() -> str:
        with db.as_user(kit.engine, kit.email, "plan") as connection:
            return pipeline.plan(resolved, str(kit.brand.id), connection).token

    token = enrich(kit).token
    for change in UNCHANGED:
        run(kit, change)
        assert plan_again() == token, change
    for change in CHANGED:
        run(kit, change)
        former, token = token, plan_again()
        assert token != former, change


def test_an_import_by_its_plan_goes_on_when_its_products_are_the_same(kit: ik.Workspace) -> None:
    plan = enrich(kit)
    for change in UNCHANGED:
        run(kit, change)

    result = kit.import_file(workbook(SHEET), mode=ik.Mode.ENRICH, plan=plan.token)

    assert result.summary["products_updated"] == 1


def test_an_import_by_its_plan_is_refused_when_its_products_have_changed(kit: ik.Workspace) -> None:
    plan = enrich(kit)
    run(kit, CHANGED[0])
    stored = run(kit, "SELECT count(*), max(updated_at) FROM products").one()

    with pytest.raises(OutdatedPlanError, match="have changed since") as refused:
        kit.import_file(workbook(SHEET), mode=ik.Mode.ENRICH, plan=plan.token)

    assert refused.value.hint == "Plan again, look, then import."
    assert run(kit, "SELECT count(*), max(updated_at) FROM products").one() == stored
    assert run(kit, "SELECT count(*) FROM staging_products").scalar_one() == 0
    job = kit.recent_imports()[0]
    assert (job.status, job.error) == ("FAILED", refused.value.message)


def test_an_import_by_a_plan_is_refused_after_another_import(kit: ik.Workspace) -> None:
    first, second = enrich(kit), enrich(kit)
    assert first.token == second.token
    kit.import_file(workbook(SHEET), mode=ik.Mode.ENRICH, plan=first.token)

    with pytest.raises(OutdatedPlanError):
        kit.import_file(workbook(SHEET), mode=ik.Mode.ENRICH, plan=second.token)


def test_creating_by_a_plan_is_refused_when_a_product_is_there_by_now(kit: ik.Workspace) -> None:
    new = workbook([{"Product Handle": "hat", "Product Title": "Hat", "SKU": "HAT-1"}])
    plan = kit.plan(new)
    kit.import_file(new)

    with pytest.raises(OutdatedPlanError):
        kit.import_file(new, plan=plan.token)


def test_a_plan_of_something_else_makes_no_job(kit: ik.Workspace) -> None:
    planned = enrich(kit).token
    jobs = len(kit.recent_imports())

    for rows, mode, token in (
        (SHEET[:2], ik.Mode.ENRICH, planned),  # another workbook
        (SHEET, ik.Mode.CREATE, planned),
        (SHEET, ik.Mode.ENRICH, "p1-nonsense"),
    ):
        with pytest.raises(UsageError):
            kit.import_file(workbook(rows), mode=mode, plan=token)

    assert len(kit.recent_imports()) == jobs


def test_a_plan_of_another_brand_makes_no_job(kit: ik.Workspace, database_url: str) -> None:
    ik.add_brand("other", "Other", url=database_url)
    planned = enrich(kit).token

    with ik.connect(database_url, brand="other") as other:
        with pytest.raises(UsageError, match="another workbook, mode or brand"):
            other.import_file(workbook(SHEET), mode=ik.Mode.ENRICH, plan=planned)
        assert other.recent_imports() == []


def test_a_viewer_may_plan(kit: ik.Workspace, database_url: str) -> None:
    run(
        kit,
        "INSERT INTO brand_members (brand_id, email, role) VALUES (:brand_id, 'eve@example.com', 'viewer')",
        brand_id=kit.brand.id,
    )

    with ik.connect(database_url, email="eve@example.com") as viewer:
        plan = enrich(viewer)

    assert plan.as_dict() == enrich(kit).as_dict()


def test_products_of_another_brand_are_not_there(kit: ik.Workspace, database_url: str) -> None:
    ik.add_brand("other", "Other", url=database_url)

    with ik.connect(database_url, brand="other") as other:
        plan = enrich(other)

    assert len(plan.changes) == 0
    assert plan.summary["failed_rows"] == 3


def test_a_plan_reads_one_moment(kit: ik.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare: Callable[..., None] = production.prepare

    def meanwhile(connection: sa.Connection) -> None:
        run(kit, "DELETE FROM products")
        prepare(connection)

    monkeypatch.setattr(production, "prepare", meanwhile)

    assert enrich(kit).summary["products_updated"] == 1


def test_a_plan_is_short_in_words_and_a_page_in_a_notebook(kit: ik.Workspace) -> None:
    plan = enrich(kit, [{"Product Handle": "cap", "Description": "<b>soft</b>"}])

    assert repr(plan).startswith(
        "1 product would be updated.\nworkbook.xlsx, plan, mode ENRICH, nothing was written\n"
    )
    html = plan._repr_html_()
    assert "&lt;b&gt;soft&lt;/b&gt;" in html
    assert "<b>soft" not in html

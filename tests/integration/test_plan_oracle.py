"""What a plan says is what the import then does: counts, rows, changes, new names and findings.

The sheets are those of the two oracles. Each is planned and then imported; what changes is told by comparing
what is stored before and after, in plain Python.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from support import create_sheets, enrich_sheets, stored
from support.hypothesis_profiles import more_at_night
from support.postgres_fixtures import temporary_database

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.db, pytest.mark.slow]

#: The column of each stored field that holds one value.
SINGLE = {
    "name": "Product Title",
    "description": "Description",
    "image": "Image",
    "manufacturer": "Manufacturer",
    "category": "Category",
    "season": "Season",
    "carbon": "Kilograms CO2",
    "water": "Liters Water Used",
    "weight": "Grams Weight",
    "sku": "SKU",
    "barcode": "Barcode",
}
LISTS = {"tags": "Tags", "claims": "Eco Claims"}
STEPS = ("Raw Material", "Weaving", "Dyeing/Printing", "Stitching", "Assembly", "Finishing")
OUTCOMES = {"created": "create", "updated": "update", "unchanged": "unchanged"}

#: Values that a variant has of its own only together, by column.
WHOLES = {
    "Kilograms CO2": ("Kilograms CO2", "Liters Water Used"),
    "Liters Water Used": ("Kilograms CO2", "Liters Water Used"),
}
WHOLES |= dict.fromkeys(STEPS, STEPS)

#: Handle, variant, level, column, before, after, effect and what is inherited.
Change = tuple[str, str, str, str, Any, Any, str, Any]


@pytest.fixture(scope="module")
def desk(server_url: str, migrated_template: str) -> Iterator[ik.Workspace]:
    with temporary_database(server_url, migrated_template) as url, ik.connect(url) as workspace:
        yield workspace


@pytest.mark.parametrize("seed", more_at_night(12, by_day=1))
def test_enriching_does_what_was_planned(desk: ik.Workspace, seed: int) -> None:
    random = Random(seed)  # noqa: S311  a sheet made up is no secret
    stored.forget_everything(desk.engine)
    rows, products = enrich_sheets.catalog_of(random)
    desk.import_file(enrich_sheets.workbook_of(rows), filename="catalogue.xlsx")

    book = enrich_sheets.workbook_of(enrich_sheets.sheet_for(random, products))

    assert planned_and_imported(desk, book, ik.Mode.ENRICH) == []


@pytest.mark.parametrize("seed", more_at_night(12, by_day=1))
def test_creating_does_what_was_planned(desk: ik.Workspace, seed: int) -> None:
    random = Random(seed)  # noqa: S311  a sheet made up is no secret
    stored.forget_everything(desk.engine)
    for handles in (random.sample(list(create_sheets.HANDLES), k=3), list(create_sheets.HANDLES)):
        sheet = [row for handle in handles for row in create_sheets.product_rows(random, handle)]
        book = create_sheets.workbook_of(create_sheets.spoil(random, sheet, random.choice([0, 1, 3])))

        assert planned_and_imported(desk, book, ik.Mode.CREATE) == []


@pytest.mark.nightly
def test_the_generated_sheets_change_every_kind_of_field(desk: ik.Workspace) -> None:
    kinds = {
        (name, of_product)
        for name in ("Description", "Kilograms CO2", "Grams Weight", "Eco Claims", "Materials Percentages")
        for of_product in (True, False)
    } | {(name, True) for name in ("Manufacturer", "Season", "Category", "Tags", "Weaving")}
    changed: set[tuple[str, bool]] = set()
    for seed in range(40):
        random = Random(seed)  # noqa: S311  a sheet made up is no secret
        stored.forget_everything(desk.engine)
        rows, products = enrich_sheets.catalog_of(random)
        desk.import_file(enrich_sheets.workbook_of(rows))
        book = enrich_sheets.workbook_of(enrich_sheets.sheet_for(random, products))
        changes = desk.plan(book, mode=ik.Mode.ENRICH).changes
        changed |= set(zip(changes["field"], changes["sku"].isna() & changes["barcode"].isna(), strict=True))
        if changed >= kinds:
            break

    assert changed >= kinds


def planned_and_imported(desk: ik.Workspace, book: bytes, mode: ik.Mode) -> list[str]:
    """Plan a workbook, import it by that plan, and return in what the two differ."""
    before = state(desk)
    plan = desk.plan(book, mode=mode)
    assert state(desk) == before
    result = desk.import_file(book, mode=mode, plan=plan.token)
    after = state(desk)

    summary = dict(result.summary)
    created = summary["entities_created"]
    summary["entities_created"] = [{"type": name["type"], "name": name["name"]} for name in created]
    reported = {
        "summary": (plan.summary, summary),
        "entities": (
            plan.entities[["type", "name"]].to_dict("records"),
            summary["entities_created"],
        ),
        "rows": (
            dict(zip(plan.rows["row"], plan.rows["outcome"], strict=True)),
            outcomes(desk, result),
        ),
        "findings": (plan.findings.to_dicts(), result.findings.to_dicts()),
        "changes": (sorted(planned(plan), key=repr), sorted(changes(before, after), key=repr)),
        "failed rows": (int((plan.resolved.rows["row_status"] == "FAILED").sum()), summary["failed_rows"]),
    }
    return [f"{name}: {ours} but {theirs}" for name, (ours, theirs) in reported.items() if ours != theirs]


def outcomes(desk: ik.Workspace, result: ik.ImportResult) -> dict[int, str]:
    with desk.engine.connect() as connection:
        found = connection.execute(
            sa.text("SELECT row_number, outcome FROM import_row_outcomes WHERE job_id = :id"),
            {"id": result.job_id},
        )
        reported = {row.row_number: OUTCOMES[row.outcome] for row in found}
        failed = connection.execute(
            sa.text("SELECT row_number FROM import_rows WHERE job_id = :id"), {"id": result.job_id}
        )
        return reported | dict.fromkeys(failed.scalars(), "failed")


def planned(plan: ik.Plan) -> Iterator[Change]:
    """Yield the changes of a plan, to be compared."""
    for change in plan.as_dict()["changes"]:
        lists = isinstance(change["before"], list)
        assert lists == ("added" in change)
        if lists:
            assert set(change["added"]) == set(change["after"]) - set(change["before"])
            assert set(change["removed"]) == set(change["before"]) - set(change["after"])
        read = (lambda items: frozenset(map(folded, items))) if lists else plain
        variant = "|".join(text or "" for text in (change["sku"], change["barcode"]))
        yield (
            change["product_handle"],
            "" if variant == "|" else variant,
            change["level"],
            change["field"],
            read(change["before"]),
            read(change["after"]),
            change["effect"],
            None if change["inherited"] is None else read(change["inherited"]),
        )


def state(desk: ik.Workspace) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what is stored of each product and variant, by column of the sheet."""
    found = {}
    ids = {
        (row["sku"], row["barcode"]): str(row["id"])
        for row in stored.rows(desk.engine, "SELECT id, sku, barcode FROM product_variants")
    }
    for handle, product in stored.products(desk.engine).items():
        found[handle, ""] = fields(product)
        for variant in product["variants"]:
            found[handle, ids[variant["sku"], variant["barcode"]]] = fields(variant)
    return found


def fields(record: dict[str, Any]) -> dict[str, Any]:
    single = {column: plain(record.get(name)) for name, column in SINGLE.items()}
    lists = {column: frozenset(record.get(name) or ()) for name, column in LISTS.items()}
    shares = (
        f"{name}: {share.normalize():f}%" if share is not None else name
        for name, share in record["materials"].items()
    )
    steps = {
        column: frozenset(name for at, name in record["steps"] if at == place)
        for place, column in enumerate(STEPS)
    }
    return single | lists | {"Materials Percentages": frozenset(shares)} | steps


def changes(
    before: dict[tuple[str, str], dict[str, Any]], after: dict[tuple[str, str], dict[str, Any]]
) -> Iterator[Change]:
    """Yield what differs of what was there before."""
    for (handle, ident), old in before.items():
        variant = "|".join(old[name] or "" for name in ("SKU", "Barcode")) if ident else ""
        for column, value in old.items():
            new = after[handle, ident][column]
            if new != value and ident:
                effect, inherited = effect_on_variant(
                    column, (before[handle, ""], old), (after[handle, ""], after[handle, ident])
                )
                yield handle, variant, "variant", column, value, new, effect, inherited
            elif new != value:
                effect = "clear" if not new else "change" if value else "set"
                yield handle, variant, "product", column, value, new, effect, None


State = dict[str, Any]


def effect_on_variant(
    column: str, before: tuple[State, State], after: tuple[State, State]
) -> tuple[str, Any]:
    """Return what becomes of a value of a variant, given product and variant before and after.

    What the product has counts for a variant without anything of its own in its place.
    """
    (product, variant), (new_product, new_variant) = before, after
    whole = WHOLES.get(column, (column,))
    had_own = any(variant[name] for name in whole)
    has_own = any(new_variant[name] for name in whole)
    if not new_variant[column]:
        left = None if has_own else new_product.get(column)
        return ("inherit", left) if left else ("clear", None)
    if variant[column]:
        return "change", None
    counted = None if had_own else product.get(column)
    return ("override", counted) if counted else ("set", None)


def plain(value: Any) -> str | None:
    """Return a value as text that compares: numbers without zeros at the end or a unit, names folded."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return folded(str(value).removesuffix(" g"))


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()

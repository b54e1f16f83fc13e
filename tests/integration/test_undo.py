"""Taking imports back: what others did since stays, and nothing is torn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from support import stored
from support.brand_imports import Brand, product, variant

from importkit import db, undo
from importkit.errors import UnknownJobError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importkit.undo import Undo

pytestmark = pytest.mark.db

NONE = (0, 0, 0, 0)
NOBODYS_JOB = "0197a1b2-0000-7000-8000-000000000001"


@pytest.fixture
def brand(module_engine: Engine) -> Brand:
    return Brand.reopen(module_engine)


def take_back(brand: Brand, job_id: str) -> Undo:
    with db.as_service(brand.engine, "test") as connection:
        return undo.undo(connection, job_id, brand.brand_id)


def kept(undone: Undo) -> list[tuple[str, str, str]]:
    """Return kind, column and reason of everything that stays."""
    return list(undone.items[["kind", "field", "reason"]].fillna("").itertuples(index=False, name=None))


def counts(tally: undo.Tally) -> tuple[int, int, int, int]:
    return tally.products, tally.variants, tally.values, tally.names


def test_a_create_is_removed_with_the_names_it_made(brand: Brand) -> None:
    job = brand.take(
        product(Manufacturer="Acme", Tags="men | summer"),
        variant(Attribute_1="Color", Attribute_Value_1="Red"),
    )

    undone = take_back(brand, job.job_id)

    assert stored.counts(brand.engine) == {}
    assert counts(undone.reversed) == (1, 2, 0, 5)
    assert not undone.kept


def test_what_an_enrich_changed_goes_back(brand: Brand) -> None:
    brand.take(product(Description="Soft.", Tags="men", Grams_Weight="100 g"), variant(Finishing="Mill A"))
    before = stored.products(brand.engine)
    job = brand.enrich(
        product(
            Description="Warm.", Tags="women | summer", Kilograms_CO2="5", Materials_Percentages="Wool: 100"
        ),
        variant(Finishing="Mill B", Grams_Weight="90 g", Barcode="shelf-9"),
    )

    undone = take_back(brand, job.job_id)

    assert stored.products(brand.engine) == before
    assert counts(undone.reversed) == (0, 0, 7, 4)


def test_a_value_edited_later_stays_and_the_others_go_back(brand: Brand) -> None:
    brand.take(product(Description="Soft.", Season="SS26"))
    job = brand.enrich(product(Description="Warm.", Season="AW27", Finishing="Mill A"))
    brand.execute("UPDATE products SET description = 'By hand.'")

    undone = take_back(brand, job.job_id)

    assert brand.column("SELECT description FROM products") == ["By hand."]
    assert brand.column("SELECT s.name FROM products JOIN brand_seasons s ON s.id = season_id") == ["SS26"]
    assert kept(undone) == [("product", "Description", "edited")]
    assert counts(undone.kept) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param("UPDATE products SET name = 'Better'", id="another title"),
        pytest.param("UPDATE products SET status = 'published'", id="published"),
        pytest.param("DELETE FROM product_tags", id="a tag is taken away"),
        pytest.param("UPDATE product_materials SET percentage = 60", id="another percentage"),
        pytest.param(
            "INSERT INTO product_weight (product_id, weight) SELECT id, 5 FROM products", id="a weight"
        ),
    ],
)
def test_a_created_product_that_was_edited_stays_whole(brand: Brand, edit: str) -> None:
    job = brand.take(product(Tags="men", Materials_Percentages="Wool: 50"), variant("TEE-2"))
    brand.execute(edit)

    undone = take_back(brand, job.job_id)

    assert brand.column("SELECT product_handle FROM products") == ["tee"]
    assert len(brand.column("SELECT sku FROM product_variants")) == 2
    assert ("product", "", "edited") in kept(undone)
    assert [thing for thing in kept(undone) if thing[0] == "variant"] == 2 * [
        ("variant", "", "product_edited")
    ]


def test_a_created_variant_that_was_edited_keeps_its_product(brand: Brand) -> None:
    job = brand.take(product(), variant("TEE-2"), variant("TEE-3"))
    brand.execute("UPDATE product_variants SET name = 'Long' WHERE sku = 'TEE-2'")

    undone = take_back(brand, job.job_id)

    assert brand.column("SELECT sku FROM product_variants") == ["TEE-2"]
    assert kept(undone) == [("product", "", "has_variants"), ("variant", "", "edited")]


def test_a_variant_that_somebody_added_keeps_its_product(brand: Brand) -> None:
    job = brand.take(product())
    brand.execute(
        "INSERT INTO product_variants (id, brand_id, product_id, sku)"
        " SELECT gen_random_uuid(), brand_id, id, 'MINE' FROM products"
    )

    undone = take_back(brand, job.job_id)

    assert brand.column("SELECT sku FROM product_variants") == ["MINE"]
    assert kept(undone) == [("product", "", "has_variants")]


def test_variants_added_to_a_product_go_without_it(brand: Brand) -> None:
    brand.take(product())
    before = stored.products(brand.engine)
    job = brand.take(product(), variant("TEE-2", Grams_Weight="5 g"))

    undone = take_back(brand, job.job_id)

    assert stored.products(brand.engine) == before
    assert counts(undone.reversed) == (0, 1, 0, 0)


def test_what_is_gone_already_is_nothing_to_do(brand: Brand) -> None:
    job = brand.take(product("tee", "T-1"), product("cap", "C-1", Season="SS26"))
    brand.execute("DELETE FROM products WHERE product_handle = 'cap'")
    brand.execute("DELETE FROM brand_seasons")

    undone = take_back(brand, job.job_id)

    assert counts(undone.reversed) == (1, 1, 0, 0)
    assert counts(undone.nothing) == (1, 1, 0, 1)
    assert not undone.kept


def test_a_later_import_keeps_what_it_changed_until_it_is_taken_back_too(brand: Brand) -> None:
    first = brand.take(product(Tags="men", Season="SS26"))
    second = brand.enrich(product(Tags="women"))

    early = take_back(brand, first.job_id)
    assert kept(early) == [
        ("product", "", "edited"),
        ("variant", "", "product_edited"),
        ("season", "", "in_use"),
        ("tag", "", "replaced"),
    ]
    assert brand.column("SELECT name FROM brand_tags ORDER BY 1") == ["men", "women"]

    take_back(brand, second.job_id)
    assert brand.column("SELECT name FROM brand_tags") == ["men"]
    late = take_back(brand, first.job_id)

    assert stored.counts(brand.engine) == {}
    assert late.undone_before
    assert (counts(late.reversed), counts(late.kept)) == ((1, 1, 0, 2), (0, 0, 0, 0))
    reported = brand.scalar("SELECT summary -> 'undo' FROM import_jobs WHERE id = :id", id=first.job_id)
    assert reported["reversed"] == {"products": 1, "variants": 1, "values": 0, "names": 2}


def test_a_former_name_that_is_gone_is_said_and_nothing_else_is_held_up(brand: Brand) -> None:
    brand.take(product(Season="SS26", Description="Soft."))
    job = brand.enrich(product(Season="AW27", Description="Warm."))
    brand.execute("DELETE FROM brand_seasons WHERE name = 'SS26'")

    undone = take_back(brand, job.job_id)

    assert brand.column("SELECT description FROM products") == ["Soft."]
    assert kept(undone) == [("product", "Season", "not_in_catalog"), ("season", "", "in_use")]


def test_a_renamed_name_stays_and_so_does_one_that_a_spelling_means(brand: Brand) -> None:
    job = brand.take(product(Tags="men | women"))
    brand.execute("UPDATE brand_tags SET name = 'Men' WHERE name = 'men'")
    brand.execute(
        "INSERT INTO value_mappings (brand_id, kind, raw_name, raw_key, entity_id)"
        " SELECT brand_id, 'tag', 'ladies', 'ladies', id FROM brand_tags WHERE name = 'women'"
    )

    undone = take_back(brand, job.job_id)

    assert brand.count("products") == 0
    assert sorted(kept(undone)) == [("tag", "", "in_use"), ("tag", "", "renamed")]


def test_the_same_sheet_can_be_imported_again(brand: Brand) -> None:
    sheet = product(Tags="men"), variant()
    take_back(brand, brand.take(*sheet).job_id)

    again = brand.take(*sheet)

    assert (again.summary["products_created"], again.summary["variants_created"]) == (1, 2)


def test_twice_is_nothing_to_do_and_says_when(brand: Brand) -> None:
    job = brand.take(product())
    first = take_back(brand, job.job_id)

    again = take_back(brand, job.job_id)

    assert again.undone_before
    assert again.undone_at == first.undone_at
    assert [counts(tally) for tally in (again.reversed, again.kept, again.nothing)] == [NONE] * 3


def test_a_job_that_wrote_nothing_has_nothing_to_take_back(brand: Brand) -> None:
    brand.take(product())
    unchanged = brand.take(product())

    undone = take_back(brand, unchanged.job_id)

    assert [counts(tally) for tally in (undone.reversed, undone.kept, undone.nothing)] == [NONE] * 3
    assert undone.undone_at is not None


def test_what_is_no_longer_noted_cannot_be_taken_back(brand: Brand) -> None:
    job = brand.take(product())
    brand.execute("DELETE FROM import_journal WHERE job_id = :id", id=job.job_id)

    with pytest.raises(UsageError, match="no longer noted"):
        take_back(brand, job.job_id)

    assert brand.count("products") == 1


def test_only_a_job_that_has_ended_well_is_taken_back(brand: Brand) -> None:
    with pytest.raises(UsageError, match="is PROCESSING and cannot be undone"):
        take_back(brand, brand.start())


@pytest.mark.parametrize("whose", ["nobody", "neighbour"])
def test_a_job_of_another_brand_is_unknown(brand: Brand, whose: str) -> None:
    neighbour = Brand.open(brand.engine, "neighbour")
    job_id = NOBODYS_JOB if whose == "nobody" else neighbour.take(product()).job_id

    with pytest.raises(UnknownJobError):
        take_back(brand, job_id)


def test_an_undo_that_dies_before_its_end_has_changed_nothing(brand: Brand) -> None:
    job = brand.take(product(Tags="men"))
    before = stored.counts(brand.engine)

    with brand.engine.connect() as connection:
        undo.undo(connection, job.job_id, brand.brand_id)
        connection.invalidate()  # as when the process dies: the server sees a closed connection

    assert stored.counts(brand.engine) == before
    assert counts(take_back(brand, job.job_id).reversed) == (1, 1, 0, 1)


def test_a_job_takes_its_notes_with_it(brand: Brand) -> None:
    job = brand.take(product())

    brand.execute("DELETE FROM import_jobs WHERE id = :id", id=job.job_id)

    assert brand.count("import_journal") == 0


@pytest.mark.slow
def test_several_at_once_take_turns(brand: Brand) -> None:
    sheet = [
        row
        for n in range(30)
        for row in (product(f"p-{n}", f"P-{n}", Tags=f"t-{n % 7}"), variant(f"P-{n}-B"))
    ]
    first = brand.take(*sheet)
    waiting = brand.request([product(f"q-{n}", f"Q-{n}", Tags=f"t-{n % 7}") for n in range(30)])
    start = Barrier(3)

    def undo_it(_: int) -> Undo:
        start.wait(timeout=300)
        return take_back(brand, first.job_id)

    def import_it() -> None:
        start.wait(timeout=300)
        brand.commit(waiting)

    with ThreadPoolExecutor(3) as pool:
        imported = pool.submit(import_it)
        undone = list(pool.map(undo_it, range(2)))
        imported.result()

    assert sorted(counts(each.reversed)[:2] for each in undone) == [(0, 0), (30, 60)]
    assert brand.count("products") == 30
    assert brand.count("product_tags") == 30

"""Brands and their members, and the categories that all of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from importkit import db
from importkit.db.tables import brand_members, value_mappings
from importkit.errors import DatabaseError, UnknownBrandError, UsageError
from importkit.values.category_paths import Taxonomy

if TYPE_CHECKING:
    from sqlalchemy import Engine


def test_an_unknown_brand_names_the_command_that_makes_it(engine: Engine) -> None:
    with pytest.raises(UnknownBrandError) as raised, db.as_service(engine, "test") as connection:
        db.brand_by_slug(connection, "nrth")
    assert raised.value.message == "There is no brand 'nrth'."
    assert raised.value.hint == "Make it first: importkit brands add nrth"


def test_a_brand_of_others_is_as_unknown_as_none(engine: Engine) -> None:
    db.add_brand(engine, "north", "North Studio", "ana@north.example")
    with pytest.raises(UnknownBrandError), db.as_user(engine, "ben@south.example", "test") as connection:
        db.brand_by_slug(connection, "north")


def test_adding_a_brand_twice_keeps_its_name_and_adds_the_owner(engine: Engine) -> None:
    first = db.add_brand(engine, "north", "North Studio", "Ana@North.example")
    again = db.add_brand(engine, "north", "Another Name", "ben@north.example")
    with db.as_service(engine, "test") as connection:
        members = connection.execute(
            brand_members.select().where(brand_members.c.brand_id == first.id).order_by("email")
        ).all()
    assert again == first
    assert [(row.email, row.role) for row in members] == [
        ("ana@north.example", "owner"),
        ("ben@north.example", "owner"),
    ]


@pytest.mark.parametrize("email", ["", "ana", "@", "ana@ "])
def test_what_is_no_email_is_refused(engine: Engine, email: str) -> None:
    with pytest.raises(UsageError, match=r"owner_email cannot be .*: give an e-mail address"):
        db.add_brand(engine, "north", "North Studio", email)


def test_an_unknown_role_is_refused_with_the_known_ones(engine: Engine) -> None:
    with pytest.raises(UsageError) as raised:
        db.add_member(engine, "default", "ana@north.example", "membre")

    assert raised.value.message == 'role cannot be "membre": give owner, member or viewer.'
    assert raised.value.hint == "Did you mean member?"


def test_the_default_brand_is_made_once(engine: Engine) -> None:
    assert db.ensure_default_brand(engine) == db.ensure_default_brand(engine)


def test_loading_adds_what_is_missing_below_what_is_there(engine: Engine) -> None:
    more = Taxonomy(
        {
            "clothing": "CLOTHING",
            "clothing > jeans": "CLOTHING > Jeans",
            "clothing > jeans > barrel": "CLOTHING > Jeans > Barrel",
            "toys": "Toys",
        }
    )
    with db.as_owner(engine, "test") as connection:
        assert db.load_taxonomy(connection, more) == (2, 2)
        assert db.load_taxonomy(connection, more) == (0, 4)
        barrel = connection.execute(
            text(
                "SELECT c.path, c.name, p.path AS parent FROM taxonomy_categories AS c"
                " INNER JOIN taxonomy_categories AS p ON p.id = c.parent_id WHERE c.name = 'Barrel'"
            )
        ).one()
    assert tuple(barrel) == ("Clothing > Jeans > Barrel", "Barrel", "Clothing > Jeans")


def test_the_importer_may_load_a_taxonomy_too(engine: Engine) -> None:
    with db.as_service(engine, "test") as connection:
        assert db.load_taxonomy(connection, Taxonomy({"toys": "Toys"})) == (1, 0)


def test_a_brands_own_spelling_leads_to_the_category(engine: Engine) -> None:
    with db.as_service(engine, "test") as connection:
        brand = db.brand_by_slug(connection, "default")
        jeans = connection.scalar(text("SELECT id FROM taxonomy_categories WHERE path = 'Clothing > Jeans'"))
        connection.execute(
            value_mappings.insert().values(
                brand_id=brand.id, kind="category", raw_name="Denim!", raw_key="denim!", entity_id=jeans
            )
        )
        assert db.read_taxonomy(connection, brand.id).mappings == {"denim!": "Clothing > Jeans"}


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("mysql://localhost/x", "needs PostgreSQL, not 'mysql'", id="another database"),
        pytest.param("no url", "cannot be read", id="no URL"),
    ],
)
def test_a_url_that_cannot_work_is_told_at_once(url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        db.engine(url)


def test_a_server_that_does_not_answer_is_told_with_what_to_do() -> None:
    nowhere = db.engine("postgres://user:secret@127.0.0.1:1/x")
    with pytest.raises(DatabaseError, match="not reachable") as raised, db.as_owner(nowhere, "test"):
        pass
    assert raised.value.hint == "Check that the server runs and that the database URL is right."
    assert "secret" not in raised.value.message

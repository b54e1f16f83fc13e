"""Who belongs to a brand: changed by its owners, or by whoever runs the database."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from support import command_line, workers

import importkit as ik
from importkit import db
from importkit.errors import NotAllowedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.db

ANA, BEN, VERA = "ana@acme.example", "ben@acme.example", "vera@acme.example"


@pytest.fixture
def acme(database_url: str) -> Iterator[ik.Workspace]:
    """Return the workspace of the one owner of a brand."""
    engine = db.engine(database_url)
    db.add_brand(engine, "acme", "Acme", ANA)
    engine.dispose()
    with ik.connect(database_url, brand="acme", email=ANA) as workspace:
        yield workspace


def who(kit: ik.Workspace) -> list[tuple[str, str]]:
    return [(member.email, member.role) for member in kit.members()]


def test_an_owner_adds_changes_and_removes_members(acme: ik.Workspace) -> None:
    acme.add_member("Vera@Acme.example", "viewer")
    acme.add_member(BEN)
    assert who(acme) == [(ANA, "owner"), (BEN, "member"), (VERA, "viewer")]

    acme.add_member(VERA, "member")
    acme.remove_member(BEN)
    assert who(acme) == [(ANA, "owner"), (VERA, "member")]


@pytest.mark.parametrize("role", ["member", "viewer"])
def test_only_an_owner_changes_members(acme: ik.Workspace, database_url: str, role: str) -> None:
    acme.add_member(BEN, role)
    with ik.connect(database_url, brand="acme", email=BEN) as other:
        for call in (
            lambda: other.add_member(BEN, "owner"),
            lambda: other.remove_member(ANA),
            lambda: other.add_member(ANA, "viewer"),
        ):
            with pytest.raises(UsageError, match="Only an owner of the brand 'acme'"):
                call()
    assert who(acme) == [(ANA, "owner"), (BEN, role)]


def test_the_last_owner_stays(acme: ik.Workspace) -> None:
    with pytest.raises(UsageError, match="is the last owner"):
        acme.remove_member(ANA)
    with pytest.raises(UsageError, match="is the last owner"):
        acme.add_member(ANA, "viewer")


#: Statements after which a brand would have no owner, whoever runs them.
BY_HAND = {
    "removed": "DELETE FROM brand_members WHERE email = 'ana@acme.example'",
    "all removed": "DELETE FROM brand_members",
    "stepped down": "UPDATE brand_members SET role = 'member'",
    "moved away": "UPDATE brand_members SET brand_id = (SELECT id FROM brands WHERE slug = 'default')",
    "put again": "INSERT INTO brand_members (brand_id, email, role)"
    " SELECT id, 'ana@acme.example', 'viewer' FROM brands WHERE slug = 'acme'"
    " ON CONFLICT (brand_id, email) DO UPDATE SET role = excluded.role",
    "by a function": "SELECT remove_member(b.id, 'ANA@acme.example') FROM brands AS b WHERE slug = 'acme'",
    "by another function": "SELECT put_member(b.id, m, 'viewer') FROM brands AS b,"
    " unnest(ARRAY['ben@acme.example', 'ana@acme.example']) AS m WHERE slug = 'acme'",
}


def test_the_last_owner_stays_whatever_statement_would_take_them(acme: ik.Workspace) -> None:
    acme.add_member(BEN)
    for statement in BY_HAND.values():
        by_owner = statement.startswith(("DELETE", "UPDATE", "INSERT"))
        as_whom = db.as_owner(acme.engine, "test") if by_owner else db.as_user(acme.engine, ANA, "test")

        with pytest.raises(NotAllowedError) as raised, as_whom as connection:
            connection.execute(sa.text(statement))

        assert raised.value.message.endswith("@acme.example is the last owner of the brand 'acme'.") or (
            raised.value.message == "local@localhost is the last owner of the brand 'default'."
        )
        assert raised.value.hint == "Make somebody else an owner first."
        assert who(acme) == [(ANA, "owner"), (BEN, "member")], statement


def test_with_the_brand_its_owners_go(acme: ik.Workspace) -> None:
    acme.add_member(BEN, "owner")
    with db.as_owner(acme.engine, "test") as connection:
        connection.execute(sa.text("DELETE FROM brands WHERE slug = 'acme'"))
        assert list(connection.scalars(sa.text("SELECT email FROM brand_members"))) == ["local@localhost"]


def test_an_owner_may_go_when_another_one_stays(acme: ik.Workspace, database_url: str) -> None:
    acme.add_member(BEN, "owner")
    acme.remove_member(ANA)
    with ik.connect(database_url, brand="acme", email=BEN) as left:
        assert who(left) == [(BEN, "owner")]


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_of_two_owners_who_are_removed_at_once_one_stays(acme: ik.Workspace, isolation: str) -> None:
    acme.add_member(BEN, "owner")
    remove = sa.text("DELETE FROM brand_members WHERE email = :email")
    engine = acme.engine.execution_options(isolation_level=isolation)
    first, second = engine.connect(), engine.connect()
    first.begin(), second.begin()
    for connection in (first, second):
        connection.execute(sa.text("SELECT 1"))  # each has its picture of the rows
    refused: list[str] = []

    def remove_ana() -> None:
        try:
            second.execute(remove, {"email": ANA})
            second.commit()
        except sa.exc.DBAPIError as error:
            refused.append(error.orig.sqlstate)
            second.rollback()

    first.execute(remove, {"email": BEN})
    thread = threading.Thread(target=remove_ana)
    thread.start()
    workers.until(lambda: workers.column(acme.engine, WAITING))
    first.commit()
    thread.join()
    for connection in (first, second):
        connection.close()

    assert refused in (["55000"], ["40001"])
    assert who(acme) == [(ANA, "owner")]


WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


def test_two_owners_who_step_down_at_once_leave_one(acme: ik.Workspace, database_url: str) -> None:
    acme.add_member(BEN, "owner")
    refused: list[str] = []
    together = threading.Barrier(2)

    def step_down(email: str) -> None:
        with ik.connect(database_url, brand="acme", email=email) as kit:
            together.wait(timeout=300)
            try:
                kit.add_member(email, "viewer")
            except ik.ImportkitError as error:
                refused.append(error.message)

    threads = [threading.Thread(target=step_down, args=[email]) for email in (ANA, BEN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(role for _, role in who(acme)) == ["owner", "viewer"]
    assert len(refused) == 1


def test_who_does_not_belong_cannot_be_removed(acme: ik.Workspace) -> None:
    with pytest.raises(UsageError, match="does not belong to the brand"):
        acme.remove_member(BEN)


def test_the_command_line_adds_lists_and_removes(database_url: str, tmp_path: Path) -> None:
    here = {"cwd": tmp_path, "database_url": database_url}
    command_line.run("brands", "add", "acme", "--owner", ANA, **here)

    added = command_line.run("brands", "add-member", "acme", BEN, "--role", "viewer", **here)
    text = command_line.run("brands", "list", **here)
    listed = command_line.run("brands", "list", "--format", "json", **here).json["brands"]
    removed = command_line.run("brands", "remove-member", "acme", BEN, **here)
    last = command_line.run("brands", "remove-member", "acme", ANA, **here)

    assert added.out == f"{BEN} is viewer of acme.\n"
    assert f"acme     {BEN}" in text.out
    assert [brand["slug"] for brand in listed] == ["acme", "default"]
    assert listed[0]["members"] == [{"email": ANA, "role": "owner"}, {"email": BEN, "role": "viewer"}]
    assert removed.code == 0
    assert (last.code, last.err.splitlines()[0]) == (
        2,
        f"Error: {ANA} is the last owner of the brand 'acme'.",
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["nrth", "ana@acme.example"], id="no such brand"),
        pytest.param(["default", "ana"], id="no e-mail"),
        pytest.param(["default", "ana@acme.example", "--role", "boss"], id="no such role"),
    ],
)
def test_a_wrong_call_exits_with_2(database_url: str, tmp_path: Path, words: list[str]) -> None:
    assert command_line.run("brands", "add-member", *words, cwd=tmp_path, database_url=database_url).code == 2

"""Who belongs to a brand: changed by its owners, or by whoever runs the database."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import command_line
import pytest

import importkit as ik
from importkit import db
from importkit.errors import UsageError

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


def who(shop: ik.Workspace) -> list[tuple[str, str]]:
    return [(member.email, member.role) for member in shop.members()]


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


def test_two_owners_who_step_down_at_once_leave_one(acme: ik.Workspace, database_url: str) -> None:
    acme.add_member(BEN, "owner")
    refused: list[str] = []
    together = threading.Barrier(2)

    def step_down(email: str) -> None:
        with ik.connect(database_url, brand="acme", email=email) as shop:
            together.wait(timeout=30)
            try:
                shop.add_member(email, "viewer")
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

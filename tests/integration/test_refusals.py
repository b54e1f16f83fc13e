"""What Postgres refuses, whatever the reason, is told in a sentence that names what was being done."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from support import catalogs, workers
from support import page_sheets as sheets

import importkit as ik
from importkit.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.filled_databases import Filled

pytestmark = pytest.mark.db

#: What each call of a workspace is told to have been about, and whether it writes.
DOING = {
    "add_member": ("add somebody to the brand", True),
    "can_undo": ("look up who belongs to the brand", False),
    "cancel": ("cancel the import", True),
    "catalog_data": ("list the catalog", False),
    "check": ("find out what the import would change", True),
    "corrections": ("read the failed rows", False),
    "dismiss": ("dismiss the failed rows", True),
    "draft": ("make a draft", True),
    "draft_of": ("find the import", False),  # and then notes a download
    "drafts": ("list the drafts", False),
    "duplicates": ("look for names that are alike", False),
    "edits": ("list the fixes of the import", False),
    "export": ("read the products", False),
    "findings": ("read what was found in the workbook", False),
    "import_file": ("begin the import", True),
    "imports": ("list the imports", False),
    "is_member": ("look up who belongs to the brand", False),
    "job": ("find the import", False),
    "brand_context": ("look up what the brand has", False),
    "map_value": ("map the name", True),
    "members": ("list who belongs to the brand", False),
    "merge": ("merge the names", True),
    "open_draft": ("open the draft", True),  # which keeps it for another day
    "plan": ("find out what the import would change", True),  # into temporary tables
    "preview": ("read the rows of the import", False),
    "recent_imports": ("list the imports", False),
    "remove_member": ("take somebody out of the brand", True),
    "result": ("find the import", False),
    "start": ("queue the import", True),
    "undo": ("undo the import", True),
    "unmap_value": ("forget what the name is mapped to", True),
    "unmapped": ("read the categories that were not found", False),
    "watch": ("find the import", False),
}
#: The same where everything is refused, so that a call does not come as far.
AT_ONCE = {name: doing for name, (doing, _) in DOING.items()} | {"start": "begin the import"}
WRITES = {name: doing for name, (doing, writes) in DOING.items() if writes}

REVOKE = """
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM authenticated, service_role;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, authenticated, service_role;
"""
#: A disk that is full, as far as a table can tell.
FULL = """
    CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE disk_full USING MESSAGE = 'could not extend file: No space left on device'; END $$;
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE OR DELETE ON public.%%I'
                ' FOR EACH STATEMENT EXECUTE FUNCTION disk_is_full()', name);
        END LOOP;
    END $$;
"""


@pytest.fixture
def kit(database_url: str, tmp_path: Path) -> Iterator[ik.Workspace]:
    with workers.workspace(database_url, tmp_path) as opened:
        yield opened


def give_something_to_do(kit: ik.Workspace) -> tuple[str, str]:
    """Let each call have something to do; return the ids of an import with failures and of one that waits."""
    failed = kit.import_file(sheets.workbook(sheets.ONE_BAD), filename="bad.xlsx")
    catalogs.take(kit, catalogs.product("cap", Tags="men"), catalogs.product("hat", Tags="mens"))
    waiting = kit.start(sheets.workbook(sheets.GOOD), filename="good.xlsx")
    kit.add_member("ben@shop.example")
    kit.map_value("tag", "gents", "men")
    return failed.job_id, waiting.id


@pytest.fixture
def template(request: pytest.FixtureRequest, filled: Callable[..., Filled], migrated_template: str) -> str:
    with_calls = "calls" in request.fixturenames
    return filled(give_something_to_do).template if with_calls else migrated_template


@pytest.fixture
def calls(
    kit: ik.Workspace, database_url: str, filled: Callable[..., Filled], tmp_path: Path
) -> dict[str, Callable[[], Any]]:
    """Return every call of a workspace, each of which has something to do."""
    (tmp_path / "files").mkdir()
    filled(give_something_to_do).hand_over_files(database_url, tmp_path / "files")
    failed_id, waiting_id = filled(give_something_to_do).result
    good, job = sheets.workbook(sheets.GOOD), kit.job(failed_id)
    draft = kit.draft(good)
    return {
        "add_member": lambda: kit.add_member("eve@shop.example"),
        "can_undo": lambda: kit.can_undo(job),
        "cancel": lambda: kit.cancel(waiting_id),
        "catalog_data": kit.catalog_data,
        "check": lambda: kit.check(good),
        "corrections": lambda: kit.corrections(job.id, tmp_path / "corrections.xlsx"),
        "dismiss": lambda: kit.dismiss(job.id),
        "draft": lambda: kit.draft(good),
        "draft_of": lambda: kit.draft_of(job.id),
        "drafts": kit.drafts,
        "duplicates": kit.duplicates,
        "edits": lambda: kit.edits(job.id),
        "export": lambda: kit.export(tmp_path / "export.xlsx"),
        "findings": lambda: kit.findings(job.id),
        "import_file": lambda: kit.import_file(good),
        "imports": kit.imports,
        "is_member": kit.is_member,
        "job": lambda: kit.job(job.id),
        "brand_context": lambda: kit.brand_context({"cap"}),
        "map_value": lambda: kit.map_value("tag", "herren", "men"),
        "members": kit.members,
        "merge": lambda: kit.merge("tag", "mens", "men"),
        "open_draft": lambda: kit.open_draft(draft.id),
        "plan": lambda: kit.plan(good),
        "preview": lambda: kit.preview(job.id),
        "recent_imports": kit.recent_imports,
        "remove_member": lambda: kit.remove_member("ben@shop.example"),
        "result": lambda: kit.result(job.id),
        "start": lambda: kit.start(good, filename="good.xlsx"),
        "undo": lambda: kit.undo(job.id),
        "unmap_value": lambda: kit.unmap_value("tag", "gents"),
        "unmapped": lambda: kit.unmapped(job.id),
        "watch": lambda: list(kit.watch(job.id)),
    }


def refused(call: Callable[[], Any]) -> str:
    """Return what is told of a call that Postgres refuses; the empty text when it does not."""
    try:
        call()
    except DatabaseError as error:
        return error.message
    return ""


def reported(calls: dict[str, Callable[[], Any]], names: Any) -> dict[str, tuple[str, str]]:
    """Return what each call is told to have been about, and why it was refused."""
    sentences = {name: refused(calls[name]) for name in names}
    parts = {
        name: said.removeprefix("Postgres refused to ").partition(": ") for name, said in sentences.items()
    }
    return {name: (doing, why) for name, (doing, _, why) in parts.items()}


def execute(kit: ik.Workspace, statement: str) -> None:
    """Run statements as who owns the tables; connections that come after see what they changed."""
    with kit.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    kit.engine.dispose()


@contextmanager
def locked(kit: ik.Workspace) -> Iterator[None]:
    """Let everybody wait for each table, and for no longer than a moment."""
    name = kit.engine.url.database
    execute(kit, f'ALTER DATABASE "{name}" SET statement_timeout = 100')
    with kit.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(tables.scalars())} IN ACCESS EXCLUSIVE MODE")
        yield


def test_each_call_of_a_workspace_is_looked_at() -> None:
    public = {name for name, _ in inspect.getmembers(ik.Workspace) if not name.startswith("_")}

    # Two ask Postgres nothing, and a query of one's own is answered in Postgres' words.
    assert public - set(DOING) == {"close", "storage", "sql"}


def test_a_right_that_was_revoked_says_what_was_being_done(
    kit: ik.Workspace, calls: dict[str, Callable[[], Any]]
) -> None:
    execute(kit, REVOKE)

    found = reported(calls, calls)

    assert {name: doing for name, (doing, _) in found.items()} == AT_ONCE
    assert {why.partition(" for ")[0] for _, why in found.values()} == {"permission denied"}


def test_a_statement_that_took_too_long_says_what_was_being_done(
    kit: ik.Workspace, calls: dict[str, Callable[[], Any]]
) -> None:
    with locked(kit):
        found = reported(calls, calls)

    assert {name: doing for name, (doing, _) in found.items()} == AT_ONCE
    assert {why for _, why in found.values()} == {"canceling statement due to statement timeout"}


def test_a_database_that_is_only_read_says_what_was_being_done(
    kit: ik.Workspace, calls: dict[str, Callable[[], Any]]
) -> None:
    execute(kit, f'ALTER DATABASE "{kit.engine.url.database}" SET default_transaction_read_only = on')

    found = reported(calls, WRITES)

    assert {name: doing for name, (doing, _) in found.items()} == WRITES
    assert {why.partition("in a ")[2] for _, why in found.values()} == {"read-only transaction"}
    assert reported(calls, ["corrections"])["corrections"][0] == "note that the corrections were downloaded"
    only_read = sorted(set(DOING) - set(WRITES) - {"corrections", "draft_of"})
    assert [name for name in only_read if refused(calls[name])] == []


def test_a_disk_that_is_full_says_what_was_being_done(
    kit: ik.Workspace, calls: dict[str, Callable[[], Any]]
) -> None:
    execute(kit, FULL)
    names = set(WRITES) - {"check", "plan"}  # which write to no table that stays

    sentences = {name: refused(calls[name]) for name in names}

    assert sentences == {
        name: f"The disk of the database is full: Postgres could not {WRITES[name]}." for name in names
    }


def test_whoever_runs_the_database_is_told_what_was_being_done(kit: ik.Workspace, database_url: str) -> None:
    execute(kit, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM authenticated, service_role")

    with pytest.raises(DatabaseError) as raised:
        ik.connect(database_url)

    assert raised.value.message == "Postgres refused to open the brand: permission denied for table brands"

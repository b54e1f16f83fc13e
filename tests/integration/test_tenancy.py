"""Brands cannot see each other: every table and every call, as a member of one, of the other, and as nobody.

What is walked comes from the database and from the code itself: a table, function or call that is new and
not accounted for here makes a test fail.
"""

from __future__ import annotations

import inspect
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from support import page_sheets as sheets
from support import stored
from support.two_brands import CLAIMS_OF_NOBODY, fill

import importkit as ik
from importkit import db
from importkit.db import access
from importkit.db.brands import folded
from importkit.db.tables import import_jobs, metadata, value_mappings
from importkit.errors import DatabaseError, ImportkitError, UnknownBrandError, UnknownJobError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

pytestmark = pytest.mark.db

ANA, BEN, NOBODY = "ana@a.example", "ben@b.example", "nobody@c.example"
SHARED = "taxonomy_categories"
TABLES = [pytest.param(table, id=table.name) for table in metadata.sorted_tables]

Keys = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Two:
    """Two brands, each with an owner and a row in every table; keys of these rows by table."""

    engine: Engine
    ana: Keys
    ben: Keys


@pytest.fixture(scope="module")
def two(server_url: str, migrated_template: str) -> Iterator[Two]:
    """Return two brands that no test of this module may change."""
    from support.postgres_fixtures import temporary_database

    with temporary_database(server_url, migrated_template) as url:
        engine = db.engine(url)
        with db.as_owner(engine, "test") as connection:
            keys = [fill(connection, "a", ANA), fill(connection, "b", BEN)]
            connection.execute(sa.text("UPDATE brand_members SET role = 'owner'"))
        yield Two(engine, *keys)
        engine.dispose()


def is_row(table: sa.Table, key: dict[str, Any]) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[name] == value for name, value in key.items()))


def snapshot(engine: Engine) -> list[tuple[str, str]]:
    """Return every row of every table, as the owner of the database sees them."""
    with db.as_owner(engine, "test") as connection:
        return stored.all_rows(connection)


@contextmanager
def claiming(engine: Engine, claims: str | None) -> Iterator[Connection]:
    """Yield a transaction as whoever these claims are of."""
    with engine.connect() as connection, connection.begin() as transaction:
        if claims is not None:
            connection.execute(sa.select(sa.func.set_config("request.jwt.claims", claims, True)))
        connection.execute(sa.text("SET LOCAL ROLE authenticated"))
        yield connection
        transaction.rollback()


def test_every_table_of_the_database_is_walked(two: Two) -> None:
    with db.as_owner(two.engine, "test") as connection:
        there = set(
            connection.scalars(sa.text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        )
    assert there - {"alembic_version"} == {table.name for table in metadata.sorted_tables} == set(two.ana)


def test_a_person_reaches_no_schema_but_the_public_one(two: Two) -> None:
    query = """
        SELECT nspname FROM pg_namespace
        WHERE has_schema_privilege('authenticated', oid, 'USAGE') AND nspname !~ '^pg_(toast|temp)'
    """
    with db.as_owner(two.engine, "test") as connection:
        assert set(connection.scalars(sa.text(query))) == {"public", "pg_catalog", "information_schema"}


@pytest.mark.parametrize("table", TABLES)
def test_each_sees_their_own_row_and_not_the_others(two: Two, table: sa.Table) -> None:
    for email, own, others in ((ANA, two.ana, two.ben), (BEN, two.ben, two.ana)):
        with db.as_user(two.engine, email, "test") as connection:
            mine = connection.execute(table.select().where(is_row(table, own[table.name]))).all()
            theirs = connection.execute(table.select().where(is_row(table, others[table.name]))).all()
            every = connection.execute(table.select()).all()
        assert len(mine) == 1
        if table.name != SHARED:
            assert (theirs, every) == ([], mine)


@pytest.mark.parametrize("table", TABLES)
def test_nobody_sees_nothing(two: Two, table: sa.Table) -> None:
    with db.as_user(two.engine, NOBODY, "test") as connection:
        assert connection.execute(table.select()).all() == []


@pytest.mark.parametrize("claims", CLAIMS_OF_NOBODY)
def test_claims_that_name_nobody_show_nothing(two: Two, claims: str | None) -> None:
    with claiming(two.engine, claims) as connection:
        seen = [table.name for table in metadata.sorted_tables if connection.execute(table.select()).all()]
    assert seen == []


@pytest.mark.parametrize("email", [ANA, NOBODY])
@pytest.mark.parametrize("table", TABLES)
def test_the_rows_of_another_brand_are_not_written(two: Two, table: sa.Table, email: str) -> None:
    before = snapshot(two.engine)
    theirs = is_row(table, two.ben[table.name])
    with db.as_owner(two.engine, "test") as connection:
        copied = dict(connection.execute(table.select().limit(1)).mappings().one())
    into_theirs = {"brand_id": two.ben["brands"]["id"]} if "brand_id" in table.c else {}
    anew = (
        {"id": str(uuid4())} if "id" in table.c else {"email": "new@c.example"} if "email" in table.c else {}
    )
    column = next(iter(table.c))
    attempts = [
        table.delete().where(theirs),
        table.update().where(theirs).values({column.name: column}),
        table.insert().values(copied | into_theirs | anew),
    ]
    if into_theirs:  # a row of one's own is not handed over either
        attempts.append(table.update().where(is_row(table, two.ana[table.name])).values(into_theirs))
    for attempt in attempts:
        with suppress(ImportkitError), db.as_user(two.engine, email, "test") as connection:
            connection.execute(attempt)
    assert snapshot(two.engine) == before


def called(engine: Engine, email: str, function: str, /, **arguments: Any) -> Any:
    """Return what a function of the database answers, or the message with which it refuses."""
    whole = dict.fromkeys(("seen", "version"), "integer")
    kinds = {name: "uuid" if name.endswith("_id") else whole.get(name, "text") for name in arguments}
    named = ", ".join(f"{name} => CAST(:{name} AS {kind})" for name, kind in kinds.items())
    filename = ", filename => 'x.xlsx'" if function == "start_import" else ""
    try:
        with db.as_user(engine, email, "test") as connection:
            found = connection.execute(sa.text(f"SELECT {function}({named}{filename})"), arguments)
            return [str(row[0]) for row in found]
    except ImportkitError as error:
        return error.message


def test_every_function_that_a_person_may_call_is_walked(two: Two) -> None:
    query = """
        SELECT proname FROM pg_proc
        WHERE
            pronamespace = 'public'::regnamespace
            AND has_function_privilege('authenticated', oid, 'EXECUTE')
    """
    with db.as_owner(two.engine, "test") as connection:
        allowed = set(connection.scalars(sa.text(query)))
    assert allowed == {name for name, roles in access.FUNCTIONS.items() if access.USER_ROLE in roles}
    assert allowed == {"current_email", "current_brand_ids_as", *WALKED, *OF_A_JOB, *OF_A_DRAFT}


WALKED = {
    *("current_brand_ids", "is_brand_member", "require_member", "start_import"),
    *("map_value", "unmap_value", "put_member", "remove_member"),
    *("create_draft", "note_source_file"),
}
#: What else a draft's functions are given.
OF_A_DRAFT: dict[str, dict[str, Any]] = {
    "note_draft_source": {"source": "shop", "path": "x.xlsx"},
    "touch_draft": {},
    "discard_draft": {},
    "keep_draft_file": {"file_uri": "file:///x", "file_sha256": "x"},
    "change_draft": {"mode": "ENRICH"},
    "edit_draft": {"sheet": "Products", "edits": "[]", "seen": 0},
    "leave_out_product": {"product_handle": "shirt"},
    "import_draft": {
        "job_id": str(uuid4()),
        "version": 0,
        "mode": "CREATE",
        "sheet": "Products",
        "file_uri": "file:///x",
        "file_sha256": "x",
    },
}
OF_A_JOB = {"cancel_import", "dismiss_import", "queue_import"}


def test_the_functions_know_only_ones_own_brand(two: Two) -> None:
    mine, theirs = two.ana["brands"]["id"], two.ben["brands"]["id"]
    assert called(two.engine, ANA, "current_brand_ids") == [mine]
    assert called(two.engine, NOBODY, "current_brand_ids") == []
    for email, expected in ((ANA, "True"), (NOBODY, "False")):
        assert called(two.engine, email, "is_brand_member", brand_id=mine) == [expected]
    assert called(two.engine, ANA, "is_brand_member", brand_id=theirs) == ["False"]


@pytest.mark.parametrize("email", [ANA, NOBODY])
@pytest.mark.parametrize(
    ("function", "more"),
    [
        ("require_member", {}),
        ("start_import", {"mode": "CREATE"}),
        ("map_value", {"kind": "tag", "raw_name": "x", "raw_key": "x", "entity_id": str(uuid4())}),
        ("unmap_value", {"kind": "tag", "raw_key": "b"}),
        ("put_member", {"email": ANA, "role": "owner"}),
        ("remove_member", {"email": BEN}),
        ("create_draft", {"draft_id": str(uuid4()), "filename": "x.xlsx"}),
        ("note_source_file", {"source": "shop", "path": "x.xlsx"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_brand_of_others_answers_as_one_that_never_was(
    two: Two, email: str, function: str, more: dict[str, str]
) -> None:
    theirs = called(two.engine, email, function, brand_id=two.ben["brands"]["id"], **more)
    unknown = called(two.engine, email, function, brand_id=str(uuid4()), **more)

    assert theirs == unknown
    assert theirs.startswith(("Only members and owners", "Only an owner"))


@pytest.mark.parametrize("email", [ANA, NOBODY])
@pytest.mark.parametrize("function", sorted(OF_A_JOB))
def test_the_job_of_others_answers_as_one_that_never_was(two: Two, email: str, function: str) -> None:
    theirs = called(two.engine, email, function, job_id=two.ben["import_jobs"]["id"])

    assert theirs == called(two.engine, email, function, job_id=str(uuid4()))
    assert "No import job has this id" in theirs


@pytest.mark.parametrize("email", [ANA, NOBODY])
@pytest.mark.parametrize("function", sorted(OF_A_DRAFT))
def test_the_draft_of_others_answers_as_one_that_never_was(two: Two, email: str, function: str) -> None:
    more = OF_A_DRAFT[function]
    theirs = called(two.engine, email, function, draft_id=two.ben["drafts"]["id"], **more)

    assert theirs == called(two.engine, email, function, draft_id=str(uuid4()), **more)
    assert "No draft has this id" in theirs


# ---- the calls of a workspace


@pytest.fixture(scope="module")
def shops(module_database_url: str) -> Iterator[tuple[ik.Workspace, ik.Workspace, str]]:
    """Return the workspaces of Ana and Ben, and the id of Ben's import, of which a row failed."""
    database_url = module_database_url
    engine = db.engine(database_url)
    for slug, email in (("a", ANA), ("b", BEN)):
        db.add_brand(engine, slug, slug.upper(), email)
    engine.dispose()
    with (
        ik.connect(database_url, brand="a", email=ANA) as ana,
        ik.connect(database_url, brand="b", email=BEN) as ben,
    ):
        job_id = ben.import_file(sheets.workbook(sheets.ONE_BAD), filename="ben.xlsx").job_id
        ben.map_value("material", "Flax", "Linen")
        yield ana, ben, job_id


#: Calls that take a job.
BY_JOB: dict[str, Callable[[ik.Workspace, str, Path], object]] = {
    "job": lambda kit, job_id, _: kit.job(job_id),
    "findings": lambda kit, job_id, _: kit.findings(job_id),
    "preview": lambda kit, job_id, _: kit.preview(job_id),
    "corrections": lambda kit, job_id, path: kit.corrections(job_id, path / "c.xlsx", scope="all"),
    "dismiss": lambda kit, job_id, _: kit.dismiss(job_id),
    "undo": lambda kit, job_id, _: kit.undo(job_id),
    "unmapped": lambda kit, job_id, _: kit.unmapped(job_id),
    "result": lambda kit, job_id, _: kit.result(job_id),
    "watch": lambda kit, job_id, _: list(kit.watch(job_id)),
    "cancel": lambda kit, job_id, _: kit.cancel(job_id),
    "draft_of": lambda kit, job_id, _: kit.draft_of(job_id),
    "edits": lambda kit, job_id, _: kit.edits(job_id),
}
#: Calls that are about the brand of the workspace.
BY_BRAND: dict[str, Callable[[ik.Workspace, Path], object]] = {
    "recent_imports": lambda kit, _: kit.recent_imports(),
    "imports": lambda kit, _: kit.imports(text="ben").jobs,
    "draft": lambda kit, _: kit.draft(sheets.workbook(sheets.GOOD)).filename,
    "drafts": lambda kit, _: kit.drafts(),
    "open_draft": lambda kit, _: kit.open_draft(str(uuid4())),
    "brand_context": lambda kit, _: kit.brand_context(["linen-shirt"]).handle_keys,
    "check": lambda kit, _: [f.code for f in kit.check(sheets.workbook(sheets.GOOD)).findings.errors],
    "plan": lambda kit, _: [f.code for f in kit.plan(sheets.workbook(sheets.GOOD)).findings.errors],
    "catalog_data": lambda kit, _: [len(kit.catalog_data().entries), len(kit.catalog_data().mappings)],
    "duplicates": lambda kit, _: list(kit.duplicates().clusters),
    "members": lambda kit, _: kit.members(),
    "is_member": lambda kit, _: kit.is_member(),
    "export": lambda kit, path: kit.export(path / "export.xlsx").products,
    "import_file": lambda kit, _: kit.import_file(sheets.workbook(sheets.GOOD)),
    "start": lambda kit, _: kit.start(sheets.workbook(sheets.GOOD)),
    "map_value": lambda kit, _: kit.map_value("material", "Lin", "Linen"),
    "unmap_value": lambda kit, _: kit.unmap_value("material", "Flax"),
    "merge": lambda kit, _: kit.merge("material", "Linen", "Wool"),
    "add_member": lambda kit, _: kit.add_member(ANA, "owner"),
    "remove_member": lambda kit, _: kit.remove_member(BEN),
}
#: Calls that are about no brand; what a query sees, the policies of the tables say.
OF_NO_BRAND = {"close", "storage", "can_undo", "sql"}


def test_every_call_of_a_workspace_is_walked() -> None:
    public = {name for name, _ in inspect.getmembers(ik.Workspace) if not name.startswith("_")}
    assert public - {"brand", "email", "engine", "settings"} == {*BY_JOB, *BY_BRAND, *OF_NO_BRAND}


@pytest.mark.parametrize("name", BY_JOB)
def test_a_call_with_the_job_of_others_answers_as_with_one_that_never_was(
    shops: tuple[ik.Workspace, ik.Workspace, str], tmp_path: Path, name: str
) -> None:
    ana, ben, job_id = shops
    answers = []
    for guessed in (job_id, str(uuid4()), job_id[:8]):
        with pytest.raises(UnknownJobError) as raised:
            BY_JOB[name](ana, guessed, tmp_path)
        answers.append(raised.value.message.replace(guessed, "…") + raised.value.hint)

    assert len(set(answers)) == 1
    assert list(tmp_path.iterdir()) == []
    assert str(ben.job(job_id).status) == "COMPLETED_WITH_FAILURES"


@pytest.mark.parametrize("email", [ANA, NOBODY])
@pytest.mark.parametrize("name", [*BY_BRAND, *BY_JOB])
def test_a_workspace_that_was_forged_for_another_brand_gets_nothing(
    shops: tuple[ik.Workspace, ik.Workspace, str], tmp_path: Path, name: str, email: str
) -> None:
    _, ben, job_id = shops
    forged = replace(ben, email=email)
    before = snapshot(ben.engine)

    try:
        answer = (
            BY_BRAND[name](forged, tmp_path) if name in BY_BRAND else BY_JOB[name](forged, job_id, tmp_path)
        )
    except ImportkitError:
        answer = None
    # Nobody of the brand knows no category either; a member of another one knows those that all share.
    assert answer in (None, [], frozenset(), set(), [0, 0], 0, ()), name
    assert snapshot(ben.engine) == before


def test_a_brand_of_others_answers_as_one_that_never_was(database_url: str) -> None:
    engine = db.engine(database_url)
    db.add_brand(engine, "theirs", "Theirs", BEN)
    engine.dispose()
    answers = []
    for slug in ("theirs", "nothing"):
        with pytest.raises(UnknownBrandError) as raised:
            ik.connect(database_url, brand=slug, email=ANA)
        answers.append((raised.value.message + raised.value.hint).replace(slug, "…"))
    assert answers[0] == answers[1]


# ---- what one brand may point at, and what an id answers

#: The table that a mapping of each kind points into.
MAPPED = {
    "manufacturer": "brand_manufacturers",
    "season": "brand_seasons",
    "tag": "brand_tags",
    "attribute": "brand_attributes",
    "attribute_value": "brand_attribute_values",
    "material": "brand_materials",
    "facility": "brand_facilities",
    "eco_claim": "brand_eco_claims",
}


def mapping(two: Two, kind: str, entity_id: str, attributes: Keys) -> dict[str, Any]:
    """Return a mapping of Ana's brand to an entity, and for a value to an attribute of one of the brands."""
    more = {"attribute_id": attributes["brand_attributes"]["id"]} if kind == "attribute_value" else {}
    own = {"brand_id": two.ana["brands"]["id"], "raw_name": "Theirs", "raw_key": "theirs"}
    return {**own, "kind": kind, "entity_id": entity_id, **more}


@pytest.mark.parametrize("kind", MAPPED)
def test_no_spelling_is_mapped_to_what_another_brand_has(two: Two, kind: str) -> None:
    theirs, unknown = two.ben[MAPPED[kind]]["id"], str(uuid4())
    tries = [
        mapping(two, kind, entity, attributes)
        for entity in (theirs, unknown)
        for attributes in ((two.ana, two.ben) if kind == "attribute_value" else (two.ana,))
    ]

    answers = {called(two.engine, ANA, "map_value", **one) for one in tries}

    assert answers == {"The catalog of this brand has no such name."}
    for one in tries:  # whoever writes, and however
        with pytest.raises(DatabaseError) as raised, db.as_service(two.engine, "test") as connection:
            connection.execute(value_mappings.insert().values(one))
        assert raised.value.constraint in {
            f"value_mappings_{kind}_id_fkey",
            f"value_mappings_mapped_{kind}_id_fkey",
            "value_mappings_attribute_id_fkey",
        }
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            db.as_user(two.engine, ANA, "test") as person,
        ):
            person.execute(value_mappings.insert().values(one))


@pytest.mark.parametrize("kind", [*MAPPED, "category"])
def test_a_spelling_is_mapped_to_what_the_brand_itself_has(two: Two, kind: str) -> None:
    entity = two.ana[MAPPED.get(kind, "taxonomy_categories")]["id"]
    own = mapping(two, kind, entity, two.ana)

    assert called(two.engine, ANA, "map_value", **own) == [""]
    forgotten = {name: own[name] for name in own if name not in {"entity_id", "raw_name"}}
    assert called(two.engine, ANA, "unmap_value", **forgotten) == ["True"]


def test_no_import_is_started_with_an_id_that_another_brand_may_have(two: Two) -> None:
    mine, theirs = two.ana["brands"]["id"], two.ben["brands"]["id"]
    with_their_digits = str(uuid4())[:-12] + theirs[-12:]
    of_mine = str(uuid4())[:-12] + mine[-12:]

    foreign, unknown, forged = (
        called(two.engine, ANA, "start_import", brand_id=mine, mode="CREATE", job_id=job_id)
        for job_id in (two.ben["import_jobs"]["id"], str(uuid4()), with_their_digits)
    )

    assert foreign == unknown == forged
    assert foreign == "The id of an import ends in the same 12 digits as that of its brand."
    assert called(two.engine, ANA, "start_import", brand_id=mine, mode="CREATE", job_id=of_mine) == [of_mine]
    with db.as_owner(two.engine, "test") as connection:
        connection.execute(import_jobs.delete().where(import_jobs.c.id == of_mine))


#: Ways to write an e-mail that another locale folds to Kim's, or to another of the brand's.
LOOK_ALIKES = {
    "\u212aim@k.example": "kim@k.example",  # KELVIN SIGN
    "kim@\u212a.example": "kim@k.example",
    "ki\u0307m@k.example": "kim@k.example",
    "J\u0130M@k.example": "jim@k.example",  # I WITH DOT ABOVE
    "\u0130@k.example": "i@k.example",
    "\u017fam@k.example": "sam@k.example",  # LONG S
    "\uff2bim@k.example": "kim@k.example",  # FULLWIDTH K
    "STRA\u1e9eE@k.example": "straße@k.example",
}


@pytest.mark.parametrize("claimed", LOOK_ALIKES)
def test_an_e_mail_that_only_looks_like_a_members_is_nobodys(engine: Engine, claimed: str) -> None:
    brand = db.add_brand(engine, "k", "K", LOOK_ALIKES[claimed])
    with db.as_user(engine, claimed, "test") as connection:
        assert connection.execute(metadata.tables["brands"].select()).all() == []
    with ik.connect(
        engine.url.render_as_string(hide_password=False), brand="k", email=brand_owner(engine)
    ) as kit:
        kit.add_member(claimed, "viewer")
        assert len(kit.members()) == 2
    with db.as_user(engine, claimed, "test") as connection:
        seen = connection.execute(sa.text("SELECT id::text, current_email() FROM brands")).all()
    assert seen == [(brand.id, folded(claimed))]


def brand_owner(engine: Engine) -> str:
    with db.as_owner(engine, "test") as connection:
        owners = (
            "SELECT email FROM brand_members INNER JOIN brands AS b ON b.id = brand_id WHERE b.slug = 'k'"
        )
        return str(connection.scalar(sa.text(owners)))


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [("KIM@K.EXAMPLE", "kim@k.example"), ("\u00dcna@k.example", "\u00dcna@k.example")],
)
def test_a_to_z_fold_and_nothing_else_does(engine: Engine, claimed: str, kept: str) -> None:
    db.add_brand(engine, "k", "K", claimed)
    assert brand_owner(engine) == kept
    with db.as_user(engine, claimed, "test") as connection:
        assert connection.scalar(sa.text("SELECT current_email()")) == kept
        assert len(connection.execute(sa.text("SELECT id FROM brands")).all()) == 1
    unfolded = sa.text("INSERT INTO brand_members (brand_id, email) SELECT id, 'Kim@k.example' FROM brands")
    with (
        pytest.raises(DatabaseError, match="brand_members_email_check"),
        db.as_owner(engine, "test") as connection,
    ):
        connection.execute(unfolded)


# ---- one connection, many identities


@pytest.fixture
def one_connection(two: Two) -> Iterator[Engine]:
    """Return an engine that has one connection in all, and never a second one."""
    url = two.engine.url.render_as_string(hide_password=False)
    engine = sa.create_engine(
        url, pool_size=1, max_overflow=0, pool_timeout=60, connect_args={"prepare_threshold": None}
    )
    yield engine
    engine.dispose()


def left_over(engine: Engine) -> tuple[str, str, int]:
    """Return role, claims and temporary tables that a connection has before anybody claims to be anyone."""
    query = """
        SELECT current_user, coalesce(current_setting('request.jwt.claims', true), ''),
            (SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r')
    """
    with engine.connect() as connection:
        return tuple(connection.execute(sa.text(query)).one())


def fails_in_sql(connection: Connection) -> None:
    connection.execute(sa.text("SELECT 1 / 0"))


def fails_in_python(_: Connection) -> None:
    raise ValueError


def is_interrupted(_: Connection) -> None:
    raise KeyboardInterrupt


def is_interrupted_in_a_copy(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    with driver.cursor().copy("COPY products TO STDOUT") as copy:
        next(iter(copy), None)
        raise KeyboardInterrupt


def is_cut_off(connection: Connection) -> None:
    pid = connection.scalar(sa.text("SELECT pg_backend_pid()"))
    url = connection.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    connection.execute(sa.text("SELECT 1"))


def takes_too_long(connection: Connection) -> None:
    connection.execute(sa.text("SET LOCAL statement_timeout = '20ms'"))
    connection.execute(sa.text("SELECT pg_sleep(10)"))


def becomes_the_service(connection: Connection) -> None:
    connection.execute(sa.text("RESET ROLE"))
    connection.execute(sa.text("SET LOCAL ROLE service_role"))


ENDINGS = [
    lambda _: None,
    fails_in_sql,
    fails_in_python,
    is_interrupted,
    is_interrupted_in_a_copy,
    is_cut_off,
    takes_too_long,
    becomes_the_service,
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.__name__.strip("<>"))
def test_no_identity_outlives_its_call_however_it_ends(
    two: Two, one_connection: Engine, ending: Callable[[Connection], None]
) -> None:
    with suppress(Exception, KeyboardInterrupt), db.as_user(one_connection, ANA, "test") as connection:
        assert len(connection.execute(import_jobs.select()).all()) == 1
        ending(connection)

    assert left_over(one_connection) == (two.engine.url.username, "", 0)
    with db.as_user(one_connection, BEN, "test") as connection:
        seen = [str(row.id) for row in connection.execute(import_jobs.select())]
    with claiming(one_connection, None) as connection:
        unclaimed = connection.execute(import_jobs.select()).all()
    assert (seen, unclaimed) == ([two.ben["import_jobs"]["id"]], [])


def test_imports_of_two_brands_over_one_connection_leave_nothing_behind(
    shops: tuple[ik.Workspace, ik.Workspace, str],
) -> None:
    ana, ben, _ = shops
    engine = sa.create_engine(
        ana.engine.url, pool_size=1, max_overflow=0, connect_args={"prepare_threshold": None}
    )
    through_one = [replace(ana, engine=engine), replace(ben, engine=engine)]
    for kit in (*through_one, *through_one):
        kit.import_file(sheets.workbook(sheets.GOOD), filename=f"{kit.brand.slug}.xlsx")
        assert left_over(engine) == (engine.url.username, "", 0)

    names = [{job.filename for job in kit.recent_imports(10)} for kit in through_one]
    engine.dispose()
    assert names == [{"a.xlsx"}, {"b.xlsx", "ben.xlsx"}]

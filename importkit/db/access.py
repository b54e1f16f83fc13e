"""Who may do what: the functions, grants and row level security of the database, declared.

Nobody gets anything by default. `authenticated` is a person: policies show the rows of their brands, and
functions change what a person may change; a right to write to a table would be one to lock it, too.
`service_role` is the importer: it alone writes staging and production, by policies that let it, so it needs
no right to pass row level security by. The owner of the tables migrates them and is not held by policies.
Migrations carry frozen copies of this; one test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from psycopg import sql

from importkit import shape
from importkit.db.tables import metadata
from importkit.sql_templates import fill, part

if TYPE_CHECKING:
    from collections.abc import Iterator

USER_ROLE = "authenticated"
SERVICE = "service_role"
ALL = "SELECT, INSERT, UPDATE, DELETE"

#: In the order in which they may be created: a function stands after those that it calls.
FUNCTIONS = {
    "current_email": (USER_ROLE, SERVICE),
    "current_brand_ids": (USER_ROLE, SERVICE),
    "current_brand_ids_as": (USER_ROLE, SERVICE),
    "is_brand_member": (USER_ROLE, SERVICE),
    "require_member": (USER_ROLE, SERVICE),
    "require_owner": (),  # only other functions call it, as the next one
    "require_job": (),
    "start_import": (USER_ROLE,),
    "queue_import": (USER_ROLE,),
    "cancel_import": (USER_ROLE,),
    "dismiss_import": (USER_ROLE,),
    "require_draft": (),  # only other functions call it, as the next one
    "require_open_draft": (),
    "create_draft": (USER_ROLE,),
    "keep_draft_file": (USER_ROLE,),
    "note_draft_source": (USER_ROLE,),
    "touch_draft": (USER_ROLE,),
    "change_draft": (USER_ROLE,),
    "edit_draft": (USER_ROLE,),
    "leave_out_product": (USER_ROLE,),
    "import_draft": (USER_ROLE,),
    "discard_draft": (USER_ROLE,),
    "note_source_file": (USER_ROLE,),
    "map_value": (USER_ROLE,),
    "unmap_value": (USER_ROLE,),
    "put_member": (USER_ROLE,),
    "remove_member": (USER_ROLE,),
    "keep_an_owner": (),  # a trigger calls it
    "analyze_staging": (SERVICE,),
}

#: What holds whoever writes, the owner of the tables too; each calls the function of its name.
TRIGGERS = ("keep_an_owner",)

#: Which rows a person sees: those of their brands, and what belongs to these.
_OF_BRAND = "brand_id IN (SELECT public.current_brand_ids())"
_OF_JOB = (
    "job_id IN (SELECT j.id FROM public.import_jobs AS j"
    " WHERE j.brand_id IN (SELECT public.current_brand_ids()))"
)
_OF_DRAFT = (
    "draft_id IN (SELECT d.id FROM public.drafts AS d"
    " WHERE d.brand_id IN (SELECT public.current_brand_ids()))"
)
_OF_PRODUCT = (
    "EXISTS (SELECT FROM public.products AS p"
    " WHERE p.id = product_id AND p.brand_id IN (SELECT public.current_brand_ids()))"
)
_OF_VARIANT = (
    "EXISTS (SELECT FROM public.product_variants AS v"
    " WHERE v.id = variant_id AND v.brand_id IN (SELECT public.current_brand_ids()))"
)
_VISIBLE = {
    "brands": "id IN (SELECT public.current_brand_ids())",
    "taxonomy_categories": "EXISTS (SELECT FROM public.current_brand_ids())",  # shared by all brands
}
_VISIBLE_BY_COLUMN = {
    "brand_id": _OF_BRAND,
    "job_id": _OF_JOB,
    "draft_id": _OF_DRAFT,
    "product_id": _OF_PRODUCT,
    "variant_id": _OF_VARIANT,
}

#: Functions that name every table of staging, and where their templates are.
_ABOUT_STAGING = frozenset(("analyze_staging", "dismiss_import"))
_TEMPLATES = "db/shape/sql/functions"

#: Tables that only the owner of the database writes to.
_READ_ONLY_FOR_SERVICE = ("brands", "brand_members")


@dataclass(frozen=True)
class Policy:
    """One row level security policy; without a condition for new rows, the one for old rows holds."""

    table: str
    name: str
    command: str
    role: str
    using: str

    def ddl(self) -> sql.Composed:
        """Return the statement that creates it."""
        new_rows = sql.SQL(" WITH CHECK ({})") if self.command == "ALL" else sql.SQL("")
        condition = sql.SQL(self.using)
        return sql.SQL("CREATE POLICY {} ON public.{} FOR {} TO {} USING ({})").format(
            sql.Identifier(self.name),
            sql.Identifier(self.table),
            sql.SQL(self.command),
            sql.Identifier(self.role),
            condition,
        ) + new_rows.format(condition)


def policies() -> Iterator[Policy]:
    """Yield every policy of every table."""
    for table in metadata.sorted_tables:
        yield Policy(table.name, f"{table.name}_read", "SELECT", USER_ROLE, visible(table.name))
        yield Policy(table.name, f"{table.name}_service", "ALL", SERVICE, "true")


def visible(table_name: str) -> str:
    """Return the condition under which a person sees a row of that table."""
    columns = metadata.tables[table_name].columns
    by_column = (condition for name, condition in _VISIBLE_BY_COLUMN.items() if name in columns)
    return _VISIBLE.get(table_name) or next(by_column)


def grants() -> Iterator[tuple[str, str, str]]:
    """Yield privileges, table and role of every grant on a table."""
    for table in metadata.sorted_tables:
        yield "SELECT", table.name, USER_ROLE
        yield ("SELECT" if table.name in _READ_ONLY_FOR_SERVICE else ALL), table.name, SERVICE


@cache
def function(name: str) -> str:
    """Return the statement that creates a function."""
    if name in _ABOUT_STAGING:
        return fill(_TEMPLATES, name, _staging_words())
    return (files("importkit.db") / "functions" / f"{name}.sql").read_text(encoding="utf-8")


def _staging_words() -> dict[str, str]:
    deletions = (part(_TEMPLATES, "delete_staged", {"table": table}) for table in reversed(shape.STAGING))
    return {
        "staging_tables": ",\n".join(f"public.{table}" for table in shape.STAGING),
        "deletions": "\n".join(deletions),
    }


def statements() -> Iterator[sql.Composed | sql.SQL]:
    """Yield what gives the declared tables their functions, grants and policies; the roles exist."""
    for name, roles in FUNCTIONS.items():
        yield sql.SQL(function(name))
        yield _revoke_defaults("FUNCTION", name)
        for role in roles:
            yield sql.SQL("GRANT EXECUTE ON FUNCTION public.{} TO {}").format(
                sql.Identifier(name), sql.Identifier(role)
            )
    for table in metadata.sorted_tables:
        yield _revoke_defaults("TABLE", table.name)
        yield sql.SQL("ALTER TABLE public.{} ENABLE ROW LEVEL SECURITY").format(sql.Identifier(table.name))
    for privileges, table_name, role in grants():
        yield sql.SQL("GRANT {} ON public.{} TO {}").format(
            sql.SQL(privileges),
            sql.Identifier(table_name),
            sql.Identifier(role),
        )
    for policy in policies():
        yield policy.ddl()
    for name in TRIGGERS:
        yield sql.SQL((files("importkit.db") / "triggers" / f"{name}.sql").read_text(encoding="utf-8"))


def _revoke_defaults(kind: str, name: str) -> sql.Composed:
    """Take back what a server's default privileges may have given."""
    return sql.SQL("REVOKE ALL ON {} public.{} FROM PUBLIC, {}, {}").format(
        sql.SQL(kind),
        sql.Identifier(name),
        sql.Identifier(USER_ROLE),
        sql.Identifier(SERVICE),
    )

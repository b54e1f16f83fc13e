"""Whether a database is guarded as it is declared: row level security, policies, grants, functions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from importkit.db import access
from importkit.db.statements import statement
from importkit.db.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

#: A table, a role ("" for everybody) and a privilege.
Grant = tuple[str, str, str]


def unguarded(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield what row level security lacks, each with the statement that mends it."""
    found = {row.name: row for row in connection.execute(statement("db", "select_guards"))}
    declared = defaultdict(set)
    for policy in access.policies():
        declared[policy.table].add(policy.name)
    for name in (*metadata.tables, "alembic_version"):
        table = found.get(name)
        if table is None:
            yield f"the table {name} is missing", ""
        elif not table.is_guarded:
            yield (
                f"row level security is off for {name}",
                f"ALTER TABLE public.{name} ENABLE ROW LEVEL SECURITY;",
            )
        elif name in declared and (missing := declared[name] - set(table.policies)):
            yield f"{name} lacks the policy {', '.join(sorted(missing))}", ""
        elif name in declared and (more := set(table.policies) - declared[name]):
            drop = " ".join(f"DROP POLICY {policy} ON public.{name};" for policy in sorted(more))
            yield f"{name} has a policy that importkit did not make: {', '.join(sorted(more))}", drop


def misgranted(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield grants that are missing or too many, each with the statement that mends it."""
    found: set[Grant] = {
        (row.name, row.role, row.privilege)
        for row in connection.execute(statement("db", "select_grants"))
        if row.name in metadata.tables
    }
    wanted: set[Grant] = {
        (table, role, privilege)
        for privileges, table, role in access.grants()
        for privilege in privileges.split(", ")
    }
    for table, role, privilege in sorted(wanted - found):
        grant = f"GRANT {privilege} ON public.{table} TO {role};"
        yield f"{role} may not {privilege.lower()} {table}", grant
    for table, role, privilege in sorted(found - wanted):
        who, revoke = role or "everybody", f"REVOKE {privilege} ON public.{table} FROM {role or 'PUBLIC'};"
        yield f"{who} may {privilege.lower()} {table}", revoke


def missing_functions(connection: Connection) -> list[str]:
    """Return functions of ours that are not there, and triggers that are not there or are off."""
    functions = set(connection.execute(statement("db", "select_functions")).scalars())
    triggers = set(connection.execute(statement("db", "select_triggers")).scalars())
    return [f"{name}()" for name in access.FUNCTIONS if name not in functions] + [
        f"the trigger {name}" for name in access.TRIGGERS if name not in triggers
    ]

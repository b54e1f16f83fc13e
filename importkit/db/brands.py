"""Brands: whose products an import writes."""

from __future__ import annotations

import shlex
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from importkit.arguments import email as email_of
from importkit.arguments import text
from importkit.choices import chosen
from importkit.commands import command_line
from importkit.db.connect import as_owner
from importkit.db.statements import statement
from importkit.db.tables import brand_members, brands
from importkit.errors import UnknownBrandError, UsageError
from importkit.model import Role
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

DEFAULT_SLUG = "default"
DEFAULT_EMAIL = "local@localhost"

SLUG = "the short name of a brand, such as north-studio"
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, repr=False)
class Brand(Displayed):
    """A brand that products belong to; imports can be switched off for one.

    >>> kit.brand.slug, kit.brand.import_enabled
    ('default', True)
    """

    id: str
    slug: str
    name: str
    import_enabled: bool


_BRAND = (brands.c.id, brands.c.slug, brands.c.name, brands.c.import_enabled)


@dataclass(frozen=True, repr=False)
class Member(Displayed):
    """A person who belongs to a brand: an owner, a member, or a viewer who only looks.

    >>> member = kit.members()[0]
    >>> member.email, str(member.role)
    ('local@localhost', 'owner')
    """

    email: str
    role: Role


def brand_by_slug(connection: Connection, slug: str) -> Brand:
    """Return the brand of that slug, as far as whoever asks may see it.

    Raises:
        UnknownBrandError: There is none.
    """
    slug = text(slug, argument="brand", what=SLUG)
    found = connection.execute(select(*_BRAND).where(brands.c.slug == slug)).one_or_none()
    if found is None:
        message = f"There is no brand {slug!r}."
        raise UnknownBrandError(
            message, hint=f"Make it first: {command_line('brands', 'add', names=(slug,))}"
        )
    return Brand(*found)


def add_brand(engine: Engine, slug: str, name: str, owner_email: str) -> Brand:
    """Make a brand and its first owner; a brand that exists already only gains the owner.

    Raises:
        UsageError: The slug or the name is blank, or the e-mail is none.
    """
    slug = text(slug, argument="slug", what=SLUG)
    name = text(name, argument="name", what="the full name of the brand")
    owner = _member(owner_email, Role.OWNER, argument="owner_email")
    with as_owner(engine, "add the brand") as connection:
        connection.execute(insert(brands).values(slug=slug, name=name).on_conflict_do_nothing())
        brand = brand_by_slug(connection, slug)
        _set_member(connection, brand.id, owner)
    return brand


def add_member(engine: Engine, slug: str, email: str, role: Role | str = Role.MEMBER) -> None:
    """Give a person a role in a brand, in place of the one they had.

    Raises:
        UsageError: There is no such brand or role, the e-mail is none, or the brand would have no owner left.
    """
    with as_owner(engine, "add somebody to the brand") as connection:
        set_member(connection, brand_by_slug(connection, slug), email, role)


def set_import_enabled(engine: Engine, slug: str, *, is_enabled: bool) -> Brand:
    """Switch the imports of a brand on or off, and return it; what is stored stays as it is.

    Raises:
        UnknownBrandError: There is none.
    """
    doing = f"switch the imports of a brand {'on' if is_enabled else 'off'}"
    with as_owner(engine, doing) as connection:
        switched = update(brands).where(brands.c.slug == slug).values(import_enabled=is_enabled)
        connection.execute(switched)
        return brand_by_slug(connection, slug)


def require_imports(brand: Brand) -> None:
    """Make sure that the imports of a brand are switched on.

    Raises:
        UsageError: They are not.
    """
    if not brand.import_enabled:
        command = shlex.join(["importkit", "brands", "enable", brand.slug])
        raise UsageError(
            f"Imports are switched off for the brand {brand.slug!r}.",
            hint=f"Whoever runs this database can switch them on: {command}",
        )


def list_brands(connection: Connection) -> list[Brand]:
    """Return every brand that whoever asks may see, by slug."""
    return [Brand(*found) for found in connection.execute(select(*_BRAND).order_by(brands.c.slug))]


def slug_of(connection: Connection, brand_id: str) -> str:
    """Return the slug of a brand."""
    found: str = connection.execute(select(brands.c.slug).where(brands.c.id == brand_id)).scalar_one()
    return found


def members(connection: Connection, brand: Brand) -> list[Member]:
    """Return who belongs to a brand, as far as whoever asks may see it; owners first."""
    place = {role: number for number, role in enumerate(Role)}
    belong = select(brand_members.c.email, brand_members.c.role).where(brand_members.c.brand_id == brand.id)
    found = [Member(email, Role(role)) for email, role in connection.execute(belong)]
    return sorted(found, key=lambda member: (place[member.role], member.email))


def set_member(connection: Connection, brand: Brand, email: str, role: Role | str) -> Member:
    """Give a person a role in a brand, in place of the one they had, in a transaction of the tables' owner.

    Raises:
        UsageError: There is no such role, the e-mail is none, or the brand would have no owner left.
    """
    member = _member(email, role)
    _lock_members(connection, brand)
    _set_member(connection, brand.id, member)
    return member


def set_member_as_user(connection: Connection, brand: Brand, email: str, role: Role | str) -> Member:
    """Give a person a role in a brand in the name of the user at work, who owns it.

    Raises:
        UsageError: The user does not own the brand, there is no such role, the e-mail is none, or the brand
            would have no owner left.
    """
    member = _member(email, role)
    require_owner(connection, brand)
    binds = {"brand_id": brand.id, "email": member.email, "role": str(member.role)}
    connection.execute(statement("db", "upsert_member"), binds)
    return member


def remove_member(connection: Connection, brand: Brand, email: str) -> None:
    """Take a person out of a brand, in a transaction of the tables' owner.

    Raises:
        UsageError: They do not belong to it, or are its last owner.
    """
    email = email_of(email)
    _lock_members(connection, brand)
    this = brand_members.c.brand_id == brand.id, brand_members.c.email == folded(email)
    if not connection.execute(delete(brand_members).where(*this)).rowcount:
        raise _no_member(brand, email)


def remove_member_as_user(connection: Connection, brand: Brand, email: str) -> None:
    """Take a person out of a brand in the name of the user at work, who owns it.

    Raises:
        UsageError: The user does not own the brand, or that person is not in it or is its last owner.
    """
    email = email_of(email)
    require_owner(connection, brand)
    binds = {"brand_id": brand.id, "email": folded(email)}
    if not connection.execute(statement("db", "delete_member"), binds).scalar_one():
        raise _no_member(brand, email)


def is_member(connection: Connection, brand: Brand) -> bool:
    """Return whether whoever asks may change what the brand has; its viewers only look."""
    return bool(connection.execute(statement("db", "is_member"), {"brand_id": brand.id}).scalar_one())


def require_member(connection: Connection, brand: Brand) -> None:
    """Make sure that whoever asks may change what the brand has.

    Raises:
        sqlalchemy.exc.DBAPIError: They may not; viewers only look.
    """
    connection.execute(statement("db", "require_member"), {"brand_id": brand.id})


def require_owner(connection: Connection, brand: Brand) -> None:
    """Make sure that whoever asks owns a brand; row level security would refuse them in words of its own.

    Raises:
        UsageError: They do not.
    """
    owned = func.current_brand_ids_as("owner").column_valued("owned")
    if str(brand.id) not in {str(found) for found in connection.scalars(select(owned))}:
        raise UsageError(
            f"Only an owner of the brand {brand.slug!r} may change who belongs to it.",
            hint="Ask an owner, or whoever runs the database.",
        )


def ensure_default_brand(engine: Engine) -> Brand:
    """Return the brand that is used when none is named; make it on first use."""
    with as_owner(engine, "look up the brand") as connection:
        try:
            return brand_by_slug(connection, DEFAULT_SLUG)
        except UnknownBrandError:
            pass
    return add_brand(engine, DEFAULT_SLUG, "Default", DEFAULT_EMAIL)


def folded(email: str) -> str:
    """Return an e-mail as members are known by it: in small letters, as far as A to Z go.

    What else folds depends on who folds it, and two people might become one.

    >>> folded(" Ana@Shop.example"), folded("\u212aim@shop.example") == folded("kim@shop.example")
    ('ana@shop.example', False)
    """
    return email.strip().translate(_SMALL)


def _member(email: str, role: Role | str, *, argument: str = "email") -> Member:
    named = chosen(Role, role, argument="role")
    return Member(folded(email_of(email, argument=argument)), named)


def _no_member(brand: Brand, email: str) -> UsageError:
    return UsageError(
        f"{email} does not belong to the brand {brand.slug!r}.", hint="To see who does: importkit brands list"
    )


def _lock_members(connection: Connection, brand: Brand) -> None:
    """Let two who change at once who belongs to a brand wait for each other."""
    connection.execute(select(brands.c.id).where(brands.c.id == brand.id).with_for_update(key_share=True))


def _set_member(connection: Connection, brand_id: str, member: Member) -> None:
    role = str(member.role)
    put = insert(brand_members).values(brand_id=brand_id, email=member.email, role=role)
    connection.execute(
        put.on_conflict_do_update(
            index_elements=[brand_members.c.brand_id, brand_members.c.email], set_={"role": role}
        )
    )

"""Brands: whose products an import writes."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from importkit.db.connect import as_owner
from importkit.db.statements import statement
from importkit.db.tables import brand_members, brands
from importkit.errors import UnknownBrandError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

DEFAULT_SLUG = "default"
DEFAULT_EMAIL = "local@localhost"
ROLES = ("owner", "member", "viewer")

_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True)
class Brand:
    """A brand that products belong to; imports can be switched off for one."""

    id: str
    slug: str
    name: str
    import_enabled: bool


_BRAND = (brands.c.id, brands.c.slug, brands.c.name, brands.c.import_enabled)


@dataclass(frozen=True)
class Member:
    """A person who belongs to a brand: an owner, a member, or a viewer who only looks."""

    email: str
    role: str


def brand_by_slug(connection: Connection, slug: str) -> Brand:
    """Return the brand of that slug, as far as whoever asks may see it.

    Raises:
        UnknownBrandError: There is none.
    """
    found = connection.execute(select(*_BRAND).where(brands.c.slug == slug)).one_or_none()
    if found is None:
        message = f"There is no brand {slug!r}."
        raise UnknownBrandError(message, hint=f"Make it first: importkit brands add {slug}")
    return Brand(*found)


def add_brand(engine: Engine, slug: str, name: str, owner_email: str) -> Brand:
    """Make a brand and its first owner; a brand that exists already only gains the owner.

    Raises:
        UsageError: The slug is empty or the e-mail is none.
    """
    _check(slug, owner_email)
    with as_owner(engine, "add the brand") as connection:
        connection.execute(insert(brands).values(slug=slug, name=name).on_conflict_do_nothing())
        brand = brand_by_slug(connection, slug)
        _put_member(connection, brand.id, owner_email, "owner")
    return brand


def add_member(engine: Engine, slug: str, email: str, role: str = "member") -> None:
    """Give a person a role in a brand, in place of the one they had.

    Raises:
        UsageError: There is no such brand or role, the e-mail is none, or the brand would have no owner left.
    """
    with as_owner(engine, "add somebody to the brand") as connection:
        put_member(connection, brand_by_slug(connection, slug), email, role)


def list_brands(connection: Connection) -> list[Brand]:
    """Return every brand that whoever asks may see, by slug."""
    return [Brand(*found) for found in connection.execute(select(*_BRAND).order_by(brands.c.slug))]


def slug_of(connection: Connection, brand_id: str) -> str:
    """Return the slug of a brand."""
    found: str = connection.execute(select(brands.c.slug).where(brands.c.id == brand_id)).scalar_one()
    return found


def members(connection: Connection, brand: Brand) -> list[Member]:
    """Return who belongs to a brand, as far as whoever asks may see it; owners first."""
    place = {role: number for number, role in enumerate(ROLES)}
    chosen = select(brand_members.c.email, brand_members.c.role).where(brand_members.c.brand_id == brand.id)
    found = [Member(*row) for row in connection.execute(chosen)]
    return sorted(found, key=lambda member: (place[member.role], member.email))


def put_member(connection: Connection, brand: Brand, email: str, role: str) -> Member:
    """Give a person a role in a brand, in place of the one they had, in a transaction of the tables' owner.

    Raises:
        UsageError: There is no such role, the e-mail is none, or the brand would have no owner left.
    """
    member = _member(brand, email, role)
    _take_turn(connection, brand)
    _put_member(connection, brand.id, member.email, role)
    return member


def put_member_as_user(connection: Connection, brand: Brand, email: str, role: str) -> Member:
    """Give a person a role in a brand in the name of the user at work, who owns it.

    Raises:
        UsageError: The user does not own the brand, there is no such role, the e-mail is none, or the brand
            would have no owner left.
    """
    require_owner(connection, brand)
    member = _member(brand, email, role)
    binds = {"brand_id": brand.id, "email": member.email, "role": role}
    connection.execute(statement("db", "put_member"), binds)
    return member


def remove_member(connection: Connection, brand: Brand, email: str) -> None:
    """Take a person out of a brand, in a transaction of the tables' owner.

    Raises:
        UsageError: They do not belong to it, or are its last owner.
    """
    _take_turn(connection, brand)
    this = brand_members.c.brand_id == brand.id, brand_members.c.email == folded(email)
    if not connection.execute(delete(brand_members).where(*this)).rowcount:
        raise _no_member(brand, email)


def remove_member_as_user(connection: Connection, brand: Brand, email: str) -> None:
    """Take a person out of a brand in the name of the user at work, who owns it.

    Raises:
        UsageError: The user does not own the brand, or that person is not in it or is its last owner.
    """
    require_owner(connection, brand)
    binds = {"brand_id": brand.id, "email": folded(email)}
    if not connection.execute(statement("db", "remove_member"), binds).scalar_one():
        raise _no_member(brand, email)


def require_owner(connection: Connection, brand: Brand) -> None:
    """Make sure that whoever asks owns a brand; row level security would refuse them in words of its own.

    Raises:
        UsageError: They do not.
    """
    owned = func.current_brand_ids_as("owner").column_valued("owned")
    if str(brand.id) not in {str(found) for found in connection.scalars(select(owned))}:
        raise UsageError(
            f"Only an owner of the brand {brand.slug!r} may change who belongs to it.",
            hint="Ask an owner, or whoever runs the database: importkit brands add-member.",
        )


def ensure_default_brand(engine: Engine) -> Brand:
    """Return the brand that is used when none is named; make it on first use."""
    with as_owner(engine, "look up the brand") as connection:
        try:
            return brand_by_slug(connection, DEFAULT_SLUG)
        except UnknownBrandError:
            pass
    return add_brand(engine, DEFAULT_SLUG, "Default", DEFAULT_EMAIL)


def _check(slug: str, email: str) -> None:
    if not slug.strip():
        raise UsageError("A brand needs a slug.", hint="Give a short name such as north-studio.")
    if "@" not in email.strip("@ "):
        message = f"{email!r} is no e-mail address."
        raise UsageError(message, hint="Members are known by their e-mail, such as ana@example.com.")


def folded(email: str) -> str:
    """Return an e-mail as members are known by it: in small letters, as far as A to Z go.

    What else folds depends on who folds it, and two people might become one.

    >>> folded(" Ana@Shop.example"), folded("\u212aim@shop.example") == folded("kim@shop.example")
    ('ana@shop.example', False)
    """
    return email.strip().translate(_SMALL)


def _member(brand: Brand, email: str, role: str) -> Member:
    _check(brand.slug, email)
    if role not in ROLES:
        message = f"{role!r} is no role."
        raise UsageError(message, hint=f"Choose one of {', '.join(ROLES)}.")
    return Member(folded(email), role)


def _no_member(brand: Brand, email: str) -> UsageError:
    return UsageError(
        f"{email} does not belong to the brand {brand.slug!r}.", hint="importkit brands list shows who does."
    )


def _take_turn(connection: Connection, brand: Brand) -> None:
    """Let two who change at once who belongs to a brand wait for each other."""
    connection.execute(select(brands.c.id).where(brands.c.id == brand.id).with_for_update(key_share=True))


def _put_member(connection: Connection, brand_id: str, email: str, role: str) -> None:
    member = insert(brand_members).values(brand_id=brand_id, email=folded(email), role=role)
    connection.execute(
        member.on_conflict_do_update(
            index_elements=[brand_members.c.brand_id, brand_members.c.email], set_={"role": role}
        )
    )

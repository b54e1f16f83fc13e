"""Brands: whose products an import writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from importkit.db.connect import as_owner
from importkit.db.tables import brand_members, brands
from importkit.errors import UnknownBrandError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

DEFAULT_SLUG = "default"
DEFAULT_EMAIL = "local@localhost"
ROLES = ("owner", "member", "viewer")


@dataclass(frozen=True)
class Brand:
    """A brand that products belong to; imports can be switched off for one."""

    id: str
    slug: str
    name: str
    import_enabled: bool


def brand_by_slug(connection: Connection, slug: str) -> Brand:
    """Return the brand of that slug, as far as whoever asks may see it.

    Raises:
        UnknownBrandError: There is none.
    """
    columns = (brands.c.id, brands.c.slug, brands.c.name, brands.c.import_enabled)
    found = connection.execute(select(*columns).where(brands.c.slug == slug)).one_or_none()
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
    with as_owner(engine) as connection:
        connection.execute(insert(brands).values(slug=slug, name=name).on_conflict_do_nothing())
        brand = brand_by_slug(connection, slug)
        _put_member(connection, brand.id, owner_email, "owner")
    return brand


def add_member(engine: Engine, slug: str, email: str, role: str = "member") -> None:
    """Give a person a role in a brand, in place of the one they had.

    Raises:
        UsageError: There is no such brand or role, or the e-mail is none.
    """
    _check(slug, email)
    if role not in ROLES:
        message = f"{role!r} is no role."
        raise UsageError(message, hint=f"Choose one of {', '.join(ROLES)}.")
    with as_owner(engine) as connection:
        _put_member(connection, brand_by_slug(connection, slug).id, email, role)


def ensure_default_brand(engine: Engine) -> Brand:
    """Return the brand that is used when none is named; make it on first use."""
    with as_owner(engine) as connection:
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


def _put_member(connection: Connection, brand_id: str, email: str, role: str) -> None:
    member = insert(brand_members).values(brand_id=brand_id, email=email.strip().lower(), role=role)
    connection.execute(
        member.on_conflict_do_update(
            index_elements=[brand_members.c.brand_id, brand_members.c.email], set_={"role": role}
        )
    )

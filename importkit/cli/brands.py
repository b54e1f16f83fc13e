"""`importkit brands`: whose products they are."""

from __future__ import annotations

from typing import Annotated

import typer

from importkit.cli import output
from importkit.cli.option_types import choice_option
from importkit.cli.options import DatabaseOption, Format, FormatOption
from importkit.model import Role

app = typer.Typer(no_args_is_help=True, help="Brands, each with products of its own.")

ADD_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit brands add acme --name "Acme Clothing"[/]

[cyan]importkit import spring.xlsx --brand acme[/]   and then
"""


LIST_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit brands list[/]   and who belongs to each
"""

ADD_MEMBER_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit brands add-member acme ana@acme.example[/]   she may import

[cyan]importkit brands add-member acme ana@acme.example --role owner[/]   and now add others as well
"""

REMOVE_MEMBER_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit brands remove-member acme ana@acme.example[/]   she sees nothing of it any more
"""

ENABLE_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit brands enable acme[/]   its members may import
"""

DISABLE_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit brands disable acme[/]   nobody imports into it until it is enabled again

[cyan]importkit brands list[/]   which ones are off
"""

SlugArgument = Annotated[
    str, typer.Argument(metavar="SLUG", help="The short name of the brand.", show_default=False)
]
EmailArgument = Annotated[
    str, typer.Argument(metavar="EMAIL", help="The e-mail address of the person.", show_default=False)
]


@app.callback()
def brands() -> None:
    """Brands, each with products of its own."""


@app.command("add", epilog=ADD_EXAMPLES)
def add(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="Its short name, for --brand.", show_default=False)
    ],
    name: Annotated[
        str | None, typer.Option(help="Its full name; without it, the slug.", show_default=False)
    ] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="Its owner; without it, you.", show_default=False)
    ] = None,
    database_url: DatabaseOption = None,
) -> None:
    """Make a brand; one that is there already only gains the owner."""
    from importkit import workspace

    workspace.add_brand(slug, name, owner_email=owner, url=database_url)
    print(f"The brand {output.plain(slug)} is there; name it with --brand {output.plain(slug)}.")


@app.command("list", epilog=LIST_EXAMPLES)
def list_(format_: FormatOption = Format.TEXT, database_url: DatabaseOption = None) -> None:
    """List the brands of the database and who belongs to each."""
    from dataclasses import asdict

    from importkit import display, workspace

    found = workspace.all_brands(database_url)
    if format_ is Format.JSON:
        listed = [asdict(brand) | {"members": list(map(asdict, members))} for brand, members in found]
        output.show_json({"brands": listed})
    elif found:
        rows = [
            (brand.slug, email, role, "" if brand.import_enabled else "off")
            for brand, members in found
            for email, role in [(member.email, str(member.role)) for member in members] or [("", "")]
        ]
        output.show(display.table_text(("Brand", "Who", "Role", "Imports"), rows))
    else:
        print("No brands yet.")


@app.command("enable", epilog=ENABLE_EXAMPLES)
def enable(slug: SlugArgument, database_url: DatabaseOption = None) -> None:
    """Switch the imports of a brand on, as they are from the start."""
    from importkit import workspace

    brand = workspace.enable_brand(slug, url=database_url)
    print(f"Imports are switched on for {output.plain(brand.slug)}.")


@app.command("disable", epilog=DISABLE_EXAMPLES)
def disable(slug: SlugArgument, database_url: DatabaseOption = None) -> None:
    """Switch the imports of a brand off, say until its team is trained.

    No import of it begins from then on. What is queued already is still
    imported; checks, corrections, undo and export go on as ever.
    """
    from importkit import workspace

    brand = workspace.disable_brand(slug, url=database_url)
    print(f"Imports are switched off for {output.plain(brand.slug)}.")


@app.command("add-member", epilog=ADD_MEMBER_EXAMPLES)
def add_member(
    slug: SlugArgument,
    email: EmailArgument,
    role: Annotated[
        Role,
        choice_option(Role, "--role", help="A viewer looks, a member imports, an owner adds members."),
    ] = Role.MEMBER,
    database_url: DatabaseOption = None,
) -> None:
    """Give a person a role in a brand, in place of the one they had.

    For whoever runs the database; an owner of the brand does the same from
    Python with add_member.
    """
    from importkit import workspace

    member = workspace.set_member(database_url, slug, email, role.value)
    print(f"{output.plain(member.email)} is {member.role} of {output.plain(slug)}.")


@app.command("remove-member", epilog=REMOVE_MEMBER_EXAMPLES)
def remove_member(slug: SlugArgument, email: EmailArgument, database_url: DatabaseOption = None) -> None:
    """Take a person out of a brand. What they imported stays."""
    from importkit import workspace

    workspace.remove_member(database_url, slug, email)
    print(f"{output.plain(email)} no longer belongs to {output.plain(slug)}.")

"""`importkit db`: the database behind it all."""

from __future__ import annotations

import typer

from importkit.cli.options import DatabaseOption

app = typer.Typer(no_args_is_help=True, help="The database: upgrade, url, stop.")

UPGRADE_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit db upgrade --database-url postgresql://me@server/products[/]   before the first import
"""

URL_EXAMPLES = """
[bold]Examples[/]

[cyan]psql "$(importkit db url | tail -n 1)"[/]   look into the database on this machine
"""

STOP_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit db stop[/]   the next command starts it again
"""


@app.command("upgrade", epilog=UPGRADE_EXAMPLES)
def upgrade(database_url: DatabaseOption = None) -> None:
    """Bring the tables of a database up to date; make them where there are none."""
    from importkit import db

    changed = db.upgrade(db.engine(_url(database_url)))
    print("The tables are brought up to date." if changed else "The tables are up to date already.")


@app.command("url", epilog=URL_EXAMPLES)
def url(database_url: DatabaseOption = None) -> None:
    """Print the URL of the database; the one on this machine is started if it is not running."""
    from importkit.db.connect import require_url

    found = _url(database_url)
    require_url(found)
    print(found)


@app.command("stop", epilog=STOP_EXAMPLES)
def stop() -> None:
    """Stop the database that importkit started on this machine. Its data stays."""
    from importkit import settings
    from importkit.db import embedded

    stopped = embedded.stop(settings.load().data_dir)
    print("The database is stopped." if stopped else "The database was not running.")


def _url(database_url: str | None) -> str:
    """Return the URL that is meant; without one, that of the server on this machine, which is started."""
    from importkit import settings
    from importkit.db import embedded

    found = settings.load()
    return database_url or found.database_url or embedded.server(found.data_dir)

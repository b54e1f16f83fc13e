"""`importkit ui`: the page in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from importkit.cli.options import BrandOption, DatabaseOption

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit ui[/]   on this machine

[cyan]importkit ui --brand acme[/]   for one brand

[cyan]importkit ui --port 8600 --database-url postgresql://me@server/products[/]   with a server of your own
"""


def ui(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8501,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Open the page: upload, look, import, download corrections."""
    import subprocess
    import sys
    from importlib.util import find_spec

    from importkit import distribution, settings
    from importkit.errors import EnvironmentFailure

    if find_spec("streamlit") is None:
        raise EnvironmentFailure(
            "The page needs Streamlit, which is not installed.",
            hint=f"Install it with: {distribution.install_command('ui')}",
        )
    words = [sys.executable, "-m", "streamlit", "run", str(_script()), "--server.port", str(port)]
    ended = subprocess.run(words, check=False, env=settings.for_child(database_url, brand))  # noqa: S603  our own page
    raise typer.Exit(ended.returncode)


def _script() -> Path:
    """Return the page's script; a wheel carries it inside the package, a checkout has it at the top."""
    import importkit

    package = Path(importkit.__file__).parent
    packaged = package / "ui" / "_streamlit_app.py"
    return packaged if packaged.exists() else package.parent / "streamlit_app.py"

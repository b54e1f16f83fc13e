"""`importkit ui`: the page in the browser."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from importkit.cli.option_types import whole_number_option
from importkit.cli.options import BrandOption, DatabaseOption

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit ui[/]   on this machine, for nobody else

[cyan]importkit ui --brand acme[/]   for one brand

[cyan]importkit ui --port 8600 --database-url postgresql://me@server/products[/]   with a server of your own

[cyan]importkit ui --host 0.0.0.0[/]   for everybody who reaches this machine, without any sign-in
"""

#: Names of the machine itself, which nobody else reaches.
_OWN = frozenset({"localhost", "127.0.0.1", "::1"})


def ui(
    port: Annotated[
        int, whole_number_option("--port", lowest=1, highest=65535, help="The port to listen on.")
    ] = 8501,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="The address to listen on; others than this machine's own open the page."
        ),
    ] = "localhost",
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Open the page: upload, look, import, download corrections."""
    import sys
    from importlib.util import find_spec

    from importkit import distribution, settings
    from importkit.errors import EnvironmentFailure

    if find_spec("streamlit") is None:
        raise EnvironmentFailure(
            "The page needs Streamlit, which is not installed.",
            hint=f"Install it with: {distribution.install_command('ui')}",
        )
    if host not in _OWN:
        _warn_of_visitors(host, settings.load().user)
    words = [sys.executable, "-m", "streamlit", "run", str(_script())]
    words += ["--server.address", host, "--server.port", str(port)]
    _replace_process(words, settings.for_child(database_url, brand))


def _warn_of_visitors(host: str, user: str) -> None:
    from importkit.cli.errors import print_note

    print_note(f"The page has no sign-in: whoever reaches {host} uses it as {user}.", mark="Note: ")


def _replace_process(words: list[str], environment: dict[str, str]) -> NoReturn:
    """Let this process go on as another program, so that what ends it ends that."""
    if os.name == "posix":
        os.execve(words[0], words, environment)  # noqa: S606  our own page
    raise typer.Exit(subprocess.run(words, check=False, env=environment).returncode)  # noqa: S603


def _script() -> Path:
    """Return the page's script; a wheel carries it inside the package, a checkout has it at the top."""
    import importkit

    package = Path(importkit.__file__).parent
    packaged = package / "ui" / "_streamlit_app.py"
    return packaged if packaged.exists() else package.parent / "streamlit_app.py"

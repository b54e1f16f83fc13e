"""`importkit worker`: runs what is queued, on this machine or on any other that reaches the database."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from importkit.cli.option_types import whole_number_option
from importkit.cli.options import DatabaseOption

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit worker[/]   one import at a time, until Ctrl-C

[cyan]importkit worker --concurrency 4 --database-url postgresql://me@server/products[/]   four at once
"""


def worker(
    concurrency: Annotated[
        int, whole_number_option("--concurrency", lowest=1, highest=64, help="Imports at the same time.")
    ] = 1,
    queues: Annotated[
        str, typer.Option(metavar="NAMES", help="What to do: imports, the daily cleanup, or both.")
    ] = "imports,cleanup",
    database_url: DatabaseOption = None,
) -> None:
    """Run imports that were queued, until it is told to stop.

    Any number of workers may run, on any number of machines. What a dead one
    had begun is begun anew by another. SIGTERM or Ctrl-C ends a worker: it
    finishes what it runs, or hands it back when that takes too long.
    """
    from importkit.jobs.engines import connected
    from importkit.worker import worker as workers

    names = _names(queues)
    logging.getLogger("importkit").setLevel(min(logging.INFO, logging.getLogger("importkit").level))
    with connected(database_url) as (engine, here):
        workers.run(engine, here, concurrency, names)


def _names(queues: str) -> tuple[str, ...]:
    from importkit.arguments import refused
    from importkit.choices import chosen_word
    from importkit.grammar import listed
    from importkit.jobs.queue import QUEUES

    names = tuple(name.strip() for name in queues.split(",") if name.strip())
    if not names:
        raise refused(queues, argument="--queues", allowed=f"{listed(QUEUES, last='or')}, or both by a comma")
    return tuple(chosen_word(QUEUES, name, argument="--queues") for name in names)

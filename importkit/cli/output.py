"""Results on stdout, progress on stderr."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from importkit.commands import command_line, with_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from importkit.model import Mode
    from importkit.progress import Progress
    from importkit.workspace import Workspace


#: How many pieces of a JSON text are written at once; one of many findings is never whole in memory.
_PIECES = 10_000

#: What stands for a URL.
_PLACE = "URL"


def plain(text: str) -> str:
    """Return one line of text without characters that steer a terminal or reorder a line."""
    from importkit.display.safe_text import without_controls

    return " ".join(without_controls(text).splitlines())


def show(renderable: RenderableType) -> None:
    """Print a result; without colours and trailing blanks where nobody watches."""
    from importkit.display.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    if console.is_terminal:
        console.print(renderable, crop=False)
        return
    with console.capture() as captured:
        console.print(renderable, crop=False)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def show_json(value: Any) -> None:  # noqa: ANN401  JSON may hold anything
    """Print a value as JSON, every letter as it is."""
    encoder = json.JSONEncoder(ensure_ascii=False, indent=2, default=str)
    _write(_batched(encoder.iterencode(value), _PIECES))


def show_machine(text: str) -> None:
    """Print what a machine reads: UTF-8, whatever the terminal speaks, and nothing replaced.

    A byte of a file name that is no UTF-8 is written as an escape, which JSON reads.
    """
    _write((text,))


def _write(texts: Iterable[str]) -> None:
    sys.stdout.flush()
    for text in texts:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _batched(pieces: Iterable[str], many: int) -> Iterator[str]:
    rest = iter(pieces)
    while batch := "".join(islice(rest, many)):
        yield batch


@contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """Yield a function that shows how far an import is; on a terminal only."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _ignore_progress
        return
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    from importkit.display import phase_words

    with Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda now: bar.update(task, description=phase_words(now))


def command(
    *words: str | Path,
    brand: str | None = None,
    database_url: str | None = None,
    names: Sequence[str] = (),
    options: Sequence[str] = (),
) -> str:
    """Return a command line to copy, for the same brand and database as this one.

    A URL may hold a password, which has no business in a log: its place is shown instead.
    """
    there = ("--database-url", _PLACE) if database_url and _on_the_command_line(database_url) else ()
    return command_line(*words, names=names, brand=brand, options=(*options, *there))


def for_here(hint: str) -> str:
    """Return a hint whose command is about the database that was named on this command line."""
    named = any(word.startswith("--database-url") for word in sys.argv)
    return with_database(hint, _PLACE) if named else hint


def mode_words(mode: Mode) -> tuple[str, ...]:
    """Return what a command line needs to import in this mode; nothing for the one that is meant anyway."""
    from importkit.model import Mode

    return () if mode is Mode.CREATE else ("--mode", mode.lower())


def writable(target: Path, *, force: bool) -> Path:
    """Return a path that may be written; what is there already is replaced only when that is asked for.

    Raises:
        UsageError: The file exists or is a folder, or its folder does not exist.
    """
    from importkit.errors import UsageError

    if target.is_dir():
        raise UsageError(f"{target} is a folder.", hint="Give the name of a file with -o.")
    if target.is_symlink() and not force:
        raise UsageError(
            f"{target} is a link to another place.",
            hint="Give another name with -o, or --force to write where it leads.",
        )
    if target.exists() and not force:
        raise UsageError(
            f"{target} is there already.", hint="Give another name with -o, or --force to replace it."
        )
    if not target.absolute().parent.is_dir():
        raise UsageError(
            f"There is no folder {target.parent}.", hint="Make it first, or give another name with -o."
        )
    return target


def workspace(brand: str | None, database_url: str | None) -> Workspace:
    """Return the workspace of a brand; of the one in the settings when none is given."""
    from importkit.workspace import connect

    return connect(database_url, brand=brand)


def _on_the_command_line(database_url: str) -> bool:
    return any(database_url in argument for argument in sys.argv)


def _ignore_progress(_: Progress) -> None:
    """Show nothing."""

"""The reference of the command line as Markdown, from the commands that Typer has."""

from __future__ import annotations

import inspect
import re
from enum import Enum
from typing import TYPE_CHECKING, Any

import typer

from importkit.cli.app import app
from support.markdown import anchor, code, table

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Rich's markup around a command in a help text: [bold]importkit demo[/].
_MARKUP = re.compile(r"\[/?(?:bold|cyan)?\]")
_EXAMPLE = re.compile(r"^\[cyan\](?P<command>.*)\[/\](?:\s+(?P<purpose>.*))?$")


def command_reference() -> str:
    """Return a section for each command with what it does, its arguments, options and examples."""
    root = typer.main.get_command(app)
    named = list(_commands(root, "importkit"))
    rows = ((f"[`{name}`](#{anchor(name)})", _summary(one)) for name, one in named)
    contents = table(("Command", "What it does"), rows)
    every = f"### Options of every command\n\n{_parameters(root)}"
    sections = (f"### {name}\n\n{_section(name, one)}" for name, one in named)
    return "\n\n".join((contents, every, *sections))


def _commands(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, by its full name."""
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def _section(name: str, command: Any) -> str:
    usage = f"```text\n{name} {_usage(command)}\n```"
    parts = (_prose(command.help), usage, _parameters(command), _examples(command.epilog))
    return "\n\n".join(filter(None, parts))


def _summary(command: Any) -> str:
    return _escaped(_prose(command.help).split("\n\n")[0])


def _escaped(text: str) -> str:
    return text.replace("|", r"\|")


def _prose(text: str) -> str:
    return _MARKUP.sub("`", inspect.cleandoc(text))


def _usage(command: Any) -> str:
    arguments = [_argument(one) for one in command.params if not _is_option(one)]
    return " ".join(["[OPTIONS]", *arguments])


def _argument(parameter: Any) -> str:
    name = (parameter.metavar or parameter.name.upper()).strip("[]")
    name = f"{name}..." if parameter.nargs == -1 else name
    return name if parameter.required else f"[{name}]"


def _is_option(parameter: Any) -> bool:
    return str(parameter.opts[0]).startswith("-")


def _parameters(command: Any) -> str:
    rows = [_parameter(one) for one in command.params if not one.hidden]
    rows.sort(key=lambda row: row[0].startswith("`-"))  # arguments first
    return table(("Argument or option", "What it is", "Default"), rows) if rows else ""


def _parameter(parameter: Any) -> tuple[str, ...]:
    if _is_option(parameter):
        names = ", ".join((*parameter.opts, *parameter.secondary_opts))
        value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
        name = f"{names}{value}"
    else:
        name = _argument(parameter)
    return code(name), _escaped(_help(parameter)), _escaped(_default(parameter))


def _help(parameter: Any) -> str:
    words = _prose(parameter.help or "")
    return f"{words} Also `{parameter.envvar}`." if parameter.envvar else words


def _default(parameter: Any) -> str:
    shown = parameter.show_default
    if isinstance(shown, str):
        return shown
    default = parameter.default.value if isinstance(parameter.default, Enum) else parameter.default
    if parameter.required:
        return "required"
    return "" if shown is False or default in (None, False, ()) else f"`{default}`"


def _examples(epilog: str | None) -> str:
    found = [match for line in (epilog or "").splitlines() if (match := _EXAMPLE.match(line.strip()))]
    width = max((len(one["command"]) for one in found), default=0)
    lines = [f"{one['command']:{width}}  # {one['purpose']}" for one in found]
    return "```sh\n{}\n```".format("\n".join(lines)) if lines else ""

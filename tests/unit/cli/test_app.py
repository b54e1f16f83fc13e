"""A process makes nothing but the command that it runs, and nobody notices."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from importkit.cli.app import app, asked

NAMES = [str(one.name) for one in (*app.registered_commands, *app.registered_groups)]


@pytest.mark.parametrize("name", NAMES)
def test_a_command_alone_is_the_command_among_all(name: str) -> None:
    alone = asked([name, "--help"])

    assert len(alone.registered_commands) + len(alone.registered_groups) == 1
    helps = [CliRunner().invoke(one, [name, "--help"], prog_name="importkit") for one in (alone, app)]
    assert helps[0].exit_code == 0
    assert helps[0].output == helps[1].output


@pytest.mark.parametrize("words", [[], ["--help"], ["chek", "a.xlsx"], ["--debug", "check"]])
def test_without_a_command_in_front_all_are_there(words: list[str]) -> None:
    assert asked(words) is app

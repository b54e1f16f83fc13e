from __future__ import annotations

import pytest

from importkit.cli import errors
from importkit.errors import DatabaseError, UnreadableWorkbookError, UsageError


def exit_code(error: BaseException) -> object:
    with pytest.raises(SystemExit) as ended, errors.report_errors():
        raise error
    return ended.value.code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(UsageError("No."), 2, id="a wrong call"),
        pytest.param(UnreadableWorkbookError("No."), 3, id="an unreadable file"),
        pytest.param(DatabaseError("No."), 4, id="a database"),
        pytest.param(ZeroDivisionError("No."), 4, id="something unexpected"),
        pytest.param(KeyboardInterrupt(), 130, id="Ctrl-C"),
        pytest.param(SystemExit(7), 7, id="a normal end"),
    ],
)
def test_an_error_has_its_exit_code(error: BaseException, code: int) -> None:
    assert exit_code(error) == code


def test_an_error_is_one_sentence_and_its_hint(capsys: pytest.CaptureFixture[str]) -> None:
    exit_code(UsageError("There is no brand 'x'.", hint="Make it first."))

    assert capsys.readouterr() == ("", "Error: There is no brand 'x'.\nMake it first.\n")


def test_text_of_a_file_in_an_error_is_neither_markup_nor_a_command_for_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    exit_code(UsageError("There is no brand '[red]\x1b[31m'."))

    assert capsys.readouterr().err == "Error: There is no brand '[red] [31m'.\n"


def test_a_long_error_is_not_broken_into_lines(capsys: pytest.CaptureFixture[str]) -> None:
    exit_code(UsageError("word " * 100 + "end."))

    assert len(capsys.readouterr().err.splitlines()) == 1


def test_ctrl_c_behind_an_error_of_the_driver_is_ctrl_c(capsys: pytest.CaptureFixture[str]) -> None:
    stopped = DatabaseError("Postgres refused to copy.")
    stopped.__cause__ = RuntimeError("COPY from stdin failed")
    stopped.__cause__.__context__ = KeyboardInterrupt()

    assert exit_code(stopped) == 130
    assert capsys.readouterr().err.startswith("Stopped. ")

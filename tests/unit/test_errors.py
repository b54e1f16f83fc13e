"""Exceptions as whoever meets them in a traceback or a notebook sees them."""

from __future__ import annotations

import inspect
import traceback

import pytest
from IPython.core.interactiveshell import InteractiveShell

import importkit as ik
from importkit import errors, settings
from importkit.db.connect import engine

FAMILY = [
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, errors.ImportkitError)
]


@pytest.mark.parametrize("error", FAMILY, ids=lambda error: error.__name__)
def test_every_exception_is_public(error: type[Exception]) -> None:
    assert getattr(ik, error.__name__) is error
    assert error.__name__ in dir(ik)


def test_a_traceback_ends_with_what_to_do() -> None:
    raised = errors.UsageError("There is no sheet Prices.", hint="Choose one of: Products, Notes.")

    lines = traceback.format_exception(raised)

    assert "".join(lines).splitlines()[-2:] == [
        "importkit.errors.UsageError: There is no sheet Prices.",
        "Choose one of: Products, Notes.",
    ]


def test_an_exception_without_a_hint_ends_with_its_message() -> None:
    lines = traceback.format_exception(errors.UsageError("There is no sheet Prices."))

    assert "".join(lines).splitlines()[-1] == "importkit.errors.UsageError: There is no sheet Prices."


def test_ipython_shows_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    shell = InteractiveShell()
    shell.run_cell(
        "import importkit as ik\nraise ik.UsageError('There is no sheet Prices.', hint='Choose Products.')"
    )

    shown = capsys.readouterr()
    assert "Choose Products." in shown.out + shown.err


def test_no_representation_holds_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql://postgres:hidden-1@127.0.0.1:9/x"
    monkeypatch.setenv("IMPORTKIT_DATABASE_URL", url)
    monkeypatch.setenv("IMPORTKIT_NOTIFY", "mailto://me:hidden-2@mail.example")
    monkeypatch.setenv("IMPORTKIT_FILES", "s3://key:hidden-3@bucket/imports")

    assert "hidden" not in repr(settings.load()) + repr(engine(url))

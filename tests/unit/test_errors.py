"""Exceptions as whoever meets them in a traceback or a notebook sees them."""

from __future__ import annotations

import inspect
import traceback

import pytest
from IPython.core.interactiveshell import InteractiveShell

import importkit as ik
from importkit import errors, settings
from importkit.db import Brand
from importkit.db.connect import engine
from importkit.findings import RefusedImportError

FAMILY = [
    RefusedImportError,
    *(
        error
        for _, error in inspect.getmembers(errors, inspect.isclass)
        if issubclass(error, errors.ImportkitError)
    ),
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


URLS = [
    "postgresql://postgres:hidden-1@127.0.0.1:9/x",
    "postgres://postgres:hidden%2D1@127.0.0.1:9/x",
    "postgresql+psycopg://postgres@127.0.0.1:9/x?password=hidden-1",
    "postgresql://127.0.0.1:9/x?sslmode=disable&user=me&password=hidden-1",
    "postgresql://me:hidden-1@127.0.0.1:9/x?sslpassword=hidden-1&oauth_client_secret=hidden-1",
    "postgresql://me:hidden-1@/x?host=/nowhere&port=9",
]


@pytest.mark.parametrize("url", URLS)
def test_no_representation_holds_a_password(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("IMPORTKIT_DATABASE_URL", url)
    monkeypatch.setenv("IMPORTKIT_NOTIFY", "mailto://me:hidden-2@mail.example")
    monkeypatch.setenv("IMPORTKIT_FILES", "s3://key:hidden-3@bucket/imports")
    found, made = settings.load(), engine(url)
    brand = Brand("1", "default", "Default", import_enabled=True)
    kit = ik.Workspace(made, brand, "me@shop.example", found)

    shown = [
        str(found),
        str(made),
        repr(made.url),
        f"{made.url}",
        repr(made.url.set(database="y")),
        str(kit),
    ]

    assert [text for text in (*shown, repr(found), repr(made), repr(kit)) if "hidden" in text] == []
    assert "hidden-1" in made.url.render_as_string(hide_password=False)  # for whoever connects


@pytest.mark.parametrize("url", URLS)
def test_no_error_of_a_connection_holds_a_password(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    with pytest.raises(errors.DatabaseError) as raised:
        ik.connect(url)

    reported = "".join(traceback.format_exception(raised.value))
    assert "hidden" not in reported + repr(raised.value) + caplog.text
    assert raised.value.message.startswith("Postgres was not reachable: connection ")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:hidden-1@127.0.0.1:hidden/x",
        "postgresql://me:hidden-1@127.0.0.1/x?port=hidden",
        "postgresql://me:hidden-1@[::1/x",
        "me:hidden-1@127.0.0.1/x",
        "host=127.0.0.1 password=hidden-1",
    ],
)
def test_no_url_that_cannot_be_read_is_repeated(url: str) -> None:
    with pytest.raises(errors.UsageError, match="The database URL cannot be read") as raised:
        ik.connect(url)

    assert "hidden" not in "".join(traceback.format_exception(raised.value))

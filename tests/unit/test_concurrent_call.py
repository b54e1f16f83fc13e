"""A call beside one's own work."""

from __future__ import annotations

from contextvars import ContextVar
from threading import Event

import pytest

from importkit import concurrent_call

WHO = ContextVar("WHO", default="nobody")


def test_a_call_goes_on_while_the_block_does() -> None:
    begun, is_allowed = Event(), Event()

    def call() -> str:
        begun.set()
        assert is_allowed.wait(10)
        return WHO.get()

    WHO.set("somebody")
    with concurrent_call.started(call) as found:
        assert begun.wait(10)
        is_allowed.set()
        assert found.result() == "somebody"


def test_a_call_has_ended_with_the_block() -> None:
    let_go, ended = Event(), Event()

    def call() -> None:
        let_go.wait(10)
        ended.set()

    with concurrent_call.started(call):
        let_go.set()
    assert ended.is_set()


def test_an_error_of_the_call_is_that_of_who_asks() -> None:
    def call() -> None:
        message = "of the call"
        raise LookupError(message)

    with concurrent_call.started(call) as found, pytest.raises(LookupError, match="of the call"):
        found.result()

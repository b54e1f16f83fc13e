"""Plain text is a string wherever it is asked for."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from importkit.display.static_text import plain_text

if TYPE_CHECKING:
    import pytest


class ZMQInteractiveShell:
    """What rich knows a notebook's kernel by."""


def test_a_notebook_gets_the_text_and_no_output_beside_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(builtins, "get_ipython", ZMQInteractiveShell, raising=False)

    assert (
        plain_text("10 of 24 products would not be imported.") == "10 of 24 products would not be imported."
    )
    assert capsys.readouterr().out == ""

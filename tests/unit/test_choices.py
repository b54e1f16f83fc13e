"""Choices are named by the enum or by its text, in whatever case."""

from __future__ import annotations

import pytest

from importkit.choices import chosen
from importkit.errors import UsageError
from importkit.model import Mode


@pytest.mark.parametrize("mode", list(Mode))
def test_a_choice_is_the_same_however_it_is_named(mode: Mode) -> None:
    text = mode.value
    names = (mode, text, text.lower(), text.capitalize(), text.swapcase(), text[:3].lower() + text[3:])

    assert {chosen(Mode, name, argument="mode") for name in names} == {mode}


def test_a_word_that_is_none_is_refused_with_the_one_that_was_probably_meant() -> None:
    with pytest.raises(UsageError, match='mode cannot be "crate": give create or enrich') as refused:
        chosen(Mode, "crate", argument="mode")

    assert refused.value.hint == "Did you mean create?"

"""How many examples Hypothesis tries: few in the quick selection, more in CI, many at night.

`HYPOTHESIS_PROFILE` names a profile; without it `pytest -m quick` and `pytest -m nightly` take the one of
their name, and every other run takes `ci`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

EXAMPLES = {"quick": 10, "ci": 30, "nightly": 2_000}

for _name, _examples in EXAMPLES.items():
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,  # how long an example takes says how busy the machine is
        suppress_health_check=[HealthCheck.too_slow],
    )


def load(config: pytest.Config) -> str:
    """Load the profile of this run, and return its name."""
    selection = config.option.markexpr
    name = os.environ.get("HYPOTHESIS_PROFILE") or (selection if selection in EXAMPLES else "ci")
    settings.load_profile(name)
    return name


def one_example_in(share: int) -> settings:
    """Return settings for a test whose examples are dear: it tries one where a cheap test tries `share`."""
    return settings(max_examples=max(2, settings().max_examples // share))


def more_at_night(seeds: int, *, by_day: int, first: int = 0) -> list[ParameterSet]:
    """Return the seeds from `first` up to `seeds` of made-up sheets: some by day, the rest at night."""
    return [
        pytest.param(seed, marks=pytest.mark.nightly if seed - first >= by_day else ())
        for seed in range(first, seeds)
    ]

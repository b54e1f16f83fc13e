"""What pytest loads by `pytest_plugins = ["importkit.testing.plugin"]`: the fixture `importkit_check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from importkit.checks import Check


class CheckFunction(Protocol):
    """Checks a workbook; the options are those of `importkit.check`."""

    def __call__(self, source: Any, **options: Any) -> Check: ...  # noqa: ANN401


@pytest.fixture
def importkit_check(request: pytest.FixtureRequest) -> CheckFunction:
    """Return a function that checks a workbook, by its path as it is, else from the folder of the test."""

    def checked(source: Any, **options: Any) -> Check:  # noqa: ANN401
        from importkit import checks

        beside = request.path.parent / source if isinstance(source, str | Path) else None
        if beside is not None and beside.exists() and not Path(source).exists():
            source = beside
        found: Check = checks.check(source, **options)
        return found

    return checked

"""An import under way; a page of its own, so that nothing else can be pressed meanwhile."""

from __future__ import annotations

from contextlib import suppress

from importkit.errors import ImportkitError, OutdatedPlanError
from importkit.ui import deps, places, state
from importkit.ui.parts import checking, progress


def page() -> None:
    """Show the page until the import has ended, then what became of it."""
    running = state.get().running
    if running is None:
        places.to_upload()
    checking.importing(running)
    state.put(running=None)
    try:
        result = running.result()
    except ImportkitError as error:
        state.put(trouble=(running.filename, error))
        if isinstance(error, OutdatedPlanError):
            _plan_again()
        places.to_check()
    state.put(checked=None, trouble=None)
    places.to_job(result.job_id)


def _plan_again() -> None:
    """Find out what the import would do now; where that fails too, what went wrong first is shown."""
    if seen := state.get().checked:
        report = progress.bar(progress.CHECKING)
        with suppress(ImportkitError):
            fresh = deps.check(seen.upload, mode=seen.mode, hidden_rows=seen.hidden_rows, report=report)
            state.put(checked=fresh)


if __name__ == "__main__":
    page()

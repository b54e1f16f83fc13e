"""An import under way; a page of its own, so that nothing else can be pressed meanwhile."""

from __future__ import annotations

from importkit.errors import ImportkitError
from importkit.ui import places, state
from importkit.ui.parts import checking


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
        places.to_check()
    state.put(checked=None, trouble=None)
    places.to_job(result.job_id)


if __name__ == "__main__":
    page()

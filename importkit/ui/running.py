"""An import that runs beside the page: a click elsewhere, or a closed tab, does not stop it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit.progress import Phase, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from importkit.jobs import ImportResult
    from importkit.pipeline import Report

#: How often the page looks, in seconds.
_LOOK_EVERY_S = 0.15


@dataclass
class RunningImport:
    """One import under way; `report` is called from its own thread, the rest from the page's."""

    filename: str
    latest: Progress = field(default_factory=lambda: Progress(Phase.READING))
    _future: Future[ImportResult] | None = None

    def begin(self, work: Callable[[Report], ImportResult], threads: ThreadPoolExecutor) -> RunningImport:
        """Start the work, and return at once."""
        self._future = threads.submit(work, self.report)
        return self

    def report(self, progress: Progress) -> None:
        """Remember how far it is."""
        self.latest = progress

    def steps(self) -> Iterator[Progress]:
        """Yield how far it is, again and again, until it has ended."""
        while self._future and not self._future.done():
            yield self.latest
            wait([self._future], timeout=_LOOK_EVERY_S)

    def result(self) -> ImportResult:
        """Return what became of it.

        Raises:
            ImportkitError: Why it failed.
        """
        if self._future is None:
            message = "the import was never begun"
            raise RuntimeError(message)
        return self._future.result()

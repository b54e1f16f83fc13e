"""Drafts that a server has open: each in its newest version that was seen, and let go when nobody looks."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit.errors import UnknownDraftError
from importkit.ui import memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.pipeline import Report
    from importkit.workspace.draft import Draft

    #: Whose draft it is, by e-mail and brand, and its id.
    Key = tuple[str, str, str]

#: So many are held, each with its sheet and what was found in it; seconds after which nobody looks any more.
_MOST, _AGE_S = 6, 480


@dataclass(eq=False)
class _Held:
    """A draft, and the turn to look for a newer version of it."""

    draft: Draft | None = None
    seen_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class OpenDrafts:
    """The drafts that are open, for all visitors of a server."""

    def __init__(self) -> None:
        self._held: dict[Key, _Held] = {}
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def put(self, key: Key, draft: Draft) -> None:
        """Hold a draft that was opened just now."""
        self._slot(key).draft = draft

    def get(self, key: Key, opened: Callable[[], Draft], report: Report | None = None) -> Draft:
        """Return a draft as it is now.

        Args:
            key: Whose it is, and which.
            opened: Opens it where it is not held.
            report: Called as it is checked; without it, it is not checked.

        Raises:
            UnknownDraftError: There is none, or no longer.
        """
        held = self._slot(key)
        with held.lock:
            try:
                held.draft = held.draft.refreshed() if held.draft is not None else opened()
            except Exception as error:
                if held.draft is None or isinstance(error, UnknownDraftError):
                    self._drop(key)  # what cannot be opened takes nobody's place
                raise
            if report is not None and held.draft.record.started_job_id is None:
                held.draft.find_out(report)
            return held.draft

    def _slot(self, key: Key) -> _Held:
        with self._lock:
            self._let_go()
            held = self._held.pop(key, None) or _Held()
            held.seen_at = time.monotonic()
            self._held[key] = held  # as the newest
            self._wait()
            return held

    def _drop(self, key: Key) -> None:
        with self._lock:
            self._held.pop(key, None)

    def _let_go(self) -> None:
        """Let go of what nobody has looked at for long, and of the oldest where there are too many."""
        oldest = time.monotonic() - _AGE_S
        for key in [key for key, held in self._held.items() if held.seen_at < oldest]:
            del self._held[key]
        while len(self._held) > _MOST:
            del self._held[next(iter(self._held))]

    def _look_later(self) -> None:
        with self._lock:
            self._timer = None
            before = len(self._held)
            self._let_go()
            if self._held:
                self._wait()
            if len(self._held) < before:
                memory.return_free()

    def _wait(self) -> None:
        """Look in a while whether there is something to let go of, also when no visitor comes."""
        if self._timer is None:
            self._timer = threading.Timer(_AGE_S / 8, self._look_later)
            self._timer.daemon = True
            self._timer.start()

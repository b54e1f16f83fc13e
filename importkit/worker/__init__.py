"""The worker: runs what is queued, each import in a process of its own."""

from __future__ import annotations

from importkit.worker.local_worker import LocalWorker, has_no_worker, local_worker

__all__ = ["LocalWorker", "has_no_worker", "local_worker"]

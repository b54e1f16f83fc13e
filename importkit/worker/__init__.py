"""The worker: runs what is queued, each import in a process of its own."""

from __future__ import annotations

from importkit.worker.local_worker import WorkerInside, lacks_worker, worker_inside

__all__ = ["WorkerInside", "lacks_worker", "worker_inside"]

"""Imports as jobs: who started them, where they stand, what became of their rows."""

from __future__ import annotations

from importkit.jobs.cleanup import Cleanup, clean_daily
from importkit.jobs.corrections import Scope
from importkit.jobs.inside import WorkerInside, lacks_worker, worker_inside
from importkit.jobs.members import all_brands, put_member, take_member
from importkit.jobs.opening import add_brand, connect, disable_brand, enable_brand, load_taxonomy
from importkit.jobs.records import ImportResult, Job
from importkit.jobs.workspace import Workspace

__all__ = [
    "Cleanup",
    "ImportResult",
    "Job",
    "Scope",
    "WorkerInside",
    "Workspace",
    "add_brand",
    "all_brands",
    "clean_daily",
    "connect",
    "disable_brand",
    "enable_brand",
    "lacks_worker",
    "load_taxonomy",
    "put_member",
    "take_member",
    "worker_inside",
]

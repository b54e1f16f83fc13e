"""A job and its life: who started it, where it stands, what became of its rows."""

from __future__ import annotations

from importkit.jobs.job import ImportResult, Job
from importkit.jobs.retention import Cleanup, delete_expired_daily

__all__ = ["Cleanup", "ImportResult", "Job", "delete_expired_daily"]

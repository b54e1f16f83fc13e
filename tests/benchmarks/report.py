"""Figures as a table to read and as JSON."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import importkit
from importkit.db import embedded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.rounds import Measured
    from benchmarks.workers import Throughput


def machine() -> dict[str, Any]:
    """Return what was measured, and on what."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "importkit": importkit.__version__,
        "python": platform.python_version(),
        "postgres": embedded.POSTGRES_VERSION,
        "processors": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(memory / 2**30, 1),
        "load_at_start": round(os.getloadavg()[0], 1),
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")


def heading(about: dict[str, Any]) -> str:
    """Return one line about the machine."""
    return (
        f"{about['date']}, importkit {about['importkit']}, Python {about['python']}, PostgreSQL"
        f" {about['postgres']}, {about['processors']} processors ({about['processor']}),"
        f" {about['memory_gb']} GB, load {about['load_at_start']} at the start"
    )


def table(rows: int, measured: Sequence[Measured]) -> str:
    """Return the medians of one size as a Markdown table."""
    lines = [
        f"| {rows} rows | CPU s | client | server | wall s | peak MB | CPU ratio | wall ratio |",
        "|---|---:|---:|---:|---:|---:|---|---|",
    ]
    for each in measured:
        cost = each.median
        cpu = ", ".join(f"{ratio[0]:.2f} {other}" for other, ratio in each.ratios.items())
        wall = ", ".join(f"{ratio[1]:.2f} {other}" for other, ratio in each.ratios.items())
        lines.append(
            f"| {each.operation.name} | {cost.cpu_s:.2f} | {cost.client_s:.2f} | {cost.server_s:.2f} |"
            f" {cost.wall_s:.2f} | {cost.peak_mb:.0f} | {cpu} | {wall} |"
        )
    return "\n".join(lines)


def records(subject: str, rows: int, measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """Return the figures of one size for JSON."""
    return [
        {
            "subject": subject,
            "rows": rows,
            "operation": each.operation.name,
            "runs": [asdict(cost) | {"cpu_s": cost.cpu_s} for cost in each.costs],
            "median": asdict(each.median) | {"cpu_s": each.median.cpu_s},
            "cpu_ratios": {other: ratio[0] for other, ratio in each.ratios.items()},
            "wall_ratios": {other: ratio[1] for other, ratio in each.ratios.items()},
        }
        for each in measured
    ]


def workers_table(found: Sequence[Throughput]) -> str:
    """Return what so many workers do as a Markdown table."""
    head = ("workers", "imports a minute", "against the first", "client CPU s each", "server CPU s each")
    waits = ("s waited for the brand's turn", "s waited for other locks")
    lines = [
        (
            f"{each.workers} | {each.imports_a_minute:.1f} | {found[0].wall_s / each.wall_s:.2f} |"
            f" {each.client_s / each.imports:.2f} | {each.server_s / each.imports:.2f} |"
            f" {each.turns_s:.1f} | {each.other_waits_s:.1f}"
        )
        for each in found
    ]
    return "\n".join(f"| {line} |" for line in (" | ".join((*head, *waits)), "---:|" * 6 + "---:", *lines))

"""Measure from the command line: PYTHONPATH=tests python -m benchmarks sizes --rows 10000 --json all.json."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import page, report
from benchmarks.operations import OPERATIONS, PEERS, SMALL
from benchmarks.rounds import Bench
from benchmarks.servers import running_server
from benchmarks.workbooks import make_workbooks
from benchmarks.workers import ROWS, SHEETS, Place, make_sheets, throughput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.operations import Operation
    from benchmarks.servers import Server

SUBJECTS = ("sizes", "peers", "small", "workers", "page")
#: So many rows fit on a sheet of Excel beside the header.
MOST_ROWS = 1_048_575


def main() -> int:
    """Measure what is asked for, print a table of each, and write all figures as JSON."""
    given = _arguments()
    about = report.machine()
    print(report.heading(about), flush=True)
    with running_server() as server, tempfile.TemporaryDirectory(prefix="ik-bench-") as folder:
        found = [
            each for subject in given.subjects for each in _measure(subject, given, server, Path(folder))
        ]
    if given.json:
        given.json.write_text(json.dumps(about | {"figures": found}, indent=1), encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what imports cost.")
    parser.add_argument(
        "subjects", nargs="*", choices=[*SUBJECTS, []], help="what to measure; without, sizes"
    )
    parser.add_argument(
        "--rows", type=int, nargs="+", default=[10_000], help=f"sizes of sheets, up to {MOST_ROWS:,}"
    )
    parser.add_argument("--only", nargs="+", metavar="OPERATION", help="only these operations of the sizes")
    parser.add_argument("--mistakes", type=float, default=0.05, help="share of products that are bad")
    parser.add_argument("--runs", type=int, default=3, help="rounds, of which the median is told")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], help="numbers of workers")
    parser.add_argument("--page-rows", type=int, default=100_000, help="rows that the page is tried with")
    parser.add_argument("--draft-rows", type=int, default=10_000, help="rows of the draft that is mended")
    parser.add_argument(
        "--wait", type=float, default=600, help="seconds from closing a draft to looking at the memory left"
    )
    parser.add_argument("--json", type=Path, help="a file for all figures")
    given = parser.parse_args()
    given.subjects = given.subjects or ["sizes"]
    return given


def _measure(subject: str, given: argparse.Namespace, server: Server, folder: Path) -> list[dict[str, Any]]:
    if subject == "workers":
        return _workers(given, server, folder)
    if subject == "page":
        return _page(given, server, folder)
    if subject == "small":
        return _rounds("small", 5, SMALL, given, server, folder)
    of_size = PEERS if subject == "peers" else _chosen(OPERATIONS, given.only)
    return [
        figure for rows in given.rows for figure in _rounds(subject, rows, of_size, given, server, folder)
    ]


def _chosen(operations: Sequence[Operation], only: Sequence[str] | None) -> list[Operation]:
    return [each for each in operations if not only or each.name in only]


def _rounds(
    subject: str,
    rows: int,
    operations: Sequence[Operation],
    given: argparse.Namespace,
    server: Server,
    folder: Path,
) -> list[dict[str, Any]]:
    needed = " ".join(word for each in operations for word in each.command)
    mistakes = given.mistakes if "{faulty}" in needed or "{job}" in needed else 0.0
    own = folder / f"{subject}-{rows}"
    books = make_workbooks(rows, mistakes, own, with_changes="{enriching}" in needed)
    measured = Bench(server, books, own, _say).rounds(operations, given.runs)
    print(f"\n{report.table(rows, measured)}", flush=True)
    return report.records(subject, rows, measured)


def _workers(given: argparse.Namespace, server: Server, folder: Path) -> list[dict[str, Any]]:
    sheets = make_sheets(folder / "workers", ROWS, SHEETS)
    found = []
    for workers in given.workers:
        _say(f"{workers} workers")
        found.append(throughput(server, sheets, folder, [Place()] * workers))
    print(f"\n{report.workers_table(found)}", flush=True)
    return [{"subject": "workers", "rows": ROWS, **each.__dict__} for each in found]


def _page(given: argparse.Namespace, server: Server, folder: Path) -> list[dict[str, Any]]:
    sizes = page.Sizes(given.page_rows, given.draft_rows, given.runs, given.wait)
    found = page.measure(server, folder / "page", sizes, _say)
    print(f"\n{page.table(found)}", flush=True)
    return [{"subject": "page", "rows": sizes.rows, **each.__dict__} for each in found]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

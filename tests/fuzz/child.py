"""A process that reads broken workbooks, one after the other, within limits.

It takes lines "seed number" and answers each with a line of JSON. What kills it, kills it alone.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: Virtual memory: libraries that are loaded take 1.6 GB of it.
_MEMORY = 4 * 1024**3

#: CPU seconds after which the process is killed over one case.
_SECONDS = 60

#: Every how many cases the whole check runs, and not the reader alone.
_CHECKED = 20

_SENTENCE = re.compile(r'[^\x00-\x1f\x7f-\x9f]*"[^\x00-\x1f\x7f-\x9f]*\.')


def main() -> None:
    """Answer each line of the standard input."""
    warnings.simplefilter("ignore")  # openpyxl has much to say of such workbooks
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # openpyxl prints
    from fuzz.cases import workbook

    for line in sys.stdin:
        seed, number = map(int, line.split())
        answer = tried(workbook(seed, number), checks=number % _CHECKED == 0, enriches=number % 40 == 0)
        print(json.dumps({"number": number, **answer}), file=answers, flush=True)


def tried(content: bytes, *, checks: bool, enriches: bool) -> dict[str, Any]:
    """Return what came of a workbook: an outcome, why, CPU seconds, megabytes and differences."""
    from fuzz.comparison import differences
    from importkit.workbook import read

    kept: list[Any] = []
    answer = _measured(lambda: kept.append(read(content, filename="case.xlsx")))
    if answer["outcome"] == "accepted":
        found = differences(content, kept[0])
        answer |= {"compared": found is not None, "differences": found or []}
    if checks and answer["outcome"] == "accepted":
        whole = _measured(lambda: _check(content, "ENRICH" if enriches else "CREATE"))
        answer |= {key: whole[key] for key in ("cpu", "mb")}
        if whole["outcome"] == "failed":
            answer |= {"outcome": "failed", "what": f"the check: {whole['what']}"}
    return answer


def _check(content: bytes, mode: str) -> None:
    from importkit.checks import check
    from importkit.model import Mode

    check(content, mode=Mode(mode), filename="case.xlsx").findings.to_dicts()


def _measured(run: Callable[[], None]) -> dict[str, Any]:
    from importkit.errors import WorkbookError
    from importkit.findings import RefusedImportError

    before, started = _memory("VmRSS"), _cpu()
    resource.setrlimit(resource.RLIMIT_CPU, (int(started) + _SECONDS, resource.RLIM_INFINITY))
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts anew
    outcome, what = "accepted", ""
    try:
        run()
    except WorkbookError as error:
        outcome, what = "refused", error.message
        if not _SENTENCE.fullmatch(error.message) or error.exit_code != 3:
            outcome = "failed"
    except RefusedImportError as error:
        outcome, what = "refused", error.message
    except BaseException as error:  # noqa: BLE001  a panic of Rust is no Exception
        outcome, what = "failed", f"{type(error).__name__}: {error}"
    return {"outcome": outcome, "what": what[:500], "cpu": _cpu() - started, "mb": _memory("VmHWM") - before}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _memory(field: str) -> float:
    """Return a figure of this process's memory, in megabytes."""
    status = Path("/proc/self/status").read_text()
    found = re.search(rf"{field}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()

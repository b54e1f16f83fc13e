"""Runs a command from a process so small that the command's peak of memory is its own.

Linux counts the memory of whoever starts a program to the peak of that program. `python -SE child.py FILE
COMMAND …` writes to FILE, as JSON: exit code, wall seconds, processor seconds, peak in MB.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> None:
    """Run the command to its end and write what it took."""
    began = time.monotonic()
    process_id = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
    _, status, used = os.wait4(process_id, 0)
    wall = time.monotonic() - began
    taken = [os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]
    with open(sys.argv[1], "w", encoding="utf-8") as target:  # noqa: PTH123  pathlib would make it bigger
        json.dump(taken, target)


if __name__ == "__main__":
    main()

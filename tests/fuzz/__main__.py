"""Break workbooks from the command line: PYTHONPATH=tests python -m fuzz --cases 20000 --seed 7."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from fuzz.cases import workbook
from fuzz.pool import Results, run


def main() -> int:
    """Run the cases, print the faults, and return 1 when there are any."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Break workbooks and read them.")
    parser.add_argument("--cases", type=int, default=1_000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="another seed breaks them otherwise")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--keep", type=Path, help="a folder for the workbooks that are faults")
    given = parser.parse_args()

    reported: set[int] = set()

    def tell(results: Results) -> None:
        for number in results.faults.keys() - reported:
            reported.add(number)
            print(results.faults[number], flush=True)
            if given.keep is not None:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{given.seed}-{number}.xlsx").write_bytes(workbook(given.seed, number))
        if results.tried % 500 == 0:
            print(results, file=sys.stderr, flush=True)

    results = run(
        given.seed, range(given.first, given.first + given.cases), children=given.children, tell=tell
    )
    print(f"seed {given.seed}: {results}")
    return int(bool(results.faults))


if __name__ == "__main__":
    sys.exit(main())

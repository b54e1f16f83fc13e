"""The cases: a seed and a number make a workbook, the same on any machine."""

from __future__ import annotations

import random

from fuzz.bases import base, base_names
from fuzz.mutations import mutated


def workbook(seed: int, number: int) -> bytes:
    """Return the workbook of a case; each case starts from another base than the one before."""
    names = base_names()
    chance = random.Random(f"{seed}:{number}")  # noqa: S311  the same damage each time
    return mutated(chance, base(names[number % len(names)]))


def called(seed: int, number: int) -> str:
    """Return how a case is called."""
    names = base_names()
    return f"seed {seed}, case {number} ({names[number % len(names)]})"

"""Fixes: what cells should hold instead, as far as that is known.

Which codes have one, and of what kind, the catalogue says (`fix_kind`). A safe fix is the only value that can
be meant; a suggested one is a guess that somebody has to take.
"""

from __future__ import annotations

from importkit.fixes.find import find_fixes
from importkit.fixes.fix import Fix, FixFacts, chosen_fixes, edits_of

__all__ = ["Fix", "FixFacts", "chosen_fixes", "edits_of", "find_fixes"]

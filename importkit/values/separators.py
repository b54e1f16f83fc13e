"""How lists travel between the stages: as text with separators that no cell can hold.

Control characters are removed from every cell when it is read, so these two never occur in a value.
"""

from __future__ import annotations

#: Between the items of a list.
ITEM = "\x1e"

#: Between the fields of one item, such as a material and its percentage.
FIELD = "\x1f"

"""One user at work on one brand: everything that the interfaces and notebooks call."""

from __future__ import annotations

from importkit.workspace.connect import add_brand, connect, disable_brand, enable_brand, load_taxonomy
from importkit.workspace.members import all_brands, remove_member, set_member
from importkit.workspace.workspace import Workspace

__all__ = [
    "Workspace",
    "add_brand",
    "all_brands",
    "connect",
    "disable_brand",
    "enable_brand",
    "load_taxonomy",
    "remove_member",
    "set_member",
]

"""One user at work on one brand: everything that the interfaces and notebooks call."""

from __future__ import annotations

from importkit.workspace.administration import (
    add_brand,
    all_brands,
    disable_brand,
    enable_brand,
    load_taxonomy,
    remove_member,
    set_member,
)
from importkit.workspace.connect import connect
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

"""The first page: what waits to be fixed, all imports, and the next one."""

from __future__ import annotations

import streamlit as st

from importkit.ui import deps, routes
from importkit.ui.parts import errors, import_table, new_import, toasts


def page() -> None:
    """Show the page."""
    routes.set_title("Imports")
    toasts.show()
    with st.container(gap="xsmall"):
        st.title("Imports", anchor=False)
        st.caption("See what is wrong with a product sheet, cell by cell, before anything is written.")
    errors.show_problem()
    if deps.workspace().recent_imports(1):
        import_table.show_waiting()
        import_table.show()
    else:
        new_import.show_steps()
    new_import.show()


if __name__ == "__main__":
    page()

"""The names of the brand's catalog: what uses them, which look alike, what other spellings mean."""

from __future__ import annotations

import streamlit as st

from importkit.ui import routes
from importkit.ui.parts import catalog_names, errors, toasts


def page() -> None:
    """Show the page."""
    routes.set_title("Catalog")
    toasts.show()
    with st.container(gap="xsmall"):
        st.title("Catalog", anchor=False)
        st.caption("Names that the products share. Imports make new ones; here they are put in order.")
    errors.show_problem()
    catalog_names.show()


if __name__ == "__main__":
    page()

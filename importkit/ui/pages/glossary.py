"""Every finding there is: why it matters, and how to mend it."""

from __future__ import annotations

import streamlit as st

from importkit.ui import routes
from importkit.ui.parts import glossary


def page() -> None:
    """Show the page."""
    routes.set_title("Problems explained")
    with st.container(gap="xsmall"):
        st.title("Problems explained", anchor=False)
        st.caption("What importkit can find in a sheet, why it matters, and how to mend it.")
    glossary.show(glossary.chosen())


if __name__ == "__main__":
    page()

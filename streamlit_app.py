"""The page: `streamlit run streamlit_app.py`, or `importkit ui`."""

from __future__ import annotations

import streamlit as st

from importkit.ui import routes
from importkit.ui.parts import errors, history, style

st.set_page_config(page_icon=routes.ICON, layout="wide")
st.logo(routes.LOGO, size="large")
style.apply()
page = st.navigation(routes.pages(), position="top")
with (
    st.container(horizontal_alignment="center"),
    st.container(width=routes.width(page), gap="medium"),
    errors.report_errors(),
):
    page.run()
history.keep_to_pages()

"""The page: `streamlit run streamlit_app.py`, or `importkit ui`."""

from __future__ import annotations

import streamlit as st

from importkit.ui import places
from importkit.ui.parts import errors

st.set_page_config(page_title="importkit", page_icon=places.ICON, layout="wide")
st.logo(places.LOGO, size="large")
page = st.navigation(places.every(), position="top")
with (
    st.container(horizontal_alignment="center"),
    st.container(width=places.WIDTH, gap="medium"),
    errors.told(),
):
    page.run()

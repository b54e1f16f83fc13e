"""Where the pages are: the files, their names in the menu, and how to get from one to the other."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st

#: The width of a page in pixels: wide enough for a table, narrow enough to read.
WIDTH = 1080

# Absolute, because the entry point is elsewhere in a checkout than in an installed wheel.
_HERE = Path(__file__).resolve().parent
LOGO = str(_HERE / "logo.svg")
ICON = str(_HERE / "icon.svg")
_UPLOAD = _HERE / "pages" / "upload.py"
_CHECK = _HERE / "pages" / "check.py"
_JOB = _HERE / "pages" / "job.py"
_GLOSSARY = _HERE / "pages" / "glossary.py"


def pages() -> list[st.Page]:
    """Return the pages; those that need a workbook or a job are not in the menu."""
    return [
        st.Page(_UPLOAD, title="Import", icon=":material/upload_file:", default=True),
        st.Page(_CHECK, title="Check", icon=":material/fact_check:", url_path="check", visibility="hidden"),
        st.Page(_JOB, title="Result", icon=":material/receipt_long:", url_path="result", visibility="hidden"),
        st.Page(_GLOSSARY, title="Findings explained", icon=":material/menu_book:", url_path="findings"),
    ]


def to_upload() -> NoReturn:
    """Go where a workbook is chosen."""
    st.switch_page(_UPLOAD)


def to_check() -> NoReturn:
    """Go to what is wrong with the chosen workbook."""
    st.switch_page(_CHECK)


def to_job(job_id: str) -> NoReturn:
    """Go to one import: how far it is, then what became of it; its address can be kept and shared."""
    st.switch_page(_JOB, query_params={"job": job_id})

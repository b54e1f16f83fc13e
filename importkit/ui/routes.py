"""Where the pages are: the files, their names in the menu, and how to get from one to the other.

A link is a real one (`link_to_job`), so that Back and a new tab work; `to_…` is for what follows an act.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st

from importkit.display.safe_text import one_line
from importkit.ui.parts.escaping import plain

#: The widths of pages in pixels: narrow enough to read, wide enough for a sheet.
_TEXT_WIDTH, _SHEET_WIDTH = 1080, 1640

# Absolute, because the entry point is elsewhere in a checkout than in an installed wheel.
_HERE = Path(__file__).resolve().parent
LOGO = str(_HERE / "logo.svg")
ICON = str(_HERE / "icon.svg")
_IMPORTS = _HERE / "pages" / "imports.py"
_DRAFT = _HERE / "pages" / "draft.py"
_JOB = _HERE / "pages" / "job.py"
_CATALOG = _HERE / "pages" / "catalog.py"
_GLOSSARY = _HERE / "pages" / "glossary.py"


def pages() -> list[st.Page]:
    """Return the pages; those that need a workbook or a job are not in the menu."""
    return [
        st.Page(_IMPORTS, title="Imports", icon=":material/upload_file:", default=True),
        st.Page(_DRAFT, title="Draft", icon=":material/edit:", url_path="draft", visibility="hidden"),
        st.Page(_JOB, title="Import", icon=":material/receipt_long:", url_path="result", visibility="hidden"),
        st.Page(_CATALOG, title="Catalog", icon=":material/label:", url_path="catalog"),
        st.Page(_GLOSSARY, title="Problems explained", icon=":material/menu_book:", url_path="findings"),
    ]


def width(page: st.Page) -> int:
    """Return the width of a page in pixels."""
    return _SHEET_WIDTH if page.url_path == "draft" else _TEXT_WIDTH


def set_title(*parts: str) -> None:
    """Name the page in the browser's tab and history: what is shown first, then where that is."""
    st.set_page_config(page_title=" · ".join((*map(one_line, parts), "importkit")))


def link_to_imports(label: str = "All imports") -> None:
    """Show a link to all imports."""
    st.page_link(_IMPORTS, label=label, icon=":material/arrow_back:")


def link_to_job(job_id: str, label: str, *, icon: str | None = None) -> None:
    """Show a link to one import; its address can be kept and shared."""
    st.page_link(_JOB, label=plain(label), icon=icon, query_params={"job": job_id})


def to_upload() -> NoReturn:
    """Go where a workbook is chosen."""
    st.switch_page(_IMPORTS)


def to_draft(draft_id: str) -> NoReturn:
    """Go to a draft; its address can be kept and shared."""
    st.switch_page(_DRAFT, query_params={"id": draft_id})


def to_job(job_id: str) -> NoReturn:
    """Go to one import: how far it is, then what became of it."""
    st.switch_page(_JOB, query_params={"job": job_id})

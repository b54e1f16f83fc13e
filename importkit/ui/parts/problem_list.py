"""Problems as a plain list, a line each with a button: for keyboards, screen readers and narrow screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.findings import Severity
from importkit.ui.parts.badges import SEVERITIES
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from importkit.findings import Finding
    from importkit.ui.parts.cell_ways import Way

#: Of text and button: room for "Change AA12" beside the panel, on a screen of 800 pixels.
WIDTHS = (4.5, 1.5)
#: So much of a value is shown.
_SHOWN = 80


def show(found: Iterable[Finding], key: str, ways: Callable[[str], Way | None]) -> None:
    """Show problems, each with a button that leads to where its cell is mended."""
    with st.container(border=True, gap="small"):
        for place, finding in enumerate(found):
            text, act = st.columns(WIDTHS, vertical_alignment="center", gap="small")
            text.markdown(_words(finding))
            if way := ways(finding.cell):
                does = "Change" if finding.severity is Severity.INFO else "Fix"
                with act.container(horizontal=True, horizontal_alignment="right"):
                    st.button(f"{does} {way.words}", key=f"{key}-fix-{finding.cell}-{place}", on_click=way.go)


def _words(finding: Finding) -> str:
    where = finding.cell or (f"row {finding.row}" if finding.row else "sheet")
    value = f" · “{plain(finding.value[:_SHOWN])}”" if finding.value else ""
    hint = f"  \n:small[{plain(finding.hint)}]" if finding.hint else ""
    badge = SEVERITIES[finding.severity]
    column = f"**{plain(finding.column)}**" if finding.column else ""
    return f"{badge.markdown} `{where}` {column}{value}  \n{plain(finding.message)}{hint}"

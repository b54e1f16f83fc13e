"""Findings: grouped, so that nine thousand equal ones are one; and one by one, page by page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from importkit.display.tellings import Telling, address, tellings
from importkit.findings import Finding, Findings, Severity, entry
from importkit.ui.parts import paging
from importkit.ui.parts.looks import SEVERITIES
from importkit.ui.parts.words import count, plain

_GROUPS, _ROWS = 8, 25
_GROUPED, _SINGLE = "Grouped", "One by one"


def show(found: Findings, key: str) -> None:
    """Show findings, as groups or one by one, of all severities or of one."""
    if not len(found):
        st.success("Nothing to remark: every cell is as it should be.", icon=":material/check_circle:")
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        severity = _severity(found, key)
        view = st.segmented_control(
            "View",
            (_GROUPED, _SINGLE),
            default=_GROUPED,
            required=True,
            key=f"{key}-view",
            label_visibility="collapsed",
        )
    chosen = found.only(severity) if severity else found
    if view == _SINGLE:
        _one_by_one(chosen, key)
    else:
        _grouped(chosen, key)


def _severity(found: Findings, key: str) -> Severity | None:
    present = [severity for severity in Severity if found.only(severity)]
    return st.pills(
        "Severity",
        present,
        format_func=lambda severity: _counted(found, severity),
        key=f"{key}-severity",
        label_visibility="collapsed",
    )


def _counted(found: Findings, severity: Severity) -> str:
    look = SEVERITIES[severity]
    return f"{look.markdown} {count(len(found.only(severity)), look.name.lower())}"


def _grouped(found: Findings, key: str) -> None:
    groups = tellings(found)
    page = paging.slot(len(groups), _GROUPS, f"{key}-groups", "kind")
    with st.container(gap="small"):
        for telling in groups[page.start : page.stop]:
            with st.container(border=True, gap="xsmall"):
                _group(telling, key)
    if page.pages > 1:
        page.control()


def _group(telling: Telling, key: str) -> None:
    look = SEVERITIES[telling.severity]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"{look.markdown} **{plain(telling.title)}**", width="content")
        st.badge(count(telling.count, "cell" if telling.places[0].letter else "time"), color=look.colour)
    st.caption("  \n".join(_capital(plain(where)) for where in _where(telling)))
    for finding in telling.examples:
        st.markdown(_example(finding, with_hint=not telling.hint))
    if telling.rest:
        st.caption(f"{telling.rest}. Choose “{_SINGLE}” above to see each of them.")
    if telling.hint:
        st.markdown(f":primary[:material/lightbulb:] {plain(telling.hint)}")
    _reason(telling, key)


def _where(telling: Telling) -> tuple[str, ...]:
    """Return the columns concerned; their cells only where the examples do not name them all."""
    return tuple(place.name for place in telling.places) if telling.is_whole else telling.where


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _example(finding: Finding, *, with_hint: bool) -> str:
    where = f":gray-badge[{plain(address(finding))}] " if address(finding) else ""
    hint = f"  \n:primary[:material/lightbulb:] {plain(finding.hint)}" if with_hint and finding.hint else ""
    return f"{where}{plain(finding.message)}{hint}"


def _reason(telling: Telling, key: str) -> None:
    words = entry(telling.code)
    with st.expander("Why this matters", type="compact", key=f"{key}-why-{telling.code}"):
        st.markdown(plain(words.why))
        st.markdown(f"**To fix it:** {plain(words.fix)}")


def _one_by_one(found: Findings, key: str) -> None:
    found = _filtered(found, key)
    page = paging.slot(len(found), _ROWS, f"{key}-single", "finding")
    st.dataframe(
        _table(found.frame.iloc[page.start : page.stop]),
        hide_index=True,
        column_config=_COLUMNS,
        row_height=36,
        height="content",
        alt="Findings, one line each",
        key=f"{key}-table",
    )
    page.control()


def _filtered(found: Findings, key: str) -> Findings:
    left, right = st.columns(2)
    column = left.selectbox(
        "Column",
        _choices(found, "column"),
        index=None,
        placeholder="Any column",
        key=f"{key}-column",
        label_visibility="collapsed",
    )
    code = right.selectbox(
        "Kind",
        _choices(found, "code"),
        index=None,
        placeholder="Any kind",
        format_func=lambda code: entry(code).title,
        key=f"{key}-code",
        label_visibility="collapsed",
    )
    frame = found.frame
    if column is not None:
        frame = frame[frame["column"] == column]
    if code is not None:
        frame = frame[frame["code"] == code]
    return Findings(frame)


def _choices(found: Findings, field: str) -> list[str]:
    return [str(value) for value in found.frame[field].unique() if value]


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    names = {severity.value: look.name for severity, look in SEVERITIES.items()}
    return pd.DataFrame(
        {
            "severity": [[names[severity]] for severity in frame["severity"]],
            "cell": frame["cell"].where(
                frame["cell"] != "", frame["row"].astype("str").radd("row ").where(frame["row"].notna(), "")
            ),
            "column": frame["column"],
            "value": frame["value"],
            "message": frame["message"],
            "hint": frame["hint"],
            "product_handle": frame["product_handle"],
        }
    )


_COLUMNS = {
    "severity": st.column_config.MultiselectColumn(
        "",
        options=[look.name for look in SEVERITIES.values()],
        color=[look.colour for look in SEVERITIES.values()],
        width=90,
    ),
    "cell": st.column_config.TextColumn("Cell", width=70),
    "column": st.column_config.TextColumn("Column", width=130),
    "value": st.column_config.TextColumn("Value", width=130),
    "message": st.column_config.TextColumn("What is wrong", width=360),
    "hint": st.column_config.TextColumn("What to do", width=320),
    "product_handle": st.column_config.TextColumn("Product", width=150),
}

"""Findings: by cause, so that nine thousand equal ones are one; and one by one, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from importkit.findings import Findings, Severity, entry
from importkit.grammar import capital, count
from importkit.ui.parts import filter_pills, paging, problem_list
from importkit.ui.parts.badges import SEVERITIES
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.display import Summary
    from importkit.display.cases import Case
    from importkit.display.causes import Cause
    from importkit.ui.parts.cell_ways import Way

    #: Returns the way to where a cell is mended.
    Ways = Callable[[str], Way | None]

_CAUSES, _ROWS = 8, 25
_GROUPED, _SINGLE = "Grouped", "One by one"


def show(summary: Summary, found: Findings, key: str, *, ways: Ways | None = None) -> None:
    """Show what was found, by causes or one by one, of all severities or of one.

    Args:
        summary: What is said of it first, and its causes.
        found: All of it.
        key: Tells the widgets from others.
        ways: Returns the way to where a cell is mended; None where none can be mended.
    """
    if not len(found):
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
            bind="query-params",
        )
    if view == _SINGLE:
        _one_by_one(found.where(severity=severity) if severity else found.worst_first(), key, ways)
    else:
        _by_cause(summary, severity, key, ways)


def _severity(found: Findings, key: str) -> Severity | None:
    present = [severity for severity in Severity if found.where(severity=severity)]
    return filter_pills.choose(
        "Severity", present, lambda severity: _counted(found, severity), f"{key}-severity"
    )


def _counted(found: Findings, severity: Severity) -> str:
    badge = SEVERITIES[severity]
    return f"{badge.markdown} {count(len(found.where(severity=severity)), badge.name.lower())}"


def _by_cause(summary: Summary, severity: Severity | None, key: str, ways: Ways | None) -> None:
    """Show the causes, those that hold most products back first, and below them what calls for nothing."""
    shown = [cause for cause in summary.causes if severity in {None, cause.severity}]
    page = paging.slot(len(shown), _CAUSES, f"{key}-groups", "kind", in_address=True)
    with st.container(gap="small"):
        for cause in shown[page.start : page.stop]:
            with st.container(border=True, gap="xsmall"):
                _card(cause, key, ways)
        if page.pages > 1:
            page.control()
        _notes(summary, severity, key)


def _notes(summary: Summary, severity: Severity | None, key: str) -> None:
    """Show what calls for nothing in one line; what is told elsewhere already only when it is asked for."""
    found, is_asked = summary.found.notes, severity is Severity.INFO
    if not found or severity not in {None, Severity.INFO} or not (summary.notes or is_asked):
        return
    label = plain(summary.notes) or count(len(found), "kind of note", "kinds of notes")
    with st.expander(label, expanded=is_asked, icon=":material/info:", key=f"{key}-notes-{is_asked}"):
        for cause in found:
            _card(cause, key, None)


def _card(cause: Cause, key: str, ways: Ways | None) -> None:
    badge = SEVERITIES[cause.severity]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"{badge.markdown} **{plain(cause.title)}**", width="content")
        if cause.extent:  # a note on the whole sheet has none
            st.badge(cause.extent, color=badge.colour)
    if cause.where:
        st.caption("  \n".join(capital(plain(where)) for where in cause.where))
    for place, case in enumerate(cause.cases):
        _show_case(case, f"{key}-{cause.key}-{place}", ways)
    if cause.rest:
        st.caption(f"{cause.rest}. Choose “{_SINGLE}” above to see each of them.")
    for todo in (cause.hint, "" if ways else cause.fix_all):  # which is how Excel mends all at once
        if todo:
            st.markdown(f":primary[:material/lightbulb:] {plain(todo)}")
    _reason(cause, key)


def _show_case(case: Case, key: str, ways: Ways | None) -> None:
    """Show a case, and where its cell, or the first of its cells, can be mended the way there."""
    way = ways(case.first) if ways else None
    if way is None:
        st.markdown(_case(case))
        return
    text, act = st.columns(problem_list.WIDTHS, vertical_alignment="center", gap="small")
    text.markdown(_case(case))
    with act.container(horizontal=True, horizontal_alignment="right"):
        st.button(f"Fix {way.words}", key=f"{key}-fix-{case.first}", on_click=way.go)


def _case(case: Case) -> str:
    address = f":gray-badge[{plain(case.address)}] " if case.address else ""
    where = f"  \n:small[{plain(case.where)}]" if case.where else ""
    hint = f"  \n:primary[:material/lightbulb:] {plain(case.hint)}" if case.hint else ""
    return f"{address}{plain(case.sentence)}{where}{hint}"


def _reason(cause: Cause, key: str) -> None:
    words = entry(cause.code)
    with st.expander("Why this matters", type="compact", key=f"{key}-why-{cause.key}"):
        st.markdown(plain(words.why))
        st.markdown(f"**To fix it:** {plain(words.fix)}")


def _one_by_one(found: Findings, key: str, ways: Ways | None) -> None:
    found = _filtered(found, key)
    page = paging.slot(len(found), _ROWS, f"{key}-single", "problem", in_address=True)
    shown = found.records.iloc[page.start : page.stop]
    if ways is None:
        st.dataframe(
            _table(shown),
            hide_index=True,
            column_config=_COLUMNS,
            row_height=36,
            height="content",
            alt="Problems, one line each",
            key=f"{key}-table",
        )
    else:
        problem_list.show(Findings(shown), key, ways)
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
        bind="query-params",
    )
    code = right.selectbox(
        "Kind",
        _choices(found, "code"),
        index=None,
        placeholder="Any kind",
        format_func=lambda code: entry(code).title,
        key=f"{key}-code",
        label_visibility="collapsed",
        bind="query-params",
    )
    frame = found.records
    if column is not None:
        frame = frame[frame["column"] == column]
    if code is not None:
        frame = frame[frame["code"] == code]
    return Findings(frame)


def _choices(found: Findings, field: str) -> list[str]:
    return [str(value) for value in found.records[field].unique() if value]


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    names = {severity.value: badge.name for severity, badge in SEVERITIES.items()}
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
        "Kind",
        options=[badge.name for badge in SEVERITIES.values()],
        color=[badge.colour for badge in SEVERITIES.values()],
        width=90,
    ),
    "cell": st.column_config.TextColumn("Cell", width=70),
    "column": st.column_config.TextColumn("Column", width=130),
    "value": st.column_config.TextColumn("Value", width=130),
    "message": st.column_config.TextColumn("What is wrong", width=340),
    "hint": st.column_config.TextColumn("What to do", width=320),
    "product_handle": st.column_config.TextColumn("Product", width=150),
}

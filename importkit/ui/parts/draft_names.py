"""The names that an import would make new: those that look like another one first, to take that instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from importkit.findings import Findings
from importkit.grammar import count
from importkit.ui import deps
from importkit.ui.draft_deps import ShownDraft
from importkit.ui.kept import kept
from importkit.ui.parts import names_table, paging
from importkit.ui.parts.draft_head import changed
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    import pandas as pd

    from importkit.production import Plan
    from importkit.workspace.draft import Draft

_SIZE = 25
_SIMILAR = "entity.similar"
_WIDTHS = (2, 4, 4)


def show(draft: Draft, plan: Plan) -> None:
    """Show the names, page by page."""
    names = plan.entities
    if names.empty:
        waiting = " Names of products to fix come here once those are fixed."
        nothing = "The import would add no name to the catalog."
        st.caption(nothing + waiting if plan.summary["failed_rows"] else nothing)
        return
    st.caption("These names are not in the catalog yet. A typing mistake is easy to see here.")
    alike = names[names["similar_to"].notna()]
    _show_alike(draft, alike)
    rest = names.drop(alike.index).sort_values("type", kind="stable")
    if len(rest):
        names_table.show(list(zip(rest["type"], rest["name"], strict=True)))


def _show_alike(draft: Draft, alike: pd.DataFrame) -> None:
    """Show the names that look like another one; taking that one changes each cell that has the name."""
    if alike.empty:
        return
    place = paging.slot(len(alike), _SIZE, "alike-page", "look-alike", in_address=True)
    with st.container(border=True, gap="xsmall"):
        for line in alike.iloc[place.start : place.stop].itertuples(index=False):
            _show_line(draft, str(line.type), str(line.name), str(line.similar_to))
    place.control()


def _show_line(draft: Draft, kind: str, name: str, other: str) -> None:
    what, text, act = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    what.caption(names_table.noun(kind))
    text.markdown(f"**{plain(name)}** is new. Is it {plain(other)}?")
    edits = _edits(draft).get((name, other), {})
    if not edits:
        act.caption("Change it where it stands.")
        return
    shown = ShownDraft.of(draft)
    with act.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            f"Take {other}",
            key=f"take-{kind}-{name}-{other}-v{shown.version}",
            help=f"It changes {count(len(edits), 'cell')} of the sheet: {', '.join(list(edits)[:8])}.",
            disabled=not deps.is_member(),
            on_click=changed,
            args=(shown, f"{name} is {other} now", lambda now: now.edit(edits, seen=shown.version)),
        )


@kept
def _edits(draft: Draft) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what each cell would hold that has a name like another one, by the two names."""
    records = draft.check.findings.where(code=_SIMILAR).records
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for names, of_names in records.groupby(["value", "suggestion"], sort=False):
        alone = replace(draft.check, findings=Findings(of_names.reset_index(drop=True)))
        fixes = alone.suggestions
        fixes = fixes[(fixes["code"] == _SIMILAR) & (fixes["rank"] == 1)]
        name, other = map(str, names)
        found[name, other] = dict(zip(fixes["cell"], fixes["suggestion"], strict=True))
    return found

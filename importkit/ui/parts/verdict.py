"""What becomes of the products of a sheet, in one sentence, before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit import display
from importkit.display.verdicts import Tone
from importkit.ui.kept import kept
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.display import Summary
    from importkit.production import Plan

_ICONS = {
    Tone.GOOD: ":green[:material/check_circle:]",
    Tone.MIXED: ":orange[:material/error:]",
    Tone.BAD: ":red[:material/cancel:]",
}


def show(summary: Summary, icon: str | None = None) -> None:
    """Show the verdict, with the icon of its tone or another, and what to do about a cause of everything."""
    advice = f"  \n:primary[:material/lightbulb:] {plain(summary.advice)}" if summary.advice else ""
    st.markdown(f"{icon or _ICONS[summary.verdict.tone]} **{plain(summary.verdict.words)}**{advice}")


@kept
def summary_of(plan: Plan) -> Summary:
    """Return what is said first of a plan, and the causes of its findings."""
    return display.summarize_plan(plan)

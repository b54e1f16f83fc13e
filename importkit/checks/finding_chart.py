"""The findings of a check as a chart: how many cells, by column or by code."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

from importkit import display
from importkit.choices import chosen_word
from importkit.distribution import install_command

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from importkit.findings import Findings

#: What a chart may have a bar for.
_BARS = ("column", "code")
#: Colours that tell severities apart on light and dark pages.
_COLOURS = {"error": "#d1242f", "warning": "#bf8700", "info": "#3b82d0"}


def chart(findings: Findings, by: str, filename: str) -> Any:  # noqa: ANN401  Altair is optional
    """Return an Altair chart with a bar for each column or code; without Altair its frame, and a warning.

    Raises:
        UsageError: It is neither.
    """
    bar = chosen_word(_BARS, by, argument="by")
    counted = _counted(findings, bar)
    try:
        import altair as alt
    except ImportError:
        message = f"Altair is not installed, so this is the frame of the chart: {install_command('ui')}"
        warnings.warn(message, stacklevel=3)
        return counted
    severities = list(_COLOURS)
    colours = alt.Scale(domain=severities, range=list(_COLOURS.values()))
    title = alt.Title(f"Findings by {bar}", subtitle=filename)
    return (
        _pictured(alt.Chart, partial(_picture, counted, bar, filename))(counted, title=title)
        .mark_bar()
        .encode(
            x=alt.X("cells:Q", title="Cells", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y(f"{bar}:N", sort="-x", title=None),
            color=alt.Color("severity:N", scale=colours, sort=severities, title="Severity"),
            tooltip=[bar, "severity", "cells"],
        )
    )


def _pictured(kind: type[Any], picture: Callable[[], str]) -> type[Any]:
    """Return a kind of Altair's chart that shows a picture, too, where no script draws it.

    What Altair shows unless told otherwise is a page that loads its scripts from the web: nothing is seen
    offline, nor where scripts do not run. A renderer that somebody has chosen stays.
    """

    class PicturedChart(kind):  # type: ignore[misc]
        def _repr_mimebundle_(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401  as Altair has it
            import altair as alt

            if alt.renderers.active != "default":
                return super()._repr_mimebundle_(*args, **options)
            vega_lite = f"application/vnd.vegalite.{alt.SCHEMA_VERSION.partition('.')[0]}+json"
            words = str(self.title.text)
            return {vega_lite: self.to_dict(), "image/svg+xml": picture(), "text/plain": words}

    return PicturedChart


def _picture(counted: pd.DataFrame, bar: str, filename: str) -> str:
    """Return a chart as SVG."""
    parts: dict[str, dict[str, int]] = {}
    for name, severity, cells in counted.itertuples(index=False):
        parts.setdefault(name, {})[severity] = cells
    bars = sorted((display.Bar(name, of) for name, of in parts.items()), key=lambda drawn: -drawn.length)
    return display.bar_chart_svg(f"Findings by {bar}", filename, bars, _COLOURS)


def _counted(findings: Findings, bar: str) -> pd.DataFrame:
    """Return a line for each bar and severity: how many findings it has, the longest first."""
    found = findings.frame
    named = found.assign(
        **{bar: found[bar].fillna("(the sheet)").astype("str"), "severity": found["severity"].astype("str")}
    )
    counted = named.groupby([bar, "severity"]).size().rename("cells").reset_index()
    return counted.sort_values("cells", ascending=False, kind="stable", ignore_index=True)

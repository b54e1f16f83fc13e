"""The colours of the sheet: it is drawn as a picture, in which no checker of pages sees a faint text."""

from __future__ import annotations

import re

import pytest

from importkit.findings import Severity
from importkit.ui.parts import draft_grid

#: What Streamlit leaves of the colour of a text in a column that stays in sight.
FADED = 0.6


def channels(style: str, name: str) -> tuple[float, float, float]:
    """Return the last colour that a style gives to something, as the browser takes it."""
    digits = re.findall(rf"(?:^|;){name}:#([0-9a-f]{{6}})", style)[-1]
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def luminance(colour: tuple[float, float, float]) -> float:
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(text: tuple[float, float, float], ground: tuple[float, float, float]) -> float:
    darker, lighter = sorted((luminance(text), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_what_is_wrong_can_be_read_in_any_column(theme: str, severity: Severity) -> None:
    style = draft_grid._COLOURS[theme][severity]
    ground = channels(style, "background-color")
    assert contrast(channels(style, "color"), ground) >= 4.5

    strong = channels(style + draft_grid._PINNED[theme], "color")
    red, green, blue = (
        FADED * over + (1 - FADED) * under for over, under in zip(strong, ground, strict=True)
    )

    assert contrast((red, green, blue), ground) >= 4.5

"""When a table can be seen: its cells are painted on a canvas, which nothing in the document tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Whether the canvas of a table shows text below its header: more pixels in the colour of text than a word
#: has. It is looked at before each frame.
_HAS_TEXT = """() => {
    const canvas = document.querySelector('[data-testid=stDataFrame] canvas[data-testid=data-grid-canvas]');
    if (!canvas || canvas.width < 100 || canvas.height < 100) return false;
    const top = Math.ceil(canvas.height / 4);
    const {data} = canvas.getContext('2d').getImageData(0, top, canvas.width, canvas.height - top);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] && data[at] + data[at + 1] + data[at + 2] < 300) dark += 1;
    return dark > 1000;
}"""
#: Until the frame that has what is painted by now has been shown, and the browser is free for another one.
_NEXT_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def wait_for_table(page: Page) -> None:
    """Wait until the rows of a table can be seen."""
    page.wait_for_function(_HAS_TEXT)
    page.evaluate(_NEXT_FRAMES)

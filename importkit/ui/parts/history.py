"""What the browser notes of a visit: pages, each as it was left, so that Back leads to the last one."""

from __future__ import annotations

import json

import streamlit as st

#: What in an address tells one page from another; all else is how it is looked at.
_IDENTITY = ("job", "id")

#: Streamlit 1.67 notes as a page of its own what is chosen with pills, as it does not with tabs. On the
#: way to another page it takes from the address what widgets have put there, and notes that, too: it counts
#: only where no other page follows at once, when the last pill was let go.
_SCRIPT = """<script>
(() => {{
    if (window.importkitHistory) return;
    window.importkitHistory = true;
    const push = history.pushState.bind(history);
    let waiting = 0;
    history.pushState = (state, unused, url) => {{
        clearTimeout(waiting);
        const next = new URL(url, location.href), here = new URL(location.href);
        const is_other = key => next.searchParams.get(key) !== here.searchParams.get(key);
        if (next.pathname === here.pathname && here.search && !next.search)
            waiting = setTimeout(() => history.replaceState(state, unused, url), 500);
        else if (next.pathname === here.pathname && !{identity}.some(is_other))
            history.replaceState(state, unused, url);
        else
            push(state, unused, url);
    }};
}})();
</script>"""


def keep_to_pages() -> None:
    """Let the browser note the pages that were visited, and nothing between them."""
    script = _SCRIPT.format(identity=json.dumps(_IDENTITY))
    st.html(script, width="content", unsafe_allow_javascript=True)

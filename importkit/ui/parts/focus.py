"""Moving the focus to a field: nobody should have to look for the next one, with a pointer or the Tab key."""

from __future__ import annotations

import json
from uuid import uuid4

import streamlit as st

_ASKED = "importkit-focus"

#: The field is drawn a moment after this, and filled another one later: until a key or a pointer is pressed,
#: all that it holds stays selected, also for that key. Who has gone on to another field is left there.
#: A run of the page that is cut off by the next one may have drawn this or not: it is drawn again, and moves
#: the focus once.
_SCRIPT = """<script>
(() => {{
    const place = {place}, asked = {asked};
    if (window.importkitFocus === asked) return;
    window.importkitFocus = asked;
    const end = new AbortController();
    const find = () => document.querySelector(`.st-key-${{CSS.escape(place)}} input`);
    let until = performance.now() + 3000, is_found = false;
    const press = event => {{
        if (!is_found) return;
        if (event.type === 'keydown' && event.target === find()) event.target.select();
        end.abort();
    }};
    for (const kind of ['keydown', 'pointerdown'])
        addEventListener(kind, press, {{capture: true, signal: end.signal}});
    const move = () => {{
        const at = document.activeElement, is_field = at?.matches('input, textarea, [role=dialog] *');
        if (is_field && !at.closest('[class*=st-key-fix-]')) end.abort();
        if (end.signal.aborted) return;
        const field = find();
        if (field) {{
            if (at !== field) field.focus();
            if (field.selectionEnd - field.selectionStart < field.value.length) field.select();
            if (!is_found) until = performance.now() + 1000;
            is_found = true;
        }}
        if (performance.now() < until) requestAnimationFrame(move); else end.abort();
    }};
    move();
}})();
</script>"""


def ask() -> None:
    """Let the focus move with the next run, where `move_into` draws it."""
    st.session_state[_ASKED] = uuid4().hex


def move_into(key: str) -> None:
    """Move the focus to the field in the container of this key, once for each time that it was asked for."""
    if asked := st.session_state.get(_ASKED):
        script = _SCRIPT.format(place=json.dumps(key), asked=json.dumps(asked))
        st.html(script, width="content", unsafe_allow_javascript=True)

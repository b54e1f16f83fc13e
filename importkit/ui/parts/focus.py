"""Moving the focus to a field: nobody should have to look for the next one, with a pointer or the Tab key."""

from __future__ import annotations

import json

import streamlit as st

_ASKED = "importkit-focus"

#: The field is drawn a moment after this, and filled another one later: until a key or a pointer is pressed,
#: all that it holds stays selected. Who has gone on to another field meanwhile is left there.
_SCRIPT = """<script>
(() => {{
    const place = {place};
    let until = performance.now() + 3000, is_found = false;
    const stop = () => {{ if (is_found) until = 0; }};
    for (const kind of ['keydown', 'pointerdown'])
        addEventListener(kind, stop, {{capture: true, once: true}});
    const move = () => {{
        if (performance.now() > until) return;
        const at = document.activeElement, is_field = at?.matches('input, textarea, [role=dialog] *');
        if (is_field && !at.closest('[class*=st-key-fix-]')) return;
        const field = document.querySelector(`.st-key-${{CSS.escape(place)}} input`);
        if (field) {{
            if (at !== field) field.focus();
            if (field.selectionEnd - field.selectionStart < field.value.length) field.select();
            if (!is_found) until = performance.now() + 1000;
            is_found = true;
        }}
        requestAnimationFrame(move);
    }};
    move();
}})();
</script>"""


def ask() -> None:
    """Let the focus move with the next run, where `move_into` draws it."""
    st.session_state[_ASKED] = st.session_state.get(_ASKED, 0) + 1


def move_into(key: str) -> None:
    """Move the focus to the field in the container of this key, if it was asked for."""
    if st.session_state.pop(_ASKED, None):
        st.html(_SCRIPT.format(place=json.dumps(key)), width="content", unsafe_allow_javascript=True)

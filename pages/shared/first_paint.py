"""The first run of a visit under ``streamlit run``: the style goes ahead with the headline, and the rest waits for it.

Streamlit loads what draws HTML only when there is some, and would draw the text before its style and again after it. So
a script beside the style presses a hidden button when it is there; nobody else waits meanwhile. Where deploy/ has given
the page as HTML before, nothing of this is needed: the live page is drawn out of sight.
"""

from threading import Event

import streamlit as st

from pages.shared.browser import script

in_sight = True  # deploy/ says otherwise
_KEY = "again"
_LONGEST = 1.5  # seconds; where the browser says nothing, the page comes after them


def rerun_button(label: str) -> None:
    """The button that our scripts press. Nobody sees it, also without the style."""
    st.container(key="rerun", height=1, border=False).button(label, key=_KEY)


def scripts() -> tuple[str, ...]:
    """The script that says that the style is there."""
    return (script("first_paint.js"),) if in_sight else ()


def ask_ahead() -> None:
    """Have what draws HTML loaded before the long style comes, by HTML that takes no space."""
    if in_sight:
        st.html("<style>/* */</style>")


def until_styled() -> None:
    """Wait for the style, before anything else that a page draws."""
    if not in_sight:
        return
    for _ in range(int(_LONGEST / 0.02)):
        # Asking lets a press of the button in.
        if st.session_state[_KEY] or "visit" in st.session_state:
            break
        Event().wait(0.02)  # as sleep() does, but also under the clock of a test that jumps

"""What every page does first.

A fresh server takes a folder called ``pages`` for Streamlit's old way of finding pages, until ``app.py`` has run
once: a visitor whose first request is for a page would get it bare, without title, navigation or disclaimer, and
so would everyone after. ``in_frame`` closes that gap. It needs two things: each page's URL is its file name, and
each page calls it before anything else.
"""

import runpy
from pathlib import Path

import streamlit as st

_ENTRY = Path(__file__).parent.parent / "app.py"
_MARK = "_in_frame"


def mark_frame() -> None:
    """Called by ``app.py`` just before it runs the page."""
    st.session_state[_MARK] = True


def in_frame() -> None:
    """Run the whole app in place of a page that was started without its frame."""
    if not st.session_state.pop(_MARK, False):
        runpy.run_path(str(_ENTRY), run_name="__main__")
        st.stop()

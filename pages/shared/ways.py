"""Links to one place on another page, in the same visit: what is pressed goes through Streamlit's own link, so that no
tick is lost (help.js)."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from explainer.library import Library


def link(page: str, label: str, place: str, moved: bool = False) -> str:
    """A link to ``place``; one that ``moved`` there is followed at once by who comes with its old address."""
    old = f' data-moved="{escape(place)}"' if moved else ""
    return f'<p class="way"><a href="{page}#{escape(place)}" data-shows="{escape(place)}"{old}>{escape(label)}</a></p>'


def ways(pages: Iterable[str], content: Library) -> None:
    """Streamlit's links to ``pages``, which nobody sees."""
    if not pages:
        return
    with st.container(key="ways"):
        for page in sorted(pages):
            st.page_link(f"pages/{page}.py", label=content.pages[page]["nav"])

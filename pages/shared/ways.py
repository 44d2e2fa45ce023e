"""Links to one place on another page, in the same visit: what is pressed goes through Streamlit's own link, so that no
tick is lost (help.js)."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from explainer.library import Library


def link(page: str, label: str, place: str, moved: bool = False) -> Markup:
    """A link to ``place``; one that ``moved`` there is followed at once by who comes with its old address."""
    old = Markup(' data-moved="{}"').format(place) if moved else ""
    return Markup('<p class="way"><a href="{page}#{place}" data-shows="{place}"{old}>{label}</a></p>').format(
        page=page, place=place, old=old, label=label
    )


def ways(pages: Iterable[str], content: Library, of: str = "page") -> None:
    """Streamlit's links to ``pages``, which nobody sees; ``of`` tells those of one list from those of another."""
    if not pages:
        return
    with st.container(key=f"ways-{of}"):
        for page in sorted(pages):
            st.page_link(f"pages/{page}.py", label=content.pages[page]["nav"])

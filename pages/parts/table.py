"""A table of the content on a page."""

from collections.abc import Iterable, Mapping

import streamlit as st

from content import sections


def table(rows: Iterable[Mapping[str, str]], label: str) -> None:
    """The rows under the name ``label``; a link opens beside the page, where nothing that was ticked is lost."""
    st.html(sections.table(rows, label).replace("<a href=", '<a target="_blank" href='))

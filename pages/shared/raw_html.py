"""HTML that goes to the page as it is."""

from __future__ import annotations

import streamlit as st


class RawHtml(str):
    """HTML that ``st.html`` takes as it stands, by the method that Streamlit documents for it.

    In a plain string Streamlit looks for indentation to take away, in every run: 0.5 ms of CPU for a picture, and as
    much for the style, of the 8 ms of a click.
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def draw_svg(html: str) -> None:
    """Put SVG into the page itself, which ``st.html`` takes out; the text in it is then text of the page."""
    st.markdown(html, unsafe_allow_html=True)


def draw(html: str, scripts: bool = False) -> None:
    """Put a large piece of HTML, which has no indentation, onto the page; its scripts run only if told so."""
    st.html(RawHtml(html), unsafe_allow_javascript=scripts)

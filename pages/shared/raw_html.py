"""HTML that goes to the page as it is."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st


class RawHtml(str):
    """HTML that ``st.html`` takes as it stands, by the method that Streamlit documents for it.

    In a plain string Streamlit looks for indentation to take away, in every run: 0.5 ms of CPU for a picture, and as
    much for the style, of the 8 ms of a click.
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


# Streamlit takes every drawing out of the HTML that it is given. So a drawing comes as text, and this puts it in its
# place before the browser paints.
PLACE = """
for (const place of document.querySelectorAll("[data-drawing]")) {
  const bytes = Uint8Array.from(atob(place.dataset.drawing), letter => letter.charCodeAt(0));
  place.outerHTML = new TextDecoder().decode(bytes);
}
"""


def drawing(svg: str) -> str:
    """A drawing in HTML that goes through ``draw_with_drawings``."""
    return f'<span data-drawing="{b64encode(svg.encode()).decode()}"></span>'


def draw_with_drawings(html: str) -> None:
    """Put HTML with drawings onto the page. The same again is not put there anew."""
    draw(f"{html}<script>{PLACE}</script>", scripts=True)


def draw(html: str, scripts: bool = False) -> None:
    """Put a large piece of HTML, which has no indentation, onto the page; its scripts run only if told so."""
    st.html(RawHtml(html), unsafe_allow_javascript=scripts)

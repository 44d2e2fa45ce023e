"""Every source with what it supports; the check of a popular claim; dates; glossary; how this was made."""

import streamlit as st

from explainer.outline.blocks import Slot
from explainer.outline.sources import every_source, glossary
from pages import in_frame
from pages.shared.renderer import Renderer

in_frame()
renderer = Renderer()
say = renderer.content.interface["sources"]


def whole() -> str:
    """The copy that needs no server; made when somebody first asks for it."""
    from explainer.outputs import static_copy

    return static_copy.page(renderer.content)


def copy(_: Slot) -> None:
    """What the copy is, and the button that saves it."""
    st.markdown(renderer.content.pages["sources"]["copy_lead"])
    st.download_button(say["download"], whole, "ketamine-for-depression.html", "text/html", on_click="ignore")


renderer.page(
    "sources",
    {
        "copy": copy,
        "glossary": lambda _: renderer.draw(glossary(renderer.content)),
        "sources": lambda _: renderer.draw(every_source(renderer.content)),
    },
)
renderer.references.clear()  # every source is listed already

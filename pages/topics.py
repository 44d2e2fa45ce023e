"""Every topic in a section that opens, a search over all pages, and a link to each topic."""

import streamlit as st

from explainer import fragments
from explainer.outline.blocks import Slot
from explainer.outline.topics import topic
from pages import in_frame
from pages.shared.paper import print_when_open
from pages.shared.raw_html import draw
from pages.shared.renderer import Renderer
from pages.shared.search_results import found_list

in_frame()
renderer = Renderer()
content = renderer.content
say = content.interface["topics"]


def topics(_: Slot) -> None:
    """The search, the buttons that open and close all, and the sections."""
    query = st.container(key="search").text_input(say["search"], max_chars=300, placeholder=say["example"])
    found_list(query, content)
    with st.container(horizontal=True):
        open_all = st.button(say["open_all"])
        close_all = st.button(say["close_all"])
        print_all = st.button(say["print_all"])
    if open_all or close_all or print_all:
        st.session_state["topics_open"] = not close_all
        st.session_state["topics_pressed"] = query
        # A new key puts every section back, also those that the reader opened or closed by hand.
        st.session_state["topics_turn"] = st.session_state.get("topics_turn", 0) + 1
    # What was pressed counts until another search.
    pressed = st.session_state.get("topics_pressed") == query
    all_open = st.session_state.get("topics_open", False)
    turn = st.session_state.get("topics_turn", 0)

    linked = st.query_params.get("open", "")
    for one in content.topics:
        opened = all_open if pressed else one.id == linked
        renderer.draw((topic(one, content, opened, f"section-{one.id}-{turn}", whole=pressed and all_open),))

    if print_all:
        with st.container(key="paper-only"):
            st.header(content.pages["topics"]["every_source"], anchor=False)
            draw(fragments.source_list(content.sources, content))
        renderer.references.clear()  # every source is listed already
        print_when_open(turn)


renderer.page("topics", {"topics": topics})

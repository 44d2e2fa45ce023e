"""Every topic in a section that opens, a search over all of them, and a link to each."""

import streamlit as st

from explainer import fragments
from explainer.outline.blocks import Prose, Slot
from explainer.outline.topics import topic
from explainer.search import search, search_safety
from pages import in_frame
from pages.shared.paper import print_when_open
from pages.shared.raw_html import draw
from pages.shared.renderer import Renderer

in_frame()
renderer = Renderer()
content = renderer.content
say = content.interface["topics"]


def topics(_: Slot) -> None:
    """The search, the buttons that open and close all, and the sections that fit."""
    query = st.container(key="search").text_input(say["search"], max_chars=300, placeholder=say["example"])
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

    hits = search(content.topics, query)
    elsewhere = search_safety(content, query)
    if query.strip() and hits:
        st.markdown(say("hits", count=len(hits), whole=len(content.topics)))
    elif query.strip():
        st.markdown(say["nothing"])
    if elsewhere:
        st.page_link("pages/safety.py", label=say("on_safety", names=", ".join(elsewhere[:6])))

    linked = st.query_params.get("open", "")
    for one in content.topics:
        if not hits or one.id in hits or print_all:
            opened = all_open if pressed else one.id in hits or one.id == linked
            excerpt = hits.get(one.id, "")
            before = (Prose(say("found_here", excerpt=excerpt), f"found-{one.id}"),) if excerpt else ()
            key = f"section-{one.id}-{turn}-{bool(excerpt)}"
            renderer.draw((topic(one, content, opened, key, before),))

    if print_all:
        with st.container(key="paper-only"):
            st.header(content.pages["topics"]["every_source"], anchor=False)
            draw(fragments.source_list(content.sources, content))
        renderer.references.clear()  # every source is listed already
        print_when_open(turn)


renderer.page("topics", {"topics": topics})

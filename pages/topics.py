"""Every topic in a section that opens, a search over all of them, and a link to each."""

import streamlit as st

from explainer import fragments
from explainer.library import citations
from explainer.loading.loader import library
from explainer.search import search, search_safety
from pages import in_frame
from pages.shared.chrome import headline
from pages.shared.paper import print_when_open
from pages.shared.topic import topic

in_frame()
content = library()

headline("Topics")
st.markdown("Each line below is the short answer. Open it for the long one, what nobody knows, and what you can do.")

query = st.container(key="search").text_input(
    "Search all topics", max_chars=300, placeholder="for example: bladder, blood pressure, licence"
)
with st.container(horizontal=True):
    open_all = st.button("Open all sections")
    close_all = st.button("Close all sections")
    print_all = st.button("Print everything")
if open_all or close_all or print_all:
    st.session_state["topics_open"] = not close_all
    st.session_state["topics_pressed"] = query
    # A new key puts every section back, also those that the reader opened or closed by hand.
    st.session_state["topics_nonce"] = st.session_state.get("topics_nonce", 0) + 1
# What was pressed counts until another search.
pressed = st.session_state.get("topics_pressed") == query
all_open = st.session_state.get("topics_open", False)
nonce = st.session_state.get("topics_nonce", 0)

hits = search(content.topics, query)
elsewhere = search_safety(content, query)
if query.strip() and hits:
    st.markdown(f"{len(hits)} of {len(content.topics)} sections hold these words. Empty the search box to see all.")
elif query.strip():
    st.markdown("No section holds these words. Try one word, or a simpler one. All sections are listed below.")
if elsewhere:
    st.page_link("pages/safety.py", label=f"On the safety page: {', '.join(elsewhere[:6])}")

linked = st.query_params.get("open", "")
for one in content.topics:
    if not hits or one.id in hits or print_all:
        is_open = all_open if pressed else one.id in hits or one.id == linked
        topic(one, content, is_open, nonce, hits.get(one.id, ""))

if print_all:
    with st.container(key="paper-only"):
        st.header("Every source", anchor=False)
        st.markdown("\n\n".join(fragments.source(key, content) for key in content.sources), anchors=False)
    citations().clear()  # every source is listed already
    print_when_open(nonce)

"""Every topic in a section that opens, a search over all of them, and a link to each."""

import streamlit as st

from explainer import fragments
from explainer.library import citations
from explainer.loading.loader import library
from pages import in_frame
from pages.shared.chrome import headline
from pages.shared.paper import print_when_open
from pages.shared.search_results import found_list
from pages.shared.topic import topic

in_frame()
content = library()

headline("Topics")
st.markdown("Each line below is the short answer. Open it for the long one, what nobody knows, and what you can do.")

query = st.container(key="search").text_input(
    "Search all pages", max_chars=300, placeholder="for example: bladder, blood pressure, cost"
)
found_list(query, content)
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

linked = st.query_params.get("open", "")
for one in content.topics:
    topic(one, content, all_open if pressed else one.id == linked, nonce)

if print_all:
    with st.container(key="paper-only"):
        st.header("Every source", anchor=False)
        st.markdown("\n\n".join(fragments.source(key, content) for key in content.sources), anchors=False)
    citations().clear()  # every source is listed already
    print_when_open(nonce)

"""One topic: its name as a heading with a link, its takeaway as the label of a section that opens."""

import streamlit as st

from explainer import fragments, prose
from explainer.library import Library
from explainer.records import Topic


def topic(one: Topic, content: Library, is_open: bool, nonce: int = 0, excerpt: str = "") -> None:
    """Draw a topic. A new ``nonce`` puts the section back to ``is_open`` whatever the reader did to it since."""
    with st.container(key=f"topic-{one.id}"):
        st.header(one.title, anchor=one.id)
        with st.expander(prose.plain(one.takeaway), expanded=is_open, key=f"section-{one.id}-{nonce}-{bool(excerpt)}"):
            if excerpt:
                st.info(f"Found here: {excerpt}")
            if one.support:
                with st.container(key=f"aside-call-{one.id}"):
                    st.markdown(fragments.support(one, content))
            body, aside = st.columns([3, 2], gap="large")
            body.markdown(content.cited(one.body))
            with aside.container(key=f"aside-{one.id}"):
                st.markdown(fragments.aside(one, content))
            st.markdown(f"{fragments.closing(one, content)} [Link to this section](topics?open={one.id}#{one.id})")

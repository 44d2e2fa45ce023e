"""The message, the chart and the three numbers, on one screen."""

import streamlit as st

from explainer import prose
from explainer.draw import figures
from explainer.loading.loader import library
from pages import in_frame
from pages.shared.chrome import headline
from pages.shared.figure_card import still

in_frame()
content = library()
site = content.site

text, picture = st.columns([5, 7], gap="large")
with text:
    headline(site.title)
    st.container(key="lead").markdown(site.lead)
    st.container(key="message").markdown(content.cited(site.message))
    st.container(key="risk").markdown(content.cited(site.risk))
with picture:
    st.header(content.figure_words["onset"].title, anchor="hours-or-weeks")
    still(figures.onset(compact=True), "overview")
    st.page_link("pages/onset.py", label="Explore this timeline")

st.header("The three numbers that matter", anchor="numbers")
with st.container(key="numbers"):
    for column, number in zip(st.columns(3, gap="large"), content.key_numbers, strict=True):
        column.markdown(
            f"### {prose.plain(number.figure)}\n\n{content.cited(number.label)}\n\n{content.cited(number.caution)}",
            anchors=False,
        )

st.header("Have you, or someone you love, been offered it?", anchor="next")
steps, more = st.columns([7, 5], gap="large")
with steps:
    st.markdown("\n".join(f"{at}. {step}" for at, step in enumerate(site.steps, 1)))
    st.page_link("pages/safety.py", label="Who should not have it, and what to ask")
with more:
    st.markdown("**Read on**")
    st.page_link("pages/topics.py", label="Topics: every question in a section of its own")
    st.page_link("pages/onset.py", label="How fast: the timeline with every finding")
    st.page_link("pages/evidence.py", label="Evidence: every trial, null results too")
    st.page_link("pages/sources.py", label="Sources: where each number comes from")

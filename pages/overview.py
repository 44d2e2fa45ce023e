"""The message, the chart and the three numbers, on one screen."""

import streamlit as st

from content import figures, library, words
from pages import in_frame
from pages.parts.figure_card import chart

in_frame()
content = library()
site = content.site

text, picture = st.columns([5, 7], gap="large")
with text:
    st.title(site.title, anchor=False)
    st.container(key="lead").markdown(site.lead)
    st.container(key="message").markdown(content.cited(site.message))
    st.page_link("pages/topics.py", label="**Read it topic by topic**", icon=":material/arrow_forward:")
with picture:
    st.header(content.figure_words["onset"].title, anchor="hours-or-weeks")
    chart(figures.onset(compact=True), "overview", download=False)
    st.page_link("pages/onset.py", label="**Explore this timeline**", icon=":material/arrow_forward:")

st.header("The three numbers that matter", anchor="numbers")
with st.container(key="numbers"):
    for column, number in zip(st.columns(3, gap="large"), content.key_numbers, strict=True):
        column.markdown(
            f"### {words.plain(number.figure)}\n\n{content.cited(number.label)}\n\n{content.cited(number.caution)}",
            anchors=False,
        )

st.header("Where to go next", anchor="next")
for column, (page, label, about) in zip(
    st.columns(4, gap="large"),
    [
        ("pages/topics.py", "Topics", "Every question in a section of its own, and what nobody knows yet."),
        ("pages/onset.py", "How fast", "The timeline with every finding, from half an hour to twelve weeks."),
        ("pages/safety.py", "Safety", "Side effects to tick, who should not have it, questions to take along."),
        ("pages/sources.py", "Sources", "Where each number comes from, and a popular claim taken apart."),
    ],
    strict=True,
):
    column.page_link(page, label=f"**{label}**")
    column.markdown(about)

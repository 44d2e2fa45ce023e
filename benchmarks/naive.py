"""The same content built as a first draft would be: one script, every file read and every figure built on each run.

It is here to be measured against. Started by the benchmarks, never by the app.
"""

import streamlit as st

import content
from content import figures

st.set_page_config(layout="wide")
everything = content.read()
PAGES = ["Overview", "How fast", "Safety"]
place = st.sidebar.radio("Page", PAGES, index=PAGES.index(st.query_params.get("page", PAGES[0])))
st.title(everything.site.title)
st.markdown(everything.site.disclaimer)

if place == "Overview":
    st.markdown(everything.site.lead)
    st.markdown(everything.cited(everything.site.message))
    st.plotly_chart(figures.onset.__wrapped__(compact=True).plot)
    for topic in everything.topics:
        with st.expander(topic.title):
            st.markdown(everything.cited(topic.body))
elif place == "How fast":
    scale: figures.Scale = "log" if st.radio("Scale of time", ["stretched", "true"]) == "stretched" else "true"
    figure = figures.onset.__wrapped__(scale)
    st.plotly_chart(figure.plot)
    st.dataframe(figure.rows())
    st.plotly_chart(figures.one_dose.__wrapped__().plot)
else:
    for item in everything.checklist:
        st.checkbox(item.name, help=item.help)

"""The same content built as a first draft would be: one script, every file read and every figure built on each run.

It is here to be measured against. Started by the benchmarks, never by the app.
"""

from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from explainer import results
from explainer.draw import figures
from explainer.draw.pictures import on_paper
from explainer.draw.timeline import LANES, Scale
from explainer.loading.loader import read

st.set_page_config(layout="wide")
everything = read()


def option(name: str, code: str) -> str:
    """How one choice of a filter reads."""
    return code if code == "All" else results.option(name, code, everything)


PAGES = ["Overview", "How fast", "Evidence", "Safety", "Talk"]
place = st.sidebar.radio("Page", PAGES, index=PAGES.index(st.query_params.get("page", PAGES[0])))
st.title(everything.site.title)
st.markdown(everything.site.disclaimer)

if place == "Overview":
    st.markdown(everything.site.lead)
    st.markdown(everything.cited(everything.site.message))
    st.plotly_chart(figures.onset.__wrapped__(everything, compact=True).plot)
    for topic in everything.topics:
        with st.expander(topic.title):
            st.markdown(everything.cited(topic.body))
elif place == "How fast":
    scale: Scale = "log" if st.radio("Scale of time", ["stretched", "true"]) == "stretched" else "true"
    lanes = tuple(lane for lane in LANES if st.checkbox(everything.labels["treatment"][lane], value=True))
    stops = figures.stops(everything)
    stop = st.select_slider("Move through time", list(stops))
    for moment in everything.moments:
        if moment.stop == stop and moment.lane in lanes:
            st.markdown(everything.cited(moment.words))
    if lanes:
        figure = figures.onset.__wrapped__(everything, scale, lanes)
        st.plotly_chart(go.Figure(figure.plot).add_vline(x=stops[stop]))
        st.dataframe(pd.DataFrame(figure.fields))
    st.image(on_paper(everything, "one-dose").svg)
elif place == "Evidence":
    chosen = [
        results.Line(trial, everything.findings[trial.finding], everything)
        for trial in everything.trials
        if trial.outcome in results.RATES
    ]
    every = list(chosen)
    for label, name in (
        ("Medicine", "medicine"),
        ("Compared with", "against"),
        ("When", "time"),
        ("Counted", "outcome"),
        ("Where", "setting"),
    ):
        codes: dict[str, None] = dict.fromkeys(getattr(line, name) for line in every)
        picked = st.selectbox(label, ["All", *codes], format_func=partial(option, name))
        chosen = [line for line in chosen if picked in ("All", getattr(line, name))]
    ordered = results.sort(
        chosen, st.selectbox("Order", results.ORDERS, format_func=everything.labels["order"].__getitem__)
    )
    st.markdown(f"{len(ordered)} results of {len(every)}")
    rows = [f"{line.trial.trial}, {line.medicine} v {line.finding.comparator} ({line.time})" for line in ordered]
    treated = go.Scatter(x=[float(line.finding.value) for line in ordered], y=rows, mode="markers", name="treated")
    compared = go.Scatter(
        x=[None if line.finding.control is None else float(line.finding.control) for line in ordered],
        y=rows,
        mode="markers",
        name="compared",
    )
    st.plotly_chart(go.Figure([treated, compared], {"height": 200 + 30 * len(rows)}))
    st.dataframe(results.table(ordered, everything))
elif place == "Safety":
    ticked = [st.checkbox(item.name, help=item.help) for item in everything.checklist]
    st.markdown(f"{sum(ticked)} ticked of {len(ticked)}")
else:
    scenes = [everything.scenes[row.scene] for row in everything.talks["full"]]
    at = st.session_state.setdefault("scene", 0)
    if st.button("Next"):
        at = st.session_state["scene"] = (at + 1) % len(scenes)
    st.header(everything.cited(scenes[at].headline))
    if scenes[at].figure.startswith("timeline"):
        st.plotly_chart(figures.onset.__wrapped__(everything).plot)
    st.markdown("\n".join(f"- {everything.cited(line)}" for line in scenes[at].lines))

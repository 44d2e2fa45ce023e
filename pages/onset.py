"""The timeline: when each treatment's effect shows, is greatest, and fades."""

import streamlit as st

from explainer.draw import figures
from explainer.library import citations
from explainer.loading.loader import library
from pages import in_frame
from pages.shared import chrome, figure_card

in_frame()
content = library()

# A link holds the names, so they are short and stay: ?scale=true.
SCALES: dict[str, figures.Scale] = {"stretched": "log", "true": "true"}
MEANING = ["so that hours can be seen", "hours shrink to a sliver"]
STOPS = list(dict.fromkeys(moment.stop for moment in content.moments))


@st.fragment
def timeline() -> None:
    """The controls, the chart and the words for one moment. Only this part runs again when a control changes."""
    named = st.radio("Scale of time", list(SCALES), captions=MEANING, horizontal=True, key="scale", bind="query-params")
    scale = SCALES[named]
    with st.container(horizontal=True, key="lanes"):
        st.markdown("Show:")
        lanes = tuple(
            lane
            for lane in figures.LANES
            if st.checkbox(content.lanes[lane].name, value=True, key=lane, bind="query-params")
        )
    if not lanes:
        st.warning("No treatment is chosen, so there is nothing to draw. Tick at least one of the three above.")
        return
    said, picture = st.columns([3, 5], gap="large")
    with said:
        stop = st.select_slider(
            f"Move through time: {STOPS[0]} to {STOPS[-1]}", STOPS, value=STOPS[1], key="moment", bind="query-params"
        )
        citations().update(content.keys_of(moment.words for moment in content.moments))  # for paper, whatever is chosen
        moments = [moment for moment in content.moments if moment.stop == stop and moment.lane in lanes]
        st.markdown(
            "\n\n".join(
                f"**{content.lanes[moment.lane].name}, after {stop}.** {content.cited(moment.words)}"
                for moment in moments
            )
        )
    figure = figures.onset(scale, lanes, float(moments[0].hours))
    with picture:
        drawn = {"log": "timeline", "true": "timeline-true"}[scale]
        figure_card.chart(figure, "timeline", figures.onset(scale), drawn)
    figure_card.below(figure, "timeline", content)


chrome.headline("Hours or weeks?")
st.container(key="lead").markdown(f"{content.figure_words['onset'].title}.")
timeline()

one_dose = figures.one_dose()
st.header(one_dose.words.title, anchor="one-dose")
figure_card.still(one_dose, "one-dose")
figure_card.below(one_dose, "one-dose", content, drawn="one-dose")

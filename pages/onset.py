"""The timeline: when each treatment's difference shows, is largest, and fades."""

import streamlit as st

from explainer.draw import figures
from explainer.draw.timeline import LANES, Scale
from explainer.library import citations
from explainer.loading.loader import library
from pages import in_frame
from pages.shared import chrome, figure_card

in_frame()
content = library()

# A link holds the names, so they are short and stay: ?scale=true.
SCALES: dict[str, Scale] = {"stretched": "log", "true": "true"}
STOPS = list(dict.fromkeys(moment.stop for moment in content.moments))


@st.fragment
def timeline() -> None:
    """The chart, the controls beside it, and the words for one moment. Only this part runs when a control changes.

    On a phone the controls come right under the chart, so that what they change is in view.
    """
    picture, said = st.columns([5, 3], gap="large")
    with said:
        stop = st.select_slider(
            f"Move through time: {STOPS[0]} to {STOPS[-1]}", STOPS, value=STOPS[1], key="moment", bind="query-params"
        )
        named = st.radio("Scale of time", list(SCALES), horizontal=True, key="scale", bind="query-params")
        with st.container(horizontal=True, key="lanes"):
            st.markdown("Show:")
            lanes = tuple(
                lane
                for lane in LANES
                if st.checkbox(content.lanes[lane].name, value=True, key=lane, bind="query-params")
            )
        citations().update(content.keys_of(moment.words for moment in content.moments))  # for paper, whatever is chosen
        moments = [moment for moment in content.moments if moment.stop == stop]
        st.markdown(
            "\n\n".join(
                f"**{content.lanes[moment.lane].name}, after {stop}.** {content.cited(moment.words)}"
                for moment in moments
                if moment.lane in lanes
            )
        )
    if not lanes:
        picture.warning("No treatment is chosen, so there is nothing to draw. Tick at least one of the three.")
        return
    scale = SCALES[named]
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

"""The timeline: when each treatment's effect shows, is greatest, and fades."""

import streamlit as st

from explainer.draw import figures
from explainer.outline.blocks import Slot
from pages import in_frame
from pages.shared import figure_card
from pages.shared.renderer import Renderer

in_frame()
renderer = Renderer()
content = renderer.content
say = content.interface["onset"]

# A link holds the names, so they are short and stay: ?scale=true.
SCALES: dict[str, figures.Scale] = {"stretched": "log", "true": "true"}
STOPS = list(dict.fromkeys(moment.stop for moment in content.moments))


@st.fragment
def timeline(_: Slot) -> None:
    """The controls, the chart and the words for one moment. Only this part runs again when a control changes."""
    captions = [say["stretched"], say["true"]]
    named = st.radio(say["scale"], list(SCALES), captions=captions, horizontal=True, key="scale", bind="query-params")
    scale = SCALES[named]
    with st.container(horizontal=True, key="lanes"):
        st.markdown(say["show"])
        lanes = tuple(
            lane
            for lane in figures.LANES
            if st.checkbox(content.lanes[lane].name, value=True, key=lane, bind="query-params")
        )
    if not lanes:
        st.warning(say["no_lane"])
        return
    text, picture = st.columns([3, 5], gap="large")
    with text:
        stop = st.select_slider(
            say("move", first=STOPS[0], last=STOPS[-1]), STOPS, value=STOPS[1], key="moment", bind="query-params"
        )
        moments = [moment for moment in content.moments if moment.stop == stop and moment.lane in lanes]
        st.markdown(
            renderer.cited(
                "\n\n".join(
                    f"**{say('after', lane=content.lanes[moment.lane].name, stop=stop)}** {moment.words}"
                    for moment in moments
                )
            )
        )
    figure = figures.onset(scale, lanes, float(moments[0].hours))
    with picture:
        drawn = {"log": "timeline", "true": "timeline-true"}[scale]
        figure_card.chart(figure, "timeline", figures.onset(scale), drawn)
    figure_card.below(figure, "timeline", content)
    # For paper, whatever is chosen.
    renderer.references.add(content.keys_of(moment.words for moment in content.moments))
    renderer.references.add(figure.sources)


renderer.page("onset", {"timeline": timeline})

"""The timeline: when each treatment's difference shows, is greatest, and is no longer clear."""

import json

import streamlit as st

from explainer.draw import figures, pictures
from explainer.draw.timeline import LANES, Scale
from explainer.outline.blocks import Slot
from explainer.outline.onset import moments
from pages import in_frame
from pages.shared import browser, figure_card
from pages.shared.renderer import Renderer

in_frame()
renderer = Renderer()
content = renderer.content
say = content.interface["onset"]

# A link holds the names, so they are short and stay: ?scale=true.
SCALES: dict[str, Scale] = {"stretched": "log", "true": "true"}
STOPS = list(figures.stops(content))


@st.fragment
def timeline(_: Slot) -> None:
    """The chart, the controls beside it, and the words for one moment. Only this part runs when a control changes.

    On a phone the controls come right under the chart, so that what they change is in view; on a wide screen how to
    read it does, and the controls stand beside both. The style sheet knows where, by the name of the key.
    """
    moving = st.container(key="moving")
    picture, controls, reading = moving.container(gap=None), moving.container(), moving.container()
    with controls:
        stop = st.select_slider(
            say("move", first=STOPS[0], last=STOPS[-1]), STOPS, value=STOPS[1], key="moment", bind="query-params"
        )
        named = st.radio(say["scale"], list(SCALES), format_func=say, horizontal=True, key="scale", bind="query-params")
        with st.container(horizontal=True, key="lanes"):
            st.markdown(say["show"])
            lanes = tuple(
                lane
                for lane in LANES
                if st.checkbox(content.labels["treatment"][lane], value=True, key=lane, bind="query-params")
            )
        st.markdown(renderer.references.collect(moments(stop, lanes, content)), unsafe_allow_html=True)
    if not lanes:
        picture.warning(say["no_lane"])
        return
    scale = SCALES[named]
    figure = figures.onset(content, scale, lanes)
    script = browser.module(browser.HERE / "scrubber.js")
    # As a text: a list would have Streamlit load pandas, to see whether it is a table.
    st.components.v2.component("scrubber", js=script)(
        key="scrubber", height=1, data={"lines": json.dumps(figures.scrubber(figure, content))}
    )
    with picture:
        figure_card.chart(figure, "timeline", figures.onset(content, scale), pictures.scrubbed(content, scale), content)
    with reading:
        figure_card.how_to_read(figure, content)
    chosen = {"scale": "true"} if scale == "true" else {}
    chosen |= {lane: "false" for lane in LANES if lane not in lanes}
    figure_card.below(figure, "timeline", content, how=False, state=chosen)
    renderer.references.add(figure.sources)


renderer.page("onset", {"timeline": timeline})

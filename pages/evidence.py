"""Every result side by side: guess first, compare trials, see what lasts, and what nobody knows."""

import streamlit as st

from explainer import fragments, results
from explainer.draw import figures
from explainer.loading.loader import library
from pages import in_frame
from pages.shared import chrome, evidence, figure_card
from pages.shared.raw_html import draw

in_frame()
content = library()
passages = content.passages


def part(name: str, anchor: str) -> None:
    """The heading and the words of one part of the page."""
    st.header(passages[name].title, anchor=anchor)
    st.markdown(content.cited(passages[name].text))


def lesser(name: str, anchor: str) -> None:
    """The same of a part within a part."""
    st.subheader(passages[name].title, anchor=anchor)
    st.markdown(content.cited(passages[name].text))


chrome.headline(passages["lead"].title)
st.container(key="lead").markdown(content.cited(passages["lead"].text))
st.markdown(
    "[In two minutes](#glance) · [Guess](#guess) · [Trials](#trials) · [Does it last?](#lasting) · "
    "[Against what else?](#against) · [Suicidal thoughts](#thoughts) · [Fact boxes](#boxes) · "
    "[What nobody knows](#unknown) · [What do you remember?](#recall)"
)

part("glance", "glance")
st.markdown(f"**{evidence.found(results.glance())}**")
draw(results.at_a_glance(results.glance(), passages["glance"].title))

part("guess", "guess")
evidence.guess(content)

part("trials", "trials")
lesser("rule", "rule")
evidence.trials(content)
lesser("scores", "scores")
evidence.side("scores", content)
lesser("other", "other")
evidence.side("other", content)
lesser("alone", "alone")
evidence.side("alone", content)

part("lasting", "lasting")
evidence.side("relapse", content)
evidence.side("days", content)
lesser("fading", "fading")
one_dose = figures.one_dose()
figure_card.still(one_dose, "one-dose")
figure_card.below(one_dose, "one-dose", content, drawn="one-dose")

part("against", "against")
evidence.side("against", content)

st.header(passages["thoughts"].title, anchor="thoughts")
with st.container(key="aside-call"):
    st.markdown(fragments.calls(content))
st.markdown(content.cited(passages["thoughts"].text))
evidence.side("thoughts", content)
lesser("thoughts_other", "thoughts-other")
evidence.side("thoughts_other", content)

lesser("deaths", "deaths")
with st.container(key="aside-call-deaths"):
    st.markdown(fragments.calls(content))

part("boxes", "boxes")
for box in content.fact_boxes:
    evidence.fact_box(box, content)

part("unknown", "unknown")
st.markdown(fragments.unknowns(content))

with st.container(key="screen-recall"):
    part("recall", "recall")
    evidence.recall(content)

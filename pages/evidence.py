"""Every result side by side: guess first, compare trials, see what lasts, and what nobody knows."""

import streamlit as st

from content import library, side_by_side
from pages import in_frame
from pages.parts import evidence, frame

in_frame()
content = library()
passages = content.passages


def part(name: str, anchor: str) -> None:
    """The heading and the words of one part of the page."""
    st.header(passages[name].title, anchor=anchor)
    st.markdown(content.cited(passages[name].text))


st.title(passages["lead"].title, anchor=False)
st.container(key="lead").markdown(content.cited(passages["lead"].text))
st.markdown(
    "[Guess](#guess) · [Trials](#trials) · [Does it last?](#lasting) · [Against what else?](#against) · "
    "[Suicidal thoughts](#thoughts) · [Fact boxes](#boxes) · [What nobody knows](#unknown) · "
    "[What do you remember?](#recall)"
)

part("guess", "guess")
evidence.guess(content)

part("trials", "trials")
evidence.trials(content)

st.subheader(passages["scores"].title, anchor="scores")
st.markdown(content.cited(passages["scores"].text))
evidence.figure("scores", side_by_side.scores(side_by_side.lines("depression score")), content)
evidence.numbers("scores", side_by_side.lines("depression score"))

st.subheader(passages["other"].title, anchor="other")
st.markdown(passages["other"].text)
other = side_by_side.lines(*side_by_side.LISTED)
st.html(side_by_side.listed(other))
evidence.numbers("other", other)

st.subheader(passages["alone"].title, anchor="alone")
st.markdown(passages["alone"].text)
alone = side_by_side.lines("no comparison")
st.html(side_by_side.rates(alone))
evidence.numbers("no-comparison", alone)

part("lasting", "lasting")
relapse = side_by_side.lines("relapse")
st.html(side_by_side.rates(relapse, "of 100 became ill again; less is better"))
longer = side_by_side.lines("lasting, other")
st.html(side_by_side.listed(longer))
evidence.numbers("relapse", [*relapse, *longer])
st.subheader(passages["fading"].title, anchor="fading")
st.markdown(content.cited(passages["fading"].text))
pooled = [line for line in side_by_side.lines("no comparison") if line.finding.source == "han2016"]
st.html(side_by_side.rates(pooled))
evidence.numbers("one-dose-response", pooled)
st.page_link("pages/onset.py", label="The fading of one dose, in three measures")

part("against", "against")
others = [line for line in side_by_side.lines(*side_by_side.RATES) if line.trial.against in ("ECT", "quetiapine")]
st.html(side_by_side.rates(others))
evidence.numbers("against", others)

st.header(passages["thoughts"].title, anchor="thoughts")
words, call = st.columns([7, 4], gap="large")
words.markdown(content.cited(passages["thoughts"].text))
with call.container(key="aside-call"):
    st.markdown(f"**{content.site.crisis}** Call now.")
    st.markdown(f"Crisis line: {frame.numbers(content, 'crisis')}")
    st.markdown(f"Emergency: {frame.numbers(content, 'emergency')}")
thoughts = side_by_side.lines("suicidal thoughts")
st.html(side_by_side.rates(thoughts, side_by_side.EASED))
st.markdown(passages["thoughts_other"].text)
thoughts_other = side_by_side.lines("suicidal thoughts, other")
st.html(side_by_side.listed(thoughts_other))
evidence.numbers("suicidal-thoughts", [*thoughts, *thoughts_other])

part("boxes", "boxes")
for box in content.fact_boxes:
    evidence.fact_box(box, content)

part("unknown", "unknown")
st.markdown("\n".join(f"- **{row.question}** {content.cited(row.why)}" for row in content.unknowns))

part("recall", "recall")
evidence.recall(content)

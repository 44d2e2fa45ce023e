"""The side-effects checklist beside the disclaimer; who should not have it; questions to take along."""

import streamlit as st

from explainer import fragments
from explainer.loading.loader import library
from pages import in_frame
from pages.shared.checklist import checklist
from pages.shared.chrome import headline
from pages.shared.table import table
from pages.shared.visit_sheet import visit_sheet

in_frame()
content = library()

headline("Side effects and safety")
st.markdown(
    "[Checklist](#checklist) · [Who should not have it](#before) · [Questions to ask](#questions) · "
    "[Red flags](#red-flags) · [Your visit sheet](#sheet)"
)
beside, list_of = st.columns([5, 8], gap="large")
with beside, st.container(key="aside-disclaimer"):
    st.header("Read this first", anchor="disclaimer")
    st.markdown(fragments.first_words(content))
    st.subheader("These need help right away", anchor="emergency")
    st.markdown(f"Emergency: {fragments.numbers(content, 'emergency')}")
    st.markdown(fragments.urgent(content))
with list_of:
    st.header("The checklist", anchor="checklist")
    st.markdown(
        "Open a group, and tick what you have noticed or what worries you. Your ticks stay in this visit only. "
        "“Spray” is esketamine, “drip” is ketamine. The two were counted in different ways and in different "
        "people, so do not compare one with the other. The spray’s maker says that most effects start right after "
        f"the dose and go the same day {content.citation(['spravato_patient'])}. "
        f"Some last longer: in a hospital trial, {content.findings['ketect_over_day'].whole} of 100 people on a course "
        f"of drips had an effect that lasted more than a day {content.citation(['ekstrand2022'])}. "
        "Advice marked “not reviewed” is in our own words: no clinician has reviewed it."
    )
    checklist(content)

with st.expander("Every rate in the checklist, with how many people and the source"):
    table(fragments.every_rate(content), "Every rate in the checklist")

with st.expander("The bladder: what was found, by date"):
    st.markdown(fragments.bladder(content))

st.header("Before you start", anchor="before")
st.markdown(content.cited(content.site.stops))
for kind, title in fragments.KINDS.items():
    count = sum(row.kind == kind for row in content.precautions)
    with st.expander(f"**{title}** ({count})", expanded=kind == "must_not"):
        st.markdown(fragments.precautions(kind, content))

st.header("Your visit sheet", anchor="sheet")
st.markdown(
    "One page to take along: what you ticked in the checklist, what the clinic must know, and what you want to ask. "
    "It is made for you alone and kept nowhere: once you leave, it is gone."
)
visit_sheet(content)

questions, flags = st.columns(2, gap="large")
with questions:
    st.header("Questions to ask the clinic", anchor="questions")
    for group in dict.fromkeys(question.group for question in content.questions):
        st.markdown(
            f"**{group}**\n\n"
            + "\n".join(
                f"- {question.question} {content.citation(question.source)}"
                for question in content.questions
                if question.group == group
            )
        )
with flags:
    st.header("Red flags", anchor="red-flags")
    st.markdown("\n".join(f"- {flag.text} {content.citation(flag.source)}" for flag in content.red_flags))
    st.header("Heavy use outside medicine", anchor="non-medical")
    st.markdown(
        "These harms were seen in people who use ketamine heavily and often. They are **not** treatment rates.\n\n"
        + "\n".join(f"- **{row.name}.** {row.finding} {content.citation(row.source)}" for row in content.nonmedical)
    )

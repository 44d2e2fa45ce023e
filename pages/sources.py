"""Every source with what it supports; the check of a popular claim; dates; glossary; how this was made."""

import streamlit as st

from explainer import fragments
from explainer.library import citations
from explainer.loading.loader import library
from pages import in_frame
from pages.shared.chrome import headline
from pages.shared.table import table

in_frame()
content = library()


def static_copy() -> str:
    """The copy that needs no server; made when somebody first asks for it."""
    from explainer.outputs import static_copy as copy

    return copy.page()


site = content.site

headline("Sources, and how this was made")
st.markdown(
    "[Check of a popular claim](#claim) · [Dates](#dates) · [Glossary](#glossary) · "
    "[How this was made](#made) · [Take it along](#copy) · [Every source](#every-source)"
)

st.header("One sentence that is everywhere, taken apart", anchor="claim")
st.markdown(f"> {site.claim}")
st.markdown(content.cited(site.claim_verdict))
table(fragments.claim_parts(content), "The parts of the sentence")
st.markdown(f"**Where “two weeks” may come from.** {content.cited(site.claim_origin)}")
st.markdown(f"**What can be said instead:** {content.cited(site.safer_wording)}")

st.header("Dates that matter", anchor="dates")
table(fragments.dates(content), "Dates that matter")

st.header("Glossary", anchor="glossary")
half = (len(content.glossary) + 1) // 2
for column, terms in zip(st.columns(2, gap="large"), (content.glossary[:half], content.glossary[half:]), strict=True):
    column.markdown("\n".join(f"- **{term.term}.** {term.meaning}" for term in terms))

st.header("How this was made", anchor="made")
made, is_not = st.columns(2, gap="large")
made.markdown(f"{site.made}\n\n{site.certainty}")
is_not.markdown(
    f"**What it is not.** {site.is_not}\n\n"
    f"**Date.** {site.dated}\n\n"
    f"**Licence.** {site.licence}\n\n**Found a mistake?** {site.contact}"
)

st.header("Take it along", anchor="copy")
st.markdown(
    "The whole explainer as one file: every topic, figure, number and source. It opens without a network, prints, and "
    "can be put on any web server."
)
st.download_button(
    "Download the whole explainer (one HTML file)",
    static_copy,
    "ketamine-for-depression.html",
    "text/html",
    on_click="ignore",
)

st.header("Every source", anchor="every-source")
st.markdown(f"{len(content.sources)} sources, numbered as they are first used. The numbers in the text lead here.")
with st.container(key="sources"):
    keys = list(content.sources)
    third = (len(keys) + 1) // 2
    for column, part in zip(st.columns(2, gap="large"), (keys[:third], keys[third:]), strict=True):
        column.markdown("\n\n".join(fragments.source(key, content) for key in part), anchors=False)
citations().clear()  # every source is listed already

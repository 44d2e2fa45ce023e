"""The visit sheet: chosen on the safety page, made in memory, taken away as paper, PDF or text."""

from typing import get_args

import streamlit as st

from explainer.library import Library
from explainer.model import Paper, Precaution
from pages.shared import checklist
from pages.shared.paper import print_button, save_button

TELL = ("must_not", "tell_first", "medicines")
PAPERS: tuple[Paper, ...] = get_args(Paper)


def things_to_tell(content: Library) -> tuple[Precaution, ...]:
    """What a person may have to tell a clinic, each once: the same illness stands in the rules of several countries."""
    first: dict[str, Precaution] = {}
    for row in content.precautions:
        if row.kind in TELL:
            first.setdefault(row.topic, row)
    return tuple(first.values())


@st.fragment
def visit_sheet(content: Library) -> None:
    """What to tell, what to ask, free words, and the sheet made of them and of the checklist's ticks.

    Nothing is bound to the address. Words cost no run while they are typed, as ticks cost none: see the checklist.
    """
    with st.expander("What I must tell you about"):
        tell = [
            row
            for row in things_to_tell(content)
            if st.checkbox(row.topic, key=f"tell-{row.id}", persist_state="session")
        ]
    with st.expander("What I want to ask"):
        ask = [
            row for row in content.questions if st.checkbox(row.question, key=f"ask-{row.id}", persist_state="session")
        ]
    words = st.text_area(
        "In my own words (if you like)",
        key="own-words",
        height=80,
        max_chars=20_000,  # longer than the sheet takes, so that the sheet says by how much it is too long
        on_change="ignore",
    )
    paper = st.radio("Paper", PAPERS, horizontal=True, key="paper", persist_state="session")
    # Once made, the sheet follows every choice, also the ticks of the checklist: its button is pressed for them.
    if st.button("Make my visit sheet", key="make-sheet"):
        st.session_state["sheet made"] = True
    if not st.session_state.get("sheet made"):
        return

    # Loaded when somebody wants it: most visitors never do.
    from explainer.outputs import visit_sheet as made

    sheet = made.Sheet(checklist.ticked(content), tuple(tell), tuple(ask), words)
    try:
        pdf = made.as_pdf(sheet, content, paper)
    except made.Unprintable as problem:
        st.container(key="no-visit-sheet").error(str(problem))
        return
    with st.container(border=True, key="visit-sheet"):
        st.subheader(content.interface["sheet"]["title"], anchor="visit-sheet")
        st.text(content.interface["sheet"]["date"])
        for part in made.parts(sheet, content):
            st.markdown(f"**{part.heading}**")
            st.html(made.as_html(part))
        st.text(made.closing(content))
    with st.container(horizontal=True):
        save_button("Download as PDF", pdf, "visit-sheet.pdf", "application/pdf")
        save_button("Download as text", made.as_text(sheet, content).encode(), "visit-sheet.txt", "text/plain")
        print_button("Print the sheet", "visit-sheet")

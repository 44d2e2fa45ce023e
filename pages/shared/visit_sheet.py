"""The visit sheet: chosen on the safety page, made in memory, taken away as paper, PDF or text."""

from typing import get_args

import streamlit as st

from explainer.library import Library
from explainer.model import Paper, Precaution
from pages.shared import browser, checklist, keys
from pages.shared.paper import print_button, save_button

TELL = ("must_not", "tell_first", "medicines")
PAPERS: tuple[Paper, ...] = get_args(Paper)


def things_to_tell(content: Library) -> tuple[Precaution, ...]:
    """What a person may have to tell a clinic, each once: the same illness stands in the rules of several countries."""
    first: dict[str, Precaution] = {}
    for row in content.precautions:
        if row.kind in TELL:
            first.setdefault(content.topic_of(row), row)
    return tuple(first.values())


@st.fragment
def visit_sheet(content: Library) -> None:
    """What to tell, what to ask, free words, and the sheet made of them and of the checklist's ticks.

    Nothing is bound to the address. Words cost no run while they are typed, as ticks cost none: see the checklist.
    """
    say, sheet_words = content.interface["sheet_form"], content.interface["sheet"]
    with st.expander(sheet_words["tell"]):
        tell = [
            row
            for row in things_to_tell(content)
            if st.checkbox(content.topic_of(row), key=f"tell-{row.id}", persist_state="session")
        ]
    with st.expander(sheet_words["ask"]):
        ask = [
            row for row in content.questions if st.checkbox(row.question, key=f"ask-{row.id}", persist_state="session")
        ]
    words = st.text_area(
        say["own_words"],
        key=keys.OWN_WORDS,
        height=80,
        max_chars=20_000,  # longer than the sheet takes, so that the sheet says by how much it is too long
        on_change="ignore",
    )
    paper = st.radio(say["paper"], PAPERS, horizontal=True, key="paper", persist_state="session")
    if st.button(say["make"], key="make-sheet"):
        st.session_state["sheet made"] = True
    if not st.session_state.get("sheet made"):
        return

    # Loaded when somebody wants it: most visitors never do.
    from explainer.outputs import visit_sheet as made

    sheet = made.Sheet(checklist.ticked(content), tuple(tell), tuple(ask), words)
    try:
        pdf = made.as_pdf(sheet, content, paper)
    except made.Unprintable as problem:
        st.container(key=f"no-{keys.SHEET}").error(str(problem))
        _follow()
        return
    with st.container(border=True, key=keys.SHEET):
        st.subheader(sheet_words["title"], anchor=keys.SHEET)
        st.text(sheet_words["date"])
        for part in made.parts(sheet, content):
            st.markdown(f"**{part.heading}**")
            st.html(made.as_html(part))
        st.text(made.closing(content))
    with st.container(horizontal=True):
        save_button(say["pdf"], pdf, "visit-sheet.pdf", "application/pdf")
        save_button(say["text"], made.as_text(sheet, content).encode(), "visit-sheet.txt", "text/plain")
        print_button(say["print"], keys.SHEET, follows=True)
    _follow()


def _follow() -> None:
    """Once made, the sheet follows every choice, also the ticks of the checklist, which tell its script of theirs.

    It stands after all that it says is new, and each run tells it so.
    """
    made = st.session_state["sheet turn"] = st.session_state.get("sheet turn", 0) + 1
    script = browser.module(browser.HERE / "sheet.js")
    st.components.v2.component("sheet", js=script)(
        key="sheet-follows", height=1, data={"made": made}, on_changed_change=lambda: None
    )

"""The visit sheet: put together on the page of choices, made in memory, taken away as paper, PDF or text."""

import json
from typing import get_args

import streamlit as st
from markupsafe import Markup

from explainer.draw import option_grid
from explainer.library import Library
from explainer.model import Paper
from pages.shared import browser, keys
from pages.shared.dose import on_sheet
from pages.shared.options import weighed
from pages.shared.paper import print_button, save_button
from pages.shared.raw_html import draw

PAPERS: tuple[Paper, ...] = get_args(Paper)
TYPED = (keys.MEDICINES, keys.OWN_WORDS)
LETTERS = ("usual", "large")


@st.fragment
def visit_sheet(content: Library) -> None:
    """What to tell, what to ask, free words, and the sheet made of them, of the ticks and of what was weighed.

    Nothing is bound to the address. Words cost no run while they are typed.
    """
    say = content.interface["sheet_form"]
    ticked = _brought(content)
    with st.expander(say("tell", count=len(content.tellings))):
        tell = [
            row for row in content.tellings if st.checkbox(row.words, key=f"tell-{row.id}", persist_state="session")
        ]
    with st.expander(say("ask", count=len(content.questions))):
        ask = [
            row for row in content.questions if st.checkbox(row.question, key=f"ask-{row.id}", persist_state="session")
        ]
    medicines, words = (
        st.text_area(
            say[key],
            key=key,
            height=80,
            max_chars=20_000,  # longer than the sheet takes, so that the sheet says by how much it is too long
            on_change="ignore",
        )
        for key in TYPED
    )
    with st.container(horizontal=True, key="screen-sheet"):
        paper = st.radio(say["paper"], PAPERS, horizontal=True, key="paper", persist_state="session")
        letters = st.radio(
            say["letters"],
            LETTERS,
            format_func=say.__getitem__,
            horizontal=True,
            key="letters",
            persist_state="session",
        )
    booked = on_sheet(content)
    if booked and not st.checkbox(say["dose"], value=True, key="sheet-dose", persist_state="session"):
        booked = ()
    if st.button(say["make"], key="make-sheet"):
        st.session_state["sheet made"] = True
    if not st.session_state.get("sheet made"):
        return

    # Loaded when somebody wants it: most visitors never do.
    from explainer.outputs import visit_sheet as made

    noticed = tuple(item for item in content.checklist if item.id in ticked)
    sheet = made.Sheet(noticed, _matters(content), tuple(tell), medicines, tuple(ask), words, booked)
    sheet_words = content.interface["sheet"]
    # Made before anything is drawn: the sheet may not be seen before the file of it is new, too.
    pdf, refused = b"", ""
    try:
        pdf = made.as_pdf(sheet, content, paper, letters == "large")
    except made.Unprintable as problem:
        refused = str(problem)
    draw(Markup('<p class="heard" role="alert">{}</p>').format(say["ready"]))
    with st.container(border=True, key=keys.SHEET), st.container(key=f"letters-{letters}"):
        st.subheader(sheet_words["title"], anchor=keys.SHEET)
        st.text(sheet_words["date"])
        for part in made.parts(sheet, content):
            st.markdown(f"#### {part.heading}")
            st.html(made.as_html(part))
        st.text(made.closing(content))
    with st.container(horizontal=True):
        if refused:
            st.container(key=f"no-{keys.SHEET}").error(refused)
        else:
            save_button(say["pdf"], pdf, "visit-sheet.pdf", "application/pdf")
        save_button(say["text"], made.as_text(sheet, content).encode(), "visit-sheet.txt", "text/plain")
        print_button(say["print"], keys.SHEET, follows=True)
    _follow()


def _matters(content: Library) -> tuple[str, ...]:
    """What matters to a reader, some or a lot, what matters most first."""
    weights = weighed()
    return tuple(
        option_grid.weighed(matter, weight, content)
        for weight in reversed(option_grid.MARKED)
        for matter in content.matters
        if weights.get(matter.id) == weight
    )


def _brought(content: Library) -> frozenset[str]:
    """The ids of what is ticked in the checklist, which stands on another page: the tab remembers it and tells us."""
    say = content.interface["sheet_form"]
    known = st.session_state.get("ticked", [])
    words = {name: say[name] for name in ("brought", "brought_one", "brought_none")}
    found = st.components.v2.component(
        "brought",
        html=Markup('<p role="status" data-words="{}"></p>').format(json.dumps(words)),
        js=browser.module(browser.HERE / "brought.js"),
        css="p { margin: 0; }",
    )(
        key="brought",
        data={
            "item": keys.ITEM,
            # As one text each: a list would have Streamlit load pandas, to see whether it is a table.
            "items": " ".join(item.id for item in content.checklist),
            "fields": " ".join(TYPED),
            "known": " ".join(known),
            "weigh": keys.WEIGH,
        },
        default={"ticks": known},
        on_ticks_change=lambda: None,
    )
    st.session_state["ticked"] = found.ticks or []
    return frozenset(found.ticks or [])


def _follow() -> None:
    """Once made, the sheet follows every choice, also the ticks of the checklist, which tell its script of theirs.

    It stands after all that it says is new, and each run tells it so.
    """
    made = st.session_state["sheet turn"] = st.session_state.get("sheet turn", 0) + 1
    script = browser.module(browser.HERE / "sheet.js")
    st.components.v2.component("sheet", js=script)(
        key="sheet-follows", height=1, data={"made": made}, on_changed_change=lambda: None
    )

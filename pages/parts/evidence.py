"""What the evidence page draws: the guess, the filters, the fact boxes and the questions at its end."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from content import Library, sections, side_by_side
from content.figures import COLOURS
from content.records import FactBox
from content.side_by_side import Line
from pages.parts.frame import numbers as crisis_numbers
from pages.parts.paper import print_button

ALL = "All"
FILTERS = {
    "medicine": "Medicine",
    "against": "Compared with",
    "time": "When",
    "outcome": "Counted",
    "setting": "Where",
}


# --- guess, then see -------------------------------------------------------------------------------------------


@st.fragment
def guess(content: Library) -> None:
    """Three guesses and the three answers. Guesses live in the controls alone: nothing is stored or bound."""
    sedative, saline = content.findings["wilkinson_midazolam"], content.findings["wilkinson_saline"]
    with st.form("guess", border=False, enter_to_submit=False):
        guesses = {
            name: column.slider(f"{label}: how many of 100?", 0, 100, 50, key=f"guess-{name}")
            for column, (name, label) in zip(st.columns(3), side_by_side.CROWDS.items(), strict=True)
        }
        with st.container(horizontal=True):
            guessed = st.form_submit_button("Show the answers")
            skipped = st.form_submit_button("Skip the guess")
    if guessed or skipped:
        st.session_state["answers"] = "guessed" if guessed else "skipped"
    shown = st.session_state.get("answers")
    if not shown:
        return
    zero = Decimal(0)
    answers = {
        "ketamine": (
            sedative.value,
            saline.value,
            f"{sedative.low} to {sedative.high}, and {saline.low} to {saline.high}",
        ),
        "sedative": (
            sedative.control or zero,
            sedative.control or zero,
            f"{sedative.control_low} to {sedative.control_high}",
        ),
        "saline": (saline.control or zero, saline.control or zero, f"{saline.control_low} to {saline.control_high}"),
    }
    for column, (name, (value, most, interval)) in zip(st.columns(3, gap="large"), answers.items(), strict=True):
        with column:
            _answer(side_by_side.CROWDS[name], name, value, most, interval)
            if shown == "guessed":
                st.markdown(f"Your guess: {guesses[name]}")
    st.markdown(f"**{content.passages['answer'].title}.** {content.cited(content.passages['answer'].text)}")
    st.markdown(
        f"{sedative.people} people in {sedative.design}, {sedative.population}. The review worked the numbers out "
        f"with a model. {content.citation([sedative.source])}"
    )


def _answer(label: str, name: str, value: Decimal, most: Decimal, interval: str) -> None:
    number = f"{value} and {most}" if most != value else str(value)
    colour = COLOURS["ketamine_iv" if name == "ketamine" else "control"]
    st.subheader(f"{number} of 100", anchor=False)
    st.image(
        side_by_side.crowd(value, colour),
        width="stretch",
        alt=f"{label}: {number} of 100 people respond; the interval is {interval}.",
    )
    st.markdown(f"{label}. Interval: {interval}.")


# --- trials ----------------------------------------------------------------------------------------------------


@st.fragment
def trials(content: Library) -> None:
    """The filters, the figure and its table. A choice runs this part again and leaves the page alone."""
    every = side_by_side.lines(*side_by_side.RATES)
    chosen: list[Line] = list(every)
    filters = st.container(key="filters")
    # Asked before the controls are drawn, for afterwards their values cannot be set any more.
    if st.button("Show all trials"):
        st.session_state.update(dict.fromkeys(FILTERS, ALL))
    with filters:
        columns = st.columns(len(FILTERS) + 1)
        for column, (name, label) in zip(columns, FILTERS.items(), strict=False):
            options = [ALL, *dict.fromkeys(getattr(line, name) for line in every)]
            picked = column.selectbox(label, options, key=name, bind="query-params", filter_mode=None)
            chosen = [line for line in chosen if picked in (ALL, getattr(line, name))]
        order = columns[-1].selectbox("Order", side_by_side.SORTS, key="order", bind="query-params", filter_mode=None)
    if not chosen:
        st.warning(
            "No trial that we read fits all of these choices. That is a gap in what was studied, not a result. "
            "Press “Show all trials” to start again."
        )
        return
    ordered = side_by_side.sort(chosen, order)
    unclear = sum(line.trial.verdict in ("no clear difference", "worse", "hint only") for line in ordered)
    st.markdown(
        f"**{len(ordered)} results** of {len(every)}. In {unclear} of them the treated group did not clearly do better."
    )
    figure("trials", side_by_side.rates(ordered), content)
    numbers("trials", ordered)


def figure(name: str, drawn: str, content: Library) -> None:
    """A figure as a card: its finding, its key, the figure, how to read it and what it does not show."""
    said = content.figure_words[name]
    st.markdown(f"**{said.title}**")
    st.markdown(said.key)
    st.html(drawn)
    how, limits = st.columns(2, gap="large")
    how.markdown(f"**How to read this.** {content.cited(said.how)}")
    limits.markdown(f"**What it does not show.** {content.cited(said.limits)}")


@st.fragment
def numbers(name: str, lines: Sequence[Line]) -> None:
    """The lines of a figure as a table whose columns sort, and as a file, made when somebody opens it.

    A table that sorts weighs 2 MB in the browser; most readers never open one.
    """
    rows = st.expander(
        f"The numbers as a table, to sort or to download ({len(lines)} rows)", key=f"rows-{name}", on_change="rerun"
    )
    if not rows.open:
        return
    table = side_by_side.table(lines)
    with rows:
        st.dataframe(
            table, hide_index=True, key=f"table-{name}", column_config={"Address": st.column_config.LinkColumn()}
        )
        st.download_button(
            "Download the numbers (CSV)",
            table.to_csv(index=False),
            file_name=f"ketamine-{name}.csv",
            mime="text/csv",
            key=f"csv-{name}",
            on_click="ignore",
        )


# --- fact boxes ------------------------------------------------------------------------------------------------


def fact_box(box: FactBox, content: Library) -> None:
    """One medicine's benefits and harms as one sheet, with the button that prints it alone."""
    key = f"box-{box.id}"
    with st.container(key=key, border=True):
        st.subheader(box.title, anchor=key)
        st.markdown(content.cited(box.summary))
        for block in content.fact_blocks:
            if block.box == box.id:
                st.html(sections.fact_block(block, content))
        st.markdown(content.cited(f"**Serious, and not counted well.** {box.serious}"))
        st.markdown(
            f"{sections.fact_sources(box.id, content)} {content.site.disclaimer} {content.site.dated} "
            f"{content.site.crisis} {crisis_numbers(content, 'crisis')}"
        )
    print_button(f"Print this sheet: {box.title}", key)


# --- recall ----------------------------------------------------------------------------------------------------


@st.fragment
def recall(content: Library) -> None:
    """Five questions that explain themselves. An answer lives in its control alone."""
    for at, one in enumerate(content.recall, 1):
        options = {"a": one.a, "b": one.b, "c": one.c}
        picked = st.radio(
            f"Question {at}: {one.question}", list(options), format_func=options.get, index=None, key=f"recall-{one.id}"
        )
        if picked:
            said = "Yes." if picked == one.answer else f"Not quite. It is: {options[one.answer]}."
            st.info(f"**{said}** {content.cited(one.why)}")

"""What the evidence page draws: the guess, the filters, the fact boxes and the questions at its end."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from explainer import fragments, results
from explainer.library import Library, citations
from explainer.records import FactBox
from explainer.results import Line
from pages.shared.chrome import numbers as crisis_numbers
from pages.shared.paper import print_button
from pages.shared.raw_html import draw

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
    """Three guesses and the three answers. Guesses live in this visit's controls alone: nothing is stored or bound."""
    crowds = results.crowds()
    with st.form("guess", border=False, enter_to_submit=False):
        guesses = [
            column.slider(f"{crowd.label}: how many of 100?", 0, 100, 0, key=f"guess-{at}", persist_state="session")
            for at, (column, crowd) in enumerate(zip(st.columns(3), crowds, strict=True))
        ]
        with st.container(horizontal=True):
            guessed = st.form_submit_button("Show the answers")
            skipped = st.form_submit_button("Skip the guess")
    if guessed or skipped:
        st.session_state["answers"] = "guessed" if guessed else "skipped"
    shown = st.session_state.get("answers")
    if not shown:
        return
    columns = st.container(key="crowds").columns(3, gap="large")
    for column, crowd, guess in zip(columns, crowds, guesses, strict=True):
        with column:
            st.subheader(f"{crowd.number} of 100", anchor=False)
            said = escape(f"{crowd.label}: {crowd.number} of 100 people respond.")
            st.html(f'<img src="{results.crowd_address(crowd)}" width="240" height="300" alt="{said}">')
            st.markdown(f"{crowd.label}. The true value may well lie anywhere in {crowd.interval}.")
            if shown == "guessed":
                st.markdown(f"Your guess: {guess}")
    st.markdown(f"**{content.passages['answer'].title}.** {content.cited(content.passages['answer'].text)}")
    source = content.findings["wilkinson_midazolam"]
    st.markdown(
        f"{source.people} people in {source.design}, {source.population}. The review worked the numbers out "
        f"with a model. {content.citation([source.source])}"
    )


# --- trials ----------------------------------------------------------------------------------------------------


@st.fragment
def trials(content: Library) -> None:
    """The filters, the figure and its table. A choice runs this part again and leaves the page alone."""
    every = results.lines(*results.RATES)
    filters = st.container(key="filters")
    # Asked before the controls are drawn, for afterwards their values cannot be set any more.
    if st.button("Show all trials"):
        st.session_state.update(dict.fromkeys(FILTERS, ALL))
    with filters:
        columns = st.columns(len(FILTERS) + 1)
        picked = {
            name: column.selectbox(label, _options(name, every), key=name, bind="query-params", filter_mode=None)
            for column, (name, label) in zip(columns, FILTERS.items(), strict=False)
        }
        order = columns[-1].selectbox("Order", results.SORTS, key="order", bind="query-params", filter_mode=None)
    chosen = {name: value for name, value in picked.items() if value != ALL}
    ordered = results.sort(results.fitting(chosen, results.RATES), order)
    # They may not hide behind a choice: what fits but counts something else stands in no figure of rates.
    beside = results.fitting(
        {name: value for name, value in chosen.items() if name != "outcome"},
        [outcome for outcome in results.OUTCOMES if outcome not in results.RATES],
    )
    citations().update(line.finding.source for line in every)  # a list on paper has to hold what a choice brings back
    st.container(key="said").markdown(_count(ordered, len(every), len(beside) if chosen else 0, chosen))
    if ordered:
        figure("trials", results.rates(ordered, content.figure_words["trials"].title), content)
        numbers("trials", ordered)
    if chosen and beside:
        with st.expander(f"**These also fit, but count something else** ({len(beside)})", expanded=not ordered):
            draw(results.listed(beside, "These also fit, but count something else"))


def _options(name: str, every: Sequence[Line]) -> list[str]:
    """What can be chosen in one filter; what the papers leave open comes last."""
    found = dict.fromkeys(getattr(line, name) for line in every)
    return [ALL, *sorted(found, key=lambda value: value.lower() == results.NOT_STATED)]


def _count(shown: Sequence[Line], whole: int, beside: int, chosen: Mapping[str, str]) -> str:
    """How many results are shown and what they found, said aloud after every choice."""
    if shown:
        said = f"**{len(shown)} {'result' if len(shown) == 1 else 'results'}** of {whole}. {found(shown)}."
    else:
        said = f"**None** of the {whole} results in this figure fits. Press “Show all trials” to start again."
    if beside:
        said += f" {beside} more {'fits, but counts' if beside == 1 else 'fit, but count'} something else: see below."
    if "setting" in chosen:
        open_ = sum(line.setting.lower() == results.NOT_STATED for line in results.lines(*results.RATES))
        said += f" Where people were treated is {results.NOT_STATED} for {open_} of {whole} results."
    return said


def found(lines: Sequence[Line]) -> str:
    """How many results found what."""
    verdicts = [line.trial.verdict for line in lines]
    return " · ".join(f"{results.VERDICTS[verdict]}: {verdicts.count(verdict)}" for verdict in results.VERDICT_COUNTS)


def side(name: str, content: Library) -> None:
    """One list of results and its numbers as a table: a card where it has words of its own, else a section to open."""
    lines, drawn = results.side(name)
    if name in content.figure_words:
        figure(name, drawn, content)
    else:
        with st.expander(f"**{len(lines)} results.** {found(lines)}"):
            draw(drawn)
    numbers(name, lines)


def figure(name: str, drawn: str, content: Library) -> None:
    """A figure as a card: its finding, its key, the figure, how to read it and what it does not show."""
    said = content.figure_words[name]
    st.markdown(f"**{said.title}**")
    st.markdown(f"{said.key} · [Skip this list](#after-{name})")
    draw(drawn)
    with st.container(key=f"after-{name}"):
        st.html(f'<span id="after-{name}"></span>')
        how, limits = st.columns(2, gap="large")
        how.markdown(f"**How to read this.** {content.cited(said.how)}")
        limits.markdown(f"**What it does not show.** {content.cited(said.limits)}")


@st.fragment
def numbers(name: str, lines: Sequence[Line]) -> None:
    """The lines of a figure as a table whose columns sort, and as a file, made when somebody opens it.

    A table that sorts weighs 2 MB in the browser; most readers never open one. Its columns sort by mouse alone, so
    there is a control for the keyboard too.
    """
    rows = st.expander(
        f"The numbers as a table, to sort or to download ({len(lines)} rows)", key=f"rows-{name}", on_change="rerun"
    )
    if not rows.open:
        return
    compared = any(line.difference is not None for line in lines)
    orders = [order for order in results.SORTS if compared or "difference" not in order]
    with rows:
        order = st.selectbox("Sort the table", orders, index=None, placeholder="As in the figure", key=f"sort-{name}")
        table = results.table(results.sort(lines, order) if order else lines)
        st.dataframe(
            table,
            hide_index=True,
            key=f"table-{name}",
            column_config={
                "Trial": st.column_config.TextColumn(pinned=True),
                "Address": st.column_config.LinkColumn(),
            },
        )
        st.download_button(
            "Download the numbers (CSV)",
            table.to_csv(index=False).encode("utf-8-sig"),  # the mark by which a spreadsheet knows the encoding
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
                st.html(fragments.fact_block(block, content))
        st.markdown(content.cited(f"**Serious, and not counted well.** {box.serious}"))
        st.markdown(
            f"{fragments.fact_sources(box.id, content)} {content.site.disclaimer} {content.site.dated} "
            f"{content.site.crisis} {crisis_numbers(content, 'crisis')}"
        )
    print_button(f"Print this sheet: {box.title}", key)


# --- recall ----------------------------------------------------------------------------------------------------


@st.fragment
def recall(content: Library) -> None:
    """Five questions that explain themselves. An answer lives in this visit's control alone."""
    for at, one in enumerate(content.recall, 1):
        options = {"a": one.a, "b": one.b, "c": one.c}
        picked = st.radio(
            f"Question {at}: {one.question}",
            list(options),
            format_func=options.get,
            index=None,
            key=f"recall-{one.id}",
            persist_state="session",
        )
        if picked:
            said = "Yes." if picked == one.answer else f"Not quite. It is: {options[one.answer]}."
            st.info(f"**{said}** {content.cited(one.why)}")

"""The live parts of the evidence page: the guess, the filters, the tables that sort, and the questions at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from secrets import randbelow

import markupsafe
import streamlit as st

from explainer import results
from explainer.chance import ENOUGH, MOST, designs
from explainer.draw import chance, dot_plot, icon_array
from explainer.outline.blocks import Details, Markup, Slot
from explainer.outline.evidence import answers, ran, trials
from explainer.results import FILTERS, Card, Line
from explainer.without import KEYS, REASONS, SIZES, Without
from pages.shared.paper import print_button
from pages.shared.renderer import Live, Renderer
from pages.shared.take_along import take_along

ALL = "all"
MOST_SEEDS = 100_000
NOTHING_OUT = {**dict.fromkeys(KEYS.values(), False), "fewest": ALL}  # the controls by their keys


class Evidence:
    """The slots of the page by name."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._content = renderer.content
        self._say = renderer.content.interface["evidence"]
        self.slots: Mapping[str, Live] = {
            "guess": lambda _: self._guess(),
            "trials": lambda _: self._trials(),
            "chance": lambda _: self._chance(),
            "numbers": lambda slot: self._numbers(
                slot.about, [line for line, _ in dot_plot.side(slot.about, self._content)]
            ),
            "print": self._print,
            "recall": lambda _: self._recall(),
        }

    @st.fragment
    def _guess(self) -> None:
        """Three guesses and the three answers. Guesses live in this visit's controls alone, never in a link."""
        crowds, say = icon_array.crowds(self._content, self._content.crowd_rows), self._say
        with st.form("guess", border=False, enter_to_submit=False):
            guesses = [
                column.slider(say("guess", label=crowd.label), 0, 100, 0, key=f"guess-{at}", persist_state="session")
                for at, (column, crowd) in enumerate(zip(st.columns(len(crowds)), crowds, strict=True))
            ]
            with st.container(horizontal=True):
                guessed = st.form_submit_button(say["show_answers"])
                skipped = st.form_submit_button(say["skip_guess"])
        if guessed or skipped:
            st.session_state["answers"] = "guessed" if guessed else "skipped"
        shown = st.session_state.get("answers")
        if not shown:
            return
        heard = say("heard", answers="; ".join(f"{crowd.label}: {crowd.number}" for crowd in crowds))
        said = markupsafe.Markup('<p class="heard" role="alert">{}</p>').format(heard)
        self._renderer.draw((Markup(said),))
        self._renderer.draw(answers(self._content, guesses if shown == "guessed" else ()))

    @st.fragment
    def _trials(self) -> None:
        """The filters, the figure and its table. A choice runs this part again and leaves the page alone."""
        say, every = self._say, results.lines(self._content, *results.RATES)
        linked = any(name in st.query_params for name in (*FILTERS, "order", *NOTHING_OUT))
        with st.expander(say["filters"], expanded=linked):
            filters = st.container(key="filters")
            # Asked before the controls are drawn, for afterwards their values cannot be set any more.
            if st.button(say["show_all"]):
                st.session_state.update(dict.fromkeys(FILTERS, ALL))
            leaving = st.container(key="leaving")
            if st.button(self._content.interface["without"]["back"]):
                st.session_state.update(NOTHING_OUT)
            taken = st.container()
        with filters:
            columns = st.columns(len(FILTERS) + 1)
            picked = {
                name: column.selectbox(
                    say[f"filter_{name}"],
                    _options(name, every),
                    format_func=partial(self._option, name),
                    key=name,
                    bind="query-params",
                    filter_mode=None,
                )
                for column, name in zip(columns, FILTERS, strict=False)
            }
            order = columns[-1].selectbox(
                say["order"],
                results.ORDERS,
                format_func=self._content.labels["order"].__getitem__,
                key="order",
                bind="query-params",
                filter_mode=None,
            )
        with leaving:
            without = self._without()
        chosen = {name: value for name, value in picked.items() if value != ALL}
        cards = results.cards(results.fitting(self._content, chosen, results.RATES), order)
        lines = [line for card in cards for line in card.lines]
        # They may not hide behind a choice: what fits but counts something else stands on no card.
        beside = results.fitting(
            self._content,
            {name: value for name, value in chosen.items() if name != "outcome"},
            [outcome for outcome in results.OUTCOMES if outcome not in results.RATES],
        )
        # A list on paper has to hold what a choice brings back.
        self._renderer.references.add(line.finding.source for line in every)
        said = self._count(lines, len(cards), len(every), len(beside) if chosen else 0, chosen)
        st.container(key="said").markdown(f"{said} {self._left(cards, without)}")
        if cards:
            self._renderer.draw(trials(cards, self._content, without))
            self._numbers("trials", lines)
            with taken:
                label = self._content.interface["take_along"]["trials"]
                take_along("trials", label, self._content, {**chosen, **_chosen(order, without)})
        if chosen and beside:
            label = say("beside", count=len(beside))
            drawn = dot_plot.listed(beside, say["beside_label"])
            self._renderer.draw((Details(label, (Markup(drawn),), opened=not cards),))

    def _without(self) -> Without:
        """What a reader leaves out, from controls whose values a link holds."""
        say, count = self._content.interface["without"], self._content.numbers.count
        st.markdown(f"**{say['label']}** {say['rule']}")
        reasons = tuple(reason for reason in REASONS if st.checkbox(say[reason], key=KEYS[reason], bind="query-params"))
        fewest = st.selectbox(
            say["fewest"],
            (ALL, *map(str, SIZES)),  # a link holds words
            format_func=lambda size: say["any"] if size == ALL else say("size", number=count(int(size))),
            key="fewest",
            bind="query-params",
            filter_mode=None,
        )
        return Without(reasons, 0 if fewest == ALL else int(fewest))

    def _left(self, cards: Sequence[Card], without: Without) -> str:
        """How many cards are left, said aloud after every choice."""
        if not (cards and without):
            return ""
        say, kept = self._content.interface["without"], sum(not without.why(card, self._content) for card in cards)
        if not kept:
            return say["nothing"]
        return f"{say('every', count=kept, whole=len(cards))} {without.unknown(cards, self._content)}"

    @st.fragment
    def _chance(self) -> None:
        """A trial that is run again. Runs live in this visit alone: how many of which trial, and one seed for all."""
        say, every, state = self._content.interface["chance"], designs(self._content), st.session_state
        name = st.selectbox(
            say["choose"],
            list(every),
            format_func=lambda one: say(
                "trial", trial=every[one].line.trial.trial, number=self._content.numbers.count(sum(every[one].sizes))
            ),
            key="chance-trial",
            filter_mode=None,
        )
        same = st.checkbox(say["same"], key="chance-same")
        counts: dict[tuple[str, bool], int] = state.setdefault("chance-runs", {})
        if "chance-seed" not in state:
            state["chance-seed"] = randbelow(MOST_SEEDS)
        with st.container(horizontal=True, key="chance-run"):
            once, twenty = (st.button(say[name]) for name in ("once", "twenty"))
            st.button(say["over"], on_click=_start_over)
        at = name, same
        counts[at] = min(MOST, counts.get(at, 0) + once + ENOUGH * twenty)
        seed = st.number_input(say["seed"], 0, MOST_SEEDS - 1, key="chance-seed", help=say["seed_help"])
        design = replace(every[name], same=same)
        runs = design.runs(seed, counts[at])
        with st.container(key="said-chance"):  # there from the start, so that a screen reader says what changes in it
            if runs:
                self._renderer.draw(ran(design, runs, self._content))
            else:
                st.markdown(say["not_yet"])
        if runs:
            self._renderer.draw((Markup(chance.people(design, runs[-1], self._content)),))
        if counts[at] == MOST:
            st.markdown(say["enough"])
        before = [key for key, count in counts.items() if count and key != at]
        if before:
            st.markdown(say["others"])
        for key in before:
            one = replace(every[key[0]], same=key[1])
            self._renderer.draw(ran(one, one.runs(seed, counts[key]), self._content))

    def _option(self, name: str, code: str) -> str:
        return self._say["all"] if code == ALL else results.option(name, code, self._content)

    def _count(self, shown: Sequence[Line], cards: int, whole: int, beside: int, chosen: Mapping[str, str]) -> str:
        """How many trials and results are shown, said aloud after every choice."""
        say = self._say
        parts = [say("shown", count=cards, results=len(shown), whole=whole) if shown else say("none", whole=whole)]
        if beside:
            parts.append(say("beside_count", count=beside))
        if "setting" in chosen:
            unknown = sum(line.setting == results.NOT_STATED for line in results.lines(self._content, *results.RATES))
            parts.append(say("where", unknown=unknown, whole=whole))
        return " ".join(parts)

    @st.fragment
    def _numbers(self, name: str, lines: Sequence[Line]) -> None:
        """The lines of a figure as a table whose columns sort, and as a file, made when somebody opens it.

        A table that sorts weighs 2 MB in the browser; most readers never open one. Its columns sort by mouse alone, so
        there is a control for the keyboard too.
        """
        say = self._say
        rows = st.expander(say("table", count=len(lines)), key=f"rows-{name}", on_change="rerun")
        if not rows.open:
            return
        column = self._content.interface["columns"]
        compared = any(line.difference is not None for line in lines)
        orders = [order for order in results.ORDERS if compared or order not in results.BY_DIFFERENCE]
        with rows:
            order = st.selectbox(
                say["sort"],
                orders,
                index=None,
                format_func=self._content.labels["order"].__getitem__,
                placeholder=say["unsorted"],
                key=f"sort-{name}",
            )
            table = results.table(results.sort(lines, order) if order else lines, self._content)
            st.dataframe(
                table,
                hide_index=True,
                key=f"table-{name}",
                column_config={
                    column["trial"]: st.column_config.TextColumn(pinned=True),
                    column["address"]: st.column_config.LinkColumn(),
                },
            )
            st.download_button(
                self._content.interface["figure"]["csv"],
                table.to_csv(index=False).encode("utf-8-sig"),  # the mark by which a spreadsheet knows the encoding
                file_name=f"ketamine-{name}.csv",
                mime="text/csv",
                key=f"csv-{name}",
                on_click="ignore",
            )

    def _print(self, slot: Slot) -> None:
        box = next(box for box in self._content.fact_boxes if box.id == slot.about)
        print_button(self._say("print", title=box.title), f"box-{box.id}")

    @st.fragment
    def _recall(self) -> None:
        """Five questions that explain themselves, and last a reader's own guesses once more.

        An answer lives in this visit's control alone.
        """
        say, answered = self._say, 0
        for at, one in enumerate(self._content.recall, 1):
            options = {"a": one.a, "b": one.b, "c": one.c}
            picked = st.radio(
                say("question", at=at, question=one.question),
                list(options),
                format_func=options.get,
                index=None,
                key=f"recall-{one.id}",
                persist_state="session",
            )
            if picked:
                answered += 1
                answer = say["right"] if picked == one.answer else say("wrong", answer=options[one.answer])
                st.info(self._renderer.cited(f"**{answer}** {one.why}"))
            self._renderer.references.add(self._content.keys_of([one.why]))
        crowds = icon_array.crowds(self._content, self._content.crowd_rows)
        guesses = [st.session_state.get(f"guess-{at}", 0) for at in range(len(crowds))]
        if answered == len(self._content.recall) and st.session_state.get("answers") == "guessed":
            st.markdown(say["your_guesses"])
            drawn = icon_array.beside_each_other(crowds, self._content, guesses)
            self._renderer.draw((Markup(drawn, "crowds-again"),))


def _chosen(order: str, without: Without) -> dict[str, str]:
    """The order of the trials and what is left out, as a link holds them; what is usual leaves it out, too."""
    chosen = {KEYS[reason]: "true" for reason in without.reasons}
    if order != results.ORDERS[0]:
        chosen["order"] = order
    return {**chosen, "fewest": str(without.fewest)} if without.fewest else chosen


def _start_over() -> None:
    st.session_state.update({"chance-runs": {}, "chance-seed": randbelow(MOST_SEEDS)})


def _options(name: str, every: Sequence[Line]) -> list[str]:
    """What can be chosen in one filter; what the papers leave open comes last."""
    found = dict.fromkeys(getattr(line, name) for line in every)
    return [ALL, *sorted(found, key=lambda code: code == results.NOT_STATED)]

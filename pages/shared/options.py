"""The live parts of the options: which two a phone shows, and what matters to a reader."""

from collections.abc import Mapping

import streamlit as st

from explainer.draw import option_grid
from explainer.library import Library
from explainer.model import Weight
from pages.shared import keys
from pages.shared.paper import print_button
from pages.shared.raw_html import draw

PAIR = ("first", "second")


@st.fragment
def pair(content: Library) -> None:
    """Which two options stand beside each other on a phone: what somebody looks at, so the address holds it."""
    names = {option.id: option.name for option in content.options}
    say = content.interface["options"]
    with st.container(key="pair"):
        chosen = [
            column.selectbox(
                say[name],
                list(names),
                index=at,
                format_func=names.__getitem__,
                key=name,
                bind="query-params",
                filter_mode=None,
            )
            for at, (column, name) in enumerate(zip(st.columns(2), PAIR, strict=True))
        ]
        draw(option_grid.pair(chosen))


@st.fragment
def weigh(content: Library) -> None:
    """What matters to a reader, weighed by tapping: it marks the rows that speak to it, and is never in the address."""
    labels = content.labels["weight"]
    with st.container(key=keys.WEIGH):
        for matter in content.matters:
            st.segmented_control(
                matter.words,
                option_grid.WEIGHTS,
                format_func=labels.__getitem__,
                key=f"weigh-{matter.id}",
                persist_state="session",
            )
    weights = weighed()
    with st.container(key="said"):
        draw(f"{option_grid.style(weights, content)}<p>{option_grid.said(weights, content)}</p>")


def print_options(content: Library) -> None:
    """The button that prints the options alone, on two sheets."""
    print_button(content.interface["options"]["print"], "paper-options")


def weighed() -> Mapping[str, Weight]:
    """What was weighed so far, by the ids of what matters."""
    found = {name.removeprefix("weigh-"): st.session_state[name] for name in st.session_state if _is_weight(name)}
    return {name: weight for name, weight in found.items() if weight}


def _is_weight(name: object) -> bool:
    return isinstance(name, str) and name.startswith("weigh-")

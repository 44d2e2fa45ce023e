"""The live parts of the options: which stand side by side, and what matters to a reader."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from explainer.draw import option_grid
from explainer.draw.option_grid import NONE, PLACES, usual
from explainer.library import Library
from explainer.model import Weight
from pages.shared import keys
from pages.shared.paper import print_button
from pages.shared.raw_html import draw


@st.fragment
def side_by_side(content: Library) -> None:
    """Which options stand beside each other: what somebody looks at, so the address holds it, by the options' codes."""
    say = content.interface["options"]
    names = {option.id: option.short for option in content.options}
    with st.container(key="chosen"):
        _follow_address(content)
        chosen = [
            column.selectbox(
                say[place],
                [*names, NONE] if place == PLACES[-1] else list(names),
                format_func=(names | {NONE: say["no_third"]}).__getitem__,
                key=place,
                filter_mode=None,
            )
            for column, place in zip(st.columns(len(PLACES)), PLACES, strict=True)
        ]
        _tell_address(chosen, content)
        draw(option_grid.chosen([option for option in chosen if option != NONE]))
        st.toggle(say("all", count=len(names)), key="all", bind="query-params", on_change="ignore")


def _follow_address(content: Library) -> None:
    """Choose what the address says, where it says something new; whoever comes back to the page has what was chosen.

    A choice that is bound to the address would write the option's name into it, which is a word of one language.
    """
    state, shown = st.session_state, usual(content)
    asked = {place: st.query_params.get(place, "") for place in PLACES}
    told, left = state.get("options told", {}), state.get("options chosen", shown)
    back = PLACES[0] not in state and not any(asked.values())
    codes = {option.id for option in content.options}
    for place, code in asked.items():
        if back:
            state[place] = left[place]
        elif place not in state or code != told.get(place, ""):
            allowed = codes | {NONE} if place == PLACES[-1] else codes
            state[place] = code if code in allowed else shown[place]


def _tell_address(chosen: Sequence[str], content: Library) -> None:
    """Write into the address what is not as usual, and take out of it all else, such as what is no option."""
    here, shown = dict(zip(PLACES, chosen, strict=True)), usual(content)
    told = {place: code for place, code in here.items() if code != shown[place]}
    if told != {place: st.query_params[place] for place in PLACES if place in st.query_params}:
        others = {name: st.query_params[name] for name in st.query_params if name not in PLACES}
        st.query_params.from_dict(others | told)
    st.session_state["options told"], st.session_state["options chosen"] = told, here


def weigh(content: Library) -> None:
    """What matters to a reader; a phone has it behind one tap, so that the options are in view."""
    label = Markup('<details class="weigh-open"><summary>{}</summary></details>')
    draw(label.format(content.interface["options"]("weigh", count=len(content.matters))))
    _weights(content)


@st.fragment
def _weights(content: Library) -> None:
    """What is weighed by tapping: it marks the rows that speak to it, and is never in the address."""
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

"""The side-effects checklist: what a reader ticks stays in this visit, never in the link, a log or a file."""

import streamlit as st

from content import Library, sections
from content.records import ChecklistItem
from pages.parts.frame import numbers


def _details(item: ChecklistItem, content: Library) -> str:
    """What a reader learns about one item; an urgent one says what to do above it, in its own words."""
    lines = sections.effect(item, content)
    if item.group != "urgent":
        lines.append(f"**What to do:** {_help(item)}")
    return "  \n".join(lines)


def _help(item: ChecklistItem) -> str:
    return sections.help_for(item).replace("(not reviewed)", ":small[(not reviewed)]")


def _urgent(item: ChecklistItem, content: Library) -> str:
    """What to do and whom to call, for the moment when somebody ticks an urgent item."""
    calls = [f"Emergency: {numbers(content, 'emergency')}"]
    if "crisis line" in item.help:
        calls.append(f"Crisis line: {numbers(content, 'crisis')}")
    return "\n\n".join([f"**{_help(item)}**", *calls])


# A screen reader says a change inside a status that stays; one that Streamlit draws anew with each run it may not.
_STATUS = """
export default function ({ parentElement, data }) {
  parentElement.querySelector("[role=status]").textContent = data;
}
"""


def _status(text: str) -> None:
    """A line that a screen reader says aloud whenever it changes."""
    st.components.v2.component("status", html='<strong role="status"></strong>', js=_STATUS)(key="status", data=text)


def _key(item: ChecklistItem) -> str:
    return f"tick-{item.id}"


def ticked(content: Library) -> tuple[ChecklistItem, ...]:
    """The items that are ticked now."""
    return tuple(item for item in content.checklist if st.session_state.get(_key(item)))


@st.fragment
def checklist(content: Library) -> None:
    """The list, its count and its urgent answers. A tick runs this part again and leaves the page alone."""
    count, clear = st.columns([3, 2], vertical_alignment="center")
    if clear.button("Clear all ticks", width="stretch"):
        for item in content.checklist:
            st.session_state[_key(item)] = False
    ticks = 0
    for group, title in sections.GROUPS.items():
        items = [item for item in content.checklist if item.group == group]
        with (
            st.expander(f"**{title}** ({len(items)})"),
            st.container(key=f"items-{group}"),
        ):
            for item in items:
                term = "" if item.term.lower() == item.name.lower() else f" ({item.term})"
                ticked = st.checkbox(f"{item.name}{term}", key=_key(item), persist_state="session")
                ticks += ticked
                if ticked and group == "urgent":
                    st.error(_urgent(item, content))
                elif group == "urgent":
                    st.markdown(f"**Get help:** {_help(item)}")
                st.markdown(_details(item, content))
    with count:
        _status(f"{ticks} ticked of {len(content.checklist)}")

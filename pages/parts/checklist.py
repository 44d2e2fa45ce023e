"""The side-effects checklist: what a reader ticks stays in this visit, never in the link, a log or a file."""

import streamlit as st

from content import Library
from content.records import ChecklistItem, SideEffect
from pages.parts.frame import numbers

GROUPS = {
    "during": "During a dose or just after",
    "same_day": "Later that day",
    "repeated": "With repeated treatment",
    "urgent": "Rare but urgent",
}
PRODUCTS = {"esketamine_nasal": "Spray", "ketamine_iv": "Drip"}


def rate(one: SideEffect) -> str:
    """A rate in words with its comparison, such as 'Spray: 41 of 100, against 9 with dummy spray …'."""
    unit = one.unit.replace("per 100 people", "of 100").replace("per 20000 sessions", "case for every 20,000 sessions")
    text = f"{PRODUCTS[one.product]}: **{one.shown}** {unit}"
    if one.control is not None:
        return f"{text}, against **{one.control_shown}** with {one.comparator}"
    return f"{text} (no comparison group)" if one.comparator_kind == "none" else f"{text} (comparison not printed)"


def _details(item: ChecklistItem, rates: list[SideEffect], content: Library) -> str:
    """What a reader learns about one item; of several rates with one product, the first stands for it here."""
    first = {one.product: one for one in reversed(rates)}
    counted = " ".join(f"{rate(first[product])}." for product in PRODUCTS if product in first)
    cited = content.citation([*item.source, *(one.source for one in rates)])
    lines = [f"{item.feels_like} {item.course or ''}", f"{counted} {cited}"]
    if item.group != "urgent":
        lines.append(f"**What to do:** {_help(item)}")
    return "  \n".join(line.strip() for line in lines)


def _help(item: ChecklistItem) -> str:
    return item.help if item.help_reviewed else f"{item.help} :small[(not reviewed)]"


def _urgent(item: ChecklistItem, content: Library) -> str:
    """What to do and whom to call, for the moment when somebody ticks an urgent item."""
    calls = [f"Emergency: {numbers(content, 'emergency')}"]
    if "crisis line" in item.help:
        calls.append(f"Crisis line: {numbers(content, 'crisis')}")
    return "\n\n".join([f"**{_help(item)}**", *calls])


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
    counted = count.empty()
    by_item: dict[str, list[SideEffect]] = {}
    for one in content.side_effects:
        by_item.setdefault(one.item, []).append(one)
    ticks = 0
    for group, title in GROUPS.items():
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
                st.markdown(_details(item, by_item.get(item.id, []), content))
    counted.html(f'<p role="status"><strong>{ticks} ticked</strong> of {len(content.checklist)}</p>')

"""The side-effects checklist: what a reader ticks stays in this visit, never in the link, a log or a file."""

import streamlit as st
from markupsafe import Markup

from explainer import fragments
from explainer.library import Library
from explainer.model import ChecklistItem
from pages.shared import browser, keys
from pages.shared.paper import LOOK
from pages.shared.renderer import Renderer

_SCRIPT = browser.HERE / "ticks.js"


def _details(item: ChecklistItem, content: Library) -> str:
    """What a reader learns about one item; an urgent one says what to do above it, in its own words."""
    lines = fragments.effect(item, content)
    if item.group != "urgent":
        lines.append(f"**{content.interface['checklist']['do']}** {_help(item, content)}")
    return "  \n".join(lines)


def _help(item: ChecklistItem, content: Library) -> str:
    mark = fragments.not_reviewed(item, content)
    return f"{item.help} :small[{mark}]" if mark else item.help


def _urgent(item: ChecklistItem, content: Library) -> str:
    """What to do and whom to call, for the moment when somebody ticks an urgent item."""
    calls = [fragments.lines_to_call(content, "emergency")]
    if item.crisis:
        calls.append(fragments.lines_to_call(content, "crisis"))
    return "\n\n".join([f"**{_help(item, content)}**", *calls])


def _key(item: ChecklistItem) -> str:
    return f"tick-{item.id}"


def checklist(renderer: Renderer) -> None:
    """The list, its count and its urgent answers, which are there from the start: style.css shows them to a tick.

    A tick costs no run. The visit sheet, on another page, learns of it from the tab.
    """
    content, say = renderer.content, renderer.content.interface["checklist"]
    with st.container(key=keys.CHECKLIST):
        st.components.v2.component(
            "ticks",
            html=Markup(
                '<div class="row"><strong role="status"></strong><button type="button">{}</button></div>'
            ).format(say["clear"]),
            js=browser.module(_SCRIPT),
            css=LOOK,
        )(
            key="ticks",
            data={
                "count": say["count"],
                "checklist": keys.CHECKLIST,
                "item": keys.ITEM,
            },
        )
        for group, title in content.labels["group"].items():
            items = [item for item in content.checklist if item.group == group]
            with st.expander(say("group", title=title, count=len(items))), st.container(key=f"items-{group}"):
                for item in items:
                    with st.container(key=keys.ITEM + item.id):
                        _item(item, content)
                        renderer.references.add(fragments.sources_of(item, content))


def _item(item: ChecklistItem, content: Library) -> None:
    """One line of the list with all that is known of it."""
    term = "" if item.term.lower() == item.name.lower() else f" ({item.term})"
    st.checkbox(f"{item.name}{term}", key=_key(item), on_change="ignore")
    if item.group == "urgent":
        st.error(_urgent(item, content))
        get_help = content.interface["checklist"]["get_help"]
        st.container(key=f"unticked-{item.id}").markdown(f"**{get_help}** {_help(item, content)}")
    st.markdown(_details(item, content))

"""The side-effects checklist: what a reader ticks stays in this visit, never in the link, a log or a file."""

import streamlit as st
from markupsafe import Markup

from explainer import fragments, harms
from explainer.harms import PRODUCTS
from explainer.library import Library
from explainer.model import ChecklistItem
from pages.shared import browser, keys
from pages.shared.paper import LOOK
from pages.shared.raw_html import draw, draw_svg
from pages.shared.renderer import Renderer

_SCRIPT = browser.HERE / "ticks.js"
FIRST = "common"  # the group that is open from the start


def _urgent(item: ChecklistItem, content: Library) -> str:
    """What to do and whom to call, for the moment when somebody ticks an urgent item."""
    calls = [fragments.lines_to_call(content, "emergency")]
    if item.crisis:
        calls.append(fragments.lines_to_call(content, "crisis"))
    return "\n\n".join([f"**{harms.help_cited(item, content)}**", *calls])


def _key(item: ChecklistItem) -> str:
    return f"tick-{item.id}"


@st.fragment
def checklist(renderer: Renderer) -> None:
    """The list, its count and its urgent answers, which are there from the start: style.css shows them to a tick.

    A tick costs no run. The visit sheet, on another page, learns of it from the tab. The numbers follow the choice of a
    treatment by the style sheet alone, at once; the order of the list follows with a run of this part.
    """
    content, say = renderer.content, renderer.content.interface["checklist"]
    known = st.session_state.get("ticks", {}).get("whose", PRODUCTS[0])
    with st.container(key=keys.CHECKLIST):
        found = st.components.v2.component(
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
                "whose": known,
            },
            default={"whose": known},
            on_whose_change=lambda: None,
        )
        product = next((one for one in PRODUCTS if one == found.whose), PRODUCTS[0])
        draw(harms.whose_notes(content))
        for group, (title, items) in harms.checklist_groups(content, product).items():
            label = say("group", title=title, count=len(items))
            with st.expander(label, expanded=group == FIRST), st.container(key=f"items-{group}"):
                for item in items:
                    with st.container(key=keys.ITEM + item.id):
                        _item(item, content)
                        renderer.references.add(harms.sources_of(item, content))


def _item(item: ChecklistItem, content: Library) -> None:
    """One line of the list with all that is known of it."""
    st.checkbox(f"{item.name}{harms.term(item)}", key=_key(item), on_change="ignore")
    if item.group == "urgent":
        st.error(_urgent(item, content))
        get_help = content.interface["checklist"]["get_help"]
        st.container().markdown(f"**{get_help}** {harms.help_cited(item, content)}")
    draw_svg(harms.known(item, content))
